//! A ceasefire does not say which acts break it.

use crate::analysis::consequence::sides;
use crate::analysis::forces::is_negative;
use crate::model::{ActorSet, DetailKind, Provision};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// A ceasefire lists the acts that break it (`prohibits`), or a prohibition binds the same parties beside it. A list
    /// that is still to be agreed is none.
    ///
    /// ## Why it matters
    /// Each side knows what it does not do, and each has its own list: reconnaissance, mining, rotation, a drone that only
    /// looks. Without a list every incident is a breach to one side and none to the other, and whoever is to find a breach
    /// has no measure. The rule serves both sides that keep it, and the mediator.
    ///
    /// ## Precedent
    /// The protocol of Minsk of 5 September 2014 had the use of weapons cease, and said no more; the memorandum of 19
    /// September had to name calibres, mines and flights.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {  #~ breach-undefined: `truce` does not say which acts break it
    ///     between UKR, RUS
    ///     starts 2026-04-01T00:00 Europe/Kyiv
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// ceasefire truce {
    ///     between UKR, RUS
    ///     starts 2026-04-01T00:00 Europe/Kyiv
    ///     prohibits "artillery fire", "drone and missile strikes", "laying of mines", "movement across the line"
    ///     permits "medical evacuation"
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on the implementation of the Protocol of Minsk (19 September 2014)
    /// - Protocol of Minsk (5 September 2014), point 1
    "trigger/breach-undefined" {
        summary: "a ceasefire does not say which acts break it",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for truce in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Ceasefire) {
        let list = truce.details.iter().find_map(|it| match &it.kind {
            DetailKind::Prohibits(words) => Some((it.span, words)),
            _ => None,
        });
        let named = list.is_some_and(|it| it.1.iter().any(|it| !it.hole));
        // Who breaks by which act may stand in sentences of its own.
        let sentences = truce.sentences.iter().any(|it| it.modal.is_some_and(is_negative));
        if named || sentences || truce.ambiguity.is_some() {
            continue;
        }
        let parties = sides(cx.model, truce);
        let stands_beside = cx.model.own_provisions().any(|it| {
            it.id != truce.id
                && it.kind.is_norm()
                && it.unit.is_some()
                && it.unit == truce.unit
                && forbids(cx, it, &parties)
        });
        if stands_beside {
            continue;
        }
        let called = called(truce);
        let message = match list {
            Some(_) => format!("which acts break {called} is still to be agreed"),
            None => format!("{called} does not say which acts break it"),
        };
        let finding = sink.report(list.map_or(truce.name_span, |it| it.0), message);
        let who = match &parties[..] {
            [] => "one side".to_owned(),
            [one, ..] => cx.model.name(*one).to_owned(),
        };
        finding.counterexample(format!(
            "{who} flies drones over the line and lays mines: the other side says that {called} is broken, {who} that it \
             is not"
        ));
        finding.help(
            "list the acts: `prohibits \"artillery fire\", \"drone and missile strikes\", \"laying of mines\", \"movement \
             across the line\"`",
        );
        finding.help("and those that are no breach: `permits \"medical evacuation\", \"rotation at strength\"`");
    }
}

/// Whether a norm forbids an act to everybody whom a ceasefire binds.
fn forbids(cx: &CheckContext<'_>, norm: &Provision<'_>, parties: &ActorSet) -> bool {
    norm.sentences.iter().any(|it| {
        let Some(bearer) = it.bearer.as_ref().filter(|_| it.modal.is_some_and(is_negative)) else { return false };
        let bound = cx.model.members(bearer, None);
        parties.iter().all(|it| bound.contains(it))
    })
}
