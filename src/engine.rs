//! The pipeline, put together in one place: text, tree, model, facts, rules, suppressions, order.

mod across;
pub mod allowing;
mod audit;
pub mod baseline;
mod bracket_summary;
mod citation;
mod counterplays;
pub mod expectations;
mod facts;
pub mod fixing;
mod guard;
mod included;
pub mod insertion;
mod named_draft;
pub mod names;
mod phrases;
mod prepared;
mod readings;
mod red_lines;
mod rendering;
mod scenario_file;
pub mod scenarios;
mod stage;
mod wordings;

use crate::analysis::condition::Visited;
use crate::analysis::instrument::Purpose;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Edit, Severity};
use crate::model::{
    self, BracketText, Brackets, Built, ReadingName, ReadingTotal, TooMany, Unknown, Visits, Which, prelude,
};
use crate::rules::{Conditional, RuleRef};
use crate::source::{FileId, LineIndex, MAX_LENGTH, Source, Span};
use crate::syntax::ast::Draft;
use crate::syntax::{self, Parsed};
pub use bracket_summary::{BracketSummary, OpenText, edits, edits_of};
pub use counterplays::{counterplays, with_scenarios};
pub use facts::{FactsOutcome, Wording, ask};
pub use guard::InternalError;
use guard::guarded;
pub(crate) use guard::words_of;
use included::IncludedInstruments;
pub use included::{named_instruments, visit_instruments};
pub use named_draft::{SCENARIO_FILE, is_scenario_file, named_draft};
use prepared::Prepared;
pub use readings::CancelFn;
use readings::{CheckRequest, FindingsByReading, ReadingFinding, ReadingRunner, ReadingSource, never};
pub use red_lines::{CompiledLine, LineResult, LineStatus, RedLines, red_lines};
pub use rendering::{Rendered, RenderedReading, render};
pub use scenarios::{Titled, titled};
pub use stage::PlayedStage;
use std::collections::BTreeSet;
use std::string::FromUtf8Error;

/// What a check found in one draft.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// The findings, in their one order.
    pub findings: Vec<Diagnostic>,
    /// Findings that a comment in the draft allows.
    pub suppressed: Vec<Diagnostic>,
    /// What went wrong in the tool itself. The other findings stand.
    pub internal_errors: Vec<InternalError>,
    /// Names in the assumptions from outside that stand for nobody here.
    pub unknown_assumed: Vec<Unknown>,
    /// Texts besides the draft that findings may point into.
    pub included: Vec<Source>,
    /// Which readings of the draft were visited; none if it has no brackets.
    pub readings: Option<Visit>,
    /// Parts of the name of the reading that was asked for that no bracket of the draft answers to.
    pub unknown_readings: Vec<Unknown>,
    /// What is wrong with the names of those whose texts brackets hold: a reading by such a name may be another's.
    pub misattributed: Vec<Diagnostic>,
    /// Brackets with rival texts in which the reading that was asked for takes the first one, since none is its own.
    pub borrowed: Vec<Span>,
    /// The draft has more readings than may be visited, and none was.
    pub refused: Option<TooMany>,
    /// What the draft sets out to do, in one of the readings that were visited at least.
    pub purposes: BTreeSet<Purpose>,
}

/// Which readings of a draft were visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visit {
    /// Which were wanted.
    pub which: Which,
    /// How many.
    pub visited: usize,
    /// How many the draft has.
    pub total: ReadingTotal,
    /// How many more were wanted.
    pub omitted: usize,
}

impl Visit {
    fn of(visits: &Visits, which: &Which) -> Self {
        let Visits { readings, total, omitted, .. } = visits;
        Self { which: which.clone(), visited: readings.len(), total: *total, omitted: *omitted }
    }

    /// Whether the draft has no others.
    pub fn is_exhaustive(&self) -> bool {
        self.total.is(self.visited)
    }
}

/// Checks a draft. `read` gives the text of another instrument that the draft names.
///
/// ```
/// use vattel::{config::Settings, engine, source::{FileId, Source}};
///
/// let draft = Source::new(FileId(0), "draft.treaty", "party UKR \"Ukraine\" is benficiary\n");
/// let report = engine::check(&draft, &Settings::recommended(), &|_| None);
/// assert!(report.internal_errors.is_empty());
/// ```
pub fn check(source: &Source, settings: &Settings, read: &dyn Fn(&str) -> Option<Source>) -> Report {
    check_with(settings.rules(), source, settings, read, &never, |_, _| (), |_, _| ()).0
}

/// The same, for a text that may change while it is checked: nothing, once `stop` says so.
pub fn check_until(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    stop: &CancelFn<'_>,
) -> Option<Report> {
    let (report, ..) = check_with(settings.rules(), source, settings, read, stop, |_, _| (), |_, _| ());
    (!stop()).then_some(report)
}

/// Lists the brackets of a draft, with the findings that turn on each, and checks it.
pub fn open(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
) -> (Report, Vec<BracketSummary>) {
    let (report, _, open) =
        check_with(settings.rules(), source, settings, read, &never, |_, _| (), bracket_summary::list);
    (report, open.unwrap_or_default())
}

/// A draft with brackets resolved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Resolved {
    /// The text.
    pub text: String,
    /// What was changed to make it.
    pub edits: Vec<Edit>,
    /// How many brackets are left in it.
    pub open: usize,
    /// Parts of the name that no bracket answers to.
    pub unknown: Vec<Unknown>,
    /// What is wrong with the names of those whose texts brackets hold.
    pub misattributed: Vec<Diagnostic>,
}

/// Takes the texts that a reading's name names, and leaves other brackets as they stand.
pub fn take(source: &Source, name: &ReadingName) -> Resolved {
    let Parsed { draft, comments, .. } = syntax::parse(source.file, &source.text);
    let brackets = Brackets::of(&source.text, &draft);
    let (chosen, unknown) = name.choices(&brackets);
    let misattributed = model::proposers(source.file, &source.text, &draft, &brackets);
    let choice = |bracket: &BracketText<'_>| chosen.iter().find(|it| it.0 == bracket.id).map(|it| it.1);
    let edits = model::take(&source.text, &draft, &comments, &brackets, &choice);
    let text = model::applied(&source.text, &edits);
    let open = syntax::parse(source.file, &text).draft.brackets as usize;
    Resolved { text, edits, open, unknown, misattributed }
}

/// Checks the bytes of a file. If they are no UTF-8 text, the one finding says at which byte.
pub fn check_bytes(
    name: &str,
    bytes: Vec<u8>,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
) -> (Source, Report) {
    match String::from_utf8(bytes) {
        Ok(text) => {
            let source = Source::new(FileId::default(), name, text);
            let report = check(&source, settings, read);
            (source, report)
        }
        Err(error) => not_a_text(name, &error, settings),
    }
}

/// The report on bytes that are no text, with the text that they come nearest to.
fn not_a_text(name: &str, error: &FromUtf8Error, settings: &Settings) -> (Source, Report) {
    let bytes = error.as_bytes();
    let at = error.utf8_error().valid_up_to();
    let message = if bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]) {
        "the file is UTF-16, and drafts are UTF-8".to_owned()
    } else {
        format!("the byte 0x{:02X} is not part of a UTF-8 text", bytes[at])
    };
    // Every bad byte becomes one `?`, so that places stay true.
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let source = Source::new(FileId::default(), name, text);
    let at = at.min(MAX_LENGTH) as u32;
    let place = Span::new(at, at + 1);
    let mut finding = Diagnostic::new("syntax/not-utf8", Severity::Error, source.file, place, message);
    finding.help("save the file as UTF-8; nothing else in it was checked");
    let findings = settings.weigh(&mut finding).then_some(finding).into_iter().collect();
    (source, Report { findings, ..Report::default() })
}

/// Checks a draft by the rules of a catalogue; gives besides what `judge` makes of the findings of each reading, before they
/// are made ready to be shown, and `list` of those that turn on brackets.
fn check_with<J, L>(
    catalogue: &[RuleRef],
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    stop: &CancelFn<'_>,
    judge: impl FnOnce(&Visited<'_>, &[ReadingFinding]) -> J,
    list: impl FnOnce(&Visited<'_>, &[Conditional]) -> L,
) -> (Report, Option<J>, Option<L>) {
    let mut report = Report::default();
    let (mut judged, mut listed) = (None, None);
    if stop() {
        return (report, None, None);
    }
    if is_scenario_file(&source.name) {
        return (scenario_file::check(source, settings, read), None, None);
    }
    let Some(prepared) = Prepared::new(source, read, &mut report.internal_errors) else {
        return (report, None, None);
    };
    if stop() {
        return (report, None, None);
    }
    let Prepared { draft, comments, diagnostics, included, brackets, misattributed, .. } = prepared;
    let mut of_reader: Vec<Diagnostic> = diagnostics.into_iter().chain(misattributed.iter().cloned()).collect();
    of_reader.extend(scenario_file::names_a_draft(source, &draft));
    of_reader.retain_mut(|it| settings.weigh(it));
    report.misattributed = misattributed;
    match Visits::plan(&brackets, &settings.readings, settings.most_readings(source.text.len())) {
        Ok(visits) => {
            if !brackets.is_empty() {
                report.readings = Some(Visit::of(&visits, &settings.readings));
            }
            let asked = CheckRequest { catalogue, settings, brackets: &brackets, stop };
            let visited = Visited::new(&source.text, &brackets, &visits.readings, visits.is_exhaustive());
            across::place(&visited, &mut of_reader);
            let judge = |joined: &[ReadingFinding]| judged = Some(judge(&visited, joined));
            let conditional = read_all(asked, source, draft, &included, &visited, &mut report, judge);
            listed = Some(list(&visited, &conditional));
            (report.unknown_readings, report.borrowed) = (visits.unknown, visits.borrowed);
        }
        Err(refused) => report.refused = Some(refused),
    }
    report.findings.append(&mut of_reader);
    report.findings.extend(included.findings.into_iter().filter_map(|mut it| settings.weigh(&mut it).then_some(it)));
    phrases::suggest(source, &mut report.findings);
    audit::suppress(source, &comments, settings, &mut report);
    sort(&mut report.findings);
    sort(&mut report.suppressed);
    let others = included.texts.into_iter().map(|(text, _)| text);
    let prelude = || Source::new(prelude::FILE, prelude::NAME, prelude::text());
    report.included = others.chain(report.points_into(prelude::FILE).then(prelude)).collect();
    // The rules of a suite stand together.
    let mut suites: Vec<&Source> =
        catalogue.iter().filter_map(|rule| rule.written.as_ref()).map(|it| &it.suite).collect();
    suites.dedup_by_key(|it| it.file);
    suites.retain(|it| report.points_into(it.file));
    report.included.extend(suites.into_iter().cloned());
    (report, judged, listed)
}

/// Makes the models of the readings, and asks the rules in them and across them; gives what turns on brackets. Nothing of the
/// models outlives this, so that the texts that they borrow can be given away behind it.
fn read_all(
    asked: CheckRequest<'_>,
    source: &Source,
    draft: Draft,
    included: &IncludedInstruments,
    visited: &Visited<'_>,
    report: &mut Report,
    judge: impl FnOnce(&[ReadingFinding]),
) -> Vec<Conditional> {
    let included = included.for_model(source, &draft);
    let text = ReadingSource { source, draft: &draft, included: &included };
    let first =
        guarded("the model", &mut report.internal_errors, || readings::build(asked, text, &visited.readings[0]));
    let Some(Built { treaty, diagnostics, unknown_assumed }) = first else { return Vec::new() };
    report.unknown_assumed = unknown_assumed;
    let mut visitor = ReadingRunner::new(asked, source.text.len(), visited.readings.len());
    if visited.readings.len() > 1 {
        visitor.ask(0, diagnostics, &treaty);
        visitor.visit_rest(text, visited.readings);
    } else {
        // The model is all that rules read. In a large draft the tree takes as much room as the rules need.
        drop(included);
        drop(draft);
        visitor.ask(0, diagnostics, &treaty);
    }
    if asked.stopped() {
        return Vec::new();
    }
    let mut harvest = visitor.harvest;
    harvest.say_once();
    harvest.subsume_holes();
    let FindingsByReading { joined, errors, purposes, .. } = harvest;
    report.purposes = purposes;
    judge(&joined);
    report.internal_errors.extend(errors);
    if asked.brackets.is_empty() {
        report.findings.extend(joined.into_iter().map(|it| it.finding));
        return Vec::new();
    }
    let omitted = report.readings.as_ref().map_or(0, |it| it.omitted);
    across::tell(asked, &treaty, visited, omitted, joined, report)
}

impl Report {
    /// Whether a finding shows a place in a text.
    fn points_into(&self, file: FileId) -> bool {
        let labels = |it: &Diagnostic| it.primary.file == file || it.related.iter().any(|label| label.file == file);
        self.findings.iter().chain(&self.suppressed).any(labels)
    }
}

/// The one order, each finding once.
fn sort(findings: &mut Vec<Diagnostic>) {
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    findings.dedup();
}

/// The lines of a text are needed only where something is shown or suppressed.
fn lines(source: &Source) -> LineIndex {
    LineIndex::new(&source.text)
}
#[cfg(test)]
mod tests;
