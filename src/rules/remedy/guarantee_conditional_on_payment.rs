//! Who does not pay is not protected.

use crate::analysis::GateKind as FactGate;
use crate::analysis::exits::helps;
use crate::model::{
    ActorSet, ConditionKind, Conditions, EventKind, Object, OccasionKind, Provision, ProvisionId, RefTarget, Sentence,
};
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected};
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind, State};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// No promise of help waits for a payment by the protected, falls away with one that is not made, or is forfeited by it; nor
    /// is the treaty suspended by it.
    ///
    /// Who pays for a mission or a body is the matter of `veto/funding-veto`.
    ///
    /// ## Why it matters
    /// A State that is attacked stops paying first. Its banks are shut, its revenue is gone, and the sum may be in dispute: then
    /// the promise hangs on an account, and the aggressor need only make payment impossible. A debt can be collected after a
    /// war, protection can't. The rule serves the protected, and the guarantor whose deterrent is only as good as the books.
    ///
    /// ## Precedent
    /// The plan of November 2025 says that the United States is compensated for its guarantee, and not what follows if it is
    /// not. The lend-lease agreement of February 1942 between the United States and the United Kingdom left what was owed in
    /// return to a later settlement.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation compensation { UKR shall compensate USA }
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    ///     if compensation fulfilled  #~ guarantee-conditional-on-payment: `assistance` waits for a payment by `UKR`
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation compensation { UKR shall compensate USA }
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// disputes { negotiation within 90 days then arbitration }
    /// ```
    ///
    /// ## References
    /// - Agreement on the principles applying to mutual aid, Washington (23 February 1942), article VII
    "remedy/guarantee-conditional-on-payment" {
        summary: "who does not pay is not protected",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary],
        check: check,
    }
}

/// What a payment that is not made does to a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum UnpaidEffect {
    /// It never becomes live.
    Waits,
    /// It falls away.
    FallsAway,
    /// It is forfeited.
    Forfeited,
    /// The treaty is suspended.
    Suspended,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let owed = |it: &&Provision<'_>| pays(cx, it);
    let payments: FxHashSet<ProvisionId> = cx.model.own_provisions().filter(owed).map(|it| it.id).collect();
    let mut told: FxHashSet<Span> = FxHashSet::default();
    for provision in cx.model.own_provisions() {
        for (span, effect, payment) in hangs(cx, provision, &payments) {
            if told.insert(span) {
                report(cx, sink, provision, span, effect, payment);
            }
        }
    }
}

/// Whether a provision has somebody who is only protected pay.
fn pays(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    let theirs = |it: &Sentence<'_>| {
        let bearers: ActorSet = it.bearer.iter().flat_map(|it| cx.model.members(it, None)).collect();
        let owes = cx.facts.strength(provision.id).asks() >= Some(crate::analysis::Strength::SelfJudged);
        owes && !bearers.is_empty() && bearers.iter().all(|id| !cx.model.actor(*id).roles.gives())
    };
    let sum = |it: &Object<'_>| match it {
        Object::Quantity(amount) => {
            amount.unit.len() >= 3 && amount.unit.bytes().take(3).all(|it| it.is_ascii_uppercase())
        }
        _ => false,
    };
    provision.sentences.iter().any(|it| theirs(it) && (PAYING.contains(&it.verb) || it.objects.iter().any(sum)))
}

/// Verbs of paying.
const PAYING: &[&str] = &["compensate", "indemnify", "pay", "reimburse", "remunerate", "repay"];

/// Where a promise hangs on a payment, how, and on which.
fn hangs<'a>(
    cx: &CheckContext<'a>,
    provision: &'a Provision<'a>,
    payments: &FxHashSet<ProvisionId>,
) -> Vec<(Span, UnpaidEffect, Option<ProvisionId>)> {
    let mut found = Vec::new();
    let helping = helps(cx.facts, provision);
    let opens_help = provision.kind == ProvisionKind::Trigger
        && cx.facts.answers().to(provision.id).iter().any(|id| helps(cx.facts, cx.model.provision(*id)));
    let effect = match provision.kind {
        ProvisionKind::Forfeiture => Some(UnpaidEffect::Forfeited),
        ProvisionKind::Suspension => Some(UnpaidEffect::Suspended),
        _ if helping || opens_help => None,
        _ => return found,
    };
    if effect.is_none() {
        for wait in cx.facts.waits().iter().filter(|it| it.provision == provision.id) {
            match wait.performance_of {
                Some(id) if payments.contains(&id) => found.push((wait.span, UnpaidEffect::Waits, Some(id))),
                _ => {}
            }
        }
        let held = |it: &&crate::analysis::Needed| {
            it.gate.kind == FactGate::Payment && it.holders.iter().all(|id| !cx.model.actor(*id).roles.gives())
        };
        let gates = cx.facts.needed_gates(provision.id).iter().filter(held);
        found.extend(
            gates.filter(|it| it.gate.file == cx.model.file).map(|it| (it.gate.span, UnpaidEffect::Waits, None)),
        );
    }
    for gate in &provision.gates {
        if let Some(conditions) = gate.conditions() {
            in_conditions(conditions, payments, &mut |span, id| {
                found.push((span, effect.unwrap_or(UnpaidEffect::FallsAway), Some(id)));
            });
        }
    }
    for occasion in provision.upon.iter().flat_map(|it| &it.any).flatten() {
        match occasion.kind {
            OccasionKind::Phase(Phase::Breach, RefTarget::Provision(id))
            | OccasionKind::State(RefTarget::Provision(id), State::Breached)
                if payments.contains(&id) =>
            {
                found.extend(effect.map(|it| (occasion.span, it, Some(id))));
            }
            _ => {}
        }
    }
    found
}

/// Payments in conditions: that one was not made, or must have been.
fn in_conditions(
    conditions: &Conditions<'_>,
    payments: &FxHashSet<ProvisionId>,
    found: &mut dyn FnMut(Span, ProvisionId),
) {
    conditions.each(&mut |condition| match &condition.kind {
        ConditionKind::State(RefTarget::Provision(id), State::Fulfilled | State::Breached, None)
            if payments.contains(id) =>
        {
            found(condition.span, *id);
        }
        ConditionKind::Events(events) => {
            for event in &events.events {
                if let EventKind::Phase(Phase::Breach, RefTarget::Provision(id)) = event.kind
                    && payments.contains(&id)
                {
                    found(event.span, id);
                }
            }
        }
        _ => {}
    });
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    span: Span,
    effect: UnpaidEffect,
    payment: Option<ProvisionId>,
) {
    let (named, whom) = (called(provision), protected(cx.model));
    let payer: ActorSet = payment.map_or_else(ActorSet::new, |it| cx.facts.bearers(it, None));
    let payer = match &payer[..] {
        [] => format!("`{whom}`"),
        some => crate::rules::play::quoted(cx, some),
    };
    let message = match effect {
        UnpaidEffect::Waits => format!("{named} waits for a payment by {payer}"),
        UnpaidEffect::FallsAway => format!("{named} falls away where a payment by {payer} is not made"),
        UnpaidEffect::Forfeited => format!("a promise is forfeited where a payment by {payer} is not made"),
        UnpaidEffect::Suspended => format!("the treaty is suspended where a payment by {payer} is not made"),
    };
    let finding = sink.report(span, message);
    finding.here("on this hangs the protection");
    if let Some(payment) = payment.map(|it| cx.model.provision(it)) {
        finding.label(payment.name_span, "the payment");
    }
    finding.counterexample(format!(
        "{} attacks, and the banks of {whom} are shut: the payment is not made, and nobody owes {whom} the help",
        attacker(cx.model)
    ));
    finding.help(
        "take the payment out of the promise, and let a default go to the forum of the treaty: `disputes { negotiation \
         within 90 days then arbitration }`",
    );
    finding.help("or keep what an attack has set off: owe the help first, and settle the sum after it");
}
