//! Two treaties enter into force only after each other.

use crate::analysis::WaitEdge;
use crate::model::Treaty;
use crate::rules::circles::{is_of_treaties, name, waits_of};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// No treaty waits for the entry into force of another that waits for it, directly or through a third. The text of the
    /// other one must be read for that, `instrument Guarantee "…" in "guarantee.treaty"`, or what it waits for be said in a
    /// sequence.
    ///
    /// Other circles are told by `timing/circular-precondition`.
    ///
    /// ## Why it matters
    /// Each side makes its treaty safe by letting it wait for the other's, and both are safe from ever being in force. Nothing
    /// in either text shows it, since the circle closes only where they are laid side by side. All who rely on either lose.
    ///
    /// ## Precedent
    /// On 28 June 1919 the United Kingdom and the United States each promised France help against Germany. The British treaty
    /// was to enter into force only with the American one; the Senate never took that up, and neither came into being.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// instrument Guarantee "Treaty of guarantee"
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// sequence order   { Guarantee requires entry-into-force }
    /// entry-into-force { upon Guarantee in force }  #~ mutual-suspension: this treaty and `Guarantee` each enter into force only
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// obligation assist {
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// entry-into-force { upon ratification by UKR, FRA }
    /// ```
    ///
    /// ## References
    /// - Treaty between France and Great Britain respecting assistance to France in the event of unprovoked aggression by Germany (28 June 1919)
    "entry-into-force/mutual-suspension" {
        summary: "two treaties enter into force only after each other",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for cycle in cx.facts.cycles() {
        let waits = waits_of(cycle);
        if is_of_treaties(cx.model, &waits) {
            report(cx.model, sink, &waits);
        }
    }
}

fn report(model: &Treaty<'_>, sink: &mut Sink<'_>, waits: &[&WaitEdge]) {
    let names: Vec<String> = waits.iter().map(|it| name(model, it.from)).collect();
    let message = match &names[..] {
        [one, other] => format!("{one} and {other} each enter into force only after the other"),
        [rest @ .., last] => {
            format!("{} and {last} enter into force only after each other, in a circle", rest.join(", "))
        }
        [] => return,
    };
    let place = waits[0];
    let finding = sink.report(place.span, message);
    finding.here(format!("{} waits for {}", name(model, place.from), name(model, place.to)));
    for edge in waits.iter().skip(1).take(6) {
        finding.label(edge.span, format!("{} waits for {}", name(model, edge.from), name(model, edge.to)));
    }
    let (from, to) = (name(model, place.from), name(model, place.to));
    finding.counterexample(format!(
        "all who must have ratified both: {from} is not in force since {to} is not, and {to} is not since {from} is not"
    ));
    finding.help(format!(
        "let {from} enter into force on its own ratification: `entry-into-force {{ upon ratification by parties }}`"
    ));
    finding.help("or let both begin on one day: `entry-into-force { upon 2027-01-01 }`");
}
