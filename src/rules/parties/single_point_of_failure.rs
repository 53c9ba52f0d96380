//! If one guarantor falls away, nobody owes a measure any more.

use crate::analysis::providers::single_points;
use crate::diagnostic::join_list;
use crate::rules::prelude::*;
use crate::rules::wording::promising;

declare_rule! {
    /// ## What it checks
    /// No single guarantor is the only one that owes a measure of help, where there are several guarantors. Who is assumed
    /// to attack or to act with an attacker is not counted as a provider. A right to help, or an expectation of it, is no
    /// replacement.
    ///
    /// ## Why it matters
    /// Governments change, and a parliament may say no. If the one that alone brings air defence or reconnaissance does not
    /// come, the others may stand in the field without eyes. The text can say who takes its place; if nobody can, that is
    /// worth knowing before it is signed.
    ///
    /// ## Precedent
    /// In the talks of 2025 the European contingents were to rest on American intelligence and air cover, for which no
    /// replacement was named.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// party GBR "United Kingdom"            is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of FRA, GBR shall assist UKR
    ///     by weapons
    /// }
    /// obligation cover {  #~ single-point-of-failure: without `USA`, nobody owes `air-defence` or
    ///     upon attack
    ///     USA shall assist UKR
    ///     by air-defence, intelligence
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// party GBR "United Kingdom"            is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     each of FRA, GBR shall assist UKR
    ///     by weapons
    /// }
    /// obligation cover {
    ///     upon attack
    ///     each of USA, FRA, GBR shall assist UKR
    ///     by air-defence, intelligence
    /// }
    /// ```
    ///
    /// ## References
    /// - Paris Declaration on robust security guarantees (2026), on the backstop
    "parties/single-point-of-failure" {
        summary: "a measure is owed by one guarantor alone",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let adverse = cx.model.threat.adverse();
    let mut guarantors = promising(cx.model);
    guarantors.retain(|it| !adverse.contains(it));
    if guarantors.len() < 2 {
        return;
    }
    for (only, measures) in single_points(cx.facts) {
        let mut promised = measures.iter().flat_map(|it| &it.promised);
        let Some(first) = promised.find(|it| it.by.iter().any(|by| by.0 == only && by.1.owes())) else { continue };
        let name = cx.model.name(only);
        let listed = measures.iter().map(|it| format!("`{}`", it.name)).collect::<Vec<_>>();
        let message = format!("without `{name}`, nobody owes {}", join_list(&listed, "or"));
        let provision = cx.model.provision(first.provision);
        let finding = sink.report(provision.name_span, message);
        finding.label(first.span, "owed by one alone");
        finding.counterexample(format!("{name} does not act: no one else is in breach"));
        let others: Vec<&str> =
            guarantors.iter().filter(|it| **it != only).take(2).map(|it| cx.model.name(*it)).collect();
        finding.help(format!(
            "bind others as well: `each of {name}, {} shall …`; or designate a substitute",
            others.join(", ")
        ));
    }
}
