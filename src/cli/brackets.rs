//! `vattel brackets`

use super::args::{BracketsArgs, ListFormat};
use super::check::{cores, failure, misattributed, refusal, stranger, textless};
use super::outputs::Color;
use super::outputs::{self, FormatOutput};
use super::{Exit, Failure, output};
use crate::analysis::TimelineStart;
use crate::config::Settings;
use crate::engine::{self, BracketSummary};
use crate::model::{ReadingName, Which};
use crate::report::analysis_report::{self, Difference, ReportRequest, Section};
use crate::report::brackets::{self, DraftBrackets};
use crate::report::diff;
use crate::source::{Source, Span};
use crate::workspace::listing;
use std::collections::BTreeSet;

/// The maximum number of alternatives for which analyses are compared.
const MOST_ASKED: usize = 256;

/// The sections that are compared.
const TOLD: &[Section] =
    &[Section::Summary, Section::Vetoes, Section::Timeline, Section::Coverage, Section::Duties, Section::Providers];

/// The maximum number of readings for the effects of each bracket.
const FEW: u64 = 1 << 12;

/// Lists what is open in a draft, or writes it with brackets resolved.
pub(super) fn run(args: &BracketsArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    if let Some(take) = &args.take {
        return clean(&source, take, &targets);
    }
    let configured = args.rules.configs().of(input.path())?;
    let mut settings = configured.for_path(Some(input.path()))?;
    args.rules.assume.add_to(&mut settings)?;
    settings.readings = args.readings.readings.clone().map_or(Which::AllUpTo(FEW), Which::from);
    settings.max_readings = args.readings.max_readings;
    settings.threads = cores();
    let (report, open) = engine::open(&source, &settings, &|path| configured.instrument(&input, path));
    if let Some(refused) = report.refused {
        return Err(Failure::new(refusal(&name, refused)));
    }
    let asked = asked(&source, &settings, &open, &|path| configured.instrument(&input, path));
    let (effects, holes) = (&asked.effects, &asked.holes);
    let turning = &diff::bracket_effects(&source, &settings, &|path| configured.instrument(&input, path), &open);
    let readings = report.readings.as_ref();
    let listed = DraftBrackets { source: &source, readings, open: &open, effects, turning, holes };
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
        output::print_error(it);
    }
    Ok(if complaints.is_empty() { Exit::Clean } else { Exit::Failed })
}

/// What the analyses say of the texts of brackets.
struct BracketAnalyses {
    /// For each bracket, what differs between its texts; nothing, if that was not asked.
    effects: Vec<Option<Vec<Difference>>>,
    /// Where something is still to be agreed.
    holes: Vec<Span>,
}

/// Asks the analyses of each text of each bracket, the others being as they are in the unbracketed reading.
fn asked(
    source: &Source,
    settings: &Settings,
    open: &[BracketSummary],
    read: &dyn Fn(&str) -> Option<Source>,
) -> BracketAnalyses {
    let mut holes = BTreeSet::new();
    let mut ask = |reading: Which| {
        let mut settings = settings.clone();
        settings.readings = reading;
        let wanted = ReportRequest { draft: "", reading: None, sections: TOLD, calendar: TimelineStart::default() };
        let answered = engine::ask(source, &settings, read, |facts, wording| {
            let own = facts.treaty().holes.iter().map(|it| it.span).filter(|it| it.is_own());
            (
                analysis_report::analysis_report(facts, wording, &wanted),
                own.map(|it| (it.start, it.end)).collect::<Vec<_>>(),
            )
        });
        let (analysis_report, found) = answered.answer?;
        holes.extend(found);
        (!analysis_report.unfinished).then_some(analysis_report)
    };
    let plain = ask(Which::Unbracketed);
    let mut left = MOST_ASKED;
    let effects = open.iter().map(|bracket| {
        left = left.checked_sub(bracket.texts.len())?;
        let mut named = bracket.texts.iter().map(|it| ask(Which::Named(ReadingName::read(&it.name).ok()?)));
        // An insertion is held against the draft without it, a text against the first of its rivals.
        let first = if bracket.insertion { None } else { Some(named.next()??) };
        let first = first.as_ref().or(plain.as_ref())?;
        let mut found: Vec<Difference> = Vec::new();
        for other in named {
            for it in analysis_report::differences(first, &other?) {
                match found.iter_mut().find(|known| known.clause == it.clause) {
                    Some(known) => known
                        .sections
                        .extend(it.sections.iter().filter(|it| !known.sections.contains(it)).collect::<Vec<_>>()),
                    None => found.push(it),
                }
            }
        }
        Some(found)
    });
    let effects = effects.collect();
    BracketAnalyses { effects, holes: holes.into_iter().map(|(start, end)| Span::new(start, end)).collect() }
}

/// Writes the draft with texts taken.
fn clean(source: &Source, take: &ReadingName, targets: &[FormatOutput<ListFormat>]) -> Result<Exit, Failure> {
    let taken = engine::take(source, take);
    let unknown = taken.unknown.iter().map(|it| textless("--take", it));
    let unknown: Vec<String> = unknown.chain(misattributed("--take", source, &taken.misattributed)).collect();
    for it in &unknown {
        output::print_error(it);
    }
    if !unknown.is_empty() {
        return Ok(Exit::Failed);
    }
    // A draft has one format.
    outputs::write(targets, Color::Never, |_, _, _| taken.text.clone())?;
    if taken.open > 0 {
        let brackets = if taken.open == 1 { "bracket stays" } else { "brackets stay" };
        output::print_error(&format!("{} {brackets} unresolved: no alternative of {take} there", taken.open));
    }
    Ok(Exit::Clean)
}
