//! `vattel completions`, `vattel man`

use super::args::{CompletionsArgs, ManArgs, ShellName, program};
use super::output::Output;
use super::{Exit, Failure};
use crate::config::keys::CONFIG_KEYS;
use crate::diagnostic::nearest;
use crate::rules::{self, CATALOGUE, Profile, RuleSet};
use clap::builder::PossibleValuesParser;
use clap_complete::Generator;
use clap_complete::shells::{Bash, Elvish, Fish, PowerShell, Zsh};
use clap_complete_nushell::Nushell;
use std::fmt::Write as _;

/// Writes what a shell needs to complete commands and flags.
pub(super) fn completions(args: &CompletionsArgs) -> Result<Exit, Failure> {
    fn of(shell: impl Generator) -> Vec<u8> {
        let mut text = Vec::new();
        clap_complete::generate(shell, &mut with_rules(program()), "vattel", &mut text);
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

/// The program with the names of rules and categories as values, which shells complete; suites may bring more.
fn with_rules(program: clap::Command) -> clap::Command {
    let categories = rules::categories().map(str::to_owned);
    let sets = RuleSet::ALL.iter().map(|it| it.1.to_owned()).chain(Profile::ALL.iter().map(|it| it.1.to_owned()));
    let ids = CATALOGUE.iter().map(|it| it.id.to_string());
    let names: Vec<String> = sets.chain(categories).chain(ids).collect();
    let keys: Vec<&str> = CONFIG_KEYS.iter().map(|it| it.key).collect();
    let of_rules = ["select", "extend_select", "ignore", "words"];
    let mut program = program;
    let commands: Vec<String> = program.get_subcommands().map(|it| it.get_name().to_owned()).collect();
    for command in commands {
        program = program.mut_subcommand(&command, |it| {
            it.mut_args(|arg| match arg.get_id().as_str() {
                id if of_rules.contains(&id) => arg.value_parser(PossibleValuesParser::new(&names)),
                "key" => arg.value_parser(PossibleValuesParser::new(&keys)),
                _ => arg,
            })
        });
    }
    program
}

/// Writes a page of the manual, of the program or of one command.
pub(super) fn page(args: &ManArgs) -> Result<Exit, Failure> {
    let mut program = program();
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
    let name = args.command.as_deref().unwrap_or_default();
    let variables = variables(&command);
    let mut text = Vec::new();
    clap_mangen::Man::new(command).date(REVISED).render(&mut text)?;
    text.extend(section("EXIT STATUS", &exit_status(name)).bytes());
    text.extend(section("ENVIRONMENT", &variables).bytes());
    text.extend(section("FILES", &rows(FILES)).bytes());
    text.extend(section("EXAMPLES", &examples(name)).bytes());
    print(&text)
}

/// The day on which the pages were revised last.
const REVISED: &str = "2026-12-01";

/// The page of commands, which the manual quotes.
const COMMANDS: &str = include_str!("../../docs/commands.md");

/// The files that commands read.
const FILES: &[(&str, &str)] = &[
    ("vattel.toml", "The configuration. The closest one upward of each draft holds for it."),
    ("*.treaty", "Drafts."),
    ("*.scenario", "Scenarios of a draft."),
    ("*.suite.toml", "Suites: rules and red lines of one's own."),
    ("$XDG_CACHE_HOME/vattel", "Rule pages to which editors link."),
];

/// Variables that are no flags.
const VARIABLES: &[(&str, &str)] = &[
    ("NO_COLOR", "Use no colours."),
    ("FORCE_COLOR, CLICOLOR_FORCE", "Use colours even if standard output is no terminal."),
    ("COLUMNS", "Width of the output, in columns."),
    ("GITHUB_STEP_SUMMARY", "File of the job summary, for the format github."),
    ("RUST_BACKTRACE", "Show where an internal error occurred."),
];

fn section(title: &str, body: &str) -> String {
    if body.is_empty() { String::new() } else { format!(".SH \"{title}\"\n{body}") }
}

/// Terms with what each means.
fn rows(rows: &[(impl AsRef<str>, impl AsRef<str>)]) -> String {
    let row = |(term, meaning): &(_, _)| {
        format!(".TP\n\\fB{}\\fR\n{}\n", roff(AsRef::as_ref(term)), roff(AsRef::as_ref(meaning)))
    };
    rows.iter().map(row).collect()
}

/// A text in which nothing is taken for a request of the formatter.
fn roff(text: &str) -> String {
    let plain = text.replace('\\', "\\\\").replace('-', "\\-").replace('`', "");
    if plain.starts_with(['.', '\'']) { format!("\\&{plain}") } else { plain }
}

/// The variables that stand for flags of a command, and the others.
fn variables(command: &clap::Command) -> String {
    let of_flags = command.get_arguments().filter_map(|it| {
        let (variable, flag) = (it.get_env()?.to_str()?.to_owned(), it.get_long()?);
        Some((variable, format!("Stands for --{flag}.")))
    });
    let others = VARIABLES.iter().map(|it| (it.0.to_owned(), it.1.to_owned()));
    rows(&of_flags.chain(others).collect::<Vec<_>>())
}

/// What each exit code means, as the table of the page of commands has it.
fn exit_status(command: &str) -> String {
    let table = COMMANDS.lines().skip_while(|it| *it != "## Exit codes").filter(|it| it.starts_with("| `"));
    let mut found = Vec::new();
    for row in table {
        let cells: Vec<&str> = row.trim_matches('|').split(" | ").map(str::trim).collect();
        let [commands, codes @ ..] = &cells[..] else { continue };
        let of_it = commands.split(", ").map(|it| it.trim_matches('`'));
        let mut of_it = of_it.filter(|it| it.split(' ').next() == Some(command)).peekable();
        let Some(which) = of_it.next() else { continue };
        for (code, meaning) in codes.iter().enumerate().filter(|it| *it.1 != "–") {
            let term = if which == command {
                code.to_string()
            } else {
                format!("{code}, with {}", &which[command.len() + 1..])
            };
            found.push((term, format!("{meaning}.")));
        }
    }
    if found.is_empty() {
        let general =
            [("0", "Done, or no finding."), ("1", "Findings."), ("2", "Usage, configuration or internal error.")];
        return rows(&general);
    }
    rows(&found)
}

/// The examples of a command on the page of commands; one of each command for the program itself.
fn examples(command: &str) -> String {
    let lines = COMMANDS.lines().filter_map(|it| it.strip_prefix("vattel "));
    let mut seen = Vec::new();
    let mut found = String::new();
    for line in lines {
        let (line, remark) = line.split_once("  ").unwrap_or((line, ""));
        let own = line.split(' ').next().unwrap_or_default();
        let wanted = if command.is_empty() { !seen.contains(&own) } else { own == command };
        if wanted && !remark.contains("exit code 2") {
            seen.push(own);
            let _ = write!(found, ".PP\n.nf\n{}\n.fi\n", roff(&format!("vattel {line}")));
        }
    }
    found
}

fn print(text: &[u8]) -> Result<Exit, Failure> {
    let mut out = Output::stdout();
    out.write(&String::from_utf8_lossy(text))?;
    out.finish()?;
    Ok(Exit::Clean)
}
