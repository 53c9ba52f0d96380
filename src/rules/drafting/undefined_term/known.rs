//! What a draft defines or names.

use rustc_hash::FxHashSet;

use super::phrase::key;
use crate::model::Treaty;
use crate::syntax::passage::{PassageWord, tokens};

/// What the draft defines or names: its terms and titles, with every part of them that has two words or more.
pub(super) fn known(model: &Treaty<'_>) -> FxHashSet<String> {
    let mut known = FxHashSet::default();
    let terms = model.terms.iter().map(|it| it.term);
    let actors = model.actors.iter().flat_map(|it| [Some(it.name), it.title]);
    let groups = model.groups.iter().map(|it| it.name);
    let places = model.places.iter().flat_map(|it| [Some(it.name), it.title]);
    let units = model.units.iter().filter_map(|it| it.title);
    let instruments = model.instruments.iter().flat_map(|it| [Some(it.name), it.title]);
    let milestones = model.milestones.iter().flat_map(|it| [it.name, it.title]);
    let provisions = model.provisions.iter().map(|it| it.name);
    let titled = actors.chain(places).chain(instruments).flatten();
    let named = terms.chain(groups).chain(units).chain(milestones).chain(provisions);
    for words in named.chain(titled).chain(model.head.title) {
        let words: Vec<PassageWord<'_>> = tokens(words, 0).collect();
        let parts: Vec<&str> = words.iter().flat_map(|it| it.text.split('-')).filter(|it| !it.is_empty()).collect();
        for from in 0..parts.len() {
            for to in from + 2..=parts.len().min(from + 5) {
                known.insert(key(&parts[from..to].join(" ")));
            }
        }
    }
    known
}

/// Whether a defined term holds the words, or they hold it.
pub(super) fn is_part_of_term(model: &Treaty<'_>, words: &str) -> bool {
    let words = key(words);
    model.terms.iter().map(|it| key(it.term)).any(|it| it.contains(&words) || words.contains(&it))
}
