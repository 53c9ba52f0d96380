//! Monitors of both sides count incidents, and do not say whose they are.

use crate::analysis::forces::is_stationing;
use crate::model::{ActorSet, DetailKind, Provision, RefTarget};
use crate::rules::prelude::*;
use crate::rules::troops::add_clause;
use crate::rules::wording::called;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A verification of what binds both sides, a ceasefire or a ban on force, says who did what it finds: `attributes
    /// responsibility`. So does whoever monitors a ceasefire. Where one side alone is inspected, whose breach it is needs
    /// no saying.
    ///
    /// ## Why it matters
    /// A count of explosions is a statistic. Each side reads it as the other's, and no sanction, no guarantee and no vote can
    /// follow from it. The rule serves the side that keeps the text, and those who have to answer for the other.
    ///
    /// ## Precedent
    /// The special monitoring mission of the OSCE in Ukraine reported day by day where fire was heard, and its mandate of
    /// 2014 was to observe and report. The declaration of Paris of January 2026 foresees a commission that attributes
    /// responsibility.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     starts 2026-04-01T00:00 Europe/Kyiv
    ///     prohibits "artillery fire"
    /// }
    /// verification mission {  #~ no-attribution: `mission` counts breaches of `truce` and does not say whose they are
    ///     by OSCE
    ///     covers truce
    ///     every 1 day
    ///     reports to parties
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     starts 2026-04-01T00:00 Europe/Kyiv
    ///     prohibits "artillery fire"
    /// }
    /// verification mission {
    ///     by OSCE
    ///     covers truce
    ///     every 1 day
    ///     attributes responsibility
    ///     reports to parties
    /// }
    /// ```
    ///
    /// ## References
    /// - OSCE Permanent Council, decision No. 1117 (2014)
    "verification/no-attribution" {
        summary: "monitors of both sides count incidents, and do not say whose they are",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let verifications = || cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Verification);
    for verification in verifications().filter(|it| !attributes(it)) {
        let two_sided = cx.model.own_provisions().find(|it| {
            binds_both(cx, it)
                && (cx.facts.looks_after(verification, it) || is_verified_by(it, RefTarget::Provision(verification.id)))
        });
        let Some(duty) = two_sided else { continue };
        let (called, duty_called) = (called(verification), called(duty));
        let finding = sink.report(
            verification.name_span,
            format!("{called} counts breaches of {duty_called} and does not say whose they are"),
        );
        finding.label(duty.name_span, "binds both sides");
        play(cx, finding, duty, &duty_called);
        finding.fixes.extend(add_clause(cx.model, verification, "attributes responsibility"));
    }
    // Whoever monitors a ceasefire without a verification of its own.
    for truce in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Ceasefire) {
        let monitored = truce.details.iter().find(|it| match &it.kind {
            DetailKind::VerifiedBy(by) => by.iter().any(|it| matches!(it.0, RefTarget::Actor(_))),
            _ => false,
        });
        let Some(clause) = monitored.filter(|_| binds_both(cx, truce)) else { continue };
        if verifications().any(|it| cx.facts.looks_after(it, truce)) {
            continue;
        }
        let duty_called = called(truce);
        let finding =
            sink.report(clause.span, format!("whoever monitors {duty_called} need not say whose a breach is"));
        play(cx, finding, truce, &duty_called);
    }
}

fn play(cx: &CheckContext<'_>, finding: &mut crate::diagnostic::Diagnostic, duty: &Provision<'_>, called: &str) {
    let sides = sides(cx, duty);
    let (one, other) = match &sides[..] {
        [one, other, ..] => (cx.model.name(*one), cx.model.name(*other)),
        _ => ("one side", "the other"),
    };
    finding.counterexample(format!(
        "{called} is broken: the report gives the hour and the place, {one} says that it was {other}, and {other} that it \
         was {one}"
    ));
    finding.help("let the finding name who did it: `attributes responsibility`, in the verification");
    finding.help("and say by when: `findings by … within 72 hours`");
}

fn attributes(verification: &Provision<'_>) -> bool {
    verification.details.iter().any(|it| matches!(it.kind, DetailKind::AttributesResponsibility(_)))
}

fn is_verified_by(duty: &Provision<'_>, target: RefTarget) -> bool {
    duty.details.iter().any(|it| match &it.kind {
        DetailKind::VerifiedBy(by) => by.iter().any(|it| it.0 == target),
        _ => false,
    })
}

/// Those who are bound.
fn sides(cx: &CheckContext<'_>, duty: &Provision<'_>) -> ActorSet {
    match duty.sides() {
        Some(sides) => cx.model.members(sides, None),
        None => cx.facts.bearers(duty.id, None),
    }
}

/// Whether a ceasefire or a restraint binds both sides.
fn binds_both(cx: &CheckContext<'_>, duty: &Provision<'_>) -> bool {
    if duty.kind == ProvisionKind::Ceasefire {
        return true;
    }
    // Whose forces stand where none may stand is seen by looking.
    let stations = duty.sentences.iter().any(|it| is_stationing(it.verb).is_some());
    let restrains = duty.kind.is_norm() && !stations && cx.facts.strength(duty.id).written.restraint.is_some();
    restrains && {
        let bound = cx.facts.bearers(duty.id, None);
        let binds = |it: &crate::model::ActorId| bound.binary_search(it).is_ok();
        cx.model.threat.cases.iter().any(|it| binds(&it.attacker) && it.victim.as_ref().is_some_and(binds))
    }
}
