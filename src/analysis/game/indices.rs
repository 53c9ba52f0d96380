//! What each voter counts, exactly: by the sizes of the coalitions in which it is needed.
//!
//! The rule is drawn up as a decision diagram, in which a quota of many different weights stays small; the coalitions are
//! then counted along its paths, by size. Shapley and Shubik weigh a swing in a coalition of `s` of `n` voters by
//! `(s − 1)! (n − s)! / n!`; every such weight is a whole number of parts of the least common multiple of `1..=n`, so that
//! the sum is exact in 128 bits for all 64 voters.

use rustc_hash::FxHashMap;

use super::{Coalition, DecisionRule, Game};
use crate::analysis::diagram::{ActFunction, Diagrams};

/// So many steps are taken to find a Nakamura number.
const MOST_STEPS: u32 = 1 << 18;

/// A share, reduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fraction {
    /// Above the line.
    pub numerator: u128,
    /// Below the line.
    pub denominator: u128,
}

impl Fraction {
    /// Reduces a share.
    fn of(numerator: u128, denominator: u128) -> Self {
        let common = gcd(numerator, denominator).max(1);
        Self { numerator: numerator / common, denominator: denominator / common }
    }

    /// About as much, for show.
    #[expect(clippy::cast_precision_loss, reason = "a share is shown with a few digits")]
    pub fn about(self) -> f64 {
        self.numerator as f64 / self.denominator as f64
    }
}

impl std::fmt::Display for Fraction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        if self.denominator == 1 {
            write!(f, "{}", self.numerator)
        } else {
            write!(f, "{}/{}", self.numerator, self.denominator)
        }
    }
}

/// The smallest number of winning coalitions that have no member in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nakamura {
    /// Somebody has a veto, and belongs to all of them.
    Infinite,
    /// So many.
    Of(u32),
    /// The game is too lopsided to say.
    Unknown,
}

/// What each voter counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Indices {
    /// How many vote.
    voters: usize,
    /// How many coalitions win.
    pub winning: u128,
    /// For each voter, in how many winning coalitions of each size it is needed.
    pub swings: Vec<Vec<u128>>,
}

#[expect(clippy::cast_precision_loss, reason = "a share is shown with a few digits")]
impl Indices {
    /// In how many winning coalitions a voter is needed.
    pub fn swings_of(&self, voter: usize) -> u128 {
        self.swings[voter].iter().sum()
    }

    /// The share of all coalitions that wins: Coleman's power of a collectivity to act.
    pub fn power_to_act(&self) -> f64 {
        self.winning as f64 / 2f64.powi(i32::try_from(self.voters).unwrap_or(i32::MAX))
    }

    /// Coleman's power of a voter to prevent action: how much of what wins would fail without it.
    pub fn power_to_prevent(&self, voter: usize) -> f64 {
        if self.winning == 0 { 0.0 } else { self.swings_of(voter) as f64 / self.winning as f64 }
    }

    /// Coleman's power of a voter to initiate action: how much of what fails would win with it.
    pub fn power_to_initiate(&self, voter: usize) -> f64 {
        let losing = 2f64.powi(i32::try_from(self.voters).unwrap_or(i32::MAX)) - self.winning as f64;
        if losing == 0.0 { 0.0 } else { self.swings_of(voter) as f64 / losing }
    }

    /// Banzhaf's measure: how likely a voter is needed if every coalition is as likely as any other.
    pub fn banzhaf(&self, voter: usize) -> f64 {
        self.swings_of(voter) as f64 / 2f64.powi(i32::try_from(self.voters).unwrap_or(i32::MAX) - 1)
    }

    /// Banzhaf's index: the part of all swings that are this voter's.
    pub fn banzhaf_share(&self, voter: usize) -> Fraction {
        Fraction::of(self.swings_of(voter), (0..self.voters).map(|it| self.swings_of(it)).sum())
    }

    /// The index of Shapley and Shubik: how likely a voter is the one that tips the scale, if they come in any order.
    pub fn shapley(&self, voter: usize) -> Fraction {
        let all = (1..=self.voters as u128).fold(1u128, |all, next| all / gcd(all, next) * next);
        let mut choices = 1u128;
        let mut sum = 0;
        for size in 1..=self.voters as u128 {
            // How many coalitions of the others are of the size before.
            if size > 1 {
                choices = choices * (self.voters as u128 + 1 - size) / (size - 1);
            }
            let swings = self.swings[voter].get(size as usize).copied().unwrap_or(0);
            sum += swings * (all / (self.voters as u128 * choices));
        }
        Fraction::of(sum, all)
    }
}

fn gcd(one: u128, other: u128) -> u128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

impl Game {
    /// What each voter counts. `None` if the rule is too lopsided to be drawn up: many voters who all count differently
    /// under several quotas.
    pub fn indices(&self) -> Option<Indices> {
        let mut diagrams = Diagrams::new();
        let order = self.order();
        let function = self.draw(&mut diagrams, &order)?;
        Some(
            Paths { diagrams: &diagrams, voters: self.voters(), below: FxHashMap::default() }.indices(function, &order),
        )
    }

    /// The voters, those who weigh most first: a diagram is small in this order.
    pub(super) fn order(&self) -> Vec<usize> {
        let mut quotas = Vec::new();
        self.rule().quotas(&mut quotas);
        let weight =
            |voter: usize| -> u64 { quotas.iter().map(|it| it.get(voter).copied().unwrap_or(0)).max().unwrap_or(0) };
        let mut order: Vec<usize> = (0..self.voters()).collect();
        order.sort_by_key(|voter| std::cmp::Reverse(weight(*voter)));
        order
    }

    /// The rule as a function; the first voter of the order is variable 0.
    pub(super) fn draw(&self, diagrams: &mut Diagrams, order: &[usize]) -> Option<ActFunction> {
        drawn(self.rule(), diagrams, order)
    }

    /// The smallest number of winning coalitions that have no member in common: as many as groups into which the voters
    /// fall none of which blocks.
    pub fn nakamura(&self) -> Nakamura {
        if self.veto_players() != 0 || !self.wins(self.everybody()) {
            return Nakamura::Infinite;
        }
        let Some(smallest) = self.minimal_winning(1).and_then(|it| it.smallest) else { return Nakamura::Unknown };
        let spare = self.voters() as u32 - smallest;
        if spare == 0 {
            return Nakamura::Infinite;
        }
        let least = (self.voters() as u32).div_ceil(spare).max(2);
        let order = self.order();
        let mut steps = 0;
        for groups in least..=self.voters() as u32 {
            match self.divides(&order, &mut vec![0; groups as usize], &mut steps) {
                Some(true) => return Nakamura::Of(groups),
                Some(false) => {}
                None => return Nakamura::Unknown,
            }
        }
        Nakamura::Unknown
    }

    /// Whether the voters that are left can be divided among groups none of which blocks. `None`: too many ways.
    fn divides(&self, left: &[usize], groups: &mut Vec<Coalition>, steps: &mut u32) -> Option<bool> {
        let Some((voter, rest)) = left.split_first() else { return Some(true) };
        *steps += 1;
        if *steps > MOST_STEPS {
            return None;
        }
        for at in 0..groups.len() {
            // Groups that hold the same are alike.
            if groups[..at].contains(&groups[at]) {
                continue;
            }
            let before = groups[at];
            groups[at] |= 1 << voter;
            let fits = !self.blocks(groups[at]);
            if fits && self.divides(rest, groups, steps)? {
                return Some(true);
            }
            groups[at] = before;
        }
        Some(false)
    }
}

fn drawn(rule: &DecisionRule, diagrams: &mut Diagrams, order: &[usize]) -> Option<ActFunction> {
    match rule {
        DecisionRule::Quota { weights, need } => {
            let mut of = Vec::with_capacity(order.len());
            for (variable, voter) in (0..).zip(order) {
                let weight = weights.get(*voter).copied().unwrap_or(0);
                if weight > 0 {
                    of.push((diagrams.variable(variable)?, weight));
                }
            }
            diagrams.quota(&of, *need)
        }
        DecisionRule::All(rules) => rules.iter().try_fold(ActFunction::ALWAYS, |all, it| {
            let next = drawn(it, diagrams, order)?;
            diagrams.both(all, next)
        }),
        DecisionRule::Any(rules) => rules.iter().try_fold(ActFunction::NEVER, |any, it| {
            let next = drawn(it, diagrams, order)?;
            diagrams.either(any, next)
        }),
    }
}

/// How many coalitions lead where, by size.
struct Paths<'d> {
    diagrams: &'d Diagrams,
    voters: usize,
    /// For each node, how many choices of the voters from it on win, by size.
    below: FxHashMap<ActFunction, Vec<u128>>,
}

impl Paths<'_> {
    fn level(&self, function: ActFunction) -> usize {
        self.diagrams.top(function).map_or(self.voters, |it| it as usize)
    }

    /// How many choices of the voters from a level on win, by size.
    fn winning(&mut self, function: ActFunction, level: usize) -> Vec<u128> {
        let skipped = self.level(function) - level;
        let below = match function {
            ActFunction::NEVER => return vec![0],
            ActFunction::ALWAYS => vec![1],
            _ => self.below[&function].clone(),
        };
        free(&below, skipped)
    }

    fn indices(mut self, root: ActFunction, order: &[usize]) -> Indices {
        // Every node, those that stand lower after those above them.
        let mut nodes = vec![root];
        let mut seen: rustc_hash::FxHashSet<ActFunction> = nodes.iter().copied().collect();
        let mut next = 0;
        while next < nodes.len() {
            if let Some((without, with)) = self.diagrams.below(nodes[next]) {
                nodes.extend([without, with].into_iter().filter(|it| seen.insert(*it)));
            }
            next += 1;
        }
        nodes.retain(|it| self.diagrams.below(*it).is_some());
        nodes.sort_by_key(|it| self.level(*it));
        for node in nodes.iter().rev() {
            let Some((without, with)) = self.diagrams.below(*node) else { continue };
            let level = self.level(*node) + 1;
            let mut counts = self.winning(without, level);
            add(&mut counts, &self.winning(with, level), 1);
            self.below.insert(*node, counts);
        }
        let winning = self.winning(root, 0).iter().sum();
        // How many choices of the voters above lead to each node, by size.
        let mut above: FxHashMap<ActFunction, Vec<u128>> = FxHashMap::default();
        above.insert(root, free(&[1], self.level(root)));
        let mut swings = vec![vec![0; self.voters + 1]; self.voters];
        for node in &nodes {
            let (Some((without, with)), Some(paths)) = (self.diagrams.below(*node), above.get(node).cloned()) else {
                continue;
            };
            let level = self.level(*node);
            // With the voter so many win, without it fewer: in the others it is needed.
            let mut needed = self.winning(with, level + 1);
            for (size, count) in self.winning(without, level + 1).into_iter().enumerate() {
                needed[size] -= count;
            }
            let voter = &mut swings[order[level]];
            for (one, paths) in paths.iter().enumerate() {
                for (other, needed) in needed.iter().enumerate() {
                    voter[one + other + 1] += paths * needed;
                }
            }
            for (kid, more) in [(without, 0), (with, 1)] {
                if self.diagrams.below(kid).is_some() {
                    let paths = free(&paths, self.level(kid) - level - 1);
                    add(above.entry(kid).or_default(), &paths, more);
                }
            }
        }
        Indices { voters: self.voters, winning, swings }
    }
}

/// Counts where so many voters more may do as they please.
fn free(counts: &[u128], voters: usize) -> Vec<u128> {
    let mut sums = counts.to_vec();
    sums.resize(counts.len() + voters, 0);
    for _ in 0..voters {
        for size in (1..sums.len()).rev() {
            sums[size] += sums[size - 1];
        }
    }
    sums
}

/// Adds counts, of coalitions that are so many larger.
fn add(counts: &mut Vec<u128>, more: &[u128], larger: usize) {
    if counts.len() < more.len() + larger {
        counts.resize(more.len() + larger, 0);
    }
    for (size, count) in more.iter().enumerate() {
        counts[size + larger] += count;
    }
}
