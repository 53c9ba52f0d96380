//! What a draft does in a case, played out and told: for the terminal, for machines, for documents, as a page.

mod full;
mod pages;
mod settings;
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
use crate::model::Pace;
use crate::simulation::{Setting, play};
use crate::source::Span;

/// The version of the shape. It grows when a reader of the old shape could misread the new one.
pub const VERSION: u32 = 1;

/// What is wanted of a play.
#[derive(Clone, Debug)]
pub struct Wanted<'w> {
    /// The name of the draft.
    pub draft: &'w str,
    /// Where the draft itself ends: what stands behind is given from outside.
    pub end: u32,
    /// What is played.
    pub what: What,
    /// The day of the first fact, where no line says it.
    pub day: Option<&'w str>,
    /// Whether those who cooperate take all the time there is, whatever the scenario says.
    pub last_moment: bool,
}

/// What is played.
#[derive(Clone, Debug)]
pub enum What {
    /// Each assumed attack.
    Attacks,
    /// What is given from outside, in so many lines.
    Given(usize),
    /// The scenario that stands in a place.
    Scenario(Span),
}

/// Why nothing can be played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplayable {
    /// Nobody is assumed to attack, and nothing is given.
    NoAttack,
    /// A line of what is given is no single event or act.
    NoLine,
    /// What is given names something that this reading does not have.
    Absent,
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
pub fn plays(facts: &Facts<'_>, wording: &Wording<'_>, wanted: &Wanted<'_>) -> Result<Vec<Played>, Unplayable> {
    let treaty = facts.treaty();
    let mut scenario = None;
    let mut settings: Vec<Setting<'_, '_>> = match &wanted.what {
        What::Attacks => treaty.threat.cases.iter().map(|it| Setting::of(Some(it.clone()))).collect(),
        What::Given(count) => {
            let given = treaty.scenarios.iter().find(|it| it.span.start >= wanted.end).ok_or(Unplayable::NoLine)?;
            if given.given.len() != *count || !given.expect.is_empty() {
                return Err(if given.complete { Unplayable::NoLine } else { Unplayable::Absent });
            }
            settings::settings(treaty, given)
        }
        What::Scenario(span) => {
            let own = treaty.scenarios.iter().find(|it| it.span == *span).ok_or(Unplayable::OtherReading)?;
            scenario = Some(own);
            settings::settings(treaty, own)
        }
    };
    if settings.is_empty() {
        return Err(Unplayable::NoAttack);
    }
    for it in &mut settings {
        it.day = wanted.day;
        if wanted.last_moment {
            it.pace = Pace::LastMoment;
        }
    }
    let told =
        |setting: &Setting<'_, '_>| tell::tell(facts, wording, wanted, scenario, setting, &play(treaty, setting));
    Ok(settings.iter().map(told).collect())
}
