//! A provision bears the name of a word with a meaning of its own.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Words of the core vocabulary (means, objects, events) are no names of provisions: `weapons` is a means of assistance, and as
    /// a name it takes the place of the means wherever it stands.
    ///
    /// ## Why it matters
    /// With one word for two things, a duty to assist by weapons becomes a duty to do what one article on weapons says.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is contributor
    /// article 1 "Forces" {
    ///     supply weapons {  #~ names/core-word
    ///         by FRA
    ///         to UKR
    ///         amount 100 tanks
    ///     }
    ///     obligation assist {
    ///         FRA shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is contributor
    /// article 1 "Forces" {
    ///     supply first-deliveries {
    ///         by FRA
    ///         to UKR
    ///         amount 100 tanks
    ///     }
    ///     obligation assist {
    ///         FRA shall assist UKR
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "names/core-word" {
        summary: "a provision is named by a word that has a meaning of its own",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
