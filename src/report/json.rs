//! The JSON formats. Their shape is versioned and written down in `docs/schema/findings.schema.json`.

use super::foreign::json;
use super::place::{SourceTexts, source_of};
use super::{Checked, Render, RunSummary};
use crate::diagnostic::{Diagnostic, Fix, HoldsIn, Label, Variant};
use crate::rules::not_asked::NotAsked;
use crate::source::{FileId, Position, Span};
use serde::Serialize;
use std::fmt::Write as _;

/// The version of the shape. It grows when a reader of the old shape could misread the new one.
pub(super) const VERSION: u32 = 1;

/// One document.
pub(super) struct JsonFormat;

/// An object on each line: every finding, then the summary.
pub(super) struct JsonLinesFormat;

#[derive(Serialize)]
struct JsonFinding<'a> {
    rule: &'a str,
    severity: &'static str,
    message: &'a str,
    clause: Option<String>,
    path: Vec<JsonUnit<'a>>,
    reading: Option<&'a str>,
    readings: Option<JsonReadings>,
    variants: Vec<ReadingWording<'a>>,
    counterexample: Option<&'a str>,
    scenario: Option<&'a str>,
    help: &'a [String],
    suppressed: bool,
    location: Location<'a>,
    related: Vec<Location<'a>>,
    fixes: Vec<JsonFix<'a>>,
}

/// A unit or provision around a finding.
#[derive(Serialize)]
struct JsonUnit<'a> {
    kind: &'static str,
    name: &'a str,
}

/// In how many readings a finding holds, and on which brackets it turns, by their numbers from 1.
#[derive(Serialize)]
struct JsonReadings {
    holds: u32,
    of: u32,
    turns_on: Vec<u32>,
}

/// The words in which some readings tell a finding.
#[derive(Serialize)]
struct ReadingWording<'a> {
    message: &'a str,
    reading: &'a str,
    readings: JsonReadings,
}

impl<'a> ReadingWording<'a> {
    fn of(it: &'a Variant) -> Self {
        Self { message: &it.message, reading: &it.reading.words, readings: JsonReadings::of(&it.reading) }
    }
}

impl JsonReadings {
    fn of(holds: &HoldsIn) -> Self {
        Self { holds: holds.readings, of: holds.of, turns_on: holds.turns_on.iter().map(|it| it + 1).collect() }
    }
}

#[derive(Serialize)]
struct Location<'a> {
    file: &'a str,
    text: &'a str,
    #[serde(flatten)]
    range: JsonRange,
}

#[derive(Serialize)]
struct JsonRange {
    start: JsonPosition,
    end: JsonPosition,
}

/// A line and a column, both from 1, the column in Unicode characters; and the byte, from 0.
#[derive(Serialize)]
struct JsonPosition {
    line: u32,
    column: u32,
    byte: u32,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: &'a str,
    safety: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    text: &'a str,
    #[serde(flatten)]
    range: JsonRange,
}

#[derive(Serialize)]
struct JsonCounts<'a> {
    drafts: usize,
    errors: usize,
    warnings: usize,
    advices: usize,
    suppressed: usize,
    rules: std::collections::BTreeMap<&'a str, usize>,
    not_asked: Vec<QuestionsNotAsked>,
    exit_code: u8,
    failures: Vec<NotDone<'a>>,
}

/// The questions that no rule asks of a text that sets out to do something.
#[derive(Serialize)]
struct QuestionsNotAsked {
    purpose: &'static str,
    questions: Vec<&'static str>,
}

/// What a run could not do.
#[derive(Serialize)]
struct NotDone<'a> {
    file: Option<&'a str>,
    message: &'a str,
}

impl<'a> JsonCounts<'a> {
    fn of(summary: &'a RunSummary) -> Self {
        let mut rules = std::collections::BTreeMap::new();
        for ((rule, _), count) in &summary.rules {
            *rules.entry(&**rule).or_default() += count;
        }
        let failures = summary.failures.iter();
        let failures = failures.map(|it| NotDone { file: it.file.as_deref(), message: &it.message }).collect();
        let not_asked = summary.purposes.iter();
        let not_asked = not_asked
            .map(|it| NotAsked::of(*it))
            .map(|it| QuestionsNotAsked { purpose: it.word, questions: it.questions.iter().map(|it| it.1).collect() })
            .collect();
        let RunSummary { drafts, errors, warnings, advices, suppressed, exit_code, .. } = *summary;
        Self { drafts, errors, warnings, advices, suppressed, rules, not_asked, exit_code, failures }
    }
}

impl Render for JsonFormat {
    fn head(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        format!(
            "{{\n\"version\": {VERSION},\n\"tool\": {{\"name\": \"vattel\", \"version\": \"{version}\"}},\n\"findings\": [\n"
        )
    }

    fn draft(&self, checked: Checked<'_>) -> String {
        findings(checked).join(",\n")
    }

    fn between(&self) -> &'static str {
        ",\n"
    }

    fn tail(&self, summary: &RunSummary) -> String {
        format!("\n],\n\"summary\": {}\n}}\n", json(&JsonCounts::of(summary)))
    }
}

impl Render for JsonLinesFormat {
    fn draft(&self, checked: Checked<'_>) -> String {
        findings(checked).into_iter().fold(String::new(), |mut out, finding| {
            let _ = writeln!(out, "{{\"version\":{VERSION},\"kind\":\"finding\",\"finding\":{finding}}}");
            out
        })
    }

    fn tail(&self, summary: &RunSummary) -> String {
        format!("{{\"version\":{VERSION},\"kind\":\"summary\",\"summary\":{}}}\n", json(&JsonCounts::of(summary)))
    }
}

/// The findings of a draft, those that it allows among them, each as an object.
fn findings(checked: Checked<'_>) -> Vec<String> {
    let mut places = JsonWriter { checked, texts: SourceTexts::new(checked) };
    let shown = checked.report.findings.iter().map(|it| (it, false));
    let mut all: Vec<_> = shown.chain(checked.report.suppressed.iter().map(|it| (it, true))).collect();
    all.sort_by(|(a, _), (b, _)| a.sort_key().cmp(&b.sort_key()));
    all.into_iter().map(|(finding, suppressed)| json(&places.finding(finding, suppressed))).collect()
}

/// Makes the shapes of findings.
struct JsonWriter<'a> {
    checked: Checked<'a>,
    texts: SourceTexts<'a>,
}

impl<'a> JsonWriter<'a> {
    fn range(&mut self, file: FileId, span: Span) -> JsonRange {
        let (start, end) = self.texts.range(file, span);
        let place = |it: Position, byte: u32| JsonPosition { line: it.line, column: it.column, byte };
        JsonRange { start: place(start, span.start), end: place(end, span.end) }
    }

    fn location(&mut self, label: &'a Label) -> Location<'a> {
        let range = self.range(label.file, label.span);
        Location { file: &source_of(self.checked, label.file).name, text: &label.text, range }
    }

    fn cure(&mut self, file: FileId, fix: &'a Fix) -> JsonFix<'a> {
        let safety = fix.safety.as_str();
        let edits = fix.edits.iter().map(|it| JsonEdit { text: &it.text, range: self.range(file, it.span) }).collect();
        JsonFix { title: &fix.title, safety, edits }
    }

    fn finding(&mut self, it: &'a Diagnostic, suppressed: bool) -> JsonFinding<'a> {
        JsonFinding {
            rule: &it.rule,
            severity: it.severity.as_str(),
            message: &it.message,
            clause: it.clause.as_ref().map(ToString::to_string),
            path: it
                .clause
                .iter()
                .flat_map(|it| &it.parts)
                .map(|it| JsonUnit { kind: it.kind, name: &it.name })
                .collect(),
            reading: it.reading.as_ref().map(|it| it.words.as_str()),
            readings: it.reading.as_ref().map(JsonReadings::of),
            variants: it.variants.iter().map(ReadingWording::of).collect(),
            counterexample: it.counterexample.as_deref(),
            scenario: it.scenario.as_deref(),
            help: &it.help,
            suppressed,
            location: self.location(&it.primary),
            related: it.related.iter().map(|label| self.location(label)).collect(),
            fixes: it.fixes.iter().map(|fix| self.cure(it.primary.file, fix)).collect(),
        }
    }
}
