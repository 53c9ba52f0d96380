//! What the rules take a word of the vocabularies to imply, in sentences: for `vattel explain` and editors.

use super::acts::EventDomain;
use super::{
    Basis, DiscretionKind, ForcePresence, ObjectClass, Post, VerbClass, VerbSense, Vocabulary, basis, discretion,
    domain, event, gravity, means, object, presence, role, verb,
};

/// Each vocabulary that has a word, with what the word implies there.
pub fn meanings(word: &str) -> Vec<(Vocabulary, String)> {
    use Vocabulary as V;
    let found = [
        (V::Roles, role(word).map(of_role)),
        (V::Means, means(word).map(of_means)),
        (V::Events, event(word).map(of_event)),
        (V::Verbs, verb(word).map(of_verb)),
        (V::Objects, object(word).map(|it| of_object(it).to_owned())),
        (V::Domains, domain(word).then(|| "It is one of the domains in which an attack may come.".to_owned())),
        (V::Matters, gravity(word).map(of_matter)),
        (V::Discretion, discretion(word).map(|it| of_discretion(it).to_owned())),
        (V::Bases, basis(word).map(|it| of_basis(it).to_owned())),
        (V::Timings, presence(word).map(|it| of_timing(it).to_owned())),
    ];
    found.into_iter().filter_map(|(vocabulary, meaning)| Some((vocabulary, meaning?))).collect()
}

fn sentences(found: &[(bool, &str)], otherwise: &str) -> String {
    let held: Vec<&str> = found.iter().filter(|it| it.0).map(|it| it.1).collect();
    if held.is_empty() { otherwise.to_owned() } else { held.join(" ") }
}

fn of_role(it: &super::RoleMeaning) -> String {
    let place = match it.post {
        Post::Anywhere => "",
        Post::Line => "It is done at the line of contact.",
        Post::Rear => "It is done behind the lines.",
    };
    let rest = [
        (it.combat, "It may require force beyond self-defence."),
        (it.impartial, "Both sides must trust it: no ally of one side can do it."),
        (it.partisan, "It helps one side."),
        (!place.is_empty(), place),
    ];
    sentences(&rest, "It requires no force beyond self-defence, and helps neither side more than the other.")
}

fn of_means(it: &super::MeansMeaning) -> String {
    let rest = [
        (it.armed, "Whoever gives it fights."),
        (it.presence, "Its people stand in the territory of the State that is helped."),
        (it.material, "It has an amount, which the text should state."),
        (it.open, "It names no one thing: anything may be meant, so that nothing certain is promised."),
    ];
    sentences(&rest, "It is neither fighting, nor presence, nor material help.")
}

fn of_event(it: &super::EventMeaning) -> String {
    let place = match it.element {
        EventDomain::Any => "",
        EventDomain::Land => "It happens on land.",
        EventDomain::Sea => "It happens at sea.",
        EventDomain::Air => "It happens in the air.",
        EventDomain::Cyber => "It happens in networks.",
        EventDomain::Space => "It happens in space.",
    };
    let rest = [
        (it.attack, "It is an attack."),
        (it.kinetic, "It is carried out by arms."),
        (it.general, "It covers attacks of every kind."),
        (!place.is_empty(), place),
    ];
    sentences(&rest, "It is no attack: a threat, a breach or another event.")
}

fn of_verb(it: &super::VerbMeaning) -> String {
    let class = match it.class {
        VerbClass::Declare => "It states something and requires no act.",
        VerbClass::Consult => "It requires talks.",
        VerbClass::Seek => "It requires that another be asked.",
        VerbClass::Refrain => "It requires that something be left alone.",
        VerbClass::Aid => "It requires help to another.",
        VerbClass::Act => "It requires an act.",
    };
    let sense = match it.sense {
        VerbSense::Light => "The object says what is required.",
        VerbSense::Result => "It names an end and no act.",
        VerbSense::Decide => "Something is settled, and nothing has to be done.",
        VerbSense::Watch => "Something is looked at, unless the object is an act.",
        VerbSense::Plain => "The act is named by the verb or its object.",
        VerbSense::Transfer => "It is an act if a thing is named that is handed over.",
        VerbSense::Concrete => "The act is certain, whatever the object.",
    };
    format!("{class} {sense}")
}

fn of_object(it: ObjectClass) -> &'static str {
    match it {
        ObjectClass::ForeignPresence => "It counts as forces or bases of others in a State's territory.",
        ObjectClass::Alliance => "It counts as an alliance.",
        ObjectClass::MassDestruction => "It counts as a weapon of mass destruction.",
        ObjectClass::Weapons => "It counts as weapons.",
        ObjectClass::Forces => "It counts as a State's own forces.",
        ObjectClass::Exercises => "It counts as manoeuvres.",
        ObjectClass::Integrity => "It counts as independence, borders or territory: what is respected or guaranteed.",
        ObjectClass::Neutrality => "It counts as neutrality.",
        ObjectClass::Force => "It counts as the use or threat of force.",
        ObjectClass::Talks => "It counts as talks.",
        ObjectClass::Economy => "It counts as money or trade.",
    }
}

fn of_matter(gravity: u8) -> String {
    let all = Vocabulary::Matters.words();
    match usize::from(gravity).checked_sub(1).and_then(|it| all.get(it)) {
        Some(below) => format!("A body decides on it; it is graver than `{below}`."),
        None => "A body decides on it; nothing is less grave.".to_owned(),
    }
}

fn of_discretion(it: DiscretionKind) -> &'static str {
    match it {
        DiscretionKind::None => "The text alone decides what is owed.",
        DiscretionKind::SelfJudged => "The bearer itself decides what it owes, so that little is certain.",
        DiscretionKind::Constitutional => "The constitution of the bearer decides, mostly a parliament.",
    }
}

fn of_basis(it: Basis) -> &'static str {
    match it {
        Basis::SelfDefence => "Individual or collective self-defence: Article 51 of the Charter of the United Nations.",
        Basis::Consent => "The consent of the State concerned.",
        Basis::CouncilMandate => "A mandate of the Security Council, which a permanent member can block.",
    }
}

fn of_timing(it: ForcePresence) -> &'static str {
    match it {
        ForcePresence::Standing => "The forces are there from the start.",
        ForcePresence::Prepositioned => "Arms and stores are there from the start; the forces come.",
        ForcePresence::Responsive => "The forces come when something happens.",
        ForcePresence::Phased => "The forces come and go step by step.",
        ForcePresence::Rotational => "The forces come and go in turns.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_of_every_vocabulary_has_a_meaning() {
        for vocabulary in Vocabulary::ALL {
            for word in vocabulary.words() {
                let found = meanings(word);
                assert!(found.iter().any(|it| it.0 == *vocabulary), "{vocabulary:?}: {word}");
                assert!(found.iter().all(|it| it.1.ends_with('.')), "{word}: {found:?}");
            }
        }
        assert!(meanings("gardening").is_empty());
    }
}
