//! `path:line:column: error[rule] message`: for editors and for `grep`.

use super::foreign::line;
use super::place::{TextPlaces, color, source_of};
use super::{Checked, Render, RunSummary, TerminalStyle, fixable_mark};
use std::fmt::Write as _;

/// A line for each finding.
pub(super) struct Concise {
    pub(super) look: TerminalStyle,
}

impl Render for Concise {
    fn draft(&self, checked: Checked<'_>) -> String {
        let mut out = String::new();
        let places = TextPlaces::new(checked.source);
        for finding in &checked.report.findings {
            let source = source_of(checked, finding.primary.file);
            let at = if source.file == checked.source.file {
                places.of(finding.primary.span.start)
            } else {
                TextPlaces::new(source).of(finding.primary.span.start)
            };
            let (on, off) = if self.look.color { (color(finding.severity), "\u{1b}[0m") } else { ("", "") };
            let _ = writeln!(
                out,
                "{}:{}:{}: {on}{}[{}]{off}{} {}",
                line(&source.name),
                at.line,
                at.column,
                finding.severity.as_str(),
                finding.rule,
                fixable_mark(finding),
                line(&finding.message)
            );
        }
        out
    }

    fn tail(&self, summary: &RunSummary) -> String {
        summary.line() + &summary.fixes()
    }
}
