//! References in prose: "Article 5, paragraph 2", "Annex A". Those to other texts are told apart.

use super::regex;
use crate::model::Treaty;
use crate::prose::numerals::from_roman;
use crate::syntax::ast::UnitKind;
use regex::Regex;
use std::sync::LazyLock;

/// A reference to a part of this text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseReference {
    /// Where the number begins.
    pub from: usize,
    /// Where it ends.
    pub to: usize,
    /// What it refers to.
    pub kind: UnitKind,
    /// The number as the text has it.
    pub number: String,
}

static LIST: LazyLock<Regex> = LazyLock::new(|| {
    let number = r"(?:[0-9]+(?:\s?(?:bis|ter|quater)\b)?(?:\([0-9a-z]+\))*|[IVXLC]+\b|[A-Z]\b)";
    regex(&format!(
        r"\b(?P<kind>Articles?|ARTICLES?|Arts?\.|Annex(?:es)?|ANNEX|Chapters?|Sections?)\s+(?P<list>{number}(?:(?:,\s+(?:and\s+|or\s+)?|\s+and\s+|\s+or\s+|\s+to\s+|–|-){number})*)"
    ))
});

static NUMBER: LazyLock<Regex> = LazyLock::new(|| {
    regex(r"(?P<base>[0-9]+|[IVXLC]+\b|[A-Z]\b)(?:\s?(?P<latin>bis|ter|quater)\b)?(?:\([0-9a-z]+\))*")
});

/// What stands behind a reference to another text, after paragraphs and points of it.
static OUTSIDE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"^(?:(?:,|\s)*(?:(?:and|or|sub-?)?\s*paragraphs?\s+[0-9a-z()., ]+?(?:and\s+[0-9a-z()]+)?|\([0-9a-zA-Z]+\)))*[\s,]*(?:(?:of|in|to|under)\s+(?P<of>\S+\s+\S+)|thereof|ibid)",
    )
});

/// What stands before a reference to another text: "the Charter, Article 51"; "Charter (Article 51".
static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?:Charter|Convention|Covenant|Statute|Constitution|Resolution|Act|Accords?|Protocol|Regulations?|Law|Code|Declaration|Treaty)(?:’s|'s)?[,(\s]{1,3}(?:in\s+|under\s+|see\s+)?$",
    )
});

/// The references of a text to parts of its own.
pub fn references(text: &str) -> Vec<ProseReference> {
    let mut found = Vec::new();
    for list in LIST.captures_iter(text) {
        let (Some(whole), Some(kind), Some(numbers)) = (list.get(0), list.name("kind"), list.name("list")) else {
            continue;
        };
        if is_outside(&text[..whole.start()], &text[whole.end()..]) {
            continue;
        }
        let kind = match kind.as_str().chars().take(2).flat_map(char::to_lowercase).collect::<String>().as_str() {
            "ar" => UnitKind::Article,
            "an" => UnitKind::Annex,
            "ch" => UnitKind::Chapter,
            _ => UnitKind::Section,
        };
        for it in NUMBER.captures_iter(numbers.as_str()) {
            let (Some(own), Some(base)) = (it.get(0), it.name("base")) else { continue };
            let latin = it.name("latin").map_or(String::new(), |it| format!(" {}", it.as_str()));
            let from = numbers.start() + own.start();
            found.push(ProseReference {
                from,
                to: numbers.start() + own.end(),
                kind,
                number: format!("{}{latin}", base.as_str()),
            });
        }
    }
    found
}

/// Whether a reference is one to another text.
fn is_outside(before: &str, behind: &str) -> bool {
    let tail = before.char_indices().rev().nth(40).map_or(before, |it| &before[it.0..]);
    if BEFORE.is_match(tail) {
        return true;
    }
    let Some(found) = OUTSIDE.captures(behind) else { return false };
    let Some(of) = found.name("of") else { return true };
    let words: Vec<String> = of.as_str().split_whitespace().map(str::to_lowercase).collect();
    // "of this Treaty", "of the present Agreement", "of Annex A" are this text.
    let own = matches!(
        (words[0].as_str(), words.get(1).map_or("", String::as_str)),
        ("this" | "annex" | "article" | "chapter" | "section", _) | ("the", "present")
    );
    !own
}

/// Whether a text has a part of the kind and number; nothing, if it has no part of the kind.
pub fn exists(model: &Treaty<'_>, reference: &ProseReference) -> Option<bool> {
    let own = || model.units.iter().filter(|it| it.file == model.file);
    let kinds = |kind: UnitKind| {
        kind == reference.kind
            || reference.kind == UnitKind::Annex && kind >= UnitKind::Annex
            || reference.kind == UnitKind::Article && kind == UnitKind::Point
    };
    let of_kind = || own().filter(|it| kinds(it.kind));
    of_kind().next()?;
    let wanted = plain(&reference.number);
    Some(of_kind().any(|it| {
        let number = plain(it.number);
        number == wanted
            || number.split('(').next() == Some(&*wanted)
            || counts(&number).is_some_and(|it| Some(it) == counts(&wanted))
    }))
}

/// A number in its one form.
fn plain(number: &str) -> String {
    number.chars().filter(|it| !matches!(it, ' ' | '-' | '.')).flat_map(char::to_lowercase).collect()
}

/// The place of a number in its count: digits and Roman numerals are one.
pub fn counts(number: &str) -> Option<u32> {
    number.parse().ok().or_else(|| from_roman(number))
}

/// Whether the draft is a whole text, and not what some of its articles come to: its articles are numbered from the first
/// nearly without a gap, or it has several parts and all of them are in prose alone.
pub fn is_whole(model: &Treaty<'_>) -> bool {
    if in_prose_alone(model) {
        let parts = model.units.iter().filter(|it| it.file == model.file && it.kind != UnitKind::Preamble);
        return parts.take(3).count() == 3;
    }
    let articles = model.units.iter().filter(|it| it.file == model.file && it.kind == UnitKind::Article);
    let in_annex =
        |it: &&crate::model::Unit<'_>| it.parent.is_some_and(|parent| model.unit(parent).kind >= UnitKind::Annex);
    let mut numbers: Vec<u32> = articles.filter(|it| !in_annex(it)).filter_map(|it| counts(it.number)).collect();
    numbers.sort_unstable();
    numbers.dedup();
    let count = numbers.len() as u32;
    count >= 3 && numbers[0] == 1 && numbers[numbers.len() - 1] <= count + count.div_ceil(8)
}

/// Whether a text has prose, and no clauses but final ones.
pub fn in_prose_alone(model: &Treaty<'_>) -> bool {
    !model.prose.is_empty() && model.own_provisions().all(|it| it.kind.is_final())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(text: &str) -> Vec<String> {
        references(text).into_iter().map(|it| format!("{} {}", it.kind.as_str(), it.number)).collect()
    }

    #[test]
    fn references_to_this_text_are_told_from_those_to_others() {
        assert_eq!(
            told("under Article 5, Articles 6 and 7 bis, and Annex A"),
            ["article 5", "article 6", "article 7 bis", "annex A"]
        );
        assert_eq!(
            told("Article 9 of this Treaty; Article 3, paragraph 2, of the present Agreement"),
            ["article 9", "article 3"]
        );
        for text in [
            "Article 51 of the Charter of the United Nations",
            "Articles 55 and 56 of the Charter",
            "Article 5, paragraph 2 (a), of the Convention",
            "paragraph (b) of Article 23 thereof",
            "the Charter (Article 51)",
            "under the Covenant, Article 16",
            "Article 16 of that Treaty",
            "articles of war",
        ] {
            assert!(told(text).is_empty(), "{text}: {:?}", told(text));
        }
    }
}
