//! Under which condition something holds, given the readings in which it holds: the fewest brackets on which it turns, and
//! the shortest formula over them.
//!
//! The condition speaks of the readings that were visited, and is exact for them. Which brackets it names: none can be left
//! out, or two visited readings could no longer be told apart. Which formula: no shorter one says the same of the visited
//! readings, where terms count first and then what each says (see `minimal`).

mod minimal;
#[cfg(test)]
mod tests;
mod words;

use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::hash::Hash;

use crate::diagnostic::HoldsIn;
use crate::model::{Brackets, Choice, Reading};
use crate::source::Span;
use minimal::Cube;

/// So many brackets are sifted one by one for those that a condition needs, where readings were picked from among many.
const MOST_SIFTED: usize = 512;

/// In which of the visited readings something holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ReadingSet {
    bits: Vec<u64>,
}

impl ReadingSet {
    /// Adds a reading by its number among the visited.
    pub fn insert(&mut self, reading: usize) {
        let at = reading / 64;
        if self.bits.len() <= at {
            self.bits.resize(at + 1, 0);
        }
        self.bits[at] |= 1 << (reading % 64);
    }

    /// Adds what another set holds.
    pub fn unite(&mut self, other: &Self) {
        self.bits.resize(self.bits.len().max(other.bits.len()), 0);
        for (own, theirs) in self.bits.iter_mut().zip(&other.bits) {
            *own |= theirs;
        }
    }

    /// The first of the readings.
    pub fn first(&self) -> Option<usize> {
        let at = self.bits.iter().position(|it| *it != 0)?;
        Some(at * 64 + self.bits[at].trailing_zeros() as usize)
    }

    /// Takes away what another set holds.
    pub fn subtract(&mut self, other: &Self) {
        for (own, theirs) in self.bits.iter_mut().zip(&other.bits) {
            *own &= !theirs;
        }
    }

    /// Whether it holds in a reading.
    pub fn contains(&self, reading: usize) -> bool {
        self.bits.get(reading / 64).is_some_and(|it| it >> (reading % 64) & 1 == 1)
    }

    /// What it holds and another set does not.
    #[must_use]
    pub fn without(&self, other: &Self) -> Self {
        let theirs = other.bits.iter().copied().chain(std::iter::repeat(0));
        Self { bits: self.bits.iter().zip(theirs).map(|(own, theirs)| own & !theirs).collect() }
    }

    /// Whether some reading is in both.
    pub fn meets(&self, other: &Self) -> bool {
        self.bits.iter().zip(&other.bits).any(|(own, theirs)| own & theirs != 0)
    }

    /// In how many readings it holds.
    pub fn len(&self) -> usize {
        self.bits.iter().map(|it| it.count_ones() as usize).sum()
    }

    /// Whether it holds in none.
    pub fn is_empty(&self) -> bool {
        self.bits.iter().all(|it| *it == 0)
    }
}

impl FromIterator<usize> for ReadingSet {
    fn from_iter<I: IntoIterator<Item = usize>>(readings: I) -> Self {
        let mut set = Self::default();
        readings.into_iter().for_each(|it| set.insert(it));
        set
    }
}

/// The readings that were visited.
#[derive(Debug)]
pub struct Visited<'v> {
    /// The text of the draft.
    pub text: &'v str,
    /// Its brackets.
    pub brackets: &'v Brackets<'v>,
    /// The readings; they differ from each other.
    pub readings: &'v [Reading],
    /// Whether these are all readings that the draft has.
    pub exhaustive: bool,
    /// For each bracket, the readings that differ in it and in what stands within it only, by a number that they share.
    neighbors: OnceCell<Vec<Vec<u32>>>,
    /// Whose rival texts there are several of in one place.
    namesakes: OnceCell<words::Namesakes>,
}

/// What a choice in a bracket does to something in some of the readings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// With the choice it holds, without it does not.
    pub adds: bool,
    /// Without the choice it holds, with it does not.
    pub clears: bool,
}

/// When something holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PresenceCondition {
    /// The brackets that it turns on, by number; empty if it holds in every visited reading.
    pub brackets: Vec<usize>,
    /// The formula; none if it is too long to be of use.
    pub formula: Option<Disjunct>,
    /// In how many readings it holds.
    pub holds: usize,
}

/// An alternative of terms, each of which asks something of several brackets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disjunct {
    /// Whether it says where the thing does *not* hold.
    pub negated: bool,
    /// Any of them.
    pub terms: Vec<Vec<Literal>>,
}

/// What a term asks of one bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Literal {
    /// The bracket, by number.
    pub bracket: usize,
    /// One of these is chosen there.
    pub choices: Vec<Choice>,
    /// One of these is chosen there otherwise.
    pub others: Vec<Choice>,
}

/// Numbers in place of keys, the same number for the same key.
fn numbered<K: Eq + Hash>(keys: impl Iterator<Item = K>) -> Vec<u32> {
    let mut known: FxHashMap<K, u32> = FxHashMap::default();
    keys.map(|key| {
        let next = known.len() as u32;
        *known.entry(key).or_insert(next)
    })
    .collect()
}

/// What some readings choose in a bracket, each choice once and in order.
fn choices_of<'r>(readings: impl Iterator<Item = &'r Reading>, bracket: usize) -> Vec<Choice> {
    let mut choices: Vec<Choice> = readings.map(|it| it.choices()[bracket]).collect();
    choices.sort_unstable();
    choices.dedup();
    choices
}

/// What the readings that hold something choose in the brackets that it turns on, and in those around them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choosing {
    /// By the number of the bracket.
    by_bracket: Vec<(usize, Vec<Choice>)>,
}

impl Choosing {
    /// The bracket that keeps two things apart: both turn on it, and what is chosen there for the one is never chosen for
    /// the other.
    pub fn parted_by(&self, other: &Self) -> Option<usize> {
        let apart = |(bracket, choices): &&(usize, Vec<Choice>)| {
            let theirs = other.by_bracket.binary_search_by_key(bracket, |it| it.0);
            theirs.is_ok_and(|at| choices.iter().all(|it| !other.by_bracket[at].1.contains(it)))
        };
        self.by_bracket.iter().find(apart).map(|it| it.0)
    }
}

impl<'v> Visited<'v> {
    /// The readings of a draft that were visited.
    pub fn new(text: &'v str, brackets: &'v Brackets<'v>, readings: &'v [Reading], exhaustive: bool) -> Self {
        Self { text, brackets, readings, exhaustive, neighbors: OnceCell::new(), namesakes: OnceCell::new() }
    }

    /// The condition under which something holds.
    pub fn condition(&self, set: &ReadingSet) -> PresenceCondition {
        let holds = set.len();
        if holds == self.readings.len() {
            return PresenceCondition { brackets: Vec::new(), formula: None, holds };
        }
        let (brackets, decides) = self.support(set);
        let formula = if decides { self.formula(set, &brackets) } else { None };
        PresenceCondition { brackets, formula, holds }
    }

    /// The condition in drafters' words.
    pub fn told(&self, condition: &PresenceCondition) -> HoldsIn {
        HoldsIn {
            words: words::told(self, condition),
            readings: condition.holds as u32,
            of: self.readings.len() as u32,
            turns_on: condition.brackets.iter().map(|it| *it as u32).collect(),
        }
    }

    /// What a choice in a bracket does to something, all else being equal.
    pub fn turn(&self, set: &ReadingSet, bracket: usize, choice: Choice) -> Turn {
        let groups = &self.neighbors.get_or_init(|| self.find_neighbors())[bracket];
        // For the readings alike but for this bracket: whether it holds in one with the choice, in one without, and whether it
        // fails in one with and in one without.
        let mut seen = vec![[false; 4]; groups.len()];
        let mut turn = Turn::default();
        for (reading, group) in groups.iter().enumerate() {
            let chosen = self.readings[reading].choices()[bracket] == choice;
            let seen = &mut seen[*group as usize];
            seen[usize::from(!chosen) + 2 * usize::from(!set.contains(reading))] = true;
            let [with, without, fails_with, fails_without] = *seen;
            turn.adds |= with && fails_without;
            turn.clears |= without && fails_with;
        }
        turn
    }

    /// The condition as a clause of a sentence: "where TUR is not kept". None, if there is none that is short enough.
    pub fn clause(&self, condition: &PresenceCondition) -> Option<String> {
        condition.formula.as_ref().map(|it| words::clause(self, it))
    }

    /// A choice in a bracket as such a clause: "where the text of RUS is taken in article 5".
    pub fn chosen(&self, bracket: usize, choice: Choice) -> String {
        words::chosen(self, bracket, choice)
    }

    /// The innermost bracket around a place of the draft, and the text of it that holds the place.
    fn around(&self, at: Span) -> Option<(usize, usize)> {
        let all = &self.brackets.all;
        // Those that begin before the place and do not hold it end before it, or are held by one that does.
        let last = all.partition_point(|it| it.span.start <= at.start).checked_sub(1)?;
        self.brackets.outwards(last).find_map(|bracket| {
            let text = all[bracket].alternatives.iter().position(|it| it.span.contains(at))?;
            Some((bracket, text))
        })
    }

    /// The readings in which a place of the draft stands in the text.
    pub fn standing(&self, at: Span) -> ReadingSet {
        let around = self.around(at);
        let stands = |it: &usize| {
            around.is_none_or(|(bracket, text)| self.readings[*it].choices()[bracket].taken() == Some(text))
        };
        (0..self.readings.len()).filter(stands).collect()
    }

    /// The condition under which a place of the draft stands in the text; none if no visited reading has it.
    pub fn placed(&self, at: Span) -> Option<PresenceCondition> {
        let holds = self.standing(at).len();
        let Some((bracket, text)) = self.around(at).filter(|_| holds < self.readings.len()) else {
            return Some(PresenceCondition { brackets: Vec::new(), formula: None, holds });
        };
        let own = Choice::take(text);
        let mut others = choices_of(self.readings.iter(), bracket);
        others.retain(|it| *it != own);
        let formula = Disjunct { negated: false, terms: vec![vec![Literal { bracket, choices: vec![own], others }]] };
        (holds > 0).then_some(PresenceCondition { brackets: vec![bracket], formula: Some(formula), holds })
    }

    /// What is chosen where something holds that turns on a condition.
    pub fn choosing(&self, set: &ReadingSet, condition: &PresenceCondition) -> Choosing {
        let outwards = condition.brackets.iter().flat_map(|it| self.brackets.outwards(*it));
        let mut brackets: Vec<usize> = outwards.collect();
        brackets.sort_unstable();
        brackets.dedup();
        let choices = |bracket: usize| {
            let readings = self.readings.iter().enumerate().filter(|(number, _)| set.contains(*number));
            (bracket, choices_of(readings.map(|it| it.1), bracket))
        };
        Choosing { by_bracket: brackets.into_iter().map(choices).collect() }
    }

    /// The brackets on which something turns, none of which can be left out; whether they tell where it holds, which some
    /// of very many may not.
    fn support(&self, set: &ReadingSet) -> (Vec<usize>, bool) {
        let mut support = if self.exhaustive { self.essential(set) } else { self.departures(set) };
        if !self.decided_by(set, &support) {
            if self.brackets.all.len() > MOST_SIFTED {
                return (support, false);
            }
            support = (0..self.brackets.all.len()).collect();
        }
        let mut at = support.len();
        while at > 0 {
            at -= 1;
            let bracket = support.remove(at);
            if !self.decided_by(set, &support) {
                support.insert(at, bracket);
            }
        }
        (support, true)
    }

    /// Brackets in which a change alone makes a difference.
    fn essential(&self, set: &ReadingSet) -> Vec<usize> {
        let neighbors = self.neighbors.get_or_init(|| self.find_neighbors());
        let differs = |groups: &Vec<u32>| {
            let mut holds: Vec<Option<bool>> = vec![None; groups.len()];
            groups.iter().enumerate().any(|(reading, group)| {
                let own = set.contains(reading);
                *holds[*group as usize].get_or_insert(own) != own
            })
        };
        (0..neighbors.len()).filter(|at| differs(&neighbors[*at])).collect()
    }

    fn find_neighbors(&self) -> Vec<Vec<u32>> {
        let all = &self.brackets.all;
        // Readings that agree on the brackets before each place, and on those from it on, by a number that they share.
        let mut before = vec![vec![0; self.readings.len()]];
        for at in 0..all.len() {
            before.push(self.refined(&before[at], at));
        }
        let mut after = vec![vec![0; self.readings.len()]; all.len() + 1];
        for at in (0..all.len()).rev() {
            after[at] = self.refined(&after[at + 1], at);
        }
        // What stands within a bracket stands right behind it.
        let end = |at: usize| (at + 1..all.len()).find(|it| all[*it].depth <= all[at].depth).unwrap_or(all.len());
        (0..all.len()).map(|at| numbered(before[at].iter().copied().zip(after[end(at)].iter().copied()))).collect()
    }

    /// Groups of readings, each split by what is chosen in a bracket.
    fn refined(&self, groups: &[u32], bracket: usize) -> Vec<u32> {
        numbered(groups.iter().copied().zip(self.readings.iter().map(|it| it.choices()[bracket])))
    }

    /// Brackets in which a reading that makes a difference departs from the first one.
    fn departures(&self, set: &ReadingSet) -> Vec<usize> {
        let first = set.contains(0);
        let mut departs = vec![false; self.brackets.all.len()];
        for (number, reading) in self.readings.iter().enumerate().filter(|(number, _)| set.contains(*number) != first) {
            debug_assert!(number > 0, "the first reading does not differ from itself");
            for (at, (own, base)) in reading.choices().iter().zip(self.readings[0].choices()).enumerate() {
                departs[at] |= own != base;
            }
        }
        (0..departs.len()).filter(|it| departs[*it]).collect()
    }

    /// Whether the choices in some brackets tell whether the thing holds.
    fn decided_by(&self, set: &ReadingSet, brackets: &[usize]) -> bool {
        let mut known: FxHashMap<Vec<Choice>, bool> = FxHashMap::default();
        self.readings.iter().enumerate().all(|(number, reading)| {
            let own = set.contains(number);
            *known.entry(brackets.iter().map(|it| reading.choices()[*it]).collect()).or_insert(own) == own
        })
    }

    /// The shortest formula over some brackets that tell where something holds.
    fn formula(&self, set: &ReadingSet, brackets: &[usize]) -> Option<Disjunct> {
        let choices = brackets.iter().map(|it| choices_of(self.readings.iter(), *it));
        let choices: Vec<Vec<Choice>> = choices.collect();
        let (mut on, mut off) = (Vec::new(), Vec::new());
        for (number, reading) in self.readings.iter().enumerate() {
            let place = |(at, bracket): (usize, &usize)| {
                choices[at].iter().position(|it| *it == reading.choices()[*bracket]).unwrap_or(0) as u8
            };
            let point: Vec<u8> = brackets.iter().enumerate().map(place).collect();
            if set.contains(number) { &mut on } else { &mut off }.push(point);
        }
        for points in [&mut on, &mut off] {
            points.sort_unstable();
            points.dedup();
        }
        let sizes: Vec<usize> = choices.iter().map(Vec::len).collect();
        let (description, denies) = (minimal::formula(&sizes, &on, &off)?, minimal::formula(&sizes, &off, &on)?);
        let negated = minimal::cost(&sizes, &denies) < minimal::cost(&sizes, &description);
        let literal = |at: usize, mask: u32| {
            let (own, others) = choices[at].iter().enumerate().partition::<Vec<_>, _>(|(it, _)| mask >> it & 1 == 1);
            let plain = |list: Vec<(usize, &Choice)>| list.into_iter().map(|it| *it.1).collect();
            Literal { bracket: brackets[at], choices: plain(own), others: plain(others) }
        };
        let term = |cube: Cube| {
            let asked = cube.into_iter().enumerate().filter(|(at, mask)| *mask != minimal::full(sizes[*at]));
            asked.map(|(at, mask)| literal(at, mask)).collect()
        };
        Some(Disjunct { negated, terms: if negated { denies } else { description }.into_iter().map(term).collect() })
    }
}
