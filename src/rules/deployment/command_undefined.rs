//! Contingents of several States serve together, and no command is established.

use crate::analysis::ForcePart;
use crate::model::{Actors, DetailKind, Object, ProvisionId, SetTerm};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// A deployment to which several States contribute, or may contribute, names its `command` or its `lead`. A norm
    /// that has somebody command the deployment counts. The contingent of one State stands under that State, and the
    /// force of one organization under its own rules: both are left alone, as are forces on the soil of those who send
    /// them.
    ///
    /// ## Why it matters
    /// Without a common command every contingent keeps its own orders, its own caveats and its own way home. The host
    /// can't tell who answers for the force, the contributors' parliaments can't tell whose orders their soldiers
    /// follow, and the adversary learns to test the contingent that will not fire.
    ///
    /// ## Precedent
    /// The General Framework Agreement for Peace in Bosnia and Herzegovina (annex 1-A) and the technical agreement on
    /// Kosovo name the commander of the force and what he may order. The additional protocol on Cyprus of 1960 sets a
    /// tripartite headquarters above two contingents.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// deployment reassurance-force {  #~ deployment/command-undefined: `FRA` and `GBR` send contingents
    ///     by FRA, GBR
    ///     in UKR
    ///     timing standing
    ///     roles only air-defence
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// deployment reassurance-force {
    ///     by FRA, GBR
    ///     in UKR
    ///     timing standing
    ///     roles only air-defence
    ///     command GBR
    /// }
    /// ```
    ///
    /// ## References
    /// - General Framework Agreement for Peace in Bosnia and Herzegovina (1995), annex 1-A
    /// - Additional Protocol No. 1 to the Treaty of Alliance between Cyprus, Greece and Turkey (1960)
    "deployment/command-undefined" {
        summary: "contingents of several States serve together without a command",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let forces = &cx.facts.forces().all;
    let mut by_norms: Option<FxHashSet<ProvisionId>> = None;
    for force in forces.iter().filter(|it| it.sentence.is_none() && cx.model.is_own(it.provision)) {
        let senders = &force.senders;
        let open = senders.leaves_open() || force.by.iter().any(|it| is_open(cx, it));
        let several = open || senders.actors.len() > 1;
        let mut commanded = || by_norms.get_or_insert_with(|| commanded(cx)).contains(&force.provision.id);
        if !several || !force.foreign() || is_commanded(cx, force) || commanded() {
            continue;
        }
        let named = called(force.provision);
        let message = if open || senders.actors.len() < 2 {
            format!("several States may send contingents to {named}, and the text establishes no command")
        } else {
            format!("{} send contingents to {named}, and the text establishes no command", quoted(cx, &senders.actors))
        };
        let finding = sink.report(force.span, message);
        let list: Vec<&str> = senders.actors.iter().map(|it| cx.model.name(*it)).collect();
        let (one, other) = match list[..] {
            [one, other, ..] => (one, other),
            [one] => (one, "another contributor"),
            [] => ("one contributor", "another"),
        };
        finding.counterexample(format!(
            "the force is fired on: {one} orders its contingent to hold, {other} orders its own to withdraw, and both \
             keep the text"
        ));
        let lead = list.first().copied().unwrap_or("Commander");
        finding.help(format!("let one contributor command: `command {lead}`"));
        finding.help("or an office that the text sets up: `office Commander \"Commander of the force\" of …` and `command Commander`");
    }
}

/// Whether others may join those who are named.
fn is_open(cx: &CheckContext<'_>, by: &Actors<'_>) -> bool {
    by.include.iter().any(|it| match it {
        SetTerm::Group(id) => cx.model.groups[id.0 as usize].open_to.is_some(),
        SetTerm::AnyState => true,
        SetTerm::Nested(inner) => is_open(cx, inner),
        _ => false,
    })
}

/// Whether the clauses of a force say who commands or leads it.
fn is_commanded(cx: &CheckContext<'_>, force: &ForcePart<'_>) -> bool {
    let provision = force.provision;
    let here = provision.details.iter().any(|it| matches!(it.kind, DetailKind::Command(..) | DetailKind::Lead(_)));
    here || troops::is_unread(cx.model, provision, "command")
}

/// The deployments that a norm has somebody command.
fn commanded(cx: &CheckContext<'_>) -> FxHashSet<ProvisionId> {
    let mut found = FxHashSet::default();
    let sentences = cx.model.own_provisions().flat_map(|it| &it.sentences);
    for object in sentences.filter(|it| matches!(it.verb, "command" | "lead" | "direct")).flat_map(|it| &it.objects) {
        match object {
            Object::Provision(id, _) => drop(found.insert(*id)),
            Object::Actors(actors) => troops::named_in(actors, &mut found),
            _ => {}
        }
    }
    found
}
