//! How long it takes from the event to the effect, in the worst case.

use crate::model::ProvisionId;
use crate::source::{FileId, Span};

/// The worst case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// So many hours.
    Hours(u64),
    /// Nobody can say: this gate has no clock.
    Unbounded {
        /// The text.
        file: FileId,
        /// The gate without a clock.
        gate: Span,
        /// The provision it stands in.
        provision: ProvisionId,
    },
}

/// A stretch of the longest way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The provision whose clock runs.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The clock, or the clause that holds it.
    pub span: Span,
    /// How long.
    pub hours: u64,
}
