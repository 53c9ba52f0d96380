//! A potential aggressor holds a gate on which the help against its own attack hangs.

use crate::analysis::{BlockingMode, GateKind, Veto, game};
use crate::model::VoteKind;
use crate::rules::blockade::{decisive, weight};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, promises, quoted, report, subject};
use crate::rules::prelude::*;
use crate::syntax::ast::Threshold;

declare_rule! {
    /// ## What it checks
    /// For every trigger and every promise, and for every assumed aggressor: if the aggressor does none of the acts
    /// that only it can do (vote, consent, request, finding), while everybody else does all of theirs, can the promise
    /// still take effect for anybody? If not, the aggressor holds a veto over the help against its own attack.
    ///
    /// Whoever the draft says may decide is asked: an electorate, a body by its rule, the decision that an `otherwise`
    /// names. A gate that the end of a clock opens is a delay and no veto. Gates of other kinds have rules of their
    /// own: an external organ (`veto/external-organ-veto`), a quorum (`veto/quorum-boycott`), a collective duty
    /// (`veto/collective-guarantee-defeats-itself`), a consultation that need never be held
    /// (`activation/consultation-no-clock`), and a vote that only the aggressor's friends can stop
    /// (`veto/aligned-bloc-veto`).
    ///
    /// ## Why it matters
    /// The guarantee works against everybody but the one state that it is made for. The beneficiary has paid for it,
    /// with neutrality or arms; the guarantors are free of a duty that their publics believe in; the aggressor gains a
    /// right over its victim's defence. The rule serves all who rely on the promise, and a mediator who wants it to be
    /// worth its price.
    ///
    /// ## Precedent
    /// The Russian text of Article 5 of the draft of 15 April 2022 let the guarantors act on a decision of all of them,
    /// and the Russian Federation was to be one. Under Article 11 of the Covenant of the League, which counted the
    /// parties to the dispute, the Council's draft on Manchuria failed on 24 October 1931 with thirteen votes against
    /// Japan's one; under Article 15, which does not count them, the Assembly adopted its report on 24 February 1933
    /// with forty-two votes against one. Same dispute, same states, another electorate.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// party FRA "French Republic"     is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by unanimity of guarantors  #~ aggressor-veto: `RUS`, a potential aggressor, can block the trigger `attack`
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
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// party FRA "French Republic"     is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by unanimity of guarantors excluding the attacker
    /// }
    /// guarantee assistance {
    ///     upon attack
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// ```
    /// Or `decided by each of guarantors`, or `decided unless two-thirds of guarantors excluding the attacker object`,
    /// or a clock that opens: `within 72 hours otherwise proceed`.
    ///
    /// ## References
    /// - Covenant of the League of Nations (1919), articles 5, 11 and 15(6)
    /// - Inter-American Treaty of Reciprocal Assistance (1947), article 18: the parties directly interested do not vote
    /// - North Atlantic Treaty (1949), article 5: each party answers for itself
    "veto/aggressor-veto" {
        summary: "a potential aggressor can block the help against its own attack",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in decisive(cx).filter(|it| it.alone) {
        let who = attackers(&veto.blockers);
        let (kind, can) = match who.len() {
            1 => ("a potential aggressor", "can block"),
            _ => ("potential aggressors", "can each alone block"),
        };
        let message = format!("{}, {kind}, {can} {}", quoted(cx, &who), subject(cx, veto.holder));
        let patient = GateFix::of(cx, veto);
        let mut sink = sink.weighing(weight(cx, veto));
        let finding = report(cx, &mut sink, veto, message);
        finding.here(demand(cx, veto, &patient)).counterexample(play(cx, veto));
        promises(cx, finding, veto);
        alignments(cx, finding, patient.aligned());
        patient.suggest(finding);
    }
}

/// What the gate demands, in words.
fn demand(cx: &CheckContext<'_>, veto: &Veto, patient: &GateFix<'_, '_>) -> String {
    let all = quoted(cx, &veto.electors);
    let one = veto.electors.len() == 1;
    match (veto.mode, veto.gate.kind, patient.vote().map(|it| &it.1.kind)) {
        (BlockingMode::Carries, ..) => "can stop it".to_owned(),
        (BlockingMode::Objects, ..) => format!("none of {all} may object"),
        (_, GateKind::Vote, Some(VoteKind::Threshold { threshold: Threshold::Unanimity, .. })) if !one => {
            format!("requires the vote of each of {all}")
        }
        (_, GateKind::Vote, Some(VoteKind::Threshold { threshold, .. })) if !one && patient.is_by_heads() => {
            let voters = veto.electors.len();
            format!("requires {} of {voters} votes", game::needed(*threshold, voters as u64))
        }
        (_, GateKind::Vote, _) if !one => format!("{all} vote"),
        (_, GateKind::Request, _) => format!("requires a request by {all}"),
        (_, GateKind::Consent, _) => format!("requires the consent of {all}"),
        (_, GateKind::Approval, _) => format!("requires the approval of {all}"),
        (_, GateKind::Agreement, _) if !one => format!("requires the agreement of {all}"),
        _ => format!("requires action by {all}"),
    }
}
