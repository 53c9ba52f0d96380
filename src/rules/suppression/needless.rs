//! A comment allows a finding that is not there.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A comment `# vattel: allow(rule) reason` answers a finding. When the finding is gone, the comment goes too.
    /// A comment that names a rule on comments, `suppression/…`, is needless too: such a finding is met by correcting the comment.
    /// In a draft with brackets it is gone when no reading has it: so nothing is said where only some readings were read.
    ///
    /// ## Why it matters
    /// A comment left behind hides the next defect of that kind on its line, which nobody has looked at.
    ///
    /// ## Precedent
    /// Article 31(2) of the Vienna Convention reads a treaty together with the agreements that accompany it: a note on a
    /// provision speaks for as long as it stands.
    ///
    /// ## Example
    /// ```treaty,bad
    /// #@ rules: suppression/needless, syntax/mixed-script
    /// party UKR "Ukraine"          is beneficiary
    /// # vattel: allow(mixed-script) as signed  #~ suppression/needless
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// #@ rules: suppression/needless, syntax/mixed-script
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 31(2) and (3): agreements that accompany a treaty
    "suppression/needless" {
        summary: "a comment allows a finding that is not there",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
