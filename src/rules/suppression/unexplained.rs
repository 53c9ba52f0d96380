//! A comment allows a finding without a reason.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A comment that allows a finding says why. Without a reason it allows nothing.
    /// Punctuation is no reason, and neither is what begins with a placeholder: `TBD`, `TODO`, `FIXME`, `XXX`.
    ///
    /// ## Why it matters
    /// The next drafter must know whether the defect was accepted, and by whom, or merely silenced.
    ///
    /// ## Precedent
    /// The record of a negotiation decides disputes about a text that is ambiguous: article 32 of the Vienna Convention.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// # vattel: allow(mixed-script)  #~ suppression/unexplained
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 32: the preparatory work
    "suppression/unexplained" {
        summary: "a comment allows a finding without a reason",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
