//! Goes through the gates of a draft and lists what no circuit can judge.

use rustc_hash::FxHashMap;

use super::{Consulted, Nature, TimedPromise, Uncontrolled, UndecidedPassage, Undetermined, Unsettled, Wait};
use crate::analysis::circuit::{
    CircuitNode, Circuits, NodeId, Obstruction, RootId, bearers, breakable, is_determined, looks_after,
};
use crate::analysis::gate::{GateKind, Holder, Power};
use crate::model::{
    ActorId, ActorSet, Actors, Clock, ConditionKind, Conditions, Decision, Detail, DetailKind, DurationClause,
    EventKind, Expiry, ExpiryKind, GateKind as ClauseKind, Limit, Occasion, OccasionKind, Occasions, Period, Provision,
    ProvisionId, RefTarget, Renewal, RenewalKind, Timing, Treaty, Until, Vote, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Act, Mode, Phase, ProvisionKind, Quantifier, RoleGroup, State};

/// Words that stand before a promise and that nobody is named to judge, and what else nobody says.
pub(in crate::analysis) fn uncontrolled<'m>(treaty: &'m Treaty<'m>) -> Vec<Uncontrolled<'m>> {
    let mut found = Vec::new();
    for provision in own(treaty) {
        let (holder, file) = (Holder::Provision(provision.id), provision.file);
        let judged = provision.decided.is_some();
        let mut add = |place: UndecidedPassage, it: Unjudged<'m>| {
            let Unjudged { words, span, nature, bare } = it;
            found.push(Uncontrolled { holder, file, words, span, place, nature, bare, judged });
        };
        for occasions in &provision.upon {
            in_occasions(treaty, occasions, &mut |it| add(UndecidedPassage::Occasion, it));
        }
        for gate in &provision.gates {
            match &gate.kind {
                ClauseKind::Decision(decision) => {
                    in_decision(treaty, decision, &mut |it| add(UndecidedPassage::Gate, it));
                }
                ClauseKind::If(it) => in_conditions(treaty, it, &mut |it| add(UndecidedPassage::Condition, it)),
                ClauseKind::Unless(it) | ClauseKind::PresumedUnless(it) => {
                    in_conditions(treaty, it, &mut |it| add(UndecidedPassage::Exception, it));
                }
                ClauseKind::Upon(it) => in_occasions(treaty, it, &mut |it| add(UndecidedPassage::Occasion, it)),
                ClauseKind::Request(_) | ClauseKind::Consultation(_) => {}
            }
        }
        if let Some(decided) = &provision.decided {
            in_decision(treaty, &decided.decision, &mut |it| add(UndecidedPassage::Decision, it));
        }
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(it))
                | DetailKind::ReliefUpon(it, _)
                | DetailKind::SnapbackUpon(it, _) => {
                    in_occasions(treaty, it, &mut |it| add(UndecidedPassage::Occasion, it));
                }
                DetailKind::Starting(occasion) => {
                    in_occasion(treaty, occasion, &mut |it| add(UndecidedPassage::Occasion, it));
                }
                DetailKind::AuthorisedBy(decision) => {
                    in_decision(treaty, decision, &mut |it| add(UndecidedPassage::Gate, it));
                }
                DetailKind::Until(until)
                | DetailKind::Duration(DurationClause { until: Some(until), .. })
                | DetailKind::Mandate(DurationClause { until: Some(until), .. }) => {
                    for end in until.each() {
                        match end {
                            Until::Words(text, None) => add(UndecidedPassage::End, Unjudged::words(text, detail.span)),
                            Until::Occasion(Occasion { span, kind: OccasionKind::Words(text) }) => {
                                add(UndecidedPassage::End, Unjudged::words(text, *span));
                            }
                            _ => {}
                        }
                    }
                }
                _ => {}
            }
        }
    }
    found
}

/// What nobody is named to judge.
struct Unjudged<'m> {
    words: &'m str,
    span: Span,
    nature: Nature,
    bare: bool,
}

impl<'m> Unjudged<'m> {
    fn words(words: &'m str, span: Span) -> Self {
        Self { words, span, nature: Nature::Words, bare: false }
    }

    fn other(treaty: &'m Treaty<'m>, span: Span, nature: Nature) -> Self {
        Self { words: span.of(treaty.text), span, nature, bare: true }
    }
}

fn in_occasions<'m>(treaty: &'m Treaty<'m>, occasions: &'m Occasions<'m>, found: &mut dyn FnMut(Unjudged<'m>)) {
    occasions.any.iter().flatten().for_each(|it| in_occasion(treaty, it, found));
}

fn in_occasion<'m>(treaty: &'m Treaty<'m>, occasion: &'m Occasion<'m>, found: &mut dyn FnMut(Unjudged<'m>)) {
    let nature = match &occasion.kind {
        OccasionKind::Words(text) => return found(Unjudged::words(text, occasion.span)),
        OccasionKind::Phase(Phase::Breach, target) | OccasionKind::State(target, State::Breached) => {
            unfound(treaty, *target)
        }
        OccasionKind::Phase(Phase::Start | Phase::Completion, target)
        | OccasionKind::State(target, _)
        | OccasionKind::Named(target)
        | OccasionKind::EntryIntoForce(Some(target)) => unsaid(treaty, *target),
        OccasionKind::Ratification(_, by) | OccasionKind::Signature(_, by)
            if by.iter().any(|it| is_unread(treaty, it)) =>
        {
            Some(Nature::Words)
        }
        OccasionKind::Decided(decision) => return in_decision(treaty, decision, found),
        _ => None,
    };
    if let Some(nature) = nature {
        found(Unjudged::other(treaty, occasion.span, nature));
    }
}

/// A thing of which nobody says that it has come.
fn unsaid(treaty: &Treaty<'_>, target: RefTarget) -> Option<Nature> {
    match target {
        RefTarget::Milestone(_) => Some(Nature::Milestone),
        RefTarget::Instrument(id) => treaty.instruments[id.0 as usize].read.is_none().then_some(Nature::Instrument),
        _ => None,
    }
}

/// A breach of something that nobody looks after.
fn unfound(treaty: &Treaty<'_>, target: RefTarget) -> Option<Nature> {
    let watched = |breached: &Provision<'_>| {
        breached.details.iter().any(|it| matches!(&it.kind, DetailKind::VerifiedBy(_)))
            || treaty.provisions.iter().any(|it| looks_after(treaty, it, breached))
    };
    let mut breached = breakable(treaty, target).peekable();
    (breached.peek().is_some() && !breached.any(watched)).then_some(Nature::Breach)
}

fn in_decision<'m>(treaty: &'m Treaty<'m>, decision: &'m Decision<'m>, found: &mut dyn FnMut(Unjudged<'m>)) {
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Words(text) => found(Unjudged::words(text, vote.span)),
            VoteKind::Nested(inner) => in_decision(treaty, inner, found),
            VoteKind::Unknown if is_inexact(treaty, vote.span) => {
                found(Unjudged::other(treaty, vote.span, Nature::Words));
            }
            VoteKind::By(of) | VoteKind::Act { of, .. } | VoteKind::Threshold { of, .. } if is_unread(treaty, of) => {
                found(Unjudged::other(treaty, vote.span, Nature::Words));
            }
            _ => {}
        }
    }
}

/// Whether a number of actors is only about so many: nobody can say when it is reached.
fn is_unread(treaty: &Treaty<'_>, of: &Actors<'_>) -> bool {
    of.quantifier == Some(Quantifier::Unread) && is_inexact(treaty, of.span)
}

/// Whether words begin with a number that is only about so much: `at least about 2 of guarantors`.
fn is_inexact(treaty: &Treaty<'_>, span: Span) -> bool {
    let mut words = span.of(treaty.text).split_ascii_whitespace();
    let number = words.find(|it| !matches!(*it, "at" | "least" | "quorum"));
    span.is_own() && matches!(number, Some("about" | "approximately"))
}

fn in_conditions<'m>(treaty: &'m Treaty<'m>, conditions: &'m Conditions<'m>, found: &mut dyn FnMut(Unjudged<'m>)) {
    for condition in conditions.any.iter().flatten().filter(|it| it.found_by.is_none()) {
        match &condition.kind {
            ConditionKind::Nested(inner) => in_conditions(treaty, inner, found),
            ConditionKind::State(target, state, instrument) => {
                let nature = match state {
                    State::Breached => unfound(treaty, *target),
                    _ => unsaid(treaty, instrument.map_or(*target, RefTarget::Instrument)),
                };
                if let Some(nature) = nature {
                    found(Unjudged::other(treaty, condition.span, nature));
                }
            }
            ConditionKind::Events(events) => {
                for event in &events.events {
                    match event.kind {
                        EventKind::Words(text) => found(Unjudged::words(text, event.span)),
                        EventKind::Named(text, _) => {
                            let nature = Nature::Words;
                            found(Unjudged { words: text, span: event.span, nature, bare: true });
                        }
                        EventKind::Phase(Phase::Breach, target) => {
                            if let Some(nature) = unfound(treaty, target) {
                                found(Unjudged::other(treaty, event.span, nature));
                            }
                        }
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
            let (OccasionKind::Named(RefTarget::Provision(id))
            | OccasionKind::State(RefTarget::Provision(id), State::Triggered)) = occasion.kind
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
        let proceeds = |clock: &Clock<'_>| clock.expiry.as_ref().is_some_and(|it| goes_on(it));
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
            if let OccasionKind::Named(RefTarget::Provision(id))
            | OccasionKind::Phase(Phase::Completion | Phase::End, RefTarget::Provision(id))
            | OccasionKind::State(RefTarget::Provision(id), _) = occasion.kind
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
    matches!(clock.limit, Limit::Within(Period::Of { approximate: false, .. } | Period::Unknown) | Limit::Instant(_))
}

/// Whether the end of a clock opens what waited for it, or lets somebody else open it.
fn goes_on(expiry: &Expiry<'_>) -> bool {
    matches!(expiry.kind, ExpiryKind::Proceed | ExpiryKind::Decision(_))
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
        let gates = provision.gates.iter().filter_map(|gate| match &gate.kind {
            ClauseKind::Upon(occasions) => Some(occasions),
            _ => None,
        });
        let details = provision.details.iter().filter_map(|detail| match &detail.kind {
            DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => Some(occasions),
            _ => None,
        });
        let starts = provision.details.iter().filter_map(|detail| match &detail.kind {
            DetailKind::Starting(occasion) => Some(&**occasion),
            _ => None,
        });
        let upon = provision.upon.iter().map(|it| &**it).chain(gates).chain(details);
        for occasion in upon.flat_map(|it| &it.any).flatten().chain(starts) {
            match occasion.kind {
                OccasionKind::Phase(Phase::Completion | Phase::Start, RefTarget::Provision(id))
                | OccasionKind::State(RefTarget::Provision(id), State::Fulfilled) => {
                    seen(performers(id), occasion.span, Some(id));
                }
                // Forces, or goods, that are there.
                OccasionKind::Named(RefTarget::Provision(id)) | OccasionKind::State(RefTarget::Provision(id), _)
                    if matches!(treaty.provision(id).kind, ProvisionKind::Deployment | ProvisionKind::Supply) =>
                {
                    seen(performers(id), occasion.span, Some(id));
                }
                _ => {}
            }
        }
    }
    found
}

/// Performances for which a decision waits. What its clock opens, or another way goes around, waits for nobody.
fn performances<'m>(decision: &'m Decision<'m>, found: &mut dyn FnMut(&'m Actors<'m>, Span)) {
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
            ConditionKind::State(RefTarget::Provision(id), State::Fulfilled, None) => found(*id, condition.span),
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
pub(in crate::analysis) fn terms<'m>(circuits: &mut Circuits<'m>) -> Vec<TimedPromise<'m>> {
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
                        CircuitNode::Root(rule, _) => {
                            bodies.entry(rule).or_insert_with(|| veto_players(circuits, node)).clone()
                        }
                        _ => veto_players(circuits, node),
                    }
                }
                None => ActorSet::new(),
            };
            let (file, span, provision) = (provision.file, detail.span, provision.id);
            found.push(TimedPromise { power, provision, file, span, period, lapses, decision, veto_players });
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
    players.retain(|actor| !circuits.opens_in(node, Obstruction::block(&[*actor])));
    players
}

/// The provisions of the draft itself.
fn own<'m>(treaty: &'m Treaty<'m>) -> impl Iterator<Item = &'m Provision<'m>> {
    treaty.provisions.iter().filter(|it| it.file == treaty.file)
}
