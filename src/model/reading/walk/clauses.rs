//! Clauses and sentences: which of their values they cannot do without.

use super::{Bracketed, ReadingVisitor, SeparablePart, optional, optional_list};
use crate::model::BracketContent;
use crate::source::Span;
use crate::syntax::ast::{Arg, Clause, ClauseWord, End, Flag, Renewal, RenewalKind, Sentence};
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
    let flag = |wanted: Flag| {
        clause.args.iter().find_map(|it| match it {
            Arg::Flag(flag, span) if *flag == wanted => Some(*span),
            _ => None,
        })
    };
    let code = to.code();
    let place = |wanted: fn(&Arg) -> bool| clause.args.iter().find(|it| wanted(it)).map(|it| it.place(code));
    let since = flag(Flag::Since);
    let ends = place(|it| matches!(it, Arg::Ends(_)));
    let period = place(|it| matches!(it, Arg::Duration(_))).map(|it| since.map_or(it, |since| it.to(since)));
    let renewed = clause.args.iter().any(|it| matches!(it, Arg::Renewal(_)));
    let mut left = true;
    let mut counts = false;
    for arg in &clause.args {
        match arg {
            Arg::Flag(flag, _) => counts = *flag == Flag::Since,
            Arg::Duration(_) if let (Some(period), Some(ends)) = (period, ends) => {
                // Without its length, the term ends with what else ends it.
                let part = SeparablePart { span: Span::new(period.start, ends.start), lead: "", instead: "until " };
                to.optional(part, |to| arg.walk(to));
            }
            Arg::Duration(_) if clause.word == ClauseWord::Term && renewed => {
                let span = period.unwrap_or_default();
                to.optional(SeparablePart::led_by("", span), |to| arg.walk(to));
            }
            Arg::Ends(_) if let Some(period) = period => {
                let last = flag(Flag::Earlier).or(ends).map_or(clause.span.end, |it| it.end);
                to.optional(SeparablePart::led_by("", Span::new(period.end, last)), |to| arg.walk(to));
            }
            Arg::Occasion(_) if counts => _ = optional(to, "after of", arg),
            Arg::Renewal(_) if clause.args.len() > 1 => _ = optional(to, "", arg),
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
            Self::Ends(it) => it.place(code),
            Self::Renewal(it) => it.place(code),
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
            Self::Ends(it) => it.walk(to),
            Self::Renewal(it) => it.walk(to),
            Self::Text(_) | Self::Number(_) | Self::Name(_) | Self::Instant(_) | Self::Flag(..) | Self::Weights(_) => {
                true
            }
        }
    }
}

impl Bracketed for End {
    fn place(&self, code: &str) -> Span {
        match self {
            Self::Decision(it) => it.span,
            Self::Text(span, judge) => judge.as_ref().map_or(*span, |it| span.to(it.span)),
            Self::Occasion(it) => it.place(code),
        }
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        match self {
            Self::Decision(it) => it.walk(to),
            Self::Text(_, judge) => {
                if let Some(judge) = judge {
                    optional(to, "as found by", judge);
                }
                true
            }
            Self::Occasion(it) => it.walk(to),
        }
    }
}

impl Bracketed for Renewal {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        // What is renewed by somebody can be renewed; what nobody can end goes on by itself.
        match &self.kind {
            RenewalKind::Renewable | RenewalKind::Automatically => {}
            RenewalKind::RenewableBy(by) => _ = optional(to, "by", by),
            RenewalKind::RenewedBy(by) => {
                let part = SeparablePart { span: by.span, lead: "renewed by", instead: "renewable" };
                to.optional(part, |to| by.walk(to));
            }
            RenewalKind::UnlessEndedBy(by) => {
                let instead = "renewable automatically";
                let part = SeparablePart { span: by.span, lead: "unless ended by", instead };
                to.optional(part, |to| by.walk(to));
            }
        }
        true
    }
}

impl Bracketed for Sentence {
    fn place(&self, _: &str) -> Span {
        self.span
    }

    fn walk<'t, V: ReadingVisitor<'t>>(&'t self, to: &mut V) -> bool {
        let said = self.author.as_ref().is_none_or(|it| it.walk(to));
        let left = self.bearer.walk(to) & said;
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
