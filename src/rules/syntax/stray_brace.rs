//! A closing brace closes nothing.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Every `}` closes a block that stands open. One that closes nothing is passed over, and what follows is read as part of the
    /// draft.
    ///
    /// ## Why it matters
    /// A brace too many often means that an earlier block ended too soon, so that clauses below it belong to something else than
    /// the drafter thinks.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// }  #~ syntax/stray-brace
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
    "syntax/stray-brace" {
        summary: "a closing brace closes nothing",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
