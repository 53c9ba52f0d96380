//! The treaty enters into force only if an assumed aggressor wants it to.

use crate::analysis::{GateKind, Holder, Power, Veto, promises_beyond, where_awaited};
use crate::diagnostic::Severity;
use crate::model::{ActorSet, UnitId};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{enough, listed, part_called, promising};
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// No assumed aggressor, alone or with those aligned with it, can keep the treaty from entering into force by
    /// withholding its signature, its ratification or another act. Where the treaty applies provisionally without it, the
    /// finding is a warning.
    ///
    /// A treaty between the adversaries alone, on which nobody else's promise of help and no evacuation by others depends, is
    /// no finding: peace is made by both or not at all. A protocol or annex with final clauses of its own is judged by
    /// itself. A treaty that is in force has been ratified.
    ///
    /// ## Why it matters
    /// The promise of others should not wait for the one that it is directed at. An aggressor that signs and does not
    /// ratify holds the protected State to its part (neutrality, withdrawal, disarmament) in practice, and keeps the
    /// guarantee from ever beginning.
    ///
    /// ## Precedent
    /// The Locarno treaty of 1925 entered into force only when Germany had become a member of the League of Nations, which
    /// took until September 1926. The guarantee annexed to the plan of November 2025 has the Russian Federation in its
    /// block of signatures.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party FRA "French Republic"     is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// entry-into-force { upon ratification by parties }  #~ aggressor-gate: `RUS` alone can prevent the
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party FRA "French Republic"     is guarantor
    /// party GBR "United Kingdom"      is guarantor
    /// assume { potential aggressor RUS against UKR }
    /// obligation assist {
    ///     each of guarantors shall assist UKR
    ///     by weapons
    /// }
    /// entry-into-force { upon ratification by UKR and 1 of guarantors }
    /// ```
    ///
    /// ```treaty,good
    /// party EGY "Arab Republic of Egypt"  is beneficiary
    /// party ISR "State of Israel"         is beneficiary
    /// assume {
    ///     potential aggressor EGY against ISR
    ///     potential aggressor ISR against EGY
    /// }
    /// prohibition no-force { each of parties undertakes not to use armed-force }
    /// entry-into-force     { upon ratification by EGY, ISR }
    /// ```
    ///
    /// ## References
    /// - Treaty of mutual guarantee, Locarno (1925), article 10
    "entry-into-force/aggressor-gate" {
        summary: "the treaty enters into force only if a potential aggressor so decides",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let kind = |veto: &Veto| match veto.holder {
        Holder::Provision(id) => Some(model.provision(id).kind),
        Holder::Body(_) => None,
    };
    let vetoes: Vec<&Veto> = cx.facts.vetoes_of(Power::EntryIntoForce).collect();
    let provisional: Vec<&&Veto> =
        vetoes.iter().filter(|it| kind(it) == Some(ProvisionKind::ProvisionalApplication)).collect();
    let part = |veto: &Veto| match veto.holder {
        Holder::Provision(id) => model.part_of(model.provision(id).unit),
        Holder::Body(_) => None,
    };
    let applies = |of: Option<UnitId>| {
        model.own_provisions().any(|it| {
            it.kind == ProvisionKind::ProvisionalApplication
                && model.part_of(it.unit) == of
                && provisional.iter().all(|veto| veto.holder != Holder::Provision(it.id))
        })
    };
    for veto in vetoes.iter().filter(|it| kind(it) == Some(ProvisionKind::EntryIntoForce)) {
        let of = part(veto);
        if binds_only_disputants(cx, veto, of) {
            continue;
        }
        let mut sink = sink.weighing(if applies(of) { Severity::Warning } else { Severity::Error });
        let provisional: Vec<&&Veto> = provisional.iter().copied().filter(|it| part(it) == of).collect();
        report(cx, &mut sink, veto, of, &provisional);
    }
}

/// Whether nobody but the adversaries themselves promises anything that would be lost: peace is made by both.
fn binds_only_disputants(cx: &CheckContext<'_>, veto: &Veto, part: Option<UnitId>) -> bool {
    let model = cx.model;
    let mut disputants: ActorSet = Vec::new();
    for blocker in &veto.blockers {
        disputants.push(blocker.attacker);
        disputants.extend(&blocker.victims);
        let cases = model.threat.cases.iter().filter(|it| it.attacker == blocker.attacker);
        disputants.extend(cases.flat_map(|it| &it.bloc));
    }
    disputants.sort_unstable();
    !promises_beyond(model, part, &disputants)
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, veto: &Veto, part: Option<UnitId>, provisional: &[&&Veto]) {
    let model = cx.model;
    let attackers: ActorSet = veto.blockers.iter().map(|it| it.attacker).collect();
    let mut blocking: ActorSet = veto.blockers.iter().flat_map(|it| it.actors.iter().copied()).collect();
    blocking.sort_unstable();
    blocking.dedup();
    let blocking = if veto.alone { attackers } else { blocking };
    let names = model.names(&blocking);
    let can = match (blocking.len(), veto.alone) {
        (1, true) => "alone can",
        (1, false) => "can",
        (_, true) => "can each alone",
        (_, false) => "can together",
    };
    // What the gate of another treaty shuts is shown where this draft waits for that treaty.
    let (place, what) = match model.instrument_of(veto.file) {
        None => (veto.site, part.map_or_else(|| "the treaty".to_owned(), |it| part_called(model.unit(it), "the"))),
        Some(other) => match where_awaited(model, veto.file) {
            Some(place) => (place, format!("`{}`", other.name)),
            None => return,
        },
    };
    let finding = sink.report(place, format!("{} {can} prevent the entry into force of {what}", quoted(cx, &blocking)));
    finding.here("entry into force depends on this");
    if veto.gate.who != place && !veto.gate.who.is_empty() {
        finding.label(veto.gate.who, format!("{} must act here", quoted(cx, &blocking)));
    }
    for blocker in &veto.blockers {
        if let Some(span) = blocker.assumption {
            finding.label(span, format!("`{}` is a potential aggressor", model.name(blocker.attacker)));
        }
    }
    if let Some(other) = provisional.first() {
        finding.label(other.site, "nor is there provisional application without it");
    }
    let act = match veto.gate.kind {
        GateKind::Signature => "signature",
        _ => "ratification",
    };
    let mut bound = promising(model);
    bound.retain(|id| !blocking.contains(id));
    let lost = if bound.is_empty() {
        "nothing is owed".to_owned()
    } else {
        format!("no obligation arises for {}", listed(model, &bound))
    };
    let who = if veto.alone { blocking.first().map_or("", |id| model.name(*id)) } else { &names };
    let withhold = if veto.alone || blocking.len() == 1 { "withholds its" } else { "withhold their" };
    finding.counterexample(format!("{who} {withhold} {act}: {what} never enters into force, and {lost}"));
    let instead = enough(model, act);
    finding.help(format!("provide for entry into force without {names}: `entry-into-force {{ upon {instead} }}`"));
    finding.help(format!(
        "or for provisional application in the meantime: `provisional-application {{ upon {} }}`",
        instead.replace("ratification", "signature")
    ));
}
