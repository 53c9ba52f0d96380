//! Places as editors count them: lines from 0, columns in the units that were agreed on.

use crate::source::{Span, line_starts};
use lsp_types::{Position, PositionEncodingKind, Range};

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Bytes.
    Utf8,
    /// The units of UTF-16: two for a character beyond the first 65,536, such as an emoji.
    Utf16,
    /// Characters.
    Utf32,
}

impl Encoding {
    /// The first of those that a client offers which costs the least; what every client knows if it offers none.
    pub(super) fn agree(offered: Option<&[PositionEncodingKind]>) -> Self {
        let offers = |kind: &PositionEncodingKind| offered.is_some_and(|it| it.contains(kind));
        match () {
            () if offers(&PositionEncodingKind::UTF8) => Self::Utf8,
            () if offers(&PositionEncodingKind::UTF32) => Self::Utf32,
            () => Self::Utf16,
        }
    }

    /// Its name in the protocol.
    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn width(self, it: char) -> usize {
        match self {
            Self::Utf8 => it.len_utf8(),
            Self::Utf16 => it.len_utf16(),
            Self::Utf32 => 1,
        }
    }

    /// How many units words have.
    pub(super) fn length(self, words: &str) -> u32 {
        if words.is_ascii() || self == Self::Utf8 {
            return words.len() as u32;
        }
        words.chars().map(|it| self.width(it)).sum::<usize>() as u32
    }
}

/// Where each line of a text starts. A line ends at `\n`, `\r\n` or `\r`, as the protocol has it.
#[derive(Clone, Debug)]
pub(super) struct Lines {
    starts: Vec<u32>,
    encoding: Encoding,
}

impl Lines {
    /// Reads a text once.
    pub(super) fn new(text: &str, encoding: Encoding) -> Self {
        Self { starts: line_starts(text).collect(), encoding }
    }

    /// The line, from 0, in which a byte stands.
    pub(super) fn line(&self, offset: u32) -> u32 {
        self.starts.partition_point(|start| *start <= offset) as u32 - 1
    }

    /// The words of a line, without what ends it, and where they start.
    pub(super) fn words<'t>(&self, text: &'t str, line: u32) -> (u32, &'t str) {
        let Some(start) = self.starts.get(line as usize).copied() else { return (text.len() as u32, "") };
        let end = self.starts.get(line as usize + 1).map_or(text.len(), |it| *it as usize);
        (start, text[start as usize..end].trim_end_matches(['\n', '\r']))
    }

    /// Where a byte stands. A byte within a character counts as that character.
    pub(super) fn position(&self, text: &str, offset: u32) -> Position {
        let mut offset = (offset as usize).min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset as u32);
        let before = &text[self.starts[line as usize] as usize..offset];
        Position { line, character: self.encoding.length(before) }
    }

    /// Where a range of bytes stands.
    pub(super) fn range(&self, text: &str, span: Span) -> Range {
        Range { start: self.position(text, span.start), end: self.position(text, span.end) }
    }

    /// The byte that stands at a place. What lies behind a line is its end, what lies behind the text is the end of that.
    pub(super) fn offset(&self, text: &str, at: Position) -> u32 {
        let (start, words) = self.words(text, at.line);
        if self.encoding == Encoding::Utf8 || words.is_ascii() {
            let mut column = (at.character as usize).min(words.len());
            while !words.is_char_boundary(column) {
                column -= 1;
            }
            return start + column as u32;
        }
        let mut left = at.character as usize;
        for (column, it) in words.char_indices() {
            let width = self.encoding.width(it);
            if left < width {
                return start + column as u32;
            }
            left -= width;
        }
        start + words.len() as u32
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

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn every_place_of_a_text_is_found_again() {
        let text = "перша 🕊 e\u{301}\r\nдруга\rtrois\n\n\u{1F1FA}\u{1F1E6} end";
        for encoding in ALL {
            let lines = Lines::new(text, encoding);
            assert_eq!(lines.starts.len(), 5);
            for (at, it) in text.char_indices().filter(|it| !matches!(it.1, '\n' | '\r')) {
                let position = lines.position(text, at as u32);
                assert_eq!(lines.offset(text, position), at as u32, "{it:?} at {at} in {encoding:?}");
            }
        }
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let text = "й🕊e\u{301}|";
        let at = text.find('|').expect("it is there") as u32;
        let column = |encoding| Lines::new(text, encoding).position(text, at).character;
        assert_eq!(ALL.map(column), [9, 5, 4]);
    }

    #[test]
    fn what_lies_outside_is_the_end() {
        let text = "ab\ncd";
        for encoding in ALL {
            let lines = Lines::new(text, encoding);
            let offset = |line, character| lines.offset(text, Position { line, character });
            assert_eq!((offset(0, 99), offset(9, 0), offset(1, 1)), (2, 5, 4));
        }
        let dove = "🕊";
        let inside = Lines::new(dove, Encoding::Utf16).offset(dove, Position { line: 0, character: 1 });
        assert_eq!(inside, 0, "a place within a character is its start");
    }

    #[test]
    fn the_cheapest_encoding_that_is_offered_is_agreed_on() {
        let (utf8, utf16) = (PositionEncodingKind::UTF8, PositionEncodingKind::UTF16);
        assert_eq!(Encoding::agree(Some(&[utf16, utf8])), Encoding::Utf8);
        assert_eq!(Encoding::agree(None), Encoding::Utf16);
    }
}
