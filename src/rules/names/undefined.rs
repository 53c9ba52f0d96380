//! A name is declared nowhere.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each name with a capital is declared, in the draft, in the prelude of real bodies, or by being a group of those who bear
    /// a role. The same holds for those whose texts stand in square brackets, in whatever reading they are declared: under a
    /// misspelt name a text is nobody's, and the reading of the party that is meant leaves it out.
    ///
    /// ## Why it matters
    /// A duty owed to nobody, a vote of a body without members: what a name does not stand for cannot be enforced, and who drafted
    /// it can say later whom it meant.
    ///
    /// ## Precedent
    /// The agreements of Minsk speak of "certain areas" and of armed formations without saying whose they are; the dispute over
    /// who was meant outlived the texts.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// group Friends = UKR, Europeens  #~ names/undefined
    /// obligation meet { Friends shall meet }
    /// group Europeans = UKR
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// group Europeans = UKR
    /// group Friends   = UKR, Europeans
    /// article 1 "Meetings" {
    ///     obligation meet { Friends shall meet }
    /// }
    /// ```
    ///
    /// ## References
    /// - Package of Measures for the Implementation of the Minsk Agreements (12 February 2015), annex to Security Council resolution 2202
    "names/undefined" {
        summary: "a name is declared nowhere",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
