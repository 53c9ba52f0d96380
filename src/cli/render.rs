//! `vattel render`

use super::args::{DocumentFormat, RenderArgs};
use super::check::{borrowed, failure, misattributed, textless};
use super::output::{self, Output};
use super::{Exit, Failure};
use crate::engine::{self, RenderedReading};
use crate::prose::render::TextMode;
use crate::report::treaty::{self, PrintOptions};
use crate::workspace::listing;

/// Renders a draft as a treaty.
pub(super) fn run(args: &RenderArgs) -> Result<Exit, Failure> {
    let mut targets = args.outputs.targets()?;
    // A document that goes to a file is not printed as well.
    targets.retain(|it| it.1.is_some() || args.outputs.asks_for_stdout());
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    let mode = match (args.compare, args.generated) {
        (true, _) => TextMode::Compare,
        (_, true) => TextMode::Generated,
        _ => TextMode::Authentic,
    };
    let reading = match (&args.reading, args.unbracketed) {
        (Some(reading), _) => RenderedReading::Named(reading.clone()),
        (None, true) => RenderedReading::Unbracketed,
        (None, false) => RenderedReading::WithBrackets,
    };
    let rendered = engine::render(&source, &reading, mode);
    let mut wrong: Vec<String> = rendered.internal_errors.iter().map(|it| failure(&name, it)).collect();
    wrong.extend(rendered.unknown.iter().map(|it| textless("--reading", it)));
    if args.reading.is_some() {
        wrong.extend(misattributed("--reading", &source, &rendered.misattributed));
    }
    for it in &wrong {
        output::print_error(it);
    }
    let Some(document) = rendered.document.filter(|_| wrong.is_empty()) else { return Ok(Exit::Failed) };
    if let Some(note) = borrowed("--reading", &source, &rendered.borrowed) {
        output::print_error(&note);
    }
    let options = PrintOptions { mode, notes: args.notes };
    for (format, path) in &targets {
        if *format == DocumentFormat::Docx && path.is_none() && output::on_terminal() {
            return Err(Failure::new(
                "a Word document can't be shown on a terminal; write it to a file: `-o treaty.docx`",
            ));
        }
        let bytes = match format {
            DocumentFormat::Text => treaty::text(&document, options).into_bytes(),
            DocumentFormat::Markdown => treaty::markdown(&document, options).into_bytes(),
            DocumentFormat::Html => treaty::html(&document, options).into_bytes(),
            DocumentFormat::Docx => treaty::docx(&document, options, &[]),
            DocumentFormat::Akn => treaty::akn(&document, options).into_bytes(),
        };
        let mut out = path.as_deref().map_or_else(|| Ok(Output::stdout()), Output::file)?;
        out.write_bytes(&bytes)?;
        out.finish()?;
    }
    if rendered.unread > 0 {
        let places = if rendered.unread == 1 { "one place".to_owned() } else { format!("{} places", rendered.unread) };
        output::print_error(&format!("{places} of `{name}` can't be read and are left out: see `vattel check`"));
        return Ok(Exit::Failed);
    }
    Ok(Exit::Clean)
}
