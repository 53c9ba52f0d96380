//! The formats of `vattel check`.

use crate::report::Format;
use clap::ValueEnum;
use clap::builder::PossibleValue;
use std::sync::LazyLock;

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
        static ALL: LazyLock<Vec<CheckFormat>> = LazyLock::new(|| {
            let findings = Format::ALL.iter().map(|it| CheckFormat::Findings(it.0));
            findings.chain([CheckFormat::Docx]).collect()
        });
        &ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Findings(format) => {
                let (_, name, help) = Format::ALL.iter().find(|it| it.0 == *format)?;
                PossibleValue::new(*name).help(*help)
            }
            Self::Docx => PossibleValue::new("docx")
                .help("Word document of one draft, with each finding as a comment at its place"),
        })
    }
}
