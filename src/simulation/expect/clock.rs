//! The clocks of expectations: counted from the first fact, by the calendar of the play.

use crate::model::{Clock, Limit, OccasionKind, RefTarget, ScenarioOutcome};
use crate::simulation::calendar::{PlayClock, read};
use crate::simulation::{LifeState, Play, PlayMinute, StepKind, StepSubject};
use crate::syntax::ast::Phase;

/// Until when something must have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deadline {
    /// Before the play stops.
    None,
    /// Up to an instant.
    At(PlayMinute),
    /// It counts from something that never came.
    Never,
    /// It cannot be determined; why.
    Unknown(String),
}

/// The deadline of an expectation in a play.
pub(super) fn deadline(clock: Option<&Clock<'_>>, play: &Play) -> Deadline {
    let Some(clock) = clock else { return Deadline::None };
    let from = match clock.anchor.as_deref() {
        None => play.start,
        Some(anchor) => match came(&anchor.kind, play) {
            Deadline::At(from) => from,
            other => return other,
        },
    };
    if clock.softened.is_some() {
        return Deadline::Unknown("the clock is softened, so that nobody can say when it has run".to_owned());
    }
    match &clock.limit {
        Limit::Within(period) => match period.exactly() {
            Some(length) => Deadline::At(PlayClock::of(play).after(from, length)),
            None if *period == crate::model::Period::Indefinite => Deadline::None,
            None => Deadline::Unknown("the clock has no exact length".to_owned()),
        },
        Limit::Instant(words) => match read(words) {
            Some(day) => Deadline::At(PlayClock::of(play).latest(&day)),
            None => Deadline::Unknown(format!("`{words}` is no day that there is")),
        },
        Limit::Prompt(words) | Limit::Words(words) => Deadline::Unknown(format!("nobody can say by when `{words}` is")),
    }
}

/// When something came that a clock counts from.
fn came(occasion: &OccasionKind<'_>, play: &Play) -> Deadline {
    let at = |it: Option<PlayMinute>| it.map_or(Deadline::Never, Deadline::At);
    let of = |target: RefTarget, wanted: LifeState| {
        let subject = subject(target);
        let steps = play.steps.iter().filter(|it| it.subject == subject);
        at(steps.filter(|it| matches!(it.kind, StepKind::Life(_, to) if to == wanted)).map(|it| it.at).min())
    };
    match occasion {
        OccasionKind::Named(target @ RefTarget::Milestone(_)) => {
            let subject = subject(*target);
            at(play.steps.iter().find(|it| it.subject == subject).map(|it| it.at))
        }
        OccasionKind::Named(target) => of(*target, LifeState::Live),
        OccasionKind::Phase(phase, target) => of(
            *target,
            match phase {
                Phase::Start => LifeState::Live,
                Phase::End => LifeState::Ended,
                Phase::Completion => LifeState::Discharged,
                Phase::Breach => LifeState::Breached,
            },
        ),
        OccasionKind::Instant(words) => at(read(words).map(|it| PlayClock::of(play).instant(&it))),
        _ => Deadline::Unknown("what the clock counts from has no time in a play".to_owned()),
    }
}

/// What steps about a target have as their subject.
pub(super) fn subject(target: RefTarget) -> StepSubject {
    match target {
        RefTarget::Provision(id) => StepSubject::Provision(id),
        RefTarget::Actor(id) => StepSubject::Actor(id),
        other => StepSubject::Named(other),
    }
}

/// Whether an expectation without a clock is about how things stand when the play stops.
pub(super) fn is_about_the_end(what: &ScenarioOutcome<'_>, deadline: &Deadline) -> bool {
    use crate::model::ProvisionState::{Triggered, Undetermined};
    *deadline == Deadline::None
        && matches!(what, ScenarioOutcome::State { state, .. } if !matches!(state, Triggered | Undetermined))
}
