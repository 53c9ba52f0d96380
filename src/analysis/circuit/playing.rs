//! A formula as a simple game: who votes and acts in it, and by what rule.

use super::{Chair, Circuits, Need, Node, NodeId, RootId, SetId, Test};
use crate::analysis::budget;
use crate::analysis::game::{Coalition, Game, MOST_VOTERS, Rule};
use crate::model::{ActorId, ActorSet};
use crate::syntax::ast::Threshold;

/// So deep may bodies ask bodies where a rule is made of their rules.
const DEEPEST: usize = 32;

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
        let voters = self.players(node);
        if voters.len() > MOST_VOTERS {
            return None;
        }
        let rule = self.rule_of(node, &voters, quorum, &mut Vec::new())?;
        Some((Game::new(voters.len(), rule), voters))
    }

    /// Everybody who has a part in a formula, sorted.
    pub(in crate::analysis) fn players(&mut self, node: NodeId) -> ActorSet {
        let mut found = ActorSet::new();
        for part in self.parts(node, |it| !matches!(it, Node::Delay(_))) {
            if let Node::Gate(gate) = self.node(part) {
                self.players_of(gate, &mut found);
            }
        }
        found.sort_unstable();
        found.dedup();
        found
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
            Test::Nobody | Test::Bearers => {}
        }
    }

    /// The rule by which a formula is carried; `None` if it is too large. `path` are the roots that are gone through.
    fn rule_of(&mut self, node: NodeId, voters: &[ActorId], quorum: bool, path: &mut Vec<RootId>) -> Option<Rule> {
        // A rule that is asked twice stands there twice.
        if path.len() > DEEPEST || !budget::keep(MOST_VOTERS as u64) {
            budget::give_up();
            return None;
        }
        Some(match self.node(node) {
            Node::Shut => never(),
            Node::Gate(gate) => self.rule_of_gate(gate, voters, quorum),
            Node::All(from, to) => Rule::All(self.rules_of(from, to, voters, quorum, path)?),
            Node::Any(from, to) => Rule::Any(self.rules_of(from, to, voters, quorum, path)?),
            // A coalition carries the formula in reverse if it keeps the inner one from being carried.
            Node::Not(inner, _) => self.rule_of(inner, voters, quorum, path)?.dual(),
            Node::Root(root, _) if !path.contains(&root) => {
                path.push(root);
                let rule = self.rule_of(self.roots[root.0 as usize].node, voters, quorum, path);
                path.pop();
                rule?
            }
            // What waits for itself never opens.
            Node::Root(..) => never(),
            Node::Open | Node::Delay(_) | Node::Own(_) | Node::Event(_) => always(),
        })
    }

    fn rules_of(
        &mut self,
        from: u32,
        to: u32,
        voters: &[ActorId],
        quorum: bool,
        path: &mut Vec<RootId>,
    ) -> Option<Vec<Rule>> {
        (from..to).map(|at| self.rule_of(self.kids[at as usize], voters, quorum, path)).collect()
    }

    fn rule_of_gate(&mut self, gate: u32, voters: &[ActorId], quorum: bool) -> Rule {
        match self.gates[gate as usize].test {
            Test::Nobody | Test::Bearers => always(),
            Test::Acts(set, need) => {
                let of = self.coalition(set, voters);
                let heads = u64::from(of.count_ones());
                let need = match need {
                    _ if heads == 0 && self.sets.is_unknown(set) => 0,
                    Need::All => heads.max(1),
                    Need::Any | Need::Each => 1,
                    Need::Some(count) => count,
                };
                Rule::at_least(need, of)
            }
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                let of = self.coalition(ballot.electors, voters);
                if of == 0 {
                    return if self.sets.is_unknown(ballot.electors) { always() } else { never() };
                }
                let mut rules = Vec::new();
                let chair = match ballot.chair {
                    Chair::Is(chair) => self.coalition(chair, voters) & of,
                    Chair::Nobody | Chair::Unknown => 0,
                };
                if let Some(weighting) = ballot.weights {
                    let mut weights: Vec<u64> = voters
                        .iter()
                        .enumerate()
                        .map(
                            |(at, voter)| {
                                if of >> at & 1 == 1 { self.sets.weight(weighting, *voter).unwrap_or(0) } else { 0 }
                            },
                        )
                        .collect();
                    let total: u64 = weights.iter().sum();
                    let mut need = ballot.needed(total);
                    if ballot.threshold == Threshold::Majority && chair.is_power_of_two() {
                        // Every vote counts twice and the chair's once more, so that it only tips the scale.
                        weights.iter_mut().for_each(|it| *it *= 2);
                        weights[chair.trailing_zeros() as usize] += 1;
                        need = total + 1;
                    }
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
