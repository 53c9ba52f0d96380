//! Areas, zones, lines.

use super::super::{PlaceDetail, PlaceDetailKind, PlaceId, Target};
use super::Builder;
use super::provisions::Seen;
use crate::source::Span;
use crate::syntax::ast::{self, Arg, ClauseWord, Flag, List};
use crate::syntax::clauses::PLACE;

impl<'a> Builder<'a, '_> {
    pub(super) fn read_place(&mut self, id: PlaceId, place: &ast::Place) {
        self.unit = self.treaty.places[id.0 as usize].unit;
        self.clause = "within";
        let within = place.within.as_ref().and_then(|it| self.area(it));
        let reading = self.reading;
        let mut details = List::new();
        let mut seen = Seen::default();
        let kind = match place.kind {
            ast::PlaceKind::Area => "an area",
            ast::PlaceKind::Zone => "a zone",
            ast::PlaceKind::Line => "a line",
        };
        for clause in reading.each(&place.clauses) {
            self.clause = clause.word.text();
            if !self.placed(clause, PLACE, kind, &mut seen, reading, &place.clauses) {
                continue;
            }
            if clause.word == ClauseWord::Text {
                self.prose_of(&clause.args);
            } else if let Some(kind) = self.place_detail(clause) {
                details.push(PlaceDetail { span: clause.span, kind });
            }
        }
        let read = &mut self.treaty.places[id.0 as usize];
        (read.within, read.details) = (within, details);
        self.unit = None;
    }

    fn place_detail(&mut self, clause: &ast::Clause) -> Option<PlaceDetailKind<'a>> {
        let args = &clause.args;
        Some(match clause.word {
            ClauseWord::Extent => self.extent(args)?,
            ClauseWord::AsOf => PlaceDetailKind::AsOf(self.text_of(args)?),
            ClauseWord::Map => {
                let text = args.iter().find_map(|arg| match arg {
                    Arg::Refs(refs) => Some(refs),
                    _ => None,
                });
                match text {
                    Some(refs) => {
                        let (target, span) = self.targets(refs).into_iter().next()?;
                        PlaceDetailKind::Map((target != Target::Hole).then(|| self.words(span)))
                    }
                    None => PlaceDetailKind::Map(self.text_of(args)),
                }
            }
            ClauseWord::DeJure => PlaceDetailKind::DeJure(self.first_actors(args)?),
            ClauseWord::DeFacto => PlaceDetailKind::DeFacto(self.first_actors(args)?),
            ClauseWord::ClaimedBy => PlaceDetailKind::ClaimedBy(self.first_actors(args)?),
            ClauseWord::AdministeredBy => PlaceDetailKind::AdministeredBy(self.first_actors(args)?),
            ClauseWord::RecognisedBy => {
                let hereafter = args.iter().any(|it| matches!(it, Arg::Flag(Flag::Hereafter, _)));
                PlaceDetailKind::RecognisedBy(self.first_actors(args)?, hereafter)
            }
            ClauseWord::Bars => PlaceDetailKind::Bars(self.first_objects(args, None)?),
            ClauseWord::PermitsThere => PlaceDetailKind::Permits(self.first_objects(args, None)?),
            ClauseWord::EnforcedBy => {
                let targets = self.first_targets(args)?;
                PlaceDetailKind::EnforcedBy(targets.into_iter().map(|it| it.0).collect())
            }
            _ => return None,
        })
    }

    fn extent(&mut self, args: &[Arg]) -> Option<PlaceDetailKind<'a>> {
        let (mut from, mut to, mut of, mut words, mut within) = (None, None, None, None, None);
        let (mut second, mut each_side) = (false, false);
        for arg in args {
            match arg {
                Arg::Flag(Flag::To, _) => second = true,
                Arg::Flag(Flag::EachSideOf, _) => each_side = true,
                Arg::Quantities(quantities) => {
                    let metres = self.quantities(quantities).first().and_then(metres);
                    if second { to = metres } else { from = metres }
                }
                Arg::Refs(refs) => of = self.targets(refs).first().map(|it| it.0),
                Arg::Text(span) => words = Some(self.unquoted(*span)),
                Arg::Area(area) => within = self.area(area),
                Arg::Flag(Flag::Tbd, span) => self.hole(*span),
                _ => {}
            }
        }
        // A distance from a thing that the reading leaves out says nothing.
        if of.is_none() && words.is_none() {
            return None;
        }
        Some(PlaceDetailKind::Extent { from_metres: from, to_metres: to, of, each_side, words, within })
    }

    /// The text of an instant, of quoted words; `TBD` for a hole.
    pub(super) fn text_of(&mut self, args: &[Arg]) -> Option<&'a str> {
        for arg in args {
            match arg {
                Arg::Instant(span) => return Some(self.words(*span)),
                Arg::Text(span) => return Some(self.unquoted(*span)),
                Arg::Flag(Flag::Tbd, span) => {
                    self.hole(*span);
                    return Some(self.words(*span));
                }
                _ => {}
            }
        }
        None
    }

    /// References with where they stand.
    pub(super) fn targets(&mut self, refs: &[ast::Entry<ast::Ref>]) -> List<(Target, Span)> {
        let reading = self.reading;
        reading.each(refs).map(|it| (self.target(it), it.span)).collect()
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
