//! Games of more voters than a coalition of bits can hold, where few of them count differently: two hundred members of an
//! assembly are one class, or two. What a coalition does depends only on how many of each class it holds, so that the
//! numbers are sums over these, and exact.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashMap, FxHasher};

use super::count::{ClassedRule, steps};
use super::natural::Natural;
use super::{DecisionRule, Nakamura};

/// How many combinations of classes are gone through: each is a sum of large numbers.
const MOST_COMBINATIONS: u64 = 1 << 14;

/// A decision rule on any number of voters.
#[derive(Clone, Debug)]
pub struct Classed {
    voters: usize,
    rule: DecisionRule,
    classes: Vec<Vec<usize>>,
}

/// Minimal coalitions of voters who count alike.
#[derive(Clone, Debug, Default)]
pub struct CoalitionClasses {
    /// How many coalitions there are.
    pub count: Natural,
    /// How many members the smallest has.
    pub smallest: Option<u32>,
    /// How many of each class they hold, smallest first, with how many coalitions are such.
    pub shapes: Vec<(Vec<u32>, Natural)>,
}

/// What the voters of a class count, each of them.
#[derive(Clone, Debug)]
pub struct ClassIndex {
    /// Whether it is ever needed.
    pub counts: bool,
    /// Coleman's power to prevent action.
    pub prevents: f64,
    /// Coleman's power to initiate action.
    pub initiates: f64,
    /// Banzhaf's measure.
    pub banzhaf: f64,
    /// Banzhaf's index.
    pub banzhaf_share: f64,
    /// The index of Shapley and Shubik, above and below the line.
    pub shapley: (Natural, Natural),
}

/// What each class of voters counts.
#[derive(Clone, Debug)]
pub struct ClassIndices {
    /// How many coalitions win.
    pub winning: Natural,
    /// The share of all coalitions that wins.
    pub power_to_act: f64,
    /// For each class.
    pub classes: Vec<ClassIndex>,
}

impl Classed {
    /// A rule on so many voters. `None` if too many of them count differently.
    pub fn new(voters: usize, rule: DecisionRule) -> Option<Self> {
        let mut quotas = Vec::new();
        rule.quotas(&mut quotas);
        let weight = |quota: &[u64], voter: usize| quota.get(voter).copied().unwrap_or(0);
        let mut classes: Vec<Vec<usize>> = Vec::new();
        let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        for voter in 0..voters {
            let mut hasher = FxHasher::default();
            for quota in &quotas {
                weight(quota, voter).hash(&mut hasher);
            }
            let near = known.entry(hasher.finish()).or_default();
            let alike = |at: &&usize| {
                let first = classes[**at][0];
                quotas.iter().all(|quota| weight(quota, first) == weight(quota, voter))
            };
            if let Some(at) = near.iter().find(alike) {
                classes[*at].push(voter);
            } else {
                near.push(classes.len());
                classes.push(vec![voter]);
            }
        }
        let combinations = classes.iter().fold(1u64, |all, class| all.saturating_mul(class.len() as u64 + 1));
        (combinations <= MOST_COMBINATIONS).then_some(Self { voters, rule, classes })
    }

    /// Voters who count alike.
    pub fn classes(&self) -> &[Vec<usize>] {
        &self.classes
    }

    /// The game whose winning coalitions are those that block here.
    #[must_use]
    pub fn dual(&self) -> Self {
        Self { voters: self.voters, rule: self.rule.dual(), classes: self.classes.clone() }
    }

    fn sizes(&self) -> Vec<u32> {
        self.classes.iter().map(|it| it.len() as u32).collect()
    }

    fn seen(&self) -> ClassedRule<'_> {
        ClassedRule { rule: &self.rule, sizes: self.sizes(), firsts: self.classes.iter().map(|it| it[0]).collect() }
    }

    /// The voters each of whom blocks alone.
    pub fn veto_players(&self) -> Vec<usize> {
        let seen = self.seen();
        let mut all = self.sizes();
        let mut found = Vec::new();
        for at in 0..all.len() {
            all[at] -= 1;
            if !seen.wins(&all) {
                found.extend_from_slice(&self.classes[at]);
            }
            all[at] += 1;
        }
        found.sort_unstable();
        found
    }

    /// The minimal winning coalitions by their shapes, of which up to `most` are listed.
    pub fn minimal_winning(&self, most: usize) -> CoalitionClasses {
        let (seen, ways) = (self.seen(), self.ways());
        let mut found = CoalitionClasses::default();
        let mut spare = Vec::new();
        steps(&seen.sizes, |counts| {
            if !seen.wins(counts) {
                return;
            }
            spare.clone_from(counts);
            for at in 0..counts.len() {
                if counts[at] > 0 {
                    spare[at] -= 1;
                    if seen.wins(&spare) {
                        return;
                    }
                    spare[at] += 1;
                }
            }
            let many = ways.of(counts);
            found.count.add(&many);
            found.shapes.push((counts.clone(), many));
        });
        found.shapes.sort_by_key(|it| (it.0.iter().sum::<u32>(), it.0.clone()));
        found.smallest = found.shapes.first().map(|it| it.0.iter().sum());
        found.shapes.truncate(most);
        found
    }

    /// The minimal blocking coalitions.
    pub fn minimal_blocking(&self, most: usize) -> CoalitionClasses {
        self.dual().minimal_winning(most)
    }

    /// The smallest number of winning coalitions that have no member in common, where all count alike.
    pub fn nakamura(&self) -> Nakamura {
        if !self.veto_players().is_empty() || !self.seen().wins(&self.sizes()) {
            return Nakamura::Infinite;
        }
        match (self.classes.len(), self.minimal_winning(1).smallest) {
            (1, Some(smallest)) => match self.voters as u32 - smallest {
                0 => Nakamura::Infinite,
                spare => Nakamura::Of((self.voters as u32).div_ceil(spare).max(2)),
            },
            _ => Nakamura::Unknown,
        }
    }

    /// What each voter counts.
    pub fn indices(&self) -> ClassIndices {
        let (seen, ways) = (self.seen(), self.ways());
        let mut winning = Natural::default();
        // For each class, how often one given member of it is needed, by the size of the coalition.
        let mut swings = vec![vec![Natural::default(); self.voters + 1]; self.classes.len()];
        let mut less = Vec::new();
        steps(&seen.sizes, |counts| {
            if !seen.wins(counts) {
                return;
            }
            let many = ways.of(counts);
            winning.add(&many);
            let size: u32 = counts.iter().sum();
            less.clone_from(counts);
            for at in 0..counts.len() {
                if counts[at] > 0 {
                    less[at] -= 1;
                    if !seen.wins(&less) {
                        // Of the ways to choose so many of the class, those that hold the given member.
                        let needed = many.times(u64::from(counts[at])).divided(u64::from(seen.sizes[at])).0;
                        swings[at][size as usize].add(&needed);
                    }
                    less[at] += 1;
                }
            }
        });
        let mut coalitions = Natural::one();
        for _ in 0..self.voters {
            coalitions = coalitions.times(2);
        }
        let total = |of: &[Natural]| {
            let mut all = Natural::default();
            for it in of {
                all.add(it);
            }
            all
        };
        let of_class: Vec<Natural> = swings.iter().map(|it| total(it)).collect();
        let mut of_all = Natural::default();
        for (swings, size) in of_class.iter().zip(&seen.sizes) {
            of_all.add(&swings.times(u64::from(*size)));
        }
        let (power_to_act, half) = (winning.share_of(&coalitions), coalitions.divided(2).0);
        let index = |(at, all): (usize, &Natural)| {
            let losing = 1.0 - power_to_act;
            ClassIndex {
                counts: !all.is_zero(),
                prevents: all.share_of(&winning),
                initiates: if losing > 0.0 { all.share_of(&coalitions) / losing } else { 0.0 },
                banzhaf: all.share_of(&half),
                banzhaf_share: all.share_of(&of_all),
                shapley: self.shapley(&swings[at]),
            }
        };
        let classes = of_class.iter().enumerate().map(index).collect();
        ClassIndices { winning, power_to_act, classes }
    }

    /// A swing in a coalition of `s` of `n` voters weighs `(s − 1)! (n − s)! / n!`.
    fn shapley(&self, swings: &[Natural]) -> (Natural, Natural) {
        let voters = self.voters as u64;
        let mut weight = (1..voters).fold(Natural::one(), |all, next| all.times(next));
        let mut below = weight.times(voters.max(1));
        let mut above = Natural::default();
        for size in 1..=voters {
            if !swings[size as usize].is_zero() {
                above.add(&swings[size as usize].product(&weight));
            }
            if size < voters {
                weight = weight.times(size).divided(voters - size).0;
            }
        }
        if above.is_zero() {
            return (above, Natural::one());
        }
        // What stands below the line is made of primes up to the number of voters.
        for by in (2..=voters).filter(|it| (2..*it).take_while(|by| by * by <= *it).all(|by| it % by > 0)) {
            loop {
                let (one, other) = (above.divided(by), below.divided(by));
                if one.1 > 0 || other.1 > 0 {
                    break;
                }
                (above, below) = (one.0, other.0);
            }
        }
        (above, below)
    }

    fn ways(&self) -> Ways {
        let row = |size: &u32| {
            let mut row = vec![Natural::one()];
            for chosen in 0..*size {
                let last = row[chosen as usize].times(u64::from(size - chosen));
                row.push(last.divided(u64::from(chosen) + 1).0);
            }
            row
        };
        Ways(self.sizes().iter().map(row).collect())
    }
}

/// How many ways there are to choose so many of each class.
struct Ways(Vec<Vec<Natural>>);

impl Ways {
    fn of(&self, counts: &[u32]) -> Natural {
        let rows = self.0.iter().zip(counts).map(|(row, count)| &row[*count as usize]);
        rows.fold(Natural::one(), |all, ways| all.product(ways))
    }
}
