//! The way from an event to its effect: gates one after the other, alternatives, delays, exceptions.

use super::budget;
use super::circuit::{CircuitNode, Circuits, GateDef, NONE, Need, NodeId, Obstruction, RootId, Test};
use super::gate::{Gate, Holder, Power};
use crate::model::{ActorSet, Clock, Expiry, Period};
use crate::syntax::ast::Counted;

/// So many gates of one way are shown; a body that asks a body that asks a body is cut there.
const MOST_GATES: usize = 256;

/// So many parts of one way are shown, gates or not: one that leads twice to the same is shown twice.
const MOST_PARTS: usize = 1024;

/// So deep does one thing hang on another before the way is cut.
const DEEPEST: u32 = 24;

/// A way, or a part of one.
#[derive(Clone, Debug)]
pub enum Route<'m> {
    /// Nothing stands in the way.
    Open,
    /// Nothing leads there.
    Shut,
    /// A gate.
    Gate(Box<RouteGate<'m>>),
    /// A gate that binds only those who hold it.
    Own(Box<RouteGate<'m>>),
    /// All of these.
    All(Vec<Self>),
    /// One of these.
    Any(Vec<Self>),
    /// These hold it up until their clock has run.
    Delay(Box<Self>),
    /// Open unless these open.
    Unless(Box<Self>),
    /// Another provision, or the rule of a body.
    Through {
        /// Whose.
        holder: Holder,
        /// What is decided there.
        power: Power,
        /// The gate that a body is, seen from outside; `None` for another provision.
        stop: Option<Box<RouteGate<'m>>>,
        /// The way there; `None` where it was shown already or is too long to be shown.
        inner: Option<Box<Self>>,
    },
}

/// A gate on a way.
#[derive(Clone, Debug)]
pub struct RouteGate<'m> {
    /// The gate.
    pub gate: Gate,
    /// What is decided there, if that is not what the way is about.
    pub power: Option<Power>,
    /// Everybody who has a part in it.
    pub holders: ActorSet,
    /// Who alone keeps it from opening; where its opening stops the promise, who alone opens it.
    pub alone: ActorSet,
    /// By when it must open.
    pub clock: Option<&'m Clock<'m>>,
    /// What it means that the time is over; the matter lapses where a clock says nothing.
    pub expiry: Option<&'m Expiry<'m>>,
    /// What silence counts as, and after how long.
    pub silence: Option<(Counted, Option<Period>)>,
}

/// The way to a root, in the case that the circuits have entered.
pub(super) fn route<'m>(circuits: &mut Circuits<'m>, root: RootId) -> Route<'m> {
    let node = circuits.root(root).node;
    RouteWalk { circuits, gates: 0, parts: 0, path: vec![root], reversed: false }.node(node, 0)
}

struct RouteWalk<'c, 'm> {
    circuits: &'c mut Circuits<'m>,
    gates: usize,
    parts: usize,
    path: Vec<RootId>,
    /// Whether what opens here stops the promise.
    reversed: bool,
}

impl<'m> RouteWalk<'_, 'm> {
    fn node(&mut self, node: NodeId, depth: u32) -> Route<'m> {
        self.parts += 1;
        match self.circuits.node(node) {
            CircuitNode::Open | CircuitNode::Event(_) => Route::Open,
            // What each bearer judges for itself stands in nobody else's way.
            CircuitNode::Own(gate) if matches!(self.circuits.gates[gate as usize].test, Test::Bearers) => Route::Open,
            CircuitNode::Shut => Route::Shut,
            CircuitNode::Gate(gate) => Route::Gate(Box::new(self.stop(gate))),
            CircuitNode::Own(gate) => Route::Own(Box::new(self.stop(gate))),
            CircuitNode::All(from, to) => Route::All(self.parts(from, to, depth)),
            CircuitNode::Any(from, to) => Route::Any(self.parts(from, to, depth)),
            CircuitNode::Delay(inner) => Route::Delay(Box::new(self.node(inner, depth))),
            CircuitNode::Not(inner, _) => {
                self.reversed = !self.reversed;
                let inner = self.node(inner, depth);
                self.reversed = !self.reversed;
                Route::Unless(Box::new(inner))
            }
            CircuitNode::Root(root, via) => {
                let about = *self.circuits.root(root);
                // The clause that leads to a body says for what.
                let power = self.circuits.gates.get(via as usize).and_then(|it| it.power).filter(|_| via != NONE);
                let circle = self.path.contains(&root)
                    || depth >= DEEPEST
                    || self.gates >= MOST_GATES
                    || self.parts >= MOST_PARTS;
                let inner = (!circle && budget::keep(4)).then(|| {
                    self.path.push(root);
                    let inner = self.node(about.node, depth + 1);
                    self.path.pop();
                    Box::new(inner)
                });
                let stop = (via != NONE).then(|| Box::new(self.stop(via)));
                Route::Through { holder: about.holder, power: power.unwrap_or(about.power), stop, inner }
            }
        }
    }

    fn parts(&mut self, from: u32, to: u32, depth: u32) -> Vec<Route<'m>> {
        let kids = self.circuits.kids(from, to).to_vec();
        kids.into_iter().map(|kid| self.node(kid, depth)).collect()
    }

    fn stop(&mut self, gate: u32) -> RouteGate<'m> {
        self.gates += 1;
        let GateDef { gate: about, power, test, node, clock, expiry, .. } = self.circuits.gates[gate as usize];
        let holders = self.circuits.players(node);
        let alone = holders.iter().copied().filter(|actor| {
            if self.reversed {
                self.circuits.opens_in(node, Obstruction::force(&[*actor]))
            } else {
                !self.circuits.opens_in(node, Obstruction::block(&[*actor]))
            }
        });
        let alone = alone.collect();
        let silence = match test {
            Test::Vote(ballot) => self.circuits.ballots[ballot as usize].decision.silence,
            _ => None,
        };
        RouteGate { gate: about, power, holders, alone, clock, expiry, silence }
    }
}

/// Of so many it is asked whether one suffices.
const FEW: usize = 16;

/// A gate that must open.
#[derive(Clone, Debug)]
pub struct Needed {
    /// The gate; a body is one.
    pub gate: Gate,
    /// Everybody who has a part in it.
    pub holders: ActorSet,
    /// Whether each opens it for itself alone.
    pub each: bool,
    /// Whether none of them opens it alone for all.
    pub together: bool,
}

/// The gates of a way each of which must open: neither an alternative nor a clock stands for them.
pub(super) fn needed(circuits: &mut Circuits<'_>, root: RootId) -> Vec<Needed> {
    let node = circuits.root(root).node;
    let goes_on = |it: CircuitNode| matches!(it, CircuitNode::All(..) | CircuitNode::Root(_, NONE));
    let parts = circuits.parts(node, goes_on);
    let gate = |part: NodeId| match circuits.node(part) {
        CircuitNode::Gate(gate) => Some((gate, false)),
        CircuitNode::Own(gate) => Some((gate, true)),
        CircuitNode::Not(_, gate) | CircuitNode::Root(_, gate) if gate != NONE => Some((gate, false)),
        _ => None,
    };
    let mut gates: Vec<(u32, bool)> = parts.into_iter().filter_map(gate).collect();
    // What each bearer judges for itself is no gate to the others, and what stops a promise only by another is none of its own.
    gates.retain(|it| {
        let def = &circuits.gates[it.0 as usize];
        !(matches!(def.test, Test::Bearers) || def.gate.reversed && matches!(def.test, Test::Nobody))
    });
    gates.sort_unstable();
    gates.dedup();
    let about = gates.into_iter().map(|(gate, own)| {
        let GateDef { gate, node, test, .. } = circuits.gates[gate as usize];
        let holders = circuits.players(node);
        // Where many have a part in it, one is not enough in any text that is known.
        let few = holders.len() <= FEW;
        let together = !few || !holders.iter().any(|it| circuits.opens_in(node, Obstruction::force(&[*it])));
        Needed { gate, holders, each: own || matches!(test, Test::Acts(_, Need::Each)), together }
    });
    about.collect()
}
