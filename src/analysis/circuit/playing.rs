//! A formula as a simple game: who votes and acts in it, and by what rule.

use super::{Circuits, Need, Node, NodeId, SetId, Test};
use crate::analysis::game::{Coalition, Game, MOST_VOTERS, Rule};
use crate::model::{ActorId, ActorSet};
use crate::syntax::ast::Threshold;

impl Circuits<'_> {
    /// The game that a formula is for those who have a part in it, in the case that was entered last. `None` if more have
    /// a part than a game can hold.
    pub(in crate::analysis) fn game(&mut self, node: NodeId) -> Option<(Game, ActorSet)> {
        self.played(node, true)
    }

    /// The same without quorums: whose votes count, if everybody comes.
    pub(in crate::analysis) fn game_of_votes(&mut self, node: NodeId) -> Option<(Game, ActorSet)> {
        self.played(node, false)
    }

    fn played(&mut self, node: NodeId, quorum: bool) -> Option<(Game, ActorSet)> {
        let mut voters = ActorSet::new();
        self.players(node, &mut voters, 0);
        voters.sort_unstable();
        voters.dedup();
        if voters.len() > MOST_VOTERS {
            return None;
        }
        let rule = self.rule_of(node, &voters, quorum, 0);
        Some((Game::new(voters.len(), rule), voters))
    }

    /// Everybody who has a part in a formula.
    pub(in crate::analysis) fn players(&mut self, node: NodeId, into: &mut ActorSet, depth: u32) {
        match self.node(node) {
            Node::Gate(gate) => self.players_of(gate, into),
            Node::All(from, to) | Node::Any(from, to) => {
                for at in from..to {
                    self.players(self.kids[at as usize], into, depth);
                }
            }
            Node::Not(inner, _) => self.players(inner, into, depth),
            Node::Root(root, _) if depth < 16 => self.players(self.roots[root.0 as usize].node, into, depth + 1),
            _ => {}
        }
    }

    /// Everybody who has a part in a gate.
    pub(in crate::analysis) fn players_of(&mut self, gate: u32, into: &mut ActorSet) {
        match self.gates[gate as usize].test {
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                into.extend_from_slice(self.sets.members(ballot.electors));
                if ballot.present != ballot.electors {
                    into.extend_from_slice(self.sets.members(ballot.present));
                }
                if let Some(including) = ballot.including {
                    into.extend_from_slice(self.sets.members(including));
                }
            }
            Test::Acts(set, _) => into.extend_from_slice(self.sets.members(set)),
            Test::Nobody => {}
        }
    }

    fn rule_of(&mut self, node: NodeId, voters: &[ActorId], quorum: bool, depth: u32) -> Rule {
        match self.node(node) {
            Node::Shut => never(),
            Node::Gate(gate) => self.rule_of_gate(gate, voters, quorum),
            Node::All(from, to) => Rule::All(self.rules_of(from, to, voters, quorum, depth)),
            Node::Any(from, to) => Rule::Any(self.rules_of(from, to, voters, quorum, depth)),
            // A coalition carries the formula in reverse if it keeps the inner one from being carried.
            Node::Not(inner, _) => self.rule_of(inner, voters, quorum, depth).dual(),
            Node::Root(root, _) if depth < 16 => {
                self.rule_of(self.roots[root.0 as usize].node, voters, quorum, depth + 1)
            }
            Node::Open | Node::Delay(_) | Node::Own(_) | Node::Root(..) => always(),
        }
    }

    fn rules_of(&mut self, from: u32, to: u32, voters: &[ActorId], quorum: bool, depth: u32) -> Vec<Rule> {
        (from..to).map(|at| self.rule_of(self.kids[at as usize], voters, quorum, depth)).collect()
    }

    fn rule_of_gate(&mut self, gate: u32, voters: &[ActorId], quorum: bool) -> Rule {
        match self.gates[gate as usize].test {
            Test::Nobody => always(),
            Test::Acts(set, need) => {
                let of = self.coalition(set, voters);
                let heads = u64::from(of.count_ones());
                let need = match need {
                    Need::All => heads,
                    Need::Any | Need::Each => heads.min(1),
                    Need::Some(count) => count.min(heads),
                };
                Rule::at_least(need, of)
            }
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                let of = self.coalition(ballot.electors, voters);
                if of == 0 {
                    return always();
                }
                let mut rules = Vec::new();
                let chair = ballot.chair.map_or(0, |chair| self.coalition(chair, voters)) & of;
                if let Some(weighting) = ballot.weights {
                    let weights: Vec<u64> = voters
                        .iter()
                        .enumerate()
                        .map(|(at, voter)| if of >> at & 1 == 1 { self.sets.weight(weighting, *voter) } else { 0 })
                        .collect();
                    let need = ballot.needed(weights.iter().sum());
                    rules.push(Rule::Quota { weights, need });
                } else if ballot.threshold == Threshold::Majority && chair.is_power_of_two() {
                    rules.push(Rule::chaired(of, chair.trailing_zeros() as usize));
                } else {
                    rules.push(Rule::threshold(ballot.threshold, of));
                }
                if let Some(including) = ballot.including {
                    rules.push(Rule::threshold(Threshold::Unanimity, self.coalition(including, voters)));
                }
                if let Some((quorum, _)) = ballot.decision.quorum.filter(|_| quorum) {
                    rules.push(Rule::threshold(quorum, self.coalition(ballot.present, voters)));
                }
                Rule::All(rules)
            }
        }
    }

    fn coalition(&mut self, set: SetId, voters: &[ActorId]) -> Coalition {
        let members = self.sets.members(set);
        let bit = |voter: &ActorId| voters.binary_search(voter).map_or(0, |at| 1 << at);
        members.iter().map(bit).fold(0, |all, one| all | one)
    }
}

/// The rule of what needs nobody.
fn always() -> Rule {
    Rule::Quota { weights: Vec::new(), need: 0 }
}

/// The rule of what nobody can bring about.
fn never() -> Rule {
    Rule::Quota { weights: Vec::new(), need: 1 }
}
