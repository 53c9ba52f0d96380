//! What opens a trigger, and what hangs on it.

use crate::model::{
    ActorSet, Actors, Case, Condition, ConditionKind, Conditions, Decision, DetailKind, Events, GateKind, OccasionKind,
    Occasions, Provision, ProvisionId, RefTarget, Timing, Treaty, VoteKind,
};
use crate::syntax::ast::{Act, ProvisionKind, State};

/// Whether an attack of the case may open a trigger: none of its events is only done by others or to the bloc.
pub(in crate::analysis) fn opens_for(treaty: &Treaty<'_>, trigger: &Provision<'_>, case: &Case) -> bool {
    let touches = |events: &Events<'_>| {
        let by = events.by.as_ref().is_none_or(|by| touches(treaty, by, case, &case.bloc));
        let against = events.against.as_ref().is_none_or(|to| {
            let found = treaty.resolve(to, Some(case));
            found.leaves_open() || found.actors.iter().any(|actor| !case.bloc.contains(actor))
        });
        by && against
    };
    trigger.events.is_empty() || trigger.events.iter().any(|it| touches(it))
}

fn touches(treaty: &Treaty<'_>, actors: &Actors<'_>, case: &Case, bloc: &ActorSet) -> bool {
    let found = treaty.resolve(actors, Some(case));
    found.leaves_open() || found.actors.iter().any(|actor| bloc.contains(actor))
}

/// Whether somebody is named to say that a trigger is open.
pub(in crate::analysis) fn is_determined(trigger: &Provision<'_>) -> bool {
    let judged = |conditions: &Conditions<'_>| conditions.any.iter().flatten().any(has_judge);
    trigger.decided.is_some()
        || trigger.gates.iter().any(|gate| match &gate.kind {
            GateKind::Decision(decision) => determines(decision),
            // Who finds an exception does not find the attack.
            GateKind::If(it) | GateKind::PresumedUnless(it) => judged(it),
            _ => false,
        })
}

fn has_judge(condition: &Condition<'_>) -> bool {
    condition.found_by.is_some()
        || match &condition.kind {
            ConditionKind::Decided(_) => true,
            ConditionKind::Nested(inner) => inner.any.iter().flatten().any(has_judge),
            _ => false,
        }
}

/// Whether a decision says that something is so, and not only that somebody wants or has done it.
fn determines(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::Act { act, .. } => matches!(act, Act::Determination | Act::Finding | Act::Recognition),
        VoteKind::Nested(inner) => determines(inner),
        VoteKind::Threshold { .. } | VoteKind::By(_) | VoteKind::Automatic => true,
        VoteKind::Unknown | VoteKind::Words(_) => false,
    })
}

/// The triggers that a provision hangs on, one by one.
pub(in crate::analysis) fn triggers_of(provision: &Provision<'_>, found: &mut dyn FnMut(ProvisionId)) {
    provision.upon.iter().for_each(|it| of_occasions(it, found));
    for gate in &provision.gates {
        match &gate.kind {
            GateKind::If(conditions) => conditions.each(&mut |condition| {
                if let ConditionKind::State(RefTarget::Provision(id), State::Triggered, None) = &condition.kind
                    && !condition.negated
                {
                    found(*id);
                }
            }),
            GateKind::Upon(occasions) => of_occasions(occasions, found),
            _ => {}
        }
    }
    if matches!(provision.kind, ProvisionKind::Deployment | ProvisionKind::Sanctions) {
        for detail in &provision.details {
            if let DetailKind::Timing(Timing::ResponsiveUpon(it)) | DetailKind::SnapbackUpon(it, _) = &detail.kind {
                of_occasions(it, found);
            }
        }
    }
}

fn of_occasions(occasions: &Occasions<'_>, found: &mut dyn FnMut(ProvisionId)) {
    for occasion in occasions.any.iter().flatten() {
        if let OccasionKind::Named(RefTarget::Provision(id))
        | OccasionKind::State(RefTarget::Provision(id), State::Triggered) = occasion.kind
        {
            found(id);
        }
    }
}
