//! What a reading leaves out: asked only when a name is missing or seems unused.

use rustc_hash::FxHashSet;

use super::super::Reading;
use super::super::attention::Slots;
use super::ModelBuilder;
use super::units::UnitNumber;
use crate::source::Span;
use crate::syntax::ast::{self, Item, OrBracket, UnitKind};
use crate::syntax::lexer::unquoted;

/// The names that stand only in brackets which the reading leaves out.
#[derive(Debug, Default)]
pub(super) struct Hidden<'a> {
    names: FxHashSet<&'a str>,
    units: FxHashSet<(UnitKind, UnitNumber<'a>)>,
}

impl<'a> ModelBuilder<'a, '_> {
    /// Whether the draft declares a name in brackets that this reading leaves out.
    pub(super) fn is_hidden(&mut self, name: &str) -> bool {
        self.tree.brackets > 0 && self.hidden().names.contains(name)
    }

    /// The same for a unit.
    pub(super) fn is_hidden_unit(&mut self, kind: UnitKind, number: &'a str) -> bool {
        self.tree.brackets > 0 && self.hidden().units.contains(&(kind, UnitNumber::of(number)))
    }

    fn hidden(&mut self) -> &Hidden<'a> {
        let (tree, text, reading) = (self.tree, self.treaty.text, self.treaty.reading);
        self.hidden.get_or_insert_with(|| {
            let mut hidden = Hidden::default();
            hidden.collect(&tree.items, text, reading, false);
            hidden
        })
    }

    /// The texts that this reading leaves out, and all bracketed texts within provisions: what one of them uses is used in
    /// its own reading.
    pub(super) fn left_out(&self) -> Vec<Span> {
        let treaty = &self.treaty;
        let others = treaty.brackets.all.iter().flat_map(|bracket| {
            let taken = if bracket.slots == Slots::NONE { treaty.taken(bracket) } else { None };
            bracket.alternatives.iter().enumerate().filter(move |(at, _)| taken != Some(*at)).map(|(_, it)| it.span)
        });
        others.collect()
    }
}

impl<'a> Hidden<'a> {
    fn collect(&mut self, items: &[OrBracket<Item>], text: &'a str, reading: &Reading, out: bool) {
        for entry in items {
            match entry {
                OrBracket::Plain(item) => self.item(item, text, reading, out),
                OrBracket::Bracket(bracket) => {
                    let taken = reading.taken(bracket);
                    for (at, alternative) in bracket.alternatives.iter().enumerate() {
                        self.collect(&alternative.content, text, reading, out || taken != Some(at));
                    }
                }
            }
        }
    }

    fn item(&mut self, item: &Item, text: &'a str, reading: &Reading, out: bool) {
        match item {
            Item::Unit(unit) => {
                if out {
                    let number = unit.number.or(unit.title).map_or("", |it| unquoted(it.of(text)));
                    self.units.insert((unit.kind, UnitNumber::of(number)));
                }
                self.collect(&unit.items, text, reading, out);
            }
            Item::Declaration(it) if out => {
                self.names.insert(it.name.of(text));
                // `[ UKR: party members of EU ]`: the names of a list count each.
                for member in it.set.iter().flat_map(|set| reading.each(&set.include)) {
                    if let (ast::DeclarationKind::Party, None, ast::Member::Name(span)) = (it.kind, it.title, member) {
                        self.names.insert(span.of(text));
                    }
                }
            }
            Item::Place(it) if out => {
                self.names.insert(it.name.of(text));
            }
            Item::Provision(it) if out => self.names.extend(it.name.map(|name| name.of(text))),
            _ => {}
        }
    }
}
