//! Why something was not done, and which readings can be asked for.

use crate::config::{UnknownRule, UnreadableAssumption};
use crate::diagnostic::Diagnostic;
use crate::engine::{self, InternalError};
use crate::model::{self, ReadingName, ReadingTotal, Unknown, UnreadableReading, Which};
use std::fmt;
use std::str::FromStr;

/// Which readings of the square brackets of a draft are checked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Readings {
    /// All if they are few, or else as [`Readings::Each`].
    #[default]
    Auto,
    /// The unbracketed reading: every proposal to insert is left out, and of rival texts the first is taken.
    Unbracketed,
    /// The unbracketed reading, and every alternative of every bracket against it.
    Each,
    /// Every two alternatives of two brackets together.
    Pairwise,
    /// All of them.
    All,
    /// One.
    Named(Reading),
}

/// The name of one reading: `RUS`, `RUS at article 5, UKR`, `3b`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading(pub(super) ReadingName);

impl FromStr for Reading {
    type Err = BuildError;

    fn from_str(words: &str) -> Result<Self, BuildError> {
        // `party=UKR` says what `UKR` says.
        let name = words.trim();
        let party = name.strip_prefix("party").filter(|rest| rest.starts_with(['=', ' ']));
        Ok(Self(ReadingName::read(party.map_or(name, |rest| &rest[1..]))?))
    }
}

impl FromStr for Readings {
    type Err = BuildError;

    /// As the command line names them: `each`, `pairwise`, `all`, `unbracketed`, or the name of a reading.
    fn from_str(words: &str) -> Result<Self, BuildError> {
        Ok(match Which::read(words)? {
            Which::Unbracketed => Self::Unbracketed,
            Which::Each => Self::Each,
            Which::Pairwise => Self::Pairwise,
            Which::All => Self::All,
            Which::AllUpTo(_) => Self::Auto,
            Which::Named(name) => Self::Named(Reading(name)),
        })
    }
}

impl From<Readings> for Which {
    fn from(readings: Readings) -> Self {
        match readings {
            Readings::Auto => Self::default(),
            Readings::Unbracketed => Self::Unbracketed,
            Readings::Each => Self::Each,
            Readings::Pairwise => Self::Pairwise,
            Readings::All => Self::All,
            Readings::Named(Reading(name)) => Self::Named(name),
        }
    }
}

/// A name from outside that stands for nothing in the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct UnknownName {
    /// The name.
    pub name: String,
    /// What was probably meant.
    pub suggestion: Option<String>,
}

impl From<&Unknown> for UnknownName {
    fn from(unknown: &Unknown) -> Self {
        Self { name: unknown.name.clone(), suggestion: unknown.near.clone() }
    }
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}`", self.name)?;
        match &self.suggestion {
            Some(meant) => write!(f, " (did you mean `{meant}`?)"),
            None => Ok(()),
        }
    }
}

/// Why a checker can't be made, or words that name a reading, a rule or an assumption can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct BuildError(pub(super) String);

macro_rules! from {
    ($($error:ty),*) => {
        $(impl From<$error> for BuildError {
            fn from(error: $error) -> Self {
                Self(error.to_string())
            }
        })*
    };
}

from!(UnknownRule, UnreadableAssumption, UnreadableReading);

/// Why a draft was not checked, or not as it was asked for. Nothing that was found is given then, so that a failure can't be
/// taken for a clean draft.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CheckError {
    /// The host stopped it, or its deadline passed.
    #[error("the check was stopped before it was finished")]
    Stopped,
    /// The draft has more readings than may be visited.
    #[error("the draft has {} readings; the limit is {most}", ReadingTotal(*count))]
    #[non_exhaustive]
    TooManyReadings {
        /// How many; `None` if the number has more than 38 digits.
        count: Option<u128>,
        /// How many may be visited.
        most: u64,
    },
    /// No bracket of the draft has a text of these names.
    #[error("no bracket has a text of {}", names(.0))]
    UnknownReading(Vec<UnknownName>),
    /// The draft attributes the texts of its brackets wrongly, so that whose are read can't be told: what is wrong.
    #[error("whose texts are read can't be told: {}", .0.join("; "))]
    Misattributed(Vec<String>),
    /// The threat model names these, whom the draft does not know.
    #[error("the draft does not know {}", names(.0))]
    UnknownActor(Vec<UnknownName>),
    /// The words are no property, or none of this draft: why.
    #[error("{0}")]
    UnreadableProperty(String),
    /// The tool failed: in which part, and with what words. Please report it.
    #[error("internal error{}", if .0.is_empty() { String::new() } else { format!(" in {}", .0.join("; ")) })]
    Internal(Vec<String>),
}

fn names(unknown: &[UnknownName]) -> String {
    unknown.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}

impl CheckError {
    /// What keeps a report from being given, if anything does.
    pub(super) fn of(readings: &Which, report: &engine::Report) -> Option<Self> {
        if let Some(model::TooMany { count: ReadingTotal(count), most }) = report.refused {
            return Some(Self::TooManyReadings { count, most });
        }
        let head = QuestionHead {
            unknown_readings: &report.unknown_readings,
            misattributed: &report.misattributed,
            unknown_assumed: &report.unknown_assumed,
            internal_errors: &report.internal_errors,
        };
        head.error(matches!(readings, Which::Named(_)))
    }
}

/// What may be wrong with a question, besides the draft.
#[derive(Default)]
pub(super) struct QuestionHead<'r> {
    pub(super) unknown_readings: &'r [Unknown],
    pub(super) misattributed: &'r [Diagnostic],
    pub(super) unknown_assumed: &'r [Unknown],
    pub(super) internal_errors: &'r [InternalError],
}

impl QuestionHead<'_> {
    /// What keeps an answer from being given, if anything does. Only where a reading is named, it matters whose the texts of
    /// brackets are.
    pub(super) fn error(&self, named: bool) -> Option<CheckError> {
        let all = |it: &[Unknown]| it.iter().map(UnknownName::from).collect();
        Some(match self {
            Self { internal_errors: [_, ..], .. } => CheckError::Internal(
                self.internal_errors.iter().map(|it| format!("{}: {}", it.part, it.words)).collect(),
            ),
            Self { unknown_readings: [_, ..], .. } => CheckError::UnknownReading(all(self.unknown_readings)),
            Self { misattributed: [_, ..], .. } if named => {
                CheckError::Misattributed(self.misattributed.iter().map(|it| it.message.clone()).collect())
            }
            Self { unknown_assumed: [_, ..], .. } => CheckError::UnknownActor(all(self.unknown_assumed)),
            _ => return None,
        })
    }
}
