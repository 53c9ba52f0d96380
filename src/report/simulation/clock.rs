//! The clock of a play.

use crate::report::when;
use crate::simulation::Instant;
use crate::syntax::number::offset;
use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

/// The clocks by which a play is told.
pub(super) struct Clock(TimeZone);

impl Clock {
    /// Those of a zone; of none, if the text names none.
    pub(super) fn of(zone: &str) -> Self {
        let named = || TimeZoneDatabase::bundled().get(zone).unwrap_or(TimeZone::UTC);
        Self(match zone {
            "" | "Z" | "UTC" => TimeZone::UTC,
            _ => offset(zone).map_or_else(named, TimeZone::fixed),
        })
    }

    /// What they show.
    pub(super) fn shows(&self, at: Instant) -> String {
        let second = Timestamp::from_second(at.minute.saturating_mul(60)).unwrap_or(Timestamp::MAX);
        when::exact(self.0.to_datetime(second))
    }
}

/// From one instant to another, in hours.
#[expect(clippy::cast_precision_loss, reason = "a play of more than 2^53 minutes needs no exact figure")]
pub(super) fn hours(from: Instant, to: Instant) -> f64 {
    (to.minute - from.minute).max(0) as f64 / 60.0
}
