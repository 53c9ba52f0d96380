//! A clause that stands once stands twice.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Clauses with one value (who decides, when forces come, how long a term runs) stand once in a provision. In a text with
    /// brackets this is counted in each reading.
    ///
    /// ## Why it matters
    /// Two values for one thing are no rule. Each side will cite its own, and the first dispute decides which one was agreed.
    ///
    /// ## Precedent
    /// Security Council resolution 242 shows what two texts of one sentence are worth: the English and French versions differ by
    /// an article, and both have been cited ever since.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// deployment trainers {
    ///     by UKR
    ///     timing standing
    ///     timing prepositioned  #~ syntax/repeated-clause
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// deployment trainers {
    ///     by UKR
    ///     timing standing
    /// }
    /// ```
    ///
    /// ## References
    /// - UN Security Council resolution 242 (1967), English and French texts
    "syntax/repeated-clause" {
        summary: "a clause that stands once stands twice",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
