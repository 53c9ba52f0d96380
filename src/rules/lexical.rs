//! What quoted words say. These are the only questions that are asked of words and not of the model; every list of words is
//! the user's to change.

/// The words of a list that a text holds, also as adverbs, in the order of the text; of a hyphened word also a part
/// (`flagrant-violation`).
pub(crate) fn words_of<'t>(text: &'t str, list: &[String]) -> Vec<&'t str> {
    let listed = |word: &&str| list.iter().any(|it| it.eq_ignore_ascii_case(word) || is_adverb_of(word, it));
    let mut found = Vec::new();
    for word in text.split(|c: char| !c.is_alphanumeric() && c != '-') {
        if listed(&word) {
            found.push(word);
        } else if word.contains('-') {
            found.extend(word.split('-').filter(listed));
        }
    }
    found
}

/// Whether a word is the adverb of an adjective: `flagrantly`, `heavily`, `considerably`, `drastically`.
fn is_adverb_of(word: &str, adjective: &str) -> bool {
    let word = word.to_ascii_lowercase();
    let Some(stem) = word.strip_suffix("ly") else { return false };
    let is = |other: &str| other.eq_ignore_ascii_case(adjective);
    is(stem)
        || is(&format!("{stem}le"))
        || stem.strip_suffix('i').is_some_and(|it| is(&format!("{it}y")))
        || stem.strip_suffix("al").is_some_and(is)
}

/// Whether a text holds one of the phrases of a list.
pub(crate) fn holds_any(text: &str, list: &[String]) -> bool {
    list.iter().any(|phrase| holds(text, phrase))
}

/// Whether a text holds a phrase, as whole words; a hyphen is a blank, capitals do not count.
pub(crate) fn holds(text: &str, phrase: &str) -> bool {
    let plain =
        |text: &str| -> String { text.chars().map(|c| if c == '-' { ' ' } else { c.to_ascii_lowercase() }).collect() };
    let (text, phrase) = (plain(text), plain(phrase));
    let edge = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    !phrase.is_empty()
        && text
            .match_indices(phrase.as_str())
            .any(|(at, _)| edge(text[..at].chars().next_back()) && edge(text[at + phrase.len()..].chars().next()))
}

/// Whether a number stands among the words that measures something. The number of an article measures nothing:
/// "a breach of articles 42 or 43".
pub(crate) fn is_measured(text: &str) -> bool {
    let mut refers = false;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let small = word.to_ascii_lowercase();
        let numbered = word.starts_with(|c: char| c.is_ascii_digit());
        if numbered && !refers {
            return true;
        }
        // The numbers of a list belong to the word before it.
        let goes_on = numbered || word.len() == 1 || matches!(&*small, "and" | "or" | "to" | "bis" | "ter");
        refers = is_part(small.strip_suffix('s').unwrap_or(&small)) || refers && goes_on;
    }
    false
}

/// Whether a word names a part of a text, or a text, that bears a number.
fn is_part(word: &str) -> bool {
    matches!(
        word,
        "annex"
            | "art"
            | "article"
            | "chapter"
            | "no"
            | "number"
            | "paragraph"
            | "point"
            | "protocol"
            | "resolution"
            | "section"
    )
}

/// Whether a text holds one of these participles in the passive: "is established", "has been jointly found".
pub(crate) fn is_passive(text: &str, participles: &[String]) -> bool {
    let mut passive = false;
    for word in text.split(|c: char| !c.is_alphanumeric()).filter(|it| !it.is_empty()) {
        let is = |other: &str| other.eq_ignore_ascii_case(word);
        if passive && participles.iter().any(|it| is(it)) {
            return true;
        }
        // The auxiliary reaches over adverbs: "is hereby established".
        let auxiliary = ["is", "are", "was", "were", "be", "been", "being"].iter().any(|it| is(it));
        passive = auxiliary || passive && (word.ends_with("ly") || is("not") || is("hereby"));
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[&str]) -> Vec<String> {
        words.iter().copied().map(String::from).collect()
    }

    #[test]
    fn words_are_found_whole() {
        let list = list(&["major", "serious"]);
        assert_eq!(words_of("a Major and serious attack on the majority", &list), ["Major", "serious"]);
        assert_eq!(words_of("serious-breach", &list), ["serious"]);
        assert!(words_of("majority", &list).is_empty());
    }

    #[test]
    fn adverbs_are_found_by_their_adjectives() {
        let list = list(&["flagrant", "heavy", "considerable", "drastic", "serious"]);
        let text = "flagrantly, heavily, considerably and drastically, not seriousness";
        assert_eq!(words_of(text, &list), ["flagrantly", "heavily", "considerably", "drastically"]);
    }

    #[test]
    fn the_number_of_a_part_measures_nothing() {
        assert!(is_measured("20 strikes within 24 hours"));
        assert!(is_measured("a breach of article 5 that kills 20"));
        assert!(!is_measured("a flagrant breach of Articles 42 or 43"));
        assert!(!is_measured("a breach of article 5(2), paragraphs 3 and 4"));
        assert!(!is_measured("a flagrant breach"));
    }

    #[test]
    fn phrases_are_found_whole() {
        assert!(holds("such action as it Deems necessary", "deems"));
        assert!(!holds("the redeemed plan", "deemed"));
        assert!(holds("armed-attack of note", "armed attack"));
        assert!(holds("é armed", "armed"));
        assert!(!holds("anything", ""));
    }

    #[test]
    fn a_passive_needs_its_auxiliary() {
        let list = list(&["established"]);
        assert!(is_passive("if it is established that", &list));
        assert!(is_passive("it has been jointly established", &list));
        assert!(!is_passive("the established border is crossed", &list));
        assert!(!is_passive("both sides established it", &list));
    }
}
