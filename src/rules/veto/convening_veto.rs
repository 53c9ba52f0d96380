//! A body meets only if a potential aggressor lets it meet.

use crate::analysis::{BlockingMode, Holder, Power, Veto};
use crate::model::Body;
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, promises, quoted, report};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A body of the text is convened by a decision that a potential aggressor or its bloc can keep from being taken;
    /// or the text names nobody to convene it, the body decides something, and its chair is or may be a potential
    /// aggressor: by turns, it presides in the hour that matters.
    ///
    /// ## Why it matters
    /// The best voting rule is idle in a body that does not meet. Whoever presides need not vote against anything: no
    /// date suits. The beneficiary waits for a meeting; the rule serves it and every member that wants the body to
    /// work.
    ///
    /// ## Precedent
    /// The Brussels Treaty of 1948 is the remedy: its Council is convened at once at the request of any party. So is the
    /// North Atlantic Treaty's fourth article, which any party may call upon. Bodies with rotating chairs and no other
    /// way to meet depend on whose turn it is.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party CHE "Swiss Confederation"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// body Commission "joint commission" {
    ///     members UKR, RUS, CHE
    ///     convened by consensus of members  #~ convening-veto: `RUS` can prevent `Commission` from meeting
    ///     decides by majority of members
    /// }
    /// trigger breach-found {
    ///     on ceasefire-breach against UKR
    ///     decided by Commission
    /// }
    /// obligation answer {
    ///     upon breach-found
    ///     CHE shall assist UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party CHE "Swiss Confederation"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// body Commission "joint commission" {
    ///     members UKR, RUS, CHE
    ///     convened by request of any of members
    ///     decides by majority of members
    /// }
    /// trigger breach-found {
    ///     on ceasefire-breach against UKR
    ///     decided by Commission
    /// }
    /// obligation answer {
    ///     upon breach-found
    ///     CHE shall assist UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - Brussels Treaty (1948, as modified in 1954), article VIII(3)
    /// - North Atlantic Treaty (1949), article 4
    "veto/convening-veto" {
        summary: "a body meets only if a potential aggressor agrees",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Convening).filter(|it| it.mode != BlockingMode::StaysAway) {
        let Holder::Body(id) = veto.holder else { continue };
        let name = cx.model.name(id);
        let Some(body) = cx.model.actor(id).body.as_deref() else { continue };
        // A headquarters that only serves has a chair as well, and nothing to meet about.
        if body.convened_by.is_none() && body.rules.is_empty() {
            continue;
        }
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let message = format!("{} can prevent `{name}` from meeting", quoted(cx, &who));
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here(way(body, veto)).counterexample(play_of(cx, veto, body));
        alignments(cx, finding, players(&veto.blockers));
        promises(cx, finding, veto);
        let add = if body.convened_by.is_some() { "write" } else { "add" };
        finding.help(format!("let any member convene it: {add} `convened by request of any of members`"));
        if !patient.others().is_empty() && body.members.is_some() {
            let others = patient.others();
            let few = others.len() <= 3;
            let some = if few { format!("any of {}", cx.model.names(others)) } else { "2 of members".to_owned() };
            finding.help(format!("or let the others convene it: {add} `convened by request of {some}`"));
        }
    }
}

fn way(body: &Body<'_>, veto: &Veto) -> &'static str {
    match (&body.convened_by, &body.chair) {
        (None, Some(chair)) if chair.rotating => "it may preside, and nobody else may convene",
        (None, _) => "it presides, and nobody else may convene",
        _ if veto.mode == BlockingMode::Objects => "one objection prevents the meeting",
        _ => "no meeting without this",
    }
}

fn play_of(cx: &CheckContext<'_>, veto: &Veto, body: &Body<'_>) -> String {
    if body.convened_by.is_some() {
        return play(cx, veto);
    }
    let players = cx.model.names(players(&veto.blockers));
    let body = match veto.holder {
        Holder::Body(id) => cx.model.name(id),
        Holder::Provision(_) => "the body",
    };
    format!("{players} presides and calls no meeting: `{body}` never decides")
}
