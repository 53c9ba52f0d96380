//! The values of clauses, read by the slots that the table of clauses gives them.

use super::super::{
    Actors, Area, ChangeKind, ChangeRule, Clock, Conditions, Decided, Decision, Object, Occasion, Occasions, OpenWord,
    Period, RefTarget, SetTerm,
};
use super::ModelBuilder;
use crate::model::attention::Noted;
use crate::model::clause::Marker;
use crate::source::Span;
use crate::syntax::ast::{Arg, Clause, Flag, List};
use crate::syntax::clauses::{Slot, SlotType};
use crate::syntax::number;
use thin_vec::thin_vec as list;

/// A type of slots.
pub(super) trait ReadSlot<'a>: Sized {
    /// Reads a slot of a clause; `None` if the reading leaves nothing of what stands there.
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, slot: &Slot) -> Option<Self>;
}

impl<'a> ModelBuilder<'a, '_> {
    /// The value of a slot of a clause, by its place in the row.
    pub(super) fn slot<T: ReadSlot<'a>>(&mut self, clause: &Clause, at: usize) -> Option<T> {
        T::read(self, clause, &clause.word.info().slots[at])
    }

    /// What stands for a whole value that is not yet known.
    fn open_actors(&mut self, span: Span) -> Actors<'a> {
        self.hole(span);
        Actors { span, include: list![SetTerm::Unknown], ..Actors::default() }
    }
}

/// A list that may be absent is empty then.
fn needed<T>(slot: &Slot, list: List<T>) -> Option<List<T>> {
    (!slot.is_needed() || !list.is_empty()).then_some(list)
}

macro_rules! read_slots {
    ($($type:ty: |$builder:ident, $clause:ident, $slot:ident| $read:expr;)*) => {$(
        impl<'a> ReadSlot<'a> for $type {
            fn read($builder: &mut ModelBuilder<'a, '_>, $clause: &Clause, $slot: &Slot) -> Option<Self> {
                $read
            }
        }
    )*};
}

read_slots! {
    Actors<'a>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Set(set) => it.actors(set),
        Arg::Text(span) => {
            Some(Actors { span: *span, include: list![SetTerm::Words(it.unquoted(*span))], ..Actors::default() })
        }
        Arg::Flag(_, span) => Some(it.open_actors(*span)),
        _ => None,
    };
    List<Object<'a>>: |it, clause, slot| needed(slot, match slot.arg(clause) {
        Some(Arg::Items(values)) => it.objects(values, slot.vocabulary),
        _ => List::new(),
    });
    List<OpenWord<'a>>: |it, clause, slot| needed(slot, match slot.arg(clause) {
        Some(Arg::Words(words)) => it.word_list(words, slot.vocabulary),
        _ => List::new(),
    });
    List<(RefTarget, Span)>: |it, clause, slot| needed(slot, match slot.arg(clause) {
        Some(Arg::Refs(refs)) => it.targets(refs),
        _ => List::new(),
    });
    Area<'a>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Area(area) => it.area(area),
        _ => None,
    };
    Decision<'a>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Decision(tree) => it.decision(tree),
        Arg::Words(words) => it.authority(words),
        _ => None,
    };
    Decided<'a>: |it, clause, _slot| it.decided(clause);
    Conditions<'a>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Conditions(conditions) => it.conditions(conditions),
        _ => None,
    };
    Occasions<'a>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Occasions(occasions) => it.occasions(occasions),
        _ => None,
    };
    Occasion<'a>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Occasion(occasion) => it.occasion_entry(occasion),
        _ => None,
    };
    Box<Clock<'a>>: |it, clause, slot| match slot.arg(clause)? {
        Arg::Clock(clock) => it.clock(clock),
        _ => None,
    };
    Period: |it, clause, slot| match slot.arg(clause)? {
        Arg::Duration(duration) => it.period(duration),
        _ => None,
    };
    RefTarget: |it, clause, slot| match slot.arg(clause)? {
        Arg::Refs(refs) => it.targets(refs).first().map(|it| it.0),
        Arg::Flag(_, span) => {
            it.hole(*span);
            Some(RefTarget::Hole)
        }
        _ => None,
    };
    &'a str: |it, clause, slot| match slot.arg(clause) {
        None if slot.of == SlotType::Keyword => Some(it.keyword(clause)),
        Some(Arg::Text(span)) => Some(it.unquoted(*span)),
        Some(Arg::Name(span) | Arg::Instant(span)) => Some(it.words(*span)),
        Some(Arg::Flag(_, span)) => {
            it.hole(*span);
            Some(it.words(*span))
        }
        Some(Arg::Set(set)) => it.actors(set).map(|actors| it.words(actors.span)),
        Some(Arg::Refs(refs)) => it.targets(refs).first().map(|named| it.words(named.1)),
        _ => None,
    };
    u64: |it, clause, slot| match slot.arg(clause)? {
        Arg::Number(span) => number::whole(it.words(*span)),
        _ => None,
    };
    bool: |_it, clause, slot| match (slot.of, slot.arg(clause)) {
        (SlotType::Revocable, arg) => Some(matches!(arg?, Arg::Flag(Flag::Revocable, _))),
        (_, arg) => Some(arg.is_some()),
    };
    Marker: |_it, _clause, _slot| Some(Self);
    ChangeRule<'a>: |it, clause, _slot| {
        let (mut of, mut by, mut consulting) = (List::new(), None, None);
        for arg in &clause.args {
            match arg {
                Arg::Words(words) => of = it.word_list(words, None),
                Arg::Decision(tree) => by = it.decision(tree),
                Arg::Set(set) => consulting = it.actors(set),
                _ => {}
            }
        }
        let kind = match it.keyword(clause) {
            "increase of" => ChangeKind::Increase,
            "decrease of" => ChangeKind::Decrease,
            _ => ChangeKind::Change,
        };
        (!of.is_empty() && (by.is_some() || consulting.is_some())).then_some(Self { kind, of, by, consulting })
    };
}

impl<'a, T: ReadSlot<'a>> ReadSlot<'a> for Box<T> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, slot: &Slot) -> Option<Self> {
        T::read(builder, clause, slot).map(Self::new)
    }
}

impl<'a, T: ReadSlot<'a>> ReadSlot<'a> for Option<T> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, slot: &Slot) -> Option<Self> {
        Some(T::read(builder, clause, slot))
    }
}

impl<'a, T: ReadSlot<'a>> ReadSlot<'a> for Noted<T> {
    fn read(builder: &mut ModelBuilder<'a, '_>, clause: &Clause, slot: &Slot) -> Option<Self> {
        T::read(builder, clause, slot).map(|it| builder.noted(it))
    }
}
