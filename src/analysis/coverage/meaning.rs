//! What words for attacks mean: by the vocabulary, by the terms that a draft defines, by the duties that an attack breaks.

use super::TextualAnswer;
use crate::model::vocabulary::{EventMeaning, event};
use crate::model::{ActorId, Actors, Case, DetailKind, Event, EventKind, Object, Provision, Treaty};
use crate::syntax::ast::ProvisionKind;

/// What a wider word for an attack covers besides itself.
const WIDER: &[(&str, &[&str])] = &[
    ("air-attack", &["drone-attack", "missile-attack"]),
    ("armed-incursion", &["invasion"]),
    ("bombardment", &["air-attack", "artillery-attack", "drone-attack", "missile-attack"]),
    ("incursion", &["armed-incursion", "invasion"]),
    ("threat", &["nuclear-threat", "threat-of-force"]),
];

/// Which kinds of attack somebody does who does what a verb says.
const DEEDS: &[(&str, &[&str])] = &[
    ("blockade", &["blockade"]),
    ("bombard", &["air-attack", "artillery-attack", "drone-attack", "missile-attack"]),
    ("invade", &["invasion"]),
    ("shell", &["artillery-attack"]),
];

/// Verbs for every attack; the second, only of force.
const ATTACKING: &[&str] = &["aggress", "attack"];
const USING: &[&str] = &["employ", "resort", "use"];

/// Whether what a text calls an event may be an attack of some kind.
pub(super) fn speaks_of(treaty: &Treaty<'_>, said: &Event<'_>, kind: &str) -> TextualAnswer {
    let word = match said.kind {
        EventKind::Named(word, _) => word,
        // What words mean, and what begins or ends another clause, the structure does not say.
        EventKind::Words(_) | EventKind::Phase(..) => return TextualAnswer::Unsaid,
    };
    match definition(treaty, word) {
        // It means what the draft says that it means, and that is prose: what it does not name may be left out.
        Some(meaning) if word != kind || event(word).is_some_and(|it| it.general) => defined(meaning, kind),
        _ => by_vocabulary(word, kind),
    }
}

fn by_vocabulary(word: &str, kind: &str) -> TextualAnswer {
    if word == kind || WIDER.iter().any(|(wide, narrow)| *wide == word && narrow.contains(&kind)) {
        return TextualAnswer::Yes;
    }
    match (event(word).copied(), event(kind).copied()) {
        (Some(EventMeaning { general: true, .. }), Some(kind)) if kind.attack && kind.kinetic => TextualAnswer::Yes,
        (Some(EventMeaning { general: true, .. }), Some(kind)) if kind.attack => TextualAnswer::Unsaid,
        // A breach may be any of these.
        (
            Some(EventMeaning { word: "breach" | "ceasefire-breach" | "hybrid-attack" | "violation", .. }),
            Some(kind),
        ) if kind.attack => TextualAnswer::Unsaid,
        // A word that no vocabulary has may mean anything.
        (None, _) => TextualAnswer::Unsaid,
        _ => TextualAnswer::No,
    }
}

/// What a draft says that a word means.
fn definition<'m>(treaty: &Treaty<'m>, word: &str) -> Option<&'m str> {
    let means = |term: &str| {
        let mut letters = word.chars().map(|it| if it == '-' { ' ' } else { it });
        term.chars().flat_map(char::to_lowercase).all(|it| letters.next() == Some(it)) && letters.next().is_none()
    };
    treaty.terms.iter().find(|it| means(it.term)).map(|it| it.meaning)
}

/// Words that take something out of what stands beside them.
const TAKING_OUT: &[&str] =
    &["but", "except", "excluding", "exclusive", "never", "no", "not", "only", "other", "unless"];

/// Words that say that nothing is left out, the nouns that they say it of, and words that narrow it again.
const EVERY: &[&str] = &["all", "any", "each", "every"];
const OF_FORCE: &[&str] = &["aggression", "attack", "attacks", "force", "forces", "hostilities", "war"];
const NARROWING: &[&str] = &[
    "aerial", "air", "aircraft", "border", "crossing", "drone", "drones", "frontier", "ground", "grave", "gravest",
    "land", "large", "line", "major", "massive", "missile", "missiles", "naval", "nuclear", "regular", "scale", "sea",
    "serious", "ships", "troops",
];

/// Whether the words of a definition name a kind of attack.
fn defined(meaning: &str, kind: &str) -> TextualAnswer {
    let meaning = meaning.to_lowercase();
    let words: Vec<&str> = meaning.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty()).collect();
    let limits = words.iter().any(|it| TAKING_OUT.contains(it));
    // `missile-attack` is named by missiles, `invasion` by an invasion.
    let stem = kind.strip_suffix("-attack").unwrap_or(kind).replace('-', " ");
    let general = words
        .iter()
        .enumerate()
        .any(|(at, it)| EVERY.contains(it) && words[at..].iter().take(6).any(|it| OF_FORCE.contains(it)));
    if general && !limits && !words.iter().any(|it| NARROWING.contains(it)) {
        return by_vocabulary("armed-attack", kind);
    }
    let named = words.windows(stem.split(' ').count().max(1)).any(|it| it.join(" ").starts_with(&*stem));
    if named && !limits { TextualAnswer::Yes } else { TextualAnswer::Unsaid }
}

/// Whether an attack of some kind breaks a clause.
pub(super) fn breaks<'m>(
    treaty: &Treaty<'m>,
    case: Option<&Case>,
    clause: &Provision<'m>,
    kind: &str,
) -> TextualAnswer {
    let Some(attack) = event(kind).filter(|it| it.attack) else { return TextualAnswer::Unsaid };
    let by_arms = if attack.kinetic { TextualAnswer::Yes } else { TextualAnswer::Unsaid };
    if clause.kind == ProvisionKind::Ceasefire {
        let between = clause.sides().map(|it| treaty.resolve(it, case));
        let theirs = match (between, case) {
            (Some(parties), Some(case)) => {
                let one = |it| parties.actors.contains(&it);
                one(case.attacker) && case.victim.is_none_or(one)
            }
            _ => false,
        };
        let listed =
            clause.details.iter().any(|it| matches!(it.kind, DetailKind::Prohibits(_) | DetailKind::Permits(_)));
        return if theirs && !listed { by_arms } else { TextualAnswer::Unsaid };
    }
    let mut said = TextualAnswer::No;
    for sentence in &clause.sentences {
        let Some((_, true)) = crate::analysis::strength::sentence(treaty, clause, sentence) else {
            // What breaks a duty to act, no attack tells.
            said = said.max(TextualAnswer::Unsaid);
            continue;
        };
        let force = |word: &str| event(word).is_some_and(|it| it.general) || matches!(word, "force" | "armed-force");
        let of_force =
            sentence.objects.iter().any(|it| matches!(it, Object::Word(word) if !word.quoted && force(word.text)));
        let deed = match sentence.verb {
            verb if ATTACKING.contains(&verb) => by_arms,
            verb if USING.contains(&verb) && of_force => by_arms,
            verb => match DEEDS.iter().find(|it| it.0 == verb) {
                Some((_, kinds)) if kinds.contains(&kind) => TextualAnswer::Yes,
                Some(_) => TextualAnswer::No,
                None => TextualAnswer::Unsaid,
            },
        };
        // Who must not, and against whom.
        let is = |of: &Actors<'_>, who: Option<ActorId>| {
            who.map_or(TextualAnswer::Yes, |it| TextualAnswer::among(&treaty.resolve(of, case), it))
        };
        let by = match &sentence.bearer {
            Some(bearer) => is(bearer, case.map(|it| it.attacker)),
            None => TextualAnswer::Unsaid,
        };
        let against = sentence.objects.iter().filter_map(|it| match it {
            Object::Actors(of) => Some(is(of, case.and_then(|it| it.victim))),
            _ => None,
        });
        said = said.max(deed.min(by).min(against.max().unwrap_or(TextualAnswer::Yes)));
    }
    said
}
