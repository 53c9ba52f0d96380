//! Monotone functions of many acts, as decision diagrams: exact, and small where the acts are many and alike.
//!
//! A function is a reduced ordered binary decision diagram, a family of sets a zero-suppressed one; both share their
//! nodes, so that equal things are equal numbers. The minimal sets that make a function true come from its diagram
//! without a list of them ever being made (A. Rauzy, "New algorithms for fault trees analysis", 1993). A quota is drawn
//! up by intervals of what is still needed: two remainders that the rest of the voters tell apart in no way share a node
//! (S. Bolus, "Power indices of simple games and vector-weighted majority games by means of binary decision diagrams",
//! 2011).

use rustc_hash::FxHashMap;

use super::budget;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// So many nodes are made at most: a quota of 64 voters who all weigh something else needs tens of thousands, and what
/// needs millions says nothing to a reader.
const MOST_NODES: usize = 1 << 20;

/// So many variables at most: a function is gone through as deep as it has variables.
const MOST_VARIABLES: u32 = 1 << 12;

/// So many steps are taken to list sets.
const MOST_STEPS: usize = 1 << 18;

/// A monotone function of acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct ActFunction(u32);

impl ActFunction {
    /// What no act can bring about.
    pub(super) const NEVER: Self = Self(0);
    /// What needs no act.
    pub(super) const ALWAYS: Self = Self(1);
}

/// A family of sets of variables.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Family(u32);

impl Family {
    /// No set at all.
    const NONE: Self = Self(0);
    /// The empty set alone.
    const EMPTY: Self = Self(1);
}

/// A node: a variable, what follows without it, what follows with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct DiagramNode {
    variable: u32,
    without: u32,
    with: u32,
}

/// Nodes, each of them once. The first two stand for the constants.
#[derive(Debug, Default)]
struct Nodes {
    all: Vec<DiagramNode>,
    numbers: FxHashMap<DiagramNode, u32>,
}

impl Nodes {
    fn new() -> Self {
        let constant = |at| DiagramNode { variable: u32::MAX, without: at, with: at };
        Self { all: vec![constant(0), constant(1)], numbers: FxHashMap::default() }
    }

    fn get(&self, at: u32) -> DiagramNode {
        self.all[at as usize]
    }

    fn number(&mut self, node: DiagramNode) -> Option<u32> {
        if let Some(known) = self.numbers.get(&node) {
            return Some(*known);
        }
        if self.all.len() >= MOST_NODES {
            budget::give_up();
            return None;
        }
        budget::keep(1).then_some(())?;
        let number = self.all.len() as u32;
        self.all.push(node);
        self.numbers.insert(node, number);
        Some(number)
    }
}

/// Functions and families, with what is known of them. Every step that makes nodes gives `None` where there would be too
/// many.
#[derive(Debug)]
pub(super) struct Diagrams {
    functions: Nodes,
    families: Nodes,
    both: FxHashMap<(u32, u32), u32>,
    either: FxHashMap<(u32, u32), u32>,
    duals: FxHashMap<u32, u32>,
    minimal: FxHashMap<u32, u32>,
    spared: FxHashMap<(u32, u32), u32>,
}

impl Diagrams {
    pub(super) fn new() -> Self {
        Self {
            functions: Nodes::new(),
            families: Nodes::new(),
            both: FxHashMap::default(),
            either: FxHashMap::default(),
            duals: FxHashMap::default(),
            minimal: FxHashMap::default(),
            spared: FxHashMap::default(),
        }
    }

    /// One act. Variables of lower numbers stand higher.
    pub(super) fn variable(&mut self, variable: u32) -> Option<ActFunction> {
        if variable >= MOST_VARIABLES {
            budget::give_up();
            return None;
        }
        self.function(variable, ActFunction::NEVER.0, ActFunction::ALWAYS.0).map(ActFunction)
    }

    fn function(&mut self, variable: u32, without: u32, with: u32) -> Option<u32> {
        if without == with { Some(with) } else { self.functions.number(DiagramNode { variable, without, with }) }
    }

    /// Both of two functions.
    pub(super) fn both(&mut self, one: ActFunction, other: ActFunction) -> Option<ActFunction> {
        let (one, other) = (one.min(other), one.max(other));
        match (one, other) {
            (ActFunction::NEVER, _) => return Some(ActFunction::NEVER),
            (ActFunction::ALWAYS, other) => return Some(other),
            _ if one == other => return Some(one),
            _ => {}
        }
        if let Some(known) = self.both.get(&(one.0, other.0)) {
            return Some(ActFunction(*known));
        }
        budget::keep(1).then_some(())?;
        let [(a0, a1), (b0, b1)] = self.split(one, other);
        let variable = self.higher(one, other);
        let (without, with) = (self.both(a0, b0)?, self.both(a1, b1)?);
        let found = self.function(variable, without.0, with.0)?;
        self.both.insert((one.0, other.0), found);
        Some(ActFunction(found))
    }

    /// Either of two functions.
    pub(super) fn either(&mut self, one: ActFunction, other: ActFunction) -> Option<ActFunction> {
        let (one, other) = (one.min(other), one.max(other));
        match (one, other) {
            (ActFunction::NEVER, other) => return Some(other),
            (ActFunction::ALWAYS, _) => return Some(ActFunction::ALWAYS),
            _ if one == other => return Some(one),
            _ => {}
        }
        if let Some(known) = self.either.get(&(one.0, other.0)) {
            return Some(ActFunction(*known));
        }
        budget::keep(1).then_some(())?;
        let [(a0, a1), (b0, b1)] = self.split(one, other);
        let variable = self.higher(one, other);
        let (without, with) = (self.either(a0, b0)?, self.either(a1, b1)?);
        let found = self.function(variable, without.0, with.0)?;
        self.either.insert((one.0, other.0), found);
        Some(ActFunction(found))
    }

    /// The variable that stands highest in a function; none in a constant.
    pub(super) fn top(&self, function: ActFunction) -> Option<u32> {
        Some(self.functions.get(function.0).variable).filter(|_| function.0 > 1)
    }

    /// What follows of a function without and with the variable that stands highest in it; nothing of a constant.
    pub(super) fn below(&self, function: ActFunction) -> Option<(ActFunction, ActFunction)> {
        let node = self.functions.get(function.0);
        (function.0 > 1).then_some((ActFunction(node.without), ActFunction(node.with)))
    }

    fn higher(&self, one: ActFunction, other: ActFunction) -> u32 {
        self.functions.get(one.0).variable.min(self.functions.get(other.0).variable)
    }

    /// What follows of two functions without and with the variable that stands highest in them.
    fn split(&self, one: ActFunction, other: ActFunction) -> [(ActFunction, ActFunction); 2] {
        let top = self.higher(one, other);
        [one, other].map(|it| {
            let node = self.functions.get(it.0);
            if node.variable == top { (ActFunction(node.without), ActFunction(node.with)) } else { (it, it) }
        })
    }

    /// So much weight of some functions.
    pub(super) fn quota(&mut self, of: &[(ActFunction, u64)], need: u64) -> Option<ActFunction> {
        let mut rest: Vec<u64> = of
            .iter()
            .rev()
            .scan(0u64, |sum, it| {
                *sum = sum.saturating_add(it.1);
                Some(*sum)
            })
            .collect();
        rest.reverse();
        rest.push(0);
        let mut known: Vec<BTreeMap<u64, (u64, ActFunction)>> = vec![BTreeMap::new(); of.len()];
        self.remaining(of, &rest, 0, need, &mut known).map(|it| it.2)
    }

    /// The function of what is still needed of the functions from one on, and for which remainders it is the same.
    fn remaining(
        &mut self,
        of: &[(ActFunction, u64)],
        rest: &[u64],
        at: usize,
        need: u64,
        known: &mut [BTreeMap<u64, (u64, ActFunction)>],
    ) -> Option<(u64, u64, ActFunction)> {
        if need == 0 {
            return Some((0, 0, ActFunction::ALWAYS));
        }
        if need > rest[at] {
            return Some((rest[at] + 1, u64::MAX, ActFunction::NEVER));
        }
        if let Some((least, (most, function))) = known[at].range(..=need).next_back()
            && need <= *most
        {
            return Some((*least, *most, *function));
        }
        budget::keep(1).then_some(())?;
        let (function, weight) = of[at];
        let (least_without, most_without, without) = self.remaining(of, rest, at + 1, need, known)?;
        let (least_with, most_with, with) = self.remaining(of, rest, at + 1, need.saturating_sub(weight), known)?;
        // What is met is met for every smaller need too, down to one.
        let least = if with == ActFunction::ALWAYS { 1 } else { least_with + weight };
        let most = if with == ActFunction::ALWAYS { weight } else { most_with.saturating_add(weight) };
        let with = self.both(function, with)?;
        let found = self.either(without, with)?;
        let (least, most) = (least.max(least_without).max(1), most.min(most_without));
        known[at].insert(least, (most, found));
        Some((least, most, found))
    }

    /// The function that is false just where all that is left undone would make this one true: who blocks this one,
    /// brings that one about.
    pub(super) fn dual(&mut self, function: ActFunction) -> Option<ActFunction> {
        match function {
            ActFunction::NEVER => return Some(ActFunction::ALWAYS),
            ActFunction::ALWAYS => return Some(ActFunction::NEVER),
            _ => {}
        }
        if let Some(known) = self.duals.get(&function.0) {
            return Some(ActFunction(*known));
        }
        budget::keep(1).then_some(())?;
        let DiagramNode { variable, without, with } = self.functions.get(function.0);
        let (without, with) = (self.dual(ActFunction(without))?, self.dual(ActFunction(with))?);
        let found = self.function(variable, with.0, without.0)?;
        self.duals.insert(function.0, found);
        Some(ActFunction(found))
    }

    /// The function that is left where some acts are done, or left undone, for certain.
    pub(super) fn restrict(
        &mut self,
        function: ActFunction,
        fixed: &dyn Fn(u32) -> Option<bool>,
    ) -> Option<ActFunction> {
        self.restricted(function.0, fixed, &mut FxHashMap::default()).map(ActFunction)
    }

    fn restricted(
        &mut self,
        function: u32,
        fixed: &dyn Fn(u32) -> Option<bool>,
        known: &mut FxHashMap<u32, u32>,
    ) -> Option<u32> {
        if function <= 1 {
            return Some(function);
        }
        if let Some(known) = known.get(&function) {
            return Some(*known);
        }
        let DiagramNode { variable, without, with } = self.functions.get(function);
        let found = match fixed(variable) {
            Some(true) => self.restricted(with, fixed, known)?,
            Some(false) => self.restricted(without, fixed, known)?,
            None => {
                let (without, with) = (self.restricted(without, fixed, known)?, self.restricted(with, fixed, known)?);
                self.function(variable, without, with)?
            }
        };
        known.insert(function, found);
        Some(found)
    }

    /// The minimal sets of acts that make a function true.
    pub(super) fn minimal(&mut self, function: ActFunction) -> Option<Family> {
        self.minimal_of(function.0).map(Family)
    }

    fn minimal_of(&mut self, function: u32) -> Option<u32> {
        if function <= 1 {
            return Some(function);
        }
        if let Some(known) = self.minimal.get(&function) {
            return Some(*known);
        }
        let DiagramNode { variable, without, with } = self.functions.get(function);
        let (least, more) = (self.minimal_of(without)?, self.minimal_of(with)?);
        // Where it does without the act, the act can be spared.
        let more = self.sparing(more, without)?;
        let found = self.family(variable, least, more)?;
        self.minimal.insert(function, found);
        Some(found)
    }

    fn family(&mut self, variable: u32, without: u32, with: u32) -> Option<u32> {
        if with == Family::NONE.0 {
            Some(without)
        } else {
            self.families.number(DiagramNode { variable, without, with })
        }
    }

    /// The sets of a family that do not make a function true. Below two remainders of one quota both go down together, so
    /// that they meet in as many pairs as there are nodes, and not in all.
    fn sparing(&mut self, family: u32, function: u32) -> Option<u32> {
        match (Family(family), ActFunction(function)) {
            (_, ActFunction::ALWAYS) => return Some(Family::NONE.0),
            // A function that is neither constant takes an act.
            (_, ActFunction::NEVER) | (Family::NONE | Family::EMPTY, _) => return Some(family),
            _ => {}
        }
        if let Some(known) = self.spared.get(&(family, function)) {
            return Some(*known);
        }
        budget::keep(1).then_some(())?;
        let (sets, acts) = (self.families.get(family), self.functions.get(function));
        let found = match sets.variable.cmp(&acts.variable) {
            Ordering::Less => {
                let (without, with) = (self.sparing(sets.without, function)?, self.sparing(sets.with, function)?);
                self.family(sets.variable, without, with)?
            }
            Ordering::Greater => self.sparing(family, acts.without)?,
            Ordering::Equal => {
                let without = self.sparing(sets.without, acts.without)?;
                let with = self.sparing(sets.with, acts.with)?;
                self.family(sets.variable, without, with)?
            }
        };
        self.spared.insert((family, function), found);
        Some(found)
    }

    /// The sets that are made of certain variables only.
    pub(super) fn within(&mut self, family: Family, keep: &dyn Fn(u32) -> bool) -> Option<Family> {
        self.kept(family.0, keep, &mut FxHashMap::default()).map(Family)
    }

    fn kept(&mut self, family: u32, keep: &dyn Fn(u32) -> bool, known: &mut FxHashMap<u32, u32>) -> Option<u32> {
        if family <= 1 {
            return Some(family);
        }
        if let Some(known) = known.get(&family) {
            return Some(*known);
        }
        let DiagramNode { variable, without, with } = self.families.get(family);
        let without = self.kept(without, keep, known)?;
        let with = if keep(variable) { self.kept(with, keep, known)? } else { Family::NONE.0 };
        let found = self.family(variable, without, with)?;
        known.insert(family, found);
        Some(found)
    }

    /// How many sets a family has; `None` if they are more than 38 digits count.
    pub(super) fn count(&self, family: Family) -> Option<u128> {
        self.counted(family.0, &mut FxHashMap::default())
    }

    fn counted(&self, family: u32, known: &mut FxHashMap<u32, u128>) -> Option<u128> {
        if family <= 1 {
            return Some(u128::from(family));
        }
        if let Some(known) = known.get(&family) {
            return Some(*known);
        }
        let DiagramNode { without, with, .. } = self.families.get(family);
        let found = self.counted(without, known)?.checked_add(self.counted(with, known)?)?;
        known.insert(family, found);
        Some(found)
    }

    /// How many members the smallest set has; `None` if there is no set.
    pub(super) fn smallest(&self, family: Family) -> Option<u32> {
        let sizes = self.sizes(family.0, &mut FxHashMap::default());
        (0..64 * sizes.len() as u32).find(|size| has(&sizes, *size))
    }

    /// Which sizes the sets of a family have, one bit each.
    fn sizes(&self, family: u32, known: &mut FxHashMap<u32, Vec<u64>>) -> Vec<u64> {
        match family {
            0 => return Vec::new(),
            1 => return vec![1],
            _ => {}
        }
        if let Some(known) = known.get(&family) {
            return known.clone();
        }
        let DiagramNode { without, with, .. } = self.families.get(family);
        let mut found = self.sizes(without, known);
        let mut carry = 0;
        let mut larger: Vec<u64> = Vec::new();
        for word in self.sizes(with, known) {
            larger.push(word << 1 | carry);
            carry = word >> 63;
        }
        larger.push(carry);
        found.resize(found.len().max(larger.len()), 0);
        found.iter_mut().zip(&larger).for_each(|(word, more)| *word |= more);
        while found.last() == Some(&0) {
            found.pop();
        }
        if !budget::keep(found.len() as u64) {
            found.clear();
        }
        known.insert(family, found.clone());
        found
    }

    /// Up to so many sets, smallest first.
    pub(super) fn sets(&self, family: Family, most: usize) -> Vec<Vec<u32>> {
        self.canonical(family, &|_| None, most)
    }

    /// Up to so many sets, smallest first: of those that differ only in which of several variables they hold that count
    /// alike, the first. `alike` gives the variable before one that counts as much.
    pub(super) fn canonical(&self, family: Family, alike: &dyn Fn(u32) -> Option<u32>, most: usize) -> Vec<Vec<u32>> {
        let mut known = FxHashMap::default();
        let sizes = self.sizes(family.0, &mut known);
        let mut list = SetListing { families: &self.families, sizes: known, alike, most, steps: 0, found: Vec::new() };
        for size in (0..64 * sizes.len() as u32).filter(|size| has(&sizes, *size)) {
            list.of_size(family.0, size, &mut Vec::new());
        }
        list.found
    }
}

fn has(sizes: &[u64], size: u32) -> bool {
    sizes.get(size as usize / 64).is_some_and(|word| word >> (size % 64) & 1 == 1)
}

/// Sets that are listed.
struct SetListing<'l> {
    families: &'l Nodes,
    sizes: FxHashMap<u32, Vec<u64>>,
    alike: &'l dyn Fn(u32) -> Option<u32>,
    most: usize,
    steps: usize,
    found: Vec<Vec<u32>>,
}

impl SetListing<'_> {
    fn of_size(&mut self, family: u32, size: u32, taken: &mut Vec<u32>) {
        let mut at = family;
        loop {
            self.steps += 1;
            if self.found.len() >= self.most {
                return;
            }
            if self.steps > MOST_STEPS {
                return budget::give_up();
            }
            match at {
                1 if size == 0 => return self.found.push(taken.clone()),
                0 | 1 => return,
                _ => {}
            }
            if !self.sizes.get(&at).is_some_and(|sizes| has(sizes, size)) {
                return;
            }
            let DiagramNode { variable, without, with } = self.families.get(at);
            let first = (self.alike)(variable).is_none_or(|before| taken.last() == Some(&before));
            if size > 0 && first {
                taken.push(variable);
                self.of_size(with, size - 1, taken);
                taken.pop();
            }
            at = without;
        }
    }
}
