//! A draft takes too many steps to be read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Reading a draft takes a number of steps that grows with its length. A text that takes far more is given up.
    ///
    /// ## Why it matters
    /// Such a text is made to stop the reader, not to be signed; the check of the other drafts goes on.
    ///
    /// ## Precedent
    /// Inputs that cost a parser exponential time are a known way of stopping services.
    ///
    /// ## Example
    /// A draft with the defect cannot be printed here; the tests of the reader hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - CWE-1333: inefficient complexity of a pattern
    "syntax/too-complex" {
        summary: "a draft takes too many steps to be read",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
