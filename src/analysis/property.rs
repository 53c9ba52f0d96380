//! Whether a property holds of a reading, and what shows it.

use super::Facts;
use super::budget;
use super::circuit::asks_for_access;
use super::control::{Attack, Control, Pattern, Support};
use super::coverage::{self, Answered, Spot};
use super::gate::{Holder, Power};
use super::strength::Strength;
use super::timeline::{Arrival, Calendar, Leg, Pace};
use crate::diagnostic::nearest;
use crate::model::vocabulary::Vocabulary;
use crate::model::{ActorId, ActorSet, Period, Provision, ProvisionId, Treaty};
use crate::syntax::property::{Ask, Measure, Property, Question, Sign};
use std::cmp::Ordering;
use std::fmt;

/// Whether a property holds.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Whether it does.
    pub holds: bool,
    /// The answers that decide it.
    pub grounds: Vec<Ground>,
}

/// An answer to a question of a property.
#[derive(Clone, Debug)]
pub struct Ground {
    /// The question, as written.
    pub question: String,
    /// Whether the answer is yes, or the measure is met.
    pub yes: bool,
    /// What was found.
    pub answer: Answer,
}

/// What was found.
#[derive(Clone, Debug)]
pub enum Answer {
    /// It takes more steps than are allowed.
    NotWorkedOut,
    /// How actors keep something from coming about; no play if they can't.
    Blocks(Vec<Play>),
    /// How actors bring something about.
    Forces(Vec<Play>),
    /// How many of those who are expected to help may fall away.
    Survives(Support),
    /// How long it takes to a promise.
    Time(ProvisionId, Box<Way>),
    /// How strong a promise is.
    Strength(ProvisionId, Option<Strength>),
    /// Who must provide a measure.
    Providers(ActorSet),
    /// The attacks and areas in which no duty answers an event, each with what there is instead.
    Gaps(Vec<Gap>),
}

/// How long it takes to a promise, and by which clocks.
#[derive(Clone, Debug)]
pub struct Way {
    /// When it has its effect.
    pub arrival: Arrival,
    /// The clocks that run one after the other.
    pub legs: Vec<Leg>,
}

/// An attack and an area in which no duty answers an event.
#[derive(Clone, Debug)]
pub struct Gap {
    /// Who attacks whom, if that is assumed.
    pub attack: Option<(ActorId, Option<ActorId>)>,
    /// The name of the area; nothing for the territory of the one who is attacked.
    pub area: Option<String>,
    /// What there is instead.
    pub answered: Answered,
}

/// A play: acts, or their omission, and what they decide.
#[derive(Clone, Debug)]
pub struct Play {
    /// The number of what is decided, in [`Facts::controls`].
    pub control: usize,
    /// The attack, if one is assumed.
    pub attack: Option<Attack>,
    /// The acts.
    pub pattern: Pattern,
}

/// A question that can't be answered of this draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unanswerable {
    /// The question.
    pub question: String,
    /// Why.
    pub why: String,
}

impl fmt::Display for Unanswerable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` can't be answered: {}", self.question, self.why)
    }
}

impl std::error::Error for Unanswerable {}

/// Whether a property holds.
///
/// # Errors
/// If it names what the draft does not have.
pub fn judge(facts: &Facts<'_>, property: &Property, calendar: Calendar) -> Result<Judgement, Unanswerable> {
    let (judged, spent) = budget::watch(|| decide(facts, property, calendar));
    let judged = judged?;
    if !spent.unfinished {
        return Ok(judged);
    }
    // Neither a property nor its opposite holds of what was not worked out.
    let ground = Ground { question: property.to_string(), yes: false, answer: Answer::NotWorkedOut };
    Ok(Judgement { holds: false, grounds: vec![ground] })
}

fn decide(facts: &Facts<'_>, property: &Property, calendar: Calendar) -> Result<Judgement, Unanswerable> {
    match property {
        Property::Not(inner) => {
            let Judgement { holds, grounds } = decide(facts, inner, calendar)?;
            Ok(Judgement { holds: !holds, grounds })
        }
        Property::All(parts) => join(facts, parts, true, calendar),
        Property::Any(parts) => join(facts, parts, false, calendar),
        Property::Asked(question, against) => {
            let fault = |why: String| Unanswerable { question: question.words.clone(), why };
            let (yes, answer) = answer(facts, question, *against, calendar).map_err(fault)?;
            Ok(Judgement { holds: yes, grounds: vec![Ground { question: question.words.clone(), yes, answer }] })
        }
    }
}

/// All of these, or any: those decide it that stand against all, or for any, and otherwise every one.
fn join(facts: &Facts<'_>, parts: &[Property], all: bool, calendar: Calendar) -> Result<Judgement, Unanswerable> {
    let parts = parts.iter().map(|it| decide(facts, it, calendar)).collect::<Result<Vec<_>, _>>()?;
    let holds = if all { parts.iter().all(|it| it.holds) } else { parts.iter().any(|it| it.holds) };
    let decide = |it: &Judgement| it.holds == holds;
    Ok(Judgement { holds, grounds: parts.into_iter().filter(decide).flat_map(|it| it.grounds).collect() })
}

fn answer(
    facts: &Facts<'_>,
    question: &Question,
    against: Option<(Sign, Measure)>,
    calendar: Calendar,
) -> Result<(bool, Answer), String> {
    match question.ask {
        Ask::CanBlock | Ask::CanForce => {
            let plays = plays(facts, question)?;
            let yes = !plays.is_empty();
            Ok((yes, if question.ask == Ask::CanBlock { Answer::Blocks(plays) } else { Answer::Forces(plays) }))
        }
        Ask::Survives => survives(facts, question, against),
        Ask::Strength => {
            let id = promise(facts.treaty(), question)?;
            let found = facts.strength(id).max();
            let yes = matches!((found, against), (Some(found), Some((sign, Measure::Strength(class))))
                if sign.holds((found as u8).cmp(&class)));
            Ok((yes, Answer::Strength(id, found)))
        }
        Ask::Earliest | Ask::WorstCase => time(facts, question, against, calendar),
        Ask::Providers => providers(facts, question, against),
        Ask::Answered => answered(facts, question),
    }
}

fn time(
    facts: &Facts<'_>,
    question: &Question,
    against: Option<(Sign, Measure)>,
    calendar: Calendar,
) -> Result<(bool, Answer), String> {
    let id = promise(facts.treaty(), question)?;
    let pace = if question.ask == Ask::Earliest { Pace::Earliest } else { Pace::Worst };
    let table = facts.timetable(pace, bearer(facts.treaty(), question)?, calendar);
    let arrival = table.arrival(id);
    let yes = match against {
        Some((sign, Measure::Time(count, unit))) => {
            let limit = Period::Of { count, unit, approximate: false }.length().unwrap_or_default();
            let order = match arrival.open {
                // What has no end is more than any time.
                Some(_) => Ordering::Greater,
                None => calendar.minutes(arrival.length).cmp(&calendar.minutes(limit)),
            };
            sign.holds(order)
        }
        _ => false,
    };
    Ok((yes, Answer::Time(id, Box::new(Way { arrival, legs: table.way(id) }))))
}

fn providers(
    facts: &Facts<'_>,
    question: &Question,
    against: Option<(Sign, Measure)>,
) -> Result<(bool, Answer), String> {
    let treaty = facts.treaty();
    let (name, measures) = (&question.subject.name, facts.measures());
    let Some(measure) = measures.iter().find(|it| it.name == name) else {
        let near = nearest(name, measures.iter().map(|it| it.name));
        return Err(unknown(&format!("the draft promises no measure `{name}`"), near));
    };
    let found = measure.providers(&treaty.threat.adverse());
    let yes = matches!(against, Some((sign, Measure::Number(count))) if sign.holds((found.len() as u64).cmp(&count)));
    Ok((yes, Answer::Providers(found)))
}

fn answered(facts: &Facts<'_>, question: &Question) -> Result<(bool, Answer), String> {
    let treaty = facts.treaty();
    let (event, wanted) = (&*question.subject.name, question.subject.bearer.as_deref());
    let known = coverage::events(treaty);
    if !known.contains(&event) && !Vocabulary::Events.knows(event) {
        let near = nearest(event, known).or_else(|| Vocabulary::Events.nearest(event));
        return Err(unknown(&format!("`{event}` is no event that the draft names or the vocabulary has"), near));
    }
    let place = |spot: Spot<'_>| match spot {
        Spot::Place(id) => Some(treaty.places[id.0 as usize].name.to_owned()),
        Spot::Words(words) => Some(format!("“{words}”")),
        Spot::Territory | Spot::Beyond => None,
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
                None => *spot != Spot::Beyond,
                Some(_) if whose.is_some() => *spot != Spot::Beyond,
                Some(wanted) => place(*spot).as_deref() == Some(wanted),
            };
            asked |= meant;
            if meant && cell.answered() != Answered::Duty {
                gaps.push(Gap { attack: grid.attack, area: place(*spot), answered: cell.answered() });
            }
        }
    }
    if !asked {
        let wanted = wanted.unwrap_or_default();
        let near = nearest(wanted, treaty.places.iter().map(|it| it.name));
        return Err(unknown(&format!("`{wanted}` is no area of the draft, and nobody who is attacked"), near));
    }
    Ok((gaps.is_empty(), Answer::Gaps(gaps)))
}

fn survives(
    facts: &Facts<'_>,
    question: &Question,
    against: Option<(Sign, Measure)>,
) -> Result<(bool, Answer), String> {
    let bearer = bearer(facts.treaty(), question)?;
    let mut worst: Option<Support> = None;
    for at in asked(facts, question)? {
        for view in &facts.controls()[at].views {
            let Some(adverse) = &view.adverse else { continue };
            if bearer.is_some_and(|it| !view.bearers.contains(&it)) {
                continue;
            }
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
    let found = match &worst {
        Support::Blocked => None,
        Support::Unneeded => Some(u64::MAX),
        Support::Unknown => {
            budget::give_up();
            None
        }
        Support::Survives { defections, .. } => Some(u64::from(*defections)),
    };
    let yes = matches!((found, against), (Some(found), Some((sign, Measure::Number(count)))) if sign.holds(found.cmp(&count)));
    Ok((yes, Answer::Survives(worst)))
}

/// The fewer may fall away, the lower.
fn rank(support: &Support) -> u64 {
    match support {
        Support::Blocked => 0,
        Support::Survives { defections, .. } => u64::from(*defections) + 1,
        Support::Unneeded | Support::Unknown => u64::MAX,
    }
}

/// How the actors of a question block or force what it is about: one play for each attack and each thing.
fn plays(facts: &Facts<'_>, question: &Question) -> Result<Vec<Play>, String> {
    let treaty = facts.treaty();
    let bearer = bearer(treaty, question)?;
    let mut found = Vec::new();
    for at in asked(facts, question)? {
        let control = &facts.controls()[at];
        for (attack, who) in sides(facts, control, &question.who)? {
            let patterns = match question.ask {
                Ask::CanForce => facts.enabling_by(control, &who, attack.as_ref(), bearer),
                _ => facts.blocking_by(control, &who, attack.as_ref(), bearer),
            };
            found.extend(patterns.into_iter().next().map(|pattern| Play { control: at, attack, pattern }));
        }
    }
    Ok(found)
}

/// Whom a question asks about, under which attack: `aggressor`, `bloc`, `anyone`, or actors by name.
fn sides<'m>(
    facts: &Facts<'m>,
    control: &Control<'m>,
    who: &[String],
) -> Result<Vec<(Option<Attack>, ActorSet)>, String> {
    let treaty = facts.treaty();
    let mut attacks: Vec<Attack> = Vec::new();
    for attack in control.views.iter().filter_map(|it| it.attack.as_ref()) {
        if !attacks.contains(attack) {
            attacks.push(attack.clone());
        }
    }
    let assumed = || {
        let none = "no aggressor is assumed; assume one with `--assume`";
        if treaty.threat.cases.is_empty() { Err(none.to_owned()) } else { Ok(()) }
    };
    match who {
        [one] if one == "aggressor" => {
            assumed()?;
            Ok(attacks.into_iter().map(|it| (Some(it.clone()), vec![it.attacker])).collect())
        }
        [one] if one == "bloc" => {
            assumed()?;
            Ok(attacks.into_iter().map(|it| (Some(it.clone()), it.bloc)).collect())
        }
        [one] if one == "anyone" => {
            let everybody: Vec<ActorId> = facts.players(control);
            let under: Vec<Option<Attack>> =
                if attacks.is_empty() { vec![None] } else { attacks.into_iter().map(Some).collect() };
            Ok(under.iter().flat_map(|it| everybody.iter().map(|who| (it.clone(), vec![*who]))).collect())
        }
        names => {
            let mut actors = names.iter().map(|it| actor(treaty, it)).collect::<Result<ActorSet, _>>()?;
            actors.sort_unstable();
            actors.dedup();
            let theirs: Vec<Attack> = attacks.iter().filter(|it| actors.contains(&it.attacker)).cloned().collect();
            let under = if theirs.is_empty() { attacks } else { theirs };
            let under: Vec<Option<Attack>> =
                if under.is_empty() { vec![None] } else { under.into_iter().map(Some).collect() };
            Ok(under.into_iter().map(|it| (it, actors.clone())).collect())
        }
    }
}

fn actor(treaty: &Treaty<'_>, name: &str) -> Result<ActorId, String> {
    treaty.actor_named(name).ok_or_else(|| {
        let known = treaty.actors.iter().map(|it| it.name);
        unknown(&format!("the draft knows no `{name}`"), nearest(name, known))
    })
}

fn bearer(treaty: &Treaty<'_>, question: &Question) -> Result<Option<ActorId>, String> {
    question.subject.bearer.as_ref().map(|it| actor(treaty, it)).transpose()
}

fn unknown(words: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("{words}; did you mean `{near}`?"),
        None => words.to_owned(),
    }
}

/// The provision that a question is about.
fn promise(treaty: &Treaty<'_>, question: &Question) -> Result<ProvisionId, String> {
    let name = &question.subject.name;
    match &question.subject.power {
        Some(power) => Err(format!("this is asked of a provision, not of the {power} of one: write `{name}`")),
        None => provision(treaty, name),
    }
}

/// The provision of a name; a final clause by its kind.
fn provision(treaty: &Treaty<'_>, name: &str) -> Result<ProvisionId, String> {
    let by_kind = || treaty.own_provisions().find(|it| it.name.is_empty() && it.kind.word() == name).map(|it| it.id);
    treaty.provision_named(name).or_else(by_kind).ok_or_else(|| {
        let known = treaty.own_provisions().map(|it| it.name).filter(|it| !it.is_empty());
        unknown(&format!("the draft has no provision `{name}`"), nearest(name, known))
    })
}

/// The numbers of what a question is about, in [`Facts::controls`].
fn asked(facts: &Facts<'_>, question: &Question) -> Result<Vec<usize>, String> {
    let treaty = facts.treaty();
    let subject = &question.subject;
    let body = treaty.actor_named(&subject.name).filter(|it| treaty.actor(*it).body.is_some());
    // Several clauses of a kind have no names; the question is about each.
    let same = |it: &&Provision<'_>| it.name.is_empty() && it.kind.word() == subject.name;
    let mut holders: Vec<Holder> = body.map(Holder::Body).into_iter().collect();
    if holders.is_empty() {
        holders.extend(treaty.own_provisions().filter(same).map(|it| Holder::Provision(it.id)));
    }
    if holders.is_empty() {
        holders.push(Holder::Provision(provision(treaty, &subject.name)?));
    }
    let power = match &subject.power {
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
                None => it.power.word().is_none() || it.power == Power::Deciding,
            }
    };
    let found: Vec<usize> = facts.controls().iter().enumerate().filter(|(_, it)| about(it)).map(|(at, _)| at).collect();
    if found.is_empty() {
        let name = &subject.name;
        return Err(match &subject.power {
            Some(power) => format!("`{name}` gives nobody a say in its {power}"),
            None => format!("`{name}` is nothing that becomes live"),
        });
    }
    Ok(found)
}
