//! Two texts as they are read: each is asked for the attacks that either names, and under what either assumes.

use super::{ComparedText, DiffReport, diff, effects};
use crate::analysis::budget;
use crate::analysis::effects::Effects;
use crate::config::Settings;
use crate::engine::{self, FactsOutcome};
use crate::model::{ActorId, AssumedAggressor, Unknown};
use crate::source::{Source, Span};
use std::collections::BTreeSet;

/// A text to compare.
pub struct DiffSide<'s> {
    /// The draft.
    pub source: &'s Source,
    /// What is assumed, and which reading is meant.
    pub settings: Settings,
    /// The text of another instrument that the draft names.
    pub read: &'s dyn Fn(&str) -> Option<Source>,
    /// The name of the reading; nothing for the unbracketed one.
    pub reading: Option<String>,
}

/// What came of comparing.
#[derive(Debug)]
pub struct DiffOutcome {
    /// The comparison; nothing if a text could not be worked out.
    pub report: Option<DiffReport>,
    /// What was found of each text besides.
    pub notes: [FactsOutcome<()>; 2],
}

impl DiffOutcome {
    /// Names in the assumptions from outside that stand for nobody in either text.
    pub fn unknown_assumed(&self) -> impl Iterator<Item = &Unknown> {
        let [one, other] = &self.notes;
        one.unknown_assumed.iter().filter(|it| other.unknown_assumed.iter().any(|other| other.name == it.name))
    }
}

/// What must be known of a text before it is compared.
struct SideProbe {
    events: Vec<String>,
    /// The assumed aggressors with those whom they attack.
    aggressors: Vec<AssumedAggressor>,
    votes_with: Vec<(String, String)>,
    controls: Vec<(String, String)>,
    actors: BTreeSet<String>,
}

/// Compares two texts.
pub fn compare(old: &DiffSide<'_>, new: &DiffSide<'_>) -> DiffOutcome {
    let (mut before, mut after) = (probe(old), probe(new));
    let (one, other) = (before.answer.take(), after.answer.take());
    let mut outcome = DiffOutcome { report: None, notes: [silent(before), silent(after)] };
    let (Some(one), Some(other)) = (one, other) else { return outcome };
    let mut events = one.events.clone();
    events.extend(other.events.iter().filter(|it| !one.events.contains(it)).cloned());
    let [earlier, later] = [(old, &one, &other), (new, &other, &one)].map(|(side, own, other)| {
        let mut settings = side.settings.clone();
        assume(&mut settings, own, other);
        side.effects(&settings, &events)
    });
    let (Some(earlier), Some(later)) = (earlier, later) else { return outcome };
    outcome.report = Some(diff(&earlier.compared(old), &later.compared(new)));
    outcome
}

/// What one text does, and what must be said of how it was read.
pub struct ReadSide {
    /// What it does.
    pub effects: Effects,
    reading: Option<String>,
    unread: usize,
    unfinished: bool,
}

impl ReadSide {
    /// Whether something of it was left out.
    pub fn is_partial(&self) -> bool {
        self.unread > 0 || self.unfinished
    }

    /// The same as a side of a comparison.
    pub fn compared<'c>(&'c self, side: &'c DiffSide<'_>) -> ComparedText<'c> {
        ComparedText {
            draft: &side.source.name,
            reading: self.reading.clone(),
            unread: self.unread,
            unfinished: self.unfinished,
            effects: &self.effects,
        }
    }
}

impl DiffSide<'_> {
    /// What the text does, asked for some kinds of attack.
    pub fn effects(&self, settings: &Settings, events: &[String]) -> Option<ReadSide> {
        let mut asked = engine::ask(self.source, settings, self.read, |facts, wording| {
            budget::watch(|| effects(facts, wording, events))
        });
        let (effects, spent) = asked.answer.take()?;
        let (unread, unfinished) = (asked.unread(), spent.unfinished || !asked.internal_errors.is_empty());
        Some(ReadSide { effects, reading: asked.reading(self.reading.clone()), unread, unfinished })
    }
}

fn probe(side: &DiffSide<'_>) -> FactsOutcome<SideProbe> {
    engine::ask(side.source, &side.settings, side.read, |facts, _| {
        let treaty = facts.treaty();
        let name = |it: ActorId| treaty.name(it).to_owned();
        let ties = |it: &[(ActorId, ActorId, Span)]| it.iter().map(|it| (name(it.0), name(it.1))).collect::<Vec<_>>();
        let cases = treaty.threat.cases.iter();
        SideProbe {
            events: crate::analysis::effects::events(facts),
            aggressors: cases
                .map(|it| AssumedAggressor {
                    who: name(it.attacker),
                    against: it.victim.map(name).into_iter().collect(),
                })
                .collect(),
            votes_with: ties(&treaty.threat.votes_with),
            controls: ties(&treaty.threat.controls),
            actors: treaty.actors.iter().map(|it| it.name.to_owned()).collect(),
        }
    })
}

fn silent(of: FactsOutcome<SideProbe>) -> FactsOutcome<()> {
    FactsOutcome {
        answer: None,
        readings: of.readings,
        faults: of.faults,
        unknown_assumed: of.unknown_assumed,
        unknown_readings: of.unknown_readings,
        misattributed: of.misattributed,
        borrowed: of.borrowed,
        internal_errors: of.internal_errors,
    }
}

/// Assumes of a text what another assumes, as far as it has those who are named.
fn assume(settings: &mut Settings, own: &SideProbe, other: &SideProbe) {
    for it in &other.aggressors {
        let known = own.actors.contains(&it.who) && it.against.iter().all(|it| own.actors.contains(it));
        if known && !own.aggressors.contains(it) {
            settings.assumed.aggressors.push(it.clone());
        }
    }
    let ties = |from: &[(String, String)], known: &[(String, String)], to: &mut Vec<(String, String)>| {
        let named = |it: &&(String, String)| own.actors.contains(&it.0) && own.actors.contains(&it.1);
        to.extend(from.iter().filter(named).filter(|it| !known.contains(it)).cloned());
    };
    ties(&other.votes_with, &own.votes_with, &mut settings.assumed.votes_with);
    ties(&other.controls, &own.controls, &mut settings.assumed.controls);
}
