//! A connecting word stands where a value should.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Words that join others (`and`, `by`, `until`, `shall` …) cannot be names. Where one stands in the place of a name or of
    /// another value, the value is missing.
    ///
    /// ## Why it matters
    /// A name that reads as a connective makes the sentence around it mean something else.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// obligation until {  #~ syntax/reserved-word
    ///     UKR shall inform parties
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// obligation notify { UKR shall inform parties }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "syntax/reserved-word" {
        summary: "a connecting word stands where a value should",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
