//! Clauses and sentences: which of their values they cannot do without.

use super::{Bracketed, ReadingVisitor, SeparablePart, optional, optional_list};
use crate::model::BracketContent;
use crate::source::Span;
use crate::syntax::ast::{Arg, Clause, ClauseWord, Flag, Sentence};
use crate::syntax::clauses::ValueNeed;

impl Bracketed for Clause {
    const HELD: BracketContent = BracketContent::Clauses;

    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        use ClauseWord as W;
        to.clause(self, |to| match self.word {
            W::Term | W::Duration | W::Mandate | W::Until => term(self, to),
            W::Ceiling | W::Floor => level(self, to),
            W::Extent => extent(self, to),
            W::SnapbackUpon => snapback(self, to),
            _ => {
                let mut left = true;
                for arg in &self.args {
                    match lead(self.word, arg) {
                        Some(lead) => _ = optional(to, lead, arg),
                        None => left &= arg.walk(to),
                    }
                }
                left
            }
        })
    }
}

/// The words before a value without which its clause still says something; `None` if it does not.
fn lead(word: ClauseWord, arg: &Arg) -> Option<&'static str> {
    match (word, arg) {
        (_, Arg::Except(_)) => Some("except"),
        (ClauseWord::Forums, Arg::Clock(_)) => Some(""),
        _ => {
            let slot = word.info().slots.iter().find(|it| it.of.takes(arg))?;
            (slot.need == ValueNeed::Maybe).then_some(slot.lead)
        }
    }
}

/// How long, until what, how renewed. A final clause may say how it is renewed and nothing else.
fn term<'t>(clause: &'t Clause, to: &mut impl ReadingVisitor<'t>) -> bool {
    let flag = |arg: &Arg| match arg {
        Arg::Flag(flag, span) => Some((*flag, *span)),
        _ => None,
    };
    let renewed = |it: &Flag| matches!(it, Flag::Renewable | Flag::RenewedBy | Flag::UnlessEndedBy);
    let mut flags = clause.args.iter().filter_map(flag);
    let since = flags.clone().find(|it| it.0 == Flag::Since);
    let goes_alone = clause.word == ClauseWord::Term && flags.any(|it| renewed(&it.0));
    let (mut left, mut last) = (true, None);
    for arg in &clause.args {
        match (arg, last) {
            (Arg::Flag(flag, _), _) => last = Some(*flag),
            (Arg::Duration(_), _) if goes_alone => {
                let span = arg.place(to.code());
                let span = since.map_or(span, |it| span.to(it.1));
                to.optional(SeparablePart::led_by("", span), |to| arg.walk(to));
            }
            (Arg::Occasion(_), Some(Flag::Since)) => _ = optional(to, "after of", arg),
            (Arg::Decision(_), Some(Flag::FoundBy)) => _ = optional(to, "as found by", arg),
            (Arg::Decision(_), Some(Flag::Renewable)) => _ = optional(to, "by", arg),
            // What is renewed by somebody can be renewed; what nobody can end goes on by itself.
            (Arg::Decision(_), Some(Flag::RenewedBy)) => {
                let part = SeparablePart { span: arg.place(to.code()), lead: "renewed by", instead: "renewable" };
                to.optional(part, |to| arg.walk(to));
            }
            (Arg::Decision(_), Some(Flag::UnlessEndedBy)) => {
                let instead = "renewable automatically";
                let part = SeparablePart { span: arg.place(to.code()), lead: "unless ended by", instead };
                to.optional(part, |to| arg.walk(to));
            }
            _ => left &= arg.walk(to),
        }
    }
    left
}

/// How many, and in which band of distance: `at most 10 tanks from 0 km to 10 km of Line`.
fn level<'t>(clause: &'t Clause, to: &mut impl ReadingVisitor<'t>) -> bool {
    let amounts = |arg: &Arg| matches!(arg, Arg::Quantities(_));
    let first = clause.args.iter().position(amounts).map_or(clause.args.len(), |it| it + 1);
    let (args, band) = clause.args.split_at(first);
    let mut left = args.iter().fold(true, |left, it| it.walk(to) & left);
    let Some(from) = band.iter().find(|it| amounts(it)) else {
        return band.iter().fold(left, |left, it| it.walk(to) & left);
    };
    let span = Span::new(from.place(to.code()).start, clause.span.end);
    // Without one of its distances a band is none, and the level holds everywhere; without its line nothing does.
    to.optional(SeparablePart::led_by("from", span), |to| {
        let (distances, line): (Vec<_>, Vec<_>) = band.iter().partition(|it| !matches!(it, Arg::Refs(_)));
        let whole = distances.into_iter().fold(true, |whole, it| it.walk(to) & whole);
        let line = line.into_iter().fold(true, |line, it| it.walk(to) & line);
        left &= line || !whole;
        whole
    });
    left
}

/// How far an area reaches: the first distance, and from what.
fn extent<'t>(clause: &'t Clause, to: &mut impl ReadingVisitor<'t>) -> bool {
    let (mut left, mut second) = (true, false);
    for arg in &clause.args {
        match arg {
            Arg::Flag(Flag::To, _) => second = true,
            Arg::Quantities(_) if second => _ = optional(to, "to", arg),
            Arg::Area(_) => _ = optional(to, "in", arg),
            _ => left &= arg.walk(to),
        }
    }
    left
}

/// When measures return, and who decides on that. What decides stands last.
fn snapback<'t>(clause: &'t Clause, to: &mut impl ReadingVisitor<'t>) -> bool {
    let mut left = true;
    for arg in &clause.args {
        if let Arg::Decision(_) = arg {
            let span = Span::new(arg.place(to.code()).start, clause.span.end);
            to.optional(SeparablePart::led_by("decided unless by", span), |to| arg.walk(to));
        } else {
            left &= arg.walk(to);
        }
    }
    left
}

impl Bracketed for Arg {
    fn place(&self, code: &str) -> Span {
        match self {
            Self::Set(it) => it.span,
            Self::Words(it) => it.place(code),
            Self::Items(it) | Self::Except(it) => it.place(code),
            Self::Area(it) => it.span,
            Self::Decision(it) => it.span,
            Self::Conditions(it) => it.span,
            Self::Events(it) => it.span,
            Self::Occasions(it) => it.span,
            Self::Occasion(it) => it.place(code),
            Self::Clock(it) => it.span,
            Self::Duration(it) => it.place(code),
            Self::Quantities(it) => it.place(code),
            Self::Refs(it) => it.place(code),
            Self::Sentence(it) => it.span,
            Self::Weights(it) => it.span,
            Self::Text(span) | Self::Number(span) | Self::Name(span) | Self::Instant(span) | Self::Flag(_, span) => {
                *span
            }
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Set(it) => it.walk(to),
            Self::Words(it) => it.walk(to),
            Self::Items(it) | Self::Except(it) => it.walk(to),
            Self::Area(it) => it.walk(to),
            Self::Decision(it) => it.walk(to),
            Self::Conditions(it) => it.walk(to),
            Self::Events(it) => it.walk(to),
            Self::Occasions(it) => it.walk(to),
            Self::Occasion(it) => it.walk(to),
            Self::Clock(it) => it.walk(to),
            Self::Duration(it) => it.walk(to),
            Self::Quantities(it) => it.walk(to),
            Self::Refs(it) => it.walk(to),
            Self::Sentence(it) => it.walk(to),
            Self::Text(_) | Self::Number(_) | Self::Name(_) | Self::Instant(_) | Self::Flag(..) | Self::Weights(_) => {
                true
            }
        }
    }
}

impl Bracketed for Sentence {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let left = self.bearer.walk(to);
        if let Some(modal) = &self.modal {
            modal.walk(to);
        }
        if !self.objects.is_empty() {
            let code = to.code();
            let span = self.objects.place(code);
            let span = if self.except.is_empty() { span } else { span.to(self.except.place(code)) };
            to.optional(SeparablePart::led_by("", span), |to| self.objects.walk(to));
        }
        optional_list(to, "except", &self.except);
        left
    }
}
