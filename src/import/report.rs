//! What an import recognised, what it left out, what was ambiguous: for people and for machines.

use super::document::{DocumentParagraph, Dropped};
use super::formulas::RecognizedClause;
use super::heads;
use crate::report::foreign;
use serde::Serialize;
use std::fmt::Write as _;

/// The version of the JSON shape.
const VERSION: u32 = 1;

/// What an import did.
#[derive(Clone, Debug, Default)]
pub struct ImportReport {
    /// The title that was found.
    pub title: Option<String>,
    /// The form that the title names.
    pub form: Option<&'static str>,
    /// Lines of the head that were recognised: date of signature, languages.
    pub heads: Vec<String>,
    /// The parties.
    pub parties: Vec<ImportedParty>,
    /// Articles and other parts that hold text.
    pub parts: Vec<PartRow>,
    /// How many brackets stand around whole paragraphs or parts.
    pub brackets: usize,
    /// What was left out.
    pub dropped: Vec<Dropped>,
    /// What was ambiguous, and how it was decided.
    pub decisions: Vec<String>,
}

/// A party that was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportedParty {
    /// Its short name in the draft.
    pub code: String,
    /// Its name in the text.
    pub title: String,
    /// Which part of the text names it: title, preamble, signatures.
    pub found: &'static str,
}

/// An article, or another part that holds text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartRow {
    /// What it is called: `article 5`.
    pub name: String,
    /// Its title.
    pub title: Option<String>,
    /// How many paragraphs it has.
    pub paragraphs: usize,
    /// How many points and other items.
    pub points: usize,
    /// Words that carry duties and rights, each with how often it stands there.
    pub modals: Vec<(&'static str, usize)>,
    /// How many square brackets stand within its prose.
    pub brackets: usize,
    /// Its clauses that were recognised.
    pub clauses: Vec<RecognizedClause>,
}

/// Words that carry duties and rights.
const MODALS: &[&str] = &["shall", "will", "must", "may", "undertake", "undertakes", "should"];

impl PartRow {
    /// Counts what stands in a part.
    pub(super) fn of(
        name: &str,
        title: Option<&DocumentParagraph>,
        text: &[DocumentParagraph],
        clauses: Vec<RecognizedClause>,
    ) -> Self {
        let marks: Vec<_> = text.iter().filter_map(|it| heads::mark(&it.text)).collect();
        let points = marks.iter().filter(|it| !it.digits).count();
        let words = || text.iter().flat_map(|it| it.text.split(|it: char| !it.is_alphabetic()));
        let modals = MODALS.iter().map(|modal| (*modal, words().filter(|it| it == modal).count()));
        Self {
            name: name.to_owned(),
            title: title.map(|it| it.text.clone()),
            paragraphs: text.len() - points,
            points,
            modals: modals.filter(|it| it.1 > 0).collect(),
            brackets: text.iter().map(|it| it.text.matches('[').count()).sum(),
            clauses,
        }
    }

    /// The words that carry duties and rights, with how often they stand there: `shall (2), may (1)`.
    pub fn modals_told(&self) -> Option<String> {
        let told: Vec<String> = self.modals.iter().map(|it| format!("{} ({})", it.0, it.1)).collect();
        (!told.is_empty()).then(|| told.join(", "))
    }
}

impl ImportReport {
    /// The parts of which no clause was recognised.
    pub fn prose_only(&self) -> impl Iterator<Item = &PartRow> {
        self.parts.iter().filter(|it| it.clauses.is_empty())
    }

    /// The last line: what was found, in numbers.
    pub fn summary(&self) -> String {
        let clauses: Vec<_> = self.parts.iter().flat_map(|it| &it.clauses).collect();
        let open = clauses.iter().filter(|it| it.clause.contains("TBD")).count();
        let lost = match self.dropped.len() {
            0 => "nothing left out".to_owned(),
            1 => "1 thing left out".to_owned(),
            many => format!("{many} things left out"),
        };
        let count = |count: usize, one: &str, many: &str| format!("{count} {}", if count == 1 { one } else { many });
        format!(
            "{}, {} in prose only; {} recognised, {open} with TBD; {lost}",
            count(self.parts.len(), "part", "parts"),
            self.prose_only().count(),
            count(clauses.len(), "final clause", "final clauses"),
        )
    }

    /// For people.
    pub fn text(&self) -> String {
        let mut out = String::new();
        let _ = writeln!(out, "title: {}", self.title.as_deref().map_or("none found".into(), foreign::line));
        if let Some(form) = self.form {
            let _ = writeln!(out, "form: {form}, by the title");
        }
        for head in &self.heads {
            let _ = writeln!(out, "recognised: {head}");
        }
        if self.parties.is_empty() {
            out.push_str("parties: none found\n");
        }
        for ImportedParty { code, title, found } in &self.parties {
            let _ = writeln!(out, "party {code}: {}, in the {found}", foreign::line(title));
        }
        for part in &self.parts {
            let title = part.title.as_deref().map_or(String::new(), |it| format!(" “{}”", foreign::line(it)));
            let mut told = vec![format!("paragraphs: {}", part.paragraphs)];
            if part.points > 0 {
                told.push(format!("points: {}", part.points));
            }
            told.extend(part.modals_told());
            if part.brackets > 0 {
                told.push(format!("square brackets in prose: {}", part.brackets));
            }
            if part.clauses.is_empty() {
                told.push("prose only".to_owned());
            }
            let _ = writeln!(out, "{}{title}: {}", part.name, told.join("; "));
            for clause in &part.clauses {
                let _ = writeln!(out, "    {} → {}", clause.formula, clause.clause);
                let _ = writeln!(out, "        {}", foreign::line(&clause.sentence));
            }
        }
        if self.brackets > 0 {
            let _ = writeln!(out, "brackets around paragraphs and parts: {}", self.brackets);
        }
        for Dropped { what, line } in &self.dropped {
            let _ = writeln!(out, "left out, line {line}: {}", foreign::line(what));
        }
        for decision in &self.decisions {
            let _ = writeln!(out, "decided: {}", foreign::line(decision));
        }
        let _ = writeln!(out, "{}", self.summary());
        out
    }

    /// For machines.
    pub fn json(&self) -> String {
        let clause = |it: &RecognizedClause| RecognizedShape {
            formula: it.formula,
            clause: it.clause.clone(),
            sentence: it.sentence.clone(),
        };
        let part = |it: &PartRow| ImportedPartShape {
            name: it.name.clone(),
            title: it.title.clone(),
            paragraphs: it.paragraphs,
            points: it.points,
            modals: it.modals.iter().map(|it| ModalShape { word: it.0, count: it.1 }).collect(),
            brackets: it.brackets,
            clauses: it.clauses.iter().map(clause).collect(),
            prose_only: it.clauses.is_empty(),
        };
        let dropped = |it: &Dropped| DroppedShape { what: it.what.clone(), line: it.line };
        foreign::document(&ImportShape {
            version: VERSION,
            title: self.title.clone(),
            form: self.form,
            heads: self.heads.clone(),
            parties: self.parties.clone(),
            parts: self.parts.iter().map(part).collect(),
            brackets: self.brackets,
            dropped: self.dropped.iter().map(dropped).collect(),
            decisions: self.decisions.clone(),
            summary: self.summary(),
        })
    }
}

#[derive(Serialize)]
struct ImportShape {
    version: u32,
    title: Option<String>,
    form: Option<&'static str>,
    heads: Vec<String>,
    parties: Vec<ImportedParty>,
    parts: Vec<ImportedPartShape>,
    brackets: usize,
    dropped: Vec<DroppedShape>,
    decisions: Vec<String>,
    summary: String,
}

#[derive(Serialize)]
struct ImportedPartShape {
    name: String,
    title: Option<String>,
    paragraphs: usize,
    points: usize,
    modals: Vec<ModalShape>,
    brackets: usize,
    clauses: Vec<RecognizedShape>,
    prose_only: bool,
}

#[derive(Serialize)]
struct ModalShape {
    word: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct RecognizedShape {
    formula: &'static str,
    clause: String,
    sentence: String,
}

#[derive(Serialize)]
struct DroppedShape {
    what: String,
    line: usize,
}
