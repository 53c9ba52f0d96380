//! A measure is promised by a group, and by nobody in particular.

use crate::analysis::providers::{How, Measure, Promised};
use crate::diagnostic::join_list;
use crate::model::ActorId;
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// Every measure that a group promises, an airspace closed, arms, intelligence, has somebody who owes it whatever the
    /// others do: each of the group, one State by name, or one that has the role of a lead. `guarantors shall` makes each owe
    /// its own share, and does not say whose share is what. Measures that name no one thing, such as all necessary means, are
    /// not counted, nor what each does for itself anyway, such as diplomacy and sanctions.
    ///
    /// ## Why it matters
    /// What all owe together, each can leave to the others. Nobody has broken the promise, and nobody has kept it. For those
    /// who plan, a measure without a name beside it is one that is not there.
    ///
    /// ## Precedent
    /// The declarations of Paris list air defence, intelligence and a multinational force as contributions of the
    /// coalition; which State brings which was left for later.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     guarantors shall assist UKR
    ///     by airspace-closure  #~ unallocated-measure: no actor in particular owes `airspace-closure`
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     GBR shall assist UKR
    ///     by airspace-closure
    /// }
    /// ```
    ///
    /// ## References
    /// - Paris Declaration on robust security guarantees (2026)
    "obligation/unallocated-measure" {
        summary: "a measure is promised by a group but by no actor in particular",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// What each does for itself, whoever else does it too.
const EVERYBODYS: &[&str] = &["diplomacy", "economic-measures", "good-offices", "sanctions"];

fn is_one_thing(measure: &Measure<'_>) -> bool {
    !measure.open && !EVERYBODYS.contains(&measure.name)
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // Measures of one promise are told together, at the first.
    let mut shared: Vec<(&Measure<'_>, &Promised)> = Vec::new();
    for measure in cx.facts.measures().iter().filter(|it| is_one_thing(it) && it.is_unallocated()) {
        let first = measure.promised.iter().find(|it| it.by.iter().any(|it| it.1 == How::Share));
        shared.extend(first.map(|it| (measure, it)));
    }
    shared.sort_by_key(|it| it.1.provision);
    for told in shared.chunk_by(|one, next| one.1.provision == next.1.provision) {
        let promised = told[0].1;
        let provision = cx.model.provision(promised.provision);
        let group: Vec<ActorId> = promised.by.iter().filter(|it| it.1 == How::Share).map(|it| it.0).collect();
        let listed = told.iter().map(|it| format!("`{}`", it.0.name)).collect::<Vec<_>>();
        let listed = join_list(&listed, "or");
        let finding = sink.report(promised.span, format!("no actor in particular owes {listed}"));
        finding.label(provision.name_span, format!("{} owe it as a group", quoted(cx, &group)));
        let (one, other) = (cx.model.name(group[0]), cx.model.name(group[group.len() - 1]));
        finding.counterexample(format!(
            "{one} leaves it to {other}, and {other} leaves it to {one}: nobody provides it, and {} is not breached",
            called(provision)
        ));
        finding.help(format!("allocate the measure in separate sentences: `{one} shall …`"));
        finding.help("or bind each individually, `each of … shall`, or designate a lead");
    }
}
