//! Periods, clocks, occasions.

use super::super::{Clock, Expiry, ExpiryKind, Limit, Occasion, OccasionKind, Occasions, Period, RefTarget};
use super::ModelBuilder;
use crate::syntax::ast::{self, Anchor, ClockKind, Duration, List, OrBracket};
use crate::syntax::number;

impl<'a> ModelBuilder<'a, '_> {
    /// A length of time; `None` if the reading leaves it out.
    pub(super) fn period(&mut self, duration: &OrBracket<Duration>) -> Option<Period> {
        let duration = self.reading.value(duration)?;
        Some(self.plain_period(*duration))
    }

    pub(super) fn plain_period(&mut self, duration: Duration) -> Period {
        match duration {
            Duration::Indefinite(_) => Period::Indefinite,
            Duration::Tbd(span) => {
                self.hole(span);
                Period::Unknown
            }
            Duration::Span { number, unit, approximate, .. } => {
                let time = number::time(self.words(number), unit);
                time.map_or(Period::Unknown, |(count, unit)| Period::Of { count, unit, approximate })
            }
        }
    }

    /// A clock; `None` if the reading leaves its length out.
    pub(super) fn clock(&mut self, clock: &ast::Clock) -> Option<Box<Clock<'a>>> {
        let limit = match &clock.kind {
            ClockKind::Within(duration) => Limit::Within(self.period(duration)?),
            ClockKind::NotLaterThan(Anchor::Instant(span)) => Limit::Instant(self.words(*span)),
            ClockKind::NotLaterThan(Anchor::Duration(duration)) => Limit::Within(self.plain_period(*duration)),
            ClockKind::NotLaterThan(Anchor::Text(span)) => Limit::Words(self.unquoted(*span)),
            ClockKind::Prompt(span) => Limit::Prompt(self.words(*span)),
        };
        let anchor = clock.anchor.as_deref().and_then(|it| self.occasion_entry(it)).map(Box::new);
        let expiry = clock.expiry.as_ref().and_then(|it| self.expiry(it));
        Some(Box::new(Clock { span: clock.span, limit, anchor, softened: clock.softened, expiry }))
    }

    /// What the end of a clock means; `None` if the reading leaves the decision out.
    pub(super) fn expiry(&mut self, expiry: &ast::Expiry) -> Option<Expiry<'a>> {
        let kind = match &expiry.kind {
            ast::ExpiryKind::Proceed => ExpiryKind::Proceed,
            ast::ExpiryKind::Lapses => ExpiryKind::Lapses,
            ast::ExpiryKind::Decision(decision) => ExpiryKind::Decision(Box::new(self.decision(decision)?)),
            ast::ExpiryKind::Provision(reference) => ExpiryKind::Provision(self.target(reference)),
        };
        Some(Expiry { span: expiry.span, kind })
    }

    /// Occasions; `None` if the reading leaves nothing of them.
    pub(super) fn occasions(&mut self, occasions: &ast::Occasions) -> Option<Occasions<'a>> {
        let reading = self.reading;
        let mut any = List::with_capacity(occasions.any.len());
        for all in &occasions.any {
            let said: Vec<_> = reading.each(all).filter_map(|it| self.occasion(it)).collect();
            let all: List<_> = said.into_iter().flat_map(|it| self.triggers_of_part(it)).collect();
            if !all.is_empty() {
                any.push(all);
            }
        }
        (!any.is_empty()).then_some(Occasions { span: occasions.span, any })
    }

    /// A part of the text as an occasion: all triggers in it. Anything else, and a part without any, stays as it is.
    fn triggers_of_part(&self, occasion: Occasion<'a>) -> Vec<Occasion<'a>> {
        let OccasionKind::Named(RefTarget::Unit(part)) = occasion.kind else { return vec![occasion] };
        let triggers = self.treaty.triggers_in(part).filter(|it| self.provision != Some(*it));
        let named = |it| Occasion { span: occasion.span, kind: OccasionKind::Named(RefTarget::Provision(it)) };
        let named: Vec<_> = triggers.map(named).collect();
        if named.is_empty() { vec![occasion] } else { named }
    }

    /// One occasion, perhaps in brackets.
    pub(super) fn occasion_entry(&mut self, occasion: &OrBracket<ast::Occasion>) -> Option<Occasion<'a>> {
        let occasion = self.reading.value(occasion)?;
        self.occasion(occasion)
    }

    /// One occasion; `None` if the reading leaves its actors out.
    pub(super) fn occasion(&mut self, occasion: &ast::Occasion) -> Option<Occasion<'a>> {
        use ast::OccasionKind as Tree;
        let kind = match &occasion.kind {
            Tree::Tbd => {
                self.hole(occasion.span);
                OccasionKind::Unknown
            }
            Tree::Notice { request, by, of } => {
                let by = self.actors(by)?;
                OccasionKind::Notice(*request, by, of.map(|it| self.unquoted(it)))
            }
            Tree::Signature { of, by } => {
                let of = of.as_ref().map(|it| self.target(it));
                OccasionKind::Signature(of, self.all_of(by))
            }
            Tree::EntryIntoForce(of) => OccasionKind::EntryIntoForce(of.as_ref().map(|it| self.target(it))),
            Tree::Ratification { of, by } => {
                let of = of.as_ref().map(|it| self.target(it));
                let all = self.all_of(by);
                if all.is_empty() {
                    return None;
                }
                OccasionKind::Ratification(of, all)
            }
            Tree::Decided(decision) => OccasionKind::Decided(Box::new(self.decision(decision)?)),
            Tree::Phase(phase, of) => OccasionKind::Phase(*phase, self.target(of)),
            Tree::Instant(span) => OccasionKind::Instant(self.words(*span)),
            Tree::State(stated) => OccasionKind::State(self.target(&stated.of), stated.state),
            Tree::Named(of) => match (&of.kind, self.target(of)) {
                (ast::RefKind::Tbd, _) => OccasionKind::Unknown,
                (_, target) => OccasionKind::Named(target),
            },
            Tree::Text(span) => {
                let text = self.unquoted(*span);
                self.note_term(text, *span, true);
                OccasionKind::Words(text)
            }
        };
        Some(Occasion { span: occasion.span, kind })
    }
}
