//! The arguments of `vattel import`.

use crate::import::{ImportFormat, Revisions};
use clap::builder::PossibleValue;
use clap::{Args as Flags, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Flags)]
pub(in crate::cli) struct ImportArgs {
    /// Text of a treaty (`.txt`, `.md`, `.docx`), or `-` for standard input
    pub(in crate::cli) file: PathBuf,

    /// Kind of file [default: by its extension; plain text for standard input]
    #[arg(long, value_name = "KIND")]
    pub(in crate::cli) from: Option<ImportFormat>,

    /// Write the draft to this file, which must not exist, instead of standard output
    #[arg(short, long, visible_alias = "output-file", value_name = "FILE")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Print what was recognised instead of the draft; with `--output`, print it and write the draft
    #[arg(long, value_name = "FORMAT", num_args = 0..=1, require_equals = true, default_missing_value = "text")]
    pub(in crate::cli) report: Option<ReportFormat>,

    /// What becomes of tracked changes in DOCX
    #[arg(long, value_name = "HOW", default_value = "brackets")]
    pub(in crate::cli) revisions: Revisions,
}

/// The formats of what was recognised.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportFormat {
    /// Text for the terminal
    Text,
    /// One JSON document
    Json,
}

impl ValueEnum for ImportFormat {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Text, Self::Markdown, Self::Docx]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Text => PossibleValue::new("text").help("Plain text"),
            Self::Markdown => PossibleValue::new("markdown").help("Markdown"),
            Self::Docx => PossibleValue::new("docx").help("Office Open XML"),
        })
    }
}

impl ValueEnum for Revisions {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Brackets, Self::Accept, Self::Reject]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Brackets => PossibleValue::new("brackets").help("Each in square brackets, with its author"),
            Self::Accept => PossibleValue::new("accept").help("As if all were accepted"),
            Self::Reject => PossibleValue::new("reject").help("As if all were rejected"),
        })
    }
}
