//! An exception takes away the whole of a promise.

use crate::analysis::Strength;
use crate::model::{
    ActorSet, Condition, ConditionKind, Conditions, Decision, Event, EventKind, Events, GateKind, Provision,
};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected, untainted};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// No exception of a promise of help (`unless …`, there or in its trigger) holds whenever the promise is called upon: none
    /// names the very events that set it off, and none is for those who owe it to claim, each for itself.
    ///
    /// What nobody judges is reported by `gate/uncontrolled`; a right that frees everybody, by `obligation/empty`.
    ///
    /// ## Why it matters
    /// An exception is written for the rare case. If it is there in every case, or in each case in which a bearer says so, it is
    /// the rule, and the promise is a permission with a preface. The beneficiary loses what the first line gave.
    ///
    /// ## Precedent
    /// Article 42(7) of the Treaty on European Union obliges the members to aid and assist a member that is attacked, and does
    /// not prejudice the specific character of the defence policy of certain members; what it leaves of the duty each of these
    /// says for itself. Article 20 of the treaty of Rio (1947) is narrower: it takes armed force alone out of what is owed.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    ///     unless "its defence policy stands against it" as found by each of guarantors
    ///     #~^ carve-out-swallows: `FRA` and `GBR` can each claim the exception of `assist`
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// permission no-troops {
    ///     upon attack
    ///     each of guarantors need not use armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty on European Union, article 42(7)
    /// - Inter-American Treaty of Reciprocal Assistance (1947), article 20
    "obligation/carve-out-swallows" {
        summary: "an exception takes away the whole of a promise",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions() {
        let promises =
            matches!(provision.kind, ProvisionKind::Obligation | ProvisionKind::Guarantee | ProvisionKind::Assurance);
        if !promises
            || provision.ambiguity.is_some()
            || cx.facts.strength(provision.id).asks() < Some(Strength::SelfJudged)
        {
            continue;
        }
        let triggers = cx.facts.opened_by(provision.id);
        let openers: Vec<&Provision<'_>> = triggers.iter().map(|id| cx.model.provision(*id)).collect();
        let own = openers.iter().copied().filter(|it| cx.model.is_own(it));
        for holder in own.chain([provision]) {
            for conditions in exceptions(holder) {
                one(cx, sink, provision, &openers, conditions);
            }
        }
    }
}

/// What closes a promise.
fn exceptions<'a>(provision: &'a Provision<'a>) -> impl Iterator<Item = &'a Conditions<'a>> {
    provision.gates.iter().filter_map(|it| match &it.kind {
        GateKind::Unless(conditions) => Some(conditions),
        _ => None,
    })
}

/// Looks at each exception that stands alone; of several that must all hold, none takes everything.
fn one<'a>(
    cx: &CheckContext<'a>,
    sink: &mut Sink<'_>,
    provision: &'a Provision<'a>,
    openers: &[&'a Provision<'a>],
    conditions: &'a Conditions<'a>,
) {
    for all in &conditions.any {
        let [condition] = &all[..] else { continue };
        if condition.negated {
            continue;
        }
        if let Some(event) = always(cx, openers, condition) {
            takes_all(cx, sink, provision, condition.span, event);
            continue;
        }
        let free = freed(cx, provision, condition);
        if !free.is_empty() {
            frees_itself(cx, sink, provision, condition.span, &free);
        }
    }
}

/// The event that sets the promise off, if an exception without a judge or a limit names all that do.
fn always<'a>(cx: &CheckContext<'a>, openers: &[&'a Provision<'a>], condition: &'a Condition<'a>) -> Option<Span> {
    let ConditionKind::Events(excepted) = &condition.kind else { return None };
    let opening: Vec<&Events<'_>> = openers.iter().flat_map(|it| &it.events).map(|it| &**it).collect();
    let unlimited =
        excepted.area.is_none() && excepted.from.is_none() && excepted.through.is_none() && excepted.domains.is_empty();
    if opening.is_empty() || !unlimited || condition.found_by.is_some() {
        return None;
    }
    let named = |event: &Event<'_>| excepted.events.iter().any(|it| same(&it.kind, &event.kind));
    let covers =
        |narrow: Option<&crate::model::Actors<'a>>, wide: Option<&crate::model::Actors<'a>>| match (wide, narrow) {
            (None, _) => true,
            (Some(wide), Some(narrow)) => {
                let (wide, narrow) = (cx.model.resolve(wide, None), cx.model.resolve(narrow, None));
                !narrow.leaves_open()
                    && !narrow.actors.is_empty()
                    && narrow.actors.iter().all(|it| wide.actors.contains(it))
            }
            (Some(_), None) => false,
        };
    let all = opening.iter().all(|events| {
        events.events.iter().all(named)
            && covers(events.by.as_ref(), excepted.by.as_ref())
            && covers(events.against.as_ref(), excepted.against.as_ref())
    });
    all.then(|| opening[0].span)
}

fn same(one: &EventKind<'_>, other: &EventKind<'_>) -> bool {
    match (one, other) {
        (EventKind::Named(one, of), EventKind::Named(other, other_of)) => one == other && of == other_of,
        (EventKind::Words(one), EventKind::Words(other)) => one == other,
        (EventKind::Phase(one, of), EventKind::Phase(other, other_of)) => one == other && of == other_of,
        _ => false,
    }
}

/// The bearers who can each have the exception found against everybody else; nobody, unless all who would help can.
fn freed<'a>(cx: &CheckContext<'a>, provision: &'a Provision<'a>, condition: &'a Condition<'a>) -> ActorSet {
    let decided: Option<&'a Decision<'a>> = match &condition.kind {
        ConditionKind::Decided(decision) => Some(decision),
        _ => condition.found_by.as_deref(),
    };
    let Some(decision) = decided else { return ActorSet::new() };
    let adverse = cx.model.threat.adverse();
    let mut bearers = cx.facts.bearers(provision.id, None);
    bearers.retain(|it| !adverse.contains(it) && cx.model.actor(*it).roles.gives());
    let case = cx.model.threat.cases.first();
    if bearers.iter().all(|it| cx.facts.forces_decision(&[*it], decision, case)) { bearers } else { ActorSet::new() }
}

fn takes_all(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>, span: Span, event: Span) {
    let named = called(provision);
    let finding = sink.report(span, format!("the exception of {named} holds whenever {named} is called upon"));
    finding.here("takes away all that this gives");
    if cx.model.is_own(provision) {
        finding.label(event, "sets it off");
    }
    finding.counterexample(format!(
        "{} attacks {}: the promise takes effect, the exception holds, and {named} is not owed",
        attacker(cx.model),
        protected(cx.model)
    ));
    finding.help("strike the exception, or narrow it: another act, another place, another author");
    finding.help("or say what stays owed: except one means, as a right of its own: `each of guarantors need not use armed-force`");
}

fn frees_itself(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    span: Span,
    free: &[crate::model::ActorId],
) {
    let named = called(provision);
    let each = if free.len() > 1 { "can each" } else { "can" };
    let finding = sink.report(span, format!("{} {each} claim the exception of {named}", quoted(cx, free)));
    finding.here("those who owe it find that they do not");
    let one = cx.model.name(free[0]);
    finding.counterexample(format!(
        "{one} finds that the exception holds: it owes nothing under {named}, and breaks nothing"
    ));
    finding.help(format!("let others find it: `as found by majority of {}`", untainted(cx.model)));
    finding.help("or except one means and keep the rest: `each of guarantors need not use armed-force`");
}
