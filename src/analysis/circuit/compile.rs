//! Decisions, votes and the rules of bodies as formulas.

use rustc_hash::FxHashSet;

use super::electorate::sole_body;
use super::occasion::triggers_of;
use super::standing::Part;
use super::{
    Ballot, CastingVote, CircuitNode, Circuits, GateDef, NONE, Need, NodeId, PendingFormula, RootId, SetId, Test,
};
use crate::analysis::gate::{Gate, GateKind, Holder, Power};
use crate::model::{
    ActorId, ActorKind, Actors, Body, Clock, Decided, Decision, DetailKind, Expiry, ExpiryKind, Limit, Period,
    Provision, ProvisionId, SetTerm, Treaty, Vote, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Act, List, Quantifier, Threshold, Tie};

/// Where a formula stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cx<'m> {
    /// The clause.
    pub(super) clause: Span,
    /// The body whose rule it is.
    pub(super) body: Option<ActorId>,
    /// The provision it belongs to.
    pub(super) provision: Option<ProvisionId>,
    /// What is decided, where that is not what the root is about.
    pub(super) power: Option<Power>,
    /// What the deciders decide on, for a body with a rule for each matter.
    pub(super) matter: &'static str,
    /// Whether a say-so is a finding.
    pub(super) finding: bool,
    /// By when it must be opened.
    pub(super) clock: Option<&'m Clock<'m>>,
    /// What it means that the time is over.
    pub(super) expiry: Option<&'m Expiry<'m>>,
    /// How many clocks of the clause have run before: who votes again is free to vote otherwise.
    pub(super) round: u8,
}

impl<'m> Cx<'m> {
    /// A clause that stands by itself.
    pub(super) fn of(clause: Span) -> Self {
        Self {
            clause,
            body: None,
            provision: None,
            power: None,
            matter: "",
            finding: false,
            clock: None,
            expiry: None,
            round: 0,
        }
    }

    /// Another clause of the same provision or body.
    pub(super) fn at(self, clause: Span) -> Self {
        Self { clause, ..self }
    }

    /// With a clock, if there is one.
    pub(super) fn by(self, clock: Option<&'m Clock<'m>>, expiry: Option<&'m Expiry<'m>>) -> Self {
        if clock.is_none() && expiry.is_none() {
            return self;
        }
        Self { clock, expiry: expiry.or_else(|| clock.and_then(|it| it.expiry.as_ref())), ..self }
    }
}

impl<'m> Circuits<'m> {
    /// Adds a gate.
    pub(super) fn gate(&mut self, cx: Cx<'m>, kind: GateKind, span: Span, who: Span, test: Test) -> NodeId {
        let file = span.file(self.treaty.file);
        let gate = Gate { kind, file, clause: cx.clause, span, who, body: cx.body, reversed: false };
        let node = self.push(CircuitNode::Gate(self.gates.len() as u32));
        let Cx { clock, expiry, power, round, .. } = cx;
        self.gates.push(GateDef { gate, clock, expiry, power, round, test, node });
        node
    }

    /// A gate that certain actors open.
    pub(super) fn acts(
        &mut self,
        cx: Cx<'m>,
        kind: GateKind,
        of: &'m Actors<'m>,
        except: Option<&'m Actors<'m>>,
        need: Need,
    ) -> NodeId {
        if is_hole(of) {
            return self.gate(cx, GateKind::Unknown, of.span, of.span, Test::Nobody);
        }
        let set = self.sets.declare(of, except, false);
        let node = self.acting(cx, kind, of.span, of.span, set, need);
        self.commanded(node, kind, of, need == Need::All, cx)
    }

    /// What forces do that are sent, their commander lets them do: they alone, or each of them among others.
    fn commanded(&mut self, acts: NodeId, kind: GateKind, of: &'m Actors<'m>, all: bool, cx: Cx<'m>) -> NodeId {
        let treaty = self.treaty;
        let mut node = acts;
        for term in of.include.iter().filter(|_| all || of.include.len() == 1) {
            let SetTerm::Provision(id) = term else { continue };
            for detail in &treaty.provision(*id).details {
                if let DetailKind::Command(Some(commander), _) = &detail.kind {
                    let set = self.sets.declare(commander, None, false);
                    let commands = self.acting(cx, kind, of.span, commander.span, set, Need::All);
                    node = self.both(node, commands);
                }
            }
        }
        node
    }

    /// A gate that so many of a set open.
    pub(super) fn acting(
        &mut self,
        cx: Cx<'m>,
        kind: GateKind,
        span: Span,
        who: Span,
        set: SetId,
        need: Need,
    ) -> NodeId {
        let node = self.gate(cx, kind, span, who, Test::Acts(set, need));
        self.seat_bodies(node, &[set]);
        node
    }

    /// A gate of which each bearer of what hangs on it judges for itself.
    pub(super) fn each_bearer(&mut self, cx: Cx<'m>, kind: GateKind, span: Span) -> NodeId {
        let node = self.gate(cx, kind, span, span, Test::Bearers);
        match self.node(node) {
            CircuitNode::Gate(gate) => self.push(CircuitNode::Own(gate)),
            _ => node,
        }
    }

    /// `decided by D`, `decided unless D`.
    pub(super) fn decided(&mut self, decided: &'m Decided<'m>, cx: Cx<'m>) -> NodeId {
        let node = self.carried_or_not(decided, cx);
        self.note(Part::decided(decided), node)
    }

    fn carried_or_not(&mut self, decided: &'m Decided<'m>, cx: Cx<'m>) -> NodeId {
        if decided.unless {
            // What was not stopped takes effect, unless it is written that the matter is then over.
            let decision = &decided.decision;
            let lapses = decision.expiry().is_some_and(|it| matches!(it.kind, ExpiryKind::Lapses));
            if lapses && decision.meanwhile != Some(true) && decision.clock.as_deref().is_some_and(runs) {
                return super::SHUT;
            }
            // Who must wait without an end waits nobody knows how long.
            if decision.meanwhile == Some(false) && !decision.clock.as_deref().is_some_and(runs) {
                return self.gate(cx, GateKind::Unknown, decision.span, decision.span, Test::Nobody);
            }
            let objection = self.votes(&decided.decision, cx);
            self.reverse(objection, cx.clause)
        } else {
            self.decision(&decided.decision, cx)
        }
    }

    /// A decision, with what the end of its clock means.
    pub(super) fn decision(&mut self, decision: &'m Decision<'m>, cx: Cx<'m>) -> NodeId {
        let clock = decision.clock.as_deref();
        let node = self.votes(decision, cx.by(clock, decision.expiry()));
        if decision.meanwhile == Some(true) {
            if clock.is_some_and(runs) {
                return self.push(CircuitNode::Delay(node));
            }
            // It goes on until it is decided that it does not; a vote that fails decides nothing.
            let against = self.votes(decision, cx);
            let against = self.reverse(against, cx.clause);
            let mark = self.stack.len();
            self.stack.extend([node, against]);
            return self.join(mark, false);
        }
        self.expire(node, clock, decision.expiry(), cx)
    }

    /// What the end of a clock makes of a gate.
    pub(super) fn expire(
        &mut self,
        node: NodeId,
        clock: Option<&'m Clock<'m>>,
        expiry: Option<&'m Expiry<'m>>,
        cx: Cx<'m>,
    ) -> NodeId {
        let Some(expiry) = expiry.or_else(|| clock.and_then(|it| it.expiry.as_ref())) else { return node };
        let other = match &expiry.kind {
            // A clock that never runs out opens nothing, nor does one of which nobody can say when it has.
            ExpiryKind::Proceed => match clock.filter(|it| runs(it)) {
                Some(clock) => return self.delay(node, clock, cx),
                None => return node,
            },
            // Another provision answers, and this gate stays shut.
            ExpiryKind::Lapses | ExpiryKind::Provision(_) => return node,
            // Who decides next does so when the clock has run, if anybody can say when.
            ExpiryKind::Decision(_) if !clock.is_some_and(runs) => return node,
            ExpiryKind::Decision(decision) => self.decision(decision, Cx { round: cx.round.saturating_add(1), ..cx }),
        };
        self.either(node, other)
    }

    /// A gate that a clock opens, once what the clock counts from has come.
    fn delay(&mut self, node: NodeId, clock: &'m Clock<'m>, cx: Cx<'m>) -> NodeId {
        let delay = self.push(CircuitNode::Delay(node));
        let Some(anchor) = clock.anchor.as_deref() else { return delay };
        let begins = self.occasion(anchor, Cx { clock: None, expiry: None, ..cx });
        if begins == super::OPEN {
            return delay;
        }
        let runs_out = self.both(begins, delay);
        self.either(node, runs_out)
    }

    fn either(&mut self, one: NodeId, other: NodeId) -> NodeId {
        let mark = self.stack.len();
        self.stack.extend([one, other]);
        self.join(mark, false)
    }

    fn votes(&mut self, decision: &'m Decision<'m>, cx: Cx<'m>) -> NodeId {
        if decision.any.iter().all(List::is_empty) {
            return self.gate(cx, GateKind::Unknown, decision.span, decision.span, Test::Nobody);
        }
        let mark = self.stack.len();
        for votes in &decision.any {
            let all = self.stack.len();
            for vote in votes {
                let node = self.vote(vote, decision, cx);
                let node = self.note(Part::vote(vote), node);
                self.stack.push(node);
            }
            let node = self.join(all, true);
            self.stack.push(node);
        }
        self.join(mark, false)
    }

    fn vote(&mut self, vote: &'m Vote<'m>, decision: &'m Decision<'m>, cx: Cx<'m>) -> NodeId {
        let node = match &vote.kind {
            VoteKind::Unknown => return self.gate(cx, GateKind::Unknown, vote.span, vote.span, Test::Nobody),
            VoteKind::Words(_) => return self.gate(cx, GateKind::Words, vote.span, vote.span, Test::Nobody),
            VoteKind::Threshold { of, .. } if is_hole(of) => {
                return self.gate(cx, GateKind::Unknown, vote.span, of.span, Test::Nobody);
            }
            VoteKind::Automatic => return super::OPEN,
            VoteKind::Nested(inner) => return self.decision(inner, cx),
            VoteKind::Threshold { threshold, of, .. } => {
                let electors = self.sets.declare(of, vote.excluding.as_deref(), true);
                let present = match decision.quorum {
                    Some((Threshold::Count(_), _)) => self.sets.declare(of, None, true),
                    _ => electors,
                };
                let including =
                    vote.including.as_deref().map(|it| self.sets.declare(it, vote.excluding.as_deref(), true));
                let chair = match decision.tie {
                    Some(Tie::Chair) => self.chair(cx.body.or_else(|| sole_body(self.treaty, of))),
                    _ => CastingVote::Nobody,
                };
                self.ballots.push(Ballot {
                    electors,
                    present,
                    including,
                    threshold: *threshold,
                    base: vote.base,
                    weights: vote.weighted_by,
                    chair,
                    decision,
                });
                let test = Test::Vote(self.ballots.len() as u32 - 1);
                let body = sole_body(self.treaty, of);
                let kind = match body {
                    Some(body) if self.is_organ(body) => GateKind::Organ,
                    _ => GateKind::Vote,
                };
                let node = self.gate(Cx { body: body.or(cx.body), ..cx }, kind, vote.span, of.span, test);
                // A body objects where those carry it who obstruct.
                self.reversed |=
                    matches!(threshold, Threshold::Consensus { .. }) && !self.sets.bodies(electors).is_empty();
                self.seat_bodies(node, &[Some(electors), including].into_iter().flatten().collect::<Vec<_>>());
                match body {
                    Some(body) if cx.body != Some(body) => self.convened(body, node),
                    _ => self.commanded(node, kind, of, false, cx),
                }
            }
            VoteKind::Act { act, of, organ } => self.act(*act, of, organ.is_some(), vote, cx),
            VoteKind::By(of) => self.say_so(of, vote, cx),
        };
        let Some(applicants) = &vote.on_application_of else { return node };
        let request = self.acts(cx, GateKind::Request, applicants, None, Need::of(applicants.quantifier, Need::Any));
        self.both(request, node)
    }

    /// An act of certain actors: `consent of UKR`, `determination of UNSC`.
    fn act(&mut self, act: Act, of: &'m Actors<'m>, organ: bool, vote: &'m Vote<'m>, cx: Cx<'m>) -> NodeId {
        let kind = match act {
            Act::Request => GateKind::Request,
            Act::Consent => GateKind::Consent,
            Act::Approval => GateKind::Approval,
            Act::Determination if cx.finding => GateKind::Finding,
            Act::Determination => GateKind::Determination,
            Act::Recognition => GateKind::Recognition,
            Act::Recommendation => GateKind::Recommendation,
            Act::Agreement => GateKind::Agreement,
            Act::Performance => GateKind::Performance,
            Act::Finding => GateKind::Finding,
        };
        // A constitutional process binds its own state: whoever else bears the promise does not wait for it. Where the state
        // owes nothing, everybody waits.
        if organ
            && act == Act::Approval
            && let Some(provision) = cx.provision
            && self.binds_own_state(provision, of)
        {
            let node = self.act_of(of, kind, Need::Each, vote, cx);
            return match self.node(node) {
                CircuitNode::Gate(gate) => self.push(CircuitNode::Own(gate)),
                _ => super::OPEN,
            };
        }
        let cx = match act {
            Act::Finding => Cx { matter: "findings", ..cx },
            Act::Recommendation => Cx { matter: "recommendations", ..cx },
            _ => cx,
        };
        let need = match (act, of.quantifier) {
            // One request suffices.
            (Act::Request, None) => Need::Any,
            (Act::Determination | Act::Approval | Act::Finding, Some(Quantifier::Each)) => Need::Each,
            (_, quantifier) => Need::of(quantifier, Need::All),
        };
        self.act_of(of, kind, need, vote, cx)
    }

    /// `each of guarantors`, `any of guarantors`, `UNSC`.
    fn say_so(&mut self, of: &'m Actors<'m>, vote: &'m Vote<'m>, cx: Cx<'m>) -> NodeId {
        let kind = if cx.finding { GateKind::Finding } else { GateKind::Determination };
        let need = match of.quantifier {
            Some(Quantifier::Each) => Need::Each,
            quantifier => Need::of(quantifier, Need::All),
        };
        self.act_of(of, kind, need, vote, cx)
    }

    fn act_of(&mut self, of: &'m Actors<'m>, kind: GateKind, need: Need, vote: &'m Vote<'m>, cx: Cx<'m>) -> NodeId {
        if vote.excluding.is_none()
            && let Some(body) = sole_body(self.treaty, of)
        {
            return self.act_of_body(body, kind, vote.span, of, cx);
        }
        if is_hole(of) {
            return self.gate(cx, GateKind::Unknown, vote.span, of.span, Test::Nobody);
        }
        let set = self.sets.declare(of, vote.excluding.as_deref(), false);
        let node = self.acting(cx, kind, vote.span, of.span, set, need);
        self.commanded(node, kind, of, need == Need::All, cx)
    }

    /// An act of a body or organization is a decision by its own rule.
    pub(super) fn act_of_body(
        &mut self,
        body: ActorId,
        kind: GateKind,
        span: Span,
        of: &'m Actors<'m>,
        cx: Cx<'m>,
    ) -> NodeId {
        let actor = &self.treaty.actors[body.0 as usize];
        let organ = self.is_organ(body);
        let own = if organ { GateKind::Organ } else { kind };
        let inner = Cx { body: Some(body), ..cx };
        let Some(rules) = actor.body.as_deref() else {
            return self.acts(inner, own, of, None, Need::All);
        };
        let rule = rule_for(rules, cx.matter).filter(|rule| rules.rules[*rule].decision.is_some());
        let Some(rule) = rule else {
            if self.acts_itself(body) {
                let set = self.sets.declare(of, None, false);
                return self.gate(inner, own, span, of.span, Test::Acts(set, Need::All));
            }
            return self.gate(inner, GateKind::Unknown, span, of.span, Test::Nobody);
        };
        let root = self.rule_root(body, rule as u32);
        self.links.push(root);
        let file = span.file(self.treaty.file);
        let gate = Gate { kind: own, file, clause: cx.clause, span, who: of.span, body: Some(body), reversed: false };
        let node = self.push(CircuitNode::Root(root, self.gates.len() as u32));
        self.gates.push(GateDef {
            gate,
            clock: cx.clock,
            expiry: cx.expiry,
            power: cx.power,
            round: cx.round,
            test: Test::Nobody,
            node,
        });
        node
    }

    /// The root of a rule of a body; compiled later if it was not asked for before.
    pub(super) fn rule_root(&mut self, body: ActorId, rule: u32) -> RootId {
        if let Some(known) = self.rules.get(&(body, rule)) {
            return *known;
        }
        let actor = &self.treaty.actors[body.0 as usize];
        let site = actor.body.as_deref().map_or(actor.span, |it| it.rules[rule as usize].span);
        let root = self.begin(Holder::Body(body), Power::Deciding, site);
        self.roots[root.0 as usize].rule = true;
        self.rules.insert((body, rule), root);
        self.pending.push(PendingFormula::Rule { root, body, rule });
        root
    }

    /// Compiles a rule of a body: it meets, and it decides.
    pub(super) fn rule(&mut self, root: RootId, body: ActorId, rule: u32) {
        let links = self.links.len();
        let treaty = self.treaty;
        let actor = &treaty.actors[body.0 as usize];
        if let Some(matter) = actor.body.as_deref().and_then(|it| it.rules.get(rule as usize))
            && let Some(decision) = &matter.decision
        {
            let node = self.decision(decision, body_cx(body, matter.span));
            let node = self.quorate(body, decision, node);
            let node = self.convened(body, node);
            let node = self.funded(body, node);
            self.close(root, links, node);
        }
    }

    /// A body decides only if it meets.
    fn convened(&mut self, body: ActorId, decides: NodeId) -> NodeId {
        let meets = self.treaty.actors[body.0 as usize].body.as_deref().is_some_and(|it| it.convened_by.is_some());
        if !meets {
            return decides;
        }
        let root = self.convening_root(body);
        self.links.push(root);
        let node = self.push(CircuitNode::Root(root, NONE));
        self.both(node, decides)
    }

    /// The root of the convening of a body.
    pub(super) fn convening_root(&mut self, body: ActorId) -> RootId {
        if let Some(known) = self.convening.get(&body) {
            return *known;
        }
        let actor = &self.treaty.actors[body.0 as usize];
        let root = self.begin(Holder::Body(body), Power::Convening, actor.span);
        self.convening.insert(body, root);
        self.pending.push(PendingFormula::Convening { root, body });
        root
    }

    /// Compiles the convening of a body.
    pub(super) fn convene(&mut self, root: RootId, body: ActorId) {
        let links = self.links.len();
        let treaty = self.treaty;
        let actor = &treaty.actors[body.0 as usize];
        if let Some(decision) = actor.body.as_deref().and_then(|it| it.convened_by.as_ref()) {
            let cx = Cx { power: Some(Power::Convening), ..body_cx(body, decision.span) };
            let node = self.decision(decision, cx);
            self.close(root, links, node);
            self.roots[root.0 as usize].site = decision.span;
        }
    }

    /// A body whose rule counts nobody still needs those whom its quorum asks for.
    fn quorate(&mut self, body: ActorId, decision: &'m Decision<'m>, decides: NodeId) -> NodeId {
        let members = self.treaty.actors[body.0 as usize].body.as_deref().and_then(|it| it.members.as_ref());
        let (Some((_, span)), Some(members)) = (decision.quorum.filter(|_| !decision.counts()), members) else {
            return decides;
        };
        let electors = self.sets.declare(members, None, false);
        let (threshold, chair) = (Threshold::Count(0), CastingVote::Nobody);
        let (including, base, weights) = (None, crate::model::ShareBase::Members, None);
        self.ballots.push(Ballot { electors, present: electors, including, threshold, base, weights, chair, decision });
        let test = Test::Vote(self.ballots.len() as u32 - 1);
        let there = self.gate(body_cx(body, decision.span), GateKind::Vote, span, members.span, test);
        self.seat_bodies(there, &[electors]);
        self.both(there, decides)
    }

    /// A body for which nobody pays does not act.
    fn funded(&mut self, body: ActorId, decides: NodeId) -> NodeId {
        if self.treaty.actors[body.0 as usize].body.as_deref().is_none_or(|it| it.funded_by.is_none()) {
            return decides;
        }
        let root = self.funding_root(body);
        self.links.push(root);
        let node = self.push(CircuitNode::Root(root, NONE));
        self.both(node, decides)
    }

    /// The root of what pays for a body.
    pub(super) fn funding_root(&mut self, body: ActorId) -> RootId {
        if let Some(known) = self.funding.get(&body) {
            return *known;
        }
        let span = self.treaty.actors[body.0 as usize].span;
        let root = self.begin(Holder::Body(body), Power::Funding, span);
        self.funding.insert(body, root);
        self.pending.push(PendingFormula::Funding { root, body });
        root
    }

    /// Compiles what pays for a body.
    pub(super) fn fund(&mut self, root: RootId, body: ActorId) {
        let links = self.links.len();
        let treaty = self.treaty;
        if let Some(decision) = treaty.actors[body.0 as usize].body.as_deref().and_then(|it| it.funded_by.as_ref()) {
            let cx = Cx { power: Some(Power::Funding), ..body_cx(body, decision.span) };
            let node = self.payment(decision, cx);
            self.close(root, links, node);
            self.roots[root.0 as usize].site = decision.span;
        }
    }

    /// Who pays: each of those who are named, or a decision.
    pub(super) fn payment(&mut self, decision: &'m Decision<'m>, cx: Cx<'m>) -> NodeId {
        if let [votes] = &decision.any[..]
            && let [Vote { kind: VoteKind::By(of), .. }] = &votes[..]
            && sole_body(self.treaty, of).is_none()
        {
            let need = Need::of(of.quantifier, Need::All);
            let node = self.acts(cx, GateKind::Payment, of, None, need);
            return self.expire(node, decision.clock.as_deref(), decision.expiry(), cx);
        }
        self.decision(decision, cx)
    }

    pub(super) fn both(&mut self, one: NodeId, other: NodeId) -> NodeId {
        let mark = self.stack.len();
        self.stack.extend([one, other]);
        self.join(mark, true)
    }

    /// The bodies that have a part in a gate act by their own rules there too, and the root hangs on these.
    fn seat_bodies(&mut self, node: NodeId, sets: &[SetId]) {
        let CircuitNode::Gate(at) = self.node(node) else { return };
        let mut bodies: Vec<ActorId> = sets.iter().flat_map(|it| self.sets.bodies(*it)).collect();
        bodies.sort_unstable();
        bodies.dedup();
        for body in bodies {
            let Some(rule) = general_rule(self.treaty, body) else { continue };
            let root = self.rule_root(body, rule as u32);
            self.links.push(root);
            let def = self.gates[at as usize];
            let kind = if self.is_organ(body) { GateKind::Organ } else { def.gate.kind };
            let gate = Gate { kind, body: Some(body), ..def.gate };
            let seat = self.push(CircuitNode::Root(root, self.gates.len() as u32));
            self.gates.push(GateDef { gate, test: Test::Nobody, node: seat, ..def });
            self.seats.entry(at).or_default().push((body, seat));
        }
    }

    /// Whether a body without a rule acts by itself: an office, or an organization that has no members to ask.
    pub(super) fn acts_itself(&self, body: ActorId) -> bool {
        let actor = &self.treaty.actors[body.0 as usize];
        actor.body.as_deref().is_none_or(|rules| {
            actor.kind == ActorKind::Office || self.is_organ(body) && rules.members.is_none() && rules.rules.is_empty()
        })
    }

    /// The rule by which a body that is a member of a set acts.
    pub(super) fn rule_of_member(&self, actor: ActorId) -> Option<RootId> {
        let rule = general_rule(self.treaty, actor)?;
        self.rules.get(&(actor, rule as u32)).copied()
    }

    fn chair(&mut self, body: Option<ActorId>) -> CastingVote {
        let body = body.and_then(|it| self.treaty.actors[it.0 as usize].body.as_deref());
        match body.and_then(|it| it.chair.as_ref()) {
            None => CastingVote::Nobody,
            // Nobody knows who presides when the office goes round, or where words say it.
            Some(chair) if chair.rotating || chair.who.include.is_empty() || is_hole(&chair.who) => {
                CastingVote::Unknown
            }
            Some(chair) => CastingVote::Is(self.sets.declare(&chair.who, None, false)),
        }
    }

    /// Whether a body or organization is none that the text itself sets up.
    pub(in crate::analysis) fn is_organ(&self, body: ActorId) -> bool {
        let actor = &self.treaty.actors[body.0 as usize];
        // A body that the draft names without saying how it decides has its rule from elsewhere.
        let decided_elsewhere = |rules: &Body<'_>| {
            let own = self.treaty.file;
            let file = |it: &Decision<'_>| it.span.file(own);
            rules.rules.iter().any(|it| it.decision.as_ref().is_some_and(|it| file(it) != actor.file))
        };
        actor.prelude
            || actor.file != self.treaty.file
            || actor.kind == ActorKind::Organization && actor.unit.is_none()
            || actor.body.as_deref().is_some_and(decided_elsewhere)
    }

    /// Whether a provision binds somebody besides these.
    pub(in crate::analysis) fn binds_others(&self, provision: &Provision<'_>, these: &Actors<'_>) -> bool {
        let these = self.treaty.members(these, None);
        super::electorate::bearers(provision)
            .any(|it| self.treaty.members(it, None).iter().any(|actor| these.binary_search(actor).is_err()))
    }

    /// Whether these owe something under a provision, or under what a trigger opens, and so do others.
    fn binds_own_state(&mut self, provision: ProvisionId, these: &Actors<'m>) -> bool {
        let bound = self.bound(provision);
        let these = self.treaty.members(these, None);
        these.iter().all(|it| bound.contains(it)) && bound.iter().any(|it| these.binary_search(it).is_err())
    }

    /// Who owes something under a provision, or under what a trigger opens.
    fn bound(&mut self, provision: ProvisionId) -> Vec<ActorId> {
        let treaty = self.treaty;
        let opened = self.opened.get_or_insert_with(|| {
            let mut opened = vec![Vec::new(); treaty.provisions.len()];
            for provision in &treaty.provisions {
                triggers_of(provision, &mut |trigger| opened[trigger.0 as usize].push(provision.id));
            }
            opened
        });
        let mut seen = FxHashSet::from_iter([provision]);
        let mut path = vec![provision];
        let mut bound = Vec::new();
        while let Some(at) = path.pop() {
            let bearers = super::electorate::bearers(treaty.provision(at));
            bound.extend(bearers.flat_map(|it| treaty.members(it, None)));
            path.extend(opened[at.0 as usize].iter().copied().filter(|it| seen.insert(*it)));
        }
        bound
    }
}

impl Need {
    pub(super) fn of(quantifier: Option<Quantifier>, silent: Self) -> Self {
        match quantifier {
            None | Some(Quantifier::Unread | Quantifier::Share(_)) => silent,
            Some(Quantifier::Each | Quantifier::All) => Self::All,
            Some(Quantifier::Any) => Self::Any,
            Some(Quantifier::Some(count)) => Self::Some(count),
        }
    }
}

/// Whether the text leaves open who is meant.
fn is_hole(of: &Actors<'_>) -> bool {
    !of.include.is_empty() && of.include.iter().all(|it| matches!(it, SetTerm::Unknown))
}

/// Whether somebody can say when a clock has run.
pub(in crate::analysis) fn runs(clock: &Clock<'_>) -> bool {
    clock.softened.is_none()
        && matches!(clock.limit, Limit::Within(Period::Of { approximate: false, .. }) | Limit::Instant(_))
}

/// The rule of a body for a matter: its own, or the one for every other matter, or the only one there is.
pub(in crate::analysis) fn rule_for(body: &Body<'_>, matter: &str) -> Option<usize> {
    let rules = &body.rules;
    rules
        .iter()
        .position(|it| !matter.is_empty() && it.matters.contains(&matter))
        .or_else(|| rules.iter().position(|it| it.matters.is_empty()))
        .or_else(|| (rules.len() == 1).then_some(0))
}

/// The rule of a body for every matter that has none of its own.
pub(super) fn general_rule(treaty: &Treaty<'_>, body: ActorId) -> Option<usize> {
    let body = treaty.actors[body.0 as usize].body.as_deref()?;
    rule_for(body, "").filter(|rule| body.rules[*rule].decision.is_some())
}

fn body_cx<'m>(body: ActorId, clause: Span) -> Cx<'m> {
    Cx { body: Some(body), ..Cx::of(clause) }
}
