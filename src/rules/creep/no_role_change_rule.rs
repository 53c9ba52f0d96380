//! A force has its roles, and nothing says who may add one.

use crate::analysis::forces::hyphened;
use crate::analysis::forces::{ForceChange, Variable};
use crate::diagnostic::Severity;
use crate::model::vocabulary::role;
use crate::model::{DetailKind, OpenWord};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// Where a deployment lists its roles, the text says who may change them: `change of roles by …`. A consultation is
    /// no decision: then the finding is a warning. Where only a general clause on amendments, or the giver of a
    /// mandate, can be meant, it is advice.
    ///
    /// ## Why it matters
    /// Trainers go to the front because their pupils do. If no actor is designated to decide on a new role, the commander on
    /// the spot does, and a State is at war before its parliament knows. The rule serves the guarantor and its
    /// parliament; the beneficiary gains too, because a mission with a way to grow is not sent home at its first
    /// emergency.
    ///
    /// ## Precedent
    /// American advisers in Viet Nam became combatants between 1960 and 1965 without a new treaty. The Treaty of
    /// Alliance of 1960 said what the contingents on Cyprus were for, and nothing on who could add to it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training  #~ creep/no-role-change-rule: no procedure governs additions to the roles of
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     change of roles by agreement of FRA, UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Alliance between Greece, Turkey and Cyprus (1960), Additional Protocol No. 1
    "creep/no-role-change-rule" {
        summary: "no procedure governs additions to the roles of a force",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Guarantor, Adversary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    for force in forces.all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let Some(roles) = force.roles.filter(|roles| !roles.words.iter().all(|it| it.hole)) else { continue };
        let called = called(force.provision);
        let (severity, message, place) = match forces.changes(cx.model, force, Variable::Roles) {
            ForceChange::Settled(_) => continue,
            ForceChange::Silent => {
                (Severity::Error, format!("no procedure governs additions to the roles of {called}"), None)
            }
            ForceChange::Open(at) => (
                Severity::Error,
                format!("the procedure for additions to the roles of {called} is left open"),
                Some(at),
            ),
            ForceChange::Consulted(at) => (
                Severity::Warning,
                format!("the roles of {called} may be changed after consultation, but nobody is designated to decide"),
                Some(at),
            ),
            ForceChange::Implied(at) => {
                (Severity::Advice, format!("only a general clause governs changes to the roles of {called}"), Some(at))
            }
        };
        let senders = troops::senders(cx.model, force);
        // What the text forbids is no play that it allows.
        let fights = |word: &OpenWord<'_>| role(&hyphened(word.text)).is_some_and(|it| it.combat);
        let peaceful = force.provision.details.iter().any(|it| match &it.kind {
            DetailKind::Excludes(words) => words.iter().any(fights),
            _ => false,
        });
        let done = if peaceful { "gives them another task" } else { "orders them into combat" };
        let by = troops::both(cx.model, force);
        let clause = format!("change of roles by agreement of {by}");
        let mut sink = sink.weighing(severity);
        let finding = sink.report(roles.span, message);
        if let Some(at) = place {
            finding.label(at, "the only rule on changes");
        }
        finding
            .counterexample(format!("a commander of the troops of {senders} {done}: nobody's consent was required, and no provision prohibits it"))
            .help(format!("designate who decides: `{clause}`"));
        if place.is_none() {
            finding.fixes.extend(troops::add_clause(cx.model, force.provision, &clause));
        }
    }
}
