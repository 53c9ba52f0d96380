//! Findings, shown: one file per format. Nothing below this layer knows a format.

pub(crate) mod foreign;

/// What the feature `report` brings.
macro_rules! formats {
    ($($item:item)*) => { $(#[cfg(feature = "report")] $item)* };
}

formats! {
    pub mod analysis;
    pub mod baseline;
    pub mod brackets;
    mod concise;
    mod documents;
    pub mod analysis_report;
    pub mod expectations;
    mod full;
    mod json;
    pub mod diff;
    pub(crate) mod place;
    pub mod red_lines;
    mod render;
    mod reviews;
    mod sarif;
    #[cfg(feature = "config")]
    pub mod settings;
    pub mod simulation;
    mod summary;
    pub mod tables;
    mod templates;
    pub mod treaty;
    mod when;
    mod xml;

    pub use full::Full;
    pub use render::{Checked, TerminalStyle, Render, Run, Style};
    use render::readings_line;
    use summary::fixable_mark;
    pub use summary::{RunFailure, RunSummary, WarningLimit};
}

#[cfg(feature = "report")]
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

#[cfg(feature = "report")]
impl Format {
    /// Every format with its name and what it is.
    pub const ALL: &[(Self, &str, &str)] = &[
        (Self::Full, "full", "Findings with the lines of the draft"),
        (Self::Concise, "concise", "One line for each finding"),
        (Self::Json, "json", "One JSON document"),
        (Self::JsonLines, "json-lines", "One JSON object for each line"),
        (Self::Sarif, "sarif", "SARIF 2.1.0, for code scanning"),
        (Self::GitHub, "github", "GitHub workflow annotations and job summary"),
        (Self::GitLab, "gitlab", "GitLab code quality report"),
        (Self::JUnit, "junit", "JUnit XML"),
        (Self::Checkstyle, "checkstyle", "Checkstyle XML"),
        (Self::RdJson, "rdjson", "Reviewdog diagnostic format"),
        (Self::Markdown, "markdown", "Markdown"),
        (Self::Html, "html", "One HTML page"),
    ];

    /// The renderer of a format.
    pub fn renderer(self, look: TerminalStyle, run: &Run) -> Box<dyn Render> {
        match self {
            Self::Full => Box::new(Full::new(look)),
            Self::Concise => Box::new(concise::Concise { look }),
            Self::Json => Box::new(json::JsonFormat),
            Self::JsonLines => Box::new(json::JsonLinesFormat),
            Self::Sarif => Box::new(sarif::Sarif { run: run.clone() }),
            Self::GitHub => Box::new(reviews::GitHub { folder: run.folder.clone() }),
            Self::GitLab => Box::new(reviews::GitLab { folder: run.folder.clone() }),
            Self::RdJson => Box::new(reviews::RdJson),
            Self::JUnit => Box::new(xml::JUnit),
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
