//! `path:line:column: error[rule] message`: for editors and for `grep`.

use super::foreign::line;
use super::place::{Places, color, source_of};
use super::{Checked, Look, Render, Summary};
use std::fmt::Write as _;

/// A line for each finding.
pub(super) struct Concise {
    pub(super) look: Look,
}

impl Render for Concise {
    fn draft(&self, checked: Checked<'_>) -> String {
        let mut out = String::new();
        let places = Places::new(checked.source);
        for finding in &checked.report.findings {
            let source = source_of(checked, finding.primary.file);
            let at = if source.file == checked.source.file {
                places.of(finding.primary.span.start)
            } else {
                Places::new(source).of(finding.primary.span.start)
            };
            let (on, off) = if self.look.color { (color(finding.severity), "\u{1b}[0m") } else { ("", "") };
            let _ = writeln!(
                out,
                "{}:{}:{}: {on}{}[{}]{off} {}",
                line(&source.name),
                at.line,
                at.column,
                finding.severity.word(),
                finding.rule,
                line(&finding.message)
            );
        }
        out
    }

    fn tail(&self, summary: &Summary) -> String {
        summary.line()
    }
}
