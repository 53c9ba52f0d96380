//! A name is declared twice.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Each actor, group, place, provision, term and numbered article is declared once, a side has one text of a bracket, and
    /// nobody stands twice among voting weights.
    ///
    /// ## Why it matters
    /// Where two articles bear one number or two actors one name, a reference names both, and each side follows the one that
    /// suits it.
    ///
    /// ## Precedent
    /// Renumbering is where this happens: the articles of the Treaty on European Union were renumbered in 1999 and again in 2009,
    /// each time with a table of equivalences.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party UKR "Ukrainian Republic"  is guarantor  #~ names/duplicate
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// ```
    ///
    /// ## References
    /// - Treaty of Amsterdam (1997), article 12; Treaty of Lisbon (2007), article 5: tables of equivalences
    "names/duplicate" {
        summary: "a name is declared twice",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        reported: ReportedByEngine,
    }
}
