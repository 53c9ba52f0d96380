//! What must be paid for stops where a potential aggressor does not pay, or does not let others pay.

use crate::analysis::{BlockingMode, GateKind, Power};
use crate::diagnostic::Severity;
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, promises, quoted, report, subject};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// A mission, a force, sanctions, a supply or a body of the text is funded by a decision that a potential aggressor or
    /// its bloc can keep from being taken. Where it pays a share beside others, that share is missing, and the finding is
    /// advice. For a norm the finding is advice too: whoever owes it still owes it, and the performance waits.
    ///
    /// ## Why it matters
    /// Who pays decides, whatever the mandate says. A mission whose budget needs the consent of the one that is watched is
    /// watched by it: it need not veto the mandate, which the world would see, when it can let the money run out, which
    /// takes a committee. The beneficiary and those who send their people lose first.
    ///
    /// ## Precedent
    /// The Soviet Union and France, among others, would not pay for the forces of the United Nations in the Middle East and
    /// in the Congo. The International Court of Justice held on 20 July 1962 that these were expenses of the Organization.
    /// They did not pay all the same, and the Organization ran into debt over its peace-keeping.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// verification mission {
    ///     by OSCE
    ///     covers "the line of contact"
    ///     access on-demand
    ///     funded by consensus of parties  #~ funding-veto: `RUS` can deprive the verification `mission` of
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// verification mission {
    ///     by OSCE
    ///     covers "the line of contact"
    ///     access on-demand
    ///     funded by FRA
    /// }
    /// ```
    ///
    /// ## References
    /// - Certain Expenses of the United Nations, Advisory Opinion of 20 July 1962, I.C.J. Reports 1962, p. 151
    "veto/funding-veto" {
        summary: "a potential aggressor can withhold the funding of a mission, a force or a body",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Funding).filter(|it| it.mode != BlockingMode::StaysAway) {
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let patient = GateFix::of(cx, veto);
        let pays = veto.gate.kind == GateKind::Payment;
        let shared = pays && !patient.others().is_empty();
        let (left, weight) =
            if shared { ("part of its funding", Severity::Advice) } else { ("funding", Severity::Warning) };
        let message = format!("{} can deprive {} of {left}", quoted(cx, &who), subject(cx, veto.holder));
        let mut sink = sink.weighing(weight);
        let finding = report(cx, &mut sink, veto, message);
        finding.here(if pays { "each of these must pay its share" } else { "no payment without this" });
        finding.counterexample(play(cx, veto));
        promises(cx, finding, veto);
        alignments(cx, finding, players(&veto.blockers));
        let others = patient.others();
        if !others.is_empty() && others.len() <= 8 {
            let others = cx.model.names(others);
            finding.help(format!("let the others pay, and decide on it: write `funded by {others}`"));
        } else {
            finding.help("let the interested States pay: write `funded by guarantors`, or name them");
        }
        if !pays {
            finding.help(
                "or fix the shares in the text, so that they need no further decision: `funded by \"one third each\"`",
            );
        }
    }
}
