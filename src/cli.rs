//! Commands: arguments in, exit code out.

mod analyze;
mod args;
mod brackets;
mod check;
mod exit;
mod explain;
mod fmt;
mod init;
mod manual;
mod output;
mod outputs;
mod red_lines;
mod rules;
mod since;
mod targets;
mod test;
mod watch;

pub use exit::Exit;

use args::{Args, Command};
use clap::Parser;
use std::ffi::OsString;

/// Runs the command that the arguments name. Findings and pages go to the standard output, everything else to the
/// standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let args = match Args::try_parse_from(arguments) {
        Ok(args) => args,
        Err(error) => {
            // Help and version are asked for, and no error.
            let asked = !error.use_stderr();
            let _ = error.print();
            return if asked { Exit::Clean } else { Exit::Failed };
        }
    };
    let result = match args.command {
        Command::Check(args) if args.watch => watch::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Brackets(args) => brackets::run(&args),
        Command::Analyze(args) => analyze::run(&args),
        Command::Redlines(args) => red_lines::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Init(args) => init::run(&args),
        Command::Completions(args) => manual::completions(&args),
        Command::Man(args) => manual::page(&args),
        // As the protocol has it: 1 for an editor that went away without a word.
        #[cfg(feature = "lsp")]
        Command::Lsp(_) => {
            crate::lsp::stdio().map(|ended| if ended { Exit::Clean } else { Exit::Findings }).map_err(Failure::from)
        }
    };
    result.unwrap_or_else(|failure| {
        output::complain(&failure.words);
        Exit::Failed
    })
}

/// Why a command could not do its work. The words are for the user.
#[derive(Debug)]
struct Failure {
    words: String,
}

impl Failure {
    fn new(words: impl Into<String>) -> Self {
        Self { words: words.into() }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}
