//! The only clock of a duty binds its gate.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// `within` belongs to the nearest clause before it that takes a clock. Where the last gate of a norm takes the only clock, the
    /// duty itself has none. The norm's own clock stands right after its sentence, before any gate.
    ///
    /// ## Why it matters
    /// The beneficiary reads "assist within three days"; the text says that consent must come within three days, and nothing of
    /// when the assistance does.
    ///
    /// ## Precedent
    /// The North Atlantic Treaty has its members act "forthwith"; the draft of April 2022 gave its days to the consultation that
    /// comes before.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 1 "Assistance" {
    ///     obligation assist {
    ///         FRA shall assist UKR
    ///         by weapons
    ///         subject to consent of UKR within 3 days  #~ timing/clock-on-gate
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 1 "Assistance" {
    ///     obligation assist {
    ///         FRA shall assist UKR
    ///         within 3 days
    ///         by weapons
    ///         subject to consent of UKR
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 5
    "timing/clock-on-gate" {
        summary: "the only clock of a duty applies to its gate",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        reported: ReportedByEngine,
    }
}
