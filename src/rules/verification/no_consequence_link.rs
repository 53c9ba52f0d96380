//! What is found reaches nobody who decides.

use crate::model::{
    ActorId, ActorKind, Decision, DetailKind, DurationClause, GateKind, Provision, RefTarget, RenewalKind, SetTerm,
    VoteKind,
};
use crate::rules::prelude::*;
use crate::rules::wording::{called, untainted};
use crate::syntax::ast::ProvisionKind;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// What a verification finds leads somewhere: `finding leads to`; a trigger, sanction, rung or suspension that a breach
    /// of what is verified sets off; or a report to a body or office that decides something in the text, or gives and renews
    /// the mandate.
    ///
    /// A verification of the forces of third States alone is left aside: they are counted so that both sides know.
    ///
    /// ## Why it matters
    /// Inspectors who find a breach have done what they can. If their finding goes to the parties, one of which broke the
    /// text, the next report says the same. The rule serves the beneficiary.
    ///
    /// ## Precedent
    /// The reports of the special monitoring mission of the OSCE in Ukraine (2014 to 2022) went to the participating
    /// States, and no clause made anything of them. Under the protocol of 1981 on the Multinational Force and Observers the
    /// Director-General finds violations, and both parties have to remedy them.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// limit east { on RUS  at most 5000 personnel }
    /// verification mission {  #~ no-consequence-link: what `mission` finds sets nothing off and reaches nobody who decides
    ///     by OSCE
    ///     covers east
    ///     every 1 month
    ///     reports to parties
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// limit east { on RUS  at most 5000 personnel }
    /// verification mission {
    ///     by OSCE
    ///     covers east
    ///     every 1 month
    ///     finding leads to cure
    ///     reports to parties
    /// }
    /// obligation cure {
    ///     RUS shall withdraw "what exceeds the limit"
    ///     within 72 hours
    /// }
    /// ```
    ///
    /// ## References
    /// - Protocol between Egypt and Israel establishing the Multinational Force and Observers (1981), annex
    "verification/no-consequence-link" {
        summary: "what is found reaches nobody who decides",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut deciders = None;
    for verification in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Verification) {
        let covered: Vec<&Provision<'_>> = cx
            .model
            .own_provisions()
            .filter(|it| is_duty(cx, it) && (cx.facts.looks_after(verification, it) || verifies(verification, it)))
            .collect();
        let consequences = cx.facts.consequences();
        if covered.is_empty() || covered.iter().any(|it| consequences.follows(cx.model, it)) {
            continue;
        }
        // A court or an arbitrator, or what any breach of the text sets off, is told above.
        let deciders = deciders.get_or_insert_with(|| deciding(cx));
        if receivers(cx, verification).iter().any(|it| deciders.contains(it)) {
            continue;
        }
        let called = called(verification);
        let message = format!("what {called} finds sets nothing off and reaches nobody who decides");
        let finding = sink.report(verification.name_span, message);
        for detail in &verification.details {
            if matches!(detail.kind, DetailKind::ReportsTo(_)) {
                finding.label(detail.span, "these are told, and decide nothing on it");
            }
        }
        let duty = crate::rules::wording::called(covered[0]);
        finding.counterexample(format!(
            "{called} finds that {duty} is broken: the report is read, and the next one says the same"
        ));
        finding.help("say what a finding sets off: `finding leads to …`, a duty to remedy or a response");
        finding.help(format!(
            "or let a trigger open on it: `trigger breach-found {{ on breach of … decided by majority of {} }}`",
            untainted(cx.model)
        ));
    }
}

/// Whether something can be broken by somebody of whom it is worth finding.
fn is_duty(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    let kind = provision.kind;
    let owes = kind.is_norm() && kind != ProvisionKind::Permission
        || matches!(kind, ProvisionKind::Limit | ProvisionKind::Ceasefire | ProvisionKind::Status);
    let forces = kind == ProvisionKind::Limit
        && provision.details.iter().any(|it| match &it.kind {
            DetailKind::OnActors(of) => of.include.iter().all(|it| matches!(it, SetTerm::Provision(_))),
            _ => false,
        });
    owes && !forces && provision.ambiguity.is_none() && cx.model.is_own(provision)
}

fn verifies(verification: &Provision<'_>, duty: &Provision<'_>) -> bool {
    duty.details.iter().any(|it| match &it.kind {
        DetailKind::VerifiedBy(by) => by.iter().any(|it| it.0 == RefTarget::Provision(verification.id)),
        _ => false,
    })
}

/// Who is told, and who finds.
fn receivers(cx: &CheckContext<'_>, verification: &Provision<'_>) -> FxHashSet<ActorId> {
    let mut found = FxHashSet::default();
    for detail in &verification.details {
        match &detail.kind {
            DetailKind::ReportsTo(of) | DetailKind::By(of) => found.extend(cx.model.members(of, None)),
            DetailKind::FindingsBy(decision) => named(cx, decision, &mut found),
            _ => {}
        }
    }
    found
}

/// The bodies and offices that decide something on which a part of the text hangs, or on what comes next: the organ whose
/// resolution it is, and whoever gives and renews a mandate.
fn deciding(cx: &CheckContext<'_>) -> FxHashSet<ActorId> {
    let mut found: FxHashSet<ActorId> = cx.model.author().into_iter().collect();
    for detail in cx.model.own_provisions().flat_map(|it| &it.details) {
        match &detail.kind {
            DetailKind::AuthorisedBy(decision) => named(cx, decision, &mut found),
            DetailKind::Mandate(DurationClause { renewal: Some(renewal), .. }) => {
                if let RenewalKind::By(decision) | RenewalKind::UnlessEndedBy(decision) = &renewal.kind {
                    named(cx, decision, &mut found);
                }
            }
            _ => {}
        }
    }
    for provision in
        cx.model.own_provisions().filter(|it| it.kind != ProvisionKind::Verification && !it.kind.is_final())
    {
        provision.decided.iter().for_each(|it| named(cx, &it.decision, &mut found));
        for gate in &provision.gates {
            if let GateKind::Decision(decision) = &gate.kind {
                named(cx, decision, &mut found);
            }
        }
        for detail in &provision.details {
            if let DetailKind::SnapbackUpon(_, Some(decided)) = &detail.kind {
                named(cx, &decided.decision, &mut found);
            }
        }
    }
    found
        .retain(|it| matches!(cx.model.actor(*it).kind, ActorKind::Body | ActorKind::Office | ActorKind::Organization));
    found
}

fn named(cx: &CheckContext<'_>, decision: &Decision<'_>, found: &mut FxHashSet<ActorId>) {
    for vote in decision.any.iter().flatten() {
        match &vote.kind {
            VoteKind::Threshold { of, .. } | VoteKind::Act { of, .. } | VoteKind::By(of) => {
                found.extend(cx.model.members(of, None));
            }
            VoteKind::Nested(inner) => named(cx, inner, found),
            _ => {}
        }
    }
}
