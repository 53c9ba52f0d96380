//! What can't be undone comes first, and what was promised for it comes after.

use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::verb;
use crate::model::{
    Condition, ConditionKind, GateKind, Occasion, OccasionKind, Provision, ProvisionId, RefTarget, StepOrder,
};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind, State};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// No duty or guarantee of one side waits until the other side has done what it can't undo: a cession, a destruction,
    /// a disarmament, or a step that a sequence calls `irreversible`. Where both acts can't be undone, or the same side owes
    /// both, the order is left to the parties.
    ///
    /// ## Why it matters
    /// Whoever has given up land or weapons has nothing left to hold back. If the other side then does not give its part,
    /// nothing can be restored. The side that goes first loses, mostly the beneficiary.
    ///
    /// ## Precedent
    /// Ukraine gave up the nuclear weapons on its territory by 1996; the assurances of 1994 that it had for them could be
    /// broken at any time, and were in 2014.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation give-up-missiles { UKR shall destroy missiles }
    /// guarantee protection {
    ///     upon completion of give-up-missiles  #~ irreversible-first: `protection` waits for `give-up-missiles`, which can't be undone
    ///     USA shall defend UKR
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation give-up-missiles {
    ///     UKR shall destroy missiles
    ///     within 12 months after entry into force
    /// }
    /// guarantee protection {
    ///     upon entry into force
    ///     USA shall defend UKR
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on Security Assurances, Budapest (1994)
    "timing/irreversible-first" {
        summary: "what can't be undone comes first, and what was promised for it comes after",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

/// What can't be taken back once it is done.
const IRREVERSIBLE: &[&str] =
    &["cede", "demobilise", "demolish", "destroy", "disarm", "disband", "dismantle", "scrap", "surrender"];

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let final_acts: FxHashSet<ProvisionId> =
        cx.model.own_provisions().filter(|it| is_irreversible(cx, it)).map(|it| it.id).collect();
    if final_acts.is_empty() {
        return;
    }
    let mut told = FxHashSet::default();
    for waiting in cx.model.own_provisions().filter(|it| !final_acts.contains(&it.id)) {
        let mut waits: Vec<(RefTarget, Span)> = Vec::new();
        awaited(waiting, &mut |target, span| waits.push((target, span)));
        for step in cx.model.steps.iter().filter(|it| it.file == cx.model.file) {
            let orders = matches!(step.order, StepOrder::Before | StepOrder::Requires);
            if orders && step.second == Some(RefTarget::Provision(waiting.id)) {
                waits.push((step.first, step.span));
            }
        }
        let first = waits.iter().find_map(|(target, span)| match target {
            RefTarget::Provision(id) if final_acts.contains(id) => Some((cx.model.provision(*id), *span)),
            _ => None,
        });
        let Some((act, span)) = first else { continue };
        if gives_in_return(cx, waiting, act) && told.insert(waiting.id) {
            report(cx, sink, span, act, waiting);
        }
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, place: Span, act: &Provision<'_>, waiting: &Provision<'_>) {
    let (act_called, waiting_called) = (called(act), called(waiting));
    let finding = sink.report(place, format!("{waiting_called} waits for {act_called}, which can't be undone"));
    finding.label(act.name_span, "can't be undone");
    finding.label(waiting.name_span, "comes only then");
    let gives = cx.model.names(&cx.facts.bearers(waiting.id, None));
    let gave = cx.model.names(&cx.facts.bearers(act.id, None));
    let others = if gives.is_empty() { "the other side".to_owned() } else { gives };
    finding.counterexample(format!(
        "{gave} performs {act_called}, and {others} does not give {waiting_called}: nothing restores what was given up"
    ));
    finding.help(format!("turn the order round: let {act_called} wait until {waiting_called} is in force"));
    finding.help("or go by stages, each of which the other side answers before the next");
}

/// Whether somebody owes an act that can't be undone.
fn is_irreversible(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    let declared = cx
        .model
        .steps
        .iter()
        .any(|it| it.order == StepOrder::Irreversible && it.first == RefTarget::Provision(provision.id));
    let act = provision.kind.is_norm()
        && provision.sentences.iter().any(|it| {
            it.modal.is_some_and(|it| force(it) == (OperativeForce::Duty, false))
                && verb(it.verb).is_some_and(|it| IRREVERSIBLE.contains(&it.word))
        });
    declared || act
}

/// Whether others than those who go first owe something under what waits.
fn gives_in_return(cx: &CheckContext<'_>, waiting: &Provision<'_>, act: &Provision<'_>) -> bool {
    let gives = waiting.kind.is_norm() && waiting.kind != ProvisionKind::Prohibition
        || matches!(waiting.kind, ProvisionKind::Deployment | ProvisionKind::Supply | ProvisionKind::Trigger);
    let first = cx.facts.bearers(act.id, None);
    match waiting.kind {
        ProvisionKind::Trigger => !cx.facts.answers().to(waiting.id).is_empty(),
        _ => gives && cx.facts.bearers(waiting.id, None).iter().any(|it| !first.contains(it)),
    }
}

/// What must have been done before a provision is live.
fn awaited(provision: &Provision<'_>, found: &mut dyn FnMut(RefTarget, Span)) {
    let occasion = |it: &Occasion<'_>, found: &mut dyn FnMut(RefTarget, Span)| {
        if let OccasionKind::Phase(Phase::Completion, target) | OccasionKind::State(target, State::Fulfilled) = it.kind
        {
            found(target, it.span);
        }
    };
    for occasions in &provision.upon {
        occasions.any.iter().flatten().for_each(|it| occasion(it, found));
    }
    for gate in &provision.gates {
        match &gate.kind {
            GateKind::Upon(occasions) => occasions.any.iter().flatten().for_each(|it| occasion(it, found)),
            GateKind::If(conditions) => conditions.each(&mut |it: &Condition<'_>| {
                if let ConditionKind::State(target, State::Fulfilled, _) = it.kind
                    && !it.negated
                {
                    found(target, it.span);
                }
            }),
            _ => {}
        }
    }
}
