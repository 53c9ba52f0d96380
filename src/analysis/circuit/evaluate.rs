//! Evaluation: what is open when certain actors obstruct, and which gates are to blame where it is shut.

use rustc_hash::{FxHashMap, FxHashSet};

use super::occasion::opens_for;
use super::{Ballot, CastingVote, CircuitNode, Circuits, NONE, Need, NodeId, RootId, SetId, Test};
use crate::analysis::budget;
use crate::analysis::game::needed;
use crate::analysis::gate::{BlockingMode, GateKind, Holder, Shortage};
use crate::model::{ActorId, ActorSet, ProvisionId};
use crate::syntax::ast::Threshold;

/// More than any electorate has members, and more than all its weights together.
pub(super) const MANY: u64 = 1 << 40;

/// How many causes are kept for one root; each of them is enough to keep it shut.
const MOST_CAUSES: usize = 16;

/// Who obstructs.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Obstruction {
    /// Those who obstruct; or those who press, while everybody else obstructs. Sorted.
    pub(in crate::analysis) actors: Vec<ActorId>,
    /// Whether `actors` press and everybody else obstructs.
    pub(in crate::analysis) force: bool,
    /// Those who are taken out of every electorate.
    pub(in crate::analysis) without: Vec<ActorId>,
    /// Whether no clock runs out.
    pub(in crate::analysis) timeless: bool,
    /// Whether what is unknown is taken at its worst for those who ask, and not at its best.
    pub(in crate::analysis) denied: bool,
    /// The bearer that is asked for; its own omissions then stop what it bears.
    pub(in crate::analysis) bearer: Option<ActorId>,
}

impl Obstruction {
    /// These obstruct, everybody else helps.
    pub(in crate::analysis) fn block(actors: &[ActorId]) -> Self {
        Self { actors: sorted(actors), ..Self::default() }
    }

    /// These press, everybody else obstructs.
    pub(in crate::analysis) fn force(actors: &[ActorId]) -> Self {
        Self { actors: sorted(actors), force: true, ..Self::default() }
    }
}

fn sorted(actors: &[ActorId]) -> Vec<ActorId> {
    let mut actors = actors.to_vec();
    actors.sort_unstable();
    actors.dedup();
    actors
}

/// A cause: a gate that is enough to keep a root shut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) struct Blame {
    /// The gate.
    pub(in crate::analysis) gate: u32,
    /// The alternatives that are all shut, of which the gate is the first to name; or none.
    pub(in crate::analysis) any: u32,
    /// The gate that leads to it, if it stands in the rule of a body; or none.
    pub(in crate::analysis) via: u32,
    /// The root in whose text the gate, or the one that leads to it, stands.
    pub(in crate::analysis) root: RootId,
    /// How.
    pub(in crate::analysis) mode: BlockingMode,
}

/// What an evaluation writes on.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    world: Obstruction,
    /// What is open: by the question that is asked, and by the other one.
    pub(super) open: [Vec<bool>; 2],
    /// What rules of bodies are open in a world of its own, by the question that is asked.
    anew: FxHashMap<(RootId, bool), bool>,
    /// Whether those who may join a set have joined it.
    joined: bool,
    /// Whether voters whom the weights do not name outweigh all others; they weigh nothing otherwise.
    heavy: bool,
    /// Whether not to object is to help.
    consents: bool,
    blames: Vec<Blame>,
    /// The causes of each root, as a range of `blames`.
    causes: Vec<(u32, u32)>,
}

/// How the votes of an electorate fall.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tally {
    /// Who votes, by heads.
    pub(super) heads: u64,
    /// Who of them does not obstruct.
    pub(super) helping: u64,
    /// What the electorate weighs.
    pub(super) weight: u64,
    /// What those weigh who do not obstruct.
    pub(super) for_it: u64,
}

impl Circuits<'_> {
    /// Evaluates roots in a world, in their order: all of them, or those that are wanted and what they hang on.
    pub(in crate::analysis) fn run(&mut self, world: Obstruction, wanted: Option<&[RootId]>) {
        self.scratch.world = world;
        self.scratch.anew.clear();
        let count = self.roots.len();
        for open in &mut self.scratch.open {
            open.resize(count, false);
        }
        let order = std::mem::take(&mut self.order);
        let wanted = wanted.unwrap_or(&order);
        if self.circular {
            // Nothing opens without a cause: what waits for itself stays as it begins.
            for root in wanted {
                self.scratch.open.iter_mut().for_each(|it| it[root.0 as usize] = false);
            }
        }
        for _ in 0..=wanted.len() {
            let mut changed = false;
            for root in wanted {
                if !budget::spend(1) {
                    break;
                }
                let at = root.0 as usize;
                let node = self.roots[at].node;
                let before = [self.scratch.open[0][at], self.scratch.open[1][at]];
                self.scratch.open[0][at] = self.open(node, false);
                if self.reversed {
                    self.scratch.open[1][at] = self.open(node, true);
                }
                changed |= before != [self.scratch.open[0][at], self.scratch.open[1][at]];
            }
            if !self.circular || !changed || budget::is_unfinished() {
                break;
            }
        }
        self.order = order;
    }

    /// Some roots and everything that they hang on, in order.
    pub(in crate::analysis) fn needed_for(&self, roots: impl IntoIterator<Item = RootId>) -> Vec<RootId> {
        let mut found: Vec<RootId> = roots.into_iter().collect();
        let mut seen: FxHashSet<RootId> = found.iter().copied().collect();
        let mut next = 0;
        while next < found.len() {
            found.extend(self.links(found[next]).iter().copied().filter(|link| seen.insert(*link)));
            next += 1;
        }
        budget::spend(found.len() as u64);
        found.sort_unstable_by_key(|root| self.place[root.0 as usize]);
        found
    }

    /// Whether a root was open in the last run.
    pub(in crate::analysis) fn is_open(&self, root: RootId) -> bool {
        self.scratch.open[0][root.0 as usize]
    }

    /// Whether a node is open in a world of its own, as far as it hangs on the rules of bodies; promises that it hangs on
    /// are taken as they were in the last run.
    pub(in crate::analysis) fn opens_in(&mut self, node: NodeId, world: Obstruction) -> bool {
        let before = std::mem::replace(&mut self.scratch.world, world);
        for open in &mut self.scratch.open {
            open.resize(self.roots.len(), false);
        }
        self.place.resize(self.roots.len(), NONE);
        self.scratch.anew.clear();
        for rule in self.rules_below(node) {
            let node = self.roots[rule.0 as usize].node;
            for other in [false, true] {
                let open = self.open_anew(node, other);
                self.scratch.anew.insert((rule, other), open);
            }
        }
        let open = self.open_anew(node, false);
        self.scratch.world = before;
        open
    }

    /// The rules of bodies that a formula hangs on, and what stops it, each after those that it hangs on itself.
    fn rules_below(&self, node: NodeId) -> Vec<RootId> {
        let mut order = Vec::new();
        let mut seen = FxHashSet::default();
        let rules_in = |node: NodeId| {
            let mut found = Vec::new();
            self.rules_within(node, false, &mut found);
            found
        };
        let mut path: Vec<(Option<RootId>, Vec<RootId>)> = vec![(None, rules_in(node))];
        while let Some((at, next)) = path.last_mut() {
            match next.pop() {
                Some(rule) if seen.insert(rule) => path.push((Some(rule), rules_in(self.root(rule).node))),
                Some(_) => {}
                None => {
                    order.extend(*at);
                    path.pop();
                }
            }
        }
        budget::spend(1 + order.len() as u64);
        order
    }

    fn rules_within(&self, node: NodeId, reversed: bool, into: &mut Vec<RootId>) {
        match self.node(node) {
            CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
                self.kids(from, to).iter().for_each(|kid| self.rules_within(*kid, reversed, into));
            }
            CircuitNode::Not(inner, _) => self.rules_within(inner, true, into),
            CircuitNode::Delay(inner) => self.rules_within(inner, reversed, into),
            CircuitNode::Gate(gate) => {
                let seats = self.seats.get(&gate).into_iter().flatten();
                seats.for_each(|it| self.rules_within(it.1, reversed, into));
            }
            CircuitNode::Root(root, _) if reversed || matches!(self.root(root).holder, Holder::Body(_)) => {
                into.push(root);
            }
            _ => {}
        }
    }

    /// How a node is kept shut in a world of its own; `None` if it opens.
    pub(in crate::analysis) fn how_shut(&mut self, node: NodeId, world: Obstruction) -> Option<BlockingMode> {
        if self.opens_in(node, world.clone()) {
            return None;
        }
        let before = std::mem::replace(&mut self.scratch.world, world);
        let mode = self.mode(node);
        self.scratch.world = before;
        mode
    }

    /// How the first of the gates is kept shut that keeps a node shut; it was opened anew before.
    fn mode(&mut self, node: NodeId) -> Option<BlockingMode> {
        let parts =
            self.parts(node, |it| matches!(it, CircuitNode::All(..) | CircuitNode::Any(..) | CircuitNode::Root(..)));
        parts.into_iter().find_map(|part| match self.node(part) {
            CircuitNode::Gate(gate) => self.test(gate, false).err(),
            CircuitNode::Not(inner, _) => self.open_anew(inner, true).then_some(BlockingMode::Carries),
            _ => None,
        })
    }

    /// Whether a node is open, the rules of bodies that it hangs on being known.
    fn open_anew(&mut self, node: NodeId, other: bool) -> bool {
        match self.node(node) {
            CircuitNode::All(from, to) => (from..to).all(|at| self.open_anew(self.kids[at as usize], other)),
            CircuitNode::Any(from, to) => (from..to).any(|at| self.open_anew(self.kids[at as usize], other)),
            CircuitNode::Not(inner, _) => !self.open_anew(inner, !other),
            CircuitNode::Delay(inner) if self.scratch.world.timeless => self.open_anew(inner, other),
            // Bodies that refer to each other in a circle are taken as they were in the last run.
            CircuitNode::Root(root, _) => match self.scratch.anew.get(&(root, other)) {
                Some(known) => *known,
                None => self.open(node, other),
            },
            _ => self.open(node, other),
        }
    }

    pub(super) fn open(&mut self, node: NodeId, other: bool) -> bool {
        match self.node(node) {
            CircuitNode::Open => true,
            CircuitNode::Delay(inner) => !self.scratch.world.timeless || self.open(inner, other),
            // What a bearer says for itself opens no exception for the others.
            CircuitNode::Own(gate) => !other && self.bearer_opens(gate),
            CircuitNode::Event(trigger) => !other || self.is_attack(trigger),
            CircuitNode::Shut => false,
            CircuitNode::Gate(gate) => self.test(gate, other).is_ok(),
            CircuitNode::All(from, to) => (from..to).all(|at| self.open(self.kids[at as usize], other)),
            CircuitNode::Any(from, to) => (from..to).any(|at| self.open(self.kids[at as usize], other)),
            CircuitNode::Not(inner, _) => !self.open(inner, !other),
            CircuitNode::Root(root, _) => self.scratch.open[usize::from(other)][root.0 as usize],
        }
    }

    /// Whether the attack of the case is the event of a trigger.
    pub(in crate::analysis) fn is_attack(&self, trigger: ProvisionId) -> bool {
        let trigger = self.treaty.provision(trigger);
        self.sets.case().is_some_and(|case| opens_for(self.treaty, trigger, case))
    }

    /// Whether what is unknown is taken as open.
    fn given(&self, other: bool) -> bool {
        // It is given where we ask who blocks, and denied where we ask who forces.
        (self.scratch.world.force == other) != self.scratch.world.denied
    }

    /// Whether a gate that binds only those who hold it opens for the bearer that is asked for.
    fn bearer_opens(&mut self, gate: u32) -> bool {
        let Some(bearer) = self.scratch.world.bearer else { return true };
        let holds = match self.gates[gate as usize].test {
            Test::Acts(set, _) => self.sets.members(set).binary_search(&bearer).is_ok(),
            Test::Bearers => true,
            Test::Nobody | Test::Vote(_) => false,
        };
        !holds || self.helps(bearer, self.scratch.world.force, false)
    }

    /// Whether a gate opens; if not, how it is kept shut.
    fn test(&mut self, gate: u32, other: bool) -> Result<(), BlockingMode> {
        let test = self.gates[gate as usize].test;
        let (set, weights) = match test {
            Test::Nobody => return if self.given(other) { Ok(()) } else { Err(BlockingMode::Withholds) },
            Test::Bearers => return if other { Err(BlockingMode::Withholds) } else { Ok(()) },
            Test::Acts(set, _) => (set, None),
            Test::Vote(ballot) => {
                let ballot = &self.ballots[ballot as usize];
                (ballot.electors, ballot.weights)
            }
        };
        let outcome = self.outcome(test, set, weights, other);
        let actors = &self.scratch.world.actors;
        if !self.sets.joining(set).iter().any(|it| actors.binary_search(it).is_ok()) {
            return outcome;
        }
        // They join if that helps them.
        self.scratch.joined = true;
        let joined = self.outcome(test, set, weights, other);
        self.scratch.joined = false;
        if self.scratch.world.force == other { outcome.and(joined) } else { outcome.or(joined) }
    }

    /// The same, whoever has joined; what a voter weighs whom the weights do not name is unknown.
    fn outcome(&mut self, test: Test, set: SetId, weights: Option<u32>, other: bool) -> Result<(), BlockingMode> {
        let light = self.count(test, other);
        if !weights.is_some_and(|weights| self.has_unweighed(set, weights)) {
            return light;
        }
        self.scratch.heavy = true;
        let heavy = self.count(test, other);
        self.scratch.heavy = false;
        if self.given(other) { light.or(heavy) } else { light.and(heavy) }
    }

    /// Whether somebody votes whom the weights do not name.
    pub(super) fn has_unweighed(&mut self, set: SetId, weights: u32) -> bool {
        let members = self.sets.members(set).to_vec();
        members.iter().any(|it| self.sets.weight(weights, *it).is_none())
    }

    /// The bearer that is asked for, if it belongs to a set.
    fn own_member(&mut self, set: SetId) -> Option<ActorId> {
        let bearer = self.scratch.world.bearer?;
        self.sets.members(set).binary_search(&bearer).is_ok().then_some(bearer)
    }

    fn count(&mut self, test: Test, other: bool) -> Result<(), BlockingMode> {
        match test {
            Test::Nobody | Test::Bearers => Ok(()),
            Test::Acts(set, need) => {
                let tally = self.tally(set, None, other);
                let own = if need == Need::Each { self.own_member(set) } else { None };
                let enough = match (need, own) {
                    (_, Some(bearer)) => self.helps(bearer, self.scratch.world.force != other, other),
                    (Need::All, None) => tally.heads > 0 && tally.helping == tally.heads,
                    (Need::Any | Need::Each, None) => tally.helping > 0,
                    (Need::Some(count), None) => tally.helping >= count,
                };
                if enough { Ok(()) } else { Err(BlockingMode::Withholds) }
            }
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                let tally = self.tally(ballot.electors, ballot.weights, other);
                // Who is absent does not object, but somebody must be there.
                let tally = match ballot.threshold {
                    Threshold::Consensus { .. } if tally.helping > 0 => {
                        self.scratch.consents = true;
                        let consenting = self.tally(ballot.electors, ballot.weights, other);
                        self.scratch.consents = false;
                        consenting
                    }
                    _ => tally,
                };
                if tally.heads == 0 { Err(BlockingMode::Withholds) } else { self.carried(&ballot, tally, other) }
            }
        }
    }

    /// Whether a vote is carried, if those who obstruct vote no, and if they stay away.
    fn carried(&mut self, ballot: &Ballot<'_>, tally: Tally, other: bool) -> Result<(), BlockingMode> {
        let against = match ballot.threshold {
            Threshold::Consensus { .. } => BlockingMode::Objects,
            _ => BlockingMode::VotesNo,
        };
        let enough = tally.for_it >= ballot.needed(tally.weight);
        let tie = ballot.threshold == Threshold::Majority && tally.for_it * 2 == tally.weight;
        let enough = enough
            || tie
                && match ballot.chair {
                    CastingVote::Nobody => false,
                    CastingVote::Unknown => self.given(other),
                    CastingVote::Is(chair) => {
                        self.has_votes(chair, ballot.electors) && self.tally(chair, None, other).is_unanimous()
                    }
                };
        let concurring = ballot
            .including
            .is_none_or(|set| self.has_votes(set, ballot.electors) && self.tally(set, None, other).is_unanimous());
        if !enough || !concurring {
            return Err(against);
        }
        let Some((quorum, _)) = ballot.decision.quorum else { return Ok(()) };
        let present = self.tally(ballot.present, None, other);
        if present.helping >= needed(quorum, present.heads) { Ok(()) } else { Err(BlockingMode::StaysAway) }
    }

    /// Whether everybody of a set has a vote, and it is not empty.
    pub(super) fn has_votes(&mut self, set: SetId, electors: SetId) -> bool {
        let members = self.sets.members(set).to_vec();
        let electors = self.sets.members(electors);
        !members.is_empty() && members.iter().all(|it| electors.binary_search(it).is_ok())
    }

    /// How a set divides.
    pub(super) fn tally(&mut self, set: SetId, weights: Option<u32>, other: bool) -> Tally {
        let heads = self.sets.members(set).len() as u64;
        let force = self.scratch.world.force != other;
        let unknown = self.sets.is_unknown(set);
        let joined = self.scratch.joined;
        if weights.is_none()
            && self.scratch.world.without.is_empty()
            && !unknown
            && !joined
            && !self.sets.has_bodies(set)
        {
            // Most sets: look the few up in the many.
            let members = self.sets.known(set);
            let named = self.scratch.world.actors.iter().filter(|actor| members.binary_search(actor).is_ok());
            let named = named.count() as u64;
            let helping = if force { named } else { heads - named };
            return Tally { heads, helping, weight: heads, for_it: helping };
        }
        budget::spend(heads);
        let mut voters = self.sets.known(set).to_vec();
        if joined {
            let actors = &self.scratch.world.actors;
            voters.extend(self.sets.joining(set).iter().filter(|it| actors.binary_search(it).is_ok()));
        }
        let mut tally = Tally { heads: 0, helping: 0, weight: 0, for_it: 0 };
        let mut add = |weight: u64, heads: u64, helps: bool| {
            tally.heads += heads;
            tally.weight += weight;
            if helps {
                tally.helping += heads;
                tally.for_it += weight;
            }
        };
        for actor in voters {
            if self.scratch.world.without.contains(&actor) {
                continue;
            }
            let unweighed = if self.scratch.heavy { MANY } else { 0 };
            let weight = weights.map_or(1, |weighting| self.sets.weight(weighting, actor).unwrap_or(unweighed));
            add(weight, 1, self.helps(actor, force, other));
        }
        if unknown {
            // Whoever they are, they may be more than all the others.
            add(MANY, MANY, self.given(other));
        }
        tally
    }

    /// Whether an actor helps: a body, by its own rule.
    pub(super) fn helps(&self, actor: ActorId, force: bool, other: bool) -> bool {
        if self.scratch.world.actors.binary_search(&actor).is_ok() {
            return force;
        }
        match self.rule_of_member(actor) {
            // It objects where those carry it who obstruct; a body that can't decide is absent.
            Some(root) => {
                self.decides(root, other, !force) || self.scratch.consents && !self.decides(root, !other, force)
            }
            None if !self.acts_itself(actor) => self.given(other),
            None => !force,
        }
    }

    /// Whether a body decides by its rule, as it was found before.
    fn decides(&self, rule: RootId, other: bool, otherwise: bool) -> bool {
        match self.scratch.anew.get(&(rule, other)) {
            Some(known) => *known,
            None => self.scratch.open[usize::from(other)].get(rule.0 as usize).copied().unwrap_or(otherwise),
        }
    }

    /// Why nobody can open a gate, though everybody helped in the last run; nothing, if it can be opened or hangs on a body
    /// that can't.
    pub(in crate::analysis) fn shortage(&mut self, gate: u32) -> Option<Shortage> {
        if self.test(gate, false).is_ok() || !self.shut_seats(gate).is_empty() {
            return None;
        }
        match self.gates[gate as usize].test {
            Test::Nobody | Test::Bearers => None,
            Test::Acts(set, need) => {
                let heads = self.tally(set, None, false).heads;
                match need {
                    _ if heads == 0 => Some(Shortage::Nobody),
                    Need::Some(count) => Some(Shortage::Votes(count, heads)),
                    _ => None,
                }
            }
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                let tally = self.tally(ballot.electors, ballot.weights, false);
                let need = ballot.needed(tally.weight);
                let quorum = ballot.decision.quorum.map(|it| it.0);
                let present = self.tally(ballot.present, None, false).heads;
                if tally.heads == 0 {
                    Some(Shortage::Nobody)
                } else if ballot.including.is_some_and(|it| !self.has_votes(it, ballot.electors)) {
                    Some(Shortage::Concurring)
                } else if let Some(quorum) = quorum.map(|it| needed(it, present)).filter(|it| *it > present) {
                    Some(Shortage::Quorum(quorum, present))
                } else {
                    let unit = if ballot.weights.is_some() { 1000 } else { 1 };
                    Some(Shortage::Votes(need.div_ceil(unit), tally.weight / unit))
                }
            }
        }
    }

    /// Whether those who have a part in a gate are others in another case.
    pub(in crate::analysis) fn differs(&self, gate: u32) -> bool {
        match self.gates[gate as usize].test {
            Test::Acts(set, _) => self.sets.varies(set),
            Test::Vote(ballot) => self.sets.varies(self.ballots[ballot as usize].electors),
            Test::Nobody | Test::Bearers => false,
        }
    }

    /// Finds the causes for which roots were shut in the last run.
    pub(in crate::analysis) fn find_causes(&mut self) {
        self.scratch.blames.clear();
        self.scratch.causes.clear();
        self.scratch.causes.resize(self.roots.len(), (0, 0));
        let order = std::mem::take(&mut self.order);
        for root in &order {
            if self.scratch.open[0][root.0 as usize] {
                continue;
            }
            let mark = self.scratch.blames.len();
            self.blame(self.roots[root.0 as usize].node, *root, mark);
            self.scratch.blames.truncate(mark + MOST_CAUSES);
            self.scratch.causes[root.0 as usize] = (mark as u32, self.scratch.blames.len() as u32);
        }
        self.order = order;
    }

    /// The causes for which a root was shut.
    pub(in crate::analysis) fn causes(&self, root: RootId) -> &[Blame] {
        let (from, to) = self.scratch.causes[root.0 as usize];
        &self.scratch.blames[from as usize..to as usize]
    }

    /// Blames the gates of a node that is shut.
    fn blame(&mut self, node: NodeId, root: RootId, mark: usize) {
        match self.node(node) {
            CircuitNode::Gate(gate) => {
                if let Err(mode) = self.test(gate, false) {
                    // Who acts by way of a body that can't decide is found there.
                    let shut = self.shut_seats(gate);
                    for seat in &shut {
                        self.blame(*seat, root, mark);
                    }
                    if shut.is_empty() {
                        self.add(Blame { gate, any: NONE, via: NONE, root, mode }, mark);
                    }
                }
            }
            CircuitNode::All(from, to) => {
                for at in from..to {
                    let kid = self.kids[at as usize];
                    if !self.open(kid, false) {
                        self.blame(kid, root, mark);
                    }
                }
            }
            CircuitNode::Any(from, to) => {
                let mark = self.scratch.blames.len();
                for at in from..to {
                    self.blame(self.kids[at as usize], root, mark);
                }
                let first = self.scratch.blames[mark..].iter().min_by_key(|it| self.rank(it)).copied();
                self.scratch.blames.truncate(mark);
                if let Some(first) = first {
                    self.scratch.blames.push(Blame { any: node.0, ..first });
                }
            }
            CircuitNode::Delay(inner) => self.blame(inner, root, mark),
            CircuitNode::Not(_, gate) if gate != NONE => {
                self.add(Blame { gate, any: NONE, via: NONE, root, mode: BlockingMode::Carries }, mark);
            }
            CircuitNode::Root(link, via) => {
                let (from, to) = self.scratch.causes[link.0 as usize];
                if via != NONE && self.gates[via as usize].gate.kind == GateKind::Organ {
                    // What happens inside an organ is not this text's to repair.
                    let mode = self.scratch.blames[from as usize..to as usize]
                        .first()
                        .map_or(BlockingMode::Withholds, |it| it.mode);
                    self.add(Blame { gate: via, any: NONE, via: NONE, root, mode }, mark);
                    return;
                }
                let rule = self.roots[link.0 as usize].rule;
                for at in from..to {
                    let mut cause = self.scratch.blames[at as usize];
                    if rule && cause.root == link {
                        cause = Blame { via, root, ..cause };
                    }
                    self.add(cause, mark);
                }
            }
            _ => {}
        }
    }

    /// The bodies at a gate that can't decide, where nobody obstructs it in person.
    fn shut_seats(&mut self, gate: u32) -> Vec<NodeId> {
        let Some(seats) = self.seats.get(&gate).cloned() else { return Vec::new() };
        let mut players = ActorSet::new();
        self.players_of(gate, &mut players);
        if players.iter().any(|it| self.scratch.world.actors.contains(it)) {
            return Vec::new();
        }
        let consensus = match self.gates[gate as usize].test {
            Test::Vote(ballot) => matches!(self.ballots[ballot as usize].threshold, Threshold::Consensus { .. }),
            _ => false,
        };
        let shut = seats.into_iter().map(|it| it.1).filter(|seat| !self.open(*seat, false));
        let shut: Vec<NodeId> = shut.collect();
        // One that objects keeps it shut; where none does, nobody is there.
        let objects = |seat: &&NodeId| consensus && self.open(**seat, true);
        let objecting: Vec<NodeId> = shut.iter().filter(objects).copied().collect();
        if objecting.is_empty() { shut } else { objecting }
    }

    fn add(&mut self, cause: Blame, mark: usize) {
        let blames = &mut self.scratch.blames;
        if blames.len() < mark + MOST_CAUSES && !blames[mark..].iter().any(|it| it.gate == cause.gate) {
            blames.push(cause);
        }
    }

    /// Which of several shut alternatives to name first: what the text can repair before what it can't.
    fn rank(&self, cause: &Blame) -> u8 {
        match self.gates[cause.gate as usize].gate.kind {
            GateKind::Vote => 0,
            kind if kind.is_decision() => 1,
            GateKind::Organ => 2,
            GateKind::Consultation => 4,
            _ => 3,
        }
    }

    /// The gates of a formula, those of other roots aside.
    pub(in crate::analysis) fn gates_below(&self, node: NodeId, into: &mut Vec<u32>) {
        match self.node(node) {
            CircuitNode::Gate(gate) | CircuitNode::Not(_, gate) | CircuitNode::Root(_, gate) if gate != NONE => {
                into.push(gate);
            }
            CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
                self.kids(from, to).iter().for_each(|kid| self.gates_below(*kid, into));
            }
            _ => {}
        }
    }
}

impl Tally {
    fn is_unanimous(self) -> bool {
        self.helping == self.heads
    }
}
