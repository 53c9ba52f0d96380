//! What `vattel analyze` says of one reading of a draft, in words and numbers: the one shape behind every format.
//!
//! It is the JSON document too; `docs/schema/analysis.schema.json` writes it down. A section that was not asked for is
//! absent. Actors stand by their short names, clauses in the treaty's own numbering.

mod coverage;
pub(super) mod describer;
mod difference;
mod duties;
mod gates;
mod power;
mod properties;
mod providers;
mod shape;
mod summary;
#[cfg(test)]
mod tests;
mod timeline;
mod vetoes;

pub use difference::{Difference, differences};
pub use properties::require;
pub use shape::*;
pub use timeline::worst;
pub use vetoes::held;

use crate::analysis::budget;
use crate::analysis::control;
use crate::analysis::{Facts, TimelineStart};
use crate::engine::{FactsOutcome, Wording};
use describer::Describer;

/// The version of the shape. It grows when a reader of the old shape could misread the new one.
const VERSION: u32 = 1;

/// A part of what can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// The answers about each promise, before the details.
    Summary,
    /// Who can stop and who can force what.
    Vetoes,
    /// Every gate before a promise.
    Gates,
    /// How long it takes.
    Timeline,
    /// Which attacks are answered.
    Coverage,
    /// What each state must, may and need not do.
    Duties,
    /// Who provides what.
    Providers,
    /// The votes, with what each voter counts.
    Power,
}

impl Section {
    /// Every section, in the order in which they are told.
    pub const ALL: &[Self] = &[
        Self::Summary,
        Self::Vetoes,
        Self::Gates,
        Self::Timeline,
        Self::Coverage,
        Self::Duties,
        Self::Providers,
        Self::Power,
    ];

    /// Its word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Vetoes => "vetoes",
            Self::Gates => "gates",
            Self::Timeline => "timeline",
            Self::Coverage => "coverage",
            Self::Duties => "duties",
            Self::Providers => "providers",
            Self::Power => "power",
        }
    }

    /// What it says.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Summary => {
                "For each promise who can block it, how long at worst, what it answers, what cannot be determined"
            }
            Self::Vetoes => "Who can stop and who can force what",
            Self::Gates => "Every gate before a promise, with its holders and its clock",
            Self::Timeline => "How long it takes from the event to each effect",
            Self::Coverage => "Which attacks are answered, and which are not",
            Self::Duties => "What each state must, may and need not do",
            Self::Providers => "Who provides what",
            Self::Power => "The votes, with what each voter counts",
        }
    }
}

/// What is wanted of a dossier.
#[derive(Clone, Debug)]
pub struct ReportRequest<'w> {
    /// The name of the draft.
    pub draft: &'w str,
    /// The reading's name; nothing for the unbracketed one.
    pub reading: Option<String>,
    /// The sections.
    pub sections: &'w [Section],
    /// From when time is counted.
    pub calendar: TimelineStart,
}

/// Says what is wanted of a reading.
pub fn analysis_report(facts: &Facts<'_>, wording: &Wording<'_>, wanted: &ReportRequest<'_>) -> AnalysisReport {
    let (mut analysis_report, spent) = budget::watch(|| told(facts, wording, wanted));
    analysis_report.unfinished = spent.unfinished;
    analysis_report
}

impl AnalysisReport {
    /// The same, with what whoever reads it must know of the reading, and of what is left out.
    #[must_use]
    pub fn of<T>(mut self, answered: &FactsOutcome<T>) -> Self {
        self.unread = answered.unread();
        self.readings = answered.readings.0.map(|it| it.to_string());
        self.reading = answered.reading(self.reading);
        self
    }
}

fn told(facts: &Facts<'_>, wording: &Wording<'_>, wanted: &ReportRequest<'_>) -> AnalysisReport {
    let describer = &Describer::new(facts, wording);
    let treaty = facts.treaty();
    let wants = |section: Section| wanted.sections.contains(&section);
    let mut attacks: Vec<&control::Attack> = Vec::new();
    for attack in facts.controls().iter().flat_map(|it| &it.views).filter_map(|it| it.attack.as_ref()) {
        if !attacks.contains(&attack) {
            attacks.push(attack);
        }
    }
    let named = treaty.actors.iter().filter(|it| !it.prelude || it.signs);
    AnalysisReport {
        version: VERSION,
        draft: wanted.draft.to_owned(),
        title: treaty.head.title.map(ToOwned::to_owned),
        reading: wanted.reading.clone(),
        readings: None,
        unread: 0,
        unfinished: false,
        attacks: attacks.into_iter().map(|it| describer.attack(it)).collect(),
        adverse: describer.names(&describer.adverse),
        actors: named
            .map(|it| Name { name: it.name.to_owned(), title: it.title.unwrap_or(it.name).to_owned() })
            .collect(),
        required: Vec::new(),
        summary: wants(Section::Summary).then(|| summary::summary(describer, wanted.calendar)),
        vetoes: wants(Section::Vetoes).then(|| vetoes::vetoes(describer)),
        gates: wants(Section::Gates).then(|| gates::ways(describer)),
        timeline: wants(Section::Timeline).then(|| timeline::timeline(describer, wanted.calendar)),
        coverage: wants(Section::Coverage).then(|| coverage::coverage(describer)),
        duties: wants(Section::Duties).then(|| duties::sheets(describer, wanted.calendar)),
        providers: wants(Section::Providers).then(|| providers::providers(describer)),
        power: wants(Section::Power).then(|| power::power(describer)),
    }
}
