//! Areas, zones, lines.

use super::super::{Detail, Extent, PlaceId, RefTarget};
use super::ModelBuilder;
use super::provisions::SeenClauses;
use super::slots::ReadSlot;
use crate::source::Span;
use crate::syntax::ast::{self, Arg, ClauseWord, Flag, List, UnitKind};
use crate::syntax::clauses::{PLACE, Slot};

impl ModelBuilder<'_, '_> {
    pub(super) fn read_place(&mut self, id: PlaceId, place: &ast::Place) {
        self.unit = self.treaty.places[id.0 as usize].unit;
        self.clause = "within";
        let within = place.within.as_ref().and_then(|it| self.area(it));
        let reading = self.reading;
        let mut details = List::new();
        let mut seen = SeenClauses::default();
        let kind = match place.kind {
            ast::PlaceKind::Area => "an area",
            ast::PlaceKind::Zone => "a zone",
            ast::PlaceKind::Line => "a line",
        };
        for clause in reading.each(&place.clauses) {
            self.clause = self.keyword(clause);
            if !self.placed(clause, PLACE, kind, &mut seen, reading, &place.clauses) {
                continue;
            }
            if clause.word == ClauseWord::Text {
                self.prose_of(&clause.args);
            } else if let Some(kind) = self.detail(clause) {
                details.push(Detail { span: clause.span, kind });
            }
        }
        let read = &mut self.treaty.places[id.0 as usize];
        (read.within, read.details) = (within, details);
        self.unit = None;
    }

    /// References with where they stand.
    pub(super) fn targets(&mut self, refs: &[ast::OrBracket<ast::Ref>]) -> List<(RefTarget, Span)> {
        let reading = self.reading;
        let mut targets = List::with_capacity(refs.len());
        let mut before: Option<&ast::Ref> = None;
        for it in reading.each(refs) {
            let outer = before.replace(it);
            match &it.kind {
                ast::RefKind::Unit(unit) if outer.is_some_and(|outer| may_be_part(unit, outer)) => {
                    targets.push((self.part_of_two(it.span), it.span));
                }
                ast::RefKind::Unit(unit) if unit.is_plural() => targets.extend(self.unit_targets(unit, it.span)),
                _ => targets.push((self.target(it), it.span)),
            }
        }
        targets
    }
}

/// Whether a paragraph or point behind a comma may be meant of what stands before it: then it is no neighbour's either.
fn may_be_part(unit: &ast::UnitRef, before: &ast::Ref) -> bool {
    let ast::RefKind::Unit(outer) = &before.kind else { return false };
    let bare = unit.within.is_empty() && unit.of.is_none();
    let divides = |it: &ast::UnitRef| matches!(it.kind, UnitKind::Paragraph | UnitKind::Point);
    bare && divides(unit) && (!divides(outer) || !outer.within.is_empty() || outer.of.is_some())
}

impl<'a> ReadSlot<'a> for Extent<'a> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &ast::Clause, _: &Slot) -> Option<Self> {
        let (mut from, mut to, mut of, mut words, mut within) = (None, None, None, None, None);
        let (mut second, mut each_side) = (false, false);
        for arg in &clause.args {
            match arg {
                Arg::Flag(Flag::To, _) => second = true,
                Arg::Flag(Flag::EachSideOf, _) => each_side = true,
                Arg::Quantities(quantities) => {
                    let metres = builder.quantities(quantities).first().and_then(metres);
                    if second { to = metres } else { from = metres }
                }
                Arg::Refs(refs) => of = builder.targets(refs).first().map(|it| it.0),
                Arg::Text(span) => words = Some(builder.unquoted(*span)),
                Arg::Area(area) => within = builder.area(area),
                Arg::Flag(Flag::Tbd, span) => builder.hole(*span),
                _ => {}
            }
        }
        // A distance from a thing that the reading leaves out says nothing.
        if of.is_none() && words.is_none() {
            return None;
        }
        Some(Self { from_metres: from, to_metres: to, of, each_side, words, within })
    }
}

/// A distance in metres.
pub(super) fn metres(quantity: &super::super::Quantity<'_>) -> Option<u64> {
    let thousandths = quantity.thousandths?;
    match quantity.unit {
        "km" => Some(thousandths),
        "m" | "metres" | "meters" => Some(thousandths / 1000),
        "nm" | "nautical-miles" => Some((u128::from(thousandths) * 1852 / 1000) as u64),
        "miles" => Some((u128::from(thousandths) * 1609 / 1000) as u64),
        _ => None,
    }
}
