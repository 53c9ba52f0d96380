//! Those who vote with an aggressor are enough to stop the help against it.

use rustc_hash::FxHashSet;

use crate::analysis::{Veto, game};
use crate::model::{ShareBase, VoteKind};
use crate::rules::blockade::{decisive, weight};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, can, play, players, promises, quoted, report, subject};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// The aggressor has no vote, or too few, and those who vote with it (`BLR votes with RUS`) still hold a blocking
    /// share. The aggressor and its bloc are one will here: they do none of their acts, everybody else does all. A gate
    /// that the aggressor shuts alone is reported once, by `veto/aggressor-veto`, which says then that leaving the
    /// aggressor out is not enough.
    ///
    /// ## Why it matters
    /// Leaving out the state concerned is the first remedy that negotiators find, and it looks complete. With one friend
    /// under unanimity, or with a third of the votes under two-thirds, nothing has changed: the beneficiary holds the
    /// same empty promise, and the aggressor needs a telephone call more. The rule serves the beneficiary and the
    /// guarantors who mean it.
    ///
    /// ## Precedent
    /// Article 7 of the Treaty on European Union leaves out the state concerned and asks for unanimity of the others;
    /// two states that had each other's word made it a dead letter. In the draft of April 2022 it depends on two
    /// brackets whether two-thirds without the Russian Federation hold: with Belarus and without Türkiye, China and
    /// Belarus block; with both or with neither, they do not.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is guarantor
    /// party BLR "Republic of Belarus"  is guarantor
    /// party FRA "French Republic"      is guarantor
    /// party GBR "United Kingdom"       is guarantor
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by unanimity of guarantors excluding the attacker  #~ aligned-bloc-veto: `BLR`, aligned with `RUS`
    /// }
    /// guarantee assistance {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"              is beneficiary
    /// party RUS "Russian Federation"   is guarantor
    /// party BLR "Republic of Belarus"  is guarantor
    /// party FRA "French Republic"      is guarantor
    /// party GBR "United Kingdom"       is guarantor
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by two-thirds of guarantors excluding the attacker and those aligned with it
    /// }
    /// guarantee assistance {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty on European Union, article 7; Treaty on the Functioning of the European Union, article 354
    /// - CSCE, Prague Document (1992): consensus minus one
    "veto/aligned-bloc-veto" {
        summary: "states aligned with a potential aggressor can block the help against it",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let vetoes: Vec<&Veto> = decisive(cx).collect();
    if vetoes.iter().all(|it| it.alone) {
        return;
    }
    let alone: FxHashSet<_> = vetoes.iter().filter(|it| it.alone).map(|it| (it.gate.file, it.gate.span)).collect();
    for veto in vetoes {
        if veto.alone || alone.contains(&(veto.gate.file, veto.gate.span)) {
            continue;
        }
        let Some(blocker) = veto.blockers.first() else { continue };
        let attacker = cx.model.name(blocker.attacker);
        let bloc = players(&veto.blockers);
        let friends: Vec<_> = bloc.iter().copied().filter(|it| *it != blocker.attacker).collect();
        let gate = subject(cx, veto.holder);
        let message = if friends.len() == bloc.len() {
            format!("{}, aligned with `{attacker}`, {} block {gate}", quoted(cx, bloc), can(bloc.len(), false))
        } else {
            format!("`{attacker}` and {}, aligned with it, can together block {gate}", quoted(cx, &friends))
        };
        let patient = GateFix::of(cx, veto);
        let mut sink = sink.weighing(weight(cx, veto));
        let finding = report(cx, &mut sink, veto, message);
        finding.here(shares(veto, &patient)).counterexample(play(cx, veto));
        alignments(cx, finding, &friends);
        promises(cx, finding, veto);
        if let Some(cure) = threshold(&patient, veto) {
            finding.help(cure);
        }
        patient.suggest(finding);
    }
}

/// The count as it stands: how many are needed, how many are of the bloc.
fn shares(veto: &Veto, patient: &GateFix<'_, '_>) -> String {
    let voters = veto.electors.len();
    let bloc = players(&veto.blockers).len();
    match patient.vote().map(|it| &it.1.kind) {
        Some(VoteKind::Threshold { threshold, .. }) if patient.is_by_heads() => {
            let need = game::needed(*threshold, voters as u64);
            format!("requires {need} of {voters} votes, of which the bloc has {bloc}")
        }
        _ => format!("of {voters} that take part, the bloc has {bloc}"),
    }
}

/// Thresholds that the bloc can neither reach nor stop among the same voters.
fn threshold(patient: &GateFix<'_, '_>, veto: &Veto) -> Option<String> {
    let (_, vote) = patient.vote()?;
    if !matches!(vote.kind, VoteKind::Threshold { .. }) || vote.base != ShareBase::Members || !patient.is_by_heads() {
        return None;
    }
    let bloc = players(&veto.blockers).len() as u32;
    let range = game::feasible(veto.electors.len() as u32, bloc)?;
    let excluding = patient.written_exclusion().map_or_else(String::new, |it| format!(" excluding {it}"));
    let vote = |count: u32| format!("`at least {count} of {}{excluding}`", patient.electorate());
    let (least, most) = (*range.start(), *range.end());
    let range = if least == most { format!("{least}") } else { format!("{least} to {most}") };
    Some(format!("set the threshold at {range}, which these voters can reach without the bloc: write {}", vote(least)))
}
