//! Two texts, entry by entry: what changes, by which clauses, and for whom.

use super::canon::renamed;
use super::elements::{ClauseText, Element};
use super::matching::{self, ElementMatch, MatchKind};
use super::order::{Dimension, Frame, Move, Order, Part};
use super::promises::{Act, Promise, PromiseKey, Tripwire};
use super::verdict::{Aspect, PartyVerdict, Tally};
use super::{AttackName, Effects, GateFunction, clauses, parties, powers};
use crate::analysis::Power;
use std::collections::{BTreeMap, BTreeSet};

/// What two texts do otherwise.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// Which part of the later text is which of the earlier one.
    pub matches: Vec<ElementMatch>,
    /// What differs in effect, the gravest first.
    pub differences: Vec<Difference>,
    /// How each party stands, in the order of their names.
    pub parties: Vec<PartyChange>,
    /// Parts of the text that say the same in other words, or whose prose alone differs.
    pub words_only: usize,
    /// Attacks that one text alone assumes.
    pub assumed_apart: Vec<AttackName>,
}

/// A difference in effect.
#[derive(Clone, Debug)]
pub struct Difference {
    /// What kind of.
    pub nature: Nature,
    /// Who owes whom what, where that is what differs; several that differ alike stand together.
    pub keys: Vec<PromiseKey>,
    /// Whether the promise limits its bearers.
    pub restrains: bool,
    /// In what it differs.
    pub parts: Vec<Part>,
    /// What it means to each party.
    pub verdicts: Vec<PartyVerdict>,
    /// The clauses of the earlier text that are not in the later one.
    pub old: Vec<Place>,
    /// The clauses of the later text that are not in the earlier one.
    pub new: Vec<Place>,
    /// Whether it rests on a match that is not certain.
    pub doubtful: bool,
}

/// What kind of difference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Nature {
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
pub struct Place {
    /// The part of the text, by its place in [`Effects::elements`].
    pub element: usize,
    /// The same in the treaty's own numbering.
    pub cite: String,
    /// The clause.
    pub clause: ClauseText,
}

/// How a party stands.
#[derive(Clone, Debug)]
pub struct PartyChange {
    /// Its name.
    pub name: String,
    /// Its roles in the earlier text; nothing if it has no part in it.
    pub old: Option<Vec<&'static str>>,
    /// Its roles in the later text.
    pub new: Option<Vec<&'static str>>,
    /// What was found, aspect by aspect.
    pub aspects: BTreeMap<Aspect, Tally>,
    /// The differences that touch it, by their places.
    pub because: Vec<usize>,
}

impl PartyChange {
    /// What was found of it in all.
    pub fn tally(&self) -> Tally {
        self.aspects.values().fold(Tally::default(), |all, it| all.and(*it))
    }
}

/// Two texts, the earlier one with the names of the later.
pub(super) struct Pair<'e> {
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

impl Pair<'_> {
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
            it.is_doubtful() && (it.old.is_some_and(|it| old.contains(&it)) || it.new.is_some_and(|it| new.contains(&it)))
        })
    }
}

/// Compares what two texts do. `old` comes first: what is more in `new` is stronger.
pub fn compare(old: &Effects, new: &Effects) -> Comparison {
    let matches = matching::matches(&old.elements, &new.elements);
    let names = matching::names(&old.elements, &new.elements, &matches);
    let old = &old.renamed(&names);
    let attacks = |of: &Effects| -> BTreeSet<AttackName> { of.attacks.iter().cloned().collect() };
    let (before, after) = (attacks(old), attacks(new));
    let pair = Pair {
        old,
        new,
        matches: &matches,
        protected: old.protected.union(&new.protected).cloned().collect(),
        adverse: old.adverse.union(&new.adverse).cloned().collect(),
        attacks: before.union(&after).cloned().collect(),
    };
    let mut differences = Vec::new();
    differences.extend(clauses::form(&pair));
    differences.extend(merged(promises(&pair)));
    differences.extend(powers::powers(&pair));
    differences.extend(clauses::exits(&pair));
    differences.extend(clauses::roles(&pair));
    let (undetermined, words_only) = clauses::undetermined(&pair, &differences);
    differences.extend(undetermined);
    differences.sort_by_key(|it| gravity(&pair, it));
    Comparison {
        parties: parties::parties(&pair, &differences),
        differences,
        words_only,
        assumed_apart: before.symmetric_difference(&after).cloned().collect(),
        matches,
    }
}

/// What is owed, allowed and forbidden, entry by entry.
fn promises(pair: &Pair<'_>) -> Vec<Difference> {
    let keys: BTreeSet<&PromiseKey> = pair.old.promises.keys().chain(pair.new.promises.keys()).collect();
    let mut found = Vec::new();
    for key in keys {
        let none = Vec::new();
        let before = pair.old.promises.get(key).unwrap_or(&none);
        let after = pair.new.promises.get(key).unwrap_or(&none);
        let frame = Frame { areas: [&pair.old.areas, &pair.new.areas], protected: &pair.protected };
        let back = Frame { areas: [&pair.new.areas, &pair.old.areas], protected: &pair.protected };
        let lost: Vec<&Promise> = before.iter().filter(|it| !after.iter().any(|new| new.covers(it, &frame))).collect();
        let gained: Vec<&Promise> = after.iter().filter(|it| !before.iter().any(|old| old.covers(it, &back))).collect();
        let mut add = |nature: Nature, parts: Vec<Part>, old: Option<&Promise>, new: Option<&Promise>| {
            let Some(shown) = new.or(old) else { return };
            if nature == Nature::Changed && parts.is_empty() {
                return;
            }
            let verdicts = parties::of_promise(pair, key, shown, &parts);
            let (old, new) = (old.map(|it| it.element), new.map(|it| it.element));
            found.push(Difference {
                restrains: shown.restrains,
                verdicts,
                ..clauses::difference(pair, nature, vec![key.clone()], parts, old, new)
            });
        };
        // Each is held against the one that is most like it, once.
        let mut free = gained.clone();
        for one in lost {
            let like = |it: &&Promise| one.changes(it, &frame).len();
            let mut best = (0..free.len()).min_by_key(|at| like(&free[*at])).map(|at| free.remove(at));
            // What covers nothing that is lost may still be what is left of it.
            if best.is_none() {
                best = after.iter().min_by_key(|it| like(it));
            }
            match best {
                Some(other) => add(Nature::Changed, one.changes(other, &frame), Some(one), Some(other)),
                None => {
                    let part = presence(one, Order::Down);
                    add(Nature::Gone, vec![part], Some(one), None);
                }
            }
        }
        for one in free {
            let like = |it: &&Promise| it.changes(one, &frame).len();
            match before.iter().min_by_key(like) {
                Some(other) => add(Nature::Changed, other.changes(one, &frame), Some(other), Some(one)),
                None => add(Nature::New, vec![presence(one, Order::Up)], None, Some(one)),
            }
        }
    }
    found
}

/// The class of what may bind or not.
const OPEN: &str = "cannot be determined";

/// That something is there, or is not.
fn presence(of: &Promise, order: Order) -> Part {
    let moved = Move::sure(order);
    let sure = of.strength.0 == of.strength.1;
    let class = if sure { of.strength.0.title() } else { OPEN }.to_owned();
    let (old, new) = if order == Order::Up { (String::new(), class) } else { (class, String::new()) };
    let mut part = Part::new(Dimension::Presence, moved, old, new);
    if of.frees {
        part.burden = moved.reversed();
    }
    part
}

/// Differences that are alike for several bearers, or in several acts, as one.
fn merged(found: Vec<Difference>) -> Vec<Difference> {
    let bearers = |it: &Difference| it.keys.iter().map(|it| it.bearer.clone()).collect::<BTreeSet<_>>();
    let acts = |it: &Difference| it.keys.iter().map(|it| it.act.clone()).collect::<BTreeSet<_>>();
    let mut by_bearer: Vec<Difference> = Vec::new();
    for it in found {
        match by_bearer.iter_mut().find(|known| acts(known) == acts(&it) && are_alike(known, &it)) {
            Some(known) => join(known, it),
            None => by_bearer.push(it),
        }
    }
    let mut all: Vec<Difference> = Vec::new();
    for it in by_bearer {
        match all.iter_mut().find(|known| bearers(known) == bearers(&it) && are_alike(known, &it)) {
            Some(known) => join(known, it),
            None => all.push(it),
        }
    }
    all
}

/// Whether two differences are the same, whoever of their bearers is looked at.
fn are_alike(one: &Difference, other: &Difference) -> bool {
    let (by, with) = (&one.keys[0].bearer, &other.keys[0].bearer);
    let function = |one: &GateFunction, other: &GateFunction| {
        let own = |by: &String| {
            let (by, own) = (by.clone(), "the bearer itself".to_owned());
            move |it: &String| if *it == by { own.clone() } else { it.clone() }
        };
        one == other || one.renamed(&own(by)) == other.renamed(&own(with))
    };
    let gates = |(one, other): (&Part, &Part)| match (&one.gate, &other.gate) {
        (Some(one), Some(other)) => function(&one.0, &other.0) && function(&one.1, &other.1),
        (None, None) => (&one.old, &one.new) == (&other.old, &other.new),
        _ => false,
    };
    let parts = |(one, other): (&Part, &Part)| {
        one.dimension == other.dimension
            && (one.protect, one.burden) == (other.protect, other.burden)
            && one.reach == other.reach
            && gates((one, other))
    };
    one.nature == other.nature
        && one.restrains == other.restrains
        && one.keys[0].to == other.keys[0].to
        && one.parts.len() == other.parts.len()
        && one.parts.iter().zip(&other.parts).all(parts)
}

fn join(known: &mut Difference, other: Difference) {
    known.keys.extend(other.keys);
    for it in other.verdicts {
        parties::add(&mut known.verdicts, &it.party, it.aspect, it.tally);
    }
    let add = |known: &mut Vec<Place>, more: Vec<Place>| {
        for it in more {
            if !known.contains(&it) {
                known.push(it);
            }
        }
    };
    add(&mut known.old, other.old);
    add(&mut known.new, other.new);
    known.doubtful |= other.doubtful;
}

/// How grave a difference is: the smaller, the graver.
fn gravity(pair: &Pair<'_>, of: &Difference) -> (u8, bool, u32) {
    let adverse = |it: &GateFunction| {
        it.lone_blockers().iter().any(|it| pair.adverse.contains(&it.name))
    };
    let turns = |it: &Part| it.gate.as_ref().is_some_and(|it| adverse(&it.0) != adverse(&it.1));
    let first = match &of.nature {
        Nature::Form => 0,
        Nature::Party(_) => 9,
        Nature::Undetermined(_) => 10,
        _ if of.parts.iter().any(turns) => 1,
        Nature::Gone | Nature::New => 2,
        Nature::Power(..) | Nature::Exit(_) => 6,
        Nature::Changed => of.parts.iter().map(|it| weight(it.dimension)).min().unwrap_or(8),
    };
    let helps = of.keys.iter().any(|it| matches!(it.act, Act::Help | Act::Measure(_)));
    let line = of.new.iter().chain(&of.old).map(|it| it.clause.line).min().unwrap_or_default();
    (first, !helps, line)
}

fn weight(of: Dimension) -> u8 {
    match of {
        Dimension::Presence => 2,
        Dimension::Gate | Dimension::Strength | Dimension::Share => 3,
        Dimension::Reach => 4,
        Dimension::Lasting | Dimension::Earliest | Dimension::Worst | Dimension::Clock => 5,
        Dimension::Amount | Dimension::Level | Dimension::Tripwire => 7,
        Dimension::Rest => 8,
    }
}

impl Effects {
    /// The same with other names for parts of the text.
    fn renamed(&self, names: &BTreeMap<String, String>) -> Self {
        let mut new = self.clone();
        if names.is_empty() {
            return new;
        }
        let rename = |it: &String| renamed(it, names);
        let gates = |of: &mut BTreeMap<Option<AttackName>, Option<GateFunction>>| {
            of.values_mut().flatten().for_each(|it| *it = it.renamed(&rename));
        };
        new.areas = self.areas.iter().map(rename).collect();
        new.elements.iter_mut().flat_map(|it| &mut it.clauses).for_each(|it| it.canon = rename(&it.canon));
        new.powers.iter_mut().for_each(|it| gates(&mut it.gates));
        new.promises.clear();
        for (key, promises) in &self.promises {
            let act = match &key.act {
                Act::Do(words) => Act::Do(rename(words)),
                Act::Refrain(words) => Act::Refrain(rename(words)),
                Act::Regime(kind, name) => Act::Regime(kind, rename(name)),
                other => other.clone(),
            };
            let known = new.promises.entry(PromiseKey { act, ..key.clone() }).or_default();
            for promise in promises {
                let mut promise = promise.clone();
                gates(&mut promise.gates);
                promise.rest = promise.rest.iter().map(rename).collect();
                let reach = std::mem::take(&mut promise.reach);
                promise.reach = reach.into_iter().map(|((attack, area, event), it)| ((attack, rename(&area), event), it)).collect();
                if let Tripwire::Opens(name) = &mut promise.tripwire {
                    *name = rename(name);
                }
                known.push(promise);
            }
        }
        new
    }
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

/// Whether a match that is not certain leads to parts of the texts.
pub(super) fn is_doubtful(pair: &Pair<'_>, old: &BTreeSet<usize>, new: &BTreeSet<usize>) -> bool {
    pair.is_doubtful(old, new)
}

/// Whether two parts are one, and not only a piece of it.
pub(super) fn is_pair(of: &ElementMatch) -> bool {
    matches!(of.kind, MatchKind::Unchanged | MatchKind::Changed | MatchKind::Moved | MatchKind::Renamed)
}
