//! What every format renders, and how it looks.

use super::{RunFailure, RunSummary};
use crate::diagnostic::Severity;
use crate::engine::{self, Visit};
use crate::model::Which;
use crate::rules::{self, RuleRef};
use crate::source::Source;
use std::sync::Arc;

/// What a format may tell of a run besides its findings.
#[derive(Clone, Debug)]
pub struct Run {
    /// The rules that it knows.
    pub rules: Arc<[RuleRef]>,
    /// The configurations that it used, by their names.
    pub configuration: Vec<String>,
    /// The folder of the run, from the root of its repository; empty at the root, or without a repository.
    pub folder: String,
    /// The base address of the documentation of rules, if one is configured.
    pub documentation: Option<String>,
}

impl Default for Run {
    /// The rules of the catalogue, without a configuration.
    fn default() -> Self {
        Self { rules: rules::shared().collect(), configuration: Vec::new(), folder: String::new(), documentation: None }
    }
}

/// A draft and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The draft.
    pub source: &'a Source,
    /// What was found.
    pub report: &'a engine::Report,
    /// The lightest finding that makes the run fail; nothing, if none does.
    pub fail_on: Option<Severity>,
}

/// How the text formats look. The handler reads nothing from the environment.
#[derive(Clone, Copy, Debug)]
pub struct TerminalStyle {
    /// How findings are drawn.
    pub style: Style,
    /// Whether with colours.
    pub color: bool,
    /// How many columns there are.
    pub width: usize,
}

/// A format. The parts of a run are rendered apart, on any thread, and joined in the order of the drafts.
pub trait Render: Sync {
    /// What stands before the first draft.
    fn head(&self) -> String {
        String::new()
    }

    /// One draft; nothing if there is nothing to say.
    fn draft(&self, checked: Checked<'_>) -> String;

    /// What a run could not do; nothing, where it stands in the tail or can't be said.
    fn failure(&self, _: &RunFailure) -> String {
        String::new()
    }

    /// What stands between two drafts that have something to say.
    fn between(&self) -> &'static str {
        ""
    }

    /// What stands after the last draft.
    fn tail(&self, summary: &RunSummary) -> String;
}

/// Which readings of a draft were read, as a line says it.
pub(super) fn readings_line(visit: &Visit) -> String {
    let Visit { which, visited, total, omitted } = visit;
    if visit.is_exhaustive() {
        return match visited {
            2 => "read in both readings".to_owned(),
            _ => format!("read in all {total} readings"),
        };
    }
    let of = match visited {
        1 => format!("read in one of {total} readings"),
        count => format!("read in {count} of {total} readings"),
    };
    let how = match which {
        Which::Named(name) => name.to_string(),
        Which::Pairwise => "every two alternatives together".to_owned(),
        Which::Each | Which::AllUpTo(_) if *omitted > 0 => {
            format!("each alternative alone, but for the last {omitted}, which the length of the text forbids")
        }
        Which::Each | Which::AllUpTo(_) => "unbracketed, and with each alternative alone".to_owned(),
        Which::Unbracketed | Which::All => "unbracketed".to_owned(),
    };
    format!("{of}: {how}")
}

/// How findings are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Style {
    /// With lines and arrows.
    #[default]
    Fancy,
    /// With `|` and `^` only.
    Ascii,
    /// In sentences, for screen readers.
    Plain,
}
