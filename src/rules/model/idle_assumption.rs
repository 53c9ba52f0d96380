//! Somebody is assumed to attack or to act with an attacker, and has no part in the text.

use crate::model::{ActorId, ActorSet, Treaty};
use crate::rules::prelude::*;
use crate::source::Span;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// Whoever is assumed to act with an attacker has a part in the text: it votes, it bears something, it is attacked, or
    /// the text names it. The same holds for an attacker that the text does not declare.
    ///
    /// ## Why it matters
    /// Such an assumption changes no answer, and looks as if it had been tested. Mostly a name is meant that the text writes
    /// otherwise (`SUN` for `RUS`), or a seat in a body that the state did not have in the year of the text. The rule serves
    /// whoever reads the result.
    ///
    /// ## Precedent
    /// China has had the seat of a permanent member by the same name since 1945, and by another government since 25 October
    /// 1971; the Soviet Union had the one that the Russian Federation has had since 24 December 1991.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party ISR "State of Israel"  is beneficiary
    /// party SYR "Syria"            is signatory
    /// party FRA "French Republic"  is guarantor
    /// assume {
    ///     potential aggressor SYR against ISR
    ///     RUS votes with SYR  #~ idle-assumption: `RUS` has no part in this text
    /// }
    /// trigger attack {
    ///     on armed-attack against ISR
    ///     decided by FRA
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party ISR "State of Israel"  is beneficiary
    /// party SYR "Syria"            is signatory
    /// party FRA "French Republic"  is guarantor
    /// assume {
    ///     potential aggressor SYR against ISR
    ///     RUS votes with SYR
    /// }
    /// trigger attack {
    ///     on armed-attack against ISR
    ///     decided by UNSC
    /// }
    /// ```
    ///
    /// ## References
    /// - General Assembly resolution 2758 (XXVI) of 25 October 1971
    "model/idle-assumption" {
        summary: "an assumed attacker, or one aligned with it, has no part in the text",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let threat = &model.threat;
    let declared = |id: ActorId| model.actor(id).file == model.file && !model.actor(id).prelude;
    let mut asked: Vec<(ActorId, Span)> = Vec::new();
    for it in &threat.aggressors {
        if let Some(span) = it.span.filter(|_| !declared(it.actor)) {
            asked.push((it.actor, span));
        }
    }
    let assumed = threat.votes_with.iter().map(|it| (it.0, it.2)).chain(threat.controls.iter().map(|it| (it.1, it.2)));
    asked.extend(assumed.filter(|it| it.1 != Span::NOWHERE));
    if asked.is_empty() {
        return;
    }
    let seated = seated(cx);
    let lines: Vec<Span> = asked.iter().map(|it| it.1).collect();
    let mut told = ActorSet::new();
    for (id, span) in asked {
        if told.contains(&id) || seated.contains(&id) || is_named(model, id, &lines) {
            continue;
        }
        told.push(id);
        let name = model.name(id);
        let finding = sink.report(span, format!("`{name}` has no part in this text: neither a vote nor an obligation"));
        finding.here("the assumption has no effect");
        finding.help(format!(
            "if the text calls that State otherwise, use the name of the text; if it has no part in it, strike the \
             assumption, or declare it: `state {name} \"…\"`"
        ));
    }
}

/// Everybody who has a part: signs, bears a role, bears or votes on something, is attacked.
fn seated(cx: &CheckContext<'_>) -> FxHashSet<ActorId> {
    let model = cx.model;
    let all = (0..model.actors.len() as u32).map(ActorId);
    let mut seated: FxHashSet<ActorId> = all
        .filter(|it| {
            let actor = model.actor(*it);
            actor.signs || actor.roles != crate::model::Roles::default() || actor.controlled_by.is_some()
        })
        .collect();
    seated.extend(model.threat.cases.iter().filter_map(|it| it.victim));
    for control in cx.facts.controls() {
        seated.extend(cx.facts.players(control));
    }
    seated.extend(cx.facts.bearing());
    seated
}

/// Whether the text names somebody outside the assumptions.
fn is_named(model: &Treaty<'_>, id: ActorId, assumptions: &[Span]) -> bool {
    model.uses.iter().any(|it| {
        it.target == crate::model::RefTarget::Actor(id) && !assumptions.iter().any(|line| line.contains(it.span))
    })
}
