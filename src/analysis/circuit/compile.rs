//! Decisions, votes and the rules of bodies as formulas.

use super::electorate::sole_body;
use super::{Ballot, Circuits, GateDef, NONE, Need, Node, NodeId, Pending, RootId, Test};
use crate::analysis::gate::{Gate, GateKind, Holder, Power};
use crate::model::{
    ActorId, ActorKind, Actors, Body, Clock, Decided, Decision, Expiry, ExpiryKind, Limit, Period, Provision,
    ProvisionId, Term, Treaty, Vote, VoteKind,
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
        let node = self.push(Node::Gate(self.gates.len() as u32));
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
        self.link_bodies(set);
        self.gate(cx, kind, of.span, of.span, Test::Acts(set, need))
    }

    /// `decided by D`, `decided unless D`.
    pub(super) fn decided(&mut self, decided: &'m Decided<'m>, cx: Cx<'m>) -> NodeId {
        if decided.unless {
            // Without `otherwise`, and with every `otherwise` that is written, what was not stopped takes effect.
            let objection = self.votes(&decided.decision, cx);
            self.reverse(objection, cx.clause)
        } else {
            self.decision(&decided.decision, cx)
        }
    }

    /// A decision, with what the end of its clock means.
    pub(super) fn decision(&mut self, decision: &'m Decision<'m>, cx: Cx<'m>) -> NodeId {
        let clock = decision.clock.as_deref();
        let node = self.votes(decision, cx.by(clock, decision.expiry.as_ref()));
        if decision.meanwhile == Some(true) {
            return self.push(Node::Delay(node));
        }
        self.expire(node, clock, decision.expiry.as_ref(), cx)
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
            // A clock that never runs out opens nothing.
            ExpiryKind::Proceed if clock.is_some_and(runs) => return self.push(Node::Delay(node)),
            ExpiryKind::Lapses | ExpiryKind::Proceed => return node,
            ExpiryKind::Decision(decision) => self.decision(decision, Cx { round: cx.round.saturating_add(1), ..cx }),
            ExpiryKind::Provision(target) => self.active(*target, expiry.span, cx),
        };
        let mark = self.stack.len();
        self.stack.extend([node, other]);
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
                self.link_bodies(electors);
                let present = match decision.quorum {
                    Some((Threshold::Count(_), _)) => self.sets.declare(of, None, true),
                    _ => electors,
                };
                let including =
                    vote.including.as_deref().map(|it| self.sets.declare(it, vote.excluding.as_deref(), true));
                let chair = match decision.tie {
                    Some(Tie::Chair) => self.chair(cx.body.or_else(|| sole_body(self.treaty, of))),
                    _ => None,
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
                match body {
                    Some(body) if cx.body != Some(body) => self.convened(body, node),
                    _ => node,
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
        // A constitutional process binds its own state: whoever else bears the promise does not wait for it.
        if organ
            && act == Act::Approval
            && cx.provision.is_some_and(|it| self.binds_others(self.treaty.provision(it), of))
        {
            let node = self.act_of(of, kind, Need::Each, vote, cx);
            return match self.node(node) {
                Node::Gate(gate) => self.push(Node::Own(gate)),
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
        self.link_bodies(set);
        self.gate(cx, kind, vote.span, of.span, Test::Acts(set, need))
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
            // An office acts by itself, and so does an organization that has no members to ask: a court, a committee.
            if actor.kind == ActorKind::Office || organ && rules.members.is_none() && rules.rules.is_empty() {
                let set = self.sets.declare(of, None, false);
                return self.gate(inner, own, span, of.span, Test::Acts(set, Need::All));
            }
            return self.gate(inner, GateKind::Unknown, span, of.span, Test::Nobody);
        };
        let root = self.rule_root(body, rule as u32);
        self.links.push(root);
        let file = span.file(self.treaty.file);
        let gate = Gate { kind: own, file, clause: cx.clause, span, who: of.span, body: Some(body), reversed: false };
        let node = self.push(Node::Root(root, self.gates.len() as u32));
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
        self.pending.push(Pending::Rule { root, body, rule });
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
            let node = self.convened(body, node);
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
        let node = self.push(Node::Root(root, NONE));
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
        self.pending.push(Pending::Convening { root, body });
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

    fn both(&mut self, one: NodeId, other: NodeId) -> NodeId {
        let mark = self.stack.len();
        self.stack.extend([one, other]);
        self.join(mark, true)
    }

    /// A root hangs on the rules of the bodies that are members of a set: a body acts by its own rule there too.
    pub(super) fn link_bodies(&mut self, set: super::SetId) {
        // A set that depends on the case holds stand-ins, and they are states.
        if self.sets.varies(set) || !self.sets.has_bodies(set) {
            return;
        }
        let bodies: Vec<ActorId> = self.sets.known(set).to_vec();
        for actor in bodies {
            if let Some(rule) = general_rule(self.treaty, actor) {
                let root = self.rule_root(actor, rule as u32);
                self.links.push(root);
            }
        }
    }

    /// The rule by which a body that is a member of a set acts.
    pub(super) fn rule_of_member(&self, actor: ActorId) -> Option<RootId> {
        let rule = general_rule(self.treaty, actor)?;
        self.rules.get(&(actor, rule as u32)).copied()
    }

    fn chair(&mut self, body: Option<ActorId>) -> Option<super::SetId> {
        let body = self.treaty.actors[body?.0 as usize].body.as_deref()?;
        let chair = body.chair.as_ref()?;
        // Nobody knows who presides when the office goes round; the tie fails then.
        (!chair.rotating).then(|| self.sets.declare(&chair.who, None, false))
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
}

impl Need {
    pub(super) fn of(quantifier: Option<Quantifier>, silent: Self) -> Self {
        match quantifier {
            None | Some(Quantifier::Unread) => silent,
            Some(Quantifier::Each | Quantifier::All) => Self::All,
            Some(Quantifier::Any) => Self::Any,
            Some(Quantifier::Some(count)) => Self::Some(count),
        }
    }
}

/// Whether the text leaves open who is meant.
fn is_hole(of: &Actors<'_>) -> bool {
    !of.include.is_empty() && of.include.iter().all(|it| matches!(it, Term::Unknown))
}

/// Whether a clock comes to an end.
pub(super) fn runs(clock: &Clock<'_>) -> bool {
    !matches!(clock.limit, Limit::Within(Period::Indefinite))
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
