//! The real bodies that every draft leans on, with their real decision rules, written in the language itself.
//!
//! The text is read once in a process. An actor of it enters a draft's model when the draft names it; a draft that
//! declares members or rules of its own under the same name shadows it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::accession;
use crate::source::FileId;
use crate::syntax;
use crate::syntax::ast::{Declaration, DeclarationKind, Item, OrBracket, Weights};

/// The number of the prelude's text in every run.
pub const FILE: FileId = FileId::PRELUDE;

/// The name that findings show for it.
pub const NAME: &str = "prelude.treaty";

static TEXT: &str = include_str!("prelude.treaty");

static PRELUDE: LazyLock<Prelude> = LazyLock::new(|| Prelude::read(TEXT));

struct Prelude {
    parsed: syntax::Parsed,
    /// Where each name stands among the items.
    names: FxHashMap<&'static str, usize>,
}

/// Bodies that were another in earlier years, each from and until which day, with the name of what stands for them then.
const EARLIER: &[(&str, u32, u32, &str)] = &[
    ("P5", 0, 1971_1025, "P5-1945"),
    ("P5", 1971_1025, 1991_1224, "P5-1971"),
    ("E10", 0, 1966_0101, "E6-of-the-year"),
    ("E10", 1966_0101, 2026_0101, "E10-of-the-year"),
    ("E10", 2027_0101, u32::MAX, "E10-of-the-year"),
    ("UNSC", 0, 1966_0101, "UNSC-1945"),
    ("UNGA", 0, 2011_0714, "UNGA-of-the-year"),
    ("EUCouncil", 0, 2014_1101, "EUCouncil-1958"),
];

/// Since when the inhabitants are counted that voting weights follow.
const COUNTED: (&str, u32) = ("population", 2024_0101);

/// Members of a body that are elected for a year, of which the data does not say who they were.
pub(super) const ELECTED: [&str; 10] = [
    "Elected-1",
    "Elected-2",
    "Elected-3",
    "Elected-4",
    "Elected-5",
    "Elected-6",
    "Elected-7",
    "Elected-8",
    "Elected-9",
    "Elected-10",
];

/// The prelude's text.
pub fn text() -> &'static str {
    TEXT
}

impl Prelude {
    fn read(text: &'static str) -> Self {
        let parsed = syntax::parse_for(FileId::default(), FILE, text);
        let mut names = FxHashMap::default();
        for (at, item) in parsed.draft.items.iter().enumerate() {
            if let OrBracket::Plain(Item::Declaration(declared)) = item {
                names.insert(declared.name.of(text), at);
            }
        }
        Self { parsed, names }
    }

    fn declaration(&'static self, name: &str) -> Option<(&'static str, &'static Declaration)> {
        let (name, at) = self.names.get_key_value(name)?;
        match self.parsed.draft.items.get(*at) {
            Some(OrBracket::Plain(Item::Declaration(declared))) => Some((name, declared)),
            _ => None,
        }
    }
}

/// What the prelude declares, in its order. It is read only when one of these is named.
pub(super) const NAMES: &[&str] = &[
    "P5",
    "E10",
    "UNSC",
    "UNGA",
    "ICJ",
    "IAEA",
    "NATO",
    "NAC",
    "OSCE",
    "CSTO",
    "EU",
    "EuropeanCouncil",
    "EUCouncil",
    "ICRC",
];

/// The names of everything that the prelude declares, in its order.
pub fn names() -> &'static [&'static str] {
    NAMES
}

/// The title of what the prelude declares under a name.
pub fn title(name: &str) -> Option<&'static str> {
    let (_, declared) = declaration(name, None)?;
    declared.title.map(|it| crate::syntax::lexer::unquoted(it.local().of(TEXT).trim()))
}

/// What the prelude says of a name.
#[derive(Debug)]
pub struct PreludeEntry {
    /// The remarks that stand above its declaration.
    pub remarks: Vec<&'static str>,
    /// The declaration.
    pub declared: &'static str,
    /// What it was in earlier years: until which day, with its remarks and its declaration.
    pub earlier: Vec<(String, Vec<&'static str>, &'static str)>,
    /// Who came and who left, day by day.
    pub history: Vec<String>,
    /// The day on which the data stands.
    pub newest: &'static str,
}

/// What the prelude says of a name.
pub fn page(name: &str) -> Option<PreludeEntry> {
    let (_, declared) = declaration(name, None)?;
    let (remarks, declared) = with_remarks(declared);
    let earlier = EARLIER.iter().filter(|it| it.0 == name && it.2 < u32::MAX).filter_map(|it| {
        let (remarks, declared) = with_remarks(PRELUDE.declaration(it.3)?.1);
        Some((accession::written(it.2), remarks, declared))
    });
    Some(PreludeEntry {
        remarks,
        declared,
        earlier: earlier.collect(),
        history: accession::history(name),
        newest: accession::NEWEST,
    })
}

fn with_remarks(declared: &Declaration) -> (Vec<&'static str>, &'static str) {
    let before = TEXT[..declared.span.local().start as usize].trim_end();
    let remarks = before.lines().rev().take_while(|it| it.starts_with('#'));
    let mut remarks: Vec<&str> = remarks.map(|it| it.trim_start_matches('#').trim()).collect();
    remarks.reverse();
    (remarks, declared.span.of(TEXT).trim_end())
}

/// What the prelude declares under a capital name, for a draft that was signed on a day.
pub(super) fn declaration(name: &str, signed: Option<u32>) -> Option<(&'static str, &'static Declaration)> {
    let name = NAMES.iter().find(|it| **it == name)?;
    let era = signed.and_then(|day| EARLIER.iter().find(|it| it.0 == *name && it.1 <= day && day < it.2));
    let (_, declared) = PRELUDE.declaration(era.map_or(name, |it| it.3))?;
    (declared.kind != DeclarationKind::Weights).then_some((name, declared))
}

/// The prelude's voting weights of a name. `None` in their place where those of the day are not known.
pub(super) fn weights(name: &str, signed: Option<u32>) -> Option<(&'static str, &'static Weights, bool)> {
    let (name, declared) = PRELUDE.declaration(name)?;
    let known = signed.is_none_or(|day| name != COUNTED.0 || day >= COUNTED.1);
    declared.weights.as_ref().map(|it| (name, it, known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_text() {
        let declared = PRELUDE.parsed.draft.items.iter().filter_map(|item| match item {
            OrBracket::Plain(Item::Declaration(it)) if it.kind != DeclarationKind::Weights => Some(it.name.of(TEXT)),
            _ => None,
        });
        let declared = declared.filter(|name| EARLIER.iter().all(|it| it.3 != *name));
        assert!(PRELUDE.parsed.diagnostics.is_empty(), "{:#?}", PRELUDE.parsed.diagnostics);
        assert_eq!(declared.collect::<Vec<_>>(), NAMES);
    }
}
