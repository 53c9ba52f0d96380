//! Nouns of duties: what is held, taken, given, expressed. They say what a light verb asks for, and whether words give content.
//!
//! Quoted words count as the noun that they come to: "urgent talks with the Parties" are talks, "all appropriate measures" are
//! measures.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

use super::{ObjectClass, means, object, role};

/// What a thing that is owed comes to: the weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NounContent {
    /// Nothing is said: how, when, for how long.
    Manner,
    /// Words of sympathy, of protest, of intention.
    Sentiment,
    /// It is looked at: a review, an assessment.
    Study,
    /// What is the case: a situation, a question.
    Situation,
    /// Talks, and what is told.
    Talk,
    /// An appeal to somebody else.
    Appeal,
    /// No vocabulary has it.
    Unknown,
    /// Anything may be meant: measures, steps, assistance.
    Open,
    /// A state that is to be kept or reached: security, independence.
    State,
    /// A thing that is given, used, done or left.
    Thing,
}

/// The lists of `nouns.txt`: every word with the list that it stands in.
struct NounLists {
    nouns: FxHashMap<&'static str, NounContent>,
    around: FxHashMap<&'static str, Around>,
    judgement: Vec<Vec<&'static str>>,
}

/// What words around a noun do.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Around {
    /// Help that may be named by its kind.
    Help,
    /// A kind of help that says what is given.
    Kind,
    /// A kind of help that is words.
    Words,
    /// Behind it a noun is only told more of.
    TellsMore,
}

static LISTS: LazyLock<NounLists> = LazyLock::new(|| {
    let mut lists = NounLists { nouns: FxHashMap::default(), around: FxHashMap::default(), judgement: Vec::new() };
    for (name, words) in lines(include_str!("nouns.txt")) {
        let matter = NounContent::LISTED.iter().find(|it| it.1 == name).map(|it| it.0);
        let around = match name {
            "help" => Some(Around::Help),
            "kind of help" => Some(Around::Kind),
            "kind of words" => Some(Around::Words),
            "tells more" => Some(Around::TellsMore),
            _ => None,
        };
        for word in words {
            match (matter, around) {
                (Some(matter), _) => drop(lists.nouns.insert(word, matter)),
                (_, Some(around)) => drop(lists.around.insert(word, around)),
                _ => lists.judgement.push(word.split(' ').collect()),
            }
        }
    }
    lists
});

/// The lists of a table, each with its words. A line that is indented goes on with the list above it.
fn lines(table: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut lists: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in table.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
        match (line.strip_prefix("    "), lists.last_mut()) {
            (Some(words), Some(last)) => last.1.extend(words.split(',').map(str::trim).filter(|it| !it.is_empty())),
            _ => lists.push((line.trim(), Vec::new())),
        }
    }
    lists
}

impl NounContent {
    /// Every list of nouns by its name in the table.
    const LISTED: [(Self, &'static str); 9] = [
        (Self::Manner, "manner"),
        (Self::Sentiment, "sentiment"),
        (Self::Study, "study"),
        (Self::Situation, "situation"),
        (Self::Talk, "talk"),
        (Self::Appeal, "appeal"),
        (Self::Open, "open"),
        (Self::State, "state"),
        (Self::Thing, "thing"),
    ];
}

/// Every noun of the lists, in order.
#[cfg(test)]
pub fn nouns() -> Vec<&'static str> {
    let mut all: Vec<&str> = LISTS.nouns.keys().copied().collect();
    all.sort_unstable();
    all
}

/// Words that leave what is owed to the one who owes it, as the table has them.
pub fn judgement() -> Vec<String> {
    LISTS.judgement.iter().map(|it| it.join(" ")).collect()
}

/// Whether what forces are for is an aim and no task: reassurance, presence, support.
pub fn is_purpose(word: &str) -> bool {
    matches!(matter(word), NounContent::Open | NounContent::State | NounContent::Sentiment | NounContent::Manner)
}

/// Whether words leave what is owed to the one who owes it: "such action as it deems necessary".
pub fn leaves_to_bearer(words: &str) -> bool {
    let words: Vec<String> = tokens(words);
    let holds = |phrase: &Vec<&str>| {
        words.windows(phrase.len()).any(|it| it.iter().zip(phrase).all(|(one, other)| one == other))
    };
    such_as(&words) || LISTS.judgement.iter().any(holds)
}

/// Whether words say that it is such as somebody makes it: "such means as each chooses".
pub fn is_such_as(words: &str) -> bool {
    such_as(&tokens(words))
}

fn such_as(words: &[String]) -> bool {
    // `such as weapons` only gives an example.
    let such = words.iter().position(|it| it == "such");
    such.is_some_and(|at| words[at..].iter().skip(2).any(|it| it == "as"))
}

/// What a word or quoted words come to.
pub fn matter(words: &str) -> NounContent {
    let tokens = tokens(words);
    let joined = tokens.join("-");
    if let Some(known) = known(&joined) {
        return known;
    }
    let start = tokens.iter().take_while(|it| leads_in(it)).count();
    let lead = if start == tokens.len() { &tokens[..] } else { &tokens[start..] };
    // What is taken into consideration or kept in mind stands behind.
    if start > 0
        && let Some(found) = lead.first().and_then(|it| known(it)).filter(|it| *it < NounContent::Unknown)
    {
        return found;
    }
    let end = lead.iter().position(|it| tells_more(it)).filter(|it| *it > 0).unwrap_or(lead.len());
    // Of things joined by `or` the bearer may choose the least.
    let phrase = &lead[..end];
    let holds = |wanted| phrase.iter().any(|it| around(it) == Some(wanted));
    if holds(Around::Help) && (holds(Around::Kind) || holds(Around::Words)) {
        let only_words = !holds(Around::Kind) || holds(Around::Words) && phrase.iter().any(|it| it == "or");
        return if only_words { NounContent::Talk } else { NounContent::Thing };
    }
    let parts = phrase.split(|it| it == "and" || it == "or").filter(|it| !it.is_empty()).map(of_phrase);
    let parts: Vec<NounContent> = parts.collect();
    let either = phrase.iter().any(|it| it == "or");
    let found = if either { parts.iter().min() } else { parts.iter().filter(|it| **it != NounContent::Unknown).max() };
    match found.copied().unwrap_or(NounContent::Unknown) {
        NounContent::Open if refers(&tokens) => NounContent::Thing,
        found => found,
    }
}

/// Whether words refer to what a numbered part of a text says: "the measures of article 8".
fn refers(tokens: &[String]) -> bool {
    let part = |it: &str| {
        matches!(it.trim_end_matches('s'), "annex" | "article" | "chapter" | "paragraph" | "protocol" | "section")
    };
    let names = |it: &String| it.chars().any(|it| it.is_ascii_digit()) || it.len() <= 3 && around(it).is_none();
    tokens.windows(2).any(|it| part(&it[0]) && names(&it[1]))
}

/// What a noun with its adjectives comes to: the words at its end that are known, the most of them first.
fn of_phrase(words: &[String]) -> NounContent {
    for from in 0..words.len() {
        if let Some(found) = known(&words[from..].join("-")) {
            return found;
        }
    }
    let Some(last) = words.last() else { return NounContent::Manner };
    // The last part of `rear-area-patrols`.
    if let Some((_, tail)) = last.rsplit_once('-')
        && let Some(found) = known(tail)
    {
        return found;
    }
    // Of measures decided on, and of a platform for dialogue, as much is known as the other words say.
    let description = |word: &String| known(word).filter(|it| !matches!(it, NounContent::State | NounContent::Thing));
    let adverb = last.len() > 4 && last.ends_with("ly");
    words.iter().filter_map(description).min().unwrap_or(if adverb {
        NounContent::Manner
    } else {
        NounContent::Unknown
    })
}

/// What a single noun, or a word of the vocabularies, comes to.
fn known(word: &str) -> Option<NounContent> {
    let listed = |word: &str| LISTS.nouns.get(word).copied();
    let by_noun = listed(word).or_else(|| singulars(word).find_map(|it| listed(&it)));
    if let Some(found) = by_noun {
        return Some(found);
    }
    if let Some(of) = means(word) {
        return Some(if of.open { NounContent::Open } else { NounContent::Thing });
    }
    if role(word).is_some() {
        return Some(NounContent::Thing);
    }
    Some(match object(word)? {
        ObjectClass::Talks => NounContent::Talk,
        ObjectClass::Integrity | ObjectClass::Neutrality => NounContent::State,
        _ => NounContent::Thing,
    })
}

/// The singulars that a plural may have.
fn singulars(word: &str) -> impl Iterator<Item = String> + '_ {
    let ies = word.strip_suffix("ies").map(|it| format!("{it}y"));
    let es = word.strip_suffix("es").map(str::to_owned);
    let ses = word.strip_suffix("es").map(|it| format!("{it}is"));
    let s = word.strip_suffix('s').map(str::to_owned);
    [ies, s, es, ses].into_iter().flatten()
}

fn around(word: &str) -> Option<Around> {
    LISTS.around.get(word).copied()
}

/// Whether a preposition may stand before the noun: `into consideration`, `out talks`.
fn leads_in(word: &str) -> bool {
    matches!(word, "at" | "by" | "for" | "in" | "into" | "on" | "out" | "to" | "under" | "up" | "upon" | "with")
}

fn tells_more(word: &str) -> bool {
    leads_in(word) || around(word) == Some(Around::TellsMore)
}

/// Words in small letters, hyphens kept within them.
fn tokens(words: &str) -> Vec<String> {
    let words = words.split(|it: char| !it.is_alphanumeric() && it != '-');
    words.map(|it| it.trim_matches('-').to_lowercase()).filter(|it| !it.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_order_and_no_noun_stands_in_two() {
        let lists = lines(include_str!("nouns.txt"));
        for (name, list) in &lists {
            assert!(list.is_sorted_by(|one, next| one < next), "{name}");
            assert!(*name == "judgement" || NounContent::LISTED.iter().any(|it| it.1 == *name) || !list.is_empty());
        }
        let nouns = lists.iter().filter(|it| NounContent::LISTED.iter().any(|listed| listed.1 == it.0));
        let nouns: usize = nouns.map(|it| it.1.len()).sum();
        assert_eq!(LISTS.nouns.len(), nouns, "a noun stands in two lists");
    }

    #[test]
    fn words_come_to_the_noun_that_they_hold() {
        for (words, expected) in [
            ("consultations", NounContent::Talk),
            ("urgent talks with the Parties on aircraft", NounContent::Talk),
            ("into negotiations", NounContent::Talk),
            ("into peace talks", NounContent::Talk),
            ("in mind the interests of Ukraine", NounContent::Study),
            ("a platform for dialogue", NounContent::Unknown),
            ("a consultation platform", NounContent::Talk),
            ("its good offices", NounContent::Talk),
            ("under review", NounContent::Study),
            ("into consideration", NounContent::Study),
            ("concern", NounContent::Sentiment),
            ("its deep sympathy", NounContent::Sentiment),
            ("the situation", NounContent::Situation),
            ("an appeal to the Security Council", NounContent::Appeal),
            ("appropriate measures", NounContent::Open),
            ("such means as each chooses", NounContent::Open),
            ("its best endeavours", NounContent::Open),
            ("all other assistance in its power", NounContent::Open),
            ("all the military and other aid and assistance in their power", NounContent::Thing),
            ("military assistance", NounContent::Thing),
            ("political support", NounContent::Talk),
            ("the measures of article 8", NounContent::Thing),
            ("the measures decided on", NounContent::Open),
            ("the independence of Belgium", NounContent::State),
            ("the armed forces of Ukraine", NounContent::Thing),
            ("air defence", NounContent::Thing),
            ("weapons or consultations", NounContent::Talk),
            ("weapons and consultations", NounContent::Thing),
            ("swiftly", NounContent::Manner),
            ("palavers", NounContent::Unknown),
        ] {
            assert_eq!(matter(words), expected, "{words}");
        }
    }

    #[test]
    fn what_is_left_to_the_bearer_is_said_in_many_ways() {
        for words in ["such action as it deems necessary", "such means as each chooses", "measures of its choice"] {
            assert!(leaves_to_bearer(words), "{words}");
        }
        for words in ["the measures of the redeemed plan", "weapons", "all necessary means"] {
            assert!(!leaves_to_bearer(words), "{words}");
        }
    }
}
