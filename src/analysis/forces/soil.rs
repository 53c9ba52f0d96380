//! Whose territory a place is in law.

use crate::model::{ActorId, ActorSet, Actors, Area, AreaTerm, DetailKind, PlaceId, SetTerm, Treaty};
use crate::syntax::ast::RoleGroup;

/// So deep may places lie within places.
const DEPTH: u32 = 32;

/// Whose territory something is in law.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostTerritory {
    /// Whose.
    pub actors: ActorSet,
    /// Only words say where it is, or nothing does.
    pub unknown: bool,
}

/// On whose soil a force stands.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Hosts {
    /// On whose.
    pub actors: ActorSet,
    /// Whether the text says so; if not, they are those whom it calls hosts, or the one whom it protects.
    pub said: bool,
}

impl Hosts {
    /// Whether the force stands on the soil of `actor`.
    pub fn has(&self, actor: ActorId) -> bool {
        self.actors.binary_search(&actor).is_ok()
    }
}

/// The soil of every place.
#[derive(Debug, Default)]
pub(super) struct HostTerritories {
    places: Vec<HostTerritory>,
    /// Those who bear the role of host.
    hosts: ActorSet,
    /// The one beneficiary, if there is one.
    protected: ActorSet,
}

impl HostTerritories {
    pub(super) fn of<'m>(treaty: &'m Treaty<'m>) -> Self {
        let mut protected = treaty.bearers_of(RoleGroup::Beneficiaries);
        if protected.len() != 1 {
            protected.clear();
        }
        let hosts = treaty.bearers_of(RoleGroup::Hosts);
        let mut soils = Self { places: Vec::new(), hosts, protected };
        let mut known: Vec<Option<HostTerritory>> = vec![None; treaty.places.len()];
        for at in 0..known.len() {
            Self::place(treaty, PlaceId(at as u32), &mut known, 0);
        }
        soils.places = known.into_iter().map(|it| it.unwrap_or(UNKNOWN)).collect();
        soils
    }

    pub(super) fn of_place(&self, place: PlaceId) -> &HostTerritory {
        &self.places[place.0 as usize]
    }

    fn place(treaty: &Treaty<'_>, id: PlaceId, known: &mut [Option<HostTerritory>], depth: u32) -> HostTerritory {
        let at = id.0 as usize;
        if let Some(soil) = &known[at] {
            return soil.clone();
        }
        // What lies within itself is nowhere.
        known[at] = Some(UNKNOWN);
        let place = &treaty.places[at];
        let de_jure = place.details.iter().find_map(|it| match &it.kind {
            DetailKind::DeJure(actors) => Some(owners(treaty, actors)),
            _ => None,
        });
        let soil = match de_jure {
            Some(actors) => HostTerritory { unknown: actors.is_empty(), actors },
            None if depth >= DEPTH => UNKNOWN,
            None => {
                let within = place.within.as_ref().or_else(|| {
                    place.details.iter().find_map(|it| match &it.kind {
                        DetailKind::Extent(extent) => extent.within.as_ref(),
                        _ => None,
                    })
                });
                match within {
                    Some(area) => {
                        let mut soil = HostTerritory::default();
                        Self::area(treaty, area, &mut soil, &mut |id, soil: &mut HostTerritory| {
                            let other = Self::place(treaty, id, known, depth + 1);
                            soil.actors.extend(other.actors);
                            soil.unknown |= other.unknown;
                        });
                        sorted(soil)
                    }
                    None => UNKNOWN,
                }
            }
        };
        known[at] = Some(soil.clone());
        soil
    }

    /// Whose soil an area is, as far as its terms say.
    pub(super) fn of_area(&self, treaty: &Treaty<'_>, area: &Area<'_>) -> HostTerritory {
        let mut soil = HostTerritory::default();
        Self::area(treaty, area, &mut soil, &mut |id, soil| {
            let place = self.of_place(id);
            soil.actors.extend_from_slice(&place.actors);
            soil.unknown |= place.unknown;
        });
        sorted(soil)
    }

    fn area(
        treaty: &Treaty<'_>,
        area: &Area<'_>,
        soil: &mut HostTerritory,
        place: &mut dyn FnMut(PlaceId, &mut HostTerritory),
    ) {
        for term in &area.include {
            match term {
                AreaTerm::TerritoryOf(actors, _) => {
                    let owners = owners(treaty, actors);
                    soil.unknown |= owners.is_empty();
                    soil.actors.extend(owners);
                }
                AreaTerm::Place(id, _) => place(*id, soil),
                AreaTerm::Nested(area) => Self::area(treaty, area, soil, place),
                AreaTerm::Words(_) | AreaTerm::Unknown => soil.unknown = true,
            }
        }
    }

    pub(super) fn hosts(&self, treaty: &Treaty<'_>, area: Option<&Area<'_>>) -> Hosts {
        if let Some(area) = area {
            let soil = self.of_area(treaty, area);
            if !soil.actors.is_empty() {
                return Hosts { actors: soil.actors, said: true };
            }
            // Words name a place that may be nobody's: the sea, a strait.
            return Hosts { actors: self.hosts.clone(), said: false };
        }
        let actors = if self.hosts.is_empty() { self.protected.clone() } else { self.hosts.clone() };
        Hosts { actors, said: false }
    }
}

const UNKNOWN: HostTerritory = HostTerritory { actors: Vec::new(), unknown: true };

fn sorted(mut soil: HostTerritory) -> HostTerritory {
    soil.actors.sort_unstable();
    soil.actors.dedup();
    soil
}

/// Those whose territory is meant; the members of an organization, not itself.
fn owners(treaty: &Treaty<'_>, actors: &Actors<'_>) -> ActorSet {
    if let [SetTerm::Actor(id)] = &actors.include[..]
        && actors.except.is_empty()
        && treaty.actor(*id).body.is_none()
    {
        return vec![*id];
    }
    let mut found = ActorSet::new();
    for id in treaty.members(actors, None) {
        if treaty.actor(id).body.as_ref().is_some_and(|body| body.members.is_some()) {
            found.extend(treaty.members_of(id, None).actors);
        } else {
            found.push(id);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// The places that an area names, without what it takes away.
pub(in crate::analysis) fn places(area: &Area<'_>) -> Vec<PlaceId> {
    let mut found = Vec::new();
    collect(&area.include, &mut found);
    found
}

fn collect(terms: &[AreaTerm<'_>], found: &mut Vec<PlaceId>) {
    for term in terms {
        match term {
            AreaTerm::Place(id, _) => found.push(*id),
            AreaTerm::Nested(area) => collect(&area.include, found),
            _ => {}
        }
    }
}
