//! Whether troops stand there before an attack or come after it is left open.

use crate::analysis::ForcePart;
use crate::model::vocabulary::{ForcePresence, presence};
use crate::model::{DetailKind, GateKind, OccasionKind, Occasions, Timing};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::called;

declare_rule! {
    /// ## What it checks
    /// Every deployment says when its troops are there: `timing standing`, `prepositioned`, `rotational`, `phased`, or
    /// `responsive upon` something. A deployment that is `upon` a trigger or an occasion, that is `decided by`
    /// somebody, or that has a day on which it starts, has said it. `timing responsive` that does not say upon what has
    /// not.
    ///
    /// ## Why it matters
    /// Troops who stand there deter; troops who come later help, if they come in time. One side signs for the first and
    /// the other for the second. The beneficiary may find after the attack that nobody was ever to come before it; the
    /// guarantor may be held to a garrison that it never meant.
    ///
    /// ## Precedent
    /// In August 2025 Moscow rejected Western troops who would be stationed in Ukraine after a settlement, while others
    /// spoke of troops who would come in answer to a new invasion: the same words, "a European force", stood for both.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// deployment trainers {  #~ deployment/timing-unspecified: `trainers` does not specify whether its
    ///     by FRA
    ///     in UKR
    ///     roles only training
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
    /// }
    /// deployment relief {
    ///     by FRA
    ///     in UKR
    ///     timing responsive upon request by UKR
    ///     roles only air-defence
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), annex I: a force that stands there
    /// - North Atlantic Treaty (1949), articles 3 and 5: help that comes
    "deployment/timing-unspecified" {
        summary: "a deployment does not specify when its troops are present",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

/// What a deployment says of its timing.
enum Says {
    Enough,
    Nothing,
    /// `timing TBD`, `responsive upon TBD`
    Open,
    /// `timing responsive`, upon nothing
    UponNothing,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let called = called(force.provision);
        let message = match description(force) {
            Says::Enough => continue,
            Says::Nothing => {
                format!("{called} does not specify whether its troops are stationed there or come only upon an event")
            }
            Says::Open => {
                format!("{called} leaves open whether its troops are stationed there or come only upon an event")
            }
            Says::UponNothing => format!("{called} is responsive, but to no specified event"),
        };
        let hosts = troops::hosts(cx.model, force);
        let finding = sink.report(force.span, message);
        if let Some((_, span)) = force.timing {
            finding.label(span, "this does not settle it");
        }
        let upon = match troops::trigger(cx.model, force.provision) {
            Some(trigger) => trigger.to_owned(),
            None => match &force.hosts.actors[..] {
                [] => "request by the host".to_owned(),
                hosts => format!("request by {}", cx.model.names(hosts)),
            },
        };
        let attacker = troops::attacker(cx.model, force);
        let attack = attacker.map_or("an attack occurs".to_owned(), |it| format!("{it} attacks"));
        finding.counterexample(format!(
            "{attack}: {hosts} finds no troops there, and the answer may be that they were never to come earlier"
        ));
        if force.sentence.is_none() {
            finding
                .help("if they are stationed from the outset, write `timing standing`")
                .help(format!("if they come only when they are needed, write `timing responsive upon {upon}`"))
                .help("if only stores and staff are in place, write `timing prepositioned`");
        } else {
            finding.help(format!(
                "state when: `upon {upon}` if they come when they are needed, `starting entry into force` if they \
                 are stationed from the outset"
            ));
        }
    }
}

fn description(force: &ForcePart<'_>) -> Says {
    let provision = force.provision;
    match force.timing {
        Some((Timing::ResponsiveUpon(occasions), _)) if !is_open(occasions) => return Says::Enough,
        Some((Timing::ResponsiveUpon(_), _)) => return Says::Open,
        Some((Timing::Words(words), _)) if words.iter().any(|it| !it.hole) => {
            let named = |it: &ForcePresence| words.iter().any(|word| presence(word.text) == Some(*it));
            let responsive = named(&ForcePresence::Responsive)
                && !words.iter().any(|it| presence(it.text).is_none_or(|it| it != ForcePresence::Responsive));
            return if responsive && !waits(force) { Says::UponNothing } else { Says::Enough };
        }
        _ => {}
    }
    // Whoever may keep troops there has them there.
    let kept = force.sentence.is_some_and(|it| matches!(it.verb, "station" | "maintain" | "keep"));
    let starts = kept || provision.details.iter().any(|it| matches!(it.kind, DetailKind::Starting(_)));
    if starts || waits(force) || provision.clock.is_some() {
        return Says::Enough;
    }
    if force.timing.is_some() || !provision.upon.is_empty() { Says::Open } else { Says::Nothing }
}

/// Whether it waits for something that the text names.
fn waits(force: &ForcePart<'_>) -> bool {
    let provision = force.provision;
    let asked =
        |it: &crate::model::Gate<'_>| matches!(it.kind, GateKind::Upon(_) | GateKind::If(_) | GateKind::Request(_));
    provision.upon.iter().any(|it| !is_open(it))
        || provision.decided.is_some()
        || provision.gates.iter().any(|it| asked(it))
}

fn is_open(occasions: &Occasions<'_>) -> bool {
    occasions.any.iter().flatten().all(|it| matches!(it.kind, OccasionKind::Unknown))
}
