//! Whom help is for, where it is given, and whom a permission frees from it.

use super::TextualAnswer;
use crate::analysis::answers::{is_protected_alone, recipients};
use crate::analysis::forces::is_stationing;
use crate::analysis::{Facts, Strength};
use crate::model::vocabulary::{VerbClass, VerbMeaning, verb};
use crate::model::{ActorId, Actors, Area, Case, DetailKind, Members, Object, Provision, Sentence, Treaty};
use crate::syntax::ast::Modal;

/// Whether what is owed goes to the one who is attacked. Where the text names nobody, it is for the one whom it protects, if
/// there is one alone.
pub fn goes_to_victim<'m>(facts: &Facts<'m>, promise: &Provision<'m>, case: Option<&Case>) -> TextualAnswer {
    let treaty = facts.treaty();
    let Some(victim) = case.and_then(|it| it.victim) else { return TextualAnswer::Yes };
    let strongest = facts.strength(promise.id).owed();
    let mut said: Option<TextualAnswer> = None;
    for (at, sentence) in promise.sentences.iter().enumerate() {
        if strongest.is_some() && facts.sentence_strength(promise.id, at) < strongest {
            continue;
        }
        let helps = verb(sentence.verb).is_none_or(|it| it.class == VerbClass::Aid);
        let one = to_victim(treaty, recipients(promise, Some(sentence)), victim, case).unwrap_or(if helps {
            unnamed(treaty, victim)
        } else {
            TextualAnswer::Yes
        });
        said = said.max(Some(one));
    }
    said.or_else(|| to_victim(treaty, recipients(promise, None), victim, case)).unwrap_or_else(|| {
        if strongest >= Some(Strength::SelfJudged) { unnamed(treaty, victim) } else { TextualAnswer::Yes }
    })
}

/// Nothing, if no recipient is named.
fn to_victim<'t, 'm: 't>(
    treaty: &Treaty<'m>,
    named: impl Iterator<Item = &'t Actors<'m>>,
    victim: ActorId,
    case: Option<&Case>,
) -> Option<TextualAnswer> {
    let one = |of: &Actors<'m>| {
        let found = treaty.resolve(of, case);
        let theirs = found
            .actors
            .iter()
            .any(|it| treaty.actor(*it).body.is_some() && treaty.members_of(*it, case).actors.contains(&victim));
        if theirs { TextualAnswer::Yes } else { TextualAnswer::among(&found, victim) }
    };
    named.map(one).max()
}

fn unnamed(treaty: &Treaty<'_>, victim: ActorId) -> TextualAnswer {
    if is_protected_alone(treaty, victim) { TextualAnswer::Yes } else { TextualAnswer::Unsaid }
}

/// Where a duty holds: its areas, but those where forces come to stand.
pub(super) fn areas<'p, 'm>(promise: &'p Provision<'m>) -> impl Iterator<Item = &'p Area<'m>> {
    let comes = promise.sentences.iter().any(|it| is_stationing(it.verb).is_some());
    let holds = promise.kind.is_norm() && !comes;
    promise.details.iter().filter(move |_| holds).filter_map(|it| match &it.kind {
        DetailKind::In(area) => Some(&**area),
        _ => None,
    })
}

/// Whether a provision frees somebody from something.
pub(super) fn frees(provision: &Provision<'_>) -> bool {
    provision.sentences.iter().any(|it| it.modal == Some(Modal::NeedNot))
}

/// Whether a permission may speak of a duty.
pub(super) fn meets<'m>(
    treaty: &Treaty<'m>,
    permission: &Provision<'m>,
    duty: &Provision<'m>,
    case: Option<&Case>,
) -> bool {
    let free = permission.sentences.iter().filter(|it| it.modal == Some(Modal::NeedNot));
    free.into_iter().any(|free| {
        if duty.sentences.is_empty() {
            return true;
        }
        duty.sentences.iter().any(|owed| speaks_of(treaty, permission, free, duty, owed, case))
    })
}

fn speaks_of<'m>(
    treaty: &Treaty<'m>,
    permission: &Provision<'m>,
    free: &Sentence<'m>,
    duty: &Provision<'m>,
    owed: &Sentence<'m>,
    case: Option<&Case>,
) -> bool {
    let words = |it: &Sentence<'m>| -> Vec<&'m str> {
        it.objects.iter().filter_map(|it| if let Object::Word(word) = it { Some(word.text) } else { None }).collect()
    };
    let named = words(free);
    if free.verb == "use" && !named.is_empty() {
        // Free of one means, it owes the others.
        let means: Vec<&str> = duty
            .details
            .iter()
            .filter_map(|it| if let DetailKind::Means(objects) = &it.kind { Some(objects) } else { None })
            .flatten()
            .map(|it| if let Object::Word(word) = it { word.text } else { "" })
            .collect();
        return !means.is_empty() && means.iter().all(|it| named.contains(it));
    }
    let same = free.verb == owed.verb;
    let alike = match (verb(free.verb), verb(owed.verb)) {
        (Some(one), Some(other)) => {
            // To act is to help, where an event calls for it.
            let helps = |it: &VerbMeaning| it.class == VerbClass::Aid || it.word == "act";
            one.class == other.class || helps(one) && helps(other)
        }
        // What a word means that no vocabulary has, may be this.
        _ => true,
    };
    if !(same || alike && named.is_empty()) {
        return false;
    }
    let objects = words(owed);
    if same && !named.is_empty() && !objects.is_empty() && !named.iter().any(|it| objects.contains(it)) {
        return false;
    }
    let theirs: Vec<_> = recipients(permission, Some(free)).map(|it| treaty.resolve(it, case)).collect();
    let owing: Vec<_> = recipients(duty, Some(owed)).map(|it| treaty.resolve(it, case)).collect();
    let open = |it: &[Members]| it.is_empty() || it.iter().any(Members::leaves_open);
    open(&theirs)
        || open(&owing)
        || theirs.iter().flat_map(|it| &it.actors).any(|one| owing.iter().any(|it| it.actors.contains(one)))
}

/// Whether a permission frees an actor.
pub(super) fn is_freed<'m>(
    treaty: &Treaty<'m>,
    permission: &Provision<'m>,
    actor: ActorId,
    case: Option<&Case>,
) -> TextualAnswer {
    let free = permission.sentences.iter().filter(|it| it.modal == Some(Modal::NeedNot));
    let one = |sentence: &Sentence<'m>| match &sentence.bearer {
        None => TextualAnswer::Unsaid,
        Some(of) => TextualAnswer::among(&treaty.resolve(of, case), actor),
    };
    free.map(|it| one(it)).max().unwrap_or(TextualAnswer::No)
}
