//! What a draft does, played out: one reading, one case, step by step on the calendar.
//!
//! This is the meaning of the language, written to be obviously right: it walks the model of a reading and shares no code
//! with circuits, clocks or coverage, so that those can be held against it. What each clause does is said in
//! `docs/semantics.md`.

mod acts;
mod answer;
mod calendar;
mod count;
mod decide;
mod duties;
pub mod expect;
mod facts;
mod lives;
mod occasion;
mod order;
mod terms;
mod trace;
mod words;
mod world;

pub use trace::{Due, End, Instant, LifeState, LifeView, Play, Reason, Step, StepKind, Subject};

use crate::model::{ActorId, ActorSet, Case, Doing, Events, Pace, Period, Target, Treaty};
use crate::source::Span;

/// What a play is given.
#[derive(Clone, Debug)]
pub struct Setting<'t, 'a> {
    /// Who attacks whom, and with whom; nothing: nobody obstructs.
    pub case: Option<Case>,
    /// What happens, in the order of the scenario.
    pub lines: Vec<Line<'t, 'a>>,
    /// How those act of whom no line speaks.
    pub others: Others,
    /// How soon those act who cooperate.
    pub pace: Pace,
    /// When the first fact comes, where no line says it: `2027-03-01`, with an hour and a zone if need be.
    pub day: Option<&'t str>,
    /// Whether all that promises wait for is taken to have happened, and nothing that excepts from them: what is asked is
    /// then who can hold them shut.
    pub supposed: bool,
    /// Whether nobody reads the steps, so that none are told.
    pub silent: bool,
}

impl<'t, 'a> Setting<'t, 'a> {
    /// A case with nothing else given: the attack that it is.
    pub fn of(case: Option<Case>) -> Self {
        Self {
            case,
            lines: Vec::new(),
            others: Others::Threat,
            pace: Pace::AtOnce,
            day: None,
            supposed: false,
            silent: false,
        }
    }
}

/// Plays one reading in one setting.
pub fn play<'a>(treaty: &Treaty<'a>, setting: &Setting<'_, 'a>) -> Play {
    world::World::new(treaty, setting).run()
}

/// How those act of whom no line speaks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Others {
    /// The bloc of the case obstructs, everybody else cooperates.
    Threat,
    /// These leave every act of theirs undone, everybody else cooperates, the bloc of the case among them.
    Undone(ActorSet),
    /// These cooperate, everybody else leaves every act undone.
    Only(ActorSet),
    /// Nobody else does anything.
    Nothing,
}

/// A fact or an act.
#[derive(Clone, Debug)]
pub struct Line<'t, 'a> {
    /// Where it is written; empty if it is not.
    pub span: Span,
    /// When.
    pub when: At<'t>,
    /// What.
    pub what: What<'t, 'a>,
}

/// When a line comes.
#[derive(Clone, Copy, Debug)]
pub enum At<'t> {
    /// With the first fact.
    First,
    /// On a day, at an hour.
    On(&'t str),
    /// So long after the first fact.
    After(Period),
}

/// What a line says.
#[derive(Clone, Debug)]
pub enum What<'t, 'a> {
    /// Events happen.
    Events(&'t Events<'a>),
    /// An attack of the case happens, in the territory of its victim.
    Attack(&'static str),
    /// A milestone has come.
    Milestone(u32),
    /// Somebody does, or does not do, something.
    Act {
        /// Who.
        who: ActorId,
        /// What.
        act: Doing,
        /// In whose matter; nothing: in every one.
        matter: Option<Target>,
    },
}
