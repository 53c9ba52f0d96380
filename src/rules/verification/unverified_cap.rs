//! A ceiling or a barred zone that nobody looks after.

use rustc_hash::FxHashSet;

use crate::analysis::forces::{Cap, Monitoring};
use crate::model::{DetailKind, PlaceId, Provision};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use crate::source::{FileId, Span};
use crate::syntax::ast::{ProvisionKind, RoleGroup};

declare_rule! {
    /// ## What it checks
    /// Every ceiling of a deployment or limit, and every zone that bars something, is looked after: `verified by`, a
    /// verification that covers it, its article or its zone, a verification of the whole text, or for a zone a force
    /// that enforces or watches it. A verification whose object stands in quoted words only covers what nobody can
    /// check.
    ///
    /// ## Why it matters
    /// Who counts decides what the number is. Each side has its own figures, the honest side is the only one bound, and
    /// the first breach comes to light when it is used. The rule serves whoever relies on the number: the beneficiary
    /// for the adversary's forces, the adversary for the guarantors'.
    ///
    /// ## Precedent
    /// Annex I of the Treaty of Peace between Egypt and Israel has each zone inspected twice a month, and within 48
    /// hours of a call. Brussels Treaty Protocol IV of 1954 set up an agency for the control of armaments beside the
    /// maxima of Protocol II.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// limit army { on UKR  at most 250000 personnel, 800 tanks }  #~ verification/unverified-cap: nobody verifies
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// limit army {
    ///     on UKR
    ///     at most 250000 personnel, 800 tanks
    ///     verified by inspection
    /// }
    /// verification inspection {
    ///     by OSCE
    ///     covers army
    ///     every 30 days
    ///     access on-demand
    ///     notice 48 hours
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), annex I, article VI
    /// - Protocol No. IV on the Agency of Western European Union for the Control of Armaments (1954)
    "verification/unverified-cap" {
        summary: "nobody verifies a ceiling or a prohibition in a zone",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = cx.facts.forces();
    let monitoring = &forces.monitoring;
    // A force that is verified has its ceiling verified, wherever that stands.
    let mut verified = FxHashSet::default();
    for force in forces.all.iter().filter(|it| it.sentence.is_none()) {
        let (Cap::Set(span, holder) | Cap::Open(span, holder)) = forces.cap(cx.model, force) else { continue };
        if monitoring.covers(cx.model, force.provision) {
            verified.insert(holder);
        } else if holder == force.provision.id && cx.model.is_own(force.provision) {
            let called = called(force.provision);
            let senders = troops::senders(cx.model, force);
            let play = format!("{senders} may exceed the ceiling: nobody counts the troops");
            let message = format!("nobody verifies the ceiling of {called}");
            report(cx, sink, monitoring, span, message, &play, force.provision.name);
        }
    }
    for limit in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Limit) {
        let Some(span) = ceiling(limit) else { continue };
        if verified.contains(&limit.id) || monitoring.covers(cx.model, limit) {
            continue;
        }
        let called = called(limit);
        let play = match bound(cx, limit) {
            Some(who) => format!("{who} may exceed the limit: nobody counts the forces until they move"),
            None => "one side may exceed the limit: nobody counts the forces until they move".to_owned(),
        };
        report(cx, sink, monitoring, span, format!("nobody verifies the limit of {called}"), &play, limit.name);
    }
    for (at, place) in cx.model.places.iter().enumerate().filter(|it| it.1.file == cx.model.file) {
        let bars = place.details.iter().find(|it| matches!(it.kind, DetailKind::Bars(_)));
        let Some(bars) = bars.filter(|_| !monitoring.covers_place(cx.model, PlaceId(at as u32))) else { continue };
        let message = format!("nobody monitors the prohibitions in `{}`", place.name);
        let play = format!("troops move into `{}` by night: nobody is there to observe them", place.name);
        report(cx, sink, monitoring, bars.span, message, &play, place.name);
    }
}

/// The first ceiling of a limit.
fn ceiling(limit: &Provision<'_>) -> Option<Span> {
    let ceiling = limit.details.iter().find(|it| matches!(it.kind, DetailKind::Ceiling(_)));
    ceiling.map(|it| it.span)
}

/// Whom a limit binds.
fn bound(cx: &CheckContext<'_>, limit: &Provision<'_>) -> Option<String> {
    limit.details.iter().find_map(|it| match &it.kind {
        DetailKind::OnActors(actors) => {
            Some(cx.model.names(&cx.model.members(actors, None))).filter(|it| !it.is_empty())
        }
        _ => None,
    })
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    monitoring: &Monitoring,
    span: Span,
    message: String,
    play: &str,
    name: &str,
) {
    let finding = sink.report(span, message);
    finding.counterexample(play);
    let own = |file: FileId| file == cx.model.file;
    if let Some((verification, words)) = monitoring.in_words.filter(|it| own(cx.model.provision(it.0).file)) {
        let called = called(cx.model.provision(verification));
        finding.label(words, format!("{called} covers only these words, not a provision"));
    }
    let thing = if name.is_empty() { "a name" } else { name };
    let first = monitoring.first.map(|it| cx.model.provision(it)).filter(|it| !it.name.is_empty());
    if let Some(verification) = first {
        let covers = verification.details.iter().find_map(|it| match &it.kind {
            DetailKind::Covers(..) => Some(cx.model.quoted(it.span)),
            _ => None,
        });
        let covers = covers.unwrap_or_else(|| "covers".to_owned());
        let comma = if covers == "covers" { "" } else { "," };
        finding.help(format!("let {} cover it: `{covers}{comma} {thing}`", called(verification)));
    } else {
        let monitors = cx.model.bearers_of(RoleGroup::Monitors);
        let by = if monitors.is_empty() { "OSCE".to_owned() } else { cx.model.names(&monitors) };
        finding.help(format!(
            "state who verifies, how often and with what access: `verification inspection {{ by {by} covers {thing} every \
                 30 days access on-demand notice 48 hours }}`"
        ));
    }
}
