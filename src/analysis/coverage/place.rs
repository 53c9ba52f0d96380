//! Where an attack takes place, and whether an area of the text holds that place.

use super::Said;
use crate::model::{Actors, Area, AreaTerm, Case, PlaceDetailKind, PlaceId, Treaty};
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
pub(super) fn spots<'m>(treaty: &'m Treaty<'m>, case: Option<&Case>) -> Vec<Spot<'m>> {
    let mut found = vec![Spot::Territory];
    let mut add = |spot: Spot<'m>| {
        if !found.contains(&spot) {
            found.push(spot);
        }
    };
    for (at, place) in treaty.places.iter().enumerate() {
        let id = PlaceId(at as u32);
        if place.file == treaty.file && place.kind != PlaceKind::Line && lies_in(treaty, case, id, 0) > Said::No {
            add(Spot::Place(id));
        }
    }
    for area in treaty.own_provisions().flat_map(|it| &it.events).filter_map(|it| it.area.as_ref()) {
        words_of(area, &mut add);
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
        (AreaTerm::TerritoryOf(of, None), Spot::Place(id)) => {
            attacked(treaty, case, of).min(lies_in(treaty, case, id, 0))
        }
        (AreaTerm::Place(held, None), Spot::Place(id)) => within(treaty, id, *held, 0),
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

/// Places within places are followed so far.
const DEEPEST: u32 = 16;

/// Whether a place lies in the territory of the one who is attacked.
fn lies_in<'m>(treaty: &Treaty<'m>, case: Option<&Case>, id: PlaceId, depth: u32) -> Said {
    let place = &treaty.places[id.0 as usize];
    let owner = place.details.iter().find_map(|it| match &it.kind {
        PlaceDetailKind::DeJure(of) => Some(of),
        _ => None,
    });
    if let Some(owner) = owner {
        return attacked(treaty, case, owner);
    }
    let Some(area) = place.within.as_ref().filter(|_| depth < DEEPEST) else { return Said::Unsaid };
    let one = |term: &AreaTerm<'m>| match term {
        AreaTerm::TerritoryOf(of, _) => attacked(treaty, case, of),
        AreaTerm::Place(outer, _) => lies_in(treaty, case, *outer, depth + 1),
        AreaTerm::Nested(_) | AreaTerm::Words(_) | AreaTerm::Unknown => Said::Unsaid,
    };
    area.include.iter().map(one).max().unwrap_or(Said::Unsaid)
}

/// Whether one place is another, or lies within it.
fn within(treaty: &Treaty<'_>, id: PlaceId, outer: PlaceId, depth: u32) -> Said {
    if id == outer {
        return Said::Yes;
    }
    let place = &treaty.places[id.0 as usize];
    let Some(area) = place.within.as_ref().filter(|_| depth < DEEPEST) else { return Said::No };
    let one = |term: &AreaTerm<'_>| match term {
        AreaTerm::Place(next, _) => within(treaty, *next, outer, depth + 1),
        _ => Said::No,
    };
    area.include.iter().map(one).max().unwrap_or(Said::No)
}
