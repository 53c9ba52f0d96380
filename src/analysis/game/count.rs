//! Counting coalitions: by classes of voters who count alike, or by the sums of their weights.

use super::{Coalition, DecisionRule, Game};
use crate::analysis::diagram::Diagrams;

/// How many combinations of classes are gone through; 24 voters of whom no two count alike make as many.
const MOST_COMBINATIONS: u64 = 1 << 24;

/// How heavy a quota may be for counting by sums.
const MOST_WEIGHT: u64 = 1 << 22;

/// The numbers of a game.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GameCounts {
    /// How many vote.
    pub voters: usize,
    /// How many coalitions win.
    pub winning: u128,
    /// For each voter, in how many winning coalitions it is needed.
    pub swings: Vec<u128>,
}

#[expect(clippy::cast_precision_loss, reason = "a share is shown with a few digits")]
impl GameCounts {
    /// The share of all coalitions that wins: Coleman's power of a collectivity to act.
    pub fn power_to_act(&self) -> f64 {
        self.winning as f64 / 2f64.powi(i32::try_from(self.voters).unwrap_or(i32::MAX))
    }

    /// Coleman's power of a voter to prevent action: how much of what wins would fail without it.
    pub fn power_to_prevent(&self, voter: usize) -> f64 {
        if self.winning == 0 { 0.0 } else { self.swings[voter] as f64 / self.winning as f64 }
    }

    /// Coleman's power of a voter to initiate action: how much of what fails would win with it.
    pub fn power_to_initiate(&self, voter: usize) -> f64 {
        let losing = 2f64.powi(i32::try_from(self.voters).unwrap_or(i32::MAX)) - self.winning as f64;
        if losing == 0.0 { 0.0 } else { self.swings[voter] as f64 / losing }
    }

    /// Those who are never needed.
    pub fn dummies(&self) -> Coalition {
        self.swings.iter().enumerate().filter(|(_, swings)| **swings == 0).fold(0, |set, (at, _)| set | 1 << at)
    }
}

/// Coalitions none of whose members can be spared.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Minimal {
    /// How many there are.
    pub count: u128,
    /// How many members the smallest has; `None` if there is none.
    pub smallest: Option<u32>,
    /// The first of them, smallest first.
    pub sets: Vec<Coalition>,
}

impl Game {
    /// How many coalitions win, and how often each voter is needed. `None` if the game is too lopsided to be counted:
    /// more than 24 voters of whom hardly two count alike, under more than one quota.
    pub fn counts(&self) -> Option<GameCounts> {
        if self.combinations() > 1 << 16
            && let Some(counts) = self.counts_by_sums()
        {
            return Some(counts);
        }
        self.counts_by_classes()
    }

    /// The minimal winning coalitions, of which up to `most` are listed. `None` as for [`Self::counts`].
    pub fn minimal_winning(&self, most: usize) -> Option<Minimal> {
        if self.combinations() > 1 << 16 {
            return self.minimal_by_diagram(most);
        }
        let classes = Classes::of(self)?;
        let mut found: Vec<(u32, Vec<u32>)> = Vec::new();
        let mut minimal = Minimal::default();
        let mut spare = Vec::new();
        classes.each(|counts| {
            if !classes.wins(counts) {
                return;
            }
            spare.clone_from(counts);
            for at in 0..counts.len() {
                if counts[at] > 0 {
                    spare[at] -= 1;
                    if classes.wins(&spare) {
                        return;
                    }
                    spare[at] += 1;
                }
            }
            minimal.count += classes.ways(counts);
            found.push((counts.iter().sum(), counts.clone()));
        });
        found.sort_unstable();
        minimal.smallest = found.first().map(|(size, _)| *size);
        for (_, counts) in &found {
            classes.list(counts, most, &mut minimal.sets);
            if minimal.sets.len() >= most {
                break;
            }
        }
        Some(minimal)
    }

    /// The same from a decision diagram of the rule: however many they are, they are counted and never listed.
    pub(super) fn minimal_by_diagram(&self, most: usize) -> Option<Minimal> {
        let mut diagrams = Diagrams::new();
        let order = self.order();
        let function = self.draw(&mut diagrams, &order)?;
        let family = diagrams.minimal(function)?;
        let coalition = |set: Vec<u32>| set.into_iter().fold(0, |all, at| all | 1 << order[at as usize]);
        Some(Minimal {
            count: diagrams.count(family)?,
            smallest: diagrams.smallest(family),
            sets: diagrams.sets(family, most).into_iter().map(coalition).collect(),
        })
    }

    /// The minimal blocking coalitions: whoever keeps these from voting yes stops everything.
    pub fn minimal_blocking(&self, most: usize) -> Option<Minimal> {
        self.dual().minimal_winning(most)
    }

    fn combinations(&self) -> u64 {
        self.classes.iter().fold(1, |all, class| all.saturating_mul(u64::from(class.count_ones()) + 1))
    }

    pub(super) fn counts_by_classes(&self) -> Option<GameCounts> {
        let classes = Classes::of(self)?;
        let mut winning = 0;
        // For each class, how often one given member of it is needed.
        let mut needed = vec![0u128; self.classes.len()];
        let mut less = Vec::new();
        classes.each(|counts| {
            if !classes.wins(counts) {
                return;
            }
            let ways = classes.ways(counts);
            winning += ways;
            less.clone_from(counts);
            for at in 0..counts.len() {
                if counts[at] > 0 {
                    less[at] -= 1;
                    if !classes.wins(&less) {
                        // Of the ways to choose so many of the class, those that hold the given member.
                        needed[at] += ways * u128::from(counts[at]) / u128::from(classes.seen.sizes[at]);
                    }
                    less[at] += 1;
                }
            }
        });
        let mut swings = vec![0; self.voters];
        for (class, needed) in self.classes.iter().zip(needed) {
            members(*class).for_each(|voter| swings[voter] = needed);
        }
        Some(GameCounts { voters: self.voters, winning, swings })
    }

    /// For one quota: how many coalitions weigh how much, by adding one voter after another.
    pub(super) fn counts_by_sums(&self) -> Option<GameCounts> {
        let DecisionRule::Quota { weights, need } = &self.rule else { return None };
        let total: u64 = weights.iter().sum();
        if total > MOST_WEIGHT || *need > total || *need == 0 {
            return None;
        }
        let size = total as usize + 1;
        let mut sums = vec![0u128; size];
        sums[0] = 1;
        let mut reach = 0;
        for weight in weights.iter().map(|it| *it as usize) {
            for sum in (0..=reach).rev() {
                sums[sum + weight] += sums[sum];
            }
            reach += weight;
        }
        // Voters without weight double every count.
        let idle = 1u128 << (self.voters - weights.len());
        let winning = sums[*need as usize..].iter().sum::<u128>() * idle;
        let mut swings = vec![0; self.voters];
        let mut without = vec![0u128; size];
        for (voter, weight) in weights.iter().map(|it| *it as usize).enumerate() {
            if weight == 0 {
                continue;
            }
            // Takes the voter out again: what weighs `sum` without it is what weighs `sum`, less what holds it.
            for sum in 0..size {
                without[sum] = sums[sum] - if sum >= weight { without[sum - weight] } else { 0 };
            }
            let need = *need as usize;
            swings[voter] = without[need.saturating_sub(weight)..need].iter().sum::<u128>() * idle;
        }
        Some(GameCounts { voters: self.voters, winning, swings })
    }
}

/// A game seen by its classes.
struct Classes<'g> {
    game: &'g Game,
    seen: ClassedRule<'g>,
}

/// A rule seen by the classes of its voters.
pub(super) struct ClassedRule<'g> {
    pub(super) rule: &'g DecisionRule,
    /// How many belong to each class.
    pub(super) sizes: Vec<u32>,
    /// One of each class.
    pub(super) firsts: Vec<usize>,
}

impl ClassedRule<'_> {
    /// Whether so many of each class win.
    pub(super) fn wins(&self, counts: &[u32]) -> bool {
        self.rule.passes(&|weights| {
            let weight = |at: &usize| weights.get(*at).copied().unwrap_or(0);
            self.firsts.iter().zip(counts).map(|(first, count)| weight(first) * u64::from(*count)).sum()
        })
    }
}

/// Goes through every number of members of each class.
pub(super) fn steps(sizes: &[u32], mut visit: impl FnMut(&Vec<u32>)) {
    let mut counts = vec![0; sizes.len()];
    loop {
        visit(&counts);
        let Some(at) = (0..counts.len()).find(|at| counts[*at] < sizes[*at]) else { return };
        counts[at] += 1;
        counts[..at].fill(0);
    }
}

impl<'g> Classes<'g> {
    fn of(game: &'g Game) -> Option<Self> {
        // Where there are more, a diagram is made.
        if game.combinations().saturating_mul(game.rule.size()) > 4 * MOST_COMBINATIONS {
            return None;
        }
        let sizes = game.classes.iter().map(|it| it.count_ones()).collect();
        let firsts = game.classes.iter().map(|it| it.trailing_zeros() as usize).collect();
        Some(Self { game, seen: ClassedRule { rule: &game.rule, sizes, firsts } })
    }

    /// Goes through every number of members of each class.
    fn each(&self, visit: impl FnMut(&Vec<u32>)) {
        steps(&self.seen.sizes, visit);
    }

    fn wins(&self, counts: &[u32]) -> bool {
        self.seen.wins(counts)
    }

    /// How many coalitions have these numbers of members.
    fn ways(&self, counts: &[u32]) -> u128 {
        self.seen.sizes.iter().zip(counts).map(|(size, count)| binomial(*size, *count)).product()
    }

    /// Lists the coalitions with these numbers of members, until there are `most`.
    fn list(&self, counts: &[u32], most: usize, into: &mut Vec<Coalition>) {
        let mut part = vec![0];
        for (class, count) in self.game.classes.iter().zip(counts) {
            let choices = choices(*class, *count, most);
            part = part.iter().flat_map(|set| choices.iter().map(move |choice| set | choice)).take(most).collect();
        }
        into.extend(part.into_iter().take(most - into.len()));
    }
}

/// The voters of a coalition.
fn members(coalition: Coalition) -> impl Iterator<Item = usize> {
    (0..Coalition::BITS as usize).filter(move |at| coalition >> at & 1 == 1)
}

/// Up to `most` subsets of so many members.
fn choices(of: Coalition, count: u32, most: usize) -> Vec<Coalition> {
    let voters: Vec<usize> = members(of).collect();
    let mut chosen: Vec<usize> = (0..count as usize).collect();
    let mut found = Vec::new();
    while found.len() < most {
        found.push(chosen.iter().fold(0, |set, at| set | 1 << voters[*at]));
        // The next combination in order: the last index that can still move, moves; those after it follow.
        let Some(at) = (0..chosen.len()).rev().find(|at| chosen[*at] < voters.len() - chosen.len() + at) else { break };
        chosen[at] += 1;
        for next in at + 1..chosen.len() {
            chosen[next] = chosen[next - 1] + 1;
        }
    }
    found
}

/// How many ways there are to choose; exact, since each step divides evenly.
fn binomial(of: u32, chosen: u32) -> u128 {
    (0..chosen).fold(1, |ways, at| ways * u128::from(of - at) / u128::from(at + 1))
}
