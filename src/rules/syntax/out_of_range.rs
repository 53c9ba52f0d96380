//! A number cannot be reckoned with.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each number lies in the range in which it counts: a number is at most 1,000,000,000,000,000 and has at most three
    /// decimals, and so are the weights of one table together; a length of time is at most 1,000 years; a part is at most the
    /// whole; a day is one of the calendar. A decimal sign is a full stop, and commas part groups of three digits.
    ///
    /// What is out of range is treated as unknown: nothing is reckoned with it, and what depends on it is not examined.
    ///
    /// ## Why it matters
    /// A weight with too many zeros decides every vote; a part above the whole never carries one; `3,5 days` are three and a
    /// half to one reader and thirty-five to another.
    ///
    /// ## Precedent
    /// The decimal sign differs between the authentic languages of the same treaty: English texts write 3.5 where French and
    /// Russian texts write 3,5.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     within 3,5 days  #~ syntax/out-of-range
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     within 3.5 days
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 33: texts in several languages; article 79: correction of errors
    /// - General Conference on Weights and Measures (2003), resolution 10: the symbol for the decimal marker
    "syntax/out-of-range" {
        summary: "a number is out of range",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
