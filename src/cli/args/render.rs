//! The arguments of `vattel render`.

use crate::cli::outputs::OutputArgs;
use crate::model::ReadingName;
use clap::{Args, ValueEnum};
use std::path::PathBuf;

#[derive(Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(in crate::cli) struct RenderArgs {
    /// Draft to render, or `-` for standard input
    pub(in crate::cli) draft: PathBuf,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,

    /// Reading to render without brackets: `RUS`, `RUS at article 5, UKR`, `3b` [default: the text with its brackets]
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read)]
    pub(in crate::cli) reading: Option<ReadingName>,

    /// Render the first alternative of each bracket, and no proposals
    #[arg(long, conflicts_with = "reading")]
    pub(in crate::cli) unbracketed: bool,

    /// Print the sentences generated from the clauses beside the `text` of the draft
    #[arg(long)]
    pub(in crate::cli) compare: bool,

    /// Print the sentences generated from the clauses instead of the `text` of the draft
    #[arg(long, conflicts_with = "compare")]
    pub(in crate::cli) generated: bool,

    /// Print notes that are not part of the text, such as declared ambiguities
    #[arg(long)]
    pub(in crate::cli) notes: bool,

    #[command(flatten)]
    pub(in crate::cli) outputs: OutputArgs<DocumentFormat>,
}

/// The formats of documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum DocumentFormat {
    /// Plain text
    Text,
    /// Markdown
    Markdown,
    /// One HTML page
    Html,
    /// Word document
    Docx,
    /// Akoma Ntoso 3.0 (XML)
    Akn,
}
