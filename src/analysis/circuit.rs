//! Activation as a monotone circuit over what actors do.
//!
//! A trigger, a promise, a rule of a body, a power to renew or to end: each is a *root*, a formula of gates. A gate is
//! opened by acts of certain actors; two questions are asked of it. *Can block*: those who obstruct do nothing that
//! would open it, everybody else does everything. *Can force*: those who press do everything that would open it,
//! everybody else obstructs. The second is the first with the two sides exchanged, so that one evaluation answers both;
//! a gate in reverse (`decided unless`, `presumed unless`) is its formula asked the other question.
//!
//! A root is compiled once and shared by everything that hangs on it. Roots refer to roots by number and are evaluated
//! in an order in which each comes after what it hangs on, so that a chain of a thousand triggers costs a thousand steps
//! and no stack. Roots that hang on each other in a circle wait for each other and never open, unless another way leads
//! out of it: their values are the least that agree. [`super::dependency`] reports the circle.
//!
//! A gate that nobody known holds is unknown. It is taken as open where we ask who blocks and as shut where we ask who
//! forces; what hangs on it, act by act, [`super::control::doubts`] tells.

pub(super) mod acts;
mod compile;
mod defection;
mod electorate;
mod evaluate;
mod formula;
mod occasion;
mod playing;
mod provision;
mod standing;

use rustc_hash::{FxHashMap, FxHashSet};

use super::budget;
use super::game::needed;
use super::gate::{Gate, GateKind, Holder, Power};
use crate::model::{ActorId, Clock, Decision, Expiry, Provision, ProvisionId, ShareBase, Treaty};
use crate::source::{FileId, Span};
use crate::syntax::ast::Threshold;

pub(super) use compile::{rule_for, runs};
pub(crate) use electorate::bearers;
pub(super) use electorate::{Electorates, SetId, joining, sole_body};
pub(super) use evaluate::{Blame, Obstruction};
pub(super) use formula::{breakable, looks_after};
pub(super) use occasion::{is_determined, opens_for, triggers_of};
pub(super) use playing::Unreckoned;
pub(super) use provision::{asks_for_access, matter};
pub(super) use standing::{Part, Standing, Standings};

/// No gate, no node.
pub(super) const NONE: u32 = u32::MAX;

/// The number of a node in [`Circuits::nodes`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NodeId(pub(super) u32);

/// The number of a root in [`Circuits::roots`]. Roots of provisions have the numbers of their provisions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct RootId(pub(super) u32);

/// A part of a formula.
#[derive(Clone, Copy, Debug)]
pub(super) enum CircuitNode {
    /// Open: an event that the case takes as given, an automatism.
    Open,
    /// Shut, and nobody's fault: an exception that has not come.
    Shut,
    /// Opened by acts: a number in [`Circuits::gates`].
    Gate(u32),
    /// Opened by its clock, whatever those who hold the inner gates do: a delay, not a veto.
    Delay(NodeId),
    /// A gate that binds only those who hold it: whoever else bears the promise does not wait for it.
    Own(u32),
    /// The event of a trigger that nobody judges. It has come where it opens a promise; an exception it opens only if it is
    /// the attack of the case.
    Event(ProvisionId),
    /// All of some nodes: a range of [`Circuits::kids`].
    All(u32, u32),
    /// Any of some nodes.
    Any(u32, u32),
    /// Open unless the inner node opens; with the gate that stands for it.
    Not(NodeId, u32),
    /// Another root, with the gate that stands for the reference, or none.
    Root(RootId, u32),
}

/// Who must act so that a gate opens.
#[derive(Clone, Copy, Debug)]
pub(super) enum Test {
    /// A vote: a number in [`Circuits::ballots`].
    Vote(u32),
    /// So many of a set.
    Acts(SetId, Need),
    /// Nobody that we know: whether it opens is unknown.
    Nobody,
    /// Each bearer of what hangs on it judges for itself.
    Bearers,
}

/// How many of a set must act.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Need {
    /// All.
    All,
    /// One.
    Any,
    /// Each bearer for itself: the promise lives as soon as one of them does not obstruct.
    Each,
    /// At least so many.
    Some(u64),
}

/// A gate and what opens it.
#[derive(Clone, Copy, Debug)]
pub(super) struct GateDef<'m> {
    /// As findings show it.
    pub(super) gate: Gate,
    /// By when it must open, where the text says so.
    pub(super) clock: Option<&'m Clock<'m>>,
    /// What it means that the time is over, where the text says so.
    pub(super) expiry: Option<&'m Expiry<'m>>,
    /// What is decided there, if that is not what its root is about: access within a verification.
    pub(super) power: Option<Power>,
    /// How many clocks of its clause have run before.
    pub(super) round: u8,
    /// Who must act.
    pub(super) test: Test,
    /// Where it stands in the formula.
    pub(super) node: NodeId,
}

/// A vote.
#[derive(Clone, Copy, Debug)]
pub(super) struct Ballot<'m> {
    /// Who votes, exclusions taken away.
    pub(super) electors: SetId,
    /// Who counts for the quorum. A number of those present counts everybody who belongs there, with a vote or without; a
    /// part is a part of those who vote.
    pub(super) present: SetId,
    /// Whose votes must be among the yes.
    pub(super) including: Option<SetId>,
    /// How many votes carry.
    pub(super) threshold: Threshold,
    /// What a share is a share of.
    pub(super) base: ShareBase,
    /// A number in [`Treaty::weights`].
    pub(super) weights: Option<u32>,
    /// Who casts the vote in an equal vote.
    pub(super) chair: CastingVote,
    /// The decision, for its riders.
    pub(super) decision: &'m Decision<'m>,
}

/// Who casts the vote in an equal vote.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CastingVote {
    /// Nobody: it fails.
    Nobody,
    /// Somebody whom the text does not name, or who goes round.
    Unknown,
    /// The one who presides.
    Is(SetId),
}

impl Ballot<'_> {
    /// The smallest weight of yes votes that carries, of votes that weigh so much together. A number of weighted votes is
    /// one of weights, which are counted in thousandths.
    pub(super) fn needed(&self, total: u64) -> u64 {
        let threshold = match (self.threshold, self.weights) {
            (Threshold::Count(count), Some(_)) => Threshold::Count(count * 1_000),
            (Threshold::Consensus { minus }, Some(_)) => Threshold::Consensus { minus: minus * 1_000 },
            (threshold, _) => threshold,
        };
        needed(threshold, total)
    }
}

/// A formula with its place in the text.
#[derive(Clone, Copy, Debug)]
pub(super) struct Root {
    /// The formula.
    pub(super) node: NodeId,
    /// The provision or body.
    pub(super) holder: Holder,
    /// What is decided.
    pub(super) power: Power,
    /// The rule of a body, not a power of its own.
    pub(super) rule: bool,
    /// The action of an organ that a provision only asks for.
    pub(super) sought: bool,
    /// The clause.
    pub(super) site: Span,
    /// The text.
    pub(super) file: FileId,
    /// What it hangs on: a range of [`Circuits::links`].
    links: (u32, u32),
}

/// A formula that still waits to be compiled.
#[derive(Clone, Copy, Debug)]
enum PendingFormula {
    /// A rule of a body, by its number in [`crate::model::Body::rules`].
    Rule { root: RootId, body: ActorId, rule: u32 },
    /// The convening of a body.
    Convening { root: RootId, body: ActorId },
    /// What pays for a body.
    Funding { root: RootId, body: ActorId },
}

/// Every formula of a draft.
#[derive(Debug)]
pub(super) struct Circuits<'m> {
    pub(super) treaty: &'m Treaty<'m>,
    pub(super) nodes: Vec<CircuitNode>,
    kids: Vec<NodeId>,
    pub(super) gates: Vec<GateDef<'m>>,
    pub(super) ballots: Vec<Ballot<'m>>,
    pub(super) roots: Vec<Root>,
    pub(super) sets: Electorates<'m>,
    links: Vec<RootId>,
    /// Roots in an order in which each comes after what it hangs on, and the place of each in it.
    pub(super) order: Vec<RootId>,
    place: Vec<u32>,
    /// Whether any gate is in reverse, so that both questions must be asked.
    reversed: bool,
    /// Whether roots hang on each other in a circle.
    circular: bool,
    /// The bodies that have a part in a gate, each with the reference to its rule.
    seats: FxHashMap<u32, Vec<(ActorId, NodeId)>>,
    /// The provisions whose breach or finding leads to another.
    led_by: FxHashMap<ProvisionId, Vec<ProvisionId>>,
    /// The provisions that answer where a clock has run.
    answering: FxHashSet<ProvisionId>,
    /// What each trigger opens, once it was asked.
    opened: Option<Vec<Vec<ProvisionId>>>,
    /// The roots of the rules of bodies.
    rules: FxHashMap<(ActorId, u32), RootId>,
    /// The root of the convening of a body.
    convening: FxHashMap<ActorId, RootId>,
    /// The root of what pays for a body.
    funding: FxHashMap<ActorId, RootId>,
    /// The formulas of decisions that somebody asked about, by the place of the decision in memory.
    questions: FxHashMap<usize, NodeId>,
    /// The formulas of parts of the text.
    formulas: FxHashMap<Part, NodeId>,
    pending: Vec<PendingFormula>,
    /// Parts of the formula that is being put together.
    stack: Vec<NodeId>,
    scratch: evaluate::Scratch,
}

impl<'m> Circuits<'m> {
    /// Compiles a draft.
    pub(super) fn compile(treaty: &'m Treaty<'m>) -> Self {
        let provisions = treaty.provisions.len();
        let mut circuits = Self {
            treaty,
            nodes: Vec::with_capacity(provisions * 4 + 2),
            kids: Vec::with_capacity(provisions * 4),
            gates: Vec::with_capacity(provisions * 2),
            ballots: Vec::new(),
            roots: Vec::with_capacity(provisions + 8),
            sets: Electorates::new(treaty),
            links: Vec::with_capacity(provisions),
            order: Vec::new(),
            place: Vec::new(),
            reversed: false,
            circular: false,
            seats: FxHashMap::default(),
            led_by: provision::led_by(treaty),
            answering: provision::answering(treaty),
            opened: None,
            rules: FxHashMap::default(),
            convening: FxHashMap::default(),
            funding: FxHashMap::default(),
            questions: FxHashMap::default(),
            formulas: FxHashMap::default(),
            pending: Vec::new(),
            stack: Vec::new(),
            scratch: evaluate::Scratch::default(),
        };
        circuits.nodes.extend([CircuitNode::Open, CircuitNode::Shut]);
        for provision in &treaty.provisions {
            circuits.roots.push(Root {
                node: OPEN,
                holder: Holder::Provision(provision.id),
                power: provision::power(provision.kind),
                rule: false,
                sought: false,
                site: provision.head,
                file: provision.file,
                links: (0, 0),
            });
        }
        for provision in &treaty.provisions {
            circuits.provision(provision);
        }
        for (at, actor) in treaty.actors.iter().enumerate() {
            if let Some(body) = actor.body.as_deref()
                && !actor.prelude
            {
                circuits.body_powers(ActorId(at as u32), body);
            }
        }
        circuits.settle();
        circuits
    }

    /// Compiles what waits and brings the roots in order.
    fn settle(&mut self) {
        self.compile_pending();
        self.sort();
    }

    /// Compiles what a question asked for that the draft did not. It stands in no order: nothing of the draft hangs on it.
    fn compile_late(&mut self) {
        self.compile_pending();
        self.place.resize(self.roots.len(), NONE);
    }

    fn compile_pending(&mut self) {
        while let Some(pending) = self.pending.pop() {
            match pending {
                PendingFormula::Rule { root, body, rule } => self.rule(root, body, rule),
                PendingFormula::Convening { root, body } => self.convene(root, body),
                PendingFormula::Funding { root, body } => self.fund(root, body),
            }
        }
    }

    /// The root of the activation of a provision.
    pub(super) fn activation(provision: ProvisionId) -> RootId {
        RootId(provision.0)
    }

    /// The provisions whose breach or finding leads to another, where no event opens that. It is an occasion beside those that
    /// `upon` names, and all of them must come.
    pub(super) fn led_by(&self, provision: &Provision<'_>) -> &[ProvisionId] {
        let waits = provision.events.is_empty();
        self.led_by.get(&provision.id).filter(|_| waits).map_or(&[], Vec::as_slice)
    }

    /// What a root hangs on.
    pub(super) fn links(&self, root: RootId) -> &[RootId] {
        let (from, to) = self.roots[root.0 as usize].links;
        &self.links[from as usize..to as usize]
    }

    /// The roots of the rules of bodies.
    pub(super) fn rules(&self) -> Vec<RootId> {
        (0..self.roots.len() as u32).map(RootId).filter(|it| self.root(*it).rule).collect()
    }

    pub(super) fn root(&self, root: RootId) -> &Root {
        &self.roots[root.0 as usize]
    }

    pub(super) fn node(&self, node: NodeId) -> CircuitNode {
        self.nodes[node.0 as usize]
    }

    pub(super) fn kids(&self, from: u32, to: u32) -> &[NodeId] {
        &self.kids[from as usize..to as usize]
    }

    /// The parts of a formula in the order of the text, and of the roots that it hangs on, each root once. What `goes_on` does
    /// not hold of is not gone into.
    pub(super) fn parts(&self, node: NodeId, goes_on: impl Fn(CircuitNode) -> bool) -> Vec<NodeId> {
        let mut found = Vec::new();
        let mut seen = FxHashSet::default();
        let mut next = vec![node];
        while let Some(at) = next.pop() {
            found.push(at);
            let node = self.node(at);
            if !goes_on(node) {
                continue;
            }
            match node {
                CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
                    next.extend(self.kids(from, to).iter().rev());
                }
                CircuitNode::Not(inner, _) | CircuitNode::Delay(inner) => next.push(inner),
                CircuitNode::Root(root, _) if seen.insert(root) => next.push(self.root(root).node),
                CircuitNode::Root(..)
                | CircuitNode::Open
                | CircuitNode::Shut
                | CircuitNode::Gate(_)
                | CircuitNode::Own(_)
                | CircuitNode::Event(_) => {}
            }
        }
        budget::spend(found.len() as u64);
        found
    }

    fn push(&mut self, node: CircuitNode) -> NodeId {
        let id = NodeId(self.nodes.len() as u32);
        self.nodes.push(node);
        id
    }

    /// Puts together what was pushed on the stack since `mark`; constants fall away.
    fn join(&mut self, mark: usize, all: bool) -> NodeId {
        let (neutral, ruling) = if all { (OPEN, SHUT) } else { (SHUT, OPEN) };
        if self.stack[mark..].contains(&ruling) {
            self.stack.truncate(mark);
            return ruling;
        }
        let from = self.kids.len();
        self.kids.extend(self.stack.drain(mark..).filter(|it| *it != neutral));
        match self.kids.len() - from {
            0 => neutral,
            1 => self.kids.pop().unwrap_or(neutral),
            _ => {
                let range = (from as u32, self.kids.len() as u32);
                self.push(if all { CircuitNode::All(range.0, range.1) } else { CircuitNode::Any(range.0, range.1) })
            }
        }
    }

    /// The formula in reverse.
    fn reverse(&mut self, node: NodeId, clause: Span) -> NodeId {
        match self.node(node) {
            CircuitNode::Open | CircuitNode::Delay(_) => return SHUT,
            CircuitNode::Shut => return OPEN,
            _ => {}
        }
        self.reversed = true;
        let here = NodeId(self.nodes.len() as u32);
        let def = if let Some(def) = self.first_gate(node) {
            GateDef { gate: Gate { clause, reversed: !def.gate.reversed, ..def.gate }, node: here, ..def }
        } else {
            let (kind, file) = (GateKind::Determination, clause.file(self.treaty.file));
            let gate = Gate { kind, file, clause, span: clause, who: clause, body: None, reversed: true };
            let (clock, expiry, power, round) = (None, None, None, 0);
            GateDef { gate, clock, expiry, power, round, test: Test::Nobody, node: here }
        };
        let gate = self.gates.len() as u32;
        self.gates.push(def);
        self.push(CircuitNode::Not(node, gate))
    }

    /// The gate that stands for a formula: the first in the order of the text.
    fn first_gate(&self, node: NodeId) -> Option<GateDef<'m>> {
        match self.node(node) {
            CircuitNode::Gate(gate) | CircuitNode::Not(_, gate) | CircuitNode::Root(_, gate) if gate != NONE => {
                Some(self.gates[gate as usize])
            }
            CircuitNode::All(from, to) | CircuitNode::Any(from, to) => {
                self.kids(from, to).iter().find_map(|kid| self.first_gate(*kid))
            }
            _ => None,
        }
    }

    /// Opens a root; its links are those made until it is closed.
    fn begin(&mut self, holder: Holder, power: Power, site: Span) -> RootId {
        let file = site.file(self.treaty.file);
        let root = RootId(self.roots.len() as u32);
        self.roots.push(Root { node: OPEN, holder, power, rule: false, sought: false, site, file, links: (0, 0) });
        root
    }

    fn close(&mut self, root: RootId, links: usize, node: NodeId) {
        let root = &mut self.roots[root.0 as usize];
        root.node = node;
        root.links = (links as u32, self.links.len() as u32);
    }

    /// The formula of a decision that somebody asks about, wherever it stands.
    pub(super) fn question(&mut self, decision: &'m Decision<'m>) -> NodeId {
        let key = std::ptr::from_ref(decision).addr();
        if let Some(known) = self.questions.get(&key) {
            return *known;
        }
        let cx = compile::Cx::of(decision.span);
        let node = self.decision(decision, cx);
        self.compile_late();
        self.questions.insert(key, node);
        node
    }

    /// The gates of a decision that nobody known holds, those of the rules of bodies among them.
    pub(super) fn nobodys(&mut self, decision: &'m Decision<'m>) -> Vec<Gate> {
        let node = self.question(decision);
        let parts = self.parts(node, |_| true);
        let mut gates = Vec::new();
        for part in parts {
            let CircuitNode::Gate(gate) = self.node(part) else { continue };
            let def = self.gates[gate as usize];
            let unknown = match def.test {
                Test::Nobody => true,
                Test::Bearers => false,
                Test::Acts(set, _) => self.sets.is_unknown(set),
                Test::Vote(ballot) => self.sets.is_unknown(self.ballots[ballot as usize].electors),
            };
            if unknown {
                gates.push(def.gate);
            }
        }
        gates
    }

    /// Whether a body acts, by its general rule, when these obstruct.
    pub(super) fn acts_without(&mut self, body: ActorId, obstructing: &[ActorId]) -> bool {
        let Some(rule) = compile::general_rule(self.treaty, body) else { return true };
        let node = self.body_rule(body, rule);
        self.opens_in(node, Obstruction::block(obstructing))
    }

    /// The formula of a rule of a body.
    pub(super) fn body_rule(&mut self, body: ActorId, rule: usize) -> NodeId {
        let root = self.rule_root(body, rule as u32);
        self.compile_late();
        self.root(root).node
    }

    /// Puts every root after what it hangs on, without recursion; in a circle, somebody comes first.
    fn sort(&mut self) {
        let count = self.roots.len();
        self.order.clear();
        self.place.clear();
        self.place.resize(count, NONE);
        let mut seen = vec![false; count];
        let mut path: Vec<(u32, u32)> = Vec::new();
        self.circular = false;
        for start in 0..count as u32 {
            if seen[start as usize] {
                continue;
            }
            seen[start as usize] = true;
            path.push((start, self.roots[start as usize].links.0));
            while let Some((at, next)) = path.last_mut() {
                if *next < self.roots[*at as usize].links.1 {
                    let link = self.links[*next as usize];
                    *next += 1;
                    if std::mem::replace(&mut seen[link.0 as usize], true) {
                        // Whoever is gone through still hangs on what comes behind.
                        self.circular |= self.place[link.0 as usize] == NONE;
                    } else {
                        path.push((link.0, self.roots[link.0 as usize].links.0));
                    }
                } else {
                    self.place[*at as usize] = self.order.len() as u32;
                    self.order.push(RootId(*at));
                    path.pop();
                }
            }
        }
    }
}

/// The node that is always open.
const OPEN: NodeId = NodeId(0);
/// The node that is always shut.
const SHUT: NodeId = NodeId(1);
