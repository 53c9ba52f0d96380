//! Troops are sent without saying what they may do.

use crate::analysis::ForcePart;
use crate::model::OpenWord;
use crate::model::vocabulary::is_purpose;
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// Every deployment says what its troops may do: `roles`. So does a norm that stations troops without calling it a
    /// deployment. `roles TBD` says nothing; nor does an aim such as `reassurance`, `presence` or `stabilisation`. Tasks that stand in norms which the force bears, in a zone which it
    /// enforces or in a verification which it carries out count as roles.
    ///
    /// ## Why it matters
    /// Troops who fight, who supply, who train and who hold the rear lines are four different promises. The beneficiary
    /// counts on the first, the parliaments of the guarantors vote for the last, and the adversary plans for whichever
    /// is cheapest to test. The rule serves the beneficiary, which learns whether anybody fights, and the guarantor's
    /// public, which learns whether its soldiers do.
    ///
    /// ## Precedent
    /// In August 2025 European States spoke of contingents in Ukraine after a settlement, and whether these would meet
    /// an attack at the line of contact or keep to logistics, support and rear lines was left open. The Protocol of
    /// 1981 on the Multinational Force and Observers lists what that force does: checkpoints, verification, free
    /// navigation.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment reassurance-force {  #~ deployment/role-undefined: `reassurance-force` does not specify the
    ///     by FRA
    ///     in UKR
    ///     timing standing
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment reassurance-force {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training, maintenance
    ///     excludes combat
    /// }
    /// ```
    ///
    /// ## References
    /// - Protocol between Egypt and Israel establishing the Multinational Force and Observers (1981), annex
    "deployment/role-undefined" {
        summary: "a deployment does not specify the role of its troops",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    for force in forces.all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let says_nothing = |it: &OpenWord<'_>| it.hole || is_purpose(it.text);
        let open = force.roles.is_some_and(|roles| roles.words.iter().all(says_nothing));
        if force.roles.is_some() && !open || forces.has_tasks(force) || is_said_otherwise(force) {
            continue;
        }
        let called = called(force.provision);
        let message = match force.roles {
            Some(_) => format!("{called} leaves the role of its troops open"),
            None => format!("{called} does not specify the role of its troops"),
        };
        let (senders, hosts) = (troops::senders(cx.model, force), troops::hosts(cx.model, force));
        let finding = sink.report(force.span, message);
        if let Some(roles) = force.roles {
            let purpose = roles.words.iter().any(|it| !it.hole);
            finding.label(roles.span, if purpose { "an aim, not a role" } else { "still to be agreed" });
        }
        match troops::attacker(cx.model, force) {
            Some(attacker) => finding.counterexample(format!(
                "{attacker} attacks: {hosts} expects the troops of {senders} to fight, but the answer may be \
                 that they came to train"
            )),
            None => finding.counterexample(format!(
                "a commander asks whether the troops of {senders} may fight: the text gives no answer"
            )),
        };
        let choices = "`roles only combat` if they fight, `roles only logistics` if they supply, `roles only \
                       training` if they teach, `roles only rear-area-security` if they hold the rear lines";
        if force.sentence.is_none() {
            finding.help(format!("state their role: {choices}"));
            finding.help("if they are not to fight, say so as well: `roles only training` and `excludes combat`");
        } else {
            let by = force.by.first().map_or_else(String::new, |it| cx.model.quoted(it.span));
            let place = force.area.map_or_else(String::new, |it| format!("in {} ", cx.model.quoted(it.span)));
            let deployment = format!("`deployment troops {{ by {by} {place}… }}`");
            finding.help(format!("write it as a deployment, {deployment}, with {choices}"));
            finding.help("or state the sole aim of their presence: `solely to \"train the army\"`");
        }
    }
}

/// Whether a norm that stations troops is assistance in an attack, or gives the aim of their presence.
fn is_said_otherwise(force: &ForcePart<'_>) -> bool {
    use crate::model::DetailKind;
    let aim = |it: &crate::model::Detail<'_>| matches!(it.kind, DetailKind::SolelyTo(_) | DetailKind::LimitedTo(_));
    force.sentence.is_some() && (force.on_call() || force.provision.details.iter().any(aim))
}
