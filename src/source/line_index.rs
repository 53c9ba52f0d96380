//! From byte offsets to lines and columns, and back.

use super::Span;

/// A line and a column as people count them: both from 1, the column in Unicode characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

/// Where each line of a text starts.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    len: u32,
}

impl LineIndex {
    /// Reads a text once. A line ends at `\n`.
    pub fn new(text: &str) -> Self {
        let mut starts = vec![0];
        starts.extend(text.bytes().zip(1..).filter(|(byte, _)| *byte == b'\n').map(|(_, next)| next));
        Self { starts, len: text.len() as u32 }
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
    fn an_empty_text_has_a_first_line() {
        assert_eq!(LineIndex::new("").position("", 0), Position { line: 1, column: 1 });
    }
}
