//! What must come before what: provisions, milestones, instruments, bodies; and where that runs in a circle.

mod graph;

use rustc_hash::FxHashMap;

use super::circuit::bearers;
use crate::model::{
    ActorId, Actors, Body, Clock, Condition, ConditionKind, Conditions, Decision, DetailKind, EventKind, Expiry,
    ExpiryKind, GateKind, InstrumentId, Occasion, OccasionKind, Occasions, Provision, ProvisionId, RefTarget,
    StepOrder, Timing, Treaty, UnitId, VoteKind,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Act, Phase, ProvisionKind, State};
use graph::Graph;

/// Why one thing waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// `upon X`
    Upon,
    /// `if X in force`, `if X fulfilled`
    Condition,
    /// `subject to performance of X`
    Performance,
    /// A body that waits for another.
    Decision,
    /// `A before B`, `B requires A`
    Order,
    /// A treaty by its clause on entry into force.
    EntryIntoForce,
    /// A clock that counts from it, a start.
    Start,
    /// An article and what stands in it, an actor and what it owes.
    Part,
}

/// One thing waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WaitEdge {
    /// What waits.
    pub from: RefTarget,
    /// What it waits for.
    pub to: RefTarget,
    /// Why.
    pub kind: EdgeKind,
    /// The text.
    pub file: FileId,
    /// Where that is said.
    pub span: Span,
}

/// A circle of things each of which waits for the next; the last waits for the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Its edges in order. It begins with what stands first in the text.
    pub edges: Vec<WaitEdge>,
}

/// The circles of preconditions of a draft: for each knot of things that wait for each other, the shortest circle through
/// the one that stands first in the text.
pub(super) fn cycles(treaty: &Treaty<'_>) -> Vec<Cycle> {
    let mut waiting = Waiting::new(treaty);
    for provision in &treaty.provisions {
        waiting.provision(provision);
    }
    waiting.instruments();
    waiting.steps();
    waiting.performances();
    waiting.bodies();
    waiting.graph.cycles()
}

/// A thing that waits or is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Thing {
    Provision(ProvisionId),
    Instrument(InstrumentId),
    Milestone(u32),
    /// What an actor owes.
    Performance(ActorId),
    /// What a body decides.
    Body(ActorId),
    /// The beginning of an article, and its end.
    Begin(UnitId),
    Done(UnitId),
}

impl Thing {
    fn target(self) -> RefTarget {
        match self {
            Self::Provision(id) => RefTarget::Provision(id),
            Self::Instrument(id) => RefTarget::Instrument(id),
            Self::Milestone(at) => RefTarget::Milestone(at),
            Self::Performance(id) | Self::Body(id) => RefTarget::Actor(id),
            Self::Begin(id) | Self::Done(id) => RefTarget::Unit(id),
        }
    }
}

/// The graph while it is made.
struct Waiting<'t, 'm> {
    treaty: &'t Treaty<'m>,
    graph: Graph,
    /// Numbers of things that are no provisions.
    others: FxHashMap<Thing, u32>,
    /// The draft's own clauses on entry into force.
    /// Provisions that wait for the performance of actors, with the places where they say so.
    performing: Vec<(ProvisionId, Vec<ActorId>)>,
}

impl<'t, 'm> Waiting<'t, 'm> {
    fn new(treaty: &'t Treaty<'m>) -> Self {
        let mut graph = Graph::default();
        for provision in &treaty.provisions {
            graph.thing(RefTarget::Provision(provision.id));
        }
        Self { treaty, graph, others: FxHashMap::default(), performing: Vec::new() }
    }

    fn number(&mut self, thing: Thing) -> u32 {
        match thing {
            Thing::Provision(id) => id.0,
            _ => *self.others.entry(thing).or_insert_with(|| self.graph.thing(thing.target())),
        }
    }

    fn edge(&mut self, from: Thing, to: Thing, kind: EdgeKind, file: FileId, span: Span) {
        let (from, to) = (self.number(from), self.number(to));
        self.graph.edge(from, to, kind, file, span);
    }

    /// One thing waits until another has come about.
    fn wait(&mut self, from: Thing, to: RefTarget, kind: EdgeKind, file: FileId, span: Span) {
        let to = match to {
            RefTarget::Provision(id) => Thing::Provision(id),
            RefTarget::Instrument(id) => Thing::Instrument(id),
            RefTarget::Milestone(at) => Thing::Milestone(at),
            RefTarget::Unit(id) => Thing::Done(id),
            _ => return,
        };
        self.edge(from, to, kind, file, span);
    }

    fn in_force(&mut self, from: Thing, file: FileId, span: Span) {
        let provision = match from {
            Thing::Provision(id) => Some(self.treaty.provision(id)),
            _ => None,
        };
        for entry in self.treaty.entries_for(provision) {
            self.edge(from, Thing::Provision(entry), EdgeKind::EntryIntoForce, file, span);
        }
    }

    fn provision(&mut self, provision: &Provision<'m>) {
        let from = Thing::Provision(provision.id);
        let file = provision.file;
        for occasions in &provision.upon {
            self.occasions(from, occasions, file);
        }
        for events in &provision.events {
            for event in &events.events {
                if let EventKind::Phase(Phase::Start | Phase::Completion, target) = event.kind {
                    self.wait(from, target, EdgeKind::Upon, file, event.span);
                }
            }
        }
        for gate in &provision.gates {
            match &gate.kind {
                GateKind::Decision(decision) => self.decision(provision, decision),
                GateKind::If(conditions) => self.conditions(provision, conditions, false),
                // An exception to what has not come is a condition that it comes.
                GateKind::Unless(conditions) | GateKind::PresumedUnless(conditions) => {
                    self.conditions(provision, conditions, true);
                }
                GateKind::Upon(occasions) => self.occasions(from, occasions, file),
                _ => {}
            }
            self.clock(from, gate.clock.as_deref(), file);
        }
        if let Some(decided) = &provision.decided {
            self.decision(provision, &decided.decision);
        }
        self.clock(from, provision.clock.as_deref().map(|it| &**it), file);
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => self.occasions(from, occasions, file),
                DetailKind::Starting(occasion) => self.occasion(from, occasion, EdgeKind::Start, file),
                DetailKind::AuthorisedBy(decision) => self.decision(provision, decision),
                _ => {}
            }
        }
    }

    fn occasions(&mut self, from: Thing, occasions: &Occasions<'m>, file: FileId) {
        // An alternative is no precondition: who waits for one may still go by the other.
        if let [all] = &occasions.any[..] {
            for occasion in all {
                self.occasion(from, occasion, EdgeKind::Upon, file);
            }
        }
    }

    fn occasion(&mut self, from: Thing, occasion: &Occasion<'m>, kind: EdgeKind, file: FileId) {
        match occasion.kind {
            OccasionKind::Decided(ref decision) => {
                if let Thing::Provision(id) = from {
                    self.decision(self.treaty.provision(id), decision);
                }
            }
            OccasionKind::EntryIntoForce(None) => self.in_force(from, file, occasion.span),
            OccasionKind::EntryIntoForce(Some(target))
            | OccasionKind::Phase(Phase::Start | Phase::Completion, target)
            | OccasionKind::Named(target)
            | OccasionKind::State(target, State::InForce | State::Triggered | State::Fulfilled | State::Holds) => {
                self.wait(from, target, kind, file, occasion.span);
            }
            _ => {}
        }
    }

    fn clock(&mut self, from: Thing, clock: Option<&Clock<'m>>, file: FileId) {
        if let Some(anchor) = clock.and_then(|it| it.anchor.as_deref()) {
            self.occasion(from, anchor, EdgeKind::Start, file);
        }
    }

    /// Conditions that must hold, or, reversed, that must not.
    fn conditions(&mut self, provision: &Provision<'m>, conditions: &Conditions<'m>, reversed: bool) {
        let alternatives =
            if reversed { conditions.any.iter().any(|it| it.len() > 1) } else { conditions.any.len() > 1 };
        if alternatives {
            return;
        }
        for condition in conditions.any.iter().flatten().filter(|it| it.found_by.is_none()) {
            self.condition(provision, condition, reversed != condition.negated);
        }
    }

    fn condition(&mut self, provision: &Provision<'m>, condition: &Condition<'m>, reversed: bool) {
        match &condition.kind {
            ConditionKind::Nested(inner) => self.conditions(provision, inner, reversed),
            // What must not come is waited for by nobody.
            _ if reversed => {}
            ConditionKind::Decided(decision) => self.decision(provision, decision),
            ConditionKind::State(target, state, instrument) => {
                let waits = matches!(state, State::InForce | State::Triggered | State::Fulfilled | State::Holds);
                if waits {
                    let target = instrument.map_or(*target, RefTarget::Instrument);
                    let from = Thing::Provision(provision.id);
                    self.wait(from, target, EdgeKind::Condition, provision.file, condition.span);
                }
            }
            _ => {}
        }
    }

    fn decision(&mut self, provision: &Provision<'m>, decision: &Decision<'m>) {
        let from = Thing::Provision(provision.id);
        self.clock(from, decision.clock.as_deref(), provision.file);
        // A gate that its clock opens, or that another way goes around, holds nothing up for good.
        if decision.any.len() > 1 || goes_on(decision.expiry()) {
            return;
        }
        for vote in decision.any.iter().flatten() {
            match &vote.kind {
                VoteKind::Nested(inner) => self.decision(provision, inner),
                VoteKind::Act { act: Act::Performance, of, .. } => self.performance(provision, of, vote.span),
                _ => {}
            }
        }
    }

    fn performance(&mut self, provision: &Provision<'m>, of: &Actors<'m>, span: Span) {
        let actors = self.treaty.members(of, None);
        for actor in &actors {
            let (from, to) = (Thing::Provision(provision.id), Thing::Performance(*actor));
            self.edge(from, to, EdgeKind::Performance, provision.file, span);
        }
        self.performing.push((provision.id, actors));
    }

    /// What an actor owes waits for what its duties wait for; but a duty of many does not wait for its own performance.
    fn performances(&mut self) {
        for (id, waited_for) in std::mem::take(&mut self.performing) {
            let provision = &self.treaty.provisions[id.0 as usize];
            let mut bound: Vec<ActorId> = bearers(provision).flat_map(|it| self.treaty.members(it, None)).collect();
            bound.sort_unstable();
            bound.dedup();
            for actor in bound {
                let from = Thing::Performance(actor);
                if !waited_for.contains(&actor) && self.others.contains_key(&from) {
                    self.edge(from, Thing::Provision(id), EdgeKind::Part, provision.file, provision.head);
                }
            }
        }
    }

    /// Another treaty waits for what its clause on entry into force waits for.
    fn instruments(&mut self) {
        for (at, instrument) in self.treaty.instruments.iter().enumerate() {
            let Some(read) = &instrument.read else { continue };
            let from = Thing::Instrument(InstrumentId(at as u32));
            if read.file == self.treaty.file {
                self.in_force(from, instrument.file, instrument.span);
                continue;
            }
            let range = read.provisions.start as usize..read.provisions.end as usize;
            let entries = self.treaty.provisions[range].iter().filter(|it| it.kind == ProvisionKind::EntryIntoForce);
            for entry in entries {
                self.edge(from, Thing::Provision(entry.id), EdgeKind::EntryIntoForce, entry.file, entry.head);
            }
        }
    }

    fn steps(&mut self) {
        let mut ordered = false;
        for step in &self.treaty.steps {
            if let (StepOrder::Before | StepOrder::Requires, Some(second)) = (step.order, step.second) {
                ordered |= matches!(step.first, RefTarget::Unit(_)) || matches!(second, RefTarget::Unit(_));
                let from = match second {
                    RefTarget::Provision(id) => Thing::Provision(id),
                    RefTarget::Instrument(id) => Thing::Instrument(id),
                    RefTarget::Milestone(at) => Thing::Milestone(at),
                    RefTarget::Unit(id) => Thing::Begin(id),
                    _ => continue,
                };
                self.wait(from, step.first, EdgeKind::Order, step.file, step.span);
            }
        }
        if ordered {
            self.units();
        }
    }

    /// Where articles are put in order, what stands in them begins with them and ends with them.
    fn units(&mut self) {
        for provision in &self.treaty.provisions {
            for id in self.treaty.outward(provision.unit) {
                let (begin, done, this) = (Thing::Begin(id), Thing::Done(id), Thing::Provision(provision.id));
                if self.others.contains_key(&begin) {
                    self.edge(this, begin, EdgeKind::Part, provision.file, provision.head);
                }
                if self.others.contains_key(&done) {
                    self.edge(done, this, EdgeKind::Part, provision.file, provision.head);
                }
            }
        }
    }

    /// A body that decides by the say-so of another waits for it.
    fn bodies(&mut self) {
        for (at, actor) in self.treaty.actors.iter().enumerate() {
            let Some(body) = actor.body.as_deref().filter(|_| !actor.prelude) else { continue };
            for decision in decisions(body) {
                let mut of = Vec::new();
                sayers(self.treaty, decision, &mut of);
                for (to, span) in of {
                    let (from, to) = (Thing::Body(ActorId(at as u32)), Thing::Body(to));
                    self.edge(from, to, EdgeKind::Decision, span.file(self.treaty.file), span);
                }
            }
        }
    }
}

fn goes_on(expiry: Option<&Expiry<'_>>) -> bool {
    // Another provision answers in its own name, and opens nothing here.
    expiry.is_some_and(|it| matches!(it.kind, ExpiryKind::Proceed | ExpiryKind::Decision(_)))
}

fn decisions<'b, 'm>(body: &'b Body<'m>) -> impl Iterator<Item = &'b Decision<'m>> {
    body.convened_by.iter().chain(body.rules.iter().filter_map(|it| it.decision.as_ref()))
}

/// The bodies without whose say-so a decision can't be taken.
fn sayers(treaty: &Treaty<'_>, decision: &Decision<'_>, found: &mut Vec<(ActorId, Span)>) {
    if decision.any.len() > 1 || goes_on(decision.expiry()) {
        return;
    }
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Nested(inner) => sayers(treaty, inner, found),
            VoteKind::Act { of, .. } | VoteKind::By(of) => {
                if let Some(body) = super::circuit::sole_body(treaty, of) {
                    found.push((body, vote.span));
                }
            }
            _ => {}
        }
    }
}
