//! The lives of provisions: what each waits for, what holds it, what ends it.

use super::PlayState;
use super::acts::{ActKind, ActMatter, Need};
use super::answer::{Openness, Truth};
use super::{LifeState, StepKind, StepSubject};
use crate::model::{
    ActorId, ActorSet, Actors, Condition, ConditionKind, Conditions, Decision, DetailKind, Doing, Gate, GateKind,
    Occasion, OccasionKind, Occasions, Pace, Provision, ProvisionId, RefTarget, StepOrder, Timing, VoteKind, Withheld,
};
use crate::syntax::ast::{Act, Modal, Mode, ProvisionKind};

impl<'a> PlayState<'_, 'a> {
    /// Asks anew how a provision stands for somebody: whether that has changed, and whether it must be asked once more.
    pub(super) fn turn(&mut self, id: ProvisionId, at: usize) -> (bool, bool) {
        let treaty = self.treaty;
        let provision = treaty.provision(id);
        let life = &self.lives[id.0 as usize][at];
        let (was, bearer, since) = (life.state, life.bearer, life.live);
        if was == LifeState::Ended {
            return (false, false);
        }
        let mut matter = self.matter(provision, bearer);
        matter.put = life.put;
        let (comes, begun) = self.comes(provision, &matter);
        let soonest = if self.setting.pace == Pace::AtOnce { Truth::Unknown } else { Truth::Yes };
        if matter.put.is_none() && comes.0.truth >= soonest {
            matter.put = Some(self.now);
        }
        matter.facts = comes.1;
        let stands = self.holds(provision, &matter);
        let (state, answer) = if let Some(since) = since {
            let ends = self.ends(provision, &matter, since);
            let life = &self.lives[id.0 as usize][at];
            let standing = match (life.discharged, life.breached) {
                (Some(_), _) => LifeState::Discharged,
                (None, Some(_)) => LifeState::Breached,
                _ => LifeState::Live,
            };
            match (ends.truth, stands.truth) {
                (Truth::Yes, _) => (
                    LifeState::Ended,
                    Openness { told: vec![self.words(|| "its term has expired".to_owned())], ..ends },
                ),
                (Truth::Unknown, _) => (LifeState::Suspended, ends),
                (_, Truth::Yes) => (standing, stands),
                _ => (LifeState::Suspended, stands),
            }
        } else {
            let opens = if matter.put.is_none() { Openness::yes() } else { self.opens(provision, &matter) };
            let answer = comes.0.and(opens).and(stands);
            let state = match answer.truth {
                Truth::Yes => LifeState::Live,
                Truth::No if answer.over => LifeState::Ended,
                _ if begun => LifeState::Waiting,
                _ => LifeState::Dormant,
            };
            (state, answer)
        };
        let mut turned = self.lives[id.0 as usize][at].put != matter.put;
        self.lives[id.0 as usize][at].put = matter.put;
        turned |= self.set(provision, at, state, answer);
        if self.lives[id.0 as usize][at].live.is_some() && state != LifeState::Ended {
            let owes = self.owe(provision, at);
            return (turned || owes, owes);
        }
        (turned, false)
    }

    /// Notes how a provision stands now; whether that is news.
    fn set(&mut self, provision: &Provision<'a>, at: usize, state: LifeState, answer: Openness) -> bool {
        let now = self.now;
        let life = &mut self.lives[provision.id.0 as usize][at];
        let other = life.answer.as_ref().is_none_or(|it| {
            it.truth != answer.truth || it.holders != answer.holders || it.unknown.len() != answer.unknown.len()
        });
        let first = life.history.is_empty();
        let changed = life.state != state || first;
        if (changed || other && state == LifeState::Waiting) && !(first && state == LifeState::Dormant) {
            life.untold.get_or_insert(life.state);
        }
        life.state = state;
        if changed {
            life.history.push((now, state));
        }
        if answer.truth == Truth::Unknown {
            life.doubtful.get_or_insert(now);
        }
        if state == LifeState::Live && life.live.is_none() {
            life.live = Some(now);
        }
        life.answer = Some(answer);
        changed || other
    }

    /// Tells what has become of a provision, once for all of whom the same is to be told.
    pub(super) fn tell(&mut self, id: ProvisionId) {
        let provision = self.treaty.provision(id);
        let name = provision.name_or_kind();
        let count = self.lives[id.0 as usize].len();
        for at in 0..count {
            let life = &mut self.lives[id.0 as usize][at];
            let Some(was) = life.untold.take() else { continue };
            let (state, answer) = (life.state, life.answer.clone().unwrap_or_else(Openness::yes));
            let mut alike = vec![at];
            for other in at + 1..count {
                let life = &mut self.lives[id.0 as usize][other];
                let same =
                    |it: &Openness| it.told == answer.told && it.holders == answer.holders && it.until == answer.until;
                if life.untold == Some(was) && life.state == state && life.answer.as_ref().is_some_and(same) {
                    life.untold = None;
                    alike.push(other);
                }
            }
            let lives = &self.lives[id.0 as usize];
            let everybody = alike.len() == count && self.differs(provision);
            let bearers =
                if everybody { Vec::new() } else { alike.iter().filter_map(|it| lives[*it].bearer).collect() };
            let missing = answer.told.join("; ");
            let colon = |words: &str| if missing.is_empty() { words.to_owned() } else { format!("{words}: {missing}") };
            let becomes = match state {
                LifeState::Dormant => "no longer has an occasion".to_owned(),
                LifeState::Waiting => colon("waits"),
                LifeState::Live => "is in effect".to_owned(),
                LifeState::Suspended => colon("is suspended"),
                LifeState::Discharged => "is discharged: all that is due has been performed".to_owned(),
                LifeState::Breached => "is breached".to_owned(),
                LifeState::Ended => colon("has ended"),
            };
            let told = format!("`{name}` {becomes}");
            let step = self.step(
                StepKind::Life(was, state),
                StepSubject::Provision(id),
                bearers,
                provision.head,
                answer,
                told,
            );
            for it in alike {
                self.lives[id.0 as usize][it].step = Some(step);
            }
        }
    }

    /// The matter of a provision.
    pub(super) fn matter(&self, provision: &Provision<'a>, bearer: Option<ActorId>) -> ActMatter {
        ActMatter {
            provision: Some(provision.id),
            bearer,
            clause: provision.head,
            put: None,
            due: None,
            round: 0,
            wanted: self.order.wanted[provision.id.0 as usize],
            facts: Truth::Yes,
            kind: match provision.kind {
                ProvisionKind::Trigger | ProvisionKind::Rung | ProvisionKind::Sanctions => "serious-breach",
                ProvisionKind::Renewal => "renewal",
                ProvisionKind::Amendment => "amendments",
                _ => "",
            },
            body: None,
            inverse: false,
            deed: None,
            own: false,
        }
    }

    /// Whether what it waits for has come, with what the facts say of its events; and whether any of it has begun to.
    fn comes(&self, provision: &Provision<'a>, matter: &ActMatter) -> ((Openness, Truth), bool) {
        let id = provision.id.0 as usize;
        let mut answer = Openness::yes();
        let mut begun = provision.upon.is_empty() && provision.events.is_empty();
        let mut facts = Truth::Yes;
        if !provision.events.is_empty() {
            let deemed = provision.details.iter().find_map(|it| match &it.kind {
                DetailKind::DeemedAttackOn(of) => Some(of),
                _ => None,
            });
            let (mut truth, mut why) = (Truth::No, Vec::new());
            for events in &provision.events {
                let (one, steps) = self.happened(events, deemed);
                if one > truth {
                    (truth, why) = (one, steps);
                }
            }
            if truth != Truth::Yes
                && let Some(led) = self.led_to(provision, matter)
                && led.truth > truth
            {
                (truth, why) = (led.truth, led.why);
            }
            begun |= truth != Truth::No;
            facts = truth;
            // Who decides may say so though nothing has happened, where that serves it.
            let claimed = !matter.wanted && provision.decided.is_some() && self.case().is_some();
            let told = || self.words(|| "its event has not occurred".to_owned());
            let own = match truth {
                _ if claimed => Openness::yes(),
                Truth::No => Openness::no(told()),
                _ => Openness::yes(),
            };
            answer = answer.and(own.because(why));
            begun |= claimed;
        } else if let Some(led) = self.led_to(provision, matter) {
            begun = led.truth != Truth::No;
            if provision.upon.is_empty() {
                answer = answer.and(led);
            }
        }
        let left = self.left_to.borrow().get(&provision.id).copied();
        if provision.upon.is_empty() && self.order.answers[id] && provision.events.is_empty() {
            begun = left.is_some();
            if left.is_none() && !self.setting.supposed {
                answer = answer.and(Openness::no(self.words(|| "no other clause has referred to it".to_owned())));
            }
        }
        if left.is_none() {
            for occasions in &provision.upon {
                answer = answer.and(self.occasions(occasions, matter));
                begun |= self.have_begun(occasions, matter);
            }
        } else {
            begun = true;
        }
        for detail in &provision.details {
            let (has_begun, came) = match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(it)) => {
                    (self.have_begun(it, matter), self.occasions(it, matter))
                }
                DetailKind::Starting(it) => (self.has_begun(it, matter) != Truth::No, self.occasion(it, matter)),
                _ => continue,
            };
            begun &= !provision.upon.is_empty() || !provision.events.is_empty();
            begun |= has_begun;
            answer = answer.and(came);
        }
        answer = answer.and(self.steps_before(provision, matter));
        if !self.is_put(provision) {
            begun = false;
            answer = answer.and(Openness::no(self.words(|| "no request has been made".to_owned())));
        }
        ((answer, facts), begun)
    }

    /// Whether a change of the text or of its parties is asked for: by a line of the scenario, or by what waits for it. The
    /// text is in force from the first.
    fn is_put(&self, provision: &Provision<'a>) -> bool {
        let silent = matches!(
            provision.kind,
            ProvisionKind::EntryIntoForce
                | ProvisionKind::ProvisionalApplication
                | ProvisionKind::Accession
                | ProvisionKind::Suspension
                | ProvisionKind::Amendment
        );
        let acts = |act: Doing| {
            matches!(act, Doing::Ratifies | Doing::Signs | Doing::Accedes)
                || matches!(act, Doing::Gives(_, Withheld::Ratification))
        };
        let names = |of: Option<RefTarget>| of == Some(RefTarget::Provision(provision.id));
        !silent
            || self.setting.supposed
            || !self.order.opens[provision.id.0 as usize].is_empty()
            || self.waited_for && provision.kind == ProvisionKind::EntryIntoForce
            || self.said.iter().any(|it| names(it.matter) || it.matter.is_none() && acts(it.act))
    }

    /// Whether any occasion of some lists has begun to come, or of a whole list nobody can say.
    fn have_begun(&self, occasions: &Occasions<'a>, matter: &ActMatter) -> bool {
        occasions.any.iter().any(|all| {
            let begun: Vec<Truth> = all.iter().map(|it| self.has_begun(it, matter)).collect();
            begun.contains(&Truth::Yes) || !begun.contains(&Truth::No)
        })
    }

    fn has_begun(&self, occasion: &Occasion<'a>, matter: &ActMatter) -> Truth {
        let target = match &occasion.kind {
            OccasionKind::Named(it) | OccasionKind::Phase(_, it) | OccasionKind::State(it, _) => Some(*it),
            _ => None,
        };
        match target {
            Some(RefTarget::Provision(id)) => {
                let begun = |it: &super::Life| it.state != LifeState::Dormant || it.live.is_some();
                let begun = self.stands(id, matter.bearer, begun).truth == Truth::Yes;
                Truth::of(begun).max(self.occasion(occasion, matter).truth)
            }
            _ => self.occasion(occasion, matter).truth,
        }
    }

    /// What a breach or a finding sets off.
    fn led_to(&self, provision: &Provision<'a>, matter: &ActMatter) -> Option<Openness> {
        let mut found = Vec::new();
        for source in &self.order.led[provision.id.0 as usize] {
            let source = self.treaty.provision(*source);
            let put = Some(matter.put.unwrap_or(self.start));
            for detail in &source.details {
                let own = RefTarget::Provision(provision.id);
                let matter = ActMatter { kind: "findings", clause: detail.span, put, ..*matter };
                let answer = match detail.kind {
                    DetailKind::BreachLeadsTo(it) | DetailKind::BreachIs(it) if it == own => {
                        let broken =
                            self.given(crate::syntax::ast::Phase::Breach, RefTarget::Provision(source.id)).is_some()
                                || self.lives[source.id.0 as usize].iter().any(|it| it.breached.is_some());
                        let facts = Truth::of(broken || self.setting.supposed);
                        self.judged_by_bearer(&ActMatter { facts, ..matter }, detail.span, "a breach")
                    }
                    DetailKind::FindingLeadsTo(it) if it == own => {
                        let facts = self.what_it_finds(source);
                        let matter = ActMatter { facts, put: if facts == Truth::No { None } else { put }, ..matter };
                        match self.finder(source) {
                            Some(decision) => self.decision(decision, ActMatter { clause: decision.span, ..matter }),
                            None => self.judged_by_bearer(&matter, detail.span, "what it would find"),
                        }
                    }
                    _ => continue,
                };
                found.push(answer);
            }
        }
        Openness::any(found)
    }

    /// Whether what a verification looks after has been broken.
    fn what_it_finds(&self, verification: &Provision<'a>) -> Truth {
        if self.setting.supposed {
            return Truth::Yes;
        }
        let broken = |id: ProvisionId| {
            self.given(crate::syntax::ast::Phase::Breach, RefTarget::Provision(id)).is_some()
                || self.lives[id.0 as usize].iter().any(|it| it.breached.is_some())
        };
        let covered = verification.details.iter().any(|detail| match &detail.kind {
            DetailKind::Covers(targets, _) => targets.iter().any(|it| match it.0 {
                RefTarget::Provision(id) => broken(id),
                RefTarget::Unit(unit) => {
                    self.treaty.provisions.iter().any(|it| self.stands_in(it.id, unit) && broken(it.id))
                }
                _ => false,
            }),
            _ => false,
        });
        Truth::of(covered)
    }

    /// What a sequence puts before it must be done.
    fn steps_before(&self, provision: &Provision<'a>, matter: &ActMatter) -> Openness {
        let mut answer = Openness::yes();
        let orders = |it: &&crate::model::OrderedStep<'a>| {
            it.file == provision.file && matches!(it.order, StepOrder::Before | StepOrder::Requires)
        };
        for step in self.treaty.steps.iter().filter(orders) {
            let second = match step.second {
                Some(RefTarget::Provision(id)) => id == provision.id,
                Some(RefTarget::Unit(unit)) => self.stands_in(provision.id, unit),
                _ => false,
            };
            if !second {
                continue;
            }
            let matter = ActMatter { clause: step.span, put: Some(self.start), ..*matter };
            answer = answer.and(match step.first {
                RefTarget::Provision(id) if self.treaty.provision(id).kind.is_norm() => self.performance(id, &matter),
                RefTarget::Unit(unit) => self.performance_of_unit(unit, &matter),
                other => self.active(other, step.span, &matter, true),
            });
        }
        answer
    }

    /// Whether every gate is open.
    fn opens(&self, provision: &Provision<'a>, matter: &ActMatter) -> Openness {
        let Some(put) = matter.put else { return Openness::of(Truth::No) };
        let mut answer = Openness::yes();
        let mut put = Some(put);
        // The clocks of the others run from the request.
        for gate in provision.gates.iter().filter(|it| matches!(it.kind, GateKind::Request(_))) {
            let asked = self.gate(gate, matter);
            put = self
                .since(gate.span, matter.provision, matter.bearer, 0, asked.truth == Truth::Yes)
                .max(if asked.truth == Truth::Yes { put } else { None });
            answer = answer.and(asked);
        }
        let matter = &ActMatter { put, ..*matter };
        for gate in provision.gates.iter().filter(|it| !matches!(it.kind, GateKind::Request(_))) {
            if !matches!(gate.kind, GateKind::Unless(_) | GateKind::PresumedUnless(_)) {
                answer = answer.and(self.gate(gate, matter));
            }
        }
        let has_events = !provision.events.is_empty();
        match &provision.decided {
            Some(decided) => answer = answer.and(self.decided(decided, ActMatter { clause: decided.span, ..*matter })),
            None if matches!(provision.kind, ProvisionKind::Trigger | ProvisionKind::Rung) => {
                let led = !self.order.led[provision.id.0 as usize].is_empty();
                if has_events && !is_determined(provision) {
                    answer = answer.and(self.judged_by_bearer(matter, provision.name_span, "its event"));
                } else if !has_events && provision.upon.is_empty() && provision.gates.is_empty() && !led {
                    let told = self.words(|| format!("what opens `{}` is not stated", provision.name_or_kind()));
                    answer = answer.and(Openness::unknown(provision.head, told));
                }
            }
            None => {}
        }
        if has_events && matter.facts == Truth::Unknown && provision.decided.is_none() {
            let told = self.words(|| "whether what has happened is what it refers to".to_owned());
            answer = answer.and(Openness::unknown(provision.events[0].span, told));
        }
        for sentence in &provision.sentences {
            // Together or not at all: who does not act frees everybody.
            if sentence.mode == Some(Mode::Collective)
                && let Some(bearer) = &sentence.bearer
            {
                let due = self.due(provision.clock.as_deref().map(|it| &**it), matter.put, matter);
                let matter = ActMatter { clause: sentence.span, due, bearer: None, ..*matter };
                let mut all = self.electorate(bearer);
                if let Some(case) = self.case() {
                    all.actors.retain(|it| case.victim != Some(*it) && case.attacker != *it);
                }
                answer = answer.and(match self.setting.pace {
                    _ if all.actors.iter().all(|it| self.stance(*it) == super::acts::Stance::Cooperates) => {
                        Openness::yes()
                    }
                    _ => self.those_do(&all, Need::All, ActKind::Perform, &matter, sentence.span),
                });
            }
        }
        for detail in &provision.details {
            let matter = &ActMatter { clause: detail.span, ..*matter };
            let own = match &detail.kind {
                DetailKind::AuthorisedBy(decision) if self.treaty.is_adoption(decision) => continue,
                DetailKind::AuthorisedBy(decision) => self.decision(decision, *matter),
                DetailKind::Access(Some(decision), _) => self.decision(decision, *matter),
                DetailKind::Window(from, _) => match matter.put.and_then(|put| self.in_time(put, *from)) {
                    Some(opens) if self.has_come(opens) => Openness::yes(),
                    Some(opens) => {
                        Openness::no(self.words(|| "its window has not opened".to_owned())).until(Some(opens))
                    }
                    None => Openness::unknown(detail.span, self.words(|| "when its window opens".to_owned())),
                },
                _ => continue,
            };
            answer = answer.and(own);
        }
        answer
    }

    fn gate(&self, gate: &Gate<'a>, matter: &ActMatter) -> Openness {
        let clock = gate.clock.as_deref();
        let matter = ActMatter { clause: gate.span, ..*matter };
        match &gate.kind {
            GateKind::Request(of) => self.expiring(clock, None, false, matter, |it| {
                self.they_do(of, Need::of(of.quantifier, Need::Any), ActKind::Request, it)
            }),
            GateKind::Consultation(of) => self.expiring(clock, None, false, matter, |it| {
                let members = self.electorate(of);
                self.those_do(&members, Need::All, ActKind::Consult, it, of.span)
            }),
            GateKind::Decision(decision) => {
                let facts = Truth::Yes;
                self.expiring(clock, None, false, ActMatter { facts, ..matter }, |it| self.decision(decision, *it))
            }
            GateKind::If(conditions) => self.expiring(clock, None, false, matter, |it| self.conditions(conditions, it)),
            GateKind::Upon(occasions) => self.occasions(occasions, &matter),
            GateKind::Unless(conditions) => {
                let excepted = self.conditions(conditions, &self.against(&matter));
                let told = self.words(|| "its exception applies".to_owned());
                let by = excepted.holders.concat();
                excepted.reversed(&told, &by)
            }
            GateKind::PresumedUnless(conditions) => {
                let found = self.conditions(conditions, &self.against(&matter));
                let judged = conditions
                    .any
                    .iter()
                    .flatten()
                    .all(|it| it.found_by.is_some() || !matches!(it.kind, ConditionKind::Events(_)));
                let told = self.words(|| "its presumption has been rebutted".to_owned());
                match found.truth {
                    // What is so, and nobody is named to find, each may find or not.
                    Truth::Yes if !judged => {
                        Openness::unknown(gate.span, self.words(|| "whether its presumption is rebutted".to_owned()))
                    }
                    _ => found.reversed(&told, &[]),
                }
            }
        }
    }

    /// A matter that takes where this one gives.
    pub(super) fn against(&self, matter: &ActMatter) -> ActMatter {
        let put = Some(matter.put.unwrap_or(self.start));
        ActMatter { wanted: !matter.wanted, facts: Truth::No, due: None, put, ..*matter }
    }

    /// Whether nothing that lasts holds it back: exceptions, consents, money, what frees its bearer.
    fn holds(&self, provision: &Provision<'a>, matter: &ActMatter) -> Openness {
        let mut answer = Openness::yes();
        if self.order.circular[provision.id.0 as usize] {
            let told = self.words(|| {
                format!("whether an exception of `{}` holds, since each waits for the other", provision.name_or_kind())
            });
            answer = answer.and(Openness::unknown(provision.head, told));
        }
        for gate in
            provision.gates.iter().filter(|it| matches!(it.kind, GateKind::Unless(_) | GateKind::PresumedUnless(_)))
        {
            answer = answer.and(self.gate(gate, matter));
        }
        let early = ActMatter { put: Some(matter.put.unwrap_or(self.start)), facts: Truth::Yes, ..*matter };
        for detail in &provision.details {
            let matter = ActMatter { clause: detail.span, ..early };
            let own = match &detail.kind {
                DetailKind::FundedBy(Some(decision), _) if !decision.is_in_words() && !provision.kind.is_norm() => {
                    self.payment(decision, matter)
                }
                // What can't be taken back was given with the signature.
                DetailKind::ConsentOf(_, Some(false), _) => continue,
                DetailKind::ConsentOf(of, ..) => {
                    self.they_do(of, Need::of(of.quantifier, Need::All), ActKind::Consent, &matter)
                }
                _ => continue,
            };
            answer = answer.and(own);
        }
        answer.and(self.forfeited(provision.id))
    }

    /// Whether somebody is freed from a duty: `need not`.
    pub(super) fn freed(&self, id: ProvisionId, bearer: Option<ActorId>) -> Openness {
        let duty = self.treaty.provision(id);
        let mut freed = Openness::of(Truth::No);
        let Some(bearer) = bearer else { return freed };
        for other in self.treaty.provisions.iter().filter(|it| it.id != id) {
            for sentence in other.sentences.iter().filter(|it| it.modal == Some(Modal::NeedNot)) {
                let theirs =
                    sentence.bearer.as_ref().is_some_and(|it| self.treaty.members(it, self.case()).contains(&bearer));
                if theirs && duty.sentences.iter().any(|it| self.speaks_of(sentence, it)) {
                    let live = self.stands(other.id, Some(bearer), |it| {
                        it.live.is_some() && !matches!(it.state, LifeState::Suspended | LifeState::Ended)
                    });
                    freed = freed.or(Openness { holders: Vec::new(), ..live });
                }
            }
        }
        freed
    }

    fn forfeited(&self, id: ProvisionId) -> Openness {
        let mut answer = Openness::yes();
        for other in &self.treaty.provisions {
            let takes = |it: RefTarget| match it {
                RefTarget::Provision(other) => other == id,
                RefTarget::Unit(unit) => self.stands_in(id, unit),
                _ => false,
            };
            if other.id != id && other.sentences.iter().any(|it| it.forfeits.is_some_and(takes)) {
                let live = self.stands(other.id, None, |it| it.live.is_some());
                let told = self.words(|| format!("it is forfeited under `{}`", other.name_or_kind()));
                answer = answer.and(live.reversed(&told, &[]));
            }
        }
        answer
    }

    /// Whether a provision is one that binds or allows somebody in particular.
    pub(super) fn binds(&self, provision: &Provision<'a>) -> bool {
        provision.kind.is_norm()
            || matches!(
                provision.kind,
                ProvisionKind::Supply
                    | ProvisionKind::Deployment
                    | ProvisionKind::Verification
                    | ProvisionKind::Sanctions
                    | ProvisionKind::Consultation
                    | ProvisionKind::Ceasefire
                    | ProvisionKind::Rung
            )
    }

    /// Whether how it stands may differ from one bearer of what hangs on it to another.
    pub(super) fn differs(&self, provision: &Provision<'a>) -> bool {
        provision.kind == ProvisionKind::Trigger && self.order.apart[provision.id.0 as usize]
    }

    /// Those whom a provision binds, or who provide what it speaks of.
    pub(super) fn bearers(&self, provision: &Provision<'a>) -> ActorSet {
        let mut found = ActorSet::new();
        for of in bearers_of(provision) {
            found.extend(self.treaty.members(of, self.case()));
        }
        // Of what is owed to somebody, that one is no bearer, nor is who attacks it.
        found.sort_unstable();
        found.dedup();
        found
    }

    /// Those who owe something under a provision, or under what hangs on it.
    pub(super) fn bound(&self, id: ProvisionId) -> ActorSet {
        let mut seen = vec![id];
        let mut at = 0;
        let mut found = ActorSet::new();
        while at < seen.len() {
            found.extend(self.bearers(self.treaty.provision(seen[at])));
            for next in &self.order.opens[seen[at].0 as usize] {
                if !seen.contains(next) {
                    seen.push(*next);
                }
            }
            at += 1;
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether somebody is named to say that the event of a trigger has come.
fn is_determined(trigger: &Provision<'_>) -> bool {
    let judged = |conditions: &Conditions<'_>| conditions.any.iter().flatten().any(has_judge);
    trigger.gates.iter().any(|gate| match &gate.kind {
        GateKind::Decision(decision) => determines(decision),
        // Who finds an exception does not find the attack.
        GateKind::If(it) | GateKind::PresumedUnless(it) => judged(it),
        _ => false,
    })
}

fn has_judge(condition: &Condition<'_>) -> bool {
    condition.found_by.is_some()
        || match &condition.kind {
            ConditionKind::Decided(_) => true,
            ConditionKind::Nested(inner) => inner.any.iter().flatten().any(has_judge),
            _ => false,
        }
}

/// Whether a decision says that something is so, and not only that somebody wants or has done it.
fn determines(decision: &Decision<'_>) -> bool {
    decision.any.iter().flatten().any(|vote| match &vote.kind {
        VoteKind::Act { act, .. } => matches!(act, Act::Determination | Act::Finding | Act::Recognition),
        VoteKind::Nested(inner) => determines(inner),
        VoteKind::Threshold { .. } | VoteKind::By(_) | VoteKind::Automatic => true,
        VoteKind::Unknown | VoteKind::Words(_) => false,
    })
}

/// The sets whose members bear a provision: of its sentences, and of the clauses that say who provides.
pub(super) fn bearers_of<'p, 'a>(provision: &'p Provision<'a>) -> Vec<&'p Actors<'a>> {
    let mut found: Vec<&Actors<'a>> = provision.sentences.iter().filter_map(|it| it.bearer.as_ref()).collect();
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::By(of) | DetailKind::Among(of) | DetailKind::Between(of) => found.push(of),
            DetailKind::Response(_, Some(of)) => found.push(of),
            _ => {}
        }
    }
    found
}
