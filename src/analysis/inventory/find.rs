//! Goes through the gates of a draft and lists what no circuit can judge.

use rustc_hash::FxHashMap;

use super::{Consulted, Place, Term, Uncontrolled, Undetermined, Unsettled, Wait};
use crate::analysis::circuit::{Circuits, Node, NodeId, RootId, World, bearers};
use crate::analysis::gate::{GateKind, Holder, Power};
use crate::model::{
    ActorId, ActorSet, Actors, Clock, Condition, ConditionKind, Conditions, Decision, Detail, DetailKind, Duration,
    EventKind, Expiry, ExpiryKind, GateKind as ClauseKind, Limit, Occasion, OccasionKind, Occasions, Period, Provision,
    ProvisionId, Renewal, RenewalKind, Target, Timing, Treaty, Until, Vote, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Act, Mode, Phase, ProvisionKind, Quantifier, RoleGroup, State};

/// Words that stand before a promise and that nobody is named to judge.
pub(in crate::analysis) fn uncontrolled<'m>(treaty: &'m Treaty<'m>) -> Vec<Uncontrolled<'m>> {
    let mut found = Vec::new();
    for provision in own(treaty) {
        let judged = provision.decided.is_some();
        let mut words = |place: Place, words: &'m str, span: Span, bare: bool| {
            let holder = Holder::Provision(provision.id);
            found.push(Uncontrolled { holder, file: provision.file, words, span, place, bare, judged });
        };
        for occasions in &provision.upon {
            words_of_occasions(occasions, &mut |text, span| words(Place::Occasion, text, span, false));
        }
        for gate in &provision.gates {
            match &gate.kind {
                ClauseKind::Decision(decision) => {
                    words_of_decision(decision, &mut |text, span| words(Place::Gate, text, span, false));
                }
                ClauseKind::If(it) => {
                    words_of_conditions(it, &mut |text, span, bare| words(Place::Condition, text, span, bare));
                }
                ClauseKind::Unless(it) | ClauseKind::PresumedUnless(it) => {
                    words_of_conditions(it, &mut |text, span, bare| words(Place::Exception, text, span, bare));
                }
                ClauseKind::Upon(it) => {
                    words_of_occasions(it, &mut |text, span| words(Place::Occasion, text, span, false));
                }
                ClauseKind::Request(_) | ClauseKind::Consultation(_) => {}
            }
        }
        if let Some(decided) = &provision.decided {
            words_of_decision(&decided.decision, &mut |text, span| words(Place::Decision, text, span, false));
        }
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(it))
                | DetailKind::ReliefUpon(it, _)
                | DetailKind::SnapbackUpon(it, _) => {
                    words_of_occasions(it, &mut |text, span| words(Place::Occasion, text, span, false));
                }
                DetailKind::Starting(occasion) => {
                    if let OccasionKind::Words(text) = occasion.kind {
                        words(Place::Occasion, text, occasion.span, false);
                    }
                }
                DetailKind::Until(until)
                | DetailKind::Duration(Duration { until: Some(until), .. })
                | DetailKind::Mandate(Duration { until: Some(until), .. }) => match &**until {
                    Until::Words(text, None) => words(Place::End, text, detail.span, false),
                    Until::Occasion(Occasion { span, kind: OccasionKind::Words(text) }) => {
                        words(Place::End, text, *span, false);
                    }
                    Until::Conditions(it) => {
                        words_of_conditions(it, &mut |text, span, bare| words(Place::End, text, span, bare));
                    }
                    _ => {}
                },
                _ => {}
            }
        }
    }
    found
}

fn words_of_occasions<'m>(occasions: &'m Occasions<'m>, found: &mut impl FnMut(&'m str, Span)) {
    for occasion in occasions.any.iter().flatten() {
        if let OccasionKind::Words(text) = occasion.kind {
            found(text, occasion.span);
        }
    }
}

fn words_of_decision<'m>(decision: &'m Decision<'m>, found: &mut dyn FnMut(&'m str, Span)) {
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Words(text) => found(text, vote.span),
            VoteKind::Nested(inner) => words_of_decision(inner, found),
            _ => {}
        }
    }
}

fn words_of_conditions<'m>(conditions: &'m Conditions<'m>, found: &mut dyn FnMut(&'m str, Span, bool)) {
    for condition in conditions.any.iter().flatten().filter(|it| it.found_by.is_none()) {
        match &condition.kind {
            ConditionKind::Nested(inner) => words_of_conditions(inner, found),
            ConditionKind::Events(events) => {
                for event in &events.events {
                    match event.kind {
                        EventKind::Words(text) => found(text, event.span, false),
                        EventKind::Named(text, _) => found(text, event.span, true),
                        EventKind::Phase(..) => {}
                    }
                }
            }
            _ => {}
        }
    }
}

/// Triggers of which nobody is named to say that they are open.
pub(in crate::analysis) fn undetermined(treaty: &Treaty<'_>) -> Vec<Undetermined> {
    let mut found: Vec<Undetermined> = Vec::new();
    // The place in `found` of each trigger, so that one walk finds what hangs on them.
    let mut place = vec![usize::MAX; treaty.provisions.len()];
    for provision in own(treaty).filter(|it| it.kind == ProvisionKind::Trigger && !is_determined(it)) {
        place[provision.id.0 as usize] = found.len();
        found.push(Undetermined { trigger: provision.id, upon: Vec::new(), per_bearer: true });
    }
    if found.is_empty() {
        return found;
    }
    for provision in own(treaty) {
        let responsive = provision.details.iter().filter_map(|detail| match &detail.kind {
            DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => Some(occasions),
            _ => None,
        });
        for occasion in provision.upon.iter().map(|it| &**it).chain(responsive).flat_map(|it| &it.any).flatten() {
            let (OccasionKind::Named(Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), State::Triggered)) = occasion.kind
            else {
                continue;
            };
            if let Some(it) = found.get_mut(place[id.0 as usize])
                && it.upon.last() != Some(&provision.id)
            {
                it.upon.push(provision.id);
                it.per_bearer &= binds_each(provision);
            }
        }
    }
    for it in &mut found {
        it.per_bearer &= !it.upon.is_empty();
    }
    found
}

/// Whether somebody is named to say that a trigger is open.
fn is_determined(trigger: &Provision<'_>) -> bool {
    let judged = |conditions: &Conditions<'_>| conditions.any.iter().flatten().any(has_judge);
    trigger.decided.is_some()
        || trigger.gates.iter().any(|gate| match &gate.kind {
            ClauseKind::Decision(decision) => determines(decision),
            ClauseKind::If(it) | ClauseKind::Unless(it) | ClauseKind::PresumedUnless(it) => judged(it),
            _ => false,
        })
}

fn has_judge(condition: &Condition<'_>) -> bool {
    condition.found_by.is_some()
        || match &condition.kind {
            ConditionKind::Decided(_) => true,
            ConditionKind::Nested(inner) => inner.any.iter().flatten().any(has_judge),
            _ => false,
        }
}

/// Whether a decision says that something is so, and not only that somebody wants or has done it.
fn determines(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::Act { act, .. } => matches!(act, Act::Determination | Act::Finding | Act::Recognition),
        VoteKind::Nested(inner) => determines(inner),
        VoteKind::Threshold { .. } | VoteKind::By(_) | VoteKind::Automatic => true,
        VoteKind::Unknown | VoteKind::Words(_) => false,
    })
}

/// Whether a provision binds every bearer for itself.
fn binds_each(provision: &Provision<'_>) -> bool {
    !provision.sentences.is_empty()
        && provision.sentences.iter().all(|it| {
            matches!(it.mode, Some(Mode::Each | Mode::Several | Mode::CollectiveAndSeveral))
                || it.bearer.as_ref().is_some_and(|it| it.quantifier == Some(Quantifier::Each))
        })
}

/// Consultations that come before a promise.
pub(in crate::analysis) fn consulted<'m>(treaty: &'m Treaty<'m>) -> Vec<Consulted<'m>> {
    let mut found = Vec::new();
    let mut aggressors: ActorSet = treaty.threat.aggressors.iter().map(|it| it.actor).collect();
    aggressors.sort_unstable();
    let mut add = |provision: ProvisionId, file, span, among: &'m Actors<'m>, clock: Option<&'m Clock<'m>>| {
        let mut present = treaty.members(among, None);
        present.retain(|actor| aggressors.binary_search(actor).is_ok());
        let proceeds =
            |clock: &Clock<'_>| clock.expiry.as_ref().is_some_and(|it| !matches!(it.kind, ExpiryKind::Lapses));
        found.push(Consulted {
            provision,
            file,
            span,
            among,
            clock,
            bounded: clock.is_some_and(is_bounded),
            proceeds: clock.is_some_and(proceeds),
            aggressors: present,
        });
    };
    // A consultation that is a provision of its own comes before a promise if the promise names it.
    let mut awaited = vec![false; treaty.provisions.len()];
    for provision in own(treaty) {
        for occasion in provision.upon.iter().flat_map(|it| &it.any).flatten() {
            if let OccasionKind::Named(Target::Provision(id))
            | OccasionKind::Phase(Phase::Completion | Phase::End, Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), _) = occasion.kind
            {
                awaited[id.0 as usize] = true;
            }
        }
    }
    for provision in own(treaty) {
        for gate in &provision.gates {
            if let ClauseKind::Consultation(among) = &gate.kind {
                add(provision.id, provision.file, gate.span, among, gate.clock.as_deref());
            }
        }
        if provision.kind == ProvisionKind::Consultation && awaited[provision.id.0 as usize] {
            let among = provision.details.iter().find_map(|detail| match &detail.kind {
                DetailKind::Among(among) => Some(among),
                _ => None,
            });
            if let Some(among) = among {
                add(provision.id, provision.file, provision.head, among, provision.clock.as_deref().map(|it| &**it));
            }
        }
    }
    found
}

/// Whether a clock has a length or a date.
fn is_bounded(clock: &Clock<'_>) -> bool {
    matches!(clock.limit, Limit::Within(Period::Of { .. } | Period::Unknown) | Limit::Instant(_))
}

/// Duties that wait until somebody else has performed.
pub(in crate::analysis) fn waits(treaty: &Treaty<'_>) -> Vec<Wait> {
    let mut found = Vec::new();
    for provision in own(treaty) {
        let mut seen = |on: ActorSet, span: Span, performance_of: Option<ProvisionId>| {
            let bound: ActorSet = bearers(provision).flat_map(|it| treaty.members(it, None)).collect();
            // Nobody waits for itself.
            let others = |actor: &ActorId| bound.is_empty() || bound.iter().any(|it| it != actor);
            let on: ActorSet = on.into_iter().filter(others).collect();
            if on.is_empty() || performance_of == Some(provision.id) {
                return;
            }
            let roles = |actor: &ActorId| treaty.actors[actor.0 as usize].roles.contains(RoleGroup::Guarantors);
            let guarantors = on.iter().copied().filter(roles).collect();
            let (file, provision) = (provision.file, provision.id);
            found.push(Wait { provision, file, span, on, guarantors, performance_of });
        };
        let decided = provision.decided.iter().map(|it| &it.decision);
        let gates = provision.gates.iter().filter_map(|gate| match &gate.kind {
            ClauseKind::Decision(decision) => Some(&**decision),
            _ => None,
        });
        for decision in decided.chain(gates) {
            performances(decision, &mut |of, span| seen(treaty.members(of, None), span, None));
        }
        let performers = |id: ProvisionId| -> ActorSet {
            let mut set: ActorSet =
                bearers(&treaty.provisions[id.0 as usize]).flat_map(|it| treaty.members(it, None)).collect();
            set.sort_unstable();
            set.dedup();
            set
        };
        for gate in &provision.gates {
            if let ClauseKind::If(conditions) = &gate.kind {
                fulfilments(conditions, &mut |id, span| seen(performers(id), span, Some(id)));
            }
        }
        for occasion in provision.upon.iter().flat_map(|it| &it.any).flatten() {
            if let OccasionKind::Phase(Phase::Completion, Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), State::Fulfilled) = occasion.kind
            {
                seen(performers(id), occasion.span, Some(id));
            }
        }
    }
    found
}

/// Performances for which a decision waits. What its clock opens, or another way goes around, waits for nobody.
fn performances<'m>(decision: &'m Decision<'m>, found: &mut dyn FnMut(&'m Actors<'m>, Span)) {
    let goes_on = |expiry: &Expiry<'_>| !matches!(expiry.kind, ExpiryKind::Lapses);
    let clock = decision.clock.as_deref().and_then(|it| it.expiry.as_ref());
    let performs = |votes: &[Vote<'_>]| {
        votes.iter().any(|it| matches!(it.kind, VoteKind::Act { act: Act::Performance, .. } | VoteKind::Nested(_)))
    };
    if decision.expiry().or(clock).is_some_and(goes_on) || !decision.any.iter().all(|it| performs(it)) {
        return;
    }
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Act { act: Act::Performance, of, .. } => found(of, vote.span),
            VoteKind::Nested(inner) => performances(inner, found),
            _ => {}
        }
    }
}

fn fulfilments(conditions: &Conditions<'_>, found: &mut dyn FnMut(ProvisionId, Span)) {
    for condition in conditions.any.iter().flatten().filter(|it| !it.negated) {
        match &condition.kind {
            ConditionKind::State(Target::Provision(id), State::Fulfilled, None) => found(*id, condition.span),
            ConditionKind::Nested(inner) => fulfilments(inner, found),
            _ => {}
        }
    }
}

/// Gates of which the text does not say who opens them and how.
pub(in crate::analysis) fn unsettled(circuits: &Circuits<'_>) -> Vec<Unsettled> {
    let treaty = circuits.treaty;
    let mut found = Vec::new();
    let mut gates = Vec::new();
    for root in &circuits.roots {
        let own = match root.holder {
            Holder::Provision(id) => treaty.provisions[id.0 as usize].file == treaty.file,
            Holder::Body(id) => !circuits.is_organ(id),
        };
        gates.clear();
        if own {
            circuits.gates_below(root.node, &mut gates);
        }
        for gate in &gates {
            let def = &circuits.gates[*gate as usize];
            if matches!(def.gate.kind, GateKind::Unknown | GateKind::Instrument) {
                let power = def.power.unwrap_or(root.power);
                found.push(Unsettled { holder: root.holder, power, gate: def.gate });
            }
        }
    }
    found.sort_by_key(|it| (it.gate.file, it.gate.span.start));
    found
}

/// Everything that is given for a time, with who renews it.
pub(in crate::analysis) fn terms<'m>(circuits: &mut Circuits<'m>) -> Vec<Term<'m>> {
    let treaty = circuits.treaty;
    circuits.sets.enter(0, None);
    let mut found = Vec::new();
    // Many terms are renewed by the same body.
    let mut bodies: FxHashMap<RootId, ActorSet> = FxHashMap::default();
    for provision in own(treaty) {
        let forces = matches!(provision.kind, ProvisionKind::Deployment | ProvisionKind::Verification);
        for detail in &provision.details {
            let Some((power, period, renewal)) = term(detail, provision.kind, forces) else { continue };
            let (lapses, decision) = match renewal.map(|it| &it.kind) {
                None | Some(RenewalKind::Renewable) => (true, None),
                Some(RenewalKind::By(decision)) => (true, Some(decision)),
                Some(RenewalKind::Automatic) => (false, None),
                Some(RenewalKind::UnlessEndedBy(decision)) => (false, Some(decision)),
            };
            let decision = decision.or(match &detail.kind {
                DetailKind::AuthorisedBy(decision) => Some(decision),
                _ => None,
            });
            let endless = matches!(period, Some(Period::Indefinite)) || period.is_none() && decision.is_none();
            let lapses = lapses && !endless;
            let veto_players = match decision.filter(|_| lapses) {
                Some(decision) => {
                    let node = circuits.question(decision);
                    match circuits.node(node) {
                        Node::Root(rule, _) => {
                            bodies.entry(rule).or_insert_with(|| veto_players(circuits, node)).clone()
                        }
                        _ => veto_players(circuits, node),
                    }
                }
                None => ActorSet::new(),
            };
            let (file, span, provision) = (provision.file, detail.span, provision.id);
            found.push(Term { power, provision, file, span, period, lapses, decision, veto_players });
        }
    }
    found
}

/// What a clause gives for a time.
fn term<'m>(
    detail: &'m Detail<'m>,
    kind: ProvisionKind,
    forces: bool,
) -> Option<(Power, Option<Period>, Option<&'m Renewal<'m>>)> {
    match &detail.kind {
        DetailKind::Mandate(it) => Some((Power::Mandate, it.period, it.renewal.as_deref())),
        DetailKind::Duration(it) => {
            Some((if forces { Power::Mandate } else { Power::Renewal }, it.period, it.renewal.as_deref()))
        }
        DetailKind::AuthorisedBy(_) if kind == ProvisionKind::Renewal => Some((Power::Renewal, None, None)),
        _ => None,
    }
}

/// Everybody who alone keeps a decision from being taken.
pub(in crate::analysis) fn veto_players(circuits: &mut Circuits<'_>, node: NodeId) -> ActorSet {
    let mut players = circuits.players(node);
    players.retain(|actor| !circuits.opens_in(node, World::block(&[*actor])));
    players
}

/// The provisions of the draft itself.
fn own<'m>(treaty: &'m Treaty<'m>) -> impl Iterator<Item = &'m Provision<'m>> {
    treaty.provisions.iter().filter(|it| it.file == treaty.file)
}
