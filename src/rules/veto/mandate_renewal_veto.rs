//! A force or a mission ends with its term unless those renew it who may want it gone.

use crate::analysis::{BlockingMode, Power};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, can, play, players, quoted, report, subject};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The mandate of a deployment or of a verification is given for a time, it ends if nobody renews it, and a
    /// potential aggressor, alone or with its bloc, can keep the renewal from being decided.
    ///
    /// ## Why it matters
    /// The aggressor need not drive the force out: it waits for the date. The beneficiary loses its shield by default,
    /// and those who contribute troops bargain for every half-year. The rule serves the beneficiary and the
    /// contributors.
    ///
    /// ## Precedent
    /// The preventive force in Macedonia ended in 1999 on the vote of one permanent member against its renewal; the
    /// observers in Georgia in 2009, on the vote of another. The special monitoring mission in Ukraine ended on 31
    /// March 2022: its renewal needed the consensus of the OSCE. The force on the Golan lives from one half-year to the
    /// next.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary, host
    /// party RUS "Russian Federation"  is signatory
    /// state IND "Republic of India" is contributor
    /// assume { potential aggressor RUS against UKR }
    /// deployment separation-force {
    ///     by IND
    ///     mandate 6 months renewable by determination of UNSC  #~ mandate-renewal-veto: `RUS` alone can prevent the
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary, host
    /// party RUS "Russian Federation"  is signatory
    /// state IND "Republic of India" is contributor
    /// assume { potential aggressor RUS against UKR }
    /// deployment separation-force {
    ///     by IND
    ///     mandate 6 months unless ended by determination of UNSC
    /// }
    /// ```
    ///
    /// ## References
    /// - Security Council, votes on UNPREDEP (25 February 1999) and UNOMIG (15 June 2009)
    /// - Treaty of Peace between Egypt and Israel (1979), article IV(2): the force is not removed at one side's wish
    "veto/mandate-renewal-veto" {
        summary: "the mandate of a force or mission lapses unless a potential aggressor agrees to its renewal",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Mandate).filter(|it| it.mode != BlockingMode::StaysAway) {
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let gate = subject(cx, veto.holder);
        let message =
            format!("{} {} prevent the renewal of the mandate of {gate}", quoted(cx, &who), can(who.len(), veto.alone));
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here("without this it expires").counterexample(play(cx, veto));
        alignments(cx, finding, players(&veto.blockers));
        // The same deciders, asked the other way round; not if only the aggressor is left to say no.
        if let Some(words) = patient.written().filter(|_| !patient.others().is_empty()) {
            finding.help(format!("reverse the rule: write `unless ended by {words}` in place of the renewal"));
        }
        let others: Vec<_> = veto.electors.iter().copied().filter(|it| patient.others().contains(it)).collect();
        if !others.is_empty() && others.len() <= 8 && veto.gate.body.is_none() {
            let names = cx.model.names(&others);
            let by = if others.len() == 1 { "consent of" } else { "two-thirds of" };
            finding.help(format!("let the others renew it: write `renewable by {by} {names}`"));
        }
        finding.help("provide for automatic renewal: write `renewable automatically`");
    }
}
