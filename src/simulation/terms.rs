//! What ends a provision: its term, what it lasts until, the leaving of its bearer.

use super::LifeState;
use super::PlayState;
use super::acts::ActMatter;
use super::answer::{Openness, Truth};
use crate::model::{ActorId, DetailKind, Doing, DurationClause, Provision, RenewalKind};
use crate::syntax::ast::ProvisionKind;

impl<'a> PlayState<'_, 'a> {
    /// Whether its time is over.
    pub(super) fn ends(&self, provision: &Provision<'a>, matter: &ActMatter, live: super::PlayMinute) -> Openness {
        let matter = &ActMatter { put: Some(live), ..*matter };
        let mut ended = Openness::of(Truth::No);
        for detail in &provision.details {
            let matter = ActMatter { clause: detail.span, ..*matter };
            let own = match &detail.kind {
                DetailKind::Until(until) => self.until(until, &matter),
                DetailKind::Mandate(it) | DetailKind::Duration(it) => self.term(it, &matter, live),
                _ => continue,
            };
            ended = ended.or(own);
        }
        if !provision.kind.is_final() {
            for term in self
                .treaty
                .provisions
                .iter()
                .filter(|it| it.kind == ProvisionKind::Duration && it.file == provision.file)
            {
                if self.treaty.part_of(term.unit) == self.treaty.part_of(provision.unit) {
                    ended = ended.or(self.stands(term.id, None, |it| it.state == LifeState::Ended));
                }
            }
            if let Some(bearer) = matter.bearer {
                ended = ended.or(self.has_left(bearer));
            }
        }
        ended
    }

    fn term(&self, term: &DurationClause<'a>, matter: &ActMatter, live: super::PlayMinute) -> Openness {
        let mut ended = Openness::of(Truth::No);
        if let Some(until) = &term.until {
            ended = ended.or(self.until(until, matter));
        }
        let over = term.period.and_then(|it| self.in_time(live, it)).is_some_and(|it| self.has_run(it));
        let on = |answer: Openness| answer.reversed(&self.words(|| "it has been renewed".to_owned()), &[]);
        match term.renewal.as_ref().map(|it| (&it.kind, it.span)) {
            Some((RenewalKind::UnlessEndedBy(decision), span)) => {
                ended.or(self.decision(decision, ActMatter { clause: span, ..self.against(matter) }))
            }
            _ if !over => ended,
            None => Openness::yes(),
            Some((RenewalKind::Automatic, _)) => ended,
            Some((RenewalKind::Renewable, span)) => ended.or(Openness::unknown(
                span,
                self.words(|| "whether it is renewed; no actor is designated to renew it".to_owned()),
            )),
            Some((RenewalKind::By(decision), span)) => {
                let renewed = self.decision(
                    decision,
                    ActMatter { clause: span, kind: "renewal", facts: Truth::Yes, wanted: true, ..*matter },
                );
                ended.or(on(renewed))
            }
        }
    }

    /// Whether somebody has left, by notice.
    fn has_left(&self, who: ActorId) -> Openness {
        let Some(notice) = self.said.iter().find(|it| it.act == Doing::Withdraws && it.who == who && it.at <= self.now)
        else {
            return Openness::of(Truth::No);
        };
        let leaves = |it: &&Provision<'a>| it.kind == ProvisionKind::Withdrawal;
        let Some(clause) = self.treaty.provisions.iter().find(leaves) else {
            return Openness::of(Truth::No);
        };
        let mut at = Some(notice.at);
        let mut locked = Openness::of(Truth::No);
        for detail in &clause.details {
            match &detail.kind {
                DetailKind::Nothing(_) => return Openness::of(Truth::No),
                DetailKind::Notice(Some(period), ..) => at = self.in_time(notice.at, *period),
                DetailKind::NotDuring(target) => {
                    locked = locked.or(self.active(*target, detail.span, &self.matter(clause, None), false));
                }
                _ => {}
            }
        }
        match at {
            None => Openness::unknown(clause.head, self.words(|| "when a withdrawal takes effect".to_owned())),
            Some(at) if self.has_come(at) => {
                locked.reversed(&self.words(|| "withdrawal is excluded at present".to_owned()), &[])
            }
            Some(_) => Openness::of(Truth::No),
        }
    }
}
