//! A set or an alignment is defined through itself.

use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Who belongs to a group or a body, who sends a force, and who acts with whom, can be told without asking the same
    /// question again. The finding names the circle.
    ///
    /// ## Why it matters
    /// Where a group is defined through itself, nobody can say who votes in it: each side names the members that suit it.
    ///
    /// ## Precedent
    /// Texts are scrubbed for such slips before they are initialled, since article 10 of the Vienna Convention freezes them
    /// then.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// group Inner = UKR, Outer
    /// group Outer = Inner  #~ names/circular
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// group Inner = UKR
    /// group Outer = Inner, FRA
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 10: a text becomes definitive when it is authenticated
    "names/circular" {
        summary: "a set or an alignment is defined through itself",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

/// The model reports the circles of groups, bodies and alignments where it finds them. One that goes by way of a deployment
/// may turn on the brackets of several provisions, so that it is looked for again wherever these read otherwise.
fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for circle in &cx.model.circles {
        let Some(span) = cx.model.declared_at(circle.last) else { continue };
        if !span.is_own() {
            continue;
        }
        let finding = sink.report(span, circle.message(cx.model));
        if let Some(span) = circle.others.first().and_then(|it| cx.model.declared_at(*it)) {
            finding.label(span, "defined through it");
        }
        finding.help("name the members of one of them");
    }
}
