//! What follows from a breach: for which duties the text has something follow when they are broken, or holds something back
//! until they are performed.

use super::Facts;
use super::circuit::looks_after;
use super::forces::{area_of, is_negative, object_class, places};
use super::strength::Strength;
use crate::model::vocabulary::{
    Basis, NounContent, ObjectClass, basis, event, matter, means, object as object_of, role,
};
use crate::model::{
    ActorId, ActorKind, ActorSet, Actors, ConditionKind, Conditions, Decision, DetailKind, EventKind, Events, GateKind,
    Object, OccasionKind, Occasions, OpenWord, PlaceId, Provision, ProvisionId, RefTarget, Sentence, SetTerm,
    StepOrder, Timing, Treaty, UnitId, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{Act, Phase, ProvisionKind, State};
use rustc_hash::FxHashSet;

/// The duties of which the text says that something follows from a breach.
#[derive(Clone, Debug, Default)]
pub struct Consequences {
    provisions: FxHashSet<ProvisionId>,
    units: FxHashSet<UnitId>,
    /// Those on whose performance something waits.
    performers: FxHashSet<ActorId>,
    /// Whether a breach of any ceasefire sets something off.
    ceasefires: bool,
    /// Whether a duty to help answers an attack.
    attack: bool,
    /// The places in which it answers none.
    left_out: FxHashSet<PlaceId>,
    /// Whether a court or an arbitrator decides on every breach, or a force between the sides may enforce what is owed.
    upheld: bool,
}

/// The consequences of a draft.
pub(super) fn consequences(facts: &Facts<'_>) -> Consequences {
    let treaty = facts.treaty();
    let mut found = Consequences::default();
    for provision in treaty.own_provisions() {
        // A trigger on which nothing hangs is no consequence.
        if provision.kind != ProvisionKind::Trigger || !facts.answers().to(provision.id).is_empty() {
            found.of_provision(treaty, provision);
        }
        found.upheld |= enforces(treaty, provision);
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::BreachLeadsTo(target) | DetailKind::BreachIs(target) if is_known(*target) => {
                    found.provisions.insert(provision.id);
                }
                DetailKind::FindingLeadsTo(target) if is_known(*target) => {
                    let covered = treaty.own_provisions().filter(|it| looks_after(treaty, provision, it));
                    found.provisions.extend(covered.map(|it| it.id));
                }
                DetailKind::Forums(forums) => found.upheld |= forums.iter().any(|it| decides(facts, &it.0)),
                _ => {}
            }
        }
    }
    for step in &treaty.steps {
        if matches!(step.order, StepOrder::Before | StepOrder::Requires) && step.second.is_some() {
            found.target(step.first);
        }
    }
    found.attacks(facts);
    found
}

/// Whether a force that stands between the sides, or an organ, may use force or enforce.
fn enforces(treaty: &Treaty<'_>, provision: &Provision<'_>) -> bool {
    let roles = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Roles(_, words) => words.iter().any(|it| role(it.text).is_some_and(|it| it.combat && it.impartial)),
        _ => false,
    });
    let between = |actors: &Actors<'_>| {
        actors.include.iter().any(|it| match it {
            SetTerm::Provision(_) => true,
            SetTerm::Actor(id) => {
                matches!(treaty.actor(*id).kind, ActorKind::Body | ActorKind::Organization | ActorKind::Office)
            }
            _ => false,
        })
    };
    let of_force = |object: &Object<'_>| match object {
        Object::Word(word) => {
            let armed = |it: &str| means(it).is_some_and(|it| it.armed) || object_of(it) == Some(ObjectClass::Force);
            armed(word.text) || word.quoted && word.text.split(|it: char| !it.is_alphanumeric()).any(armed)
        }
        _ => false,
    };
    // What serves the defence of the force itself enforces nothing.
    let own_defence = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Basis(words) => words.iter().any(|it| basis(it.text) == Some(Basis::SelfDefence)),
        _ => false,
    });
    let sentence = |it: &Sentence<'_>| {
        it.bearer.as_ref().is_some_and(between)
            && it.modal.is_some_and(|it| !is_negative(it))
            && (it.verb == "enforce" || it.verb == "use" && it.objects.iter().any(of_force))
    };
    roles || !own_defence && provision.kind.is_norm() && provision.sentences.iter().any(|it| sentence(it))
}

fn is_known(target: RefTarget) -> bool {
    !matches!(target, RefTarget::Hole | RefTarget::Missing)
}

/// Whether a forum settles a dispute, and does not only talk about it. A body without a rule, or one that an assumed attacker
/// can keep from deciding, settles none.
fn decides(facts: &Facts<'_>, forum: &OpenWord<'_>) -> bool {
    const TALKS: &[&str] = &["conciliation", "consultation", "consultations", "good-offices", "mediation"];
    let treaty = facts.treaty();
    let body = treaty.actor_named(forum.text).and_then(|it| treaty.actor(it).body.as_deref());
    let free = body.is_none_or(|body| {
        let general = body.rules.iter().find(|it| it.matters.is_empty()).and_then(|it| it.decision.as_ref());
        let held =
            |it| treaty.threat.cases.iter().any(|case| facts.blocks_decision(&case.bloc, it, Some(case)).is_some());
        general.is_some_and(|it| !held(it))
    });
    free && !forum.hole && !TALKS.contains(&forum.text) && matter(forum.text) != NounContent::Talk
}

impl Consequences {
    /// Whether something follows when somebody breaks a duty, or is held back until it is performed.
    pub fn follows(&self, treaty: &Treaty<'_>, duty: &Provision<'_>) -> bool {
        self.upheld
            || self.provisions.contains(&duty.id)
            || treaty.outward(duty.unit).any(|it| self.units.contains(&it))
            || duty.kind == ProvisionKind::Ceasefire && self.ceasefires
            || self.is_answered_as_attack(duty)
            || !self.performers.is_empty()
                && super::bearers(duty).flat_map(|it| treaty.members(it, None)).any(|it| self.performers.contains(&it))
    }

    /// Whether whoever breaks a duty attacks, and a duty to help answers that.
    fn is_answered_as_attack(&self, duty: &Provision<'_>) -> bool {
        let elsewhere = || {
            area_of(duty).map(places).is_some_and(|it| !it.is_empty() && it.iter().all(|it| self.left_out.contains(it)))
        };
        self.attack && is_about_force(duty) && !elsewhere()
    }

    fn of_provision(&mut self, treaty: &Treaty<'_>, provision: &Provision<'_>) {
        provision.events.iter().for_each(|it| self.events(it));
        provision.upon.iter().for_each(|it| self.occasions(it));
        for gate in &provision.gates {
            match &gate.kind {
                GateKind::Upon(occasions) => self.occasions(occasions),
                GateKind::If(it) | GateKind::Unless(it) | GateKind::PresumedUnless(it) => self.conditions(it),
                GateKind::Decision(decision) => self.decision(treaty, decision),
                GateKind::Request(_) | GateKind::Consultation(_) => {}
            }
        }
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(it))
                | DetailKind::SnapbackUpon(it, _)
                | DetailKind::ReliefUpon(it, _) => self.occasions(it),
                _ => {}
            }
        }
    }

    fn target(&mut self, target: RefTarget) {
        match target {
            RefTarget::Provision(id) => drop(self.provisions.insert(id)),
            RefTarget::Unit(id) => drop(self.units.insert(id)),
            _ => {}
        }
    }

    fn events(&mut self, events: &Events<'_>) {
        for event in &events.events {
            match event.kind {
                EventKind::Phase(Phase::Breach | Phase::Completion, target) | EventKind::Named(_, Some(target)) => {
                    self.target(target);
                }
                EventKind::Named("ceasefire-breach", None) => self.ceasefires = true,
                _ => {}
            }
        }
    }

    fn occasions(&mut self, occasions: &Occasions<'_>) {
        for occasion in occasions.any.iter().flatten() {
            if let OccasionKind::Phase(Phase::Breach | Phase::Completion, target)
            | OccasionKind::State(target, State::Breached | State::Fulfilled | State::Holds) = occasion.kind
            {
                self.target(target);
            }
        }
    }

    fn conditions(&mut self, conditions: &Conditions<'_>) {
        conditions.each(&mut |it| match &it.kind {
            ConditionKind::State(target, State::Breached | State::Fulfilled | State::Holds, _) => self.target(*target),
            ConditionKind::Events(events) => self.events(events),
            _ => {}
        });
    }

    fn decision(&mut self, treaty: &Treaty<'_>, decision: &Decision<'_>) {
        for vote in decision.any.iter().flatten() {
            match &vote.kind {
                VoteKind::Act { act: Act::Performance, of, .. } => self.performers.extend(treaty.members(of, None)),
                VoteKind::Nested(inner) => self.decision(treaty, inner),
                _ => {}
            }
        }
    }

    /// What triggers answer an attack by a duty to help, and where they answer none.
    fn attacks(&mut self, facts: &Facts<'_>) {
        let treaty = facts.treaty();
        for trigger in treaty.own_provisions().filter(|it| it.kind == ProvisionKind::Trigger) {
            if facts.answers().duty(trigger.id) < Some(Strength::SelfJudged) {
                continue;
            }
            for events in trigger.events.iter().filter(|it| is_attack(it)) {
                let except: FxHashSet<PlaceId> = events
                    .area
                    .iter()
                    .flat_map(|it| &it.except)
                    .filter_map(|it| match it {
                        crate::model::AreaTerm::Place(id, _) => Some(*id),
                        _ => None,
                    })
                    .collect();
                if self.attack {
                    self.left_out.retain(|it| except.contains(it));
                } else {
                    self.left_out = except;
                }
                self.attack = true;
            }
        }
    }
}

/// Whether an attack is among some events.
pub fn is_attack(events: &Events<'_>) -> bool {
    events.events.iter().any(|it| match it.kind {
        EventKind::Named(word, _) => event(word).is_some_and(|it| it.attack),
        _ => false,
    })
}

/// Whether a duty is not to use force, or to leave a territory alone: an attack breaks it.
pub(super) fn is_about_force(duty: &Provision<'_>) -> bool {
    let of_force = |class: Option<ObjectClass>| matches!(class, Some(ObjectClass::Force | ObjectClass::Integrity));
    let says = |word: &OpenWord<'_>| {
        of_force(object_class(word))
            || word.quoted && word.text.split(|it: char| !it.is_alphanumeric()).any(|it| of_force(object_of(it)))
    };
    let named = |objects: &[Object<'_>]| objects.iter().any(|it| matches!(it, Object::Word(word) if says(word)));
    let from = duty.details.iter().any(|it| match &it.kind {
        DetailKind::From(objects, _) => named(objects),
        _ => false,
    });
    duty.kind == ProvisionKind::Ceasefire
        || !duty.sentences.is_empty()
            && (from || duty.sentences.iter().any(|it| named(&it.objects)))
            && duty.sentences.iter().all(|it| it.modal.is_some_and(is_negative) || refrains(it.verb))
}

fn refrains(word: &str) -> bool {
    use crate::model::vocabulary::{VerbClass, verb};
    verb(word).is_some_and(|it| it.class == VerbClass::Refrain)
}

/// Everybody who inspects: the members of a body, whose office it is, who sends a force.
pub(super) fn inspectors<'m>(treaty: &Treaty<'m>, by: &Actors<'m>) -> Option<ActorSet> {
    let found = treaty.resolve(by, None);
    if found.leaves_open() || found.actors.is_empty() {
        return None;
    }
    let mut all = ActorSet::new();
    for id in found.actors {
        let actor = treaty.actor(id);
        let members = treaty.members_of(id, None);
        match &actor.controlled_by {
            Some(of) => all.extend(treaty.members(of, None)),
            None if actor.body.is_some() && !members.leaves_open() && !members.actors.is_empty() => {
                all.extend(members.actors);
            }
            None => all.push(id),
        }
    }
    all.sort_unstable();
    all.dedup();
    Some(all)
}

/// A duty of those who may attack from whose breach nothing follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnansweredDuty {
    /// The duty.
    pub duty: ProvisionId,
    /// The day by which it must be done, if it has one.
    pub deadline: Option<Span>,
}

/// The duties of those who may attack from whose breach nothing follows, in the order of the text.
pub(super) fn unanswered(facts: &Facts<'_>) -> Vec<UnansweredDuty> {
    let treaty = facts.treaty();
    // What an organ decides, it answers itself; what a text says that it does not mean to bind, nobody breaks.
    if treaty.author().is_some() {
        return Vec::new();
    }
    let adverse = treaty.threat.adverse();
    let consequences = facts.consequences();
    let owed = |it: &&Provision<'_>| {
        is_duty(facts, it)
            && it.ambiguity.is_none()
            // What an event sets off answers somebody else's act.
            && !facts.is_set_off(it.id)
            && super::strength::binds(treaty, it) != super::strength::Binding::No
            && bound(facts, it).iter().any(|id| adverse.binary_search(id).is_ok())
            && !consequences.follows(treaty, it)
    };
    let found = treaty.own_provisions().filter(owed);
    found.map(|it| UnansweredDuty { duty: it.id, deadline: deadline(it) }).collect()
}

/// The sides of a ceasefire, as far as the text names them.
pub fn sides(treaty: &Treaty<'_>, truce: &Provision<'_>) -> ActorSet {
    truce.sides().map(|it| treaty.members(it, None)).unwrap_or_default()
}

/// Who is bound: the sides of a ceasefire, whom a limit caps, who owes.
pub fn bound(facts: &Facts<'_>, duty: &Provision<'_>) -> ActorSet {
    let of = duty.details.iter().find_map(|it| match &it.kind {
        DetailKind::Between(of) if duty.kind == ProvisionKind::Ceasefire => Some(of),
        DetailKind::OnActors(of) if duty.kind == ProvisionKind::Limit => Some(&**of),
        _ => None,
    });
    match of {
        Some(of) => facts.treaty().members(of, None),
        None => facts.bearers(duty.id, None),
    }
}

/// Whether something is owed that can be broken: neither help nor talk, which have rules of their own.
fn is_duty(facts: &Facts<'_>, provision: &Provision<'_>) -> bool {
    use crate::model::vocabulary::{VerbClass, verb};
    if matches!(provision.kind, ProvisionKind::Ceasefire | ProvisionKind::Limit) {
        return true;
    }
    let norm = provision.kind.is_norm() && provision.kind != ProvisionKind::Permission;
    let written = facts.strength(provision.id).written;
    let least = |it: Option<super::strength::Graded>| it.is_some_and(|it| it.low >= Strength::Given);
    let acts = provision.sentences.iter().all(|it| {
        verb(it.verb).is_some_and(|it| matches!(it.class, VerbClass::Act | VerbClass::Refrain))
            || it.modal.is_some_and(is_negative)
    });
    norm && acts
        && !provision.sentences.is_empty()
        && (written.restraint.is_some_and(|it| it.low >= Strength::SelfJudged) || least(written.duty))
}

/// The clock of a duty, if it sets a day and says nothing of what follows.
fn deadline(duty: &Provision<'_>) -> Option<Span> {
    use crate::model::{Limit, Period};
    let clock = duty.clock.as_deref().filter(|it| it.softened.is_none() && it.expiry.is_none())?;
    let day = match clock.limit {
        Limit::Within(period @ Period::Of { .. }) => period.exactly().is_some(),
        Limit::Instant(_) => true,
        _ => false,
    };
    day.then_some(clock.span)
}
