//! A name is declared but never used.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Groups, places, instruments, milestones, bodies and triggers that the draft declares are named somewhere else in it. A
    /// zone that bars something, or a frontier that somebody recognises, acts by itself.
    ///
    /// ## Why it matters
    /// What nothing refers to has no effect. Often the reference was lost with a bracket, and the side that relied on it did not
    /// notice.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// area Buffer "the line of contact and five kilometres on each side" within UKR  #~ names/unused
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// area Buffer "the line of contact and five kilometres on each side" within UKR
    /// article 1 "Forces" {
    ///     limit buffer-forces {
    ///         on UKR
    ///         at most 0 tanks
    ///         in Buffer
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "names/unused" {
        summary: "a name is declared but never used",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
