//! One force is to watch both sides and to help one of them.

use crate::model::vocabulary::role;
use crate::model::{DetailKind, OpenWord};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// No deployment has both a role that both sides must trust (to monitor, to observe, to verify, to separate, to
    /// keep the peace) and one that fights for one side, or trains and advises its army. A force that `excludes combat`
    /// may bear a task such as the safety of navigation beside its observers.
    ///
    /// ## Why it matters
    /// The side that is watched by its enemy's ally denies it access and contests what it finds; the side that is
    /// helped can't count on a helper that must stay neutral. The force loses both trusts at once, and its soldiers
    /// become a target.
    ///
    /// ## Precedent
    /// The protection force of the United Nations in Bosnia was to be impartial and to deter attacks on safe areas; the
    /// force for Gaza of resolution 2803 (2025) has tasks of both kinds.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment force {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only ceasefire-monitoring, deterrence  #~ deployment/role-bundle-incompatible: `force` is to watch both sides
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// state IND "Republic of India" is contributor
    /// deployment deterrent-force {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only deterrence
    /// }
    /// deployment monitors {
    ///     by IND
    ///     in UKR
    ///     timing standing
    ///     roles only ceasefire-monitoring
    /// }
    /// ```
    ///
    /// ## References
    /// - Security Council resolutions 824 and 836 (1993); resolution 2803 (2025)
    "deployment/role-bundle-incompatible" {
        summary: "one force is to watch both sides and to help one of them",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let Some(roles) = force.roles else { continue };
        let peaceful = force.provision.details.iter().any(|it| match &it.kind {
            DetailKind::Excludes(words) => words.iter().any(|it| it.text == "combat"),
            _ => false,
        });
        let Some(watch) = roles.words.iter().find(|it| watches(it)) else { continue };
        let fights = roles.words.iter().find(|it| !peaceful && fights(it));
        let Some(help) = fights.or_else(|| roles.words.iter().find(|it| teaches(it))) else { continue };
        let named = called(force.provision);
        let what = if fights.is_some() { "to fight for one of them" } else { "to build up the army of one of them" };
        let message = format!("{named} is to watch both sides and {what}");
        let hosts = troops::hosts(cx.model, force);
        let (watch_word, help_word) = (cx.model.quoted(watch.span), cx.model.quoted(help.span));
        let finding = sink.report(roles.span, message);
        finding.label(watch.span, "both sides must trust it").label(help.span, "it helps one side");
        finding.counterexample(format!(
            "the force reports a breach: the side that is accused answers that an ally of {hosts} is the judge, and lets \
             nobody in any more"
        ));
        finding.help(format!(
            "send two forces, each with its own senders: one with `roles only {watch_word}`, one with `roles only {help_word}`"
        ));
        if fights.is_some() {
            finding.help("if it is not to fight, say so: `excludes combat`");
        } else {
            finding.lighter();
        }
    }
}

/// Whether a role is of no use unless both sides trust who fills it.
fn watches(word: &OpenWord<'_>) -> bool {
    // Liaison, police and humanitarian work help both sides, and judge neither.
    let judges = |it: &str| !matches!(it, "humanitarian-assistance" | "liaison" | "policing");
    role(word.text).is_some_and(|it| it.impartial && judges(it.word))
}

/// Whether a role fights for one side.
fn fights(word: &OpenWord<'_>) -> bool {
    role(word.text).is_some_and(|it| it.partisan && it.combat)
}

/// Whether a role makes the army of one side stronger.
fn teaches(word: &OpenWord<'_>) -> bool {
    matches!(word.text, "advisory" | "training")
}
