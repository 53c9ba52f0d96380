//! The first help comes late, or nobody can say when.

use crate::analysis::first_help::FirstHelp;
use crate::analysis::timeline::Coming;
use crate::diagnostic::Severity;
use crate::model::Length;
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected};
use crate::syntax::ast::RoleGroup;

declare_rule! {
    /// ## What it checks
    /// From the attack to the first help that somebody owes it takes three days at most, if everybody takes all the time
    /// that the text gives: consultations, votes, approvals, the days until the duty is done. The first help is that of the
    /// bearer for whom it takes least: a parliament that one of them must ask holds up its own state alone. The attacker,
    /// those with it and the one that is attacked do not count; nor do talks.
    ///
    /// Where an assumed aggressor can block all help, other rules say so; here counts how long it takes where it does not.
    ///
    /// A gate that has no clock has no end. A duty that must be done by no day (no clock, `promptly`, `where possible`) is
    /// advice, if no other help comes by a day. A talk without end, words without a judge and whatever is still to be agreed
    /// have rules of their own. In an alliance of equals, where everybody who helps is protected too, a duty without a day is
    /// the usual form, and no advice is given on it.
    ///
    /// ## Why it matters
    /// The first days decide. Clocks that are each reasonable add up, because they run one after the other, and nobody who
    /// drafts one article sees the sum. The beneficiary has to hold out that long alone, and should know it before it
    /// signs; the guarantor should know what it has to be ready for.
    ///
    /// ## Precedent
    /// Istanbul, April 2022: consultations of three days, and then three days for each guarantor: six, without a
    /// parliament's word. The ladder that was reported in February 2026 has its third step after 72 hours.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     consultation among guarantors within 72 hours otherwise proceed
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     #~^ critical-path-exceeds: the first help to UKR comes after 17 days in the worst case
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    ///     within 14 days
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     consultation among guarantors within 24 hours otherwise proceed
    ///     decided by each of guarantors
    /// }
    /// obligation first-help {
    ///     upon attack
    ///     each of guarantors shall provide intelligence, ammunition
    ///     within 24 hours
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    ///     within 14 days
    /// }
    /// ```
    ///
    /// ## Options
    /// - `first-help`: how many hours the first help may take. 72 by default.
    ///
    /// ## References
    /// - Istanbul communiqué (29 March 2022), paragraph 5; draft of 15 April 2022, article 5
    "timing/critical-path-exceeds" {
        summary: "the first help comes late, or at no determinable time",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let Some(first) = cx.facts.first_help() else { return };
    let FirstHelp { provision, arrival, legs, blocked } = first;
    let provision = cx.model.provision(*provision);
    let allowed = Length::of_minutes(u64::from(cx.options.first_help) * 60);
    let whom = protected(cx.model);
    // What nobody can bring about is told by rules of its own.
    if arrival.coming == Coming::Never {
        return;
    }
    if let Some(open) = arrival.open {
        // A talk, words and holes are told by rules of their own.
        let told = cx.facts.consulted().iter().any(|it| it.span == open.span)
            || cx.facts.uncontrolled().iter().any(|it| it.span == open.span || open.span.contains(it.span))
            || cx.model.holes.iter().any(|it| open.span.contains(it.span));
        if told {
            return;
        }
        let message = format!("no date can be determined for the first help to {whom}");
        if open.own {
            let protected = cx.model.bearers_of(RoleGroup::Beneficiaries);
            let bearers = cx.facts.bearers(provision.id, None);
            if !bearers.is_empty() && bearers.iter().all(|it| protected.contains(it)) {
                return;
            }
            let mut advice = sink.weighing(Severity::Advice);
            let finding = advice.report(provision.name_span, message);
            finding.label(open.span, "no time-limit for performance");
            finding.counterexample(format!("{} is owed but performed late: nothing is breached", called(provision)));
            finding.help("give it a clock with a number: `within 72 hours`");
            return;
        }
        let finding = sink.report(provision.name_span, message);
        finding.label(open.span, "this has no clock");
        finding.counterexample(format!(
            "the decision is delayed: {} falls due on no determinable date",
            called(provision)
        ));
        finding.help("give the decision a clock, and say what follows: `within 72 hours otherwise proceed`");
        return;
    }
    if arrival.if_it_comes().is_none_or(|it| it <= allowed.minutes) {
        return;
    }
    let when = match (blocked, arrival.coming) {
        (true, _) => "even if nobody blocks it",
        (false, Coming::Unknown) => "if it comes, which cannot be determined",
        (false, _) => "in the worst case",
    };
    let message = format!("the first help to {whom} comes after {} {when}", arrival.length);
    let finding = sink.report(provision.name_span, message);
    for leg in legs {
        finding.label(leg.span, format!("{}", leg.length));
    }
    let sum: Vec<String> = legs.iter().map(|it| it.length.to_string()).collect();
    finding.counterexample(format!(
        "everyone uses the full time: {}, and only then does {} follow",
        sum.join(", then "),
        called(provision)
    ));
    finding.help(format!(
        "promise a first part of the help within {allowed}: intelligence at once, supplies within a day"
    ));
    if legs.len() > 1 {
        finding.help("or let the clocks run concurrently, all from the request");
    }
}
