//! How many may come: ceilings of a force, and limits on it from outside its provision.

use rustc_hash::FxHashMap;

use super::{ForcePart, Forces, area_of, places};
use crate::model::vocabulary::{NounContent, matter};
use crate::model::{
    ActorId, ActorSet, Actors, Area, DetailKind, Object, PlaceId, Provision, ProvisionId, Quantity, Sentence, SetTerm,
    Treaty,
};
use crate::source::Span;

/// So many limits of one actor are compared with a force.
const LIMITS: usize = 16;

/// How a force is capped.
#[derive(Clone, Copy, Debug)]
pub enum Cap {
    /// There is no ceiling.
    Missing,
    /// There is one without a number.
    Open(Span, ProvisionId),
    /// There is one, in the force's own provision or in a limit on it.
    Set(Span, ProvisionId),
}

/// A limit on forces, with whom and where it binds.
#[derive(Debug, Default)]
pub(super) struct Limits<'m> {
    of_force: FxHashMap<ProvisionId, &'m Provision<'m>>,
    in_place: FxHashMap<PlaceId, &'m Provision<'m>>,
    of_actor: FxHashMap<ActorId, Vec<(&'m Provision<'m>, ActorSet)>>,
}

impl<'m> Forces<'m> {
    /// How a force is capped.
    pub fn cap(&self, treaty: &Treaty<'m>, force: &ForcePart<'m>) -> Cap {
        let mut open = None;
        for (span, amount) in force.ceilings() {
            if amount.thousandths.is_some() && counts(amount) {
                return Cap::Set(span, force.provision.id);
            }
            open = Some(Cap::Open(span, force.provision.id));
        }
        if let Some(sentence) = force.sentence
            && let Some(span) = counted(sentence, force.provision)
        {
            return Cap::Set(span, force.provision.id);
        }
        let limit = self.limit_on(treaty, force).and_then(|limit| {
            let numbered = ceilings(limit).find(|it| it.1.thousandths.is_some() && counts(it.1));
            numbered.map(|it| Cap::Set(it.0, limit.id))
        });
        limit.or(open).unwrap_or(Cap::Missing)
    }

    /// The limit that caps a force from outside its provision.
    pub fn limit_on(&self, treaty: &Treaty<'m>, force: &ForcePart<'m>) -> Option<&'m Provision<'m>> {
        if let Some(limit) = self.limits.of_force.get(&force.provision.id) {
            return Some(*limit);
        }
        let near = force.area.map(places).unwrap_or_default();
        if let Some(limit) = near.iter().find_map(|it| self.limits.in_place.get(it)) {
            return Some(*limit);
        }
        let senders = &force.senders;
        if senders.unknown || senders.open {
            return None;
        }
        let limits = self.limits.of_actor.get(senders.actors.first()?)?;
        let near = limits.iter().take(LIMITS).find(|(limit, on)| {
            let area = limit.details.iter().find_map(|it| match &it.kind {
                DetailKind::In(area) => Some(area),
                _ => None,
            });
            senders.actors.iter().all(|it| on.binary_search(it).is_ok())
                && area.is_none_or(|area| self.meets(treaty, force, area, &near))
        });
        near.map(|it| it.0)
    }

    /// Whether a limit's area touches that of a force.
    fn meets(&self, treaty: &Treaty<'m>, force: &ForcePart<'m>, area: &Area<'m>, near: &[PlaceId]) -> bool {
        let theirs = places(area);
        if !theirs.is_empty() {
            return theirs.iter().any(|it| near.contains(it));
        }
        let soil = self.soils.of_area(treaty, area);
        soil.actors.iter().any(|it| force.hosts.has(*it))
    }

    pub(super) fn limit(&mut self, treaty: &Treaty<'m>, limit: &'m Provision<'m>) {
        if ceilings(limit).next().is_none() {
            return;
        }
        let mut on = None;
        for detail in &limit.details {
            if let DetailKind::OnActors(actors) = &detail.kind {
                let mut others = Actors { include: crate::syntax::ast::List::new(), ..(**actors).clone() };
                for term in &actors.include {
                    match term {
                        SetTerm::Provision(id) => drop(self.limits.of_force.entry(*id).or_insert(limit)),
                        term => others.include.push(term.clone()),
                    }
                }
                on = Some(treaty.members(&others, None));
            }
        }
        match on {
            Some(on) => {
                for actor in &on {
                    self.limits.of_actor.entry(*actor).or_default().push((limit, on.clone()));
                }
            }
            None => {
                for place in area_of(limit).map(places).unwrap_or_default() {
                    self.limits.in_place.entry(place).or_insert(limit);
                }
            }
        }
    }
}

/// The amounts of a provision's ceilings.
pub(super) fn ceilings<'m>(provision: &'m Provision<'m>) -> impl Iterator<Item = (Span, &'m Quantity<'m>)> {
    provision.details.iter().flat_map(|detail| {
        let amounts = match &detail.kind {
            DetailKind::Ceiling(level) => &level.amounts[..],
            _ => &[],
        };
        amounts.iter().map(move |it| (detail.span, it))
    })
}

/// Whether an amount is one of people, units or weapons: neither a length nor a time, money or a share, and no word that may
/// mean anything.
fn counts(amount: &Quantity<'_>) -> bool {
    let unit = amount.unit;
    let money = unit.len() == 3 && unit.chars().all(|it| it.is_ascii_uppercase());
    !money
        && !MEASURES.contains(&unit.to_ascii_lowercase().as_str())
        && matches!(matter(unit), NounContent::Thing | NounContent::Unknown)
}

/// Units of length, time, weight and shares.
const MEASURES: &[&str] = &[
    "%",
    "days",
    "day",
    "feet",
    "hectares",
    "hours",
    "hour",
    "kg",
    "kilometre",
    "kilometres",
    "kilometers",
    "km",
    "km2",
    "m",
    "metres",
    "meters",
    "miles",
    "mile",
    "minutes",
    "months",
    "month",
    "percent",
    "sq",
    "tonnes",
    "tons",
    "weeks",
    "week",
    "years",
    "year",
];

/// How many a sentence that stations troops lets come.
fn counted(sentence: &Sentence<'_>, provision: &Provision<'_>) -> Option<Span> {
    let amount = sentence.objects.iter().find_map(|it| match it {
        Object::Quantity(amount) => amount.thousandths.map(|_| amount.span),
        _ => None,
    });
    amount.or_else(|| {
        let details = provision.details.iter();
        details
            .filter(|it| matches!(it.kind, DetailKind::Amount(_) | DetailKind::LimitedTo(_)))
            .map(|it| it.span)
            .next()
    })
}
