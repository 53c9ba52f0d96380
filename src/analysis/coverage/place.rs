//! Where an attack takes place, and whether an area of the text holds that place.

use rustc_hash::FxHashSet;

use super::TextualAnswer;
use crate::analysis::budget;
use crate::model::{Actors, Area, AreaTerm, Case, DetailKind, Place, PlaceId, Treaty};
use crate::syntax::ast::PlaceKind;

/// Where an attack takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AttackPlace<'m> {
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
pub fn spots<'m>(treaty: &'m Treaty<'m>, case: Option<&Case>) -> Vec<AttackPlace<'m>> {
    let mut found = vec![AttackPlace::Territory];
    let mut add = |spot: AttackPlace<'m>| {
        if !found.contains(&spot) {
            found.push(spot);
        }
    };
    for (at, place) in treaty.places.iter().enumerate() {
        let id = PlaceId(at as u32);
        if place.file == treaty.file && place.kind != PlaceKind::Line && lies_in(treaty, case, id) > TextualAnswer::No {
            add(AttackPlace::Place(id));
        }
    }
    for provision in treaty.own_provisions() {
        for area in provision.events.iter().filter_map(|it| it.area.as_ref()).chain(super::relief::areas(provision)) {
            words_of(area, &mut add);
        }
    }
    add(AttackPlace::Beyond);
    found
}

fn words_of<'m>(area: &Area<'m>, add: &mut impl FnMut(AttackPlace<'m>)) {
    for term in area.include.iter().chain(&area.except) {
        match term {
            AreaTerm::Words(words) | AreaTerm::TerritoryOf(_, Some(words)) | AreaTerm::Place(_, Some(words)) => {
                add(AttackPlace::Words(words));
            }
            AreaTerm::Nested(inner) => words_of(inner, add),
            _ => {}
        }
    }
}

/// Whether an area holds a place.
pub(super) fn holds<'m>(
    treaty: &Treaty<'m>,
    case: Option<&Case>,
    area: &Area<'m>,
    spot: AttackPlace<'_>,
) -> TextualAnswer {
    let one = |term: &AreaTerm<'m>| of_term(treaty, case, term, spot);
    let held = area.include.iter().map(one).max().unwrap_or(TextualAnswer::Yes);
    // What words take away has a column of its own; the rest of the territory stays.
    let left = |term: &&AreaTerm<'m>| spot != AttackPlace::Territory || !matches!(term, AreaTerm::Words(_));
    let taken = area.except.iter().filter(left).map(one).max().unwrap_or(TextualAnswer::No);
    held.min(match taken {
        TextualAnswer::No => TextualAnswer::Yes,
        TextualAnswer::Unsaid => TextualAnswer::Unsaid,
        TextualAnswer::Yes => TextualAnswer::No,
    })
}

fn of_term<'m>(treaty: &Treaty<'m>, case: Option<&Case>, term: &AreaTerm<'m>, spot: AttackPlace<'_>) -> TextualAnswer {
    match (term, spot) {
        (AreaTerm::Nested(inner), _) => holds(treaty, case, inner, spot),
        (
            AreaTerm::Words(words) | AreaTerm::TerritoryOf(_, Some(words)) | AreaTerm::Place(_, Some(words)),
            AttackPlace::Words(wanted),
        ) if *words == wanted => TextualAnswer::Yes,
        // A part of a territory or of a place is told apart from the rest of it; a place, from what lies beyond.
        (AreaTerm::TerritoryOf(_, Some(_)) | AreaTerm::Place(..), AttackPlace::Territory | AttackPlace::Beyond)
        | (AreaTerm::TerritoryOf(..), AttackPlace::Beyond) => TextualAnswer::No,
        (AreaTerm::TerritoryOf(of, None), AttackPlace::Territory) => attacked(treaty, case, of),
        (AreaTerm::TerritoryOf(of, None), AttackPlace::Place(id)) => {
            attacked(treaty, case, of).min(lies_in(treaty, case, id))
        }
        (AreaTerm::Place(held, None), AttackPlace::Place(id)) => within(treaty, id, *held),
        // Words may overlap with anything, and so may what they name a part of.
        _ => TextualAnswer::Unsaid,
    }
}

/// Whether the one who is attacked is among some actors.
fn attacked<'m>(treaty: &Treaty<'m>, case: Option<&Case>, of: &Actors<'m>) -> TextualAnswer {
    let Some(victim) = case.and_then(|it| it.victim) else { return TextualAnswer::Yes };
    let found = treaty.resolve(of, case);
    match found.actors.contains(&victim) || found.open {
        true => TextualAnswer::Yes,
        false if found.unknown => TextualAnswer::Unsaid,
        false => TextualAnswer::No,
    }
}

/// Whether a place lies in the territory of the one who is attacked: as much as can be said of any place that it lies in.
fn lies_in(treaty: &Treaty<'_>, case: Option<&Case>, id: PlaceId) -> TextualAnswer {
    let mut said = None;
    let mut add = |more: TextualAnswer| said = said.max(Some(more));
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
            add(TextualAnswer::Unsaid);
            return false;
        };
        for term in &area.include {
            match term {
                AreaTerm::TerritoryOf(of, _) => add(attacked(treaty, case, of)),
                AreaTerm::Place(..) => {}
                AreaTerm::Nested(_) | AreaTerm::Words(_) | AreaTerm::Unknown => add(TextualAnswer::Unsaid),
            }
        }
        true
    });
    said.unwrap_or(TextualAnswer::Unsaid)
}

/// Whether one place is another, or lies within it.
fn within(treaty: &Treaty<'_>, id: PlaceId, outer: PlaceId) -> TextualAnswer {
    let mut found = false;
    let wanted = std::ptr::from_ref(&treaty.places[outer.0 as usize]);
    around(treaty, id, |place| {
        found |= std::ptr::eq(place, wanted);
        !found
    });
    if found { TextualAnswer::Yes } else { TextualAnswer::No }
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
