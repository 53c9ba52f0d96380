//! What is measured: the three ways in to the library, from the least work to the most.

use std::hint::black_box;
use vattel::config::Settings;
use vattel::engine;
use vattel::model::Which;
use vattel::source::{FileId, Source};
use vattel::syntax;

/// How much of a check is done.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Work {
    /// Pest alone: whether the text is a draft.
    Recognize,
    /// Text to tree.
    Parse,
    /// Tree, model, circuits, all rules.
    Check,
}

impl Work {
    /// Every kind of work with its word.
    pub(crate) const ALL: &[(Self, &str)] =
        &[(Self::Recognize, "recognize"), (Self::Parse, "parse"), (Self::Check, "check")];

    /// The word of the command line.
    pub(crate) fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(it, _)| *it == self).map_or("", |(_, word)| word)
    }

    /// The work that a word names.
    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, it)| *it == word).map(|(work, _)| *work)
    }

    /// Does it, and says how many findings came of it.
    pub(crate) fn run(self, subject: &Subject, settings: &Settings) -> usize {
        let Subject { source, prepared } = subject;
        match self {
            Self::Recognize => usize::from(!black_box(syntax::recognize(prepared))),
            Self::Parse => black_box(syntax::parse(source.file, &source.text)).diagnostics.len(),
            Self::Check => black_box(engine::check(source, settings, &|_| None)).findings.len(),
        }
    }
}

/// A draft in memory.
pub(crate) struct Subject {
    /// The draft as it was written.
    source: Source,
    /// The text that pest sees.
    prepared: String,
}

impl Subject {
    /// A draft from its text.
    pub(crate) fn new(text: &str) -> Self {
        let source = Source::new(FileId(0), "generated.treaty", text);
        Self { source, prepared: syntax::blanked(text).into_owned() }
    }

    /// How many bytes the draft has.
    pub(crate) fn length(&self) -> usize {
        self.source.text.len()
    }

    /// Whether pest goes through within the limit of calls that is set.
    pub(crate) fn recognized(&self) -> bool {
        syntax::recognize(&self.prepared)
    }
}

/// What a check is counted with: all rules, in one reading of the draft.
pub(crate) fn settings() -> Settings {
    reading(Which::Unbracketed)
}

/// All rules, in certain readings.
pub(crate) fn reading(which: Which) -> Settings {
    let mut settings = Settings::all();
    settings.readings = which;
    settings
}
