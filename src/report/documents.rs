//! Findings as a document in Markdown and as one page.

use super::place::{SourceTexts, fingerprinted};
use super::{Checked, Render, RunFailure, RunSummary, readings_line, templates};
use serde::Serialize;

/// A document, for a note or the summary of a job.
pub(super) struct Markdown;

/// One page that needs nothing else.
pub(super) struct Html;

/// A draft, as the templates know it.
#[derive(Serialize)]
struct DraftSection {
    name: String,
    readings: Option<String>,
    findings: Vec<FindingSection>,
    allowed: usize,
}

#[derive(Serialize)]
struct FindingSection {
    rule: String,
    severity: &'static str,
    message: String,
    line: u32,
    file: String,
    clause: Option<String>,
    reading: Option<String>,
    counterexample: Option<String>,
    /// The words of the line.
    words: String,
    help: Vec<String>,
}

fn of(checked: Checked<'_>) -> DraftSection {
    let mut texts = SourceTexts::new(checked);
    let findings = fingerprinted(checked, false).into_iter().map(|(it, _)| {
        let (start, _) = texts.range(it.primary.file, it.primary.span);
        let words = texts.places(it.primary.file).line(it.primary.span.start).trim().to_owned();
        FindingSection {
            rule: it.rule.to_string(),
            severity: it.severity.as_str(),
            message: it.message.clone(),
            line: start.line,
            file: texts.name(it.primary.file),
            clause: it.clause.as_ref().map(ToString::to_string),
            reading: it.reading.as_ref().map(|it| it.words.clone()),
            counterexample: it.counterexample.clone(),
            words,
            help: it.help.clone(),
        }
    });
    DraftSection {
        findings: findings.collect(),
        name: checked.source.name.replace('\\', "/"),
        readings: checked.report.readings.as_ref().map(readings_line),
        allowed: checked.report.suppressed.len(),
    }
}

impl Render for Markdown {
    fn head(&self) -> String {
        "# Findings\n\n".to_owned()
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        let draft = of(checked);
        if draft.findings.is_empty() { String::new() } else { templates::markdown(include_str!("draft.md"), &draft) }
    }

    fn failure(&self, failure: &RunFailure) -> String {
        templates::markdown("**Not done:** {{ line }}\n\n", &SourceLine { line: failure.message.clone() })
    }

    fn tail(&self, summary: &RunSummary) -> String {
        format!("\n{}", summary.line())
    }
}

impl Render for Html {
    fn head(&self) -> String {
        include_str!("head.html").to_owned()
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        let draft = of(checked);
        if draft.findings.is_empty() { String::new() } else { templates::html(include_str!("draft.html"), &draft) }
    }

    fn failure(&self, failure: &RunFailure) -> String {
        templates::html("<p><strong>Not done:</strong> {{ line }}</p>\n", &SourceLine { line: failure.message.clone() })
    }

    fn tail(&self, summary: &RunSummary) -> String {
        templates::html(
            "<p class=\"note\">{{ line }}</p>\n</main>\n</body>\n</html>\n",
            &SourceLine { line: summary.line() },
        )
    }
}

#[derive(Serialize)]
struct SourceLine {
    line: String,
}
