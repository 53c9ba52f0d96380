//! Words of a text in one form, whatever their layout, order, units and the names of provisions.

use crate::analysis::TimelineStart;
use crate::diagnostic::grouped;
use crate::model::{
    Actors, Area, AreaTerm, Detail, DetailKind, Object, OpenWord, Quantity, RefTarget, SetTerm, SlotValue, Treaty,
};
use crate::source::Span;
use crate::syntax::clauses::{CLAUSES, ClauseWord};
use crate::syntax::lexer::{Lexer, TokenKind};
use std::collections::BTreeMap;

/// Stands around the name of a part of the text, which another text may call otherwise.
const REFERENCE: char = '\u{1}';

/// A clause, in its words and in one form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClauseText {
    /// Which clause.
    pub word: ClauseWord,
    /// In one form, for comparing.
    pub(super) canon: String,
    /// The length of time that it sets, in minutes.
    pub(super) minutes: Option<u64>,
    /// As it stands.
    pub text: String,
    /// Its line; 0 in another text.
    pub line: u32,
}

/// One reading of a text, and its words.
pub(super) struct Canon<'c, 'm> {
    pub(super) treaty: &'m Treaty<'m>,
    pub(super) words: &'c dyn Fn(Span) -> String,
    pub(super) line: &'c dyn Fn(Span) -> u32,
    /// The names of parts of the text that are used, by where.
    uses: BTreeMap<u32, &'m str>,
}

/// The name of a part of the text, as one that another text may give otherwise.
pub(super) fn reference(name: &str) -> String {
    format!("{REFERENCE}{name}{REFERENCE}")
}

/// Replaces the names of parts of the text by those that another text gives them.
pub(super) fn renamed(canon: &str, names: &BTreeMap<String, String>) -> String {
    if !canon.contains(REFERENCE) {
        return canon.to_owned();
    }
    let parts = canon.split(REFERENCE).enumerate();
    let part = |(at, it): (usize, &str)| match names.get(it).filter(|_| at % 2 == 1) {
        Some(name) => name.clone(),
        None => it.to_owned(),
    };
    parts.map(part).collect::<Vec<_>>().join(&REFERENCE.to_string())
}

/// Replaces them by a sign, so that what they are called counts for nothing.
pub(super) fn anonymous(canon: &str) -> String {
    canon.split(REFERENCE).enumerate().map(|(at, it)| if at % 2 == 0 { it } else { "…" }).collect()
}

/// Words of this form for a reader.
pub fn readable(canon: &str) -> String {
    canon.replace(REFERENCE, "")
}

impl<'c, 'm> Canon<'c, 'm> {
    pub(super) fn new(
        treaty: &'m Treaty<'m>,
        words: &'c dyn Fn(Span) -> String,
        line: &'c dyn Fn(Span) -> u32,
    ) -> Self {
        let part = |it: RefTarget| !matches!(it, RefTarget::Actor(_) | RefTarget::Hole | RefTarget::Missing);
        let uses = treaty.uses.iter().filter(|it| it.span.is_own() && part(it.target));
        Self { treaty, words, line, uses: uses.map(|it| (it.span.start, it.name)).collect() }
    }

    /// A clause, in its words and in one form.
    pub(super) fn clause(&self, word: ClauseWord, span: Span, canon: String) -> ClauseText {
        ClauseText { word, canon, minutes: None, text: (self.words)(span), line: (self.line)(span) }
    }

    /// The same of a clause whose words are its form.
    pub(super) fn worded(&self, word: ClauseWord, span: Span) -> ClauseText {
        self.clause(word, span, self.text(span))
    }

    /// A detail of a provision or place.
    pub(super) fn detail(&self, detail: &Detail<'m>) -> ClauseText {
        let word = detail.kind.as_str();
        let canon = match &detail.kind {
            DetailKind::Means(objects) => self.objects(objects),
            DetailKind::OnActors(of) => self.actors(of),
            kind => {
                let slots = CLAUSES.iter().find(|it| it.word == word).map_or(0, |it| it.slots.len());
                let parts: Vec<String> = (0..slots).map(|at| self.slot(kind.slot(at), detail.span)).collect();
                // What is told apart by a keyword alone, and what has fields of its own, is told by its words.
                if parts.iter().all(String::is_empty) { self.text(detail.span) } else { parts.join("; ") }
            }
        };
        let minutes = match &detail.kind {
            DetailKind::Notice(Some(period), ..) | DetailKind::After(period) => {
                period.exactly().map(|it| TimelineStart::default().minutes(it))
            }
            _ => None,
        };
        ClauseText { minutes, ..self.clause(word, detail.span, canon) }
    }

    fn slot(&self, value: SlotValue<'_, 'm>, whole: Span) -> String {
        match value {
            SlotValue::Nothing | SlotValue::Flag(false) => String::new(),
            SlotValue::Flag(true) => "yes".to_owned(),
            SlotValue::Actors(of) => self.actors(of),
            SlotValue::Objects(objects) => self.objects(objects),
            SlotValue::Words(words) => open_words(words),
            SlotValue::Area(area) => self.area(area),
            SlotValue::Decision(it) => self.text(it.span),
            SlotValue::Occasions(it) => self.text(it.span),
            SlotValue::Occasion(it) => self.text(it.span),
            SlotValue::Clock(it) => self.text(it.span),
            SlotValue::Period(it) => match it.length() {
                Some(length) => format!("{} months {} minutes", length.months, length.beyond_months()),
                None => format!("{it:?}"),
            },
            SlotValue::Targets(targets) => sorted(targets.iter().map(|it| self.target(it.0))),
            SlotValue::Target(target) => self.target(target),
            SlotValue::Text(text) => text.to_owned(),
            SlotValue::Number(number) => number.to_string(),
            SlotValue::Own => self.text(whole),
        }
    }

    /// What a reference names.
    pub(super) fn target(&self, target: RefTarget) -> String {
        let treaty = self.treaty;
        reference(match target {
            RefTarget::Actor(id) => return treaty.name(id).to_owned(),
            RefTarget::Group(id) => treaty.groups[id.0 as usize].name,
            RefTarget::Place(id) => treaty.places[id.0 as usize].name,
            RefTarget::Unit(id) => return treaty.unit_path(id).to_string(),
            RefTarget::Provision(id) => treaty.provision(id).name_or_kind(),
            RefTarget::Instrument(id) => treaty.instruments[id.0 as usize].name,
            RefTarget::Milestone(at) => treaty.milestones[at as usize].name,
            RefTarget::Term(at) => treaty.terms[at as usize].term,
            RefTarget::Weights(at) => treaty.weights[at as usize].name,
            RefTarget::Hole | RefTarget::Missing => return "TBD".to_owned(),
        })
    }

    /// A set of actors by its members.
    pub(super) fn actors(&self, of: &Actors<'m>) -> String {
        let treaty = self.treaty;
        let found = treaty.resolve(of, None);
        let mut parts: Vec<String> = found.actors.iter().map(|it| treaty.name(*it).to_owned()).collect();
        parts.sort_unstable();
        if found.leaves_open() || treaty.depends_on_case(of) || parts.is_empty() {
            parts.push(self.text(of.span));
        }
        let lone = |it: &SetTerm<'_>| matches!(it, SetTerm::Actor(_));
        match of.quantifier {
            Some(quantifier) if parts.len() > 1 || !of.include.iter().all(lone) => {
                format!("{quantifier:?} of {}", parts.join(", "))
            }
            _ => parts.join(", "),
        }
    }

    /// A mixed list.
    pub(super) fn objects(&self, objects: &[Object<'m>]) -> String {
        sorted(objects.iter().map(|it| self.object(it)))
    }

    /// One object of a sentence.
    pub(super) fn object(&self, object: &Object<'m>) -> String {
        match object {
            Object::Actors(of) => self.actors(of),
            Object::Quantity(it) => quantity(it),
            Object::Place(id, _) => self.target(RefTarget::Place(*id)),
            Object::Provision(id, _) => self.target(RefTarget::Provision(*id)),
            Object::Instrument(id, _) => self.target(RefTarget::Instrument(*id)),
            Object::Word(word) => open_word(word),
        }
    }

    /// An area, by its parts.
    pub(super) fn area(&self, area: &Area<'m>) -> String {
        let parts = |terms: &[AreaTerm<'m>]| sorted(terms.iter().map(|it| self.area_term(it)));
        match &area.except[..] {
            [] => parts(&area.include),
            except => format!("{} except {}", parts(&area.include), parts(except)),
        }
    }

    fn area_term(&self, term: &AreaTerm<'m>) -> String {
        let part = |part: Option<&str>| part.map_or_else(String::new, |it| format!(" “{it}”"));
        match term {
            AreaTerm::TerritoryOf(of, words) => format!("territory of {}{}", self.actors(of), part(*words)),
            AreaTerm::Place(id, words) => format!("{}{}", self.target(RefTarget::Place(*id)), part(*words)),
            AreaTerm::Words(words) => format!("“{words}”"),
            AreaTerm::Nested(inner) => format!("({})", self.area(inner)),
            AreaTerm::Unknown => "TBD".to_owned(),
        }
    }

    /// The words of a place in one form: blanks, quotes, comments and units of time count for nothing, and names of parts of
    /// the text are marked.
    pub(super) fn text(&self, span: Span) -> String {
        let names: Vec<&str> = self.uses.range(span.start..span.end.max(span.start)).map(|it| *it.1).collect();
        let words = (self.words)(span);
        let mut parts: Vec<String> = Vec::new();
        for token in Lexer::new(&words).filter(|it| !it.kind.is_trivia()) {
            let word = token.inner(&words).of(&words);
            let time = parts.last().and_then(|it| it.replace(',', "").parse::<u64>().ok()).zip(unit(word));
            match (token.kind, time) {
                (TokenKind::Quotation, _) => parts.push(format!("“{word}”")),
                (TokenKind::Word, Some((count, (times, unit)))) => {
                    parts.pop();
                    parts.push(format!("{} {unit}", count.saturating_mul(times)));
                }
                (TokenKind::Word, None) if names.contains(&word) => parts.push(reference(word)),
                _ => parts.push(word.to_owned()),
            }
        }
        parts.join(" ")
    }
}

/// How many of what a unit of time is.
fn unit(word: &str) -> Option<(u64, &'static str)> {
    Some(match word {
        "minute" | "minutes" => (1, "minutes"),
        "hour" | "hours" => (60, "minutes"),
        "day" | "days" => (1440, "minutes"),
        "week" | "weeks" => (7 * 1440, "minutes"),
        "month" | "months" => (1, "months"),
        "year" | "years" => (12, "months"),
        _ => return None,
    })
}

fn open_word(word: &OpenWord<'_>) -> String {
    match (word.hole, word.quoted) {
        (true, _) => "TBD".to_owned(),
        (_, true) => format!("“{}”", word.text),
        _ => word.text.to_owned(),
    }
}

/// Words of a list, in one order.
pub(super) fn open_words(words: &[OpenWord<'_>]) -> String {
    sorted(words.iter().map(open_word))
}

/// An amount: `approximately 200 tanks`.
pub(super) fn quantity(of: &Quantity<'_>) -> String {
    let about = if of.approximate { "approximately " } else { "" };
    format!("{about}{} {}", amount(of.thousandths), of.unit).trim_end().to_owned()
}

/// A number in thousandths.
pub(super) fn amount(thousandths: Option<u64>) -> String {
    let Some(it) = thousandths else { return "TBD".to_owned() };
    match it % 1000 {
        0 => grouped((it / 1000).into()),
        part => format!("{}.{}", grouped((it / 1000).into()), format!("{part:03}").trim_end_matches('0')),
    }
}

fn sorted(parts: impl Iterator<Item = String>) -> String {
    let mut parts: Vec<String> = parts.collect();
    parts.sort_unstable();
    parts.dedup();
    parts.join(", ")
}
