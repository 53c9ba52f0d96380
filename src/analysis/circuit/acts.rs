//! A formula as a function of single acts: who votes yes, who ratifies, who asks.
//!
//! Every gate that an actor has a part in gives it one act there; where nobody is named to open a gate, the gate itself
//! is a condition that is nobody's act. The formula is monotone in them: an objection that stops a promise enters as the
//! act of not raising it.

use rustc_hash::FxHashMap;

use super::evaluate::MANY;
use super::{Ballot, CastingVote, CircuitNode, Circuits, NONE, Need, NodeId, RootId, SetId, Test};
use crate::analysis::budget;
use crate::analysis::diagram::{ActFunction, Diagrams};
use crate::analysis::game::needed;
use crate::model::{ActorId, ActorSet, ShareBase};
use crate::syntax::ast::{Counted, Threshold};

/// An act, or a condition that is nobody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) struct Atom {
    /// The number of the gate.
    pub(in crate::analysis) gate: u32,
    /// Whose act it is.
    pub(in crate::analysis) actor: Option<ActorId>,
    /// Whether what opens the gate stops the promise: the act is not to do it.
    pub(in crate::analysis) reversed: bool,
    /// The variable of the act before it that counts just as much.
    pub(in crate::analysis) alike: Option<u32>,
}

/// How a formula is looked at.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) enum FormulaMode<'l> {
    /// Act by act, for one bearer or for anybody.
    Acts(Option<ActorId>),
    /// Actor by actor, for one bearer or for anybody: whoever falls away abstains from every vote and does nothing else,
    /// while those named obstruct.
    Actors(Option<ActorId>, &'l [ActorId]),
}

impl FormulaMode<'_> {
    fn bearer(self) -> Option<ActorId> {
        let (Self::Acts(bearer) | Self::Actors(bearer, _)) = self;
        bearer
    }
}

/// Turns formulas into functions, in the case that the circuits have entered.
pub(in crate::analysis) struct Acting<'c, 'm> {
    pub(in crate::analysis) circuits: &'c mut Circuits<'m>,
    pub(in crate::analysis) diagrams: Diagrams,
    /// The acts by their variables; where these are actors, each with no gate.
    pub(in crate::analysis) atoms: Vec<Atom>,
    look: FormulaMode<'c>,
    known: FxHashMap<(RootId, bool), ActFunction>,
    /// What was found of roots before, where they hang on each other in a circle.
    before: FxHashMap<(RootId, bool), ActFunction>,
    /// Whether something was asked of which only that is known.
    unsettled: bool,
    taken: UnknownPolicy,
    variables: FxHashMap<(u32, Option<ActorId>, bool), u32>,
    /// For each vote of a decision that has several, the first of them: a member votes once, and that counts in all.
    papers: Option<FxHashMap<u32, u32>>,
    /// Whether what opens the gates that are gone through stops the promise.
    reversed: bool,
    /// The roots that are settled, one within another.
    path: Vec<RootId>,
}

/// How what is not known of an electorate is taken.
#[derive(Clone, Copy, Default)]
struct UnknownPolicy {
    /// Those who may join a set have joined it.
    joined: bool,
    /// Voters whom the weights do not name outweigh all others; they weigh nothing otherwise.
    heavy: bool,
}

/// So deep one root is settled within another.
const DEEPEST: usize = 64;

/// A member of an electorate with what it counts for; those who agree in that count alike.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Elector {
    weight: u64,
    concurs: bool,
    presides: bool,
    present: bool,
    actor: ActorId,
}

/// What an elector counts for: its weight, whether it must concur, presides, counts for the quorum.
type VoterWeight = (u64, bool, bool, bool);

impl Elector {
    fn counts(self) -> VoterWeight {
        (self.weight, self.concurs, self.presides, self.present)
    }
}

impl<'c, 'm> Acting<'c, 'm> {
    pub(in crate::analysis) fn new(circuits: &'c mut Circuits<'m>, look: FormulaMode<'c>) -> Self {
        let diagrams = Diagrams::new();
        Self {
            circuits,
            diagrams,
            atoms: Vec::new(),
            look,
            known: FxHashMap::default(),
            before: FxHashMap::default(),
            unsettled: false,
            taken: UnknownPolicy::default(),
            variables: FxHashMap::default(),
            papers: None,
            reversed: false,
            path: Vec::new(),
        }
    }

    /// The function of a root. `None` if it is too large to be drawn up.
    pub(in crate::analysis) fn root(&mut self, root: RootId) -> Option<ActFunction> {
        if let Some(known) = self.known.get(&(root, self.reversed)) {
            return Some(*known);
        }
        // Each comes after what it hangs on, so that a chain of a thousand triggers needs no stack.
        let needed = self.circuits.needed_for([root]);
        loop {
            self.unsettled = false;
            for needed in &needed {
                self.settle(*needed)?;
            }
            let found = self.settle(root)?;
            if !self.unsettled || self.known == self.before {
                return Some(found);
            }
            // In a circle, nothing opens without a cause: what was found is what the next round begins with.
            if !budget::spend(needed.len() as u64) {
                return None;
            }
            self.before = std::mem::take(&mut self.known);
        }
    }

    /// The function of a formula, wherever it stands.
    pub(in crate::analysis) fn formula(&mut self, node: NodeId) -> Option<ActFunction> {
        self.node(node, u32::MAX)
    }

    /// The function of a root, those that it hangs on being known.
    fn settle(&mut self, root: RootId) -> Option<ActFunction> {
        if let Some(known) = self.known.get(&(root, self.reversed)) {
            return Some(*known);
        }
        let here = self.circuits.place[root.0 as usize];
        // In reverse, a root may hang on others that are known the other way only.
        if self.path.len() >= DEEPEST {
            budget::give_up();
            return None;
        }
        self.path.push(root);
        let function = self.node(self.circuits.root(root).node, here);
        self.path.pop();
        let function = function?;
        self.known.insert((root, self.reversed), function);
        Some(function)
    }

    fn node(&mut self, node: NodeId, here: u32) -> Option<ActFunction> {
        Some(match self.circuits.node(node) {
            CircuitNode::Event(trigger) if self.reversed && !self.circuits.is_attack(trigger) => ActFunction::NEVER,
            CircuitNode::Open | CircuitNode::Delay(_) | CircuitNode::Event(_) => ActFunction::ALWAYS,
            CircuitNode::Shut => ActFunction::NEVER,
            CircuitNode::Gate(gate) => self.gate(gate)?,
            CircuitNode::Own(gate) => self.own(gate)?,
            CircuitNode::All(from, to) => {
                let mut all = ActFunction::ALWAYS;
                for at in from..to {
                    let kid = self.node(self.circuits.kids[at as usize], here)?;
                    all = self.diagrams.both(all, kid)?;
                }
                all
            }
            CircuitNode::Any(from, to) => {
                let mut any = ActFunction::NEVER;
                for at in from..to {
                    let kid = self.node(self.circuits.kids[at as usize], here)?;
                    any = self.diagrams.either(any, kid)?;
                }
                any
            }
            CircuitNode::Not(inner, _) => {
                self.reversed = !self.reversed;
                let inner = self.node(inner, here);
                self.reversed = !self.reversed;
                self.diagrams.dual(inner?)?
            }
            // In a circle, what comes later is as it was found before.
            CircuitNode::Root(root, _) if self.circuits.place[root.0 as usize] >= here => {
                self.unsettled = true;
                self.before.get(&(root, self.reversed)).copied().unwrap_or(ActFunction::NEVER)
            }
            CircuitNode::Root(root, _) => self.settle(root)?,
        })
    }

    /// A gate that binds only those who hold it. What a bearer says for itself opens no exception for the others.
    fn own(&mut self, gate: u32) -> Option<ActFunction> {
        let others = if self.reversed { ActFunction::NEVER } else { ActFunction::ALWAYS };
        let Some(bearer) = self.look.bearer() else { return Some(others) };
        let holds = match self.circuits.gates[gate as usize].test {
            Test::Acts(set, _) => self.circuits.sets.members(set).binary_search(&bearer).is_ok(),
            Test::Bearers => true,
            Test::Nobody | Test::Vote(_) => false,
        };
        if holds { self.act(gate, bearer, None) } else { Some(others) }
    }

    fn gate(&mut self, gate: u32) -> Option<ActFunction> {
        let test = self.circuits.gates[gate as usize].test;
        let set = match test {
            Test::Nobody => return self.nobody(gate),
            Test::Bearers => return self.own(gate),
            Test::Acts(set, _) => set,
            Test::Vote(ballot) => self.circuits.ballots[ballot as usize].electors,
        };
        let found = self.opens(gate, test)?;
        if self.circuits.sets.joining(set).is_empty() {
            return Some(found);
        }
        // Those who may join do so if it helps them.
        self.taken.joined = true;
        let joined = self.opens(gate, test);
        self.taken.joined = false;
        if self.reversed { self.diagrams.either(found, joined?) } else { self.diagrams.both(found, joined?) }
    }

    fn opens(&mut self, gate: u32, test: Test) -> Option<ActFunction> {
        match test {
            Test::Nobody | Test::Bearers => None,
            Test::Acts(set, need) => self.acts(gate, set, need),
            Test::Vote(ballot) => {
                let ballot = self.circuits.ballots[ballot as usize];
                let light = self.vote(gate, &ballot)?;
                if !ballot.weights.is_some_and(|it| self.circuits.has_unweighed(ballot.electors, it)) {
                    return Some(light);
                }
                // What a voter weighs whom the weights do not name, nobody knows.
                self.taken.heavy = true;
                let heavy = self.vote(gate, &ballot);
                self.taken.heavy = false;
                let (least, most) = (self.diagrams.both(light, heavy?)?, self.diagrams.either(light, heavy?)?);
                let known = self.nobody(gate)?;
                let most = self.diagrams.both(most, known)?;
                self.diagrams.either(least, most)
            }
        }
    }

    /// The members of a set, those who have joined it among them.
    fn members(&mut self, set: SetId) -> ActorSet {
        let mut members: ActorSet = self.circuits.sets.members(set).to_vec();
        if self.taken.joined {
            members.extend_from_slice(self.circuits.sets.joining(set));
            members.sort_unstable();
        }
        members
    }

    fn acts(&mut self, gate: u32, set: SetId, need: Need) -> Option<ActFunction> {
        let members = self.members(set);
        let unknown = self.circuits.sets.is_unknown(set);
        if members.is_empty() {
            return if unknown { self.nobody(gate) } else { Some(ActFunction::NEVER) };
        }
        if need == Need::Each
            && let Some(bearer) = self.look.bearer().filter(|it| members.contains(it))
        {
            return self.act(gate, bearer, None);
        }
        let heads = members.len() as u64;
        let mut parts = Vec::with_capacity(members.len());
        let mut before = None;
        for actor in members {
            let act = match self.look {
                // Who falls away does nothing to stop it either.
                FormulaMode::Actors(_, against) if self.reversed && !against.contains(&actor) => ActFunction::NEVER,
                _ => self.act(gate, actor, before)?,
            };
            parts.push((act, 1));
            before = Some(actor);
        }
        let mut need = match need {
            Need::All => heads,
            Need::Any | Need::Each => 1,
            Need::Some(count) => count,
        };
        if unknown {
            // Whoever they are, they may be more than all the others.
            let others = self.nobody(gate)?;
            need += if need == heads { MANY } else { 0 };
            parts.push((others, MANY));
        }
        self.diagrams.quota(&parts, need)
    }

    /// Everybody who has a part in a vote, with what each counts for; who counts for most comes first.
    fn electors(&mut self, ballot: &Ballot<'m>) -> Vec<Elector> {
        let members = self.members(ballot.electors);
        let set = |it: &mut Self, of: Option<SetId>| {
            of.map_or_else(ActorSet::new, |of| it.circuits.sets.members(of).to_vec())
        };
        let including = set(self, ballot.including);
        let present = set(self, ballot.decision.quorum.map(|_| ballot.present));
        let chair = match ballot.chair {
            CastingVote::Is(chair) => Some(chair).filter(|_| ballot.threshold == Threshold::Majority),
            CastingVote::Nobody | CastingVote::Unknown => None,
        };
        // Who has no vote tips no scale.
        let presides = chair.filter(|it| self.circuits.has_votes(*it, ballot.electors));
        let chair = set(self, presides);
        let mut electors: Vec<Elector> = Vec::new();
        for actor in members.iter().chain(&including).chain(&present).chain(&chair).copied() {
            if electors.iter().any(|it| it.actor == actor) {
                continue;
            }
            let votes = members.binary_search(&actor).is_ok();
            let weight = match ballot.weights {
                _ if !votes => 0,
                Some(weighting) => {
                    let unweighed = if self.taken.heavy { MANY } else { 0 };
                    self.circuits.sets.weight(weighting, actor).unwrap_or(unweighed)
                }
                None => 1,
            };
            let holds = |set: &ActorSet| set.binary_search(&actor).is_ok();
            let (concurs, presides, present) = (holds(&including), holds(&chair), holds(&present));
            electors.push(Elector { weight, concurs, presides, present, actor });
        }
        electors.sort_unstable_by_key(|it| (std::cmp::Reverse(it.counts()), it.actor));
        electors
    }

    /// The first vote of the decision that a vote is one of: what a member says there, it says in each.
    fn paper(&mut self, gate: u32) -> u32 {
        if self.papers.is_none() {
            let mut firsts = FxHashMap::default();
            let mut papers = FxHashMap::default();
            for (at, def) in (0..).zip(&self.circuits.gates) {
                let Test::Vote(ballot) = def.test else { continue };
                // Not to object is another act than to vote yes.
                if !matches!(self.circuits.ballots[ballot as usize].threshold, Threshold::Consensus { .. }) {
                    let decision = (def.gate.file, def.gate.clause, def.gate.body, def.round);
                    papers.insert(at, *firsts.entry(decision).or_insert(at));
                }
            }
            self.papers = Some(papers);
        }
        self.papers.as_ref().and_then(|it| it.get(&gate)).copied().unwrap_or(gate)
    }

    /// Whether a vote at a gate counts at others too.
    pub(in crate::analysis) fn is_shared(&self, gate: u32) -> bool {
        self.papers.iter().flatten().filter(|it| *it.1 == gate).count() > 1
    }

    /// The acts of the voters of a decision, those who count alike in all its votes one behind the other.
    fn fill_in(&mut self, paper: u32) -> Option<()> {
        let votes = self.papers.iter().flatten().filter(|it| *it.1 == paper).map(|it| *it.0);
        let mut votes: Vec<u32> = votes.collect();
        votes.sort_unstable();
        if votes.is_empty() {
            votes.push(paper);
        }
        let mut counts: Vec<(Vec<VoterWeight>, ActorId)> = Vec::new();
        for (at, vote) in votes.iter().enumerate() {
            let Test::Vote(ballot) = self.circuits.gates[*vote as usize].test else { continue };
            let ballot = self.circuits.ballots[ballot as usize];
            for elector in self.electors(&ballot) {
                let known = counts.iter().position(|it| it.1 == elector.actor).unwrap_or_else(|| {
                    counts.push((vec![(0, false, false, false); votes.len()], elector.actor));
                    counts.len() - 1
                });
                counts[known].0[at] = elector.counts();
            }
        }
        let most = |it: &[VoterWeight]| it.iter().map(|it| it.0).max();
        counts.sort_by(|one, other| {
            most(&other.0).cmp(&most(&one.0)).then_with(|| other.0.cmp(&one.0)).then(one.1.cmp(&other.1))
        });
        let mut before: Option<&(Vec<_>, ActorId)> = None;
        for voter in &counts {
            let alike = before.filter(|it| it.0 == voter.0).map(|it| it.1);
            self.act(paper, voter.1, alike)?;
            before = Some(voter);
        }
        Some(())
    }

    fn vote(&mut self, gate: u32, ballot: &Ballot<'m>) -> Option<ActFunction> {
        let electors = self.electors(ballot);
        let unknown = self.circuits.sets.is_unknown(ballot.electors);
        if self.circuits.sets.members(ballot.electors).is_empty() {
            return if unknown { self.nobody(gate) } else { Some(ActFunction::NEVER) };
        }
        if let Some(including) = ballot.including
            && !self.circuits.has_votes(including, ballot.electors)
        {
            return Some(ActFunction::NEVER);
        }
        let paper = self.paper(gate);
        self.fill_in(paper)?;
        if let FormulaMode::Actors(_, against) = self.look {
            return self.vote_with_abstentions(gate, ballot, &electors, against);
        }
        let mut acts: Vec<(Elector, ActFunction)> = Vec::with_capacity(electors.len());
        for elector in electors {
            acts.push((elector, self.act(paper, elector.actor, None)?));
        }
        acts.sort_by_key(|it| self.diagrams.top(it.1));
        let has_chair = acts.iter().any(|it| it.0.presides);
        let mut total: u64 = acts.iter().map(|it| it.0.weight).sum();
        let mut weighed: Vec<(ActFunction, u64)> =
            acts.iter().filter(|it| it.0.weight > 0).map(|it| (it.1, it.0.weight)).collect();
        let mut somebody = ActFunction::ALWAYS;
        if matches!(ballot.threshold, Threshold::Consensus { .. }) && self.circuits.sets.has_bodies(ballot.electors) {
            // Who is absent does not object, but somebody must be there.
            somebody = self.diagrams.quota(&weighed, 1)?;
            let voters = acts.iter().filter(|it| it.0.weight > 0).map(|it| it.0.actor);
            for (voter, actor) in weighed.iter_mut().zip(voters) {
                voter.0 = self.consents(voter.0, actor)?;
            }
        }
        // Whoever they are, they may be more than all the others.
        let others = if unknown { Some(self.nobody(gate)?) } else { None };
        if let Some(others) = others {
            weighed.push((others, MANY));
            total += MANY;
        }
        let mut need = ballot.needed(total);
        if has_chair {
            // Every vote counts twice and the chair's once more, so that it tips the scale and never moves it further.
            for (_, weight) in &mut weighed {
                *weight *= 2;
            }
            let mut presides = ActFunction::ALWAYS;
            for (_, act) in acts.iter().filter(|it| it.0.presides) {
                presides = self.diagrams.both(presides, *act)?;
            }
            weighed.push((presides, 1));
            need = total + 1;
        }
        let mut function = self.diagrams.quota(&weighed, need)?;
        function = self.diagrams.both(function, somebody)?;
        if ballot.chair == CastingVote::Unknown && ballot.threshold == Threshold::Majority && total.is_multiple_of(2) {
            let tie = self.diagrams.quota(&weighed, total / 2)?;
            let presides = self.nobody(gate)?;
            let tipped = self.diagrams.both(tie, presides)?;
            function = self.diagrams.either(function, tipped)?;
        }
        for (_, act) in acts.iter().filter(|it| it.0.concurs) {
            function = self.diagrams.both(function, *act)?;
        }
        if let Some((quorum, _)) = ballot.decision.quorum {
            let mut there: Vec<(ActFunction, u64)> =
                acts.iter().filter(|it| it.0.present).map(|it| (it.1, 1)).collect();
            there.extend(others.map(|it| (it, MANY)));
            let heads = there.iter().map(|it| it.1).sum();
            let quorate = self.diagrams.quota(&there, needed(quorum, heads))?;
            function = self.diagrams.both(function, quorate)?;
        }
        Some(function)
    }

    /// A vote in which supporters may abstain and those against do their worst.
    fn vote_with_abstentions(
        &mut self,
        gate: u32,
        ballot: &Ballot<'m>,
        electors: &[Elector],
        against: &[ActorId],
    ) -> Option<ActFunction> {
        let opposes = |it: &&Elector| against.contains(&it.actor);
        let total: u64 = electors.iter().map(|it| it.weight).sum();
        let opposing: u64 = electors.iter().filter(opposes).map(|it| it.weight).sum();
        let concurring = || electors.iter().filter(|it| it.concurs);
        let abstention = ballot.decision.abstention;
        let cast_only = matches!(ballot.base, ShareBase::PresentAndVoting | ShareBase::VotesCast);
        let shrinks = cast_only && abstention != Some(Counted::Rejection);
        let mut parts = Vec::with_capacity(electors.len());
        for elector in electors.iter().filter(|it| it.weight > 0 && !opposes(it)) {
            parts.push((self.act(gate, elector.actor, None)?, elector.weight));
        }
        if self.reversed {
            // Here the bloc votes yes, to stop the promise, and supporters vote no.
            let enough = |base: u64| opposing >= ballot.needed(base);
            if concurring().any(|it| !opposes(&it)) {
                return Some(ActFunction::NEVER);
            }
            let against_it = match abstention {
                Some(Counted::Consent) => Some((total + 1).saturating_sub(ballot.needed(total))),
                _ if shrinks => first(0, total - opposing, |votes| !enough(opposing + votes)),
                _ => (!enough(total)).then_some(0),
            };
            let Some(need) = against_it else { return Some(ActFunction::ALWAYS) };
            let stands = self.diagrams.quota(&parts, need)?;
            return self.diagrams.dual(stands);
        }
        let mut function = ActFunction::ALWAYS;
        if let Some((quorum, _)) = ballot.decision.quorum {
            // Who falls away may stay away, or abstain and be counted as absent.
            let there = electors.iter().filter(|it| it.present);
            let need = needed(quorum, there.clone().count() as u64);
            let mut present = Vec::new();
            for elector in there.filter(|it| !opposes(it)) {
                present.push((self.act(gate, elector.actor, None)?, 1));
            }
            function = self.diagrams.quota(&present, need)?;
        }
        if concurring().any(|it| opposes(&it)) {
            return Some(ActFunction::NEVER);
        }
        if !matches!(abstention, Some(Counted::Consent | Counted::Absence | Counted::Abstention)) {
            for elector in concurring() {
                let act = self.act(gate, elector.actor, None)?;
                function = self.diagrams.both(function, act)?;
            }
        }
        let harmless = abstention == Some(Counted::Consent)
            || matches!(ballot.threshold, Threshold::Consensus { .. }) && abstention != Some(Counted::Rejection);
        let carries = |votes: u64, base: u64| votes > 0 && votes >= ballot.needed(base);
        let need = if harmless {
            carries(total - opposing, total).then_some(0)
        } else if shrinks {
            first(1, total - opposing, |votes| carries(votes, votes + opposing))
        } else {
            Some(ballot.needed(total))
        };
        let Some(need) = need else { return Some(ActFunction::NEVER) };
        if harmless && self.circuits.sets.has_bodies(ballot.electors) {
            // Nobody who helps objects, but for a body that others make object.
            let mut silent = Vec::with_capacity(parts.len());
            let helping = electors.iter().filter(|it| it.weight > 0 && !opposes(it)).map(|it| it.actor);
            for ((act, weight), actor) in parts.iter().zip(helping) {
                let body = self.circuits.rule_of_member(actor).is_some();
                silent.push((if body { self.consents(*act, actor)? } else { ActFunction::ALWAYS }, *weight));
            }
            let unopposed = self.diagrams.quota(&silent, ballot.needed(total))?;
            function = self.diagrams.both(function, unopposed)?;
        }
        let mut passes = self.diagrams.quota(&parts, need)?;
        // An equal vote, which the chair decides if it is among the yes.
        let chair = electors.iter().find(|it| it.presides && !opposes(it)).filter(|_| !harmless);
        let half = if shrinks { opposing } else { total.div_ceil(2) };
        if let Some(chair) = chair.filter(|_| half > 0 && (shrinks || total.is_multiple_of(2))) {
            let presides = self.act(gate, chair.actor, None)?;
            let equal = self.diagrams.quota(&parts, half)?;
            let tipped = self.diagrams.both(presides, equal)?;
            passes = self.diagrams.either(passes, tipped)?;
        }
        self.diagrams.both(function, passes)
    }

    /// What an actor does at a gate. A body does it by its own rule.
    fn act(&mut self, gate: u32, actor: ActorId, alike: Option<ActorId>) -> Option<ActFunction> {
        if let Some(rule) = self.circuits.rule_of_member(actor) {
            return self.by_rule(rule);
        }
        if !self.circuits.acts_itself(actor) {
            return self.nobody(gate);
        }
        if let FormulaMode::Actors(_, against) = self.look {
            return if against.contains(&actor) {
                Some(if self.reversed { ActFunction::ALWAYS } else { ActFunction::NEVER })
            } else {
                // One variable for all that an actor does.
                let variable = *self.variables.entry((NONE, Some(actor), false)).or_insert_with(|| {
                    self.atoms.push(Atom { gate: NONE, actor: Some(actor), reversed: false, alike: None });
                    self.atoms.len() as u32 - 1
                });
                self.diagrams.variable(variable)
            };
        }
        let alike = alike.and_then(|alike| self.variables.get(&(gate, Some(alike), self.reversed)).copied());
        let variable = self.variable(gate, Some(actor), alike);
        self.diagrams.variable(variable)
    }

    /// What a body does by its rule.
    fn by_rule(&mut self, rule: RootId) -> Option<ActFunction> {
        if let Some(known) = self.known.get(&(rule, self.reversed)) {
            return Some(*known);
        }
        if !self.path.contains(&rule) {
            return self.settle(rule);
        }
        // A body that waits for its own say is as it was found before.
        self.unsettled = true;
        Some(self.before.get(&(rule, self.reversed)).copied().unwrap_or(ActFunction::NEVER))
    }

    /// What an actor does not to stop a consensus. A body objects where its rule carries that; one that can't decide is
    /// absent.
    fn consents(&mut self, act: ActFunction, actor: ActorId) -> Option<ActFunction> {
        let Some(rule) = self.circuits.rule_of_member(actor) else { return Some(act) };
        self.reversed = !self.reversed;
        let objects = self.by_rule(rule);
        self.reversed = !self.reversed;
        let refrains = self.diagrams.dual(objects?)?;
        // Where no two sides can both carry it, who keeps it from objecting need not carry it as well.
        let node = self.circuits.root(rule).node;
        let one_sided = self.circuits.least_votes(node).is_some_and(|(carry, _, voters)| carry * 2 > voters);
        if one_sided { Some(refrains) } else { self.diagrams.either(act, refrains) }
    }

    /// What nobody is named to bring about; each bearer may contest it for itself.
    fn nobody(&mut self, gate: u32) -> Option<ActFunction> {
        match self.look {
            FormulaMode::Acts(bearer) => {
                let variable = self.variable(gate, None, None);
                let opens = self.diagrams.variable(variable)?;
                let def = &self.circuits.gates[gate as usize];
                let contested = matches!(def.test, Test::Nobody) && def.gate.kind.is_contested();
                let Some(bearer) = bearer.filter(|_| contested && !self.reversed) else { return Some(opens) };
                let act = self.variable(gate, Some(bearer), None);
                let act = self.diagrams.variable(act)?;
                self.diagrams.both(opens, act)
            }
            FormulaMode::Actors(..) => Some(ActFunction::ALWAYS),
        }
    }

    fn variable(&mut self, gate: u32, actor: Option<ActorId>, alike: Option<u32>) -> u32 {
        let reversed = self.reversed;
        *self.variables.entry((gate, actor, reversed)).or_insert_with(|| {
            self.atoms.push(Atom { gate, actor, reversed, alike });
            self.atoms.len() as u32 - 1
        })
    }
}

impl Circuits<'_> {
    /// Whether each root asks each bearer for itself, somewhere on the way.
    pub(in crate::analysis) fn asking_each(&self) -> Vec<bool> {
        let mut asks: Vec<bool> = self.roots.iter().map(|it| self.asks_each_below(it.node)).collect();
        // In a circle, what comes later is known the second time.
        for root in self.order.iter().chain(&self.order) {
            asks[root.0 as usize] |= self.links(*root).iter().any(|it| asks[it.0 as usize]);
        }
        asks
    }

    fn asks_each_below(&self, node: NodeId) -> bool {
        match self.node(node) {
            CircuitNode::Own(_) => true,
            CircuitNode::Gate(gate) => {
                matches!(self.gates[gate as usize].test, Test::Acts(_, Need::Each) | Test::Bearers)
            }
            CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
                self.kids(from, to).iter().any(|kid| self.asks_each_below(*kid))
            }
            CircuitNode::Not(inner, _) | CircuitNode::Delay(inner) => self.asks_each_below(inner),
            _ => false,
        }
    }
}

/// The first number in a range for which something holds that holds for all larger ones.
fn first(from: u64, to: u64, holds: impl Fn(u64) -> bool) -> Option<u64> {
    let (mut low, mut high) = (from, to);
    while low < high {
        let middle = low + (high - low) / 2;
        if holds(middle) { high = middle } else { low = middle + 1 }
    }
    (low <= to && holds(low)).then_some(low)
}
