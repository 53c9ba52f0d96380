//! In which order provisions are asked: those on which others wait come first, and what waits for each other is asked
//! together until nothing turns. And what serves the protected: a matter is wanted, or it frees and ends.

use super::acts::is_open;
use crate::model::{
    Clock, Decision, DetailKind, ExpiryKind, GateKind, Provision, ProvisionId, RefTarget, StepOrder, Treaty, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Modal, ProvisionKind, Quantifier};

/// What hangs on what.
#[derive(Debug, Default)]
pub(super) struct WaitOrder {
    /// Provisions that wait for each other are together.
    pub(super) rounds: Vec<Vec<ProvisionId>>,
    /// Whether an exception of a provision waits, in the end, for that provision.
    pub(super) circular: Vec<bool>,
    /// Whether what opens a provision serves the protected.
    pub(super) wanted: Vec<bool>,
    /// The provisions that wait for each.
    pub(super) opens: Vec<Vec<ProvisionId>>,
    /// Whether another clause leaves the answer to it where its clock has run.
    pub(super) answers: Vec<bool>,
    /// Whether a provision may open for one bearer and not for another.
    pub(super) apart: Vec<bool>,
    /// The provisions whose breach or finding leads to each.
    pub(super) led: Vec<Vec<ProvisionId>>,
}

/// One waits for the other; or is held by it, if that is an exception.
#[derive(Clone, Copy, Debug)]
struct OrderEdge {
    from: usize,
    to: usize,
    excepts: bool,
}

impl WaitOrder {
    pub(super) fn of(treaty: &Treaty<'_>) -> Self {
        let count = treaty.provisions.len();
        let edges = edges(treaty);
        let mut order = Self {
            opens: vec![Vec::new(); count],
            answers: vec![false; count],
            led: vec![Vec::new(); count],
            circular: vec![false; count],
            ..Self::default()
        };
        for edge in edges.iter().filter(|it| !it.excepts) {
            order.opens[edge.to].push(ProvisionId(edge.from as u32));
        }
        for provision in &treaty.provisions {
            answering(provision, &mut |id| order.answers[id.0 as usize] = true);
            for detail in &provision.details {
                if let DetailKind::BreachLeadsTo(RefTarget::Provision(id))
                | DetailKind::FindingLeadsTo(RefTarget::Provision(id))
                | DetailKind::BreachIs(RefTarget::Provision(id)) = detail.kind
                {
                    order.led[id.0 as usize].push(provision.id);
                }
            }
        }
        order.led.iter_mut().for_each(Vec::dedup);
        let groups = strongly_connected(count, &edges);
        let mut number = vec![0; count];
        for (at, group) in groups.iter().enumerate() {
            for it in group {
                number[*it] = at;
            }
        }
        for edge in edges.iter().filter(|it| it.excepts && number[it.from] == number[it.to] && it.from != it.to) {
            for it in &groups[number[edge.from]] {
                order.circular[*it] = true;
            }
        }
        order.rounds = groups.into_iter().map(|it| it.into_iter().map(|at| ProvisionId(at as u32)).collect()).collect();
        order.wanted = wanted(treaty, &edges);
        order.apart = apart(treaty, &order.opens);
        order
    }
}

/// What each judges or approves for itself opens for one and not for another, and so does what waits for it.
fn apart(treaty: &Treaty<'_>, opens: &[Vec<ProvisionId>]) -> Vec<bool> {
    // What nobody is named to say, each bearer may contest for itself.
    let unsaid = treaty
        .actors
        .iter()
        .filter_map(|it| it.body.as_deref())
        .any(|body| body.rules.iter().any(|it| it.decision.as_ref().is_none_or(is_apart)));
    let own = |provision: &Provision<'_>| {
        let judged = provision.decided.is_none()
            && matches!(provision.kind, ProvisionKind::Trigger | ProvisionKind::Rung)
            && !provision.events.is_empty();
        let decided = provision.decided.as_ref().is_some_and(|it| is_apart(&it.decision));
        let gated = provision.gates.iter().any(|it| match &it.kind {
            GateKind::Decision(decision) => is_apart(decision),
            GateKind::Request(_) | GateKind::Consultation(_) | GateKind::Upon(_) => false,
            // Whether there was a breach, each may judge for itself.
            GateKind::If(_) | GateKind::Unless(_) | GateKind::PresumedUnless(_) => true,
        });
        judged || decided || gated || unsaid || !provision.upon.is_empty()
    };
    let mut apart: Vec<bool> = treaty.provisions.iter().map(own).collect();
    let mut next: Vec<usize> = (0..apart.len()).filter(|it| apart[*it]).collect();
    while let Some(at) = next.pop() {
        for id in &opens[at] {
            if !std::mem::replace(&mut apart[id.0 as usize], true) {
                next.push(id.0 as usize);
            }
        }
    }
    apart
}

fn is_apart(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::By(of) => of.quantifier == Some(Quantifier::Each) || is_open(of),
        VoteKind::Unknown | VoteKind::Words(_) => true,
        VoteKind::Act { organ, of, .. } => organ.is_some() || is_open(of),
        VoteKind::Nested(inner) => is_apart(inner),
        _ => false,
    }) || decision.expiry().is_some_and(|it| match &it.kind {
        ExpiryKind::Decision(decision) => is_apart(decision),
        _ => false,
    })
}

/// Whether a provision takes from a promise rather than gives.
fn frees(provision: &Provision<'_>) -> bool {
    matches!(provision.kind, ProvisionKind::Suspension | ProvisionKind::Forfeiture | ProvisionKind::Amendment)
        || provision.sentences.iter().any(|it| it.forfeits.is_some() || it.modal == Some(Modal::NeedNot))
}

/// A trigger that nothing but what takes away hangs on is not wanted.
fn wanted(treaty: &Treaty<'_>, edges: &[OrderEdge]) -> Vec<bool> {
    let mut wanted: Vec<bool> = treaty.provisions.iter().map(|it| !frees(it)).collect();
    let judged = |at: usize| treaty.provisions[at].kind == ProvisionKind::Trigger;
    for _ in 0..treaty.provisions.len().min(16) {
        let mut changed = false;
        for at in (0..wanted.len()).filter(|it| judged(*it)) {
            let mut uses = edges.iter().filter(|it| it.to == at && it.from != at).peekable();
            let serves = uses.peek().is_none() || uses.any(|it| wanted[it.from] != it.excepts);
            changed |= std::mem::replace(&mut wanted[at], serves) != serves;
        }
        if !changed {
            break;
        }
    }
    wanted
}

fn edges(treaty: &Treaty<'_>) -> Vec<OrderEdge> {
    let mut edges = Vec::new();
    let within = |unit| {
        let stands = move |it: &&Provision<'_>| treaty.outward(it.unit).any(|it| it == unit);
        treaty.provisions.iter().filter(stands).map(|it| it.id.0 as usize).collect::<Vec<_>>()
    };
    let named = |target: RefTarget| match target {
        RefTarget::Provision(id) => vec![id.0 as usize],
        RefTarget::Unit(unit) => within(unit),
        _ => Vec::new(),
    };
    for provision in &treaty.provisions {
        let from = provision.id.0 as usize;
        let holds = |span: Span| provision.span.start <= span.start && span.end <= provision.span.end;
        let excepting = |span: Span| {
            let except = |it: &Span| it.start <= span.start && span.end <= it.end;
            let gates = provision
                .gates
                .iter()
                .filter(|it| matches!(it.kind, GateKind::Unless(_) | GateKind::PresumedUnless(_)));
            gates.map(|it| it.span).any(|it| except(&it))
        };
        let others = |span: Span| {
            // What a clause sets off waits for the provision, and not the other way round.
            provision.details.iter().any(|it| {
                it.span.start <= span.start
                    && span.end <= it.span.end
                    && matches!(
                        it.kind,
                        DetailKind::BreachLeadsTo(_)
                            | DetailKind::FindingLeadsTo(_)
                            | DetailKind::BreachIs(_)
                            | DetailKind::AttackOnItIs(..)
                            | DetailKind::VerifiedBy(_)
                    )
            })
        };
        for it in treaty.uses.iter().filter(|it| holds(it.span) && !others(it.span)) {
            for to in named(it.target) {
                edges.push(OrderEdge { from, to, excepts: excepting(it.span) });
            }
        }
        answering(provision, &mut |id| {
            // It is left to the other where this one is not carried: the other waits for this one.
            edges.retain(|it| (it.from, it.to) != (from, id.0 as usize) || it.excepts);
            edges.push(OrderEdge { from: id.0 as usize, to: from, excepts: false });
        });
        for detail in &provision.details {
            if let DetailKind::BreachLeadsTo(target)
            | DetailKind::FindingLeadsTo(target)
            | DetailKind::BreachIs(target) = detail.kind
            {
                edges.extend(named(target).into_iter().map(|it| OrderEdge { from: it, to: from, excepts: false }));
            }
        }
        for sentence in &provision.sentences {
            if let Some(target) = sentence.forfeits {
                edges.retain(|it| it.from != from || !named(target).contains(&it.to));
                edges.extend(named(target).into_iter().map(|it| OrderEdge { from: it, to: from, excepts: true }));
            }
            if sentence.modal == Some(Modal::NeedNot) {
                let owing = treaty.provisions.iter().filter(|it| it.kind.is_norm() && it.id != provision.id);
                edges.extend(owing.map(|it| OrderEdge { from: it.id.0 as usize, to: from, excepts: true }));
            }
        }
    }
    for step in treaty.steps.iter().filter(|it| matches!(it.order, StepOrder::Before | StepOrder::Requires)) {
        for from in step.second.map(named).unwrap_or_default() {
            edges.extend(named(step.first).into_iter().filter(|to| *to != from).map(|to| OrderEdge {
                from,
                to,
                excepts: false,
            }));
        }
    }
    edges
}

/// The provisions to which a clause of another leaves the answer.
fn answering(provision: &Provision<'_>, found: &mut dyn FnMut(ProvisionId)) {
    for gate in &provision.gates {
        of_clock(gate.clock.as_deref(), found);
        if let GateKind::Decision(decision) = &gate.kind {
            of_decision(decision, found);
        }
    }
    if let Some(decided) = &provision.decided {
        of_decision(&decided.decision, found);
    }
}

fn of_decision(decision: &Decision<'_>, found: &mut dyn FnMut(ProvisionId)) {
    if let Some(expiry) = &decision.own_expiry {
        of_expiry(&expiry.kind, found);
    }
    of_clock(decision.clock.as_deref(), found);
    for vote in decision.any.iter().flatten() {
        if let VoteKind::Nested(inner) = &vote.kind {
            of_decision(inner, found);
        }
    }
}

fn of_clock(clock: Option<&Clock<'_>>, found: &mut dyn FnMut(ProvisionId)) {
    if let Some(expiry) = clock.and_then(|it| it.expiry.as_ref()) {
        of_expiry(&expiry.kind, found);
    }
}

fn of_expiry(kind: &ExpiryKind<'_>, found: &mut dyn FnMut(ProvisionId)) {
    match kind {
        ExpiryKind::Provision(RefTarget::Provision(id)) => found(*id),
        ExpiryKind::Decision(decision) => of_decision(decision, found),
        _ => {}
    }
}

/// Those that wait for each other together, each group behind those that it waits for.
fn strongly_connected(count: usize, edges: &[OrderEdge]) -> Vec<Vec<usize>> {
    let mut forward = vec![Vec::new(); count];
    let mut backward = vec![Vec::new(); count];
    for edge in edges {
        forward[edge.from].push(edge.to);
        backward[edge.to].push(edge.from);
    }
    // Kosaraju: in the order in which a walk leaves them, each walk of the reverse graph finds one group.
    let mut left = Vec::with_capacity(count);
    let mut seen = vec![false; count];
    for root in 0..count {
        walk(root, &backward, &mut seen, &mut left);
    }
    let mut groups = Vec::new();
    let mut seen = vec![false; count];
    for root in left.into_iter().rev() {
        let mut group = Vec::new();
        walk(root, &forward, &mut seen, &mut group);
        if !group.is_empty() {
            group.sort_unstable();
            groups.push(group);
        }
    }
    groups
}

/// A walk in depth; those that it leaves behind, in the order in which it leaves them.
fn walk(root: usize, next: &[Vec<usize>], seen: &mut [bool], left: &mut Vec<usize>) {
    if std::mem::replace(&mut seen[root], true) {
        return;
    }
    let mut path = vec![(root, 0)];
    while let Some((at, child)) = path.pop() {
        match next[at].get(child) {
            Some(to) => {
                path.push((at, child + 1));
                if !std::mem::replace(&mut seen[*to], true) {
                    path.push((*to, 0));
                }
            }
            None => left.push(at),
        }
    }
}
