//! Findings as editors show them.

use super::address;
use super::position::PositionMap;
use super::snapshot::{CheckedText, DocumentSnapshot};
use crate::diagnostic::{self, Label, Severity};
use crate::engine::{self, Report};
use crate::report::foreign;
use crate::rules::{self, CATALOGUE, Rule, RuleRef, page};
use crate::source::{FileId, Source, Span, plain_path};
use crate::suite::file::faults;
use crate::workspace::files;
use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location, Uri,
};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::path::Path;
use std::sync::Arc;

/// Who says it.
pub(super) const SOURCE: &str = "vattel";

/// Rules whose findings are text that does nothing.
const IDLE: &[&str] = &["names/unused", "drafting/unused-term", "suppression/needless"];

/// Checks a page as the command does; nothing if it has changed meanwhile.
pub(super) fn check(snapshot: &DocumentSnapshot) -> Option<Arc<CheckedText>> {
    if let Some(checked) = &snapshot.checked {
        return Some(Arc::clone(checked));
    }
    let reads = RefCell::new(Vec::new());
    let read = |path: &str| {
        let folder = snapshot.path.as_deref().and_then(Path::parent);
        reads.borrow_mut().extend(folder.map(|it| plain_path(&it.join(path))));
        snapshot.companion(path)
    };
    let settings = snapshot.settings();
    let mut report = engine::check_until(&snapshot.source, &settings, &read, &|| snapshot.is_stale())?;
    snapshot.allow(&mut report);
    let items = of(snapshot, &report, settings.rules());
    Some(Arc::new(CheckedText { report, items, reads: reads.into_inner() }))
}

/// What a check found, in its order: the number of each is its place in the report.
pub(super) fn of(snapshot: &DocumentSnapshot, report: &Report, rules: &[RuleRef]) -> Vec<Diagnostic> {
    let mut describer = DiagnosticMapper { snapshot, rules, others: &report.included, known: FxHashMap::default() };
    let mut items: Vec<Diagnostic> =
        report.findings.iter().enumerate().map(|(number, it)| describer.finding(number, it)).collect();
    for error in &report.internal_errors {
        let message = format!("internal error in {}: {}; please report it", error.part, error.words);
        items.push(plain(snapshot, Span::at(0), DiagnosticSeverity::Error, &message));
    }
    if let Some(refused) = report.refused {
        let words = format!("the draft has {} readings, more than are read; it is not checked", refused.count);
        items.push(plain(snapshot, Span::at(0), DiagnosticSeverity::Error, &words));
    }
    items
}

/// What is wrong with a suite, as it is written now.
pub(super) fn of_suite(snapshot: &DocumentSnapshot) -> Vec<Diagnostic> {
    let told = |it: crate::config::file::TomlError| {
        let span = Span::new(it.span.start as u32, it.span.end as u32);
        plain(snapshot, span, DiagnosticSeverity::Error, &it.words)
    };
    faults(&snapshot.source.name, snapshot.text()).into_iter().map(told).collect()
}

/// Words at a place, by no rule.
pub(super) fn plain(
    snapshot: &DocumentSnapshot,
    span: Span,
    severity: DiagnosticSeverity,
    message: &str,
) -> Diagnostic {
    Diagnostic {
        range: snapshot.range(span),
        severity: Some(severity),
        source: Some(SOURCE.to_owned()),
        message: foreign::lines(message).into_owned().into(),
        ..Diagnostic::default()
    }
}

pub(super) fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::Error,
        Severity::Warning => DiagnosticSeverity::Warning,
        Severity::Advice => DiagnosticSeverity::Information,
    }
}

/// Everything that a finding says, the words of a label apart.
pub(super) fn message(finding: &diagnostic::Diagnostic) -> String {
    let mut words = finding.message.clone();
    if let Some(reading) = finding.reading.as_ref().filter(|it| !it.turns_on.is_empty()) {
        words.push_str(" (");
        words.push_str(&reading.words);
        words.push(')');
    }
    if let Some(play) = &finding.counterexample {
        words.push('\n');
        words.push_str(play);
    }
    for help in &finding.help {
        words.push_str("\nhelp: ");
        words.push_str(help);
    }
    foreign::lines(&words).into_owned()
}

struct DiagnosticMapper<'p> {
    snapshot: &'p DocumentSnapshot,
    rules: &'p [RuleRef],
    others: &'p [Source],
    known: FxHashMap<FileId, Option<(Uri, PositionMap)>>,
}

impl DiagnosticMapper<'_> {
    fn finding(&mut self, number: usize, finding: &diagnostic::Diagnostic) -> Diagnostic {
        let snapshot = self.snapshot;
        let client = &snapshot.client;
        let own = finding.primary.file == snapshot.source.file;
        // What stands in another text is shown at the top of the draft that brings it out.
        let range = snapshot.range(if own { finding.primary.span } else { Span::at(0) });
        let mut related = Vec::new();
        if client.related {
            if !own || !finding.primary.text.is_empty() {
                related.extend(self.label(&finding.primary));
            }
            related.extend(finding.related.iter().filter_map(|it| self.label(it)));
        }
        Diagnostic {
            range,
            severity: Some(severity(finding.severity)),
            code: Some(finding.rule.to_string().into()),
            code_description: client.links_codes.then(|| self.link(&finding.rule)).flatten(),
            source: Some(SOURCE.to_owned()),
            message: message(finding).into(),
            tags: (client.tags && IDLE.contains(&&*finding.rule)).then(|| vec![DiagnosticTag::Unnecessary]),
            related_information: (!related.is_empty()).then_some(related),
            data: Some(number.into()),
        }
    }

    fn label(&mut self, label: &Label) -> Option<DiagnosticRelatedInformation> {
        let location = self.location(label.file, label.span)?;
        let message = if label.text.is_empty() { "here".to_owned() } else { foreign::lines(&label.text).into_owned() };
        Some(DiagnosticRelatedInformation { location, message })
    }

    fn location(&mut self, file: FileId, span: Span) -> Option<Location> {
        if file == self.snapshot.source.file {
            return Some(Location { uri: self.snapshot.uri.clone(), range: self.snapshot.range(span) });
        }
        let (encoding, others) = (self.snapshot.client.encoding, self.others);
        let text = others.iter().find(|it| it.file == file)?;
        let known = self.known.entry(file).or_insert_with(|| {
            let path = Path::new(&*text.name);
            path.is_absolute().then(|| (address::uri(path), PositionMap::new(&text.text, encoding)))
        });
        let (uri, lines) = known.as_ref()?;
        Some(Location { uri: uri.clone(), range: lines.range(&text.text, span) })
    }

    fn link(&self, rule: &str) -> Option<CodeDescription> {
        let href = match rules::position(rule) {
            Some(at) => self.snapshot.client.pages[at].get_or_init(|| page_of(CATALOGUE[at])).clone(),
            None => page_of(self.rules.iter().find(|it| it.id == rule)?),
        };
        href.map(|href| CodeDescription { href })
    }
}

/// The page of a rule as a file, so that an editor can open it: the pages are part of the program, and have no other address.
fn page_of(rule: &Rule) -> Option<Uri> {
    let name = Path::new("rules").join(env!("CARGO_PKG_VERSION")).join(format!("{}.md", rule.id));
    files::kept(&name, &format!("# {}\n\n{}", rule.id, page::markdown(rule))).map(|it| address::uri(&it))
}
