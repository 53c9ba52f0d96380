//! Whose texts brackets hold: every name in a head stands for somebody, and proposes one text of a bracket.

use rustc_hash::FxHashMap;

use super::Brackets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Draft, Item, OrBracket};
use crate::syntax::lexer;

/// What is wrong with the heads of brackets: as long as something is, whose text a bracket holds can't be told.
pub fn proposers(file: FileId, text: &str, draft: &Draft, brackets: &Brackets<'_>) -> Vec<Diagnostic> {
    let names = &brackets.names;
    let mut heads = Vec::new();
    let mut found = Vec::new();
    for bracket in &brackets.all {
        let mut seen: FxHashMap<&str, Span> = FxHashMap::default();
        for name in bracket.alternatives.iter().flat_map(|it| &it.who) {
            let at = place(text, name);
            heads.push((*name, at));
            if let Some(first) = seen.insert(name, at) {
                let message = format!("`{name}` proposes more than one alternative of this bracket");
                let mut finding = Diagnostic::new("names/duplicate", Severity::Error, file, at, message);
                finding.label(first, "the first one");
                finding.help(
                    "attribute the other text to its side, or merge the two: a side proposes one alternative"
                        .to_string(),
                );
                found.push(finding);
            }
        }
    }
    scenario_heads(&draft.items, text, &mut heads);
    let mut unknown: Vec<(&str, Vec<Span>)> = Vec::new();
    for (name, at) in heads {
        match unknown.iter_mut().find(|it| it.0 == name) {
            Some(known) => known.1.push(at),
            None if names.has_actor(name) => {}
            None => unknown.push((name, vec![at])),
        }
    }
    found.extend(unknown.iter().filter_map(|(name, places)| names.missing(file, name, places)));
    found.sort_by_key(|it| it.primary.span);
    found
}

/// Where a name stands that was cut out of a text.
fn place(text: &str, name: &str) -> Span {
    let start = (name.as_ptr() as usize - text.as_ptr() as usize) as u32;
    Span::new(start, start + name.len() as u32)
}

/// Whose texts scenarios read.
pub fn scenario_heads<'a>(items: &[OrBracket<Item>], text: &'a str, heads: &mut Vec<(&'a str, Span)>) {
    for item in items {
        match item {
            OrBracket::Plain(Item::Scenario(scenario)) => {
                // `RUS at article 5`: the name comes first.
                let names = scenario.reading.iter().filter_map(|it| lexer::words(it.of(text)).next());
                heads.extend(names.map(|it| (it, place(text, it))));
            }
            OrBracket::Plain(Item::Unit(unit)) => scenario_heads(&unit.items, text, heads),
            OrBracket::Plain(_) => {}
            OrBracket::Bracket(bracket) => {
                bracket.alternatives.iter().for_each(|it| scenario_heads(&it.content, text, heads));
            }
        }
    }
}
