//! Simple games: who carries a vote, who stops it, and with whom. Exact, never sampled.
//!
//! A decision rule on an electorate is a monotone function of the set of those who vote yes: a coalition *wins* if it
//! carries the vote whatever the others do, and *blocks* if the others can't carry it. Voters who count alike in every
//! quota form a class; what a coalition does depends only on how many of each class it holds, so that the numbers come
//! from classes and binomials, and nothing but a truly lopsided game costs two to the power of its voters.

mod classed;
mod count;
mod indices;
mod natural;
#[cfg(test)]
mod tests;

use std::ops::RangeInclusive;

pub use classed::{ClassIndex, ClassIndices, Classed, CoalitionClasses};
pub use count::{GameCounts, Minimal};
pub use indices::{Fraction, Indices, Nakamura};
pub use natural::Natural;

use crate::syntax::ast::Threshold;

/// A set of voters, one bit each.
pub type Coalition = u64;

/// The largest number of voters of a game.
pub const MOST_VOTERS: usize = 64;

/// A decision rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecisionRule {
    /// The yes votes weigh enough.
    Quota {
        /// What each voter weighs; nothing, if it has no vote here.
        weights: Vec<u64>,
        /// How much they must weigh together.
        need: u64,
    },
    /// Each of the rules passes: chambers, double majorities, concurring members, quorums.
    All(Vec<Self>),
    /// One of the rules passes.
    Any(Vec<Self>),
}

impl DecisionRule {
    /// At least `need` of some voters.
    pub fn at_least(need: u64, of: Coalition) -> Self {
        let voters = (Coalition::BITS - of.leading_zeros()) as usize;
        Self::Quota { weights: (0..voters).map(|at| of >> at & 1).collect(), need }
    }

    /// A threshold of some voters, counted by heads.
    pub fn threshold(threshold: Threshold, of: Coalition) -> Self {
        Self::at_least(needed(threshold, u64::from(of.count_ones())), of)
    }

    /// At least `need` of those who belong to a set, voter by voter.
    pub fn heads(need: u64, of: &[bool]) -> Self {
        Self::Quota { weights: of.iter().map(|it| u64::from(*it)).collect(), need }
    }

    /// More than half of what the voters weigh, with an equal vote decided by the chair.
    ///
    /// Every vote counts twice and the chair's once more, so that it tips the scale and never moves it further.
    pub fn tipped(mut weights: Vec<u64>, chair: usize) -> Self {
        let total: u64 = weights.iter().sum();
        for weight in &mut weights {
            *weight *= 2;
        }
        if let Some(weight) = weights.get_mut(chair) {
            *weight += 1;
        }
        Self::Quota { weights, need: total + 1 }
    }

    fn passes(&self, weigh: &impl Fn(&[u64]) -> u64) -> bool {
        match self {
            Self::Quota { weights, need } => weigh(weights) >= *need,
            Self::All(rules) => rules.iter().all(|it| it.passes(weigh)),
            Self::Any(rules) => rules.iter().any(|it| it.passes(weigh)),
        }
    }

    /// How many rules it is made of, itself among them.
    fn size(&self) -> u64 {
        match self {
            Self::Quota { .. } => 1,
            Self::All(rules) | Self::Any(rules) => 1 + rules.iter().map(Self::size).sum::<u64>(),
        }
    }

    fn quotas<'r>(&'r self, into: &mut Vec<&'r [u64]>) {
        match self {
            Self::Quota { weights, .. } => into.push(weights),
            Self::All(rules) | Self::Any(rules) => rules.iter().for_each(|it| it.quotas(into)),
        }
    }

    /// The rule of the coalitions that block: what passes unless enough vote against it, turned around.
    #[must_use]
    pub fn dual(&self) -> Self {
        match self {
            Self::Quota { weights, need } => {
                let total: u64 = weights.iter().sum();
                // Nothing blocks what passes by itself, and everybody blocks what can't pass.
                let need = if *need > total { 0 } else { total - need + 1 };
                Self::Quota { weights: weights.clone(), need }
            }
            Self::All(rules) => Self::Any(rules.iter().map(Self::dual).collect()),
            Self::Any(rules) => Self::All(rules.iter().map(Self::dual).collect()),
        }
    }
}

/// The smallest weight of yes votes that meets a threshold, of a whole that weighs `total`.
///
/// Unanimity needs the whole; a consensus needs that no more object than it allows.
pub fn needed(threshold: Threshold, total: u64) -> u64 {
    match threshold {
        Threshold::Unanimity => total,
        Threshold::Consensus { minus } => total.saturating_sub(minus),
        Threshold::Majority => total / 2 + 1,
        Threshold::Share { numerator, denominator } => {
            let part = u128::from(total) * u128::from(numerator);
            u64::try_from(part.div_ceil(u128::from(denominator.max(1)))).unwrap_or(u64::MAX)
        }
        Threshold::Count(count) => count,
    }
}

/// The thresholds `q` that work where `aligned` of `electors` obstruct: they can neither carry nor block a vote.
///
/// `aligned < q <= electors - aligned`; none does where they are half of the electorate or more.
///
/// ```
/// use vattel::analysis::game::feasible;
/// assert_eq!(feasible(6, 2), Some(3..=4));
/// assert_eq!(feasible(4, 2), None);
/// ```
pub fn feasible(electors: u32, aligned: u32) -> Option<RangeInclusive<u32>> {
    let most = electors.checked_sub(aligned)?;
    (aligned < most).then_some(aligned + 1..=most)
}

/// A decision rule on an electorate.
///
/// ```
/// use vattel::analysis::game::{DecisionRule, Game};
/// use vattel::syntax::ast::Threshold;
/// // Nine of fifteen, with the first five concurring.
/// let council = Game::new(15, DecisionRule::All(vec![
///     DecisionRule::at_least(9, 0x7fff),
///     DecisionRule::threshold(Threshold::Unanimity, 0x1f),
/// ]));
/// assert_eq!(council.counts().map(|it| it.winning), Some(848));
/// ```
#[derive(Clone, Debug)]
pub struct Game {
    voters: usize,
    rule: DecisionRule,
    /// Voters who count alike, each class as a coalition.
    classes: Vec<Coalition>,
}

impl Game {
    /// A rule on `voters` voters.
    ///
    /// # Panics
    /// If there are more than [`MOST_VOTERS`], or a quota weighs a voter who is not there.
    pub fn new(voters: usize, rule: DecisionRule) -> Self {
        assert!(voters <= MOST_VOTERS, "a game has at most {MOST_VOTERS} voters");
        let mut quotas = Vec::new();
        rule.quotas(&mut quotas);
        assert!(quotas.iter().all(|it| it.len() <= voters), "a quota weighs a voter who is not there");
        let weight = |quota: &[u64], voter: usize| quota.get(voter).copied().unwrap_or(0);
        let mut classes: Vec<Coalition> = Vec::new();
        for voter in 0..voters {
            let alike = classes.iter_mut().find(|class| {
                let first = class.trailing_zeros() as usize;
                quotas.iter().all(|quota| weight(quota, first) == weight(quota, voter))
            });
            match alike {
                Some(class) => *class |= 1 << voter,
                None => classes.push(1 << voter),
            }
        }
        Self { voters, rule, classes }
    }

    /// How many vote.
    pub fn voters(&self) -> usize {
        self.voters
    }

    /// The rule.
    pub fn rule(&self) -> &DecisionRule {
        &self.rule
    }

    /// Voters who count alike.
    pub fn classes(&self) -> &[Coalition] {
        &self.classes
    }

    /// All voters.
    pub fn everybody(&self) -> Coalition {
        if self.voters == MOST_VOTERS { Coalition::MAX } else { (1 << self.voters) - 1 }
    }

    /// Whether these carry the vote, whatever the others do.
    pub fn wins(&self, yes: Coalition) -> bool {
        self.rule.passes(&|weights| {
            weights.iter().enumerate().filter(|(at, _)| yes >> at & 1 == 1).map(|(_, weight)| weight).sum()
        })
    }

    /// Whether the others can't carry the vote without these.
    pub fn blocks(&self, no: Coalition) -> bool {
        !self.wins(self.everybody() & !no)
    }

    /// The game whose winning coalitions are those that block here.
    #[must_use]
    pub fn dual(&self) -> Self {
        Self { voters: self.voters, rule: self.rule.dual(), classes: self.classes.clone() }
    }

    /// Those who block alone: they belong to every coalition that wins.
    pub fn veto_players(&self) -> Coalition {
        (0..self.voters).filter(|at| self.blocks(1 << at)).fold(0, |set, at| set | 1 << at)
    }

    /// The one who carries every vote alone and without whom none is carried.
    pub fn dictator(&self) -> Option<usize> {
        (0..self.voters).find(|at| self.wins(1 << at) && self.blocks(1 << at))
    }
}
