//! Which attacks are answered: kinds of attack by areas, for each assumed attack.
//!
//! A promise answers an attack if the trigger that it hangs on speaks of it: of its kind, of its place, of who attacks
//! whom. Whether a cyber attack is an armed attack, a text that only says "armed attack" leaves open: that is neither
//! yes nor no.

mod place;

pub use place::Spot;

use super::Facts;
use super::exempt::{all_are_free, exemptions};
use super::strength::Strength;
use super::veto::{concerns, gives_nothing, promises};
use crate::model::vocabulary::{EventMeaning, VerbClass, event, verb};
use crate::model::{
    ActorId, Actors, Case, Condition, ConditionKind, Conditions, DetailKind, Event, EventKind, Events, GateKind,
    Occasion, OccasionKind, Occasions, Provision, ProvisionId, Target, Timing, Treaty,
};
use crate::syntax::ast::{ProvisionKind, State};

/// Whether the text says something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Said {
    /// It says no, or nothing that could mean it.
    No,
    /// It can be read either way.
    Unsaid,
    /// It says yes.
    Yes,
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

/// What a wider word for an attack covers besides itself.
const WIDER: &[(&str, &[&str])] = &[
    ("air-attack", &["drone-attack", "missile-attack"]),
    ("armed-incursion", &["invasion"]),
    ("bombardment", &["air-attack", "artillery-attack", "drone-attack", "missile-attack"]),
    ("incursion", &["armed-incursion", "invasion"]),
    ("threat", &["nuclear-threat", "threat-of-force"]),
];

/// What is answered if one attacks another.
#[derive(Clone, Debug)]
pub struct Grid<'m> {
    /// The attack; nothing if no aggressor is assumed.
    pub attack: Option<(ActorId, Option<ActorId>)>,
    /// The areas: the columns.
    pub areas: Vec<Spot<'m>>,
    /// A row for each event, a cell for each area.
    pub cells: Vec<Vec<Cell>>,
}

/// What answers one kind of attack in one area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// The promises, with their strength and whether the text says that they answer.
    pub answers: Vec<(ProvisionId, Option<Strength>, Said)>,
}

/// How well something is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Answered {
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
    /// How well it is answered.
    pub fn answered(&self) -> Answered {
        let said = |it: &&(ProvisionId, Option<Strength>, Said)| it.2 == Said::Yes;
        match self.answers.iter().filter(said).map(|it| it.1).max() {
            Some(strength) if strength >= Some(Strength::SelfJudged) => Answered::Duty,
            Some(_) => Answered::Lesser,
            None if self.answers.is_empty() => Answered::No,
            None => Answered::Unsaid,
        }
    }

    /// The strongest promise that answers it, for certain.
    pub fn strength(&self) -> Option<Strength> {
        self.answers.iter().filter(|it| it.2 == Said::Yes).filter_map(|it| it.1).max()
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
    let mut cells: Vec<Vec<Cell>> = events.iter().map(|_| Vec::with_capacity(areas.len())).collect();
    for area in &areas {
        for (first, some) in (0..).step_by(MOST_EVENTS).zip(events.chunks(MOST_EVENTS)) {
            let survey = Survey::new(facts, case, some, *area);
            let answers: Vec<(ProvisionId, Reach)> =
                survey.promises().map(|it| (it.id, survey.answers(it))).filter(|it| it.1 != Reach::NONE).collect();
            for (at, row) in cells[first..].iter_mut().take(some.len()).enumerate() {
                let said = answers.iter().map(|(id, reach)| (*id, facts.strength(*id).owed(), reach.of(at)));
                row.push(Cell { answers: said.filter(|it| it.2 > Said::No).collect() });
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
    pub fn of(self, at: usize) -> Said {
        match (self.yes >> at & 1, self.maybe >> at & 1) {
            (1, _) => Said::Yes,
            (_, 1) => Said::Unsaid,
            _ => Said::No,
        }
    }

    /// Either of two.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { yes: self.yes | other.yes, maybe: self.maybe | other.maybe }
    }

    fn and(self, other: Self) -> Self {
        Self { yes: self.yes & other.yes, maybe: self.maybe & other.maybe }
    }
}

impl From<Said> for Reach {
    fn from(said: Said) -> Self {
        match said {
            Said::No => Self::NONE,
            Said::Unsaid => Self::UNSAID,
            Said::Yes => Self::ALL,
        }
    }
}

/// What some events in one area set off, in one assumed attack or in any.
pub struct Survey<'f, 'm> {
    facts: &'f Facts<'m>,
    treaty: &'m Treaty<'m>,
    case: Option<&'f Case>,
    events: &'f [&'f str],
    area: Spot<'f>,
    /// For each provision, which of the events open it.
    reaches: Vec<Reach>,
    /// The provisions that free somebody.
    exemptions: Vec<&'m Provision<'m>>,
}

impl<'f, 'm> Survey<'f, 'm> {
    /// Looks at up to 64 events.
    pub fn new(facts: &'f Facts<'m>, case: Option<&'f Case>, events: &'f [&'f str], area: Spot<'f>) -> Self {
        let treaty = facts.treaty();
        let exemptions = exemptions(treaty);
        let mut survey = Self { facts, treaty, case, events, area, reaches: Vec::new(), exemptions };
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
        survey
    }

    /// What may answer the attack.
    pub fn promises(&self) -> impl Iterator<Item = &'m Provision<'m>> {
        self.treaty.own_provisions().filter(|it| {
            promises(it.kind)
                && self.facts.strength(it.id).act.is_some()
                && !all_are_free(self.treaty, &self.exemptions, it, self.case)
                && self.case.map_or_else(|| !gives_nothing(it), |case| concerns(self.treaty, it, case))
        })
    }

    /// Which of the events a promise answers.
    pub fn answers(&self, promise: &Provision<'m>) -> Reach {
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
        !provision.events.is_empty() || self.facts.answers().hangs(provision.id)
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
            OccasionKind::Named(Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), State::Triggered) => self.reaches[id.0 as usize],
            OccasionKind::Words(_) | OccasionKind::Unknown => Reach::UNSAID,
            _ => Reach::ALL,
        };
        any_of(occasions.any.iter().map(|all| all_of(all.iter().map(one))))
    }

    /// Conditions tell whether a trigger is open; what else they ask narrows every attack alike.
    fn of_conditions(&self, conditions: &Conditions<'m>) -> Reach {
        let one = |condition: &Condition<'m>| match &condition.kind {
            _ if condition.negated => Reach::ALL,
            ConditionKind::State(Target::Provision(id), State::Triggered, None) => self.reaches[id.0 as usize],
            ConditionKind::Nested(inner) => self.of_conditions(inner),
            _ => Reach::ALL,
        };
        any_of(conditions.any.iter().map(|all| all_of(all.iter().map(one))))
    }

    /// Which of the events a line of events speaks of.
    fn of_events(&self, events: &Events<'m>) -> Reach {
        let (treaty, case) = (self.treaty, self.case);
        let touches = |actors: &Actors<'m>, wanted: Option<ActorId>| match wanted {
            None => Said::Yes,
            Some(wanted) => {
                let found = treaty.resolve(actors, case);
                let named = found.open || found.unknown || found.actors.contains(&wanted);
                if named { Said::Yes } else { Said::No }
            }
        };
        let by = events.by.as_ref().map_or(Said::Yes, |it| touches(it, case.map(|it| it.attacker)));
        let against = events.against.as_ref().map_or(Said::Yes, |it| touches(it, case.and_then(|it| it.victim)));
        let area = events.area.as_ref().map_or(Said::Yes, |it| place::holds(treaty, case, it, self.area));
        // Where it must come from or through is known only when it comes.
        let narrowed = events.from.is_some() || events.through.is_some();
        let way = if narrowed { Said::Unsaid } else { Said::Yes };
        let narrow = by.min(against).min(area).min(way);
        if narrow == Said::No {
            return Reach::NONE;
        }
        let domains: Vec<&str> = events.domains.iter().map(|it| it.text).collect();
        let mut reach = Reach::NONE;
        for (at, wanted) in self.events.iter().enumerate() {
            let kind = events.events.iter().map(|it| speaks_of(it, wanted)).max().unwrap_or(Said::No);
            let kind = if domains.is_empty() { kind } else { within_domains(kind, wanted, &domains) };
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

/// Whether what a text calls an event may be an attack of some kind.
fn speaks_of(said: &Event<'_>, kind: &str) -> Said {
    let word = match said.kind {
        EventKind::Named(word, _) => word,
        // What words mean, and what breaks another clause, the structure does not say.
        EventKind::Words(_) | EventKind::Phase(..) => return Said::Unsaid,
    };
    if word == kind || WIDER.iter().any(|(wide, narrow)| *wide == word && narrow.contains(&kind)) {
        return Said::Yes;
    }
    let about = |word| event(word).copied();
    match (about(word), about(kind)) {
        (Some(EventMeaning { general: true, .. }), Some(kind)) if kind.attack && kind.kinetic => Said::Yes,
        (Some(EventMeaning { general: true, .. }), Some(kind)) if kind.attack => Said::Unsaid,
        // A breach may be any of these.
        (
            Some(EventMeaning { word: "breach" | "ceasefire-breach" | "hybrid-attack" | "violation", .. }),
            Some(kind),
        ) if kind.attack => Said::Unsaid,
        // A word that no vocabulary has may mean anything.
        (None, _) => Said::Unsaid,
        _ => Said::No,
    }
}

/// What the domains that a text names leave of it, or add to it.
fn within_domains(said: Said, kind: &str, domains: &[&str]) -> Said {
    match ATTACKS.iter().find(|it| it.0 == kind) {
        Some((_, own)) if own.iter().any(|it| domains.contains(it)) => Said::Yes,
        Some((_, [])) | None => said,
        Some(_) => Said::No,
    }
}
