//! What a text keeps off somebody's soil, and what it brings there all the same.

mod arrival;
mod ban;
mod exemption;

pub use arrival::ForceEntry;
pub use ban::{Ban, Barred};

use rustc_hash::FxHashMap;

use super::forces::{Forces, places};
use crate::model::{ActorId, ActorSet, Area, AreaTerm, PlaceId, Treaty};
use arrival::arrivals;
use ban::Bans;
use exemption::{Exemptions, Relief};

/// So many bans of one state or place are held against one arrival.
const BANS: usize = 16;

/// So many places are followed from one to the one that it lies within.
const STEPS: u32 = 16;

/// Bans on the forces of others, and what clashes with them.
#[derive(Debug, Default)]
pub struct ForeignForces<'m> {
    /// The bans, in the order of the text; those of zones behind.
    pub bans: Vec<Ban<'m>>,
    /// What brings forces, in the order of the text.
    pub arrivals: Vec<ForceEntry<'m>>,
    /// What clashes with what, by ban.
    pub clashes: Vec<Clash>,
}

/// A ban, and what brings forces against it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Clash {
    /// The ban's place in [`ForeignForces::bans`].
    pub ban: usize,
    /// The place in [`ForeignForces::arrivals`].
    pub arrival: usize,
    /// On whose soil; `None` for a zone.
    pub host: Option<ActorId>,
    /// Whether the ban has an exception of which the text does not say whether it covers this.
    pub doubtful: bool,
}

impl<'m> ForeignForces<'m> {
    pub(super) fn of(treaty: &'m Treaty<'m>, forces: &Forces<'m>) -> Self {
        let bans = Bans::of(treaty, forces);
        if bans.all.is_empty() {
            return Self::default();
        }
        let exemptions = Exemptions::of(treaty, forces);
        let mut presence = Self { bans: bans.all, arrivals: arrivals(treaty, forces), clashes: Vec::new() };
        let (by_host, by_place) = index(&presence.bans);
        for (at, arrival) in presence.arrivals.iter().enumerate() {
            for host in &arrival.hosts {
                for ban in by_host.get(host).into_iter().flatten().take(BANS) {
                    presence.clashes.extend(clash(treaty, &presence.bans, *ban, at, arrival, Some(*host), &exemptions));
                }
            }
            for place in lies_in(treaty, arrival.area) {
                for ban in by_place.get(&place).into_iter().flatten().take(BANS) {
                    presence.clashes.extend(clash(treaty, &presence.bans, *ban, at, arrival, None, &exemptions));
                }
            }
        }
        presence.clashes.sort_unstable();
        presence.clashes.dedup_by_key(|it| (it.ban, it.arrival));
        presence
    }
}

type Index<K> = FxHashMap<K, Vec<usize>>;

fn index(bans: &[Ban<'_>]) -> (Index<ActorId>, Index<PlaceId>) {
    let (mut by_host, mut by_place) = (Index::default(), Index::default());
    for (at, ban) in bans.iter().enumerate() {
        match ban.place {
            Some(place) => by_place.entry(place).or_insert_with(Vec::new).push(at),
            None => {
                for host in &ban.hosts {
                    by_host.entry(*host).or_insert_with(Vec::new).push(at);
                }
            }
        }
    }
    (by_host, by_place)
}

fn clash<'m>(
    treaty: &'m Treaty<'m>,
    bans: &[Ban<'m>],
    at: usize,
    arrival_at: usize,
    arrival: &ForceEntry<'m>,
    host: Option<ActorId>,
    exemptions: &Exemptions,
) -> Option<Clash> {
    let ban = &bans[at];
    if ban.provision.is_some_and(|it| it.id == arrival.provision.id) {
        return None;
    }
    let foreign = arrival.senders.open
        || arrival.senders.unknown
        || arrival.senders.actors.iter().any(|it| match host {
            Some(host) => *it != host,
            None => !ban.foreign_only || ban.hosts.binary_search(it).is_err(),
        });
    let meant = match &ban.senders {
        None => foreign,
        Some(barred) => arrival.nations.iter().any(|it| barred.binary_search(it).is_ok() && host != Some(*it)),
    };
    if !meant || !ban.barred.meets(arrival) || !overlaps(treaty, ban, arrival) {
        return None;
    }
    let doubtful = match exemptions.relief(treaty, ban, arrival, host) {
        Relief::Exempt => return None,
        Relief::Perhaps => true,
        Relief::None => false,
    };
    Some(Clash { ban: at, arrival: arrival_at, host, doubtful })
}

/// The places of an area with all that they lie within.
fn lies_in(treaty: &Treaty<'_>, area: Option<&Area<'_>>) -> Vec<PlaceId> {
    let mut found = Vec::new();
    let Some(area) = area else { return found };
    for place in places(area) {
        let mut next = Some(place);
        for _ in 0..STEPS {
            let Some(place) = next.filter(|it| !found.contains(it)) else { break };
            found.push(place);
            let within = treaty.places[place.0 as usize].within.as_ref();
            next = within.and_then(|it| places(it).first().copied());
        }
    }
    found
}

/// Whether an arrival happens where a ban holds. A ban on a part of a territory bars nothing from the rest of it.
fn overlaps(treaty: &Treaty<'_>, ban: &Ban<'_>, arrival: &ForceEntry<'_>) -> bool {
    let Some(area) = ban.area else { return true };
    let there = lies_in(treaty, arrival.area);
    let excepted = places(&Area { include: area.except.clone(), ..Area::default() });
    if !excepted.is_empty() && !there.is_empty() && there.iter().all(|it| excepted.contains(it)) {
        return false;
    }
    area.include.iter().any(|term| match term {
        AreaTerm::TerritoryOf(_, None) => true,
        AreaTerm::TerritoryOf(_, Some(words)) | AreaTerm::Words(words) => said(arrival.area, words),
        AreaTerm::Place(id, _) => there.contains(id),
        AreaTerm::Nested(area) => places(area).iter().any(|it| there.contains(it)),
        AreaTerm::Unknown => false,
    })
}

/// Whether an area is described in just these words.
fn said(area: Option<&Area<'_>>, words: &str) -> bool {
    area.is_some_and(|area| {
        area.include.iter().any(|term| match term {
            AreaTerm::TerritoryOf(_, Some(other)) | AreaTerm::Words(other) => *other == words,
            _ => false,
        })
    })
}

/// Adds the members of the organizations among some actors.
fn with_members(treaty: &Treaty<'_>, actors: &mut ActorSet) {
    let organizations: ActorSet = actors.iter().copied().filter(|it| treaty.actor(*it).body.is_some()).collect();
    for organization in organizations {
        actors.extend(treaty.members_of(organization, None).actors);
    }
    actors.sort_unstable();
    actors.dedup();
}
