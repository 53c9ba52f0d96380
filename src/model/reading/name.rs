//! The name of a reading: whose text is taken, where. `RUS at article 5, UKR` takes the text of RUS in article 5 and that of
//! UKR elsewhere, wherever they have one; `3b` takes the second text of the third bracket.

use std::fmt;

use super::{BracketText, Brackets, Choice, Reading, Unknown};
use crate::diagnostic::nearest;
use crate::source::Span;
use crate::syntax::ast::BracketId;

/// The name of a reading. What comes first in it goes first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadingName {
    parts: Vec<NamePart>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum NamePart {
    /// The text of a party, in one place or wherever it has one.
    Party { who: String, at: Option<String> },
    /// A text of a bracket, by number and letter.
    Text { bracket: usize, text: usize },
}

/// Words that name no reading.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{words}` names no reading; write whose text is read, `UKR` or `RUS at article 5, UKR`, or the text of a bracket by its \
     number, `3b`"
)]
pub struct UnreadableReading {
    /// The words.
    pub words: String,
}

impl ReadingName {
    /// The text of one party wherever it has one.
    pub fn party(who: impl Into<String>) -> Self {
        Self { parts: vec![NamePart::Party { who: who.into(), at: None }] }
    }

    /// The brackets that stand in a reading of this name and hold rival texts, none of which it chooses: the first is taken,
    /// whosever it is. Nothing for a name of single texts, which leaves the rest as it stands.
    pub fn borrowed(&self, brackets: &Brackets<'_>, reading: &Reading) -> Vec<Span> {
        if !self.parts.iter().any(NamePart::is_everywhere) {
            return Vec::new();
        }
        let stands =
            |it: &&BracketText<'_>| reading.choices().get(it.id.0 as usize).is_some_and(|it| *it != Choice::Moot);
        let silent =
            |it: &&BracketText<'_>| !it.is_insertion() && self.parts.iter().all(|part| part.names(it).is_none());
        brackets.all.iter().filter(stands).filter(silent).map(|it| it.span).collect()
    }

    /// Reads a name.
    ///
    /// # Errors
    /// If a part of it is neither a party, with or without a place, nor the number of a text.
    pub fn read(words: &str) -> Result<Self, UnreadableReading> {
        // A title may hold commas.
        let mut quoted = false;
        let parts = words.split(|it: char| {
            quoted ^= it == '"';
            it == ',' && !quoted
        });
        let parts = parts.map(|part| NamePart::read(part).ok_or(part)).collect::<Result<_, _>>();
        match parts {
            Ok(parts) => Ok(Self { parts }),
            Err(part) => Err(UnreadableReading { words: part.trim().to_owned() }),
        }
    }

    /// What it chooses in a draft, and the parts of it that no bracket answers to.
    pub fn choices(&self, brackets: &Brackets<'_>) -> (Vec<(BracketId, Choice)>, Vec<Unknown>) {
        let mut used = vec![false; self.parts.len()];
        let mut chosen: Vec<(BracketId, Choice)> = Vec::new();
        for bracket in &brackets.all {
            let named = |part: &NamePart| part.names(bracket);
            let found = self.parts.iter().enumerate().filter_map(|(at, it)| named(it).map(|choice| (at, choice)));
            let mut found = found.peekable();
            if let Some((_, choice)) = found.peek() {
                // A bracket in a text that another choice strikes is not chosen in, or it would bring that text back.
                let struck = bracket.within.is_some_and(|(outer, at)| {
                    chosen.iter().any(|(id, choice)| *id == outer && choice.taken() != Some(at))
                });
                if !struck {
                    chosen.push((bracket.id, *choice));
                }
            }
            found.for_each(|(at, _)| used[at] = true);
        }
        let unknown = self.parts.iter().zip(used).filter(|(_, used)| !used).map(|(it, _)| it.unknown(brackets));
        (chosen, unknown.collect())
    }
}

impl NamePart {
    fn read(words: &str) -> Option<Self> {
        let words = words.trim();
        let digits = words.find(|it: char| !it.is_ascii_digit()).unwrap_or(words.len());
        if digits > 0 {
            let mut letters = words[digits..].chars();
            let (letter, None) = (letters.next()?, letters.next()) else { return None };
            let bracket = words[..digits].parse::<usize>().ok()?.checked_sub(1)?;
            let text = letter.is_ascii_lowercase().then(|| usize::from(letter as u8 - b'a'))?;
            return Some(Self::Text { bracket, text });
        }
        let (who, at) = match words.split_once(" at ") {
            Some((who, at)) => (who.trim(), Some(at.split_whitespace().collect::<Vec<_>>().join(" "))),
            None => (words, None),
        };
        let is_name = who.starts_with(char::is_uppercase) && !who.contains(char::is_whitespace);
        is_name.then(|| Self::Party { who: who.to_owned(), at })
    }

    /// This part, to which no bracket answers.
    fn unknown(&self, brackets: &Brackets<'_>) -> Unknown {
        let name = self.to_string();
        let near = match self {
            // What is near is the name: where it stands, another may.
            Self::Party { who, .. } => {
                let heads = brackets.all.iter().flat_map(|it| &it.alternatives).flat_map(|it| &it.who);
                nearest(who, heads.copied().filter(|it| it != who)).map(str::to_owned)
            }
            Self::Text { .. } => None,
        };
        Unknown { name, near }
    }

    /// Whether it is the text of a party wherever it has one.
    fn is_everywhere(&self) -> bool {
        matches!(self, Self::Party { at: None, .. })
    }

    /// What this part chooses in a bracket.
    fn names(&self, bracket: &BracketText<'_>) -> Option<Choice> {
        match self {
            Self::Text { bracket: number, text } => {
                (*number == bracket.id.0 as usize && *text < bracket.alternatives.len()).then(|| Choice::take(*text))
            }
            Self::Party { who, at } => {
                let place = bracket.place.iter().flat_map(|it| &it.parts);
                let is_called = |at: &String| place.clone().any(|it| it.is_called(at) || it.in_sentence() == *at);
                let there = at.as_ref().is_none_or(is_called);
                let own = bracket.alternatives.iter().position(|it| it.who.contains(&who.as_str()));
                own.filter(|_| there).map(Choice::take)
            }
        }
    }
}

impl fmt::Display for ReadingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let parts: Vec<String> = self.parts.iter().map(NamePart::to_string).collect();
        f.write_str(&parts.join(", "))
    }
}

impl fmt::Display for NamePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Party { who, at: None } => f.write_str(who),
            Self::Party { who, at: Some(at) } => write!(f, "{who} at {at}"),
            Self::Text { bracket, text } => f.write_str(&text_name(*bracket, *text)),
        }
    }
}

/// The name of a text of a bracket: `3b` for the second of the third. Texts beyond the twenty-sixth have none.
pub fn text_name(bracket: usize, text: usize) -> String {
    let letter = u8::try_from(text).ok().filter(|it| *it < 26).map_or('?', |it| char::from(b'a' + it));
    format!("{}{letter}", bracket + 1)
}
