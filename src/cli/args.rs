//! The arguments.

mod check_format;
mod config;
mod diff;
mod import;
mod render;
mod simulate;

pub(super) use check_format::CheckFormat;
pub(super) use config::{ConfigArgs, FileArgs, RuleArgs};
pub(super) use diff::{DiffArgs, FailOn};
pub(super) use import::{ImportArgs, ReportFormat};
pub(super) use render::{DocumentFormat, RenderArgs};
pub(super) use simulate::SimulateArgs;

use super::Failure;
use super::outputs::{Color, OutputArgs};
use crate::checker::Readings;
use crate::config::{Settings, assume};
use crate::diagnostic::Severity;
use crate::model::ReadingName;
use crate::report::Style;
use crate::report::analysis_report::Section;
use crate::rules::Profile;
use crate::suite::property::Property;
use clap::builder::PossibleValue;
use clap::{Args as Flags, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use std::ffi::OsString;
use std::path::PathBuf;

/// A linter for drafts of security guarantees.
#[derive(Debug, Parser)]
#[command(name = "vattel", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

/// The program with its commands. Only `check` writes the formats that CI sets by variables.
pub(super) fn program() -> clap::Command {
    Args::command().mut_subcommand("check", |check| {
        check
            .mut_arg("output_format", |it| it.env("VATTEL_OUTPUT_FORMAT"))
            .mut_arg("output", |it| it.env("VATTEL_OUTPUT"))
    })
}

/// Reads arguments.
pub(super) fn parse<T: Into<OsString> + Clone>(arguments: impl IntoIterator<Item = T>) -> Result<Args, clap::Error> {
    let mut program = program();
    let mut matches = program.try_get_matches_from_mut(arguments)?;
    Args::from_arg_matches_mut(&mut matches).map_err(|error| error.format(&mut program))
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check drafts and print findings
    Check(Box<CheckArgs>),
    /// List unresolved brackets and the findings that depend on each
    Brackets(Box<BracketsArgs>),
    /// Analyse one reading: vetoes, gates, timeline, coverage, duties
    Analyze(Box<AnalyzeArgs>),
    /// Simulate an attack step by step on the calendar
    Simulate(Box<SimulateArgs>),
    /// Compare a draft with the parties' red lines
    Redlines(Box<RedLinesArgs>),
    /// Compare what two texts do, and to whom
    Diff(Box<DiffArgs>),
    /// Render a draft as a treaty: text, Markdown, HTML, Word, Akoma Ntoso
    Render(Box<RenderArgs>),
    /// Make a draft from the text of a treaty: plain text, Markdown or DOCX
    Import(ImportArgs),
    /// Format drafts (layout only)
    Fmt(FmtArgs),
    /// Test drafts, scenarios and suites against their expectations
    Test(Box<TestArgs>),
    /// Explain a rule or a category of rules, a word of the language or a body of the prelude
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// List the settings of `vattel.toml`, with their meaning and default
    Config(SettingsArgs),
    /// Create a project: configuration, draft, suite and CI workflow; existing files are kept
    Init(InitArgs),
    /// Generate shell completions
    Completions(CompletionsArgs),
    /// Generate a manual page (roff)
    Man(ManArgs),
    /// Run the language server over standard input and output
    #[cfg(feature = "lsp")]
    Lsp(LspArgs),
}

#[cfg(feature = "lsp")]
#[derive(Debug, Flags)]
pub(super) struct LspArgs {
    /// Accepted for editors that pass it; standard input and output are the only transport
    #[arg(long, hide = true)]
    stdio: bool,
}

#[derive(Debug, Flags)]
pub(super) struct FmtArgs {
    /// Drafts or folders, or `-` for standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Write nothing; exit with 1 if a draft is not formatted
    #[arg(long)]
    pub(super) check: bool,

    /// Print the changes as a diff and write nothing; exit with 1 if there are any
    #[arg(long)]
    pub(super) diff: bool,

    /// Format only these lines of one draft, for example `12-30`
    #[arg(long, value_name = "FIRST-LAST", value_parser = lines)]
    pub(super) lines: Option<(u32, u32)>,

    /// Exit with 2 if no draft is found
    #[arg(long)]
    pub(super) error_on_no_files: bool,

    #[command(flatten)]
    pub(super) files: FileArgs,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

/// Reads `12-30`, or one line.
fn lines(words: &str) -> Result<(u32, u32), String> {
    let (first, last) = words.split_once('-').unwrap_or((words, words));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if 0 < first && first <= last => Ok((first, last)),
        _ => Err(format!("`{words}` is not a range of lines; write `12-30`")),
    }
}

#[derive(Debug, Flags)]
pub(super) struct InitArgs {
    /// Folder to create the project in
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,

    /// Begin with a draft of this kind, complete but for what only its drafter can decide
    #[arg(long, value_name = "KIND")]
    pub(super) template: Option<StarterDraft>,
}

/// The kinds of drafts that a project can begin with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum StarterDraft {
    Guarantee,
    Ceasefire,
    Deployment,
    Monitoring,
    Sanctions,
    Neutrality,
    Resolution,
}

#[derive(Debug, Flags)]
pub(super) struct CompletionsArgs {
    /// Shell to generate completions for
    pub(super) shell: ShellName,
}

#[derive(Debug, Flags)]
pub(super) struct ManArgs {
    /// Command to describe [default: `vattel` itself]
    pub(super) command: Option<String>,
}

/// The shells that have completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ShellName {
    Bash,
    Elvish,
    Fish,
    Nushell,
    #[value(name = "powershell")]
    PowerShell,
    Zsh,
}

#[derive(Debug, Flags)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct CheckArgs {
    /// Drafts, texts of treaties (`.txt`, `.md`, `.docx`) or folders of drafts, or `-` for standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(super) files: FileArgs,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    #[command(flatten)]
    pub(super) readings: ReadingArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<CheckFormat>,

    /// Apply safe fixes (the meaning of the draft does not change)
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,

    /// Also apply fixes that change the meaning; use with `--fix`, `--fix-only` or `--diff`
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,

    /// Apply fixes and print no findings
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix_only: bool,

    /// Print the fixes as a diff and write nothing; exit with 1 if there are any
    #[arg(long, conflicts_with_all = ["fix", "fix_only"], help_heading = "Fixes")]
    pub(super) diff: bool,

    /// Print the number of findings for each rule instead of the findings
    #[arg(long, help_heading = "Output")]
    pub(super) statistics: bool,

    /// Style of the `full` format
    #[arg(long, default_value = "fancy", help_heading = "Output")]
    pub(super) style: Style,

    #[command(flatten)]
    pub(super) color: ColorArgs,

    /// Print findings only
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,

    /// Minimum severity for exit code 1 [default: error]
    #[arg(long, value_name = "LEVEL", env = "VATTEL_FAIL_ON", help_heading = "Exit code")]
    pub(super) fail_on: Option<Severity>,

    /// Exit with 1 if there are more warnings than this
    #[arg(long, value_name = "NUMBER", env = "VATTEL_MAX_WARNINGS", help_heading = "Exit code")]
    pub(super) max_warnings: Option<usize>,

    /// Exit with 0 even if there are findings
    #[arg(long, help_heading = "Exit code")]
    pub(super) exit_zero: bool,

    /// Exit with 2 if no draft is found
    #[arg(long, help_heading = "Exit code")]
    pub(super) error_on_no_files: bool,

    /// Suppress all current findings with `allow` comments that give this reason
    #[arg(long, value_name = "REASON", help_heading = "Exit code")]
    pub(super) add_allow: Option<String>,

    /// Append the counterexamples of findings to the drafts as scenarios, for `vattel test`
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "diff", "add_allow"])]
    pub(super) add_scenarios: bool,

    /// Baseline of known findings; findings in it are suppressed
    #[arg(long, value_name = "FILE", env = "VATTEL_BASELINE", help_heading = "Exit code")]
    pub(super) baseline: Option<PathBuf>,

    /// Write the current findings to the baseline file, or to that of each configuration
    #[arg(long, help_heading = "Exit code")]
    pub(super) write_baseline: bool,

    /// Check only drafts that changed since this Git commit, branch or tag
    ///
    /// Untracked drafts count as changed. So does a draft that includes a changed instrument, and every draft if the
    /// configuration, a suite or the baseline changed.
    #[arg(long, value_name = "REF", env = "VATTEL_SINCE")]
    pub(super) since: Option<String>,

    /// Check again on every change of a draft, a suite or the configuration
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "diff", "add_allow", "add_scenarios", "write_baseline"])]
    pub(super) watch: bool,

    /// Print effective settings and where each comes from, then exit
    #[arg(long, help_heading = "Configuration")]
    pub(super) show_settings: bool,

    /// Print the drafts that would be checked, then exit
    #[arg(long, help_heading = "Configuration")]
    pub(super) show_files: bool,

    /// Number of threads [default: number of cores]
    #[arg(long, value_name = "NUMBER")]
    pub(super) threads: Option<usize>,
}

#[derive(Debug, Flags)]
pub(super) struct BracketsArgs {
    /// Draft to read, or `-` for standard input
    pub(super) draft: PathBuf,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Replace brackets with these alternatives and print the draft: `RUS`, `RUS at article 5, UKR`, `3b`
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read)]
    pub(super) take: Option<ReadingName>,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    #[command(flatten)]
    pub(super) readings: ReadingArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<ListFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,
}

#[derive(Debug, Flags)]
pub(super) struct AnalyzeArgs {
    /// Draft to read, or `-` for standard input
    pub(super) draft: PathBuf,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Reading to analyse: `RUS`, `RUS at article 5, UKR`, `3b` [default: the first alternative of each bracket, no
    /// proposals]
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read)]
    pub(super) reading: Option<ReadingName>,

    #[command(flatten)]
    pub(super) config: ConfigArgs,

    #[command(flatten)]
    pub(super) assume: AssumeArgs,

    /// Sections to print [default: the summary on the terminal, all sections in other formats]
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    pub(super) section: Vec<Section>,

    /// Print all sections
    #[arg(long, conflicts_with = "section")]
    pub(super) all: bool,

    /// Property that must hold: `not can_block(RUS, assist)`, `worst_case(assist) <= 3 days`. May be repeated
    ///
    /// The exit code is 1 if a property does not hold or cannot be determined. Without `--section`, `--all` or an output
    /// format, only the results of the properties are printed.
    #[arg(long, value_name = "PROPERTY", value_parser = Property::read)]
    pub(super) require: Vec<Property>,

    /// Date of the event, for dates in the timeline: `2027-03-01`, `2027-03-01T05:00 Europe/Kyiv`
    #[arg(long, visible_alias = "event-date", value_name = "DATE")]
    pub(super) on: Option<String>,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<AnalysisFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,
}

#[derive(Debug, Flags)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(super) struct TestArgs {
    /// Drafts, scenario files and suites, or folders
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// Run only tests whose name contains this text
    #[arg(long, value_name = "TEXT")]
    pub(super) filter: Option<String>,

    /// Rewrite the expectation comments to match the current findings
    #[arg(long)]
    pub(super) update: bool,

    /// Report rules that no draft expects, and gates and promises that scenarios do not cover both ways
    #[arg(long)]
    pub(super) coverage: bool,

    /// Exit with 1 if the tests exercise less than this percentage of the rules
    #[arg(long, value_name = "PERCENT")]
    pub(super) fail_under: Option<f64>,

    /// Exit with 2 if there is nothing to test
    #[arg(long)]
    pub(super) error_on_no_files: bool,

    #[command(flatten)]
    pub(super) files: FileArgs,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<TestFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,

    /// Print failed tests only
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,
}

#[derive(Debug, Flags)]
pub(super) struct RedLinesArgs {
    /// Draft to read, or `-` for standard input
    pub(super) draft: PathBuf,

    /// Suites with red lines (`*.suite.toml`)
    #[arg(required = true, num_args = 1..)]
    pub(super) suites: Vec<PathBuf>,

    /// File name to show for standard input
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(super) assume: AssumeArgs,

    #[command(flatten)]
    pub(super) readings: ReadingArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<SheetFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,
}

/// The formats of red lines, and of plays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum SheetFormat {
    /// Text for the terminal
    Full,
    /// One JSON document
    Json,
    /// Markdown
    Markdown,
    /// One HTML page
    Html,
}

/// The formats of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TestFormat {
    /// Text for the terminal
    Full,
    /// One JSON document
    Json,
    /// `JUnit` XML
    Junit,
    /// Test Anything Protocol, version 13
    Tap,
}

impl ValueEnum for Profile {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Beneficiary, Self::Guarantor, Self::Adversary, Self::Mediator, Self::HomeParliament]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}

#[derive(Debug, Flags)]
pub(super) struct AssumeArgs {
    /// Assumption to add: `RUS against UKR`, `BLR votes with RUS`, `RUS controls Militia`. May be repeated
    #[arg(long, value_name = "ASSUMPTION", help_heading = "Threat")]
    assume: Vec<String>,
}

impl AssumeArgs {
    /// Adds what the flags assume.
    pub(super) fn add_to(&self, settings: &mut Settings) -> Result<(), Failure> {
        for words in &self.assume {
            assume(words, &mut settings.assumed)?;
        }
        Ok(())
    }
}

#[derive(Debug, Flags)]
pub(super) struct ReadingArgs {
    /// Readings of brackets to check [default: `all` if they are few, otherwise `each`]
    ///
    /// `each`: the unbracketed reading, and each alternative alone. `pairwise`: each pair of alternatives as well. `all`:
    /// every combination. `unbracketed`: one reading. By name, one reading: `party=UKR`, `RUS at article 5, UKR`, `3b`.
    #[arg(long, value_name = "READINGS", help_heading = "Readings")]
    pub(super) readings: Option<Readings>,

    /// Maximum number of readings of a draft
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Readings")]
    pub(super) max_readings: Option<u64>,
}

#[derive(Debug, Flags)]
pub(super) struct ColorArgs {
    /// Use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(super) color: Color,
}

#[derive(Debug, Flags)]
pub(super) struct ExplainArgs {
    /// Rule (`category/name` or `name`), category, clause (`decided by`), provision (`trigger`), role (`guarantors`), word of
    /// the vocabularies (`armed-attack`), or body of the prelude (`UNSC`)
    #[arg(required = true, num_args = 1..)]
    pub(super) words: Vec<String>,

    #[command(flatten)]
    pub(super) config: ConfigArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<PageFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,
}

/// The formats of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PageFormat {
    /// Text for the terminal
    Full,
}

#[derive(Debug, Flags)]
pub(super) struct RulesArgs {
    #[command(flatten)]
    pub(super) config: ConfigArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<TableFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,
}

#[derive(Debug, Flags)]
pub(super) struct SettingsArgs {
    /// Setting or table: `fail-on`, `assume`, `rules.and-stack` [default: all]
    pub(super) key: Option<String>,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<TableFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,
}

/// The formats of the list of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// Text for the terminal
    Full,
    /// One JSON document
    Json,
    /// Markdown
    Markdown,
}

/// The formats of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnalysisFormat {
    /// Text for the terminal
    Full,
    /// One JSON document
    Json,
    /// Markdown
    Markdown,
    /// One HTML page with diagrams
    Html,
    /// Circuits, for Graphviz
    Dot,
    /// Circuits, for Mermaid
    Mermaid,
}

impl ValueEnum for Section {
    fn value_variants<'a>() -> &'a [Self] {
        Self::ALL
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()).help(self.summary()))
    }
}

/// The formats of the table of rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TableFormat {
    /// Text for the terminal
    Text,
    /// One JSON document
    Json,
    /// Markdown
    Markdown,
}

impl ValueEnum for Style {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Fancy, Self::Ascii, Self::Plain]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Fancy => PossibleValue::new("fancy").help("Unicode box drawing"),
            Self::Ascii => PossibleValue::new("ascii").help("ASCII characters only"),
            Self::Plain => PossibleValue::new("plain").help("Sentences, for screen readers"),
        })
    }
}

impl ValueEnum for Severity {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Error, Self::Warning, Self::Advice]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(PossibleValue::new(self.as_str()))
    }
}
