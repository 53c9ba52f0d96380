//! A treaty as a whole: what it sets out to do, whether it promises anything beyond those who may fight, and where it waits
//! for another one.

use super::consequence::is_about_force;
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{
    ActorId, ConditionKind, DetailKind, Form, Object, OccasionKind, Provision, RefTarget, Sentence, Treaty, UnitId,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Modal, ProvisionKind, RoleGroup};
use std::collections::BTreeSet;

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

/// What a text sets out to do. A text may do several of these.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Purpose {
    /// It promises help.
    Guarantee,
    /// It ends hostilities for a time.
    Ceasefire,
    /// Both sides of an assumed attack renounce force.
    Peace,
    /// It lets forces of some stand in the territory of others.
    Presence,
    /// It limits forces.
    Limits,
    /// It sets up inspection.
    Monitoring,
    /// It imposes, lifts or brings back measures.
    Sanctions,
    /// It makes a State neutral.
    Neutrality,
    /// An organ adopts it.
    Resolution,
    /// It does not bind, or does not say whether it does.
    Communique,
}

impl Purpose {
    /// Every purpose.
    pub const ALL: &[Self] = &[
        Self::Guarantee,
        Self::Ceasefire,
        Self::Peace,
        Self::Presence,
        Self::Limits,
        Self::Monitoring,
        Self::Sanctions,
        Self::Neutrality,
        Self::Resolution,
        Self::Communique,
    ];
}

/// What a draft sets out to do besides what is known of it.
pub fn purposes(treaty: &Treaty<'_>, known: &BTreeSet<Purpose>) -> Vec<Purpose> {
    Purpose::ALL.iter().copied().filter(|it| !known.contains(it) && has_purpose(treaty, *it)).collect()
}

fn has_purpose(treaty: &Treaty<'_>, purpose: Purpose) -> bool {
    let has = |kind: ProvisionKind| treaty.own_provisions().any(|it| it.kind == kind);
    match purpose {
        Purpose::Guarantee => {
            let gives = [RoleGroup::Guarantors, RoleGroup::Backstops];
            has(ProvisionKind::Guarantee)
                || has(ProvisionKind::Assurance)
                || has(ProvisionKind::Supply)
                || gives.iter().any(|it| !treaty.bearers_of(*it).is_empty())
                || treaty.own_provisions().any(helps_somebody)
        }
        Purpose::Ceasefire => has(ProvisionKind::Ceasefire),
        Purpose::Peace => treaty.own_provisions().any(|it| {
            let bound = || -> Vec<ActorId> {
                let bearers = it.sentences.iter().filter_map(|it| it.bearer.as_ref());
                bearers.flat_map(|it| treaty.members(it, None)).collect()
            };
            let both = |bound: &[ActorId]| {
                let sides = |it: &crate::model::Case| {
                    bound.contains(&it.attacker) && it.victim.is_some_and(|it| bound.contains(&it))
                };
                treaty.threat.cases.iter().any(sides)
            };
            it.kind.is_norm() && is_about_force(it) && both(&bound())
        }),
        Purpose::Presence => has(ProvisionKind::Deployment),
        Purpose::Limits => has(ProvisionKind::Limit),
        Purpose::Monitoring => has(ProvisionKind::Verification),
        Purpose::Sanctions => has(ProvisionKind::Sanctions),
        Purpose::Neutrality => settles_neutrality(treaty),
        Purpose::Resolution => treaty.head.form == Form::Resolution,
        Purpose::Communique => treaty.head.binds() != Some(true),
    }
}

/// Whether a provision obliges to help: somebody by name, or whoever calls for it upon an event.
fn helps_somebody(provision: &Provision<'_>) -> bool {
    let aids = |it: &Sentence<'_>| verb(it.verb).is_some_and(|it| it.class == VerbClass::Aid);
    let named = |it: &Sentence<'_>| it.objects.iter().any(|it| matches!(it, Object::Actors(_)));
    let to = || provision.details.iter().any(|it| matches!(it.kind, DetailKind::To(..)));
    provision.kind == ProvisionKind::Obligation
        && provision.sentences.iter().any(|it| aids(it) && (named(it) || !provision.upon.is_empty() || to()))
}

/// Whether a text makes somebody neutral.
pub fn settles_neutrality(treaty: &Treaty<'_>) -> bool {
    let neutral = |it: &DetailKind<'_>| match it {
        DetailKind::Kind(words) => words.iter().any(|it| is_neutrality(it.text)),
        _ => false,
    };
    let status = treaty.own_provisions().filter(|it| it.kind == ProvisionKind::Status);
    status.flat_map(|it| &it.details).any(|it| neutral(&it.kind))
        || treaty.bearers_of(RoleGroup::Neutrals).iter().any(|it| treaty.actor(*it).file == treaty.file)
}

/// Whether words say neutrality: `perpetual-neutrality`, "armed neutrality".
pub fn is_neutrality(word: &str) -> bool {
    word.split(|it: char| !it.is_alphanumeric())
        .any(|it| it.eq_ignore_ascii_case("neutrality") || it.eq_ignore_ascii_case("neutral"))
}
