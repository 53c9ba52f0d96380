//! Where in the model a gate stands: the vote that it is, the decision around it; and what relies on a trigger.

use rustc_hash::FxHashSet;

use super::gate::{Gate, Holder};
use crate::model::{
    Body, Clock, ConditionKind, Conditions, Decision, DetailKind, Expiry, ExpiryKind, GateKind, Occasion, OccasionKind,
    Occasions, Provision, ProvisionId, RefTarget, RenewalKind, Timing, Treaty, Until, Vote, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

/// The vote that a gate is, and the decision whose riders hold for it. `None` for a gate that is no part of a decision.
pub fn vote_of<'m>(treaty: &'m Treaty<'m>, holder: Holder, gate: &Gate) -> Option<(&'m Decision<'m>, &'m Vote<'m>)> {
    let place = LocatedSpan(gate.span);
    let of_body = |id: crate::model::ActorId| {
        let actor = treaty.actor(id);
        actor.body.as_deref().and_then(|body| place.in_body(body))
    };
    let held = match holder {
        Holder::Provision(id) => place.in_provision(treaty.provision(id)),
        Holder::Body(id) => of_body(id),
    };
    held.or_else(|| gate.body.and_then(of_body))
}

/// Every provision of the draft on whose being live something else hangs.
pub fn relied_on(treaty: &Treaty<'_>) -> FxHashSet<ProvisionId> {
    let mut found = FxHashSet::default();
    for provision in treaty.own_provisions() {
        opened_by(provision, &mut |id| {
            found.insert(id);
        });
    }
    found
}

/// Whether a provision hangs on a trigger.
pub fn hangs_on_trigger(treaty: &Treaty<'_>, id: ProvisionId) -> bool {
    let mut found = false;
    opened_by(treaty.provision(id), &mut |id| found |= treaty.provision(id).kind == ProvisionKind::Trigger);
    found
}

fn opened_by(provision: &Provision<'_>, visit: &mut impl FnMut(ProvisionId)) {
    let mut occasion = |it: &Occasion<'_>| match it.kind {
        OccasionKind::Named(RefTarget::Provision(id)) | OccasionKind::State(RefTarget::Provision(id), _) => visit(id),
        _ => {}
    };
    provision.upon.iter().flat_map(|it| &it.any).flatten().for_each(&mut occasion);
    for gate in &provision.gates {
        if let GateKind::Upon(occasions) = &gate.kind {
            occasions.any.iter().flatten().for_each(&mut occasion);
        }
    }
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Timing(Timing::ResponsiveUpon(occasions)) | DetailKind::SnapbackUpon(occasions, _) => {
                occasions.any.iter().flatten().for_each(&mut occasion);
            }
            DetailKind::Starting(it) => occasion(it),
            _ => {}
        }
    }
    for gate in &provision.gates {
        if let GateKind::If(conditions) = &gate.kind {
            named_in(conditions, visit);
        }
    }
}

fn named_in(conditions: &Conditions<'_>, visit: &mut impl FnMut(ProvisionId)) {
    for condition in conditions.any.iter().flatten() {
        match &condition.kind {
            ConditionKind::State(RefTarget::Provision(id), ..) => visit(*id),
            ConditionKind::Nested(inner) => named_in(inner, visit),
            _ => {}
        }
    }
}

/// The place that is looked for.
#[derive(Clone, Copy)]
struct LocatedSpan(Span);

type LocatedVote<'t, 'm> = Option<(&'t Decision<'m>, &'t Vote<'m>)>;

impl LocatedSpan {
    fn in_provision<'t, 'm>(self, provision: &'t Provision<'m>) -> LocatedVote<'t, 'm> {
        let decided = provision.decided.as_ref().and_then(|it| self.in_decision(&it.decision));
        let gates = || provision.gates.iter().find_map(|gate| self.in_gate(gate));
        let upon = || provision.upon.iter().find_map(|it| self.in_occasions(it));
        let details = || provision.details.iter().find_map(|it| self.in_detail(&it.kind));
        decided
            .or_else(gates)
            .or_else(upon)
            .or_else(details)
            .or_else(|| self.in_clock(provision.clock.as_deref().map(|it| &**it)))
    }

    fn in_body<'t, 'm>(self, body: &'t Body<'m>) -> LocatedVote<'t, 'm> {
        let rules = body.rules.iter().filter_map(|it| it.decision.as_ref());
        rules.chain(&body.convened_by).chain(&body.head_appointed_by).find_map(|it| self.in_decision(it))
    }

    fn in_gate<'t, 'm>(self, gate: &'t crate::model::Gate<'m>) -> LocatedVote<'t, 'm> {
        let inner = match &gate.kind {
            GateKind::Decision(decision) => self.in_decision(decision),
            GateKind::If(conditions) | GateKind::Unless(conditions) | GateKind::PresumedUnless(conditions) => {
                self.in_conditions(conditions)
            }
            GateKind::Upon(occasions) => self.in_occasions(occasions),
            _ => None,
        };
        inner.or_else(|| self.in_clock(gate.clock.as_deref()))
    }

    fn in_occasions<'t, 'm>(self, occasions: &'t Occasions<'m>) -> LocatedVote<'t, 'm> {
        occasions.any.iter().flatten().find_map(|it| self.in_occasion(it))
    }

    fn in_occasion<'t, 'm>(self, occasion: &'t Occasion<'m>) -> LocatedVote<'t, 'm> {
        match &occasion.kind {
            OccasionKind::Decided(decision) => self.in_decision(decision),
            _ => None,
        }
    }

    fn in_detail<'t, 'm>(self, detail: &'t DetailKind<'m>) -> LocatedVote<'t, 'm> {
        let found = match detail {
            DetailKind::AuthorisedBy(decision)
            | DetailKind::FindingsBy(decision)
            | DetailKind::BasesUsedFor(_, Some(decision), _)
            | DetailKind::FundedBy(Some(decision), _)
            | DetailKind::OpenTo(_, Some(decision))
            | DetailKind::Access(Some(decision), _) => return self.in_decision(decision),
            DetailKind::ChangeOf(change) => return change.by.as_ref().and_then(|it| self.in_decision(it)),
            DetailKind::SnapbackUpon(_, Some(decided)) => return self.in_decision(&decided.decision),
            DetailKind::Starting(occasion) => return self.in_occasion(occasion),
            DetailKind::Until(until) => (Some(&**until), None),
            DetailKind::Duration(it) | DetailKind::Mandate(it) => (it.until.as_deref(), it.renewal.as_deref()),
            _ => return None,
        };
        let ends = found.0.into_iter().flat_map(Until::each).find_map(|until| match until {
            Until::Decision(decision) | Until::Words(_, Some(decision)) => self.in_decision(decision),
            Until::Occasion(occasion) => self.in_occasion(occasion),
            _ => None,
        });
        ends.or_else(|| match &found.1?.kind {
            RenewalKind::By(decision) | RenewalKind::UnlessEndedBy(decision) => self.in_decision(decision),
            _ => None,
        })
    }

    fn in_conditions<'t, 'm>(self, conditions: &'t Conditions<'m>) -> LocatedVote<'t, 'm> {
        conditions.any.iter().flatten().find_map(|condition| {
            let judge = condition.found_by.as_deref().and_then(|it| self.in_decision(it));
            judge.or_else(|| match &condition.kind {
                ConditionKind::Nested(inner) => self.in_conditions(inner),
                ConditionKind::Decided(decision) => self.in_decision(decision),
                _ => None,
            })
        })
    }

    fn in_decision<'t, 'm>(self, decision: &'t Decision<'m>) -> LocatedVote<'t, 'm> {
        let vote = decision.any.iter().flatten().find_map(|vote| match &vote.kind {
            VoteKind::Nested(inner) => self.in_decision(inner),
            _ if vote.span == self.0 => Some((decision, vote)),
            _ => None,
        });
        let otherwise =
            || self.in_expiry(decision.own_expiry.as_ref()).or_else(|| self.in_clock(decision.clock.as_deref()));
        vote.or_else(otherwise)
    }

    fn in_clock<'t, 'm>(self, clock: Option<&'t Clock<'m>>) -> LocatedVote<'t, 'm> {
        self.in_expiry(clock?.expiry.as_ref())
    }

    fn in_expiry<'t, 'm>(self, expiry: Option<&'t Expiry<'m>>) -> LocatedVote<'t, 'm> {
        match &expiry?.kind {
            ExpiryKind::Decision(decision) => self.in_decision(decision),
            _ => None,
        }
    }
}
