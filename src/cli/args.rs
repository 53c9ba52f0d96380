//! The arguments.

mod simulate;

pub(super) use simulate::SimulateArgs;

use super::outputs::{Color, OutputArgs};
use super::{Failure, output};
use crate::checker::Readings;
use crate::config::{self, Selection, Settings};
use crate::diagnostic::Severity;
use crate::model::ReadingName;
use crate::report::analysis_report::Section;
use crate::report::{Format, Style};
use crate::rules::Profile;
use crate::suite::property::Property;
use crate::workspace::configure::{CliOverrides, ResolvedConfig, configure};
use crate::workspace::files::{self, Input};
use clap::builder::PossibleValue;
use clap::{Args as Flags, Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};

/// Finds the structural defects of a security guarantee before it is signed.
#[derive(Debug, Parser)]
#[command(name = "vattel", version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Check drafts
    Check(Box<CheckArgs>),
    /// List what is open in a draft: its square brackets, and what turns on each
    Brackets(Box<BracketsArgs>),
    /// Say who can stop help, who must act for it, how long it takes, who owes what
    Analyze(Box<AnalyzeArgs>),
    /// Play out what a draft does in an attack: what happens when, who holds it up, who is obliged to what by when
    Simulate(Box<SimulateArgs>),
    /// Hold the red lines of parties against a draft: which texts keep them, and which exclude each other
    Redlines(Box<RedLinesArgs>),
    /// Give drafts their one look, and change none of their words
    Fmt(FmtArgs),
    /// Check drafts against what they say is found in them, and the examples of suites
    Test(Box<TestArgs>),
    /// Show the page of a rule, what a clause says, how a body decides
    Explain(ExplainArgs),
    /// List the rules
    Rules(RulesArgs),
    /// Write a configuration, a first draft, a suite and a workflow for a new folder; what is there stays
    Init(InitArgs),
    /// Write completions for a shell
    Completions(CompletionsArgs),
    /// Write a page of the manual
    Man(ManArgs),
    /// Serve an editor over the standard input and output
    #[cfg(feature = "lsp")]
    Lsp(LspArgs),
}

#[cfg(feature = "lsp")]
#[derive(Debug, Flags)]
pub(super) struct LspArgs {
    /// What some editors pass; there is no other way
    #[arg(long, hide = true)]
    stdio: bool,
}

#[derive(Debug, Flags)]
pub(super) struct FmtArgs {
    /// Drafts, folders of drafts, or `-` for the standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The name that messages on the standard input show
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Change nothing; exit with 1 if a draft would be changed
    #[arg(long)]
    pub(super) check: bool,

    /// Show what would be changed, and change nothing; exit with 1 if something would
    #[arg(long)]
    pub(super) diff: bool,

    /// Only these lines, of one draft: `12-30`
    #[arg(long, value_name = "FIRST-LAST", value_parser = lines)]
    pub(super) lines: Option<(u32, u32)>,

    /// Exit with 2 if there is no draft
    #[arg(long)]
    pub(super) error_on_no_files: bool,

    #[command(flatten)]
    pub(super) config: ConfigArgs,
}

/// Reads `12-30`, or one line.
fn lines(words: &str) -> Result<(u32, u32), String> {
    let (first, last) = words.split_once('-').unwrap_or((words, words));
    match (first.trim().parse(), last.trim().parse()) {
        (Ok(first), Ok(last)) if 0 < first && first <= last => Ok((first, last)),
        _ => Err(format!("`{words}` names no lines; write `12-30`")),
    }
}

#[derive(Debug, Flags)]
pub(super) struct InitArgs {
    /// The folder
    #[arg(default_value = ".")]
    pub(super) folder: PathBuf,
}

#[derive(Debug, Flags)]
pub(super) struct CompletionsArgs {
    /// The shell
    pub(super) shell: ShellName,
}

#[derive(Debug, Flags)]
pub(super) struct ManArgs {
    /// The command; the program itself, if not given
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
    /// Drafts, folders of drafts, or `-` for the standard input
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// The name that findings in the standard input show
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    #[command(flatten)]
    pub(super) readings: ReadingArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<Format>,

    /// Apply the cures that do not change what a draft means
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix: bool,

    /// Apply, with `--fix`, those cures too that change what a draft means
    #[arg(long, help_heading = "Fixes")]
    pub(super) unsafe_fixes: bool,

    /// Apply cures and show no findings
    #[arg(long, help_heading = "Fixes")]
    pub(super) fix_only: bool,

    /// Show what the cures would change, and change nothing
    #[arg(long, conflicts_with_all = ["fix", "fix_only"], help_heading = "Fixes")]
    pub(super) diff: bool,

    /// Count findings by rule instead of showing them
    #[arg(long, help_heading = "Output")]
    pub(super) statistics: bool,

    /// How findings are drawn
    #[arg(long, default_value = "fancy", help_heading = "Output")]
    pub(super) style: Style,

    #[command(flatten)]
    pub(super) color: ColorArgs,

    /// Say nothing but findings
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,

    /// The lightest finding that makes the exit code 1; an error if nothing else is configured
    #[arg(long, value_name = "LEVEL", help_heading = "Exit code")]
    pub(super) fail_on: Option<Severity>,

    /// More warnings than this make the exit code 1 as well
    #[arg(long, value_name = "NUMBER", help_heading = "Exit code")]
    pub(super) max_warnings: Option<usize>,

    /// Exit with 0 whatever is found
    #[arg(long, help_heading = "Exit code")]
    pub(super) exit_zero: bool,

    /// Exit with 2 if there is no draft to check
    #[arg(long, help_heading = "Exit code")]
    pub(super) error_on_no_files: bool,

    /// Let what is found stand: write a comment with this reason into each draft
    #[arg(long, value_name = "REASON", help_heading = "Exit code")]
    pub(super) add_allow: Option<String>,

    /// Write into each draft the scenarios of the plays that its findings have; `vattel test` runs them
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "diff", "add_allow"])]
    pub(super) add_scenarios: bool,

    /// Findings that were there before, which are counted as suppressed: a file that `--write-baseline` writes
    #[arg(long, value_name = "FILE", help_heading = "Exit code")]
    pub(super) baseline: Option<PathBuf>,

    /// Write what is found now to the file of `--baseline`
    #[arg(long, requires = "baseline", help_heading = "Exit code")]
    pub(super) write_baseline: bool,

    /// Check only drafts that changed since this commit, branch or tag of git, or that git does not know yet; drafts that
    /// include an instrument that did; and all of them, if the configuration, a suite or the baseline did
    #[arg(long, value_name = "REF")]
    pub(super) since: Option<String>,

    /// Check again whenever a draft, a suite or the configuration changes
    #[arg(long, conflicts_with_all = ["fix", "fix_only", "diff", "add_allow", "add_scenarios", "write_baseline"])]
    pub(super) watch: bool,

    /// Show every setting with who says it, and check nothing
    #[arg(long, help_heading = "Configuration")]
    pub(super) show_settings: bool,

    /// Show which drafts would be checked, and check nothing
    #[arg(long, help_heading = "Configuration")]
    pub(super) show_files: bool,

    /// How many drafts are checked at once; as many as the machine has cores if not given
    #[arg(long, value_name = "NUMBER")]
    pub(super) threads: Option<usize>,
}

#[derive(Debug, Flags)]
pub(super) struct BracketsArgs {
    /// A draft, or `-` for the standard input
    pub(super) draft: PathBuf,

    /// The name that findings in the standard input show
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Write the draft with the text of a party, or with texts by their names, in place of the brackets: `RUS`, `RUS at
    /// article 5, UKR`, `3b`
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
    /// A draft, or `-` for the standard input
    pub(super) draft: PathBuf,

    /// The name that findings in the standard input show
    #[arg(long, value_name = "NAME")]
    pub(super) stdin_filename: Option<PathBuf>,

    /// Which reading of a draft with square brackets is analysed: the text of a party, or texts by their names: `RUS`,
    /// `RUS at article 5, UKR`, `3b`. If not given: the first text of each bracket, and no proposal to insert
    #[arg(long, value_name = "NAME", value_parser = ReadingName::read)]
    pub(super) reading: Option<ReadingName>,

    #[command(flatten)]
    pub(super) config: ConfigArgs,

    #[command(flatten)]
    pub(super) assume: AssumeArgs,

    /// What is said. If not given, the terminal shows the summary, and a document holds everything
    #[arg(long, value_name = "SECTION", value_delimiter = ',')]
    pub(super) section: Vec<Section>,

    /// Show every section
    #[arg(long, conflicts_with = "section")]
    pub(super) all: bool,

    /// What must hold: `not can_block(RUS, assist)`, `worst_case(assist) <= 3 days`. Exit with 1 where it does not. If
    /// neither sections nor a format are named, nothing else is said
    #[arg(long, value_name = "PROPERTY", value_parser = Property::read)]
    pub(super) require: Vec<Property>,

    /// The day of the event, from which the dates of effects are reckoned: `2027-03-01`, `2027-03-01T05:00 Europe/Kyiv`
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
    /// Drafts, files of scenarios and suites, or folders of them
    #[arg(default_value = ".")]
    pub(super) paths: Vec<PathBuf>,

    /// Only drafts, examples and scenarios whose names or titles hold these words
    #[arg(long, value_name = "WORDS")]
    pub(super) filter: Option<String>,

    /// Write the marks of drafts anew, as their findings are now
    #[arg(long)]
    pub(super) update: bool,

    /// Say which rules no draft expects, and which gates and promises no scenario shows both ways
    #[arg(long)]
    pub(super) coverage: bool,

    /// Exit with 1 if less than so many rules of a hundred are exercised
    #[arg(long, value_name = "PERCENT")]
    pub(super) fail_under: Option<f64>,

    /// Exit with 2 if there is no draft to test
    #[arg(long)]
    pub(super) error_on_no_files: bool,

    #[command(flatten)]
    pub(super) rules: RuleArgs,

    #[command(flatten)]
    pub(super) outputs: OutputArgs<TestFormat>,

    #[command(flatten)]
    pub(super) color: ColorArgs,

    /// Say nothing of drafts that pass
    #[arg(short, long, help_heading = "Output")]
    pub(super) quiet: bool,
}

#[derive(Debug, Flags)]
pub(super) struct RedLinesArgs {
    /// A draft, or `-` for the standard input
    pub(super) draft: PathBuf,

    /// Suites of red lines, `*.suite.toml`
    #[arg(required = true, num_args = 1..)]
    pub(super) suites: Vec<PathBuf>,

    /// The name that the standard input bears
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
    /// For people
    Full,
    /// For machines
    Json,
    /// For documents
    Markdown,
    /// One page
    Html,
}

/// The formats of tests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TestFormat {
    /// For people
    Full,
    /// For machines
    Json,
    /// For servers that run tests
    Junit,
    /// For whoever reads the Test Anything Protocol
    Tap,
}

#[derive(Debug, Flags)]
pub(super) struct RuleArgs {
    /// What runs instead of the recommended rules: rules, categories, profiles, sets, `all`
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    select: Vec<String>,

    /// What runs besides
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    extend_select: Vec<String>,

    /// What does not run
    #[arg(long, value_name = "RULE", value_delimiter = ',', help_heading = "Rules")]
    ignore: Vec<String>,

    #[command(flatten)]
    pub(super) config: ConfigArgs,

    #[command(flatten)]
    pub(super) assume: AssumeArgs,
}

impl RuleArgs {
    /// What is configured, with what the flags say.
    pub(super) fn configured(&self) -> Result<ResolvedConfig, Failure> {
        let Self { select, extend_select, ignore, .. } = self;
        let (select, extend_select, ignore) = (select.clone(), extend_select.clone(), ignore.clone());
        self.config.configured(Selection { select, extend_select, ignore })
    }
}

#[derive(Debug, Flags)]
pub(super) struct ConfigArgs {
    /// A configuration in place of the closest `vattel.toml` upward, or one value: `rules.puffery="off"`. May be repeated
    #[arg(long, value_name = "FILE|KEY=VALUE", env = "VATTEL_CONFIG", help_heading = "Configuration")]
    pub(super) config: Vec<String>,

    /// Read no configuration file that is not named
    #[arg(long, help_heading = "Configuration")]
    pub(super) isolated: bool,

    /// For whom the drafts are read: the levels of the findings follow
    #[arg(long, value_name = "READER", env = "VATTEL_PROFILE", help_heading = "Configuration")]
    pub(super) profile: Option<Profile>,
}

impl ConfigArgs {
    /// What holds for the folder in which Vattel runs.
    pub(super) fn configured(&self, selection: Selection) -> Result<ResolvedConfig, Failure> {
        let Self { config, isolated, profile } = self;
        let wanted = CliOverrides { config: config.clone(), isolated: *isolated, profile: *profile, selection };
        Ok(configure(Path::new("."), &wanted, &files::text)?)
    }

    /// Warns of configurations that lie closer to a draft and are not used.
    pub(super) fn warn_of_unused(&self, configured: &ResolvedConfig, inputs: &[Input]) {
        if !self.isolated {
            configured.unused(inputs).iter().for_each(|it| output::print_error(it));
        }
    }
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
    /// Who is assumed to attack, obey or follow, besides what the draft assumes: `RUS against UKR`, `BLR votes with
    /// RUS`, `RUS controls Militia`
    #[arg(long, value_name = "WORDS", help_heading = "Threat")]
    assume: Vec<String>,
}

impl AssumeArgs {
    /// Adds what the flags assume.
    pub(super) fn add_to(&self, settings: &mut Settings) -> Result<(), Failure> {
        for words in &self.assume {
            config::assume(words, &mut settings.assumed)?;
        }
        Ok(())
    }
}

#[derive(Debug, Flags)]
pub(super) struct ReadingArgs {
    /// Which readings of drafts with square brackets are read: `each` (the unbracketed reading, and every alternative
    /// against it), `pairwise`, `all`, `unbracketed`, or one by name: `party=UKR`, `RUS at article 5, UKR`, `3b`. If not
    /// given: all if they are few, or else each
    #[arg(long, value_name = "WHICH", help_heading = "Readings")]
    pub(super) readings: Option<Readings>,

    /// At most so many readings of a draft
    #[arg(long, value_name = "NUMBER", value_parser = clap::value_parser!(u64).range(1..), help_heading = "Readings")]
    pub(super) max_readings: Option<u64>,
}

#[derive(Debug, Flags)]
pub(super) struct ColorArgs {
    /// When to use colours
    #[arg(long, value_name = "WHEN", default_value = "auto", help_heading = "Output")]
    pub(super) color: Color,
}

#[derive(Debug, Flags)]
pub(super) struct ExplainArgs {
    /// A rule, as `category/name` or as its bare name; a clause of the language; a body of the prelude: `UNSC`
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
    /// For people
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

/// The formats of the list of brackets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum ListFormat {
    /// For people
    Full,
    /// For machines
    Json,
    /// For documents
    Markdown,
}

/// The formats of an analysis.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum AnalysisFormat {
    /// For the terminal
    Full,
    /// For machines
    Json,
    /// For documents
    Markdown,
    /// One page with drawn diagrams
    Html,
    /// The circuits, for Graphviz
    Dot,
    /// The circuits, for Mermaid
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
    /// For people
    Text,
    /// For machines
    Json,
    /// For documents
    Markdown,
}

impl ValueEnum for Format {
    fn value_variants<'a>() -> &'a [Self] {
        &[
            Self::Full,
            Self::Concise,
            Self::Json,
            Self::JsonLines,
            Self::Sarif,
            Self::GitHub,
            Self::GitLab,
            Self::JUnit,
            Self::Checkstyle,
            Self::RdJson,
            Self::Markdown,
            Self::Html,
        ]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Full => PossibleValue::new("full").help("Findings drawn with their lines of the draft"),
            Self::Concise => PossibleValue::new("concise").help("A line for each finding"),
            Self::Json => PossibleValue::new("json").help("One JSON document"),
            Self::JsonLines => PossibleValue::new("json-lines").help("A JSON object on each line"),
            Self::Sarif => PossibleValue::new("sarif").help("SARIF 2.1.0, for pages that show scans"),
            Self::GitHub => PossibleValue::new("github").help("Annotations of a GitHub workflow, and its job summary"),
            Self::GitLab => PossibleValue::new("gitlab").help("A code quality report of GitLab"),
            Self::JUnit => PossibleValue::new("junit").help("For servers that run tests"),
            Self::Checkstyle => PossibleValue::new("checkstyle").help("For servers that show lints"),
            Self::RdJson => PossibleValue::new("rdjson").help("For reviewdog"),
            Self::Markdown => PossibleValue::new("markdown").help("A document"),
            Self::Html => PossibleValue::new("html").help("One page"),
        })
    }
}

impl ValueEnum for Style {
    fn value_variants<'a>() -> &'a [Self] {
        &[Self::Fancy, Self::Ascii, Self::Plain]
    }

    fn to_possible_value(&self) -> Option<PossibleValue> {
        Some(match self {
            Self::Fancy => PossibleValue::new("fancy").help("With lines and arrows"),
            Self::Ascii => PossibleValue::new("ascii").help("With `|` and `^` only"),
            Self::Plain => PossibleValue::new("plain").help("In sentences, for screen readers"),
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
