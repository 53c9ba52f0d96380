//! A potential aggressor defeats a decision by staying away.

use rustc_hash::FxHashSet;

use crate::analysis::{BlockingMode, game};
use crate::diagnostic::{Fix, Safety};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, promises, quoted, report, subject};
use crate::rules::prelude::*;
use crate::syntax::ast::Threshold;

declare_rule! {
    /// ## What it checks
    /// A vote that a potential aggressor, alone or with its bloc, cannot stop by voting no, but can stop by staying
    /// away: without it there is no quorum.
    ///
    /// ## Why it matters
    /// A quorum is meant against decisions of a few; here it gives an empty chair more weight than a vote. The
    /// aggressor need not even say no before the world. The beneficiary and all who come to the meeting lose; the rule
    /// serves them, and a mediator who sets up the body.
    ///
    /// ## Precedent
    /// From January 1950 the Soviet Union stayed away from the Security Council, whose Charter knows no quorum, and the
    /// Council acted on Korea without it. Bodies with a quorum of all members have no such remedy. The ECOWAS mechanism
    /// of 1999 asks for two-thirds to be present and two-thirds of these to agree: more than a third that stay away
    /// stop it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party CHE "Swiss Confederation"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// body Commission "joint commission" {
    ///     members UKR, RUS, CHE
    ///     decides by majority of members quorum 3  #~ quorum-boycott: `RUS` can defeat the quorum
    /// }
    /// trigger breach-found {
    ///     on ceasefire-breach against UKR
    ///     decided by Commission
    /// }
    /// obligation answer {
    ///     upon breach-found
    ///     CHE shall assist UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is signatory
    /// party CHE "Swiss Confederation"  is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// body Commission "joint commission" {
    ///     members UKR, RUS, CHE
    ///     decides by majority of members quorum majority
    /// }
    /// trigger breach-found {
    ///     on ceasefire-breach against UKR
    ///     decided by Commission
    /// }
    /// obligation answer {
    ///     upon breach-found
    ///     CHE shall assist UKR
    /// }
    /// ```
    ///
    /// ## References
    /// - ECOWAS, Protocol on the Mechanism for Conflict Prevention (1999): the Mediation and Security Council
    /// - Charter of the United Nations, articles 27 and 28
    "veto/quorum-boycott" {
        summary: "a potential aggressor can defeat a decision by staying away",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut seen = FxHashSet::default();
    let boycotts = |alone: bool| {
        cx.facts.vetoes().iter().filter(move |it| it.mode == BlockingMode::StaysAway && it.alone == alone)
    };
    for veto in boycotts(true).chain(boycotts(false)) {
        let patient = GateFix::of(cx, veto);
        let quorum = patient.vote().and_then(|(decision, _)| decision.quorum);
        let place = quorum.map_or(veto.gate.span, |it| it.1);
        // A quorum of a body holds for each of its rules, and may fail alone and with friends.
        if !seen.insert((veto.gate.file, place)) {
            continue;
        }
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let gate = veto.gate.body.map_or_else(|| subject(cx, veto.holder), |it| format!("`{}`", cx.model.name(it)));
        let each = if veto.alone && who.len() > 1 { " each alone" } else { "" };
        let message = format!("{} can{each} defeat the quorum of {gate} by staying away", quoted(cx, &who));
        let finding = report(cx, sink, veto, message);
        let all = veto.electors.len() as u64;
        let need = quorum.map(|(quorum, _)| game::needed(quorum, all));
        let there = all - players(&veto.blockers).len().min(veto.electors.len()) as u64;
        if let Some((_, span)) = quorum.filter(|it| it.1.is_own()) {
            // The quorum is the fault, the clause that leads to it only one of its victims.
            finding.move_to(span);
            finding.related.retain(|it| !it.is(cx.model.file, veto.gate.span));
        }
        if let Some(need) = need {
            finding.here(format!("requires {need} of {all}, but {there} would attend"));
        }
        finding.counterexample(play(cx, veto));
        promises(cx, finding, veto);
        alignments(cx, finding, players(&veto.blockers));
        if game::needed(Threshold::Majority, all) <= there {
            finding.help("lower the quorum: write `quorum majority`");
            if let Some((_, span)) = quorum.filter(|it| it.1.is_own()) {
                finding.fix(Fix::replace(Safety::Unsafe, "require a majority", span, "quorum majority"));
            }
        } else if there > 0 {
            finding.help(format!("require no more than attend without it: write `quorum {there}`"));
        }
        if there > 0 && quorum.is_some() {
            let out = patient.exclusion();
            finding.help(format!(
                "count the quorum among the others: add `excluding {out}` to the vote, and write `quorum majority`"
            ));
        }
        if let Some(cure) = patient.clock() {
            finding.help(cure);
        }
    }
}
