//! Findings as comments on a document.

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

/// A finding as a comment at its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewComment {
    /// The place of the draft.
    pub place: Span,
    /// Its paragraphs: what is wrong, why, what would remedy it.
    pub paragraphs: Vec<String>,
}

impl ReviewComment {
    /// The comment for a finding; one in another text stands at the head.
    pub fn of(finding: &Diagnostic, draft: FileId) -> Self {
        let severity = finding.severity.as_str();
        let mut paragraphs = vec![format!("{}: {}", crate::diagnostic::capital(severity), finding.message)];
        if let Some(reading) = &finding.reading {
            paragraphs.push(format!("Reading: {}.", reading.words));
        }
        if let Some(play) = &finding.counterexample {
            paragraphs.push(format!("Counterexample: {play}."));
        }
        paragraphs.extend(finding.help.iter().map(|it| format!("Remedy: {it}.")));
        paragraphs.push(format!("Rule: {}.", finding.rule));
        let own = finding.primary.file == draft;
        Self { place: if own { finding.primary.span } else { Span::at(0) }, paragraphs }
    }
}
