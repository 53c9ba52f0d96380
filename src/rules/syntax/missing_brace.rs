//! A block has no closing brace.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Every `{` has its `}`. Where one is missing, the block ends before the next head (an article, a provision, an annex), and
    /// the rest is read as if the brace stood there.
    ///
    /// ## Why it matters
    /// Where a provision ends decides what a gate, a clock or an exception belongs to. A guess, however good, is no agreement.
    ///
    /// ## Precedent
    /// Texts are read once more between the last round and initialling, since from then on they are frozen: article 10 of the
    /// Vienna Convention makes an initialled text authentic and definitive.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Neutrality" {
    ///     prohibition no-alliances {  #~ syntax/missing-brace
    ///         UKR shall not join military-alliances
    ///     prohibition no-bases { UKR shall not host foreign-bases }
    /// }
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Neutrality" {
    ///     prohibition no-alliances { UKR shall not join military-alliances }
    ///     prohibition no-bases     { UKR shall not host foreign-bases }
    /// }
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "syntax/missing-brace" {
        summary: "a block has no closing brace",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
