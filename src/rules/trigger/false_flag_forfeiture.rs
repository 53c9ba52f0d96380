//! The protected loses its guarantee by an act of which nobody judges whether it did it.

use crate::analysis::{Holder, Power, Uncontrolled, UndecidedPassage};
use crate::diagnostic::Severity;
use crate::model::{ConditionKind, Decision, Provision, RefTarget};
use crate::rules::losses::{Loss, loss};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected, untainted};
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Where the protected loses a promise by what it has done, somebody is named who finds that it has done it. Looked at are
    /// forfeitures; exceptions that are an act of the protected (`unless armed-attack by UKR …`); and gates that ask whether the
    /// attack was provoked.
    ///
    /// A forfeiture that a potential aggressor itself can have found is reported by `veto/aggressor-can-force`.
    ///
    /// ## Why it matters
    /// A shot is easily fired from the wrong side of a line. If nobody is to find who fired it, the aggressor that made it up
    /// and the guarantor that does not want to fight say the same thing, and no text contradicts them. The beneficiary loses
    /// its guarantee on the day on which it needs it; the guarantor loses the deterrent that it paid for.
    ///
    /// ## Precedent
    /// On 26 November 1939 shots fell at Mainila. The Soviet Union said that they were Finnish and took itself to be free of the
    /// pact of non-aggression of 1932; an inquiry that Finland proposed never took place. The plan of 28 points of November
    /// 2025 voids the guarantee if Ukraine launches a missile at Moscow or Saint Petersburg without cause, and names nobody who
    /// judges the launch or the cause.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// state RUS "Russian Federation"
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// forfeiture loss {
    ///     UKR forfeits assistance
    ///     if missile-attack by UKR against RUS  #~ false-flag-forfeiture: nobody judges whether `missile-attack` has come
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// state RUS "Russian Federation"
    /// guarantee assistance {
    ///     USA shall assist UKR
    ///     by weapons
    /// }
    /// forfeiture loss {
    ///     UKR forfeits assistance
    ///     if missile-attack by UKR against RUS as found by determination of ICJ
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Non-Aggression between Finland and the Soviet Union (1932), and the note of 28 November 1939
    /// - Treaty of mutual guarantee, Locarno (1925), article 4(3): each guarantor satisfies itself that the act was unprovoked
    "trigger/false-flag-forfeiture" {
        summary: "the protected loses its guarantee by an act of which nobody judges whether it did it",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    // Words of one clause have one cause.
    let same =
        |one: &Uncontrolled<'_>, other: &Uncontrolled<'_>| one.holder == other.holder && one.place == other.place;
    for found in cx.facts.uncontrolled().chunk_by(same) {
        let losing: Vec<(&Uncontrolled<'_>, Loss)> =
            found.iter().filter_map(|it| loss(cx, it).map(|loss| (it, loss))).collect();
        let Some(((first, loss), others)) = losing.split_first() else { continue };
        let Holder::Provision(id) = first.holder else { continue };
        let provision = cx.model.provision(id);
        let level = if *loss == Loss::ActOfTheProtected { Severity::Warning } else { Severity::Error };
        let mut sink = sink.weighing(level);
        let others: Vec<&Uncontrolled<'_>> = others.iter().map(|it| it.0).collect();
        report(cx, &mut sink, provision, first, *loss, &others);
    }
    for provision in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Forfeiture) {
        open_judge(cx, sink, provision);
    }
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    first: &Uncontrolled<'_>,
    loss: Loss,
    others: &[&Uncontrolled<'_>],
) {
    let words = |it: &Uncontrolled<'_>| {
        let words = crate::syntax::passage::on_one_line(it.words);
        if it.bare { format!("`{words}`") } else { format!("`\"{words}\"`") }
    };
    let all: Vec<String> = std::iter::once(first).chain(others.iter().copied()).map(words).collect();
    let (named, whom, attacker) = (called(provision), protected(cx.model), attacker(cx.model));
    let (follows, play) = match loss {
        Loss::Forfeited => (
            forfeits(cx, provision),
            format!(
                "{attacker} stages it and blames {whom}: whoever owes the promise holds itself free, and no finding says otherwise"
            ),
        ),
        Loss::ActOfTheProtected => (
            format!("{named} falls away with it"),
            format!("{attacker} claims that {whom} began: {named} is held to be over, and no finding says otherwise"),
        ),
        Loss::Provocation => (
            format!("{named} depends on it"),
            format!(
                "{attacker} claims that {whom} provoked it: whoever owes help under {named} waits, and no finding says otherwise"
            ),
        ),
    };
    let holds = if first.bare && loss != Loss::Provocation { "has come" } else { "holds" };
    let message = format!("nobody judges whether {} {holds}, and {follows}", all.join(" or "));
    let finding = sink.report(first.span, message);
    finding.here("who says so?");
    for other in others {
        finding.label(other.span, "and who says this?");
    }
    finding.counterexample(play);
    let vote = format!("majority of {}", untainted(cx.model));
    if first.bare && loss != Loss::Provocation {
        finding.help(format!("name who determines it, after the condition: `as found by {vote}`"));
    } else {
        let keyword = if first.place == UndecidedPassage::Exception { "unless" } else { "if" };
        finding.help(format!("name who determines it: `{keyword} {} as found by {vote}`", all[0].trim_matches('`')));
    }
    if loss == Loss::Provocation {
        finding.help(format!(
            "or take it as given until it is disproved: `presumed unless \"the attack was provoked\" as found by {vote}`"
        ));
    } else {
        finding.help("or let a court find it, which neither side holds: `as found by determination of ICJ`");
    }
}

/// Who loses what by a forfeiture: `UKR` forfeits `assistance` by it.
fn forfeits(cx: &CheckContext<'_>, provision: &Provision<'_>) -> String {
    let lost = provision.sentences.iter().find_map(|it| match it.forfeits {
        Some(RefTarget::Provision(id)) => Some((it.bearer.as_ref(), cx.model.provision(id))),
        _ => None,
    });
    let Some((bearer, promise)) = lost else { return format!("a promise is lost by {}", called(provision)) };
    let who = bearer.map_or_else(Vec::new, |it| cx.model.members(it, None));
    let (who, forfeits) = match &who[..] {
        [] => (format!("`{}`", protected(cx.model)), "forfeits"),
        [_] => (quoted(cx, &who), "forfeits"),
        _ => (quoted(cx, &who), "forfeit"),
    };
    format!("{who} {forfeits} {} by it", called(promise))
}

/// A forfeiture of which the text does not yet say who judges it.
fn open_judge(cx: &CheckContext<'_>, sink: &mut Sink<'_>, provision: &Provision<'_>) {
    let mut judges: Vec<(Span, Span)> = Vec::new();
    for conditions in provision.gates.iter().filter_map(|it| it.conditions()) {
        conditions.each(&mut |condition| {
            let decided = match &condition.kind {
                ConditionKind::Decided(decision) => Some(&**decision),
                _ => None,
            };
            let judge: Option<&Decision<'_>> = condition.found_by.as_deref().or(decided);
            if let Some(judge) = judge {
                judges.push((condition.span, judge.span));
            }
        });
    }
    let unsettled = cx
        .facts
        .unsettled()
        .iter()
        .filter(|it| it.power == Power::Forfeiture && it.holder == Holder::Provision(provision.id));
    for open in unsettled {
        let Some((condition, judge)) = judges.iter().find(|it| it.1.contains(open.gate.span)) else { continue };
        let attacker = attacker(cx.model);
        let message =
            format!("it cannot be determined who judges whether {}", forfeits(cx, provision).replace(" by it", ""));
        let finding = sink.report(*judge, message);
        finding.here("left open").label(*condition, "by this it is lost");
        finding.counterexample(format!(
            "{attacker} claims that it is so: who would find it is still to be agreed, and the promise is held to be lost"
        ));
        finding.help(format!("name who finds it: `found by majority of {}`", untainted(cx.model)));
    }
}
