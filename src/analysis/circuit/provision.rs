//! Provisions and bodies as roots: what must come before a promise, and the powers that its clauses give.

use rustc_hash::{FxHashMap, FxHashSet};

use super::compile::Cx;
use super::electorate::sole_body;
use super::formula::ends_by_act;
use super::occasion::is_determined;
use super::standing::Part;
use super::{CircuitNode, Circuits, Need, NodeId, RootId, Test};
use crate::analysis::gate::{GateKind, Holder, Power};
use crate::model::{
    ActorId, Body, Clock, Decision, DetailKind, Expiry, ExpiryKind, Gate as Clause, GateKind as ClauseKind, Object,
    OrderedStep, Provision, ProvisionId, RefTarget, Renewal, RenewalKind, Sentence, StepOrder, Timing, Treaty, Until,
    VoteKind,
    vocabulary::{VerbClass, verb},
};
use crate::source::Span;
use crate::syntax::ast::{Act, Mode, ProvisionKind};

/// What is decided where a provision becomes live.
pub(super) fn power(kind: ProvisionKind) -> Power {
    match kind {
        ProvisionKind::EntryIntoForce | ProvisionKind::ProvisionalApplication => Power::EntryIntoForce,
        ProvisionKind::Accession => Power::Accession,
        ProvisionKind::Renewal => Power::Renewal,
        ProvisionKind::Suspension => Power::Suspension,
        ProvisionKind::Amendment => Power::Amendment,
        ProvisionKind::Forfeiture => Power::Forfeiture,
        _ => Power::Activation,
    }
}

/// In what matter a body decides that decides on a provision.
pub(in crate::analysis) fn matter(kind: ProvisionKind) -> &'static str {
    match kind {
        // What opens a promise of help is the gravest of breaches.
        ProvisionKind::Trigger | ProvisionKind::Rung | ProvisionKind::Sanctions => "serious-breach",
        ProvisionKind::Renewal => "renewal",
        ProvisionKind::Amendment => "amendments",
        _ => "",
    }
}

/// The provisions that answer where a clock has run: `otherwise talks`.
pub(super) fn answering(treaty: &Treaty<'_>) -> FxHashSet<ProvisionId> {
    let mut found = FxHashSet::default();
    for provision in &treaty.provisions {
        for gate in &provision.gates {
            of_clock(gate.clock.as_deref(), None, &mut found);
            if let ClauseKind::Decision(decision) = &gate.kind {
                of_decision(decision, &mut found);
            }
        }
        if let Some(decided) = &provision.decided {
            of_decision(&decided.decision, &mut found);
        }
    }
    found
}

fn of_decision(decision: &Decision<'_>, found: &mut FxHashSet<ProvisionId>) {
    of_clock(decision.clock.as_deref(), decision.own_expiry.as_ref(), found);
    for vote in decision.any.iter().flatten() {
        if let VoteKind::Nested(inner) = &vote.kind {
            of_decision(inner, found);
        }
    }
}

fn of_clock(clock: Option<&Clock<'_>>, expiry: Option<&Expiry<'_>>, found: &mut FxHashSet<ProvisionId>) {
    let Some(clock) = clock else { return };
    match expiry.or(clock.expiry.as_ref()).map(|it| &it.kind) {
        Some(ExpiryKind::Provision(RefTarget::Provision(id))) if super::compile::runs(clock) => drop(found.insert(*id)),
        Some(ExpiryKind::Decision(decision)) => of_decision(decision, found),
        _ => {}
    }
}

/// The provisions whose breach or finding leads to another.
pub(super) fn led_by(treaty: &Treaty<'_>) -> FxHashMap<ProvisionId, Vec<ProvisionId>> {
    let mut found: FxHashMap<ProvisionId, Vec<ProvisionId>> = FxHashMap::default();
    for provision in &treaty.provisions {
        for detail in &provision.details {
            if let DetailKind::BreachLeadsTo(RefTarget::Provision(id))
            | DetailKind::FindingLeadsTo(RefTarget::Provision(id)) = detail.kind
            {
                found.entry(id).or_default().push(provision.id);
            }
        }
    }
    found.values_mut().for_each(Vec::dedup);
    found
}

impl<'m> Circuits<'m> {
    /// Compiles a provision and the powers that its clauses give.
    pub(super) fn provision(&mut self, provision: &'m Provision<'m>) {
        let kind = provision.kind;
        let cx = Cx { provision: Some(provision.id), matter: matter(kind), ..Cx::of(provision.head) };
        let links = self.links.len();
        let mark = self.stack.len();
        for occasions in &provision.upon {
            let node = self.occasions(occasions, cx.at(occasions.span));
            // What another gate leaves to this provision has its occasion when that gate's clock has run.
            let node = if self.answering.contains(&provision.id) { self.push(CircuitNode::Delay(node)) } else { node };
            self.stack.push(node);
        }
        for gate in &provision.gates {
            let node = self.clause(gate, kind, cx.at(gate.span));
            self.stack.push(node);
        }
        if let Some(decided) = &provision.decided {
            let node = self.decided(decided, cx.at(decided.span));
            self.stack.push(node);
        }
        if matches!(kind, ProvisionKind::Trigger | ProvisionKind::Rung) {
            self.judgement(provision, cx);
        }
        self.led_to(provision, cx);
        self.steps_before(provision, cx);
        for sentence in &provision.sentences {
            // Together or not at all: who does not act frees everybody.
            if sentence.mode == Some(Mode::Collective)
                && let Some(bearer) = &sentence.bearer
            {
                let node = self.acts(cx.at(sentence.span), GateKind::Collective, bearer, None, Need::All);
                self.stack.push(node);
            }
        }
        for detail in &provision.details {
            let cx = cx.at(detail.span);
            let node = match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => self.occasions(occasions, cx),
                DetailKind::Starting(occasion) => self.occasion(occasion, cx),
                // A resolution authorises by being adopted.
                DetailKind::AuthorisedBy(decision) if self.treaty.is_adoption(decision) => continue,
                DetailKind::AuthorisedBy(decision) => self.decision(decision, cx),
                DetailKind::Access(Some(decision), _) => {
                    self.decision(decision, Cx { power: Some(Power::Access), ..cx })
                }
                // What nobody pays for is not there; whoever owes by a norm owes all the same.
                // Words on who pays are no gate.
                DetailKind::FundedBy(Some(decision), _) if !decision.is_in_words() => {
                    let root = self.power(Power::Funding, provision, cx, |it, cx| it.payment(decision, cx));
                    if kind.is_norm() {
                        continue;
                    }
                    self.refer(root)
                }
                // What can't be taken back was given with the signature.
                DetailKind::ConsentOf(_, Some(false), _) => continue,
                DetailKind::ConsentOf(of, ..) => {
                    let cx = Cx { power: Some(Power::Access), ..cx };
                    self.acts(cx, GateKind::Consent, of, None, Need::of(of.quantifier, Need::All))
                }
                _ => continue,
            };
            self.stack.push(node);
        }
        if self.treaty.is_past(provision) {
            self.stack.truncate(mark);
        }
        let node = self.join(mark, true);
        self.close(Self::activation(provision.id), links, node);
        self.powers(provision, cx);
        self.sought(provision, cx);
    }

    /// Who says that the event of a trigger has come. Where nobody is named, each bearer of what hangs on it judges.
    fn judgement(&mut self, provision: &'m Provision<'m>, cx: Cx<'m>) {
        let silent = provision.events.is_empty() && provision.upon.is_empty() && provision.gates.is_empty();
        if silent && provision.decided.is_none() {
            let node = self.gate(cx, GateKind::Unknown, provision.head, provision.head, Test::Nobody);
            self.stack.push(node);
        } else if !is_determined(provision) {
            let node = self.each_bearer(cx, GateKind::Determination, provision.name_span);
            self.stack.push(node);
        }
        if !provision.events.is_empty() && provision.decided.as_ref().is_none_or(|it| is_automatic(&it.decision)) {
            let node = self.push(CircuitNode::Event(provision.id));
            self.stack.push(node);
        }
    }

    /// What a breach or a finding sets off waits for it, where no event opens it.
    fn led_to(&mut self, provision: &'m Provision<'m>, cx: Cx<'m>) {
        let treaty = self.treaty;
        let mark = self.stack.len();
        for source in self.led_by(provision).to_vec() {
            let verification = treaty.provision(source);
            for detail in &verification.details {
                let cx = Cx { finding: true, matter: "findings", ..cx.at(detail.span) };
                let node = match &detail.kind {
                    DetailKind::BreachLeadsTo(target) if *target == RefTarget::Provision(provision.id) => {
                        self.each_bearer(cx, GateKind::Finding, detail.span)
                    }
                    DetailKind::FindingLeadsTo(target) if *target == RefTarget::Provision(provision.id) => {
                        self.finding(verification, cx).unwrap_or_else(|| {
                            // Nobody verifies: each judges for itself.
                            self.each_bearer(cx, GateKind::Finding, detail.span)
                        })
                    }
                    _ => continue,
                };
                self.stack.push(node);
            }
        }
        if self.stack.len() > mark {
            let node = self.join(mark, false);
            self.stack.push(node);
        }
    }

    /// What a sequence puts before it must be done.
    fn steps_before(&mut self, provision: &'m Provision<'m>, cx: Cx<'m>) {
        let treaty = self.treaty;
        let orders = |it: &&OrderedStep<'_>| {
            it.file == provision.file && matches!(it.order, StepOrder::Before | StepOrder::Requires)
        };
        for step in treaty.steps.iter().filter(orders) {
            let second = match step.second {
                Some(RefTarget::Provision(id)) => id == provision.id,
                Some(RefTarget::Unit(unit)) => self.stands_in(provision, unit),
                _ => false,
            };
            if !second {
                continue;
            }
            let cx = Cx { clause: step.span, clock: None, expiry: None, ..cx };
            let node = match step.first {
                RefTarget::Provision(id) if treaty.provision(id).kind.is_norm() => self.performance(id, step.span, cx),
                RefTarget::Unit(unit) => self.performance_of_unit(unit, step.span, cx),
                other => self.active(other, step.span, cx),
            };
            self.stack.push(node);
        }
    }

    /// A duty that only asks for the action of somebody else comes to nothing where that action can be stopped.
    fn sought(&mut self, provision: &'m Provision<'m>, cx: Cx<'m>) {
        let seeks = |it: &&Sentence<'m>| verb(it.verb).is_some_and(|verb| verb.class == VerbClass::Seek);
        let Some(sentence) = provision.sentences.iter().map(|it| &**it).find(seeks) else { return };
        let listed = provision.details.iter().flat_map(|detail| match &detail.kind {
            DetailKind::From(objects, _) | DetailKind::To(objects, _) => &objects[..],
            _ => &[],
        });
        let organ = sentence.objects.iter().chain(listed).find_map(|object| match object {
            Object::Actors(of) => sole_body(self.treaty, of).map(|body| (body, of)),
            _ => None,
        });
        let Some((body, of)) = organ else { return };
        let root = self.power(Power::Activation, provision, cx.at(sentence.span), |it, cx| {
            it.act_of_body(body, GateKind::Determination, of.span, of, cx)
        });
        self.roots[root.0 as usize].sought = true;
    }

    fn clause(&mut self, gate: &'m Clause<'m>, kind: ProvisionKind, cx: Cx<'m>) -> NodeId {
        let cx = cx.by(gate.clock.as_deref(), None);
        match &gate.kind {
            ClauseKind::Request(of) => {
                let node = self.acts(cx, GateKind::Request, of, None, Need::of(of.quantifier, Need::Any));
                self.opened(gate, node, cx)
            }
            ClauseKind::Consultation(of) => {
                let set = self.sets.declare(of, None, false);
                let node = self.acting(cx, GateKind::Consultation, cx.clause, of.span, set, Need::All);
                self.opened(gate, node, cx)
            }
            ClauseKind::Decision(decision) => {
                // Forces and monitors that need somebody's consent need it to get in.
                let enters = matches!(kind, ProvisionKind::Deployment | ProvisionKind::Verification);
                let power = (enters && asks_consent(decision)).then_some(Power::Access);
                let node = self.decision(decision, Cx { power, ..cx });
                self.opened(gate, node, cx)
            }
            ClauseKind::If(conditions) => {
                let node = self.conditions(conditions, true, cx);
                self.opened(gate, node, cx)
            }
            ClauseKind::Unless(conditions) | ClauseKind::PresumedUnless(conditions) => {
                let exception = self.conditions(conditions, false, cx);
                self.reverse(exception, cx.clause)
            }
            ClauseKind::Upon(occasions) => self.occasions(occasions, cx),
        }
    }

    /// A gate that those who hold it open, or the end of its clock.
    fn opened(&mut self, gate: &'m Clause<'m>, node: NodeId, cx: Cx<'m>) -> NodeId {
        let node = self.note(Part::gate(gate), node);
        self.expire(node, gate.clock.as_deref(), None, cx)
    }

    /// The powers that the clauses of a provision give besides its activation.
    fn powers(&mut self, provision: &'m Provision<'m>, cx: Cx<'m>) {
        let forces = matches!(provision.kind, ProvisionKind::Deployment | ProvisionKind::Verification);
        let goes_on = if forces { Power::Mandate } else { Power::Renewal };
        for detail in &provision.details {
            let cx = cx.at(detail.span);
            match &detail.kind {
                DetailKind::FindingsBy(decision) => {
                    let cx = Cx { finding: true, matter: "findings", ..cx };
                    self.power(Power::Findings, provision, cx, |it, cx| it.decision(decision, cx));
                }
                DetailKind::Mandate(it) => {
                    self.term(Power::Mandate, provision, it.until.as_deref(), it.renewal.as_deref(), cx);
                }
                DetailKind::Duration(it) => {
                    self.term(goes_on, provision, it.until.as_deref(), it.renewal.as_deref(), cx);
                }
                DetailKind::Until(until) => self.term(goes_on, provision, Some(until), None, cx),
                DetailKind::ChangeOf(change) => {
                    if let Some(decision) = &change.by {
                        self.power(Power::Change, provision, cx, |it, cx| it.decision(decision, cx));
                    }
                }
                DetailKind::ReliefUpon(occasions, _) => {
                    self.power(Power::Relief, provision, cx, |it, cx| it.occasions(occasions, cx));
                }
                DetailKind::SnapbackUpon(occasions, decided) => {
                    self.power(Power::Snapback, provision, cx, |it, cx| {
                        let mark = it.stack.len();
                        let upon = it.occasions(occasions, cx);
                        it.stack.push(upon);
                        if let Some(decided) = decided {
                            let node = it.decided(decided, cx);
                            it.stack.push(node);
                        }
                        it.join(mark, true)
                    });
                }
                DetailKind::BasesUsedFor(_, Some(decision), _) => {
                    self.power(Power::Use, provision, cx, |it, cx| it.decision(decision, cx));
                }
                DetailKind::OpenTo(_, Some(decision)) => {
                    self.power(Power::Accession, provision, cx, |it, cx| it.decision(decision, cx));
                }
                _ => {}
            }
        }
    }

    /// What ends a term, and what renews it.
    fn term(
        &mut self,
        goes_on: Power,
        provision: &'m Provision<'m>,
        until: Option<&'m Until<'m>>,
        renewal: Option<&'m Renewal<'m>>,
        cx: Cx<'m>,
    ) {
        if let Some(until) = until {
            // What comes by itself must not hide who can end it before.
            let (acts, others): (Vec<_>, Vec<_>) = until.each().iter().partition(|it| ends_by_act(it));
            if !acts.is_empty() {
                self.power(Power::Ending, provision, cx, |it, cx| it.first_end(acts, cx));
            }
            for end in others {
                self.power(Power::Ending, provision, cx, |it, cx| it.first_end([end], cx));
            }
        }
        match renewal.map(|it| &it.kind) {
            Some(RenewalKind::By(decision)) => {
                let cx = Cx { matter: "renewal", ..cx };
                self.power(goes_on, provision, cx, |it, cx| it.decision(decision, cx));
            }
            Some(RenewalKind::UnlessEndedBy(decision)) => {
                self.power(Power::Ending, provision, cx, |it, cx| it.decision(decision, cx));
            }
            _ => {}
        }
    }

    fn power(
        &mut self,
        power: Power,
        provision: &'m Provision<'m>,
        cx: Cx<'m>,
        formula: impl FnOnce(&mut Self, Cx<'m>) -> NodeId,
    ) -> RootId {
        self.give(power, Holder::Provision(provision.id), cx, formula)
    }

    fn give(
        &mut self,
        power: Power,
        holder: Holder,
        cx: Cx<'m>,
        formula: impl FnOnce(&mut Self, Cx<'m>) -> NodeId,
    ) -> RootId {
        let root = self.begin(holder, power, cx.clause);
        let links = self.links.len();
        let node = formula(self, cx);
        self.close(root, links, node);
        root
    }

    /// The powers that a body of the text has over itself.
    pub(super) fn body_powers(&mut self, id: ActorId, body: &'m Body<'m>) {
        let at = |clause: Span| Cx { body: Some(id), ..Cx::of(clause) };
        let holder = Holder::Body(id);
        if body.convened_by.is_some() {
            self.convening_root(id);
        } else if let Some(chair) = &body.chair {
            // Nobody else is named to call it together. Where the office goes round, each of them may hold it in the hour.
            self.give(Power::Convening, holder, at(chair.span), |it, cx| {
                it.acts(cx, GateKind::Determination, &chair.who, None, Need::All)
            });
        }
        if !self.is_organ(id) {
            for rule in (0..body.rules.len()).filter(|rule| body.rules[*rule].decision.is_some()) {
                self.rule_root(id, rule as u32);
            }
        }
        if body.funded_by.is_some() {
            self.funding_root(id);
        }
        if let Some(decision) = &body.head_appointed_by {
            self.give(Power::Appointment, holder, at(decision.span), |it, cx| it.decision(decision, cx));
        }
        if let (Some(open_to), Some(decision)) = (&body.open_to, &body.admitted_by) {
            self.give(Power::Accession, holder, at(open_to.span), |it, cx| it.decision(decision, cx));
        } else if let Some(open_to) = &body.open_to
            && let Some(rule) = body.rules.iter().find(|it| it.matters.contains(&"accession"))
            && let Some(decision) = &rule.decision
        {
            self.give(Power::Accession, holder, at(open_to.span), |it, cx| it.decision(decision, cx));
        }
    }
}

/// Whether somebody is asked before forces or monitors get in: a gate of [`Power::Access`].
pub(in crate::analysis) fn asks_for_access(provision: &Provision<'_>) -> bool {
    let enters = matches!(provision.kind, ProvisionKind::Deployment | ProvisionKind::Verification);
    provision.details.iter().any(|it| match &it.kind {
        DetailKind::Access(decision, _) => decision.is_some(),
        DetailKind::ConsentOf(_, revocable, _) => *revocable != Some(false),
        _ => false,
    }) || enters && provision.gates.iter().any(|it| matches!(&it.kind, ClauseKind::Decision(of) if asks_consent(of)))
}

/// Whether something follows by itself.
fn is_automatic(decision: &Decision<'_>) -> bool {
    decision.any.iter().any(|votes| {
        votes.iter().all(|vote| match &vote.kind {
            VoteKind::Automatic => true,
            VoteKind::Nested(inner) => is_automatic(inner),
            _ => false,
        })
    })
}

/// Whether a decision asks for a consent.
fn asks_consent(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::Act { act, .. } => *act == Act::Consent,
        VoteKind::Nested(inner) => asks_consent(inner),
        _ => false,
    })
}
