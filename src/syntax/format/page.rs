//! The text as it is written: its lines end alike, and nothing stands behind a comment.

use crate::source::line_ending;

/// What is written so far.
pub(super) struct PageWriter {
    pub(super) text: String,
    /// How far in goes on what a comment has cut.
    pub(super) margin: usize,
    /// Whether a comment ends the line that is written: whatever comes next would become a part of it.
    pub(super) commented: bool,
    ending: &'static str,
}

impl PageWriter {
    /// An empty page for a text, whose lines end as most lines of the text do.
    pub(super) fn new(text: &str) -> Self {
        let room = text.len() + text.len() / 8;
        Self { text: String::with_capacity(room), margin: 0, commented: false, ending: line_ending(text) }
    }

    /// Words behind those that stand there; on a line of their own behind a comment.
    pub(super) fn push(&mut self, words: &str) {
        if !self.commented {
            self.text.push_str(words);
            return;
        }
        let words = words.trim_start_matches(' ');
        if !words.is_empty() {
            self.newline();
            self.blanks(self.margin);
            self.text.push_str(words);
        }
    }

    pub(super) fn newline(&mut self) {
        self.text.push_str(self.ending);
        self.commented = false;
    }

    /// Blanks at the begin of a line.
    pub(super) fn blanks(&mut self, count: usize) {
        self.text.extend(std::iter::repeat_n(' ', count));
    }
}
