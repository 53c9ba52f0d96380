//! The votes of a draft as simple games.

use super::circuit::acts::{Acting, Look};
use super::circuit::{Circuits, NONE, Node, NodeId, RootId, Test};
use super::game::Game;
use super::gate::{Gate, GateKind, Holder, Power};
use super::veto::relevance::own_roots;
use crate::model::{ActorId, ActorSet};

/// A vote, or the rule of a body on which something hangs.
#[derive(Clone, Debug)]
pub struct Ballot {
    /// What hangs on it first.
    pub power: Power,
    /// The provision or body in whose text it stands.
    pub holder: Holder,
    /// Where it stands: the vote, or the clause that leads to the body.
    pub gate: Gate,
    /// The game; `None` if more have a part in it than a game can hold.
    pub game: Option<Game>,
    /// Who plays which voter.
    pub voters: ActorSet,
    /// Who alone keeps it from being carried by abstaining.
    pub stopped_by_abstention: ActorSet,
    /// Those of the voters who act with the aggressor of the first assumed attack.
    pub adverse: ActorSet,
}

/// Every vote on which something of the draft hangs, in the order of the text, under the first assumed attack.
pub(super) fn ballots(circuits: &mut Circuits<'_>) -> Vec<Ballot> {
    let first = circuits.treaty.threat.cases.first();
    circuits.sets.enter(u32::from(first.is_some()), first);
    let bloc: &[ActorId] = first.map_or(&[], |it| &it.bloc);
    let mut found: Vec<(NodeId, u32, RootId)> = Vec::new();
    for root in own_roots(circuits) {
        gather(circuits, circuits.root(root).node, root, &mut found);
    }
    let mut seen = rustc_hash::FxHashSet::default();
    found.retain(|(node, ..)| seen.insert(node.0));
    let mut ballots: Vec<Ballot> = found
        .into_iter()
        .map(|(node, gate, root)| {
            let about = *circuits.root(root);
            let played = circuits.game(node);
            let voters = circuits.players(node);
            let def = circuits.gates[gate as usize];
            Ballot {
                power: def.power.unwrap_or(about.power),
                holder: about.holder,
                gate: def.gate,
                game: played.map(|it| it.0),
                stopped_by_abstention: stopped_by_abstention(circuits, node),
                adverse: voters.iter().copied().filter(|it| bloc.contains(it)).collect(),
                voters,
            }
        })
        .collect();
    let own = circuits.treaty.file;
    ballots.sort_by_key(|it| (it.gate.file != own, it.gate.file, it.gate.span.start));
    ballots
}

/// Votes, and bodies that are asked; with the gate that stands for them.
fn gather(circuits: &Circuits<'_>, node: NodeId, root: RootId, found: &mut Vec<(NodeId, u32, RootId)>) {
    match circuits.node(node) {
        Node::Gate(gate) => {
            let def = &circuits.gates[gate as usize];
            if matches!(def.test, Test::Vote(_)) && matches!(def.gate.kind, GateKind::Vote | GateKind::Organ) {
                found.push((node, gate, root));
            }
        }
        Node::Root(link, via) if via != NONE && circuits.root(link).rule => {
            found.push((circuits.root(link).node, via, root));
        }
        Node::All(from, to) | Node::Any(from, to) => {
            circuits.kids(from, to).iter().for_each(|it| gather(circuits, *it, root, found));
        }
        Node::Not(inner, _) | Node::Delay(inner) => gather(circuits, inner, root, found),
        _ => {}
    }
}

fn stopped_by_abstention(circuits: &mut Circuits<'_>, node: NodeId) -> ActorSet {
    let mut acting = Acting::new(circuits, Look::Actors(None, &[]));
    let function = acting.formula(node);
    let diagrams = &mut acting.diagrams;
    let family = function.and_then(|it| diagrams.dual(it)).and_then(|it| diagrams.minimal(it));
    let sets = family.map_or_else(Vec::new, |it| diagrams.sets(it, 64));
    let alone = sets.iter().filter(|it| it.len() == 1);
    let mut found: ActorSet = alone.filter_map(|it| acting.atoms[it[0] as usize].actor).collect();
    found.sort_unstable();
    found
}
