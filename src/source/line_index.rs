//! From byte offsets to lines and columns, and back.

use super::Span;
use memchr::memchr2_iter;
use std::sync::OnceLock;

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

impl std::fmt::Display for Position {
    /// `4:17`
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// What a column counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// The units of UTF-16: two for a character beyond the first 65,536, such as an emoji.
    Utf16,
    /// Unicode characters, as people count.
    Utf32,
}

impl Encoding {
    /// How many units stand in a text, which is given as its bytes.
    fn length(self, bytes: &[u8]) -> u32 {
        let count = |holds: fn(u8) -> bool| bytes.iter().filter(|it| holds(**it)).count() as u32;
        // Every byte but the continuations of a character begins one.
        let characters = || count(|it| it & 0xC0 != 0x80);
        match self {
            Self::Utf8 => bytes.len() as u32,
            Self::Utf16 => characters() + count(|it| it >= 0xF0),
            Self::Utf32 => characters(),
        }
    }
}

/// Where each line of a text starts. A line ends with `\n`, `\r\n` or `\r`, as editors and their protocol count.
pub fn line_starts(text: &str) -> impl Iterator<Item = u32> {
    let bytes = text.as_bytes();
    let ends = memchr2_iter(b'\n', b'\r', bytes);
    let starts = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at as u32 + 1);
    std::iter::once(0).chain(starts)
}

/// Where the line starts in which a byte stands.
pub fn line_start(text: &str, offset: u32) -> u32 {
    text[..offset as usize].rfind(['\n', '\r']).map_or(0, |it| it as u32 + 1)
}

/// Where the line ends in which a byte stands, with its line break.
pub fn line_end(text: &str, offset: u32) -> u32 {
    line_starts(&text[offset as usize..]).nth(1).map_or(text.len() as u32, |it| offset + it)
}

/// What ends most lines of a text; of those that end as many, what ends the first line; `\n` if no line ends.
pub fn line_ending(text: &str) -> &'static str {
    let of = |line: &str| ["\r\n", "\n", "\r"].into_iter().find(|it| line.ends_with(it));
    let mut counts: [(&'static str, usize); 3] = [("\n", 0), ("\r\n", 0), ("\r", 0)];
    for ending in lines(text).filter_map(of) {
        if let Some(count) = counts.iter_mut().find(|it| it.0 == ending) {
            count.1 += 1;
        }
    }
    let first = lines(text).next().and_then(of);
    counts
        .into_iter()
        .max_by_key(|it| (it.1, Some(it.0) == first))
        .map_or("\n", |it| if it.1 == 0 { "\n" } else { it.0 })
}

/// The lines of a text, each with what ends it.
pub fn lines(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (line, behind) = rest.split_at(line_end(rest, 0) as usize);
        rest = behind;
        (!line.is_empty()).then_some(line)
    })
}

/// How long a stretch is whose units are counted ahead, in bytes.
const STRETCH: usize = 1 << 10;

/// Where each line of a text starts: see [`line_starts`].
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
    /// How many characters, and how many units of UTF-16, stand before each stretch of the text: a column of a line of a
    /// megabyte costs no walk from its start. Counted once such a line is met.
    stretches: OnceLock<Vec<[u32; 2]>>,
}

impl LineIndex {
    /// Reads a text once.
    pub fn new(text: &str) -> Self {
        Self { starts: line_starts(text).collect(), len: text.len() as u32, stretches: OnceLock::new() }
    }

    /// How many lines there are; an empty text has one.
    pub fn lines(&self) -> usize {
        self.starts.len()
    }

    /// The line, from 0, in which a byte stands.
    pub fn line(&self, offset: u32) -> usize {
        self.starts.partition_point(|start| *start <= offset) - 1
    }

    /// The bytes of a line, from 0, with its line break.
    pub fn span(&self, line: usize) -> Span {
        let start = self.starts.get(line).copied().unwrap_or(self.len);
        let end = self.starts.get(line + 1).copied().unwrap_or(self.len);
        Span::new(start, end)
    }

    /// The bytes of a line, from 0, without its line break.
    pub fn content(&self, text: &str, line: usize) -> Span {
        let span = self.span(line);
        Span::new(span.start, span.start + span.of(text).trim_end_matches(['\n', '\r']).len() as u32)
    }

    /// Line and column of a byte. An offset within a character counts as that character.
    pub fn position(&self, text: &str, offset: u32, encoding: Encoding) -> Position {
        let mut offset = offset.min(self.len) as usize;
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.line(offset as u32);
        let start = self.starts[line] as usize;
        let column = if offset - start > 2 * STRETCH && encoding != Encoding::Utf8 {
            self.units(text, offset, encoding) - self.units(text, start, encoding)
        } else {
            encoding.length(&text.as_bytes()[start..offset])
        };
        Position { line: line as u32 + 1, column: column + 1 }
    }

    /// Where something begins and where it ends.
    pub fn range(&self, text: &str, span: Span, encoding: Encoding) -> (Position, Position) {
        (self.position(text, span.start, encoding), self.position(text, span.end, encoding))
    }

    /// How many units stand before a byte.
    fn units(&self, text: &str, offset: usize, encoding: Encoding) -> u32 {
        let stretches = self.stretches.get_or_init(|| {
            let units = |it: &[u8]| [Encoding::Utf32, Encoding::Utf16].map(|encoding| encoding.length(it));
            let counts = text.as_bytes().chunks(STRETCH).map(units);
            let sums = counts.scan([0, 0], |before, it| {
                let sum = [before[0] + it[0], before[1] + it[1]];
                Some(std::mem::replace(before, sum))
            });
            sums.collect()
        });
        let stretch = (offset / STRETCH).min(stretches.len() - 1);
        stretches[stretch][usize::from(encoding == Encoding::Utf16)]
            + encoding.length(&text.as_bytes()[stretch * STRETCH..offset])
    }

    /// The byte that stands at a place. What lies behind a line is its end, what lies behind the text is the end of that.
    pub fn offset(&self, text: &str, at: Position, encoding: Encoding) -> u32 {
        let line = self.content(text, at.line as usize - 1);
        let mut left = at.column - 1;
        for (column, it) in line.of(text).char_indices() {
            let width = encoding.length(it.encode_utf8(&mut [0; 4]).as_bytes());
            if left < width {
                return line.start + column as u32;
            }
            left -= width;
        }
        line.end
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALL: [Encoding; 3] = [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32];

    #[test]
    fn columns_count_characters() {
        let text = "перша\nдруга 🕊 тут\r\n";
        let index = LineIndex::new(text);
        let at = text.find("тут").expect("the word is there") as u32;
        let position = |at: u32| index.position(text, at, Encoding::Utf32);
        assert_eq!(position(at), Position { line: 2, column: 9 });
        assert_eq!(position(text.len() as u32), Position { line: 3, column: 1 });
        assert_eq!(index.lines(), 3);
    }

    #[test]
    fn columns_count_what_was_agreed() {
        let text = "й🕊e\u{301}|";
        let at = text.find('|').expect("it is there") as u32;
        let column = |encoding| LineIndex::new(text).position(text, at, encoding).column - 1;
        assert_eq!(ALL.map(column), [9, 5, 4]);
    }

    #[test]
    fn every_place_of_a_text_is_found_again() {
        let short = "перша 🕊 e\u{301}\r\nдруга\rtrois\n\n\u{1F1FA}\u{1F1E6} end";
        let long = format!("a\n{}\nb", "перша 🕊 e\u{301}".repeat(300));
        for (text, lines) in [(short, 5), (&long, 3)] {
            for encoding in ALL {
                let index = LineIndex::new(text);
                assert_eq!(index.lines(), lines);
                let mut expected = Position { line: 1, column: 1 };
                for (at, it) in text.char_indices() {
                    let at = at as u32;
                    let position = index.position(text, at, encoding);
                    if at == index.span(index.line(at)).start {
                        expected = Position { line: index.line(at) as u32 + 1, column: 1 };
                    }
                    assert_eq!(position, expected, "{it:?} at {at} in {encoding:?}");
                    expected.column += encoding.length(it.to_string().as_bytes());
                    if !matches!(it, '\n' | '\r') {
                        assert_eq!(index.offset(text, position, encoding), at, "{it:?} at {at} in {encoding:?}");
                        assert_eq!(index.position(text, at + it.len_utf8() as u32 - 1, encoding), position);
                    }
                }
            }
        }
    }

    #[test]
    fn what_lies_outside_is_the_end() {
        let text = "ab\r\ncd";
        for encoding in ALL {
            let offset = |line, column| LineIndex::new(text).offset(text, Position { line, column }, encoding);
            assert_eq!([offset(1, 1), offset(1, 9), offset(2, 9), offset(9, 1)], [0, 2, 6, 6]);
        }
    }

    #[test]
    fn a_line_ends_as_any_system_ends_it() {
        let text = "a\nb\r\nc\rd\r\r\ne\u{2028}f\u{85}g\u{b}h\n";
        let shown: Vec<&str> = lines(text).collect();
        assert_eq!(shown, ["a\n", "b\r\n", "c\r", "d\r", "\r\n", "e\u{2028}f\u{85}g\u{b}h\n"]);
        assert_eq!(LineIndex::new(text).lines(), shown.len() + 1);
        let at = text.find('c').expect("it is there") as u32;
        assert_eq!(&text[line_start(text, at) as usize..line_end(text, at) as usize], "c\r");
    }

    #[test]
    fn an_empty_text_has_a_first_line() {
        for encoding in ALL {
            assert_eq!(LineIndex::new("").position("", 0, encoding), Position { line: 1, column: 1 });
        }
    }
}
