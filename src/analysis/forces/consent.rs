//! Whose consent the presence of a force rests on.

use crate::analysis::Facts;
use crate::model::vocabulary::{Basis, basis};
use crate::model::{
    ActorSet, ConditionKind, Conditions, Decision, DetailKind, GateKind, OccasionKind, Occasions, Provision, RefTarget,
    Timing, Treaty, VoteKind,
};
use crate::syntax::ast::ProvisionKind;

use super::ForcePart;

impl<'m> Facts<'m> {
    /// Those on whose soil a force stands without a word on their consent.
    pub fn unasked(&self, force: &ForcePart<'m>) -> ActorSet {
        let mut hosts = force.hosts.actors.clone();
        // Whoever takes part in a force consents to it.
        hosts.retain(|it| force.senders.actors.binary_search(it).is_err());
        if hosts.is_empty() || !force.foreign() {
            return ActorSet::new();
        }
        let mut consent = Consent { facts: self, given: ActorSet::new(), all: false };
        consent.given.extend(self.forces().receivers(force));
        consent.collect(force.provision);
        hosts.retain(|it| !consent.all && !consent.given.contains(it));
        hosts
    }
}

/// Who has consented to a force.
struct Consent<'c, 'm> {
    facts: &'c Facts<'m>,
    given: ActorSet,
    /// Everybody has, or nobody needs to.
    all: bool,
}

impl<'m> Consent<'_, 'm> {
    fn collect(&mut self, provision: &'m Provision<'m>) {
        let treaty = self.facts.treaty();
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::ConsentOf(of, ..) => self.given.extend(treaty.members(of, None)),
                DetailKind::Basis(words) => {
                    let known = |it| matches!(basis(it), Some(Basis::Consent | Basis::CouncilMandate));
                    self.all |= words.iter().any(|it| known(it.text));
                }
                DetailKind::AuthorisedBy(decision) => {
                    self.all |= is_council(treaty, decision);
                    self.decision(decision);
                }
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => self.occasions(occasions, true),
                DetailKind::Starting(occasion) => self.occasion(&occasion.kind, true),
                _ => {}
            }
        }
        self.gates(provision, true);
    }

    /// What must have happened before a provision is live. `deeper`: in the triggers that it hangs on too.
    fn gates(&mut self, provision: &'m Provision<'m>, deeper: bool) {
        for gate in &provision.gates {
            match &gate.kind {
                GateKind::Request(by) => self.asked(self.facts.treaty().members(by, None)),
                GateKind::Decision(decision) => self.decision(decision),
                GateKind::If(conditions) => self.conditions(conditions),
                GateKind::Upon(occasions) => self.occasions(occasions, deeper),
                _ => {}
            }
        }
        if let Some(decided) = provision.decided.as_ref().filter(|it| !it.unless) {
            self.decision(&decided.decision);
        }
        for occasions in &provision.upon {
            self.occasions(occasions, deeper);
        }
    }

    /// Somebody must ask. Where several may, one asks for the soil of the others.
    fn asked(&mut self, by: ActorSet) {
        if by.len() == 1 {
            self.given.extend(by);
        }
    }

    fn decision(&mut self, decision: &'m Decision<'m>) {
        self.given.extend(self.facts.veto_players(decision, None));
    }

    fn conditions(&mut self, conditions: &'m Conditions<'m>) {
        // What one of several alternatives asks for is not asked for by the others.
        let [all] = &conditions.any[..] else { return };
        for condition in all.iter().filter(|it| !it.negated) {
            match &condition.kind {
                ConditionKind::Decided(decision) => self.decision(decision),
                ConditionKind::Nested(inner) => self.conditions(inner),
                _ => {}
            }
        }
    }

    fn occasions(&mut self, occasions: &'m Occasions<'m>, deeper: bool) {
        let [all] = &occasions.any[..] else { return };
        for occasion in all {
            self.occasion(&occasion.kind, deeper);
        }
    }

    fn occasion(&mut self, occasion: &'m OccasionKind<'m>, deeper: bool) {
        match occasion {
            OccasionKind::Decided(decision) => self.decision(decision),
            OccasionKind::Notice(true, by, _) => self.asked(self.facts.treaty().members(by, None)),
            OccasionKind::Named(RefTarget::Provision(id)) if deeper => {
                let trigger = self.facts.treaty().provision(*id);
                if trigger.kind == ProvisionKind::Trigger {
                    self.gates(trigger, false);
                }
            }
            _ => {}
        }
    }
}

/// Whether the Security Council decides.
fn is_council(treaty: &Treaty<'_>, decision: &Decision<'_>) -> bool {
    let council = |id| treaty.actor(id).prelude && treaty.name(id) == "UNSC";
    let mut votes = decision.any.iter().flatten();
    votes.any(|vote| match &vote.kind {
        VoteKind::By(of) | VoteKind::Act { of, .. } => treaty.members(of, None).iter().any(|it| council(*it)),
        _ => false,
    })
}
