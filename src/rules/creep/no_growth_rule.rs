//! A force has a ceiling, and nothing says who may raise it.

use crate::analysis::forces::{Cap, ForceChange, Variable};
use crate::diagnostic::Severity;
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// Where a deployment has a ceiling, the text says who may raise it: `change of ceiling by …` or `increase of
    /// ceiling by …`, in the deployment or in the limit on it. A consultation is no decision: then the finding is a
    /// warning. Where only a general clause on amendments, or the giver of a mandate, can be meant, it is advice.
    ///
    /// ## Why it matters
    /// Ceilings are not broken, they are raised, by officers who agree among themselves that the number meant something
    /// else. The guarantor's parliament loses its say, the adversary the ground on which it signed, and the host may
    /// wake up to a garrison. The rule serves all three.
    ///
    /// ## Precedent
    /// Protocol II of 1954 to the Brussels Treaty set maxima for the forces of its members and let them be raised by
    /// unanimous consent alone. The limits of the Treaty of Peace between Egypt and Israel are reviewed at the request
    /// of either and changed by agreement of both.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     ceiling 900 personnel  #~ creep/no-growth-rule: no procedure governs increases in the ceiling of
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
    ///     ceiling 900 personnel
    ///     change of ceiling by agreement of FRA, UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - Protocol No. II on Forces of Western European Union (1954), articles I and III
    /// - Treaty of Peace between Egypt and Israel (1979), article IV(4)
    "creep/no-growth-rule" {
        summary: "no procedure governs increases in the ceiling of a force",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Guarantor, Adversary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    for force in forces.all.iter().filter(|it| cx.model.is_own(it.provision) && it.sentence.is_none()) {
        let (span, provision) = match forces.cap(cx.model, force) {
            Cap::Missing => continue,
            Cap::Open(span, holder) | Cap::Set(span, holder) => (span, cx.model.provision(holder)),
        };
        if !cx.model.is_own(provision) {
            continue;
        }
        let called = called(force.provision);
        let (severity, message, place) = match forces.changes(cx.model, force, Variable::Ceiling) {
            ForceChange::Settled(_) => continue,
            ForceChange::Silent => {
                (Severity::Error, format!("no procedure governs increases in the ceiling of {called}"), None)
            }
            ForceChange::Open(at) => (
                Severity::Error,
                format!("the procedure for increases in the ceiling of {called} is left open"),
                Some(at),
            ),
            ForceChange::Consulted(at) => (
                Severity::Warning,
                format!("the ceiling of {called} may be raised after consultation, but nobody is designated to decide"),
                Some(at),
            ),
            ForceChange::Implied(at) => (
                Severity::Advice,
                format!("only a general clause governs increases in the ceiling of {called}"),
                Some(at),
            ),
        };
        let (senders, hosts) = (troops::senders(cx.model, force), troops::hosts(cx.model, force));
        let by = troops::both(cx.model, force);
        let clause = format!("change of ceiling by agreement of {by}");
        let mut sink = sink.weighing(severity);
        let finding = sink.report(span, message);
        if let Some(at) = place {
            finding.label(at, "the only rule on changes");
        }
        finding
            .counterexample(format!(
                "{senders} may send twice as many troops to {hosts} and call it a rotation: nobody's consent is required"
            ))
            .help(format!("designate who decides: `{clause}`"));
        if place.is_none() {
            finding.fixes.extend(troops::add_clause(cx.model, provision, &clause));
        }
    }
}
