//! Where an attack takes place, and whether an area of the text holds that place.

use rustc_hash::FxHashSet;

use super::Said;
use crate::analysis::budget;
use crate::model::{Actors, Area, AreaTerm, Case, DetailKind, Place, PlaceId, Treaty};
use crate::syntax::ast::PlaceKind;

/// Where an attack takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot<'m> {
    /// In the territory of the one who is attacked, where nothing narrower below holds.
    Territory,
    /// In a place that the draft declares.
    Place(PlaceId),
    /// In a place that only words name.
    Words(&'m str),
    /// Elsewhere: its ships, its forces abroad.
    Beyond,
}

/// The places that a draft distinguishes, for a victim.
pub fn spots<'m>(treaty: &'m Treaty<'m>, case: Option<&Case>) -> Vec<Spot<'m>> {
    let mut found = vec![Spot::Territory];
    let mut add = |spot: Spot<'m>| {
        if !found.contains(&spot) {
            found.push(spot);
        }
    };
    for (at, place) in treaty.places.iter().enumerate() {
        let id = PlaceId(at as u32);
        if place.file == treaty.file && place.kind != PlaceKind::Line && lies_in(treaty, case, id) > Said::No {
            add(Spot::Place(id));
        }
    }
    for provision in treaty.own_provisions() {
        for area in provision.events.iter().filter_map(|it| it.area.as_ref()).chain(super::relief::areas(provision)) {
            words_of(area, &mut add);
        }
    }
    add(Spot::Beyond);
    found
}

fn words_of<'m>(area: &Area<'m>, add: &mut impl FnMut(Spot<'m>)) {
    for term in area.include.iter().chain(&area.except) {
        match term {
            AreaTerm::Words(words) | AreaTerm::TerritoryOf(_, Some(words)) | AreaTerm::Place(_, Some(words)) => {
                add(Spot::Words(words));
            }
            AreaTerm::Nested(inner) => words_of(inner, add),
            _ => {}
        }
    }
}

/// Whether an area holds a place.
pub(super) fn holds<'m>(treaty: &Treaty<'m>, case: Option<&Case>, area: &Area<'m>, spot: Spot<'_>) -> Said {
    let one = |term: &AreaTerm<'m>| of_term(treaty, case, term, spot);
    let held = area.include.iter().map(one).max().unwrap_or(Said::Yes);
    // What words take away has a column of its own; the rest of the territory stays.
    let left = |term: &&AreaTerm<'m>| spot != Spot::Territory || !matches!(term, AreaTerm::Words(_));
    let taken = area.except.iter().filter(left).map(one).max().unwrap_or(Said::No);
    held.min(match taken {
        Said::No => Said::Yes,
        Said::Unsaid => Said::Unsaid,
        Said::Yes => Said::No,
    })
}

fn of_term<'m>(treaty: &Treaty<'m>, case: Option<&Case>, term: &AreaTerm<'m>, spot: Spot<'_>) -> Said {
    match (term, spot) {
        (AreaTerm::Nested(inner), _) => holds(treaty, case, inner, spot),
        (
            AreaTerm::Words(words) | AreaTerm::TerritoryOf(_, Some(words)) | AreaTerm::Place(_, Some(words)),
            Spot::Words(wanted),
        ) if *words == wanted => Said::Yes,
        // A part of a territory or of a place is told apart from the rest of it; a place, from what lies beyond.
        (AreaTerm::TerritoryOf(_, Some(_)) | AreaTerm::Place(..), Spot::Territory | Spot::Beyond)
        | (AreaTerm::TerritoryOf(..), Spot::Beyond) => Said::No,
        (AreaTerm::TerritoryOf(of, None), Spot::Territory) => attacked(treaty, case, of),
        (AreaTerm::TerritoryOf(of, None), Spot::Place(id)) => attacked(treaty, case, of).min(lies_in(treaty, case, id)),
        (AreaTerm::Place(held, None), Spot::Place(id)) => within(treaty, id, *held),
        // Words may overlap with anything, and so may what they name a part of.
        _ => Said::Unsaid,
    }
}

/// Whether the one who is attacked is among some actors.
fn attacked<'m>(treaty: &Treaty<'m>, case: Option<&Case>, of: &Actors<'m>) -> Said {
    let Some(victim) = case.and_then(|it| it.victim) else { return Said::Yes };
    let found = treaty.resolve(of, case);
    match found.actors.contains(&victim) || found.open {
        true => Said::Yes,
        false if found.unknown => Said::Unsaid,
        false => Said::No,
    }
}

/// Whether a place lies in the territory of the one who is attacked: as much as can be said of any place that it lies in.
fn lies_in(treaty: &Treaty<'_>, case: Option<&Case>, id: PlaceId) -> Said {
    let mut said = None;
    let mut add = |more: Said| said = said.max(Some(more));
    around(treaty, id, |place| {
        let owner = place.details.iter().find_map(|it| match &it.kind {
            DetailKind::DeJure(of) => Some(of),
            _ => None,
        });
        if let Some(owner) = owner {
            add(attacked(treaty, case, owner));
            return false;
        }
        let Some(area) = place.within.as_ref() else {
            add(Said::Unsaid);
            return false;
        };
        for term in &area.include {
            match term {
                AreaTerm::TerritoryOf(of, _) => add(attacked(treaty, case, of)),
                AreaTerm::Place(..) => {}
                AreaTerm::Nested(_) | AreaTerm::Words(_) | AreaTerm::Unknown => add(Said::Unsaid),
            }
        }
        true
    });
    said.unwrap_or(Said::Unsaid)
}

/// Whether one place is another, or lies within it.
fn within(treaty: &Treaty<'_>, id: PlaceId, outer: PlaceId) -> Said {
    let mut found = false;
    let wanted = std::ptr::from_ref(&treaty.places[outer.0 as usize]);
    around(treaty, id, |place| {
        found |= std::ptr::eq(place, wanted);
        !found
    });
    if found { Said::Yes } else { Said::No }
}

/// Looks at a place and at those that it lies in, each once; into what those lie in where `look` says so.
fn around<'t, 'm>(treaty: &'t Treaty<'m>, id: PlaceId, mut look: impl FnMut(&'t Place<'m>) -> bool) {
    let mut seen = FxHashSet::default();
    seen.insert(id);
    let mut next = vec![id];
    while let Some(at) = next.pop() {
        let place = &treaty.places[at.0 as usize];
        if !budget::spend(1) || !look(place) {
            continue;
        }
        for term in place.within.iter().flat_map(|it| &it.include) {
            if let AreaTerm::Place(outer, _) = term
                && seen.insert(*outer)
            {
                next.push(*outer);
            }
        }
    }
}
