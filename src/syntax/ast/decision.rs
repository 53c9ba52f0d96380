//! Decisions, clocks, occasions and conditions.

use super::{ActorExpr, Duration, EventList, List, OrBracket, Phase, Ref, Threshold};
use crate::source::Span;

/// Who decides, and how: votes joined by `and` within `or`, with riders that rule the whole.
#[derive(Clone, Debug, Hash)]
pub struct Decision {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of votes that must all pass.
    pub any: List<List<Vote>>,
    /// What rules the whole.
    pub riders: List<Rider>,
}

/// One vote, say-so or automatism.
#[derive(Clone, Debug, Hash)]
pub struct Vote {
    /// The whole, with its tails.
    pub span: Span,
    /// What it takes.
    pub kind: VoteKind,
    /// What belongs to this vote alone.
    pub tails: List<Tail>,
}

/// What a vote takes.
#[derive(Clone, Debug, Hash)]
pub enum VoteKind {
    /// `TBD`
    Tbd,
    /// A decision in square brackets.
    Bracket(OrBracket<Decision>),
    /// A decision in parentheses; its riders stay inside.
    Nested(Box<Decision>),
    /// `automatic`
    Automatic,
    /// `two-thirds of guarantors`
    Threshold {
        /// How many.
        threshold: OrBracket<StatedShare>,
        /// The electorate, before any exclusion.
        of: ActorExpr,
    },
    /// `consent of UKR`, `approval of USA by "Congress"`
    Act {
        /// What is done.
        act: Act,
        /// By whom.
        of: ActorExpr,
        /// The organ, in quoted words.
        organ: Option<Span>,
    },
    /// `each of guarantors`, `any of guarantors`, or a body or actor that decides alone.
    By(ActorExpr),
    /// A gate in words only.
    Text(Span),
}

/// A number or part, with the words that say so.
#[derive(Clone, Copy, Debug, Hash)]
pub struct StatedShare {
    /// Its word or number.
    pub word: Span,
    /// How much; `None` if it is out of range, or only about so much.
    pub of: Option<Threshold>,
}

/// What an actor does to let a gate open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Act {
    /// `request of`
    Request,
    /// `consent of`
    Consent,
    /// `approval of`
    Approval,
    /// `determination of`
    Determination,
    /// `recognition of`
    Recognition,
    /// `recommendation of`
    Recommendation,
    /// `agreement of`
    Agreement,
    /// `performance of`
    Performance,
    /// `finding of`
    Finding,
}

impl Act {
    /// Every act with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Request, "request"),
        (Self::Consent, "consent"),
        (Self::Approval, "approval"),
        (Self::Determination, "determination"),
        (Self::Recognition, "recognition"),
        (Self::Recommendation, "recommendation"),
        (Self::Agreement, "agreement"),
        (Self::Performance, "performance"),
        (Self::Finding, "finding"),
    ];
}

/// What belongs to one vote.
#[derive(Clone, Debug, Hash)]
pub enum Tail {
    /// `present and voting`: the base is who votes.
    PresentAndVoting(Span),
    /// `voting`: the base is the votes cast.
    Voting(Span),
    /// `weighted by population`
    WeightedBy(Span),
    /// `including P5`: their votes must be among the yes.
    Including(ActorExpr),
    /// `excluding the attacker`
    Excluding(ActorExpr),
    /// `on application of UKR`
    OnApplicationOf(ActorExpr),
}

/// What rules a whole decision.
#[derive(Clone, Debug, Hash)]
pub enum Rider {
    /// `abstention counts as consent`, `silence counts as consent after 48 hours`
    Counts {
        /// What is not a vote.
        what: Counted,
        /// What it counts as.
        like: Counted,
        /// When silence is taken for it.
        after: Option<OrBracket<Duration>>,
        /// The whole rider.
        span: Span,
    },
    /// `quorum 3`, `quorum two-thirds`
    Quorum(Quorum),
    /// `tie chair decides`
    Tie(Tie, Span),
    /// `within 72 hours`
    Clock(Box<Clock>),
    /// `meanwhile proceed`, `meanwhile wait`
    Meanwhile {
        /// Whether things go on until the decision.
        proceed: bool,
        /// The whole rider.
        span: Span,
    },
    /// `otherwise proceed`
    Otherwise(Box<Expiry>),
}

/// A way of not voting yes, or what it is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counted {
    /// A vote not cast by one who is there.
    Abstention,
    /// Not being there.
    Absence,
    /// No answer.
    Silence,
    /// A yes.
    Consent,
    /// A no.
    Rejection,
}

/// How many must be there.
#[derive(Clone, Debug, Hash)]
pub struct Quorum {
    /// The whole rider.
    pub span: Span,
    /// The number or the part.
    pub of: OrBracket<StatedShare>,
}

/// What an equal vote means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Tie {
    /// The chair casts the vote.
    Chair,
    /// Nothing is decided.
    Fails,
}

/// A clock, with what it counts from and what its end means.
#[derive(Clone, Debug, Hash)]
pub struct Clock {
    /// The whole.
    pub span: Span,
    /// How long.
    pub kind: ClockKind,
    /// What it counts from.
    pub anchor: Option<Box<OrBracket<Occasion>>>,
    /// `where possible`: the words that soften it.
    pub softened: Option<Span>,
    /// What happens when it has run.
    pub expiry: Option<Box<Expiry>>,
}

/// How long a clock runs.
#[derive(Clone, Debug, Hash)]
pub enum ClockKind {
    /// `within 72 hours`
    Within(OrBracket<Duration>),
    /// `not later than 2015-12-31`
    NotLaterThan(Anchor),
    /// `immediately`, `forthwith`, `promptly`: a clock without a number.
    Prompt(Span),
}

/// A point in time.
#[derive(Clone, Debug, Hash)]
pub enum Anchor {
    /// An ISO 8601 instant.
    Instant(Span),
    /// A length from the start of the clock.
    Duration(Duration),
    /// In words only.
    Text(Span),
}

/// What the end of a clock means.
#[derive(Clone, Debug, Hash)]
pub struct Expiry {
    /// The whole, from `otherwise`.
    pub span: Span,
    /// What happens.
    pub kind: ExpiryKind,
}

/// What happens when a clock has run.
#[derive(Clone, Debug, Hash)]
pub enum ExpiryKind {
    /// The gate opens.
    Proceed,
    /// The matter is over.
    Lapses,
    /// Somebody else decides.
    Decision(Box<Decision>),
    /// Another provision answers.
    Provision(Ref),
}

/// Occasions after `upon`: `and` binds closer than `or`.
#[derive(Clone, Debug, Hash)]
pub struct Occasions {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of occasions that must all have come.
    pub any: List<List<OrBracket<Occasion>>>,
}

/// One occasion.
#[derive(Clone, Debug, Hash)]
pub struct Occasion {
    /// The whole.
    pub span: Span,
    /// What has come.
    pub kind: OccasionKind,
}

/// What an occasion is.
#[derive(Clone, Debug, Hash)]
pub enum OccasionKind {
    /// `TBD`
    Tbd,
    /// `request by UKR of "…"`, `notification by any of parties`
    Notice {
        /// A request asks; a notification tells.
        request: bool,
        /// Who makes it.
        by: ActorExpr,
        /// Of what.
        of: Option<Span>,
    },
    /// `signature of UKFR by …`
    Signature {
        /// The instrument; this one if none.
        of: Option<Ref>,
        /// By whom; all parties if none.
        by: List<ActorExpr>,
    },
    /// `entry into force of UKFR`
    EntryIntoForce(Option<Ref>),
    /// `ratification by UKR and 3 of guarantors`
    Ratification {
        /// The instrument; this one if none.
        of: Option<Ref>,
        /// By whom, all of the list.
        by: List<ActorExpr>,
    },
    /// `determination of UNSC`: somebody decides.
    Decided(Box<Decision>),
    /// `completion of withdrawal`
    Phase(Phase, Ref),
    /// An ISO 8601 instant.
    Instant(Span),
    /// `UKFR in force`
    State(Stated),
    /// A trigger, milestone or other provision.
    Named(Ref),
    /// In words only.
    Text(Span),
}

/// A provision or instrument and the state that it is in.
#[derive(Clone, Debug, Hash)]
pub struct Stated {
    /// What.
    pub of: Ref,
    /// Its state.
    pub state: State,
}

/// The state of a provision or an instrument.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// `in force`
    InForce,
    /// `breached`
    Breached,
    /// `fulfilled`
    Fulfilled,
    /// `triggered`
    Triggered,
    /// `holds`
    Holds,
    /// `expired`
    Expired,
}

/// Conditions: `and` binds closer than `or`.
#[derive(Clone, Debug, Hash)]
pub struct Conditions {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of conditions that must all hold.
    pub any: List<List<OrBracket<Condition>>>,
}

/// One condition.
#[derive(Clone, Debug, Hash)]
pub struct Condition {
    /// The whole.
    pub span: Span,
    /// `not`
    pub negated: bool,
    /// What must hold.
    pub kind: ConditionKind,
    /// Who finds that it does: `as found by …`.
    pub found_by: Option<Box<Decision>>,
}

/// What must hold.
#[derive(Clone, Debug, Hash)]
pub enum ConditionKind {
    /// Conditions in parentheses.
    Nested(Box<Conditions>),
    /// `ratified by USA`
    Ratified(List<ActorExpr>),
    /// `decided by …`
    Decided(Box<Decision>),
    /// `ceasefire holds`
    State(Stated),
    /// Something happened: `armed-attack by RUS`, `unprovoked`, quoted words.
    Events(Box<EventList>),
}
