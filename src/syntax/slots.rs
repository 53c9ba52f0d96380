//! The values of a clause, by the slots of its row in the table of clauses.

use super::ast::{Arg, Clause, Flag};
use super::clauses::{Slot, SlotType, ValueNeed};

impl SlotType {
    /// Whether a value of the tree is one that such a slot holds. A type of its own is read from the whole clause.
    pub const fn takes(self, arg: &Arg) -> bool {
        matches!(
            (self, arg),
            (Self::Actors | Self::Seat | Self::Named, Arg::Set(_))
                | (Self::Seat | Self::Text | Self::Named | Self::Quoted | Self::Prose, Arg::Text(_))
                | (Self::Seat | Self::Text | Self::Named | Self::Target, Arg::Flag(Flag::Tbd, _))
                | (Self::Named | Self::Target | Self::Targets, Arg::Refs(_))
                | (Self::Text, Arg::Instant(_))
                | (Self::Objects, Arg::Items(_))
                | (Self::Words | Self::Authority, Arg::Words(_))
                | (Self::Area, Arg::Area(_))
                | (Self::Decision | Self::Authority | Self::Riders, Arg::Decision(_))
                | (Self::Conditions, Arg::Conditions(_))
                | (Self::Occasions, Arg::Occasions(_))
                | (Self::Occasion, Arg::Occasion(_))
                | (Self::Clock, Arg::Clock(_))
                | (Self::Period, Arg::Duration(_))
                | (Self::Number, Arg::Number(_))
                | (Self::Name, Arg::Name(_))
                | (Self::Only, Arg::Flag(Flag::Only, _))
                | (Self::Nothing, Arg::Flag(Flag::Nothing, _))
                | (Self::InGoodStanding, Arg::Flag(Flag::InGoodStanding, _))
                | (Self::Hereafter, Arg::Flag(Flag::Hereafter, _))
                | (Self::RotatingAmong, Arg::Flag(Flag::RotatingAmong, _))
                | (Self::Revocable, Arg::Flag(Flag::Revocable | Flag::Irrevocable, _))
                | (Self::Events, Arg::Events(_))
                | (Self::Sentence, Arg::Sentence(_))
                | (Self::Weights, Arg::Weights(_))
        )
    }

    /// Whether it can name a provision.
    pub(super) const fn names_provisions(self) -> bool {
        matches!(
            self,
            Self::Targets
                | Self::Target
                | Self::Occasions
                | Self::Occasion
                | Self::Conditions
                | Self::Timing
                | Self::Until
        )
    }
}

impl Slot {
    /// The value of a clause that it holds.
    pub fn arg<'t>(&self, clause: &'t Clause) -> Option<&'t Arg> {
        clause.args.iter().filter(|it| self.of.takes(it)).nth(self.nth)
    }

    /// Whether the clause says nothing without it.
    pub const fn is_needed(&self) -> bool {
        matches!(self.need, ValueNeed::One | ValueNeed::Noted)
    }
}
