//! A code names no state, or another one than the title.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// By convention a state is named by its code of three letters (ISO 3166-1). A code that names no state, or another state than
    /// the title beside it, is pointed out.
    ///
    /// ## Why it matters
    /// A code is what the rest of the draft uses: with the wrong one, another state bears the duties.
    ///
    /// ## Precedent
    /// Codes are easily confused: Austria is AUT and Australia AUS, Slovakia SVK and Slovenia SVN.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKA "Ukraine" is beneficiary  #~ names/unknown-code
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// ```
    ///
    /// ## References
    /// - ISO 3166-1: codes for the names of countries
    "names/unknown-code" {
        summary: "a code denotes no State, or another than the title",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
