//! Checks the text of a treaty as it is: it is imported in memory, and findings point into the text itself.

use super::{ImportError, ImportFormat, ImportedDraft, PartRow, Revisions};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Label};
use crate::engine::{self, Report};
use crate::import;
use crate::source::{FileId, Source};

/// Rules that need no clauses, besides those on prose.
const RULES: &[&str] = &[
    "drafting/deeply-nested-bracket",
    "drafting/identical-alternatives",
    "drafting/puffery",
    "drafting/unattributed-alternative",
    "drafting/undefined-term",
    "drafting/unresolved-bracket",
    "names/duplicate",
    "syntax/bidi-control",
    "syntax/invisible-character",
];

/// A text of a treaty with what was found in it.
#[derive(Debug)]
pub struct CheckedDocument {
    /// The text that places are counted in; of a file of a word processor, its paragraphs, a line each.
    pub source: Source,
    /// The findings.
    pub report: Report,
    /// Which parts are in prose only, and what to do about it.
    pub note: Option<String>,
    /// The draft that was made of the text.
    pub draft: Source,
    /// The findings, at their places in that draft.
    pub in_draft: Vec<Diagnostic>,
}

/// Checks a text.
///
/// # Errors
/// If it can't be read.
pub fn check(
    name: &str,
    bytes: &[u8],
    kind: ImportFormat,
    settings: &Settings,
) -> Result<CheckedDocument, ImportError> {
    let imported = import::import(bytes, kind, Revisions::default())?;
    let draft = Source::new(FileId::default(), name, imported.draft.clone());
    let mut report = engine::check(&draft, settings, &|_| None);
    let needs_no_clauses = |it: &Diagnostic| it.rule.starts_with("prose/") || RULES.contains(&&*it.rule);
    report.findings.retain(needs_no_clauses);
    report.suppressed.retain(needs_no_clauses);
    let in_draft = report.findings.clone();
    for findings in [&mut report.findings, &mut report.suppressed] {
        for it in findings.iter_mut() {
            place(it, &imported);
        }
        findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    }
    report.borrowed.clear();
    report.purposes.clear();
    let note = note(name, &imported);
    let source = Source::new(FileId::default(), name, imported.original);
    Ok(CheckedDocument { source, report, note, draft, in_draft })
}

/// Moves a finding to where its words stand in the original. What would change the draft is no fix of the original.
fn place(finding: &mut Diagnostic, imported: &ImportedDraft) {
    let file = finding.primary.file;
    let labels = std::iter::once(&mut finding.primary).chain(&mut finding.related);
    labels.filter(|it: &&mut Label| it.file == file).for_each(|it| it.span = imported.place(it.span));
    finding.fixes.clear();
    finding.scenario = None;
}

/// Which parts are in prose only.
fn note(name: &str, imported: &ImportedDraft) -> Option<String> {
    let parts: Vec<&PartRow> = imported.report.prose_only().collect();
    let first: Vec<&str> = parts.iter().take(8).map(|it| &*it.name).collect();
    let more = match parts.len().saturating_sub(first.len()) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    let parts = if first.is_empty() { return None } else { first.join(", ") };
    Some(format!(
        "`{name}`: in prose only, so that only the rules on words were applied: {parts}{more}. To check who can block or \
         force a promise, encode its clauses in the draft that `vattel import` makes"
    ))
}
