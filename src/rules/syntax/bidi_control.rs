//! The text holds a character that reorders what is shown.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Characters that change the direction of writing (U+061C, U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069) do not occur in
    /// a draft.
    ///
    /// ## Why it matters
    /// With them, a text can show `shall not` and hold `shall`. Whoever writes the file gains over whoever reads the print.
    ///
    /// ## Precedent
    /// CVE-2021-42574: source texts that show one order of words and hold another.
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
    /// - Unicode Standard Annex 9: the bidirectional algorithm
    /// - CVE-2021-42574
    "syntax/bidi-control" {
        summary: "the text holds a character that reorders what is shown",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
