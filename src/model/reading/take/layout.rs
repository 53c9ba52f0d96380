//! From the words that go to edits: lines of which nothing is left go whole, blanks close up, comments stay.

use std::cmp::Reverse;

use crate::diagnostic::Edit;
use crate::source::{Span, line_end, line_ending, line_start};
use crate::syntax::lexer::is_word_byte;

/// The edits that take words out of a text or put others in their place. What goes within what goes is nothing of its own.
pub(super) fn edits(text: &str, code: &str, comments: &[Span], mut cuts: Vec<Edit>) -> Vec<Edit> {
    cuts.sort_by_key(|it| (it.span.start, Reverse(it.span.end)));
    let layout = Layout { text, code, comments, newline: line_ending(text) };
    let mut edits: Vec<Edit> = Vec::new();
    let mut open: Option<Edit> = None;
    let mut end = 0;
    for mut cut in cuts {
        if cut.span.end <= end {
            continue;
        }
        let whole = Span::new(cut.span.start.max(end), cut.span.end);
        end = whole.end;
        cut.span = layout.tight(whole);
        if cut.span.is_empty() {
            continue;
        }
        match &mut open {
            Some(last) if is_gap(&text[last.span.end as usize..cut.span.start as usize]) => {
                last.span = last.span.to(cut.span);
                last.text.push_str(&cut.text);
            }
            _ => edits.extend(open.replace(cut).map(|it| layout.edit(it))),
        }
    }
    edits.extend(open.map(|it| layout.edit(it)));
    edits
}

/// New words from one byte to another.
fn edit(start: usize, end: usize, text: impl Into<String>) -> Edit {
    Edit { span: Span::new(start as u32, end as u32), text: text.into() }
}

/// Whether there is nothing but blanks on one line. Comments and line breaks keep apart what goes.
fn is_gap(between: &str) -> bool {
    between.bytes().all(|it| it <= b' ' && !matches!(it, b'\n' | b'\r'))
}

struct Layout<'a> {
    text: &'a str,
    code: &'a str,
    comments: &'a [Span],
    newline: &'static str,
}

impl Layout<'_> {
    /// A place from its first word to its last.
    fn tight(&self, span: Span) -> Span {
        let words = span.of(self.code);
        let start = span.start + (words.len() - words.trim_start().len()) as u32;
        Span::new(start, start.max(span.start + words.trim_end().len() as u32))
    }

    /// The edit that takes words out with their blanks, and keeps the comments between them.
    fn edit(&self, cut: Edit) -> Edit {
        let (start, end) = (cut.span.start as usize, cut.span.end as usize);
        let line = line_start(self.text, cut.span.start) as usize;
        let before = &self.text[line..start];
        let next_line = line_end(self.text, cut.span.end) as usize;
        let behind = self.text[end..next_line].trim_end_matches(['\n', '\r']);
        // Where the words before end and those behind begin, on the same lines.
        let left = line + before.trim_end().len();
        let right = end + (behind.len() - behind.trim_start().len());
        let (first, last) = (left == line, behind.trim_start().is_empty());
        let comments = self.comments_in(cut.span);
        if !comments.is_empty() {
            let indent = &before[..before.len() - before.trim_start().len()];
            let mut lines: Vec<&str> = comments.iter().map(|it| it.of(self.text).trim_end()).collect();
            if !(last && cut.text.is_empty()) {
                lines.push(&cut.text);
            }
            let separator = format!("{}{indent}", self.newline);
            let text = lines.join(&separator);
            let end = if cut.text.is_empty() || cut.text.ends_with('(') { right } else { end };
            return if first { edit(start, end, text) } else { edit(left, end, separator + &text) };
        }
        if !cut.text.is_empty() {
            let start = if cut.text.starts_with(')') && !first { left } else { start };
            let end = if cut.text.ends_with('(') { right } else { end };
            return edit(start, end, cut.text);
        }
        match (first, last) {
            (true, true) => edit(line, next_line, ""),
            (true, false) => edit(start, right, ""),
            (false, true) => edit(left, right, ""),
            (false, false) => self.closed_up(left, start, end, right),
        }
    }

    /// Takes out what stands between others on its line, so that the blanks on one side of it stay.
    fn closed_up(&self, left: usize, start: usize, end: usize, right: usize) -> Edit {
        let (previous, next) = (self.text.as_bytes()[left - 1], self.text.as_bytes()[right]);
        if (left, end) == (start, right) {
            // Words that come to stand side by side must not become one.
            let joins = |it: u8| is_word_byte(it) || it == b'"';
            return edit(start, end, if joins(previous) && joins(next) { " " } else { "" });
        }
        let closes = matches!(next, b',' | b')' | b']' | b'}' | b'|' | b'#');
        let opens = matches!(previous, b'(' | b'[') || previous == b'{' && left < start;
        // The wider blanks are those between clauses.
        let keeps_left = !closes && (opens || start - left >= right - end);
        if keeps_left { edit(start, right, "") } else { edit(left, end, "") }
    }

    /// The comments that stand within a place.
    fn comments_in(&self, span: Span) -> &[Span] {
        let from = self.comments.partition_point(|it| it.start < span.start);
        let to = self.comments.partition_point(|it| it.end <= span.end);
        &self.comments[from..to.max(from)]
    }
}
