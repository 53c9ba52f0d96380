//! Where something stands in a treaty: the units around it, from the outside in, then the provision.

use super::capital;
use std::fmt;

/// A place in the treaty's own numbering: `Article 5, trigger attack-on-ukraine`, as data. [`Display`](fmt::Display) is for
/// people; machine formats, matching and fingerprints use the parts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ClausePath {
    /// The parts, the outermost first.
    pub parts: Vec<ClausePart>,
}

/// One part of a path.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ClausePart {
    /// What sort of part.
    pub level: ClauseLevel,
    /// Its keyword in lower case, `article`, `trigger`; `instrument` for another text.
    pub kind: &'static str,
    /// Its number, title or name as the draft writes it, without quotation marks; may be empty.
    pub name: String,
}

/// Sorts of parts of a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ClauseLevel {
    /// Another text that the draft reads.
    Instrument,
    /// A numbered part of the text.
    Unit,
    /// A part of the text that has a title for a number.
    Titled,
    /// A provision, or the ladder around a rung.
    Provision,
}

impl ClausePart {
    /// The part as a sentence names it: `article 5`; a provision by its name in backticks.
    pub fn in_sentence(&self) -> String {
        match (self.level, &*self.name) {
            (ClauseLevel::Provision, "") => format!("`{}`", self.kind),
            (ClauseLevel::Provision, name) => format!("`{name}`"),
            _ => self.to_string(),
        }
    }

    /// Whether these words name this part with its keyword: `Article 5`, `article 5`, `trigger attack`.
    pub fn is_called(&self, words: &str) -> bool {
        let text = self.to_string();
        words == text || self.level != ClauseLevel::Provision && words == capital(&text)
    }
}

impl ClausePath {
    /// Adds a part within the others.
    pub fn push(&mut self, level: ClauseLevel, kind: &'static str, name: impl Into<String>) {
        self.parts.push(ClausePart { level, kind, name: name.into() });
    }

    /// The parts as the path prints them: a unit in front has a capital.
    pub fn texts(&self) -> impl Iterator<Item = String> {
        self.parts.iter().enumerate().map(|(at, part)| match part.level {
            ClauseLevel::Unit | ClauseLevel::Titled if at == 0 => capital(&part.to_string()),
            _ => part.to_string(),
        })
    }

    /// The parts up to the outermost article; all, where there is no article.
    pub fn article(&self) -> &[ClausePart] {
        let article = self.parts.iter().position(|it| it.kind == "article");
        &self.parts[..article.map_or(self.parts.len(), |it| it + 1)]
    }

    /// The path as a sentence names it: `annex A, article 1`.
    pub fn in_sentence(&self) -> String {
        self.parts.iter().map(ClausePart::in_sentence).collect::<Vec<_>>().join(", ")
    }

    /// The keyword and the name of each part, for a [fingerprint](super::fingerprint).
    pub fn fields(&self) -> impl Iterator<Item = &str> {
        self.parts.iter().flat_map(|it| [it.kind, &it.name])
    }
}

/// `article 5`, `letter "On radar"`, `trigger attack`; the name alone of another text.
impl fmt::Display for ClausePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.level, &*self.name) {
            (ClauseLevel::Instrument, name) => f.write_str(name),
            (_, "") => f.write_str(self.kind),
            (ClauseLevel::Titled, title) => write!(f, "{} \"{title}\"", self.kind),
            (_, name) => write!(f, "{} {name}", self.kind),
        }
    }
}

impl fmt::Display for ClausePath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.texts().collect::<Vec<_>>().join(", "))
    }
}
