//! Gates that no circuit can judge: nobody's, undecided, without a clock, waiting on somebody else's performance.

mod find;

pub(super) use find::{consulted, terms, uncontrolled, undetermined, unsettled, veto_players, waits};

use crate::model::{ActorSet, Actors, Clock, Decision, Period, ProvisionId};
use crate::source::{FileId, Span};

use super::gate::{Gate, Holder, Power};

/// Where words stand for which nobody answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UndecidedPassage {
    /// `subject to "…"`
    Gate,
    /// `decided by "…"`: a determination without an agent.
    Decision,
    /// `if "…"`
    Condition,
    /// `unless "…"`, `presumed unless "…"`
    Exception,
    /// `upon "…"`
    Occasion,
    /// `until "…"`
    End,
}

/// What nobody is named to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// Words, or an event's name.
    Words,
    /// A milestone.
    Milestone,
    /// A breach that nobody finds.
    Breach,
    /// Another treaty that was not read.
    Instrument,
}

/// Words that stand before a promise and that nobody is named to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Uncontrolled<'m> {
    /// The provision or body.
    pub holder: Holder,
    /// The text.
    pub file: FileId,
    /// The words, or the event's name.
    pub words: &'m str,
    /// Where they stand.
    pub span: Span,
    /// In what place.
    pub place: UndecidedPassage,
    /// What they are.
    pub nature: Nature,
    /// Whether they are a bare word (`if unprovoked`), not quoted.
    pub bare: bool,
    /// Whether the provision has a decision of its own, whose deciders may judge them.
    pub judged: bool,
}

/// A trigger of which nobody is named to say that it is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undetermined {
    /// The trigger.
    pub trigger: ProvisionId,
    /// The provisions upon it.
    pub upon: Vec<ProvisionId>,
    /// Whether each of them binds every bearer for itself (`each of`), so that each judges for itself.
    pub per_bearer: bool,
}

/// A consultation that comes before a promise.
#[derive(Clone, Debug)]
pub struct Consulted<'m> {
    /// The provision.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The clause.
    pub span: Span,
    /// Who is consulted.
    pub among: &'m Actors<'m>,
    /// For how long at most.
    pub clock: Option<&'m Clock<'m>>,
    /// Whether the clock has a length: without it the consultation may last for ever.
    pub bounded: bool,
    /// Whether the promise goes on when the clock has run.
    pub proceeds: bool,
    /// The assumed aggressors among those consulted.
    pub aggressors: ActorSet,
}

/// A duty that waits until somebody else has performed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wait {
    /// The waiting provision.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The gate.
    pub span: Span,
    /// Who must have performed.
    pub on: ActorSet,
    /// Those of them who are guarantors or bear a duty of the same kind.
    pub guarantors: ActorSet,
    /// The provision that must have been performed, where it is named.
    pub performance_of: Option<ProvisionId>,
}

/// A gate of which the text does not say who opens it and how: `TBD`, a body without members or without a rule, another
/// treaty that nobody here controls. It is nobody's veto, and nobody knows whether it opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unsettled {
    /// The provision or body.
    pub holder: Holder,
    /// What is decided there.
    pub power: Power,
    /// The gate.
    pub gate: Gate,
}

/// A promise, a mandate or the treaty that is given for a time.
#[derive(Clone, Debug)]
pub struct TimedPromise<'m> {
    /// [`Power::Mandate`] for forces and monitors, [`Power::Renewal`] for everything else.
    pub power: Power,
    /// The provision.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The clause.
    pub span: Span,
    /// For how long.
    pub period: Option<Period>,
    /// Whether it ends if nobody does anything.
    pub lapses: bool,
    /// Who must renew it so that it goes on, or end it so that it stops; `None` if the text is silent.
    pub decision: Option<&'m Decision<'m>>,
    /// Everybody who alone keeps it from being renewed.
    pub veto_players: ActorSet,
}
