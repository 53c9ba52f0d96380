//! Commands: arguments in, exit code out.

mod analyze;
mod args;
mod brackets;
mod check;
mod config;
mod diff;
mod drafts;
mod exit;
mod explain;
mod fmt;
mod import;
mod init;
mod manual;
mod output;
mod outputs;
mod red_lines;
mod render;
mod rules;
mod simulate;
mod since;
mod targets;
mod test;
mod watch;

pub use exit::Exit;

use crate::report::foreign;
use crate::workspace::ConfigErrors;
use args::Command;
use std::ffi::OsString;

/// Runs the command that the arguments name. Findings and pages go to the standard output, everything else to the
/// standard error.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    let arguments: Vec<OsString> = arguments.into_iter().collect();
    let args = match args::parse(&arguments) {
        Ok(args) => args,
        // Help and version are asked for, and no error.
        Err(asked) if !asked.use_stderr() => {
            let _ = asked.print();
            return Exit::Clean;
        }
        Err(error) => {
            // The error shows the arguments, and a shell may have made them of the names of files.
            let shown = arguments.iter().map(|it| foreign::line(&it.to_string_lossy()).into_owned());
            let _ = args::parse(shown).err().unwrap_or(error).print();
            return Exit::Failed;
        }
    };
    let result = match args.command {
        Command::Check(args) if args.watch => watch::run(&args),
        Command::Check(args) => check::run(&args),
        Command::Brackets(args) => brackets::run(&args),
        Command::Analyze(args) => analyze::run(&args),
        Command::Simulate(args) => simulate::run(&args),
        Command::Redlines(args) => red_lines::run(&args),
        Command::Diff(args) => diff::run(&args),
        Command::Render(args) => render::run(&args),
        Command::Import(args) => import::run(&args),
        Command::Fmt(args) => fmt::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Explain(args) => explain::run(&args),
        Command::Rules(args) => rules::run(&args),
        Command::Config(args) => config::run(&args),
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
        output::complain_in_lines(&failure.lines);
        Exit::Failed
    })
}

/// The program: what its arguments name, and how it ends.
pub fn main(arguments: impl IntoIterator<Item = OsString>) -> Exit {
    output::tell_panics();
    run(arguments)
}

/// Why a command could not do its work. The words are for the user.
#[derive(Debug)]
struct Failure {
    lines: Vec<String>,
}

impl Failure {
    fn new(words: impl Into<String>) -> Self {
        Self { lines: vec![words.into()] }
    }
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::new(error.to_string())
    }
}

impl From<ConfigErrors> for Failure {
    fn from(errors: ConfigErrors) -> Self {
        Self { lines: errors.lines() }
    }
}
