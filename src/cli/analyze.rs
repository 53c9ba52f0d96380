//! `vattel analyze`

use super::args::{AnalysisFormat, AnalyzeArgs};
use super::check::{borrowed, failure, misattributed, stranger, textless};
use super::{Exit, Failure, output, outputs};
use crate::analysis::Calendar;
use crate::config::Selection;
use crate::engine;
use crate::model::Which;
use crate::report::analysis;
use crate::report::dossier::{self, Dossier, Section, Wanted};
use crate::workspace::listing;

/// Analyses one reading of a draft, and judges what is required of it.
pub(super) fn run(args: &AnalyzeArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    let configured = args.config.configured(Selection::default())?;
    let mut settings = configured.for_path(Some(input.path()))?;
    args.assume.add_to(&mut settings)?;
    settings.readings = args.reading.clone().map_or(Which::Unbracketed, Which::Named);

    let only_required = !args.require.is_empty() && args.section.is_empty() && !args.all && !args.outputs.is_given();
    let told: &[Section] = match &args.section[..] {
        _ if args.all => Section::ALL,
        _ if only_required => &[],
        [] => &[Section::Summary],
        chosen => chosen,
    };
    // If nothing is chosen, a document holds everything; the terminal shows the answers first.
    let document = targets.iter().any(|it| it.0 != AnalysisFormat::Full);
    let sections = if document && args.section.is_empty() { Section::ALL } else { told };
    let calendar = args.on.as_deref().map_or_else(|| Ok(Calendar::default()), Calendar::from);
    let calendar = calendar.map_err(|error| Failure::new(format!("`--on`: {error}")))?;
    let wanted = Wanted { draft: &name, reading: args.reading.as_ref().map(ToString::to_string), sections, calendar };
    let mut answered =
        engine::ask(&source, &settings, &|path| configured.instrument(&input, path), |facts, wording| {
            let required = dossier::require(facts, wording, &args.require, calendar)?;
            Ok::<_, Failure>(Dossier { required, ..dossier::dossier(facts, wording, &wanted) })
        });
    for error in &answered.internal_errors {
        output::complain(&failure(&name, error));
    }
    let assumed = answered.unknown_assumed.iter().map(stranger);
    let readings = answered.unknown_readings.iter().map(|it| textless("--reading", it));
    let mut unknown: Vec<String> = assumed.chain(readings).collect();
    if args.reading.is_some() {
        unknown.extend(misattributed("--reading", &source, &answered.misattributed));
    }
    for it in &unknown {
        output::complain(it);
    }
    if !unknown.is_empty() {
        return Ok(Exit::Failed);
    }
    let note = borrowed("--reading", &source, &answered.borrowed);
    if let Some(it) = &note {
        output::complain(it);
    }
    let Some(dossier) = answered.answer.take() else { return Ok(Exit::Failed) };
    let dossier = dossier?.of(&answered);

    outputs::write(&targets, args.color.color, |format, color, width| match format {
        AnalysisFormat::Full => analysis::full(&dossier, told, color, width),
        AnalysisFormat::Json => analysis::json(&dossier),
        AnalysisFormat::Markdown => analysis::markdown(&dossier),
        AnalysisFormat::Html => analysis::html(&dossier),
        AnalysisFormat::Dot => analysis::dot(&dossier),
        AnalysisFormat::Mermaid => analysis::mermaid(&dossier),
    })?;
    // What is required holds of the whole draft, or nobody can say whether it holds.
    let untold = dossier.unread > 0 && !args.require.is_empty();
    if dossier.unread > 0 {
        let places = if dossier.unread == 1 { "one place".to_owned() } else { format!("{} places", dossier.unread) };
        let so = if untold { ", so that nobody can say whether what is required holds" } else { "" };
        output::complain(&format!("{places} of `{name}` can't be read and are left out{so}: see `vattel check`"));
    }
    let holds = dossier.required.iter().all(|it| it.holds);
    Ok(if untold || !answered.internal_errors.is_empty() {
        Exit::Failed
    } else if holds {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
