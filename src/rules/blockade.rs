//! Which vetoes over activation come of a decision that the text itself gives, so that no other rule tells of them.

use rustc_hash::FxHashSet;

use super::CheckContext;
use crate::analysis::{BlockingMode, Facts, GateKind, Holder, Power, Veto, locate};
use crate::diagnostic::Severity;
use crate::model::ActorId;
use crate::syntax::ast::ProvisionKind;

/// The vetoes over activation that the text itself gives by a decision.
pub(crate) fn decisive<'c>(cx: &'c CheckContext<'_>) -> impl Iterator<Item = &'c Veto> {
    let facts: &Facts<'_> = cx.facts;
    let (mut relied, mut bodies) = (None, None);
    let own = |it: &&Veto| it.power == Power::Activation;
    facts.vetoes().iter().filter(own).filter(move |veto| {
        veto.mode != BlockingMode::StaysAway
            && (veto.gate.kind.is_decision() || is_act(cx, veto))
            && !is_told_of_a_body(facts, veto, &mut bodies)
            // A trigger that a second way makes good is no loss.
            && (!veto.blocked.is_empty() || {
                let relied = relied.get_or_insert_with(|| locate::relied_on(cx.model));
                !veto.triggers.iter().any(|id| relied.contains(id))
            })
    })
}

/// Whether a vote fails only since a body among those who vote cannot decide, and the body's own rule is told of.
fn is_told_of_a_body(facts: &Facts<'_>, veto: &Veto, bodies: &mut Option<FxHashSet<ActorId>>) -> bool {
    veto.blockers.iter().all(|it| it.actors.is_empty()) && {
        let bodies = bodies.get_or_insert_with(|| facts.vetoes().iter().filter_map(|it| it.gate.body).collect());
        veto.electors.iter().any(|it| bodies.contains(it))
    }
}

/// Whether a promise waits until the aggressor has signed, ratified or performed something.
fn is_act(cx: &CheckContext<'_>, veto: &Veto) -> bool {
    matches!(veto.gate.kind, GateKind::Performance | GateKind::Signature | GateKind::Ratification)
        && !waits_for_a_guarantor(cx, veto)
}

/// Whether a promise against an attack waits for that, in the hour of need.
fn is_in_the_hour(cx: &CheckContext<'_>, veto: &Veto) -> bool {
    matches!(veto.holder, Holder::Provision(id) if locate::hangs_on_trigger(cx.model, id)) || !veto.triggers.is_empty()
}

/// Whether a provision is one of which it is told that it waits for another guarantor.
pub(crate) fn is_told_to_wait(kind: ProvisionKind) -> bool {
    use ProvisionKind as P;
    matches!(kind, P::Obligation | P::Guarantee | P::Assurance | P::Permission | P::Supply | P::Deployment | P::Trigger)
}

/// What the aggressor owes first is a price for the promise, where it is no help against an attack.
pub(crate) fn weight(cx: &CheckContext<'_>, veto: &Veto) -> Severity {
    let acts = matches!(veto.gate.kind, GateKind::Performance | GateKind::Signature | GateKind::Ratification);
    if acts && !is_in_the_hour(cx, veto) { Severity::Warning } else { Severity::Error }
}

/// Whether it waits for another guarantor, which is reported as such.
fn waits_for_a_guarantor(cx: &CheckContext<'_>, veto: &Veto) -> bool {
    let Holder::Provision(id) = veto.holder else { return false };
    if !is_told_to_wait(cx.model.provision(id).kind) {
        return false;
    }
    let waits = cx.facts.waits();
    // They stand in the order of the text.
    let from = waits.partition_point(|it| it.provision < id);
    waits[from..].iter().take_while(|it| it.provision == id).any(|wait| {
        (wait.span.contains(veto.gate.span) || veto.gate.clause.contains(wait.span))
            && veto.blockers.iter().all(|it| wait.guarantors.contains(&it.attacker))
    })
}
