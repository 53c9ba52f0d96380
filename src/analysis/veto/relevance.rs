//! What counts as a promise, and for which attack.

use crate::analysis::circuit::{Circuits, RootId, bearers, opens_for};
use crate::analysis::gate::{Holder, Power};
use crate::model::{ActorSet, Case, DetailKind, Object, Provision, SetTerm, Treaty};
use crate::syntax::ast::{Modal, ProvisionKind};

/// What kind of provision promises something to the protected party.
pub(in crate::analysis) fn promises(kind: ProvisionKind) -> bool {
    matches!(
        kind,
        ProvisionKind::Obligation
            | ProvisionKind::Prohibition
            | ProvisionKind::Permission
            | ProvisionKind::Guarantee
            | ProvisionKind::Assurance
            | ProvisionKind::Deployment
            | ProvisionKind::Verification
            | ProvisionKind::Sanctions
            | ProvisionKind::Supply
            | ProvisionKind::Consultation
            | ProvisionKind::Rung
    )
}

/// Whether a provision only frees its bearers (`need not`), or lets them dispose of what it should protect.
pub(in crate::analysis) fn gives_nothing(provision: &Provision<'_>) -> bool {
    !provision.sentences.is_empty()
        && provision.sentences.iter().all(|it| it.modal == Some(Modal::NeedNot) || super::bypass::disposes(it))
}

/// The roots whose being shut is a loss, in the order of the text.
pub(in crate::analysis) fn missed_roots(circuits: &Circuits<'_>) -> Vec<bool> {
    let treaty = circuits.treaty;
    let mut missed = vec![false; circuits.roots.len()];
    let mut used = vec![false; circuits.roots.len()];
    for (at, root) in circuits.roots.iter().enumerate() {
        missed[at] = match root.holder {
            Holder::Body(body) => !circuits.is_organ(body) && root.power.is_missed(),
            Holder::Provision(id) => {
                let provision = &treaty.provisions[id.0 as usize];
                let live = at == id.0 as usize && root.power == Power::Activation;
                provision.file == treaty.file
                    && root.power.is_missed()
                    && (!live || promises(provision.kind) && !gives_nothing(provision))
            }
        };
        circuits.links(RootId(at as u32)).iter().for_each(|link| used[link.0 as usize] = true);
    }
    // A trigger counts if nothing hangs on it, or something does that counts. Backwards, each comes after its users.
    let mut wanted = vec![false; circuits.roots.len()];
    for root in circuits.order.iter().rev() {
        let at = root.0 as usize;
        if let Some(provision) = treaty.provisions.get(at)
            && provision.kind == ProvisionKind::Trigger
        {
            missed[at] = provision.file == treaty.file && (wanted[at] || !used[at]);
        }
        if missed[at] {
            circuits.links(*root).iter().for_each(|link| wanted[link.0 as usize] = true);
        }
    }
    missed
}

/// Whether a provision promises something to the victim of a case, or opens such a promise.
pub(in crate::analysis) fn concerns(treaty: &Treaty<'_>, provision: &Provision<'_>, case: &Case) -> bool {
    if provision.kind == ProvisionKind::Trigger {
        return opens_for(treaty, provision, case);
    }
    if gives_nothing(provision) {
        return false;
    }
    let mut bound = bearers(provision).flat_map(|it| treaty.members(it, Some(case))).peekable();
    if bound.peek().is_some() && !bound.any(|it| case.is_third(it)) {
        return false;
    }
    if benefits_only(treaty, provision, case) {
        return false;
    }
    // If it hangs on triggers only that another attack opens, it is not this victim's.
    let mut triggers = triggers_of(treaty, provision).peekable();
    triggers.peek().is_none() || triggers.any(|trigger| opens_for(treaty, trigger, case))
}

/// The triggers that a provision names in `upon`.
fn triggers_of<'t, 'm>(
    treaty: &'t Treaty<'m>,
    provision: &'t Provision<'m>,
) -> impl Iterator<Item = &'t Provision<'m>> {
    use crate::model::{OccasionKind, RefTarget};
    provision.upon.iter().flat_map(|it| &it.any).flatten().filter_map(|occasion| match occasion.kind {
        OccasionKind::Named(RefTarget::Provision(id)) | OccasionKind::State(RefTarget::Provision(id), _) => {
            Some(&treaty.provisions[id.0 as usize]).filter(|it| it.kind == ProvisionKind::Trigger)
        }
        _ => None,
    })
}

/// Whether everything it gives is given to the bloc.
fn benefits_only(treaty: &Treaty<'_>, provision: &Provision<'_>, case: &Case) -> bool {
    let given = provision.sentences.iter().flat_map(|it| &it.objects);
    let to = provision.details.iter().flat_map(|detail| match &detail.kind {
        DetailKind::To(objects, _) => &objects[..],
        _ => &[],
    });
    let mut any = false;
    for object in given.chain(to) {
        let Object::Actors(actors) = object else { continue };
        if actors.include.iter().any(|it| matches!(it, SetTerm::AnyState | SetTerm::Words(_) | SetTerm::Unknown)) {
            return false;
        }
        let members = treaty.members(actors, Some(case));
        any |= !members.is_empty();
        if members.iter().any(|actor| !case.bloc.contains(actor)) {
            return false;
        }
    }
    any
}

/// An aggressor and what it does by itself: the forces that it controls do as it says.
fn alone(treaty: &Treaty<'_>, case: &Case) -> ActorSet {
    let mut actors = vec![case.attacker];
    for (controller, controlled, _) in &treaty.threat.controls {
        if *controller == case.attacker && case.bloc.contains(controlled) {
            actors.push(*controlled);
        }
    }
    for actor in &case.bloc {
        let controlled = treaty.actors[actor.0 as usize].controlled_by.as_ref();
        if controlled.is_some_and(|by| treaty.members(by, Some(case)).contains(&case.attacker)) {
            actors.push(*actor);
        }
    }
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// A case to think through, with everybody whom the same aggressor attacks in the same way.
pub(in crate::analysis) struct AttackCase<'m> {
    /// Its number, counted from one.
    pub(in crate::analysis) number: u32,
    /// The case.
    pub(in crate::analysis) case: &'m Case,
    /// The victims.
    pub(in crate::analysis) victims: ActorSet,
    /// The aggressor and the forces that do as it says.
    pub(in crate::analysis) by_itself: ActorSet,
}

impl AttackCase<'_> {
    /// Those who act with the aggressor by their own will.
    pub(in crate::analysis) fn aligned(&self) -> ActorSet {
        self.case.bloc.iter().copied().filter(|actor| !self.by_itself.contains(actor)).collect()
    }
}

/// The cases that may differ: one for each aggressor, unless a set asks for the victim.
pub(in crate::analysis) fn attacks<'m>(circuits: &Circuits<'m>) -> Vec<AttackCase<'m>> {
    let each = circuits.sets.depend_on_victims();
    let mut attacks: Vec<AttackCase<'m>> = Vec::new();
    for (at, case) in circuits.treaty.threat.cases.iter().enumerate() {
        // Aggressors are few; cases may be many.
        let same = if each { None } else { attacks.iter_mut().find(|it| it.case.attacker == case.attacker) };
        match same {
            Some(attack) => attack.victims.extend(case.victim),
            None => attacks.push(AttackCase {
                number: at as u32 + 1,
                case,
                victims: case.victim.into_iter().collect(),
                by_itself: alone(circuits.treaty, case),
            }),
        }
    }
    for attack in &mut attacks {
        attack.victims.sort_unstable();
        attack.victims.dedup();
    }
    attacks
}

/// Every root that belongs to the draft.
pub(in crate::analysis) fn own_roots(circuits: &Circuits<'_>) -> Vec<RootId> {
    (0..circuits.roots.len() as u32).map(RootId).filter(|it| is_own(circuits, *it)).collect()
}

/// Whether a root belongs to the draft, and not to an organ that it leans on.
fn is_own(circuits: &Circuits<'_>, root: RootId) -> bool {
    let about = circuits.root(root);
    match about.holder {
        Holder::Body(body) => !circuits.is_organ(body),
        Holder::Provision(id) => {
            let provision = circuits.treaty.provision(id);
            provision.file == circuits.treaty.file
                && (about.power != Power::Activation
                    || promises(provision.kind)
                    || provision.kind == ProvisionKind::Trigger)
        }
    }
}
