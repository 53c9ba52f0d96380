//! The clocks of expectations: counted from the first fact, by the calendar of the play.

use crate::model::{Clock, Expected, Limit, OccasionKind, Target};
use crate::simulation::{Instant, LifeState, Play, StepKind, Subject};
use crate::syntax::ast::Phase;
use crate::syntax::number;
use jiff::civil::{DateTime, Time};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};

/// Until when something must have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Deadline {
    /// Before the play stops.
    None,
    /// Up to an instant.
    At(Instant),
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
            Some(Some(from)) => from,
            Some(None) => return Deadline::Never,
            None => return Deadline::Unknown("what the clock counts from has no time in a play".to_owned()),
        },
    };
    if clock.softened.is_some() {
        return Deadline::Unknown("the clock is softened, so that nobody can say when it has run".to_owned());
    }
    match &clock.limit {
        Limit::Within(period) => match period.exactly() {
            Some(length) => after(play, from, length).map_or(Deadline::None, Deadline::At),
            None if *period == crate::model::Period::Indefinite => Deadline::None,
            None => Deadline::Unknown("the clock has no exact length".to_owned()),
        },
        Limit::Instant(words) => match latest(words, play) {
            Some(at) => Deadline::At(at),
            None => Deadline::Unknown(format!("`{words}` is no day that there is")),
        },
        Limit::Prompt(words) | Limit::Words(words) => Deadline::Unknown(format!("nobody can say by when `{words}` is")),
    }
}

/// When something came that a clock counts from: nothing within, if it never did; nothing at all, if a play does not tell.
fn came(occasion: &OccasionKind<'_>, play: &Play) -> Option<Option<Instant>> {
    let of = |target: Target, wanted: &dyn Fn(LifeState, LifeState) -> bool| {
        let subject = subject(target);
        let steps = play.steps.iter().filter(|it| it.subject == subject);
        steps.filter(|it| matches!(it.kind, StepKind::Life(from, to) if wanted(from, to))).map(|it| it.at).min()
    };
    match occasion {
        OccasionKind::Named(target @ Target::Milestone(_)) => {
            let subject = subject(*target);
            Some(play.steps.iter().find(|it| it.subject == subject).map(|it| it.at))
        }
        OccasionKind::Named(target) => Some(of(*target, &|_, to| to == LifeState::Live)),
        OccasionKind::Phase(phase, target) => Some(of(*target, &|_, to| {
            to == match phase {
                Phase::Start => LifeState::Live,
                Phase::End => LifeState::Ended,
                Phase::Completion => LifeState::Discharged,
                Phase::Breach => LifeState::Breached,
            }
        })),
        OccasionKind::Instant(words) => written(words, play).map(Some),
        _ => None,
    }
}

/// What steps about a target have as their subject.
pub(super) fn subject(target: Target) -> Subject {
    match target {
        Target::Provision(id) => Subject::Provision(id),
        Target::Actor(id) => Subject::Actor(id),
        other => Subject::Named(other),
    }
}

/// Whether an expectation without a clock is about how things stand when the play stops.
pub(super) fn is_about_the_end(what: &Expected<'_>, deadline: &Deadline) -> bool {
    use crate::model::Standing::{Triggered, Undetermined};
    *deadline == Deadline::None
        && matches!(what, Expected::State { state, .. } if !matches!(state, Triggered | Undetermined))
}

/// An instant in words, by the clocks of the play: `2027-03-04`, `2027-03-04 06:00`.
pub(super) fn told(instant: Instant, play: &Play) -> String {
    let Some(civil) = civil(instant, play) else { return "a day beyond the calendar".to_owned() };
    if civil.time() == Time::midnight() {
        civil.date().to_string()
    } else {
        civil.strftime("%Y-%m-%d %H:%M").to_string()
    }
}

fn zone(words: &str) -> TimeZone {
    match words {
        "" | "Z" | "UTC" => TimeZone::UTC,
        it if it.starts_with(['+', '-']) => number::offset(it).map_or(TimeZone::UTC, TimeZone::fixed),
        name => TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::fixed(Offset::UTC)),
    }
}

fn civil(instant: Instant, play: &Play) -> Option<DateTime> {
    let stamp = Timestamp::from_second(instant.minute.checked_mul(60)?).ok()?;
    Some(zone(&play.zone).to_datetime(stamp))
}

fn instant(civil: DateTime, zone: &TimeZone) -> Option<Instant> {
    let second = zone.to_timestamp(civil).ok()?.as_second();
    Some(Instant { minute: second.div_euclid(60) })
}

/// A length later: months keep the number of the day, days the hour on the clocks, hours are as long as they are; nothing
/// beyond the calendar.
fn after(play: &Play, from: Instant, length: crate::model::Length) -> Option<Instant> {
    let months = Span::new().try_months(i64::try_from(length.months).ok()?).ok()?;
    let days = Span::new().try_days(i64::try_from(length.days).ok()?).ok()?;
    let day = civil(from, play)?.checked_add(months).ok()?.checked_add(days).ok()?;
    let from = if length.months > 0 || length.days > 0 { instant(day, &zone(&play.zone))? } else { from };
    Some(Instant { minute: from.minute.checked_add(i64::try_from(length.minutes).ok()?)? })
}

/// The instant that is written.
fn written(words: &str, play: &Play) -> Option<Instant> {
    let read = number::instant(words.trim())?;
    let own = if read.zone.is_empty() { play.zone.as_str() } else { read.zone };
    instant(read.civil, &zone(own))
}

/// The end of a latest day.
fn latest(words: &str, play: &Play) -> Option<Instant> {
    let at = written(words, play)?;
    let is_day = !number::instant(words.trim())?.hour;
    if is_day && !play.whole_day {
        return after(play, at, crate::model::Length { days: 1, ..crate::model::Length::default() });
    }
    Some(at)
}
