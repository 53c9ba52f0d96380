//! Between the steps of a ladder there is a time that no step answers, or one that two answer.

use crate::analysis::strength::Strength;
use crate::model::{
    Condition, ConditionKind, Detail, DetailKind, GateKind, Length, OccasionKind, Provision, RefTarget,
};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// The windows of a ladder's rungs follow each other without a gap and without an overlap, and the first begins with
    /// the event; if one rung has a window, all have. Each rung has somebody who decides that it answers: in its own clause,
    /// or in the trigger that it waits for.
    ///
    /// ## Why it matters
    /// A ladder is read by both sides. In an hour that no rung covers nobody is asked to answer, and an attacker that knows
    /// the text uses that hour. In an hour that two rungs cover, the lighter answer is always the one that is given. A rung
    /// on which nobody decides is not climbed.
    ///
    /// ## Precedent
    /// The three steps that were reported in February 2026: a warning within 24 hours, the coalition if the breach goes on,
    /// and a coordinated answer at 72 hours. Who finds that a breach goes on was not reported.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// ladder answers {
    ///     rung "warning" {
    ///         on ceasefire-breach against UKR
    ///         window 0 hours to 24 hours
    ///         decided by any of guarantors
    ///         response diplomacy by guarantors
    ///     }
    ///     rung "together" {
    ///         on ceasefire-breach against UKR
    ///         window 72 hours to 30 days  #~ ladder-gap: no rung of `answers` covers the 2 days before
    ///         decided by majority of guarantors
    ///         response armed-force by guarantors
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// party GBR "United Kingdom"   is guarantor
    /// ladder answers {
    ///     rung "warning" {
    ///         on ceasefire-breach against UKR
    ///         window 0 hours to 24 hours
    ///         decided by any of guarantors
    ///         response diplomacy by guarantors
    ///     }
    ///     rung "coalition" {
    ///         on ceasefire-breach against UKR
    ///         window 24 hours to 72 hours
    ///         decided by any of guarantors
    ///         response weapons by guarantors
    ///     }
    ///     rung "together" {
    ///         on ceasefire-breach against UKR
    ///         window 72 hours to 30 days
    ///         decided by majority of guarantors
    ///         response armed-force by guarantors
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Financial Times, 3 February 2026, on the plan for the enforcement of a cease-fire
    "timing/ladder-gap" {
        summary: "the rungs of a ladder leave a gap, overlap, or have no decision-maker",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// When a rung answers.
struct Window {
    span: Span,
    from: Length,
    to: Length,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let rungs: Vec<&Provision<'_>> = cx.model.own_provisions().filter(|it| it.ladder.is_some()).collect();
    for rungs in rungs.chunk_by(|one, next| one.ladder == next.ladder) {
        let Some(ladder) = rungs[0].ladder else { continue };
        windows(cx, sink, cx.model.provision(ladder), rungs);
        for rung in rungs {
            if answers(cx, rung) && !is_decided(cx, rung) {
                let message = format!("no actor is designated to decide on {}", called(rung));
                let finding = sink.report(rung.name_span, message);
                finding.counterexample(format!(
                    "the case occurs: each side determines for itself whether {} is called for",
                    called(rung)
                ));
                finding.help(
                    "designate who decides: `decided by any of guarantors`, or refer to a trigger that has a decision",
                );
            }
        }
    }
}

fn windows(cx: &CheckContext<'_>, sink: &mut Sink<'_>, ladder: &Provision<'_>, rungs: &[&Provision<'_>]) {
    let minutes = |length: Length| cx.facts.minutes(length);
    let mut timed: Vec<(&Provision<'_>, Option<Window>)> = rungs.iter().map(|it| (*it, window(it))).collect();
    // Rungs follow in time, wherever they stand.
    timed.sort_by_key(|it| it.1.as_ref().map(|it| (minutes(it.from), minutes(it.to))));
    if timed.iter().all(|it| it.1.is_none()) {
        return;
    }
    let mut before: Option<(&Provision<'_>, &Window)> = None;
    for (rung, window) in &timed {
        let Some(window) = window else {
            let message = format!("{} has no window, unlike other rungs of {}", called(rung), called(ladder));
            let finding = sink.report(rung.name_span, message);
            finding.counterexample(format!("time passes: whether {} applies cannot be determined", called(rung)));
            finding.help("give it a window that begins where the preceding one ends: `window 24 hours to 72 hours`");
            continue;
        };
        let end = before.map_or(0, |it| minutes(it.1.to));
        let begin = minutes(window.from);
        let length = Length::of_minutes;
        if begin > end {
            let message =
                format!("no rung of {} covers the {} before {}", called(ladder), length(begin - end), called(rung));
            let finding = sink.report(window.span, message);
            if let Some((_, held)) = before {
                finding.label(held.span, "the preceding rung ends here");
            }
            finding.counterexample(format!(
                "a breach occurs {} after the event: no response is provided for",
                length(end + (begin - end) / 2)
            ));
            finding.help("let each window begin where the preceding one ends, and the first with the event");
        } else if begin < end {
            let message = format!("two rungs of {} overlap for {}", called(ladder), length(end - begin));
            let finding = sink.report(window.span, message);
            if let Some((last, held)) = before {
                finding.label(held.span, format!("{} covers this time too", called(last)));
            }
            finding.counterexample("during the overlap either response suffices: the milder is given");
            finding.help("let each window begin where the preceding one ends");
        }
        before = Some((rung, window));
    }
}

fn window(rung: &Provision<'_>) -> Option<Window> {
    let of = |it: &Detail<'_>| match it.kind {
        DetailKind::Window(from, to) => Some(Window { span: it.span, from: from.length()?, to: to.length()? }),
        _ => None,
    };
    rung.details.iter().find_map(of)
}

/// Whether a rung answers with more than words.
fn answers(cx: &CheckContext<'_>, rung: &Provision<'_>) -> bool {
    cx.facts.strength(rung.id).asks() >= Some(Strength::Right)
}

/// Whether somebody decides that a rung answers, or that the trigger is open which it waits for.
fn is_decided(cx: &CheckContext<'_>, rung: &Provision<'_>) -> bool {
    let trigger = |target: RefTarget| match target {
        RefTarget::Provision(id) => {
            let trigger = cx.model.provision(id);
            trigger.decided.is_some() || decides_in_gate(trigger)
        }
        _ => false,
    };
    let mut found = rung.decided.is_some() || decides_in_gate(rung);
    let mut condition = |it: &Condition<'_>| {
        found |= it.found_by.is_some()
            || match &it.kind {
                ConditionKind::State(target, ..) => trigger(*target),
                ConditionKind::Decided(_) => true,
                _ => false,
            };
    };
    for gate in &rung.gates {
        if let Some(conditions) = gate.conditions() {
            conditions.each(&mut |it| condition(it));
        }
    }
    let upon = rung.upon.iter().flat_map(|it| &it.any).flatten();
    found
        || upon.into_iter().any(|it| match it.kind {
            OccasionKind::Named(target) | OccasionKind::State(target, _) => trigger(target),
            _ => false,
        })
}

fn decides_in_gate(provision: &Provision<'_>) -> bool {
    provision.gates.iter().any(|it| matches!(it.kind, GateKind::Decision(_) | GateKind::Request(_)))
}
