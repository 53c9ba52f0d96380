//! A treaty as a whole: whether it promises anything beyond those who may fight, and where it waits for another one.

use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{ActorId, ConditionKind, OccasionKind, RefTarget, Sentence, Treaty, UnitId};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Modal, ProvisionKind, RoleGroup};

/// Where the draft waits until the treaty of another text is in force: in its own clause on entry into force, or else.
pub fn where_awaited(treaty: &Treaty<'_>, file: FileId) -> Option<Span> {
    let other = |target: RefTarget| match target {
        RefTarget::Instrument(id) => treaty.instruments[id.0 as usize].read.as_ref().is_some_and(|it| it.file == file),
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
                    && other(instrument.map_or(target, RefTarget::Instrument))
                {
                    places.push((provision.kind != ProvisionKind::EntryIntoForce, condition.span));
                }
            });
        }
    }
    places.into_iter().min().map(|it| it.1)
}

/// Whether somebody besides these, in order, owes something of substance under a draft, or under a part of it with final
/// clauses of its own: help, or an act such as the evacuation of its forces. A peace between adversaries alone gives nothing
/// beyond them, whatever another writes in a letter beside it; an alliance that they are part of protects them against others
/// too.
pub fn promises_beyond(treaty: &Treaty<'_>, part: Option<UnitId>, disputants: &[ActorId]) -> bool {
    let outside = |id: &ActorId| disputants.binary_search(id).is_err();
    let guarantors = treaty.bearers_of(RoleGroup::Guarantors);
    let guarantees = part.is_none()
        && (guarantors.iter().chain(&treaty.bearers_of(RoleGroup::Backstops)).any(outside) || guarantors.len() > 1);
    guarantees
        || treaty
            .own_provisions()
            .filter(|it| treaty.part_of(it.unit) == part && !treaty.in_letter(it.unit))
            .flat_map(|it| &it.sentences)
            .any(|it| gives(it) && it.bearer.as_ref().is_some_and(|it| treaty.members(it, None).iter().any(outside)))
}

/// Whether a sentence gives help, or binds somebody to an act that changes something on the ground.
fn gives(sentence: &Sentence<'_>) -> bool {
    let owes =
        matches!(sentence.modal, Some(Modal::Shall | Modal::Will | Modal::Undertakes | Modal::Agrees | Modal::IsBound));
    match verb(sentence.verb).map(|it| it.class) {
        Some(VerbClass::Aid) => true,
        Some(VerbClass::Act) => owes && CHANGES.contains(&sentence.verb),
        _ => false,
    }
}

/// Acts for which somebody waits who is to be rid of foreign forces, or to have back what was taken.
const CHANGES: &[&str] = &[
    "cede",
    "close",
    "deliver",
    "demolish",
    "destroy",
    "dismantle",
    "evacuate",
    "hand-over",
    "leave",
    "pay",
    "release",
    "remove",
    "restore",
    "return",
    "surrender",
    "transfer",
    "vacate",
    "withdraw",
];
