//! Votes counted: who casts what, and whether it carries.

use super::World;
use super::acts::{Matter, Stance, sole};
use super::answer::{Answer, Truth};
use crate::model::{ActorId, ActorKind, ActorSet, Actors, Base, Decision, Doing, Members, Vote};
use crate::syntax::ast::{Counted, Threshold, Tie};

/// What somebody casts, in one round of one decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ballot {
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
struct Count<'c, 'a> {
    vote: &'c Vote<'a>,
    decision: &'c Decision<'a>,
    threshold: Threshold,
    /// Who votes, with what each casts.
    cast: Vec<(ActorId, Ballot)>,
    /// Who is there besides, and does not vote.
    present: u64,
    /// Those whose yes must be among the others.
    concur: ActorSet,
    chair: Option<ActorId>,
    /// Whether silence counts by now.
    silence: Option<Counted>,
    weights: Option<&'c [(ActorId, u64)]>,
}

impl<'a> World<'_, 'a> {
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
    pub(super) fn cast(&self, who: ActorId, quorum: bool, matter: &Matter) -> Ballot {
        let Some(_) = matter.put else { return Ballot::Pending };
        let actor = self.treaty.actor(who);
        let ballots = |act: Doing| match act {
            Doing::VotesYes => Some(Ballot::Yes),
            Doing::VotesNo => Some(Ballot::No),
            Doing::Abstains => Some(Ballot::Abstain),
            Doing::StaysAway => Some(Ballot::Away),
            Doing::Finds if matter.facts != Truth::Unknown || matter.kind == "findings" => Some(Ballot::Yes),
            _ => None,
        };
        if let Some((ballot, _)) = self.line(who, matter, ballots) {
            return ballot;
        }
        let is_body = actor.body.as_deref().is_some_and(|it| !it.rules.is_empty() || it.members.is_some());
        if is_body && matches!(actor.kind, ActorKind::Body | ActorKind::Organization) {
            let own = Matter { kind: "", ..*matter };
            return match self.body(who, &own).truth {
                Truth::Yes => Ballot::Yes,
                Truth::Unknown => Ballot::Unknown,
                Truth::No => match self.body(who, &Matter { inverse: !matter.inverse, ..own }).truth {
                    Truth::Yes => Ballot::No,
                    _ => Ballot::Away,
                },
            };
        }
        match self.stance(who) {
            Stance::Idle => Ballot::Away,
            Stance::Obstructs if matter.wanted => {
                if quorum {
                    Ballot::Away
                } else {
                    Ballot::No
                }
            }
            Stance::Obstructs => Ballot::Yes,
            Stance::Cooperates if quorum && !matter.wanted && matter.facts != Truth::Yes => Ballot::Away,
            Stance::Cooperates => {
                if matter.wanted && matter.facts == Truth::Unknown {
                    return Ballot::Unknown;
                }
                let with = if matter.wanted { matter.facts != Truth::No } else { matter.facts == Truth::Yes };
                match self.acts_at(who, false, matter) {
                    Some(at) if self.has_come(at) => {
                        if with {
                            Ballot::Yes
                        } else {
                            Ballot::No
                        }
                    }
                    _ => Ballot::Pending,
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
        matter: &Matter,
    ) -> Answer {
        let voters = self.voters(of);
        let excluded = vote.excluding.as_ref().map(|it| self.treaty.resolve(it, self.case())).unwrap_or_default();
        let electors: ActorSet = voters.actors.iter().copied().filter(|it| !excluded.actors.contains(it)).collect();
        let unknown = voters.leaves_open() || excluded.leaves_open();
        if electors.is_empty() && !unknown {
            return Answer::no(self.words(|| "no voter is left".to_owned()));
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
        let mut count = Count {
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
                    Ballot::Yes => Ballot::No,
                    Ballot::No => Ballot::Yes,
                    other => other,
                };
            }
        }
        self.resist(&mut count, matter);
        let unnamed = unknown
            || weights
                .is_some_and(|it| !it.known || electors.iter().any(|one| it.of.iter().all(|other| other.0 != *one)))
            || open_chair && decision.tie == Some(Tie::Chair);
        let outcome = |to: Ballot, tips: bool| {
            let waiting =
                |it: Ballot| matches!(it, Ballot::Unknown) || it == Ballot::Pending && !ran && silence.is_none();
            let cast: Vec<_> = count.cast.iter().map(|(who, it)| (*who, if waiting(*it) { to } else { *it })).collect();
            count.carries(&cast, unknown.then_some(to), tips && open_chair)
        };
        let best = outcome(Ballot::Yes, true);
        let worst = outcome(Ballot::No, false) && outcome(Ballot::Away, false);
        if best && worst {
            return self.counted(&count, matter);
        }
        let ayes = count.cast.iter().filter(|it| it.1 == Ballot::Yes).count();
        let told = || {
            let needed = super::words::threshold(threshold, electors.len());
            let against: Vec<ActorId> = count.cast.iter().filter(|it| it.1 == Ballot::No).map(|it| it.0).collect();
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
        let is_unknown = count.cast.iter().any(|it| it.1 == Ballot::Unknown) || unnamed;
        let settled = |it: Ballot| {
            // With everything unknown at its best, and those who are still to vote not there.
            let cast: Vec<_> = count
                .cast
                .iter()
                .map(|(who, was)| {
                    (
                        *who,
                        match was {
                            Ballot::Unknown => it,
                            Ballot::Pending => Ballot::Away,
                            other => *other,
                        },
                    )
                })
                .collect();
            count.carries(&cast, unknown.then_some(it), open_chair)
        };
        if is_unknown && best && settled(Ballot::Yes) {
            return Answer::unknown(
                of.span,
                self.words(|| "how the vote ends, since not all who vote, or what they weigh, is known".to_owned()),
            );
        }
        let held: ActorSet =
            count.cast.iter().filter(|it| it.1 != Ballot::Yes).flat_map(|it| self.holders_of(it.0, matter)).collect();
        let held = if held.is_empty() { Vec::new() } else { held };
        let mut answer = if held.is_empty() { Answer::no(told) } else { Answer::held(held, told) };
        answer.until = matter.due.filter(|_| !ran);
        self.counted_acts(&count, matter).into_iter().for_each(|it| answer.why.push(it));
        answer
    }

    /// Those who want it lost use whichever ballot loses it, given all the others: they obstruct what is wanted, and resist
    /// what is not.
    fn resist(&self, count: &mut Count<'_, 'a>, matter: &Matter) {
        let against = if matter.wanted { Stance::Obstructs } else { Stance::Cooperates };
        let ballot =
            |it| matches!(it, Doing::VotesYes | Doing::VotesNo | Doing::Abstains | Doing::StaysAway).then_some(());
        let resists = |(who, cast): &(ActorId, Ballot)| {
            *cast == Ballot::No && self.stance(*who) == against && self.line(*who, matter, ballot).is_none()
        };
        let these: Vec<usize> =
            (0..count.cast.len()).filter(|it| !matter.inverse && resists(&count.cast[*it])).collect();
        if these.is_empty() {
            return;
        }
        for ballot in [Ballot::No, Ballot::Away, Ballot::Abstain] {
            for at in &these {
                count.cast[*at].1 = ballot;
            }
            let cast: Vec<_> = count
                .cast
                .iter()
                .map(|(who, it)| {
                    (*who, if matches!(it, Ballot::Pending | Ballot::Unknown) { Ballot::Yes } else { *it })
                })
                .collect();
            if !count.carries(&cast, None, false) {
                return;
            }
        }
        for at in &these {
            count.cast[*at].1 = Ballot::No;
        }
    }

    fn counted(&self, count: &Count<'_, 'a>, matter: &Matter) -> Answer {
        Answer::yes().because(self.counted_acts(count, matter))
    }

    fn counted_acts(&self, count: &Count<'_, 'a>, matter: &Matter) -> Vec<usize> {
        let mut steps = Vec::new();
        for (who, ballot) in &count.cast {
            let act = match ballot {
                Ballot::Yes => "votes yes",
                Ballot::No => "votes no",
                Ballot::Abstain => "abstains",
                Ballot::Away => "stays away",
                Ballot::Pending | Ballot::Unknown => continue,
            };
            if !matter.inverse {
                steps.extend(self.note(*who, matter.clause, act, || format!("`{}` {act}", self.treaty.name(*who))));
            }
        }
        steps
    }

    /// Who holds what a voter does not do: the states behind it; of a body, those who hold it there.
    fn holders_of(&self, who: ActorId, matter: &Matter) -> ActorSet {
        let actor = self.treaty.actor(who);
        if actor.body.is_some()
            && matches!(actor.kind, ActorKind::Body | ActorKind::Organization)
            && !self.acts_itself(who)
        {
            return self.body(who, &Matter { kind: "", ..*matter }).holders.concat();
        }
        self.states_behind(who).to_vec()
    }
}

impl Count<'_, '_> {
    /// Whether the vote is carried with these ballots. Others, of whom nobody knows who they are, may all be on one side, or
    /// there may be none.
    fn carries(&self, cast: &[(ActorId, Ballot)], others: Option<Ballot>, tips: bool) -> bool {
        let riders = |it: Ballot| {
            let counts = |counted: Counted| match counted {
                Counted::Consent => Ballot::Yes,
                Counted::Rejection => Ballot::No,
                Counted::Abstention => Ballot::Abstain,
                Counted::Absence | Counted::Silence => Ballot::Away,
            };
            match it {
                Ballot::Away | Ballot::Pending => match (self.decision.absence, self.silence) {
                    (Some(counted), _) | (None, Some(counted)) => counts(counted),
                    _ => Ballot::Away,
                },
                Ballot::Abstain => self.decision.abstention.map_or(Ballot::Abstain, counts),
                other => other,
            }
        };
        let many = 1 + cast.iter().map(|it| self.weight(it.0)).sum::<u64>();
        let (mut yes, mut no, mut all, mut there, mut nays) = (0, 0, 0, self.present, 0_u64);
        for (who, ballot) in cast {
            let weight = self.weight(*who);
            all += weight;
            let ballot = riders(*ballot);
            there += u64::from(ballot != Ballot::Away);
            match ballot {
                Ballot::Yes => yes += weight,
                Ballot::No => {
                    no += weight;
                    nays += 1;
                }
                _ => {}
            }
        }
        match others {
            Some(Ballot::Yes) => {
                yes += many;
                all += many;
                there += many;
            }
            Some(Ballot::No) => {
                no += many;
                all += many;
                nays += many;
                there += many;
            }
            _ => {}
        }
        let base = if self.vote.base == Base::Members { all } else { yes + no };
        let tie = || {
            tips || self.decision.tie == Some(Tie::Chair)
                && self.chair.is_some_and(|chair| cast.iter().any(|it| it.0 == chair && riders(it.1) == Ballot::Yes))
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
        let concurs = self.concur.iter().all(|who| cast.iter().any(|it| it.0 == *who && riders(it.1) == Ballot::Yes));
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
