//! From byte offsets to lines and columns, and back.

use super::Span;
use memchr::memchr2_iter;

/// A line and a column as people count them: both from 1, the column in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Where each line of a text starts. A line ends with `\n`, `\r\n` or `\r`, as editors and their protocol count.
pub fn line_starts(text: &str) -> impl Iterator<Item = u32> {
    let bytes = text.as_bytes();
    let ends = memchr2_iter(b'\n', b'\r', bytes);
    let starts = ends.filter(|at| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n')).map(|at| at as u32 + 1);
    std::iter::once(0).chain(starts)
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
        let end = line_starts(rest).nth(1).map_or(rest.len(), |it| it as usize);
        let line = (end > 0).then(|| &rest[..end]);
        rest = &rest[end..];
        line
    })
}

/// Where each line of a text starts: see [`line_starts`].
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Reads a text once.
    pub fn new(text: &str) -> Self {
        Self { starts: line_starts(text).collect(), len: text.len() as u32 }
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

    /// Line and column of a byte. An offset within a character counts as that character.
    pub fn position(&self, text: &str, offset: u32) -> Position {
        let offset = offset.min(self.len);
        let line = self.line(offset);
        let start = self.starts[line] as usize;
        let column = text[start..].char_indices().take_while(|(at, _)| start + at < offset as usize).count();
        Position { line: line as u32 + 1, column: column as u32 + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let text = "перша\nдруга 🕊 тут\r\n";
        let index = LineIndex::new(text);
        let at = text.find("тут").expect("the word is there") as u32;
        assert_eq!(index.position(text, at), Position { line: 2, column: 9 });
        assert_eq!(index.position(text, text.len() as u32), Position { line: 3, column: 1 });
        assert_eq!(index.lines(), 3);
    }

    #[test]
    fn a_line_ends_as_any_system_ends_it() {
        let text = "a\nb\r\nc\rd\r\r\ne\u{2028}f\u{85}g\u{b}h\n";
        let shown: Vec<&str> = lines(text).collect();
        assert_eq!(shown, ["a\n", "b\r\n", "c\r", "d\r", "\r\n", "e\u{2028}f\u{85}g\u{b}h\n"]);
        assert_eq!(LineIndex::new(text).lines(), shown.len() + 1);
    }

    #[test]
    fn an_empty_text_has_a_first_line() {
        assert_eq!(LineIndex::new("").position("", 0), Position { line: 1, column: 1 });
    }
}
