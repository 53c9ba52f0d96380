//! The draft leaves open what a rule of a suite asks.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A rule of a suite asks something of the analyses that the draft leaves open: whether somebody can block a promise that
    /// waits for words nobody is designated to judge, how strong a duty is whose verb nobody knows, whether an event is
    /// answered where the text does not say. Neither the rule nor its opposite holds there. The finding stands at the
    /// element that the rule was asked of and says what is open. What decides without it, decides: one part of an `&&` that
    /// is false, one of an `||` that is true.
    ///
    /// ## Why it matters
    /// What is unknown is no strength. A rule that could not be answered and says nothing would look like one that is kept.
    ///
    /// ## Precedent
    /// The Common Expression Language carries values that are unknown through an expression to its end, unless the other
    /// side of an `&&` or `||` decides; so it is here.
    ///
    /// ## Example
    /// The rule is one of a suite; the tests of suites hold one.
    ///
    /// ## Use instead
    /// Say who judges the words, or what the open part is to be.
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - Common Expression Language, language definition: unknowns, logical operators
    "suites/unsettled" {
        summary: "the draft leaves open what a rule of a suite asks",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
