//! The numbers of what a model holds, and what a reference names.

/// The number of an actor in [`super::Treaty::actors`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ActorId(pub u32);

/// The number of a group in [`super::Treaty::groups`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupId(pub u32);

/// The number of a place in [`Treaty::places`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlaceId(pub u32);

/// The number of a unit in [`Treaty::units`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitId(pub u32);

/// The number of an instrument in [`Treaty::instruments`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct InstrumentId(pub u32);

/// The number of a provision in [`super::Treaty::provisions`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ProvisionId(pub u32);

/// What a reference names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RefTarget {
    /// An actor.
    Actor(ActorId),
    /// A named set.
    Group(GroupId),
    /// An area, zone or line.
    Place(PlaceId),
    /// An article or annex.
    Unit(UnitId),
    /// A provision.
    Provision(ProvisionId),
    /// Another treaty.
    Instrument(InstrumentId),
    /// A milestone, by its number in [`Treaty::milestones`].
    Milestone(u32),
    /// A defined term, by its number in [`Treaty::terms`].
    Term(u32),
    /// Voting weights, by their number in [`Treaty::weights`].
    Weights(u32),
    /// `TBD`
    Hole,
    /// Nothing that the draft declares.
    Missing,
}
