//! `vattel test`

use super::args::{TestArgs, TestFormat};
use super::files::{self, Input};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::config::{Selection, Settings};
use crate::engine::{self, marks};
use crate::report::expectations::{self, Coverage, Outcome, Run, Tested};
use crate::rules::CATALOGUE;
use rayon::prelude::*;

/// Checks drafts against what they say is found in them.
pub(super) fn run(args: &TestArgs) -> Result<Exit, Failure> {
    let configured = args.rules.configured()?;
    let settings = |input: &Input| -> Result<Settings, Failure> {
        let (Input::File(path) | Input::Stdin(path)) = input;
        let mut settings = configured.for_path(Some(path))?;
        args.rules.assume.add_to(&mut settings)?;
        Ok(settings)
    };
    let mut inputs = files::find(&args.paths, None)?;
    configured.keep(&mut inputs, &args.paths);
    configured.warn_of_unused(&inputs, args.rules.config.isolated);
    if let Some(filter) = &args.filter {
        inputs.retain(|it| it.name().contains(filter.as_str()));
    }
    if inputs.is_empty() {
        output::complain("no draft to test");
        return Ok(if args.error_on_no_files { Exit::Failed } else { Exit::Clean });
    }
    let tested: Result<Vec<(Tested, bool)>, Failure> =
        inputs.par_iter().map(|input| test(input, &settings(input)?, args.update)).collect();
    let tested = tested?;
    let broken = tested.iter().any(|it| it.1);
    let drafts: Vec<Tested> = tested.into_iter().map(|it| it.0).collect();
    let wanted = args.coverage || args.fail_under.is_some();
    let run = Run::of(drafts.clone(), wanted.then(|| coverage(&drafts)));

    let color = output::wants_color(args.color.color, output::on_terminal());
    let mut out = Output::stdout();
    out.write(&match args.output_format {
        TestFormat::Full => expectations::full(&run, color, args.quiet),
        TestFormat::Json => expectations::json(&run),
        TestFormat::Junit => expectations::junit(&run),
        TestFormat::Tap => expectations::tap(&run),
    })?;
    out.finish()?;
    let short = run.coverage.as_ref().is_some_and(|it| args.fail_under.is_some_and(|least| it.percent < least));
    Ok(match () {
        () if broken => Exit::Failed,
        () if run.failed > 0 || short => Exit::Findings,
        () => Exit::Clean,
    })
}

/// One draft; whether the tool itself failed.
fn test(input: &Input, settings: &Settings, update: bool) -> Result<(Tested, bool), Failure> {
    let name = input.name();
    let bytes = input.read().map_err(|error| Failure::new(format!("can't read `{name}`: {error}")))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut tested =
        Tested { name, outcome: Outcome::Skipped, marks: 0, differences: Vec::new(), exercised: Vec::new() };
    let expected = match marks::read(&text) {
        Ok(expected) => expected,
        Err(fault) => {
            tested.outcome = Outcome::Failed;
            tested.differences.push(fault);
            return Ok((tested, false));
        }
    };
    tested.marks = expected.marks.len();
    if expected.marks.is_empty() && expected.rules.is_none() && !update {
        return Ok((tested, false));
    }
    let own = match &expected.rules {
        Some(rules) => Some(Settings::select(&Selection { select: rules.clone(), ..Selection::default() })?),
        None => None,
    };
    let settings = own.as_ref().unwrap_or(settings);
    let (source, report) = engine::check_bytes(&tested.name, bytes, settings, &|path| input.companion(path));
    let difference = marks::compare(&source, &report, &expected.marks);
    tested.exercised.clone_from(&difference.exercised);
    if difference.is_none() {
        tested.outcome = Outcome::Passed;
    } else if let (true, Input::File(path)) = (update && difference.errors.is_empty(), input) {
        let new = marks::updated(&source.text, &expected.marks, &difference);
        let new = new.ok_or_else(|| Failure::new(format!("`{}`: a finding has no place for a mark", tested.name)))?;
        files::replace(path, &new)?;
        tested.outcome = Outcome::Updated;
    } else {
        tested.outcome = Outcome::Failed;
        tested.differences = expectations::lines(&difference);
    }
    Ok((tested, !difference.errors.is_empty()))
}

#[expect(clippy::cast_precision_loss, reason = "there are some hundred rules")]
fn coverage(drafts: &[Tested]) -> Coverage {
    let exercised = |id: &str| drafts.iter().any(|it| it.exercised.contains(&id));
    let never: Vec<&'static str> = CATALOGUE.iter().map(|it| it.id).filter(|id| !exercised(id)).collect();
    let rules = CATALOGUE.len();
    Coverage { rules, percent: (rules - never.len()) as f64 * 100.0 / rules as f64, never }
}
