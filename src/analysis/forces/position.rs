//! Where a place lies: at a line of contact, or behind it.

use super::soil;
use crate::model::{DetailKind, PlaceId, RefTarget, Treaty};
use crate::syntax::ast::PlaceKind;

/// What lies no farther than this from a line is at the line: the reach of tube artillery, about.
const NEAR_METRES: u64 = 30_000;

/// So many places are followed from one to the next.
const STEPS: u32 = 16;

/// Where something lies, seen from the nearest line that the text measures from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinePosition {
    /// On the line or close behind it.
    AtLine(PlaceId),
    /// Well behind it.
    Rear(PlaceId),
    /// The text does not measure it.
    Unmeasured,
}

/// Where a place lies.
pub(super) fn of_place(treaty: &Treaty<'_>, mut id: PlaceId) -> LinePosition {
    for _ in 0..STEPS {
        let place = &treaty.places[id.0 as usize];
        if place.kind == PlaceKind::Line {
            return if is_contact(treaty, id) { LinePosition::AtLine(id) } else { LinePosition::Unmeasured };
        }
        let extent = place.details.iter().find_map(|it| match &it.kind {
            DetailKind::Extent(it) => match it.of {
                Some(RefTarget::Place(of)) => Some((it.from_metres, it.to_metres, of, it.each_side)),
                _ => None,
            },
            _ => None,
        });
        if let Some((from, to, line, each_side)) = extent {
            if !is_contact(treaty, line) {
                return LinePosition::Unmeasured;
            }
            return match (from, to) {
                // `extent 40 km to 300 km from Line`
                (Some(from), Some(_)) if from >= NEAR_METRES => LinePosition::Rear(line),
                (Some(_), Some(to)) if to <= NEAR_METRES => LinePosition::AtLine(line),
                // `extent 10 km from Line` is the strip along it; a deep one holds the rear too.
                (Some(depth), None) if each_side || depth <= NEAR_METRES => LinePosition::AtLine(line),
                _ => LinePosition::Unmeasured,
            };
        }
        // A part of a strip lies in the strip.
        let within = place.within.as_ref().map(soil::places).unwrap_or_default();
        match within[..] {
            [outer] => id = outer,
            _ => return LinePosition::Unmeasured,
        }
    }
    LinePosition::Unmeasured
}

/// Whether a place is a line along which two sides stand: any line but a settled boundary. The edge of an area that an
/// assumed aggressor holds is one too.
fn is_contact(treaty: &Treaty<'_>, id: PlaceId) -> bool {
    let place = &treaty.places[id.0 as usize];
    if place.kind == PlaceKind::Line {
        return !place.details.iter().any(|it| matches!(it.kind, DetailKind::RecognisedBy(..)));
    }
    place.details.iter().any(|it| match &it.kind {
        DetailKind::DeFacto(actors) => {
            let holders = treaty.members(actors, None);
            treaty.threat.aggressors.iter().any(|it| holders.contains(&it.actor))
        }
        _ => false,
    })
}
