//! How many of those who help a vote make it fail by leaving it.

use super::{Ballot, Circuits, Need, Test};
use crate::analysis::game::needed;
use crate::model::ShareBase;
use crate::syntax::ast::{Counted, Threshold};

impl Circuits<'_> {
    /// The smallest number of those who help a vote who make it fail by abstaining or by staying away; `None` if none does.
    pub(in crate::analysis) fn defections(&mut self, gate: u32) -> Option<u32> {
        let ballot = match self.gates[gate as usize].test {
            Test::Vote(ballot) => ballot,
            Test::Acts(set, need) => {
                let tally = self.tally(set, None, false);
                let need = if let Need::Some(count) = need { count } else { tally.heads };
                return u32::try_from(tally.helping.checked_sub(need)? + 1).ok();
            }
            Test::Nobody | Test::Bearers => return None,
        };
        let ballot = self.ballots[ballot as usize];
        let by_abstaining = self.abstentions(&ballot);
        // Whoever stays away, and whose abstention counts as that, is missing in the count of those present.
        let by_staying_away = ballot.decision.quorum.and_then(|(quorum, _)| {
            let present = self.tally(ballot.present, None, false);
            let spare = (present.helping + 1).checked_sub(needed(quorum, present.heads));
            spare.and_then(|it| u32::try_from(it).ok())
        });
        by_abstaining.into_iter().chain(by_staying_away).min()
    }

    /// The smallest number of those who help a vote whose abstention makes it fail.
    fn abstentions(&mut self, ballot: &Ballot<'_>) -> Option<u32> {
        let before = self.tally(ballot.electors, ballot.weights, false);
        // The heaviest go first.
        let mut weights: Vec<u64> = Vec::new();
        for at in 0..self.sets.members(ballot.electors).len() {
            let actor = self.sets.known(ballot.electors)[at];
            if self.helps(actor, false, false) {
                weights.push(ballot.weights.map_or(1, |it| self.sets.weight(it, actor).unwrap_or(0)));
            }
        }
        weights.sort_unstable_by(|one, other| other.cmp(one));
        let abstention = ballot.decision.abstention;
        if ballot.including.is_some_and(|set| self.tally(set, None, false).helping > 0)
            && !matches!(abstention, Some(Counted::Consent | Counted::Absence | Counted::Abstention))
        {
            return Some(1);
        }
        if matches!(ballot.threshold, Threshold::Consensus { .. }) && abstention != Some(Counted::Rejection)
            || abstention == Some(Counted::Consent)
        {
            return None;
        }
        let mut gone = 0;
        for (count, weight) in weights.iter().enumerate() {
            gone += weight;
            let base = match ballot.base {
                ShareBase::PresentAndVoting | ShareBase::VotesCast if abstention != Some(Counted::Rejection) => {
                    before.weight - gone
                }
                _ => before.weight,
            };
            let for_it = before.for_it - gone;
            if for_it < ballot.needed(base) || for_it == 0 {
                return Some(count as u32 + 1);
            }
        }
        None
    }
}
