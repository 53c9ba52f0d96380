//! What brings forces onto somebody's soil: a deployment, assistance by armed force, a rung of a ladder.

use crate::analysis::forces::{Forces, area_of, is_positive, is_troops, object_class};
use crate::model::vocabulary::{self, ObjectClass};
use crate::model::{
    ActorSet, Area, DetailKind, Members, Object, OccasionKind, Occasions, OpenWord, Provision, ProvisionId, RefTarget,
    Sentence, Timing, Treaty,
};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

use super::with_members;

/// Something that brings forces of others onto a soil.
#[derive(Debug)]
pub struct ForceEntry<'m> {
    /// The provision.
    pub provision: &'m Provision<'m>,
    /// The name of the deployment, or the word for the forces.
    pub span: Span,
    /// Who sends them.
    pub senders: Members,
    /// The same with the members of the organizations among them.
    pub nations: ActorSet,
    /// On whose soil.
    pub hosts: ActorSet,
    /// Where.
    pub area: Option<&'m Area<'m>>,
    /// For a force: when it is there, if the text says so.
    pub force: Option<Option<&'m Timing<'m>>>,
    /// What it may do.
    pub roles: &'m [OpenWord<'m>],
    /// Whether it uses bases.
    pub bases: bool,
    /// The triggers and occasions that it waits for.
    pub upon: Vec<ProvisionId>,
}

/// Everything that brings forces.
pub(super) fn arrivals<'m>(treaty: &'m Treaty<'m>, forces: &Forces<'m>) -> Vec<ForceEntry<'m>> {
    let mut found = Vec::new();
    for force in &forces.all {
        if force.hosts.actors.is_empty() && force.area.is_none() {
            continue;
        }
        let mut upon = named_by(force.provision);
        if let Some((Timing::ResponsiveUpon(occasions), _)) = force.timing {
            upon.extend(named(occasions));
        }
        let timing = match force.sentence {
            Some(_) => Some(None),
            None => Some(force.timing.map(|it| it.0)),
        };
        found.push(ForceEntry {
            provision: force.provision,
            span: force.span,
            senders: force.senders.clone(),
            nations: nations_of(treaty, &force.senders),
            hosts: force.hosts.actors.clone(),
            area: force.area,
            force: timing,
            roles: force.roles.map_or(&[], |it| it.words),
            bases: force.provision.details.iter().any(|it| matches!(it.kind, DetailKind::BasesUsedFor(..))),
            upon,
        });
    }
    let protected = protected(treaty);
    for provision in &treaty.provisions {
        if provision.kind.is_norm() {
            for sentence in &provision.sentences {
                found.extend(assistance(treaty, forces, provision, sentence, &protected));
            }
        } else if provision.kind == ProvisionKind::Rung {
            found.extend(response(treaty, provision, &protected));
        }
    }
    found.sort_by_key(|it| it.provision.id);
    found
}

/// Assistance by means that bring armed people.
fn assistance<'m>(
    treaty: &'m Treaty<'m>,
    forces: &Forces<'m>,
    provision: &'m Provision<'m>,
    sentence: &'m Sentence<'m>,
    protected: &ActorSet,
) -> Option<ForceEntry<'m>> {
    if !sentence.modal.is_some_and(is_positive) || sentence.passive {
        return None;
    }
    let word = armed(provision)?;
    let bearer = sentence.bearer.as_ref()?;
    let senders = treaty.resolve(bearer, None);
    let mut helped = ActorSet::new();
    for object in &sentence.objects {
        if let Object::Actors(actors) = object {
            helped.extend(treaty.members(actors, None));
        }
    }
    let area = area_of(provision);
    let said = forces.hosts(treaty, area);
    let hosts = if said.said {
        said.actors
    } else if helped.is_empty() {
        protected.clone()
    } else {
        helped
    };
    let upon = named_by(provision);
    Some(ForceEntry {
        provision,
        span: word.span,
        nations: nations_of(treaty, &senders),
        senders,
        hosts,
        area,
        force: None,
        roles: &[],
        bases: false,
        upon,
    })
}

/// The means of a norm that brings armed people, unless the norm excludes their presence.
fn armed<'m>(provision: &'m Provision<'m>) -> Option<&'m OpenWord<'m>> {
    let mut found = None;
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Means(objects) => {
                found = found.or_else(|| {
                    objects.iter().find_map(|it| match it {
                        Object::Word(word) if !word.hole && brings_troops(word.text) => Some(word),
                        _ => None,
                    })
                });
            }
            DetailKind::Excludes(words) if words.iter().any(excludes_presence) => return None,
            _ => {}
        }
    }
    found
}

fn brings_troops(word: &str) -> bool {
    vocabulary::means(word).is_some_and(|it| it.presence && it.armed)
}

fn excludes_presence(word: &OpenWord<'_>) -> bool {
    is_troops(word) || object_class(word) == Some(ObjectClass::ForeignPresence)
}

/// The answer of a rung.
fn response<'m>(treaty: &'m Treaty<'m>, provision: &'m Provision<'m>, protected: &ActorSet) -> Option<ForceEntry<'m>> {
    let (word, actors) = provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::Response(words, Some(actors)) => {
            words.iter().find(|it| brings_troops(it.text)).map(|word| (word, actors))
        }
        _ => None,
    })?;
    let senders = treaty.resolve(actors, None);
    let upon = named_by(provision);
    Some(ForceEntry {
        provision,
        span: word.span,
        nations: nations_of(treaty, &senders),
        senders,
        hosts: protected.clone(),
        area: None,
        force: None,
        roles: &[],
        bases: false,
        upon,
    })
}

/// Whom help that names nobody is for: the one who hosts, or the one who is protected.
fn protected(treaty: &Treaty<'_>) -> ActorSet {
    let one = |role| Some(treaty.bearers_of(role)).filter(|it| it.len() == 1);
    one(RoleGroup::Hosts).or_else(|| one(RoleGroup::Beneficiaries)).unwrap_or_default()
}

fn nations_of(treaty: &Treaty<'_>, senders: &Members) -> ActorSet {
    let mut nations = senders.actors.clone();
    with_members(treaty, &mut nations);
    nations
}

/// The provisions upon which a provision comes live.
fn named_by(provision: &Provision<'_>) -> Vec<ProvisionId> {
    provision.upon.iter().flat_map(|it| named(it)).collect()
}

/// The provisions among some occasions.
fn named(occasions: &Occasions<'_>) -> impl Iterator<Item = ProvisionId> {
    occasions.any.iter().flatten().filter_map(|occasion| match occasion.kind {
        OccasionKind::Named(RefTarget::Provision(id)) | OccasionKind::State(RefTarget::Provision(id), _) => Some(id),
        _ => None,
    })
}
