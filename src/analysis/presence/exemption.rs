//! What a ban leaves open: an exception in its own words, a permission, a trigger that lifts it, a saving clause.

use rustc_hash::FxHashSet;

use super::ban::nations;
use super::{Ban, ForceEntry};
use crate::analysis::forces::{Forces, is_hosting, is_positive, places};
use crate::model::vocabulary::role;
use crate::model::{
    ActorId, Actors, Condition, ConditionKind, Conditions, Decision, DetailKind, EventKind, GateKind, Object,
    OccasionKind, OpenWord, Provision, ProvisionId, RefTarget, Treaty, UnitId, Until, Vote, VoteKind,
};
use crate::source::FileId;
use crate::syntax::ast::{Act, State};

/// Whether a ban lets something through.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relief {
    /// It does not.
    None,
    /// It has an exception in words that may cover it, or ends at some point.
    Perhaps,
    /// It does.
    Exempt,
}

/// What the text lets through besides the exceptions of each ban.
#[derive(Debug, Default)]
pub(super) struct Exemptions {
    /// Provisions that a host may receive: who, what.
    permitted: FxHashSet<(ActorId, ProvisionId)>,
    /// What a saving clause keeps as it is.
    saved: FxHashSet<ProvisionId>,
    saved_units: FxHashSet<UnitId>,
    /// Texts over which the draft prevails.
    overruled: FxHashSet<FileId>,
}

impl Exemptions {
    pub(super) fn of<'m>(treaty: &'m Treaty<'m>, forces: &Forces<'m>) -> Self {
        let mut exemptions = Self::default();
        for force in &forces.all {
            let receivers = forces.receivers(force);
            exemptions.permitted.extend(receivers.map(|it| (it, force.provision.id)));
        }
        for provision in &treaty.provisions {
            for sentence in &provision.sentences {
                if !sentence.modal.is_some_and(is_positive) || !is_hosting(sentence.verb) {
                    continue;
                }
                let Some(bearer) = &sentence.bearer else { continue };
                for object in &sentence.objects {
                    if let Object::Provision(id, _) = object {
                        let hosts = treaty.members(bearer, None);
                        exemptions.permitted.extend(hosts.into_iter().map(|it| (it, *id)));
                    }
                }
            }
            for detail in &provision.details {
                let DetailKind::Relation(relation, targets, _) = &detail.kind else { continue };
                for (target, _) in targets {
                    match (*relation, target) {
                        ("without prejudice to", RefTarget::Provision(id)) => drop(exemptions.saved.insert(*id)),
                        ("without prejudice to", RefTarget::Unit(id)) => drop(exemptions.saved_units.insert(*id)),
                        ("prevails over" | "replaces", RefTarget::Instrument(id)) if treaty.is_own(provision) => {
                            let read = treaty.instruments[id.0 as usize].read.as_ref();
                            exemptions.overruled.extend(read.map(|it| it.file));
                        }
                        _ => {}
                    }
                }
            }
        }
        exemptions
    }

    pub(super) fn relief<'m>(
        &self,
        treaty: &'m Treaty<'m>,
        ban: &Ban<'m>,
        arrival: &ForceEntry<'m>,
        host: Option<ActorId>,
    ) -> Relief {
        let id = arrival.provision.id;
        let overruled = treaty.is_own(arrival.provision) && self.overruled.contains(&ban.file);
        if self.saved.contains(&id)
            || overruled
            || arrival.provision.unit.is_some_and(|it| self.saved_units.contains(&it))
            || host.is_some_and(|host| self.permitted.contains(&(host, id)))
        {
            return Relief::Exempt;
        }
        let mut relief = Relief::None;
        if let Some(place) = ban.place {
            for detail in &treaty.places[place.0 as usize].details {
                relief = relief.max(match &detail.kind {
                    DetailKind::PermitsThere(objects) => excepted(treaty, objects, arrival),
                    DetailKind::EnforcedBy(by) if by.iter().any(|it| it.0 == RefTarget::Provision(id)) => {
                        Relief::Exempt
                    }
                    _ => Relief::None,
                });
            }
        }
        if let Some(sentence) = ban.sentence {
            relief = relief.max(excepted(treaty, &sentence.except, arrival));
        }
        if let Some(provision) = ban.provision {
            relief = relief.max(conditional(treaty, provision, arrival));
        }
        relief
    }
}

/// Whether a list of exceptions holds an arrival.
fn excepted<'m>(treaty: &'m Treaty<'m>, list: &'m [Object<'m>], arrival: &ForceEntry<'m>) -> Relief {
    let mut relief = Relief::None;
    let mut roles: Vec<&str> = Vec::new();
    for object in list {
        let found = match object {
            Object::Provision(id, _) if *id == arrival.provision.id || arrival.upon.contains(id) => Relief::Exempt,
            Object::Actors(actors) => {
                let exempt = nations(treaty, actors);
                let all = &arrival.senders;
                let covered = !all.open && !all.unknown && all.actors.iter().all(|it| exempt.binary_search(it).is_ok());
                if covered { Relief::Exempt } else { Relief::None }
            }
            Object::Place(place, _) => match arrival.area {
                Some(area) if places(area).contains(place) => Relief::Exempt,
                _ => Relief::None,
            },
            Object::Word(OpenWord { quoted: true, .. }) => Relief::Perhaps,
            Object::Word(word) => {
                roles.push(word.text);
                if role(word.text).is_some() { Relief::None } else { Relief::Perhaps }
            }
            _ => Relief::None,
        };
        relief = relief.max(found);
    }
    let teaching = |word: &str| word == "foreign-advisers" || word == "training" || word == "advisory";
    let only = |word: &OpenWord<'_>| {
        roles.contains(&word.text)
            || (matches!(word.text, "training" | "advisory") && roles.iter().any(|it| teaching(it)))
    };
    if !roles.is_empty() && !arrival.roles.is_empty() && arrival.roles.iter().all(only) {
        return Relief::Exempt;
    }
    relief
}

/// Whether a ban is lifted when the arrival comes.
fn conditional<'m>(treaty: &'m Treaty<'m>, ban: &'m Provision<'m>, arrival: &ForceEntry<'m>) -> Relief {
    let mut relief = if ban.upon.is_empty() { Relief::None } else { Relief::Perhaps };
    for gate in &ban.gates {
        relief = relief.max(match &gate.kind {
            GateKind::Unless(conditions) => lifted(treaty, conditions, arrival, false),
            GateKind::If(conditions) => lifted(treaty, conditions, arrival, true),
            GateKind::PresumedUnless(_) | GateKind::Request(_) | GateKind::Decision(_) | GateKind::Upon(_) => {
                Relief::Perhaps
            }
            GateKind::Consultation(_) => Relief::None,
        });
    }
    for detail in &ban.details {
        relief = relief.max(match &detail.kind {
            DetailKind::Until(until) => match &**until {
                Until::Occasion(occasion) => match occasion.kind {
                    OccasionKind::Named(RefTarget::Provision(id))
                    | OccasionKind::State(RefTarget::Provision(id), _)
                        if arrival.upon.contains(&id) =>
                    {
                        Relief::Exempt
                    }
                    _ => Relief::Perhaps,
                },
                _ => Relief::Perhaps,
            },
            DetailKind::LimitedTo(_) | DetailKind::SolelyTo(_) => Relief::Perhaps,
            DetailKind::Excludes(words) => {
                let own = !arrival.roles.is_empty()
                    && arrival.roles.iter().all(|role| words.iter().any(|it| it.text == role.text));
                if own { Relief::Exempt } else { Relief::Perhaps }
            }
            _ => Relief::None,
        });
    }
    relief
}

/// Whether the conditions of an exception hold when the arrival comes. `negated`: they are those under which the ban
/// itself holds.
fn lifted<'m>(
    treaty: &'m Treaty<'m>,
    conditions: &'m Conditions<'m>,
    arrival: &ForceEntry<'m>,
    negated: bool,
) -> Relief {
    // `unless A or B`: each alternative lifts it by itself.
    let exempt = conditions.any.iter().any(|all| all.iter().all(|it| comes_with(treaty, it, arrival, negated)));
    if exempt { Relief::Exempt } else { Relief::Perhaps }
}

fn comes_with<'m>(
    treaty: &'m Treaty<'m>,
    condition: &'m Condition<'m>,
    arrival: &ForceEntry<'m>,
    negated: bool,
) -> bool {
    if condition.negated != negated {
        return false;
    }
    match &condition.kind {
        ConditionKind::Decided(decision) => decision
            .any
            .iter()
            .any(|votes| !votes.is_empty() && votes.iter().all(|it| has(treaty, arrival.provision, it))),
        ConditionKind::State(RefTarget::Provision(id), State::Triggered, _) => arrival.upon.contains(id),
        ConditionKind::Events(events) => events.events.iter().any(|event| match &event.kind {
            EventKind::Named(word, _) => arrival.upon.iter().any(|id| opens_on(treaty.provision(*id), word)),
            _ => false,
        }),
        ConditionKind::Nested(inner) => {
            inner.any.iter().any(|all| all.iter().all(|it| comes_with(treaty, it, arrival, negated)))
        }
        _ => false,
    }
}

/// Whether a trigger has that name, or opens on that event.
fn opens_on(trigger: &Provision<'_>, word: &str) -> bool {
    let events = trigger.events.iter().flat_map(|it| &it.events);
    trigger.name == word
        || events.into_iter().any(|it| matches!(&it.kind, EventKind::Named(event, _) if *event == word))
}

/// Whether what brings forces waits itself for the word that an exception asks for: the same consent, the same authority.
fn has<'m>(treaty: &'m Treaty<'m>, provision: &'m Provision<'m>, wanted: &Vote<'m>) -> bool {
    let (VoteKind::Act { of, .. } | VoteKind::By(of)) = &wanted.kind else { return false };
    let asked = treaty.resolve(of, None);
    if asked.unknown || asked.open || asked.actors.is_empty() {
        return false;
    }
    let consents = matches!(wanted.kind, VoteKind::Act { act: Act::Consent, .. });
    let covers = |of: &Actors<'m>| {
        let found = treaty.members(of, None);
        asked.actors.iter().all(|it| found.binary_search(it).is_ok())
    };
    let same = |vote: &Vote<'m>| match (&vote.kind, &wanted.kind) {
        (VoteKind::Act { act: one, of, .. }, VoteKind::Act { act: other, .. }) => one == other && covers(of),
        (VoteKind::By(of), VoteKind::By(_)) => covers(of),
        _ => false,
    };
    let decides = |it: &Decision<'m>| !it.any.is_empty() && it.any.iter().all(|votes| votes.iter().any(same));
    provision.details.iter().any(|it| match &it.kind {
        DetailKind::ConsentOf(of, ..) => consents && covers(of),
        DetailKind::AuthorisedBy(decision) => decides(decision),
        _ => false,
    }) || provision.gates.iter().any(|it| matches!(&it.kind, GateKind::Decision(decision) if decides(decision)))
        || provision.decided.as_deref().is_some_and(|it| !it.unless && decides(&it.decision))
}
