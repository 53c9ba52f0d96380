//! A clause stands in a provision that does not take it.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each clause belongs to certain kinds of provisions: a ceiling to a deployment or a limit, an electorate to a decision.
    /// `vattel explain CLAUSE` lists them. A clause elsewhere is read and has no effect.
    ///
    /// ## Why it matters
    /// A limit that stands where it limits nothing looks like a safeguard. The side that wanted it believes that it has it.
    ///
    /// ## Precedent
    /// The treaty between Egypt and Israel of 1979 keeps its ceilings in the annex on zones, each beside the zone and the force
    /// that it caps.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// obligation notify {
    ///     UKR shall inform parties
    ///     ceiling 5000 personnel  #~ syntax/misplaced-clause
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor, contributor
    /// deployment trainers {
    ///     by FRA
    ///     ceiling 5000 personnel
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 10: a text becomes definitive when it is authenticated
    "syntax/misplaced-clause" {
        summary: "a clause stands in a provision that does not take it",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
