//! Forces that a text sends somewhere: whose they are, on whose soil, what they may do, how many, since when.
//!
//! A deployment is one force. So is a norm that stations troops without calling it a deployment.

mod cap;
mod changes;
mod consent;
mod intruder;
mod misfit;
mod monitoring;
mod position;
mod soil;
mod words;

pub use cap::Cap;
pub use changes::{ForceChange, Variable};
pub use intruder::{Blocs, UninvitedContingent};
pub use misfit::{RoleMismatch, misfits};
pub use monitoring::Monitoring;
pub(super) use soil::places;
pub use soil::{HostTerritory, Hosts};
pub use words::{hyphened, is_hosting, is_negative, is_positive, is_stationing, is_troops, object_class};

use rustc_hash::{FxHashMap, FxHashSet};

use super::strength::OperativeForce as Intent;
use crate::model::{
    ActorId, ActorSet, Actors, Area, DetailKind, Members, Object, OpenWord, PlaceId, Provision, ProvisionId, Quantity,
    RefTarget, Sentence, SetTerm, Timing, Treaty,
};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;
use cap::Limits;
use soil::HostTerritories;
use words::{is_task, stations};

/// Every force of a draft and of the instruments that it reads, in the order of the text.
#[derive(Debug)]
pub struct Forces<'m> {
    /// The forces.
    pub all: Vec<ForcePart<'m>>,
    /// Who looks after what.
    pub monitoring: Monitoring,
    soils: HostTerritories,
    limits: Limits<'m>,
    /// The clause on amendments.
    amendment: Option<Span>,
    /// Forces whose tasks stand in norms that they bear, or in what they enforce and verify.
    tasked: FxHashSet<ProvisionId>,
    /// Who undertook to receive a force.
    received: FxHashMap<ProvisionId, ActorSet>,
    /// Who undertook to receive the forces of an actor.
    received_from: FxHashMap<ActorId, ActorSet>,
}

/// A force.
#[derive(Debug)]
pub struct ForcePart<'m> {
    /// The deployment, or the norm that stations troops.
    pub provision: &'m Provision<'m>,
    /// The sentence that stations them; `None` for a deployment.
    pub sentence: Option<&'m Sentence<'m>>,
    /// Where the force is named.
    pub span: Span,
    /// Who sends it. An organization stands for itself.
    pub senders: Members,
    /// The expressions that say so.
    pub by: Vec<&'m Actors<'m>>,
    /// Where the text puts it.
    pub area: Option<&'m Area<'m>>,
    /// On whose soil that is.
    pub hosts: Hosts,
    /// What it may do.
    pub roles: Option<ForceRoles<'m>>,
    /// When it is there.
    pub timing: Option<(&'m Timing<'m>, Span)>,
}

/// What a force may do.
#[derive(Clone, Copy, Debug)]
pub struct ForceRoles<'m> {
    /// The clause.
    pub span: Span,
    /// Whether the list is closed: `only`, or a `limited to` beside it.
    pub closed: bool,
    /// The list.
    pub words: &'m [OpenWord<'m>],
}

impl<'m> ForcePart<'m> {
    /// Whether it is sent to others: forces of a host on its own soil are no foreign forces.
    pub fn foreign(&self) -> bool {
        self.senders.unknown || self.senders.open || !self.senders.actors.iter().all(|it| self.hosts.has(*it))
    }

    /// Whether the text says that it comes only when something happens.
    pub fn on_call(&self) -> bool {
        matches!(self.timing, Some((Timing::ResponsiveUpon(_), _))) || !self.provision.upon.is_empty()
    }

    /// The amounts of its own ceilings.
    pub fn ceilings(&self) -> impl Iterator<Item = (Span, &'m Quantity<'m>)> {
        cap::ceilings(self.provision)
    }
}

impl<'m> Forces<'m> {
    pub(super) fn of(treaty: &'m Treaty<'m>) -> Self {
        let soils = HostTerritories::of(treaty);
        let mut forces = Self {
            all: Vec::new(),
            monitoring: Monitoring::default(),
            soils,
            limits: Limits::default(),
            amendment: None,
            tasked: FxHashSet::default(),
            received: FxHashMap::default(),
            received_from: FxHashMap::default(),
        };
        for provision in &treaty.provisions {
            if provision.kind == ProvisionKind::Deployment {
                let force = forces.deployment(treaty, provision);
                forces.all.push(force);
            } else if provision.kind == ProvisionKind::Limit {
                forces.limit(treaty, provision);
            } else if provision.kind == ProvisionKind::Amendment && treaty.is_own(provision) {
                forces.amendment.get_or_insert(provision.head);
            }
            for sentence in &provision.sentences {
                if provision.kind.is_norm() && stations(provision, sentence) {
                    let force = forces.stationed(treaty, provision, sentence);
                    // What somebody intends beyond the soil of those whom the text names is no force of the treaty.
                    let intended = sentence.modal.is_some_and(|it| super::strength::force(it).0 == Intent::Expectation);
                    if !intended || !force.hosts.actors.is_empty() {
                        forces.all.push(force);
                    }
                }
                forces.sentence(treaty, sentence);
            }
        }
        for place in &treaty.places {
            for detail in &place.details {
                if let DetailKind::EnforcedBy(by) = &detail.kind {
                    forces.tasked.extend(by.iter().filter_map(|it| provision_of(it.0)));
                }
            }
        }
        forces.monitoring = Monitoring::of(treaty, &forces.all);
        let monitors = forces.monitoring.monitors.iter().copied();
        forces.tasked.extend(monitors);
        forces
    }

    /// Whose soil an area is.
    pub fn hosts(&self, treaty: &Treaty<'m>, area: Option<&Area<'m>>) -> Hosts {
        self.soils.hosts(treaty, area)
    }

    /// Whose soil a place is.
    pub fn soil(&self, place: PlaceId) -> &HostTerritory {
        self.soils.of_place(place)
    }

    /// Whether its tasks stand elsewhere: in norms that it bears, in a zone that it enforces, in a verification.
    pub fn has_tasks(&self, force: &ForcePart<'m>) -> bool {
        self.tasked.contains(&force.provision.id)
    }

    /// Who undertook to receive a force, in norms of its own.
    pub fn receivers(&self, force: &ForcePart<'m>) -> impl Iterator<Item = ActorId> + '_ {
        let named = self.received.get(&force.provision.id).into_iter().flatten();
        // Whoever receives one sender has not received the others.
        let only = match &force.senders.actors[..] {
            [only] if !force.senders.open && !force.senders.unknown => self.received_from.get(only),
            _ => None,
        };
        named.chain(only.into_iter().flatten()).copied()
    }

    fn deployment(&self, treaty: &Treaty<'m>, provision: &'m Provision<'m>) -> ForcePart<'m> {
        let mut force = blank(provision, provision.name_span);
        let mut limited = false;
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::By(actors) => {
                    add(&mut force.senders, treaty.resolve(actors, None));
                    force.by.push(actors);
                }
                DetailKind::In(area) => force.area = Some(area),
                DetailKind::Timing(timing) => force.timing = Some((timing, detail.span)),
                DetailKind::Roles(only, words) => {
                    force.roles = Some(ForceRoles { span: detail.span, closed: *only, words });
                }
                DetailKind::LimitedTo(_) => limited = true,
                _ => {}
            }
        }
        if let Some(roles) = &mut force.roles {
            roles.closed |= limited;
        }
        if force.by.is_empty() {
            force.senders.unknown = true;
        }
        force.hosts = self.soils.hosts(treaty, force.area);
        force
    }

    fn stationed(
        &self,
        treaty: &Treaty<'m>,
        provision: &'m Provision<'m>,
        sentence: &'m Sentence<'m>,
    ) -> ForcePart<'m> {
        let mut force = blank(provision, sentence.span);
        force.sentence = Some(sentence);
        match &sentence.bearer {
            Some(bearer) => {
                force.senders = treaty.resolve(bearer, None);
                force.by.push(bearer);
            }
            None => force.senders.unknown = true,
        }
        force.area = area_of(provision);
        force.hosts = self.soils.hosts(treaty, force.area);
        force
    }

    /// What a norm says of a force: that it does something, or that somebody receives it.
    fn sentence(&mut self, treaty: &Treaty<'m>, sentence: &'m Sentence<'m>) {
        if !sentence.modal.is_some_and(is_positive) {
            return;
        }
        let Some(bearer) = &sentence.bearer else { return };
        if is_task(sentence.verb) {
            for term in &bearer.include {
                if let SetTerm::Provision(id) = term {
                    self.tasked.insert(*id);
                }
            }
        }
        if is_hosting(sentence.verb) {
            for object in &sentence.objects {
                match object {
                    Object::Provision(id, _) => {
                        self.received.entry(*id).or_default().extend(treaty.members(bearer, None));
                    }
                    Object::Actors(actors) => {
                        let hosts = treaty.members(bearer, None);
                        for sender in treaty.members(actors, None) {
                            self.received_from.entry(sender).or_default().extend(&hosts);
                        }
                    }
                    _ => {}
                }
            }
        }
    }
}

fn blank<'m>(provision: &'m Provision<'m>, span: Span) -> ForcePart<'m> {
    ForcePart {
        provision,
        sentence: None,
        span,
        senders: Members::default(),
        by: Vec::new(),
        area: None,
        hosts: Hosts::default(),
        roles: None,
        timing: None,
    }
}

fn add(to: &mut Members, other: Members) {
    to.actors.extend(other.actors);
    to.actors.sort_unstable();
    to.actors.dedup();
    to.open |= other.open;
    to.unknown |= other.unknown;
}

fn provision_of(target: RefTarget) -> Option<ProvisionId> {
    match target {
        RefTarget::Provision(id) => Some(id),
        _ => None,
    }
}

/// Where a norm or regime holds.
pub fn area_of<'m>(provision: &'m Provision<'m>) -> Option<&'m Area<'m>> {
    provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::In(area) => Some(&**area),
        _ => None,
    })
}
