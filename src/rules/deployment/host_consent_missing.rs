//! Troops of others stand on a State's territory, and nothing says that it consents.

use crate::analysis::ForcePart;
use crate::diagnostic::{Fix, Safety};
use crate::model::{Actors, DetailKind, SetTerm};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::{called, with_and};

declare_rule! {
    /// ## What it checks
    /// A deployment on foreign territory rests on the consent of the State whose territory it is: `consent of`, a request of that
    /// State (of the deployment or of the trigger that brings it), a decision that cannot be taken without it, its own
    /// undertaking to receive the force, or a legal basis in consent. Whoever takes part in a force consents to it. A
    /// mandate of the Security Council stands in the place of consent.
    ///
    /// ## Why it matters
    /// Without a clause nobody knows whether the consent given at signature binds tomorrow's government, whether it may
    /// be taken back, and how fast. The adversary says that the troops are occupiers, the host's opposition says it
    /// too, and the sender learns in a crisis that it may be asked to leave within days. The rule serves host and
    /// sender alike.
    ///
    /// ## Precedent
    /// Egypt took back its consent to the United Nations Emergency Force on 18 May 1967; the force left, and war came
    /// within three weeks. Article IV of the Treaty of Peace of 1979 therefore says that the force is not withdrawn at
    /// the wish of one Party.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {  #~ deployment/host-consent-missing: `trainers` does not provide for the consent
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     ceiling 900 personnel
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    ///     ceiling 900 personnel
    ///     consent of UKR revocable with notice 12 months
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), article IV(2)
    /// - Report of the Secretary-General on the withdrawal of the United Nations Emergency Force (1967)
    "deployment/host-consent-missing" {
        summary: "troops are stationed in a State without a clause on its consent",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let unasked = cx.facts.unasked(force);
        if unasked.is_empty() {
            continue;
        }
        let called = called(force.provision);
        let (missing, senders) = (cx.model.names(&unasked), troops::senders(cx.model, force));
        let hosts = with_and(&missing);
        let finding = sink.report(force.span, format!("{called} does not provide for the consent of {hosts}"));
        if let Some(area) = force.area {
            finding.label(area.span, format!("territory of {hosts}"));
        }
        finding.counterexample(format!(
            "a new government of {hosts} asks {senders} to leave: the text is silent on whether it may"
        ));
        if force.sentence.is_some() {
            finding.help(format!("provide for it: `subject to consent of {missing}`"));
            continue;
        }
        if let Some(of) = said(force) {
            let held = of.include.iter().any(|it| !matches!(it, SetTerm::Unknown));
            let whole = |said: &str| if held { format!("{said}, {missing}") } else { missing.clone() };
            let title = format!("write `consent of {}`", whole(&cx.model.quoted(of.span)));
            let text = whole(of.span.of(cx.model.text));
            finding.help(title.clone()).fix(Fix::replace(Safety::Unsafe, title, of.span, text));
            continue;
        }
        finding
            .help(format!(
                "state the consent and how it may be withdrawn: `consent of {missing} revocable with notice 12 months`"
            ))
            .help(format!("or, so that it cannot be withdrawn in a crisis: `consent of {missing} irrevocable`"));
        if unasked.len() == 1 && force.timing.is_none() {
            finding
                .help(format!("or let the troops come only on request: `timing responsive upon request by {missing}`"));
        }
        finding.fixes.extend(troops::add_clause(cx.model, force.provision, &format!("consent of {missing}")));
    }
}

/// The clause on consent that the force has.
fn said<'m>(force: &ForcePart<'m>) -> Option<&'m Actors<'m>> {
    force.provision.details.iter().find_map(|it| match &it.kind {
        DetailKind::ConsentOf(of, ..) => Some(of),
        _ => None,
    })
}
