//! Votes counted: who casts what, and whether it carries.

use super::PlayState;
use super::acts::{ActMatter, Stance, sole};
use super::answer::{Openness, Truth};
use crate::model::{ActorId, ActorKind, ActorSet, Actors, Decision, Doing, Members, ShareBase, Vote};
use crate::syntax::ast::{Counted, Threshold, Tie};

/// What somebody casts, in one round of one decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CastVote {
    Yes,
    No,
    Abstain,
    Away,
    /// Not yet.
    Pending,
    /// It cannot be determined what.
    Unknown,
}

/// A vote that is counted.
struct VoteCount<'c, 'a> {
    vote: &'c Vote<'a>,
    decision: &'c Decision<'a>,
    threshold: Threshold,
    /// Who votes, with what each casts.
    cast: Vec<(ActorId, CastVote)>,
    /// Who is there besides, and does not vote.
    present: u64,
    /// Those whose yes must be among the others.
    concur: ActorSet,
    chair: Option<ActorId>,
    /// Whether silence counts by now.
    silence: Option<Counted>,
    weights: Option<&'c [(ActorId, u64)]>,
}

impl<'a> PlayState<'_, 'a> {
    /// Who votes: the members of one body or organization, or those who are named.
    pub(super) fn voters(&self, of: &Actors<'a>) -> Members {
        let body = sole(of).filter(|it| {
            let actor = self.treaty.actor(*it);
            matches!(actor.kind, ActorKind::Body | ActorKind::Organization)
                && actor.body.as_deref().is_some_and(|it| it.members.is_some() || actor.kind == ActorKind::Body)
        });
        let Some(id) = body else { return self.electorate(of) };
        let mut members = self.treaty.members_of(id, self.case());
        if let (Some(open), Some(case)) = (self.joinable(id), self.case()) {
            self.let_in(open, case, &mut members);
        }
        members
    }

    /// What somebody casts, or would if it resisted rather than stayed away.
    pub(super) fn cast(&self, who: ActorId, quorum: bool, matter: &ActMatter) -> CastVote {
        let Some(_) = matter.put else { return CastVote::Pending };
        let actor = self.treaty.actor(who);
        let ballots = |act: Doing| match act {
            Doing::VotesYes => Some(CastVote::Yes),
            Doing::VotesNo => Some(CastVote::No),
            Doing::Abstains => Some(CastVote::Abstain),
            Doing::StaysAway => Some(CastVote::Away),
            Doing::Finds if matter.facts != Truth::Unknown || matter.kind == "findings" => Some(CastVote::Yes),
            _ => None,
        };
        if let Some((ballot, _)) = self.line(who, matter, ballots) {
            return ballot;
        }
        let is_body = actor.body.as_deref().is_some_and(|it| !it.rules.is_empty() || it.members.is_some());
        if is_body && matches!(actor.kind, ActorKind::Body | ActorKind::Organization) {
            let own = ActMatter { kind: "", ..*matter };
            return match self.body(who, &own).truth {
                Truth::Yes => CastVote::Yes,
                Truth::Unknown => CastVote::Unknown,
                Truth::No => match self.body(who, &ActMatter { inverse: !matter.inverse, ..own }).truth {
                    Truth::Yes => CastVote::No,
                    _ => CastVote::Away,
                },
            };
        }
        match self.stance(who) {
            Stance::Idle => CastVote::Away,
            Stance::Obstructs if matter.wanted => {
                if quorum {
                    CastVote::Away
                } else {
                    CastVote::No
                }
            }
            Stance::Obstructs => CastVote::Yes,
            Stance::Cooperates if quorum && !matter.wanted && matter.facts != Truth::Yes => CastVote::Away,
            Stance::Cooperates => {
                if matter.wanted && matter.facts == Truth::Unknown {
                    return CastVote::Unknown;
                }
                let with = if matter.wanted { matter.facts != Truth::No } else { matter.facts == Truth::Yes };
                match self.acts_at(who, false, matter) {
                    Some(at) if self.has_come(at) => {
                        if with {
                            CastVote::Yes
                        } else {
                            CastVote::No
                        }
                    }
                    _ => CastVote::Pending,
                }
            }
        }
    }

    pub(super) fn count(
        &self,
        vote: &Vote<'a>,
        decision: &Decision<'a>,
        threshold: Threshold,
        of: &Actors<'a>,
        matter: &ActMatter,
    ) -> Openness {
        let voters = self.voters(of);
        let excluded = vote.excluding.as_ref().map(|it| self.treaty.resolve(it, self.case())).unwrap_or_default();
        let electors: ActorSet = voters.actors.iter().copied().filter(|it| !excluded.actors.contains(it)).collect();
        let unknown = voters.leaves_open() || excluded.leaves_open();
        if electors.is_empty() && !unknown {
            return Openness::no(self.words(|| "no voter is left".to_owned()));
        }
        let seat = matter.body.or_else(|| sole(of));
        let chair_of = seat.and_then(|it| self.treaty.actor(it).body.as_deref());
        let body = matter.body.and_then(|it| self.treaty.actor(it).body.as_deref());
        let chair = chair_of.and_then(|it| it.chair.as_ref());
        let chairs = chair.map(|it| self.treaty.members(&it.who, self.case())).unwrap_or_default();
        let open_chair = decision.tie == Some(Tie::Chair) && chair.is_some_and(|it| it.rotating || chairs.len() != 1);
        let concur = vote.including.as_ref().map_or_else(Vec::new, |it| {
            let must = self.voters(it).actors;
            must.into_iter().filter(|it| !excluded.actors.contains(it)).collect()
        });
        let ran = matter.due.is_some_and(|it| self.has_run(it));
        let silence = decision.silence.and_then(|(counted, after)| {
            let over = match (after, matter.put) {
                (Some(after), Some(put)) => self.in_time(put, after).is_some_and(|it| self.has_run(it)),
                (None, Some(_)) => ran,
                _ => false,
            };
            over.then_some(counted)
        });
        let ours = |it: &ActorId| matter.put.is_some() && !voters.actors.contains(it) || excluded.actors.contains(it);
        let present = excluded
            .actors
            .iter()
            .filter(|it| ours(it) && voters.actors.contains(it) && self.stance(**it) == Stance::Cooperates)
            .count() as u64;
        let weights = vote.weighted_by.map(|it| &self.treaty.weights[it as usize]);
        let cast = electors.iter().map(|it| (*it, self.cast(*it, false, matter))).collect();
        let mut count = VoteCount {
            vote,
            decision,
            threshold,
            cast,
            present,
            concur,
            chair: chairs.first().copied().filter(|_| !open_chair),
            silence,
            weights: weights.filter(|it| it.known).map(|it| &it.of[..]),
        };
        if matter.inverse {
            for it in &mut count.cast {
                it.1 = match it.1 {
                    CastVote::Yes => CastVote::No,
                    CastVote::No => CastVote::Yes,
                    other => other,
                };
            }
        }
        self.resist(&mut count, matter);
        let unnamed = unknown
            || weights
                .is_some_and(|it| !it.known || electors.iter().any(|one| it.of.iter().all(|other| other.0 != *one)))
            || open_chair && decision.tie == Some(Tie::Chair);
        let outcome = |to: CastVote, tips: bool| {
            let waiting =
                |it: CastVote| matches!(it, CastVote::Unknown) || it == CastVote::Pending && !ran && silence.is_none();
            let cast: Vec<_> = count.cast.iter().map(|(who, it)| (*who, if waiting(*it) { to } else { *it })).collect();
            count.carries(&cast, unknown.then_some(to), tips && open_chair)
        };
        let best = outcome(CastVote::Yes, true);
        let worst = outcome(CastVote::No, false) && outcome(CastVote::Away, false);
        if best && worst {
            return self.counted(&count, matter);
        }
        let ayes = count.cast.iter().filter(|it| it.1 == CastVote::Yes).count();
        let told = || {
            let needed = super::words::threshold(threshold, electors.len());
            let against: Vec<ActorId> = count.cast.iter().filter(|it| it.1 == CastVote::No).map(|it| it.0).collect();
            let against =
                if against.is_empty() { String::new() } else { format!("; {} voted no", self.names(&against)) };
            format!("{needed} is required, but {ayes} of {} voted yes{against}", electors.len())
        };
        let named = body.is_none() || matter.body.is_none();
        let told = self.words(|| {
            if named {
                told()
            } else {
                format!("`{}`: {}", self.treaty.name(matter.body.unwrap_or(ActorId(0))), told())
            }
        });
        let is_unknown = count.cast.iter().any(|it| it.1 == CastVote::Unknown) || unnamed;
        let settled = |it: CastVote| {
            // With everything unknown at its best, and those who are still to vote not there.
            let cast: Vec<_> = count
                .cast
                .iter()
                .map(|(who, was)| {
                    (
                        *who,
                        match was {
                            CastVote::Unknown => it,
                            CastVote::Pending => CastVote::Away,
                            other => *other,
                        },
                    )
                })
                .collect();
            count.carries(&cast, unknown.then_some(it), open_chair)
        };
        if is_unknown && best && settled(CastVote::Yes) {
            return Openness::unknown(
                of.span,
                self.words(|| "how the vote ends, since not all who vote, or what they weigh, is known".to_owned()),
            );
        }
        let held: ActorSet =
            count.cast.iter().filter(|it| it.1 != CastVote::Yes).flat_map(|it| self.holders_of(it.0, matter)).collect();
        let held = if held.is_empty() { Vec::new() } else { held };
        let mut answer = if held.is_empty() { Openness::no(told) } else { Openness::held(held, told) };
        answer.until = matter.due.filter(|_| !ran);
        self.counted_acts(&count, matter).into_iter().for_each(|it| answer.why.push(it));
        answer
    }

    /// Those who want it lost use whichever ballot loses it, given all the others: they obstruct what is wanted, and resist
    /// what is not.
    fn resist(&self, count: &mut VoteCount<'_, 'a>, matter: &ActMatter) {
        let against = if matter.wanted { Stance::Obstructs } else { Stance::Cooperates };
        let ballot =
            |it| matches!(it, Doing::VotesYes | Doing::VotesNo | Doing::Abstains | Doing::StaysAway).then_some(());
        let resists = |(who, cast): &(ActorId, CastVote)| {
            *cast == CastVote::No && self.stance(*who) == against && self.line(*who, matter, ballot).is_none()
        };
        let these: Vec<usize> =
            (0..count.cast.len()).filter(|it| !matter.inverse && resists(&count.cast[*it])).collect();
        if these.is_empty() {
            return;
        }
        for ballot in [CastVote::No, CastVote::Away, CastVote::Abstain] {
            for at in &these {
                count.cast[*at].1 = ballot;
            }
            let cast: Vec<_> = count
                .cast
                .iter()
                .map(|(who, it)| {
                    (*who, if matches!(it, CastVote::Pending | CastVote::Unknown) { CastVote::Yes } else { *it })
                })
                .collect();
            if !count.carries(&cast, None, false) {
                return;
            }
        }
        for at in &these {
            count.cast[*at].1 = CastVote::No;
        }
    }

    fn counted(&self, count: &VoteCount<'_, 'a>, matter: &ActMatter) -> Openness {
        Openness::yes().because(self.counted_acts(count, matter))
    }

    fn counted_acts(&self, count: &VoteCount<'_, 'a>, matter: &ActMatter) -> Vec<usize> {
        let mut steps = Vec::new();
        for (who, ballot) in &count.cast {
            let act = match ballot {
                CastVote::Yes => "votes yes",
                CastVote::No => "votes no",
                CastVote::Abstain => "abstains",
                CastVote::Away => "stays away",
                CastVote::Pending | CastVote::Unknown => continue,
            };
            if !matter.inverse {
                steps.extend(self.note(*who, matter.clause, act, || format!("`{}` {act}", self.treaty.name(*who))));
            }
        }
        steps
    }

    /// Who holds what a voter does not do: the states behind it; of a body, those who hold it there.
    fn holders_of(&self, who: ActorId, matter: &ActMatter) -> ActorSet {
        let actor = self.treaty.actor(who);
        if actor.body.is_some()
            && matches!(actor.kind, ActorKind::Body | ActorKind::Organization)
            && !self.acts_itself(who)
        {
            return self.body(who, &ActMatter { kind: "", ..*matter }).holders.concat();
        }
        self.states_behind(who).to_vec()
    }
}

impl VoteCount<'_, '_> {
    /// Whether the vote is carried with these ballots. Others, of whom nobody knows who they are, may all be on one side, or
    /// there may be none.
    fn carries(&self, cast: &[(ActorId, CastVote)], others: Option<CastVote>, tips: bool) -> bool {
        let riders = |it: CastVote| {
            let counts = |counted: Counted| match counted {
                Counted::Consent => CastVote::Yes,
                Counted::Rejection => CastVote::No,
                Counted::Abstention => CastVote::Abstain,
                Counted::Absence | Counted::Silence => CastVote::Away,
            };
            match it {
                CastVote::Away | CastVote::Pending => match (self.decision.absence, self.silence) {
                    (Some(counted), _) | (None, Some(counted)) => counts(counted),
                    _ => CastVote::Away,
                },
                CastVote::Abstain => self.decision.abstention.map_or(CastVote::Abstain, counts),
                other => other,
            }
        };
        let many = 1 + cast.iter().map(|it| self.weight(it.0)).sum::<u64>();
        let (mut yes, mut no, mut all, mut there, mut nays) = (0, 0, 0, self.present, 0_u64);
        for (who, ballot) in cast {
            let weight = self.weight(*who);
            all += weight;
            let ballot = riders(*ballot);
            there += u64::from(ballot != CastVote::Away);
            match ballot {
                CastVote::Yes => yes += weight,
                CastVote::No => {
                    no += weight;
                    nays += 1;
                }
                _ => {}
            }
        }
        match others {
            Some(CastVote::Yes) => {
                yes += many;
                all += many;
                there += many;
            }
            Some(CastVote::No) => {
                no += many;
                all += many;
                nays += many;
                there += many;
            }
            _ => {}
        }
        let base = if self.vote.base == ShareBase::Members { all } else { yes + no };
        let tie = || {
            tips || self.decision.tie == Some(Tie::Chair)
                && self.chair.is_some_and(|chair| cast.iter().any(|it| it.0 == chair && riders(it.1) == CastVote::Yes))
        };
        let enough = match self.threshold {
            Threshold::Unanimity => base > 0 && yes == base,
            Threshold::Consensus { minus } => nays <= minus && (there > self.present || self.silence.is_some()),
            Threshold::Majority => 2 * yes > base || 2 * yes == base && base > 0 && tie(),
            Threshold::Share { numerator, denominator } => {
                yes > 0 && u128::from(denominator) * u128::from(yes) >= u128::from(numerator) * u128::from(base)
            }
            Threshold::Count(count) => yes >= count.saturating_mul(if self.weights.is_some() { 1000 } else { 1 }),
        };
        let concurs = self.concur.iter().all(|who| cast.iter().any(|it| it.0 == *who && riders(it.1) == CastVote::Yes));
        let heads = cast.len() as u64 + self.present;
        let quorate = self.decision.quorum.is_none_or(|(quorum, _)| reaches(quorum, there, heads));
        enough && concurs && quorate
    }

    fn weight(&self, who: ActorId) -> u64 {
        self.weights.map_or(1, |of| of.iter().find(|it| it.0 == who).map_or(0, |it| it.1))
    }
}

/// Whether so many who are there make a quorum.
pub(super) fn reaches(quorum: Threshold, there: u64, all: u64) -> bool {
    match quorum {
        Threshold::Count(count) => there >= count,
        Threshold::Unanimity | Threshold::Consensus { .. } => there >= all,
        Threshold::Majority => 2 * there > all,
        Threshold::Share { numerator, denominator } => {
            u128::from(denominator) * u128::from(there) >= u128::from(numerator) * u128::from(all)
        }
    }
}
