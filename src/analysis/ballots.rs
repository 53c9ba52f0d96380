//! The votes of a draft as simple games.

use super::circuit::acts::{Acting, FormulaMode};
use super::circuit::{CircuitNode, Circuits, NONE, NodeId, RootId, Test, Unreckoned};
use super::game::{Classed, Game};
use super::gate::{Gate, GateKind, Holder, Power};
use super::veto::relevance::own_roots;
use crate::model::{ActorId, ActorSet};
use crate::source::{FileId, Span};

/// A vote, or the rule of a body on which something hangs.
#[derive(Clone, Debug)]
pub struct VoteOrBody {
    /// What hangs on it first.
    pub power: Power,
    /// The provision or body in whose text it stands.
    pub holder: Holder,
    /// Where it stands: the vote, or the clause that leads to the body.
    pub gate: Gate,
    /// The game; `None` if more have a part in it than a game can hold, or it can't be reckoned with.
    pub game: Option<Game>,
    /// The game of more voters than that, where few of them count differently.
    pub many: Option<Classed>,
    /// Why nobody can say what the votes count; nothing if it is known.
    pub unknown: Vec<Unclear>,
    /// Who plays which voter.
    pub voters: ActorSet,
    /// Who alone keeps it from being carried by abstaining.
    pub stopped_by_abstention: ActorSet,
    /// Those of the voters who act with the aggressor of the first assumed attack.
    pub adverse: ActorSet,
}

/// Why nobody can say what the votes of a decision count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unclear {
    /// Who votes is still open, or stands in words: where.
    Voters(FileId, Span),
    /// Some voters have no weight.
    Weights {
        /// A number in [`crate::model::Treaty::weights`].
        weighting: u32,
        /// Who.
        without: ActorSet,
    },
}

/// A vote by weights that leave out somebody who votes.
#[derive(Clone, Debug)]
pub struct Unweighted {
    /// The vote.
    pub gate: Gate,
    /// A number in [`crate::model::Treaty::weights`].
    pub weighting: u32,
    /// Who votes and weighs nothing that the text says.
    pub without: ActorSet,
}

/// Votes in the draft's own text by weights that leave out somebody who votes.
pub(super) fn unweighted(circuits: &mut Circuits<'_>) -> Vec<Unweighted> {
    let own = circuits.treaty.file;
    let first = circuits.treaty.threat.cases.first();
    circuits.sets.enter(u32::from(first.is_some()), first);
    let mut found = Vec::new();
    for at in 0..circuits.gates.len() as u32 {
        let def = circuits.gates[at as usize];
        let Test::Vote(ballot) = def.test else { continue };
        let ballot = circuits.ballots[ballot as usize];
        let Some(weighting) = ballot.weights.filter(|_| def.gate.file == own && !def.gate.reversed) else { continue };
        let without = circuits.sets.unweighted(ballot.electors, weighting);
        if !without.is_empty() {
            found.push(Unweighted { gate: def.gate, weighting, without });
        }
    }
    found.sort_by_key(|it| it.gate.span.start);
    found.dedup_by_key(|it| it.gate.span);
    found
}

/// Every vote on which something of the draft hangs, in the order of the text, under the first assumed attack.
pub(super) fn ballots(circuits: &mut Circuits<'_>) -> Vec<VoteOrBody> {
    let first = circuits.treaty.threat.cases.first();
    circuits.sets.enter(u32::from(first.is_some()), first);
    let bloc: &[ActorId] = first.map_or(&[], |it| &it.bloc);
    let mut found: Vec<Put> = Vec::new();
    for root in own_roots(circuits) {
        gather(circuits, circuits.root(root).node, root, &mut found);
    }
    let mut seen = rustc_hash::FxHashSet::default();
    found.retain(|it| seen.insert(it.node.0));
    let mut ballots: Vec<VoteOrBody> = found
        .into_iter()
        .map(|put| {
            let about = *circuits.root(put.root);
            let voters = circuits.players(put.node);
            let def = circuits.gates[put.gate as usize];
            let unknown: Vec<Unclear> = circuits.unreckoned(put.node).iter().map(|it| unclear(circuits, it)).collect();
            let game = if unknown.is_empty() { circuits.game(put.node).map(|it| it.0) } else { None };
            let many = (unknown.is_empty() && game.is_none()).then(|| circuits.game_of_many(put.node));
            VoteOrBody {
                power: def.power.unwrap_or(about.power),
                holder: about.holder,
                gate: Gate { span: put.span, ..def.gate },
                game,
                many: many.flatten().map(|it| it.0),
                stopped_by_abstention: stopped_by_abstention(circuits, put.node),
                adverse: voters.iter().copied().filter(|it| bloc.contains(it)).collect(),
                voters,
                unknown,
            }
        })
        .collect();
    let own = circuits.treaty.file;
    ballots.sort_by_key(|it| (it.gate.file != own, it.gate.file, it.gate.span.start));
    ballots
}

fn unclear(circuits: &Circuits<'_>, it: &Unreckoned) -> Unclear {
    match it {
        Unreckoned::Voters(gate) => {
            let gate = circuits.gates[*gate as usize].gate;
            Unclear::Voters(gate.file, gate.span)
        }
        Unreckoned::Weights { weighting, without } => {
            Unclear::Weights { weighting: *weighting, without: without.clone() }
        }
    }
}

/// A vote, or several that are one decision.
struct Put {
    node: NodeId,
    /// The gate that stands for it.
    gate: u32,
    root: RootId,
    /// Its words.
    span: Span,
}

/// Votes, and bodies that are asked. The votes of one decision are one: a member votes once, and that counts in all.
fn gather(circuits: &Circuits<'_>, node: NodeId, root: RootId, found: &mut Vec<Put>) {
    if let Some((gate, span)) = vote(circuits, node) {
        let node = match circuits.node(node) {
            CircuitNode::Root(link, _) => circuits.root(link).node,
            _ => node,
        };
        found.push(Put { node, gate, root, span });
        return;
    }
    match circuits.node(node) {
        CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
            circuits.kids(from, to).iter().for_each(|it| gather(circuits, *it, root, found));
        }
        CircuitNode::Not(inner, _) | CircuitNode::Delay(inner) => gather(circuits, inner, root, found),
        _ => {}
    }
}

/// The gate that stands for a vote, for a body that is asked, or for several of them that are one decision; and its words.
fn vote(circuits: &Circuits<'_>, node: NodeId) -> Option<(u32, Span)> {
    match circuits.node(node) {
        CircuitNode::Gate(gate) => {
            let def = &circuits.gates[gate as usize];
            let votes = matches!(def.test, Test::Vote(_)) && matches!(def.gate.kind, GateKind::Vote | GateKind::Organ);
            votes.then_some((gate, def.gate.span))
        }
        CircuitNode::Root(link, via) if via != NONE && circuits.root(link).rule => {
            Some((via, circuits.gates[via as usize].gate.span))
        }
        CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
            let mut kids = circuits.kids(from, to).iter().map(|it| vote(circuits, *it));
            let (first, mut span) = kids.next()??;
            let decision = |gate: u32| {
                let def = &circuits.gates[gate as usize];
                (def.gate.file, def.gate.clause, def.round)
            };
            for kid in kids {
                let (gate, words) = kid?;
                if decision(gate) != decision(first) {
                    return None;
                }
                span = Span { start: span.start.min(words.start), end: span.end.max(words.end) };
            }
            Some((first, span))
        }
        _ => None,
    }
}

fn stopped_by_abstention(circuits: &mut Circuits<'_>, node: NodeId) -> ActorSet {
    let mut acting = Acting::new(circuits, FormulaMode::Actors(None, &[]));
    let function = acting.formula(node);
    let diagrams = &mut acting.diagrams;
    let family = function.and_then(|it| diagrams.dual(it)).and_then(|it| diagrams.minimal(it));
    let sets = family.map_or_else(Vec::new, |it| diagrams.sets(it, 64));
    let alone = sets.iter().filter(|it| it.len() == 1);
    let mut found: ActorSet = alone.filter_map(|it| acting.atoms[it[0] as usize].actor).collect();
    found.sort_unstable();
    found
}
