//! Monitors or forces get in only if a potential aggressor lets them in.

use crate::analysis::{BlockingMode, GateKind, Holder, Power, Veto};
use crate::model::{DetailKind, Provision};
use crate::rules::gate_fix::GateFix;
use crate::rules::play::{alignments, attackers, play, players, quoted, report, subject};
use crate::rules::prelude::*;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// The access of a verification, or the consent on which a deployment rests, is a gate that a potential aggressor
    /// or its bloc can keep shut. A consent that the text declares irrevocable has been given with the signature and is
    /// no gate.
    ///
    /// ## Why it matters
    /// Who has something to hide decides what is seen, and who wants to attack decides whether somebody stands in the
    /// way. The beneficiary has a mission on paper; the inspecting states answer for findings that they could not make.
    /// The rule serves both.
    ///
    /// ## Precedent
    /// The OSCE's special monitoring mission in Ukraine recorded denials of access year after year; refusing it had no
    /// consequence. The commission in Laos decided the major questions by unanimity after 1962, and its members did not
    /// agree. Egypt withdrew its consent to the United Nations force in May 1967, and war followed; the treaty of
    /// 1979 lets neither side send the force away alone.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// verification observers {
    ///     by OSCE
    ///     access subject to consent of UKR, RUS  #~ access-veto: `RUS` can refuse access to the verification
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// verification observers {
    ///     by OSCE
    ///     access on-demand
    ///     notice 24 hours
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), article IV(2) and annex I, article VI
    /// - Chemical Weapons Convention (1993), article IX(17): a challenge inspection is stopped by three-quarters only
    "veto/access-veto" {
        summary: "monitors or forces obtain access only if a potential aggressor agrees",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for veto in cx.facts.vetoes_of(Power::Access).filter(|it| it.mode != BlockingMode::StaysAway) {
        let provision = match veto.holder {
            Holder::Provision(id) => Some(cx.model.provision(id)),
            Holder::Body(_) => None,
        };
        if provision.is_some_and(|it| is_given(it, veto)) {
            continue;
        }
        let who = if veto.alone { attackers(&veto.blockers) } else { players(&veto.blockers).to_vec() };
        let gate = subject(cx, veto.holder);
        let message = format!("{} can refuse access to {gate}", quoted(cx, &who));
        let patient = GateFix::of(cx, veto);
        let finding = report(cx, sink, veto, message);
        finding.here(demand(cx, veto)).counterexample(play(cx, veto));
        alignments(cx, finding, players(&veto.blockers));
        let deployed = provision.is_some_and(|it| it.kind == ProvisionKind::Deployment);
        let hosts = cx.model.names(patient.others());
        let clause = provision.and_then(|it| it.details.iter().find(|it| it.span == veto.site));
        let consents = clause.is_some_and(|it| matches!(it.kind, DetailKind::ConsentOf(..)));
        if consents {
            if !patient.others().is_empty() && patient.others().len() <= 8 {
                finding.help(format!("require only the consent of the others: write `consent of {hosts}`"));
            }
            finding.help(match provision.and_then(|it| revocation(cx, it, veto)) {
                Some(words) => {
                    format!("make the consent irrevocable: write `irrevocable` in place of `{words}`")
                }
                None => "make the consent irrevocable: add `irrevocable`".to_owned(),
            });
        } else if deployed {
            patient.suggest(finding);
        } else {
            finding.help("grant access as of right: write `access on-demand`, with `notice 24 hours`");
            if let Some(cure) = patient.clock() {
                finding.help(cure);
            }
        }
    }
}

/// Whether the consent was given with the signature and cannot be taken back.
fn is_given(provision: &Provision<'_>, veto: &Veto) -> bool {
    provision
        .details
        .iter()
        .any(|detail| detail.span == veto.site && matches!(detail.kind, DetailKind::ConsentOf(_, Some(false), _)))
}

/// What the clause says behind those who consent.
fn revocation(cx: &CheckContext<'_>, provision: &Provision<'_>, veto: &Veto) -> Option<String> {
    let clause = provision.details.iter().find(|it| it.span == veto.site)?;
    let DetailKind::ConsentOf(of, Some(true), _) = &clause.kind else { return None };
    let words = cx.model.quoted(Span::new(of.span.end, clause.span.end));
    (provision.file == cx.model.file && !words.contains('`')).then_some(words)
}

fn demand(cx: &CheckContext<'_>, veto: &Veto) -> String {
    let all = quoted(cx, &veto.electors);
    match veto.gate.kind {
        GateKind::Consent => format!("requires the consent of {all}"),
        GateKind::Organ => "its own rules decide, not this text".to_owned(),
        _ => format!("requires action by {all}"),
    }
}
