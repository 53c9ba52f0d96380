//! Whoever is to be inspected inspects itself.

use crate::analysis::consequence::sides;
use crate::model::{ActorId, ActorSet, DetailKind, Provision, RefTarget};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A verification is carried out by somebody besides the one who is verified and those who act with it: no assumed
    /// aggressor looks after its own duties, and nobody who sends a force after that force. A commission of both sides is
    /// none of these.
    ///
    /// A ceiling that the one whom it binds counts alone is reported by `verification/unverified-cap`.
    ///
    /// ## Why it matters
    /// A report of the debtor on itself says that all is well. It is worse than none: it can be shown to those who would
    /// have to act. The rule serves whoever relies on the duty.
    ///
    /// ## Precedent
    /// The armistice in Korea (1953) had neutral nations supervise it, two named by each side, so that neither inspected
    /// itself. The Brussels Treaty gave its ceilings an agency of all members (Protocol IV, 1954).
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party BLR "Republic of Belarus"  is signatory
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// prohibition no-heavy-weapons {
    ///     RUS shall not station heavy-weapons
    ///     in "the border zone"
    /// }
    /// verification mission {
    ///     by BLR  #~ self-inspection: `mission` has `RUS` inspected by `BLR`, which acts with it
    ///     covers no-heavy-weapons
    ///     every 1 month
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party BLR "Republic of Belarus"  is signatory
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// prohibition no-heavy-weapons {
    ///     RUS shall not station heavy-weapons
    ///     in "the border zone"
    /// }
    /// verification mission {
    ///     by CHE
    ///     covers no-heavy-weapons
    ///     every 1 month
    /// }
    /// state CHE "Swiss Confederation" is monitor
    /// ```
    ///
    /// ## References
    /// - Protocol No. IV on the Agency of Western European Union for the Control of Armaments (1954)
    /// - Agreement concerning a Military Armistice in Korea (1953), article II
    "verification/self-inspection" {
        summary: "whoever is to be inspected inspects itself",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for verification in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Verification) {
        for detail in &verification.details {
            let DetailKind::By(by) = &detail.kind else { continue };
            let Some(inspectors) = cx.facts.inspectors(by) else { continue };
            let mut covered = cx.model.own_provisions().filter(|it| cx.facts.looks_after(verification, it));
            let own = covered.find_map(|it| inspected(cx, it, &inspectors).map(|who| (it, who)));
            if let Some((duty, who)) = own {
                report(cx, sink, detail.span, &called(verification), duty, who, &inspectors);
            }
        }
    }
    for duty in cx.model.own_provisions() {
        for detail in &duty.details {
            let DetailKind::VerifiedBy(by) = &detail.kind else { continue };
            let actors: Option<ActorSet> = by
                .iter()
                .map(|it| match it.0 {
                    RefTarget::Actor(id) => Some(id),
                    _ => None,
                })
                .collect();
            if let Some(inspectors) = actors.filter(|it| !it.is_empty())
                && let Some(who) = inspected(cx, duty, &inspectors)
            {
                report(cx, sink, detail.span, &called(duty), duty, who, &inspectors);
            }
        }
    }
}

/// Whose duty it is, if those who inspect it are its own side and nobody else.
fn inspected(cx: &CheckContext<'_>, duty: &Provision<'_>, inspectors: &[ActorId]) -> Option<ActorId> {
    let owes = duty.kind.is_norm() && duty.kind != ProvisionKind::Permission
        || matches!(duty.kind, ProvisionKind::Limit | ProvisionKind::Ceasefire | ProvisionKind::Deployment);
    let bearers = match duty.kind {
        ProvisionKind::Ceasefire => sides(cx.model, duty),
        ProvisionKind::Limit => bound(cx, duty),
        _ => cx.facts.bearers(duty.id, None),
    };
    if !owes || inspectors.is_empty() {
        return None;
    }
    // Whoever counts its own ceiling alone is told elsewhere.
    let ceiling = duty.details.iter().any(|it| matches!(it.kind, DetailKind::Ceiling(_)));
    if ceiling && !cx.facts.forces().monitoring.covers(cx.model, duty) {
        return None;
    }
    if duty.kind == ProvisionKind::Deployment {
        let all = inspectors.iter().all(|it| bearers.contains(it));
        return bearers.first().copied().filter(|_| all);
    }
    let cases = &cx.model.threat.cases;
    let side = |bearer: &ActorId| {
        let bloc = cases.iter().find(|it| it.attacker == *bearer || it.bloc.contains(bearer)).map(|it| &it.bloc);
        match bloc {
            Some(bloc) => inspectors.iter().all(|it| bloc.contains(it)),
            // Without an assumed aggressor, who alone is bound and alone inspects.
            None => cases.is_empty() && bearers.len() == 1 && inspectors == [*bearer],
        }
    };
    bearers.iter().copied().find(side)
}

fn bound(cx: &CheckContext<'_>, limit: &Provision<'_>) -> ActorSet {
    let of = limit.details.iter().find_map(|it| match &it.kind {
        DetailKind::OnActors(of) => Some(cx.model.members(of, None)),
        _ => None,
    });
    of.unwrap_or_default()
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    place: Span,
    called: &str,
    duty: &Provision<'_>,
    who: ActorId,
    inspectors: &[ActorId],
) {
    let (name, list) = (cx.model.name(who), quoted(cx, inspectors));
    let message = match inspectors {
        [only] if *only == who => format!("{called} has `{name}` inspect itself"),
        _ if inspectors.contains(&who) => format!("{called} has `{name}` inspected by its own side alone: {list}"),
        [_] => format!("{called} has `{name}` inspected by {list}, which acts with it"),
        _ => format!("{called} has `{name}` inspected by {list}, who act with it"),
    };
    let finding = sink.report(place, message);
    let broken = crate::rules::wording::called(duty);
    if !duty.span.contains(place) {
        finding.label(duty.name_span, "what is inspected");
    }
    finding.counterexample(format!("{name} breaks {broken}: the report says that it is kept"));
    finding
        .help("let somebody inspect who owes nothing there: a neutral State, an organization, or both sides together");
}
