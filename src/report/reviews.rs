//! Formats of services that review changes: GitHub's annotations, GitLab's code quality, reviewdog's RDJSON.

use super::foreign::{annotation, json, property};
use super::place::{SourceTexts, fingerprinted, hex, in_repository, with_cures};
use super::{Checked, Render, RunFailure, RunSummary};
use crate::diagnostic::{Severity, fingerprint};
use crate::source::Encoding;
use serde_json::{Value, json};
use std::fmt::Write as _;

/// Workflow commands, a line for each finding.
pub(super) struct GitHub {
    /// The folder of the run in its repository.
    pub(super) folder: String,
}

impl Render for GitHub {
    fn draft(&self, checked: Checked<'_>) -> String {
        let mut texts = SourceTexts::new(checked);
        let mut out = String::new();
        for (it, _) in fingerprinted(checked, false) {
            let command = match it.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Advice => "notice",
            };
            let (start, end) = texts.range(it.primary.file, it.primary.span);
            // GitHub takes columns of one line only.
            let columns = if start.line == end.line {
                format!(",col={},endColumn={}", start.column, end.column.max(start.column + 1) - 1)
            } else {
                String::new()
            };
            let file = property(&in_repository(&self.folder, &texts.name(it.primary.file)));
            let mut parts = with_cures(it);
            let clause = it.clause.as_ref().map_or_else(String::new, |it| format!("{it}: "));
            let message = format!("{clause}{}", it.message);
            parts[0] = &message;
            parts.extend(it.reading.as_ref().map(|it| it.words.as_str()));
            let _ = writeln!(
                out,
                "::{command} file={file},line={},endLine={}{columns},title={}::{}",
                start.line,
                end.line,
                property(&it.rule),
                annotation(&parts)
            );
        }
        out
    }

    fn failure(&self, failure: &RunFailure) -> String {
        let file = failure
            .file
            .as_ref()
            .map_or_else(String::new, |it| format!("file={},", property(&in_repository(&self.folder, it))));
        format!("::error {file}title=vattel::{}\n", annotation(&failure.message.lines().collect::<Vec<_>>()))
    }

    fn tail(&self, summary: &RunSummary) -> String {
        let words = summary.too_many_warnings();
        words.map_or_else(String::new, |it| format!("::error title=vattel::{}\n", annotation(&[&it])))
    }
}

/// The code quality report.
pub(super) struct GitLab {
    /// The folder of the run in its repository.
    pub(super) folder: String,
}

impl Render for GitLab {
    fn head(&self) -> String {
        "[\n".to_owned()
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        let mut texts = SourceTexts::new(checked);
        let rows = fingerprinted(checked, false).into_iter().map(|(it, fingerprint)| {
            let (start, end) = texts.range(it.primary.file, it.primary.span);
            let path = in_repository(&self.folder, &texts.name(it.primary.file));
            let severity = match it.severity {
                Severity::Error => "critical",
                Severity::Warning => "major",
                Severity::Advice => "info",
            };
            json(&json!({
                "description": it.message,
                "check_name": it.rule,
                "fingerprint": format!("{fingerprint}-{path}"),
                "severity": severity,
                "location": { "path": path, "lines": { "begin": start.line, "end": end.line } },
            }))
        });
        rows.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    /// The report has no place but an issue for what went wrong in a run: without it, a run that failed would look like one
    /// that found nothing.
    fn failure(&self, failure: &RunFailure) -> String {
        json(&json!({
            "description": failure.message,
            "check_name": "vattel",
            "fingerprint": hex(fingerprint([&*failure.message])),
            "severity": "blocker",
            "location": { "path": in_repository(&self.folder, failure.place()), "lines": { "begin": 1 } },
        }))
    }

    fn tail(&self, _: &RunSummary) -> String {
        "\n]\n".to_owned()
    }
}

/// Reviewdog's diagnostics in one document. Its columns count bytes.
pub(super) struct RdJson;

impl Render for RdJson {
    fn head(&self) -> String {
        "{\"source\":{\"name\":\"vattel\"},\n\"diagnostics\":[\n".to_owned()
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        let mut texts = SourceTexts::new(checked);
        let rows = fingerprinted(checked, false).into_iter().map(|(it, _)| {
            let mut range = |file, span| {
                let (start, end) = texts.places(file).range(span, Encoding::Utf8);
                json!({
                    "start": { "line": start.line, "column": start.column },
                    "end": { "line": end.line, "column": end.column },
                })
            };
            let own = range(it.primary.file, it.primary.span);
            let suggestions = it.fixes.iter().filter_map(|fix| match &fix.edits[..] {
                [edit] => Some((edit.span, &edit.text)),
                _ => None,
            });
            let suggestions: Vec<Value> = suggestions
                .map(|(span, text)| json!({ "range": range(it.primary.file, span), "text": text }))
                .collect();
            let related: Vec<Value> = it.related.iter().map(|label| range(label.file, label.span)).collect();
            let related: Vec<Value> = it
                .related
                .iter()
                .zip(related)
                .map(|(label, range)| {
                    let location = json!({ "path": texts.name(label.file), "range": range });
                    json!({ "message": label.text, "location": location })
                })
                .collect();
            let severity = match it.severity {
                Severity::Error => "ERROR",
                Severity::Warning => "WARNING",
                Severity::Advice => "INFO",
            };
            json(&json!({
                "message": with_cures(it).join("\n"),
                "location": { "path": texts.name(it.primary.file), "range": own },
                "severity": severity,
                "code": { "value": it.rule },
                "suggestions": suggestions,
                "relatedLocations": related,
            }))
        });
        rows.collect::<Vec<_>>().join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn failure(&self, failure: &RunFailure) -> String {
        json(&json!({
            "message": failure.message,
            "location": { "path": failure.place() },
            "severity": "ERROR",
            "code": { "value": "vattel" },
        }))
    }

    fn tail(&self, _: &RunSummary) -> String {
        "\n]}\n".to_owned()
    }
}
