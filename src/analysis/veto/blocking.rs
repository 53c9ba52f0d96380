//! Finds what an aggressor or its bloc keeps from happening, one entry per cause.

use rustc_hash::{FxHashMap, FxHashSet};

use super::relevance::{AttackCase, attacks, concerns, missed_roots, promises};
use super::{Blocker, Veto};
use crate::analysis::circuit::{Blame, Circuits, NONE, NodeId, Obstruction, Root, RootId, bearers};
use crate::analysis::gate::{BlockingMode, Gate, Holder, Power};
use crate::analysis::strength::{ProvisionStrength, Strength};
use crate::model::{
    ActorId, ActorSet, Case, ExpiryKind, Occasion, OccasionKind, Provision, ProvisionId, RefTarget, Treaty,
};
use crate::syntax::ast::ProvisionKind;

/// What makes two causes one veto.
type VetoKey = (u32, Power, bool, bool);

/// Every gate that an assumed aggressor or its bloc keeps shut.
pub(in crate::analysis) fn vetoes(circuits: &mut Circuits<'_>, strengths: &[ProvisionStrength]) -> Vec<Veto> {
    let attacks = attacks(circuits);
    if attacks.is_empty() {
        return Vec::new();
    }
    let missed = missed_roots(circuits);
    let mut found = BlockingSearch::default();
    for attack in &attacks {
        circuits.sets.enter(attack.number, Some(attack.case));
        let blamed = found.gather(circuits, strengths, &missed, attack, true, &FxHashSet::default());
        if attack.by_itself != attack.case.bloc {
            found.gather(circuits, strengths, &missed, attack, false, &blamed);
        }
    }
    found.finish(circuits)
}

#[derive(Default)]
struct BlockingSearch {
    vetoes: Vec<Veto>,
    /// The gate of each veto.
    gates: Vec<u32>,
    index: FxHashMap<VetoKey, usize>,
    /// For each gate that was asked, whether it stays shut though nobody obstructs.
    impossible: FxHashMap<u32, bool>,
}

impl BlockingSearch {
    /// Adds what is shut when the aggressor obstructs, alone or with its bloc; returns the gates to blame.
    fn gather(
        &mut self,
        circuits: &mut Circuits<'_>,
        strengths: &[ProvisionStrength],
        missed: &[bool],
        attack: &AttackCase<'_>,
        alone: bool,
        known: &FxHashSet<u32>,
    ) -> FxHashSet<u32> {
        let treaty = circuits.treaty;
        let actors = if alone { &attack.by_itself } else { &attack.case.bloc };
        let mut blamed = FxHashSet::default();
        circuits.run(Obstruction::block(actors), None);
        let shut: Vec<RootId> = (0..missed.len() as u32)
            .map(RootId)
            .filter(|root| missed[root.0 as usize] && !circuits.is_open(*root))
            .collect();
        if shut.is_empty() {
            return blamed;
        }
        circuits.find_causes();
        let mut promises: Option<Vec<ProvisionId>> = None;
        for root in shut {
            let about = *circuits.root(root);
            if about.power == Power::EntryIntoForce {
                // It hurts nobody but the disputants, unless somebody else has promised something.
                let promises = promises.get_or_insert_with(|| promised_by_others(treaty, attack.case));
                if promises.is_empty() {
                    continue;
                }
            }
            if let Holder::Provision(id) = about.holder {
                let provision = &treaty.provisions[id.0 as usize];
                let counts = about.power != Power::Activation || concerns(treaty, provision, attack.case);
                // A duty that is shut itself asks nobody for anything.
                let asks = !about.sought
                    || circuits.is_open(Circuits::activation(id))
                        && !has_other_route(circuits, strengths, provision, attack.case);
                if !counts || !asks {
                    continue;
                }
            }
            for at in 0..circuits.causes(root).len() {
                let cause = circuits.causes(root)[at];
                // The clause that leads to a body says for what.
                let via = circuits.gates.get(cause.via as usize).and_then(|it| it.power);
                let power = circuits.gates[cause.gate as usize].power.or(via);
                let power = power.unwrap_or(circuits.root(cause.root).power);
                if known.contains(&cause.gate) || !power.is_missed() || lifts(circuits, &about, &cause, attack.case) {
                    continue;
                }
                if self.is_impossible(circuits, &cause) {
                    continue;
                }
                blamed.insert(cause.gate);
                let key = (cause.gate, power, alone, cause.mode == BlockingMode::StaysAway);
                let veto = *self.index.entry(key).or_insert_with(|| {
                    self.vetoes.push(describe(circuits, &cause, power, alone));
                    self.gates.push(cause.gate);
                    self.vetoes.len() - 1
                });
                let veto = &mut self.vetoes[veto];
                add_blocker(circuits, veto, &cause, attack, actors);
                if let Some(promises) = promises.as_deref().filter(|_| power == Power::EntryIntoForce) {
                    for id in promises {
                        add_blocked(circuits, veto, *id, attack.case);
                    }
                } else if let Holder::Provision(id) = about.holder
                    && (about.power == Power::Activation || cause.root == root)
                {
                    add_blocked(circuits, veto, id, attack.case);
                }
            }
        }
        blamed
    }

    /// Whether a gate stays shut though nobody obstructs: it asks for more votes than there are.
    fn is_impossible(&mut self, circuits: &mut Circuits<'_>, cause: &Blame) -> bool {
        *self.impossible.entry(cause.gate).or_insert_with(|| {
            let gate = circuits.gates[cause.gate as usize].node;
            !circuits.opens_in(if cause.any == NONE { gate } else { NodeId(cause.any) }, Obstruction::block(&[]))
        })
    }

    fn finish(self, circuits: &Circuits<'_>) -> Vec<Veto> {
        let mut vetoes = self.vetoes;
        // What is reported where something hangs on it is not reported at the body as well.
        let sort = |veto: &Veto, gate: u32| (gate, veto.alone, veto.mode == BlockingMode::StaysAway);
        let told: FxHashSet<_> = vetoes
            .iter()
            .zip(&self.gates)
            .filter(|(veto, _)| veto.power != Power::Deciding)
            .map(|(veto, gate)| sort(veto, *gate))
            .collect();
        let mut gates = self.gates.iter();
        vetoes.retain(|veto| {
            let gate = gates.next().copied().unwrap_or(NONE);
            veto.power != Power::Deciding || !told.contains(&sort(veto, gate))
        });
        for veto in &mut vetoes {
            for set in [&mut veto.never_bound, &mut veto.electors] {
                set.sort_unstable();
                set.dedup();
            }
            for set in [&mut veto.blocked, &mut veto.triggers] {
                set.sort_unstable();
                set.dedup();
            }
            // What one aggressor loses by its own doing is no loss to it.
            let attackers: Vec<ActorId> = veto.blockers.iter().map(|it| it.attacker).collect();
            veto.never_bound.retain(|actor| !attackers.contains(actor));
        }
        let own = circuits.treaty.file;
        vetoes.sort_by_key(|it| (it.file != own, it.file, it.site.start, it.gate.span.start, !it.alone, it.power));
        vetoes
    }
}

/// Whether a prohibition only goes on where somebody may lift it for others. Whoever lifts it for itself stops it.
fn lifts(circuits: &Circuits<'_>, root: &Root, cause: &Blame, attacked: &Case) -> bool {
    let Holder::Provision(id) = root.holder else { return false };
    let treaty = circuits.treaty;
    let provision = &treaty.provisions[id.0 as usize];
    cause.mode == BlockingMode::Carries
        && provision.kind == ProvisionKind::Prohibition
        && !bearers(provision).any(|it| treaty.members(it, Some(attacked)).contains(&attacked.attacker))
}

/// Promises to the victim by somebody else than the disputants.
fn promised_by_others(treaty: &Treaty<'_>, case: &Case) -> Vec<ProvisionId> {
    let counts = |it: &&Provision<'_>| {
        it.file == treaty.file
            && promises(it.kind)
            && bearers(it).flat_map(|of| treaty.members(of, Some(case))).any(|it| case.is_third(it))
            && concerns(treaty, it, case)
    };
    treaty.provisions.iter().filter(counts).map(|it| it.id).collect()
}

/// The veto that a cause is, before anybody is named.
fn describe(circuits: &mut Circuits<'_>, cause: &Blame, power: Power, alone: bool) -> Veto {
    let gate = circuits.gates[cause.gate as usize].gate;
    let place = if cause.via == NONE { gate } else { circuits.gates[cause.via as usize].gate };
    let holder = match (power, gate.body) {
        (Power::Convening, Some(body)) => Holder::Body(body),
        _ => circuits.root(cause.root).holder,
    };
    let electors = circuits.players(circuits.gates[cause.gate as usize].node);
    Veto {
        power,
        holder,
        site: place.clause,
        file: place.file,
        gate,
        also: other_gates(circuits, cause),
        alone,
        mode: cause.mode,
        blockers: Vec::new(),
        never_bound: ActorSet::new(),
        blocked: Vec::new(),
        triggers: Vec::new(),
        electors,
    }
}

fn other_gates(circuits: &Circuits<'_>, cause: &Blame) -> Vec<Gate> {
    if cause.any == NONE {
        return Vec::new();
    }
    let mut gates = Vec::new();
    circuits.gates_below(NodeId(cause.any), &mut gates);
    gates.retain(|gate| *gate != cause.gate && *gate != cause.via);
    gates.into_iter().map(|gate| circuits.gates[gate as usize].gate).collect()
}

fn add_blocker(
    circuits: &mut Circuits<'_>,
    veto: &mut Veto,
    cause: &Blame,
    attack: &AttackCase<'_>,
    obstructing: &[ActorId],
) {
    let attacker = attack.case.attacker;
    if let Some(known) = veto.blockers.iter_mut().find(|it| it.attacker == attacker) {
        if known.victims != attack.victims {
            known.victims.extend(&attack.victims);
            known.victims.sort_unstable();
            known.victims.dedup();
        }
        return;
    }
    let node = circuits.gates[cause.gate as usize].node;
    let players = circuits.players(node);
    let actors = obstructing.iter().copied().filter(|actor| players.contains(actor)).collect();
    let aligned = attack.aligned();
    let node = if cause.any == NONE { node } else { NodeId(cause.any) };
    let without = |actors: &[ActorId]| Obstruction { without: attack.by_itself.clone(), ..Obstruction::block(actors) };
    let aligned_suffice =
        !aligned.is_empty() && !circuits.opens_in(node, without(&aligned)) && circuits.opens_in(node, without(&[]));
    veto.blockers.push(Blocker {
        attacker,
        victims: attack.victims.clone(),
        actors,
        aligned_suffice,
        assumption: attack.case.span,
    });
}

fn add_blocked(circuits: &Circuits<'_>, veto: &mut Veto, id: ProvisionId, case: &Case) {
    let treaty = circuits.treaty;
    let provision = &treaty.provisions[id.0 as usize];
    if provision.kind == ProvisionKind::Trigger {
        veto.triggers.push(id);
        return;
    }
    if veto.blocked.last() != Some(&id) {
        veto.blocked.push(id);
    }
    for actors in bearers(provision) {
        let members = treaty.members(actors, Some(case));
        veto.never_bound.extend(members.into_iter().filter(|it| case.is_third(*it)));
    }
    // The same actors come again with every promise: what they take stays bounded by how many there are.
    if veto.never_bound.len() > 2 * treaty.actors.len() {
        veto.never_bound.sort_unstable();
        veto.never_bound.dedup();
    }
}

/// Whether help comes by another way than the organ that a provision asks: a clause of its own for the end of its
/// clock, or a promise of help in the same event that is live.
fn has_other_route(
    circuits: &Circuits<'_>,
    strengths: &[ProvisionStrength],
    provision: &Provision<'_>,
    case: &Case,
) -> bool {
    let treaty = circuits.treaty;
    let helps =
        |id: ProvisionId| strengths.get(id.0 as usize).is_some_and(|it| it.owed() >= Some(Strength::SelfJudged));
    match provision.clock.as_deref().and_then(|it| it.expiry.as_ref()).map(|it| &it.kind) {
        Some(ExpiryKind::Proceed | ExpiryKind::Decision(_)) => return true,
        // What is weaker is no way out.
        Some(ExpiryKind::Provision(RefTarget::Provision(id))) => {
            if helps(*id) && circuits.is_open(Circuits::activation(*id)) {
                return true;
            }
        }
        Some(ExpiryKind::Provision(_) | ExpiryKind::Lapses) | None => {}
    }
    let openings: FxHashSet<ProvisionId> = named(provision).collect();
    treaty.provisions.iter().any(|other| {
        other.id != provision.id
            && other.file == treaty.file
            && helps(other.id)
            && circuits.is_open(Circuits::activation(other.id))
            && (openings.is_empty() || named(other).any(|it| openings.contains(&it)))
            && concerns(treaty, other, case)
    })
}

/// The provisions that an `upon` names.
fn named(provision: &Provision<'_>) -> impl Iterator<Item = ProvisionId> {
    let occasions = provision.upon.iter().flat_map(|it| &it.any).flatten();
    occasions.filter_map(|occasion: &Occasion<'_>| match occasion.kind {
        OccasionKind::Named(RefTarget::Provision(id)) => Some(id),
        _ => None,
    })
}
