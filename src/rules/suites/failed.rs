//! A rule of a suite asks for something that cannot be done.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Names and types of a suite's expressions are checked when it is read. Four things are left that only a draft can
    /// show: an item that a list does not have, a division by nothing, a number that grows too large, and the name of an
    /// actor, a body or a provision that the draft does not know in any reading. Where one of them decides what a rule
    /// says, the rule says nothing in that reading, and this finding points at the part.
    ///
    /// ## Why it matters
    /// A rule that fails is no rule that is kept: silence would look like consent. That `RSU` cannot block a decision is
    /// true of any draft, and says nothing of `RUS`.
    ///
    /// ## Precedent
    /// The Common Expression Language ends such an evaluation with an error, unless the other side of an `&&` or `||`
    /// decides; so it is here.
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
    /// - Common Expression Language, language definition: runtime errors, logical operators
    "suites/failed" {
        summary: "a rule of a suite asks for something that can't be done",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
