//! A provision or declaration cannot be read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each thing that stands in a draft or an article begins with its keyword: `party`, `trigger`, `obligation` and so on. What
    /// begins otherwise is skipped up to the next such word at the start of a line.
    ///
    /// ## Why it matters
    /// A provision that is skipped takes part in nothing: duties that depend on it seem to depend on nothing, and what it forbids
    /// seems to be allowed.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// obligaton assist {  #~ syntax/unreadable-provision
    ///     UKR shall inform parties
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// obligation assist { UKR shall inform parties }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "syntax/unreadable-provision" {
        summary: "a provision or declaration cannot be read",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
