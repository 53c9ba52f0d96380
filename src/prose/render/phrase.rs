//! Phrases, and how they are joined.

use super::document::{Inline, Mention};

/// Words in the making.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Phrase(pub(super) Vec<Inline>);

/// A phrase that can be a subject.
#[derive(Clone, Debug, Default)]
pub(super) struct Noun {
    pub(super) words: Phrase,
    /// Whether its verb stands in the plural.
    pub(super) plural: bool,
}

/// Joins words and phrases: `phrase!["the ", noun, " of"]`.
macro_rules! phrase {
    ($($part:expr),* $(,)?) => {{
        let mut words = $crate::prose::render::phrase::Phrase::default();
        $(words.push($part);)*
        words
    }};
}
pub(super) use phrase;

impl From<&str> for Phrase {
    fn from(words: &str) -> Self {
        Self(if words.is_empty() { Vec::new() } else { vec![Inline::Text(words.to_owned())] })
    }
}

impl From<String> for Phrase {
    fn from(words: String) -> Self {
        words.as_str().into()
    }
}

impl From<&Phrase> for Phrase {
    fn from(words: &Phrase) -> Self {
        words.clone()
    }
}

impl From<Noun> for Phrase {
    fn from(noun: Noun) -> Self {
        noun.words
    }
}

impl From<&Noun> for Phrase {
    fn from(noun: &Noun) -> Self {
        noun.words.clone()
    }
}

impl From<Inline> for Phrase {
    fn from(part: Inline) -> Self {
        Self(vec![part])
    }
}

impl From<Option<Phrase>> for Phrase {
    fn from(words: Option<Phrase>) -> Self {
        words.unwrap_or_default()
    }
}

impl Phrase {
    pub(super) fn push(&mut self, part: impl Into<Phrase>) {
        for part in part.into().0 {
            match (self.0.last_mut(), part) {
                (Some(Inline::Text(before)), Inline::Text(words)) => before.push_str(&words),
                (_, part) => self.0.push(part),
            }
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many words it has, about.
    pub(super) fn length(&self) -> usize {
        super::document::plain_words(&self.0).split(' ').filter(|it| !it.is_empty()).count()
    }

    /// With a capital in front.
    pub(super) fn capital(mut self) -> Self {
        if let Some(Inline::Text(words) | Inline::Emphasis(words)) = self.0.first_mut() {
            *words = crate::diagnostic::capital(words);
        }
        self
    }

    /// Without the comma that leads on to what does not follow.
    pub(super) fn ended(mut self) -> Self {
        if let Some(Inline::Text(last)) = self.0.last_mut() {
            last.truncate(last.trim_end_matches([',', ' ']).len());
        }
        self
    }

    /// As a sentence: a capital in front, a full stop behind.
    pub(super) fn sentence(self) -> Self {
        let mut words = self.ended().capital();
        let plain = super::document::plain_words(&words.0);
        let in_brackets = plain.ends_with(']') && plain.starts_with('[');
        if !in_brackets && !plain.ends_with(['.', '!', '?', ':', ';']) {
            words.push(".");
        }
        words
    }

    /// Whether it holds a conjunction, a bracket or a comma, so that a list of such is better set as points.
    pub(super) fn is_involved(&self) -> bool {
        self.0.iter().any(|it| matches!(it, Inline::Bracket(_)))
            || super::document::plain_words(&self.0).contains(" and ")
            || super::document::plain_words(&self.0).contains(" or ")
            || super::document::plain_words(&self.0).contains(", ")
    }
}

/// Things in a row: "a, b and c".
pub(super) fn join(mut things: Vec<Phrase>, and: &str) -> Phrase {
    let Some(last) = things.pop() else { return Phrase::default() };
    if things.is_empty() {
        return last;
    }
    let mut words = Phrase::default();
    let count = things.len();
    for (at, thing) in things.into_iter().enumerate() {
        words.push(thing);
        if at + 1 < count {
            words.push(", ");
        }
    }
    phrase![words, " ", and, " ", last]
}

/// Alternatives, each of which is a row: "a and b or c".
pub(super) fn join_any(any: Vec<Vec<Phrase>>) -> Phrase {
    let involved = any.len() > 1 && any.iter().any(|it| it.len() > 1);
    let rows: Vec<Phrase> = any.into_iter().map(|it| join(it, "and")).collect();
    if involved { phrase!["either ", join(rows, "or")] } else { join(rows, "or") }
}

/// A reference to a provision.
pub(super) fn to_provision(name: &str) -> Phrase {
    Inline::Reference { to: Mention::Provision(name.to_owned()), words: String::new(), anchor: String::new() }.into()
}

impl Noun {
    pub(super) fn one(words: impl Into<Phrase>) -> Self {
        Self { words: words.into(), plural: false }
    }

    pub(super) fn many(words: impl Into<Phrase>) -> Self {
        Self { words: words.into(), plural: true }
    }

    /// The verb that agrees with it.
    pub(super) fn verb<'v>(&self, one: &'v str, many: &'v str) -> &'v str {
        if self.plural { many } else { one }
    }
}
