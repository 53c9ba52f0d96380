//! Remedies for a promise that depends on an organ which the text cannot correct.

use super::GateFix;
use crate::analysis::Veto;
use crate::diagnostic::Diagnostic;
use crate::model::{OccasionKind, Provision, ProvisionId, RefTarget};
use crate::rules::CheckContext;
use crate::rules::play::bound;

/// Help that needs no organ, beside a duty that only asks for its action.
pub(crate) fn beside(
    cx: &CheckContext<'_>,
    finding: &mut Diagnostic,
    veto: &Veto,
    provision: &Provision<'_>,
    clock: Option<String>,
) {
    let trigger = trigger(provision).map(|id| cx.model.provision(id).name).filter(|it| !it.is_empty());
    let upon = trigger.map_or_else(String::new, |it| format!("upon {it} "));
    let bound = bearer(cx, provision);
    let promise =
        format!("obligation act-alone {{ {upon}each of {bound} shall assist {} by weapons }}", victim(cx, veto));
    let words = format!("promise help that requires no organ: add `{promise}`");
    finding.help(match clock {
        Some(clock) => format!("{words}; and {clock}"),
        None => words,
    });
}

/// Ways past an organ for which a promise waits.
pub(crate) fn past(cx: &CheckContext<'_>, finding: &mut Diagnostic, veto: &Veto, patient: &GateFix<'_, '_>) {
    if let Some(cure) = patient.clock() {
        finding.help(cure);
    }
    let own = bound(cx, veto);
    let names = cx.model.names(&own);
    match own.len() {
        1 => {
            let words = patient.joined(&format!("or determination of {names}"));
            finding.help(format!("let the State bound decide as well: {words}"));
        }
        2..=8 => {
            let words = patient.joined(&format!("or each of {names}"));
            finding.help(format!("let each of those bound decide as well: {words}"));
        }
        _ => {}
    }
    let words = patient.joined(&format!("or request of {}", victim(cx, veto)));
    finding.help(format!("provide a route that bypasses the organ: {words}"));
}

fn trigger(provision: &Provision<'_>) -> Option<ProvisionId> {
    provision.upon.iter().flat_map(|it| &it.any).flatten().find_map(|it| match it.kind {
        OccasionKind::Named(RefTarget::Provision(id)) => Some(id),
        _ => None,
    })
}

fn bearer(cx: &CheckContext<'_>, provision: &Provision<'_>) -> String {
    provision.sentences.first().map_or_else(|| "parties".to_owned(), |it| cx.model.quoted(it.bearer_span))
}

fn victim(cx: &CheckContext<'_>, veto: &Veto) -> String {
    let victims = veto.blockers.first().map_or(&[][..], |it| &it.victims);
    if victims.is_empty() { "the victim".to_owned() } else { cx.model.names(victims) }
}
