//! `vattel check`

use super::args::CheckArgs;
use super::output::{self, Output};
use super::outputs::FormatOutput;
use super::targets::{FormatRenderers, OutputSinks, Writing, exit};
use super::{Exit, Failure, since};
use crate::config::Settings;
use crate::diagnostic::suppress::is_reason;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::allowing::{self, Allowed};
use crate::engine::baseline::Baseline;
use crate::engine::fixing::{self, Fixed};
use crate::engine::{self, InternalError, Report, expectations};
use crate::model::{ReadingTotal, TooMany, Unknown, Which};
use crate::prose;
use crate::prose::check::CheckedDocument;
use crate::prose::import::DocumentFormat;
use crate::report::baseline;
use crate::report::foreign;
use crate::report::{Checked, Format, Run, RunFailure, RunSummary};
use crate::source::{LineIndex, Source, Span};
use crate::workspace::ConfigError;
use crate::workspace::configure::ResolvedConfig;
use crate::workspace::files::{self, Input};
use crate::workspace::listing::{self, DraftListing};
use crate::workspace::paths::{self, resolve};
use crate::workspace::write;
use rayon::prelude::*;
use std::path::Path;

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
    allowed: Vec<usize>,
    answers: AllowCount,
    fixes: FixCount,
    /// How many scenarios were written.
    scenarios: usize,
    /// What the fixes change, where only that is wanted.
    difference: String,
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
    /// Actors in assumptions and parties in readings that no draft declares: a usage error.
    unknown: Option<[Vec<Unknown>; 2]>,
    found: Baseline,
    gone: usize,
    allowed: Vec<usize>,
    answers: AllowCount,
    fixes: FixCount,
    scenarios: usize,
}

impl Totals {
    fn add(&mut self, outcome: DraftOutcome) {
        let DraftOutcome { summary, unknown, unread, found, gone, allowed, answers, fixes, scenarios, .. } = outcome;
        self.summary.add(&summary);
        self.found.join(found);
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
        match &mut self.unknown {
            Some(ours) => ours.iter_mut().zip(&theirs).for_each(|(ours, theirs)| {
                ours.retain(|it| theirs.iter().any(|other| other.name == it.name));
            }),
            None => self.unknown = Some(theirs),
        }
    }
}

/// Checks drafts.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let wanted = args.outputs.targets()?;
    if (args.diff || args.fix_only) && args.outputs.names_files() {
        return Err(Failure::new("`--output` can't be used with `--diff` or `--fix-only`, which print no findings"));
    }
    if args.since.is_some() && args.write_baseline {
        return Err(Failure::new("`--write-baseline` can't be used with `--since`: a baseline covers all drafts"));
    }
    let mut writing = Writing::default();
    let shows = !(args.diff || args.fix_only || args.show_settings || args.show_files);
    let done = checked(args, &wanted, &mut writing);
    if let (Err(failure), true) = (&done, shows) {
        writing.fail(args, &wanted, &failure.lines.join("\n"))?;
    }
    done
}

fn checked(args: &CheckArgs, wanted: &[FormatOutput<Format>], writing: &mut Writing) -> Result<Exit, Failure> {
    let configured = args.rules.configured()?;
    let settings = settings(args, &configured, None)?;
    if args.show_settings {
        return print(&configured.show(&settings));
    }
    let drafts = Drafts::find(args, &configured)?;
    args.rules.config.warn_of_unused(&configured, &drafts.inputs);
    if args.show_files {
        let names = drafts.inputs.iter().map(|it| foreign::line(&it.name()).into_owned() + "\n");
        return print(&names.collect::<String>());
    }
    drafts.print_error(args)?;
    let before = before(args)?;
    let reason = args.add_allow.as_deref().map(str::trim);
    if reason.is_some_and(|it| !is_reason(it) || expectations::plain(it) != it) {
        return Err(Failure::new("`--add-allow` takes a reason: one line of plain text, not a placeholder"));
    }

    let fail_on = args.fail_on.or(configured.fail_on.as_ref().map(|it| it.0)).unwrap_or(Severity::Error);
    let fail_on = Some(fail_on).filter(|_| !args.exit_zero && !args.write_baseline);
    let run = Run { rules: settings.shared_rules(), configuration: configured.names(), fail_on };
    // Nothing is shown of findings where only their fixes are wanted.
    let wanted = if args.diff || args.fix_only { &[] } else { wanted };
    let (shapes, targets) = OutputSinks::open(args, wanted, &run)?;
    *writing = Writing::Begun(shapes, targets);
    let Writing::Begun(shapes, targets) = writing else { return Ok(Exit::Failed) };
    let shapes: &FormatRenderers = shapes;

    let mending =
        (args.fix || args.fix_only || args.diff).then_some(FixRun { unsafe_too: args.unsafe_fixes, show: args.diff });
    let baseline = args.baseline.as_deref().map(resolve);
    let folder = baseline.as_deref().and_then(Path::parent);
    let job = DraftTask {
        configured: &configured,
        before: before.as_ref(),
        folder,
        reason,
        add_scenarios: args.add_scenarios,
        shapes,
        mending,
    };
    let mut totals = check_all(args, &drafts.inputs, &settings, &job, targets)?;
    // What the configuration itself has to answer for comes last.
    let all_kept = drafts.inputs.len() == drafts.kept && !drafts.inputs.is_empty();
    let whole = configured.is_whole(&args.paths) && all_kept && totals.summary.failures.is_empty();
    for (source, report) in &configured.audit(&settings, &totals.allowed, whole) {
        targets.write(shapes, &shapes.render(Checked { source, report }))?;
        totals.summary.add(&RunSummary { drafts: 0, ..RunSummary::of(report) });
    }
    let [unknown, unread] = totals.unknown.take().unwrap_or_default();
    let unread = unread.iter().map(|it| textless("--readings", it));
    for message in unknown.iter().map(stranger).chain(unread) {
        output::print_error(&message);
        totals.summary.failures.push(RunFailure { file: None, message });
    }
    let exit = exit(args, &mut totals.summary, fail_on);
    if let Some(path) = args.baseline.as_ref().filter(|_| args.write_baseline && !drafts.inputs.is_empty()) {
        let mut file = Output::file(path)?;
        file.write(&baseline::write(&totals.found))?;
        file.finish()?;
        output::print_error(&format!("wrote the current findings to `{}`", foreign::path(path)));
    }
    writing.finish(&totals.summary)?;
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
        let scenarios = if added == 1 { "1 scenario".to_owned() } else { format!("{added} scenarios") };
        output::print_error(&format!("added {scenarios}: `vattel test` runs them"));
    }
    if totals.gone > 0 {
        let findings = if totals.gone == 1 { "1 finding".to_owned() } else { format!("{} findings", totals.gone) };
        output::print_error(&format!("{findings} of the baseline no longer occur: refresh it with `--write-baseline`"));
    }
    Ok(exit)
}

/// The settings that hold for a draft; those of the folder in which Vattel runs, if none is named.
fn settings(args: &CheckArgs, configured: &ResolvedConfig, path: Option<&Path>) -> Result<Settings, Failure> {
    let mut settings = configured.for_path(path)?;
    args.rules.assume.add_to(&mut settings)?;
    settings.readings = args.readings.readings.clone().unwrap_or_default().into();
    settings.max_readings = args.readings.max_readings;
    Ok(settings)
}

/// The drafts of a run.
struct Drafts {
    inputs: Vec<Input>,
    /// How many the configuration keeps.
    kept: usize,
    /// Which paths hold none.
    empty: Vec<String>,
    /// Which links were not followed.
    unfollowed: Option<String>,
    /// Why there is no draft to check.
    nothing: Option<String>,
}

impl Drafts {
    fn find(args: &CheckArgs, configured: &ResolvedConfig) -> Result<Self, Failure> {
        let DraftListing { mut inputs, empty, unfollowed } =
            listing::find(&args.paths, args.stdin_filename.as_deref())?;
        let there = inputs.len();
        configured.keep(&mut inputs, &args.paths);
        let kept = inputs.len();
        if let Some(since) = &args.since {
            since::select(since, args, configured, &mut inputs)?;
        }
        let drafts = |count: usize| if count == 1 { "1 draft".to_owned() } else { format!("{count} drafts") };
        let nothing = inputs.is_empty().then(|| match &args.since {
            _ if there == 0 => empty.join("; "),
            _ if kept == 0 => format!("`include` or `exclude` leaves out all of {}", drafts(there)),
            Some(since) => format!("none of {} changed since `{since}`, nor what they depend on", drafts(kept)),
            None => String::new(),
        });
        Ok(Self { inputs, kept, empty, unfollowed, nothing })
    }

    /// Reports what is not checked, and why.
    fn print_error(&self, args: &CheckArgs) -> Result<(), Failure> {
        output::complain_all(&self.unfollowed);
        let Some(why) = &self.nothing else {
            output::complain_all(&self.empty);
            return Ok(());
        };
        let words = format!("no draft to check: {why}");
        if args.error_on_no_files {
            return Err(Failure::new(words));
        }
        output::print_error(&words);
        Ok(())
    }
}

/// What was found before.
fn before(args: &CheckArgs) -> Result<Option<Baseline>, Failure> {
    let Some(path) = args.baseline.as_ref().filter(|_| !args.write_baseline) else { return Ok(None) };
    let fault = |error: String| Failure::new(format!("can't read the baseline `{}`: {error}", foreign::path(path)));
    let text = files::text(path).map_err(|error| fault(error.to_string()))?;
    baseline::read(&text).map(Some).map_err(fault)
}

/// Checks every draft, and writes each as soon as those before it are written.
fn check_all(
    args: &CheckArgs,
    inputs: &[Input],
    base: &Settings,
    job: &DraftTask<'_>,
    targets: &mut OutputSinks,
) -> Result<Totals, Failure> {
    let mut differences = args.diff.then(Output::stdout);
    let mut totals = Totals::default();
    let progress = output::progress(inputs.len());
    let mut take = |outcome: DraftOutcome| -> Result<(), Failure> {
        progress.inc(1);
        for it in outcome.summary.failures.iter().map(|it| &it.message).chain(&outcome.note) {
            progress.suspend(|| output::print_error(it));
        }
        targets.write(job.shapes, &outcome.texts)?;
        if let Some(out) = &mut differences {
            out.write(&outcome.difference)?;
        }
        totals.add(outcome);
        Ok(())
    };
    // Where settings differ from file to file, each has its own.
    let own = |input: &Input| match input {
        Input::File(path) | Input::Stdin(path) if job.configured.varies() => {
            settings(args, job.configured, Some(path)).ok()
        }
        _ => None,
    };
    if let [input] = inputs {
        let mut settings = own(input).unwrap_or_else(|| base.clone());
        // One draft needs no second thread unless it has many readings: starting threads takes longer than checking it.
        settings.threads = args.threads.filter(|it| *it > 0).unwrap_or_else(cores);
        take(check(input, &settings, job))?;
    } else {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build()?;
        for batch in inputs.chunks(BATCH * pool.current_num_threads()) {
            let one = |input: &Input| match own(input) {
                Some(own) => check(input, &own, job),
                None => check(input, base, job),
            };
            let outcomes: Vec<DraftOutcome> = pool.install(|| batch.par_iter().map(one).collect());
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
    configured: &'j ResolvedConfig,
    /// What was found before.
    before: Option<&'j Baseline>,
    /// The folder from which the paths of the baseline count.
    folder: Option<&'j Path>,
    /// The reason for `--add-allow`.
    reason: Option<&'j str>,
    /// Whether counterexamples are appended to drafts as scenarios.
    add_scenarios: bool,
    shapes: &'j FormatRenderers,
    /// Which fixes are applied.
    mending: Option<FixRun>,
}

/// Which fixes are applied to a draft.
#[derive(Clone, Copy)]
struct FixRun {
    /// Those too that change what it means.
    unsafe_too: bool,
    /// Only show what they change.
    show: bool,
}

/// Reads, checks and renders one draft; only the rendered text and counts are kept.
fn check(input: &Input, settings: &Settings, job: &DraftTask<'_>) -> DraftOutcome {
    let DraftTask { configured, before, folder, reason, add_scenarios, shapes, mending } = *job;
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
    let document = DocumentFormat::of_name(&name);
    if document.is_some() && (mending.is_some() || reason.is_some() || add_scenarios) {
        return failed(format!(
            "`{name}` is a document, which is not changed; make a draft of it with `vattel import`"
        ));
    }
    // What is no text is left as it is.
    let is_text = (mending.is_some() || reason.is_some() || add_scenarios) && std::str::from_utf8(&bytes).is_ok();
    let (source, mut report, of_document) = match document {
        Some(kind) => match prose::check::check(&name, &bytes, kind, settings) {
            Ok(CheckedDocument { source, report, note }) => (source, report, note),
            Err(error) => return failed(format!("`{name}` {error}")),
        },
        None => {
            let read = |path: &str| configured.instrument(input, path);
            let (source, report) = engine::check_bytes(&name, bytes, settings, &read);
            (source, report, None)
        }
    };
    // One file has one name, however it is reached.
    let known_as = folder.map_or_else(String::new, |it| paths::text(&paths::relative(&resolve(input.path()), it)));
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
            return DraftOutcome { fixes, ..check(input, settings, &DraftTask { mending: None, ..*job }) };
        }
    }
    let allowed = configured.allow(input.path(), &mut report);
    let mut found = Baseline::default();
    if folder.is_some() {
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
                let again = check(input, settings, &DraftTask { reason: None, ..*job });
                let answers = AllowCount { written: allowed, left, of_comments };
                return DraftOutcome { answers, fixes, ..again };
            }
            Err(error) => complaints.push(format!("can't write `{name}`: {error}")),
        }
    }
    if document.is_none() && (add_scenarios || shapes.tell_scenarios()) {
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
    let note = borrowed("--readings", &source, &report.borrowed).or(of_document);
    let failures = complaints.into_iter().map(failure_of).collect();
    DraftOutcome {
        texts: shapes.render(Checked { source: &source, report: &report }),
        summary: RunSummary { failures, ..RunSummary::of(&report) },
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
