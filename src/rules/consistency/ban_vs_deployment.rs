//! Foreign forces are banned from a territory to which the same text brings them.

mod cure;

use crate::analysis::presence::{Ban, Clash, ForceEntry};
use crate::diagnostic::{Severity, join_list};
use crate::rules::prelude::*;
use crate::rules::wording::{called, listed};

declare_rule! {
    /// ## What it checks
    /// A ban on the forces or bases of others (a host's undertaking not to host them, a sender's not to station them, a
    /// rule in the passive, a zone that bars them, a ceiling of none) against what brings them there: a deployment, a
    /// norm that stations troops, assistance by armed force or ground forces. Exceptions count: `except` a deployment,
    /// a sender or a role, `unless` the trigger of the deployment is open, a permission to receive it, `without
    /// prejudice to` it, `permits` of a zone. Where an exception stands in words that may or may not cover it, or the
    /// ban ends at some point, the finding is a warning. Other instruments that the draft reads are compared too,
    /// unless the draft prevails over them.
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
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// prohibition no-foreign-presence { UKR shall not host foreign-forces, foreign-bases }  #~ consistency/ban-vs-deployment: `assist` brings foreign
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by armed-force, weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// prohibition no-foreign-presence {
    ///     UKR shall not host foreign-forces, foreign-bases
    ///     unless attack triggered
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by armed-force, weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Istanbul Communiqué (29 March 2022), points 4 and 5
    /// - Treaty on the Final Settlement with respect to Germany (1990), article 5(3): a ban with its area and its exceptions
    "consistency/ban-vs-deployment" {
        summary: "the text stations forces where it prohibits them",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

/// So many of the provisions that clash with one ban are shown.
const SHOWN: usize = 4;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
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

fn clash(cx: &CheckContext<'_>, sink: &mut Sink<'_>, ban: &Ban<'_>, clashes: &[&Clash]) {
    let presence = cx.facts.presence();
    let brings = |it: &Clash| &presence.arrivals[it.arrival];
    let Some(first) = clashes.first() else { return };
    let arrival = brings(first);
    let severity = if clashes.iter().all(|it| it.doubtful) { Severity::Warning } else { Severity::Error };
    let own_ban = ban.file == cx.model.file;
    let names: Vec<String> = clashes.iter().take(SHOWN).map(|it| called(brings(it).provision)).collect();
    let more = clashes.len().saturating_sub(SHOWN);
    let names = if more > 0 { format!("{} and {more} more", names.join(", ")) } else { join_list(&names, "and") };
    let stationed = clashes.iter().all(|it| brings(it).force.is_some());
    let verb = match (stationed, clashes.len()) {
        (true, 1) => "stations",
        (true, _) => "station",
        (false, 1) => "brings",
        (false, _) => "bring",
    };
    let into = if stationed { "in" } else { "into" };
    let soil = match (ban.place, first.host) {
        (Some(place), _) => format!("`{}`", cx.model.places[place.0 as usize].name),
        (None, Some(host)) => format!("`{}`", cx.model.name(host)),
        (None, None) => "the host".to_owned(),
    };
    let message = match (ban.place, &ban.senders) {
        (Some(_), None) => {
            let barred = if ban.foreign_only { "foreign forces are" } else { "all forces are" };
            format!("{names} {verb} forces {into} {soil}, where {barred} prohibited")
        }
        (_, Some(senders)) => {
            let mut barred = arrival.nations.clone();
            barred.retain(|it| senders.binary_search(it).is_ok());
            format!("{names} {verb} forces of {} {into} {soil}, which prohibits them", listed(cx.model, &barred))
        }
        (None, None) => format!("{names} {verb} foreign forces {into} {soil}, which prohibits them"),
    };
    let message =
        if severity == Severity::Warning { format!("{message}, unless the exception covers that") } else { message };
    let span = if own_ban { ban.span } else { arrival.span };
    let mut sink = sink.weighing(severity);
    let finding = sink.report(span, message);
    if own_ban {
        finding.here("the prohibition");
        for one in clashes.iter().take(SHOWN) {
            let arrival = brings(one);
            finding.label(arrival.span, words(arrival));
        }
    } else {
        finding.here(words(arrival)).label(ban.span, "the prohibition");
    }
    cure::play(cx, finding, first, arrival);
    cure::remedies(cx, finding, ban, clashes, arrival);
}

fn words(arrival: &ForceEntry<'_>) -> &'static str {
    match arrival.force {
        Some(_) => "troops are stationed there",
        None => "troops come to help",
    }
}
