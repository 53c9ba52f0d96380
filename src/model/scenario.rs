//! Scenarios: what happens in a case, and what is expected to follow from the text.

use super::{ActorId, Actors, Clock, Events, Object, Period, RefTarget};
use crate::source::Span;
use crate::syntax::ast::List;

/// A scenario with its names resolved in the reading of the model.
#[derive(Clone, Debug)]
pub struct Scenario<'a> {
    /// The whole.
    pub span: Span,
    /// The title, without quotes.
    pub title: &'a str,
    /// Where it stands.
    pub title_span: Span,
    /// The reading that it is about, as it is written behind `in reading`: `RUS at article 5, UKR`; empty if it names none.
    pub reading: &'a str,
    /// Where that stands.
    pub reading_span: Span,
    /// The threat model of this play, where it has one of its own; nothing: that of the draft.
    pub assuming: Option<Assuming>,
    /// How soon those act who cooperate.
    pub pace: Pace,
    /// Nobody else does anything.
    pub others_idle: bool,
    /// What happens, in the order of the text.
    pub given: List<Given<'a>>,
    /// What is expected to follow.
    pub expect: List<Expect<'a>>,
    /// Whether all of it could be read, with every name in this reading.
    pub complete: bool,
}

/// How soon those act who cooperate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pace {
    /// In the instant in which they may.
    #[default]
    AtOnce,
    /// At the end of the clock of each act; without a clock, never.
    LastMoment,
}

/// The threat model of one play.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assuming {
    /// Attackers, each with those whom it attacks; several are together in one bloc.
    pub attacks: List<(ActorId, List<ActorId>)>,
    /// Who votes with whom.
    pub votes_with: List<(ActorId, ActorId)>,
    /// Who controls whom.
    pub controls: List<(ActorId, ActorId)>,
}

/// A line of what happens.
#[derive(Clone, Debug)]
pub struct Given<'a> {
    /// The whole line.
    pub span: Span,
    /// What.
    pub what: Happening<'a>,
    /// When.
    pub when: When<'a>,
}

/// When something happens.
#[derive(Clone, Copy, Debug)]
pub enum When<'a> {
    /// With the first dated fact, or on the first day.
    WithTheFirst,
    /// `on 2027-03-01T06:00 Europe/Kyiv`
    On(&'a str, Span),
    /// `after 2 days`, from the first fact.
    After(Period),
}

/// What happens.
#[derive(Clone, Debug)]
pub enum Happening<'a> {
    /// Events.
    Events(Box<Events<'a>>),
    /// A milestone has come.
    Milestone(u32),
    /// Somebody does, or does not do, something.
    Act {
        /// Who.
        who: Actors<'a>,
        /// What.
        act: Doing,
        /// The provision, body, term or organ in whose matter; nothing: in every one.
        matter: Option<RefTarget>,
        /// What a request or notification is about, in words.
        words: Option<&'a str>,
    },
}

/// What an actor does in a scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Doing {
    /// `votes yes`
    VotesYes,
    /// `votes no`, `objects`
    VotesNo,
    /// `abstains`
    Abstains,
    /// `stays away`
    StaysAway,
    /// `ratifies`
    Ratifies,
    /// `signs`
    Signs,
    /// `accedes`
    Accedes,
    /// `withdraws`
    Withdraws,
    /// `performs`: all that it owes.
    Performs,
    /// `requests`, `request by`
    Requests,
    /// `notification by`
    Notifies,
    /// `convenes`
    Convenes,
    /// `consults`
    Consults,
    /// `finds`
    Finds,
    /// `gives` (true) or `withholds` something.
    Gives(bool, Withheld),
}

impl Doing {
    /// The words of acts, in the singular and in the plural.
    pub const WORDS: &[(Self, &str, &str)] = &[
        (Self::VotesYes, "votes yes", "vote yes"),
        (Self::VotesNo, "votes no", "vote no"),
        (Self::VotesNo, "objects", "object"),
        (Self::Abstains, "abstains", "abstain"),
        (Self::StaysAway, "stays away", "stay away"),
        (Self::Ratifies, "ratifies", "ratify"),
        (Self::Signs, "signs", "sign"),
        (Self::Accedes, "accedes", "accede"),
        (Self::Withdraws, "withdraws", "withdraw"),
        (Self::Performs, "performs", "perform"),
        (Self::Requests, "requests", "request"),
        (Self::Notifies, "notification", "notification"),
        (Self::Convenes, "convenes", "convene"),
        (Self::Consults, "consults", "consult"),
        (Self::Finds, "finds", "find"),
        (Self::Gives(true, Withheld::Payment), "pays", "pay"),
    ];
}

/// What can be withheld.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Withheld {
    /// Consent.
    Consent,
    /// Approval.
    Approval,
    /// Access.
    Access,
    /// Payment.
    Payment,
    /// A request.
    Request,
    /// Ratification.
    Ratification,
    /// Recognition.
    Recognition,
    /// Information.
    Information,
}

impl Withheld {
    /// Each with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Consent, "consent"),
        (Self::Approval, "approval"),
        (Self::Access, "access"),
        (Self::Payment, "payment"),
        (Self::Request, "request"),
        (Self::Ratification, "ratification"),
        (Self::Recognition, "recognition"),
        (Self::Information, "information"),
    ];
}

/// What is expected to follow.
#[derive(Clone, Debug)]
pub struct Expect<'a> {
    /// The whole line.
    pub span: Span,
    /// `not`
    pub negated: bool,
    /// What.
    pub what: ScenarioOutcome<'a>,
    /// By when, counted from the first fact unless it says otherwise.
    pub clock: Option<Box<Clock<'a>>>,
}

/// What is expected.
#[derive(Clone, Debug)]
pub enum ScenarioOutcome<'a> {
    /// `attack is triggered`, `assist for FRA is live`, `assist is waiting for RUS`
    State {
        /// The provision, rung, article, milestone or instrument.
        of: RefTarget,
        /// For whom; nothing: for anybody.
        bearer: Option<Actors<'a>>,
        /// How it stands.
        state: ProvisionState,
        /// Whom it waits for.
        waits_for: Option<Actors<'a>>,
    },
    /// `responsive-force may deploy`, `FRA may deploy ground-forces`
    May {
        /// The deployment or other provision that allows it, or who may.
        who: MayWho<'a>,
        /// What.
        verb: &'a str,
        /// To what or whom.
        objects: List<Object<'a>>,
    },
    /// `FRA is obliged to assist UKR`
    Obliged {
        /// Who.
        who: ObligedWho<'a>,
        /// What; nothing: anything.
        verb: Option<&'a str>,
        /// To what or whom.
        objects: List<Object<'a>>,
    },
    /// `RUS blocks attack`: without its part the provision is never live.
    Blocks {
        /// Who, together.
        who: Actors<'a>,
        /// What.
        of: RefTarget,
    },
}

/// Who may do something.
#[derive(Clone, Debug)]
pub enum MayWho<'a> {
    /// Those whom a provision speaks of.
    Provision(RefTarget),
    /// Actors.
    Actors(Actors<'a>),
}

/// Who is obliged.
#[derive(Clone, Debug)]
pub enum ObligedWho<'a> {
    /// Nobody.
    Nobody,
    /// Somebody, whoever it is.
    Somebody,
    /// Each of these.
    Each(Actors<'a>),
}

/// How a provision stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProvisionState {
    /// It was live at some instant.
    Triggered,
    /// Nothing has happened that it waits for.
    Dormant,
    /// Something has, and something else is missing.
    Waiting,
    /// It binds, allows or stands.
    Live,
    /// Everything due has been done.
    Discharged,
    /// What was due was not done, or what is barred was.
    Breached,
    /// It was live and is held.
    Suspended,
    /// It is over.
    Ended,
    /// It cannot be determined how it stands.
    Undetermined,
}

impl ProvisionState {
    /// Each with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Triggered, "triggered"),
        (Self::Dormant, "dormant"),
        (Self::Waiting, "waiting"),
        (Self::Live, "live"),
        (Self::Discharged, "discharged"),
        (Self::Breached, "breached"),
        (Self::Suspended, "suspended"),
        (Self::Ended, "ended"),
        (Self::Undetermined, "undetermined"),
    ];
}
