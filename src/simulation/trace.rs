//! What a play leaves behind: its steps, how every provision stands, what is due.

use crate::model::{ActorId, ActorSet, ProvisionId, RefTarget};
use crate::source::Span;

/// A minute on the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PlayMinute {
    /// Minutes since the beginning of 1970, by universal time; by the clocks of the text where it names no zone.
    pub minute: i64,
}

/// A play that has ended.
#[derive(Clone, Debug)]
pub struct Play {
    /// What happened, in its order.
    pub steps: Vec<TraceStep>,
    /// How every provision stands at the end, for each bearer by whom it differs.
    pub lives: Vec<LifeView>,
    /// Every duty that came to be owed.
    pub due: Vec<Due>,
    /// When the first fact came.
    pub start: PlayMinute,
    /// Whether a day without an hour was given for it, so that the day does not count.
    pub whole_day: bool,
    /// The zone by whose clocks the play is told; empty if the text names none.
    pub zone: String,
    /// How it ended.
    pub end: PlayEnd,
}

/// How a play ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlayEnd {
    /// Nothing more can happen.
    Quiescent,
    /// Ten years have passed.
    Horizon,
    /// It took too many steps.
    Bound,
}

/// How a provision stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LifeState {
    /// Nothing has happened that it waits for.
    #[default]
    Dormant,
    /// Something has, and something on its way is shut.
    Waiting,
    /// It binds, allows, or stands.
    Live,
    /// It was live, and is held for now.
    Suspended,
    /// All that is due has been done.
    Discharged,
    /// What was due was not done, or what is barred was; it stays owed.
    Breached,
    /// It is over.
    Ended,
}

impl LifeState {
    /// Each with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Dormant, "dormant"),
        (Self::Waiting, "waiting"),
        (Self::Live, "live"),
        (Self::Suspended, "suspended"),
        (Self::Discharged, "discharged"),
        (Self::Breached, "breached"),
        (Self::Ended, "ended"),
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("dormant", |it| it.1)
    }
}

/// Something that happened in a play.
#[derive(Clone, Debug)]
pub struct TraceStep {
    /// Its number.
    pub number: usize,
    /// When.
    pub at: PlayMinute,
    /// What kind of step.
    pub kind: StepKind,
    /// What it is about.
    pub subject: StepSubject,
    /// For whom, where that differs by bearer; nobody: for everybody alike.
    pub bearers: ActorSet,
    /// The clause that says so.
    pub clause: Span,
    /// The steps from which it follows.
    pub why: Vec<usize>,
    /// What happened, in a sentence without its end.
    pub told: String,
    /// Who holds shut what is shut: sets, each of which would have to act.
    pub holders: Vec<ActorSet>,
    /// Until when it can still come.
    pub until: Option<PlayMinute>,
    /// What cannot be determined.
    pub unknown: Vec<Reason>,
}

/// What kind of step it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// Something happens.
    Fact,
    /// Somebody acts.
    Act,
    /// A decision is carried or lost.
    Matter,
    /// A clock has run.
    Clock,
    /// A provision comes to stand otherwise.
    Life(LifeState, LifeState),
    /// A duty is performed, or its time has passed.
    Duty,
}

/// What a step is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepSubject {
    /// The case itself.
    Case,
    /// Somebody.
    Actor(ActorId),
    /// A provision.
    Provision(ProvisionId),
    /// Something else that has a name.
    Named(RefTarget),
}

/// How a provision stands at the end, and how it stood before.
#[derive(Clone, Debug)]
pub struct LifeView {
    /// The provision.
    pub provision: ProvisionId,
    /// For whom; nothing: for everybody alike.
    pub bearer: Option<ActorId>,
    /// How it stands.
    pub state: LifeState,
    /// Since when.
    pub since: PlayMinute,
    /// When it was first live.
    pub live: Option<PlayMinute>,
    /// When it was first so that it could not be determined whether it is live.
    pub doubtful: Option<PlayMinute>,
    /// When what was due in it had passed undone, or what it bars was done.
    pub breached: Option<PlayMinute>,
    /// Every state with the instant in which it came.
    pub history: Vec<(PlayMinute, LifeState)>,
    /// Who holds what is shut.
    pub holders: Vec<ActorSet>,
    /// Until when it can still come.
    pub until: Option<PlayMinute>,
    /// Why it stands so, in a sentence without its end; empty where that needs no reason.
    pub told: String,
    /// What cannot be determined about it.
    pub unknown: Vec<Reason>,
    /// The last step that told of it.
    pub step: Option<usize>,
    /// Whether its bearer is freed from what it asks: `need not`.
    pub freed: bool,
}

/// Something that cannot be determined.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason {
    /// The clause.
    pub clause: Span,
    /// What, as a clause behind "cannot be determined: ".
    pub told: String,
}

/// A duty that came to be owed.
#[derive(Clone, Debug)]
pub struct Due {
    /// The provision that says so.
    pub provision: ProvisionId,
    /// Which of its sentences; nothing: the provision as such, such as a supply.
    pub sentence: Option<usize>,
    /// Who owes.
    pub who: ActorId,
    /// Since when.
    pub since: PlayMinute,
    /// By when; nothing: without a time that can be counted.
    pub by: Option<PlayMinute>,
    /// When it was performed.
    pub done: Option<PlayMinute>,
    /// Since when its bearer is freed from it: `need not`.
    pub freed: Option<PlayMinute>,
    /// Whether it can be counted on: the text binds for certain, and nobody is perhaps freed.
    pub certain: bool,
    /// Whether it asks for an act, and not for talks, a declaration, or the act of somebody else.
    pub acts: bool,
    /// Whether it was owed before anything happened.
    pub standing: bool,
}
