//! How those who owe help can leave: by notice, and when that frees them.

use super::Facts;
use crate::model::{ActorSet, DetailKind, GateKind, Period, Provision, ProvisionId, Treaty};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

/// A clause by which somebody who owes help can leave by itself.
#[derive(Clone, Debug)]
pub struct ExitClause {
    /// The clause on withdrawal.
    pub provision: ProvisionId,
    /// How long before it must say so, and where that stands; nothing where the text does not say.
    pub notice: Option<(Period, Span)>,
    /// Whether something keeps it from leaving while an event has set the promises off: `not during`, `unless`, `if`.
    pub guarded: bool,
    /// Who owes help and may leave.
    pub leavers: ActorSet,
    /// The promises of help that they can leave: those that an event sets off, and all others.
    pub promises: Vec<ProvisionId>,
}

/// The clauses of a draft by which those who owe help can leave it, each by its own will.
pub(super) fn exits(facts: &Facts<'_>) -> Vec<ExitClause> {
    let treaty = facts.treaty();
    let clauses = treaty.own_provisions().filter(|it| it.kind == ProvisionKind::Withdrawal && is_free(it));
    clauses.filter_map(|it| exit(facts, treaty, it)).collect()
}

fn exit<'m>(facts: &Facts<'m>, treaty: &'m Treaty<'m>, clause: &'m Provision<'m>) -> Option<ExitClause> {
    let mut notice = None;
    let mut named: Option<ActorSet> = None;
    let mut guarded = false;
    for detail in &clause.details {
        match &detail.kind {
            DetailKind::Notice(period, by, _) => {
                notice = notice.or(period.map(|it| (it, detail.span)));
                if let Some(by) = by {
                    named.get_or_insert_with(ActorSet::new).extend(treaty.members(by, None));
                }
            }
            DetailKind::NotDuring(_) => guarded = true,
            _ => {}
        }
    }
    guarded |= clause.gates.iter().any(|it| it.conditions().is_some());
    let part = treaty.part_of(clause.unit);
    let helps = |it: &&Provision<'_>| treaty.part_of(it.unit) == part && helps(facts, it);
    let promises: Vec<ProvisionId> = treaty.own_provisions().filter(helps).map(|it| it.id).collect();
    let mut leavers: ActorSet = promises.iter().flat_map(|it| facts.bearers(*it, None)).collect();
    leavers.sort_unstable();
    leavers.dedup();
    leavers.retain(|it| {
        treaty.actor(*it).roles.gives()
            && treaty.actor(*it).signs
            && named.as_ref().is_none_or(|named| named.contains(it))
    });
    let provision = clause.id;
    (!leavers.is_empty()).then_some(ExitClause { provision, notice, guarded, leavers, promises })
}

/// Whether whoever wants to leave needs nobody's leave, and may.
fn is_free(clause: &Provision<'_>) -> bool {
    let asks = clause.gates.iter().any(|it| matches!(it.kind, GateKind::Decision(_) | GateKind::Request(_)));
    let kept = clause.details.iter().any(|it| matches!(it.kind, DetailKind::Nothing(_) | DetailKind::AuthorisedBy(_)));
    !asks && !kept && clause.decided.is_none()
}

/// Whether a provision promises help: a duty at least, by somebody who is not only protected.
pub fn helps(facts: &Facts<'_>, provision: &Provision<'_>) -> bool {
    use super::Strength;
    use crate::model::vocabulary::{VerbClass, verb};
    let norm =
        matches!(provision.kind, ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance);
    let aids = || provision.sentences.iter().any(|it| verb(it.verb).is_some_and(|it| it.class == VerbClass::Aid));
    norm && aids()
        && facts.strength(provision.id).asks() >= Some(Strength::SelfJudged)
        && facts.bearers(provision.id, None).iter().any(|id| facts.treaty().actor(*id).roles.gives())
}
