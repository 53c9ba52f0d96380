//! Lengths of time by the calendar.

use crate::model::Length;
use crate::syntax::number::instant;
use jiff::civil::{DateTime, date};
use jiff::{Span, ToSpan};

/// From when time is counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Calendar {
    event: Option<DateTime>,
}

impl Calendar {
    /// Counts from the day of an event: `2027-03-01`, or `2027-03-01T05:00`.
    ///
    /// # Errors
    /// If there is no such day.
    pub fn from(event: &str) -> Result<Self, String> {
        match instant(event) {
            Some(event) => Ok(Self { event: Some(event) }),
            None => Err(format!("`{event}` is no date; write it as `2027-03-01`")),
        }
    }

    /// The length in minutes: exact if the day of the event is known, otherwise the most that it can be.
    pub fn minutes(self, length: Length) -> u64 {
        if length.months == 0 {
            return length.minutes;
        }
        let exact = self.event.and_then(|event| minutes_between(event, self.end(length)?));
        exact.unwrap_or_else(|| longest(length.months).saturating_mul(1440).saturating_add(length.minutes))
    }

    /// The instant that a length leads to, in words: `2027-03-04`, with the hour if it is not midnight. Nothing if the
    /// day of the event is not known.
    pub fn date(self, length: Length) -> Option<String> {
        let end = self.end(length)?;
        let whole = end.time() == jiff::civil::Time::midnight();
        Some(if whole { end.date().to_string() } else { end.strftime("%Y-%m-%d %H:%M").to_string() })
    }

    /// From the event to a fixed instant; no time if that is past. Nothing if the day of the event is not known.
    pub fn until(self, fixed: &str) -> Option<Length> {
        let minutes = minutes_between(self.event?, instant(fixed)?).unwrap_or_default();
        Some(Length { months: 0, minutes })
    }

    fn end(self, length: Length) -> Option<DateTime> {
        let months = self.event?.checked_add(Span::new().try_months(i64::try_from(length.months).ok()?).ok()?).ok()?;
        months.checked_add(Span::new().try_minutes(i64::try_from(length.minutes).ok()?).ok()?).ok()
    }
}

fn minutes_between(from: DateTime, to: DateTime) -> Option<u64> {
    u64::try_from(to.duration_since(from).as_mins()).ok()
}

/// The most days that so many months have, whenever they begin.
fn longest(months: u64) -> u64 {
    // Four years have 1461 days, or a day less where they hold the end of a century.
    let rest = (months % 48).cast_signed();
    let from = |at: i64| date(2000, 3, 1).checked_add(at.months()).ok();
    let days = |at: i64| from(at)?.until(from(at + rest)?).ok().map(|it| it.get_days());
    let most = (0..48).filter_map(days).max().unwrap_or_default();
    (months / 48).saturating_mul(1461) + u64::try_from(most).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(months: u64) -> Length {
        Length { months, minutes: 0 }
    }

    #[test]
    fn months_are_as_long_as_they_are() {
        let days = |calendar: Calendar, count: u64| calendar.minutes(months(count)) / 1440;
        let at_most: Vec<u64> = (0..=12).map(|count| days(Calendar::default(), count)).collect();
        assert_eq!(at_most, [0, 31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337, 366]);
        assert_eq!(days(Calendar::default(), 48), 1461);
        let february = Calendar::from("2027-02-01").expect("a date");
        assert_eq!((days(february, 1), days(february, 12)), (28, 365));
        assert_eq!(days(Calendar::default(), u64::from(u32::MAX)), u64::from(u32::MAX / 48) * 1461 + 458);
    }

    #[test]
    fn dates_that_lengths_lead_to() {
        let calendar = Calendar::from("2027-01-31").expect("a date");
        assert_eq!(calendar.date(months(1)).as_deref(), Some("2027-02-28"));
        assert_eq!(calendar.date(Length { months: 1, minutes: 90 }).as_deref(), Some("2027-02-28 01:30"));
        assert_eq!(calendar.until("2027-02-03").map(|it| it.to_string()).as_deref(), Some("3 days"));
        assert_eq!(calendar.until("2020-01-01"), Some(Length::default()));
        assert_eq!(Calendar::default().until("2027-02-03"), None);
        assert!(Calendar::from("2027-02-30").is_err() && Calendar::from("soon").is_err());
        assert_eq!(calendar.date(months(u64::MAX)), None);
    }
}
