//! A comment allows what no rule finds.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A comment names the rule whose finding it answers. A name that no rule bears allows nothing.
    ///
    /// ## Why it matters
    /// A misspelt name leaves the finding in place, and its author believes it answered.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// # vattel: allow(mixd-script) as signed  #~ suppression/unknown-rule
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
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "suppression/unknown-rule" {
        summary: "a comment allows what no rule finds",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
