//! Which part of one text is which part of another. It serves the eye, powers, and the names that clauses use; what is owed
//! is compared without it.

use super::Element;
use super::canon::{anonymous, readable};
use std::collections::{BTreeMap, BTreeSet};

/// How a part of one text stands to one of another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum MatchKind {
    /// It says the same in the same place.
    Unchanged,
    /// It says something else.
    Changed,
    /// It says the same in another place.
    Moved,
    /// It has another name.
    Renamed,
    /// A part of what one part said before.
    SplitFrom,
    /// Said before in a part of its own, and now in another.
    JoinedInto,
    /// It is new.
    Added,
    /// It is gone.
    Removed,
}

impl MatchKind {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Changed => "changed",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::SplitFrom => "split from",
            Self::JoinedInto => "joined into",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

/// A part of one text and the one of another that it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ElementMatch {
    /// Its place in the earlier text.
    pub old: Option<usize>,
    /// Its place in the later text.
    pub new: Option<usize>,
    /// How the two stand.
    pub kind: MatchKind,
    /// How alike they are, in hundredths.
    pub score: u8,
    /// Why they are taken for the same, where that is not certain.
    pub reasons: Vec<&'static str>,
}

impl ElementMatch {
    /// Whether the two are matched by likeness alone, and not surely.
    pub fn is_doubtful(&self) -> bool {
        self.old.is_some() && self.new.is_some() && self.score < CERTAIN
    }
}

/// From here on a match is certain enough not to be told.
const CERTAIN: u8 = 80;
/// From here on two parts are matched by likeness.
const LIKELY: u8 = 55;
/// Of two candidates that are nearer than this, neither is matched.
const APART: u8 = 5;
/// So many pairs are looked at for likeness.
const MOST_PAIRS: usize = 250_000;

/// Matches the parts of two texts.
pub(super) fn matches(old: &[Element], new: &[Element]) -> Vec<ElementMatch> {
    let mut left: Vec<usize> = (0..old.len()).collect();
    let mut right: Vec<usize> = (0..new.len()).collect();
    let mut pairs: Vec<(usize, usize, u8, Vec<&'static str>)> = Vec::new();
    // By name.
    pass(&mut left, &mut right, &mut pairs, |one, other| {
        let (one, other) = (&old[one], &new[other]);
        let apart = one.bearers.is_disjoint(&other.bearers) && one.acts.is_disjoint(&other.acts);
        let said = !one.bearers.is_empty() && !other.bearers.is_empty();
        (family(one) == family(other) && !one.name.is_empty() && one.name == other.name).then_some(if apart && said {
            75
        } else {
            95
        })
    });
    // By content, whatever the name.
    let content: [Vec<String>; 2] = [old, new].map(|it| it.iter().map(plain).collect());
    pass(&mut left, &mut right, &mut pairs, |one, other| {
        let same = old[one].kind == new[other].kind && content[0][one] == content[1][other];
        (same && !old[one].clauses.is_empty()).then_some(100)
    });
    // What a text has once, by its kind; what it declares, by its title.
    let single = |of: &[Element], at: usize| of.iter().filter(|it| it.kind == of[at].kind).count() == 1;
    pass(&mut left, &mut right, &mut pairs, |one, other| {
        let (before, after) = (&old[one], &new[other]);
        let alone = before.name.is_empty() && after.name.is_empty() && single(old, one) && single(new, other);
        let titled = before.title.is_some() && before.title == after.title;
        (before.kind == after.kind && (alone || titled)).then_some(if alone { 95 } else { 85 })
    });
    if left.len().saturating_mul(right.len()) <= MOST_PAIRS {
        by_likeness(old, new, &mut left, &mut right, &mut pairs);
    }
    let mut found: Vec<ElementMatch> = pairs.into_iter().map(|it| matched(old, new, it)).collect();
    let pairs: BTreeMap<usize, usize> = found.iter().filter_map(|it| Some((it.old?, it.new?))).collect();
    found.extend(right.iter().map(|it| alone(old, new, &pairs, None, Some(*it))));
    found.extend(left.iter().map(|it| alone(old, new, &pairs, Some(*it), None)));
    found.sort_by_key(|it| (it.new.is_none(), it.new, it.old));
    found
}

/// The names that the later text gives to the parts of the earlier one.
pub(super) fn names(old: &[Element], new: &[Element], matches: &[ElementMatch]) -> BTreeMap<String, String> {
    let pair = |it: &ElementMatch| {
        let pair = matches!(it.kind, MatchKind::Unchanged | MatchKind::Changed | MatchKind::Moved | MatchKind::Renamed);
        let (one, other) = (&old[it.old?], &new[it.new?]);
        pair.then(|| (one.called().to_owned(), other.called().to_owned()))
    };
    matches.iter().filter_map(pair).filter(|it| it.0 != it.1).collect()
}

/// Matches what a rule matches, each once, in the order of the text.
fn pass(
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    pairs: &mut Vec<(usize, usize, u8, Vec<&'static str>)>,
    rule: impl Fn(usize, usize) -> Option<u8>,
) {
    left.retain(|one| {
        let found = right.iter().enumerate().find_map(|(at, other)| Some((at, *other, rule(*one, *other)?)));
        let Some((at, other, score)) = found else { return true };
        right.remove(at);
        pairs.push((*one, other, score, Vec::new()));
        false
    });
}

fn by_likeness(
    old: &[Element],
    new: &[Element],
    left: &mut Vec<usize>,
    right: &mut Vec<usize>,
    pairs: &mut Vec<(usize, usize, u8, Vec<&'static str>)>,
) {
    let mut scored: Vec<(u8, usize, usize, Vec<&'static str>)> = Vec::new();
    for one in left.iter().copied() {
        for other in right.iter().copied() {
            let (score, reasons) = likeness(&old[one], &new[other]);
            if score >= LIKELY {
                scored.push((score, one, other, reasons));
            }
        }
    }
    scored.sort_by(|one, other| other.0.cmp(&one.0).then((one.1, one.2).cmp(&(other.1, other.2))));
    for at in 0..scored.len() {
        let (score, one, other, reasons) = scored[at].clone();
        if !left.contains(&one) || !right.contains(&other) {
            continue;
        }
        let rival = |it: &(u8, usize, usize, Vec<&str>)| {
            (it.1 == one) != (it.2 == other)
                && left.contains(&it.1)
                && right.contains(&it.2)
                && it.0.saturating_add(APART) > score
        };
        // Either of two: neither is taken for it.
        if score < CERTAIN && scored.iter().any(rival) {
            continue;
        }
        left.retain(|it| *it != one);
        right.retain(|it| *it != other);
        pairs.push((one, other, score, reasons));
    }
}

/// Kinds that may replace each other.
fn family(of: &Element) -> &'static str {
    match of.kind {
        "guarantee" | "assurance" => "obligation",
        "zone" => "area",
        kind => kind,
    }
}

/// What it says, whatever it and other parts are called.
fn plain(of: &Element) -> String {
    let mut parts: Vec<&str> = of.clauses.iter().map(|it| it.canon.as_str()).collect();
    parts.sort_unstable();
    let mut out = String::new();
    for part in parts {
        out.push_str(&anonymous(part));
        out.push('\n');
    }
    out
}

/// How alike two parts are, in hundredths, with the two best reasons.
fn likeness(one: &Element, other: &Element) -> (u8, Vec<&'static str>) {
    if family(one) != family(other) {
        return (0, Vec::new());
    }
    let name = |of: &Element| of.name.split('-').filter(|it| !it.is_empty()).map(str::to_lowercase).collect();
    let clauses = |of: &Element| -> BTreeSet<String> { of.clauses.iter().map(|it| readable(&it.canon)).collect() };
    let article = |of: &Element| -> BTreeSet<String> {
        let (number, title) = of.article.clone().unzip();
        number.into_iter().chain(title.flatten()).collect()
    };
    let parts: [(u32, &'static str, BTreeSet<String>, BTreeSet<String>); 6] = [
        (25, "same bearers", one.bearers.clone(), other.bearers.clone()),
        (10, "same beneficiaries", one.recipients.clone(), other.recipients.clone()),
        (20, "same acts and measures", one.acts.clone(), other.acts.clone()),
        (25, "same clauses", clauses(one), clauses(other)),
        (10, "same article", article(one), article(other)),
        (5, "similar name", name(one), name(other)),
    ];
    let (mut total, mut sum) = (0, 0);
    let mut reasons: Vec<(u32, &'static str)> = Vec::new();
    for (weight, reason, one, other) in parts {
        let all = one.union(&other).count();
        if all == 0 {
            continue;
        }
        let share = weight * 100 * one.intersection(&other).count() as u32 / all as u32;
        total += weight;
        sum += share;
        if share > 0 {
            reasons.push((share, reason));
        }
    }
    reasons.sort_by_key(|it| std::cmp::Reverse(it.0));
    let reasons = reasons.into_iter().take(2).map(|it| it.1).collect();
    ((sum / total.max(1)).min(100) as u8, reasons)
}

fn matched(
    old: &[Element],
    new: &[Element],
    (one, other, score, reasons): (usize, usize, u8, Vec<&'static str>),
) -> ElementMatch {
    let (before, after) = (&old[one], &new[other]);
    let same = plain(before) == plain(after) && before.kind == after.kind;
    let place = |of: &Element| of.article.as_ref().map(|it| it.0.clone());
    let kind = match () {
        () if before.name != after.name => MatchKind::Renamed,
        () if !same => MatchKind::Changed,
        () if place(before) != place(after) => MatchKind::Moved,
        () => MatchKind::Unchanged,
    };
    ElementMatch { old: Some(one), new: Some(other), kind, score, reasons }
}

/// A part without a counterpart, unless it is a piece of one.
fn alone(
    old: &[Element],
    new: &[Element],
    pairs: &BTreeMap<usize, usize>,
    one: Option<usize>,
    other: Option<usize>,
) -> ElementMatch {
    let whole = |piece: &Element, before: &Element, after: &Element| {
        // `before` said all of it; `after` is what is left there.
        family(piece) == family(before)
            && !piece.acts.is_empty()
            && piece.bearers == before.bearers
            && piece.acts.is_subset(&before.acts)
            && !before.acts.is_subset(&after.acts)
    };
    let split = other.and_then(|at| pairs.iter().find(|it| whole(&new[at], &old[*it.0], &new[*it.1])));
    let joined = one.and_then(|at| pairs.iter().find(|it| whole(&old[at], &new[*it.1], &old[*it.0])));
    let (kind, old_at, new_at) = match (split, joined) {
        (Some(pair), _) => (MatchKind::SplitFrom, Some(*pair.0), other),
        (_, Some(pair)) => (MatchKind::JoinedInto, one, Some(*pair.1)),
        _ if one.is_some() => (MatchKind::Removed, one, None),
        _ => (MatchKind::Added, None, other),
    };
    let score = if old_at.is_some() && new_at.is_some() { CERTAIN } else { 0 };
    ElementMatch { old: old_at, new: new_at, kind, score, reasons: Vec::new() }
}
