//! How long decisions take: votes, the rules of bodies, payments, and what the end of a clock makes of them.

use super::waits::{Clocks, DEEPEST, faster};
use super::{Bound, Coming, EffectTime, binds};
use crate::analysis::circuit::{self, Part, sole_body};
use crate::model::{ActorSet, Actors, Clock, Decided, Decision, Expiry, ExpiryKind, Provision, Vote, VoteKind};
use crate::source::Span;
use crate::syntax::ast::{Act, List, Quantifier};

impl<'m> Clocks<'_, 'm> {
    /// Whether a decision holds up the bearer that is looked at.
    pub(super) fn is_bound(&self, provision: &Provision<'m>, decision: &Decision<'m>) -> bool {
        let waits = |vote: &Vote<'m>| match (self.bearer, binds(self.circuits, provision, vote)) {
            (Some(bearer), Some(of)) => self.treaty.members(of, None).contains(&bearer),
            _ => true,
        };
        decision.any.is_empty() || decision.any.iter().all(|votes| votes.iter().any(&waits))
    }

    /// Whether each takes a decision for itself, or it takes itself: nobody waits for anybody, whatever clock there is.
    pub(super) fn is_own(&self, decision: &Decision<'m>) -> bool {
        let own = |vote: &Vote<'m>| match &vote.kind {
            VoteKind::Automatic => true,
            VoteKind::Nested(inner) => self.is_own(inner),
            VoteKind::By(of) | VoteKind::Act { act: Act::Determination | Act::Finding, of, .. } => {
                of.quantifier == Some(Quantifier::Each)
            }
            VoteKind::Act { act: Act::Request, of, .. } => self.asks_at_once(of),
            _ => false,
        } && vote.on_application_of.as_ref().is_none_or(|it| self.asks_at_once(it));
        self.body.is_none() && decision.any.iter().any(|votes| !votes.is_empty() && votes.iter().all(own))
    }

    /// A gate with a clock takes as long as those take who open it, and no longer than the clock. Where they don't, or may
    /// not, its end decides: it opens the gate, or others decide then; another provision that answers leaves it shut.
    pub(super) fn clocked(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        gate: Span,
        clock: Option<&'m Clock<'m>>,
        expiry: Option<&'m Expiry<'m>>,
        own: EffectTime,
    ) -> EffectTime {
        let Some(clock) = clock else { return own };
        if self.pace == Bound::Earliest && own.coming == Coming::Certain {
            return own;
        }
        let base = self.anchored(provision, base, clock);
        let run = self.run(provision, base, clock, gate);
        let by_then = if self.pace == Bound::Earliest { own } else { faster(run, own) };
        if own.coming == Coming::Certain {
            return by_then;
        }
        let after = match expiry.or(clock.expiry.as_ref()).map(|it| &it.kind) {
            Some(ExpiryKind::Proceed) if circuit::runs(clock) => run,
            Some(ExpiryKind::Decision(decision)) if circuit::runs(clock) => self.decision(provision, run, decision),
            _ => self.never(provision),
        };
        match (own.coming, after.coming) {
            (Coming::Never, _) => after,
            (_, Coming::Never) => {
                EffectTime { coming: Coming::Unknown, ..if own.open.is_some() { run } else { by_then } }
            }
            _ => after,
        }
    }

    pub(super) fn decided(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        decided: &'m Decided<'m>,
    ) -> EffectTime {
        let decision = &decided.decision;
        if !decided.unless {
            return self.decision(provision, base, decision);
        }
        // It takes effect when the time to object has run; at once, if there is none.
        let found = match (decision.clock.as_deref(), decision.meanwhile) {
            (_, Some(true)) | (None, None) => base,
            (None, Some(false)) => self.for_ever(base, provision, decided.span),
            (Some(clock), _) => {
                let base = self.anchored(provision, base, clock);
                self.run(provision, base, clock, decided.span)
            }
        };
        self.part(provision, found, Part::decided(decided))
    }

    pub(super) fn decision(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        decision: &'m Decision<'m>,
    ) -> EffectTime {
        if decision.meanwhile == Some(true) || !self.is_bound(provision, decision) {
            return base;
        }
        let own = self.votes(provision, base, decision);
        if self.is_own(decision) {
            return if own.coming == Coming::Certain { base } else { own };
        }
        self.clocked(provision, base, decision.span, decision.clock.as_deref(), decision.expiry(), own)
    }

    /// What the votes of a decision take by themselves.
    fn votes(&mut self, provision: &'m Provision<'m>, base: EffectTime, decision: &'m Decision<'m>) -> EffectTime {
        if let Some((_, Some(period))) = decision.silence {
            let silent = match self.pace {
                Bound::Earliest => base,
                Bound::Worst => self.period(base, provision, decision.span, period),
            };
            return self.any_of_all(base, &decision.any, |it, vote| it.part(provision, silent, Part::vote(vote)));
        }
        if decision.any.iter().all(List::is_empty) {
            return self.for_ever(base, provision, decision.span);
        }
        self.any_of_all(base, &decision.any, |it, vote| {
            let found = it.vote(provision, base, vote);
            it.part(provision, found, Part::vote(vote))
        })
    }

    /// Money that others than the bearers must give.
    pub(super) fn payment(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        decision: &'m Decision<'m>,
    ) -> EffectTime {
        let bearers: ActorSet = circuit::bearers(provision).flat_map(|it| self.treaty.members(it, None)).collect();
        let pays = |vote: &'m Vote<'m>| match &vote.kind {
            VoteKind::By(of) => {
                let payers = self.treaty.resolve(of, None);
                !payers.unknown && !payers.open && payers.actors.iter().all(|it| bearers.contains(it))
            }
            // Words on who pays are no gate.
            VoteKind::Words(_) => true,
            _ => false,
        };
        match decision.any.iter().any(|votes| !votes.is_empty() && votes.iter().all(pays)) {
            true => base,
            false if decision.clock.is_some() => self.decision(provision, base, decision),
            false => self.for_ever(base, provision, decision.span),
        }
    }

    fn vote(&mut self, provision: &'m Provision<'m>, base: EffectTime, vote: &'m Vote<'m>) -> EffectTime {
        if let (Some(bearer), Some(of)) = (self.bearer, binds(self.circuits, provision, vote))
            && !self.treaty.members(of, None).contains(&bearer)
        {
            return base;
        }
        let own = self.body.is_none();
        let base = match &vote.on_application_of {
            Some(of) if !self.asks_at_once(of) => self.for_ever(base, provision, vote.span),
            _ => base,
        };
        match &vote.kind {
            VoteKind::Automatic => base,
            VoteKind::Act { act: Act::Request, of, .. } if self.asks_at_once(of) => base,
            VoteKind::Nested(inner) => self.decision(provision, base, inner),
            // Each for itself: nobody waits for anybody.
            VoteKind::By(of) | VoteKind::Act { act: Act::Determination | Act::Finding, of, .. }
                if own && of.quantifier == Some(Quantifier::Each) =>
            {
                base
            }
            VoteKind::By(of) | VoteKind::Act { of, .. } | VoteKind::Threshold { of, .. } => {
                self.by_body(provision, base, vote, of)
            }
            VoteKind::Words(_) | VoteKind::Unknown => self.for_ever(base, provision, vote.span),
        }
    }

    /// A body meets, if somebody must call it, and decides by the clock of its own rule, if it has one.
    fn by_body(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        vote: &'m Vote<'m>,
        of: &Actors<'m>,
    ) -> EffectTime {
        if self.pace == Bound::Earliest {
            return base;
        }
        let rules = sole_body(self.treaty, of).and_then(|it| self.treaty.actor(it).body.as_deref());
        let depth = self.body.map_or(0, |it| it.1);
        let Some(rules) = rules.filter(|_| depth < DEEPEST) else {
            return self.for_ever(base, provision, vote.span);
        };
        let outer = self.body;
        self.body = Some((self.place(vote.span), depth + 1));
        let met = match &rules.convened_by {
            Some(by) => self.decision(provision, base, by),
            None => base,
        };
        let rule = circuit::rule_for(rules, circuit::matter(provision.kind));
        let found = match rule.and_then(|it| rules.rules[it].decision.as_ref()) {
            Some(decision) => self.decision(provision, met, decision),
            None => self.for_ever(met, provision, vote.span),
        };
        self.body = outer;
        found
    }
}
