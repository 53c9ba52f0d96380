//! Civil time: lengths are added by the calendar, hours by the clocks of a zone.

use super::answer::Truth;
use super::{Play, PlayMinute};
use crate::model::Length;
use crate::syntax::number::{instant, offset};
use jiff::civil::DateTime;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};

/// No zone is farther from universal time, in minutes.
const FARTHEST: i64 = 14 * 60;

/// The clocks by which a play is told.
#[derive(Clone, Debug)]
pub(super) struct PlayClock {
    zone: TimeZone,
    /// Its name; empty if the text names none.
    pub(super) name: String,
    /// Whether the first fact is known by its day alone, so that every day that is counted from it is a whole day.
    pub(super) whole_day: bool,
}

/// A day, or an instant, as it is written.
#[derive(Clone, Debug)]
pub(super) struct WrittenInstant {
    pub(super) civil: DateTime,
    pub(super) hour: bool,
    zone: Option<(TimeZone, String)>,
}

/// Reads a day or an instant; nothing if there is none such.
pub(super) fn read(words: &str) -> Option<WrittenInstant> {
    let read = instant(words.trim())?;
    let zone = match read.zone {
        "" => None,
        "Z" | "UTC" => Some((TimeZone::UTC, "UTC".to_owned())),
        words if words.starts_with(['+', '-']) => Some((TimeZone::fixed(offset(words)?), words.to_owned())),
        name => Some((TimeZoneDatabase::bundled().get(name).ok()?, name.to_owned())),
    };
    Some(WrittenInstant { civil: read.civil, hour: read.hour, zone })
}

impl PlayClock {
    /// The calendar of a play whose first fact comes then, and that instant.
    pub(super) fn from(first: &WrittenInstant) -> (Self, PlayMinute) {
        let (zone, name) = first.zone.clone().unwrap_or((TimeZone::UTC, String::new()));
        let calendar = Self { zone, name, whole_day: !first.hour };
        let start = calendar.at(first.civil);
        (calendar, start)
    }

    /// The calendar of a play that is over.
    pub(super) fn of(play: &Play) -> Self {
        Self { zone: zone(&play.zone), name: play.zone.clone(), whole_day: play.whole_day }
    }

    fn at(&self, civil: DateTime) -> PlayMinute {
        at(&self.zone, civil)
    }

    /// The instant that is written, by its own zone or by that of the play.
    pub(super) fn instant(&self, written: &WrittenInstant) -> PlayMinute {
        match &written.zone {
            Some((zone, _)) => at(zone, written.civil),
            None => self.at(written.civil),
        }
    }

    /// The end of a latest day.
    pub(super) fn latest(&self, written: &WrittenInstant) -> PlayMinute {
        let instant = self.instant(written);
        if written.hour || self.whole_day {
            return instant;
        }
        self.after(instant, Length { days: 1, ..Length::default() })
    }

    /// Whether a written instant has come; between clocks of a zone and those of nobody knows whose, so many hours may lie.
    pub(super) fn has_come(&self, written: &WrittenInstant, now: PlayMinute) -> (Truth, PlayMinute) {
        let at = self.instant(written);
        if written.zone.is_some() != self.name.is_empty() {
            return (Truth::of(now >= at), at);
        }
        let surely = PlayMinute { minute: at.minute + FARTHEST };
        let truth = match now.minute {
            it if it >= surely.minute => Truth::Yes,
            it if it >= at.minute - FARTHEST => Truth::Unknown,
            _ => Truth::No,
        };
        (truth, surely)
    }

    /// A length later: months keep the number of the day, days the hour on the clocks, hours are as long as they are.
    pub(super) fn after(&self, from: PlayMinute, length: Length) -> PlayMinute {
        let far = PlayMinute { minute: i64::MAX / 2 };
        let later = || {
            let stamp = Timestamp::from_second(from.minute.checked_mul(60)?).ok()?;
            let mut instant = from;
            if length.months > 0 || length.days > 0 {
                let months = Span::new().try_months(i64::try_from(length.months).ok()?).ok()?;
                let days = Span::new().try_days(i64::try_from(length.days).ok()?).ok()?;
                let civil = self.zone.to_datetime(stamp).checked_add(months).ok()?.checked_add(days).ok()?;
                instant = self.at(civil);
            }
            Some(PlayMinute { minute: instant.minute.checked_add(i64::try_from(length.minutes).ok()?)? })
        };
        later().unwrap_or(far)
    }

    /// `2027-03-04`, with the hour if it is not midnight.
    pub(super) fn words(&self, instant: PlayMinute) -> String {
        words(&self.zone, instant)
    }
}

fn at(zone: &TimeZone, civil: DateTime) -> PlayMinute {
    let second = zone.to_timestamp(civil).map_or(0, Timestamp::as_second);
    PlayMinute { minute: second.div_euclid(60) }
}

fn words(zone: &TimeZone, instant: PlayMinute) -> String {
    let Ok(stamp) = Timestamp::from_second(instant.minute.saturating_mul(60)) else { return "never".to_owned() };
    let civil = zone.to_datetime(stamp);
    if civil.time() == jiff::civil::Time::midnight() {
        civil.date().to_string()
    } else {
        civil.strftime("%Y-%m-%d %H:%M").to_string()
    }
}

impl PlayMinute {
    /// By the clocks of a zone, `Play::zone`: `2027-03-04`, with the hour if it is not midnight.
    pub fn words(self, zone: &str) -> String {
        words(&self::zone(zone), self)
    }
}

/// The zone of a play, by its name.
fn zone(name: &str) -> TimeZone {
    match name {
        "" | "UTC" => TimeZone::UTC,
        it if it.starts_with(['+', '-']) => offset(it).map_or(TimeZone::UTC, TimeZone::fixed),
        name => TimeZoneDatabase::bundled().get(name).unwrap_or(TimeZone::UTC),
    }
}
