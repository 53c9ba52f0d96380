//! Nobody is assumed to attack.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Who can block a promise is asked for those who may attack. The draft says who that is in `assume`, the analyst with
    /// `--assume`.
    ///
    /// ## Why it matters
    /// A guarantee is only as good as its gates in the hands of an adversary. Without an adversary the question is not asked, and
    /// silence is no proof of soundness.
    ///
    /// ## Precedent
    /// In the drafts of 2022 the state that had attacked was among the guarantors; the text alone does not say so.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 1 "Assistance" {
    ///     trigger attack {  #~ model/no-aggressor-assumed
    ///         on armed-attack against UKR
    ///         decided by unanimity of guarantors
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// article 1 "Assistance" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         decided by unanimity of guarantors
    ///     }
    /// }
    /// state RUS "Russian Federation"
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "model/no-aggressor-assumed" {
        summary: "no potential aggressor is assumed",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
