//! The texts that the help of a finding shows, each as an edit that puts it where it belongs. What is offered can be read in
//! its place; whether it clears the finding is for the drafter to judge, other than with a fix.

use crate::diagnostic::{Diagnostic, Edit, applied};
use crate::source::{FileId, Span, line_end, line_start};
use crate::syntax::ast::{Clause, Close, Item, OrBracket, Provision};
use crate::syntax::clauses::{CLAUSES, ClauseInfo};
use crate::syntax::lexer::is_of_word;
use crate::syntax::{self, Parsed};

/// So many texts of one finding are offered.
const MOST: usize = 6;

/// Where the help leaves something open.
const OPEN: char = '…';

/// What may stand for something open, so that the text can be read: the first that can.
const STAND_INS: &[&str] = &["TBD", "AAA", "name", "1", "1 day"];

/// A text of a help, put in its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    /// The text as the help shows it.
    pub shown: String,
    /// The text that it takes the place of, if it does.
    pub replaced: Option<String>,
    /// Where, and what comes there; what is left open is still `…`.
    pub edit: Edit,
    /// What may stand for what is left open, so that the draft can be read: `TBD`; empty if nothing is left open.
    pub stand_in: &'static str,
}

impl Insertion {
    /// Whether the draft can be read with it as long as nobody fills in what is left open.
    pub fn is_readable(&self) -> bool {
        matches!(self.stand_in, "" | "TBD")
    }

    /// The edit with `TBD` for what is left open.
    pub fn plain(&self) -> Edit {
        Edit { span: self.edit.span, text: self.edit.text.replace(OPEN, self.stand_in) }
    }
}

/// The texts that the help of a finding shows and that can be inserted, but for those that a fix of it inserts.
pub fn insertions(text: &str, parsed: &Parsed, finding: &Diagnostic) -> Vec<Insertion> {
    let place = finding.primary.span;
    let target = Target::of(&parsed.draft.items, place);
    let unread = parsed.diagnostics.len();
    let reads =
        |edit: &Edit| syntax::parse(FileId(0), &applied(text, std::slice::from_ref(edit))).diagnostics.len() <= unread;
    let by_fix = |shown: &str| finding.fixes.iter().flat_map(|it| &it.edits).any(|it| it.text.contains(shown));
    let mut found: Vec<Insertion> = Vec::new();
    for help in &finding.help {
        let quoted: Vec<&str> = help.split('`').skip(1).step_by(2).collect();
        for (at, shown) in quoted.iter().enumerate() {
            if found.len() == MOST {
                return found;
            }
            if by_fix(shown) || found.iter().any(|it| it.shown == *shown) {
                continue;
            }
            let replaced = quoted.get(at + 1).filter(|other| {
                [format!("`{shown}` for `{other}`"), format!("`{shown}` in place of `{other}`")]
                    .iter()
                    .any(|it| help.contains(it.as_str()))
            });
            let edits = match replaced {
                Some(old) => target.replace(text, place, old, shown).into_iter().collect(),
                // One word alone is a name or a keyword, and no text to insert.
                None if !shown.contains(' ') => Vec::new(),
                None => target.edits(text, parsed, place, shown),
            };
            let readable = edits.into_iter().find_map(|edit| {
                let stand_ins = if edit.text.contains(OPEN) { STAND_INS } else { &[""] };
                let with = |it: &&&str| reads(&Edit { span: edit.span, text: edit.text.replace(OPEN, it) });
                let stand_in = stand_ins.iter().find(with)?;
                Some((edit, *stand_in))
            });
            if let Some((edit, stand_in)) = readable {
                let replaced = replaced.map(|it| (*it).to_owned());
                found.push(Insertion { shown: (*shown).to_owned(), replaced, edit, stand_in });
            }
        }
    }
    found
}

/// What stands around a place.
#[derive(Default)]
struct Target<'t> {
    /// The outermost provision, and the innermost: a rung.
    provision: Option<(&'t Provision, &'t Provision)>,
    /// The clause at the place.
    clause: Option<&'t Clause>,
    /// The declaration at the place.
    declaration: Option<Span>,
}

/// Everything in a list, whatever its brackets.
fn every<'t, T>(entries: &'t [OrBracket<T>], visit: &mut dyn FnMut(&'t T)) {
    for entry in entries {
        match entry {
            OrBracket::Plain(it) => visit(it),
            OrBracket::Bracket(bracket) => bracket.alternatives.iter().for_each(|it| every(&it.content, visit)),
        }
    }
}

fn holds(span: Span, place: Span) -> bool {
    span.start <= place.start && place.start <= span.end
}

impl<'t> Target<'t> {
    fn of(items: &'t [OrBracket<Item>], place: Span) -> Self {
        let mut target = Self::default();
        target.find(items, place);
        target
    }

    fn find(&mut self, items: &'t [OrBracket<Item>], place: Span) {
        every(items, &mut |item| match item {
            Item::Unit(it) if holds(it.span, place) => self.find(&it.items, place),
            Item::Provision(it) if holds(it.span, place) => {
                let mut inner = it;
                every(&it.rungs, &mut |rung| inner = if holds(rung.span, place) { rung } else { inner });
                self.provision = Some((it, inner));
                self.clauses(&inner.clauses, place);
            }
            Item::Declaration(it) if holds(it.span, place) => {
                self.declaration = Some(it.span);
                self.clauses(&it.clauses, place);
            }
            Item::Place(it) if holds(it.span, place) => {
                self.declaration = Some(it.span);
                self.clauses(&it.clauses, place);
            }
            _ => {}
        });
    }

    fn clauses(&mut self, clauses: &'t [OrBracket<Clause>], place: Span) {
        every(clauses, &mut |it| {
            if holds(it.span, place) {
                self.clause = Some(it);
            }
        });
    }

    /// A word of the text around the place, replaced.
    fn replace(&self, text: &str, place: Span, old: &str, new: &str) -> Option<Edit> {
        let around = self.clause.map(|it| it.span).or(self.provision.map(|it| it.1.span)).into_iter();
        for span in [place].into_iter().chain(around) {
            let within = text.get(span.start as usize..span.end as usize)?;
            let is_word =
                |at: usize| !within[..at].ends_with(is_of_word) && !within[at + old.len()..].starts_with(is_of_word);
            if let Some((at, _)) = within.match_indices(old).find(|it| is_word(it.0)) {
                let start = span.start + at as u32;
                return Some(Edit { span: Span::new(start, start + old.len() as u32), text: new.to_owned() });
            }
        }
        None
    }

    /// The ways to put a text in its place, the best first.
    fn edits(&self, text: &str, parsed: &Parsed, place: Span, shown: &str) -> Vec<Edit> {
        let mut edits = Vec::new();
        if TOP.iter().any(|it| begins(shown, it)) {
            edits.extend(at_the_top(text, parsed, shown));
        }
        if let Some((outer, inner)) = self.provision {
            edits.extend(clause_in(text, inner, shown));
            if !std::ptr::eq(outer, inner) {
                edits.extend(clause_in(text, outer, shown));
            }
        }
        // What goes on a clause, or on a declaration.
        let ends = [Some(place), self.clause.map(|it| it.span), self.declaration];
        edits.extend(ends.into_iter().flatten().map(|it| Edit { span: Span::at(it.end), text: format!(" {shown}") }));
        let after = self.provision.map(|it| it.0.span).or(self.declaration);
        match after {
            Some(span) => edits.push(line_after(text, span, shown)),
            None => edits.extend(at_the_top(text, parsed, shown)),
        }
        // A provision that stands in no article stands behind the last one.
        edits.push(Edit { span: Span::at(text.trim_end().len() as u32), text: format!("\n\n{shown}") });
        edits
    }
}

/// The words with which entries begin that stand before the articles.
const TOP: &[&str] = &[
    "party",
    "state",
    "organization",
    "body",
    "group",
    "office",
    "assume",
    "form",
    "stage",
    "signed",
    "term",
    "area",
    "zone",
    "line",
];

fn begins(shown: &str, word: &str) -> bool {
    shown.strip_prefix(word).is_some_and(|it| !it.starts_with(is_of_word))
}

/// The clause of a provision that a text takes the place of, or a new line at its end.
fn clause_in(text: &str, provision: &Provision, shown: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let named = |it: &&ClauseInfo| it.texts.iter().any(|text| begins(shown, text));
    for info in CLAUSES.iter().filter(named) {
        every(&provision.clauses, &mut |it| {
            if it.word == info.word && info.once {
                edits.push(Edit { span: it.span, text: shown.to_owned() });
            }
        });
    }
    if matches!(provision.close, Close::Brace) || text[..provision.span.end as usize].ends_with('}') {
        let end = provision.span.end - 1;
        let start = line_start(text, end);
        let before = &text[start as usize..end as usize];
        if before.trim().is_empty() {
            // The brace stands on a line of its own.
            let outer = &before[..before.len() - before.trim_start().len()];
            edits.push(Edit { span: Span::at(start), text: format!("{outer}    {shown}\n") });
        } else {
            let blank = if before.ends_with(' ') { "" } else { " " };
            edits.push(Edit { span: Span::at(end), text: format!("{blank}{shown} ") });
        }
    }
    edits
}

/// A new line behind an entry, indented as it is.
fn line_after(text: &str, span: Span, shown: &str) -> Edit {
    let end = line_end(text, span.end);
    let line = &text[line_start(text, span.start) as usize..span.start as usize];
    let indent = &line[..line.len() - line.trim_start().len()];
    let new =
        if text[..end as usize].ends_with('\n') { format!("{indent}{shown}\n") } else { format!("\n{indent}{shown}") };
    Edit { span: Span::at(end), text: new }
}

/// A line before the first article or provision, indented as it is.
fn at_the_top(text: &str, parsed: &Parsed, shown: &str) -> Option<Edit> {
    let mut first: Option<Span> = None;
    every(&parsed.draft.items, &mut |item| {
        let span = match item {
            Item::Unit(it) => it.span,
            Item::Provision(it) => it.span,
            _ => return,
        };
        first.get_or_insert(span);
    });
    let start = line_start(text, first?.start);
    let line = &text[start as usize..first?.start as usize];
    let indent = &line[..line.len() - line.trim_start().len()];
    Some(Edit { span: Span::at(start), text: format!("{indent}{shown}\n") })
}
