//! Red lines held against a draft, shown: for the terminal, for machines, for documents, as a page.

use super::foreign::line;
use super::place::{bold, table, wrap};
use super::readings_line;
use super::templates;
use crate::diagnostic::capital;
use crate::engine::{LineResult, LineStatus, RedLines, Visit};
use crate::source::Source;
use crate::suite::red_line::Firmness;
use serde::Serialize;
use std::fmt::Write as _;

/// What is shown of red lines.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LineSheet {
    /// The version of this shape.
    pub version: u32,
    /// The draft.
    pub draft: String,
    /// Which of its readings were read, in words; nothing if it has no brackets.
    pub readings: Option<String>,
    /// Whether every reading was read, so that what is said of none is said of all.
    pub exhaustive: bool,
    /// The parties that propose texts: the columns.
    pub parties: Vec<String>,
    /// The red lines: the rows.
    pub lines: Vec<LineRow>,
    /// How many of the readings keep every line that must be kept.
    pub kept: usize,
    /// Which, in words; nothing if there is none.
    pub kept_where: Option<String>,
    /// Where no reading keeps all lines that must be kept: the smallest sets of them that no reading keeps together.
    pub exclusive: Vec<Vec<String>>,
    /// Whether every such set was looked for.
    pub exclusive_all: bool,
    /// Lines that exclude each other whatever the draft says.
    pub contradictions: Vec<ConflictingLines>,
}

/// A red line.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct LineRow {
    /// Its id; an opaque one where the suite keeps it private.
    pub id: String,
    /// Whose it is.
    pub party: Option<String>,
    /// What it wants; nothing where it is private.
    pub title: Option<String>,
    /// `must`, `should`, `trade`
    pub firmness: &'static str,
    /// How it stands in all readings: `accepted`, `violated`, `turns on a bracket`, `not addressed`,
    /// `not determined` (it could not be asked).
    pub overall: &'static str,
    /// How it stands where each party's texts are taken; `not read` where no reading that was read takes them.
    pub cells: Vec<&'static str>,
    /// Where it is violated, where that turns on a bracket.
    pub violated_where: Option<String>,
    /// What is wrong where it is violated.
    pub message: Option<String>,
    /// The clause.
    pub clause: Option<String>,
}

/// Lines that exclude each other.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ConflictingLines {
    /// The lines.
    pub lines: Vec<String>,
    /// How.
    pub how: String,
}

impl LineStatus {
    fn as_str(self) -> &'static str {
        match self {
            Self::Accepted => "accepted",
            Self::Violated => "violated",
            Self::Turns => "turns on a bracket",
            Self::NotAddressed => "not addressed",
            Self::Undetermined => "not determined",
            Self::Unread => "not read",
        }
    }
}

impl LineSheet {
    /// What is shown of red lines held against a draft.
    pub fn of(source: &Source, red_lines: &RedLines) -> Self {
        let id = |at: &usize| red_lines.held[*at].line.id.clone();
        let ids = |set: &Vec<usize>| set.iter().map(id).collect::<Vec<_>>();
        Self {
            version: 1,
            draft: source.name.to_string(),
            readings: red_lines.readings.as_ref().map(readings_line),
            exhaustive: red_lines.readings.as_ref().is_none_or(Visit::is_exhaustive),
            parties: red_lines.parties.clone(),
            lines: red_lines.held.iter().map(row).collect(),
            kept: red_lines.kept,
            kept_where: red_lines.kept_where.clone(),
            exclusive: red_lines.exclusive.iter().map(ids).collect(),
            exclusive_all: red_lines.exclusive_all,
            contradictions: red_lines
                .contradictions
                .iter()
                .map(|it| ConflictingLines { lines: it.lines.iter().map(id).collect(), how: it.words.to_owned() })
                .collect(),
        }
    }

    /// `no reading`, or which of them that is said of.
    fn none(&self) -> &'static str {
        if self.exhaustive { "no reading" } else { "none of the readings that were read" }
    }

    /// What can be said of all lines together, a sentence each.
    fn verdict(&self) -> Vec<String> {
        let mut told = Vec::new();
        let open =
            |it: &&LineRow| it.firmness == Firmness::Must.as_str() && it.overall == LineStatus::Undetermined.as_str();
        let open: Vec<String> = self.lines.iter().filter(open).map(|it| it.id.clone()).collect();
        told.push(match &self.kept_where {
            Some(words) => format!("Every red line that must be respected is respected {words}."),
            None if open.is_empty() => format!("{} respects every red line that must be respected.", capital(self.none())),
            None => {
                let lines = listed(&open);
                format!("Whether any reading respects every red line that must be respected cannot be determined: {lines} could not be evaluated.")
            }
        });
        for set in &self.exclusive {
            told.push(match &set[..] {
                [one] if self.exhaustive => format!("`{one}` is violated in every reading."),
                [one] => format!("`{one}` is violated in every reading that was read."),
                several => format!("{} keeps these together: {}.", capital(self.none()), listed(several)),
            });
        }
        if !self.exclusive_all {
            told.push("There may be more such sets; not all were examined.".to_owned());
        }
        for ConflictingLines { lines, how } in &self.contradictions {
            told.push(format!("In any draft, {} exclude each other: {how}.", listed(lines)));
        }
        told
    }
}

fn listed(ids: &[String]) -> String {
    crate::diagnostic::join_list(&ids.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>(), "and")
}

fn row(held: &LineResult) -> LineRow {
    let line = &held.line;
    // Of what is private, only whether it is kept is shown.
    let shown = |standing: LineStatus| match standing {
        LineStatus::Turns if line.private => LineStatus::Violated,
        LineStatus::NotAddressed if line.private => LineStatus::Accepted,
        other => other,
    };
    let open = (!line.private).then_some(());
    LineRow {
        id: line.id.clone(),
        party: open.and(line.party.clone()),
        title: open.map(|()| line.title.clone()),
        firmness: line.firmness.as_str(),
        overall: shown(held.overall).as_str(),
        cells: held.by_party.iter().map(|it| shown(*it).as_str()).collect(),
        violated_where: open.and(held.violated_where.clone()),
        message: open.and(held.finding.as_ref()).map(|it| it.message.clone()),
        clause: open.and(held.finding.as_ref()).and_then(|it| it.clause.as_ref().map(ToString::to_string)),
    }
}

/// For the terminal, in lines of at most so many columns.
pub fn full(sheet: &LineSheet, color: bool, width: usize) -> String {
    let lines =
        if sheet.lines.len() == 1 { "one red line".to_owned() } else { format!("{} red lines", sheet.lines.len()) };
    let mut out = format!("{}: {lines}\n", line(&sheet.draft));
    if let Some(readings) = &sheet.readings {
        let _ = writeln!(out, "{}", line(readings));
    }
    out.push('\n');
    let columns = sheet.parties.iter().map(|it| format!("text of {it}"));
    let head = ["red line", "held as", "in all readings"].map(String::from).into_iter().chain(columns).collect();
    let rows = sheet.lines.iter().map(|row| {
        let cells = [row.id.as_str(), row.firmness, row.overall].into_iter().chain(row.cells.iter().copied());
        cells.map(String::from).collect()
    });
    out.push_str(&table(head, rows.collect(), width));
    for row in sheet.lines.iter().filter(|it| it.message.is_some()) {
        let _ = writeln!(out, "\n{}", bold(&line(&row.id), color));
        if let Some(title) = &row.title {
            wrap(&mut out, "wants:", 2, title, width);
        }
        let clause = row.clause.as_ref().map_or_else(String::new, |it| format!("{it}: "));
        let message = format!("{clause}{}", row.message.as_deref().unwrap_or_default());
        wrap(&mut out, "found:", 2, &message, width);
        wrap(&mut out, "where:", 2, row.violated_where.as_deref().unwrap_or("in every reading"), width);
    }
    out.push('\n');
    for words in sheet.verdict() {
        wrap(&mut out, "", 0, &words, width);
    }
    out
}

/// For machines. The shape is written down in `docs/schema/redlines.schema.json`.
pub fn json(sheet: &LineSheet) -> String {
    super::foreign::document(sheet)
}

/// What a template is made from.
#[derive(Serialize)]
struct LinesTemplate<'s> {
    sheet: &'s LineSheet,
    verdict: Vec<String>,
}

/// For documents.
pub fn markdown(sheet: &LineSheet) -> String {
    templates::markdown(include_str!("red_lines/document.md"), &LinesTemplate { sheet, verdict: sheet.verdict() })
}

/// One page that needs nothing else.
pub fn html(sheet: &LineSheet) -> String {
    templates::html(include_str!("red_lines/page.html"), &LinesTemplate { sheet, verdict: sheet.verdict() })
}
