//! `vattel check`

use super::args::CheckArgs;
use super::files::{self, Input};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::config::{self, Selection, Settings};
use crate::engine;
use crate::report::{Checked, Look, Render, Summary};
use rayon::prelude::*;

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
}

/// Checks drafts.
pub(super) fn run(args: &CheckArgs) -> Result<Exit, Failure> {
    let selection = Selection {
        select: args.select.clone(),
        extend_select: args.extend_select.clone(),
        ignore: args.ignore.clone(),
    };
    let mut settings = Settings::select(&selection)?;
    for words in &args.assume {
        config::assume(words, &mut settings.assumed)?;
    }

    let inputs = files::find(&args.paths, args.stdin_filename.as_deref())?;
    if inputs.is_empty() {
        output::complain("no draft to check: no `.treaty` file there");
        return Ok(if args.error_on_no_files { Exit::Failed } else { Exit::Clean });
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
    // What is assumed of an actor that no draft knows is a slip of the user's.
    let mut unknown: Option<Vec<String>> = None;
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
        match &mut unknown {
            Some(names) => names.retain(|it| outcome.unknown.contains(it)),
            None => unknown = Some(outcome.unknown),
        }
        Ok(())
    };
    let one = |input: &Input| check(input, &settings, renderer.as_ref());
    if let [input] = inputs.as_slice() {
        // One draft needs no second thread, and starting threads takes longer than checking it.
        take(one(input))?;
    } else {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(args.threads.unwrap_or(0)).build()?;
        for batch in inputs.chunks(BATCH * pool.current_num_threads()) {
            let outcomes: Vec<Outcome> = pool.install(|| batch.par_iter().map(one).collect());
            outcomes.into_iter().try_for_each(&mut take)?;
        }
    }
    for name in unknown.into_iter().flatten() {
        failed = true;
        output::complain(&format!("`--assume` names `{name}`, whom no draft knows"));
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
    Ok(if failed {
        Exit::Failed
    } else if args.exit_zero || summary.at_least(args.fail_on) == 0 {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// Reads, checks and renders one draft; nothing of it is kept but words and numbers.
fn check(input: &Input, settings: &Settings, renderer: &dyn Render) -> Outcome {
    let name = input.name();
    let bytes = match input.read() {
        Ok(bytes) => bytes,
        Err(error) => {
            let complaints = vec![format!("can't read `{name}`: {error}")];
            return Outcome { complaints, ..Outcome::default() };
        }
    };
    let (source, report) = engine::check_bytes(&name, bytes, settings, &|path| input.companion(path));
    let complaints = report
        .internal_errors
        .iter()
        .map(|it| format!("internal error in {} while checking `{name}`: {}; please report it", it.part, it.words));
    Outcome {
        text: renderer.draft(Checked { source: &source, report: &report }),
        summary: Summary::of(&report),
        complaints: complaints.collect(),
        unknown: report.unknown_assumed,
    }
}
