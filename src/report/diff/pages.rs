//! A comparison as a document and as a page.

use super::full::words;
use super::shape::{DiffReport, DiffReports, DifferenceShape, PartyShape};
use crate::report::templates;
use serde::Serialize;

/// So many differences stand open in a document; the others are folded.
const OPEN: usize = 5;

/// What a template is made from.
#[derive(Serialize)]
struct Page<'r> {
    report: &'r DiffReport,
    title: String,
    head: String,
    conclusion: String,
    parties: Vec<PartyRow<'r>>,
    differences: Vec<Row<'r>>,
    folded: usize,
    matches: Vec<String>,
}

#[derive(Serialize)]
struct PartyRow<'r> {
    party: &'r PartyShape,
    verdict: String,
    aspects: Vec<String>,
}

#[derive(Serialize)]
struct Row<'r> {
    difference: &'r DifferenceShape,
    sign: &'static str,
    verdicts: String,
    folded: bool,
}

const ASPECTS: [&str; 4] = ["protection", "burden", "say", "exposure"];

fn page(report: &DiffReport) -> Page<'_> {
    let parties = report.parties.iter().filter(|it| it.verdict.verdict != "same");
    let rows = parties.clone().map(|party| PartyRow {
        party,
        verdict: party.verdict_words(),
        aspects: ASPECTS
            .iter()
            .map(|it| party.aspects.get(it).map_or_else(|| "—".to_owned(), |it| words(*it)))
            .collect(),
    });
    let head: Vec<String> = parties.clone().map(|it| format!("{} {}", it.name, it.verdict_words())).collect();
    let row = |(at, difference)| Row {
        sign: sign(report, difference),
        verdicts: DifferenceShape::verdict_words(difference),
        folded: at >= OPEN,
        difference,
    };
    Page {
        report,
        title: report.title(),
        head: head.join(" · "),
        conclusion: report.conclusion(),
        parties: rows.collect(),
        differences: report.differences.iter().enumerate().map(row).collect(),
        folded: report.differences.len().saturating_sub(OPEN),
        matches: report.matches.iter().map(super::shape::MatchShape::words).collect(),
    }
}

/// How those who are protected stand, as a sign; the word stands beside it.
fn sign(report: &DiffReport, of: &DifferenceShape) -> &'static str {
    let protected = |name: &str| report.parties.iter().any(|it| it.name == name && it.protected && !it.adverse);
    let own = || of.verdicts.iter().filter(|it| protected(&it.party));
    let up = own().any(|it| it.verdict == "stronger");
    let down = own().any(|it| it.verdict == "weaker");
    match (up, down) {
        (true, false) => "▲",
        (false, true) => "▼",
        _ => "◆",
    }
}

/// For documents, and for a comment on a change.
pub fn markdown(reports: &DiffReports) -> String {
    let mut out = String::new();
    for report in &reports.comparisons {
        out.push_str(&templates::markdown(include_str!("document.md"), &page(report)));
    }
    let rest = "{% for it in added %}- {{ it }}: new draft, nothing to compare with\n{% endfor %}{% for it in removed %}- {{ it }}: draft removed\n{% endfor %}";
    out.push_str(&templates::markdown(rest, reports));
    out
}

/// One page that needs nothing else.
pub fn html(reports: &DiffReports) -> String {
    #[derive(Serialize)]
    struct Whole<'r> {
        pages: Vec<Page<'r>>,
        added: &'r [String],
        removed: &'r [String],
    }
    let pages = reports.comparisons.iter().map(page).collect();
    let (added, removed) = (&reports.added, &reports.removed);
    templates::html(include_str!("page.html"), &Whole { pages, added, removed })
}
