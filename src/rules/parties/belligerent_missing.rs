//! A cease-fire does not bind somebody who fights.

use crate::model::{ActorId, ActorKind, ActorSet, Case, DetailKind, Provision, Treaty};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Each of those between whom a cease-fire holds signs the text; forces among them are controlled by somebody who
    /// does. And whoever is assumed to attack one of them is itself bound by the cease-fire, or controls forces that
    /// are.
    ///
    /// ## Why it matters
    /// A cease-fire holds between those who are bound by it. The one who is not goes on, and the one who is must choose
    /// between its signature and its defence.
    ///
    /// ## Precedent
    /// The Republic of Korea did not sign the armistice of 1953. The Minsk texts of 2014 and 2015 spoke of armed
    /// formations, and left the State that controlled them without a duty.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"
    /// state RUS "Russian Federation"
    /// ceasefire truce {
    ///     kind general
    ///     between UKR, RUS  #~ parties/belligerent-missing: `truce` is to bind `RUS`, which does not sign the text
    ///     starts 2027-01-01T00:00 Europe/Kyiv
    ///     prohibits "artillery fire"
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"
    /// party RUS "Russian Federation"
    /// ceasefire truce {
    ///     kind general
    ///     between UKR, RUS
    ///     starts 2027-01-01T00:00 Europe/Kyiv
    ///     prohibits "artillery fire"
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement concerning a military armistice in Korea (1953)
    "parties/belligerent-missing" {
        summary: "a cease-fire does not bind somebody who fights",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    for truce in model.own_provisions().filter(|it| it.kind == ProvisionKind::Ceasefire) {
        let between = truce.details.iter().find_map(|it| match &it.kind {
            DetailKind::Between(actors) => Some((it.span, model.resolve(actors, None))),
            _ => None,
        });
        let Some((span, sides)) = between.filter(|it| !it.1.leaves_open()) else { continue };
        let absent: ActorSet = sides.actors.iter().copied().filter(|it| !is_bound(model, *it)).collect();
        if !absent.is_empty() && model.actors.iter().any(|it| it.signs) {
            unsigned(cx, sink, truce, span, &absent);
        }
        let fights = |case: &&Case| {
            let meets = case.victim.is_some_and(|it| sides.actors.contains(&it));
            meets && !case.bloc.iter().any(|it| sides.actors.contains(it))
        };
        if let Some(case) = model.threat.cases.iter().find(fights) {
            left_out(cx, sink, truce, span, case);
        }
    }
}

/// A side does not sign.
fn unsigned(cx: &CheckContext<'_>, sink: &mut Sink<'_>, truce: &Provision<'_>, span: Span, absent: &[ActorId]) {
    let model = cx.model;
    let does = if absent.len() > 1 { "do" } else { "does" };
    let who = crate::rules::play::quoted(cx, absent);
    let named = called(truce);
    let finding = sink.report(span, format!("{named} is to bind {who}, which {does} not sign the text"));
    for id in absent.iter().take(3).filter(|it| model.actor(**it).file == model.file) {
        finding.label(model.actor(*id).span, "no party to this text");
    }
    let list = model.names(absent);
    let them = if absent.len() > 1 { "them" } else { "it" };
    finding.counterexample(format!("the fire goes on from the side of {list}: no text binds {them}"));
    let first = model.actor(absent[0]);
    if first.kind == ActorKind::Forces {
        finding.help(format!(
            "bind the one who controls them: `forces {} \"{}\" controlled by …`, and let that one sign",
            first.name,
            model.title(absent[0])
        ));
    } else {
        finding.help(format!("let it sign: `party {} \"{}\" is signatory`", first.name, model.title(absent[0])));
    }
}

/// One who may attack is no side.
fn left_out(cx: &CheckContext<'_>, sink: &mut Sink<'_>, truce: &Provision<'_>, span: Span, case: &Case) {
    let model = cx.model;
    let (attacker, named) = (model.name(case.attacker), called(truce));
    let victim = case.victim.map_or("a side", |it| model.name(it));
    let finding = sink.report(span, format!("`{attacker}` is assumed to attack `{victim}`, and is no side of {named}"));
    if let Some(assumed) = case.span {
        finding.label(assumed, "assumed here");
    }
    finding.counterexample(format!("{attacker} attacks {victim}: {named} does not bind it, and is not broken"));
    finding.help(format!("name it among the sides, and let it sign: `between {victim}, {attacker}`"));
}

/// Whether somebody signs, or acts for one who does.
fn is_bound(model: &Treaty<'_>, id: ActorId) -> bool {
    let actor = model.actor(id);
    // A name that the draft does not declare is another finding.
    if actor.signs || actor.prelude || matches!(actor.kind, ActorKind::Organization | ActorKind::Body) {
        return true;
    }
    let stated = actor.controlled_by.iter().flat_map(|it| model.members(it, None));
    let assumed = model.threat.controls.iter().filter(|it| it.1 == id).map(|it| it.0);
    stated.chain(assumed).any(|it| model.actor(it).signs)
}
