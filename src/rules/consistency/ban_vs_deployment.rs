//! Foreign forces are banned from a soil to which the same text brings them.

use crate::analysis::presence::{Arrival, Ban, Clash};
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::rules::troops;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A ban on the forces or bases of others (a host's undertaking not to host them, a sender's not to station them, a
    /// rule in the passive, a zone that bars them, a ceiling of none) against what brings them there: a deployment, a
    /// norm that stations troops, assistance by armed force or ground forces. Exceptions count: `except` a deployment,
    /// a sender or a role, `unless` the trigger of the deployment is open, a permission to receive it, `without
    /// prejudice to` it, `permits` of a zone. Where an exception stands in words that may or may not cover it, or the
    /// ban ends at some point, the finding is a warning. Other instruments that the draft reads are compared too.
    ///
    /// ## Why it matters
    /// The beneficiary that asks for help breaks its own neutrality by receiving it; the guarantor has a lawful reason
    /// to stay away; the adversary has one to strike first. It gains from both readings. The rule serves the
    /// beneficiary and the guarantors who mean to come.
    ///
    /// ## Precedent
    /// The communiqué of Istanbul of March 2022 has Ukraine host no foreign bases and contingents, and has the
    /// guarantors use armed force for it when it is attacked; how troops could be there in one case and not in the
    /// other is not said. The plan of November 2025 keeps NATO troops out of Ukraine and promises a coordinated
    /// military response.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// party FRA "French Republic" is guarantor
    /// trigger attack { on armed-attack against UKR decided by each of guarantors }
    /// prohibition no-foreign-presence { UKR shall not host foreign-forces, foreign-bases }  #~ consistency/ban-vs-deployment: `UKR` keeps foreign forces
    /// obligation assist { upon attack each of guarantors shall assist UKR by armed-force, weapons }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// party FRA "French Republic" is guarantor
    /// trigger attack { on armed-attack against UKR decided by each of guarantors }
    /// prohibition no-foreign-presence { UKR shall not host foreign-forces, foreign-bases unless attack triggered }
    /// obligation assist { upon attack each of guarantors shall assist UKR by armed-force, weapons }
    /// ```
    ///
    /// ## References
    /// - Istanbul Communiqué (29 March 2022), points 4 and 5
    /// - Treaty on the Final Settlement with respect to Germany (1990), article 5(3): a ban with its area and its exceptions
    "consistency/ban-vs-deployment" {
        summary: "foreign forces are banned from a soil to which the text brings them",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

/// So many of the provisions that clash with one ban are shown.
const SHOWN: usize = 4;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let presence = cx.facts.presence();
    for clashes in presence.clashes.chunk_by(|one, next| one.ban == next.ban) {
        let ban = &presence.bans[clashes[0].ban];
        let mut clashes: Vec<&Clash> = clashes.iter().collect();
        clashes.dedup_by_key(|it| presence.arrivals[it.arrival].provision.id);
        if ban.file == cx.model.file {
            clash(cx, sink, ban, &clashes);
        } else {
            // The ban stands in another instrument: what breaks it is ours.
            for one in clashes.into_iter().filter(|it| cx.model.is_own(presence.arrivals[it.arrival].provision)) {
                clash(cx, sink, ban, &[one]);
            }
        }
    }
}

fn clash(cx: &Context<'_>, sink: &mut Sink<'_>, ban: &Ban<'_>, clashes: &[&Clash]) {
    let presence = cx.facts.presence();
    let brings = |it: &Clash| &presence.arrivals[it.arrival];
    let Some(first) = clashes.first() else { return };
    let arrival = brings(first);
    let severity = if clashes.iter().all(|it| it.doubtful) { Severity::Warning } else { Severity::Error };
    let own_ban = ban.file == cx.model.file;
    let names: Vec<String> = clashes.iter().take(SHOWN).map(|it| called(brings(it).provision)).collect();
    let more = clashes.len().saturating_sub(SHOWN);
    let names = if more > 0 { format!("{} and {more} more", names.join(", ")) } else { names.join(", ") };
    let verb = if clashes.len() == 1 { "brings" } else { "bring" };
    let soil = soil(cx, ban, first);
    let message = match (ban.place, &ban.senders) {
        (Some(_), None) => format!("{soil} bars foreign forces, and {names} {verb} them there"),
        (_, Some(senders)) => {
            let mut barred = arrival.nations.clone();
            barred.retain(|it| senders.binary_search(it).is_ok());
            format!("{soil} is closed to forces of {}, and {names} {verb} them there", cx.model.names(&barred))
        }
        (None, None) => format!("{soil} keeps foreign forces off its soil, and {names} {verb} them there"),
    };
    let message = if severity == Severity::Warning {
        format!("{message}, unless the exception covers that")
    } else {
        message
    };
    let span = if own_ban { ban.span } else { arrival.span };
    let mut sink = sink.weighing(severity);
        let finding = sink.report(span, message);
    if own_ban {
        finding.here("the ban");
        for one in clashes.iter().take(SHOWN) {
            let arrival = brings(one);
            finding.label_in(arrival.provision.file, arrival.span, words(arrival));
        }
    } else {
        finding.here(words(arrival)).label_in(ban.file, ban.span, "the ban");
    }
    play(cx, finding, first, arrival);
    remedies(cx, finding, ban, clashes, arrival);
}

/// Where the ban holds, as the subject of a sentence.
fn soil(cx: &Context<'_>, ban: &Ban<'_>, clash: &Clash) -> String {
    match (ban.place, clash.host) {
        (Some(place), _) => format!("`{}`", cx.model.places[place.0 as usize].name),
        (None, Some(host)) => format!("`{}`", cx.model.name(host)),
        (None, None) => "the host".to_owned(),
    }
}

fn words(arrival: &Arrival<'_>) -> &'static str {
    match arrival.force {
        Some(_) => "troops of others stand there",
        None => "troops of others come to help",
    }
}

fn play(cx: &Context<'_>, finding: &mut Diagnostic, clash: &Clash, arrival: &Arrival<'_>) {
    let host = clash.host.map_or("the zone", |it| cx.model.name(it));
    let case = cx.model.threat.cases.iter().find(|it| it.victim == clash.host && clash.host.is_some());
    let mut senders = arrival.senders.clone();
    senders.actors.retain(|it| Some(*it) != clash.host && case.is_none_or(|case| !case.bloc.contains(it)));
    let senders = troops::named(cx.model, &senders, "those who promised it");
    match (case, arrival.force) {
        (Some(case), None) => finding.counterexample(format!(
            "{attacker} attacks {host}, and {senders} must come to help: {host} breaks the ban if it lets them in, \
             they break the promise if they stay away",
            attacker = cx.model.name(case.attacker),
        )),
        _ => finding.counterexample(format!(
            "the troops of {senders} arrive: whoever keeps the one provision breaks the other"
        )),
    };
}

fn remedies(cx: &Context<'_>, finding: &mut Diagnostic, ban: &Ban<'_>, clashes: &[&Clash], arrival: &Arrival<'_>) {
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
                let text = one_line(sentence.span.of(cx.model.text));
                let joined = if sentence.except.is_empty() { " except " } else { ", " };
                finding.help(format!("let the ban leave it out: `{text}{joined}{list}`"));
                if !sentence.objects.is_empty() {
                    finding.fix(Fix::replace(
                        Safety::Unsafe,
                        format!("leave {list} out of the ban"),
                        Span::at(sentence.span.end),
                        format!("{joined}{list}"),
                    ));
                }
            }
            (None, Some(place)) => {
                finding.help(format!("let them in: `permits {list}` in `{}`", cx.model.places[place.0 as usize].name));
            }
            _ => {}
        }
    }
    let trigger = arrival.upon.first().map(|it| cx.model.provision(*it));
    if let (Some(trigger), Some(_), true) = (trigger, ban.sentence, ban.file == cx.model.file)
        && trigger.kind == ProvisionKind::Trigger
        && !trigger.name.is_empty()
    {
        finding.help(format!("or let the ban hold in peace only: `unless {} triggered`", trigger.name));
    }
    if arrival.force.is_none() {
        finding.help("or promise help that needs nobody on that soil: `by weapons, intelligence, airspace-closure`");
    } else {
        finding.help("or station them elsewhere, or strike one of the two");
    }
}

/// A text without its line breaks.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
