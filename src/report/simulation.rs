//! What a draft does in a case, played out and told: for the terminal, for machines, for documents, as a page.

mod full;
mod pages;
mod shape;
mod shown;
mod tell;
#[cfg(test)]
mod tests;

pub use full::full;
pub use pages::{html, markdown};
pub use shape::*;

use crate::analysis::Facts;
use crate::engine::Wording;
use crate::model::{EventKind, Happening, Pace, Scenario, Treaty, vocabulary};
use crate::simulation::expect::{run_in, settings};
use crate::simulation::{Setting, play};
use crate::source::Span;

/// The version of the shape. It grows when a reader of the old shape could misread the new one.
pub const VERSION: u32 = 1;

/// What is wanted of a play.
#[derive(Clone, Debug)]
pub struct PlayRequest<'w> {
    /// The name of the draft.
    pub draft: &'w str,
    /// Where the draft itself ends: what stands behind is given from outside.
    pub end: u32,
    /// What is played.
    pub what: PlaySource,
    /// The day of the first fact, where no line says it.
    pub day: Option<&'w str>,
    /// Whether those who cooperate take all the time there is, whatever the scenario says.
    pub last_moment: bool,
}

/// What is played.
#[derive(Clone, Debug)]
pub enum PlaySource {
    /// Each assumed attack.
    Attacks,
    /// What is given from outside, in so many lines.
    Given(usize),
    /// The scenario that stands in a place.
    Scenario(Span),
}

/// Why nothing can be played.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unplayable {
    /// Nobody is assumed to attack, and nothing is given.
    NoAttack,
    /// A line of what is given is no single event or act.
    NoLine,
    /// What is given names something that this reading does not have.
    Absent,
    /// What is given is called by a word that no event is called by.
    NoEvent(String),
    /// The scenario is not about this reading.
    OtherReading,
}

/// For machines. The shape is written down in `docs/schema/simulation.schema.json`.
pub fn json(simulation: &Simulation) -> String {
    super::foreign::document(simulation)
}

/// Plays one reading of a draft.
///
/// # Errors
/// If nothing is given that could be played.
pub fn plays(facts: &Facts<'_>, wording: &Wording<'_>, wanted: &PlayRequest<'_>) -> Result<Vec<PlayShape>, Unplayable> {
    let treaty = facts.treaty();
    let mut scenario = None;
    let mut chosen: Vec<Setting<'_, '_>> = match &wanted.what {
        PlaySource::Attacks => treaty.threat.cases.iter().map(|it| Setting::of(Some(it.clone()))).collect(),
        PlaySource::Given(count) => {
            let given = treaty.scenarios.iter().find(|it| it.span.start >= wanted.end).ok_or(Unplayable::NoLine)?;
            if !given.complete {
                return Err(Unplayable::Absent);
            }
            if given.given.len() != *count || !given.expect.is_empty() {
                return Err(Unplayable::NoLine);
            }
            if let Some(word) = unknown_event(treaty, given) {
                return Err(Unplayable::NoEvent(word.to_owned()));
            }
            settings(treaty, given)
        }
        PlaySource::Scenario(span) => {
            let own = treaty.scenarios.iter().find(|it| it.span == *span).ok_or(Unplayable::OtherReading)?;
            scenario = Some(own);
            settings(treaty, own)
        }
    };
    if chosen.is_empty() {
        return Err(Unplayable::NoAttack);
    }
    for it in &mut chosen {
        it.day = wanted.day;
        if wanted.last_moment {
            it.pace = Pace::LastMoment;
        }
    }
    let told = |setting: Setting<'_, '_>| match scenario {
        Some(scenario) => {
            let played = run_in(treaty, scenario, setting.clone());
            tell::tell(facts, wording, wanted, Some((scenario, &played.judgements)), &setting, &played.play)
        }
        None => tell::tell(facts, wording, wanted, None, &setting, &play(treaty, &setting)),
    };
    Ok(chosen.into_iter().map(told).collect())
}

/// A word of what is given that neither the vocabulary nor the draft uses for an event.
fn unknown_event<'a>(treaty: &Treaty<'a>, given: &Scenario<'a>) -> Option<&'a str> {
    let events = given.given.iter().filter_map(|it| match &it.what {
        Happening::Events(events) => Some(events),
        _ => None,
    });
    let mut named = events.flat_map(|it| &it.events).filter_map(|it| match it.kind {
        EventKind::Named(word, _) => Some(word),
        _ => None,
    });
    let own = |word: &str| {
        let events = treaty.provisions.iter().flat_map(|it| &it.events).flat_map(|it| &it.events);
        let terms = treaty.terms.iter().map(|it| it.term.replace(' ', "-"));
        events.into_iter().any(|it| matches!(it.kind, EventKind::Named(other, _) if other == word))
            || terms.into_iter().any(|it| it == word)
    };
    named.find(|word| vocabulary::event(word).is_none() && !own(word))
}
