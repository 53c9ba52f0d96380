//! `vattel analyze`

use super::args::{AnalysisFormat, AnalyzeArgs};
use super::check::{borrowed, failure, misattributed, stranger, textless};
use super::{Exit, Failure, output, outputs};
use crate::analysis::TimelineStart;
use crate::engine;
use crate::model::Which;
use crate::report::analysis;
use crate::report::analysis_report::{self, AnalysisReport, ReportRequest, Section};
use crate::workspace::listing;

/// Analyses one reading of a draft, and judges what is required of it.
pub(super) fn run(args: &AnalyzeArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    let configured = args.config.configs().of(input.path())?;
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
    let calendar = args.on.as_deref().map_or_else(|| Ok(TimelineStart::default()), TimelineStart::from);
    let calendar = calendar.map_err(|error| Failure::new(format!("`--on`: {error}")))?;
    let wanted =
        ReportRequest { draft: &name, reading: args.reading.as_ref().map(ToString::to_string), sections, calendar };
    let mut answered =
        engine::ask(&source, &settings, &|path| configured.instrument(&input, path), |facts, wording| {
            let required = analysis_report::require(facts, wording, &args.require, calendar)?;
            Ok::<_, Failure>(AnalysisReport { required, ..analysis_report::analysis_report(facts, wording, &wanted) })
        });
    for error in &answered.internal_errors {
        output::print_error(&failure(&name, error));
    }
    let assumed = answered.unknown_assumed.iter().map(stranger);
    let readings = answered.unknown_readings.iter().map(|it| textless("--reading", it));
    let mut unknown: Vec<String> = assumed.chain(readings).collect();
    if args.reading.is_some() {
        unknown.extend(misattributed("--reading", &source, &answered.misattributed));
    }
    for it in &unknown {
        output::print_error(it);
    }
    if !unknown.is_empty() {
        return Ok(Exit::Failed);
    }
    let note = borrowed("--reading", &source, &answered.borrowed);
    if let Some(it) = &note {
        output::print_error(it);
    }
    let Some(analysis_report) = answered.answer.take() else { return Ok(Exit::Failed) };
    let analysis_report = analysis_report?.of(&answered);

    outputs::write(&targets, args.color.color, |format, color, width| match format {
        AnalysisFormat::Full => analysis::full(&analysis_report, told, color, width),
        AnalysisFormat::Json => analysis::json(&analysis_report),
        AnalysisFormat::Markdown => analysis::markdown(&analysis_report),
        AnalysisFormat::Html => analysis::html(&analysis_report),
        AnalysisFormat::Dot => analysis::dot(&analysis_report),
        AnalysisFormat::Mermaid => analysis::mermaid(&analysis_report),
    })?;
    // What is required holds of the whole draft, or nobody can say whether it holds.
    let untold = analysis_report.unread > 0 && !args.require.is_empty();
    if analysis_report.unread > 0 {
        let so = if untold { ", so that nobody can say whether what is required holds" } else { "" };
        output::print_error(&output::left_out(analysis_report.unread, &name, so));
    }
    let holds = analysis_report.required.iter().all(|it| it.holds);
    Ok(if untold || !answered.internal_errors.is_empty() {
        Exit::Failed
    } else if holds {
        Exit::Clean
    } else {
        Exit::Findings
    })
}
