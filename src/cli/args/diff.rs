//! The arguments of `vattel diff`.

use super::{AssumeArgs, ColorArgs, ConfigArgs, OutputArgs, SheetFormat};
use crate::model::ReadingName;
use clap::Args as Flags;
use std::path::PathBuf;

#[derive(Debug, Flags)]
pub(in crate::cli) struct DiffArgs {
    /// Earlier and later draft; one draft to compare two of its readings; with `--since`, drafts or folders
    ///
    /// A side may be `git:REF:PATH`, the draft as a Git commit has it; `git:REF:` takes the path of the other side.
    #[arg(value_name = "DRAFT")]
    pub(in crate::cli) paths: Vec<PathBuf>,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(in crate::cli) stdin_filename: Option<PathBuf>,

    /// Reading of the earlier text: `RUS`, `RUS at article 5, UKR`, `3b` [default: the first alternative of each bracket]
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read, help_heading = "Readings")]
    pub(in crate::cli) from_reading: Option<ReadingName>,

    /// Reading of the later text
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read, help_heading = "Readings")]
    pub(in crate::cli) to_reading: Option<ReadingName>,

    /// Compare every draft that changed since this Git commit, branch or tag
    #[arg(long, value_name = "REF")]
    pub(in crate::cli) since: Option<String>,

    /// Exit with 1 on this. May be repeated
    ///
    /// `weaker:UKR`: UKR is weaker in something; `perhaps-weaker:UKR`: it may be; `any:UKR`: anything changes for it;
    /// `new-blocker:RUS`: RUS alone can stop what it could not; `unbound:USA`: USA no longer owes something;
    /// `bound-more:FRA`; `slower`: something comes later.
    #[arg(long, value_name = "EVENT", value_delimiter = ',', value_parser = FailOn::read, help_heading = "Exit code")]
    pub(in crate::cli) fail_on: Vec<FailOn>,

    /// Do not exit with 2 where a part of a text can't be read
    #[arg(long, help_heading = "Exit code")]
    pub(in crate::cli) allow_unread: bool,

    /// Print the first screen only: who is stronger or weaker, and by what
    #[arg(long, help_heading = "Output")]
    pub(in crate::cli) summary: bool,

    #[command(flatten)]
    pub(in crate::cli) config: ConfigArgs,

    #[command(flatten)]
    pub(in crate::cli) assume: AssumeArgs,

    #[command(flatten)]
    pub(in crate::cli) outputs: OutputArgs<SheetFormat>,

    #[command(flatten)]
    pub(in crate::cli) color: ColorArgs,
}

/// What makes the exit code 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cli) enum FailOn {
    /// A party is weaker in something.
    Weaker(String),
    /// It is, or may be.
    PerhapsWeaker(String),
    /// Anything changes for it.
    Any(String),
    /// It can stop alone what it could not.
    NewBlocker(String),
    /// It no longer owes something.
    Unbound(String),
    /// It owes more.
    BoundMore(String),
    /// Something comes later.
    Slower,
}

impl FailOn {
    fn read(words: &str) -> Result<Self, String> {
        let (class, party) = words.split_once(':').unwrap_or((words, ""));
        let name = party.to_owned();
        let of = match class {
            "weaker" => Self::Weaker(name),
            "perhaps-weaker" => Self::PerhapsWeaker(name),
            "any" => Self::Any(name),
            "new-blocker" => Self::NewBlocker(name),
            "unbound" => Self::Unbound(name),
            "bound-more" => Self::BoundMore(name),
            "slower" if party.is_empty() => return Ok(Self::Slower),
            _ => {
                return Err("write `weaker:UKR`, `perhaps-weaker:UKR`, `any:UKR`, `new-blocker:RUS`, `unbound:USA`, \
                            `bound-more:FRA` or `slower`"
                    .to_owned());
            }
        };
        if party.is_empty() { Err(format!("`{class}` takes a party: `{class}:UKR`")) } else { Ok(of) }
    }

    /// The party that it names.
    pub(in crate::cli) fn party(&self) -> Option<&str> {
        match self {
            Self::Weaker(it)
            | Self::PerhapsWeaker(it)
            | Self::Any(it)
            | Self::NewBlocker(it)
            | Self::Unbound(it)
            | Self::BoundMore(it) => Some(it),
            Self::Slower => None,
        }
    }
}
