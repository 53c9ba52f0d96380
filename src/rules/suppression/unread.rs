//! A comment that seems to allow a finding is not read so.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A comment that allows a finding begins with `vattel: allow(`, in small letters, and closes its bracket.
    /// One that comes near to this, and one that begins with `vattel:` and says anything else, is not read.
    /// So is one that should keep `vattel fmt` from lines.
    ///
    /// ## Why it matters
    /// Its author believes the finding answered, and the next drafter that somebody has looked at it.
    ///
    /// ## Precedent
    /// Article 79 of the Vienna Convention exists because slips reach signed texts: a correction needs the consent of
    /// every signatory, and until then each side reads what suits it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// # vattel: alow(mixed-script) as signed  #~ suppression/unread
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 79: correction of errors in texts
    "suppression/unread" {
        summary: "a comment that seems to allow a finding is not read so",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
