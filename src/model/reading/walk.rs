//! The walk over a tree with its brackets: what stands in what, and what goes where a reading leaves something out.
//!
//! It follows the builder of the model. Where that makes nothing of a value which is absent, nothing is left here.

mod clauses;
mod items;
mod values;

use crate::source::Span;
use crate::syntax::ast::{Bracket, Clause, List, OrBracket, Provision, Unit};

/// What may stand in brackets, or hold some.
pub(super) trait Bracketed {
    /// What brackets around it hold.
    const HELD: BracketContent = BracketContent::Values;

    /// Whether it stands in a list with no commas, `and` or `or` between.
    const APART: bool = !matches!(Self::HELD, BracketContent::Values | BracketContent::Modal);

    /// Where it stands, its parentheses included. `code` is the text with blanks for comments.
    fn place(&self, code: &str) -> Span;

    /// Visits the brackets within; says whether anything of it is left.
    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool;

    /// The name of what it declares.
    fn name(&self) -> Option<Span> {
        None
    }

    /// The actor that it declares or lists.
    fn actor(&self) -> Option<Span> {
        None
    }

    /// Whether it is a bracket.
    fn is_bracket(&self) -> bool {
        false
    }

    /// Whether it can stand in a place without parentheses.
    fn fits(&self, _room: BracketRoom, _code: &str) -> bool {
        true
    }
}

/// Who goes on the walk.
pub(super) trait ReadingVisitor<'t>: Sized {
    /// The text, perhaps with blanks for comments.
    fn code(&self) -> &str;

    /// A bracket; says whether anything of it is left.
    fn bracket<T: Bracketed>(&mut self, bracket: &'t Bracket<T>) -> bool;

    /// Things side by side, of which each may go alone; says whether any is left.
    fn series<T: Bracketed>(&mut self, things: &'t [T]) -> bool {
        things.iter().fold(false, |left, it| it.walk(self) | left)
    }

    /// A part without which the rest stands; says whether anything of it is left.
    fn optional(&mut self, part: SeparablePart, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let _ = part;
        walk(self)
    }

    /// A value, by how much room there is for a text in its place.
    fn room(&mut self, room: BracketRoom, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let _ = room;
        walk(self)
    }

    /// What a clause says; says whether anything of it is left.
    fn clause(&mut self, clause: &'t Clause, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let _ = clause;
        walk(self)
    }

    /// The roles of somebody.
    fn bearer(&mut self, bearer: Span, walk: impl FnOnce(&mut Self)) {
        let _ = bearer;
        walk(self);
    }

    /// What stands in an article or annex.
    fn unit(&mut self, unit: &'t Unit, walk: impl FnOnce(&mut Self)) {
        let _ = unit;
        walk(self);
    }

    /// What stands in a provision.
    fn provision(&mut self, provision: &'t Provision, walk: impl FnOnce(&mut Self)) {
        let _ = provision;
        walk(self);
    }
}

/// A part that goes alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct SeparablePart {
    /// Where it stands.
    pub(super) span: Span,
    /// The words before it that go with it, as many of them as stand there.
    pub(super) lead: &'static str,
    /// The words that then stand in its place.
    pub(super) instead: &'static str,
}

impl SeparablePart {
    /// A part that goes with the words before it.
    fn led_by(lead: &'static str, span: Span) -> Self {
        Self { span, lead, instead: "" }
    }
}

/// How much room there is where a bracket stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BracketRoom {
    /// It is the whole value: any text fits.
    Whole,
    /// Riders stand behind it, which rule the whole: `[ UNSC ] within 3 days`.
    Ruled,
    /// Other things stand beside it: `FRA, [ UKR: EU except HUN ]`.
    Beside,
    /// Only one thing fits: `territory of [ FRA, GBR ]`.
    One,
}

/// Visits a part that goes with the words before it and nothing else.
fn optional<'t, V: ReadingVisitor<'t>>(to: &mut V, lead: &'static str, part: &'t impl Bracketed) -> bool {
    let span = part.place(to.code());
    to.optional(SeparablePart::led_by(lead, span), |to| part.walk(to))
}

/// The same for a list that may not be there.
fn optional_list<'t, T: Bracketed>(to: &mut impl ReadingVisitor<'t>, lead: &'static str, list: &'t List<T>) {
    if !list.is_empty() {
        optional(to, lead, list);
    }
}

/// A place with the parentheses right around it, if there are any.
fn in_parentheses(span: Span, code: &str) -> Span {
    let before = code[..span.start as usize].trim_end();
    let after = &code[span.end as usize..];
    let end = after.trim_start();
    if before.ends_with('(') && end.starts_with(')') {
        return Span::new(before.len() as u32 - 1, span.end + (after.len() - end.len()) as u32 + 1);
    }
    span
}

impl<T: Bracketed> Bracketed for List<T> {
    const HELD: BracketContent = T::HELD;
    const APART: bool = T::APART;

    fn place(&self, code: &str) -> Span {
        match (self.first(), self.last()) {
            (Some(first), Some(last)) => first.place(code).to(last.place(code)),
            _ => Span::default(),
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        to.series(self)
    }
}

impl<T: Bracketed> Bracketed for OrBracket<T> {
    const HELD: BracketContent = T::HELD;
    const APART: bool = T::APART;

    fn place(&self, code: &str) -> Span {
        match self {
            Self::Plain(it) => it.place(code),
            Self::Bracket(it) => it.span,
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Plain(it) => it.walk(to),
            Self::Bracket(it) => to.bracket(it),
        }
    }

    fn is_bracket(&self) -> bool {
        matches!(self, Self::Bracket(_))
    }

    fn fits(&self, room: BracketRoom, code: &str) -> bool {
        match self {
            Self::Plain(it) => it.fits(room, code),
            Self::Bracket(_) => true,
        }
    }
}

/// What a bracket holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BracketContent {
    /// Declarations, articles, provisions, lines of the head.
    Items,
    /// Clauses of a block.
    Clauses,
    /// Rungs of a ladder.
    Rungs,
    /// Steps of a sequence, lines of `assume`.
    Steps,
    /// Items of a list, or a whole value.
    Values,
    /// The operative words, which have no empty reading.
    Modal,
}
