//! Brackets are nested too deeply to be read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Parentheses, brackets and braces may stand inside each other many levels deep, but not without end. Beyond the bound the
    /// text is not read.
    ///
    /// ## Why it matters
    /// No reader follows a text of that depth, and a text made so on purpose must not stop the check of other drafts.
    ///
    /// ## Precedent
    /// The negotiating text before the climate conference of Copenhagen ran to nearly two hundred pages of brackets within
    /// brackets.
    ///
    /// ## Example
    /// A draft with the defect cannot be printed here; the tests of the reader hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// group Guarded = ((UKR))
    /// ```
    ///
    /// ## References
    /// - UNFCCC, FCCC/AWGLCA/2009/INF.2, the negotiating text before Copenhagen (2009)
    "syntax/too-deep" {
        summary: "brackets are nested too deeply to be read",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
