//! A ceasefire lets each side go on in self-defence, without a limit.

use crate::analysis::consequence::sides;
use crate::analysis::forces::hyphened;
use crate::model::vocabulary::{Basis, basis};
use crate::model::{DetailKind, GateKind, Object, Provision};
use crate::rules::prelude::*;
use crate::rules::terms::defines;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Where a ceasefire permits self-defence, or gives a side a right to use force on that ground, it says against what:
    /// an attack that is under way or imminent, in proportion (`proportionate`, `limited to`), as somebody finds, or by a
    /// term that defines it.
    ///
    /// The right of each State under Article 51 needs no permission; what is permitted here is what the other side may not
    /// answer.
    ///
    /// ## Why it matters
    /// Each strike is defence to the one who strikes. An exception that each side applies for itself leaves of the ceasefire
    /// what that side wants to leave. The rule serves the side that keeps it.
    ///
    /// ## Precedent
    /// The arrangement between Israel and Lebanon of November 2024 kept the right of both to self-defence; strikes went on
    /// under it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     prohibits "artillery fire", "drone and missile strikes"
    ///     permits self-defence  #~ self-defence-swallows: `truce` permits self-defence and sets it no limit
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     prohibits "artillery fire", "drone and missile strikes"
    ///     permits "return of fire against the source of an attack under way, told to the monitors within an hour"
    /// }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations, article 51
    "obligation/self-defence-swallows" {
        summary: "a ceasefire lets each side go on in self-defence, without a limit",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for truce in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Ceasefire) {
        let permits = truce.details.iter().filter_map(|it| match &it.kind {
            DetailKind::Permits(objects) => Some(objects),
            _ => None,
        });
        let bare = permits.flatten().find_map(|it| match it {
            Object::Word(word) if is_self_defence(word.text) && !defines(cx.model, word.text) => Some(word.span),
            _ => None,
        });
        if let Some(span) = bare {
            report(cx, sink, span, truce, truce);
            continue;
        }
        let sides = sides(cx.model, truce);
        let right = cx.model.own_provisions().find(|it| is_unlimited_right(cx, it, &sides));
        if let Some(right) = right {
            report(cx, sink, right.name_span, truce, right);
        }
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, place: Span, truce: &Provision<'_>, permits: &Provision<'_>) {
    let called = called(permits);
    let message = if permits.id == truce.id {
        format!("{called} permits self-defence and sets it no limit")
    } else {
        format!("{called} gives a right of self-defence beside the ceasefire and sets it no limit")
    };
    let finding = sink.report(place, message);
    if permits.id != truce.id {
        finding.label(truce.name_span, "holds as far as this leaves it");
    }
    let who = match &sides(cx.model, truce)[..] {
        [one, ..] => cx.model.name(*one).to_owned(),
        [] => "one side".to_owned(),
    };
    finding.counterexample(format!(
        "{who} strikes a depot and says that an attack was being prepared there: {} is not broken, as {who} reads it",
        crate::rules::wording::called(truce)
    ));
    finding.help("say against what: `permits \"return of fire against the source of an attack under way\"`");
    finding.help("and who looks at it afterwards: told to the monitors within an hour, found by them within a day");
}

/// Whether words come to self-defence and say nothing more.
fn is_self_defence(words: &str) -> bool {
    let word = hyphened(words);
    let bare = word
        .trim_start_matches("acts-of-")
        .trim_start_matches("action-in-")
        .trim_start_matches("the-")
        .trim_start_matches("inherent-")
        .trim_start_matches("right-of-")
        .trim_start_matches("right-to-");
    let british = bare.replace("defense", "defence");
    basis(&british) == Some(Basis::SelfDefence)
}

/// Whether a permission lets a side of the ceasefire use force in self-defence, as it sees fit.
fn is_unlimited_right(cx: &CheckContext<'_>, provision: &Provision<'_>, sides: &[crate::model::ActorId]) -> bool {
    if provision.kind != ProvisionKind::Permission || provision.ambiguity.is_some() {
        return false;
    }
    let on_ground = provision.details.iter().any(|it| match &it.kind {
        DetailKind::Basis(words) => words.iter().any(|it| basis(it.text) == Some(Basis::SelfDefence)),
        _ => false,
    });
    let named = provision.sentences.iter().flat_map(|it| &it.objects).any(|it| match it {
        Object::Word(word) => is_self_defence(word.text),
        _ => false,
    });
    let limited = provision
        .details
        .iter()
        .any(|it| matches!(it.kind, DetailKind::Proportionate(_) | DetailKind::LimitedTo(_) | DetailKind::SolelyTo(_)));
    let judged = provision.decided.is_some()
        || !provision.upon.is_empty()
        || provision.gates.iter().any(|it| !matches!(it.kind, GateKind::Consultation(_)));
    let theirs = cx.facts.bearers(provision.id, None).iter().any(|it| sides.contains(it));
    (on_ground || named) && theirs && !limited && !judged
}
