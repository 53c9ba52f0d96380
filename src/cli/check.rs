//! `vattel check`

use super::args::CheckArgs;
use super::output::{self, Output};
use super::targets::{Shapes, Targets, exit};
use super::{Exit, Failure};
use crate::config::Settings;
use crate::diagnostic::Severity;
use crate::engine::allowing::{self, Allowed};
use crate::engine::baseline::Baseline;
use crate::engine::fixing::{self, Fixed};
use crate::engine::{self, InternalError, Report};
use crate::model::{Count, TooMany};
use crate::report::baseline;
use crate::report::{Checked, Run, Summary};
use crate::workspace::configure::Configured;
use crate::workspace::files::{self, Input};
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
    complaints: Vec<String>,
    /// Names in the assumptions that stand for nobody in the draft.
    unknown: Vec<String>,
    /// Parts of the name of the reading that no bracket of the draft answers to.
    unread: Vec<String>,
    /// What is found, where that is to be written down.
    found: Baseline,
    /// How many findings of the baseline are gone.
    gone: usize,
    /// Which entries of the configuration allowed something.
    allowed: Vec<usize>,
    /// How many findings comments were written for, and how many have no place for one.
    answered: [usize; 2],
    /// How many cures were applied, and how many more there are that need a person's look.
    mended: [usize; 2],
    /// What they change, where only that is wanted.
    difference: String,
}

/// Checks drafts.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
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

    let mut inputs = files::find(&args.paths, args.stdin_filename.as_deref())?;
    configured.keep(&mut inputs, &args.paths);
    if let Some(since) = &args.since {
        let changed = files::changed_since(since)?;
        inputs.retain(|it| match it {
            Input::File(path) => changed.contains(&files::plain(path)),
            Input::Stdin(_) => true,
        });
    }
    args.rules.config.warn_of_unused(&configured, &inputs);
    if args.show_files {
        return print(&inputs.iter().map(|it| it.name() + "\n").collect::<String>());
    }
    let fail_on = args.fail_on.or(configured.fail_on.as_ref().map(|it| it.0)).unwrap_or(Severity::Error);
    if inputs.is_empty() {
        output::complain("no draft to check: no `.treaty` file there");
        return Ok(if args.error_on_no_files { Exit::Failed } else { Exit::Clean });
    }

    let before = match &args.baseline {
        Some(path) if !args.write_baseline => {
            let fault = |error: String| Failure::new(format!("can't read the baseline `{}`: {error}", path.display()));
            let text = files::text(path).map_err(|error| fault(error.to_string()))?;
            Some(baseline::read(&text).map_err(fault)?)
        }
        _ => None,
    };
    let (mut found, mut gone, mut allowed, mut answered) = (Baseline::default(), 0, Vec::new(), [0; 2]);
    let reason = args.add_allow.as_deref().map(str::trim);
    if reason.is_some_and(|it| it.is_empty() || it.contains('\n')) {
        return Err(Failure::new("`--add-allow` takes the reason why the findings may stand, in one line"));
    }

    let run = Run { rules: settings.shared_rules(), configuration: configured.names() };
    let (shapes, mut targets) = Targets::of(args, &run)?;

    let mending =
        (args.fix || args.fix_only || args.diff).then_some(Mending { unsafe_too: args.unsafe_fixes, show: args.diff });
    let job = Job { configured: &configured, before: before.as_ref(), reason, shapes: &shapes, mending };
    let mut differences = args.diff.then(Output::stdout);
    let mut mended = [0; 2];
    let mut summary = Summary::default();
    let mut failed = false;
    // What is assumed of an actor, or read of a party, that no draft knows is a slip of the user's.
    let mut unknown: Option<[Vec<String>; 2]> = None;
    let progress = output::progress(inputs.len());
    let mut take = |outcome: Outcome| -> Result<(), Failure> {
        progress.inc(1);
        for words in &outcome.complaints {
            failed = true;
            progress.suspend(|| output::complain(words));
        }
        targets.write(&shapes, &outcome.texts)?;
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
            Some(ours) => ours.iter_mut().zip(&theirs).for_each(|(ours, theirs)| ours.retain(|it| theirs.contains(it))),
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
    let reports = configured.audit(&settings, &allowed, configured.is_whole(&args.paths));
    progress.finish_and_clear();
    if let Some(out) = differences {
        out.finish()?;
    }
    for (source, report) in &reports {
        targets.write(&shapes, &shapes.render(Checked { source, report }))?;
        summary.add(&Summary { drafts: 0, ..Summary::of(report) });
    }
    let [unknown, unread] = unknown.unwrap_or_default();
    for name in unknown {
        failed = true;
        output::complain(&format!("the threat model names `{name}`, whom no draft knows"));
    }
    for name in unread {
        failed = true;
        output::complain(&format!("`--readings` names `{name}`, and no bracket has such a text"));
    }
    targets.finish(&shapes, &summary)?;
    if let Some(path) = args.baseline.as_ref().filter(|_| args.write_baseline) {
        let mut file = Output::file(path)?;
        file.write(&baseline::write(&found))?;
        file.finish()?;
        output::complain(&format!("`{}` holds what is found now", path.display()));
        return Ok(if failed { Exit::Failed } else { Exit::Clean });
    }
    if let Some(Mending { unsafe_too, show }) = mending {
        let [count, left] = mended;
        let verb = if show { "would apply" } else { "applied" };
        let cures = if count == 1 { "one cure".to_owned() } else { format!("{count} cures") };
        let more = if left > 0 && !unsafe_too {
            format!("; {left} more change what a draft means: see `--unsafe-fixes`")
        } else {
            String::new()
        };
        output::complain(&format!("{verb} {cures}{more}"));
        if args.diff || args.fix_only {
            return Ok(match () {
                () if failed => Exit::Failed,
                () if args.diff && count > 0 => Exit::Findings,
                () => Exit::Clean,
            });
        }
    }
    if reason.is_some() {
        let [written, left] = answered;
        output::complain(&format!(
            "comments now allow {written} findings; {left} have no place for one: see `[[allow]]`"
        ));
    }
    if gone > 0 {
        let findings = if gone == 1 { "one finding".to_owned() } else { format!("{gone} findings") };
        output::complain(&format!("{findings} of the baseline are gone: write it anew with `--write-baseline`"));
    }
    Ok(exit(args, failed, &summary, fail_on))
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
    let Job { configured, before, reason, shapes, mending } = *job;
    let name = input.name();
    let failed = |words: String| Outcome { complaints: vec![words], ..Outcome::default() };
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => return failed(format!("can't read `{name}`: {error}")),
    };
    // What is no text is left as it is.
    let is_text = (mending.is_some() || reason.is_some()) && std::str::from_utf8(&bytes).is_ok();
    let (source, mut report) = engine::check_bytes(&name, bytes, settings, &|path| input.companion(path));
    // One file has one name, however it is reached.
    let known_as = files::plain(Path::new(&name)).display().to_string();
    if let (Some(mending), true) = (mending, is_text) {
        let keep = |report: &mut Report| {
            configured.allow(Path::new(&name), report);
            if let Some(before) = before {
                before.apply(&known_as, report);
            }
        };
        let read = |path: &str| input.companion(path);
        let Fixed { text, count, left } =
            fixing::fix(&source, report.clone(), settings, &read, mending.unsafe_too, &keep);
        let written = match input {
            _ if count == 0 => Ok(()),
            Input::File(path) if !mending.show => write::replace(path, source.text.as_bytes(), &text),
            _ => Ok(()),
        };
        if let Err(error) = written {
            return failed(format!("can't write `{name}`: {error}"));
        }
        let mended = [count, left];
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
    let allowed = configured.allow(Path::new(&name), &mut report);
    let mut found = Baseline::default();
    found.add(&known_as, &report);
    let gone = before.map_or(0, |it| it.apply(&known_as, &mut report));
    let mut complaints: Vec<String> = report.internal_errors.iter().map(|it| failure(&name, it)).collect();
    if let (Some(reason), Input::File(path), true) = (reason, input, is_text && complaints.is_empty())
        && !report.findings.is_empty()
    {
        let Allowed { text, allowed, left } = allowing::allow(&source, &report.findings, reason);
        match write::replace(path, source.text.as_bytes(), &text) {
            // What is told is what is found now.
            Ok(()) => {
                let again = check(input, settings, &Job { reason: None, ..*job });
                return Outcome { answered: [allowed, left], ..again };
            }
            Err(error) => complaints.push(format!("can't write `{name}`: {error}")),
        }
    }
    let refused = report.refused.map(|it| refusal(&name, it));
    complaints.extend(refused);
    Outcome {
        texts: shapes.render(Checked { source: &source, report: &report }),
        summary: Summary::of(&report),
        complaints,
        unknown: report.unknown_assumed,
        unread: report.unknown_readings,
        found,
        gone,
        allowed,
        ..Outcome::default()
    }
}
