//! A provision stands outside every article.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Final clauses and sequences may stand at the end of a treaty; every other provision stands in an article, an annex or
    /// another numbered part. A part stands in one that can hold it: a point in an article, no article in an article.
    ///
    /// ## Why it matters
    /// What has no number cannot be cited: neither an amendment nor a reservation can name it, and a party can deny that it is
    /// part of the operative text.
    ///
    /// ## Precedent
    /// Article 31(2) of the Vienna Convention counts the preamble as context for the interpretation; what binds stands in the
    /// articles.
    ///
    /// ## Example
    /// ```treaty,bad
    /// treaty "Assistance" {
    ///     party UKR "Ukraine" is beneficiary
    ///     obligation notify {  #~ syntax/misplaced-provision
    ///         UKR shall inform parties
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// treaty "Assistance" {
    ///     party UKR "Ukraine" is beneficiary
    ///     article 1 "Notification" {
    ///         obligation notify { UKR shall inform parties }
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 31(2)
    "syntax/misplaced-provision" {
        summary: "a provision stands outside every article",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
