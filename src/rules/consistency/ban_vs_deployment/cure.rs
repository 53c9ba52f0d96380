//! How a clash shows, and what would end it.

use crate::analysis::presence::{Ban, Clash, ForceEntry};
use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::with_and;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

/// The play that shows the clash.
pub(super) fn play(cx: &CheckContext<'_>, finding: &mut Diagnostic, clash: &Clash, arrival: &ForceEntry<'_>) {
    let host = clash.host.map_or("the zone", |it| cx.model.name(it));
    let case = cx.model.threat.cases.iter().find(|it| it.victim == clash.host && clash.host.is_some());
    let mut senders = arrival.senders.clone();
    senders.actors.retain(|it| Some(*it) != clash.host && case.is_none_or(|case| !case.bloc.contains(it)));
    let senders = with_and(&troops::named(cx.model, &senders, "the States bound"));
    match (case, arrival.force) {
        (Some(case), None) => finding.counterexample(format!(
            "{attacker} attacks {host}, and {senders} must come to help: {host} breaches the prohibition if it admits them, \
             and they breach the promise if they stay away",
            attacker = cx.model.name(case.attacker),
        )),
        _ => finding.counterexample(format!(
            "the troops of {senders} arrive: whoever complies with the one provision breaches the other"
        )),
    };
}

/// The remedies, in the names of the draft.
pub(super) fn remedies(
    cx: &CheckContext<'_>,
    finding: &mut Diagnostic,
    ban: &Ban<'_>,
    clashes: &[&Clash],
    arrival: &ForceEntry<'_>,
) {
    let presence = cx.facts.presence();
    let mut names: Vec<&str> = Vec::new();
    for clash in clashes {
        let provision = presence.arrivals[clash.arrival].provision;
        if cx.model.is_own(provision) && !provision.name.is_empty() && provision.kind != ProvisionKind::Rung {
            names.push(provision.name);
        }
    }
    let list = names.join(", ");
    if ban.file == cx.model.file && !names.is_empty() {
        match (ban.sentence, ban.place) {
            (Some(sentence), _) if names.len() == clashes.len() => {
                let text = cx.model.quoted(sentence.span);
                let joined = if sentence.except.is_empty() { " except " } else { ", " };
                finding.help(format!("add an exception to the prohibition: `{text}{joined}{list}`"));
                if !sentence.objects.is_empty() {
                    finding.fix(Fix::replace(
                        Safety::Unsafe,
                        format!("exempt {} from the prohibition", with_and(&list)),
                        Span::at(sentence.span.end),
                        format!("{joined}{list}"),
                    ));
                }
            }
            (None, Some(place)) => {
                finding.help(format!("permit them: `permits {list}` in `{}`", cx.model.places[place.0 as usize].name));
            }
            _ => {}
        }
    }
    // A trigger lifts the ban for all of them, or for none.
    let waits = |clash: &&Clash, id| presence.arrivals[clash.arrival].upon.contains(id);
    let common = arrival.upon.iter().find(|id| clashes.iter().all(|it| waits(it, id)));
    if let (Some(id), Some(_), true) = (common, ban.sentence, ban.file == cx.model.file) {
        let trigger = cx.model.provision(*id);
        if trigger.kind == ProvisionKind::Trigger && !trigger.name.is_empty() {
            finding.help(format!("or limit the prohibition to peacetime: `unless {} triggered`", trigger.name));
        }
    }
    if arrival.force.is_none() {
        finding.help("or promise help that requires no presence there: `by weapons, intelligence, airspace-closure`");
    } else {
        finding.help("or station them elsewhere, or strike one of the two");
    }
    if let Some(instrument) = cx.model.instrument_of(ban.file) {
        finding.help(format!("or say which text prevails: `relation {{ prevails over {} }}`", instrument.name));
    }
    // The first cure has no other before it.
    if let Some(first) = finding.help.first_mut()
        && let Some(rest) = first.strip_prefix("or ")
    {
        *first = rest.to_owned();
    }
}
