//! Who is free of a duty: `need not`.
//!
//! An exemption counts wherever it may hold, since what is unknown is no strength; its exception gives the duty back only
//! where that has certainly come.

use crate::model::vocabulary::{VerbClass, event, verb};
use crate::model::{
    ActorId, Case, Condition, ConditionKind, Conditions, DetailKind, EventKind, GateKind, Object, Provision, Sentence,
    Treaty,
};
use crate::syntax::ast::Modal;

/// The provisions that free somebody.
pub(super) fn exemptions<'m>(treaty: &'m Treaty<'m>) -> Vec<&'m Provision<'m>> {
    let frees = |it: &&Provision<'m>| it.sentences.iter().any(|it| it.modal == Some(Modal::NeedNot));
    treaty.own_provisions().filter(frees).collect()
}

/// Whether everybody who would act under a promise is free of it in a case: neither the attacker's side nor the victim
/// counts.
pub(super) fn all_are_free<'m>(
    treaty: &'m Treaty<'m>,
    exemptions: &[&Provision<'m>],
    duty: &Provision<'m>,
    case: Option<&Case>,
) -> bool {
    if exemptions.is_empty() || duty.sentences.is_empty() {
        return false;
    }
    let aside = |id: &ActorId| case.is_some_and(|it| it.bloc.contains(id) || it.victim == Some(*id));
    let mut bound =
        duty.sentences.iter().filter_map(|it| Some((it, it.bearer.as_ref()?))).flat_map(|(sentence, it)| {
            let members = treaty.members(it, case).into_iter().filter(|id| !aside(id));
            members.map(move |id| (sentence, id)).collect::<Vec<_>>()
        });
    let mut found = false;
    let all = bound.all(|(sentence, actor)| {
        found = true;
        exemptions.iter().any(|it| is_free(treaty, (duty, sentence), actor, it, case))
    });
    found && all
}

/// Whether an exemption takes an actor out of a duty.
fn is_free<'m>(
    treaty: &'m Treaty<'m>,
    duty: (&Provision<'m>, &Sentence<'m>),
    actor: ActorId,
    exemption: &Provision<'m>,
    case: Option<&Case>,
) -> bool {
    let frees = |it: &Sentence<'m>| {
        it.modal == Some(Modal::NeedNot)
            && it.bearer.as_ref().is_some_and(|of| treaty.members(of, case).contains(&actor))
            && is_about(treaty, it, duty, case)
    };
    exemption.sentences.iter().any(|it| frees(it)) && !is_given_back(treaty, exemption, case)
}

/// Whether an exemption speaks of a duty: by its verb, of the same people; or by the only means of its help.
fn is_about<'m>(
    treaty: &'m Treaty<'m>,
    freed: &Sentence<'m>,
    (provision, sentence): (&Provision<'m>, &Sentence<'m>),
    case: Option<&Case>,
) -> bool {
    let (free, owed) = (verb(freed.verb), verb(sentence.verb));
    let helps = owed.is_some_and(|it| it.class == VerbClass::Aid) || owed.is_some_and(|it| it.word == "act");
    let same = free.map_or(freed.verb, |it| it.word) == owed.map_or(sentence.verb, |it| it.word);
    let named: Vec<&str> = words(&freed.objects);
    let by_class = free.is_some_and(|it| it.class == VerbClass::Aid || it.word == "act") && named.is_empty() && helps;
    let means: Vec<&str> = provision
        .details
        .iter()
        .flat_map(|it| match &it.kind {
            DetailKind::Means(objects) => words(objects),
            _ => Vec::new(),
        })
        .collect();
    let by_means = helps && !means.is_empty() && means.iter().all(|it| named.contains(it));
    let people = |it: &Sentence<'m>| -> Vec<ActorId> {
        let sets = it.objects.iter().filter_map(|it| match it {
            Object::Actors(of) => Some(treaty.members(of, case)),
            _ => None,
        });
        sets.flatten().collect()
    };
    let (theirs, whom) = (people(freed), people(sentence));
    let meets = theirs.is_empty() || whom.is_empty() || theirs.iter().any(|it| whom.contains(it));
    meets && (same || by_class || by_means)
}

fn words<'m>(objects: &[Object<'m>]) -> Vec<&'m str> {
    let words = objects.iter().filter_map(|it| match it {
        Object::Word(word) if !word.hole => Some(word.text),
        _ => None,
    });
    words.collect()
}

/// Whether the exception of an exemption has certainly come in a case: the attack itself is one.
fn is_given_back<'m>(treaty: &'m Treaty<'m>, exemption: &Provision<'m>, case: Option<&Case>) -> bool {
    let Some(case) = case else { return false };
    let has_come = |it: &Condition<'m>| match &it.kind {
        ConditionKind::Events(events) if !it.negated && it.found_by.is_none() => {
            let general = |word: &str| event(word).is_some_and(|it| it.general);
            let any_attack =
                events.events.iter().any(|it| matches!(it.kind, EventKind::Named(word, _) if general(word)));
            let by = events.by.as_ref().is_none_or(|of| treaty.members(of, Some(case)).contains(&case.attacker));
            let against = events
                .against
                .as_ref()
                .is_none_or(|of| case.victim.is_some_and(|victim| treaty.members(of, Some(case)).contains(&victim)));
            any_attack && by && against && events.area.is_none() && events.from.is_none() && events.through.is_none()
        }
        _ => false,
    };
    let holds = |all: &Conditions<'m>| all.any.iter().any(|all| all.iter().all(|it| has_come(it)));
    exemption.gates.iter().any(|it| matches!(&it.kind, GateKind::Unless(conditions) if holds(conditions)))
}
