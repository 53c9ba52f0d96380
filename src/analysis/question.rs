//! Questions to the facts of a reading, each with an answer that shows why: what properties and suites can ask.

use super::Facts;
use super::budget;
use super::circuit::asks_for_access;
use super::control::{Attack, Control, Pattern, Support};
use super::coverage::{self, AttackPlace, CoverageLevel};
use super::gate::{Gate, GateKind, Holder, Power};
use super::strength::Graded;
use super::timeline::{Bound, Coming, EffectTime, Leg, TimelineStart, Timetable};
use crate::diagnostic::nearest;
use crate::model::vocabulary::Vocabulary;
use crate::model::{ActorId, ActorSet, Provision, ProvisionId, Treaty};

/// What a question is about: `assist`, `assist for FRA`, `mandate of separation-force`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuestionSubject<'q> {
    /// The power over it.
    pub power: Option<&'q str>,
    /// What it is.
    pub about: About<'q>,
    /// The bearer whose duty it is.
    pub bearer: Option<&'q str>,
}

/// What a subject names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'q> {
    /// A provision or body by its name, or a final clause by its kind.
    Name(&'q str),
    /// A provision.
    Provision(ProvisionId),
}

impl<'q> QuestionSubject<'q> {
    /// Reads the words of one.
    pub fn read(words: &'q str) -> Self {
        let (words, bearer) = words.split_once(" for ").map_or((words, None), |(one, who)| (one, Some(who.trim())));
        let (power, name) = words.split_once(" of ").map_or((None, words), |(power, of)| (Some(power.trim()), of));
        Self { power, about: About::Name(name.trim()), bearer }
    }
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Answer {
    /// How actors keep something from coming about; no play if they can't.
    Blocks(Plays),
    /// How actors bring something about.
    Forces(Plays),
    /// How many of those who are expected to help may fall away, and the gates that nobody known holds on which it hangs
    /// besides.
    Survives(Support, Vec<Gate>),
    /// How long it takes to a promise.
    Time(ProvisionId, Box<FastestWay>),
    /// How strong a promise is, at least and at most.
    Strength(ProvisionId, Option<Graded>),
    /// Who must provide a measure.
    Providers(ActorSet),
    /// The attacks and areas in which no duty answers an event, each with what there is instead.
    Gaps(Vec<Gap>),
}

/// How long it takes to a promise, and by which clocks.
#[derive(Clone, Debug)]
pub struct FastestWay {
    /// When it has its effect.
    pub arrival: EffectTime,
    /// The clocks that run one after the other.
    pub legs: Vec<Leg>,
    /// Where it may come or not: the gates that nobody known holds and on which that hangs.
    pub doubts: Vec<Gate>,
}

/// An attack and an area in which no duty answers an event.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Who attacks whom, if that is assumed.
    pub attack: Option<(ActorId, Option<ActorId>)>,
    /// The name of the area; nothing for the territory of the one who is attacked.
    pub area: Option<String>,
    /// What there is instead.
    pub answered: CoverageLevel,
}

/// A play: acts, or their omission, and what they decide.
#[derive(Clone, Debug)]
pub struct CounterPlay {
    /// The number of what is decided, in [`Facts::controls`].
    pub control: usize,
    /// The attack, if one is assumed.
    pub attack: Option<Attack>,
    /// The acts.
    pub pattern: Pattern,
}

/// What certain actors can do.
#[derive(Clone, Debug, Default)]
pub struct Plays {
    /// How they do it.
    pub plays: Vec<CounterPlay>,
    /// Where they have no play: the gates that nobody known holds and on which it hangs whether they need one.
    pub doubts: Vec<Gate>,
}

/// An answer; why there is none, if the question names what the draft does not have.
pub type AnswerResult = Result<Answer, String>;

/// How strong a promise is: by its act where it has one, else by its restraint.
///
/// # Errors
/// If the draft has none of that name.
pub fn strength(facts: &Facts<'_>, subject: QuestionSubject<'_>) -> AnswerResult {
    let id = promise(facts.treaty(), subject)?;
    Ok(Answer::Strength(id, facts.strength(id).graded()))
}

/// How long it takes to a promise.
///
/// # Errors
/// If the draft has none of that name, or no such bearer.
pub fn time(facts: &Facts<'_>, pace: Bound, subject: QuestionSubject<'_>, calendar: TimelineStart) -> AnswerResult {
    let id = promise(facts.treaty(), subject)?;
    let table = facts.timetable(pace, bearer(facts.treaty(), subject)?, calendar);
    Ok(time_in(facts, pace, &table, id))
}

/// How long it takes to a promise in the worst case, the day of the event not being known.
pub fn known_time(facts: &Facts<'_>, id: ProvisionId) -> Answer {
    time_in(facts, Bound::Worst, facts.worst_case(), id)
}

fn time_in(facts: &Facts<'_>, pace: Bound, table: &Timetable, id: ProvisionId) -> Answer {
    let arrival = table.arrival(id);
    let doubts = match (arrival.coming, pace) {
        (Coming::Unknown, Bound::Earliest) => doubts(facts, &[], id, false),
        (Coming::Unknown, Bound::Worst) => doubts_of_threat(facts, id),
        _ => Vec::new(),
    };
    Answer::Time(id, Box::new(FastestWay { arrival, legs: table.way(id), doubts }))
}

/// Who must provide a measure; those who are assumed to attack do not count.
///
/// # Errors
/// If the draft promises no such measure.
pub fn providers(facts: &Facts<'_>, name: &str) -> AnswerResult {
    facts.providers(name).map(Answer::Providers).ok_or_else(|| {
        let near = nearest(name, facts.measures().iter().map(|it| it.name));
        unknown(&format!("the draft promises no measure `{name}`"), near)
    })
}

/// Where no duty answers an event: in an area, or against whoever is attacked; in the whole territory, if neither is named.
///
/// # Errors
/// If it is no event, or no such area.
pub fn answered(facts: &Facts<'_>, event: &str, wanted: Option<&str>) -> AnswerResult {
    let treaty = facts.treaty();
    let known = coverage::events(treaty);
    if !known.contains(&event) && !Vocabulary::Events.knows(event) {
        let near = nearest(event, known).or_else(|| Vocabulary::Events.nearest(event));
        return Err(unknown(&format!("`{event}` is no event that the draft names or the vocabulary has"), near));
    }
    let place = |spot: AttackPlace<'_>| match spot {
        AttackPlace::Place(id) => Some(treaty.places[id.0 as usize].name.to_owned()),
        AttackPlace::Words(words) => Some(format!("“{words}”")),
        AttackPlace::Territory | AttackPlace::Beyond => None,
    };
    let whose = wanted.and_then(|it| treaty.actor_named(it));
    let mut asked = false;
    let mut gaps = Vec::new();
    for grid in coverage::grids(facts, &[event]) {
        if whose.is_some() && grid.attack.is_some_and(|it| it.1 != whose) {
            continue;
        }
        for (spot, cell) in grid.areas.iter().zip(&grid.cells[0]) {
            // Without an area, the whole territory is meant; that of an actor, if one is named.
            let meant = match wanted {
                None => *spot != AttackPlace::Beyond,
                Some(_) if whose.is_some() => *spot != AttackPlace::Beyond,
                Some(wanted) => place(*spot).as_deref() == Some(wanted),
            };
            asked |= meant;
            let state = if meant { cell.answered() } else { CoverageLevel::Duty };
            if state != CoverageLevel::Duty {
                gaps.push(Gap { attack: grid.attack, area: place(*spot), answered: state });
            }
        }
    }
    if !asked {
        let wanted = wanted.unwrap_or_default();
        let near = nearest(wanted, treaty.places.iter().map(|it| it.name));
        return Err(unknown(&format!("`{wanted}` is no area of the draft, and nobody who is attacked"), near));
    }
    Ok(Answer::Gaps(gaps))
}

/// How many of those who are expected to help may fall away, the assumed aggressor obstructing.
///
/// # Errors
/// If nobody is assumed to attack, or nothing of that name becomes live.
pub fn survives(facts: &Facts<'_>, subject: QuestionSubject<'_>) -> AnswerResult {
    let bearer = bearer(facts.treaty(), subject)?;
    let mut worst: Option<Support> = None;
    let mut doubts = Vec::new();
    for at in asked(facts, subject)? {
        let control = &facts.controls()[at];
        for view in &control.views {
            let Some(adverse) = &view.adverse else { continue };
            if bearer.is_some_and(|it| !view.bearers.contains(&it)) {
                continue;
            }
            let bloc = view.attack.as_ref().map_or(&[][..], |it| &it.bloc);
            doubt(&mut doubts, facts.doubts(control, bloc, false, view.attack.as_ref(), bearer));
            if worst.as_ref().is_none_or(|it| rank(&adverse.support) < rank(it)) {
                // Bearers in the same place share what was found of the first of them.
                let own = bearer.filter(|_| view.each).map(|it| (view.bearers[0], it));
                worst = Some(own.map_or_else(|| adverse.support.clone(), |(first, it)| adverse.support.of(first, it)));
            }
        }
    }
    let Some(worst) = worst else {
        return Err("no aggressor is assumed; assume one with `--assume`".to_owned());
    };
    if let Support::Unknown = worst {
        budget::give_up();
    }
    Ok(Answer::Survives(worst, doubts))
}

/// The gates that nobody known holds, and on which it hangs whether these block a provision, or bring it about.
pub fn doubts(facts: &Facts<'_>, who: &[ActorId], provision: ProvisionId, forcing: bool) -> Vec<Gate> {
    let mut found = Vec::new();
    for control in facts.controls().iter().filter(|it| it.activates() == Some(provision)) {
        for (attack, who) in under(control, who.to_vec()) {
            doubt(&mut found, facts.doubts(control, &who, forcing, attack.as_ref(), None));
        }
    }
    found
}

/// The gates that nobody known holds, and on which it hangs whether the assumed aggressors block a provision, each with its
/// bloc.
fn doubts_of_threat(facts: &Facts<'_>, provision: ProvisionId) -> Vec<Gate> {
    let mut found = Vec::new();
    for control in facts.controls().iter().filter(|it| it.activates() == Some(provision)) {
        for view in &control.views {
            let bloc = view.attack.as_ref().map_or(&[][..], |it| &it.bloc);
            doubt(&mut found, facts.doubts(control, bloc, false, view.attack.as_ref(), None));
        }
    }
    found
}

/// What a gate that nobody known holds leaves open, in words.
pub fn open(treaty: &Treaty<'_>, gate: &Gate) -> String {
    let words = if gate.span.is_own() { treaty.quoted(gate.span) } else { String::new() };
    match gate.kind {
        _ if words.is_empty() => gate.kind.noun().to_owned(),
        GateKind::Words => format!("{words}, which nobody is designated to determine"),
        GateKind::Milestone => format!("{words}, which nobody is designated to declare"),
        GateKind::Instrument => format!("{words}, which depends on another instrument"),
        _ => format!("{words}, which the text leaves open"),
    }
}

/// Several of these, as a sentence lists them.
pub fn all_open(treaty: &Treaty<'_>, gates: &[Gate]) -> String {
    let mut words: Vec<String> = gates.iter().map(|it| open(treaty, it)).collect();
    words.dedup();
    words.join("; ")
}

/// Adds gates, each once.
fn doubt(doubts: &mut Vec<Gate>, found: Vec<Gate>) {
    for gate in found {
        if !doubts.contains(&gate) {
            doubts.push(gate);
        }
    }
}

/// The fewer may fall away, the lower.
fn rank(support: &Support) -> u64 {
    match support {
        Support::Blocked => 0,
        Support::Survives { defections, .. } => u64::from(*defections) + 1,
        Support::Unneeded | Support::Unknown => u64::MAX,
    }
}

/// How actors keep something from coming about.
///
/// # Errors
/// If the draft knows no such actor, or nothing of that name becomes live.
pub fn blocks(facts: &Facts<'_>, who: &[&str], subject: QuestionSubject<'_>) -> AnswerResult {
    plays(facts, who, subject, false).map(Answer::Blocks)
}

/// How actors bring something about against everybody else.
///
/// # Errors
/// As of [`blocks`].
pub fn forces(facts: &Facts<'_>, who: &[&str], subject: QuestionSubject<'_>) -> AnswerResult {
    plays(facts, who, subject, true).map(Answer::Forces)
}

/// One play for each attack and each thing that is asked about.
fn plays(facts: &Facts<'_>, who: &[&str], subject: QuestionSubject<'_>, forcing: bool) -> Result<Plays, String> {
    let bearer = bearer(facts.treaty(), subject)?;
    let mut found = Plays::default();
    for at in asked(facts, subject)? {
        let control = &facts.controls()[at];
        for (attack, who) in sides(facts, control, who)? {
            let patterns = if forcing {
                facts.enabling_by(control, &who, attack.as_ref(), bearer)
            } else {
                facts.blocking_by(control, &who, attack.as_ref(), bearer)
            };
            if let Some(pattern) = patterns.into_iter().next() {
                found.plays.push(CounterPlay { control: at, attack, pattern });
            } else {
                doubt(&mut found.doubts, facts.doubts(control, &who, forcing, attack.as_ref(), bearer));
            }
        }
    }
    Ok(found)
}

/// Whom a question asks about, under which attack: `aggressor`, `bloc`, `anyone`, or actors by name.
fn sides<'m>(
    facts: &Facts<'m>,
    control: &Control<'m>,
    who: &[&str],
) -> Result<Vec<(Option<Attack>, ActorSet)>, String> {
    let treaty = facts.treaty();
    let attacks = attacks(control);
    let assumed = || {
        let none = "no aggressor is assumed; assume one with `--assume`";
        if treaty.threat.cases.is_empty() { Err(none.to_owned()) } else { Ok(()) }
    };
    match who {
        ["aggressor"] => {
            assumed()?;
            Ok(attacks.into_iter().map(|it| (Some(it.clone()), vec![it.attacker])).collect())
        }
        ["bloc"] => {
            assumed()?;
            Ok(attacks.into_iter().map(|it| (Some(it.clone()), it.bloc)).collect())
        }
        ["anyone"] => {
            let everybody: Vec<ActorId> = facts.players(control);
            let under: Vec<Option<Attack>> =
                if attacks.is_empty() { vec![None] } else { attacks.into_iter().map(Some).collect() };
            Ok(under.iter().flat_map(|it| everybody.iter().map(|who| (it.clone(), vec![*who]))).collect())
        }
        names => Ok(under(control, names.iter().map(|it| actor(treaty, it)).collect::<Result<ActorSet, _>>()?)),
    }
}

/// The attacks under which actors act: those of their own, if they are assumed to attack, and otherwise every one.
fn under(control: &Control<'_>, mut actors: ActorSet) -> Vec<(Option<Attack>, ActorSet)> {
    actors.sort_unstable();
    actors.dedup();
    let attacks = attacks(control);
    let theirs: Vec<Attack> = attacks.iter().filter(|it| actors.contains(&it.attacker)).cloned().collect();
    let under = if theirs.is_empty() { attacks } else { theirs };
    let under: Vec<Option<Attack>> = if under.is_empty() { vec![None] } else { under.into_iter().map(Some).collect() };
    under.into_iter().map(|it| (it, actors.clone())).collect()
}

/// The attacks under which something is looked at.
fn attacks(control: &Control<'_>) -> Vec<Attack> {
    let mut attacks: Vec<Attack> = Vec::new();
    for attack in control.views.iter().filter_map(|it| it.attack.as_ref()) {
        if !attacks.contains(attack) {
            attacks.push(attack.clone());
        }
    }
    attacks
}

fn actor(treaty: &Treaty<'_>, name: &str) -> Result<ActorId, String> {
    treaty.actor_named(name).ok_or_else(|| {
        let known = treaty.actors.iter().map(|it| it.name);
        unknown(&format!("the draft knows no `{name}`"), nearest(name, known))
    })
}

fn bearer(treaty: &Treaty<'_>, subject: QuestionSubject<'_>) -> Result<Option<ActorId>, String> {
    subject.bearer.map(|it| actor(treaty, it)).transpose()
}

fn unknown(words: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("{words}; did you mean `{near}`?"),
        None => words.to_owned(),
    }
}

/// The provision that a question is about.
fn promise(treaty: &Treaty<'_>, subject: QuestionSubject<'_>) -> Result<ProvisionId, String> {
    match (subject.about, subject.power) {
        (About::Name(name), Some(power)) => {
            Err(format!("this is asked of a provision, not of the {power} of one: write `{name}`"))
        }
        (about, _) => provision(treaty, about),
    }
}

/// Whether a reading has what a subject names.
pub fn is_there(treaty: &Treaty<'_>, subject: QuestionSubject<'_>) -> bool {
    holders(treaty, subject.about).is_ok() && subject.bearer.is_none_or(|it| treaty.actor_named(it).is_some())
}

/// The provision of a name; a final clause by its kind.
fn provision(treaty: &Treaty<'_>, about: About<'_>) -> Result<ProvisionId, String> {
    let name = match about {
        About::Provision(id) => return Ok(id),
        About::Name(name) => name,
    };
    let by_kind = || treaty.own_provisions().find(|it| it.name.is_empty() && it.kind.as_str() == name).map(|it| it.id);
    treaty.provision_named(name).or_else(by_kind).ok_or_else(|| {
        let known = treaty.own_provisions().map(|it| it.name).filter(|it| !it.is_empty());
        unknown(&format!("the draft has no provision `{name}`"), nearest(name, known))
    })
}

/// Those who hold what a question is about: a body, every clause of a kind that has no name, or a provision.
fn holders(treaty: &Treaty<'_>, about: About<'_>) -> Result<Vec<Holder>, String> {
    if let About::Name(name) = about {
        if let Some(body) = treaty.actor_named(name).filter(|it| treaty.actor(*it).body.is_some()) {
            return Ok(vec![Holder::Body(body)]);
        }
        let same = |it: &&Provision<'_>| it.name.is_empty() && it.kind.as_str() == name;
        let clauses: Vec<Holder> = treaty.own_provisions().filter(same).map(|it| Holder::Provision(it.id)).collect();
        if !clauses.is_empty() {
            return Ok(clauses);
        }
    }
    Ok(vec![Holder::Provision(provision(treaty, about)?)])
}

/// The numbers of what a question is about, in [`Facts::controls`].
fn asked(facts: &Facts<'_>, subject: QuestionSubject<'_>) -> Result<Vec<usize>, String> {
    let treaty = facts.treaty();
    let holders = holders(treaty, subject.about)?;
    let power = match subject.power {
        None => None,
        Some(word) => Some(Power::from_word(word).ok_or_else(|| {
            let known = Power::WORDS.iter().map(|it| it.1);
            unknown(&format!("there is no power called `{word}`"), nearest(word, known))
        })?),
    };
    // Forces and monitors get in under what becomes live then: who is asked for access is one of its gates.
    let enters = |it: &Control<'_>| it.activates().is_some_and(|id| asks_for_access(treaty.provision(id)));
    let about = |it: &Control<'_>| {
        holders.contains(&it.holder)
            && match power {
                Some(Power::Access) => enters(it),
                Some(power) => it.power == power,
                // What becomes live, with the action that it asks for; for a final clause, what it is about.
                None => it.power.as_str().is_none() || it.power == Power::Deciding,
            }
    };
    let found: Vec<usize> = facts.controls().iter().enumerate().filter(|(_, it)| about(it)).map(|(at, _)| at).collect();
    if found.is_empty() {
        let name = match subject.about {
            About::Name(name) => name.to_owned(),
            About::Provision(id) => treaty.cite(id),
        };
        return Err(match subject.power {
            Some(power) => format!("`{name}` gives nobody a say in its {power}"),
            None => format!("`{name}` is nothing that takes effect"),
        });
    }
    Ok(found)
}
