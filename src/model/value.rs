//! Values of clauses: sets of actors, areas, words, amounts.

use super::attention::{Noted, Slots};
use super::id::{ActorId, GroupId, PlaceId, ProvisionId};
use crate::source::Span;
use crate::syntax::ast::{List, Quantifier, RoleGroup, StandIn};

/// A set of actors, sorted, without repetition.
pub type ActorSet = Vec<ActorId>;

/// A set expression with its names resolved. Stand-ins are left for the case: see [`super::Treaty::members`].
#[derive(Clone, Debug, Default)]
pub struct Actors<'a> {
    /// The whole expression.
    pub span: Span,
    /// `each of`, `any of`, `3 of`
    pub quantifier: Option<Quantifier>,
    /// The union.
    pub include: List<SetTerm<'a>>,
    /// What is taken away.
    pub except: List<SetTerm<'a>>,
}

/// One member of a union.
#[derive(Clone, Debug)]
pub enum SetTerm<'a> {
    /// An actor.
    Actor(ActorId),
    /// A named set.
    Group(GroupId),
    /// All who bear a role.
    Role(RoleGroup),
    /// `members of NATO`
    MembersOf(ActorId),
    /// `any state`
    AnyState,
    /// `the attacker`, with those aligned with it.
    StandIn(StandIn, bool),
    /// A set in parentheses.
    Nested(Box<Actors<'a>>),
    /// A deployment that acts.
    Provision(ProvisionId),
    /// In words only.
    Words(&'a str),
    /// `TBD`, or a name that nothing declares (reported).
    Unknown,
}

/// Who is meant by a set expression in one case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Members {
    /// Those whom the draft names, sorted.
    pub actors: ActorSet,
    /// Others may belong to it whom the draft does not name: `any state`.
    pub open: bool,
    /// The draft does not say who all belong to it: `TBD`, words, a body without members, a name that nothing declares.
    pub unknown: bool,
}

impl Members {
    /// Whether others may belong to it than those whom the draft names.
    pub fn leaves_open(&self) -> bool {
        self.open || self.unknown
    }
}

/// What a set comes to; nothing, where it is another in another case. A set that a deployment is part of is looked at where
/// the deployment is.
pub(super) type ResolvedSet = Noted<Option<Members>, Slots>;

/// Where something holds.
#[derive(Clone, Debug, Default)]
pub struct Area<'a> {
    /// The whole expression.
    pub span: Span,
    /// The union.
    pub include: List<AreaTerm<'a>>,
    /// What is taken away.
    pub except: List<AreaTerm<'a>>,
}

/// One part of an area.
#[derive(Clone, Debug)]
pub enum AreaTerm<'a> {
    /// The territory of actors, with the part in quoted words.
    TerritoryOf(Actors<'a>, Option<&'a str>),
    /// A declared place, with the part in quoted words.
    Place(PlaceId, Option<&'a str>),
    /// In words only.
    Words(&'a str),
    /// An area in parentheses.
    Nested(Box<Area<'a>>),
    /// `TBD`, or a name that nothing declares (reported).
    Unknown,
}

/// A word of an open vocabulary.
#[derive(Clone, Copy, Debug)]
pub struct OpenWord<'a> {
    /// The word, without quotes.
    pub text: &'a str,
    /// Where it stands, with its quotes.
    pub span: Span,
    /// Whether it stands in quotes.
    pub quoted: bool,
    /// `TBD`
    pub hole: bool,
}

/// An amount.
#[derive(Clone, Copy, Debug)]
pub struct Quantity<'a> {
    /// The whole.
    pub span: Span,
    /// The number in thousandths, so that decimals stay exact; `None` for `TBD`.
    pub thousandths: Option<u64>,
    /// `approximately`
    pub approximate: bool,
    /// `personnel`, `km`, `%`, a currency with its scale, a quoted type; empty if none.
    pub unit: &'a str,
}

impl Members {
    pub(super) fn add(&mut self, other: &Self) {
        self.actors.extend_from_slice(&other.actors);
        self.open |= other.open;
        self.unknown |= other.unknown;
    }
}
