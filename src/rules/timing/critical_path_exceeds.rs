//! The first help comes late, or nobody can say when.

use crate::analysis::track::Track;
use crate::model::{Length, ProvisionId};
use crate::rules::prelude::*;
use crate::rules::wording::{called, protected};

declare_rule! {
    /// ## What it checks
    /// From the attack to the first help that somebody owes it takes three days at most, if everybody takes all the time
    /// that the text gives: consultations, votes, approvals, the days until the duty is done. A gate that has no clock has
    /// no end. What is late behind the first help is not counted; a talk without end, words without a judge and whatever
    /// is still to be agreed have rules of their own.
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
    ///     #~^ critical-path-exceeds: the first help for UKR comes after 17 days in the worst case
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
        summary: "the first help comes late, or nobody can say when",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let table = cx.facts.worst_case();
    let time = |id: ProvisionId| {
        let arrival = table.arrival(id);
        (arrival.open.is_some(), cx.facts.minutes(arrival.length))
    };
    // The first that is owed; of two, the first in the text.
    let duties = cx.facts.tracks().iter().filter(|it: &&Track| it.is_duty());
    let Some(first) = duties.min_by_key(|it| time(it.provision)) else { return };
    let arrival = table.arrival(first.provision);
    let provision = cx.model.provision(first.provision);
    let allowed = Length { months: 0, minutes: u64::from(cx.options.first_help) * 60 };
    let whom = protected(cx.model);
    if let Some(open) = arrival.open {
        // A talk, words and holes are told by rules of their own.
        let told = cx.facts.consulted().iter().any(|it| it.span == open.span)
            || cx.facts.uncontrolled().iter().any(|it| it.span == open.span || open.span.contains(it.span))
            || cx.model.holes.iter().any(|it| open.span.contains(it.span));
        if told {
            return;
        }
        let message = format!("nobody can say when the first help for {whom} comes");
        let finding = sink.report(provision.name_span, message);
        finding.label(open.span, "this decision has no clock");
        finding
            .counterexample(format!("those who decide take their time: {} is not owed on any day", called(provision)));
        finding.help("give the decision a clock, and say what follows: `within 72 hours otherwise proceed`");
        return;
    }
    if cx.facts.minutes(arrival.length) <= allowed.minutes {
        return;
    }
    let message = format!("the first help for {whom} comes after {} in the worst case", arrival.length);
    let finding = sink.report(provision.name_span, message);
    let legs = table.way(first.provision);
    for leg in &legs {
        finding.label(leg.span, format!("{}", leg.length));
    }
    let sum: Vec<String> = legs.iter().map(|it| it.length.to_string()).collect();
    finding.counterexample(format!(
        "everybody takes all the time there is: {}, and then {} is there",
        sum.join(", then "),
        called(provision)
    ));
    finding.help(format!(
        "promise a first part of the help within {allowed}: intelligence at once, supplies within a day"
    ));
    if legs.len() > 1 {
        finding.help("or let the clocks run side by side: all counted from the request");
    }
}
