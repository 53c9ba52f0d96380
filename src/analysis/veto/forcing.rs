//! Finds what an aggressor or its bloc gets decided against the protected party.

use rustc_hash::FxHashMap;

use super::relevance::{AttackCase, attacks};
use super::{Blocker, Forced};
use crate::analysis::circuit::{CircuitNode, Circuits, NodeId, Obstruction, RootId, bearers};
use crate::analysis::gate::{GateKind, Holder, Power};
use crate::model::{ActorId, Case};

/// Every decision against the protected party that an assumed aggressor or its bloc wins alone.
pub(in crate::analysis) fn forced(circuits: &mut Circuits<'_>) -> Vec<Forced> {
    let attacks = attacks(circuits);
    let feared: Vec<RootId> = (0..circuits.roots.len() as u32).map(RootId).filter(|it| feared(circuits, *it)).collect();
    if attacks.is_empty() || feared.is_empty() {
        return Vec::new();
    }
    let needed = circuits.needed_for(feared.iter().copied());
    let mut found: Vec<Forced> = Vec::new();
    let mut index: FxHashMap<(RootId, bool), usize> = FxHashMap::default();
    for attack in &attacks {
        circuits.sets.enter(attack.number, Some(attack.case));
        // What opens although nobody presses is nobody's doing.
        circuits.run(Obstruction { timeless: true, ..Obstruction::force(&[]) }, Some(&needed));
        let unheld: Vec<bool> = feared.iter().map(|root| circuits.is_open(*root)).collect();
        let mut done = vec![false; feared.len()];
        let bloc = (attack.by_itself != attack.case.bloc).then_some(&attack.case.bloc);
        for (actors, alone) in [(Some(&attack.by_itself), true), (bloc, false)] {
            let Some(actors) = actors else { continue };
            circuits.run(Obstruction::force(actors), Some(&needed));
            for (at, root) in feared.iter().enumerate() {
                if unheld[at] || done[at] || !circuits.is_open(*root) || is_own_burden(circuits, *root, attack.case) {
                    continue;
                }
                let node = circuits.root(*root).node;
                let won = won_gate(circuits, node, actors, 0);
                let Some(gate) = won.or_else(|| gate_of_clock(circuits, node, actors)) else { continue };
                done[at] = true;
                let forced = *index.entry((*root, alone)).or_insert_with(|| {
                    let root = circuits.root(*root);
                    let gate = circuits.gates[gate as usize].gate;
                    let (power, holder, site, file) = (root.power, root.holder, root.site, root.file);
                    let by_clock = won.is_none();
                    found.push(Forced { power, holder, site, file, gate, alone, by_clock, blockers: Vec::new() });
                    found.len() - 1
                });
                let blocker = presser(circuits, gate, attack, actors);
                let blockers = &mut found[forced].blockers;
                match blockers.iter_mut().find(|it| it.attacker == blocker.attacker) {
                    Some(known) => {
                        known.victims.extend(blocker.victims);
                        known.victims.sort_unstable();
                        known.victims.dedup();
                    }
                    None => blockers.push(blocker),
                }
            }
        }
    }
    found.sort_by_key(|it| (it.file, it.site.start, !it.alone));
    found
}

/// Whether it hurts that a root opens.
fn feared(circuits: &Circuits<'_>, root: RootId) -> bool {
    let root = circuits.root(root);
    let own = match root.holder {
        Holder::Provision(id) => circuits.treaty.provisions[id.0 as usize].file == circuits.treaty.file,
        Holder::Body(_) => false,
    };
    own && root.power.is_feared()
}

/// Whether a promise that ends binds the protected party alone.
fn is_own_burden(circuits: &Circuits<'_>, root: RootId, case: &Case) -> bool {
    let root = circuits.root(root);
    let (Holder::Provision(id), Power::Ending) = (root.holder, root.power) else { return false };
    let treaty = circuits.treaty;
    let mut bound = bearers(&treaty.provisions[id.0 as usize]).flat_map(|it| treaty.members(it, Some(case))).peekable();
    bound.peek().is_some() && bound.all(|actor| case.victim == Some(actor))
}

/// A gate that opens because these press: a vote, a finding, a say-so; a performance is no decision.
fn won_gate(circuits: &mut Circuits<'_>, node: NodeId, actors: &[ActorId], depth: u32) -> Option<u32> {
    // A part of a whole that stays shut wins nothing.
    if !circuits.opens_in(node, Obstruction::force(actors)) {
        return None;
    }
    match circuits.node(node) {
        CircuitNode::Gate(gate) | CircuitNode::Not(_, gate) => {
            let def = circuits.gates.get(gate as usize)?;
            let decides = def.gate.kind.is_decision() || def.gate.kind == GateKind::Organ;
            let won = decides && !circuits.opens_in(node, Obstruction::force(&[]));
            won.then_some(gate)
        }
        CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
            let kids = circuits.kids(from, to).to_vec();
            kids.into_iter().find_map(|kid| won_gate(circuits, kid, actors, depth))
        }
        CircuitNode::Root(root, gate) if depth < 16 => {
            let won = won_gate(circuits, circuits.root(root).node, actors, depth + 1)?;
            let organ = circuits.gates.get(gate as usize).is_some_and(|it| it.gate.kind == GateKind::Organ);
            Some(if organ { gate } else { won })
        }
        _ => None,
    }
}

/// A gate that opens when its clock has run, if they have a part in it, and so may put the matter.
fn gate_of_clock(circuits: &mut Circuits<'_>, node: NodeId, actors: &[ActorId]) -> Option<u32> {
    let parts = circuits.parts(node, |it| !matches!(it, CircuitNode::Not(..)));
    parts.into_iter().find_map(|part| {
        let CircuitNode::Delay(inner) = circuits.node(part) else { return None };
        let inner = circuits.parts(inner, |it| !matches!(it, CircuitNode::Not(..)));
        inner.into_iter().find_map(|part| match circuits.node(part) {
            CircuitNode::Gate(gate) => {
                let players = circuits.players(part);
                players.iter().any(|it| actors.contains(it)).then_some(gate)
            }
            _ => None,
        })
    })
}

fn presser(circuits: &mut Circuits<'_>, gate: u32, attack: &AttackCase<'_>, pressing: &[ActorId]) -> Blocker {
    let players = circuits.players(circuits.gates[gate as usize].node);
    let attacker = attack.case.attacker;
    let aligned = attack.aligned();
    let node = circuits.gates[gate as usize].node;
    let aligned_suffice = !aligned.is_empty()
        && circuits.opens_in(node, Obstruction { without: attack.by_itself.clone(), ..Obstruction::force(&aligned) });
    Blocker {
        attacker,
        victims: attack.victims.clone(),
        actors: pressing.iter().copied().filter(|actor| players.contains(actor)).collect(),
        aligned_suffice,
        assumption: attack.case.span,
    }
}
