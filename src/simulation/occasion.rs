//! Occasions and conditions.

use super::LifeState;
use super::PlayState;
use super::acts::{ActKind, ActMatter, Need, Stance};
use super::answer::{Openness, Truth};
use super::calendar;
use super::count::reaches;
use crate::model::{
    ActorSet, Actors, Condition, ConditionKind, Conditions, DetailKind, EventKind, InstrumentId, Occasion,
    OccasionKind, Occasions, Provision, ProvisionId, RefTarget, StepOrder, TreatyStatus, UnitId, Until,
};
use crate::source::Span;
use crate::syntax::ast::{Phase, ProvisionKind, Quantifier, RoleGroup, State, Threshold};

impl<'a> PlayState<'_, 'a> {
    /// Any of some lists, all of which must have come.
    pub(super) fn occasions(&self, occasions: &Occasions<'a>, matter: &ActMatter) -> Openness {
        let any = occasions.any.iter().map(|all| Openness::all(all.iter().map(|it| self.occasion(it, matter))));
        Openness::any(any).unwrap_or_else(Openness::yes)
    }

    /// One occasion.
    pub(super) fn occasion(&self, occasion: &Occasion<'a>, matter: &ActMatter) -> Openness {
        let span = occasion.span;
        let matter = &ActMatter { clause: span, due: None, facts: Truth::Yes, ..*matter };
        // An occasion is waited for from the first.
        let early = &ActMatter { put: Some(matter.put.unwrap_or(self.start)), ..*matter };
        match &occasion.kind {
            OccasionKind::Unknown => self.nobodys(span, matter, || "what it depends on is open".to_owned()),
            OccasionKind::Words(words) => self.nobody_says(span, words, matter),
            OccasionKind::Instant(words) => match calendar::read(words) {
                Some(written) => {
                    let (truth, at) = self.calendar.has_come(&written, self.now);
                    self.has_come(at);
                    match truth {
                        Truth::Yes => Openness::yes(),
                        Truth::No => Openness::no(self.words(|| format!("it is not yet {words}"))).until(Some(at)),
                        Truth::Unknown => Openness::unknown(
                            span,
                            self.words(|| "which hour is meant, since no zone is named".to_owned()),
                        ),
                    }
                }
                None => Openness::unknown(span, self.words(|| format!("when `{words}` is"))),
            },
            OccasionKind::Notice(asks, by, _) => {
                let deed = if *asks { ActKind::Request } else { ActKind::Notify };
                self.they_do(by, Need::of(by.quantifier, Need::Any), deed, early)
            }
            OccasionKind::Signature(..) if self.is_signed(matter) => Openness::yes(),
            OccasionKind::Signature(_, by) => self.all_of(by, ActKind::Sign, span, early),
            OccasionKind::Ratification(_, by) => self.all_of(by, ActKind::Ratify, span, early),
            OccasionKind::Decided(decision) => self.decision(decision, *early),
            OccasionKind::EntryIntoForce(None) => self.own_entry_into_force(matter),
            OccasionKind::EntryIntoForce(Some(target)) => self.state(*target, State::InForce, span, early),
            OccasionKind::Phase(Phase::Start, target) => self.active(*target, span, matter, true),
            OccasionKind::Phase(Phase::Completion, target) => self.state(*target, State::Fulfilled, span, early),
            OccasionKind::Phase(Phase::Breach, target) => self.state(*target, State::Breached, span, early),
            OccasionKind::Phase(Phase::End, target) => self.end(*target, span),
            OccasionKind::State(target, state) => self.state(*target, *state, span, early),
            OccasionKind::Named(target) => self.active(*target, span, matter, true),
        }
    }

    fn nobody_says(&self, span: Span, words: &str, matter: &ActMatter) -> Openness {
        let told = || format!("whether \"{words}\" has occurred; no actor is designated to determine it");
        self.nobodys(span, matter, told)
    }

    /// What nobody is named to say cannot be determined; a bearer who obstructs contests it for itself. Whether its claim of
    /// an exception frees it, nobody is named to say either.
    pub(super) fn nobodys(&self, clause: Span, matter: &ActMatter, told: impl FnOnce() -> String) -> Openness {
        match matter.bearer.filter(|it| matter.wanted && self.stance(*it) == Stance::Obstructs) {
            Some(bearer) => {
                let told = || format!("`{}` contests for itself {}", self.treaty.name(bearer), told());
                Openness::held(vec![bearer], self.words(told))
            }
            None => Openness::unknown(clause, self.words(told)),
        }
    }

    fn all_of(&self, sets: &[Actors<'a>], deed: ActKind, span: Span, matter: &ActMatter) -> Openness {
        if sets.is_empty() {
            let actors = self.treaty.bearers_of(RoleGroup::Parties);
            let members = crate::model::Members { unknown: actors.is_empty(), actors, open: false };
            return self.those_do(&members, Need::All, deed, matter, span);
        }
        Openness::all(sets.iter().map(|it| match it.quantifier {
            Some(Quantifier::Share(share)) => self.share_does(it, share, deed, matter),
            quantifier => self.they_do(it, Need::of(quantifier, Need::All), deed, matter),
        }))
    }

    /// A share of a set acts. Of whom nobody can say how many they are, nobody can say what a share comes to.
    fn share_does(&self, set: &Actors<'a>, share: Threshold, deed: ActKind, matter: &ActMatter) -> Openness {
        let members = self.treaty.resolve(set, self.case());
        let heads = members.actors.len() as u64;
        if members.leaves_open() || heads == 0 || self.treaty.depends_on_case(set) {
            return self.nobodys(set.span, matter, || "how many a share of those who must act comes to".to_owned());
        }
        let count = (1..=heads).find(|it| reaches(share, *it, heads)).unwrap_or(heads);
        self.those_do(&members, Need::Some(count), deed, matter, set.span)
    }

    fn is_signed(&self, matter: &ActMatter) -> bool {
        let own = matter.provision.map(|it| self.treaty.provision(it)).filter(|it| it.file == self.treaty.file);
        self.treaty.head.stage >= Some(TreatyStatus::Signed)
            && own.is_some_and(|it| self.treaty.part_of(it.unit).is_none())
    }

    fn own_entry_into_force(&self, matter: &ActMatter) -> Openness {
        let provision = matter.provision.map(|it| self.treaty.provision(it));
        let entries = self.treaty.entries_for(provision);
        Openness::all(entries.into_iter().map(|it| self.stands(it, None, |life| life.live.is_some())))
    }

    /// A trigger has opened, a promise has come live, another treaty is in force.
    pub(super) fn active(&self, target: RefTarget, span: Span, matter: &ActMatter, ever: bool) -> Openness {
        match target {
            RefTarget::Provision(id) => {
                let is = |life: &super::Life| {
                    life.live.is_some() && (ever || !matches!(life.state, LifeState::Ended | LifeState::Suspended))
                };
                let given = self.given(Phase::Start, target).map(|it| it.step);
                let mut answer = self.stands(id, matter.bearer, is);
                if let Some(step) = given {
                    answer = Openness::yes().because(step);
                }
                if answer.truth == Truth::No && answer.told.is_empty() {
                    answer.told.push(
                        self.words(|| format!("`{}` has not occurred", self.treaty.provision(id).name_or_kind())),
                    );
                }
                answer
            }
            RefTarget::Instrument(id) => self.instrument(id, span, matter),
            RefTarget::Hole | RefTarget::Missing => {
                self.nobodys(span, matter, || "what it depends on is open".to_owned())
            }
            RefTarget::Milestone(at) => match self.milestone(at) {
                Some(fact) => Openness::yes().because(fact.step),
                None => {
                    let name = self.treaty.milestones[at as usize].name;
                    let told = || format!("whether `{name}` has occurred; no actor is designated to determine it");
                    self.nobodys(span, matter, told).and(self.before(target, matter))
                }
            },
            RefTarget::Unit(unit) => {
                let triggers = self.treaty.triggers_in(unit).filter(|it| matter.provision != Some(*it));
                let open: Vec<_> =
                    triggers.map(|it| self.active(RefTarget::Provision(it), span, matter, ever)).collect();
                if open.is_empty() {
                    let told = || format!("whether {} has occurred", self.target_name(target));
                    return self.nobodys(span, matter, told);
                }
                Openness::all(open)
            }
            _ => Openness::yes(),
        }
    }

    /// What must be done before a milestone can come.
    fn before(&self, milestone: RefTarget, matter: &ActMatter) -> Openness {
        let orders = |it: &&crate::model::OrderedStep<'a>| matches!(it.order, StepOrder::Before | StepOrder::Requires);
        let steps = self.treaty.steps.iter().filter(orders).filter(|it| it.second == Some(milestone));
        Openness::all(steps.map(|it| match it.first {
            RefTarget::Provision(id) if self.treaty.provision(id).kind.is_norm() => self.performance(id, matter),
            RefTarget::Provision(id) => self.stands(id, None, |it| it.live.is_some()),
            _ => Openness::yes(),
        }))
    }

    fn end(&self, target: RefTarget, span: Span) -> Openness {
        if let Some(fact) = self.given(Phase::End, target) {
            return Openness::yes().because(fact.step);
        }
        match target {
            _ if self.setting.supposed => Openness::yes(),
            RefTarget::Provision(id) => self.stands(id, None, |life| life.state == LifeState::Ended),
            _ => Openness::unknown(span, self.words(|| format!("whether `{}` has ended", self.target_name(target)))),
        }
    }

    fn instrument(&self, id: InstrumentId, span: Span, matter: &ActMatter) -> Openness {
        let instrument = &self.treaty.instruments[id.0 as usize];
        let mut entries: Vec<ProvisionId> = Vec::new();
        if let Some(read) = &instrument.read {
            if read.file == self.treaty.file {
                return self.own_entry_into_force(&ActMatter { provision: None, ..*matter });
            }
            let range = read.provisions.start as usize..read.provisions.end as usize;
            let enters = |it: &&Provision<'a>| it.kind == ProvisionKind::EntryIntoForce;
            entries.extend(self.treaty.provisions[range].iter().filter(enters).map(|it| it.id));
        }
        if entries.is_empty() {
            return Openness::unknown(span, self.words(|| format!("whether `{}` is in force", instrument.name)));
        }
        Openness::all(entries.into_iter().map(|it| self.stands(it, None, |life| life.live.is_some())))
    }

    /// What state a thing is in.
    fn state(&self, target: RefTarget, state: State, span: Span, matter: &ActMatter) -> Openness {
        match (target, state) {
            (RefTarget::Provision(id), State::Breached) => self.breach(id, span, matter),
            (RefTarget::Provision(id), State::Fulfilled) => self.performance(id, matter),
            (RefTarget::Provision(id), State::Holds) => {
                let broken = self.stands(id, None, |life| life.breached.is_some());
                if broken.truth == Truth::Yes {
                    let told = self.words(|| format!("`{}` does not hold", self.treaty.provision(id).name_or_kind()));
                    return Openness::no(told).because(broken.why);
                }
                self.performance(id, matter)
            }
            (RefTarget::Unit(unit), State::Fulfilled) => self.performance_of_unit(unit, matter),
            (_, State::Expired) => self.end(target, span),
            (_, State::Breached) => match self.given(Phase::Breach, target) {
                Some(fact) => Openness::yes().because(fact.step),
                None if self.setting.supposed => Openness::of(Truth::of(matter.wanted)),
                None => Openness::no(self.words(|| "no breach has been found".to_owned())),
            },
            (
                RefTarget::Provision(_)
                | RefTarget::Instrument(_)
                | RefTarget::Milestone(_)
                | RefTarget::Hole
                | RefTarget::Missing,
                _,
            ) => self.active(target, span, matter, false),
            _ => Openness::yes(),
        }
    }

    /// Whether a breach has happened, by the facts.
    fn is_breached(&self, id: ProvisionId) -> (Truth, Vec<usize>) {
        if let Some(fact) = self.given(Phase::Breach, RefTarget::Provision(id)) {
            return (Truth::Yes, fact.step.into_iter().collect());
        }
        let lives = &self.lives[id.0 as usize];
        match lives.iter().find(|it| it.breached.is_some()) {
            Some(life) => (Truth::Yes, life.step.into_iter().collect()),
            None => (Truth::No, Vec::new()),
        }
    }

    /// A breach is found: by whoever makes the findings of what verifies it, or by each bearer for itself.
    fn breach(&self, id: ProvisionId, span: Span, matter: &ActMatter) -> Openness {
        let (mut facts, why) = self.is_breached(id);
        if self.setting.supposed {
            facts = Truth::of(matter.wanted);
        }
        let put = if facts == Truth::No && matter.wanted { None } else { matter.put };
        let matter = ActMatter { facts, kind: "findings", put, ..*matter };
        let found = self.treaty.provisions.iter().filter(|it| self.covers(it, id)).filter_map(|it| self.finder(it));
        let found: Vec<Openness> =
            found.map(|decision| self.decision(decision, ActMatter { clause: decision.span, ..matter })).collect();
        Openness::any(found).unwrap_or_else(|| self.judged_by_bearer(&matter, span, "a breach")).because(why)
    }

    /// Who finds what a verification looks after.
    pub(super) fn finder<'p>(&self, verification: &'p Provision<'a>) -> Option<&'p crate::model::Decision<'a>> {
        verification.details.iter().find_map(|it| match &it.kind {
            DetailKind::FindingsBy(decision) => Some(&**decision),
            _ => None,
        })
    }

    /// Whether a verification looks after a provision, or after the article that it stands in.
    fn covers(&self, verification: &Provision<'a>, id: ProvisionId) -> bool {
        verification.details.iter().any(|detail| match &detail.kind {
            DetailKind::Covers(targets, _) => targets.iter().any(|it| match it.0 {
                RefTarget::Provision(other) => other == id,
                RefTarget::Unit(unit) => self.stands_in(id, unit),
                _ => false,
            }),
            _ => false,
        })
    }

    pub(super) fn stands_in(&self, id: ProvisionId, unit: UnitId) -> bool {
        self.treaty.outward(self.treaty.provision(id).unit).any(|it| it == unit)
    }

    /// Each bearer judges for itself: who cooperates by the facts, who obstructs as it serves it.
    pub(super) fn judged_by_bearer(&self, matter: &ActMatter, span: Span, what: &str) -> Openness {
        match matter.bearer {
            Some(bearer) => self.does(bearer, ActKind::Determine, &ActMatter { clause: span, own: true, ..*matter }),
            None => match matter.facts {
                Truth::Yes => Openness::yes(),
                Truth::No => Openness::no(self.words(|| format!("{what} has not occurred"))),
                Truth::Unknown => Openness::unknown(span, self.words(|| format!("whether {what} has occurred"))),
            },
        }
    }

    /// A provision has come live, and those whom it binds have done as it says.
    pub(super) fn performance(&self, id: ProvisionId, matter: &ActMatter) -> Openness {
        if let Some(fact) = self.given(Phase::Completion, RefTarget::Provision(id)) {
            return Openness::yes().because(fact.step);
        }
        let provision = self.treaty.provision(id);
        let live = self.stands(id, None, |life| life.live.is_some());
        let bearers: ActorSet = self.bearers(provision);
        if live.truth != Truth::Yes || bearers.is_empty() {
            return live;
        }
        let came = self.lives[id.0 as usize].iter().filter_map(|it| it.live).min();
        let each = bearers.iter().map(|who| {
            let done = |it: &&super::Life| it.discharged.is_some() && (matter.wanted || !self.setting.supposed);
            if let Some(life) = self.life(id, Some(*who)).filter(done) {
                return Openness::yes().because(life.step);
            }
            let put = self.life(id, Some(*who)).and_then(|it| it.live).or(came);
            // Where all that excepts is taken not to have happened, nobody has brought about what excepts.
            let wanted = matter.wanted || !self.setting.supposed;
            let facts = Truth::of(wanted);
            let own = ActMatter { provision: Some(id), bearer: None, put, facts, wanted, ..*matter };
            let due = self.due(provision.clock.as_deref().map(|it| &**it), put, &own);
            if self.freed(id, Some(*who)).truth == Truth::Yes {
                return Openness::yes();
            }
            self.does(*who, ActKind::Perform, &ActMatter { due, clause: provision.head, ..own })
        });
        live.and(Openness::all(each))
    }

    /// All norms of an article are performed.
    pub(super) fn performance_of_unit(&self, unit: UnitId, matter: &ActMatter) -> Openness {
        let within =
            |it: &&Provision<'a>| it.kind.is_norm() && matter.provision != Some(it.id) && self.stands_in(it.id, unit);
        Openness::all(self.treaty.provisions.iter().filter(within).map(|it| self.performance(it.id, matter)))
    }

    /// Conditions: any of some lists, all of which must hold.
    pub(super) fn conditions(&self, conditions: &Conditions<'a>, matter: &ActMatter) -> Openness {
        let any = conditions.any.iter().map(|all| Openness::all(all.iter().map(|it| self.condition(it, matter))));
        Openness::any(any).unwrap_or_else(Openness::yes)
    }

    fn condition(&self, condition: &Condition<'a>, matter: &ActMatter) -> Openness {
        let span = condition.span;
        if let Some(judge) = &condition.found_by {
            // Who is named to judge, judges the condition as it is written, `not` included.
            let facts = self.facts_of(condition, matter);
            let facts = if condition.negated { facts.not() } else { facts };
            // What only words say, those who are named find as they judge.
            let facts = if facts == Truth::Unknown { Truth::of(matter.wanted) } else { facts };
            let put = if facts == Truth::No && matter.wanted { None } else { matter.put };
            return self.decision(judge, ActMatter { clause: judge.span, facts, kind: "findings", put, ..*matter });
        }
        let inner = ActMatter { wanted: matter.wanted != condition.negated, clause: span, ..*matter };
        let answer = match &condition.kind {
            ConditionKind::Nested(nested) => self.conditions(nested, &inner),
            ConditionKind::Ratified(by) => self.all_of(by, ActKind::Ratify, span, &inner),
            ConditionKind::Decided(decision) => {
                let facts = Truth::of(inner.wanted);
                self.decision(decision, ActMatter { facts, ..inner })
            }
            ConditionKind::State(target, state, instrument) => {
                let target = instrument.map_or(*target, RefTarget::Instrument);
                self.state(target, *state, span, &inner)
            }
            ConditionKind::Events(events) => {
                let phase = events.events.iter().find_map(|it| match it.kind {
                    EventKind::Phase(phase, target) => Some((phase, target)),
                    _ => None,
                });
                match phase {
                    Some((Phase::Breach, target)) => self.state(target, State::Breached, span, &inner),
                    Some((Phase::Completion, target)) => self.state(target, State::Fulfilled, span, &inner),
                    Some((Phase::Start, target)) => self.active(target, span, &inner, true),
                    Some((Phase::End, target)) => self.end(target, span),
                    None => {
                        let (truth, why) = if self.setting.supposed {
                            let words = events.events.iter().any(|it| matches!(it.kind, EventKind::Words(_)));
                            (if words { Truth::Unknown } else { Truth::of(inner.wanted) }, Vec::new())
                        } else {
                            self.happened(events, None)
                        };
                        let words = events.events.iter().find_map(|it| match it.kind {
                            EventKind::Words(words) => Some(words),
                            _ => None,
                        });
                        match (truth, words) {
                            (Truth::Yes, _) => Openness::yes(),
                            (_, Some(words)) => self.nobody_says(span, words, &inner),
                            (Truth::No, _) => {
                                Openness::no(self.words(|| "what it refers to has not occurred".to_owned()))
                            }
                            _ => Openness::unknown(
                                span,
                                self.words(|| "whether what it refers to has occurred".to_owned()),
                            ),
                        }
                        .because(why)
                    }
                }
            }
        };
        if condition.negated {
            let told = self.words(|| "what excludes it has occurred".to_owned());
            let by: ActorSet = answer.holders.concat();
            answer.reversed(&told, &by)
        } else {
            answer
        }
    }

    /// What the facts say of a condition, whoever finds it.
    fn facts_of(&self, condition: &Condition<'a>, matter: &ActMatter) -> Truth {
        let plain = match &condition.kind {
            ConditionKind::Events(events) => {
                let words = events.events.iter().any(|it| matches!(it.kind, EventKind::Words(_)));
                if words {
                    return Truth::Unknown;
                }
                let breach = events.events.iter().find_map(|it| match it.kind {
                    EventKind::Phase(Phase::Breach, RefTarget::Provision(id)) => Some(id),
                    _ => None,
                });
                match breach {
                    Some(id) => self.is_breached(id).0,
                    None => self.happened(events, None).0,
                }
            }
            ConditionKind::State(RefTarget::Provision(id), State::Breached, _) => self.is_breached(*id).0,
            _ => return Truth::Unknown,
        };
        if self.setting.supposed { Truth::of(matter.wanted != condition.negated) } else { plain }
    }

    /// Whether what ends a promise has come.
    pub(super) fn until(&self, until: &Until<'a>, matter: &ActMatter) -> Openness {
        let matter = ActMatter { wanted: !matter.wanted, facts: Truth::No, ..*matter };
        match until {
            Until::Decision(decision) => self.decision(decision, ActMatter { clause: decision.span, ..matter }),
            Until::Words(_, Some(judge)) => {
                self.decision(judge, ActMatter { clause: judge.span, kind: "findings", ..matter })
            }
            // Words that nobody judges end nothing.
            Until::Words(_, None) => Openness::of(Truth::No),
            Until::Occasion(occasion) => self.occasion(occasion, &matter),
            Until::Any(ends) => {
                let plain = ActMatter { wanted: !matter.wanted, ..matter };
                Openness::any(ends.iter().map(|it| self.until(it, &plain))).unwrap_or_else(Openness::yes)
            }
        }
    }
}
