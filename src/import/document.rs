//! A document as its reader hands it on: paragraphs on one line each, with the place of every word in the original.

use crate::source::LineIndex;

/// A paragraph of a document.
#[derive(Clone, Debug, Default)]
pub(super) struct DocumentParagraph {
    /// Its words, with single blanks between.
    pub text: String,
    /// Where a run of its bytes begins, in the words and in the original; runs go on as long as both do.
    pub runs: Vec<(u32, u32)>,
    /// Whether the document marks it as a heading.
    pub heading: bool,
    /// Whether it is a footnote or an endnote.
    pub note: bool,
}

impl DocumentParagraph {
    /// Adds words that stand at a place of the original. White space becomes one blank.
    pub(super) fn push(&mut self, words: &str, place: u32) {
        for (at, sign) in words.char_indices() {
            self.push_sign(sign, place + at as u32);
        }
    }

    /// Adds words that stand nowhere in the original as they are, such as a number that a list counts.
    pub(super) fn push_at(&mut self, words: &str, place: u32) {
        for sign in words.chars() {
            self.push_sign(sign, place);
        }
    }

    fn push_sign(&mut self, sign: char, place: u32) {
        if is_blank(sign) {
            if !self.text.is_empty() && !self.text.ends_with(' ') {
                self.run(place);
                self.text.push(' ');
            }
            return;
        }
        if is_dropped(sign) {
            return;
        }
        self.run(place);
        self.text.push(sign);
    }

    fn run(&mut self, place: u32) {
        let at = self.text.len() as u32;
        if self.runs.last().is_none_or(|(text, original)| original.wrapping_add(at - text) != place) {
            self.runs.push((at, place));
        }
    }

    /// Removes the blank at the end.
    pub(super) fn finish(&mut self) {
        let length = self.text.trim_end().len();
        self.text.truncate(length);
        self.runs.retain(|it| (it.0 as usize) < length.max(1));
    }

    /// Where a byte of the words stands in the original.
    pub(super) fn place(&self, at: usize) -> u32 {
        let at = at as u32;
        let run = self.runs.partition_point(|it| it.0 <= at).checked_sub(1).map(|it| self.runs[it]);
        run.map_or_else(|| self.runs.first().map_or(0, |it| it.1), |(text, original)| original + (at - text))
    }

    /// A part of it, as a paragraph of its own.
    pub(super) fn part(&self, from: usize, to: usize) -> Self {
        let text = &self.text[from..to];
        let from = from + (text.len() - text.trim_start().len());
        let text = text.trim();
        let to = from + text.len();
        let mut runs = vec![(0, self.place(from))];
        let inner = self.runs.iter().filter(|it| (it.0 as usize) > from && (it.0 as usize) < to);
        runs.extend(inner.map(|it| (it.0 - from as u32, it.1)));
        Self { text: text.to_owned(), runs, heading: self.heading, note: self.note }
    }

    /// Adds another paragraph behind a blank.
    pub(super) fn join(&mut self, other: &Self) {
        let shift = self.text.len() as u32 + 1;
        self.text.push(' ');
        self.text.push_str(&other.text);
        self.runs.extend(other.runs.iter().map(|it| (it.0 + shift, it.1)));
    }

    /// How many words it has.
    pub(super) fn words(&self) -> usize {
        self.text.split(' ').filter(|it| it.contains(char::is_alphanumeric)).count()
    }
}

/// Whether a sign parts words: white space of any script, and signs that no draft may hold.
fn is_blank(sign: char) -> bool {
    sign.is_whitespace() || sign < ' ' || ('\u{7f}'..='\u{9f}').contains(&sign)
}

/// Signs of the layout that are no part of the words: soft hyphens, byte-order marks, zero-width blanks.
fn is_dropped(sign: char) -> bool {
    matches!(sign, '\u{ad}' | '\u{feff}' | '\u{200b}' | '\u{2060}')
}

/// Something of the original that the draft does not hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dropped {
    /// What it is.
    pub what: String,
    /// The line of the original, from 1; for a file of a word processor, the paragraph.
    pub line: usize,
}

/// A document.
#[derive(Clone, Debug, Default)]
pub(super) struct Document {
    /// The text that places are counted in: the file itself, or the words of a file of a word processor with one line for
    /// each paragraph.
    pub original: String,
    /// Its paragraphs, none of them empty.
    pub paragraphs: Vec<DocumentParagraph>,
    /// What was left out, with its place.
    pub dropped: Vec<(String, u32)>,
    /// Decisions of the reader that a person should look at.
    pub decisions: Vec<String>,
}

impl Document {
    /// Adds a paragraph that holds words.
    pub(super) fn add(&mut self, mut paragraph: DocumentParagraph) {
        paragraph.finish();
        if !paragraph.text.is_empty() {
            self.paragraphs.push(paragraph);
        }
    }

    /// What was left out, by line.
    pub(super) fn dropped(&self) -> Vec<Dropped> {
        let lines = LineIndex::new(&self.original);
        let of = |(what, place): &(String, u32)| Dropped { what: what.clone(), line: lines.line(*place) + 1 };
        self.dropped.iter().map(of).collect()
    }
}
