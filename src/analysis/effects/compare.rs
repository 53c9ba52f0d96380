//! Two texts, entry by entry: what changes, by which clauses, and for whom.

use super::canon::renamed;
use super::difference::{ClausePlace, Difference, DifferenceKind, EffectsPair, difference};
use super::matching::{self, ElementMatch};
use super::order::{Dimension, Frame, Move, Order, Part};
use super::parties::PartyChange;
use super::promises::{Promise, PromiseKey, PromisedAct, Tripwire};
use super::{AttackName, Effects, GateFunction, clauses, parties, powers};
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
    /// Parts of the text that have another name and say the same.
    pub words_only: usize,
    /// Attacks that one text alone assumes.
    pub assumed_apart: Vec<AttackName>,
}

/// Compares what two texts do. `old` comes first: what is more in `new` is stronger.
pub fn compare(old: &Effects, new: &Effects) -> Comparison {
    let matches = matching::matches(&old.elements, &new.elements);
    let names = matching::names(&old.elements, &new.elements, &matches);
    let old = &old.renamed(&names);
    let attacks = |of: &Effects| -> BTreeSet<AttackName> { of.attacks.iter().cloned().collect() };
    let (before, after) = (attacks(old), attacks(new));
    let pair = EffectsPair {
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
fn promises(pair: &EffectsPair<'_>) -> Vec<Difference> {
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
        let mut add = |nature: DifferenceKind, parts: Vec<Part>, old: Option<&Promise>, new: Option<&Promise>| {
            let Some(shown) = new.or(old) else { return };
            if nature == DifferenceKind::Changed && parts.is_empty() {
                return;
            }
            let verdicts = parties::of_promise(pair, key, shown, &parts);
            let (old, new) = (old.map(|it| it.element), new.map(|it| it.element));
            found.push(Difference {
                restrains: shown.restrains,
                verdicts,
                ..difference(pair, nature, vec![key.clone()], parts, old, new)
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
            if let Some(other) = best {
                add(DifferenceKind::Changed, one.changes(other, &frame), Some(one), Some(other));
            } else {
                add(DifferenceKind::Gone, vec![presence(one, Order::Down)], Some(one), None);
            }
        }
        for one in free {
            let like = |it: &&Promise| it.changes(one, &frame).len();
            match before.iter().min_by_key(like) {
                Some(other) => add(DifferenceKind::Changed, other.changes(one, &frame), Some(other), Some(one)),
                None => add(DifferenceKind::New, vec![presence(one, Order::Up)], None, Some(one)),
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
    let add = |known: &mut Vec<ClausePlace>, more: Vec<ClausePlace>| {
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
fn gravity(pair: &EffectsPair<'_>, of: &Difference) -> (u8, bool, u32) {
    let adverse = |it: &GateFunction| it.lone_blockers().iter().any(|it| pair.adverse.contains(&it.name));
    let turns = |it: &Part| it.gate.as_ref().is_some_and(|it| adverse(&it.0) != adverse(&it.1));
    let first = match &of.nature {
        DifferenceKind::Form => 0,
        DifferenceKind::Party(_) => 9,
        DifferenceKind::Undetermined(_) => 10,
        _ if of.parts.iter().any(turns) => 1,
        DifferenceKind::Gone | DifferenceKind::New => 2,
        DifferenceKind::Power(..) | DifferenceKind::Exit(_) => 6,
        DifferenceKind::Changed => of.parts.iter().map(|it| weight(it.dimension)).min().unwrap_or(8),
    };
    let helps = of.keys.iter().any(|it| matches!(it.act, PromisedAct::Help | PromisedAct::Measure(_)));
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
                PromisedAct::Do(words) => PromisedAct::Do(rename(words)),
                PromisedAct::Refrain(words) => PromisedAct::Refrain(rename(words)),
                PromisedAct::Regime(kind, name) => PromisedAct::Regime(kind, rename(name)),
                other => other.clone(),
            };
            let known = new.promises.entry(PromiseKey { act, ..key.clone() }).or_default();
            for promise in promises {
                let mut promise = promise.clone();
                gates(&mut promise.gates);
                promise.rest = promise.rest.iter().map(rename).collect();
                let reach = std::mem::take(&mut promise.reach);
                promise.reach =
                    reach.into_iter().map(|((attack, area, event), it)| ((attack, rename(&area), event), it)).collect();
                if let Tripwire::Opens(name) = &mut promise.tripwire {
                    *name = rename(name);
                }
                known.push(promise);
            }
        }
        new
    }
}
