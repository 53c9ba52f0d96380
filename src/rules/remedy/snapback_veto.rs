//! Sanctions that were lifted return only if a potential aggressor, or an organ that it can block, lets them.

use crate::analysis::{BlockingMode, GateKind, Power};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, quoted, report, subject};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// No assumed aggressor, alone or with those aligned with it, can keep sanctions from returning once they were lifted: by
    /// its vote, its objection, or an outside organ in which it can block.
    ///
    /// ## Why it matters
    /// Relief is given for performance, and what makes it safe to give is that it can be taken back. If the return needs
    /// the one who stopped performing, relief is final on the day it is given, and the promise that it paid for is not. The
    /// rule serves the beneficiary, and the guarantor who told its parliament that relief can be undone.
    ///
    /// ## Precedent
    /// Security Council resolution 2231 (2015) turned the vote round. Thirty days after a participant notified it of
    /// significant non-performance, the earlier measures returned unless the Council decided to keep them lifted; a veto
    /// could only bring them back.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party RUS "Russian Federation"        is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation withdrawal {
    ///     RUS shall withdraw forces
    ///     from territory of UKR
    /// }
    /// sanctions oil {
    ///     by USA
    ///     against RUS
    ///     package oil
    ///     relief upon completion of withdrawal
    ///     snapback upon breach of withdrawal decided by determination of UNSC
    ///     #~^ snapback-veto: `RUS` can keep the sanctions `oil` from returning
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party RUS "Russian Federation"        is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation withdrawal {
    ///     RUS shall withdraw forces
    ///     from territory of UKR
    /// }
    /// sanctions oil {
    ///     by USA
    ///     against RUS
    ///     package oil
    ///     relief upon completion of withdrawal
    ///     snapback upon notification by any of UKR, USA decided unless determination of UNSC within 30 days
    /// }
    /// ```
    ///
    /// ## References
    /// - Security Council resolution 2231 (2015), paragraphs 11 and 12
    "remedy/snapback-veto" {
        summary: "lifted sanctions return only if a potential aggressor lets them",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Snapback).filter(|it| it.mode != BlockingMode::StaysAway) {
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let can = match (who.len(), veto.alone) {
            (0 | 1, _) => "can",
            (_, true) => "can each",
            (_, false) => "can together",
        };
        let message = format!("{} {can} keep {} from returning", quoted(cx, &who), subject(cx, veto.holder));
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here("nothing returns without it").counterexample(play(cx, veto));
        alignments(cx, finding, players(&veto.blockers));
        match patient.written().filter(|_| veto.gate.kind != GateKind::Request) {
            Some(words) if veto.mode != BlockingMode::Carries => {
                finding.help(format!(
                    "turn it round, so that a vote keeps them away: `decided unless {words} within 30 days`"
                ));
            }
            _ => {
                finding.help("let them return by themselves, unless a vote keeps them away: `decided unless …`");
            }
        }
        patient.suggest(finding);
    }
}
