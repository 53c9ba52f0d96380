//! A vote is weighted, and somebody who votes has no weight.

use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::listed;

declare_rule! {
    /// ## What it checks
    /// Where votes are weighted, the weights name everybody who votes.
    ///
    /// ## Why it matters
    /// A voter without a weight counts for nothing to one side and for its share to the other, and which of the two carries
    /// the vote is argued on the day on which it matters. Whoever can block or carry the vote by that one weight cannot be
    /// told, and no analysis takes either answer for granted. The rule serves the beneficiary, and whoever was forgotten.
    ///
    /// ## Precedent
    /// The treaties of the European Communities gave each member its weight by name until 2014, and every accession needed
    /// an article to amend the table: the act of accession of Spain and Portugal (1985) does it in its article 14.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party EST "Republic of Estonia"    is beneficiary
    /// party LVA "Republic of Latvia"     is guarantor
    /// party LTU "Republic of Lithuania"  is guarantor
    /// weights shares { LVA 3 LTU 3 }
    /// trigger attack {
    ///     on armed-attack against EST
    ///     decided by majority of EST, LVA, LTU weighted by shares  #~ unweighted-voter: `shares` gives no weight to
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party EST "Republic of Estonia"    is beneficiary
    /// party LVA "Republic of Latvia"     is guarantor
    /// party LTU "Republic of Lithuania"  is guarantor
    /// weights shares { EST 2 LVA 3 LTU 3 }
    /// trigger attack {
    ///     on armed-attack against EST
    ///     decided by majority of EST, LVA, LTU weighted by shares
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty establishing the European Economic Community (1957), article 148(2)
    /// - Act of accession of Spain and Portugal (1985), article 14
    "veto/unweighted-voter" {
        summary: "an actor in a weighted vote has no weight",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    for vote in cx.facts.unweighted() {
        let weights = &model.weights[vote.weighting as usize];
        let names = listed(model, &vote.without);
        let finding = sink.report(
            vote.gate.span,
            format!("`{}` gives no weight to {}, which the vote counts", weights.name, quoted(cx, &vote.without)),
        );
        finding.here("votes here are weighted");
        if weights.file == model.file {
            finding.label(weights.span, "the weights");
        }
        finding.counterexample(format!(
            "one side gives {names} no weight, the other a decisive one: the vote is lost for the one and carried for the other"
        ));
        let listed: Vec<String> = vote.without.iter().map(|it| format!("{} …", model.name(*it))).collect();
        finding.help(format!("give each its weight: `weights {} {{ … {} }}`", weights.name, listed.join(" ")));
        finding.help(format!("or exclude {names} from the vote"));
    }
}
