//! Occasions and conditions as formulas.

use super::compile::Cx;
use super::electorate::sole_body;
use super::standing::Part;
use super::{CircuitNode, Circuits, NONE, Need, NodeId, OPEN, RootId, SHUT, Test};
use crate::analysis::game::needed;
use crate::analysis::gate::GateKind;
use crate::model::{
    Actors, Condition, ConditionKind, Conditions, DetailKind, EventKind, InstrumentId, Occasion, OccasionKind,
    Occasions, Provision, ProvisionId, RefTarget, Treaty, TreatyStatus, UnitId, Until,
};
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind, Quantifier, State, Threshold};

impl<'m> Circuits<'m> {
    /// Occasions: any of some lists, all of which must have come.
    pub(super) fn occasions(&mut self, occasions: &'m Occasions<'m>, cx: Cx<'m>) -> NodeId {
        let mark = self.stack.len();
        for list in &occasions.any {
            let all = self.stack.len();
            for occasion in list {
                let node = self.occasion(occasion, cx);
                self.stack.push(node);
            }
            let node = self.join(all, true);
            self.stack.push(node);
        }
        if self.stack.len() == mark { OPEN } else { self.join(mark, false) }
    }

    /// One occasion.
    pub(super) fn occasion(&mut self, occasion: &'m Occasion<'m>, cx: Cx<'m>) -> NodeId {
        let node = self.comes(occasion, cx);
        self.note(Part::occasion(occasion), node)
    }

    fn comes(&mut self, occasion: &'m Occasion<'m>, cx: Cx<'m>) -> NodeId {
        let span = occasion.span;
        match &occasion.kind {
            OccasionKind::Unknown => self.gate(cx, GateKind::Unknown, span, span, Test::Nobody),
            OccasionKind::Words(_) => self.gate(cx, GateKind::Words, span, span, Test::Nobody),
            // Time passes by itself.
            OccasionKind::Instant(_) => OPEN,
            OccasionKind::Notice(request, by, _) => {
                let kind = if *request { GateKind::Request } else { GateKind::Notice };
                self.acts(cx, kind, by, None, Need::of(by.quantifier, Need::Any))
            }
            // What was signed is signed.
            OccasionKind::Signature(..) if self.is_signed(cx) => OPEN,
            OccasionKind::Signature(_, by) => self.all_of(by, GateKind::Signature, span, cx),
            OccasionKind::Ratification(_, by) => self.all_of(by, GateKind::Ratification, span, cx),
            OccasionKind::Decided(decision) => self.decision(decision, cx),
            OccasionKind::EntryIntoForce(None) => self.own_entry_into_force(cx),
            OccasionKind::EntryIntoForce(Some(target)) => self.state(*target, State::InForce, span, true, cx),
            OccasionKind::Phase(phase, target) => match phase {
                Phase::Start => self.active(*target, span, cx),
                Phase::Completion => self.state(*target, State::Fulfilled, span, true, cx),
                Phase::Breach => self.state(*target, State::Breached, span, true, cx),
                // An end comes by itself.
                Phase::End => OPEN,
            },
            OccasionKind::State(target, state) => self.state(*target, *state, span, true, cx),
            OccasionKind::Named(target) => self.active(*target, span, cx),
        }
    }

    /// Each of some sets acts; a quantifier rules its own set.
    fn all_of(&mut self, sets: &'m [Actors<'m>], kind: GateKind, span: Span, cx: Cx<'m>) -> NodeId {
        if sets.is_empty() {
            return self.everybody(kind, span, cx);
        }
        let mark = self.stack.len();
        for set in sets {
            let node = match set.quantifier {
                Some(Quantifier::Share(share)) => self.share_of(set, share, kind, cx),
                quantifier => self.acts(cx, kind, set, None, Need::of(quantifier, Need::All)),
            };
            self.stack.push(node);
        }
        self.join(mark, true)
    }

    /// A share of a set acts. Of whom nobody can say how many they are, nobody can say what a share comes to.
    fn share_of(&mut self, set: &'m Actors<'m>, share: Threshold, kind: GateKind, cx: Cx<'m>) -> NodeId {
        let found = self.treaty.resolve(set, None);
        if found.leaves_open() || self.treaty.depends_on_case(set) {
            return self.gate(cx, GateKind::Unknown, set.span, set.span, Test::Nobody);
        }
        let count = needed(share, found.actors.len() as u64);
        self.acts(cx, kind, set, None, Need::Some(count))
    }

    /// Whether the draft was signed, and not only a part of it that has clauses of its own.
    fn is_signed(&self, cx: Cx<'m>) -> bool {
        let own = cx.provision.map(|it| self.treaty.provision(it)).filter(|it| it.file == self.treaty.file);
        self.treaty.head.stage >= Some(TreatyStatus::Signed)
            && own.is_some_and(|it| self.treaty.part_of(it.unit).is_none())
    }

    /// All who sign.
    fn everybody(&mut self, kind: GateKind, span: Span, cx: Cx<'m>) -> NodeId {
        let set = self.sets.everybody();
        self.gate(cx, kind, span, span, Test::Acts(set, Need::All))
    }

    /// A trigger is open, a promise is live, another treaty is in force.
    pub(super) fn active(&mut self, target: RefTarget, span: Span, cx: Cx<'m>) -> NodeId {
        match target {
            RefTarget::Provision(id) => self.refer(RootId(id.0)),
            RefTarget::Instrument(id) => self.instrument(id, span, cx),
            RefTarget::Hole | RefTarget::Missing => self.gate(cx, GateKind::Unknown, span, span, Test::Nobody),
            // Nobody is named to say that it has come.
            RefTarget::Milestone(_) => self.gate(cx, GateKind::Milestone, span, span, Test::Nobody),
            RefTarget::Unit(unit) => self.part_opens(unit, span, cx),
            _ => OPEN,
        }
    }

    /// All triggers in a part of the text are open. Where it has none, nobody is named to say what has come.
    fn part_opens(&mut self, part: UnitId, span: Span, cx: Cx<'m>) -> NodeId {
        let triggers: Vec<_> = self.treaty.triggers_in(part).filter(|it| cx.provision != Some(*it)).collect();
        if triggers.is_empty() {
            return self.gate(cx, GateKind::Words, span, span, Test::Nobody);
        }
        let mark = self.stack.len();
        for trigger in triggers {
            let node = self.refer(RootId(trigger.0));
            self.stack.push(node);
        }
        self.join(mark, true)
    }

    /// Another root.
    pub(super) fn refer(&mut self, root: RootId) -> NodeId {
        self.links.push(root);
        self.push(CircuitNode::Root(root, NONE))
    }

    /// What state a thing is in. What nobody brings about is `given`: true for a condition, false for an exception.
    fn state(&mut self, target: RefTarget, state: State, span: Span, given: bool, cx: Cx<'m>) -> NodeId {
        match (target, state) {
            (RefTarget::Provision(_) | RefTarget::Unit(_), State::Breached) => self.breach(target, span, cx),
            (_, State::Breached | State::Expired) => given_node(given),
            (RefTarget::Provision(id), State::Fulfilled | State::Holds) => self.performance(id, span, cx),
            (RefTarget::Unit(unit), State::Fulfilled) => self.performance_of_unit(unit, span, cx),
            (
                RefTarget::Provision(_)
                | RefTarget::Instrument(_)
                | RefTarget::Milestone(_)
                | RefTarget::Hole
                | RefTarget::Missing,
                _,
            ) => self.active(target, span, cx),
            _ => given_node(given),
        }
    }

    /// A breach is found: by whoever makes the findings of what is verified, by who verifies it, or by each bearer for
    /// itself.
    fn breach(&mut self, target: RefTarget, span: Span, cx: Cx<'m>) -> NodeId {
        let treaty = self.treaty;
        let mark = self.stack.len();
        let breached: Vec<&Provision<'_>> = breakable(treaty, target).collect();
        let looks = |it: &&Provision<'_>| breached.iter().any(|breached| looks_after(treaty, it, breached));
        for verification in treaty.provisions.iter().filter(looks) {
            if let Some(node) = self.finding(verification, cx) {
                self.stack.push(node);
            }
        }
        if self.stack.len() == mark {
            return self.each_bearer(cx, GateKind::Finding, span);
        }
        self.join(mark, false)
    }

    /// Who verifies finds: by the decision that the text gives to findings, else each who verifies.
    pub(super) fn finding(&mut self, verification: &'m Provision<'m>, cx: Cx<'m>) -> Option<NodeId> {
        let cx = Cx { finding: true, matter: "findings", ..cx };
        let details = &verification.details;
        let decided = details.iter().find_map(|it| match &it.kind {
            DetailKind::FindingsBy(decision) => Some(decision),
            _ => None,
        });
        if let Some(decision) = decided {
            return Some(self.decision(decision, cx));
        }
        let by = details.iter().find_map(|it| match &it.kind {
            DetailKind::By(actors) => Some(actors),
            _ => None,
        })?;
        Some(match sole_body(self.treaty, by) {
            Some(body) => self.act_of_body(body, GateKind::Finding, by.span, by, cx),
            None => self.acts(cx, GateKind::Finding, by, None, Need::of(by.quantifier, Need::All)),
        })
    }

    /// A provision is live, and those whom it binds do as it says.
    pub(super) fn performance(&mut self, id: ProvisionId, span: Span, cx: Cx<'m>) -> NodeId {
        let treaty = self.treaty;
        let mark = self.stack.len();
        let live = self.refer(RootId(id.0));
        self.stack.push(live);
        for bearers in super::electorate::bearers(&treaty.provisions[id.0 as usize]) {
            let set = self.sets.declare(bearers, None, false);
            let node = self.acting(cx, GateKind::Performance, span, bearers.span, set, Need::All);
            self.stack.push(node);
        }
        self.join(mark, true)
    }

    /// All norms of an article are performed.
    pub(super) fn performance_of_unit(&mut self, unit: UnitId, span: Span, cx: Cx<'m>) -> NodeId {
        let treaty = self.treaty;
        let within = |it: &&Provision<'_>| it.kind.is_norm() && cx.provision != Some(it.id) && self.stands_in(it, unit);
        let norms: Vec<ProvisionId> = treaty.provisions.iter().filter(within).map(|it| it.id).collect();
        let mark = self.stack.len();
        for norm in norms {
            let node = self.performance(norm, span, cx);
            self.stack.push(node);
        }
        self.join(mark, true)
    }

    /// Whether a provision stands in an article.
    pub(super) fn stands_in(&self, provision: &Provision<'_>, unit: UnitId) -> bool {
        self.treaty.outward(provision.unit).any(|it| it == unit)
    }

    /// This draft is in force, or the part of it that a clause stands in.
    fn own_entry_into_force(&mut self, cx: Cx<'m>) -> NodeId {
        let mark = self.stack.len();
        let provision = cx.provision.map(|it| self.treaty.provision(it));
        for entry in self.treaty.entries_for(provision) {
            let node = self.refer(RootId(entry.0));
            self.stack.push(node);
        }
        self.join(mark, true)
    }

    /// Another treaty is in force: by its own clause, if it was read.
    fn instrument(&mut self, id: InstrumentId, span: Span, cx: Cx<'m>) -> NodeId {
        let treaty = self.treaty;
        let mark = self.stack.len();
        if let Some(read) = &treaty.instruments[id.0 as usize].read {
            if read.file == treaty.file {
                return self.own_entry_into_force(Cx { provision: None, ..cx });
            }
            let range = read.provisions.start as usize..read.provisions.end as usize;
            for provision in treaty.provisions[range].iter().filter(|it| it.kind == ProvisionKind::EntryIntoForce) {
                let node = self.refer(RootId(provision.id.0));
                self.stack.push(node);
            }
        }
        if self.stack.len() == mark {
            return self.gate(cx, GateKind::Instrument, span, span, Test::Nobody);
        }
        self.join(mark, true)
    }

    /// Conditions: any of some lists, all of which must hold.
    pub(super) fn conditions(&mut self, conditions: &'m Conditions<'m>, given: bool, cx: Cx<'m>) -> NodeId {
        let mark = self.stack.len();
        for list in &conditions.any {
            let all = self.stack.len();
            for condition in list {
                let node = self.condition(condition, given, cx);
                self.stack.push(node);
            }
            let node = self.join(all, true);
            self.stack.push(node);
        }
        if self.stack.len() == mark { given_node(given) } else { self.join(mark, false) }
    }

    fn condition(&mut self, condition: &'m Condition<'m>, given: bool, cx: Cx<'m>) -> NodeId {
        let node = self.holds(condition, given, cx);
        self.note(Part::condition(condition), node)
    }

    fn holds(&mut self, condition: &'m Condition<'m>, given: bool, cx: Cx<'m>) -> NodeId {
        if let Some(judge) = &condition.found_by {
            // Who is named to judge, judges the condition as it is written, `not` included.
            return self.decision(judge, Cx { finding: true, matter: "findings", ..cx });
        }
        let inner = given != condition.negated;
        let node = match &condition.kind {
            ConditionKind::Nested(nested) => self.conditions(nested, inner, cx),
            ConditionKind::Ratified(by) => self.all_of(by, GateKind::Ratification, condition.span, cx),
            ConditionKind::Decided(decision) => self.decision(decision, cx),
            ConditionKind::State(target, state, instrument) => {
                let target = instrument.map_or(*target, RefTarget::Instrument);
                self.state(target, *state, condition.span, inner, cx)
            }
            ConditionKind::Events(events) => {
                let span = condition.span;
                let breach = events.events.iter().find_map(|it| match it.kind {
                    EventKind::Phase(Phase::Breach, target) => Some(target),
                    _ => None,
                });
                let words = events.events.iter().any(|it| matches!(it.kind, EventKind::Words(_)));
                match breach {
                    Some(target) => self.state(target, State::Breached, span, inner, cx),
                    None if words => self.gate(cx, GateKind::Words, span, span, Test::Nobody),
                    None => given_node(inner),
                }
            }
        };
        if condition.negated { self.reverse(node, cx.clause) } else { node }
    }

    /// What ends a promise.
    fn until(&mut self, until: &'m Until<'m>, cx: Cx<'m>) -> NodeId {
        match until {
            Until::Decision(decision) | Until::Words(_, Some(decision)) => self.decision(decision, cx),
            Until::Words(_, None) => SHUT,
            Until::Occasion(occasion) => self.occasion(occasion, cx),
            Until::Any(ends) => self.first_end(ends, cx),
        }
    }

    /// What ends a promise: the first of several that comes.
    pub(super) fn first_end(&mut self, ends: impl IntoIterator<Item = &'m Until<'m>>, cx: Cx<'m>) -> NodeId {
        let mark = self.stack.len();
        for end in ends {
            let node = self.until(end, cx);
            self.stack.push(node);
        }
        self.join(mark, false)
    }
}

/// Whether somebody's act ends a promise, and not a day, another provision or words.
pub(super) fn ends_by_act(end: &Until<'_>) -> bool {
    match end {
        Until::Decision(_) | Until::Words(_, Some(_)) => true,
        Until::Occasion(it) => matches!(it.kind, OccasionKind::Notice(..) | OccasionKind::Decided(_)),
        Until::Words(_, None) | Until::Any(_) => false,
    }
}

/// What can be broken of a thing: a provision, what stands in an article.
pub(in crate::analysis) fn breakable<'t, 'm>(
    treaty: &'t Treaty<'m>,
    target: RefTarget,
) -> impl Iterator<Item = &'t Provision<'m>> {
    treaty.provisions.iter().filter(move |it| match target {
        RefTarget::Provision(id) => it.id == id,
        RefTarget::Unit(unit) => it.kind != ProvisionKind::Trigger && treaty.outward(it.unit).any(|at| at == unit),
        _ => false,
    })
}

/// Whether a verification looks after a provision, its article, or the whole text.
pub(in crate::analysis) fn looks_after(
    treaty: &Treaty<'_>,
    verification: &Provision<'_>,
    provision: &Provision<'_>,
) -> bool {
    if verification.kind != ProvisionKind::Verification || verification.file != provision.file {
        return false;
    }
    let covers = verification.details.iter().find_map(|detail| match &detail.kind {
        DetailKind::Covers(targets, _) => Some(targets),
        _ => None,
    });
    covers.is_none_or(|targets| {
        targets.iter().any(|it| match it.0 {
            RefTarget::Provision(id) => id == provision.id,
            RefTarget::Unit(unit) => treaty.outward(provision.unit).any(|it| it == unit),
            _ => false,
        })
    })
}

/// What nobody brings about.
fn given_node(given: bool) -> NodeId {
    if given { OPEN } else { SHUT }
}
