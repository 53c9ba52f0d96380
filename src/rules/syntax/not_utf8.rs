//! The file is no text in UTF-8.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Drafts are text in UTF-8. The first byte that is none is shown, and nothing else of the file is checked.
    ///
    /// ## Why it matters
    /// A file in another encoding shows other letters on another machine: names and numbers change without anybody's hand.
    ///
    /// ## Precedent
    /// The Budapest Memorandum was signed in English, Russian and Ukrainian. Encodings of one byte hold the letters of some of
    /// these languages and not of the others.
    ///
    /// ## Example
    /// A draft with the defect cannot be printed here; the tests of the reader hold one.
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party TUR "Republic of Türkiye" is guarantor
    /// ```
    ///
    /// ## References
    /// - RFC 3629: UTF-8
    /// - Memorandum on Security Assurances in connection with Ukraine's accession to the NPT (Budapest, 5 December 1994)
    "syntax/not-utf8" {
        summary: "the file is no text in UTF-8",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator],
        reported: ReportedByEngine,
    }
}
