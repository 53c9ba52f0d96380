//! The real bodies that every draft leans on, with their real decision rules, written in the language itself.
//!
//! The text is read once in a process. An actor of it enters a draft's model when the draft names it; a draft that
//! declares members or rules of its own under the same name shadows it.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::source::FileId;
use crate::syntax;
use crate::syntax::ast::{Declaration, DeclarationKind, Entry, Item, Weights};

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

/// The prelude's text.
pub fn text() -> &'static str {
    TEXT
}

impl Prelude {
    fn read(text: &'static str) -> Self {
        let parsed = syntax::parse_for(FileId::default(), FILE, text);
        let mut names = FxHashMap::default();
        for (at, item) in parsed.draft.items.iter().enumerate() {
            if let Entry::Plain(Item::Declaration(declared)) = item {
                names.insert(declared.name.of(text), at);
            }
        }
        Self { parsed, names }
    }

    fn declaration(&'static self, name: &str) -> Option<(&'static str, &'static Declaration)> {
        let (name, at) = self.names.get_key_value(name)?;
        match self.parsed.draft.items.get(*at) {
            Some(Entry::Plain(Item::Declaration(declared))) => Some((name, declared)),
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

/// What the prelude says of a name: the remarks that stand above its declaration, and the declaration.
pub fn page(name: &str) -> Option<(Vec<&'static str>, &'static str)> {
    let (_, declared) = declaration(name)?;
    let before = TEXT[..declared.span.local().start as usize].trim_end();
    let remarks = before.lines().rev().take_while(|it| it.starts_with('#'));
    let mut remarks: Vec<&str> = remarks.map(|it| it.trim_start_matches('#').trim()).collect();
    remarks.reverse();
    Some((remarks, declared.span.of(TEXT).trim_end()))
}

/// What the prelude declares under a capital name.
pub(super) fn declaration(name: &str) -> Option<(&'static str, &'static Declaration)> {
    if !NAMES.contains(&name) {
        return None;
    }
    PRELUDE.declaration(name).filter(|it| it.1.kind != DeclarationKind::Weights)
}

/// The prelude's voting weights of a name.
pub(super) fn weights(name: &str) -> Option<(&'static str, &'static Weights)> {
    let (name, declared) = PRELUDE.declaration(name)?;
    declared.weights.as_ref().map(|it| (name, it))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_are_those_of_the_text() {
        let declared = PRELUDE.parsed.draft.items.iter().filter_map(|item| match item {
            Entry::Plain(Item::Declaration(it)) if it.kind != DeclarationKind::Weights => Some(it.name.of(TEXT)),
            _ => None,
        });
        assert!(PRELUDE.parsed.diagnostics.is_empty(), "{:#?}", PRELUDE.parsed.diagnostics);
        assert_eq!(declared.collect::<Vec<_>>(), NAMES);
    }
}
