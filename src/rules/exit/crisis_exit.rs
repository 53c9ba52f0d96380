//! Those who owe help can leave while the attack goes on.

use crate::analysis::exits::ExitClause;
use crate::diagnostic::Severity;
use crate::model::{ActorSet, Length, ProvisionId};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected};
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Where those who owe help on an attack may leave the treaty by notice, the clause keeps them in while the attack lasts:
    /// `not during` the trigger, or a condition to the same end. Whoever needs the leave of others to go is no finding, nor is
    /// `withdrawal { none }`.
    ///
    /// Where the notice is shorter than the time until the first help comes, and where there is none, the finding is a warning.
    ///
    /// ## Why it matters
    /// A guarantor that wants to be out of a war needs no breach: it gives notice. A year is long in peace and short in a war,
    /// and the notice alone tells the attacker how long it has to hold out. The beneficiary should know whether the promise
    /// outlasts the event that it is made for.
    ///
    /// ## Precedent
    /// The North Atlantic Treaty (article 13) and the treaty of Rio (article 25) let each party leave on notice of one and of
    /// two years, and say nothing of what holds in an attack. Most pacts are silent on it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     guarantors shall assist UKR
    ///     by weapons
    /// }
    /// withdrawal { notice 12 months }  #~ crisis-exit: `FRA` can leave while `attack` lasts
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     guarantors shall assist UKR
    ///     by weapons
    /// }
    /// withdrawal { notice 12 months  not during attack }
    /// ```
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 13
    /// - Inter-American Treaty of Reciprocal Assistance (1947), article 25
    "exit/crisis-exit" {
        summary: "those who owe help can leave while the attack goes on",
        level: Advice,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// So many days pass before help comes, where the text does not say how many.
const HELP: u64 = 30 * 1440;

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for exit in cx.facts.exits().iter().filter(|it| !it.guarded) {
        let set_off = |it: &&ProvisionId| cx.facts.is_set_off(**it);
        let promises: Vec<ProvisionId> = exit.promises.iter().filter(set_off).copied().collect();
        let adverse = cx.model.threat.adverse();
        let owe: ActorSet = promises.iter().flat_map(|it| cx.facts.bearers(*it, None)).collect();
        let who: ActorSet =
            exit.leavers.iter().copied().filter(|it| owe.contains(it) && !adverse.contains(it)).collect();
        if !who.is_empty() {
            report(cx, sink, exit, &promises, &who);
        }
    }
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    exit: &ExitClause,
    promises: &[ProvisionId],
    who: &[crate::model::ActorId],
) {
    let notice: Option<Length> = exit.notice.and_then(|it| it.0.length());
    let comes = cx.facts.first_help().and_then(|it| it.arrival.minutes()).unwrap_or(HELP);
    let early = notice.is_none_or(|it| cx.facts.minutes(it) <= comes);
    let mut sink = sink.weighing(if early { Severity::Warning } else { Severity::Advice });
    let opened = promises.iter().flat_map(|it| cx.facts.opened_by(*it)).map(|id| cx.model.provision(id));
    let trigger = opened.filter(|it| it.kind == ProvisionKind::Trigger && !it.name.is_empty()).map(|it| it.name).next();
    let lasts = trigger.map_or_else(|| "the attack".to_owned(), |it| format!("`{it}`"));
    let (named, each) = (quoted(cx, who), if who.len() > 1 { " each" } else { "" });
    let clause = cx.model.provision(exit.provision);
    let finding = sink.report(clause.name_span, format!("{named} can{each} leave while {lasts} lasts"));
    match (notice, exit.notice) {
        (Some(length), Some((_, span))) => {
            finding.label(span, format!("after {length}, whatever happens"));
        }
        (None, Some((_, span))) => {
            finding.label(span, "still open");
        }
        _ => {
            finding.here("and the text sets no notice");
        }
    }
    if let Some(first) = promises.first().map(|it| cx.model.provision(*it)).filter(|it| cx.model.is_own(it)) {
        finding.label(first.name_span, "ends for whoever leaves");
    }
    let one = cx.model.name(who[0]);
    let after = notice.map_or_else(|| "soon after".to_owned(), |it| format!("{it} later"));
    let owed = promises.first().map_or_else(String::new, |it| format!(" under {}", called(cx.model.provision(*it))));
    finding.counterexample(format!(
        "{} attacks {}: {one} gives notice on that day, and {after} owes nothing more{owed}, though the war goes on",
        attacker(cx.model),
        protected(cx.model)
    ));
    match trigger {
        Some(trigger) => finding.help(format!("shut the exit while it lasts: add `not during {trigger}`")),
        None => {
            finding.help("shut the exit while an attack lasts: name it in a trigger, and add `not during` that trigger")
        }
    };
    finding.help("or let what was set off before the notice be owed to its end");
}
