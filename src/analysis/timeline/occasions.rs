//! Occasions, events and conditions that something waits for.

use super::waits::{Clocks, faster, slower};
use super::{EffectTime, Moment};
use crate::analysis::budget;
use crate::analysis::circuit::Part;
use crate::model::{
    ConditionKind, Conditions, EventKind, InstrumentId, Length, Occasion, OccasionKind, Occasions, Provision,
    ProvisionId, RefTarget, TreatyStatus,
};
use crate::source::Span;
use crate::syntax::ast::{Phase, State};

impl<'m> Clocks<'_, 'm> {
    /// When something that is no occasion of its own is done: a step of a sequence.
    pub(super) fn target_done(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        target: RefTarget,
        span: Span,
    ) -> EffectTime {
        match target {
            RefTarget::Provision(id) if id != provision.id => self.done(id),
            RefTarget::Unit(id) => {
                let parts: Vec<ProvisionId> = self.within[id.0 as usize].clone();
                // An article does not wait for itself.
                if parts.contains(&provision.id) {
                    return base;
                }
                parts.into_iter().take_while(|_| budget::spend(1)).fold(base, |slowest, it| {
                    let done = self.done(it);
                    slower(slowest, done)
                })
            }
            RefTarget::Instrument(id) => self.in_force(provision, base, Some(id), span),
            _ => self.for_ever(base, provision, span),
        }
    }

    /// When something that goes on beside a provision is live.
    pub(super) fn target_live(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        target: RefTarget,
        span: Span,
    ) -> EffectTime {
        match target {
            RefTarget::Provision(id) if id == provision.id => base,
            RefTarget::Provision(id) => self.live(id),
            RefTarget::Unit(id) => {
                let mut parts = self.within[id.0 as usize].clone();
                parts.retain(|it| *it != provision.id);
                parts.into_iter().take_while(|_| budget::spend(1)).fold(base, |slowest, it| {
                    let live = self.live(it);
                    slower(slowest, live)
                })
            }
            other => self.target_done(provision, base, other, span),
        }
    }

    /// When a treaty is in force: this one, or another, whose text is at hand or not.
    pub(super) fn in_force(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        of: Option<InstrumentId>,
        span: Span,
    ) -> EffectTime {
        let treaty = self.treaty;
        let file = match of {
            None => treaty.file,
            Some(id) => match &treaty.instruments[id.0 as usize].read {
                Some(read) => read.file,
                None => return self.for_ever(base, provision, span),
            },
        };
        if file == treaty.file && treaty.head.stage == Some(TreatyStatus::InForce) {
            return base;
        }
        let theirs = |it: &&ProvisionId| treaty.provision(**it).file == file && **it != provision.id;
        let entries: Vec<ProvisionId> = self.entries.iter().filter(theirs).copied().collect();
        if entries.is_empty() {
            return self.for_ever(base, provision, span);
        }
        entries.into_iter().fold(base, |slowest, it| {
            let done = self.done(it);
            slower(slowest, done)
        })
    }

    /// What happens first is where time begins; the end of something else is waited for.
    pub(super) fn events(&mut self, provision: &'m Provision<'m>, base: EffectTime) -> EffectTime {
        let mut first: Option<EffectTime> = None;
        for event in provision.events.iter().flat_map(|it| &it.events) {
            let EventKind::Phase(phase @ (Phase::Start | Phase::Completion), target) = event.kind else { return base };
            let next = self.phase(provision, base, phase, target, event.span);
            first = Some(first.map_or(next, |it| faster(it, next)));
        }
        first.unwrap_or(base)
    }

    fn phase(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        phase: Phase,
        target: RefTarget,
        span: Span,
    ) -> EffectTime {
        match (phase, target) {
            (Phase::Start, RefTarget::Provision(id)) => self.live(id),
            (Phase::Completion, target) => self.target_done(provision, base, target, span),
            // When something ends or is broken, no text says.
            _ => self.for_ever(base, provision, span),
        }
    }

    pub(super) fn occasions(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        occasions: &'m Occasions<'m>,
    ) -> EffectTime {
        self.any_of_all(base, &occasions.any, |it, occasion| {
            let found = it.occasion(provision, base, occasion);
            it.part(provision, found, Part::occasion(occasion))
        })
    }

    pub(super) fn occasion(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        occasion: &'m Occasion<'m>,
    ) -> EffectTime {
        let span = occasion.span;
        match &occasion.kind {
            OccasionKind::Named(RefTarget::Provision(id)) => self.live(*id),
            OccasionKind::State(target, state) => self.state(provision, base, *target, *state, None, span),
            OccasionKind::Phase(phase, target) => self.phase(provision, base, *phase, *target, span),
            OccasionKind::Instant(fixed) => self.fixed(provision, base, fixed, span),
            OccasionKind::Decided(decision) => self.decision(provision, base, decision),
            OccasionKind::EntryIntoForce(None) => self.in_force(provision, base, None, span),
            OccasionKind::EntryIntoForce(Some(RefTarget::Instrument(id)))
            | OccasionKind::Named(RefTarget::Instrument(id)) => self.in_force(provision, base, Some(*id), span),
            OccasionKind::Named(target @ RefTarget::Unit(_)) => self.target_done(provision, base, *target, span),
            OccasionKind::Notice(_, of, _) if self.asks_at_once(of) => base,
            OccasionKind::Signature(None, _) if self.treaty.head.stage >= Some(TreatyStatus::Signed) => base,
            OccasionKind::Ratification(None, _) if self.treaty.head.stage == Some(TreatyStatus::InForce) => base,
            // What others do outside the text, what nobody is named to find, what is still open.
            _ => self.for_ever(base, provision, span),
        }
    }

    /// A day that the text fixes. How far away it is, only the day of the event tells.
    pub(super) fn fixed(&mut self, provision: &Provision<'_>, base: EffectTime, words: &str, span: Span) -> EffectTime {
        match self.calendar.fixed(words) {
            Some(at) => self.until(provision, base, at, span),
            None => self.for_ever(base, provision, span),
        }
    }

    /// Waits for an instant; no time if that is past.
    pub(super) fn until(&mut self, provision: &Provision<'_>, from: EffectTime, at: Moment, span: Span) -> EffectTime {
        let Some(now) = from.at.filter(|_| from.open.is_none()) else { return from };
        match now.until(at) {
            0 if !now.apart(at) => from,
            minutes => self.go(from, provision, span, Length::of_minutes(minutes), Some(at)),
        }
    }

    pub(super) fn state(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        target: RefTarget,
        state: State,
        of: Option<InstrumentId>,
        span: Span,
    ) -> EffectTime {
        match (of, target, state) {
            (Some(id), ..) | (None, RefTarget::Instrument(id), State::InForce) => {
                self.in_force(provision, base, Some(id), span)
            }
            (None, RefTarget::Provision(id), State::Triggered | State::InForce | State::Holds) => self.live(id),
            (None, target, State::Fulfilled) => self.target_done(provision, base, target, span),
            _ => self.for_ever(base, provision, span),
        }
    }

    pub(super) fn conditions(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        conditions: &'m Conditions<'m>,
    ) -> EffectTime {
        self.any_of_all(base, &conditions.any, |it, condition| {
            let span = condition.span;
            let found = match (&condition.found_by, &condition.kind) {
                (Some(judge), _) => it.decision(provision, base, judge),
                (None, ConditionKind::Nested(inner)) => it.conditions(provision, base, inner),
                (None, ConditionKind::Decided(decision)) => it.decision(provision, base, decision),
                // What has not come yet holds nothing up; whether words hold, nobody can say.
                (None, ConditionKind::State(RefTarget::Milestone(_) | RefTarget::Hole | RefTarget::Missing, ..)) => {
                    it.for_ever(base, provision, span)
                }
                (None, ConditionKind::State(..) | ConditionKind::Ratified(_)) if condition.negated => base,
                (None, ConditionKind::State(target, state, of)) => {
                    it.state(provision, base, *target, *state, *of, span)
                }
                (None, ConditionKind::Ratified(_)) if it.treaty.head.stage == Some(TreatyStatus::InForce) => base,
                (None, ConditionKind::Ratified(_)) => it.for_ever(base, provision, span),
                (None, ConditionKind::Events(events)) => {
                    let untold = |it: &EventKind<'_>| match it {
                        EventKind::Words(_) => true,
                        EventKind::Phase(..) => !condition.negated,
                        EventKind::Named(..) => false,
                    };
                    if events.events.iter().any(|it| untold(&it.kind)) {
                        it.for_ever(base, provision, span)
                    } else {
                        base
                    }
                }
            };
            it.part(provision, found, Part::condition(condition))
        })
    }
}
