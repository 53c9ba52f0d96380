//! `vattel check`

use super::args::CheckArgs;
use super::output::{self, Output};
use super::outputs::Target;
use super::targets::{Shapes, Targets, Writing, exit};
use super::{Exit, Failure, since};
use crate::config::Settings;
use crate::diagnostic::suppress::is_reason;
use crate::diagnostic::{Diagnostic, Severity};
use crate::engine::allowing::{self, Allowed};
use crate::engine::baseline::Baseline;
use crate::engine::fixing::{self, Fixed};
use crate::engine::{self, InternalError, Report, marks};
use crate::model::{Count, TooMany, Unknown, Which};
use crate::report::baseline;
use crate::report::foreign;
use crate::report::{Checked, Format, Run, RunFailure, Summary};
use crate::source::{LineIndex, Source, Span};
use crate::workspace::Slip;
use crate::workspace::configure::Configured;
use crate::workspace::files::{self, Input, Listing};
use crate::workspace::paths::{self, resolve};
use crate::workspace::write;
use rayon::prelude::*;
use std::path::Path;

/// How many drafts are held at once, for each thread: enough to keep the threads busy, few enough to hold no memory.
const BATCH: usize = 64;

/// What is left of a draft once it is checked.
#[derive(Default)]
struct Outcome {
    /// The draft in every format.
    texts: Vec<String>,
    summary: Summary,
    /// Names in the assumptions that stand for nobody in the draft.
    unknown: Vec<Unknown>,
    /// Parts of the name of the reading that no bracket of the draft answers to.
    unread: Vec<Unknown>,
    /// What a reader of the findings should know of how the draft was read.
    note: Option<String>,
    /// What is found, where that is to be written down.
    found: Baseline,
    /// How many findings of the baseline are gone.
    gone: usize,
    /// Which entries of the configuration allowed something.
    allowed: Vec<usize>,
    /// How many findings comments were written for, how many have no place for one, and how many are about comments.
    answered: [usize; 3],
    /// How many fixes were applied, how many more there are that need a person's look, and how many were taken back.
    mended: [usize; 3],
    /// What they change, where only that is wanted.
    difference: String,
}

/// Checks drafts.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let wanted = args.outputs.targets()?;
    if (args.diff || args.fix_only) && args.outputs.names_files() {
        return Err(Failure::new("`--output` shows findings, and `--diff` and `--fix-only` show none"));
    }
    if args.since.is_some() && args.write_baseline {
        return Err(Failure::new(
            "`--write-baseline` writes what is found in all drafts, and `--since` leaves some out",
        ));
    }
    let mut writing = Writing::default();
    let shows = !(args.diff || args.fix_only || args.show_settings || args.show_files);
    let done = checked(args, &wanted, &mut writing);
    if let (Err(failure), true) = (&done, shows) {
        writing.fail(args, &wanted, &failure.lines.join("\n"))?;
    }
    done
}

fn checked(args: &CheckArgs, wanted: &[Target<Format>], writing: &mut Writing) -> Result<Exit, Failure> {
    let configured = args.rules.configured()?;
    let for_path = |path: Option<&Path>| -> Result<Settings, Failure> {
        let mut settings = configured.for_path(path)?;
        args.rules.assume.add_to(&mut settings)?;
        settings.readings = args.readings.readings.clone().unwrap_or_default();
        settings.max_readings = args.readings.max_readings;
        Ok(settings)
    };
    let mut settings = for_path(None)?;
    if args.show_settings {
        return print(&configured.show(&settings));
    }

    let Listing { mut inputs, empty, unfollowed } = files::find(&args.paths, args.stdin_filename.as_deref())?;
    let there = inputs.len();
    configured.keep(&mut inputs, &args.paths);
    let kept = inputs.len();
    if let Some(since) = &args.since {
        since::select(since, args, &configured, &mut inputs)?;
    }
    args.rules.config.warn_of_unused(&configured, &inputs);
    if args.show_files {
        return print(&inputs.iter().map(|it| foreign::line(&it.name()).into_owned() + "\n").collect::<String>());
    }
    output::complain_all(&unfollowed);
    let fail_on = args.fail_on.or(configured.fail_on.as_ref().map(|it| it.0)).unwrap_or(Severity::Error);
    let fail_on = Some(fail_on).filter(|_| !args.exit_zero && !args.write_baseline);
    let nothing = inputs.is_empty().then(|| {
        let drafts = |count: usize| if count == 1 { "1 draft".to_owned() } else { format!("{count} drafts") };
        match &args.since {
            _ if there == 0 => empty.join("; "),
            _ if kept == 0 => format!("`include` or `exclude` leaves out all of {}", drafts(there)),
            Some(since) => format!("none of {} changed since `{since}`, nor what they depend on", drafts(kept)),
            None => String::new(),
        }
    });
    if let Some(why) = &nothing {
        let words = format!("no draft to check: {why}");
        if args.error_on_no_files {
            return Err(Failure::new(words));
        }
        output::complain(&words);
    } else {
        output::complain_all(&empty);
    }

    let before = match &args.baseline {
        Some(path) if !args.write_baseline => {
            let fault =
                |error: String| Failure::new(format!("can't read the baseline `{}`: {error}", foreign::path(path)));
            let text = files::text(path).map_err(|error| fault(error.to_string()))?;
            Some(baseline::read(&text).map_err(fault)?)
        }
        _ => None,
    };
    let (mut found, mut gone, mut allowed, mut answered) = (Baseline::default(), 0, Vec::new(), [0; 3]);
    let reason = args.add_allow.as_deref().map(str::trim);
    if reason.is_some_and(|it| !is_reason(it) || marks::plain(it) != it) {
        return Err(Failure::new(
            "`--add-allow` takes the reason why the findings may stand, in plain words on one line",
        ));
    }

    let run = Run { rules: settings.shared_rules(), configuration: configured.names(), fail_on };
    // Nothing is shown of findings where only their fixes are wanted.
    let wanted = if args.diff || args.fix_only { &[] } else { wanted };
    let (shapes, targets) = Targets::open(args, wanted, &run)?;
    *writing = Writing::Begun(shapes, targets);
    let Writing::Begun(shapes, targets) = writing else { return Ok(Exit::Failed) };
    let shapes: &Shapes = shapes;

    let mending =
        (args.fix || args.fix_only || args.diff).then_some(Mending { unsafe_too: args.unsafe_fixes, show: args.diff });
    let baseline = args.baseline.as_deref().map(resolve);
    let folder = baseline.as_deref().and_then(Path::parent);
    let job = Job { configured: &configured, before: before.as_ref(), folder, reason, shapes, mending };
    let mut differences = args.diff.then(Output::stdout);
    let mut mended = [0; 3];
    let mut summary = Summary::default();
    // What is assumed of an actor, or read of a party, that no draft knows is a slip of the user's.
    let mut unknown: Option<[Vec<Unknown>; 2]> = None;
    let progress = output::progress(inputs.len());
    let mut take = |outcome: Outcome| -> Result<(), Failure> {
        progress.inc(1);
        for it in &outcome.summary.failures {
            progress.suspend(|| output::complain(&it.message));
        }
        if let Some(words) = &outcome.note {
            progress.suspend(|| output::complain(words));
        }
        targets.write(shapes, &outcome.texts)?;
        if let Some(out) = &mut differences {
            out.write(&outcome.difference)?;
        }
        mended.iter_mut().zip(outcome.mended).for_each(|(all, own)| *all += own);
        summary.add(&outcome.summary);
        found.join(outcome.found);
        gone += outcome.gone;
        allowed.extend(outcome.allowed);
        answered.iter_mut().zip(outcome.answered).for_each(|(all, own)| *all += own);
        let theirs = [outcome.unknown, outcome.unread];
        match &mut unknown {
            Some(ours) => ours.iter_mut().zip(&theirs).for_each(|(ours, theirs)| {
                ours.retain(|it| theirs.iter().any(|other| other.name == it.name));
            }),
            None => unknown = Some(theirs),
        }
        Ok(())
    };
    // Where settings differ from file to file, each has its own.
    let own = |input: &Input| match input {
        Input::File(path) | Input::Stdin(path) if configured.varies() => for_path(Some(path)).ok(),
        _ => None,
    };
    if let [input] = inputs.as_slice() {
        settings = own(input).unwrap_or(settings);
        // One draft needs no second thread unless it has many readings: starting threads takes longer than checking it.
        settings.threads = args.threads.filter(|it| *it > 0).unwrap_or_else(cores);
        let outcome = check(input, &settings, &job);
        take(outcome)?;
    } else {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build()?;
        for batch in inputs.chunks(BATCH * pool.current_num_threads()) {
            let one = |input: &Input| match own(input) {
                Some(own) => check(input, &own, &job),
                None => check(input, &settings, &job),
            };
            let outcomes: Vec<Outcome> = pool.install(|| batch.par_iter().map(one).collect());
            outcomes.into_iter().try_for_each(&mut take)?;
        }
    }
    // What the configuration itself has to answer for comes last.
    let whole = configured.is_whole(&args.paths) && inputs.len() == kept && summary.failures.is_empty();
    let reports = configured.audit(&settings, &allowed, whole && !inputs.is_empty());
    progress.finish_and_clear();
    if let Some(out) = differences {
        out.finish()?;
    }
    for (source, report) in &reports {
        targets.write(shapes, &shapes.render(Checked { source, report }))?;
        summary.add(&Summary { drafts: 0, ..Summary::of(report) });
    }
    let [unknown, unread] = unknown.unwrap_or_default();
    let unknown = unknown.iter().map(stranger);
    let unread = unread.iter().map(|it| textless("--readings", it));
    for message in unknown.chain(unread) {
        output::complain(&message);
        summary.failures.push(RunFailure { file: None, message });
    }
    let exit = exit(args, &mut summary, fail_on);
    let failed = exit == Exit::Failed;
    if let Some(path) = args.baseline.as_ref().filter(|_| args.write_baseline && nothing.is_none()) {
        let mut file = Output::file(path)?;
        file.write(&baseline::write(&found))?;
        file.finish()?;
        output::complain(&format!("`{}` holds what is found now", foreign::path(path)));
    }
    writing.finish(&summary)?;
    if let Some(Mending { unsafe_too, show }) = mending {
        let [count, left, withheld] = mended;
        let verb = if show { "would apply" } else { "applied" };
        let cures = if count == 1 { "one cure".to_owned() } else { format!("{count} cures") };
        let more = if left > 0 && !unsafe_too {
            format!("; {left} more change what a draft means: see `--unsafe-fixes`")
        } else {
            String::new()
        };
        let back = match withheld {
            0 => String::new(),
            1 => "; 1 fix would not clear its finding, or would do harm, and was left out".to_owned(),
            many => format!("; {many} fixes would not clear their findings, or would do harm, and were left out"),
        };
        output::complain(&format!("{verb} {cures}{more}{back}"));
        if args.diff || args.fix_only {
            return Ok(match () {
                () if failed => Exit::Failed,
                () if args.diff && count > 0 => Exit::Findings,
                () => Exit::Clean,
            });
        }
    }
    if reason.is_some() {
        let [written, left, of_comments] = answered;
        let findings = if written == 1 { "1 finding".to_owned() } else { format!("{written} findings") };
        let comments = match of_comments {
            0 => String::new(),
            many => format!("; {many} are about such comments: correct those"),
        };
        output::complain(&format!(
            "comments now allow {findings}; {left} have no place for one: see `[[allow]]`{comments}"
        ));
    }
    if gone > 0 {
        let findings = if gone == 1 { "one finding".to_owned() } else { format!("{gone} findings") };
        output::complain(&format!("{findings} of the baseline are gone: write it anew with `--write-baseline`"));
    }
    Ok(exit)
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

/// A name in the threat model that stands for nobody.
pub(super) fn stranger(name: &Unknown) -> String {
    format!("the threat model names `{}`, whom no draft knows{}", name.name, name.suggestion())
}

/// A name of a reading that no bracket answers to.
pub(super) fn textless(flag: &str, name: &Unknown) -> String {
    format!("`{flag}` names `{}`, and no bracket has such a text{}", name.name, name.suggestion())
}

/// Why a reading by the name of a party may be another's: its names in the heads of brackets are wrong.
pub(super) fn misattributed(flag: &str, source: &Source, findings: &[Diagnostic]) -> Vec<String> {
    let told = findings.iter().flat_map(|it| {
        let place = it.primary.span.start as usize..it.primary.span.end as usize;
        let help = it.help.first().filter(|_| !it.fixes.is_empty()).map_or(String::new(), |it| format!("; {it}"));
        let words = format!("{}{help} Whose texts `{flag}` reads can't be told until then", it.message);
        // A failure is one line in every format: the place without the line of the draft.
        Slip::at(&source.name, &source.text, &place, words).lines().into_iter().take(1)
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
        "{have} no text of whom `{flag}` names, and its first text is read: `{}`, {at} {}",
        source.name,
        lines.join(", ")
    ))
}

/// Why the readings of a draft were not read.
pub(super) fn refusal(name: &str, refused: TooMany) -> String {
    let TooMany { count, most } = refused;
    let most = Count(Some(most.into()));
    format!(
        "`{name}` has {count} readings, and at most {most} are read: raise `--max-readings`, or choose `--readings pairwise` \
         or `each`"
    )
}

/// What is done with each draft.
struct Job<'j> {
    configured: &'j Configured,
    /// What was found before.
    before: Option<&'j Baseline>,
    /// The folder from which the paths of the baseline count.
    folder: Option<&'j Path>,
    /// Why findings may stand, if comments are to say so.
    reason: Option<&'j str>,
    shapes: &'j Shapes,
    /// Which cures are applied.
    mending: Option<Mending>,
}

/// Which cures are applied to a draft.
#[derive(Clone, Copy)]
struct Mending {
    /// Those too that change what it means.
    unsafe_too: bool,
    /// Only show what they change.
    show: bool,
}

/// Reads, checks and renders one draft; nothing of it is kept but words and numbers.
fn check(input: &Input, settings: &Settings, job: &Job<'_>) -> Outcome {
    let Job { configured, before, folder, reason, shapes, mending } = *job;
    let name = input.name();
    let failure_of = |message: String| RunFailure { file: Some(name.clone()), message };
    let failed = |words: String| Outcome {
        summary: Summary { failures: vec![failure_of(words)], ..Summary::default() },
        ..Outcome::default()
    };
    let bytes = match input.read_part() {
        Ok(bytes) => bytes,
        Err(error) => return failed(format!("can't read `{name}`: {error}")),
    };
    // What is no text is left as it is.
    let is_text = (mending.is_some() || reason.is_some()) && std::str::from_utf8(&bytes).is_ok();
    let (source, mut report) = engine::check_bytes(&name, bytes, settings, &|path| configured.instrument(input, path));
    // One file has one name, however it is reached.
    let known_as = folder.map_or_else(String::new, |it| paths::text(&paths::relative(&resolve(input.path()), it)));
    let mut mended = [0; 3];
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
        mended = [count, left, withheld];
        if mending.show {
            return Outcome {
                mended,
                difference: output::difference(&name, &source.text, &text),
                ..Outcome::default()
            };
        }
        if count > 0 {
            // What is told is what is found now.
            return Outcome { mended, ..check(input, settings, &Job { mending: None, ..*job }) };
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
                let again = check(input, settings, &Job { reason: None, ..*job });
                return Outcome { answered: [allowed, left, of_comments], mended, ..again };
            }
            Err(error) => complaints.push(format!("can't write `{name}`: {error}")),
        }
    }
    let refused = report.refused.map(|it| refusal(&name, it));
    complaints.extend(refused);
    if matches!(settings.readings, Which::Named(_)) {
        complaints.extend(misattributed("--readings", &source, &report.misattributed));
    }
    let note = borrowed("--readings", &source, &report.borrowed);
    let failures = complaints.into_iter().map(failure_of).collect();
    Outcome {
        texts: shapes.render(Checked { source: &source, report: &report }),
        summary: Summary { failures, ..Summary::of(&report) },
        unknown: report.unknown_assumed,
        unread: report.unknown_readings,
        note,
        found,
        gone,
        allowed,
        mended,
        ..Outcome::default()
    }
}
