//! A clock is softened and sets no deadline.

use crate::model::{Clock, Decision, DetailKind, ExpiryKind, GateKind, Limit, Period, Provision, VoteKind};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// A clock that has a number is kept as that: no `where possible`, no `as soon as practicable` stands behind it, and the
    /// number is no `about`. Neither do quoted words stand in the place of the number.
    ///
    /// A clock without a number (`immediately`, `forthwith`) is another matter: whoever writes it knows that it sets no day.
    /// Where the first help of the text hangs on the softened clock, `timing/critical-path-exceeds` reports it.
    ///
    /// ## Why it matters
    /// The number is what the reader remembers, and the words behind it are what the lawyers of the debtor plead. Nobody is
    /// late under such a clock, and no `otherwise` behind it ever applies. The rule serves the beneficiary, which counts the
    /// hours, and the guarantor that means to be held to its word.
    ///
    /// ## Precedent
    /// The agreement of June 2024 between the United States and Ukraine has the parties meet within 24 hours where that is
    /// possible. The State Treaty with Austria of 1955 set 90 days for the evacuation, and put "so far as possible" to the
    /// date beside them.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation meet {
    ///     parties shall meet
    ///     within 24 hours after request by UKR where possible  #~ clock-softened: `where possible` leaves `meet` without a fixed deadline
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation meet {
    ///     parties shall meet
    ///     within 24 hours after request by UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - Bilateral Security Agreement between the United States and Ukraine (2024)
    /// - State Treaty for the Re-establishment of an Independent and Democratic Austria (1955), article 20
    "timing/clock-softened" {
        summary: "a clock is softened and sets no deadline",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let first = cx.facts.first_help().and_then(|it| it.arrival.open);
    for provision in cx.model.own_provisions().filter(|it| it.ambiguity.is_none()) {
        let mut soft: Vec<(Span, Span)> = Vec::new();
        clocks(provision, &mut |clock| {
            if let Some(place) = softening(clock) {
                soft.push((clock.span, place));
            }
        });

        soft.sort_by_key(|it| it.1.start);
        for (clock, place) in soft {
            if first.is_some_and(|it| it.file == provision.file && (it.span.contains(clock) || clock.contains(it.span)))
            {
                continue;
            }
            let (called, words) = (called(provision), cx.model.quoted(place));
            let finding = sink.report(place, format!("`{words}` leaves {called} without a fixed deadline"));
            finding.label(provision.name_span, "owed by no fixed day");
            finding.counterexample(format!(
                "the time passes and nothing is done: whoever owes {called} says that it was not possible, and is not late"
            ));
            finding.help("let the number stand alone: `within 24 hours`");
            finding.help(
                "if more time may be needed, say how much and who grants it: `within 24 hours otherwise \
                 majority of parties within 24 hours`",
            );
        }
    }
}

/// What keeps a clock from setting a day.
fn softening(clock: &Clock<'_>) -> Option<Span> {
    match clock.limit {
        _ if clock.softened.is_some() => clock.softened,
        Limit::Within(Period::Of { approximate: true, .. }) | Limit::Words(_) => Some(clock.span),
        _ => None,
    }
}

/// Every clock of a provision: its own, those of its gates and of its decisions.
fn clocks<'p>(provision: &'p Provision<'_>, found: &mut dyn FnMut(&'p Clock<'p>)) {
    provision.clock.iter().for_each(|it| found(it));
    for gate in &provision.gates {
        gate.clock.iter().for_each(|it| found(it));
        if let GateKind::Decision(decision) = &gate.kind {
            in_decision(decision, found);
        }
    }
    provision.decided.iter().for_each(|it| in_decision(&it.decision, found));
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Withdrawal(clock) | DetailKind::ReliefUpon(_, Some(clock)) => found(clock),
            _ => {}
        }
    }
}

fn in_decision<'p>(decision: &'p Decision<'_>, found: &mut dyn FnMut(&'p Clock<'p>)) {
    decision.clock.iter().for_each(|it| found(it));
    for vote in decision.any.iter().flatten() {
        if let VoteKind::Nested(inner) = &vote.kind {
            in_decision(inner, found);
        }
    }
    if let Some(ExpiryKind::Decision(next)) = decision.expiry().map(|it| &it.kind) {
        in_decision(next, found);
    }
}
