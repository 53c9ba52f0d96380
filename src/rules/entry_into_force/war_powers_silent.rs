//! A guarantor is to use armed force, and the text is silent on who at home decides on that.

use crate::analysis::strength::{Binding, binds};
use crate::analysis::{Strength, bearers};
use crate::model::vocabulary::{DiscretionKind, MeansMeaning, VerbSense, discretion, means, verb};
use crate::model::{
    ActorId, ActorKind, ActorSet, Decision, DetailKind, GateKind, Object, Provision, Sentence, Treaty, VoteKind,
};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{Act, Modal, RoleGroup};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// Where guarantors owe armed force once an event has come, the text says how the decision of each of them to use
    /// it is taken: the approval of an organ (`subject to approval of GBR by "Parliament"`), constitutional processes
    /// as the measure of the duty, or a permission by which nobody has to use armed force without its consent.
    /// Organizations are left alone.
    ///
    /// ## Why it matters
    /// In most States it is not the government alone that goes to war. A treaty that is silent leaves it to the day of
    /// the attack whether the vote comes first, and whether a vote against breaks the treaty. The parliament learns
    /// that it has promised; the beneficiary, that it has not. The finding is of use to guarantors and to their
    /// parliaments.
    ///
    /// ## Precedent
    /// Article 11 of the North Atlantic Treaty and article IV of the treaty of Australia, New Zealand and the United
    /// States refer to constitutional processes; article 20 of the treaty of Rio frees every State from using armed
    /// force without its consent.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"         is beneficiary
    /// party GBR "United Kingdom"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by automatic
    /// }
    /// obligation defend {
    ///     upon attack
    ///     GBR shall assist UKR
    ///     by armed-force  #~ entry-into-force/war-powers-silent: `defend` obliges `GBR` to use armed force
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"         is beneficiary
    /// party GBR "United Kingdom"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by automatic
    /// }
    /// obligation supplies {
    ///     upon attack
    ///     GBR shall supply UKR
    ///     by weapons, intelligence
    /// }
    /// obligation defend {
    ///     upon attack
    ///     GBR shall assist UKR
    ///     by armed-force
    ///     subject to approval of GBR by "Parliament" within 72 hours
    /// }
    /// ```
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 11; Inter-American Treaty of Reciprocal Assistance (1947), article 20
    "entry-into-force/war-powers-silent" {
        summary: "armed force is owed, and nothing says who at home decides on it",
        level: Advice,
        since: "0.1.0",
        set: Strict,
        serves: [Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut found: Vec<(&Provision<'_>, Span, ActorSet)> = Vec::new();
    let freed = freed(model);
    for provision in model.own_provisions().filter(|it| it.kind.is_norm()) {
        let duty = cx.facts.strength(provision.id).written.duty.is_some_and(|it| it.low >= Strength::SelfJudged);
        if !duty || !cx.facts.is_set_off(provision.id) || binds(model, provision) == Binding::No {
            continue;
        }
        let Some(span) = armed(provision).filter(|_| !is_told(model, provision)) else { continue };
        let guarantees = |it: &ActorId| {
            let actor = model.actor(*it);
            let attacks = model.threat.aggressors.iter().any(|aggressor| aggressor.actor == *it);
            actor.kind == ActorKind::State
                && actor.roles.contains(RoleGroup::Guarantors)
                && !attacks
                && !freed.contains(it)
        };
        let mut who: ActorSet = bearers(provision).flat_map(|it| model.members(it, None)).filter(guarantees).collect();
        who.sort_unstable();
        who.dedup();
        if !who.is_empty() {
            found.push((provision, span, who));
        }
    }
    // One silence, told once, with the first duty.
    let Some((provision, span, who)) = found.first() else { return };
    let named = called(provision);
    let also = match &found[1..] {
        [] => String::new(),
        [other] => format!(" (as does {})", called(other.0)),
        others => format!(" (as do {} others)", others.len()),
    };
    let their = if who.len() > 1 { "their" } else { "its" };
    let message = format!(
        "{named} obliges {} to use armed force{also}, and the text is silent on {their} constitutional procedures",
        quoted(cx, who)
    );
    let finding = sink.report(*span, message);
    finding.here("a decision on war");
    let first = model.name(who[0]);
    finding.counterexample(format!(
        "the event has come and the parliament of {first} votes against: {first} says that its constitution excuses it, \
         the others that {named} is broken"
    ));
    finding.help(format!(
        "name the organ, and the time that it has: `subject to approval of {first} by \"Parliament\" within 72 hours`"
    ));
    finding.help("let supplies and intelligence be owed without a vote, in a duty of their own");
    finding.help("or leave it to each, and say so: `discretion constitutional-processes`");
}

/// Where armed force is asked for by its name.
fn armed(provision: &Provision<'_>) -> Option<Span> {
    let uses = provision.sentences.iter().filter(|it| verb(it.verb).is_some_and(|it| it.sense == VerbSense::Light));
    let named: Vec<_> = provision.means().chain(uses.flat_map(|it| &it.objects)).collect();
    let first = |wanted: fn(&MeansMeaning) -> bool| {
        named.iter().find_map(|it| match it {
            Object::Word(word) if means(word.text).is_some_and(wanted) => Some(word.span),
            _ => None,
        })
    };
    // Troops weigh more than aircraft.
    first(|it| it.armed && it.presence && !it.open).or_else(|| first(|it| it.armed && !it.open))
}

/// Whether a provision leaves room for what a constitution asks for.
fn is_told(model: &Treaty<'_>, provision: &Provision<'_>) -> bool {
    let constitutional = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Discretion(words) => words.iter().any(|it| discretion(it.text) != Some(DiscretionKind::None)),
        _ => false,
    });
    let approves = |it: &Provision<'_>| {
        let gates = it.gates.iter().any(|it| matches!(&it.kind, GateKind::Decision(decision) if approval(decision)));
        gates || it.decided.as_ref().is_some_and(|it| approval(&it.decision))
    };
    let triggers = provision.upon.iter().flat_map(|it| &it.any).flatten().filter_map(|it| match it.kind {
        crate::model::OccasionKind::Named(crate::model::RefTarget::Provision(id)) => Some(model.provision(id)),
        _ => None,
    });
    constitutional || provision.ambiguity.is_some() || approves(provision) || triggers.into_iter().any(approves)
}

/// Whether an organ at home, or the consent of the one who is bound, is asked for.
fn approval(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::Act { act, organ, .. } => organ.is_some() || matches!(act, Act::Approval | Act::Consent),
        VoteKind::Nested(inner) => approval(inner),
        _ => false,
    })
}

/// Whom the text frees from using armed force.
fn freed(model: &Treaty<'_>) -> FxHashSet<ActorId> {
    let force = |it: &Object<'_>| matches!(it, Object::Word(word) if means(word.text).is_some_and(|it| it.armed));
    let frees = |it: &&Sentence<'_>| it.modal == Some(Modal::NeedNot) && it.objects.iter().any(force);
    let sentences = model.own_provisions().flat_map(|it| &it.sentences).map(|it| &**it).filter(frees);
    sentences.filter_map(|it| it.bearer.as_ref()).flat_map(|it| model.members(it, None)).collect()
}
