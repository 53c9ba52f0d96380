//! The prose of an article says one thing, its clauses another.

use crate::analysis::prose::difference::differences;
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The prose of an article or provision does not contradict the clauses beside it. Values are compared, never
    /// wording: lengths of time, amounts by what they count, dates, thresholds of votes, articles referred to, the
    /// operative words before a verb that both have, and who is said to do it. Prose that is silent contradicts
    /// nothing, nor does prose that has one value in common with the clauses. Quotations are not read.
    ///
    /// ## Why it matters
    /// The prose is what is signed, and the clauses are what was checked. Where they differ, every finding, and every
    /// finding that is missing, is about another text. The rule serves whoever relies on the check.
    ///
    /// ## Precedent
    /// The two texts of Article 17 of the Treaty of Wuchale of 1889 differed in their operative words: by the Amharic
    /// text Ethiopia could make use of Italy in its foreign relations, by the Italian text it consented to do so. Italy
    /// notified a protectorate on the strength of its text, and the dispute ended in war.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 1 "Assistance" {
    ///     text """
    ///         The French Republic shall assist Ukraine within thirty days.
    ///         """  #~^ drafting/prose-differs: the prose has the period `thirty days`, and the clauses have `3 days`
    ///     obligation assist {
    ///         FRA shall assist UKR
    ///         within 3 days
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// article 1 "Assistance" {
    ///     text """
    ///         The French Republic shall assist Ukraine within 72 hours.
    ///         """
    ///     obligation assist {
    ///         FRA shall assist UKR
    ///         within 3 days
    ///         by weapons
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Wuchale (1889), article 17
    /// - Vienna Convention on the Law of Treaties (1969), article 33
    "drafting/prose-differs" {
        summary: "the prose of an article contradicts its clauses",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for it in differences(cx.model) {
        let (prose, clause) = (cx.model.quoted(it.prose), cx.model.quoted(it.clause));
        let message = match it.what {
            "party" => format!("in the prose `{prose}` speaks of a party that the clauses do not bind, but `{clause}`"),
            "operative words" => format!("the prose says `{prose}`, and the clauses `{clause}`"),
            what => format!("the prose has the {what} `{prose}`, and the clauses have `{clause}`"),
        };
        let finding = sink.report(it.prose, message);
        finding.label(it.clause, "the clause");
        finding.help("make the two say the same: the prose is what is signed, the clauses are what is checked");
    }
}
