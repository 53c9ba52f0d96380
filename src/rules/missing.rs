//! Names that are missing in some readings only, since brackets leave them out.

use rustc_hash::FxHashMap;

use super::{Conditional, CrossReadingContext};
use crate::analysis::condition::{Choosing, ReadingSet};
use crate::diagnostic::{ClausePart, ClausePath};

/// A use of a name that some readings hold and others do not.
pub(crate) struct Missing<'c> {
    /// Its place among the findings.
    pub(crate) at: usize,
    /// The finding.
    pub(crate) told: &'c Conditional,
    /// The name, as it is used.
    pub(crate) name: String,
    /// The readings that hold the use.
    stands: ReadingSet,
    /// What those of them choose that hold the name.
    present: Choosing,
}

/// Uses in one article that no reading can all serve.
pub(crate) struct Exclusive {
    /// The bracket that keeps them apart, by number.
    pub(crate) bracket: usize,
    /// The uses, by their place in the list of those that are missing.
    pub(crate) uses: Vec<usize>,
}

/// The names that are missing in some readings only. Where a reading that holds the use never holds the name, it is no
/// bracket that takes it away.
pub(crate) fn missing<'c>(cx: &'c CrossReadingContext<'_>) -> Vec<Missing<'c>> {
    let is_missing = |it: &Conditional| {
        matches!(&*it.finding.rule, "names/undefined" | "drafting/dangling-reference")
            && it.finding.primary.file == cx.model.file
            && !it.condition.brackets.is_empty()
    };
    let findings = cx.findings.iter().enumerate().filter(|(_, it)| is_missing(it));
    let uses = findings.filter_map(|(at, told)| {
        let span = told.finding.primary.span;
        let stands = cx.visited.standing(span);
        let present = stands.without(&told.readings);
        let name = cx.model.quoted(span);
        let choosing = || cx.visited.choosing(&present, &told.condition);
        (!present.is_empty()).then(|| Missing { at, told, name, stands, present: choosing() })
    });
    uses.collect()
}

/// The names that an article needs together and no reading holds together.
pub(crate) fn exclusive(missing: &[Missing<'_>]) -> Vec<Exclusive> {
    let mut places: FxHashMap<&[ClausePart], usize> = FxHashMap::default();
    let mut homes: Vec<Vec<usize>> = Vec::new();
    for (number, it) in missing.iter().enumerate() {
        let Some(home) = it.told.finding.clause.as_ref().map(ClausePath::article) else { continue };
        let place = *places.entry(home).or_insert(homes.len());
        if place == homes.len() {
            homes.push(Vec::new());
        }
        homes[place].push(number);
    }
    homes.into_iter().flat_map(|here| exclusive_in(missing, here)).collect()
}

/// The same among the uses in one article.
fn exclusive_in(missing: &[Missing<'_>], mut here: Vec<usize>) -> Vec<Exclusive> {
    let apart = |one: usize, other: usize| {
        let (one, other) = (&missing[one], &missing[other]);
        // Rival uses need not be served together.
        one.present.parted_by(&other.present).filter(|_| one.stands.meets(&other.stands))
    };
    let mut found = Vec::new();
    while !here.is_empty() {
        let mut group = Exclusive { bracket: 0, uses: vec![here.remove(0)] };
        here.retain(|next| {
            let Some(bracket) = apart(group.uses[0], *next) else { return true };
            if group.uses[1..].iter().any(|it| apart(*it, *next).is_none()) {
                return true;
            }
            if group.uses.len() == 1 {
                group.bracket = bracket;
            }
            group.uses.push(*next);
            false
        });
        if group.uses.len() > 1 {
            found.push(group);
        }
    }
    found
}
