//! The arguments of `vattel simulate`.

use super::{AssumeArgs, ColorArgs, ConfigArgs, SheetFormat};
use crate::cli::outputs::OutputArgs;
use crate::model::ReadingName;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct SimulateArgs {
    /// Draft to read, or `-` for standard input
    pub(in crate::cli) draft: PathBuf,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,

    /// Play the scenarios of the draft whose title contains this text
    ///
    /// Without `--scenario` and `--event`, each assumed aggressor attacks each party that it may attack.
    #[arg(long, value_name = "TITLE", conflicts_with = "event")]
    pub(in crate::cli) scenario: Option<String>,

    /// Event or act to play: `armed-attack by RUS against UKR`, `RUS votes no`, `USA withholds approval on 2027-03-02`.
    /// May be repeated
    #[arg(long, value_name = "EVENT")]
    pub(in crate::cli) event: Vec<String>,

    /// Date of the first event: `2027-03-01`, `2027-03-01T05:00 Europe/Kyiv`
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) on: Option<String>,

    /// Reading to play: `RUS`, `RUS at article 5, UKR`, `3b` [default: that of the scenario, otherwise the first
    /// alternative of each bracket, no proposals]
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read)]
    pub(in crate::cli) reading: Option<ReadingName>,

    /// Cooperating actors act at the last moment of each clock, and never where there is none
    #[arg(long)]
    pub(in crate::cli) worst_case: bool,

    #[command(flatten)]
    pub(in crate::cli) config: ConfigArgs,

    #[command(flatten)]
    pub(in crate::cli) assume: AssumeArgs,

    #[command(flatten)]
    pub(in crate::cli) outputs: OutputArgs<SheetFormat>,

    #[command(flatten)]
    pub(in crate::cli) color: ColorArgs,
}
