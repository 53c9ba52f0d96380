//! `vattel brackets`

use super::args::{BracketsArgs, ListFormat};
use super::check::{cores, failure, refusal};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::engine;
use crate::model::{ReadingName, Which};
use crate::report::brackets::{self, Listed};
use crate::source::Source;
use crate::workspace::files;

/// So many readings are read to say what turns on each bracket.
const FEW: u64 = 1 << 12;

/// Lists what is open in a draft, or writes it with brackets resolved.
pub(super) fn run(args: &BracketsArgs) -> Result<Exit, Failure> {
    let (input, source) = files::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    if let Some(take) = &args.take {
        return clean(&source, take);
    }
    let mut settings = args.rules.configured()?.for_path(Some(&args.draft))?;
    args.rules.assume.add_to(&mut settings)?;
    settings.readings = args.readings.readings.clone().unwrap_or(Which::AllUpTo(FEW));
    settings.max_readings = args.readings.max_readings;
    settings.threads = cores();
    let (report, open) = engine::open(&source, &settings, &|path| input.companion(path));
    if let Some(refused) = report.refused {
        return Err(Failure::new(refusal(&name, refused)));
    }
    let listed = Listed { source: &source, readings: report.readings.as_ref(), open: &open };
    let terminal = output::on_terminal();
    let text = match args.output_format {
        ListFormat::Full => {
            brackets::full(listed, output::wants_color(args.color.color, terminal), output::width(terminal))
        }
        ListFormat::Json => brackets::json(listed, &engine::edits(&source)),
        ListFormat::Markdown => brackets::markdown(listed),
    };
    let mut out = Output::stdout();
    out.write(&text)?;
    out.finish()?;
    for error in &report.internal_errors {
        output::complain(&failure(&name, error));
    }
    Ok(if report.internal_errors.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// Writes the draft with texts taken.
fn clean(source: &Source, take: &ReadingName) -> Result<Exit, Failure> {
    let taken = engine::take(source, take);
    for unknown in &taken.unknown {
        output::complain(&format!("`--take` names `{unknown}`, and no bracket has such a text"));
    }
    if !taken.unknown.is_empty() {
        return Ok(Exit::Failed);
    }
    let mut out = Output::stdout();
    out.write(&taken.text)?;
    out.finish()?;
    if taken.open > 0 {
        let brackets = if taken.open == 1 { "bracket stays" } else { "brackets stay" };
        output::complain(&format!("{} {brackets} open: no text of {take} stands there", taken.open));
    }
    Ok(Exit::Clean)
}
