//! A body has a task, and the text does not say who belongs to it or how it decides.

use crate::diagnostic::Severity;
use crate::model::{
    ActorId, ActorKind, Actors, Body, Decision, Detail, DetailKind, Provision, RefTarget, SetTerm, VoteKind,
};
use crate::rules::prelude::*;
use crate::source::Span;
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it checks
    /// Every body that the text sets up and gives a task (to decide, to find, to verify, to act) has members and a rule
    /// of decision. A body that does nothing but command, and has a chair, is left alone. Where a promise waits for the
    /// body, the finding is an error: whether it ever comes cannot be determined.
    ///
    /// ## Why it matters
    /// A commission without members can't meet; one without a rule meets and can't decide, or decides by consensus,
    /// which its weakest member calls a veto. Each side will read its own rule into the silence on the day on which it
    /// matters.
    ///
    /// ## Precedent
    /// Resolution 2803 (2025) welcomes a Board of Peace for Gaza, gives it powers, and says neither who its members are
    /// nor how they decide. The annex of 2025 on a guarantee for Ukraine names a joint assessment mechanism and gives
    /// it no rule.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// body Commission "joint commission" { members UKR, FRA }  #~ parties/body-undefined: the text establishes `Commission` without a rule
    /// trigger breach {
    ///     on armed-attack against UKR
    ///     decided by Commission
    /// }
    /// obligation assist {
    ///     upon breach
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// body Commission "joint commission" {
    ///     members UKR, FRA
    ///     decides by majority of members tie chair decides
    ///     chair UKR
    /// }
    /// trigger breach {
    ///     on armed-attack against UKR
    ///     decided by Commission
    /// }
    /// obligation assist {
    ///     upon breach
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Security Council resolution 2803 (2025)
    /// - Geneva agreement on the cessation of hostilities in Viet-Nam (1954), articles 41 and 42: a rule for each matter
    "parties/body-undefined" {
        summary: "a body has a task, and no members or no rule of decision",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut all = None;
    for (at, actor) in model.actors.iter().enumerate() {
        let own = actor.file == model.file && !actor.prelude && actor.kind == ActorKind::Body;
        let Some(body) = actor.body.as_deref().filter(|_| own) else { continue };
        let id = ActorId(at as u32);
        let members = body.members.is_none() && (body.rules.is_empty() || asks_members(body, id));
        let rule = body.rules.is_empty();
        if !members && !rule {
            continue;
        }
        let all = all.get_or_insert_with(|| tasks(cx));
        let Some(tasks) = all.get(&id) else { continue };
        if rule && !members && body.chair.is_some() && only_commands(tasks) {
            continue;
        }
        let what = match (members, rule) {
            (true, true) => "without members and without a rule of decision",
            (true, false) => "without members",
            _ => "without a rule of decision",
        };
        let gate = is_awaited(tasks);
        let mut sink = sink.weighing(if gate { Severity::Error } else { Severity::Warning });
        let finding = sink.report(actor.span, format!("the text establishes `{}` {what}", actor.name));
        for (span, _) in tasks.iter().take(3) {
            finding.label(*span, "has a task here");
        }
        finding.counterexample(match (members, gate) {
            (true, _) => {
                format!("one side names its members of `{}`, the other names none: it never meets", actor.name)
            }
            (false, true) => {
                format!(
                    "one of the members says no: one side holds that `{}` has decided, the other that it has not",
                    actor.name
                )
            }
            (false, false) => {
                format!("the members differ: one half reports in the name of `{}`, and so does the other", actor.name)
            }
        });
        if members {
            finding.help("say who belongs to it: `members parties`");
        }
        if rule {
            finding.help(
                "say how it decides, and by when: `decides by majority of members excluding parties to the dispute`",
            );
        }
    }
}

/// Whether a rule counts the votes of the body's own members.
fn asks_members(body: &Body<'_>, id: ActorId) -> bool {
    body.rules.iter().filter_map(|it| it.decision.as_ref()).any(|it| counts(it, id))
}

fn counts(decision: &Decision<'_>, id: ActorId) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::Threshold { of, .. } | VoteKind::By(of) | VoteKind::Act { of, .. } => is_members(of, id),
        VoteKind::Nested(inner) => counts(inner, id),
        _ => false,
    })
}

fn is_members(of: &Actors<'_>, id: ActorId) -> bool {
    of.include.iter().any(|it| match it {
        SetTerm::MembersOf(other) => *other == id,
        SetTerm::Nested(inner) => is_members(inner, id),
        _ => false,
    })
}

/// Where the text gives each body something to do, outside the lines that set it up, and the provision that does.
fn tasks<'c, 'm>(cx: &'c CheckContext<'m>) -> FxHashMap<ActorId, Vec<(Span, &'c Provision<'m>)>> {
    let model = cx.model;
    let mut found: FxHashMap<ActorId, Vec<(Span, &Provision<'m>)>> = FxHashMap::default();
    let own = model.provisions.partition_point(|it| it.file == model.file);
    for it in model.uses.iter().filter(|it| it.span.is_own()) {
        let RefTarget::Actor(id) = it.target else { continue };
        if model.actor(id).kind != ActorKind::Body || model.actor(id).span.contains(it.span) {
            continue;
        }
        // Rungs stand behind their ladder.
        let after = model.provisions[..own].partition_point(|provision| provision.span.start <= it.span.start);
        let mut nearest = after.checked_sub(1).map(|at| &model.provisions[at]);
        while let Some(provision) = nearest.filter(|provision| !provision.span.contains(it.span)) {
            nearest = provision.ladder.map(|it| model.provision(it));
        }
        if let Some(provision) = nearest {
            found.entry(id).or_default().push((it.span, provision));
        }
    }
    found
}

/// Whether a body does nothing but command.
fn only_commands(tasks: &[(Span, &Provision<'_>)]) -> bool {
    tasks.iter().all(|(span, provision)| {
        let commands = |it: &Detail<'_>| matches!(it.kind, DetailKind::Command(..)) && it.span.contains(*span);
        provision.details.iter().any(commands)
    })
}

/// Whether a trigger or promise waits for what the body does.
fn is_awaited(tasks: &[(Span, &Provision<'_>)]) -> bool {
    tasks.iter().any(|(span, provision)| {
        let decided = provision.decided.as_ref().is_some_and(|it| it.span.contains(*span));
        decided || provision.gates.iter().any(|it| it.span.contains(*span))
    })
}
