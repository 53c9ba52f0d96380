//! A guarantor has promised the assumed aggressor help, or peace.

use crate::analysis::forces::object_class;
use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::{ObjectClass, VerbClass, verb};
use crate::model::{ActorId, ActorSet, Case, DetailKind, GateKind, Object, Provision, Sentence};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{called, is_mutual};
use crate::syntax::ast::RoleGroup;

declare_rule! {
    /// ## What it checks
    /// No guarantor owes the assumed aggressor help, nor a renunciation of force that makes no exception: in this text,
    /// or in an instrument that it reads. Alliances in which every party guarantees all are left alone; so is a ban on
    /// force with an `unless`.
    ///
    /// ## Why it matters
    /// On the day of the attack such a guarantor breaks one promise or the other, and it will choose. The aggressor
    /// quotes the pact at the table; the victim learns of it too late.
    ///
    /// ## Precedent
    /// From 1932 Poland had a pact of non-aggression with the Soviet Union, which by its treaty of August 1939 owed
    /// Germany neutrality whoever was attacked. Finland's pact of 1932 had a clause by which it could be denounced, and
    /// was.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party CHN "People's Republic"   is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// prohibition peace {
    ///     CHN shall not use armed-force  #~ parties/guarantor-bound-to-aggressor: `peace` bars `CHN`
    ///     against RUS
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party CHN "People's Republic"   is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// prohibition peace {
    ///     CHN shall not use armed-force
    ///     against RUS
    ///     unless armed-attack by RUS against UKR found by CHN
    /// }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations (1945), article 51
    "parties/guarantor-bound-to-aggressor" {
        summary: "a guarantor has promised the assumed aggressor help, or peace",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// What somebody owes one who may attack.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TieToAttacker {
    Help,
    Peace,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    if model.threat.cases.is_empty() || is_mutual(model) {
        return;
    }
    let guarantors = model.bearers_of(RoleGroup::Guarantors);
    for provision in &model.provisions {
        for sentence in &provision.sentences {
            let Some(bearer) = sentence.bearer.as_ref().filter(|it| !model.depends_on_case(it)) else { continue };
            let owing = model.members(bearer, None);
            let tied = model.threat.cases.iter().find_map(|case| {
                let tie = tie(cx, provision, sentence, case)?;
                let free = |it: &ActorId| guarantors.binary_search(it).is_ok() && case.is_third(*it);
                let bound: ActorSet = owing.iter().copied().filter(free).collect();
                (!bound.is_empty()).then_some((case, tie, bound))
            });
            if let Some((case, tie, bound)) = tied {
                report(cx, sink, provision, sentence, case, tie, &bound);
            }
        }
    }
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    sentence: &Sentence<'_>,
    case: &Case,
    tie: TieToAttacker,
    bound: &[ActorId],
) {
    let model = cx.model;
    let several = bound.len() > 1;
    let guarantor = if several { "guarantors" } else { "a guarantor" };
    let attacker = model.name(case.attacker);
    let victim = case.victim.map_or("the victim", |it| model.name(it));
    let (named, who) = (called(provision), quoted(cx, bound));
    let message = match tie {
        TieToAttacker::Help => {
            format!("{named} obliges {who}, {guarantor} of `{victim}`, to help `{attacker}`, which may attack it")
        }
        TieToAttacker::Peace => format!(
            "{named} bars {who}, {guarantor} of `{victim}`, from force against `{attacker}`, which may attack it, without \
             exception"
        ),
    };
    let finding = sink.report(sentence.span, message);
    if let Some(span) = case.span {
        finding.label(span, "assumed here");
    }
    let list = model.names(bound);
    finding.counterexample(format!(
        "{attacker} attacks {victim} and reminds {list} of {named}: one of the two promises is broken, whatever {} do{}",
        if several { "they" } else { "it" },
        if several { "" } else { "es" }
    ));
    finding.help(format!(
        "let the one promise give way to the other: `unless armed-attack by {attacker} against {victim}`"
    ));
    finding.help(format!(
        "or say that the guarantee prevails: `relation {{ prevails over {} }}`",
        provision.name_or_kind()
    ));
}

/// What a sentence promises the attacker.
fn tie(
    cx: &CheckContext<'_>,
    provision: &Provision<'_>,
    sentence: &Sentence<'_>,
    case: &Case,
) -> Option<TieToAttacker> {
    let model = cx.model;
    let (owed, negative) = force(sentence.modal?);
    let excepted = provision.gates.iter().any(|it| matches!(it.kind, GateKind::Unless(_) | GateKind::If(_)));
    if !matches!(owed, OperativeForce::Duty | OperativeForce::Effort) || excepted {
        return None;
    }
    let to_attacker = |objects: &[Object<'_>]| {
        objects.iter().any(|it| match it {
            Object::Actors(actors) if !model.depends_on_case(actors) => {
                let members = model.members(actors, None);
                members.contains(&case.attacker) && !case.victim.is_some_and(|it| members.contains(&it))
            }
            _ => false,
        })
    };
    let meaning = verb(sentence.verb);
    let aids = meaning.is_some_and(|it| it.class == VerbClass::Aid && it.word != "close");
    if aids && !negative && to_attacker(&sentence.objects) {
        return Some(TieToAttacker::Help);
    }
    let against = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Against(objects) => to_attacker(objects),
        _ => false,
    });
    let is_force = |it: &Object<'_>| matches!(it, Object::Word(word) if object_class(word) == Some(ObjectClass::Force));
    let forceful = sentence.objects.iter().any(is_force);
    let attacks = meaning.is_some_and(|it| matches!(it.word, "attack" | "invade")) && to_attacker(&sentence.objects);
    let refrains = meaning.is_some_and(|it| it.class == VerbClass::Refrain);
    let renounces = forceful && against && negative != refrains;
    let bars = renounces || negative && attacks;
    bars.then_some(TieToAttacker::Peace)
}
