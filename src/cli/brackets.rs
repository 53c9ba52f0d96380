//! `vattel brackets`

use super::args::{BracketsArgs, ListFormat};
use super::check::{cores, failure, misattributed, refusal, stranger, textless};
use super::outputs::Color;
use super::outputs::{self, Target};
use super::{Exit, Failure, output};
use crate::engine;
use crate::model::{ReadingName, Which};
use crate::report::brackets::{self, Listed};
use crate::source::Source;
use crate::workspace::listing;

/// So many readings are read to say what turns on each bracket.
const FEW: u64 = 1 << 12;

/// Lists what is open in a draft, or writes it with brackets resolved.
pub(super) fn run(args: &BracketsArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    if let Some(take) = &args.take {
        return clean(&source, take, &targets);
    }
    let configured = args.rules.configured()?;
    let mut settings = configured.for_path(Some(input.path()))?;
    args.rules.assume.add_to(&mut settings)?;
    settings.readings = args.readings.readings.clone().map_or(Which::AllUpTo(FEW), Which::from);
    settings.max_readings = args.readings.max_readings;
    settings.threads = cores();
    let (report, open) = engine::open(&source, &settings, &|path| configured.instrument(&input, path));
    if let Some(refused) = report.refused {
        return Err(Failure::new(refusal(&name, refused)));
    }
    let listed = Listed { source: &source, readings: report.readings.as_ref(), open: &open };
    outputs::write(&targets, args.color.color, |format, color, width| match format {
        ListFormat::Full => brackets::full(listed, color, width),
        ListFormat::Json => brackets::json(listed, &engine::edits(&source)),
        ListFormat::Markdown => brackets::markdown(listed),
    })?;
    let errors = report.internal_errors.iter().map(|it| failure(&name, it));
    let assumed = report.unknown_assumed.iter().map(stranger);
    let readings = report.unknown_readings.iter().map(|it| textless("--readings", it));
    let mut complaints: Vec<String> = errors.chain(assumed).chain(readings).collect();
    if matches!(settings.readings, Which::Named(_)) {
        complaints.extend(misattributed("--readings", &source, &report.misattributed));
    }
    for it in &complaints {
        output::complain(it);
    }
    Ok(if complaints.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// Writes the draft with texts taken.
fn clean(source: &Source, take: &ReadingName, targets: &[Target<ListFormat>]) -> Result<Exit, Failure> {
    let taken = engine::take(source, take);
    let unknown = taken.unknown.iter().map(|it| textless("--take", it));
    let unknown: Vec<String> = unknown.chain(misattributed("--take", source, &taken.misattributed)).collect();
    for it in &unknown {
        output::complain(it);
    }
    if !unknown.is_empty() {
        return Ok(Exit::Failed);
    }
    // A draft has one format.
    outputs::write(targets, Color::Never, |_, _, _| taken.text.clone())?;
    if taken.open > 0 {
        let brackets = if taken.open == 1 { "bracket stays" } else { "brackets stay" };
        output::complain(&format!("{} {brackets} open: no text of {take} stands there", taken.open));
    }
    Ok(Exit::Clean)
}
