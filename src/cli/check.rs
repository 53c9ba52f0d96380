//! `vattel check`

mod projects;

use super::args::{CheckArgs, CheckFormat};
pub(super) use projects::configuration_files;

use super::drafts::complaint;
use super::output::{self, Output};
use super::outputs::FormatOutput;
use super::targets::{FormatRenderers, OutputSinks, Writing, exit};
use super::{Exit, Failure};
use crate::config::Settings;
use crate::diagnostic::Diagnostic;
use crate::diagnostic::suppress::is_reason;
use crate::engine::allowing::{self, Allowed};
use crate::engine::baseline::Baseline;
use crate::engine::fixing::{self, Fixed};
use crate::engine::{self, InternalError, RenderedReading, Report, expectations};
use crate::import::check::CheckedDocument;
use crate::import::{self, ImportFormat};
use crate::model::{ReadingTotal, TooMany, Unknown, Which};
use crate::prose::render::TextMode;
use crate::report::foreign;
use crate::report::treaty::{self, PrintOptions, ReviewComment};
use crate::report::{Checked, Format, RunFailure, RunSummary};
use crate::source::{LineIndex, Source, Span};
use crate::workspace::ConfigError;
use crate::workspace::config_set::ConfiguredDraft;
use crate::workspace::configure::{AllowId, ResolvedConfig};
use crate::workspace::files::Input;
use crate::workspace::paths;
use crate::workspace::write;
use projects::{
    CheckSettings, CheckedDrafts, audited, exceeded, run_of, shown_settings, unknown_names, write_baselines,
};
use rayon::prelude::*;
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Drafts held at once by each thread: enough to keep the threads busy, few enough to bound memory.
const BATCH: usize = 64;

/// The result of checking one draft.
#[derive(Default)]
struct DraftOutcome {
    /// The draft in every format.
    texts: Vec<String>,
    summary: RunSummary,
    /// Names in the assumptions that the draft does not declare.
    unknown: Vec<Unknown>,
    /// Parts of the name of the reading that match no bracket of the draft.
    unread: Vec<Unknown>,
    /// What a reader of the findings should know of how the draft was read.
    note: Option<String>,
    /// What is found, where that is to be written down.
    found: Baseline,
    /// How many findings of the baseline are gone.
    gone: usize,
    /// Which entries of the configuration allowed something.
    allowed: Vec<AllowId>,
    answers: AllowCount,
    fixes: FixCount,
    /// How many scenarios were written.
    scenarios: usize,
    /// What the fixes change, where only that is wanted.
    difference: String,
    /// The draft as a document with its findings, where that is wanted.
    document: Option<Vec<u8>>,
}

/// How many findings comments were written for.
#[derive(Clone, Copy, Default)]
struct AllowCount {
    written: usize,
    /// Those that have no place for one.
    left: usize,
    /// Those that are about such comments.
    of_comments: usize,
}

/// How many fixes were applied.
#[derive(Clone, Copy, Default)]
struct FixCount {
    applied: usize,
    /// Unsafe fixes that were not applied.
    left: usize,
    /// Fixes that were undone.
    withheld: usize,
}

/// The totals of a run.
#[derive(Default)]
struct Totals {
    summary: RunSummary,
    /// For each configuration, actors in assumptions and parties in readings that no draft of it declares: a usage error.
    unknown: BTreeMap<usize, [Vec<Unknown>; 2]>,
    /// Warnings, by configuration.
    warnings: BTreeMap<usize, usize>,
    /// What is found, by configuration.
    found: BTreeMap<usize, Baseline>,
    gone: usize,
    allowed: BTreeSet<AllowId>,
    answers: AllowCount,
    fixes: FixCount,
    scenarios: usize,
    /// The one draft as a document, where that is wanted.
    document: Option<Vec<u8>>,
}

impl Totals {
    /// Adds a draft of the configuration of a number.
    fn add(&mut self, at: usize, outcome: DraftOutcome) {
        let DraftOutcome {
            summary, unknown, unread, found, gone, allowed, answers, fixes, scenarios, document, ..
        } = outcome;
        self.document = self.document.take().or(document);
        self.summary.add(&summary);
        *self.warnings.entry(at).or_default() += summary.warnings;
        self.found.entry(at).or_default().join(found);
        self.gone += gone;
        self.allowed.extend(allowed);
        self.answers.written += answers.written;
        self.answers.left += answers.left;
        self.answers.of_comments += answers.of_comments;
        self.scenarios += scenarios;
        self.fixes.applied += fixes.applied;
        self.fixes.left += fixes.left;
        self.fixes.withheld += fixes.withheld;
        let theirs = [unknown, unread];
        match self.unknown.entry(at) {
            Entry::Occupied(mut ours) => ours.get_mut().iter_mut().zip(&theirs).for_each(|(ours, theirs)| {
                ours.retain(|it| theirs.iter().any(|other| other.name == it.name));
            }),
            Entry::Vacant(new) => drop(new.insert(theirs)),
        }
    }
}

/// Checks drafts.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let (wanted, documents) = parted(args.outputs.targets_or(default_format(args))?)?;
    if (args.diff || args.fix_only) && args.outputs.names_files() {
        return Err(Failure::new("`--output` can't be used with `--diff` or `--fix-only`, which print no findings"));
    }
    if args.since.is_some() && args.write_baseline {
        return Err(Failure::new("`--write-baseline` can't be used with `--since`: a baseline covers all drafts"));
    }
    let mut writing = Writing::default();
    let shows = !(args.diff || args.fix_only || args.show_settings || args.show_files);
    let done = checked(args, &wanted, &documents, &mut writing);
    if let (Err(failure), true) = (&done, shows) {
        writing.fail(args, &wanted, &failure.lines.join("\n"))?;
    }
    done
}

/// The formats of findings, and where documents go.
type Parted = (Vec<FormatOutput<Format>>, Vec<Option<PathBuf>>);

/// Tells documents from formats of findings.
fn parted(targets: Vec<FormatOutput<CheckFormat>>) -> Result<Parted, Failure> {
    let (mut findings, mut documents) = (Vec::new(), Vec::new());
    for (format, path) in targets {
        match format {
            CheckFormat::Findings(format) => findings.push((format, path)),
            CheckFormat::Docx if path.is_none() && output::on_terminal() => {
                let words = "a Word document can't be shown on a terminal; write it to a file: `-o docx=review.docx`";
                return Err(Failure::new(words));
            }
            CheckFormat::Docx => documents.push(path),
        }
    }
    Ok((findings, documents))
}

fn checked(
    args: &CheckArgs,
    wanted: &[FormatOutput<Format>],
    documents: &[Option<PathBuf>],
    writing: &mut Writing,
) -> Result<Exit, Failure> {
    args.rules.assume.add_to(&mut Settings::recommended())?;
    let mut drafts = CheckedDrafts::find(args)?;
    let configs = drafts.found.distinct();
    if args.show_settings || args.show_files {
        let shown = if args.show_settings {
            shown_settings(args, &mut drafts.found, &configs)?
        } else {
            drafts.found.drafts.iter().map(|it| foreign::line(&it.input.name()).into_owned() + "\n").collect()
        };
        drafts.found.broken.iter().for_each(|it| output::complain_in_lines(&complaint(it)));
        let printed = print(&shown)?;
        return Ok(if drafts.found.broken.is_empty() { printed } else { Exit::Failed });
    }
    drafts.print_error(args)?;
    if !documents.is_empty() && drafts.found.drafts.len() > 1 {
        return Err(Failure::new("a Word document holds one draft; name one"));
    }
    let reason = args.add_allow.as_deref().map(str::trim);
    if reason.is_some_and(|it| !is_reason(it) || expectations::plain(it) != it) {
        return Err(Failure::new("`--add-allow` takes a reason: one line of plain text, not a placeholder"));
    }

    let of_configs = configs.iter().map(|it| CheckSettings::of(args, it)).collect::<Result<Vec<_>, _>>()?;
    if args.write_baseline && !of_configs.is_empty() && of_configs.iter().all(|it| it.baseline.is_none()) {
        return Err(Failure::new(
            "`--write-baseline` needs a file: use `--baseline FILE`, or `baseline` in `vattel.toml`",
        ));
    }
    let run = run_of(&configs);
    // Nothing is shown of findings where only their fixes are wanted.
    let wanted = if args.diff || args.fix_only { &[] } else { wanted };
    let (shapes, targets) = OutputSinks::open(args, wanted, &run)?;
    *writing = Writing::Begun(shapes, targets);
    let Writing::Begun(shapes, targets) = writing else { return Ok(Exit::Failed) };
    let shapes: &FormatRenderers = shapes;

    let mending =
        (args.fix || args.fix_only || args.diff).then_some(FixRun { unsafe_too: args.unsafe_fixes, show: args.diff });
    let job = DraftTask {
        configs: &of_configs,
        reason,
        add_scenarios: args.add_scenarios,
        shapes,
        mending,
        document: !documents.is_empty(),
    };
    let mut totals = check_all(args, &drafts.found.drafts, &job, targets)?;
    for broken in &drafts.found.broken {
        let lines = complaint(broken);
        output::complain_in_lines(&lines);
        let failure = RunFailure { file: Some(broken.name.clone()), message: lines.join("\n") };
        totals.summary.failures.push(failure);
    }
    // What the configurations themselves have to answer for comes last.
    let all_kept = drafts.found.drafts.len() == drafts.kept && !drafts.found.drafts.is_empty();
    let all_kept = all_kept && totals.summary.failures.is_empty();
    for (source, report, at) in &audited(args, &of_configs, &totals.allowed, all_kept) {
        let fail_on = of_configs[*at].fail_on;
        targets.write(shapes, &shapes.render(Checked { source, report, fail_on }))?;
        let summary = RunSummary { drafts: 0, ..RunSummary::of(report, fail_on) };
        *totals.warnings.entry(*at).or_default() += summary.warnings;
        totals.summary.add(&summary);
    }
    for message in unknown_names(args, &of_configs, &totals) {
        output::print_error(&message);
        totals.summary.failures.push(RunFailure { file: None, message });
    }
    if mending.is_some() {
        // What is left was not applied, and why is said below.
        (totals.summary.safely_fixable, totals.summary.otherwise_fixable) = (0, 0);
    }
    let exceeded = exceeded(args, &of_configs, &totals);
    let exit = exit(&mut totals.summary, exceeded);
    // Nothing is known of drafts that were not read.
    if args.write_baseline && drafts.found.broken.is_empty() {
        write_baselines(&of_configs, &totals.found)?;
    }
    writing.finish(&totals.summary)?;
    if let Some(bytes) = &totals.document {
        for path in documents {
            let mut out = path.as_deref().map_or_else(|| Ok(Output::stdout()), Output::file)?;
            out.write_bytes(bytes)?;
            out.finish()?;
        }
    }
    if let Some(mending) = mending {
        output::print_error(&totals.fixes.told(mending));
        if args.diff || args.fix_only {
            return Ok(match () {
                () if exit == Exit::Failed => Exit::Failed,
                () if args.diff && totals.fixes.applied > 0 => Exit::Findings,
                () => Exit::Clean,
            });
        }
    }
    if reason.is_some() {
        output::print_error(&totals.answers.told());
    }
    if args.add_scenarios {
        let added = totals.scenarios;
        output::print_error(&match added {
            0 => "no scenario added: no finding has a counterexample that can be played".to_owned(),
            1 => "added 1 scenario: `vattel test` runs it".to_owned(),
            _ => format!("added {added} scenarios: `vattel test` runs them"),
        });
    }
    if totals.gone > 0 {
        let findings = if totals.gone == 1 { "1 finding".to_owned() } else { format!("{} findings", totals.gone) };
        output::print_error(&format!("{findings} of the baseline no longer occur: refresh it with `--write-baseline`"));
    }
    Ok(exit)
}

/// The format of the standard output where no flag names one: that of the configuration of the working folder.
fn default_format(args: &CheckArgs) -> CheckFormat {
    // What can't be used is reported when drafts are checked.
    let named = args.rules.configs().of_run().ok().and_then(|it| it.output_format.clone());
    let format = named.and_then(|name| Format::ALL.iter().find(|it| it.1 == name));
    CheckFormat::Findings(format.map_or_else(Format::default, |it| it.0))
}

/// The settings that hold for a draft; those of the folder in which Vattel runs, if none is named.
fn settings(args: &CheckArgs, configured: &ResolvedConfig, path: Option<&Path>) -> Result<Settings, Failure> {
    let mut settings = configured.for_path(path)?;
    args.rules.assume.add_to(&mut settings)?;
    if let Some(readings) = &args.readings.readings {
        settings.readings = readings.clone().into();
    }
    settings.max_readings = args.readings.max_readings.or(settings.max_readings);
    Ok(settings)
}

/// Checks every draft, and writes each as soon as those before it are written.
fn check_all(
    args: &CheckArgs,
    drafts: &[ConfiguredDraft],
    job: &DraftTask<'_>,
    targets: &mut OutputSinks,
) -> Result<Totals, Failure> {
    let mut differences = args.diff.then(Output::stdout);
    let mut totals = Totals::default();
    let progress = output::progress(drafts.len());
    let mut take = |(at, outcome): (usize, DraftOutcome)| -> Result<(), Failure> {
        progress.inc(1);
        for it in outcome.summary.failures.iter().map(|it| &it.message).chain(&outcome.note) {
            progress.suspend(|| output::print_error(it));
        }
        targets.write(job.shapes, &outcome.texts)?;
        if let Some(out) = &mut differences {
            out.write(&outcome.difference)?;
        }
        totals.add(at, outcome);
        Ok(())
    };
    let number = |draft: &ConfiguredDraft| {
        job.configs.iter().position(|it| Arc::ptr_eq(&it.config, &draft.config)).unwrap_or_default()
    };
    // Where settings differ from file to file, each has its own.
    let own = |draft: &ConfiguredDraft| match &draft.input {
        Input::File(path) | Input::Stdin(path) if draft.config.varies() => {
            settings(args, &draft.config, Some(path)).ok()
        }
        _ => None,
    };
    if let [draft] = drafts {
        let at = number(draft);
        let mut settings = own(draft).unwrap_or_else(|| job.configs[at].settings.clone());
        // One draft needs no second thread unless it has many readings: starting threads takes longer than checking it.
        settings.threads = args.threads.filter(|it| *it > 0).unwrap_or_else(cores);
        take((at, check(draft, at, &settings, job)))?;
    } else {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build()?;
        for batch in drafts.chunks(BATCH * pool.current_num_threads()) {
            let one = |draft: &ConfiguredDraft| {
                let at = number(draft);
                let own = own(draft);
                (at, check(draft, at, own.as_ref().unwrap_or(&job.configs[at].settings), job))
            };
            let outcomes: Vec<(usize, DraftOutcome)> = pool.install(|| batch.par_iter().map(one).collect());
            outcomes.into_iter().try_for_each(&mut take)?;
        }
    }
    progress.finish_and_clear();
    if let Some(out) = differences {
        out.finish()?;
    }
    Ok(totals)
}

impl FixCount {
    /// What was done, for people.
    fn told(self, mending: FixRun) -> String {
        let Self { applied, left, withheld } = self;
        let verb = if mending.show { "would apply" } else { "applied" };
        let fixes = if applied == 1 { "1 fix".to_owned() } else { format!("{applied} fixes") };
        let more = if left > 0 && !mending.unsafe_too {
            format!("; {left} more change the meaning of a draft: see `--unsafe-fixes`")
        } else {
            String::new()
        };
        let back = match withheld {
            0 => String::new(),
            1 => "; 1 fix was not applied: it would not clear its finding, or would do harm".to_owned(),
            many => format!("; {many} fixes were not applied: they would not clear their findings, or would do harm"),
        };
        format!("{verb} {fixes}{more}{back}")
    }
}

impl AllowCount {
    /// What was done, for people.
    fn told(self) -> String {
        let Self { written, left, of_comments } = self;
        let findings = if written == 1 { "1 finding".to_owned() } else { format!("{written} findings") };
        let comments = match of_comments {
            0 => String::new(),
            many => format!("; {many} are about such comments: correct those"),
        };
        format!("comments now suppress {findings}; {left} can't be suppressed by a comment: see `[[allow]]`{comments}")
    }
}

/// Writes words to the standard output.
fn print(words: &str) -> Result<Exit, Failure> {
    let mut out = Output::stdout();
    out.write(words)?;
    out.finish()?;
    Ok(Exit::Clean)
}

/// How many threads the machine runs at once.
pub(super) fn cores() -> usize {
    std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
}

/// What a failure of the tool did.
pub(super) fn failure(name: &str, error: &InternalError) -> String {
    format!("internal error in {} while checking `{name}`: {}; please report it", error.part, error.words)
}

/// The error for an unknown actor in the assumptions.
pub(super) fn stranger(name: &Unknown) -> String {
    format!("unknown actor `{}` in the assumptions{}", name.name, name.suggestion())
}

/// A name of a reading that no bracket answers to.
pub(super) fn textless(flag: &str, name: &Unknown) -> String {
    format!("`{flag}`: no bracket has an alternative `{}`{}", name.name, name.suggestion())
}

/// Why a reading by the name of a party may be another's: its names in the heads of brackets are wrong.
pub(super) fn misattributed(flag: &str, source: &Source, findings: &[Diagnostic]) -> Vec<String> {
    let told = findings.iter().flat_map(|it| {
        let place = it.primary.span.start as usize..it.primary.span.end as usize;
        let help = it.help.first().filter(|_| !it.fixes.is_empty()).map_or(String::new(), |it| format!("; {it}"));
        let words = format!("{}{help} Whose texts `{flag}` reads can't be told until then", it.message);
        // A failure is one line in every format: the place without the line of the draft.
        ConfigError::at(&source.name, &source.text, &place, words).lines().into_iter().take(1)
    });
    told.collect()
}

/// Where a reading by the name of a party takes texts that are not its own.
pub(super) fn borrowed(flag: &str, source: &Source, brackets: &[Span]) -> Option<String> {
    let first = LineIndex::new(&source.text);
    let lines: Vec<String> = brackets.iter().map(|it| (first.line(it.start) + 1).to_string()).collect();
    let (have, at) = match &lines[..] {
        [] => return None,
        [_] => ("one bracket has", "line"),
        _ => ("some brackets have", "lines"),
    };
    Some(format!(
        "{have} no alternative of the party in `{flag}`; the first alternative is read: `{}`, {at} {}",
        source.name,
        lines.join(", ")
    ))
}

/// Why the readings of a draft were not read.
pub(super) fn refusal(name: &str, refused: TooMany) -> String {
    let TooMany { count, most } = refused;
    let most = ReadingTotal(Some(most.into()));
    format!(
        "`{name}` has {count} readings; the limit is {most}: raise `--max-readings`, or choose `--readings pairwise` \
         or `each`"
    )
}

/// What is done with each draft.
struct DraftTask<'j> {
    configs: &'j [CheckSettings],
    /// The reason for `--add-allow`.
    reason: Option<&'j str>,
    /// Whether counterexamples are appended to drafts as scenarios.
    add_scenarios: bool,
    shapes: &'j FormatRenderers,
    /// Which fixes are applied.
    mending: Option<FixRun>,
    /// Whether the draft is wanted as a document.
    document: bool,
}

/// Which fixes are applied to a draft.
#[derive(Clone, Copy)]
struct FixRun {
    /// Those too that change what it means.
    unsafe_too: bool,
    /// Only show what they change.
    show: bool,
}

/// A draft as a document, with each finding as a comment at its place.
fn review(source: &Source, settings: &Settings, findings: &[Diagnostic]) -> Vec<u8> {
    let reading = match &settings.readings {
        Which::Named(name) => RenderedReading::Named(name.clone()),
        Which::Unbracketed => RenderedReading::Unbracketed,
        _ => RenderedReading::WithBrackets,
    };
    let Some(document) = engine::render(source, &reading, TextMode::Compare).document else { return Vec::new() };
    let comments: Vec<ReviewComment> = findings.iter().map(|it| ReviewComment::of(it, source.file)).collect();
    treaty::docx(&document, PrintOptions { mode: TextMode::Compare, notes: false }, &comments)
}

/// Reads, checks and renders one draft; only the rendered text and counts are kept.
fn check(draft: &ConfiguredDraft, at: usize, settings: &Settings, job: &DraftTask<'_>) -> DraftOutcome {
    let ConfiguredDraft { input, config: configured, .. } = draft;
    let CheckSettings { fail_on, baseline, .. } = &job.configs[at];
    let fail_on = *fail_on;
    let before = baseline.as_ref().and_then(|it| it.known.as_ref());
    let DraftTask { reason, add_scenarios, shapes, mending, document, .. } = *job;
    let name = input.name();
    let failure_of = |message: String| RunFailure { file: Some(name.clone()), message };
    let failed = |words: String| DraftOutcome {
        summary: RunSummary { failures: vec![failure_of(words)], ..RunSummary::default() },
        ..DraftOutcome::default()
    };
    let bytes = match input.read_part() {
        Ok(bytes) => bytes,
        Err(error) => return failed(format!("can't read `{name}`: {error}")),
    };
    let imported = ImportFormat::of_name(&name);
    if imported.is_some() && (mending.is_some() || reason.is_some() || add_scenarios) {
        return failed(format!(
            "`{name}` is a document, which is not changed; make a draft of it with `vattel import`"
        ));
    }
    // What is no text is left as it is.
    let is_text = (mending.is_some() || reason.is_some() || add_scenarios) && std::str::from_utf8(&bytes).is_ok();
    let (source, mut report, note_of_import, import) = if let Some(kind) = imported {
        match import::check::check(&name, &bytes, kind, settings) {
            Ok(CheckedDocument { source, report, note, draft, in_draft }) => {
                (source, report, note, Some((draft, in_draft)))
            }
            Err(error) => return failed(format!("`{name}` {error}")),
        }
    } else {
        let read = |path: &str| configured.instrument(input, path);
        let (source, report) = engine::check_bytes(&name, bytes, settings, &read);
        (source, report, None, None)
    };
    // One file has one name, however it is reached.
    let known_as =
        baseline.as_ref().map_or_else(String::new, |it| paths::text(&paths::relative(&draft.own, &it.folder)));
    let mut fixes = FixCount::default();
    if let (Some(mending), true) = (mending, is_text) {
        let keep = |report: &mut Report| {
            configured.allow(input.path(), report);
            if let Some(before) = before {
                before.apply(&known_as, report);
            }
        };
        let read = |path: &str| configured.instrument(input, path);
        let Fixed { text, count, left, withheld } =
            fixing::fix(&source, report.clone(), settings, &read, mending.unsafe_too, &keep);
        let written = match input {
            _ if count == 0 => Ok(()),
            Input::File(path) if !mending.show => write::replace(path, source.text.as_bytes(), &text),
            _ => Ok(()),
        };
        if let Err(error) = written {
            return failed(format!("can't write `{name}`: {error}"));
        }
        fixes = FixCount { applied: count, left, withheld };
        if mending.show {
            return DraftOutcome {
                fixes,
                difference: output::difference(&name, &source.text, &text),
                ..DraftOutcome::default()
            };
        }
        if count > 0 {
            // What is told is what is found now.
            return DraftOutcome { fixes, ..check(draft, at, settings, &DraftTask { mending: None, ..*job }) };
        }
    }
    let allowed = configured.allow(input.path(), &mut report);
    let mut found = Baseline::default();
    if baseline.is_some() {
        found.add(&known_as, &report);
    }
    let gone = before.map_or(0, |it| it.apply(&known_as, &mut report));
    let mut complaints: Vec<String> = report.internal_errors.iter().map(|it| failure(&name, it)).collect();
    if let (Some(reason), Input::File(path), true) = (reason, input, is_text && complaints.is_empty())
        && !report.findings.is_empty()
    {
        let Allowed { text, allowed, left, of_comments } = allowing::allow(&source, &report.findings, reason);
        match write::replace(path, source.text.as_bytes(), &text) {
            // What is told is what is found now.
            Ok(()) => {
                let again = check(draft, at, settings, &DraftTask { reason: None, ..*job });
                let answers = AllowCount { written: allowed, left, of_comments };
                return DraftOutcome { answers, fixes, ..again };
            }
            Err(error) => complaints.push(format!("can't write `{name}`: {error}")),
        }
    }
    if imported.is_none() && (add_scenarios || shapes.tell_scenarios()) {
        let read = |path: &str| configured.instrument(input, path);
        let scenarios = engine::counterplays(&source, settings, &read, &report);
        report.findings.iter_mut().zip(scenarios).for_each(|(it, scenario)| it.scenario = scenario);
    }
    let mut scenarios = 0;
    if let (true, Input::File(path), true) = (add_scenarios, input, is_text && complaints.is_empty()) {
        let new: Vec<String> = report.findings.iter().filter_map(|it| it.scenario.clone()).collect();
        let (text, added) = engine::with_scenarios(&source, &new);
        match write::replace(path, source.text.as_bytes(), &text) {
            Ok(()) => scenarios = added,
            Err(error) => complaints.push(format!("can't write `{name}`: {error}")),
        }
    }
    let refused = report.refused.map(|it| refusal(&name, it));
    complaints.extend(refused);
    if matches!(settings.readings, Which::Named(_)) {
        complaints.extend(misattributed("--readings", &source, &report.misattributed));
    }
    let note = borrowed("--readings", &source, &report.borrowed).or(note_of_import);
    let failures = complaints.into_iter().map(failure_of).collect();
    DraftOutcome {
        document: document.then(|| match &import {
            Some((draft, findings)) => review(draft, settings, findings),
            None => review(&source, settings, &report.findings),
        }),
        texts: shapes.render(Checked { source: &source, report: &report, fail_on }),
        summary: RunSummary { failures, ..RunSummary::of(&report, fail_on) },
        unknown: report.unknown_assumed,
        unread: report.unknown_readings,
        note,
        found,
        gone,
        allowed,
        fixes,
        scenarios,
        ..DraftOutcome::default()
    }
}
