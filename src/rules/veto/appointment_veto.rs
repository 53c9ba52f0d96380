//! The head of a body is appointed only with the assent of a potential aggressor.

use crate::analysis::{BlockingMode, Power};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, quoted, report, subject};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The head of a body is appointed by a decision that a potential aggressor or its bloc can keep from being taken,
    /// and nobody else appoints when time has run out.
    ///
    /// ## Why it matters
    /// A body without a head inspects nothing and finds nothing, and nobody has broken a promise: both sides negotiate
    /// in good faith about a name. The beneficiary loses its witness. The rule serves it, and those who fund the body.
    ///
    /// ## Precedent
    /// Egypt and Israel appoint the Director-General of the Multinational Force and Observers together, which works
    /// between two sides that both want the force. Rules of arbitration do not rely on that: where the parties do not
    /// agree on an arbitrator in time, an appointing authority names one.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// state CHE "Swiss Confederation"
    /// assume { potential aggressor RUS against UKR }
    /// body Observers "observer mission" {
    ///     members CHE
    ///     head appointed by agreement of UKR, RUS  #~ appointment-veto: `RUS` can prevent the appointment of
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// state CHE "Swiss Confederation"
    /// assume { potential aggressor RUS against UKR }
    /// body Observers "observer mission" {
    ///     members CHE
    ///     head appointed by agreement of UKR, RUS within 30 days otherwise determination of CHE
    /// }
    /// ```
    ///
    /// ## References
    /// - Protocol on the Multinational Force and Observers (3 August 1981), annex: the Director-General
    /// - UNCITRAL Arbitration Rules, article 6: the appointing authority
    "veto/appointment-veto" {
        summary: "the head of a body requires the assent of a potential aggressor, and nobody appoints by default",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Appointment).filter(|it| it.mode != BlockingMode::StaysAway) {
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let message =
            format!("{} can prevent the appointment of the head of {}", quoted(cx, &who), subject(cx, veto.holder));
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here("nobody appoints if this fails").counterexample(play(cx, veto));
        alignments(cx, finding, players(&veto.blockers));
        let written = patient.written().map_or_else(String::new, |it| format!("{it} "));
        finding.help(format!(
            "designate who appoints if they do not: write `{written}within 30 days otherwise determination of ICJ`"
        ));
        if !patient.others().is_empty() && patient.others().len() <= 8 {
            let others = cx.model.names(patient.others());
            finding.help(format!("leave it to the others: write `head appointed by agreement of {others}`"));
        }
    }
}
