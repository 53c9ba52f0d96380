//! The formats of `vattel check`.

use crate::report::Format;
use clap::ValueEnum;
use clap::builder::PossibleValue;

/// The formats of a check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) enum CheckFormat {
    /// One of findings.
    Findings(Format),
    /// The rendered draft, with each finding as a comment at its place.
    Docx,
}

impl ValueEnum for CheckFormat {
    fn value_variants<'a>() -> &'a [Self] {
        const ALL: &[CheckFormat] = &[
            CheckFormat::Findings(Format::Full),
            CheckFormat::Findings(Format::Concise),
            CheckFormat::Findings(Format::Json),
            CheckFormat::Findings(Format::JsonLines),
            CheckFormat::Findings(Format::Sarif),
            CheckFormat::Findings(Format::GitHub),
            CheckFormat::Findings(Format::GitLab),
            CheckFormat::Findings(Format::JUnit),
            CheckFormat::Findings(Format::Checkstyle),
            CheckFormat::Findings(Format::RdJson),
            CheckFormat::Findings(Format::Markdown),
            CheckFormat::Findings(Format::Html),
            CheckFormat::Docx,
        ];
        ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Findings(Format::Full) => PossibleValue::new("full").help("Findings with the lines of the draft"),
            Self::Findings(Format::Concise) => PossibleValue::new("concise").help("One line for each finding"),
            Self::Findings(Format::Json) => PossibleValue::new("json").help("One JSON document"),
            Self::Findings(Format::JsonLines) => PossibleValue::new("json-lines").help("One JSON object for each line"),
            Self::Findings(Format::Sarif) => PossibleValue::new("sarif").help("SARIF 2.1.0, for code scanning"),
            Self::Findings(Format::GitHub) => {
                PossibleValue::new("github").help("GitHub workflow annotations and job summary")
            }
            Self::Findings(Format::GitLab) => PossibleValue::new("gitlab").help("GitLab code quality report"),
            Self::Findings(Format::JUnit) => PossibleValue::new("junit").help("JUnit XML"),
            Self::Findings(Format::Checkstyle) => PossibleValue::new("checkstyle").help("Checkstyle XML"),
            Self::Findings(Format::RdJson) => PossibleValue::new("rdjson").help("Reviewdog diagnostic format"),
            Self::Findings(Format::Markdown) => PossibleValue::new("markdown").help("Markdown"),
            Self::Findings(Format::Html) => PossibleValue::new("html").help("One HTML page"),
            Self::Docx => PossibleValue::new("docx")
                .help("Word document of one draft, with each finding as a comment at its place"),
        })
    }
}
