//! An instrument names a file that cannot be read.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Where an instrument names its file, the file is read beside the draft: its provisions count in questions that go over both
    /// texts. It must be a regular file of at most 32 MiB inside the project, or one that the configuration names under
    /// `instruments`; the finding says what it is not.
    ///
    /// ## Why it matters
    /// Two instruments that depend on each other are each flawless alone. Without the other text that defect cannot be seen.
    ///
    /// ## Precedent
    /// The guarantee of France of 1919 by the United Kingdom was to enter into force with that of the United States, which was never
    /// ratified; only the two texts together show it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// instrument Companion "Treaty of guarantee" in "no-such-file.treaty"  #~ names/unread-instrument
    /// article 1 "Relation" {
    ///     obligation wait {
    ///         upon Companion in force
    ///         UKR shall inform parties
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// instrument Companion "Treaty of guarantee"
    /// article 1 "Relation" {
    ///     obligation wait {
    ///         upon Companion in force
    ///         UKR shall inform parties
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty between France and Great Britain respecting assistance to France (Versailles, 28 June 1919), article 2
    "names/unread-instrument" {
        summary: "an instrument names a file that cannot be read",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
