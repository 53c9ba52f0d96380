//! A term is defined and never used.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::analysis::forces::hyphened;
use crate::diagnostic::{Fix, Safety};
use crate::model::{Target, Treaty};
use crate::rules::prelude::*;
use crate::source::Span;
use crate::syntax::ast::{DeclarationKind, Entry, Item};
use crate::syntax::passage::{PassageKind, passages, tokens};

declare_rule! {
    /// ## What it checks
    /// Every `term` is used: as a word of a clause, in quotation marks, in prose, in the meaning of another term, or in
    /// the text of one side that this reading leaves out. Titles and comments use nothing.
    ///
    /// ## Why it matters
    /// A definition that nothing uses is either left over or, worse, its word is spelt another way where it matters:
    /// "armed attack" is defined, and the article speaks of "aggression". Then each side reads the definition into the
    /// article or leaves it out, as it suits. The rule serves whoever relies on the definition.
    ///
    /// ## Precedent
    /// The Charter of the United Nations speaks of aggression, armed attack and breach of the peace in different
    /// articles; what falls under which was argued about until 1974 and after.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// party FRA "French Republic" is guarantor
    /// term "armed attack" means "any use of armed force by a State against Ukraine"  #~ drafting/unused-term: `armed attack`
    /// trigger attack { on aggression against UKR decided by each of guarantors }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// party FRA "French Republic" is guarantor
    /// term "armed attack" means "any use of armed force by a State against Ukraine"
    /// trigger attack { on armed-attack against UKR decided by each of guarantors }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations (1945), articles 39 and 51
    /// - Definition of Aggression, General Assembly resolution 3314 (XXIX) of 1974
    "drafting/unused-term" {
        summary: "a term is defined and never used",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let mut used = vec![false; model.terms.len()];
    for it in &model.uses {
        if let Target::Term(at) = it.target {
            used[at as usize] = true;
        }
    }
    if used.iter().all(|it| *it) {
        return;
    }
    look_in_words(model, &mut used);
    let mut seen = FxHashSet::default();
    for (at, term) in model.terms.iter().enumerate() {
        let word = hyphened(term.term);
        // A term that is defined twice is reported as that.
        if !seen.insert(word.clone()) || used[at] {
            continue;
        }
        let finding = sink.report(term.span, format!("`{}` is defined and never used", term.term));
        finding.help(format!("use it where it is meant: `{word}` in a clause, \"{}\" in prose", term.term));
        finding.help("or strike the definition");
        if let Some(span) = declaration(&cx.syntax.items, term.span)
            && !model.brackets.iter().any(|it| it.span.contains(span))
        {
            finding.fix(Fix::replace(Safety::Safe, "strike the definition", line(model.text, span), ""));
        }
    }
}

/// Marks the terms that stand somewhere in the words of the draft.
fn look_in_words(model: &Treaty<'_>, used: &mut [bool]) {
    let mut by_first: FxHashMap<String, Vec<(usize, Vec<String>)>> = FxHashMap::default();
    for (at, term) in model.terms.iter().enumerate().filter(|(at, _)| !used[*at]) {
        let mut words = parts(term.term);
        if words.is_empty() {
            continue;
        }
        let first = words.remove(0);
        by_first.entry(first).or_default().push((at, words));
    }
    let mut skip = skipped(model);
    skip.sort_unstable_by_key(|it| it.start);
    let mut words: Vec<(String, u32)> = Vec::new();
    let mut at = 0;
    for span in skip.into_iter().chain([Span::at(model.text.len() as u32)]) {
        if at < span.start {
            let text = Span::new(at, span.start).of(model.text);
            let plain = tokens(text, at);
            words.extend(plain.flat_map(|it| parts(it.text).into_iter().map(move |part| (part, it.span.start))));
            // What is skipped parts the words on both sides.
            words.push((String::new(), span.start));
        }
        at = at.max(span.end);
    }
    for (start, (word, place)) in words.iter().enumerate() {
        for (term, rest) in by_first.get(word).or_else(|| by_first.get(singular(word))).into_iter().flatten() {
            let own = own_definition(model, *term);
            let mut after = words[start + 1..].iter();
            let last = rest.len().checked_sub(1);
            let meant = rest.iter().enumerate().all(|(at, part)| {
                after.next().is_some_and(|(it, _)| it == part || (Some(at) == last && singular(it) == part))
            });
            if meant && !own.contains(Span::at(*place)) {
                used[*term] = true;
            }
        }
    }
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

/// The declaration of a term.
fn declaration(items: &[Entry<Item>], term: Span) -> Option<Span> {
    items.iter().find_map(|entry| match entry {
        Entry::Plain(Item::Declaration(it)) if it.kind == DeclarationKind::Term && it.name == term => Some(it.span),
        Entry::Plain(Item::Unit(unit)) if unit.span.contains(term) => declaration(&unit.items, term),
        _ => None,
    })
}

/// A declaration with its line, if it has one to itself.
fn line(text: &str, span: Span) -> Span {
    let before = &text[..span.start as usize];
    let after = &text[span.end as usize..];
    let start = before.rfind('\n').map_or(0, |it| it + 1);
    let end = after.find('\n').map_or(after.len(), |it| it + 1);
    if before[start..].trim().is_empty() && after[..end].trim().is_empty() {
        Span::new(start as u32, span.end + end as u32)
    } else {
        span
    }
}
