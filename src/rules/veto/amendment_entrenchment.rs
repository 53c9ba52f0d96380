//! A defective decision can be repaired only with the vote of the one whom the defect serves.

use crate::analysis::{BlockingMode, Forced, GateKind, Power, Veto};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, quoted, report};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The draft holds a decision that a potential aggressor or its bloc can block or force, and the amendment that
    /// would repair it needs the same aggressor's vote. A draft whose decisions are in order may be amended by
    /// unanimity.
    ///
    /// ## Why it matters
    /// The defect protects itself. What is overlooked at the signature can never be corrected, except by paying the
    /// aggressor for it. The beneficiary loses the second chance that amendments are for; the rule serves it and the
    /// guarantors who find out late.
    ///
    /// ## Precedent
    /// In 1938 the Assembly of the League voted on a proposal that the votes of the parties to a dispute should no
    /// longer count under Article 11 of the Covenant. Twenty-five states were for it, two against, seven abstained: it
    /// failed for want of unanimity, by the very rule that it was to correct.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// party FRA "French Republic"     is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by unanimity of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    /// }
    /// amendment { by unanimity of parties }  #~ amendment-entrenchment: `RUS` must agree to the amendment of
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// party FRA "French Republic"     is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by unanimity of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    /// }
    /// amendment { by unanimity of parties excluding the attacker }
    /// ```
    /// Best of all, repair the decision itself before the signature.
    ///
    /// ## References
    /// - League of Nations, Assembly of 1938: the proposal on Article 11 of the Covenant
    /// - Charter of the United Nations, articles 108 and 109
    "veto/amendment-entrenchment" {
        summary: "a defective decision can be amended only with the assent of the State that it favours",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Amendment).filter(|it| it.mode != BlockingMode::StaysAway) {
        let serves = |blockers: &[crate::analysis::Blocker]| {
            blockers.iter().any(|it| veto.blockers.iter().any(|own| own.attacker == it.attacker))
        };
        let blocked = cx.facts.vetoes().iter().find(|it| is_defect(it) && serves(&it.blockers));
        let forced = || cx.facts.forced().iter().find(|it| it.power != Power::Amendment && serves(&it.blockers));
        let (span, who_it_serves) = match (blocked, forced) {
            (Some(defect), _) => (defect.site, &defect.blockers),
            (None, forced) => match forced() {
                Some(Forced { site, blockers, .. }) => (*site, blockers),
                None => continue,
            },
        };
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let message = format!(
            "{} must agree to the amendment of a decision that favours {}",
            quoted(cx, &who),
            if who.len() > 1 { "them" } else { "it" }
        );
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here("no amendment without it").counterexample(play(cx, veto));
        let attacker = who_it_serves.first().map_or("", |it| cx.model.name(it.attacker));
        finding.label(span, format!("favours `{attacker}`"));
        alignments(cx, finding, players(&veto.blockers));
        if let Some(cure) = patient.excluded() {
            finding.help(cure);
        }
        patient.cut(finding);
        finding.help("correct the decision itself before signature");
    }
}

/// Whether a veto comes of a decision that an amendment would correct.
fn is_defect(veto: &Veto) -> bool {
    let kind = veto.gate.kind;
    !matches!(veto.power, Power::Amendment | Power::EntryIntoForce)
        && (kind.is_decision() || matches!(kind, GateKind::Organ | GateKind::Collective))
}
