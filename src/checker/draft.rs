//! A draft as a host hands it over, and what can be made of its text alone.

use super::error::{CheckError, QuestionHead, Reading};
use crate::engine;
use crate::source::{FileId, Source};
use crate::syntax::format::{FormatOptions, Unformatted};

/// The text of a draft, with the name that findings show.
#[derive(Clone, Debug)]
pub struct Draft {
    source: Source,
}

impl Draft {
    /// A text with its name: mostly the path of its file.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        Self { source: Source::new(FileId::default(), name.into(), text) }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        &self.source.name
    }

    /// Its text.
    pub fn text(&self) -> &str {
        &self.source.text
    }

    /// The paths of the instruments that it names by file, from its folder, each once. Those that these name in turn are
    /// asked for when they are read.
    pub fn instruments(&self) -> Vec<String> {
        let mut paths = Vec::new();
        for path in engine::named_instruments(&self.source) {
            let path = super::plain(&path);
            if !paths.contains(&path) {
                paths.push(path);
            }
        }
        paths
    }

    pub(super) fn source(&self) -> &Source {
        &self.source
    }
}

/// Why a text was not formatted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(transparent)]
pub struct FormatError(#[from] Unformatted);

/// Formats a draft. Words, comments and findings stay as they are.
///
/// # Errors
/// If the result would not mean the same as the text: then the text is left as it is.
pub fn format(text: &str) -> Result<String, FormatError> {
    Ok(crate::syntax::format::format(text, &FormatOptions::default())?)
}

/// Resolves the square brackets of which a reading names a text; others stay.
///
/// # Errors
/// If no bracket of the draft has such a text, or the draft attributes its texts wrongly.
pub fn take(draft: &Draft, reading: &Reading) -> Result<String, CheckError> {
    let taken = engine::take(&draft.source, &reading.0);
    let head = QuestionHead {
        unknown_readings: &taken.unknown,
        misattributed: &taken.misattributed,
        ..QuestionHead::default()
    };
    match head.error(true) {
        Some(error) => Err(error),
        None => Ok(taken.text),
    }
}
