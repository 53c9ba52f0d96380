//! `vattel analyze`

use super::args::{AnalysisFormat, AnalyzeArgs};
use super::check::failure;
use super::{Exit, Failure, output, outputs};
use crate::analysis::Calendar;
use crate::config::Selection;
use crate::engine;
use crate::model::{Count, Which};
use crate::report::analysis;
use crate::report::dossier::{self, Dossier, Section, Wanted};
use crate::workspace::files;

/// Analyses one reading of a draft, and judges what is required of it.
pub(super) fn run(args: &AnalyzeArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let (input, source) = files::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    let configured = args.config.configured(Selection::default())?;
    let mut settings = configured.for_path(Some(input.path()))?;
    args.assume.add_to(&mut settings)?;
    settings.readings = args.reading.clone().map_or(Which::Unbracketed, Which::Named);

    let only_required = !args.require.is_empty() && args.section.is_empty() && !args.outputs.is_given();
    let sections: &[Section] = match &args.section[..] {
        _ if only_required => &[],
        [] => Section::ALL,
        chosen => chosen,
    };
    let calendar = args.event_date.as_deref().map_or_else(|| Ok(Calendar::default()), Calendar::from);
    let calendar = calendar.map_err(|error| Failure::new(format!("`--event-date`: {error}")))?;
    let wanted = Wanted { draft: &name, reading: args.reading.as_ref().map(ToString::to_string), sections, calendar };
    let answered = engine::ask(&source, &settings, &|path| configured.instrument(&input, path), |facts, wording| {
        let required = dossier::require(facts, wording, &args.require, calendar)?;
        Ok::<_, Failure>(Dossier { required, ..dossier::dossier(facts, wording, &wanted) })
    });
    for error in &answered.internal_errors {
        output::complain(&failure(&name, error));
    }
    for name in &answered.unknown_assumed {
        output::complain(&format!("the threat model names `{name}`, whom the draft does not know"));
    }
    for name in &answered.unknown_readings {
        output::complain(&format!("`--reading` names `{name}`, and no bracket has such a text"));
    }
    if !answered.unknown_assumed.is_empty() || !answered.unknown_readings.is_empty() {
        return Ok(Exit::Failed);
    }
    let Some(dossier) = answered.answer else { return Ok(Exit::Failed) };
    let mut dossier = dossier?;
    dossier.unread = answered.unread;
    dossier.readings = answered.readings.0.map(|it| it.to_string());
    if answered.readings == Count(Some(1)) {
        dossier.reading = None;
    } else if dossier.reading.is_none() {
        dossier.reading = Some("the unbracketed reading".to_owned());
    }

    outputs::write(&targets, args.color.color, |format, color, width| match format {
        AnalysisFormat::Full => analysis::full(&dossier, color, width),
        AnalysisFormat::Json => analysis::json(&dossier),
        AnalysisFormat::Markdown => analysis::markdown(&dossier),
        AnalysisFormat::Html => analysis::html(&dossier),
        AnalysisFormat::Dot => analysis::dot(&dossier),
        AnalysisFormat::Mermaid => analysis::mermaid(&dossier),
    })?;
    if dossier.unread > 0 {
        let places = if dossier.unread == 1 { "one place".to_owned() } else { format!("{} places", dossier.unread) };
        output::complain(&format!("{places} of `{name}` can't be read and left out: see `vattel check`"));
    }
    let holds = dossier.required.iter().all(|it| it.holds);
    Ok(if !answered.internal_errors.is_empty() {
        Exit::Failed
    } else if holds {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
