//! `vattel completions`, `vattel man`

use super::args::{Args, CompletionsArgs, ManArgs, ShellName};
use super::output::Output;
use super::{Exit, Failure};
use crate::diagnostic::nearest;
use clap::CommandFactory as _;
use clap_complete::Generator;
use clap_complete::shells::{Bash, Elvish, Fish, PowerShell, Zsh};
use clap_complete_nushell::Nushell;

/// Writes what a shell needs to complete commands and flags.
pub(super) fn completions(args: &CompletionsArgs) -> Result<Exit, Failure> {
    fn of(shell: impl Generator) -> Vec<u8> {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut Args::command(), "vattel", &mut text);
        text
    }
    print(&match args.shell {
        ShellName::Bash => of(Bash),
        ShellName::Elvish => of(Elvish),
        ShellName::Fish => of(Fish),
        ShellName::Nushell => of(Nushell),
        ShellName::PowerShell => of(PowerShell),
        ShellName::Zsh => of(Zsh),
    })
}

/// Writes a page of the manual, of the program or of one command.
pub(super) fn page(args: &ManArgs) -> Result<Exit, Failure> {
    let mut program = Args::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => {
            let found = program.get_subcommands().find(|it| it.get_name() == name).cloned();
            let Some(found) = found else {
                let known: Vec<&str> = program.get_subcommands().map(clap::Command::get_name).collect();
                let meant = nearest(name, known.iter().copied());
                let meant = meant.map_or_else(|| known.join(", "), |it| format!("did you mean `{it}`?"));
                return Err(Failure::new(format!("unknown command `{name}`; {meant}")));
            };
            // The page bears the name under which it is asked for: `man vattel-check`.
            found.name(format!("vattel-{name}"))
        }
    };
    let mut text = Vec::new();
    clap_mangen::Man::new(command).render(&mut text)?;
    print(&text)
}

fn print(text: &[u8]) -> Result<Exit, Failure> {
    let mut out = Output::stdout();
    out.write(&String::from_utf8_lossy(text))?;
    out.finish()?;
    Ok(Exit::Clean)
}
