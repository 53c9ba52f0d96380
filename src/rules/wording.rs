//! Treaty language for remedies, in the words of the draft at hand: its actors, its groups, its provisions.

use crate::diagnostic::join_list;
use crate::model::{
    ActorId, ActorSet, ConditionKind, DetailKind, Event, EventKind, GateKind, OccasionKind, Occasions, Provision,
    Sentence, Timing, Treaty, Unit, Vote, VoteKind,
};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

/// A provision as a sentence names it: `assist`, or "this obligation" if it has no name.
pub(crate) fn called(provision: &Provision<'_>) -> String {
    match provision.name {
        "" if provision.kind.is_final() => format!("the {} clause", provision.kind.as_str()),
        "" => format!("this {}", provision.kind.as_str()),
        name => format!("`{name}`"),
    }
}

/// A part of the text as a sentence names it: `annex 2`, “the letter”, with its title if it has no number. `which` stands
/// before a part that has neither.
pub(crate) fn part_called(part: &Unit<'_>, which: &str) -> String {
    match (part.number, part.title) {
        ("", Some(title)) => format!("the {} “{title}”", part.kind.as_str()),
        ("", None) => format!("{which} {}", part.kind.as_str()),
        (number, _) => format!("{} {number}", part.kind.as_str()),
    }
}

/// Provisions as a sentence names them.
pub(crate) fn called_all<'p, 'a: 'p>(provisions: impl IntoIterator<Item = &'p Provision<'a>>) -> String {
    let names: Vec<String> = provisions.into_iter().map(called).collect();
    join_list(&names, "and")
}

/// Actors as a sentence lists them: `FRA, GBR and POL`.
pub(crate) fn listed(model: &Treaty<'_>, ids: &[ActorId]) -> String {
    with_and(&model.names(ids))
}

/// A list whose last name follows "and", as that of a long one does already.
pub(crate) fn with_and(names: &str) -> String {
    match names.rsplit_once(", ").filter(|_| !names.contains(" and ")) {
        Some((others, last)) => format!("{others} and {last}"),
        None => names.to_owned(),
    }
}

/// Who owes under a sentence, as the text calls it, and whether they are several.
pub(crate) fn subject<'m>(model: &Treaty<'m>, sentence: &Sentence<'m>) -> (String, bool) {
    let words = model.quoted(sentence.bearer_span);
    // The verb follows the word: the "guarantors" do, though there be one.
    let plural = words.starts_with(char::is_lowercase) && words.ends_with('s') && !words.contains(' ');
    let several = sentence.bearer.as_ref().is_none_or(|it| model.members(it, None).len() != 1);
    (words, several || plural)
}

/// What a provision waits for, without `upon`.
pub(crate) fn occasion(model: &Treaty<'_>, occasions: &Occasions<'_>) -> String {
    let words = model.quoted(occasions.span);
    words.strip_prefix("upon ").unwrap_or(&words).to_owned()
}

/// The ending of a verb: `deem` for several, `deems` for one.
pub(crate) fn s(several: bool) -> &'static str {
    if several { "" } else { "s" }
}

/// Whether everybody who guarantees is protected and everybody who is protected guarantees.
pub(crate) fn is_mutual(model: &Treaty<'_>) -> bool {
    let mut roles = model
        .actors
        .iter()
        .map(|it| (it.roles.contains(RoleGroup::Guarantors), it.roles.contains(RoleGroup::Beneficiaries)));
    roles.clone().any(|it| it.0) && roles.all(|it| it.0 == it.1)
}

/// Whether somebody gives protection, and is not only protected.
pub(crate) fn gives(model: &Treaty<'_>, id: ActorId) -> bool {
    model.actor(id).roles.gives()
}

/// Those who promise, as the draft can call them: `guarantors`; `the others` where all promise to all.
pub(crate) fn promisers(model: &Treaty<'_>) -> &'static str {
    if is_mutual(model) {
        "the others"
    } else if model.bearers_of(RoleGroup::Guarantors).is_empty() {
        "parties"
    } else {
        "guarantors"
    }
}

/// Those who promise, as a list.
pub(crate) fn promising(model: &Treaty<'_>) -> Vec<ActorId> {
    let guarantors = model.bearers_of(RoleGroup::Guarantors);
    if guarantors.is_empty() { model.bearers_of(RoleGroup::Parties) } else { guarantors }
}

/// The electorate of a decision that no assumed aggressor has a part in: `guarantors excluding the attacker`.
pub(crate) fn untainted(model: &Treaty<'_>) -> String {
    let promising = promising(model);
    let has = |id: &ActorId| promising.binary_search(id).is_ok();
    let tail = if model.threat.cases.iter().any(|it| it.bloc.iter().any(|id| *id != it.attacker && has(id))) {
        " excluding the attacker and those aligned with it"
    } else if model.threat.cases.iter().any(|it| has(&it.attacker)) {
        " excluding the attacker"
    } else {
        ""
    };
    format!("{}{tail}", promisers(model))
}

/// Who is protected, as the draft can call it: the one beneficiary by its name, `the victim` where there are several.
pub(crate) fn protected<'m>(model: &'m Treaty<'_>) -> &'m str {
    match model.bearers_of(RoleGroup::Beneficiaries)[..] {
        [only] => model.name(only),
        _ => "the victim",
    }
}

/// Whom the events of a provision are directed against, if it is one alone; otherwise "the victim". Where they name nobody, the
/// one who is protected.
pub(crate) fn attacked<'m>(model: &'m Treaty<'_>, provision: &Provision<'_>) -> &'m str {
    let named: Vec<_> = provision.events.iter().filter_map(|it| it.against.as_ref()).collect();
    if named.is_empty() {
        return protected(model);
    }
    let mut victims: Vec<ActorId> = named.iter().flat_map(|it| model.members(it, None)).collect();
    victims.sort_unstable();
    victims.dedup();
    match victims[..] {
        [only] => model.name(only),
        _ => "the victim",
    }
}

/// The assumed aggressor of the first case, or "a State".
pub(crate) fn attacker<'m>(model: &'m Treaty<'_>) -> &'m str {
    model.threat.cases.first().map_or("a State", |it| model.name(it.attacker))
}

/// An occasion that needs no assumed aggressor: those protected, and a majority of the others who promise and sign.
pub(crate) fn enough(model: &Treaty<'_>, act: &str) -> String {
    let peaceful = |id: &ActorId| !model.threat.cases.iter().any(|it| it.bloc.contains(id)) && model.actor(*id).signs;
    let of = |role: RoleGroup| -> ActorSet { model.bearers_of(role).into_iter().filter(peaceful).collect() };
    let guarantors = of(RoleGroup::Guarantors);
    let mut protected = of(RoleGroup::Beneficiaries);
    protected.retain(|id| !guarantors.contains(id));
    let all_sign = model.bearers_of(RoleGroup::Guarantors).iter().all(|id| model.actor(*id).signs);
    let some = match guarantors.len() {
        0 => None,
        count @ 1..=2 if !all_sign => Some(format!("{} of {}", count, model.names(&guarantors))),
        count if all_sign => Some(format!("{} of guarantors", count / 2 + 1)),
        count => Some(format!("{} of {}", count / 2 + 1, model.names(&guarantors))),
    };
    let those = (1..=3).contains(&protected.len()).then(|| model.names(&protected));
    match (those, some) {
        (Some(those), Some(some)) => format!("{act} by {those} and {some}"),
        (Some(one), None) | (None, Some(one)) => format!("{act} by {one}"),
        (None, None) => {
            let left = of(RoleGroup::Parties).len();
            format!("{act} by {} of parties", left / 2 + 1)
        }
    }
}

/// Everything in words that stands before a promise, or opens it: events, conditions, exceptions, occasions, gates.
pub(crate) fn words_before<'a>(provision: &Provision<'a>, found: &mut dyn FnMut(&'a str, Span)) {
    let event = |it: &Event<'a>, found: &mut dyn FnMut(&'a str, Span)| match it.kind {
        EventKind::Words(words) | EventKind::Named(words, None) => found(words, it.span),
        _ => {}
    };
    if matches!(provision.kind, ProvisionKind::Trigger | ProvisionKind::Rung) {
        provision.events.iter().flat_map(|it| &it.events).for_each(|it| event(it, found));
    }
    let mut votes: Vec<&Vote<'a>> = Vec::new();
    for gate in &provision.gates {
        if let Some(conditions) = gate.conditions() {
            conditions.each(&mut |condition| {
                if let ConditionKind::Events(events) = &condition.kind {
                    events.events.iter().for_each(|it| event(it, found));
                }
            });
        }
        if let GateKind::Decision(decision) = &gate.kind {
            votes.extend(decision.any.iter().flatten());
        }
    }
    votes.extend(provision.decided.iter().flat_map(|it| &it.decision.any).flatten());
    for vote in votes {
        if let VoteKind::Words(words) = vote.kind {
            found(words, vote.span);
        }
    }
    let responsive = provision.details.iter().filter_map(|it| match &it.kind {
        DetailKind::Timing(Timing::ResponsiveUpon(it)) | DetailKind::SnapbackUpon(it, _) => Some(it),
        _ => None,
    });
    for occasion in provision.upon.iter().map(|it| &**it).chain(responsive).flat_map(|it| &it.any).flatten() {
        if let OccasionKind::Words(words) = occasion.kind {
            found(words, occasion.span);
        }
    }
}
