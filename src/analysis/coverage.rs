//! Which attacks are answered: kinds of attack by areas, for each assumed attack.
//!
//! A promise answers an attack if the trigger that it hangs on speaks of it: of its kind, of its place, of who attacks
//! whom; if the help goes to the one who is attacked, and there where the attack is; if somebody owes it whom no permission
//! frees in that case; and if no exception takes that attack out. Whether a cyber attack is an armed attack, a text that
//! only says "armed attack" leaves open: that is neither yes nor no. So is what words mean that nobody is named to judge.

mod meaning;
mod place;
mod relief;

pub use place::{AttackPlace, spots};
pub use relief::goes_to_victim;

use super::Facts;
use super::strength::Strength;
use super::veto::{concerns, gives_nothing, promises};
use crate::model::vocabulary::{VerbClass, event, verb};
use crate::model::{
    ActorId, Actors, Case, Condition, ConditionKind, Conditions, DetailKind, Event, EventKind, Events, GateKind,
    Members, Occasion, OccasionKind, Occasions, Provision, ProvisionId, RefTarget, Timing, Treaty,
};
use crate::syntax::ast::{Phase, ProvisionKind, State};
use rustc_hash::FxHashMap;

/// Whether the text says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TextualAnswer {
    /// It says no, or nothing that could mean it.
    No,
    /// It can be read either way.
    Unsaid,
    /// It says yes.
    Yes,
}

impl TextualAnswer {
    /// Whether the text counts an actor among some others.
    fn among(found: &Members, actor: ActorId) -> Self {
        match found.actors.contains(&actor) {
            true => Self::Yes,
            false if found.leaves_open() => Self::Unsaid,
            false => Self::No,
        }
    }
}

/// The kinds of attack that every grid has, each with the domains that name it.
pub const ATTACKS: &[(&str, &[&str])] = &[
    ("invasion", &["land"]),
    ("artillery-attack", &["land"]),
    ("air-attack", &["air"]),
    ("missile-attack", &["air", "missile"]),
    ("drone-attack", &["air"]),
    ("naval-attack", &["maritime", "sea"]),
    ("blockade", &["maritime", "sea"]),
    ("proxy-attack", &[]),
    ("chemical-attack", &["chemical"]),
    ("nuclear-attack", &["nuclear"]),
    ("sabotage", &[]),
    ("cyber-attack", &["cyber"]),
    ("space-attack", &["space"]),
    ("energy-cutoff", &["economic", "energy"]),
];

/// What is answered if one attacks another.
#[derive(Clone, Debug)]
pub struct Grid<'m> {
    /// The attack; nothing if no aggressor is assumed.
    pub attack: Option<(ActorId, Option<ActorId>)>,
    /// The areas: the columns.
    pub areas: Vec<AttackPlace<'m>>,
    /// A row for each event, a cell for each area.
    pub cells: Vec<Vec<Cell>>,
}

/// What answers one kind of attack in one area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The promises that answer it, or may.
    pub answers: Vec<Reply>,
}

/// How a promise answers one kind of attack in one area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The promise.
    pub promise: ProvisionId,
    /// What is owed at least.
    pub least: Option<Strength>,
    /// What is owed at most.
    pub most: Option<Strength>,
    /// Whether the text says that it answers: no more than that it may, where it waits for what nobody known holds.
    pub said: TextualAnswer,
}

/// How well something is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CoverageLevel {
    /// Nothing answers it.
    No,
    /// The text does not say.
    Unsaid,
    /// Talks, a recommendation, a right or an expectation; no duty to help.
    Lesser,
    /// A duty to act.
    Duty,
}

impl Cell {
    /// How well it is answered. What may be a duty is neither a duty nor something less.
    pub fn answered(&self) -> CoverageLevel {
        let is_duty = |strength: Option<Strength>| strength >= Some(Strength::SelfJudged);
        let mut sure = self.answers.iter().filter(|it| it.said == TextualAnswer::Yes).peekable();
        let lesser = sure.peek().is_some();
        if sure.any(|it| is_duty(it.least)) {
            return CoverageLevel::Duty;
        }
        match self.answers.iter().any(|it| is_duty(it.most)) {
            false if lesser => CoverageLevel::Lesser,
            false if self.answers.is_empty() => CoverageLevel::No,
            _ => CoverageLevel::Unsaid,
        }
    }

    /// The strongest promise that answers it, for certain.
    pub fn strength(&self) -> Option<Strength> {
        self.answers.iter().filter(|it| it.said == TextualAnswer::Yes).filter_map(|it| it.least).max()
    }
}

/// The events of every grid: the kinds of attack, and those that the draft names besides.
pub fn events<'m>(treaty: &'m Treaty<'m>) -> Vec<&'m str> {
    let mut found: Vec<&str> = ATTACKS.iter().map(|it| it.0).collect();
    for events in treaty.own_provisions().flat_map(|it| &it.events) {
        for one in &events.events {
            if let EventKind::Named(word, _) = one.kind
                && !found.contains(&word)
                && event(word).is_none_or(|it| !it.general)
            {
                found.push(word);
            }
        }
    }
    found
}

/// The grid of every assumed attack; one for any attack if none is assumed.
pub fn grids<'m>(facts: &Facts<'m>, events: &[&str]) -> Vec<Grid<'m>> {
    let treaty = facts.treaty();
    let cases: Vec<Option<&Case>> = match &treaty.threat.cases[..] {
        [] => vec![None],
        cases => cases.iter().map(Some).collect(),
    };
    cases.into_iter().map(|case| grid(facts, events, case)).collect()
}

fn grid<'m>(facts: &Facts<'m>, events: &[&str], case: Option<&Case>) -> Grid<'m> {
    let areas = place::spots(facts.treaty(), case);
    // What never opens, whatever everybody does, answers nothing; what nobody can say of may.
    let mut opens: FxHashMap<ProvisionId, TextualAnswer> = FxHashMap::default();
    let mut cells: Vec<Vec<Cell>> = events.iter().map(|_| Vec::with_capacity(areas.len())).collect();
    for area in &areas {
        for (first, some) in (0..).step_by(MOST_EVENTS).zip(events.chunks(MOST_EVENTS)) {
            let survey = EventSurvey::new(facts, case, some, *area);
            let answers: Vec<(ProvisionId, Reach)> =
                survey.promises().map(|it| (it.id, survey.answers(it))).filter(|it| it.1 != Reach::NONE).collect();
            for (id, _) in &answers {
                opens.entry(*id).or_insert_with(|| facts.opens(*id, case));
            }
            for (at, row) in cells[first..].iter_mut().take(some.len()).enumerate() {
                let reply = |(id, reach): &(ProvisionId, Reach)| {
                    let strength = facts.strength(*id);
                    Reply {
                        promise: *id,
                        least: strength.owed(),
                        most: strength.act.map(|it| it.high),
                        said: reach.of(at).min(opens[id]),
                    }
                };
                row.push(Cell {
                    answers: answers.iter().map(reply).filter(|it| it.said > TextualAnswer::No).collect(),
                });
            }
        }
    }
    Grid { attack: case.map(|it| (it.attacker, it.victim)), areas, cells }
}

/// So many events are looked at together.
const MOST_EVENTS: usize = 64;

/// What is said of each of some events: a bit for each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Of these it says yes.
    yes: u64,
    /// Of these it says yes, or does not say.
    maybe: u64,
}

impl Reach {
    /// Of none.
    pub const NONE: Self = Self { yes: 0, maybe: 0 };
    const ALL: Self = Self { yes: u64::MAX, maybe: u64::MAX };
    const UNSAID: Self = Self { yes: 0, maybe: u64::MAX };

    /// What is said of one event, by its place among those that are looked at.
    pub fn of(self, at: usize) -> TextualAnswer {
        match (self.yes >> at & 1, self.maybe >> at & 1) {
            (1, _) => TextualAnswer::Yes,
            (_, 1) => TextualAnswer::Unsaid,
            _ => TextualAnswer::No,
        }
    }

    /// Either of two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, maybe: self.maybe | other.maybe }
    }

    /// Both of two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { yes: self.yes & other.yes, maybe: self.maybe & other.maybe }
    }

    /// What is left where this takes something out.
    #[must_use]
    fn not(self) -> Self {
        Self { yes: !self.maybe, maybe: !self.yes }
    }

    /// What can be read so, at most.
    #[must_use]
    fn perhaps(self) -> Self {
        Self { yes: 0, maybe: self.maybe }
    }
}

impl From<TextualAnswer> for Reach {
    fn from(said: TextualAnswer) -> Self {
        match said {
            TextualAnswer::No => Self::NONE,
            TextualAnswer::Unsaid => Self::UNSAID,
            TextualAnswer::Yes => Self::ALL,
        }
    }
}

/// What some events in one area set off, in one assumed attack or in any.
pub struct EventSurvey<'f, 'm> {
    facts: &'f Facts<'m>,
    treaty: &'m Treaty<'m>,
    case: Option<&'f Case>,
    events: &'f [&'f str],
    area: AttackPlace<'f>,
    /// For each provision, which of the events open it.
    reaches: Vec<Reach>,
    /// What frees bearers of duties, with which of the events it is live on.
    freed: Vec<(&'m Provision<'m>, Reach)>,
}

impl<'f, 'm> EventSurvey<'f, 'm> {
    /// Looks at up to 64 events.
    pub fn new(facts: &'f Facts<'m>, case: Option<&'f Case>, events: &'f [&'f str], area: AttackPlace<'f>) -> Self {
        let treaty = facts.treaty();
        let mut survey = Self { facts, treaty, case, events, area, reaches: Vec::new(), freed: Vec::new() };
        // What waits for no event is there in any case. In a circle nothing opens.
        let waits = |it: &Provision<'m>| it.kind == ProvisionKind::Trigger || survey.hangs(it);
        let blank = treaty.provisions.iter().map(|it| if waits(it) { Reach::NONE } else { Reach::ALL });
        survey.reaches = blank.collect();
        // Each comes after what it hangs on, so that a chain of a thousand triggers needs no stack.
        for id in facts.in_order() {
            if survey.reaches[id.0 as usize] == Reach::NONE {
                survey.reaches[id.0 as usize] = survey.opens(treaty.provision(id));
            }
        }
        let frees = treaty.own_provisions().filter(|it| relief::frees(it));
        survey.freed = frees.map(|it| (it, survey.opens(it))).filter(|it| it.1 != Reach::NONE).collect();
        survey
    }

    /// What may answer the attack.
    pub fn promises(&self) -> impl Iterator<Item = &'m Provision<'m>> {
        self.treaty.own_provisions().filter(|it| {
            promises(it.kind)
                && self.facts.strength(it.id).act.is_some()
                && self.case.map_or_else(|| !gives_nothing(it), |case| concerns(self.treaty, it, case))
        })
    }

    /// Which of the events a promise answers.
    pub fn answers(&self, promise: &Provision<'m>) -> Reach {
        let set_off = self.sets_off(promise);
        if set_off == Reach::NONE {
            return set_off;
        }
        let goes = relief::goes_to_victim(self.facts, promise, self.case);
        let there = relief::areas(promise).map(|it| place::holds(self.treaty, self.case, it, self.area)).min();
        set_off.and(goes.into()).and(there.unwrap_or(TextualAnswer::Yes).into()).and(self.is_borne(promise))
    }

    /// Whether somebody owes a promise to the one who is attacked, on the first of the events.
    pub fn owes_to_victim(&self, promise: &Provision<'m>, bearer: ActorId) -> bool {
        let freed = self.freed.iter().any(|(permission, reach)| {
            reach.of(0) > TextualAnswer::No
                && relief::is_freed(self.treaty, permission, bearer, self.case) > TextualAnswer::No
                && relief::meets(self.treaty, permission, promise, self.case)
        });
        !freed && relief::goes_to_victim(self.facts, promise, self.case) == TextualAnswer::Yes
    }

    /// What frees everybody who owes a promise, on the first of the events; nothing where somebody is left.
    pub fn freeing(&self, promise: &Provision<'m>) -> Vec<&'m Provision<'m>> {
        if self.is_borne(promise).of(0) > TextualAnswer::No {
            return Vec::new();
        }
        let freeing = self.freed.iter().map(|it| it.0);
        freeing.filter(|it| relief::meets(self.treaty, it, promise, self.case)).collect()
    }

    /// On which of the events somebody owes a promise, who is neither the attacker nor attacked, and whom nothing frees.
    fn is_borne(&self, promise: &Provision<'m>) -> Reach {
        if self.freed.is_empty() {
            return Reach::ALL;
        }
        let speaks = |it: &&(&Provision<'m>, Reach)| relief::meets(self.treaty, it.0, promise, self.case);
        let freed: Vec<&(&Provision<'m>, Reach)> = self.freed.iter().filter(speaks).collect();
        if freed.is_empty() {
            return Reach::ALL;
        }
        let counts = |it: &ActorId| self.case.is_none_or(|case| case.is_third(*it));
        let bearers = self.facts.bearers(promise.id, self.case).into_iter().filter(counts);
        let bears = |bearer: ActorId| {
            freed.iter().fold(Reach::ALL, |left, (permission, reach)| {
                match relief::is_freed(self.treaty, permission, bearer, self.case) {
                    TextualAnswer::No => left,
                    TextualAnswer::Unsaid => left.and(reach.perhaps().not()),
                    TextualAnswer::Yes => left.and(reach.not()),
                }
            })
        };
        let known = bearers.map(bears).fold(Reach::NONE, Reach::or);
        // Who else owes it, the text leaves open.
        let open = super::circuit::bearers(promise).any(|it| self.treaty.resolve(it, self.case).leaves_open());
        if open { known.or(Reach::UNSAID) } else { known }
    }

    /// Which of the events set a promise off.
    fn sets_off(&self, promise: &Provision<'m>) -> Reach {
        if self.hangs(promise) {
            return self.reaches[promise.id.0 as usize];
        }
        // Help that is promised without saying against what may be meant for any attack.
        let aids = promise.sentences.iter().any(|it| {
            verb(it.verb).is_some_and(|it| it.class == VerbClass::Aid)
                && super::answers::goes_to_protected(self.treaty, it)
        });
        if aids { Reach::UNSAID } else { Reach::NONE }
    }

    /// Whether a provision waits for an event.
    fn hangs(&self, provision: &Provision<'m>) -> bool {
        self.facts.is_set_off(provision.id)
    }

    /// Which of the events open a provision.
    fn opens(&self, provision: &Provision<'m>) -> Reach {
        let mut reach = match &provision.events[..] {
            [] if provision.kind == ProvisionKind::Trigger && provision.upon.is_empty() => Reach::UNSAID,
            [] => Reach::ALL,
            all => all.iter().fold(Reach::NONE, |any, it| any.or(self.of_events(it))),
        };
        for occasions in &provision.upon {
            reach = reach.and(self.of_occasions(occasions));
        }
        for gate in &provision.gates {
            reach = match &gate.kind {
                GateKind::If(conditions) => reach.and(self.of_conditions(conditions)),
                GateKind::Unless(conditions) => reach.and(self.of_exceptions(conditions).not()),
                // It holds until somebody finds otherwise, and whether somebody does, nobody knows.
                GateKind::PresumedUnless(conditions) => reach.and(self.of_exceptions(conditions).perhaps().not()),
                GateKind::Upon(occasions) => reach.and(self.of_occasions(occasions)),
                _ => reach,
            };
        }
        for detail in &provision.details {
            if let DetailKind::Timing(Timing::ResponsiveUpon(occasions)) | DetailKind::SnapbackUpon(occasions, _) =
                &detail.kind
            {
                reach = reach.and(self.of_occasions(occasions));
            }
        }
        reach
    }

    fn of_occasions(&self, occasions: &Occasions<'m>) -> Reach {
        let one = |occasion: &Occasion<'m>| match occasion.kind {
            OccasionKind::Named(RefTarget::Provision(id))
            | OccasionKind::Phase(Phase::Start | Phase::Completion, RefTarget::Provision(id))
            | OccasionKind::State(RefTarget::Provision(id), State::Triggered | State::Fulfilled)
                if self.hangs(self.treaty.provision(id)) =>
            {
                self.reaches[id.0 as usize]
            }
            OccasionKind::Named(RefTarget::Provision(id))
                if self.treaty.provision(id).kind == ProvisionKind::Trigger =>
            {
                self.reaches[id.0 as usize]
            }
            OccasionKind::Phase(Phase::Breach, target) | OccasionKind::State(target, State::Breached) => {
                self.of_breach(target)
            }
            OccasionKind::Words(_) | OccasionKind::Unknown => Reach::UNSAID,
            _ => Reach::ALL,
        };
        any_of(occasions.any.iter().map(|all| all_of(all.iter().map(one))))
    }

    /// Conditions tell whether a trigger is open, or what happens; what else they ask narrows every attack alike.
    fn of_conditions(&self, conditions: &Conditions<'m>) -> Reach {
        let one = |condition: &Condition<'m>| {
            let judged = condition.found_by.is_some();
            let found = match &condition.kind {
                ConditionKind::State(RefTarget::Provision(id), State::Triggered, None) => self.reaches[id.0 as usize],
                ConditionKind::State(target, State::Breached, None) => self.of_breach(*target),
                ConditionKind::Nested(inner) => self.of_conditions(inner),
                // What words mean, their judge says.
                ConditionKind::Events(events) if judged && in_words(events) => return Reach::ALL,
                ConditionKind::Events(events) => self.of_events(events),
                _ => return Reach::ALL,
            };
            if condition.negated { found.not() } else { found }
        };
        any_of(conditions.any.iter().map(|all| all_of(all.iter().map(one))))
    }

    /// Which of the events an exception takes out: what it speaks of, and perhaps all, where nobody is named to judge its
    /// words.
    fn of_exceptions(&self, conditions: &Conditions<'m>) -> Reach {
        let one = |condition: &Condition<'m>| {
            let judged = condition.found_by.is_some();
            let found = match &condition.kind {
                ConditionKind::State(RefTarget::Provision(id), State::Triggered, None) => self.reaches[id.0 as usize],
                ConditionKind::State(target, State::Breached, None) => self.of_breach(*target),
                ConditionKind::Nested(inner) => self.of_exceptions(inner),
                ConditionKind::Events(events) if judged && in_words(events) => return Reach::NONE,
                ConditionKind::Events(events) => self.of_events(events),
                _ => return Reach::NONE,
            };
            if condition.negated { found.not() } else { found }
        };
        let any = conditions.any.iter().map(|all| all_of(all.iter().map(one)));
        any.reduce(Reach::or).unwrap_or(Reach::NONE)
    }

    /// Which attacks break another clause: a duty not to attack, a cease-fire.
    fn of_breach(&self, target: RefTarget) -> Reach {
        let RefTarget::Provision(id) = target else { return Reach::UNSAID };
        let broken = self.treaty.provision(id);
        let mut reach = Reach::NONE;
        for (at, event) in self.events.iter().enumerate() {
            let bit = Reach { yes: 1 << at, maybe: 1 << at };
            reach = reach.or(bit.and(meaning::breaks(self.treaty, self.case, broken, event).into()));
        }
        reach
    }

    /// Which of the events a line of events speaks of.
    fn of_events(&self, events: &Events<'m>) -> Reach {
        let (treaty, case) = (self.treaty, self.case);
        let touches = |actors: &Actors<'m>, wanted: Option<ActorId>| match wanted {
            None => TextualAnswer::Yes,
            Some(wanted) => {
                let found = treaty.resolve(actors, case);
                let named = found.leaves_open() || found.actors.contains(&wanted);
                if named { TextualAnswer::Yes } else { TextualAnswer::No }
            }
        };
        let by = events.by.as_ref().map_or(TextualAnswer::Yes, |it| touches(it, case.map(|it| it.attacker)));
        let against =
            events.against.as_ref().map_or(TextualAnswer::Yes, |it| touches(it, case.and_then(|it| it.victim)));
        let area = events.area.as_ref().map_or(TextualAnswer::Yes, |it| place::holds(treaty, case, it, self.area));
        // Where it must come from or through is known only when it comes.
        let narrowed = events.from.is_some() || events.through.is_some();
        let way = if narrowed { TextualAnswer::Unsaid } else { TextualAnswer::Yes };
        let narrow = by.min(against).min(area).min(way);
        if narrow == TextualAnswer::No {
            return Reach::NONE;
        }
        let mut reach = Reach::NONE;
        for (at, wanted) in self.events.iter().enumerate() {
            let said = |it: &Event<'m>| match it.kind {
                EventKind::Phase(Phase::Breach, RefTarget::Provision(id)) => {
                    meaning::breaks(treaty, case, treaty.provision(id), wanted)
                }
                _ => meaning::speaks_of(treaty, it, wanted),
            };
            let kind = events.events.iter().map(said).max().unwrap_or(TextualAnswer::No);
            let kind = if events.domains.is_empty() { kind } else { within_domains(kind, wanted, events) };
            let bit = Reach { yes: 1 << at, maybe: 1 << at };
            reach = reach.or(bit.and(kind.into()));
        }
        reach.and(narrow.into())
    }
}

fn any_of(reaches: impl Iterator<Item = Reach>) -> Reach {
    reaches.reduce(Reach::or).unwrap_or(Reach::ALL)
}

fn all_of(reaches: impl Iterator<Item = Reach>) -> Reach {
    reaches.fold(Reach::ALL, Reach::and)
}

/// Whether events are told in words alone.
fn in_words(events: &Events<'_>) -> bool {
    events.events.iter().all(|it| matches!(it.kind, EventKind::Words(_)))
}

/// What the domains that a text names leave of it, or add to it. What is still open, or told in words, leaves open which are
/// meant.
fn within_domains(said: TextualAnswer, kind: &str, events: &Events<'_>) -> TextualAnswer {
    let open = events.domains.iter().any(|it| it.hole || it.quoted);
    let named = |own: &&str| events.domains.iter().any(|it| !it.hole && !it.quoted && it.text == *own);
    match ATTACKS.iter().find(|it| it.0 == kind) {
        Some((_, own)) if own.iter().any(named) => TextualAnswer::Yes,
        Some((_, [])) => said,
        Some(_) if open => said.min(TextualAnswer::Unsaid),
        Some(_) => TextualAnswer::No,
        // Of a word for every attack, some domains are only a part.
        None if event(kind).is_some_and(|it| it.general) => said.min(TextualAnswer::Unsaid),
        None => said,
    }
}
