//! Decisions: votes counted, bodies by their rules, clocks and what their end means.

use super::PlayMinute;
use super::PlayState;
use super::acts::{ActKind, ActMatter, Need, is_open, sole};
use super::answer::{Openness, Truth};
use super::calendar;
use super::count::{CastVote, reaches};
use crate::model::{
    ActorId, ActorSet, Actors, Body, Clock, Decided, Decision, Doing, Expiry, ExpiryKind, Limit, Members, RefTarget,
    Vote, VoteKind,
};
use crate::syntax::ast::{Act, Quantifier};

impl<'a> PlayState<'_, 'a> {
    /// By when a clock has run, counted from an instant; nothing if nobody can say.
    pub(super) fn due(
        &self,
        clock: Option<&Clock<'a>>,
        from: Option<PlayMinute>,
        matter: &ActMatter,
    ) -> Option<PlayMinute> {
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
        matter: ActMatter,
        open: impl FnOnce(&ActMatter) -> Openness,
    ) -> Openness {
        let due = self.due(clock, matter.put, &matter);
        let matter = ActMatter { due: due.or(matter.due), ..matter };
        let answer = open(&matter);
        if answer.truth == Truth::Yes {
            return answer;
        }
        let Some(due) = due.filter(|_| matter.put.is_some()) else { return answer };
        if !self.has_run(due) {
            return if meanwhile { Openness::yes() } else { answer.until(Some(due)) };
        }
        match expiry.or_else(|| clock?.expiry.as_ref()).map(|it| &it.kind) {
            Some(ExpiryKind::Proceed) => Openness::yes().because(answer.why),
            Some(ExpiryKind::Decision(next)) => {
                let next =
                    self.decision(next, ActMatter { put: Some(due), due: None, round: matter.round + 1, ..matter });
                if answer.truth == Truth::Unknown { answer.or(next) } else { next }
            }
            Some(ExpiryKind::Provision(RefTarget::Provision(id))) => {
                // What is unknown may have been carried: then the other has no occasion.
                if answer.truth == Truth::No && !self.setting.supposed {
                    self.left_to.borrow_mut().entry(*id).or_insert(due);
                }
                Openness { over: answer.truth == Truth::No, until: None, ..answer }
            }
            _ => Openness { over: answer.truth == Truth::No, until: None, ..answer },
        }
    }

    /// Whether a decision is carried, or its clock has opened it.
    pub(super) fn decision(&self, decision: &Decision<'a>, matter: ActMatter) -> Openness {
        let meanwhile = decision.meanwhile == Some(true);
        let clock = decision.clock.as_deref();
        let lost = meanwhile && self.due(clock, matter.put, &matter).is_none();
        let answer =
            self.expiring(clock, decision.own_expiry.as_ref(), meanwhile, matter, |it| self.carried(decision, it));
        if lost && answer.truth != Truth::Yes && matter.put.is_some() {
            // Things go on until it is decided that they do not.
            let against = self.carried(decision, &ActMatter { inverse: !matter.inverse, ..matter });
            return match against.truth {
                Truth::Yes => answer,
                Truth::Unknown => Openness { truth: Truth::Unknown, ..against },
                Truth::No => Openness::yes(),
            };
        }
        answer
    }

    fn carried(&self, decision: &Decision<'a>, matter: &ActMatter) -> Openness {
        let any = decision.any.iter().map(|all| Openness::all(all.iter().map(|it| self.vote(it, decision, matter))));
        Openness::any(any)
            .unwrap_or_else(|| self.nobodys(decision.span, matter, || "who decides is not stated".to_owned()))
    }

    fn vote(&self, vote: &Vote<'a>, decision: &Decision<'a>, matter: &ActMatter) -> Openness {
        let answer = match &vote.kind {
            VoteKind::Unknown => self.nobodys(vote.span, matter, || "who decides is open".to_owned()),
            VoteKind::Words(words) => self.nobodys(vote.span, matter, || {
                format!("whether \"{words}\" has been decided; no actor is designated to decide it")
            }),
            VoteKind::Automatic => match matter.facts {
                Truth::Yes => Openness::yes(),
                Truth::No => Openness::no(self.words(|| "its event has not happened".to_owned())),
                Truth::Unknown => {
                    Openness::unknown(vote.span, self.words(|| "whether its event has happened".to_owned()))
                }
            },
            VoteKind::Nested(inner) => self.decision(inner, *matter),
            VoteKind::Act { act, of, organ } => {
                let kind = match act {
                    Act::Finding => "findings",
                    Act::Recommendation => "recommendations",
                    _ => matter.kind,
                };
                self.say_so(vote, ActKind::of(*act), of, organ.is_some(), &ActMatter { kind, ..*matter })
            }
            VoteKind::By(of) => {
                let silent = if matter.kind == "findings" { ActKind::Find } else { ActKind::Determine };
                self.say_so(vote, matter.deed.unwrap_or(silent), of, false, matter)
            }
            VoteKind::Threshold { threshold, of, .. } => self.count(vote, decision, *threshold, of, matter),
        };
        match &vote.on_application_of {
            Some(by) => self.they_do(by, Need::of(by.quantifier, Need::Any), ActKind::Request, matter).and(answer),
            None => answer,
        }
    }

    fn say_so(&self, vote: &Vote<'a>, deed: ActKind, of: &Actors<'a>, organ: bool, matter: &ActMatter) -> Openness {
        if matter.inverse {
            // Who refuses decides that it is not to be.
            let facts = matter.facts.not();
            let against = ActMatter { inverse: false, wanted: !matter.wanted, facts, ..*matter };
            return self.say_so(vote, deed, of, organ, &against);
        }
        if is_open(of) {
            return self.nobodys(vote.span, matter, || "who decides is open".to_owned());
        }
        if let Some(body) = sole(of).filter(|_| vote.excluding.is_none()) {
            if organ && self.binds_it_alone(body, matter) {
                return if matter.bearer == Some(body) { self.does(body, deed, matter) } else { Openness::yes() };
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
            (_, ActKind::Request) => Need::Any,
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
                Openness::yes()
            } else {
                self.those_do(&rest, need, deed, matter, of.span)
            };
            return Openness::all(own).and(rest);
        }
        self.those_do(&members, need, deed, matter, of.span)
    }

    /// Whether the approval of somebody's organ binds that one alone, since others owe something there too.
    fn binds_it_alone(&self, who: ActorId, matter: &ActMatter) -> bool {
        let Some(provision) = matter.provision else { return false };
        let bound = self.bound(provision);
        bound.contains(&who) && bound.iter().any(|it| *it != who)
    }

    /// A body acts by its rule.
    pub(super) fn body(&self, id: ActorId, matter: &ActMatter) -> Openness {
        let actor = self.treaty.actor(id);
        if self.acts_itself(id) {
            return self.does(id, ActKind::Determine, matter);
        }
        let said = |act| match act {
            Doing::VotesYes | Doing::Finds => Some(true),
            Doing::VotesNo => Some(false),
            _ => None,
        };
        if let Some((carried, _)) = self.line(id, matter, said) {
            let told = self.words(|| format!("`{}` has decided against it", actor.name));
            return if carried == matter.inverse { Openness::no(told) } else { Openness::yes() };
        }
        let Some(body) = actor.body.as_deref() else { return self.does(id, ActKind::Determine, matter) };
        if self.asking.borrow().contains(&id) {
            return Openness::no(self.words(|| format!("`{}` depends on itself", actor.name)));
        }
        let unsaid = || self.nobodys(actor.span, matter, || format!("how `{}` decides is not stated", actor.name));
        let Some(rule) = rule_for(body, matter.kind).and_then(|at| body.rules.get(at)) else { return unsaid() };
        let Some(decision) = &rule.decision else { return unsaid() };
        self.asking.borrow_mut().push(id);
        let matter = ActMatter { body: Some(id), clause: rule.span, deed: None, ..*matter };
        let convened = match &body.convened_by {
            Some(by) => {
                let facts = Truth::of(matter.wanted);
                let deed = Some(ActKind::Convene);
                self.decision(by, ActMatter { clause: by.span, inverse: false, facts, deed, ..matter })
            }
            None => Openness::yes(),
        };
        let met = match &body.convened_by {
            Some(by) => {
                self.since(by.span, matter.provision, matter.bearer, matter.round, convened.truth == Truth::Yes)
            }
            None => matter.put,
        };
        let paid = match &body.funded_by {
            Some(by) if !by.is_in_words() => self.payment(by, ActMatter { clause: by.span, inverse: false, ..matter }),
            _ => Openness::yes(),
        };
        let decided = if met.is_some() || body.convened_by.is_none() {
            // A body that has met later decides later; what asks for its decision may set an end to both.
            self.decision(decision, ActMatter { put: met, due: matter.due, ..matter })
        } else {
            Openness::of(Truth::No)
        };
        let there = self.quorate(body, decision, &matter);
        self.asking.borrow_mut().pop();
        convened.and(paid).and(decided).and(there)
    }

    /// A body whose rule counts nobody still needs those whom its quorum asks for.
    fn quorate(&self, body: &Body<'a>, decision: &Decision<'a>, matter: &ActMatter) -> Openness {
        let (Some((quorum, span)), Some(members)) = (decision.quorum.filter(|_| !decision.counts()), &body.members)
        else {
            return Openness::yes();
        };
        let members = self.electorate(members);
        let there = |it: &&ActorId| self.cast(**it, true, matter) != CastVote::Away;
        let heads = members.actors.iter().filter(there).count() as u64;
        let all = members.actors.len() as u64;
        if reaches(quorum, heads, all) {
            return Openness::yes();
        }
        if members.leaves_open() {
            return Openness::unknown(
                span,
                self.words(|| "what the quorum is, since not all members are named".to_owned()),
            );
        }
        let away = members.actors.iter().copied().filter(|it| !there(&it)).collect();
        Openness::held(away, self.words(|| format!("{heads} of {all} attend, which is no quorum")))
    }

    /// Who pays: each of those who are named, or a decision.
    pub(super) fn payment(&self, decision: &Decision<'a>, matter: ActMatter) -> Openness {
        if let [votes] = &decision.any[..]
            && let [Vote { kind: VoteKind::By(of), .. }] = &votes[..]
            && sole(of).is_none_or(|it| self.treaty.actor(it).body.is_none())
        {
            let need = Need::of(of.quantifier, Need::All);
            return self.expiring(decision.clock.as_deref(), decision.own_expiry.as_ref(), false, matter, |it| {
                self.they_do(of, need, ActKind::Pay, it)
            });
        }
        self.decision(decision, matter)
    }

    /// `decided by`, `decided unless`.
    pub(super) fn decided(&self, decided: &Decided<'a>, matter: ActMatter) -> Openness {
        let decision = &decided.decision;
        if !decided.unless {
            return self.decision(decision, matter);
        }
        let clock = decision.clock.as_deref();
        let due = self.due(clock, matter.put, &matter);
        let objecting = ActMatter { wanted: !matter.wanted, due, facts: Truth::No, ..matter };
        let against = self.carried(decision, &objecting);
        let Some(put) = matter.put else { return Openness::of(Truth::No) };
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
                    Openness::unknown(decision.span, self.words(|| "until when it can be objected to".to_owned()))
                }
                _ => shut(false),
            };
        };
        if against.truth == Truth::Yes {
            return shut(true);
        }
        if !self.has_run(due) {
            if decision.meanwhile == Some(true) {
                return Openness::yes();
            }
            let told = self.words(|| format!("it can be objected to since {}", self.calendar.words(put)));
            return Openness::no(told).until(Some(due));
        }
        match decision.expiry().map(|it| &it.kind) {
            Some(ExpiryKind::Lapses) => Openness {
                over: true,
                ..Openness::no(self.words(|| "under the text it lapses at the end of its time".to_owned()))
            },
            _ => shut(true),
        }
    }

    fn objectors(&self, decision: &Decision<'a>, matter: &ActMatter) -> ActorSet {
        let mut found = ActorSet::new();
        for vote in decision.any.iter().flatten() {
            if let VoteKind::Threshold { of, .. } | VoteKind::By(of) | VoteKind::Act { of, .. } = &vote.kind {
                found.extend(
                    self.voters(of).actors.into_iter().filter(|it| self.cast(*it, false, matter) == CastVote::Yes),
                );
            }
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The rule of a body for a matter: its own, or the one for every other matter, or the only one there is.
fn rule_for(body: &Body<'_>, matter: &str) -> Option<usize> {
    let rules = &body.rules;
    let own = rules.iter().position(|it| !matter.is_empty() && it.matters.contains(&matter));
    own.or_else(|| rules.iter().position(|it| it.matters.is_empty())).or((rules.len() == 1).then_some(0))
}
