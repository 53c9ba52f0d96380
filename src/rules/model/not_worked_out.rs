//! What a rule asks of a draft takes more steps than are allowed.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each rule, and each analysis that it rests on, may take a number of steps that grows with the draft. Where one runs out,
    /// what it would have found is not known, and this finding says so. The steps are counted, so that the same draft always
    /// gives the same answer.
    ///
    /// The same holds of what is assumed: 4,096 attacks are examined, or as many as there are actors, and where sets
    /// of attackers, victims and followers make more, the finding stands at the first assumption of which not all is.
    ///
    /// ## Why it matters
    /// A check that gives up in silence looks like a check that found nothing. Bodies that ask bodies that ask bodies, each
    /// twice, double the ways in which a promise can be stopped at every step: nobody at the table sees through them either.
    ///
    /// ## Precedent
    /// Under the Dayton constitution the entities and the peoples of Bosnia and Herzegovina have vetoes one within the other; the
    /// Venice Commission advised in 2005 to reduce them.
    ///
    /// ## Example
    /// A draft with the defect is too long to be printed here; the tests hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// body Council "Council" {
    ///     members UKR, FRA
    ///     decides by unanimity of members
    /// }
    /// ```
    ///
    /// ## References
    /// - Venice Commission, CDL-AD(2005)004, opinion on the constitutional situation in Bosnia and Herzegovina
    "model/not-worked-out" {
        summary: "a rule would take more steps than are allowed",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
