//! What must come before what: provisions, milestones, instruments, bodies; and where that runs in a circle.

use crate::model::Target;
use crate::source::{FileId, Span};

/// Why one thing waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum EdgeKind {
    /// `upon X`
    Upon,
    /// `if X in force`, `if X fulfilled`
    Condition,
    /// `subject to performance of X`
    Performance,
    /// `determination of BODY`, and a body that waits for another.
    Decision,
    /// `A before B`, `B requires A`
    Order,
    /// Entry into force of a treaty by its own clause.
    EntryIntoForce,
    /// A clock that counts from it, a start.
    Start,
    /// A unit and what stands in it.
    Part,
}

/// One thing waits for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// What waits.
    pub from: Target,
    /// What it waits for.
    pub to: Target,
    /// Why.
    pub kind: EdgeKind,
    /// The text.
    pub file: FileId,
    /// Where that is said.
    pub span: Span,
}

/// A circle of things each of which waits for the next; the last waits for the first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cycle {
    /// Its edges in order. It begins with the provision or step that stands first in the text.
    pub edges: Vec<Edge>,
}
