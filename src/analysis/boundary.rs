//! How the limits of a place are fixed: by a map, by a distance, by a day, by words, or by nothing.

use crate::model::{DetailKind, Place, PlaceId, RefTarget, Treaty};
use crate::source::Span;
use crate::syntax::ast::PlaceKind;

/// What a draft says of the limits of a place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Boundary {
    /// A map shows them.
    pub map: Option<Span>,
    /// They are as they were on a day.
    pub day: Option<Span>,
    /// They lie at a distance from something.
    pub measured: Option<Span>,
    /// Words describe them.
    pub words: Option<Span>,
    /// Somebody recognises them.
    pub recognised: bool,
    /// Something of this is still to be agreed.
    pub open: bool,
}

impl Boundary {
    /// The limits of a place.
    pub fn of(treaty: &Treaty<'_>, place: &Place<'_>) -> Self {
        let mut found = Self { open: treaty.holes.iter().any(|it| place.span.contains(it.span)), ..Self::default() };
        for detail in &place.details {
            match &detail.kind {
                DetailKind::Map(_) => found.map = Some(detail.span),
                DetailKind::AsOf(_) => found.day = Some(detail.span),
                DetailKind::Extent(extent) if extent.words.is_some() => found.words = Some(detail.span),
                DetailKind::Extent(extent) if extent.of.is_some() => found.measured = Some(detail.span),
                DetailKind::RecognisedBy(..) => found.recognised = true,
                _ => {}
            }
        }
        found
    }

    /// Whether anything fixes them but words.
    pub fn is_fixed(&self) -> bool {
        self.map.is_some() || self.day.is_some() || self.measured.is_some() || self.recognised
    }
}

/// The lines that a place is measured from; the line itself.
pub fn lines_of(treaty: &Treaty<'_>, place: PlaceId) -> Vec<PlaceId> {
    let mut found = Vec::new();
    let mut next = Some(place);
    // What is measured from itself has no line.
    for _ in 0..treaty.places.len() {
        let Some(id) = next else { break };
        let place = &treaty.places[id.0 as usize];
        if place.kind == PlaceKind::Line {
            found.push(id);
            break;
        }
        next = place.details.iter().find_map(|it| match &it.kind {
            DetailKind::Extent(extent) => match extent.of {
                Some(RefTarget::Place(id)) => Some(id),
                _ => None,
            },
            _ => None,
        });
    }
    found
}
