//! Who looks after what: which provisions and places some verification covers.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{ForcePart, area_of, soil};
use crate::analysis::circuit::bearers;
use crate::model::vocabulary::role;
use crate::model::{ActorId, DetailKind, PlaceId, Provision, ProvisionId, RefTarget, SetTerm, Treaty, UnitId};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

/// What is looked after.
#[derive(Debug, Default)]
pub struct Monitoring {
    /// A verification that names nothing: it looks after the whole text.
    everything: Option<ProvisionId>,
    provisions: FxHashMap<ProvisionId, ProvisionId>,
    units: FxHashMap<UnitId, ProvisionId>,
    places: FxHashSet<PlaceId>,
    /// The first verification whose object only words name.
    pub in_words: Option<(ProvisionId, Span)>,
    /// The first verification of the draft.
    pub first: Option<ProvisionId>,
    /// Forces that verify.
    pub(super) monitors: FxHashSet<ProvisionId>,
}

impl Monitoring {
    pub(super) fn of<'m>(treaty: &'m Treaty<'m>, forces: &[ForcePart<'m>]) -> Self {
        let mut monitoring = Self::default();
        for provision in &treaty.provisions {
            if provision.kind == ProvisionKind::Verification {
                monitoring.verification(treaty, provision);
            }
            for detail in &provision.details {
                if let DetailKind::VerifiedBy(by) = &detail.kind {
                    let forces = by.iter().filter_map(|it| super::provision_of(it.0));
                    monitoring.monitors.extend(forces.filter(|it| is_deployment(treaty, *it)));
                }
            }
        }
        for (at, place) in treaty.places.iter().enumerate() {
            if place.details.iter().any(|it| matches!(it.kind, DetailKind::EnforcedBy(_))) {
                monitoring.places.insert(PlaceId(at as u32));
            }
        }
        for force in forces {
            let watches = force.roles.is_some_and(|roles| {
                roles.words.iter().any(|it| role(it.text).is_some_and(|role| role.impartial && is_watch(role.word)))
            });
            if watches {
                monitoring.places.extend(force.area.map(soil::places).unwrap_or_default());
            }
        }
        monitoring
    }

    fn verification<'m>(&mut self, treaty: &'m Treaty<'m>, verification: &'m Provision<'m>) {
        let id = verification.id;
        if treaty.is_own(verification) {
            self.first.get_or_insert(id);
        }
        let mut covers = false;
        for detail in &verification.details {
            match &detail.kind {
                DetailKind::Covers(targets, words) => {
                    covers = true;
                    for (target, _) in targets {
                        match target {
                            RefTarget::Provision(it) => drop(self.provisions.entry(*it).or_insert(id)),
                            RefTarget::Unit(it) => drop(self.units.entry(*it).or_insert(id)),
                            RefTarget::Place(it) => drop(self.places.insert(*it)),
                            _ => {}
                        }
                    }
                    if let (Some(word), true) = (words.first(), treaty.is_own(verification)) {
                        self.in_words.get_or_insert((id, word.span));
                    }
                }
                DetailKind::By(actors) => {
                    self.monitors.extend(actors.include.iter().filter_map(|it| match it {
                        SetTerm::Provision(it) => Some(*it),
                        _ => None,
                    }));
                }
                _ => {}
            }
        }
        if covers {
            return;
        }
        let places = area_of(verification).map(soil::places).unwrap_or_default();
        if places.is_empty() {
            self.everything.get_or_insert(id);
        } else {
            self.places.extend(places);
        }
    }

    /// Whether somebody looks after a provision.
    pub fn covers(&self, treaty: &Treaty<'_>, provision: &Provision<'_>) -> bool {
        // Whoever is counted and counts alone, counts itself.
        let counts_itself = |counting: &[ActorId]| matches!(counting, [only] if bearers(provision).any(|it| treaty.members(it, None).contains(only)));
        let others = |id: ProvisionId| {
            let verifiers: Vec<ActorId> =
                bearers(treaty.provision(id)).flat_map(|it| treaty.members(it, None)).collect();
            !counts_itself(&verifiers)
        };
        if self.everything.is_some_and(others) || self.provisions.get(&provision.id).is_some_and(|it| others(*it)) {
            return true;
        }
        let verifies = |by: &[(RefTarget, Span)]| match by {
            [(RefTarget::Actor(id), _)] => !counts_itself(&[*id]),
            [(RefTarget::Provision(id), _)] => others(*id),
            _ => !is_hole(by),
        };
        if provision.details.iter().any(|it| matches!(&it.kind, DetailKind::VerifiedBy(by) if verifies(by))) {
            return true;
        }
        if treaty.outward(provision.unit).any(|id| self.units.contains_key(&id)) {
            return true;
        }
        area_of(provision).map(soil::places).unwrap_or_default().iter().any(|it| self.covers_place(treaty, *it))
    }

    /// Whether somebody looks after a place.
    pub fn covers_place(&self, treaty: &Treaty<'_>, place: PlaceId) -> bool {
        if self.everything.is_some() || self.places.contains(&place) {
            return true;
        }
        treaty.outward(treaty.places[place.0 as usize].unit).any(|id| self.units.contains_key(&id))
    }
}

fn is_hole(by: &[(RefTarget, Span)]) -> bool {
    by.iter().all(|it| it.0 == RefTarget::Hole)
}

fn is_deployment(treaty: &Treaty<'_>, id: ProvisionId) -> bool {
    treaty.provision(id).kind == ProvisionKind::Deployment
}

/// Whether a role is to look and report.
fn is_watch(role: &str) -> bool {
    matches!(
        role,
        "ceasefire-monitoring"
            | "ceasefire-enforcement"
            | "inspection"
            | "monitoring"
            | "observation"
            | "peacekeeping"
            | "separation"
            | "verification"
    )
}
