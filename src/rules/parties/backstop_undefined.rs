//! Somebody is to stand behind the others, and the text does not say with what.

use crate::analysis::Strength;
use crate::analysis::strength::{Binding, binds};
use crate::model::{ActorId, ActorSet, DetailKind, Provision};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// Whoever bears the role `backstop`, or stands behind a force or regime as its `backstop`, owes something definite
    /// when the day comes: a duty with its content given that an event sets off. A right, an expectation, a readiness
    /// to help, or a duty whose content the backstop judges, is none.
    ///
    /// ## Why it matters
    /// The others plan for what stands behind them: they send fewer troops, and without aircraft of their own. If it
    /// does not come, the front line is a tripwire without an alarm. The backstop's own public hears of a guarantee
    /// that was never voted.
    ///
    /// ## Precedent
    /// In 2025 British and French plans for troops in Ukraine waited for an American backstop; the words offered were
    /// that the United States stood ready to assist.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party FRA "French Republic"           is guarantor
    /// party USA "United States of America"  is backstop  #~ parties/backstop-undefined: `USA` is designated a backstop
    /// assurance help { USA stands ready to support FRA }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party FRA "French Republic"           is guarantor
    /// party USA "United States of America"  is backstop
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of FRA, USA
    /// }
    /// obligation backstop-help {
    ///     upon attack
    ///     USA shall support FRA
    ///     within 24 hours
    ///     by intelligence, "airlift", air-defence
    /// }
    /// ```
    ///
    /// ## References
    /// - Joint statement after the talks in Paris of the coalition of the willing (September 2025)
    "parties/backstop-undefined" {
        summary: "somebody stands behind the others, and nothing says with what",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut told = ActorSet::new();
    let mut defined: Option<FxHashSet<ActorId>> = None;
    let own = |id: &ActorId| model.actor(*id).file == model.file;
    for id in model.bearers_of(RoleGroup::Backstops).into_iter().filter(own) {
        if !defined.get_or_insert_with(|| defined_by(cx)).contains(&id) {
            told.push(id);
            report(cx, sink, id, model.actor(id).span);
        }
    }
    for provision in model.own_provisions() {
        for detail in &provision.details {
            let DetailKind::Backstop(actors) = &detail.kind else { continue };
            for id in model.members(actors, None) {
                if !told.contains(&id) && !defined.get_or_insert_with(|| defined_by(cx)).contains(&id) {
                    told.push(id);
                    report(cx, sink, id, detail.span);
                }
            }
        }
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, id: ActorId, span: Span) {
    let model = cx.model;
    let name = model.name(id);
    let words =
        cx.model.own_provisions().find(|it| !it.sentences.is_empty() && cx.facts.bearers(it.id, None).contains(&id));
    let helped = match model.bearers_of(RoleGroup::Guarantors)[..] {
        [] => "parties".to_owned(),
        [only] if only == id => "parties".to_owned(),
        _ => "guarantors".to_owned(),
    };
    let finding =
        sink.report(span, format!("`{name}` is designated a backstop, and no duty specifies what it gives and when"));
    if let Some(provision) = words {
        finding.label(provision.name_span, "no definite duty upon an event");
    }
    finding.counterexample(format!(
        "the event has come and the others ask for what stands behind them: {name} answers with a statement, and has kept the text"
    ));
    let upon = cx.model.own_provisions().find(|it| it.kind == ProvisionKind::Trigger && !it.name.is_empty());
    let upon = upon.map_or_else(|| "attack".to_owned(), |it| it.name.to_owned());
    finding.help(format!(
        "say what it gives, and by when: `obligation backstop-help {{ upon {upon} {name} shall support {helped} within 24 hours by intelligence, logistics }}`"
    ));
    finding.help(format!("if nothing is owed, call it a witness: `party {name} \"{}\" is witness`", model.title(id)));
    if let Some(provision) = words.filter(|it| binds(model, it) == Binding::No) {
        finding.label(provision.head, format!("{} does not bind", called(provision)));
    }
}

/// Everybody who owes something definite when an event comes.
fn defined_by(cx: &CheckContext<'_>) -> FxHashSet<ActorId> {
    let definite = |it: &&Provision<'_>| {
        let duty = cx.facts.strength(it.id).written.duty.is_some_and(|it| it.low >= Strength::Given);
        duty && cx.facts.is_set_off(it.id)
    };
    cx.model.own_provisions().filter(definite).flat_map(|it| cx.facts.bearers(it.id, None)).collect()
}
