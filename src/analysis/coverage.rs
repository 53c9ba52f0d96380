//! Which attacks are answered: kinds of attack by areas, for each assumed attack.
//!
//! A promise answers an attack if the trigger that it hangs on speaks of it: of its kind, of its place, of who attacks
//! whom. Whether a cyber attack is an armed attack, a text that only says "armed attack" leaves open: that is neither
//! yes nor no.

mod place;

pub use place::Spot;

use super::Facts;
use super::strength::Strength;
use super::veto::{concerns, gives_nothing, promises};
use crate::model::vocabulary::{EventMeaning, VerbClass, event, verb};
use crate::model::{
    ActorId, Case, Condition, ConditionKind, Conditions, DetailKind, Event, EventKind, Events, GateKind, Occasion,
    OccasionKind, Occasions, Provision, ProvisionId, Target, Timing, Treaty,
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
    let survey = Survey::new(facts, case);
    let areas = place::spots(survey.treaty, case);
    let promises: Vec<&Provision<'m>> = survey.promises().collect();
    let cell = |event: &&str, area: &Spot<'m>| {
        let answers = promises.iter().filter_map(|promise| {
            let said = survey.answers(promise, event, *area);
            (said > Said::No).then(|| (promise.id, facts.strength(promise.id).act, said))
        });
        Cell { answers: answers.collect() }
    };
    let cells = events.iter().map(|event| areas.iter().map(|area| cell(event, area)).collect()).collect();
    Grid { attack: case.map(|it| (it.attacker, it.victim)), areas, cells }
}

/// One assumed attack, or any.
pub struct Survey<'f, 'm> {
    facts: &'f Facts<'m>,
    treaty: &'m Treaty<'m>,
    case: Option<&'f Case>,
}

impl<'f, 'm> Survey<'f, 'm> {
    /// Looks at one attack; at any, if none is assumed.
    pub fn new(facts: &'f Facts<'m>, case: Option<&'f Case>) -> Self {
        Self { facts, treaty: facts.treaty(), case }
    }

    /// What may answer the attack.
    pub fn promises(&self) -> impl Iterator<Item = &'m Provision<'m>> {
        self.treaty.own_provisions().filter(|it| {
            promises(it.kind)
                && it.kind != ProvisionKind::Prohibition
                && self.facts.strength(it.id).act.is_some()
                && self.case.map_or_else(|| !gives_nothing(it), |case| concerns(self.treaty, it, case))
        })
    }

    /// Whether a promise answers an attack of some kind in some place.
    pub fn answers(&self, promise: &Provision<'m>, event: &str, area: Spot<'_>) -> Said {
        let cell = Wanted { survey: self, event, area };
        if cell.hangs(promise) {
            return cell.opens(promise, &mut Vec::new());
        }
        // Help that is promised without saying against what may be meant for any attack.
        let aids = promise.sentences.iter().any(|it| {
            verb(it.verb).is_some_and(|it| it.class == VerbClass::Aid)
                && super::answers::goes_to_protected(self.treaty, it)
        });
        if aids { Said::Unsaid } else { Said::No }
    }
}

/// The cell that is filled.
struct Wanted<'s, 'f, 'm> {
    survey: &'s Survey<'f, 'm>,
    event: &'s str,
    area: Spot<'s>,
}

impl<'m> Wanted<'_, '_, 'm> {
    /// Whether a provision waits for an event.
    fn hangs(&self, provision: &Provision<'m>) -> bool {
        !provision.events.is_empty() || self.survey.facts.answers().hangs(provision.id)
    }

    /// Whether the attack opens a provision.
    fn opens(&self, provision: &Provision<'m>, path: &mut Vec<ProvisionId>) -> Said {
        if path.contains(&provision.id) {
            return Said::No;
        }
        path.push(provision.id);
        let mut said = match &provision.events[..] {
            [] if provision.kind == ProvisionKind::Trigger && provision.upon.is_empty() => Said::Unsaid,
            [] => Said::Yes,
            all => all.iter().map(|it| self.of_events(it)).max().unwrap_or(Said::No),
        };
        for occasions in &provision.upon {
            said = said.min(self.of_occasions(occasions, path));
        }
        for gate in &provision.gates {
            said = said.min(match &gate.kind {
                GateKind::If(conditions) => self.of_conditions(conditions, path),
                GateKind::Upon(occasions) => self.of_occasions(occasions, path),
                _ => Said::Yes,
            });
        }
        for detail in &provision.details {
            if let DetailKind::Timing(Timing::ResponsiveUpon(occasions)) | DetailKind::SnapbackUpon(occasions, _) =
                &detail.kind
            {
                said = said.min(self.of_occasions(occasions, path));
            }
        }
        path.pop();
        said
    }

    fn of_occasions(&self, occasions: &Occasions<'m>, path: &mut Vec<ProvisionId>) -> Said {
        let mut one = |occasion: &Occasion<'m>| match occasion.kind {
            OccasionKind::Named(Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), State::Triggered) => self.of_trigger(id, path),
            OccasionKind::Words(_) | OccasionKind::Unknown => Said::Unsaid,
            _ => Said::Yes,
        };
        let all = occasions.any.iter().map(|all| all.iter().map(&mut one).min().unwrap_or(Said::Yes));
        all.max().unwrap_or(Said::Yes)
    }

    fn of_trigger(&self, id: ProvisionId, path: &mut Vec<ProvisionId>) -> Said {
        let provision = self.survey.treaty.provision(id);
        if self.hangs(provision) || provision.kind == ProvisionKind::Trigger {
            self.opens(provision, path)
        } else {
            Said::Yes
        }
    }

    /// Conditions tell whether a trigger is open; what else they ask narrows every attack alike.
    fn of_conditions(&self, conditions: &Conditions<'m>, path: &mut Vec<ProvisionId>) -> Said {
        let mut one = |condition: &Condition<'m>| match &condition.kind {
            _ if condition.negated => Said::Yes,
            ConditionKind::State(Target::Provision(id), State::Triggered, None) => self.of_trigger(*id, path),
            ConditionKind::Nested(inner) => self.of_conditions(inner, path),
            _ => Said::Yes,
        };
        let all = conditions.any.iter().map(|all| all.iter().map(&mut one).min().unwrap_or(Said::Yes));
        all.max().unwrap_or(Said::Yes)
    }

    /// Whether a line of events speaks of the attack.
    fn of_events(&self, events: &Events<'m>) -> Said {
        let kind = events.events.iter().map(|it| speaks_of(it, self.event)).max().unwrap_or(Said::No);
        let domains: Vec<&str> = events.domains.iter().map(|it| it.text).collect();
        let kind = if domains.is_empty() { kind } else { within_domains(kind, self.event, &domains) };
        let (treaty, case) = (self.survey.treaty, self.survey.case);
        let touches = |actors: &crate::model::Actors<'m>, wanted: Option<ActorId>| match wanted {
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
        kind.min(by).min(against).min(area).min(way)
    }
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
