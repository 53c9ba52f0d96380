//! A ceasefire begins before the guarantee is in force.

use crate::model::{DetailKind, Occasion, OccasionKind, Occasions, Provision, RefTarget, StepOrder};
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, enough};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A text that holds both a ceasefire and help against attack has the help in force when the ceasefire begins. It is
    /// not where the ceasefire begins with signature or on a day, and the text enters into force upon ratification, a
    /// milestone or another treaty, without provisional application; nor where a sequence puts the help behind the
    /// ceasefire.
    ///
    /// ## Why it matters
    /// Between the two the side that was attacked has stopped and is not yet protected, and the other has time to rest and
    /// may choose its hour. The longer parliaments take, the longer the gap. The beneficiary loses.
    ///
    /// ## Precedent
    /// The declaration of Paris of January 2026 has the guarantees begin once a ceasefire enters into force. The treaties of
    /// guarantee that the United States and the United Kingdom signed with France on 28 June 1919 waited for each other's
    /// ratification, and never came.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     starts signature  #~ guarantee-gap: `truce` begins before `assist` is in force
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by FRA
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// entry-into-force { upon ratification by parties }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     starts signature
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by FRA
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// provisional-application { upon signature }
    /// entry-into-force        { upon ratification by parties }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 25
    "timing/guarantee-gap" {
        summary: "a ceasefire begins before the guarantee is in force",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let Some(help) = cx.facts.tracks().iter().find(|it| it.is_duty()).map(|it| cx.model.provision(it.provision)) else {
        return;
    };
    let truces: Vec<&Provision<'_>> =
        cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Ceasefire).collect();
    let entries = cx.model.entries_for(Some(help));
    let provisional = cx.model.own_provisions().any(|it| it.kind == ProvisionKind::ProvisionalApplication);
    for truce in &truces {
        if let Some((step, words)) = behind(cx, truce, help) {
            report(cx, sink, step, truce, help, words);
            continue;
        }
        let start = truce.details.iter().find_map(|it| match &it.kind {
            DetailKind::Starting(occasion) => Some((it.span, &**occasion)),
            _ => None,
        });
        let Some((span, start)) = start.filter(|it| is_early(it.1)) else { continue };
        let late = entries.iter().map(|it| cx.model.provision(*it)).find_map(|entry| {
            let waits = entry.upon.iter().find(|it| is_late(it, start))?;
            (!cx.model.is_past(entry)).then_some(waits.span)
        });
        let Some(late) = late.filter(|_| !provisional) else { continue };
        report(cx, sink, span, truce, help, "begins here").label(late, "the text waits for this");
    }
}

fn report<'s>(
    cx: &CheckContext<'_>,
    sink: &'s mut Sink<'_>,
    place: Span,
    truce: &Provision<'_>,
    help: &Provision<'_>,
    words: &str,
) -> &'s mut crate::diagnostic::Diagnostic {
    let (truce_called, help_called) = (called(truce), called(help));
    let finding = sink.report(place, format!("{truce_called} begins before {help_called} is in force"));
    finding.here(words);
    finding.label(help.name_span, "not yet in force");
    finding.counterexample(format!(
        "{truce_called} has begun, and {} attacks before the text is in force: {help_called} is not owed",
        attacker(cx.model)
    ));
    finding.help("apply the help from the first hour: `provisional-application { upon signature }`");
    finding.help(format!(
        "or let the ceasefire begin with the guarantee: `starts entry into force`, and `{}`",
        enough(cx.model, "upon ratification")
    ));
    finding
}

/// Where a sequence puts help behind a ceasefire, unless both run in a circle, which is told as that.
fn behind(cx: &CheckContext<'_>, truce: &Provision<'_>, help: &Provision<'_>) -> Option<(Span, &'static str)> {
    let mut helps = cx.facts.opened_by(help.id);
    helps.push(help.id);
    let step = cx.model.steps.iter().find(|it| {
        let follows = matches!(it.order, StepOrder::Before | StepOrder::Requires)
            && it.first == RefTarget::Provision(truce.id)
            && helps.iter().any(|id| it.second == Some(RefTarget::Provision(*id)));
        follows && it.file == cx.model.file
    })?;
    let circular =
        cx.facts.cycles().iter().flat_map(|it| &it.edges).any(|it| it.from == RefTarget::Provision(truce.id));
    (!circular).then_some((step.span, "puts the help behind the ceasefire"))
}

/// Whether something begins before anybody has ratified.
fn is_early(start: &Occasion<'_>) -> bool {
    matches!(start.kind, OccasionKind::Signature(..) | OccasionKind::Instant(_))
}

/// Whether a text that waits for these comes later than that.
fn is_late(occasions: &Occasions<'_>, start: &Occasion<'_>) -> bool {
    let day = |it: &Occasion<'_>| match it.kind {
        OccasionKind::Instant(instant) => instant.get(..10).map(str::to_owned),
        _ => None,
    };
    let late = |it: &Occasion<'_>| match it.kind {
        OccasionKind::Signature(..) | OccasionKind::Unknown => false,
        OccasionKind::Instant(_) => day(start).is_some_and(|start| day(it).is_some_and(|it| it > start)),
        _ => true,
    };
    !occasions.any.is_empty() && occasions.any.iter().all(|all| all.iter().any(late))
}
