//! Evaluation: what is open when certain actors obstruct, and which gates are to blame where it is shut.

use rustc_hash::FxHashSet;

use super::{Ballot, Circuits, NONE, Need, Node, NodeId, RootId, SetId, Test};
use crate::analysis::game::needed;
use crate::analysis::gate::{GateKind, Mode};
use crate::model::{ActorId, Base};
use crate::syntax::ast::{Counted, Threshold};

/// How many causes are kept for one root; each of them is enough to keep it shut.
const MOST_CAUSES: usize = 16;

/// Who obstructs.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct World {
    /// Those who obstruct; or those who press, while everybody else obstructs. Sorted.
    pub(in crate::analysis) actors: Vec<ActorId>,
    /// Whether `actors` press and everybody else obstructs.
    pub(in crate::analysis) force: bool,
    /// Those who are taken out of every electorate.
    pub(in crate::analysis) without: Vec<ActorId>,
}

impl World {
    /// These obstruct, everybody else helps.
    pub(in crate::analysis) fn block(actors: &[ActorId]) -> Self {
        Self { actors: sorted(actors), ..Self::default() }
    }

    /// These press, everybody else obstructs.
    pub(in crate::analysis) fn force(actors: &[ActorId]) -> Self {
        Self { actors: sorted(actors), force: true, without: Vec::new() }
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
    pub(in crate::analysis) mode: Mode,
}

/// What an evaluation writes on.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    world: World,
    /// What is open: by the question that is asked, and by the other one.
    open: [Vec<bool>; 2],
    /// The place in the order of the root that is evaluated.
    here: u32,
    blames: Vec<Blame>,
    /// The causes of each root, as a range of `blames`.
    causes: Vec<(u32, u32)>,
}

/// How the votes of an electorate fall.
#[derive(Clone, Copy, Debug)]
struct Tally {
    /// Who votes, by heads.
    heads: u64,
    /// Who of them does not obstruct.
    helping: u64,
    /// What the electorate weighs.
    weight: u64,
    /// What those weigh who do not obstruct.
    for_it: u64,
}

impl Circuits<'_> {
    /// Evaluates roots in a world, in their order: all of them, or those that are wanted and what they hang on.
    pub(in crate::analysis) fn run(&mut self, world: World, wanted: Option<&[RootId]>) {
        self.scratch.world = world;
        let count = self.roots.len();
        for open in &mut self.scratch.open {
            open.resize(count, true);
        }
        let order = std::mem::take(&mut self.order);
        for root in wanted.unwrap_or(&order) {
            self.scratch.here = self.place[root.0 as usize];
            let node = self.roots[root.0 as usize].node;
            self.scratch.open[0][root.0 as usize] = self.open(node, false);
            if self.reversed {
                self.scratch.open[1][root.0 as usize] = self.open(node, true);
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
        found.sort_unstable_by_key(|root| self.place[root.0 as usize]);
        found
    }

    /// Whether a root was open in the last run.
    pub(in crate::analysis) fn is_open(&self, root: RootId) -> bool {
        self.scratch.open[0][root.0 as usize]
    }

    /// Whether a node is open in a world of its own, as far as it hangs on the rules of bodies; promises that it hangs on
    /// are taken as they were in the last run.
    pub(in crate::analysis) fn opens_in(&mut self, node: NodeId, world: World) -> bool {
        let before = std::mem::replace(&mut self.scratch.world, world);
        for open in &mut self.scratch.open {
            open.resize(self.roots.len(), true);
        }
        self.place.resize(self.roots.len(), NONE);
        self.scratch.here = NONE;
        let open = self.open_anew(node, false, 0);
        self.scratch.world = before;
        open
    }

    /// How a node is kept shut in a world of its own; `None` if it opens.
    pub(in crate::analysis) fn how_shut(&mut self, node: NodeId, world: World) -> Option<Mode> {
        if self.opens_in(node, world.clone()) {
            return None;
        }
        let before = std::mem::replace(&mut self.scratch.world, world);
        let mode = self.mode(node, 0);
        self.scratch.world = before;
        mode
    }

    /// How the first of the gates is kept shut that keeps a node shut.
    fn mode(&mut self, node: NodeId, depth: u32) -> Option<Mode> {
        match self.node(node) {
            Node::Gate(gate) => self.test(gate, false).err(),
            Node::All(from, to) | Node::Any(from, to) => {
                (from..to).find_map(|at| self.mode(self.kids[at as usize], depth))
            }
            Node::Not(inner, _) => self.open_anew(inner, true, 0).then_some(Mode::Carries),
            Node::Root(root, _) if depth < 16 => self.mode(self.roots[root.0 as usize].node, depth + 1),
            _ => None,
        }
    }

    fn open_anew(&mut self, node: NodeId, other: bool, depth: u32) -> bool {
        match self.node(node) {
            Node::All(from, to) => (from..to).all(|at| self.open_anew(self.kids[at as usize], other, depth)),
            Node::Any(from, to) => (from..to).any(|at| self.open_anew(self.kids[at as usize], other, depth)),
            Node::Not(inner, _) => !self.open_anew(inner, !other, depth),
            // Bodies that refer to bodies soon come to an end, or go in a circle.
            Node::Root(root, _) if self.roots[root.0 as usize].rule && depth < 16 => {
                self.open_anew(self.roots[root.0 as usize].node, other, depth + 1)
            }
            _ => self.open(node, other),
        }
    }

    fn open(&mut self, node: NodeId, other: bool) -> bool {
        match self.node(node) {
            Node::Open | Node::Delay(_) | Node::Own(_) => true,
            Node::Shut => false,
            Node::Gate(gate) => self.test(gate, other).is_ok(),
            Node::All(from, to) => (from..to).all(|at| self.open(self.kids[at as usize], other)),
            Node::Any(from, to) => (from..to).any(|at| self.open(self.kids[at as usize], other)),
            Node::Not(inner, _) => !self.open(inner, !other),
            // In a circle, what comes later is taken as open.
            Node::Root(root, _) => {
                self.place[root.0 as usize] >= self.scratch.here && self.scratch.here != NONE
                    || self.scratch.open[usize::from(other)][root.0 as usize]
            }
        }
    }

    /// Whether a gate opens; if not, how it is kept shut.
    fn test(&mut self, gate: u32, other: bool) -> Result<(), Mode> {
        // What nobody controls is given where we ask who blocks, and denied where we ask who forces.
        let given = self.scratch.world.force == other;
        let unheld = |given: bool| if given { Ok(()) } else { Err(Mode::Withholds) };
        match self.gates[gate as usize].test {
            Test::Nobody => unheld(given),
            Test::Acts(set, need) => {
                let tally = self.tally(set, None, other);
                let enough = match need {
                    _ if tally.heads == 0 => return unheld(given),
                    Need::All => tally.helping == tally.heads,
                    Need::Any | Need::Each => tally.helping > 0,
                    Need::Some(count) => tally.helping >= count.min(tally.heads),
                };
                if enough { Ok(()) } else { Err(Mode::Withholds) }
            }
            Test::Vote(ballot) => {
                let ballot = self.ballots[ballot as usize];
                let tally = self.tally(ballot.electors, ballot.weights, other);
                if tally.heads == 0 { unheld(given) } else { self.carried(&ballot, tally, other) }
            }
        }
    }

    /// Whether a vote is carried, if those who obstruct vote no, and if they stay away.
    fn carried(&mut self, ballot: &Ballot<'_>, tally: Tally, other: bool) -> Result<(), Mode> {
        let against = match ballot.threshold {
            Threshold::Consensus { .. } => Mode::Objects,
            _ => Mode::VotesNo,
        };
        let enough = tally.for_it >= ballot.needed(tally.weight);
        let tie = ballot.threshold == Threshold::Majority && tally.for_it * 2 == tally.weight;
        let enough = enough || tie && ballot.chair.is_some_and(|chair| self.tally(chair, None, other).is_unanimous());
        let concurring = ballot.including.is_none_or(|set| self.tally(set, None, other).is_unanimous());
        if !enough || !concurring {
            return Err(against);
        }
        let Some((quorum, _)) = ballot.decision.quorum else { return Ok(()) };
        let present = self.tally(ballot.present, None, other);
        if present.helping >= needed(quorum, present.heads) { Ok(()) } else { Err(Mode::StaysAway) }
    }

    /// How a set divides.
    fn tally(&mut self, set: SetId, weights: Option<u32>, other: bool) -> Tally {
        let heads = self.sets.members(set).len() as u64;
        let force = self.scratch.world.force != other;
        if weights.is_none() && self.scratch.world.without.is_empty() && !self.sets.has_bodies(set) {
            // Most sets: look the few up in the many.
            let members = self.sets.known(set);
            let named = self.scratch.world.actors.iter().filter(|actor| members.binary_search(actor).is_ok());
            let named = named.count() as u64;
            let helping = if force { named } else { heads - named };
            return Tally { heads, helping, weight: heads, for_it: helping };
        }
        let mut tally = Tally { heads: 0, helping: 0, weight: 0, for_it: 0 };
        for at in 0..heads as usize {
            let actor = self.sets.known(set)[at];
            if self.scratch.world.without.contains(&actor) {
                continue;
            }
            let weight = weights.map_or(1, |weighting| self.sets.weight(weighting, actor));
            tally.heads += 1;
            tally.weight += weight;
            if self.helps(actor, force, other) {
                tally.helping += 1;
                tally.for_it += weight;
            }
        }
        tally
    }

    /// Whether an actor helps: a body, by its own rule.
    fn helps(&self, actor: ActorId, force: bool, other: bool) -> bool {
        if self.scratch.world.actors.binary_search(&actor).is_ok() {
            return force;
        }
        match self.rule_of_member(actor) {
            Some(root) => self.scratch.open[usize::from(other)].get(root.0 as usize).copied().unwrap_or(!force),
            None => !force,
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
            self.scratch.here = self.place[root.0 as usize];
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
            Node::Gate(gate) => {
                if let Err(mode) = self.test(gate, false) {
                    self.add(Blame { gate, any: NONE, via: NONE, root, mode }, mark);
                }
            }
            Node::All(from, to) => {
                for at in from..to {
                    let kid = self.kids[at as usize];
                    if !self.open(kid, false) {
                        self.blame(kid, root, mark);
                    }
                }
            }
            Node::Any(from, to) => {
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
            Node::Not(_, gate) if gate != NONE => {
                self.add(Blame { gate, any: NONE, via: NONE, root, mode: Mode::Carries }, mark);
            }
            Node::Root(link, via) => {
                let (from, to) = self.scratch.causes[link.0 as usize];
                if via != NONE && self.gates[via as usize].gate.kind == GateKind::Organ {
                    // What happens inside an organ is not this text's to repair.
                    let mode =
                        self.scratch.blames[from as usize..to as usize].first().map_or(Mode::Withholds, |it| it.mode);
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
            Node::Gate(gate) | Node::Not(_, gate) | Node::Root(_, gate) if gate != NONE => into.push(gate),
            Node::All(from, to) | Node::Any(from, to) => {
                self.kids(from, to).iter().for_each(|kid| self.gates_below(*kid, into));
            }
            _ => {}
        }
    }

    /// The smallest number of those who help a vote whose abstention makes it fail; `None` if none does.
    pub(in crate::analysis) fn defections(&mut self, gate: u32) -> Option<u32> {
        let Test::Vote(ballot) = self.gates[gate as usize].test else { return None };
        let ballot = self.ballots[ballot as usize];
        let before = self.tally(ballot.electors, ballot.weights, false);
        // The heaviest go first.
        let mut weights: Vec<u64> = Vec::new();
        for at in 0..self.sets.members(ballot.electors).len() {
            let actor = self.sets.known(ballot.electors)[at];
            if self.helps(actor, false, false) {
                weights.push(ballot.weights.map_or(1, |weighting| self.sets.weight(weighting, actor)));
            }
        }
        weights.sort_unstable_by(|one, other| other.cmp(one));
        let abstention = ballot.decision.abstention;
        if ballot.including.is_some_and(|set| self.tally(set, None, false).helping > 0)
            && !matches!(abstention, Some(Counted::Consent | Counted::Absence | Counted::Abstention))
        {
            return Some(1);
        }
        if matches!(ballot.threshold, Threshold::Consensus { .. }) && abstention != Some(Counted::Rejection)
            || abstention == Some(Counted::Consent)
        {
            return None;
        }
        let mut gone = 0;
        for (count, weight) in weights.iter().enumerate() {
            gone += weight;
            let base = match ballot.base {
                Base::PresentAndVoting | Base::VotesCast if abstention != Some(Counted::Rejection) => {
                    before.weight - gone
                }
                _ => before.weight,
            };
            let for_it = before.for_it - gone;
            if for_it < ballot.needed(base) || for_it == 0 {
                return Some(count as u32 + 1);
            }
        }
        None
    }
}

impl Tally {
    fn is_unanimous(self) -> bool {
        self.helping == self.heads
    }
}
