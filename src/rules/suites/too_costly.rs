//! A rule of a suite takes more steps than a check may take.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The rules of a suite are somebody else's text. What each of them costs is counted: about a million steps in one
    /// reading of a draft of some pages, and more in a longer one. A rule that wants more is stopped, and this finding
    /// points at the part of its expression at which it stood. Nothing that the rule would have found in that reading is
    /// shown. All rules of all suites together have a bound as well; the rules behind it are not asked.
    ///
    /// ## Why it matters
    /// Lists within lists multiply: four of sixty items are thirteen million questions. A suite that came by mail must not
    /// be able to stop the check of a draft on the eve of a signature.
    ///
    /// ## Precedent
    /// Inputs whose cost grows faster than their length are a known way of stopping services.
    ///
    /// ## Example
    /// The defect is one of a suite; the tests of suites hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - CWE-400: uncontrolled consumption of resources
    "suites/too-costly" {
        summary: "a rule of a suite takes more steps than a check may take",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
