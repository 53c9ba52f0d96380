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
        let of_minutes = |each: u64| Length { months: 0, minutes: count * each };
        Some(match unit {
            TimeUnit::Minute => of_minutes(1),
            TimeUnit::Hour => of_minutes(60),
            TimeUnit::Day => of_minutes(24 * 60),
            TimeUnit::Week => of_minutes(7 * 24 * 60),
            TimeUnit::Month => Length { months: count, minutes: 0 },
            TimeUnit::Year => Length { months: count * 12, minutes: 0 },
        })
    }
}

/// A length of time by the calendar. How many days its months have depends on when it begins; days have 24 hours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Length {
    /// Months; a year has twelve.
    pub months: u64,
    /// Minutes beyond the months.
    pub minutes: u64,
}

impl Length {
    /// One length after another. No draft is long enough for so many that they would not fit.
    #[must_use]
    pub fn then(self, next: Self) -> Self {
        Self { months: self.months.saturating_add(next.months), minutes: self.minutes.saturating_add(next.minutes) }
    }
}

impl fmt::Display for Length {
    /// `3 days`, `1 month and 12 hours`; `no time`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (days, hours, minutes) = (self.minutes / 1440, self.minutes / 60 % 24, self.minutes % 60);
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
