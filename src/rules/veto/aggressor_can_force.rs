//! A potential aggressor wins a decision against those whom the text protects.

use crate::analysis::{Forced, Power};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, players, quoted, report_forced, subject};
use crate::rules::prelude::*;
use crate::rules::wording::listed;

declare_rule! {
    /// ## What it checks
    /// The mirror image of the veto: if a potential aggressor, alone or with its bloc, does everything that it can, and
    /// everybody else does all to prevent it, does a decision pass that hurts the protected party? Tested are
    /// forfeitures, the end and the suspension of promises, the lifting of sanctions, changes of roles, ceilings and
    /// lines, amendments and findings.
    ///
    /// ## Why it matters
    /// The aggressor need not stop the guarantee, it has it declared void: it accuses its victim, votes, and wins. The
    /// beneficiary loses protection by a procedure that it accepted. The rule serves it, and guarantors who do not want
    /// to be freed of their word by the one they gave it against.
    ///
    /// ## Precedent
    /// In November 1939 the Soviet Union blamed Finland for the shots at Mainila, and took that as its reason to be
    /// free of the pact of 1932: one side judged alone. The plan of 28 points of November 2025 lets the guarantee fall
    /// when Ukraine fires at Moscow "without cause", and names nobody who judges the cause.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party RUS "Russian Federation"        is signatory
    /// party USA "United States of America"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// forfeiture loss {
    ///     UKR forfeits assistance
    ///     if "an attack without cause" as found by any of parties  #~ aggressor-can-force: `RUS` alone can have the
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party RUS "Russian Federation"        is signatory
    /// party USA "United States of America"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// forfeiture loss {
    ///     UKR forfeits assistance
    ///     if "an attack without cause" as found by determination of ICJ
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Non-Aggression between Finland and the Soviet Union (1932), and the note of 28 November 1939
    "veto/aggressor-can-force" {
        summary: "a potential aggressor can impose a decision on those whom the text protects",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for forced in cx.facts.forced() {
        let who = if forced.alone { attackers(&forced.blockers) } else { players(&forced.blockers).to_vec() };
        let how = match (forced.alone, who.len()) {
            (true, 1) => "alone can have",
            (true, _) => "can each alone have",
            (false, _) => "can together have",
        };
        let effect = effect(cx, forced);
        let message = format!("{} {how} {effect}", quoted(cx, &who));
        let patient = GateFix::of_forced(cx, forced);
        let finding = report_forced(cx, sink, forced, message);
        let names = listed(cx.model, players(&forced.blockers));
        let many = players(&forced.blockers).len() > 1;
        if forced.by_clock {
            finding.here("adopted when the clock runs out, whoever objects");
            let put = if many { "put" } else { "puts" };
            finding.counterexample(format!(
                "{names} {put} the matter forward and nobody decides: when the clock runs out, the decision is adopted"
            ));
            finding.help("let the matter lapse when the clock runs out: write `otherwise lapses`");
        } else {
            let alone = who.len() == 1 || forced.alone;
            finding.here(if alone { "it prevails against all others" } else { "they prevail against all others" });
            let description = if many { "are in favour" } else { "is in favour" };
            finding
                .counterexample(format!("{names} {description} and all others are against: the decision is adopted"));
        }
        alignments(cx, finding, players(&forced.blockers));
        if let Some(cure) = patient.excluded() {
            finding.help(cure);
        }
        if patient.vote().is_some() {
            finding.help("leave it to an impartial body: write `determination of ICJ`");
        }
        if let Some(victims) = forced.blockers.first().map(|it| &it.victims).filter(|it| !it.is_empty()) {
            let victims = cx.model.names(victims);
            if patient.vote().is_some() {
                let words = patient.joined(&format!("and consent of {victims}"));
                finding.help(format!("require the consent of the protected State: {words}"));
            } else {
                finding.help(format!("leave it to the protected State: write `request by {victims}`"));
            }
        }
    }
}

/// What comes of it.
fn effect(cx: &CheckContext<'_>, forced: &Forced) -> String {
    let holder = subject(cx, forced.holder);
    match forced.power {
        Power::Forfeiture => "the guarantee forfeited".to_owned(),
        Power::Relief => format!("{holder} lifted"),
        Power::Ending => format!("{holder} ended"),
        Power::Suspension => "the treaty suspended".to_owned(),
        Power::Change => format!("{holder} changed"),
        Power::Amendment => "the treaty amended".to_owned(),
        Power::Findings => format!("any finding made under {holder}"),
        _ => format!("{holder} decided"),
    }
}
