//! Clocks, periods and occasions.

use super::{Actors, Decision, Target};
use crate::source::Span;
use crate::syntax::ast::{List, Phase, State, TimeUnit};

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
    /// The length in hours; a month counts thirty days and a year 365. `None` if it has no end or is not known.
    pub fn hours(self) -> Option<u64> {
        let Self::Of { count, unit, .. } = self else { return None };
        let count = u64::from(count);
        Some(match unit {
            TimeUnit::Minute => count.div_ceil(60),
            TimeUnit::Hour => count,
            TimeUnit::Day => count * 24,
            TimeUnit::Week => count * 24 * 7,
            TimeUnit::Month => count * 24 * 30,
            TimeUnit::Year => count * 24 * 365,
        })
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
