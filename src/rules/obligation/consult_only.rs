//! The strongest duty that answers an attack is to talk, or to ask others.

use crate::analysis::instrument::settles_neutrality;
use crate::analysis::{Graded, Strength};
use crate::model::{ActorId, ConditionKind, Events, GateKind, Provision, Treaty, vocabulary::event};
use crate::rules::prelude::*;
use crate::rules::wording::{called, called_all, occasion, promisers, protected, words_before};
use crate::syntax::ast::{ProvisionKind, RoleGroup};

declare_rule! {
    /// ## What it checks
    /// For each assumed attacker, over all triggers that speak of its attacks, the strongest duty that depends on one is more
    /// than a duty to consult (S1) or to seek action of another body (S2). Rights are no duties. Duties that depend on no
    /// trigger, such as yearly aid, do not answer an attack and are not counted.
    ///
    /// Talks are talks under whatever name: `hold consultations`, `enter "into negotiations"`, `examine "the situation"`,
    /// help `by diplomacy` alone. A word that is not known counts for nothing more.
    ///
    /// A neutrality that others respect protects as a guarantee does: there the answer to a violation is looked at.
    ///
    /// ## Why it matters
    /// A text may be long on principles and still owe, in the hour of the attack, no more than a meeting. The protected
    /// State should know that before it disarms; the others should not be praised for a promise that they did not give.
    ///
    /// ## Precedent
    /// The memorandum of Budapest of 1994 answers an aggression in which nuclear weapons are used with recourse to the Security
    /// Council, where three of the four who signed have a veto, and other questions with consultations. The agreement of the United States and Ukraine of
    /// June 2024 has the parties meet after an attack, where possible within 24 hours.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by determination of UKR
    /// }
    /// obligation meet {  #~ consult-only: the strongest commitment upon an attack is a duty to consult (S1)
    ///     upon attack
    ///     USA shall consult UKR
    ///     within 24 hours
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by determination of UKR
    /// }
    /// obligation meet {
    ///     upon attack
    ///     USA shall consult UKR
    ///     within 24 hours
    /// }
    /// obligation supply-arms {
    ///     upon attack
    ///     USA shall supply UKR
    ///     within 7 days
    ///     by ammunition, air-defence
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on Security Assurances, Budapest (1994), paragraphs 4 and 6
    /// - Bilateral security agreement of the United States and Ukraine (13 June 2024)
    "obligation/consult-only" {
        summary: "the strongest duty upon an attack is to consult, or to ask others",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, HomeParliament],
        check: check,
    }
}

/// Each assumed attacker is asked about by itself: help against one is none against another.
fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut attackers: Vec<Option<ActorId>> = cx.model.threat.cases.iter().map(|it| Some(it.attacker)).collect();
    attackers.sort_unstable();
    attackers.dedup();
    if attackers.is_empty() {
        attackers.push(None);
    }
    let mut reported = Vec::new();
    for attacker in attackers {
        let Some(found) = talks(cx, attacker) else { continue };
        if !reported.contains(&found.first.id) {
            reported.push(found.first.id);
            report(cx, sink, &found, attacker);
        }
    }
}

/// What there is on an attack, where that is no more than talks.
struct Talks<'t, 'm> {
    /// The strongest of it.
    first: &'t Provision<'m>,
    all: Vec<&'t Provision<'m>>,
    strongest: Graded,
}

/// Nothing, if something more is owed on an attack by an actor.
fn talks<'t, 'm>(cx: &CheckContext<'m>, attacker: Option<ActorId>) -> Option<Talks<'t, 'm>>
where
    'm: 't,
{
    let model = cx.model;
    // Without anybody who guarantees, and without a neutrality that others respect, only an attack shows that protection is meant.
    let protects = !model.bearers_of(RoleGroup::Guarantors).is_empty() || settles_neutrality(model);
    let answers = cx.facts.answers();
    let mut talks: Vec<&Provision<'_>> = Vec::new();
    for provision in model.own_provisions().filter(|it| speaks_of(model, it, attacker)) {
        let duty = match provision.kind {
            ProvisionKind::Trigger => answers.duty(provision.id),
            _ if answers_event(provision) => cx.facts.strength(provision.id).written.duty.map(|it| it.low),
            _ => continue,
        };
        if duty > Some(Strength::Right) {
            return None;
        }
        if duty.is_some() && (protects || on_attack(provision)) {
            let direct = answers.to(provision.id).iter().map(|id| model.provision(*id));
            talks.extend(direct.chain([provision]).filter(|it| is_talk(cx, it)));
        }
    }
    talks.sort_by_key(|it| it.id);
    talks.dedup_by_key(|it| it.id);
    let strength = |it: &&Provision<'_>| cx.facts.strength(it.id).written.duty;
    // What may be more than talks is told first.
    let strongest = talks.iter().filter_map(strength).max_by_key(|it| (it.high, it.low))?;
    let first = *talks.iter().find(|it| strength(it) == Some(strongest))?;
    Some(Talks { first, all: talks, strongest })
}

/// Whether the events of a provision may be those of an attacker; who waits for none speaks of every attack.
fn speaks_of(model: &Treaty<'_>, provision: &Provision<'_>, attacker: Option<ActorId>) -> bool {
    let Some(attacker) = attacker else { return true };
    let may_be = |it: &Events<'_>| {
        it.by.as_ref().is_none_or(|by| {
            let named = model.resolve(by, None);
            named.actors.contains(&attacker) || named.open || named.unknown || model.depends_on_case(by)
        })
    };
    provision.events.is_empty() || provision.events.iter().any(|it| may_be(it))
}

/// Whether a provision answers an event by its own clauses, without a trigger: `if armed-attack …`.
fn answers_event(provision: &Provision<'_>) -> bool {
    if matches!(provision.kind, ProvisionKind::Consultation | ProvisionKind::Rung) && !provision.events.is_empty() {
        return true;
    }
    let mut found = false;
    for gate in provision.gates.iter().filter(|_| provision.kind.is_norm()) {
        if let GateKind::If(conditions) = &gate.kind {
            conditions.each(&mut |it| found |= !it.negated && matches!(it.kind, ConditionKind::Events(_)));
        }
    }
    found
}

/// Whether a provision opens on an attack.
fn on_attack(provision: &Provision<'_>) -> bool {
    let mut attack = false;
    words_before(provision, &mut |word, _| attack |= event(word).is_some_and(|it| it.attack));
    attack
}

/// Whether a provision owes no more than talks or an appeal to others.
fn is_talk(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    cx.facts.strength(provision.id).written.duty.is_some_and(|it| it.low < Strength::Right)
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, found: &Talks<'_, '_>, by: Option<ActorId>) {
    let Talks { first, all: talks, strongest } = found;
    let is = match (strongest.why, strongest.low) {
        (Some(_), _) => "not known to exceed consultation",
        (None, Strength::Expectation) => "to say something",
        (None, low) => low.title(),
    };
    let model = cx.model;
    let violated = model.bearers_of(RoleGroup::Guarantors).is_empty() && !talks.iter().any(|it| on_attack(it));
    let opened = || talks.iter().flat_map(|it| cx.facts.opened_by(it.id)).any(|it| on_attack(model.provision(it)));
    let what = if violated && !opened() { "a violation" } else { "an attack" };
    let finding = sink.report(first.name_span, format!("the strongest commitment upon {what} is {is} ({strongest})"));
    if let Some(doubt) = strongest.why {
        finding.label(doubt.span, format!("cannot be determined: {} this", doubt.about));
    }
    let strength = cx.facts.strength(first.id);
    finding.label(strength.modal, "no more is owed");
    for other in talks.iter().filter(|it| it.id != first.id).take(3) {
        finding.label(other.name_span, "nor here");
    }
    let attacker = by.map_or("a State", |it| cx.model.name(it));
    let protected = protected(cx.model);
    let done = match strongest.low {
        Strength::Expectation => "express concern",
        Strength::Consult => "meet and consult",
        _ => "appeal to another body",
    };
    let kept = called_all(talks.iter().copied().take(3));
    let are = if talks.len() == 1 { "is" } else { "are" };
    finding.counterexample(format!(
        "{attacker} attacks {protected}: the States bound {done}; {kept} {are} performed, and no more is owed"
    ));
    let (upon, condition) = when(cx, first);
    let bearers = if promisers(cx.model) == "guarantors" { "guarantors" } else { "the others" };
    finding.help(format!(
        "add a duty of determinate content (S5): `obligation assist {{ {upon}each of {bearers} shall assist {protected} \
         by weapons, ammunition, intelligence{condition} }}`"
    ));
    finding.help(format!(
        "or one that leaves the means free above a minimum (S4): `obligation assist {{ {upon}each of {bearers} shall \
         assist {protected} by intelligence, funding discretion as-deemed-necessary{condition} }}`"
    ));
    finding.help(format!("if no more is meant, do not call it a guarantee: name {} for what it is", called(first)));
}

/// On what a new duty hangs if it depends on the same: an occasion, or a condition.
fn when(cx: &CheckContext<'_>, talk: &Provision<'_>) -> (String, String) {
    if let Some(first) = talk.upon.first() {
        return (format!("upon {} ", occasion(cx.model, first)), String::new());
    }
    match talk.gates.iter().find(|it| matches!(it.kind, GateKind::If(_))) {
        Some(gate) => (String::new(), format!(" {}", cx.model.quoted(gate.span))),
        None => ("upon attack ".to_owned(), String::new()),
    }
}
