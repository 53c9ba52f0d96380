//! Lengths of time by the calendar, and hours by the clocks of their zones.

use crate::model::Length;
use crate::syntax::number::{instant, offset};
use jiff::civil::{DateTime, date};
use jiff::tz::{Offset, TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp, ToSpan};
use std::sync::OnceLock;

/// From when time is counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct TimelineStart {
    event: Option<Moment>,
    /// Whether the event has an hour.
    hour: bool,
    /// Whether the day is only supposed, so that fixed days are as far away as they may be.
    supposed: bool,
}

/// A minute, on the clocks of its zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moment {
    civil: DateTime,
    zone: Zone,
}

/// Whose clocks tell an hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Zone {
    /// The text does not say.
    Unsaid,
    /// They are so far from universal time.
    Offset(Offset),
    /// Those of a named zone, by its number in [`Zones::names`].
    Named(u16),
}

/// The zones that are known.
struct Zones {
    database: TimeZoneDatabase,
    names: Vec<String>,
}

/// The zone database of the program: a draft has the same hours on every machine.
fn zones() -> &'static Zones {
    static ZONES: OnceLock<Zones> = OnceLock::new();
    ZONES.get_or_init(|| {
        let database = TimeZoneDatabase::bundled();
        let names = database.available().map(|it| it.as_str().to_owned()).collect();
        Zones { database, names }
    })
}

impl Zone {
    /// Nothing if no zone is called so.
    fn read(words: &str) -> Option<Self> {
        Some(match words {
            "" => Self::Unsaid,
            "Z" | "UTC" => Self::Offset(Offset::UTC),
            _ if words.starts_with(['+', '-']) => Self::Offset(offset(words)?),
            name => {
                let at = zones().names.iter().position(|it| it.eq_ignore_ascii_case(name))?;
                Self::Named(u16::try_from(at).ok()?)
            }
        })
    }

    fn rules(self) -> TimeZone {
        match self {
            Self::Unsaid => TimeZone::UTC,
            Self::Offset(offset) => TimeZone::fixed(offset),
            Self::Named(at) => {
                let zones = zones();
                zones.names.get(usize::from(at)).and_then(|it| zones.database.get(it).ok()).unwrap_or(TimeZone::UTC)
            }
        }
    }

    /// Behind an hour: ` Europe/Kyiv`, ` +02:00`.
    fn words(self) -> String {
        match self {
            Self::Unsaid => String::new(),
            Self::Offset(Offset::UTC) => " UTC".to_owned(),
            Self::Offset(offset) => {
                let minutes = offset.seconds() / 60;
                let sign = if minutes < 0 { '-' } else { '+' };
                format!(" {sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
            }
            Self::Named(at) => zones().names.get(usize::from(at)).map_or_else(String::new, |it| format!(" {it}")),
        }
    }
}

impl Moment {
    fn timestamp(self) -> Option<Timestamp> {
        // An hour that clocks skip is moved by the gap; of one that comes twice, the first is meant.
        self.zone.rules().to_timestamp(self.civil).ok()
    }

    /// A length later: months keep the number of the day, days the hour on the clocks, hours are as long as they are.
    pub(super) fn after(self, length: Length) -> Option<Self> {
        let whole = |count: u64| i64::try_from(count).ok();
        let civil = self.civil.checked_add(Span::new().try_months(whole(length.months)?).ok()?).ok()?;
        let civil = civil.checked_add(Span::new().try_days(whole(length.days)?).ok()?).ok()?;
        let minutes = Span::new().try_minutes(whole(length.minutes)?).ok()?;
        if length.minutes == 0 {
            return Some(Self { civil, ..self });
        }
        let at = Self { civil, ..self }.timestamp()?.checked_add(minutes).ok()?;
        Some(Self { civil: self.zone.rules().to_datetime(at), ..self })
    }

    /// The minutes from one to another, by universal time where a zone is not said; none if that is past.
    pub(super) fn until(self, later: Self) -> u64 {
        let between = || {
            let from = self.timestamp()?;
            u64::try_from(later.timestamp()?.duration_since(from).as_mins()).ok()
        };
        between().unwrap_or_default()
    }

    /// Whether one is told by clocks of a zone, and the other by nobody knows whose: so many hours may lie between.
    pub(super) fn apart(self, other: Self) -> bool {
        (self.zone == Zone::Unsaid) != (other.zone == Zone::Unsaid)
    }

    /// `2027-03-04`, with the hour if it is not midnight.
    pub fn words(self) -> String {
        let whole = self.civil.time() == jiff::civil::Time::midnight();
        let shown =
            if whole { self.civil.date().to_string() } else { self.civil.strftime("%Y-%m-%d %H:%M").to_string() };
        shown + &self.zone.words()
    }
}

/// No zone is farther from universal time, in minutes.
pub(super) const FARTHEST: u64 = 14 * 60;

impl TimelineStart {
    /// Counts from the day of an event: `2027-03-01`, `2027-03-01T05:00`, `2027-03-01T05:00 Europe/Kyiv`.
    ///
    /// # Errors
    /// If there is no such day, or no such zone.
    pub fn from(event: &str) -> Result<Self, String> {
        let Some(read) = instant(event.trim()) else {
            return Err(format!("`{event}` is no date; write it as `2027-03-01`"));
        };
        let Some(zone) = Zone::read(read.zone) else {
            return Err(format!("`{}` is no time zone; write it as `Europe/Kyiv` or `+02:00`", read.zone));
        };
        Ok(Self { event: Some(Moment { civil: read.civil, zone }), hour: read.hour, supposed: false })
    }

    /// A calendar for every day on which an event may come where its day is not known: what lengths are in one of four
    /// years, they are in any.
    pub fn supposed() -> impl Iterator<Item = Self> {
        let first = date(2024, 3, 1).at(0, 0, 0, 0);
        (0..1461_i64).filter_map(move |day| {
            let civil = first.checked_add(day.days()).ok()?;
            Some(Self { event: Some(Moment { civil, zone: Zone::Unsaid }), hour: false, supposed: true })
        })
    }

    /// The event, if its day is known.
    pub fn event(self) -> Option<Moment> {
        self.event
    }

    /// Whether the day of the event is known.
    pub fn is_dated(self) -> bool {
        self.event.is_some() && !self.supposed
    }

    /// A length from the event in minutes: exact if the day of the event is known, otherwise the most that it can be.
    pub fn minutes(self, length: Length) -> u64 {
        let exact = self.event.and_then(|event| Some(event.until(event.after(length)?)));
        exact.unwrap_or_else(|| longest(length.months).saturating_add(length.beyond_months()))
    }

    /// A fixed instant, and whether its zone is one that is not known. Nothing if the day of the event is not known.
    pub(super) fn fixed(self, words: &str) -> Option<Moment> {
        let read = instant(words).filter(|_| self.is_dated())?;
        Some(Moment { civil: read.civil, zone: Zone::read(read.zone)? })
    }

    /// The end of a latest day. An event without an hour has the whole of its day, and so has each day that is counted from
    /// it.
    pub(super) fn latest(self, words: &str) -> Option<Moment> {
        let fixed = self.fixed(words)?;
        let whole = self.hour && !instant(words)?.hour;
        if whole { fixed.after(Length { days: 1, ..Length::default() }) } else { Some(fixed) }
    }
}

/// The most minutes that so many months have, whenever they begin.
pub(super) fn longest(months: u64) -> u64 {
    if months == 0 {
        return 0;
    }
    // Four years have 1461 days, or a day less where they hold the end of a century.
    let rest = (months % 48).cast_signed();
    let from = |at: i64| date(2000, 3, 1).checked_add(at.months()).ok();
    let days = |at: i64| from(at)?.until(from(at + rest)?).ok().map(|it| it.get_days());
    let most = (0..48).filter_map(days).max().unwrap_or_default();
    let days = (months / 48).saturating_mul(1461) + u64::try_from(most).unwrap_or_default();
    days.saturating_mul(1440)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(months: u64) -> Length {
        Length { months, ..Length::default() }
    }

    fn days(days: u64) -> Length {
        Length { days, ..Length::default() }
    }

    fn on(day: &str) -> Moment {
        TimelineStart::from(day).ok().and_then(TimelineStart::event).expect("a day")
    }

    #[test]
    fn months_are_as_long_as_they_are() {
        let days = |calendar: TimelineStart, count: u64| calendar.minutes(months(count)) / 1440;
        let at_most: Vec<u64> = (0..=12).map(|count| days(TimelineStart::default(), count)).collect();
        assert_eq!(at_most, [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337, 366]);
        assert_eq!(days(TimelineStart::default(), 48), 1461);
        let february = TimelineStart::from("2027-02-01").expect("a date");
        assert_eq!((days(february, 1), days(february, 12)), (28, 365));
        assert_eq!(days(TimelineStart::default(), u64::from(u32::MAX)), u64::from(u32::MAX / 48) * 1461 + 458);
    }

    #[test]
    fn no_day_of_four_years_makes_a_run_of_months_longer() {
        for count in 0..60 {
            let most = TimelineStart::supposed().map(|it| it.minutes(months(count))).max();
            assert_eq!(most, Some(longest(count)), "{count} months");
        }
    }

    #[test]
    fn periods_follow_one_another_on_the_calendar() {
        let end = |day: &str, lengths: &[Length]| {
            lengths.iter().fold(on(day), |at, length| at.after(*length).expect("a day")).words()
        };
        assert_eq!(end("2027-01-31", &[months(1)]), "2027-02-28");
        assert_eq!(end("2027-01-31", &[months(1), months(1)]), "2027-03-28");
        assert_eq!(end("2027-01-31", &[months(2)]), "2027-03-31");
        assert_eq!(end("2027-01-31", &[months(1), Length::of_minutes(90)]), "2027-02-28 01:30");
        assert_eq!(on("2027-01-31").after(months(u64::MAX)), None);
    }

    #[test]
    fn days_are_those_of_the_clocks() {
        let saturday = on("2027-03-27T12:00 Europe/Kyiv");
        let civil = saturday.after(days(1)).expect("a day");
        let elapsed = saturday.after(Length::of_minutes(24 * 60)).expect("a day");
        assert_eq!(
            (civil.words(), elapsed.words()),
            ("2027-03-28 12:00 Europe/Kyiv".into(), "2027-03-28 13:00 Europe/Kyiv".into())
        );
        assert_eq!(saturday.until(civil), 23 * 60);
        assert_eq!(on("2027-03-01T01:00+02:00").until(on("2027-02-28T23:00Z")), 0);
        assert_eq!(on("2027-02-28T24:00+02:00").until(on("2027-03-01T00:00Z")), 120);
        assert_eq!(on("2027-03-01T24:00 Europe/Kyiv").words(), "2027-03-02 Europe/Kyiv");
        // An hour that clocks skip is moved by the gap.
        assert_eq!(on("2027-03-28T03:30 Europe/Kyiv").until(on("2027-03-28T04:30 Europe/Kyiv")), 0);
    }

    #[test]
    fn days_and_zones_that_there_are() {
        let calendar = TimelineStart::from("2027-01-31").expect("a date");
        assert_eq!(calendar.fixed("2027-02-03").map(Moment::words).as_deref(), Some("2027-02-03"));
        assert_eq!(TimelineStart::default().fixed("2027-02-03"), None);
        assert_eq!(calendar.fixed("2027-02-03T05:00 Europe/Atlantis"), None);
        assert!(TimelineStart::from("2027-02-30").is_err() && TimelineStart::from("soon").is_err());
        assert!(TimelineStart::from("2027-02-03T05:00 Europe/Atlantis").is_err());
        let hour = TimelineStart::from("2027-01-31T05:00").expect("a date");
        assert_eq!(hour.latest("2027-02-03").map(Moment::words).as_deref(), Some("2027-02-04"));
        assert_eq!(calendar.latest("2027-02-03").map(Moment::words).as_deref(), Some("2027-02-03"));
    }
}
