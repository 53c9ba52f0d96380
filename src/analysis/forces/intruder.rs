//! Who of an attacker's bloc has troops where it may attack.

use rustc_hash::FxHashMap;

use super::ForcePart;
use crate::analysis::circuit::joining;
use crate::model::vocabulary::role;
use crate::model::{ActorId, Actors, Case, DetailKind, SetTerm, Treaty};

/// So many people are liaison, no garrison.
const LIAISON: u64 = 25;

/// Which cases each actor has a part in, as attacker or with it.
#[derive(Debug)]
pub struct Blocs<'m> {
    treaty: &'m Treaty<'m>,
    cases: FxHashMap<ActorId, Vec<&'m Case>>,
}

/// One of an attacker's bloc in a force that stands where it may attack.
#[derive(Clone, Copy, Debug)]
pub struct UninvitedContingent<'m> {
    /// Who.
    pub actor: ActorId,
    /// The attack that is thought through.
    pub case: &'m Case,
    /// The organization through which it takes part.
    pub through: Option<ActorId>,
    /// Whether the victim belongs to that organization too, or anybody may take part.
    pub open: bool,
}

impl<'m> Blocs<'m> {
    /// The blocs of a draft.
    pub fn of(treaty: &'m Treaty<'m>) -> Self {
        let mut cases: FxHashMap<ActorId, Vec<&Case>> = FxHashMap::default();
        for case in &treaty.threat.cases {
            for actor in &case.bloc {
                cases.entry(*actor).or_default().push(case);
            }
        }
        Self { treaty, cases }
    }

    /// Who of them sends, leads or commands a force on the soil of one whom it may attack; open cases last.
    pub fn within(&self, force: &ForcePart<'m>) -> Vec<UninvitedContingent<'m>> {
        if self.cases.is_empty() {
            return Vec::new();
        }
        let treaty = self.treaty;
        let anybody = force.by.iter().any(|it| it.include.iter().any(|term| matches!(term, SetTerm::AnyState)));
        let mut sent = force.senders.actors.clone();
        for detail in &force.provision.details {
            if let DetailKind::Lead(actors) | DetailKind::Command(Some(actors), _) = &detail.kind {
                sent.extend(treaty.members(actors, None));
            }
        }
        let mut found = Vec::new();
        // Nothing keeps those out who may join a group of senders.
        for case in &treaty.threat.cases {
            if !case.victim.is_some_and(|it| force.hosts.has(it)) {
                continue;
            }
            for actor in force.by.iter().flat_map(|by| joining(treaty, by, true, case)) {
                if !sent.contains(&actor) && !found.iter().any(|it: &UninvitedContingent<'m>| it.actor == actor) {
                    found.push(UninvitedContingent { actor, case, through: None, open: true });
                }
            }
        }
        for sender in sent {
            if let Some(case) = self.near(force, sender) {
                found.push(UninvitedContingent { actor: sender, case, through: None, open: anybody });
            } else if treaty.actor(sender).body.is_some() {
                let members = treaty.members_of(sender, None).actors;
                let intruder = members.iter().find_map(|it| Some((*it, self.near(force, *it)?)));
                let Some((actor, case)) = intruder.filter(|it| !self.is_left_out(force, it.0)) else { continue };
                let open = case.victim.is_some_and(|it| members.binary_search(&it).is_ok());
                found.push(UninvitedContingent { actor, case, through: Some(sender), open });
            }
        }
        found.sort_by_key(|it| it.open);
        found
    }

    /// An attack that the actor has a part in, on one on whose soil the force stands.
    fn near(&self, force: &ForcePart<'m>, actor: ActorId) -> Option<&'m Case> {
        let mut cases = self.cases.get(&actor).into_iter().flatten().copied();
        cases.find(|case| case.victim.is_some_and(|it| force.hosts.has(it)))
    }

    /// `by OSCE except RUS`
    fn is_left_out(&self, force: &ForcePart<'m>, actor: ActorId) -> bool {
        force.by.iter().any(|it| {
            let less = Actors { include: it.except.clone(), ..Actors::default() };
            !less.include.is_empty() && self.treaty.members(&less, None).contains(&actor)
        })
    }
}

impl ForcePart<'_> {
    /// Whether it is a handful of people in impartial roles, and in no others.
    pub fn is_liaison(&self) -> bool {
        let impartial =
            |word: &str| role(word).is_some_and(|it| it.impartial && !it.combat && it.word != "peacekeeping");
        let few = self.ceilings().any(|(_, amount)| {
            let people = matches!(amount.unit, "" | "personnel" | "persons" | "officers" | "observers" | "inspectors");
            people && amount.thousandths.is_some_and(|it| it <= LIAISON * 1000)
        });
        few && self.roles.is_some_and(|roles| roles.closed && roles.words.iter().all(|it| impartial(it.text)))
    }
}
