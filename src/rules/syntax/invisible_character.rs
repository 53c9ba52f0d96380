//! A quotation, prose or a comment holds a character that is not seen.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Characters that are shown as nothing (zero-width spaces and joiners, soft hyphens, fillers, tags, a byte-order mark within
    /// the text) do not occur in a draft.
    /// Joiners between letters of Arabic and Indian scripts and between parts of an emoji may stand, and so may selectors behind
    /// the sign whose shape they choose.
    /// Names and keywords that hold one are reported by `syntax/mixed-script`.
    ///
    /// ## Why it matters
    /// Two titles that look the same are not the same words, and a search of the text misses one of them.
    ///
    /// ## Precedent
    /// Article 33(3) of the Vienna Convention presumes that the terms of a treaty have the same meaning in each authentic
    /// text; whoever compares texts must see all that they hold.
    ///
    /// ## Example
    /// A draft with the defect cannot be printed here; the tests of the reader hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - Unicode Standard, section 5.21: default ignorable code points
    /// - Unicode Technical Report 36: security considerations
    "syntax/invisible-character" {
        summary: "a quotation, prose or a comment holds a character that is not seen",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
