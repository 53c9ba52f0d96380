//! Places as editors count them: lines from 0, columns in the units that were agreed on.

use crate::source::{self, Encoding, LineIndex, Span};
use lsp_types::{Position, PositionEncodingKind, Range};

/// The names of encodings in the protocol; the first costs the least.
const ENCODINGS: [(Encoding, PositionEncodingKind); 3] = [
    (Encoding::Utf8, PositionEncodingKind::UTF8),
    (Encoding::Utf32, PositionEncodingKind::UTF32),
    (Encoding::Utf16, PositionEncodingKind::UTF16),
];

/// The first of those that a client offers which costs the least; what every client knows if it offers none.
pub(super) fn agree(offered: Option<&[PositionEncodingKind]>) -> Encoding {
    let known = ENCODINGS.iter().find(|it| offered.is_some_and(|offered| offered.contains(&it.1)));
    known.map_or(Encoding::Utf16, |it| it.0)
}

/// The name of an encoding in the protocol.
pub(super) fn kind(encoding: Encoding) -> PositionEncodingKind {
    ENCODINGS.into_iter().find(|it| it.0 == encoding).map_or(PositionEncodingKind::UTF16, |it| it.1)
}

/// The lines of a text, and the encoding that was agreed on.
#[derive(Clone, Debug)]
pub(super) struct PositionMap {
    index: LineIndex,
    encoding: Encoding,
}

impl PositionMap {
    /// Reads a text once.
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        Self { index: LineIndex::new(text), encoding }
    }

    /// The line, from 0, in which a byte stands.
    pub(super) fn line(&self, offset: u32) -> u32 {
        self.index.line(offset) as u32
    }

    /// The bytes of a line, without what ends it.
    pub(super) fn content(&self, text: &str, line: u32) -> Span {
        self.index.content(text, line as usize)
    }

    /// Where a byte stands.
    pub(super) fn position(&self, text: &str, offset: u32) -> Position {
        let at = self.index.position(text, offset, self.encoding);
        Position { line: at.line - 1, character: at.column - 1 }
    }

    /// Where a range of bytes stands.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The byte that stands at a place.
    pub(super) fn offset(&self, text: &str, at: Position) -> u32 {
        let at = source::Position { line: at.line.saturating_add(1), column: at.character.saturating_add(1) };
        self.index.offset(text, at, self.encoding)
    }

    /// The bytes of a range; one that ends before it starts is empty.
    pub(super) fn span(&self, text: &str, range: Range) -> Span {
        let start = self.offset(text, range.start);
        Span::new(start, self.offset(text, range.end).max(start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_the_end() {
        let text = "ab\ncd";
        for (encoding, _) in ENCODINGS {
            let lines = PositionMap::new(text, encoding);
            let offset = |line, character| lines.offset(text, Position { line, character });
            assert_eq!((offset(0, 99), offset(9, 0), offset(1, 1), offset(u32::MAX, u32::MAX)), (2, 5, 4, 5));
        }
        let dove = "🕊";
        let inside = PositionMap::new(dove, Encoding::Utf16).offset(dove, Position { line: 0, character: 1 });
        assert_eq!(inside, 0, "a place within a character is its start");
    }

    #[test]
    fn the_cheapest_encoding_that_is_offered_is_agreed_on() {
        let (utf8, utf16) = (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16);
        assert_eq!(agree(Some(&[utf16, utf8])), Encoding::Utf8);
        assert_eq!(agree(None), Encoding::Utf16);
        assert!(ENCODINGS.into_iter().all(|it| kind(it.0) == it.1));
    }
}
