//! A quotation has no end.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A title or quoted words end with their quotation mark on the same line; prose between triple marks ends with triple
    /// marks.
    ///
    /// ## Why it matters
    /// A lost mark makes the words after it part of a quotation, so that a duty turns into a title and binds nobody.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR
    /// "Ukraine is beneficiary  #~ syntax/unreadable-text
    /// party FRA "French Republic" is guarantor
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
    "syntax/unreadable-text" {
        summary: "a quotation has no end",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
