//! The arguments of `vattel simulate`.

use super::{AssumeArgs, ColorArgs, ConfigArgs, SheetFormat};
use crate::cli::outputs::OutputArgs;
use crate::model::ReadingName;
use clap::Args;
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(in crate::cli) struct SimulateArgs {
    /// A draft, or `-` for the standard input
    pub(in crate::cli) draft: PathBuf,

    /// The name that messages on the standard input show
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,

    /// The scenarios of the draft whose titles hold these words. If neither these nor events are named, an armed attack by
    /// each assumed aggressor on each whom it may attack
    #[arg(long, value_name = "TITLE", conflicts_with = "event")]
    pub(in crate::cli) scenario: Option<String>,

    /// What happens, or what somebody does, in the words of a scenario: `armed-attack by RUS against UKR`, `RUS votes no`,
    /// `USA withholds approval on 2027-03-02`. May be repeated
    #[arg(long, value_name = "WORDS")]
    pub(in crate::cli) event: Vec<String>,

    /// The day of the first event: `2027-03-01`, `2027-03-01T05:00 Europe/Kyiv`
    #[arg(long, value_name = "DATE")]
    pub(in crate::cli) on: Option<String>,

    /// Which reading of a draft with square brackets is played: the text of a party, or texts by their names: `RUS`,
    /// `RUS at article 5, UKR`, `3b`. If not given: that of the scenario, or else the first text of each bracket, and no
    /// proposal to insert
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read)]
    pub(in crate::cli) reading: Option<ReadingName>,

    /// Those who cooperate take all the time there is: each acts at the last moment of its clock, and never where there is
    /// none
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
