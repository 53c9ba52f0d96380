//! A reference names something that the text does not hold.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Every provision, article, annex and protocol that the draft refers to is there, in this draft or in the
    /// instrument that the reference names and the draft reads. What stands only in brackets that the reading leaves
    /// out is not there: the reference needs the same brackets.
    ///
    /// ## Why it matters
    /// A reference to an article that fell out at the third reading leaves a duty without its trigger or a zone without
    /// its map. Each side fills the gap with what suits it, and the side with the troops fills it first. The rule
    /// serves everybody who will have to apply the text.
    ///
    /// ## Precedent
    /// The draft of Istanbul of April 2022 points to annexes for its territories and its ceilings, and the sides had
    /// not agreed on them. The Vienna Convention has an article of its own for the correction of such slips.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack-on-ukraine {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack-on-ukrain  #~ drafting/dangling-reference: no provision is called `attack-on-ukrain`
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack-on-ukraine {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack-on-ukraine
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "drafting/dangling-reference" {
        summary: "a reference points to something that the text does not contain",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
