//! A duty to help arises on one road only, and that road is slow.

use crate::analysis::track::Track;
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected};

declare_rule! {
    /// ## What it checks
    /// Where every duty to help depends on a collective decision, there is a second road: a trigger with a
    /// mark that anybody can see, a crossed border, a missile on a city, from which a duty follows without that decision.
    /// Where not even a right to act comes before the decision, `activation/no-interim-action` says so, and this rule is
    /// silent.
    ///
    /// ## Why it matters
    /// Those who may act need not. The grave and plain case needs no debate, and should not wait for the one that suits the
    /// doubtful case. With a fast road for the first, the slow one for the second can be as careful as anybody wishes.
    ///
    /// ## Precedent
    /// The Rhineland pact of Locarno has two: the Council finds a breach and the Powers then act (article 4(2)); in case of
    /// a flagrant breach, when a frontier is crossed or hostilities break out, they act at once, each upon its own view
    /// (article 4(3)).
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
    /// trigger first-hours {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {  #~ single-track: every duty to help depends on a collective decision
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// permission act-at-once {
    ///     upon first-hours
    ///     each of guarantors may assist UKR
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
    /// trigger border-crossed {
    ///     on invasion, missile-attack against UKR
    ///     decided by automatic
    /// }
    /// obligation assist {
    ///     upon attack or border-crossed
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Mutual Guarantee (Locarno, 1925), article 4(2) and (3)
    "activation/single-track" {
        summary: "every duty to help depends on a collective decision",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let tracks = cx.facts.tracks();
    let duties: Vec<&Track> = tracks.iter().filter(|it| it.is_duty()).collect();
    let rights = tracks.iter().any(|it| !it.is_duty() && it.collective.is_none());
    if !rights || duties.iter().any(|it| it.collective.is_none()) {
        return;
    }
    let Some((first, gate)) = duties.iter().find_map(|it| Some((it, it.collective?))) else { return };
    let provision = cx.model.provision(first.provision);
    let message = "every duty to help depends on a collective decision";
    let finding = sink.report(provision.name_span, message);
    finding.label(gate.span, "the only route to a duty");
    finding.counterexample(format!(
        "the attack is undisputed, but no decision has been taken: some may act, nobody must, and {} is owed nothing",
        protected(cx.model)
    ));
    finding.help(format!(
        "provide a faster route beside it: `trigger border-crossed {{ on invasion, missile-attack decided by automatic }}`, and \
         {} `upon` either",
        called(provision)
    ));
}
