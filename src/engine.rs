//! The pipeline, put together in one place: text, tree, model, facts, rules, suppressions, order.

mod audit;
mod citation;
mod companions;

use crate::analysis::Facts;
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{self, Built, Reading, prelude};
use crate::rules::{self, CATALOGUE, Context, Rule, Sink};
use crate::source::{FileId, LineIndex, Source, Span};
use crate::syntax::{self, Parsed};
use companions::Companions;
use std::panic::{AssertUnwindSafe, catch_unwind};
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
    pub unknown_assumed: Vec<String>,
    /// Texts besides the draft that findings may point into.
    pub companions: Vec<Source>,
}

/// A failure of the tool, not of the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InternalError {
    /// The part that failed: a rule's id, or a step of the check.
    pub part: String,
    /// What it said.
    pub words: String,
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
    check_with(CATALOGUE, source, settings, read)
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
        format!("the byte 0x{:02X} is no part of a UTF-8 text", bytes[at])
    };
    // Every bad byte becomes one `?`, so that places stay true.
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(chunk.invalid().iter().map(|_| '?'));
    }
    let source = Source::new(FileId::default(), name, text);
    let place = Span::new(at as u32, at as u32 + 1);
    let mut finding = Diagnostic::new("syntax/not-utf8", Severity::Error, source.file, place, message);
    finding.help("save the file as UTF-8; nothing else of it was checked");
    let findings = at_level(finding, settings).into_iter().collect();
    (source, Report { findings, ..Report::default() })
}

fn check_with(
    catalogue: &'static [&'static Rule],
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
) -> Report {
    let mut report = Report::default();
    let Some(parsed) = guarded("the reader", &mut report, || syntax::parse(source.file, &source.text)) else {
        return report;
    };
    let Parsed { draft, comments, diagnostics } = parsed;
    report.take(diagnostics, settings);
    let companions = Companions::read(source, &draft, read);
    let build = || {
        let companions = companions.for_model(source, &draft);
        model::build(source.file, &source.text, &draft, &Reading::unbracketed(), &settings.assumed, &companions)
    };
    // Nothing of the model outlives this block, so that the texts that it borrows can be given away behind it.
    if let Some(built) = guarded("the model", &mut report, build) {
        let Built { treaty, mut diagnostics, unknown_assumed } = built;
        // The model reports at what it reads; the clause that a reader looks up is the one that holds the place.
        for finding in &mut diagnostics {
            finding.clause = None;
        }
        report.take(diagnostics, settings);
        report.unknown_assumed = unknown_assumed;
        // The model is all that rules read. In a large draft the tree takes as much room as the rules need.
        drop(draft);
        let facts = Facts::new(&treaty);
        run(catalogue, &Context { model: &treaty, facts: &facts, options: &settings.options }, settings, &mut report);
        citation::cite(&treaty, &mut report.findings);
    }
    report.take(companions.findings, settings);
    audit::suppress(source, &comments, settings, &mut report);
    sort(&mut report.findings);
    sort(&mut report.suppressed);
    let others = companions.texts.into_iter().map(|(text, _)| text);
    let prelude = || Source::new(prelude::FILE, prelude::NAME, prelude::text());
    report.companions = others.chain(report.points_into(prelude::FILE).then(prelude)).collect();
    report
}

impl Report {
    /// Takes over findings that no rule made, at the level that the user wants.
    fn take(&mut self, findings: Vec<Diagnostic>, settings: &Settings) {
        self.findings.extend(findings.into_iter().filter_map(|it| at_level(it, settings)));
    }

    /// Whether a finding shows a place in a text.
    fn points_into(&self, file: FileId) -> bool {
        let labels = |it: &Diagnostic| it.primary.file == file || it.related.iter().any(|label| label.file == file);
        self.findings.iter().chain(&self.suppressed).any(labels)
    }
}

/// Runs the rules that are on. A panic in one is reported and leaves the others alone.
fn run(catalogue: &'static [&'static Rule], context: &Context<'_>, settings: &Settings, report: &mut Report) {
    for (at, rule) in catalogue.iter().enumerate() {
        let Some(level) = settings.level(at) else { continue };
        let findings = &mut report.findings;
        let mut sink = Sink::new(rule.id, level, context.model.file, findings);
        let result = catch_unwind(AssertUnwindSafe(|| (rule.check)(context, &mut sink)));
        if let Err(panic) = result {
            report.internal_errors.push(InternalError { part: rule.id.to_owned(), words: words_of(panic.as_ref()) });
        }
    }
}

/// Runs a step of the check; a panic in it is reported.
fn guarded<T>(part: &str, report: &mut Report, step: impl FnOnce() -> T) -> Option<T> {
    catch_unwind(AssertUnwindSafe(step))
        .map_err(|panic| {
            report.internal_errors.push(InternalError { part: part.to_owned(), words: words_of(panic.as_ref()) });
        })
        .ok()
}

/// The words of a panic.
fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    panic
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| panic.downcast_ref::<&str>().map(|it| (*it).to_owned()))
        .unwrap_or_else(|| "it gave no reason".to_owned())
}

/// A finding of the reader or the model at the level that the user wants; `None` if its rule does not run. A finding may
/// weigh less than its rule, as long as the user does not set the level.
fn at_level(mut finding: Diagnostic, settings: &Settings) -> Option<Diagnostic> {
    // A finding whose rule has no page would be a bug of ours; it is better shown than lost.
    if let Some(at) = rules::position(finding.rule) {
        let level = settings.level(at)?;
        finding.severity = if level == CATALOGUE[at].level { finding.severity.max(level) } else { level };
    }
    Some(finding)
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
