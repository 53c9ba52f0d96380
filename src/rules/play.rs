//! How a finding tells who stops what: the place, the play in plain words, what the play costs.

use super::{CheckContext, Sink};
use crate::analysis::{Blocker, Forced, Gate, GateKind, Holder, Power, Veto};
use crate::diagnostic::Diagnostic;
use crate::model::{ActorId, Provision, ProvisionId};
use crate::rules::wording::listed;
use crate::source::{FileId, Span};
use crate::syntax::ast::ProvisionKind;

/// So many names stand in a message; of a longer list the rest is counted.
const NAMES: usize = 6;

/// So many blocked promises are pointed at.
const PROMISES: usize = 2;

/// Actors in backticks, as a message names them.
pub(crate) fn quoted(cx: &CheckContext<'_>, ids: &[ActorId]) -> String {
    let shown = if ids.len() > NAMES { NAMES - 1 } else { ids.len() };
    let mut names: Vec<String> = ids[..shown].iter().map(|id| format!("`{}`", cx.model.name(*id))).collect();
    if shown < ids.len() {
        names.push(format!("{} others", ids.len() - shown));
    }
    match names.pop() {
        Some(last) if names.is_empty() => last,
        Some(last) => format!("{} and {last}", names.join(", ")),
        None => "nobody".to_owned(),
    }
}

/// The aggressors before a gate.
pub(crate) fn attackers(blockers: &[Blocker]) -> Vec<ActorId> {
    blockers.iter().map(|it| it.attacker).collect()
}

/// Everybody who takes part in the play of the first aggressor.
pub(crate) fn players(blockers: &[Blocker]) -> &[ActorId] {
    blockers
        .first()
        .map_or(&[], |it| if it.actors.is_empty() { std::slice::from_ref(&it.attacker) } else { &it.actors })
}

/// How a message says that so many can do something, each alone or together.
pub(crate) fn can(count: usize, alone: bool) -> &'static str {
    match (count, alone) {
        (1, true) => "alone can",
        (1, false) => "can",
        (_, true) => "can each alone",
        (_, false) => "can together",
    }
}

/// ``the trigger `attack` ``, or the kind alone where it has no name.
pub(crate) fn subject(cx: &CheckContext<'_>, holder: Holder) -> String {
    match holder {
        Holder::Provision(id) => named(cx.model.provision(id)),
        Holder::Body(id) => format!("`{}`", cx.model.name(id)),
    }
}

fn named(provision: &Provision<'_>) -> String {
    match (provision.kind, provision.name) {
        (kind, "") if kind.is_final() => format!("the {} clause", kind.as_str()),
        (kind, "") => format!("this {}", kind.as_str()),
        (kind, name) => format!("the {} `{name}`", kind.as_str()),
    }
}

/// Reports a veto at the words that give it, with the assumption that makes it one.
pub(crate) fn report<'s>(
    cx: &CheckContext<'_>,
    sink: &'s mut Sink<'_>,
    veto: &Veto,
    message: String,
) -> &'s mut Diagnostic {
    let own = cx.model.file;
    let promised = veto.blocked.iter().chain(&veto.triggers).map(|id| cx.model.provision(*id));
    let finding = match promised.clone().find(|it| it.file == own) {
        // The reader looks at this draft: the gate of a companion is shown beside the promise that it shuts.
        Some(promise) if veto.file != own => {
            let finding = sink.report(promise.name_span, message);
            finding.label(veto.site, "depends on this");
            finding
        }
        _ => sink.report(place(veto.file, veto.site, &veto.gate), message),
    };
    if (veto.gate.file, veto.gate.kind) != (veto.file, GateKind::Organ) && !holds(veto.file, veto.site, &veto.gate) {
        finding.label(veto.gate.span, "decided here");
    }
    assumptions(cx, finding, &veto.blockers);
    finding
}

/// Reports a decision that a bloc forces, with the assumption that makes it a danger.
pub(crate) fn report_forced<'s>(
    cx: &CheckContext<'_>,
    sink: &'s mut Sink<'_>,
    forced: &Forced,
    message: String,
) -> &'s mut Diagnostic {
    // The site of a forfeiture or suspension is its head; the decision stands in it.
    let site = match forced.holder {
        Holder::Provision(id) => forced.site.to(cx.model.provision(id).span),
        Holder::Body(_) => forced.site,
    };
    let held = holds(forced.file, site, &forced.gate);
    let finding = sink.report(if held { forced.gate.span } else { forced.site }, message);
    if !held {
        finding.label(forced.gate.span, "decided here");
    }
    assumptions(cx, finding, &forced.blockers);
    finding
}

fn holds(file: FileId, site: Span, gate: &Gate) -> bool {
    gate.file == file && site.contains(gate.span)
}

/// The vote or act within the clause; the clause where the gate stands elsewhere.
fn place(file: FileId, site: Span, gate: &Gate) -> Span {
    if holds(file, site, gate) { gate.span } else { site }
}

/// Points at where each aggressor, and each of its aligned who take part, is assumed.
fn assumptions(cx: &CheckContext<'_>, finding: &mut Diagnostic, blockers: &[Blocker]) {
    for blocker in blockers {
        if let Some(span) = blocker.assumption {
            let attacker = cx.model.name(blocker.attacker);
            let words = match &blocker.victims[..] {
                [] => format!("`{attacker}` may attack"),
                victims => format!("`{attacker}` may attack {}", quoted(cx, victims)),
            };
            finding.label(span, words);
        }
    }
}

/// Points at the lines that align certain actors with an aggressor.
pub(crate) fn alignments(cx: &CheckContext<'_>, finding: &mut Diagnostic, aligned: &[ActorId]) {
    for (follower, leader, span) in &cx.model.threat.votes_with {
        // An alignment that came from outside the draft stands nowhere, and is not shown.
        if aligned.contains(follower) {
            let words = format!("`{}` votes with `{}`", cx.model.name(*follower), cx.model.name(*leader));
            finding.label(*span, words);
        }
    }
}

/// Points at the first promises that never become live.
pub(crate) fn promises(cx: &CheckContext<'_>, finding: &mut Diagnostic, veto: &Veto) {
    let elsewhere = |id: &&ProvisionId| Holder::Provision(**id) != veto.holder;
    let own = |it: &&Provision<'_>| it.file == cx.model.file && !finding.primary.is(cx.model.file, it.name_span);
    let dead: Vec<&Provision<'_>> =
        veto.blocked.iter().filter(elsewhere).map(|id| cx.model.provision(*id)).filter(own).collect();
    for provision in dead.iter().take(PROMISES) {
        let words = match dead.len().saturating_sub(PROMISES) {
            more if more > 0 && provision.id == dead[PROMISES - 1].id => {
                format!("never takes effect, nor {} {more} more", if more == 1 { "does" } else { "do" })
            }
            _ => "never takes effect".to_owned(),
        };
        finding.label(provision.name_span, words);
    }
}

/// The play: "RUS votes no: no obligation arises for FRA and GBR".
pub(crate) fn play(cx: &CheckContext<'_>, veto: &Veto) -> String {
    let players = players(&veto.blockers);
    let many = players.len() > 1;
    format!("{} {}: {}", listed(cx.model, players), veto.mode.words(veto.gate.kind, many), outcome(cx, veto))
}

/// What comes of it.
fn outcome(cx: &CheckContext<'_>, veto: &Veto) -> String {
    let held = || match veto.holder {
        Holder::Provision(id) if cx.model.provision(id).name.is_empty() => named(cx.model.provision(id)),
        Holder::Provision(id) => format!("`{}`", cx.model.provision(id).name),
        Holder::Body(id) => format!("`{}`", cx.model.name(id)),
    };
    match veto.power {
        Power::Mandate => format!("the mandate of {} expires", held()),
        Power::Renewal => format!("{} expires", held()),
        Power::Convening => format!("{} never meets", held()),
        Power::Access => format!("nobody obtains access under {}", held()),
        Power::Appointment => format!("{} has no head", held()),
        Power::Amendment => "the text is not amended".to_owned(),
        Power::Findings => format!("{} makes no finding", held()),
        Power::Snapback => "no measure is reinstated".to_owned(),
        _ => never(cx, veto).unwrap_or_else(|| format!("{} never takes effect", held())),
    }
}

/// Who of those outside every bloc never owes.
pub(crate) fn bound(cx: &CheckContext<'_>, veto: &Veto) -> Vec<ActorId> {
    let attackers = attackers(&veto.blockers);
    let mut bound = veto.never_bound.clone();
    for case in cx.model.threat.cases.iter().filter(|it| attackers.contains(&it.attacker)) {
        bound.retain(|actor| !case.bloc.contains(actor));
    }
    bound
}

fn never(cx: &CheckContext<'_>, veto: &Veto) -> Option<String> {
    let dead = || veto.blocked.iter().map(|id| cx.model.provision(*id));
    let bound = bound(cx, veto);
    if !bound.is_empty() {
        let only_rights = dead().all(|it| it.kind == ProvisionKind::Permission);
        let what = if only_rights { "right" } else { "obligation" };
        return Some(format!("no {what} arises for {}", listed(cx.model, &bound)));
    }
    if let Some(promise) = dead().find(|it| !it.name.is_empty()) {
        return Some(format!("`{}` never takes effect", promise.name));
    }
    let trigger = veto.triggers.iter().map(|id| cx.model.provision(*id)).find(|it| !it.name.is_empty())?;
    Some(format!("`{}` is never triggered", trigger.name))
}
