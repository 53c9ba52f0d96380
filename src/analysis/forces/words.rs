//! What verbs and words say of troops.

use crate::model::vocabulary::{self, ObjectClass, VerbClass, verb};
use crate::model::{Object, OpenWord, Provision, Sentence};
use crate::syntax::ast::Modal;

use super::super::strength::force;
use super::area_of;

/// Whether the operative words ask for or allow something.
pub fn is_positive(modal: Modal) -> bool {
    !is_negative(modal) && modal != Modal::NeedNot
}

/// Whether the operative words forbid something.
pub fn is_negative(modal: Modal) -> bool {
    force(modal).1
}

/// Whether a verb brings troops somewhere; `true` in the second place if it says so only with a place.
pub fn is_stationing(word: &str) -> Option<bool> {
    match verb(word)?.word {
        "station" | "deploy" | "position" => Some(false),
        "send" | "maintain" | "keep" | "place" | "establish" => Some(true),
        _ => None,
    }
}

/// Whether a verb lets troops of others in.
pub fn is_hosting(word: &str) -> bool {
    verb(word).is_some_and(|it| {
        matches!(
            it.word,
            "host" | "receive" | "accept" | "admit" | "allow" | "permit" | "invite" | "authorise" | "grant" | "include"
        )
    })
}

/// Whether a verb is a task of troops.
pub(super) fn is_task(word: &str) -> bool {
    verb(word).is_some_and(|it| match it.class {
        VerbClass::Aid => it.word != "deploy",
        VerbClass::Act => matches!(
            it.word,
            "monitor"
                | "verify"
                | "inspect"
                | "investigate"
                | "enforce"
                | "evacuate"
                | "destroy"
                | "dismantle"
                | "disarm"
                | "demilitarise"
                | "demobilise"
                | "restore"
                | "prevent"
                | "facilitate"
                | "preserve"
        ),
        VerbClass::Refrain => it.word == "observe",
        _ => false,
    })
}

/// A word of the vocabulary of objects; quoted words count as the word with hyphens that they spell.
pub fn object_class(word: &OpenWord<'_>) -> Option<ObjectClass> {
    if word.quoted { vocabulary::object(&hyphened(word.text)) } else { vocabulary::object(word.text) }
}

/// Quoted words as the one word that they spell: `foreign forces` is `foreign-forces`.
pub fn hyphened(words: &str) -> String {
    let mut word = String::with_capacity(words.len());
    for part in words.split_whitespace() {
        if !word.is_empty() {
            word.push('-');
        }
        word.extend(part.chars().flat_map(char::to_lowercase));
    }
    word
}

/// Whether a word means troops.
pub fn is_troops(word: &OpenWord<'_>) -> bool {
    if matches!(object_class(word), Some(ObjectClass::Forces | ObjectClass::ForeignPresence)) {
        return true;
    }
    let text = hyphened(word.text);
    vocabulary::means(&text).is_some_and(|it| it.presence && it.armed)
}

/// Whether a sentence stations troops somewhere.
pub(super) fn stations(provision: &Provision<'_>, sentence: &Sentence<'_>) -> bool {
    let Some(placed) = is_stationing(sentence.verb) else { return false };
    sentence.modal.is_some_and(is_positive)
        && sentence.bearer.is_some()
        && (!placed || area_of(provision).is_some())
        && sentence.objects.iter().any(|it| matches!(it, Object::Word(word) if is_troops(word)))
}
