//! One expected supporter who wavers is enough, and the decision fails.

use crate::analysis::{GateKind, Holder};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{quoted, subject};
use crate::rules::prelude::*;
use crate::rules::wording::listed;

declare_rule! {
    /// ## What it checks
    /// A vote on which a promise depends holds against the assumed aggressor and its bloc, but only if nearly all others
    /// vote for it: as few as the option says need only abstain, and it fails.
    ///
    /// ## Why it matters
    /// Whoever is not an enemy is not yet sure: elections, blackmail and trade move votes. An aggressor that has no
    /// veto buys one where one vote is enough. The beneficiary should know how thin the margin is, and the guarantors
    /// which of them will be courted.
    ///
    /// ## Precedent
    /// In August 2020 a motion in the Security Council to prolong the arms embargo against Iran needed nine votes and
    /// got two. Sanctions of the European Union, which need the voice of every member, have more than once been delayed
    /// by one.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party RUS "Russian Federation"        is guarantor
    /// party FRA "French Republic"           is guarantor
    /// party GBR "United Kingdom"            is guarantor
    /// party USA "United States of America"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by at least 3 of guarantors  #~ fragile-threshold: one abstention among `FRA`, `GBR` and `USA`
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party RUS "Russian Federation"        is guarantor
    /// party FRA "French Republic"           is guarantor
    /// party GBR "United Kingdom"            is guarantor
    /// party USA "United States of America"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by at least 2 of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    /// }
    /// ```
    ///
    /// ## Options
    /// `defections` (1): how many expected supporters may fall away before the vote fails and nothing is reported.
    ///
    /// ## References
    /// - Security Council, vote on draft resolution S/2020/797 (14 August 2020)
    "veto/fragile-threshold" {
        summary: "a decision fails if very few of its expected supporters defect",
        level: Advice,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for margin in cx.facts.margins().iter().filter(|it| it.defections <= cx.options.defections) {
        let counted = matches!(margin.gate.kind, GateKind::Vote | GateKind::Organ);
        let count = match (margin.defections, counted) {
            (1, true) => "one abstention".to_owned(),
            (more, true) => format!("{more} abstentions"),
            (1, false) => "one refusal".to_owned(),
            (more, false) => format!("{more} refusals"),
        };
        let supporters = quoted(cx, &margin.supporters);
        let holder = margin.provisions.first().map_or(margin.holder, |id| Holder::Provision(*id));
        let message = match margin.supporters.len() {
            1 => format!("the vote depends on {supporters} alone"),
            _ if counted => format!("{count} among {supporters} defeats the vote"),
            _ => format!("{count} among {supporters} prevents the {}", margin.gate.kind.noun()),
        };
        let voters = margin.electors.len();
        let finding = sink.report(margin.gate.span, message);
        let vote = if counted { "vote" } else { "take part" };
        finding.here(format!("{voters} {vote}; {} expected in favour", margin.supporters.len()));
        let first: Vec<_> = margin.supporters.iter().copied().take(margin.defections as usize).collect();
        let abstain = match (first.len(), counted) {
            (1, true) => "abstains",
            (_, true) => "abstain",
            (1, false) => "refuses",
            (_, false) => "refuse",
        };
        let held = subject(cx, holder);
        finding.counterexample(format!("{} {abstain}: {held} does not take effect", listed(cx.model, &first)));
        let bloc = voters - margin.supporters.len();
        let most = voters.saturating_sub(bloc + cx.options.defections as usize);
        let patient = GateFix::of_margin(cx, margin);
        if most > bloc && patient.is_by_heads() {
            let excluding = patient.written_exclusion().map_or_else(String::new, |it| format!(" excluding {it}"));
            let electorate = patient.electorate();
            finding.help(format!("lower the threshold: write `at least {most} of {electorate}{excluding}`"));
        }
        let case = cx.model.threat.cases.iter().find(|it| it.attacker == margin.attacker);
        if let Some(victim) = case.and_then(|it| it.victim) {
            finding.help(format!("provide a second route: add `or request of {}`", cx.model.name(victim)));
        }
    }
}
