//! Periods.

use crate::syntax::ast::TimeUnit;
use std::fmt;

/// A length of time. Days are calendar days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    /// So many units.
    Of {
        /// How many.
        count: u32,
        /// Of what.
        unit: TimeUnit,
        /// Only about so many.
        approximate: bool,
    },
    /// Without end.
    Indefinite,
    /// `TBD`
    Unknown,
}

impl Period {
    /// The length; `None` if it has no end or is not known.
    pub fn length(self) -> Option<Length> {
        let Self::Of { count, unit, .. } = self else { return None };
        let count = u64::from(count);
        Some(match unit {
            TimeUnit::Minute => Length::of_minutes(count),
            TimeUnit::Hour => Length::of_minutes(count * 60),
            TimeUnit::Day => Length { days: count, ..Length::default() },
            TimeUnit::Week => Length { days: count * 7, ..Length::default() },
            TimeUnit::Month => Length { months: count, ..Length::default() },
            TimeUnit::Year => Length { months: count * 12, ..Length::default() },
        })
    }

    /// The length, if the text gives it exactly: `about three days` is none by which anybody is late.
    pub fn exactly(self) -> Option<Length> {
        if let Self::Of { approximate: true, .. } = self { None } else { self.length() }
    }
}

/// A length of time by the calendar. How many days its months have depends on when it begins, and how many hours its days
/// have, on where clocks change.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Months; a year has twelve.
    pub months: u64,
    /// Days beyond the months.
    pub days: u64,
    /// Minutes beyond the days.
    pub minutes: u64,
}

impl Length {
    /// So many minutes.
    pub const fn of_minutes(minutes: u64) -> Self {
        Self { months: 0, days: 0, minutes }
    }

    /// The part that is no months, in minutes, where a day has 24 hours.
    pub const fn beyond_months(self) -> u64 {
        self.days.saturating_mul(1440).saturating_add(self.minutes)
    }

    /// One length after another. No draft is long enough for so many that they would not fit.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self {
            months: self.months.saturating_add(next.months),
            days: self.days.saturating_add(next.days),
            minutes: self.minutes.saturating_add(next.minutes),
        }
    }
}

impl fmt::Display for Length {
    /// `3 days`, `1 month and 12 hours`; `no time`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let all = self.beyond_months();
        let (days, hours, minutes) = (all / 1440, all / 60 % 24, all % 60);
        let (years, months) = (self.months / 12, self.months % 12);
        let parts = [(years, "year"), (months, "month"), (days, "day"), (hours, "hour"), (minutes, "minute")];
        let parts: Vec<String> = parts
            .iter()
            .filter(|it| it.0 > 0)
            .map(|(count, unit)| format!("{count} {unit}{}", if *count == 1 { "" } else { "s" }))
            .collect();
        match &parts[..] {
            [] => f.write_str("no time"),
            [one] => f.write_str(one),
            [first @ .., last] => write!(f, "{} and {last}", first.join(", ")),
        }
    }
}
