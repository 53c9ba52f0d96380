//! A word of a vocabulary is not known.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Means, roles of troops, events, verbs and the like are open vocabularies with a known core. A word outside the core is
    /// accepted; the nearest known word is named. `term` defines a word, quotation marks take one as it is.
    ///
    /// ## Why it matters
    /// Rules ask what troops and means are for. Of a word that nobody knows they can ask nothing, and a reader can make of it what
    /// he likes: "reassurance force" was read as a tripwire and as a training mission.
    ///
    /// ## Precedent
    /// A European force in Ukraine was debated in 2025 under the words peacekeeping, reassurance and tripwire, which name different
    /// tasks.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is contributor
    /// article 1 "Forces" {
    ///     deployment trainers {
    ///         by FRA
    ///         in UKR
    ///         roles only trainning  #~ names/unknown-word
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is contributor
    /// article 1 "Forces" {
    ///     deployment trainers {
    ///         by FRA
    ///         in UKR
    ///         roles only training
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - RUSI commentary on a European force in Ukraine (2025)
    "names/unknown-word" {
        summary: "a word of a vocabulary is not known",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
