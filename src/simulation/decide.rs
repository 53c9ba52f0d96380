//! Decisions: votes counted, bodies by their rules, clocks and what their end means.

use super::Instant;
use super::acts::{Deed, Matter, Need, Stance, sole};
use super::answer::{Answer, Truth};
use super::calendar;
use super::world::World;
use crate::model::{
    ActorId, ActorKind, ActorSet, Actors, Base, Body, Clock, Decided, Decision, Doing, Expiry, ExpiryKind, Limit,
    Members, Target, Term, Vote, VoteKind,
};
use crate::syntax::ast::{Act, Counted, Quantifier, Threshold, Tie};

/// What somebody casts, in one round of one decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ballot {
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
    /// By when a clock has run, counted from an instant; nothing if nobody can say.
    pub(super) fn due(&self, clock: Option<&Clock<'a>>, from: Option<Instant>, matter: &Matter) -> Option<Instant> {
        let clock = clock.filter(|it| it.softened.is_none())?;
        match &clock.limit {
            Limit::Within(period) => {
                let from = match &clock.anchor {
                    Some(anchor) => {
                        let came = self.occasion(anchor, matter);
                        let key = matter.provision;
                        let at = self.since(anchor.span, key, matter.bearer, 0, came.truth == Truth::Yes)?;
                        from.map_or(at, |it| it.max(at))
                    }
                    None => from?,
                };
                self.in_time(from, *period)
            }
            Limit::Instant(words) => calendar::read(words).map(|it| self.calendar.latest(&it)),
            Limit::Prompt(_) | Limit::Words(_) => None,
        }
    }

    /// A gate with a clock: what the end of the clock means for what is not there by then.
    pub(super) fn expiring(
        &self,
        clock: Option<&Clock<'a>>,
        expiry: Option<&Expiry<'a>>,
        meanwhile: bool,
        matter: Matter,
        open: impl FnOnce(&Matter) -> Answer,
    ) -> Answer {
        let due = self.due(clock, matter.put, &matter);
        let matter = Matter { due: due.or(matter.due), ..matter };
        let answer = open(&matter);
        if answer.truth == Truth::Yes {
            return answer;
        }
        let Some(due) = due.filter(|_| matter.put.is_some()) else { return answer };
        if !self.has_run(due) {
            return if meanwhile { Answer::yes() } else { answer.until(Some(due)) };
        }
        match expiry.or_else(|| clock?.expiry.as_ref()).map(|it| &it.kind) {
            Some(ExpiryKind::Proceed) => Answer::yes().because(answer.why),
            Some(ExpiryKind::Decision(next)) => {
                let next = self.decision(next, Matter { put: Some(due), due: None, round: matter.round + 1, ..matter });
                if answer.truth == Truth::Unknown { answer.or(next) } else { next }
            }
            Some(ExpiryKind::Provision(Target::Provision(id))) => {
                // What is unknown may have been carried: then the other has no occasion.
                if answer.truth == Truth::No && !self.setting.supposed {
                    self.left_to.borrow_mut().entry(*id).or_insert(due);
                }
                Answer { over: answer.truth == Truth::No, until: None, ..answer }
            }
            _ => Answer { over: answer.truth == Truth::No, until: None, ..answer },
        }
    }

    /// Whether a decision is carried, or its clock has opened it.
    pub(super) fn decision(&self, decision: &Decision<'a>, matter: Matter) -> Answer {
        let meanwhile = decision.meanwhile == Some(true);
        let clock = decision.clock.as_deref();
        let lost = meanwhile && self.due(clock, matter.put, &matter).is_none();
        let answer =
            self.expiring(clock, decision.own_expiry.as_ref(), meanwhile, matter, |it| self.carried(decision, it));
        if lost && answer.truth != Truth::Yes && matter.put.is_some() {
            // Things go on until it is decided that they do not.
            let against = self.carried(decision, &Matter { inverse: !matter.inverse, ..matter });
            return match against.truth {
                Truth::Yes => answer,
                Truth::Unknown => Answer { truth: Truth::Unknown, ..against },
                Truth::No => Answer::yes(),
            };
        }
        answer
    }

    fn carried(&self, decision: &Decision<'a>, matter: &Matter) -> Answer {
        let any = decision.any.iter().map(|all| Answer::all(all.iter().map(|it| self.vote(it, decision, matter))));
        Answer::any(any).unwrap_or_else(|| self.nobodys(decision.span, matter, || "who decides is not said".to_owned()))
    }

    fn vote(&self, vote: &Vote<'a>, decision: &Decision<'a>, matter: &Matter) -> Answer {
        let answer = match &vote.kind {
            VoteKind::Unknown => self.nobodys(vote.span, matter, || "who decides is open".to_owned()),
            VoteKind::Words(words) => self.nobodys(vote.span, matter, || {
                format!("whether \"{words}\" has been decided; no actor is named to decide it")
            }),
            VoteKind::Automatic => match matter.facts {
                Truth::Yes => Answer::yes(),
                Truth::No => Answer::no(self.words(|| "its event has not happened".to_owned())),
                Truth::Unknown => {
                    Answer::unknown(vote.span, self.words(|| "whether its event has happened".to_owned()))
                }
            },
            VoteKind::Nested(inner) => self.decision(inner, *matter),
            VoteKind::Act { act, of, organ } => {
                let kind = match act {
                    Act::Finding => "findings",
                    Act::Recommendation => "recommendations",
                    _ => matter.kind,
                };
                self.say_so(vote, Deed::of(*act), of, organ.is_some(), &Matter { kind, ..*matter })
            }
            VoteKind::By(of) => {
                let silent = if matter.kind == "findings" { Deed::Find } else { Deed::Determine };
                self.say_so(vote, matter.deed.unwrap_or(silent), of, false, matter)
            }
            VoteKind::Threshold { threshold, of, .. } => self.count(vote, decision, *threshold, of, matter),
        };
        match &vote.on_application_of {
            Some(by) => self.they_do(by, Need::of(by.quantifier, Need::Any), Deed::Request, matter).and(answer),
            None => answer,
        }
    }

    fn say_so(&self, vote: &Vote<'a>, deed: Deed, of: &Actors<'a>, organ: bool, matter: &Matter) -> Answer {
        if matter.inverse {
            // Who refuses decides that it is not to be.
            let facts = matter.facts.not();
            let against = Matter { inverse: false, wanted: !matter.wanted, facts, ..*matter };
            return self.say_so(vote, deed, of, organ, &against);
        }
        if is_open(of) {
            return self.nobodys(vote.span, matter, || "who decides is open".to_owned());
        }
        if let Some(body) = sole(of).filter(|_| vote.excluding.is_none()) {
            if organ && self.binds_it_alone(body, matter) {
                return if matter.bearer == Some(body) { self.does(body, deed, matter) } else { Answer::yes() };
            }
            return self.does(body, deed, matter);
        }
        let mut members = self.electorate(of);
        if let Some(less) = &vote.excluding {
            let less = self.treaty.resolve(less, self.case());
            members.actors.retain(|it| !less.actors.contains(it));
            members.unknown |= less.unknown;
        }
        let silent = match (&vote.kind, deed) {
            (_, Deed::Request) => Need::Any,
            _ => Need::All,
        };
        let need = match (&vote.kind, of.quantifier) {
            (VoteKind::By(_), Some(Quantifier::Each)) => Need::Each,
            (_, quantifier) => Need::of(quantifier, silent),
        };
        if organ {
            // Each approves for itself where it is bound, and for all where it is not.
            let (own, others): (ActorSet, ActorSet) =
                members.actors.iter().partition(|it| self.binds_it_alone(**it, matter));
            let own = own.into_iter().filter(|it| matter.bearer == Some(*it)).map(|it| self.does(it, deed, matter));
            let rest = Members { actors: others, ..members };
            let rest = if rest.actors.is_empty() && !rest.leaves_open() {
                Answer::yes()
            } else {
                self.those_do(&rest, need, deed, matter, of.span)
            };
            return Answer::all(own).and(rest);
        }
        self.those_do(&members, need, deed, matter, of.span)
    }

    /// Whether the approval of somebody's organ binds that one alone, since others owe something there too.
    fn binds_it_alone(&self, who: ActorId, matter: &Matter) -> bool {
        let Some(provision) = matter.provision else { return false };
        let bound = self.bound(provision);
        bound.contains(&who) && bound.iter().any(|it| *it != who)
    }

    /// A body acts by its rule.
    pub(super) fn body(&self, id: ActorId, matter: &Matter) -> Answer {
        let actor = self.treaty.actor(id);
        if self.acts_itself(id) {
            return self.does(id, Deed::Determine, matter);
        }
        let Some(body) = actor.body.as_deref() else { return self.does(id, Deed::Determine, matter) };
        if self.asking.borrow().contains(&id) {
            return Answer::no(self.words(|| format!("`{}` waits for itself", actor.name)));
        }
        let unsaid = || self.nobodys(actor.span, matter, || format!("how `{}` decides is not said", actor.name));
        let Some(rule) = rule_for(body, matter.kind).and_then(|at| body.rules.get(at)) else { return unsaid() };
        let Some(decision) = &rule.decision else { return unsaid() };
        self.asking.borrow_mut().push(id);
        let matter = Matter { body: Some(id), clause: rule.span, deed: None, ..*matter };
        let convened = match &body.convened_by {
            Some(by) => {
                let facts = Truth::of(matter.wanted);
                let deed = Some(Deed::Convene);
                self.decision(by, Matter { clause: by.span, inverse: false, facts, deed, ..matter })
            }
            None => Answer::yes(),
        };
        let met = match &body.convened_by {
            Some(by) => {
                self.since(by.span, matter.provision, matter.bearer, matter.round, convened.truth == Truth::Yes)
            }
            None => matter.put,
        };
        let paid = match &body.funded_by {
            Some(by) if !by.is_in_words() => self.payment(by, Matter { clause: by.span, inverse: false, ..matter }),
            _ => Answer::yes(),
        };
        let decided = if met.is_some() || body.convened_by.is_none() {
            // A body that has met later decides later; what asks for its decision may set an end to both.
            self.decision(decision, Matter { put: met, due: matter.due, ..matter })
        } else {
            Answer::of(Truth::No)
        };
        let there = self.quorate(body, decision, &matter);
        self.asking.borrow_mut().pop();
        convened.and(paid).and(decided).and(there)
    }

    /// A body whose rule counts nobody still needs those whom its quorum asks for.
    fn quorate(&self, body: &Body<'a>, decision: &Decision<'a>, matter: &Matter) -> Answer {
        let (Some((quorum, span)), Some(members)) = (decision.quorum.filter(|_| !decision.counts()), &body.members)
        else {
            return Answer::yes();
        };
        let members = self.electorate(members);
        let there = |it: &&ActorId| self.cast(**it, true, matter) != Ballot::Away;
        let heads = members.actors.iter().filter(there).count() as u64;
        let all = members.actors.len() as u64;
        if reaches(quorum, heads, all) {
            return Answer::yes();
        }
        if members.leaves_open() {
            return Answer::unknown(
                span,
                self.words(|| "how many must be there, since not all members are named".to_owned()),
            );
        }
        let away = members.actors.iter().copied().filter(|it| !there(&it)).collect();
        Answer::held(away, self.words(|| format!("{heads} of {all} are there, which is no quorum")))
    }

    /// Who pays: each of those who are named, or a decision.
    pub(super) fn payment(&self, decision: &Decision<'a>, matter: Matter) -> Answer {
        if let [votes] = &decision.any[..]
            && let [Vote { kind: VoteKind::By(of), .. }] = &votes[..]
            && sole(of).is_none_or(|it| self.treaty.actor(it).body.is_none())
        {
            let need = Need::of(of.quantifier, Need::All);
            return self.expiring(decision.clock.as_deref(), decision.own_expiry.as_ref(), false, matter, |it| {
                self.they_do(of, need, Deed::Pay, it)
            });
        }
        self.decision(decision, matter)
    }

    /// `decided by`, `decided unless`.
    pub(super) fn decided(&self, decided: &Decided<'a>, matter: Matter) -> Answer {
        let decision = &decided.decision;
        if !decided.unless {
            return self.decision(decision, matter);
        }
        let clock = decision.clock.as_deref();
        let due = self.due(clock, matter.put, &matter);
        let objecting = Matter { wanted: !matter.wanted, due, facts: Truth::No, ..matter };
        let against = self.carried(decision, &objecting);
        let Some(put) = matter.put else { return Answer::of(Truth::No) };
        let told = self.words(|| "an objection was carried".to_owned());
        let shut = |over: bool| {
            let who = if against.truth == Truth::Yes { self.objectors(decision, &objecting) } else { Vec::new() };
            let mut answer = against.clone().reversed(&told, &who);
            answer.over = over && answer.truth == Truth::No;
            answer
        };
        let Some(due) = due else {
            // Without a time it takes effect at once, and holds for as long as nobody has objected.
            return match decision.meanwhile {
                Some(false) => {
                    Answer::unknown(decision.span, self.words(|| "until when it can be objected to".to_owned()))
                }
                _ => shut(false),
            };
        };
        if against.truth == Truth::Yes {
            return shut(true);
        }
        if !self.has_run(due) {
            if decision.meanwhile == Some(true) {
                return Answer::yes();
            }
            let told = self.words(|| format!("it can be objected to since {}", self.calendar.words(put)));
            return Answer::no(told).until(Some(due));
        }
        match decision.expiry().map(|it| &it.kind) {
            Some(ExpiryKind::Lapses) => Answer {
                over: true,
                ..Answer::no(self.words(|| "the text has it lapse at the end of its time".to_owned()))
            },
            _ => shut(true),
        }
    }

    fn objectors(&self, decision: &Decision<'a>, matter: &Matter) -> ActorSet {
        let mut found = ActorSet::new();
        for vote in decision.any.iter().flatten() {
            if let VoteKind::Threshold { of, .. } | VoteKind::By(of) | VoteKind::Act { of, .. } = &vote.kind {
                found.extend(
                    self.voters(of).actors.into_iter().filter(|it| self.cast(*it, false, matter) == Ballot::Yes),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Who votes: the members of one body or organization, or those who are named.
    fn voters(&self, of: &Actors<'a>) -> Members {
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
    fn cast(&self, who: ActorId, quorum: bool, matter: &Matter) -> Ballot {
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

    fn count(
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
            return Answer::no(self.words(|| "nobody is left who could vote".to_owned()));
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
            format!("{needed} is needed, and {ayes} of {} voted yes{against}", electors.len())
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

/// Whether the text leaves open who is meant.
pub(super) fn is_open(of: &Actors<'_>) -> bool {
    !of.include.is_empty() && of.include.iter().all(|it| matches!(it, Term::Unknown))
}

/// Whether so many who are there make a quorum.
fn reaches(quorum: Threshold, there: u64, all: u64) -> bool {
    match quorum {
        Threshold::Count(count) => there >= count,
        Threshold::Unanimity | Threshold::Consensus { .. } => there >= all,
        Threshold::Majority => 2 * there > all,
        Threshold::Share { numerator, denominator } => {
            u128::from(denominator) * u128::from(there) >= u128::from(numerator) * u128::from(all)
        }
    }
}

/// The rule of a body for a matter: its own, or the one for every other matter, or the only one there is.
fn rule_for(body: &Body<'_>, matter: &str) -> Option<usize> {
    let rules = &body.rules;
    let own = rules.iter().position(|it| !matter.is_empty() && it.matters.contains(&matter));
    own.or_else(|| rules.iter().position(|it| it.matters.is_empty())).or((rules.len() == 1).then_some(0))
}
