//! A treaty as a whole: whether it promises anything beyond those who may fight, and where it waits for another one.

use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{ActorId, ConditionKind, OccasionKind, Target, Treaty};
use crate::source::{FileId, Span};
use crate::syntax::ast::{ProvisionKind, RoleGroup};

/// Where the draft waits until the treaty of another text is in force: in its own clause on entry into force, or else.
pub fn where_awaited(treaty: &Treaty<'_>, file: FileId) -> Option<Span> {
    let other = |target: Target| match target {
        Target::Instrument(id) => treaty.instruments[id.0 as usize].read.as_ref().is_some_and(|it| it.file == file),
        _ => false,
    };
    let mut places = Vec::new();
    for provision in treaty.own_provisions() {
        for occasion in provision.upon.iter().flat_map(|it| &it.any).flatten() {
            if let OccasionKind::State(target, _) | OccasionKind::EntryIntoForce(Some(target)) = occasion.kind
                && other(target)
            {
                places.push((provision.kind != ProvisionKind::EntryIntoForce, occasion.span));
            }
        }
        for gate in &provision.gates {
            let Some(conditions) = gate.conditions() else { continue };
            conditions.each(&mut |condition| {
                if let ConditionKind::State(target, _, instrument) = condition.kind
                    && other(instrument.map_or(target, Target::Instrument))
                {
                    places.push((provision.kind != ProvisionKind::EntryIntoForce, condition.span));
                }
            });
        }
    }
    places.into_iter().min().map(|it| it.1)
}

/// Whether somebody besides these, in order, promises help under a draft. A peace between adversaries alone promises
/// nothing beyond them; an alliance that they are part of protects them against others too.
pub fn promises_beyond(treaty: &Treaty<'_>, disputants: &[ActorId]) -> bool {
    let outside = |id: &ActorId| disputants.binary_search(id).is_err();
    let guarantors = treaty.bearers_of(RoleGroup::Guarantors);
    guarantors.iter().chain(&treaty.bearers_of(RoleGroup::Backstops)).any(outside)
        || guarantors.len() > 1
        || treaty.own_provisions().flat_map(|it| &it.sentences).any(|it| {
            verb(it.verb).is_some_and(|it| it.class == VerbClass::Aid)
                && it.bearer.as_ref().is_some_and(|it| treaty.members(it, None).iter().any(outside))
        })
}
