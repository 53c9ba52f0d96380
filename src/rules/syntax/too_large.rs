//! A draft is too large to be read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A draft has a bound on its length, far above that of any treaty.
    ///
    /// ## Why it matters
    /// A text of that size is no draft, and it must not keep other drafts from being checked.
    ///
    /// ## Precedent
    /// The agreement of Dayton with its eleven annexes is some hundreds of kilobytes of text, maps apart.
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
    /// - General Framework Agreement for Peace in Bosnia and Herzegovina (1995), with its eleven annexes
    "syntax/too-large" {
        summary: "a draft is too large to be read",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
