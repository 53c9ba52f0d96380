//! Decisions, conditions, clocks and occasions, and the gates that stand before a promise.

use super::{Actors, Area, InstrumentId, OpenWord, Period, RefTarget};
use crate::source::Span;
use crate::syntax::ast::{Act, Counted, List, Phase, State, Threshold, Tie};

/// Who decides, and how.
#[derive(Clone, Debug, Default)]
pub struct Decision<'a> {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of votes that must all pass.
    pub any: List<List<Vote<'a>>>,
    /// How many must be there.
    pub quorum: Option<(Threshold, Span)>,
    /// What an equal vote means; it fails if the text is silent.
    pub tie: Option<Tie>,
    /// What an abstention counts as.
    pub abstention: Option<Counted>,
    /// What absence counts as.
    pub absence: Option<Counted>,
    /// What silence counts as, and after how long.
    pub silence: Option<(Counted, Option<Period>)>,
    /// By when.
    pub clock: Option<Box<Clock<'a>>>,
    /// What the end of the clock means, where that stands apart from the clock; see [`Decision::expiry`].
    pub own_expiry: Option<Expiry<'a>>,
    /// `meanwhile proceed` (true) or `wait`.
    pub meanwhile: Option<bool>,
}

impl<'a> Decision<'a> {
    /// What the end of the clock means; the matter lapses if the text is silent.
    pub fn expiry(&self) -> Option<&Expiry<'a>> {
        self.own_expiry.as_ref().or_else(|| self.clock.as_deref()?.expiry.as_ref())
    }

    /// Whether it is words, and names nobody.
    pub fn is_in_words(&self) -> bool {
        self.any.iter().flatten().all(|vote| match &vote.kind {
            VoteKind::Words(_) => true,
            VoteKind::Nested(inner) => inner.is_in_words(),
            _ => false,
        })
    }

    /// Whether votes are counted in it.
    pub fn counts(&self) -> bool {
        self.any.iter().flatten().any(|vote| match &vote.kind {
            VoteKind::Threshold { .. } => true,
            VoteKind::Nested(inner) => inner.counts(),
            _ => false,
        })
    }
}

/// `decided by D`, `decided unless D object`.
#[derive(Clone, Debug)]
pub struct Decided<'a> {
    /// The whole clause.
    pub span: Span,
    /// The decision.
    pub decision: Decision<'a>,
    /// Reverse polarity: the thing happens unless they object.
    pub unless: bool,
}

/// One vote, say-so or automatism.
#[derive(Clone, Debug)]
pub struct Vote<'a> {
    /// The whole, with its tails.
    pub span: Span,
    /// What it takes.
    pub kind: VoteKind<'a>,
    /// What a share is a share of.
    pub base: ShareBase,
    /// Whose votes must be among the yes.
    pub including: Option<Box<Actors<'a>>>,
    /// Who has no vote.
    pub excluding: Option<Box<Actors<'a>>>,
    /// The weighting's number in [`super::Treaty::weights`].
    pub weighted_by: Option<u32>,
    /// Who must ask for the vote.
    pub on_application_of: Option<Box<Actors<'a>>>,
}

impl Vote<'_> {
    /// A vote of which nothing is known but where it stands.
    pub(in crate::model) const fn unknown(span: Span) -> Self {
        Self {
            span,
            kind: VoteKind::Unknown,
            base: ShareBase::Members,
            including: None,
            excluding: None,
            weighted_by: None,
            on_application_of: None,
        }
    }
}

/// What a share of votes is a share of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ShareBase {
    /// All members of the electorate.
    #[default]
    Members,
    /// Those present and voting.
    PresentAndVoting,
    /// The votes cast.
    VotesCast,
}

/// What a vote takes.
#[derive(Clone, Debug)]
pub enum VoteKind<'a> {
    /// `TBD`: nobody knows.
    Unknown,
    /// A decision in parentheses.
    Nested(Box<Decision<'a>>),
    /// It happens by itself.
    Automatic,
    /// So many of an electorate.
    Threshold {
        /// How many.
        threshold: Threshold,
        /// The word or number that says so.
        word: Span,
        /// The electorate, before any exclusion.
        of: Actors<'a>,
    },
    /// An act of certain actors: request and notification of any one suffice; of consent, approval, ratification all are needed.
    Act {
        /// What is done.
        act: Act,
        /// By whom; a body brings its own rule.
        of: Actors<'a>,
        /// The organ, in words: `by "Congress"`.
        organ: Option<&'a str>,
    },
    /// `each of X` (each for itself), `any of X`, `3 of X`, or a body or actor that decides alone.
    By(Actors<'a>),
    /// In words only: nobody's gate.
    Words(&'a str),
}

/// Something that must open before a promise is live.
#[derive(Clone, Debug)]
pub struct Gate<'a> {
    /// The whole clause.
    pub span: Span,
    /// What it is.
    pub kind: GateKind<'a>,
    /// By when.
    pub clock: Option<Box<Clock<'a>>>,
}

impl<'a> Gate<'a> {
    /// Its conditions, whether they open or close it.
    pub fn conditions(&self) -> Option<&Conditions<'a>> {
        match &self.kind {
            GateKind::If(it) | GateKind::Unless(it) | GateKind::PresumedUnless(it) => Some(it),
            _ => None,
        }
    }
}

/// What a gate is.
#[derive(Clone, Debug)]
pub enum GateKind<'a> {
    /// `requested by UKR`: any one of them.
    Request(Actors<'a>),
    /// `consultation among guarantors`, `subject to consultation with`: a delay, held by each of them.
    Consultation(Actors<'a>),
    /// `subject to DECISION`
    Decision(Box<Decision<'a>>),
    /// `if CONDITION`
    If(Conditions<'a>),
    /// `unless CONDITION`
    Unless(Conditions<'a>),
    /// `presumed unless CONDITION`: open until somebody finds otherwise.
    PresumedUnless(Conditions<'a>),
    /// `upon OCCASIONS`, other than a trigger of the draft itself.
    Upon(Occasions<'a>),
}

/// Conditions: alternatives of lists.
#[derive(Clone, Debug)]
pub struct Conditions<'a> {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of conditions that must all hold.
    pub any: List<List<Condition<'a>>>,
}

impl<'a> Conditions<'a> {
    /// Every single condition, those in parentheses among them.
    pub fn each<'c>(&'c self, found: &mut dyn FnMut(&'c Condition<'a>)) {
        for condition in self.any.iter().flatten() {
            found(condition);
            if let ConditionKind::Nested(inner) = &condition.kind {
                inner.each(found);
            }
        }
    }
}

/// One condition.
#[derive(Clone, Debug)]
pub struct Condition<'a> {
    /// The whole.
    pub span: Span,
    /// `not`
    pub negated: bool,
    /// What must hold.
    pub kind: ConditionKind<'a>,
    /// Who finds that it does.
    pub found_by: Option<Box<Decision<'a>>>,
}

/// What must hold.
#[derive(Clone, Debug)]
pub enum ConditionKind<'a> {
    /// Conditions in parentheses.
    Nested(Box<Conditions<'a>>),
    /// `ratified by USA`: all of them.
    Ratified(List<Actors<'a>>),
    /// `decided by …`
    Decided(Box<Decision<'a>>),
    /// `ceasefire holds`, `UKFR in force`
    State(RefTarget, State, Option<InstrumentId>),
    /// Something happened, or quoted words.
    Events(Box<Events<'a>>),
}

/// A clock.
#[derive(Clone, Debug)]
pub struct Clock<'a> {
    /// The whole.
    pub span: Span,
    /// How long it runs.
    pub limit: Limit<'a>,
    /// What it counts from; the default depends on the place (see `grammar/reference.md`).
    pub anchor: Option<Box<Occasion<'a>>>,
    /// The words that soften it: `where possible`.
    pub softened: Option<Span>,
    /// What happens when it has run.
    pub expiry: Option<Expiry<'a>>,
}

/// How long a clock runs.
#[derive(Clone, Debug)]
pub enum Limit<'a> {
    /// `within 72 hours`
    Within(Period),
    /// `not later than 2015-12-31`
    Instant(&'a str),
    /// `immediately`: no number.
    Prompt(&'a str),
    /// In words only.
    Words(&'a str),
}

/// What the end of a clock means.
#[derive(Clone, Debug)]
pub struct Expiry<'a> {
    /// The whole, from `otherwise`.
    pub span: Span,
    /// What happens.
    pub kind: ExpiryKind<'a>,
}

/// What happens when a clock has run.
#[derive(Clone, Debug)]
pub enum ExpiryKind<'a> {
    /// The gate opens.
    Proceed,
    /// The matter is over.
    Lapses,
    /// Somebody else decides.
    Decision(Box<Decision<'a>>),
    /// Another provision answers.
    Provision(RefTarget),
}

/// Occasions: alternatives of lists.
#[derive(Clone, Debug)]
pub struct Occasions<'a> {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of occasions that must all have come.
    pub any: List<List<Occasion<'a>>>,
}

/// One occasion.
#[derive(Clone, Debug)]
pub struct Occasion<'a> {
    /// The whole.
    pub span: Span,
    /// What has come.
    pub kind: OccasionKind<'a>,
}

/// What an occasion is. An instrument of `None` is this draft.
#[derive(Clone, Debug)]
pub enum OccasionKind<'a> {
    /// `TBD`
    Unknown,
    /// A request (true) or notification.
    Notice(bool, Actors<'a>, Option<&'a str>),
    /// Signature of an instrument by somebody; all parties if the list is empty.
    Signature(Option<RefTarget>, List<Actors<'a>>),
    /// `entry into force`
    EntryIntoForce(Option<RefTarget>),
    /// Ratification of an instrument, by all of the list.
    Ratification(Option<RefTarget>, List<Actors<'a>>),
    /// `determination of UNSC`: somebody decides.
    Decided(Box<Decision<'a>>),
    /// `completion of withdrawal`
    Phase(Phase, RefTarget),
    /// An ISO 8601 instant.
    Instant(&'a str),
    /// `UKFR in force`
    State(RefTarget, State),
    /// A trigger, milestone or other provision.
    Named(RefTarget),
    /// In words only.
    Words(&'a str),
}

/// Events after `on`, with what narrows them.
#[derive(Clone, Debug)]
pub struct Events<'a> {
    /// The whole expression.
    pub span: Span,
    /// Any of them.
    pub events: List<Event<'a>>,
    /// Who does it.
    pub by: Option<Actors<'a>>,
    /// To whom.
    pub against: Option<Actors<'a>>,
    /// Where.
    pub area: Option<Area<'a>>,
    /// From where.
    pub from: Option<Area<'a>>,
    /// Through where.
    pub through: Option<Area<'a>>,
    /// `domains air, sea`
    pub domains: List<OpenWord<'a>>,
}

/// One event.
#[derive(Clone, Debug)]
pub struct Event<'a> {
    /// Where it stands.
    pub span: Span,
    /// What happens.
    pub kind: EventKind<'a>,
}

/// What happens.
#[derive(Clone, Debug)]
pub enum EventKind<'a> {
    /// A word of the vocabulary, with what it is `of`.
    Named(&'a str, Option<RefTarget>),
    /// Quoted words, without the quotes.
    Words(&'a str),
    /// `breach of ceasefire`
    Phase(Phase, RefTarget),
}
