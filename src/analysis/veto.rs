//! Who can stop what, and who can force what: the answers, one per cause.

mod blocking;
mod bypass;
mod forcing;
mod margin;
pub(super) mod relevance;
mod unreachable;

pub(super) use blocking::vetoes;
pub(super) use bypass::bypassed;
pub(super) use forcing::forced;
pub(super) use margin::{inversions, margins};
pub(super) use relevance::{concerns, gives_nothing, promises};
pub(super) use unreachable::unreachable;

use super::gate::{BlockingMode, Gate, Holder, Power, Shortage};
use crate::model::{ActorId, ActorSet, ProvisionId};
use crate::source::{FileId, Span};

/// One cause for which something never happens: a gate that an assumed aggressor or its bloc keeps shut.
///
/// The same gate is one veto for every aggressor and victim for whom it fails in the same way.
#[derive(Clone, Debug)]
pub struct Veto {
    /// What is decided there.
    pub power: Power,
    /// The provision or body in whose text the gate stands, or which first sends a matter to a body of the text.
    pub holder: Holder,
    /// The clause of the holder that leads to the gate; the gate's own clause if it stands there.
    pub site: Span,
    /// The text that the site stands in.
    pub file: FileId,
    /// The gate.
    pub gate: Gate,
    /// Other gates, each of which would have done instead of this one and is shut too (`… or …`).
    pub also: Vec<Gate>,
    /// Whether an aggressor does it alone; otherwise it takes those aligned with it.
    pub alone: bool,
    /// How.
    pub mode: BlockingMode,
    /// Who does it, one entry for each aggressor.
    pub blockers: Vec<Blocker>,
    /// Who owes or may something under the blocked provisions, is not of the bloc, and never will.
    pub never_bound: ActorSet,
    /// Promises that never become live, triggers aside, in the order of the text.
    pub blocked: Vec<ProvisionId>,
    /// Triggers among them.
    pub triggers: Vec<ProvisionId>,
    /// Everybody who has a part in the gate, in the first case.
    pub electors: ActorSet,
}

/// An assumed aggressor before a gate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blocker {
    /// The aggressor.
    pub attacker: ActorId,
    /// Whom it attacks, over the cases in which the gate stays shut.
    pub victims: ActorSet,
    /// Who of its bloc has a part in the gate: the attacker itself, if it blocks alone.
    pub actors: ActorSet,
    /// Whether those aligned with it would still block if the attacker had no part in the gate.
    pub aligned_suffice: bool,
    /// Where the assumption stands.
    pub assumption: Option<Span>,
}

/// A decision against the protected party that an aggressor or its bloc wins alone.
#[derive(Clone, Debug)]
pub struct Forced {
    /// What is decided.
    pub power: Power,
    /// The provision or body that gives the power.
    pub holder: Holder,
    /// The clause that gives it.
    pub site: Span,
    /// The text that it stands in.
    pub file: FileId,
    /// A gate that they open by themselves.
    pub gate: Gate,
    /// Whether an aggressor does it alone.
    pub alone: bool,
    /// Whether a clock brings it about that nobody stops.
    pub by_clock: bool,
    /// Who does it, one entry for each aggressor.
    pub blockers: Vec<Blocker>,
}

/// A decision that can't be carried, though everybody helps.
#[derive(Clone, Debug)]
pub struct Unreachable {
    /// What is decided there.
    pub power: Power,
    /// The provision or body.
    pub holder: Holder,
    /// The gate.
    pub gate: Gate,
    /// The attack in which it is so: the attacker; nobody, where it is so without one.
    pub attacker: Option<ActorId>,
    /// Why.
    pub cause: Shortage,
    /// Whether nothing else opens what it stands before.
    pub shut: bool,
    /// Promises that never become live because of it.
    pub dead: Vec<ProvisionId>,
}

/// A power over the protected party's territory, status or soil that can be used without it.
#[derive(Clone, Debug)]
pub struct Bypass {
    /// What is decided.
    pub power: Power,
    /// The provision or body that gives the power.
    pub holder: Holder,
    /// The clause that gives it.
    pub site: Span,
    /// The text that it stands in.
    pub file: FileId,
    /// Who can't stop it.
    pub bypassed: ActorSet,
}

/// How many defections a vote survives when the bloc is against.
#[derive(Clone, Debug)]
pub struct Margin {
    /// The provision or body that the vote belongs to.
    pub holder: Holder,
    /// The vote.
    pub gate: Gate,
    /// The aggressor.
    pub attacker: ActorId,
    /// Everybody who votes.
    pub electors: ActorSet,
    /// Those of them who are not of the bloc.
    pub supporters: ActorSet,
    /// The smallest number of supporters whose abstention makes the vote fail.
    pub defections: u32,
    /// Promises that hang on the vote.
    pub provisions: Vec<ProvisionId>,
}

/// A body that is stricter in a graver matter.
#[derive(Clone, Debug)]
pub struct Inversion<'m> {
    /// The body.
    pub body: ActorId,
    /// The lesser matter, with its rule's clause.
    pub lesser: (&'m str, Span),
    /// The graver matter, with its rule's clause.
    pub graver: (&'m str, Span),
    /// How many yes votes each needs at least.
    pub needed: (u32, u32),
    /// How many can block each.
    pub blocking: (u32, u32),
    /// How many vote.
    pub electors: u32,
}
