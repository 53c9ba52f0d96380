//! Looks for terms in the words of a draft: in quotation marks, in prose, in the meaning of another term.

use rustc_hash::FxHashMap;

use crate::analysis::forces::hyphened;
use crate::model::Treaty;
use crate::source::Span;
use crate::syntax::passage::{PassageKind, passages, tokens};

/// The places where some terms stand in the words of the draft, but for their own definitions, each with the number of the
/// term.
pub(super) fn places(model: &Treaty<'_>, wanted: impl Fn(usize) -> bool) -> Vec<(usize, Span)> {
    let mut by_first: FxHashMap<String, Vec<(usize, Vec<String>)>> = FxHashMap::default();
    for (at, term) in model.terms.iter().enumerate().filter(|(at, _)| wanted(*at)) {
        let mut words = parts(term.term);
        if words.is_empty() {
            continue;
        }
        let first = words.remove(0);
        by_first.entry(first).or_default().push((at, words));
    }
    let mut found = Vec::new();
    if by_first.is_empty() {
        return found;
    }
    let mut skip = skipped(model);
    skip.sort_unstable_by_key(|it| it.start);
    let mut words: Vec<(String, Span)> = Vec::new();
    let mut at = 0;
    for span in skip.into_iter().chain([Span::at(model.text.len() as u32)]) {
        if at < span.start {
            let text = Span::new(at, span.start).of(model.text);
            let plain = tokens(text, at);
            words.extend(plain.flat_map(|it| parts(it.text).into_iter().map(move |part| (part, it.span))));
            // What is skipped parts the words on both sides.
            words.push((String::new(), Span::at(span.start)));
        }
        at = at.max(span.end);
    }
    for (start, (word, place)) in words.iter().enumerate() {
        for (term, rest) in by_first.get(word).or_else(|| by_first.get(singular(word))).into_iter().flatten() {
            let after = &words[start + 1..];
            let last = rest.len().checked_sub(1);
            let meant = rest.iter().enumerate().all(|(at, part)| {
                after.get(at).is_some_and(|(it, _)| it == part || (Some(at) == last && singular(it) == part))
            });
            let end = last.and_then(|it| after.get(it)).map_or(*place, |it| it.1);
            if meant && !own_definition(model, *term).contains(Span::at(place.start)) {
                found.push((*term, place.to(end)));
            }
        }
    }
    found
}

/// Whether the draft defines some words, in whatever capitals, hyphened or not.
pub(super) fn defines(model: &Treaty<'_>, words: &str) -> bool {
    model.terms.iter().any(|it| hyphened(it.term) == hyphened(words))
}

/// A phrase as its words in small letters, those of hyphened ones apart.
fn parts(phrase: &str) -> Vec<String> {
    let parts = phrase.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
    parts.map(str::to_lowercase).collect()
}

/// A word without the ending of its plural.
fn singular(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// From a term to the end of its meaning.
fn own_definition(model: &Treaty<'_>, at: usize) -> Span {
    let term = &model.terms[at];
    let end = place_of(model, term.meaning).map_or(term.span.end, |it| it.end);
    term.span.to(Span::at(end))
}

/// Comments, and titles of things.
fn skipped(model: &Treaty<'_>) -> Vec<Span> {
    let comments = passages(model.text).into_iter().filter(|it| it.kind == PassageKind::Comment).map(|it| it.span);
    let units = model.units.iter().filter(|it| it.file == model.file).filter_map(|it| it.title);
    let actors = model.actors.iter().filter(|it| it.file == model.file).filter_map(|it| it.title);
    let titles = units.chain(actors).chain(model.head.title);
    comments.chain(titles.filter_map(|it| place_of(model, it))).collect()
}

/// Where a piece of the draft's text stands in it.
fn place_of(model: &Treaty<'_>, piece: &str) -> Option<Span> {
    let start = (piece.as_ptr() as usize).checked_sub(model.text.as_ptr() as usize)?;
    (start + piece.len() <= model.text.len()).then(|| Span::new(start as u32, (start + piece.len()) as u32))
}
