//! `vattel check`

use super::args::CheckArgs;
use super::configure::Configured;
use super::files::{self, Input};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::config::Settings;
use crate::diagnostic::Severity;
use crate::engine::allowing::{self, Allowed};
use crate::engine::baseline::Baseline;
use crate::engine::{self, InternalError};
use crate::model::{Count, TooMany};
use crate::report::baseline;
use crate::report::{Checked, Look, Render, Summary};
use rayon::prelude::*;
use std::path::Path;

/// How many drafts are held at once, for each thread: enough to keep the threads busy, few enough to hold no memory.
const BATCH: usize = 64;

/// What is left of a draft once it is checked.
#[derive(Default)]
struct Outcome {
    text: String,
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
    configured.warn_of_unused(&inputs, args.rules.config.isolated);
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

    let terminal = args.output_file.is_none() && output::on_terminal();
    let color = output::wants_color(args.color.color, terminal);
    let look = Look { style: args.style, color, width: output::width(terminal) };
    let renderer = args.output_format.renderer(look);
    let mut out = args.output_file.as_deref().map_or_else(|| Ok(Output::stdout()), Output::file)?;
    let show = !(args.statistics && args.output_format.is_text());

    let mut summary = Summary::default();
    let mut failed = false;
    let mut first = true;
    // What is assumed of an actor, or read of a party, that no draft knows is a slip of the user's.
    let mut unknown: Option<[Vec<String>; 2]> = None;
    out.write(&renderer.head())?;
    let mut take = |outcome: Outcome| -> Result<(), Failure> {
        for words in &outcome.complaints {
            failed = true;
            output::complain(words);
        }
        if show && !outcome.text.is_empty() {
            if !std::mem::take(&mut first) {
                out.write(renderer.between())?;
            }
            out.write(&outcome.text)?;
        }
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
        take(check(input, &settings, &configured, before.as_ref(), reason, renderer.as_ref()))?;
    } else {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build()?;
        for batch in inputs.chunks(BATCH * pool.current_num_threads()) {
            let one = |input: &Input| match own(input) {
                Some(own) => check(input, &own, &configured, before.as_ref(), reason, renderer.as_ref()),
                None => check(input, &settings, &configured, before.as_ref(), reason, renderer.as_ref()),
            };
            let outcomes: Vec<Outcome> = pool.install(|| batch.par_iter().map(one).collect());
            outcomes.into_iter().try_for_each(&mut take)?;
        }
    }
    // The closure holds what it counts; what the configuration itself has to answer for comes last.
    let reports = configured.audit(&settings, &allowed, configured.is_whole(&args.paths));
    let audited = reports.iter().map(|(source, report)| Outcome {
        text: renderer.draft(Checked { source, report }),
        summary: Summary { drafts: 0, ..Summary::of(report) },
        ..Outcome::default()
    });
    for outcome in audited {
        if show && !outcome.text.is_empty() {
            if !std::mem::take(&mut first) {
                out.write(renderer.between())?;
            }
            out.write(&outcome.text)?;
        }
        summary.add(&outcome.summary);
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
    if args.output_format.is_text() {
        if args.statistics {
            out.write(&summary.table())?;
        }
        if !args.quiet {
            out.write(&renderer.tail(&summary))?;
        }
    } else {
        out.write(&renderer.tail(&summary))?;
    }
    out.finish()?;
    if let Some(path) = args.baseline.as_ref().filter(|_| args.write_baseline) {
        let mut file = Output::file(path)?;
        file.write(&baseline::write(&found))?;
        file.finish()?;
        output::complain(&format!("`{}` holds what is found now", path.display()));
        return Ok(if failed { Exit::Failed } else { Exit::Clean });
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
    Ok(if failed {
        Exit::Failed
    } else if args.exit_zero || summary.at_least(fail_on) == 0 {
        Exit::Clean
    } else {
        Exit::Findings
    })
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

/// Reads, checks and renders one draft; nothing of it is kept but words and numbers.
fn check(
    input: &Input,
    settings: &Settings,
    configured: &Configured,
    before: Option<&Baseline>,
    reason: Option<&str>,
    renderer: &dyn Render,
) -> Outcome {
    let name = input.name();
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            let complaints = vec![format!("can't read `{name}`: {error}")];
            return Outcome { complaints, ..Outcome::default() };
        }
    };
    let (source, mut report) = engine::check_bytes(&name, bytes, settings, &|path| input.companion(path));
    let allowed = configured.allow(Path::new(&name), &mut report);
    // One file has one name, however it is reached.
    let known_as = files::plain(Path::new(&name)).display().to_string();
    let mut found = Baseline::default();
    found.add(&known_as, &report);
    let gone = before.map_or(0, |it| it.apply(&known_as, &mut report));
    let mut complaints: Vec<String> = report.internal_errors.iter().map(|it| failure(&name, it)).collect();
    if let (Some(reason), Input::File(path), true) = (reason, input, complaints.is_empty())
        && !report.findings.is_empty()
    {
        let Allowed { text, allowed, left } = allowing::allow(&source, &report.findings, reason);
        match files::replace(path, &text) {
            // What is told is what is found now.
            Ok(()) => {
                let again = check(input, settings, configured, before, None, renderer);
                return Outcome { answered: [allowed, left], ..again };
            }
            Err(error) => complaints.push(format!("can't write `{name}`: {error}")),
        }
    }
    let refused = report.refused.map(|it| refusal(&name, it));
    complaints.extend(refused);
    Outcome {
        text: renderer.draft(Checked { source: &source, report: &report }),
        summary: Summary::of(&report),
        complaints,
        unknown: report.unknown_assumed,
        unread: report.unknown_readings,
        found,
        gone,
        allowed,
        answered: [0; 2],
    }
}
