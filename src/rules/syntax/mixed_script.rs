//! A name mixes letters of several scripts.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The letters of one name belong to one script: a Cyrillic `С` in a Latin name looks like a `C` and is another letter.
    ///
    /// ## Why it matters
    /// Two names that look alike are two actors. A duty borne by the second binds nobody who exists.
    ///
    /// ## Precedent
    /// Unicode's security report describes such look-alikes; texts drafted in English, Russian and Ukrainian side by side
    /// invite them.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party USА "United States of America" is guarantor  #~ syntax/mixed-script
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party USA "United States of America" is guarantor
    /// ```
    ///
    /// ## References
    /// - Unicode Technical Standard 39: security mechanisms
    "syntax/mixed-script" {
        summary: "a name mixes letters of several scripts",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
