//! Nobody may act alone before several have decided together.

use crate::analysis::track::Track;
use crate::rules::prelude::*;
use crate::rules::wording::{called, called_all, promisers, protected};

declare_rule! {
    /// ## What it checks
    /// Where help depends on a decision that several take together, a vote, a body, an organ from outside, the text gives
    /// somebody a right or a duty to act that does not wait for it. Where a duty does not wait for it, all the better.
    ///
    /// ## Why it matters
    /// A collective decision takes days, or never comes. Until then a guarantor that wants to help has no right to do so
    /// under this text, and one that does not want to has an excuse. The victim defends itself alone in the hours that
    /// matter most. A right to act alone costs nobody anything: it binds nobody.
    ///
    /// ## Precedent
    /// Under article 3(2) of the Rio treaty each State may at once determine the measures that it takes by itself, until the
    /// Organ of Consultation meets and agrees on common ones. Article 51 of the Charter leaves self-defence open until the
    /// Security Council has acted.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by majority of guarantors within 72 hours
    /// }
    /// obligation assist {  #~ no-interim-action: nobody may act before the decision on `assist`
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by majority of guarantors within 72 hours
    /// }
    /// trigger first-hours {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// permission act-at-once {
    ///     upon first-hours
    ///     each of guarantors may assist UKR
    ///     by intelligence, weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Inter-American Treaty of Reciprocal Assistance (1947), article 3(2)
    /// - Charter of the United Nations, article 51
    "activation/no-interim-action" {
        summary: "nobody may act before a collective decision",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let tracks = cx.facts.tracks();
    let waiting: Vec<&Track> = tracks.iter().filter(|it| it.collective.is_some()).collect();
    if waiting.is_empty() || tracks.iter().any(|it| it.collective.is_none()) {
        return;
    }
    let first = *waiting.iter().find(|it| it.is_duty()).unwrap_or(&waiting[0]);
    let Some(gate) = first.collective else { return };
    let provision = cx.model.provision(first.provision);
    let named = called_all(waiting.iter().take(3).map(|it| cx.model.provision(it.provision)));
    let finding =
        sink.report(provision.name_span, format!("nobody may act before the decision on {}", called(provision)));
    finding.label(gate.span, "a collective decision comes first");
    finding.counterexample(format!(
        "the decision is delayed: until it is taken {named}, the only help that the text provides for, {} not due",
        if waiting.len() == 1 { "is" } else { "are" }
    ));
    finding.help(format!(
        "permit each to act at once pending the decision: `permission act-at-once {{ upon … each of {} may assist {} }}` upon a \
         trigger that each determines for itself",
        promisers(cx.model),
        protected(cx.model)
    ));
}
