//! Differences that are told by clauses: the form of the text, how a party leaves it, who is party to it; and those whose
//! effect cannot be determined.

use super::difference::{
    ClausePlace, Difference, DifferenceKind, EffectsPair, clauses_of, difference, differing, places,
};
use super::elements::Element;
use super::order::{Dimension, Move, Order, Part};
use super::parties;
use super::verdict::{Aspect, VerdictTally};
use super::{Effects, MatchKind};
use crate::model::Length;
use crate::syntax::clauses::ClauseWord;
use std::collections::BTreeSet;

/// Whether the text binds.
pub(super) fn form(pair: &EffectsPair<'_>) -> Option<Difference> {
    let (old, new) = (pair.old.binds, pair.new.binds);
    let words = |it: Option<bool>| match it {
        Some(true) => "binding",
        Some(false) => "not binding",
        None => "a text of which it cannot be determined whether it binds",
    };
    let moved = match (old, new) {
        _ if old == new => return None,
        (Some(false), Some(true)) => Move::sure(Order::Up),
        (Some(true), Some(false)) => Move::sure(Order::Down),
        (Some(false), None) | (None, Some(true)) => Move::perhaps(Order::Up),
        _ => Move::perhaps(Order::Down),
    };
    let part = Part::new(Dimension::Strength, moved, words(old).to_owned(), words(new).to_owned());
    let mut found = difference(pair, DifferenceKind::Form, Vec::new(), vec![part], None, None);
    (found.old, found.new) = (Vec::new(), Vec::new());
    parties::for_all(pair, moved, moved, &BTreeSet::new(), &mut found.verdicts);
    Some(found)
}

/// How a party leaves, or the text is suspended: the longer it is held, the firmer.
pub(super) fn exits(pair: &EffectsPair<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for kind in ["withdrawal", "suspension"] {
        let of = |effects: &Effects| effects.elements.iter().position(|it| it.kind == kind);
        let (old, new) = (of(pair.old), of(pair.new));
        let [before, after] = [(pair.old, old), (pair.new, new)].map(|(of, at)| exit(at.map(|at| &of.elements[at])));
        let part = before.compare(&after, kind);
        if part.protect == Move::SAME {
            continue;
        }
        let moved = part.protect;
        let mut one = difference(pair, DifferenceKind::Exit(kind.to_owned()), Vec::new(), vec![part], old, new);
        parties::for_all(pair, moved, moved, &BTreeSet::new(), &mut one.verdicts);
        found.push(one);
    }
    found
}

/// How somebody gets out.
#[derive(Debug, PartialEq, Eq)]
struct ExitTerms {
    /// 0: at will; 1: after a notice; 2: the text is silent; 3: not at all.
    class: u8,
    /// The notice, in minutes.
    notice: Option<u64>,
    /// When it may not.
    shut: BTreeSet<String>,
    /// Whether anything else is said.
    rest: BTreeSet<String>,
}

fn exit(of: Option<&Element>) -> ExitTerms {
    let mut found = ExitTerms { class: 2, notice: None, shut: BTreeSet::new(), rest: BTreeSet::new() };
    let Some(of) = of else { return found };
    found.class = 0;
    for clause in &of.clauses {
        match clause.word {
            ClauseWord::Nothing => found.class = 3,
            ClauseWord::Notice if clause.minutes.is_some() => {
                found.class = 1;
                found.notice = clause.minutes;
            }
            ClauseWord::NotDuring => drop(found.shut.insert(clause.canon.clone())),
            _ => drop(found.rest.insert(clause.canon.clone())),
        }
    }
    found
}

impl ExitTerms {
    fn words(&self, kind: &str) -> String {
        let how = match self.class {
            0 => format!("{kind} at any time"),
            1 => {
                format!(
                    "{kind} after {}",
                    self.notice.map_or_else(String::new, |it| Length::of_minutes(it).to_string())
                )
            }
            2 => format!("no clause on {kind}"),
            _ => format!("no {kind}"),
        };
        let shut: Vec<String> = self.shut.iter().map(|it| super::canon::readable(it)).collect();
        if shut.is_empty() { how } else { format!("{how}, not during {}", shut.join(", ")) }
    }

    fn compare(&self, new: &Self, kind: &str) -> Part {
        let rank = |it: &Self| (it.class, it.notice.unwrap_or_default());
        let firm = match rank(self).cmp(&rank(new)) {
            std::cmp::Ordering::Less => Order::Up,
            std::cmp::Ordering::Equal => Order::Same,
            std::cmp::Ordering::Greater => Order::Down,
        };
        // What shuts a door that is not there counts for nothing.
        let doors = self.class < 2 && new.class < 2;
        let shut = match (self.shut.is_subset(&new.shut), new.shut.is_subset(&self.shut)) {
            _ if !doors => Order::Same,
            (true, true) => Order::Same,
            (true, false) => Order::Up,
            (false, true) => Order::Down,
            _ => Order::Unordered,
        };
        let rest = if doors && self.rest != new.rest { Move::sure(Order::Unordered) } else { Move::SAME };
        let moved = super::order::together([Move::sure(firm), Move::sure(shut), rest].into_iter());
        Part::new(Dimension::Lasting, moved, self.words(kind), new.words(kind))
    }
}

/// Who is party, and as what. What follows from it is told by what is owed and decided.
pub(super) fn roles(pair: &EffectsPair<'_>) -> Vec<Difference> {
    let names: BTreeSet<&String> = pair.old.parties.iter().chain(&pair.new.parties).map(|it| &it.name).collect();
    let mut found = Vec::new();
    for name in names {
        let words = |of: &Effects| match of.party(name).map(|it| it.roles.join(", ")) {
            None => "not named".to_owned(),
            Some(roles) if roles.is_empty() => "party".to_owned(),
            Some(roles) => roles,
        };
        let (old, new) = (words(pair.old), words(pair.new));
        if old == new {
            continue;
        }
        let part = Part::new(Dimension::Presence, Move::sure(Order::Unordered), old, new);
        let at = |of: &Effects| of.elements.iter().position(|it| it.kind == "party" && it.name == *name);
        let (old, new) = (at(pair.old), at(pair.new));
        let mut one = difference(pair, DifferenceKind::Party(name.clone()), Vec::new(), vec![part], old, new);
        let tally = VerdictTally::of(Move::sure(Order::Unordered));
        parties::add(&mut one.verdicts, name, Aspect::Burden, tally);
        found.push(one);
    }
    found
}

/// Clauses that differ and that no other difference tells: their effect cannot be determined. Besides, how many parts differ
/// in words alone.
pub(super) fn undetermined(pair: &EffectsPair<'_>, known: &[Difference]) -> (Vec<Difference>, usize) {
    let cited = |old: bool, place: &ClausePlace| {
        let list = known.iter().flat_map(|it| if old { &it.old } else { &it.new });
        list.into_iter().any(|it| it.element == place.element && it.clause == place.clause)
    };
    let promising = |of: &Effects| -> BTreeSet<usize> {
        let own: BTreeSet<usize> = of.promises.values().flatten().map(|it| it.element).collect();
        clauses_of(of, &own)
    };
    let (by_old, by_new) = (promising(pair.old), promising(pair.new));
    let (mut found, mut words) = (Vec::new(), 0);
    for it in pair.matches {
        let one = |at: Option<usize>, of: &Effects| at.map(|at| places(of, &BTreeSet::from([at]))).unwrap_or_default();
        let (mut old, mut new) = match it.kind {
            MatchKind::Added | MatchKind::SplitFrom => (Vec::new(), one(it.new, pair.new)),
            MatchKind::Removed | MatchKind::JoinedInto => (one(it.old, pair.old), Vec::new()),
            _ => (one(it.old, pair.old), one(it.new, pair.new)),
        };
        differing(&mut old, &mut new);
        let (before, after) = (it.old.map(|at| &pair.old.elements[at]), it.new.map(|at| &pair.new.elements[at]));
        // Of what owes something, everything is told by what is owed; of who is party, by the roles.
        let told = it.old.is_none_or(|it| by_old.contains(&it)) && it.new.is_none_or(|it| by_new.contains(&it));
        let shown = after.or(before);
        let told = told || shown.is_some_and(|it| matches!(it.kind, "party" | "article"));
        old.retain(|place| !told && !cited(true, place));
        new.retain(|place| !told && !cited(false, place));
        if old.is_empty() && new.is_empty() {
            words += usize::from(it.kind == MatchKind::Renamed);
            continue;
        }
        let Some(shown) = shown else { continue };
        let moved = Move::sure(Order::Unordered);
        let text =
            |places: &[ClausePlace]| places.iter().map(|it| it.clause.text.clone()).collect::<Vec<_>>().join("; ");
        let part = Part::new(Dimension::Rest, moved, text(&old), text(&new));
        let mut verdicts = Vec::new();
        for party in concerned(pair, before, after) {
            parties::add(&mut verdicts, &party, Aspect::Burden, VerdictTally::of(Move::perhaps(Order::Unordered)));
        }
        found.push(Difference {
            nature: DifferenceKind::Undetermined(shown.cite.clone()),
            keys: Vec::new(),
            restrains: false,
            parts: vec![part],
            verdicts,
            old,
            new,
            doubtful: it.is_doubtful(),
        });
    }
    (found, words)
}

/// Whom a part of the text concerns: those who owe or receive something under it, else everybody who is protected or guards.
fn concerned(pair: &EffectsPair<'_>, before: Option<&Element>, after: Option<&Element>) -> BTreeSet<String> {
    let named: BTreeSet<String> =
        before.into_iter().chain(after).flat_map(|it| it.bearers.iter().chain(&it.recipients)).cloned().collect();
    if named.is_empty() { parties::everybody(pair) } else { named }
}
