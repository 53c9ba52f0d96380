//! A formula as a simple game: who votes and acts in it, and by what rule.

use super::{Ballot, CastingVote, CircuitNode, Circuits, Need, NodeId, RootId, SetId, Test};
use crate::analysis::budget;
use crate::analysis::game::{Classed, DecisionRule, Game, MOST_VOTERS, needed};
use crate::model::{ActorId, ActorSet};
use crate::syntax::ast::Threshold;

/// So deep may bodies ask bodies where a rule is made of their rules.
const DEEPEST: usize = 32;

/// So many may have a part in a game.
const MOST_OF_A_CLASS: usize = 4096;

/// Why the outcome of a vote can't be reckoned with.
#[derive(Clone, Debug)]
pub(in crate::analysis) enum Unreckoned {
    /// Who votes at a gate is not said, or stands in words only.
    Voters(u32),
    /// The weights leave some voters out.
    Weights {
        /// A number in [`crate::model::Treaty::weights`].
        weighting: u32,
        /// Who has a vote and no weight.
        without: ActorSet,
    },
}

impl Circuits<'_> {
    /// The game that a formula is for those who have a part in it, in the case that was entered last. `None` if more have
    /// a part than a game can hold.
    pub(in crate::analysis) fn game(&mut self, node: NodeId) -> Option<(Game, ActorSet)> {
        self.played(node, true)
    }

    fn played(&mut self, node: NodeId, quorum: bool) -> Option<(Game, ActorSet)> {
        let voters = self.players(node);
        if voters.len() > MOST_VOTERS {
            return None;
        }
        let rule = self.rule_of(node, &voters, quorum, &mut Vec::new())?;
        Some((Game::new(voters.len(), rule), voters))
    }

    /// The game of more voters than a [`Game`] holds. `None` if too many of them count differently.
    pub(in crate::analysis) fn game_of_many(&mut self, node: NodeId) -> Option<(Classed, ActorSet)> {
        self.played_by_many(node, true)
    }

    fn played_by_many(&mut self, node: NodeId, quorum: bool) -> Option<(Classed, ActorSet)> {
        let voters = self.players(node);
        if voters.len() > MOST_OF_A_CLASS {
            return None;
        }
        let rule = self.rule_of(node, &voters, quorum, &mut Vec::new())?;
        Some((Classed::new(voters.len(), rule)?, voters))
    }

    /// How many votes carry a formula at the least, how many stop it, and how many have a part in it, if everybody comes.
    pub(in crate::analysis) fn least_votes(&mut self, node: NodeId) -> Option<(u32, u32, u32)> {
        let (carry, stop, voters) = if let Some((game, voters)) = self.played(node, false) {
            (game.minimal_winning(1)?.smallest, game.minimal_blocking(1)?.smallest, voters.len())
        } else {
            let (game, voters) = self.played_by_many(node, false)?;
            (game.minimal_winning(1).smallest, game.minimal_blocking(1).smallest, voters.len())
        };
        Some((carry?, stop?, voters as u32))
    }

    /// The votes of a formula whose outcome can't be reckoned with: who votes stands in words, or is still open, or the
    /// weights leave somebody out.
    pub(in crate::analysis) fn unreckoned(&mut self, node: NodeId) -> Vec<Unreckoned> {
        let mut found = Vec::new();
        for part in self.parts(node, |it| !matches!(it, CircuitNode::Delay(_))) {
            let CircuitNode::Gate(gate) = self.node(part) else { continue };
            let def = self.gates[gate as usize];
            let Test::Vote(ballot) = def.test else { continue };
            let ballot = self.ballots[ballot as usize];
            if self.sets.is_unknown(ballot.electors) || ballot.including.is_some_and(|it| self.sets.is_unknown(it)) {
                found.push(Unreckoned::Voters(gate));
            }
            if let Some(weighting) = ballot.weights {
                let without = self.sets.unweighted(ballot.electors, weighting);
                if !without.is_empty() {
                    found.push(Unreckoned::Weights { weighting, without });
                }
            }
        }
        found
    }

    /// Everybody who has a part in a formula, sorted.
    pub(in crate::analysis) fn players(&mut self, node: NodeId) -> ActorSet {
        let mut found = ActorSet::new();
        for part in self.parts(node, |it| !matches!(it, CircuitNode::Delay(_))) {
            if let CircuitNode::Gate(gate) = self.node(part) {
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
    fn rule_of(
        &mut self,
        node: NodeId,
        voters: &[ActorId],
        quorum: bool,
        path: &mut Vec<RootId>,
    ) -> Option<DecisionRule> {
        // A rule that is asked twice stands there twice.
        if path.len() > DEEPEST || !budget::keep(MOST_VOTERS as u64) {
            budget::give_up();
            return None;
        }
        Some(match self.node(node) {
            CircuitNode::Gate(gate) => self.rule_of_gate(gate, voters, quorum)?,
            CircuitNode::All(from, to) => DecisionRule::All(self.rules_of(from, to, voters, quorum, path)?),
            CircuitNode::Any(from, to) => DecisionRule::Any(self.rules_of(from, to, voters, quorum, path)?),
            // A coalition carries the formula in reverse if it keeps the inner one from being carried.
            CircuitNode::Not(inner, _) => self.rule_of(inner, voters, quorum, path)?.dual(),
            CircuitNode::Root(root, _) if !path.contains(&root) => {
                path.push(root);
                let rule = self.rule_of(self.roots[root.0 as usize].node, voters, quorum, path);
                path.pop();
                rule?
            }
            // What waits for itself never opens.
            CircuitNode::Shut | CircuitNode::Root(..) => never(),
            CircuitNode::Open | CircuitNode::Delay(_) | CircuitNode::Own(_) | CircuitNode::Event(_) => always(),
        })
    }

    fn rules_of(
        &mut self,
        from: u32,
        to: u32,
        voters: &[ActorId],
        quorum: bool,
        path: &mut Vec<RootId>,
    ) -> Option<Vec<DecisionRule>> {
        (from..to).map(|at| self.rule_of(self.kids[at as usize], voters, quorum, path)).collect()
    }

    fn rule_of_gate(&mut self, gate: u32, voters: &[ActorId], quorum: bool) -> Option<DecisionRule> {
        Some(match self.gates[gate as usize].test {
            Test::Nobody | Test::Bearers => always(),
            Test::Acts(set, need) => {
                let of = self.belonging(set, voters);
                let heads = count(&of);
                let need = match need {
                    _ if heads == 0 && self.sets.is_unknown(set) => 0,
                    Need::All => heads.max(1),
                    Need::Any | Need::Each => 1,
                    Need::Some(count) => count,
                };
                DecisionRule::heads(need, &of)
            }
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                let of = self.belonging(ballot.electors, voters);
                if count(&of) == 0 {
                    return Some(if self.sets.is_unknown(ballot.electors) { always() } else { never() });
                }
                let mut weights: Vec<u64> = of.iter().map(|it| u64::from(*it)).collect();
                if let Some(weighting) = ballot.weights {
                    for (weight, voter) in weights.iter_mut().zip(voters).filter(|it| *it.0 > 0) {
                        *weight = self.sets.weight(weighting, *voter)?;
                    }
                }
                let chair = self.presiding(&ballot).and_then(|it| voters.binary_search(&it).ok());
                let mut rules = vec![if let Some(chair) = chair {
                    DecisionRule::tipped(weights, chair)
                } else {
                    let need = ballot.needed(weights.iter().sum());
                    DecisionRule::Quota { weights, need }
                }];
                if let Some(including) = ballot.including {
                    let concurring = self.belonging(including, voters);
                    rules.push(DecisionRule::heads(count(&concurring), &concurring));
                }
                if let Some((quorum, _)) = ballot.decision.quorum.filter(|_| quorum) {
                    let there = self.belonging(ballot.present, voters);
                    rules.push(DecisionRule::heads(needed(quorum, count(&there)), &there));
                }
                DecisionRule::All(rules)
            }
        })
    }

    /// Who tips the scale in an equal vote: the chair, if it is one who is known and has a vote there.
    fn presiding(&mut self, ballot: &Ballot<'_>) -> Option<ActorId> {
        let CastingVote::Is(chair) = ballot.chair else { return None };
        let &[presides] = self.sets.members(chair) else { return None };
        let votes = self.sets.members(ballot.electors).binary_search(&presides).is_ok();
        (votes && ballot.threshold == Threshold::Majority).then_some(presides)
    }

    /// Which of the voters belong to a set.
    fn belonging(&mut self, set: SetId, voters: &[ActorId]) -> Vec<bool> {
        let members = self.sets.members(set);
        voters.iter().map(|it| members.binary_search(it).is_ok()).collect()
    }
}

fn count(of: &[bool]) -> u64 {
    of.iter().filter(|it| **it).count() as u64
}

/// The rule of what needs nobody.
fn always() -> DecisionRule {
    DecisionRule::Quota { weights: Vec::new(), need: 0 }
}

/// The rule of what nobody can bring about.
fn never() -> DecisionRule {
    DecisionRule::Quota { weights: Vec::new(), need: 1 }
}
