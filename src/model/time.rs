//! Clocks, periods and occasions.

use super::{Actors, Decision, Target};
use crate::source::Span;
use crate::syntax::ast::{List, Phase, State, TimeUnit};
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

/// A clock.
#[derive(Clone, Debug)]
pub struct Clock<'a> {
    /// The whole.
    pub span: Span,
    /// How long it runs.
    pub limit: Limit<'a>,
    /// What it counts from; the default depends on the place (see `grammar/reference.md`).
    pub anchor: Option<Box<Occasion<'a>>>,
    /// The words that soften it: `where possible`.
    pub softened: Option<Span>,
    /// What happens when it has run.
    pub expiry: Option<Expiry<'a>>,
}

/// How long a clock runs.
#[derive(Clone, Debug)]
pub enum Limit<'a> {
    /// `within 72 hours`
    Within(Period),
    /// `not later than 2015-12-31`
    Instant(&'a str),
    /// `immediately`: no number.
    Prompt(&'a str),
    /// In words only.
    Words(&'a str),
}

/// What the end of a clock means.
#[derive(Clone, Debug)]
pub struct Expiry<'a> {
    /// The whole, from `otherwise`.
    pub span: Span,
    /// What happens.
    pub kind: ExpiryKind<'a>,
}

/// What happens when a clock has run.
#[derive(Clone, Debug)]
pub enum ExpiryKind<'a> {
    /// The gate opens.
    Proceed,
    /// The matter is over.
    Lapses,
    /// Somebody else decides.
    Decision(Box<Decision<'a>>),
    /// Another provision answers.
    Provision(Target),
}

/// Occasions: alternatives of lists.
#[derive(Clone, Debug)]
pub struct Occasions<'a> {
    /// The whole expression.
    pub span: Span,
    /// Alternatives, each of which is a list of occasions that must all have come.
    pub any: List<List<Occasion<'a>>>,
}

/// One occasion.
#[derive(Clone, Debug)]
pub struct Occasion<'a> {
    /// The whole.
    pub span: Span,
    /// What has come.
    pub kind: OccasionKind<'a>,
}

/// What an occasion is. An instrument of `None` is this draft.
#[derive(Clone, Debug)]
pub enum OccasionKind<'a> {
    /// `TBD`
    Unknown,
    /// A request (true) or notification.
    Notice(bool, Actors<'a>, Option<&'a str>),
    /// Signature of an instrument by somebody; all parties if the list is empty.
    Signature(Option<Target>, List<Actors<'a>>),
    /// `entry into force`
    EntryIntoForce(Option<Target>),
    /// Ratification of an instrument, by all of the list.
    Ratification(Option<Target>, List<Actors<'a>>),
    /// `completion of withdrawal`
    Phase(Phase, Target),
    /// An ISO 8601 instant.
    Instant(&'a str),
    /// `UKFR in force`
    State(Target, State),
    /// A trigger, milestone or other provision.
    Named(Target),
    /// In words only.
    Words(&'a str),
}
