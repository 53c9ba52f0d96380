//! A difference between two texts, and the clauses that make it.

use super::canon::ClauseText;
use super::elements::Element;
use super::matching::ElementMatch;
use super::order::Part;
use super::promises::PromiseKey;
use super::verdict::PartyVerdict;
use super::{AttackName, Effects};
use crate::analysis::Power;
use std::collections::BTreeSet;

/// A difference in effect.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What kind of.
    pub nature: DifferenceKind,
    /// Who owes whom what, where that is what differs; several that differ alike stand together.
    pub keys: Vec<PromiseKey>,
    /// Whether the promise limits its bearers.
    pub restrains: bool,
    /// In what it differs.
    pub parts: Vec<Part>,
    /// What it means to each party.
    pub verdicts: Vec<PartyVerdict>,
    /// The clauses of the earlier text that are not in the later one.
    pub old: Vec<ClausePlace>,
    /// The clauses of the later text that are not in the earlier one.
    pub new: Vec<ClausePlace>,
    /// Whether it rests on a match that is not certain.
    pub doubtful: bool,
}

/// What kind of difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DifferenceKind {
    /// Whether the text binds.
    Form,
    /// Something is no longer owed, allowed, forbidden.
    Gone,
    /// Something new is.
    New,
    /// Something is in another way.
    Changed,
    /// Who decides something else.
    Power(Power, String),
    /// How a party leaves, or the text is suspended.
    Exit(String),
    /// Who is party, and as what.
    Party(String),
    /// A clause whose effect cannot be determined.
    Undetermined(String),
}

/// A clause and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClausePlace {
    /// The part of the text, by its place in [`Effects::elements`].
    pub element: usize,
    /// The same in the treaty's own numbering.
    pub cite: String,
    /// The clause.
    pub clause: ClauseText,
}

/// Two texts, the earlier one with the names of the later.
pub(super) struct EffectsPair<'e> {
    pub(super) old: &'e Effects,
    pub(super) new: &'e Effects,
    pub(super) matches: &'e [ElementMatch],
    /// Everybody whom either text protects.
    pub(super) protected: BTreeSet<String>,
    /// Everybody who is assumed to attack, or to act with an attacker, in either.
    pub(super) adverse: BTreeSet<String>,
    /// The attacks that both assume, or none if neither assumes one.
    pub(super) attacks: BTreeSet<AttackName>,
}

impl EffectsPair<'_> {
    /// The part of the earlier text that one of the later text is.
    pub(super) fn before(&self, new: usize) -> Option<usize> {
        self.matches.iter().find(|it| it.new == Some(new)).and_then(|it| it.old)
    }

    /// The part of the later text that one of the earlier text is.
    pub(super) fn after(&self, old: usize) -> Option<usize> {
        self.matches.iter().find(|it| it.old == Some(old)).and_then(|it| it.new)
    }

    /// Whether a match that is not certain leads to a part of the text.
    fn is_doubtful(&self, old: &BTreeSet<usize>, new: &BTreeSet<usize>) -> bool {
        self.matches.iter().any(|it| {
            it.is_doubtful()
                && (it.old.is_some_and(|it| old.contains(&it)) || it.new.is_some_and(|it| new.contains(&it)))
        })
    }
}

/// A difference, with the clauses that make it.
pub(super) fn difference(
    pair: &EffectsPair<'_>,
    nature: DifferenceKind,
    keys: Vec<PromiseKey>,
    parts: Vec<Part>,
    old: Option<usize>,
    new: Option<usize>,
) -> Difference {
    let start = |one: Option<usize>, other: Option<usize>| one.or(other).into_iter().collect::<BTreeSet<usize>>();
    // Where one text alone has it, what the other has in its place counts.
    let old = start(old, new.and_then(|it| pair.before(it)));
    let new = start(new, old.first().and_then(|it| pair.after(*it)));
    let (old, new) = (clauses_of(pair.old, &old), clauses_of(pair.new, &new));
    let doubtful = pair.is_doubtful(&old, &new);
    let (mut before, mut after) = (places(pair.old, &old), places(pair.new, &new));
    differing(&mut before, &mut after);
    // Words that are the same mean something else, since what they rest on differs.
    let same = |one: &ClausePlace, other: &ClausePlace| {
        one.clause.word == other.clause.word && one.clause.text == other.clause.text
    };
    let shared: Vec<ClausePlace> =
        before.iter().filter(|it| after.iter().any(|other| same(it, other))).cloned().collect();
    before.retain(|it| !shared.iter().any(|other| same(it, other)));
    after.retain(|it| !shared.iter().any(|other| same(it, other)));
    if matches!(nature, DifferenceKind::Gone | DifferenceKind::New) {
        // Who is bound by one text alone is so since it is party to it alone.
        let bound_alone = |of: &Effects, other: &Effects| -> BTreeSet<usize> {
            let gone = |it: &Element| {
                it.kind == "party" && keys.iter().any(|key| key.bearer == it.name) && other.party(&it.name).is_none()
            };
            (0..of.elements.len()).filter(|at| gone(&of.elements[*at])).collect()
        };
        let (gone, new) = (bound_alone(pair.old, pair.new), bound_alone(pair.new, pair.old));
        if !gone.is_empty() || !new.is_empty() {
            (before, after) = (places(pair.old, &gone), places(pair.new, &new));
        }
    }
    for shared in [SHARED, RESTED_ON] {
        if before.is_empty() && after.is_empty() {
            // What makes it stands elsewhere.
            let rest = |of: &Effects| -> BTreeSet<usize> {
                (0..of.elements.len()).filter(|at| shared.contains(&of.elements[*at].kind)).collect()
            };
            (before, after) = (places(pair.old, &rest(pair.old)), places(pair.new, &rest(pair.new)));
            differing(&mut before, &mut after);
        }
    }
    Difference { nature, keys, restrains: false, parts, verdicts: Vec::new(), old: before, new: after, doubtful }
}

/// Parts on which others rest without naming them: first who is party, in what group, and who decides.
const SHARED: &[&str] = &["party", "actor", "group", "body", "weights", "entry-into-force"];
/// Then where something is, and in what order steps come.
const RESTED_ON: &[&str] = &["area", "zone", "line", "step", "term"];

/// The clauses of parts of a text.
pub(super) fn places(of: &Effects, elements: &BTreeSet<usize>) -> Vec<ClausePlace> {
    let mut found = Vec::new();
    for element in elements.iter().copied() {
        let part = &of.elements[element];
        found.extend(part.clauses.iter().map(|it| ClausePlace {
            element,
            cite: part.cite.clone(),
            clause: it.clone(),
        }));
    }
    found
}

/// Leaves those clauses that the other text does not have.
pub(super) fn differing(old: &mut Vec<ClausePlace>, new: &mut Vec<ClausePlace>) {
    let mut kept = Vec::new();
    for place in old.drain(..) {
        let same = |it: &ClausePlace| (it.clause.word, &it.clause.canon) == (place.clause.word, &place.clause.canon);
        match new.iter().position(same) {
            Some(at) => drop(new.remove(at)),
            None => kept.push(place),
        }
    }
    *old = kept;
}

/// The clauses of some parts, and of those that they hang on, that the other text does not have there.
pub(super) fn clauses_of(of: &Effects, elements: &BTreeSet<usize>) -> BTreeSet<usize> {
    let mut found = elements.clone();
    let mut path: Vec<usize> = elements.iter().copied().collect();
    while let Some(at) = path.pop() {
        for next in of.elements.get(at).into_iter().flat_map(|it: &Element| &it.hangs_on) {
            if found.insert(*next) {
                path.push(*next);
            }
        }
    }
    found
}
