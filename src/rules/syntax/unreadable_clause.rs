//! A clause cannot be read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Every clause of a provision begins with one of its keywords and goes on as that keyword asks. A clause that does not is
    /// skipped, and the rest of the provision is read.
    ///
    /// ## Why it matters
    /// What is skipped is not checked: a veto, a missing clock or an open list inside it goes unseen. The drafter's opponent
    /// gains, since the defect survives into the text that is signed.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decidd by unanimity of guarantors  #~ syntax/unreadable-clause
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by unanimity of guarantors
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "syntax/unreadable-clause" {
        summary: "a clause cannot be read",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
