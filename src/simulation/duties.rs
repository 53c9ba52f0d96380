//! What is owed, by whom, by when; what is performed, and what is broken.

use super::PlayState;
use super::acts::{ActKind, ActMatter};
use super::answer::{Openness, Truth};
use super::facts::Occurrence;
use super::{Due, LifeState, PlayMinute, StepKind, StepSubject};
use crate::model::vocabulary::{NounContent, VerbClass, event, matter, verb};
use crate::model::{ActorId, ActorSet, Actors, DetailKind, Doing, EventKind, Object, Provision, RefTarget, Sentence};
use crate::syntax::ast::{Modal, Phase, ProvisionKind};

/// Whether operative words oblige, and whether to leave something alone.
pub(super) fn obliges(modal: Modal) -> Option<bool> {
    use Modal::{
        Agrees, AgreesNot, Demanded, Endeavours, EndeavoursNot, IsBound, IsBoundNot, Reaffirms, Shall, ShallNot,
        Undertakes, UndertakesNot, UndertakesWould, Will, WillNot,
    };
    match modal {
        Shall | Will | Undertakes | UndertakesWould | Agrees | IsBound | Endeavours | Reaffirms | Demanded => {
            Some(false)
        }
        ShallNot | WillNot | UndertakesNot | AgreesNot | IsBoundNot | EndeavoursNot => Some(true),
        _ => None,
    }
}

/// Whether a sentence leaves something alone: by its operative words or by its verb, and not by both.
fn leaves_alone(sentence: &Sentence<'_>) -> Option<bool> {
    let negative = obliges(sentence.modal?)?;
    let refrains = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Refrain);
    Some(negative != refrains)
}

impl<'a> PlayState<'_, 'a> {
    /// Notes what a live provision asks of its bearer, what of it is done, and what is broken; whether anything changed.
    pub(super) fn owe(&mut self, provision: &Provision<'a>, at: usize) -> bool {
        let life = &self.lives[provision.id.0 as usize][at];
        let (bearer, since) = (life.bearer, life.live.unwrap_or(self.now));
        let mut changed = false;
        let binds = self.binding(provision);
        if let Some(who) = bearer.filter(|_| binds != Truth::No) {
            let known = self.due.iter().any(|it| it.provision == provision.id && it.who == who);
            if !known {
                changed |= self.incur(provision, who, since, binds == Truth::Yes);
            }
            changed |= self.free(provision, who);
            changed |= self.perform(provision, at, who);
        }
        changed | self.break_by_facts(provision, at)
    }

    /// Whether the text binds at all.
    fn binding(&self, provision: &Provision<'a>) -> Truth {
        match self.treaty.head.binds() {
            Some(true) => Truth::Yes,
            Some(false) if provision.file == self.treaty.file => Truth::No,
            Some(false) => Truth::Yes,
            None => Truth::Unknown,
        }
    }

    fn incur(&mut self, provision: &Provision<'a>, who: ActorId, since: PlayMinute, certain: bool) -> bool {
        let matter = ActMatter { put: Some(since), ..self.matter(provision, Some(who)) };
        let by = self.due(provision.clock.as_deref().map(|it| &**it), Some(since), &matter).or_else(|| {
            provision.details.iter().find_map(|it| match &it.kind {
                DetailKind::Window(_, to) => self.in_time(since, *to),
                _ => None,
            })
        });
        let letter = self.treaty.outward(provision.unit).find_map(|it| self.treaty.unit(it).owner);
        if letter.is_some_and(|it| it != who && self.treaty.in_letter(provision.unit)) {
            return false;
        }
        let mut new = Vec::new();
        for (at, sentence) in provision.sentences.iter().enumerate() {
            let theirs = sentence.bearer.as_ref().is_some_and(|it| self.treaty.members(it, self.case()).contains(&who));
            if theirs && leaves_alone(sentence) == Some(false) && !self.helps_own_victim(sentence, who) {
                let class = verb(sentence.verb).map(|it| it.class);
                let acts = !matches!(class, Some(VerbClass::Consult | VerbClass::Declare | VerbClass::Seek));
                new.push((Some(at), acts, self.treaty.is_settled(sentence)));
            }
        }
        if provision.sentences.is_empty() && !self.is_in_case(who) {
            match provision.kind {
                ProvisionKind::Supply | ProvisionKind::Sanctions => new.push((None, true, true)),
                ProvisionKind::Rung => new.extend(self.responds(provision, who).map(|acts| (None, acts, true))),
                ProvisionKind::Consultation => new.push((None, false, true)),
                _ => {}
            }
        }
        let standing = since == self.start && provision.upon.is_empty() && provision.events.is_empty();
        for (sentence, acts, settled) in &new {
            self.due.push(Due {
                provision: provision.id,
                sentence: *sentence,
                who,
                since,
                by,
                done: None,
                freed: None,
                certain: certain && *settled,
                acts: *acts,
                standing,
            });
        }
        !new.is_empty()
    }

    /// Whether the responses that somebody owes under a rung are more than talks; nothing if it owes none.
    fn responds(&self, provision: &Provision<'a>, who: ActorId) -> Option<bool> {
        use NounContent::{Appeal, Sentiment, Situation, Study, Talk};
        let talk = |word: &str| matches!(matter(word), Sentiment | Study | Situation | Talk | Appeal);
        let own = provision.details.iter().filter_map(|it| match &it.kind {
            DetailKind::Response(words, by) => {
                let theirs = by.as_ref().is_none_or(|it| self.treaty.members(it, self.case()).contains(&who));
                theirs.then(|| words.iter().any(|it| !talk(it.text)))
            }
            _ => None,
        });
        own.max()
    }

    /// Notes from which duties somebody is freed by now, or perhaps is.
    fn free(&mut self, provision: &Provision<'a>, who: ActorId) -> bool {
        let freed = self.freed(provision.id, Some(who)).truth;
        let (now, mut changed) = (self.now, false);
        for due in self.due.iter_mut().filter(|it| it.provision == provision.id && it.who == who && it.done.is_none()) {
            let was = (due.freed, due.certain);
            match freed {
                Truth::Yes => due.freed = due.freed.or(Some(now)),
                Truth::Unknown => due.certain = false,
                Truth::No => due.freed = None,
            }
            changed |= was != (due.freed, due.certain);
        }
        changed
    }

    fn is_in_case(&self, who: ActorId) -> bool {
        self.case().is_some_and(|it| it.attacker == who || it.victim == Some(who))
    }

    /// Who attacks owes its victim no help, nor does anybody owe help to itself.
    fn helps_own_victim(&self, sentence: &Sentence<'a>, who: ActorId) -> bool {
        let help = verb(sentence.verb).is_none_or(|it| it.class == VerbClass::Aid);
        help && self.is_in_case(who)
    }

    fn perform(&mut self, provision: &Provision<'a>, at: usize, who: ActorId) -> bool {
        let mut changed = false;
        let own: Vec<usize> = (0..self.due.len())
            .filter(|it| self.due[*it].provision == provision.id && self.due[*it].who == who)
            .collect();
        let state = self.lives[provision.id.0 as usize][at].state;
        if own.is_empty() || !matches!(state, LifeState::Live | LifeState::Breached) {
            return false;
        }
        for one in &own {
            let due = &self.due[*one];
            let (since, by, None, None) = (due.since, due.by, due.done, due.freed) else { continue };
            if self.given(Phase::Completion, RefTarget::Provision(provision.id)).is_some() {
                self.due[*one].done = Some(self.now);
                changed = true;
                continue;
            }
            let paid = provision.details.iter().all(|it| match &it.kind {
                DetailKind::FundedBy(Some(decision), _) if !decision.is_in_words() => {
                    let matter =
                        ActMatter { put: Some(since), due: by, clause: it.span, ..self.matter(provision, Some(who)) };
                    self.payment(decision, matter).truth == Truth::Yes
                }
                _ => true,
            });
            let matter = ActMatter {
                put: Some(since),
                due: by,
                bearer: None,
                wanted: true,
                clause: provision.head,
                ..self.matter(provision, Some(who))
            };
            // What has no time is owed on, unless the scenario says that it is done.
            let timed = by.is_some() || self.line(who, &matter, |act| (act == Doing::Performs).then_some(())).is_some();
            let done = paid && timed && self.does(who, ActKind::Perform, &matter).truth == Truth::Yes;
            if done {
                self.due[*one].done = Some(self.now);
                changed = true;
            } else if let Some(by) = by.filter(|it| self.has_run(*it))
                && self.lives[provision.id.0 as usize][at].breached.is_none()
            {
                self.broken(
                    provision,
                    at,
                    by,
                    format!(
                        "`{}` has not performed in time what it owes under `{}`",
                        self.treaty.name(who),
                        provision.name_or_kind()
                    ),
                );
                changed = true;
            }
        }
        let all = own.iter().all(|it| self.due[*it].done.is_some());
        let life = &mut self.lives[provision.id.0 as usize][at];
        if all && life.discharged.is_none() {
            life.discharged = Some(self.now);
            changed = true;
        }
        changed
    }

    fn broken(&mut self, provision: &Provision<'a>, at: usize, when: PlayMinute, told: String) {
        let bearer = self.lives[provision.id.0 as usize][at].bearer;
        self.lives[provision.id.0 as usize][at].breached = Some(when);
        if !self.setting.silent {
            let bearers = bearer.into_iter().collect();
            self.step(
                StepKind::Duty,
                StepSubject::Provision(provision.id),
                bearers,
                provision.head,
                Openness::yes(),
                told,
            );
        }
    }

    /// What is barred may be what has happened.
    fn break_by_facts(&mut self, provision: &Provision<'a>, at: usize) -> bool {
        let life = &self.lives[provision.id.0 as usize][at];
        if life.breached.is_some() {
            return false;
        }
        let bearer = life.bearer;
        let done =
            self.facts.iter().filter(|it| it.at <= self.now).find(|fact| self.is_barred(provision, bearer, &fact.what));
        let Some(when) = done.map(|it| it.at) else { return false };
        let told = format!("what has happened breaches `{}`", provision.name_or_kind());
        self.broken(provision, at, when, told);
        true
    }

    fn is_barred(&self, provision: &Provision<'a>, bearer: Option<ActorId>, what: &Occurrence<'_, 'a>) -> bool {
        let Occurrence::Event { words, by, against, .. } = what else { return false };
        let kinds =
            || words.iter().filter_map(|it| if let EventKind::Named(word, _) = it { Some(*word) } else { None });
        let kinetic = kinds().any(|it| event(it).is_some_and(|it| it.attack && it.kinetic));
        let theirs = |who: ActorId| by.contains(&who) || by.iter().any(|it| self.states_behind(*it).contains(&who));
        if provision.kind == ProvisionKind::Ceasefire {
            let between = provision.details.iter().find_map(|it| match &it.kind {
                DetailKind::Between(of) => Some(self.treaty.members(of, self.case())),
                _ => None,
            });
            let listed =
                provision.details.iter().any(|it| matches!(it.kind, DetailKind::Prohibits(_) | DetailKind::Permits(_)));
            return bearer.is_none_or(theirs)
                && kinetic
                && !listed
                && between.is_some_and(|it| {
                    by.iter().any(|one| it.contains(one))
                        && (against.is_empty() || against.iter().any(|one| it.contains(one)))
                });
        }
        provision.sentences.iter().any(|sentence| {
            leaves_alone(sentence) == Some(true)
                && sentence.bearer.as_ref().is_some_and(|it| {
                    let members: ActorSet = self.treaty.members(it, self.case());
                    bearer.map_or_else(
                        || by.iter().any(|it| members.contains(it)),
                        |who| members.contains(&who) && theirs(who),
                    )
                })
                && self.bars_attack(sentence, kinetic, kinds().next())
                && self.bars_against(sentence, against)
        })
    }

    fn bars_attack(&self, sentence: &Sentence<'a>, kinetic: bool, kind: Option<&str>) -> bool {
        let force = |it: &Object<'a>| {
            matches!(it, Object::Word(word) if !word.quoted
                && (event(word.text).is_some_and(|it| it.general) || matches!(word.text, "force" | "armed-force")))
        };
        match (sentence.verb, kind) {
            ("attack" | "aggress", _) => kinetic,
            ("use" | "employ" | "resort", _) => kinetic && sentence.objects.iter().any(force),
            ("refrain" | "abstain" | "desist", _) => kinetic && sentence.objects.iter().any(force),
            ("invade", Some("invasion")) | ("blockade", Some("blockade")) | ("shell", Some("artillery-attack")) => true,
            ("bombard", Some(kind)) => {
                matches!(kind, "air-attack" | "artillery-attack" | "drone-attack" | "missile-attack")
            }
            _ => false,
        }
    }

    fn bars_against(&self, sentence: &Sentence<'a>, against: &[ActorId]) -> bool {
        let named: Vec<&Actors<'a>> = sentence
            .objects
            .iter()
            .filter_map(|it| if let Object::Actors(of) = it { Some(of) } else { None })
            .collect();
        named.is_empty() || named.iter().any(|it| self.are_among(it, against) == Truth::Yes)
    }

    /// Whether an attack breaks a duty or a cease-fire, by the facts.
    pub(super) fn breaks(&self, target: RefTarget) -> Truth {
        match target {
            RefTarget::Provision(id) => {
                Truth::of(self.lives.get(id.0 as usize).is_some_and(|it| it.iter().any(|it| it.breached.is_some())))
            }
            _ => Truth::Unknown,
        }
    }

    /// Whether a sentence that frees speaks of what another asks.
    pub(super) fn speaks_of(&self, frees: &Sentence<'a>, duty: &Sentence<'a>) -> bool {
        if leaves_alone(duty) != Some(false) {
            return false;
        }
        let class = |it: &Sentence<'a>| verb(it.verb).map(|it| it.class);
        let same =
            frees.verb == duty.verb || class(frees) == Some(VerbClass::Aid) && class(duty) == Some(VerbClass::Aid);
        let actors = |of: &Sentence<'a>| -> ActorSet {
            let all = of.objects.iter().filter_map(|it| if let Object::Actors(of) = it { Some(of) } else { None });
            all.flat_map(|it| self.treaty.members(it, self.case())).collect()
        };
        let (one, other) = (actors(frees), actors(duty));
        same && (one.is_empty() || other.is_empty() || one.iter().any(|it| other.contains(it)))
    }
}
