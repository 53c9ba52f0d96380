//! One reading of a draft: who there is, what is promised, on what it hangs. Every name is resolved; every item keeps
//! its place in the text. The model borrows the text and holds no tree nodes.

mod accession;
mod actor;
pub mod attention;
mod build;
mod clause;
mod decision;
mod id;
mod membership;
mod naming;
mod norm;
mod parts;
mod reading;
mod scenario;
mod threat;
mod time;
mod value;

pub mod prelude;
pub mod states;
pub mod vocabulary;

#[cfg(test)]
mod tests;

pub use actor::{Actor, ActorKind, Body, Chair, Group, MatterRule, Roles};
pub use build::{Built, IncludedInstrument, ModelFinding, ScenarioText, build, build_with};
pub use clause::{
    Band, ChangeKind, ChangeRule, Detail, DetailKind, DurationClause, ForceLevel, Forums, Marker, Object, Renewal,
    RenewalKind, SlotValue, Timing, Until,
};
pub use decision::{
    Clock, Condition, ConditionKind, Conditions, Decided, Decision, Event, EventKind, Events, Expiry, ExpiryKind, Gate,
    GateKind, Limit, Occasion, OccasionKind, Occasions, ShareBase, Vote, VoteKind,
};
pub use id::{ActorId, GroupId, InstrumentId, PlaceId, ProvisionId, RefTarget, UnitId};
pub use membership::Circle;
pub use norm::{Ambiguity, Clauses, Provision, Sentence};
pub use reading::{
    AlternativeText, BracketContent, BracketText, Brackets, Choice, Reading, ReadingName, ReadingTotal, TooMany,
    Unknown, UnreadableReading, Visits, Which, applied, proposers, scenario_heads, take, text_name,
};
pub use scenario::{
    Assuming, Doing, Expect, Given, Happening, MayWho, ObligedWho, Pace, ProvisionState, Scenario, ScenarioOutcome,
    When, Withheld,
};
pub use threat::{Aggressor, Assumed, AssumedAggressor, Case, Threat};
pub use time::{Length, Period};
pub use value::{ActorSet, Actors, Area, AreaTerm, Members, OpenWord, Quantity, SetTerm};

use rustc_hash::FxHashMap;

use crate::source::{FileId, Span};
use crate::syntax::ast::{List, PlaceKind, UnitKind};
use attention::NotedList;

/// A draft in one reading.
#[derive(Debug)]
pub struct Treaty<'a> {
    /// The text that spans without a file of their own belong to.
    pub file: FileId,
    /// The draft's text.
    pub text: &'a str,
    /// Title, stage, form, languages.
    pub head: TreatyHead<'a>,
    /// Everybody the draft names, those of the prelude that it uses, and those of the instruments that it reads.
    pub actors: Vec<Actor<'a>>,
    /// Named sets.
    pub groups: Vec<Group<'a>>,
    /// Areas, zones, lines.
    pub places: Vec<Place<'a>>,
    /// Articles, annexes, the preamble, in the order of the text.
    pub units: Vec<Unit<'a>>,
    /// Provisions, in the order of the text; rungs after their ladder.
    pub provisions: Vec<Provision<'a>>,
    /// Other instruments.
    pub instruments: Vec<Instrument<'a>>,
    /// Defined terms.
    pub terms: Vec<DefinedTerm<'a>>,
    /// Named points in time.
    pub milestones: Vec<Milestone<'a>>,
    /// Voting weights by name.
    pub weights: Vec<Weighting<'a>>,
    /// The order of steps: `sequence` blocks, and `requires` lines of `assume`.
    pub steps: NotedList<OrderedStep<'a>>,
    /// Who may attack whom, and who is aligned with it.
    pub threat: Threat,
    /// The scenarios of the draft that are about this reading or name none, in the order of the text.
    pub scenarios: Vec<Scenario<'a>>,
    /// Sets that are defined through each other by way of a deployment.
    pub circles: NotedList<Circle>,
    /// Those who send the deployments that others are made of, where they are the same in every case.
    pub(crate) deployers: FxHashMap<ProvisionId, value::ResolvedSet>,
    /// Prose blocks.
    pub prose: NotedList<Prose<'a>>,
    /// Every `TBD` of this reading.
    pub holes: NotedList<Hole<'a>>,
    /// Every bracket of the draft.
    pub brackets: &'a Brackets<'a>,
    /// What is chosen in each. Rules ask [`Treaty::taken`].
    pub(crate) reading: &'a Reading,
    /// Every place where the draft uses a name, and what it names.
    pub uses: NotedList<Use<'a>>,
}

/// What stands at the head of a draft.
#[derive(Clone, Debug, Default)]
pub struct TreatyHead<'a> {
    /// The title, without quotes.
    pub title: Option<&'a str>,
    /// Where it stands.
    pub title_span: Span,
    /// How far the text has come.
    pub stage: Option<TreatyStatus>,
    /// Where that is said.
    pub stage_span: Span,
    /// The day on which it was signed, as a number: 19740531; the last of a year or month of which no day is given.
    pub signed: Option<u32>,
    /// `treaty` if the draft is silent.
    pub form: Form,
    /// Where that is said.
    pub form_span: Span,
    /// Whether it says that it binds; `None` if it does not say.
    pub binding: Option<bool>,
    /// The authentic languages.
    pub languages: Vec<&'a str>,
}

impl TreatyHead<'_> {
    /// Whether the text binds; `None` if its form leaves it open, and it does not say.
    pub fn binds(&self) -> Option<bool> {
        let open = matches!(self.form, Form::Memorandum | Form::Declaration | Form::Plan);
        self.binding.or(if open { None } else { Some(true) })
    }
}

/// How far a text has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TreatyStatus {
    /// A first text of one side.
    ZeroDraft,
    /// All proposals side by side.
    Compilation,
    /// A text under negotiation.
    Rolling,
    /// Agreed, but for the capitals' word.
    AdReferendum,
    /// Frozen: brackets and holes are errors from here on.
    Initialled,
    /// Signed.
    Signed,
    /// In force.
    InForce,
}

impl TreatyStatus {
    /// Every stage with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::ZeroDraft, "zero-draft"),
        (Self::Compilation, "compilation"),
        (Self::Rolling, "rolling"),
        (Self::AdReferendum, "ad-referendum"),
        (Self::Initialled, "initialled"),
        (Self::Signed, "signed"),
        (Self::InForce, "in-force"),
    ];
}

/// What kind of text it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Form {
    /// A treaty.
    #[default]
    Treaty,
    /// An agreement.
    Agreement,
    /// A protocol.
    Protocol,
    /// A memorandum.
    Memorandum,
    /// A declaration.
    Declaration,
    /// A resolution.
    Resolution,
    /// A plan.
    Plan,
}

impl Form {
    /// Its word.
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|it| it.0 == self).map_or("treaty", |it| it.1)
    }

    /// Every form with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Treaty, "treaty"),
        (Self::Agreement, "agreement"),
        (Self::Protocol, "protocol"),
        (Self::Memorandum, "memorandum"),
        (Self::Declaration, "declaration"),
        (Self::Resolution, "resolution"),
        (Self::Plan, "plan"),
    ];
}

/// An area, zone or line.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is declared.
    pub name_span: Span,
    /// The text it stands in: the draft, or an instrument that it reads.
    pub file: FileId,
    /// The whole declaration.
    pub span: Span,
    /// The long name, without quotes.
    pub title: Option<&'a str>,
    /// Which of the three.
    pub kind: PlaceKind,
    /// What it lies within.
    pub within: Option<Area<'a>>,
    /// Extent, map, status, what it bars and permits, who enforces it.
    pub details: List<Detail<'a>>,
    /// The article it stands in.
    pub unit: Option<UnitId>,
}

/// How far an area reaches: `extent 5 km from Line`, with distances in metres.
#[derive(Clone, Debug)]
pub struct Extent<'a> {
    /// The inner distance, or the only one.
    pub from_metres: Option<u64>,
    /// The outer distance of a band.
    pub to_metres: Option<u64>,
    /// The line or area that it is measured from.
    pub of: Option<RefTarget>,
    /// `2 km each side of`
    pub each_side: bool,
    /// In words.
    pub words: Option<&'a str>,
    /// What it lies in.
    pub within: Option<Area<'a>>,
}

/// A numbered part of the text.
#[derive(Clone, Debug)]
pub struct Unit<'a> {
    /// The whole.
    pub span: Span,
    /// The head.
    pub head: Span,
    /// The text it stands in: the draft, or an instrument that it reads.
    pub file: FileId,
    /// Which kind.
    pub kind: UnitKind,
    /// The number as the text writes it; empty for the preamble.
    pub number: &'a str,
    /// The title, without quotes.
    pub title: Option<&'a str>,
    /// What it stands in.
    pub parent: Option<UnitId>,
    /// Whose it is: `letter of USA`.
    pub owner: Option<ActorId>,
    /// `secret`, `unpublished`, `integral`
    pub marks: Vec<&'a str>,
    /// Whether an annexed text has final clauses of its own, which then hold for its own provisions.
    pub closes: bool,
    /// Whether the draft holds its text, not only its mention.
    pub present: bool,
}

/// Another treaty.
#[derive(Clone, Debug)]
pub struct Instrument<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is declared.
    pub span: Span,
    /// The text it stands in: the draft, or an instrument that it reads.
    pub file: FileId,
    /// Its title, without quotes.
    pub title: Option<&'a str>,
    /// The file that holds it, as the draft names it.
    pub path: Option<&'a str>,
    /// Its entry into force, where the file was read.
    pub read: Option<ReadInstrument>,
}

/// What was read of another instrument.
#[derive(Clone, Debug)]
pub struct ReadInstrument {
    /// The text it was read from.
    pub file: FileId,
    /// The provisions it added to [`Treaty::provisions`], as a range of their numbers.
    pub provisions: std::ops::Range<u32>,
    /// The units it added to [`Treaty::units`].
    pub units: std::ops::Range<u32>,
}

/// A defined term.
#[derive(Clone, Debug)]
pub struct DefinedTerm<'a> {
    /// The term, without quotes: `armed attack`. It defines the word `armed-attack` as well.
    pub term: &'a str,
    /// Where the term stands.
    pub span: Span,
    /// What it means, without quotes.
    pub meaning: &'a str,
    /// The whole declaration.
    pub declared: Span,
}

/// A named point in time.
#[derive(Clone, Debug)]
pub struct Milestone<'a> {
    /// Its name.
    pub name: &'a str,
    /// Where it is declared.
    pub span: Span,
    /// The text it stands in: the draft, or an instrument that it reads.
    pub file: FileId,
    /// What it is, without quotes.
    pub title: &'a str,
}

/// Voting weights.
#[derive(Clone, Debug)]
pub struct Weighting<'a> {
    /// Their name.
    pub name: &'a str,
    /// Where they are declared.
    pub span: Span,
    /// The text it stands in: the draft, an instrument that it reads, or the prelude.
    pub file: FileId,
    /// Who weighs how much, in thousandths of the unit that the draft counts in.
    pub of: Vec<(ActorId, u64)>,
    /// Whether the numbers are in range; nobody weighs anything if not.
    pub known: bool,
}

/// A step that comes before or needs another.
#[derive(Clone, Debug)]
pub struct OrderedStep<'a> {
    /// Where it is said.
    pub span: Span,
    /// The text it stands in: the draft, or an instrument that it reads.
    pub file: FileId,
    /// What comes first, is required, or is irreversible.
    pub first: RefTarget,
    /// How the text names it.
    pub first_name: &'a str,
    /// What comes after or requires it; `None` for `irreversible`.
    pub second: Option<RefTarget>,
    /// How the text names that.
    pub second_name: &'a str,
    /// How the two stand.
    pub order: StepOrder,
}

/// How two steps stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepOrder {
    /// The first is done before the second.
    Before,
    /// The second needs the first.
    Requires,
    /// Side by side.
    Parallel,
    /// The first can't be undone.
    Irreversible,
}

/// A use of a name.
#[derive(Clone, Copy, Debug)]
pub struct Use<'a> {
    /// The name as written.
    pub name: &'a str,
    /// Where.
    pub span: Span,
    /// What it names.
    pub target: RefTarget,
}

/// A block of prose.
#[derive(Clone, Debug)]
pub struct Prose<'a> {
    /// Where it stands, without the quotes.
    pub span: Span,
    /// The prose.
    pub text: &'a str,
    /// The article it stands in.
    pub unit: Option<UnitId>,
    /// The provision it stands in.
    pub provision: Option<ProvisionId>,
}

/// A `TBD`.
#[derive(Clone, Debug)]
pub struct Hole<'a> {
    /// Where it stands.
    pub span: Span,
    /// The clause whose value is missing, as its keyword.
    pub of: &'a str,
    /// The provision it stands in.
    pub provision: Option<ProvisionId>,
    /// The actor in whose block it stands.
    pub actor: Option<ActorId>,
    /// The article it stands in.
    pub unit: Option<UnitId>,
}

impl Treaty<'_> {
    /// Where a name is declared.
    pub fn declared_at(&self, target: RefTarget) -> Option<Span> {
        Some(match target {
            RefTarget::Actor(id) => self.actor(id).span,
            RefTarget::Group(id) => self.groups[id.0 as usize].span,
            RefTarget::Place(id) => self.places[id.0 as usize].name_span,
            RefTarget::Unit(id) => self.unit(id).head,
            RefTarget::Provision(id) => self.provision(id).name_span,
            RefTarget::Instrument(id) => self.instruments[id.0 as usize].span,
            RefTarget::Milestone(at) => self.milestones[at as usize].span,
            RefTarget::Term(at) => self.terms[at as usize].span,
            RefTarget::Weights(at) => self.weights[at as usize].span,
            RefTarget::Hole | RefTarget::Missing => return None,
        })
    }

    /// The number of the text that this reading takes of a bracket, if it takes one.
    pub fn taken(&self, bracket: &BracketText<'_>) -> Option<usize> {
        attention::look(bracket.slots);
        match self.reading.choices().get(bracket.id.0 as usize) {
            Some(choice) => choice.taken(),
            None => bracket.choices()[0].taken(),
        }
    }
}
