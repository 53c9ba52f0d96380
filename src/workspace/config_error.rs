//! What keeps a folder of drafts from being checked, each slip with its place.

use crate::config::UnknownRule;
use crate::source::{Encoding, LineIndex};
use std::ops::Range;

/// Everything that is wrong with what a user wrote, at once.
#[derive(Clone, Debug)]
pub(crate) struct ConfigErrors(pub(crate) Vec<ConfigError>);

/// One thing that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct ConfigError {
    /// What.
    pub(crate) words: String,
    /// Where, if it stands in a text.
    pub(crate) place: Option<SourceLocation>,
}

/// Lines with more bytes are not shown: no reader would find the place in them.
const LONGEST_SHOWN: usize = 400;

/// A place in a configuration or suite.
#[derive(Clone, Debug)]
pub(crate) struct SourceLocation {
    /// As messages name the text: its path, or `--config`.
    pub(crate) name: String,
    /// The text.
    pub(crate) text: String,
    /// The bytes that are meant.
    pub(crate) span: Range<usize>,
}

impl ConfigErrors {
    /// One slip that stands nowhere in particular.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(vec![ConfigError { words: words.into(), place: None }])
    }
}

impl ConfigError {
    /// A slip in a text.
    pub(crate) fn at(name: &str, text: &str, span: &Range<usize>, words: impl Into<String>) -> Self {
        let place = SourceLocation { name: name.to_owned(), text: text.to_owned(), span: span.clone() };
        Self { words: words.into(), place: Some(place) }
    }
}

#[cfg(feature = "lsp")]
impl ConfigError {
    /// Whether it stands in no file.
    pub(crate) fn is_loose(&self) -> bool {
        self.place.as_ref().is_none_or(|it| !std::path::Path::new(&it.name).is_absolute())
    }
}

impl From<ConfigError> for ConfigErrors {
    fn from(slip: ConfigError) -> Self {
        Self(vec![slip])
    }
}

impl From<UnknownRule> for ConfigErrors {
    fn from(unknown: UnknownRule) -> Self {
        Self::new(unknown.to_string())
    }
}

impl From<globset::Error> for ConfigErrors {
    fn from(error: globset::Error) -> Self {
        Self::new(error.to_string())
    }
}

#[cfg(feature = "files")]
impl From<ignore::Error> for ConfigErrors {
    fn from(error: ignore::Error) -> Self {
        Self::new(error.to_string())
    }
}

impl ConfigErrors {
    /// Every slip, in lines.
    pub(crate) fn lines(&self) -> Vec<String> {
        self.0.iter().flat_map(ConfigError::lines).collect()
    }
}

impl ConfigError {
    /// `vattel.toml:4:1: …`, with the line below and what is meant marked in it.
    pub(crate) fn lines(&self) -> Vec<String> {
        let words = &self.words;
        let Some(SourceLocation { name, text, span }) = &self.place else { return vec![words.clone()] };
        let (line, column, row) = place(text, span);
        if row.len() > LONGEST_SHOWN {
            return vec![format!("{name}:{line}:{column}: {words}")];
        }
        let marked = text.get(span.clone()).and_then(|it| it.lines().next()).map_or(1, |it| it.chars().count());
        let number = line.to_string();
        let (gutter, mark) = (" ".repeat(number.len()), "^".repeat(marked.max(1)));
        let before = " ".repeat(column - 1);
        vec![
            format!("{name}:{line}:{column}: {words}"),
            format!("  {number} | {row}"),
            format!("  {gutter} | {before}{mark}"),
        ]
    }
}

/// The line and the column of a place, counted from one, and the words of the line.
pub(super) fn place<'t>(text: &'t str, span: &Range<usize>) -> (usize, usize, &'t str) {
    let lines = LineIndex::new(text);
    let at = lines.position(text, span.start as u32, Encoding::Utf32);
    (at.line as usize, at.column as usize, lines.content(text, at.line as usize - 1).of(text))
}
