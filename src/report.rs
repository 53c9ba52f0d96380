//! Findings, shown: one file per format. Nothing below this layer knows a format.

pub mod analysis;
pub mod baseline;
pub mod brackets;
mod concise;
mod documents;
pub mod dossier;
pub mod expectations;
pub(crate) mod foreign;
mod full;
mod json;
pub(crate) mod place;
pub mod red_lines;
mod reviews;
mod sarif;
mod summary;
pub mod tables;
mod templates;
mod xml;

pub use full::{Full, Style};
pub use summary::{RunFailure, Summary};

use crate::diagnostic::Severity;
use crate::engine::{self, Visit};
use crate::model::Which;
use crate::rules::{self, RuleRef};
use crate::source::Source;
use std::sync::Arc;

/// The formats by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Findings drawn with their lines of the draft.
    #[default]
    Full,
    /// A line for each finding.
    Concise,
    /// One JSON document.
    Json,
    /// A JSON object on each line.
    JsonLines,
    /// SARIF 2.1.0, for pages that show scans.
    Sarif,
    /// GitHub's annotations.
    GitHub,
    /// GitLab's code quality.
    GitLab,
    /// `JUnit`, for servers that run tests.
    JUnit,
    /// Checkstyle, for servers that show lints.
    Checkstyle,
    /// Reviewdog's diagnostics.
    RdJson,
    /// A document.
    Markdown,
    /// One page.
    Html,
}

/// What a format may tell of a run besides its findings.
#[derive(Clone, Debug)]
pub struct Run {
    /// The rules that it knows.
    pub rules: Arc<[RuleRef]>,
    /// The configurations that it used, by their names.
    pub configuration: Vec<String>,
    /// The lightest finding that makes the run fail; nothing, if none does.
    pub fail_on: Option<Severity>,
}

impl Default for Run {
    /// The rules of the catalogue, without a configuration.
    fn default() -> Self {
        Self { rules: rules::shared().collect(), configuration: Vec::new(), fail_on: Some(Severity::Error) }
    }
}

/// A draft and what was found in it.
#[derive(Clone, Copy, Debug)]
pub struct Checked<'a> {
    /// The draft.
    pub source: &'a Source,
    /// What was found.
    pub report: &'a engine::Report,
}

/// How the text formats look. The handler reads nothing from the environment.
#[derive(Clone, Copy, Debug)]
pub struct Look {
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
    fn tail(&self, summary: &Summary) -> String;
}

/// Which readings of a draft were read, as a line says it.
fn readings_line(visit: &Visit) -> String {
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

impl Format {
    /// The renderer of a format.
    pub fn renderer(self, look: Look, run: &Run) -> Box<dyn Render> {
        match self {
            Self::Full => Box::new(Full::new(look)),
            Self::Concise => Box::new(concise::Concise { look }),
            Self::Json => Box::new(json::Document),
            Self::JsonLines => Box::new(json::Lines),
            Self::Sarif => Box::new(sarif::Sarif { run: run.clone() }),
            Self::GitHub => Box::new(reviews::GitHub),
            Self::GitLab => Box::new(reviews::GitLab),
            Self::RdJson => Box::new(reviews::RdJson),
            Self::JUnit => Box::new(xml::JUnit { fail_on: run.fail_on }),
            Self::Checkstyle => Box::new(xml::Checkstyle),
            Self::Markdown => Box::new(documents::Markdown),
            Self::Html => Box::new(documents::Html),
        }
    }

    /// Whether people read it.
    pub fn is_text(self) -> bool {
        matches!(self, Self::Full | Self::Concise)
    }
}
