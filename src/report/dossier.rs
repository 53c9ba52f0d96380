//! What `vattel analyze` says of one reading of a draft, in words and numbers: the one shape behind every format.
//!
//! It is the JSON document too; `docs/schema/analysis.schema.json` writes it down. A section that was not asked for is
//! absent. Actors stand by their short names, clauses in the treaty's own numbering.

mod gates;
mod power;
mod properties;
mod teller;
mod timeline;
mod vetoes;

pub use properties::{Required, require};

use crate::analysis::control;
use crate::analysis::{Calendar, Facts};
use crate::engine::Wording;
use serde::Serialize;
use teller::Teller;

/// The version of the shape. It grows when a reader of the old shape could misread the new one.
const VERSION: u32 = 1;

/// A part of what can be said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
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
    pub const ALL: &[Self] =
        &[Self::Vetoes, Self::Gates, Self::Timeline, Self::Coverage, Self::Duties, Self::Providers, Self::Power];

    /// Its word.
    pub fn word(self) -> &'static str {
        match self {
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
pub struct Wanted<'w> {
    /// The name of the draft.
    pub draft: &'w str,
    /// The reading's name; nothing for the unbracketed one.
    pub reading: Option<String>,
    /// The sections.
    pub sections: &'w [Section],
    /// From when time is counted.
    pub calendar: Calendar,
}

/// Says what is wanted of a reading.
pub fn dossier(facts: &Facts<'_>, wording: &Wording<'_>, wanted: &Wanted<'_>) -> Dossier {
    let teller = &Teller::new(facts, wording);
    let treaty = facts.treaty();
    let wants = |section: Section| wanted.sections.contains(&section);
    let mut attacks: Vec<&control::Attack> = Vec::new();
    for attack in facts.controls().iter().flat_map(|it| &it.views).filter_map(|it| it.attack.as_ref()) {
        if !attacks.contains(&attack) {
            attacks.push(attack);
        }
    }
    let named = treaty.actors.iter().filter(|it| !it.prelude || it.signs);
    Dossier {
        version: VERSION,
        draft: wanted.draft.to_owned(),
        title: treaty.head.title.map(ToOwned::to_owned),
        reading: wanted.reading.clone(),
        readings: None,
        unread: 0,
        attacks: attacks.into_iter().map(|it| teller.attack(it)).collect(),
        adverse: teller.names(&teller.adverse),
        actors: named
            .map(|it| Name { name: it.name.to_owned(), title: it.title.unwrap_or(it.name).to_owned() })
            .collect(),
        required: Vec::new(),
        vetoes: wants(Section::Vetoes).then(|| vetoes::vetoes(teller)),
        gates: wants(Section::Gates).then(|| gates::ways(teller)),
        timeline: wants(Section::Timeline).then(|| timeline::timeline(teller, wanted.calendar)),
        coverage: None,
        duties: None,
        providers: None,
        power: wants(Section::Power).then(|| power::power(teller)),
    }
}

/// Everything that was asked for.
#[derive(Clone, Debug, Serialize)]
pub struct Dossier {
    /// The version of the shape.
    pub version: u32,
    /// The file.
    pub draft: String,
    /// The title of the treaty.
    pub title: Option<String>,
    /// Which reading of the draft this is, in words: `the text of RUS`; nothing if the draft has no brackets.
    pub reading: Option<String>,
    /// How many readings the draft has; nothing if they are more than 38 digits count.
    pub readings: Option<String>,
    /// Parts of the draft that can't be read, and are left out.
    pub unread: usize,
    /// The attacks that are thought through.
    pub attacks: Vec<Attack>,
    /// The short names of those who are assumed to attack or to act with an attacker.
    pub adverse: Vec<String>,
    /// Every actor that is named below, with its long name.
    pub actors: Vec<Name>,
    /// What is required, and whether it holds.
    pub required: Vec<Required>,
    /// Who can stop and who can force what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vetoes: Option<Vetoes>,
    /// Every gate before a promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gates: Option<Vec<Way>>,
    /// How long it takes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub timeline: Option<Timeline>,
    /// Which attacks are answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coverage: Option<Coverage>,
    /// Who must, may and need not do what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub duties: Option<Vec<Sheet>>,
    /// Who provides what.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub providers: Option<Providers>,
    /// The votes, with what each voter counts.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub power: Option<Power>,
}

/// A short name with its long one.
#[derive(Clone, Debug, Serialize)]
pub struct Name {
    /// `UKR`
    pub name: String,
    /// `Ukraine`
    pub title: String,
}

/// An assumed attack.
#[derive(Clone, Debug, Serialize)]
pub struct Attack {
    /// Who attacks.
    pub attacker: String,
    /// Who acts with it.
    pub with: Vec<String>,
    /// Whom it attacks; nobody in particular if empty.
    pub victims: Vec<String>,
    /// The same in words: `RUS attacks UKR, and BLR acts with it`.
    pub words: String,
}

/// A clause of the draft.
#[derive(Clone, Debug, Serialize, PartialEq, Eq)]
pub struct Clause {
    /// In the treaty's own numbering: `Article 5, obligation assist`.
    pub cite: String,
    /// Its name, or its kind where it has none: `assist`.
    pub name: String,
    /// `obligation`
    pub kind: String,
    /// The line of the draft; 0 for a clause of another text.
    pub line: u32,
}

/// Who can stop and who can force what.
#[derive(Clone, Debug, Serialize)]
pub struct Vetoes {
    /// Promises and triggers with gates, in the order of the text.
    pub promises: Vec<Controlled>,
    /// The entry into force, renewals, changes, and every other power that the text gives.
    pub powers: Vec<Controlled>,
    /// Promises without any gate: they are live with the treaty.
    pub ungated: Vec<Clause>,
}

/// Something that can be kept from coming about.
#[derive(Clone, Debug, Serialize)]
pub struct Controlled {
    /// The clause.
    pub clause: Clause,
    /// What is decided: `it becomes live`, `its mandate goes on`.
    pub what: String,
    /// The name that a property uses for it: `assist`, `mandate of separation-force`.
    pub property: String,
    /// The strength of a promise, in words.
    pub strength: Option<String>,
    /// One view for each attack and each group of bearers that are in the same place.
    pub views: Vec<View>,
}

/// Who can block and enable something.
#[derive(Clone, Debug, Serialize)]
pub struct View {
    /// The attack, in words; nothing where none is assumed or all attacks give the same.
    pub attack: Option<String>,
    /// Whom it binds.
    pub bearers: Vec<String>,
    /// Whether each of the bearers decides for itself, so that this holds for each of them alone.
    pub each: bool,
    /// Everybody who alone blocks it.
    pub alone: Vec<Blocker>,
    /// Minimal sets of acts whose omission blocks it.
    pub blocking: Sets,
    /// Minimal sets of acts that bring it about whatever anybody else does.
    pub enabling: Sets,
    /// What the aggressor can do about it.
    pub adverse: Option<Adverse>,
}

/// Who alone blocks something.
#[derive(Clone, Debug, Serialize)]
pub struct Blocker {
    /// Who.
    pub actor: String,
    /// How: `votes no`.
    pub act: String,
    /// The words of the draft that give it the power.
    pub gate: String,
    /// Where they stand; 0 in another text.
    pub line: u32,
    /// Whether it is an assumed aggressor or acts with one.
    pub adverse: bool,
}

/// Minimal sets of acts.
#[derive(Clone, Debug, Serialize)]
pub struct Sets {
    /// How many there are, exactly; nothing if they are too many to be told apart or more than 38 digits count.
    pub count: Option<String>,
    /// How many acts the smallest takes; nothing if there is none.
    pub smallest: Option<u32>,
    /// Whether `patterns` stand for all of them.
    pub complete: bool,
    /// The first of them, smallest first; acts that count alike are taken together.
    pub patterns: Vec<Pattern>,
}

/// Sets of acts that differ only in which of those take part who count alike.
#[derive(Clone, Debug, Serialize)]
pub struct Pattern {
    /// `any 2 of FRA, GBR, USA vote no, and UKR makes no request`
    pub words: String,
    /// How many acts.
    pub acts: u32,
    /// How many sets it stands for.
    pub sets: Option<String>,
}

/// What an aggressor can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It blocks alone.
    BlocksAlone,
    /// It blocks with those who act with it.
    BlocksWithBloc,
    /// It brings it about against everybody else, and that could hurt.
    Forces,
    /// It can't stop it.
    CannotBlock,
}

/// What an aggressor can do about a promise or a power.
#[derive(Clone, Debug, Serialize)]
pub struct Adverse {
    /// The worst of it.
    pub verdict: Verdict,
    /// Whether the matter concerns those whom it attacks.
    pub concerns: bool,
    /// The play in words: `RUS votes no: no duty arises for CHN, FRA, GBR, USA`.
    pub plays: Vec<String>,
    /// How much of the others' support it takes, in words.
    pub support: String,
    /// How many of those who are expected to help may fall away; nothing where it is blocked, or needs no support.
    pub defections: Option<u32>,
    /// Who is critical alone.
    pub critical: Vec<String>,
    /// Pairs that are critical together.
    pub critical_pairs: Vec<[String; 2]>,
}

/// The way to a promise: its gates, as a list and as a circuit.
#[derive(Clone, Debug, Serialize)]
pub struct Way {
    /// The promise.
    pub clause: Clause,
    /// What opens it, in words: `armed-attack against UKR`; nothing if no event is named.
    pub event: Option<String>,
    /// Its gates in the order of the way, those of the entry into force first, those of its going on last.
    pub gates: Vec<Gate>,
    /// How many of them must all open.
    pub needed: usize,
    /// The circuit.
    pub circuit: Circuit,
}

/// A gate.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "a gate may be all of these")]
pub struct Gate {
    /// What is decided there: `the treaty enters into force`, `it becomes live`, `its mandate goes on`.
    pub stage: String,
    /// The words of the draft: `unanimity of guarantors`.
    pub words: String,
    /// What it is: `vote`, `request`, `ratification`.
    pub kind: String,
    /// Where it stands, in the treaty's own numbering.
    pub cite: String,
    /// The line; 0 in another text.
    pub line: u32,
    /// Everybody who has a part in it; nobody if nobody is named.
    pub holders: Vec<String>,
    /// Who alone keeps it shut.
    pub alone: Vec<String>,
    /// Those of the holders who are assumed to attack or to act with an attacker.
    pub adverse: Vec<String>,
    /// Its clock, in words: `within 3 days`; nothing if it has none.
    pub clock: Option<String>,
    /// What it means that the time is over: `it opens`, `the matter lapses`.
    pub expiry: String,
    /// Whether its clock opens it, so that it is a delay and no veto.
    pub delay: bool,
    /// Whether it binds only those who hold it.
    pub own: bool,
    /// Whether the promise lives unless it opens.
    pub reversed: bool,
    /// Whether another way goes round it.
    pub alternative: bool,
}

/// A circuit of gates.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "is", rename_all = "kebab-case")]
pub enum Circuit {
    /// Nothing stands in the way.
    Open,
    /// Nothing leads there.
    Shut,
    /// A gate.
    Gate(Box<Gate>),
    /// All of these must open.
    All {
        /// The parts.
        of: Vec<Self>,
    },
    /// One of these must open.
    Any {
        /// The parts.
        of: Vec<Self>,
    },
    /// It opens unless this does.
    Unless {
        /// What closes it.
        of: Box<Self>,
    },
    /// This opens, or its clock runs out.
    Delay {
        /// What holds it up.
        of: Box<Self>,
    },
    /// The way through another provision or a body.
    Through {
        /// Its name in words: `trigger attack-on-ukraine`, `UNSC`.
        name: String,
        /// The way within; nothing if it is shown elsewhere.
        of: Option<Box<Self>>,
    },
}

/// How long it takes from the event to each effect.
#[derive(Clone, Debug, Serialize)]
pub struct Timeline {
    /// The day of the event, if one was given.
    pub event_date: Option<String>,
    /// The promises that an event sets off, in the order of the text.
    pub effects: Vec<Effect>,
}

/// How long it takes to one effect.
#[derive(Clone, Debug, Serialize)]
pub struct Effect {
    /// The promise.
    pub clause: Clause,
    /// Who owes it.
    pub bearers: Vec<String>,
    /// If everybody acts at once.
    pub earliest: Length,
    /// If everybody takes all the time there is.
    pub worst: Length,
    /// The way in the best case.
    pub earliest_path: Vec<Leg>,
    /// The way in the worst case: the clocks that run one after the other.
    pub worst_path: Vec<Leg>,
    /// Those for whom it takes another time in the worst case, since a gate binds them alone.
    pub apart: Vec<Apart>,
}

/// A bearer for whom it takes another time.
#[derive(Clone, Debug, Serialize)]
pub struct Apart {
    /// Who.
    pub bearer: String,
    /// How long in the worst case.
    pub worst: Length,
}

/// A length of time.
#[derive(Clone, Debug, Serialize)]
pub struct Length {
    /// In words: `3 days`, `at once`, `unbounded`.
    pub words: String,
    /// In hours, the most it can be where months are as long as they come; nothing if it is unbounded.
    pub hours: Option<f64>,
    /// The date it leads to, if the day of the event is given.
    pub date: Option<String>,
    /// The gate without a clock, if it is unbounded.
    pub open_gate: Option<OpenGate>,
}

/// A gate without a clock.
#[derive(Clone, Debug, Serialize)]
pub struct OpenGate {
    /// The words of the draft.
    pub words: String,
    /// Where it stands.
    pub cite: String,
    /// The line; 0 in another text.
    pub line: u32,
}

/// A stretch of a way.
#[derive(Clone, Debug, Serialize)]
pub struct Leg {
    /// The words of the draft whose clock runs.
    pub words: String,
    /// Where they stand.
    pub cite: String,
    /// The line; 0 in another text.
    pub line: u32,
    /// How long: `3 days`.
    pub length: String,
    /// In hours, the most it can be.
    pub hours: f64,
}

/// Which attacks are answered.
#[derive(Clone, Debug, Serialize)]
pub struct Coverage {
    /// What happens: the rows.
    pub events: Vec<String>,
    /// Where: the columns.
    pub areas: Vec<String>,
    /// One grid for each aggressor, or for all who are alike.
    pub grids: Vec<Grid>,
}

/// What is answered if certain aggressors do it.
#[derive(Clone, Debug, Serialize)]
pub struct Grid {
    /// By whom.
    pub aggressors: Vec<String>,
    /// A row for each event, a cell for each area.
    pub cells: Vec<Vec<Cell>>,
    /// Cells that nothing answers.
    pub unanswered: usize,
    /// Cells of which the text does not say whether they are answered.
    pub unsaid: usize,
}

/// What answers an event in an area.
#[derive(Clone, Debug, Serialize)]
pub struct Cell {
    /// Whether it is answered.
    pub state: CellState,
    /// The names of the promises that answer it, or might.
    pub by: Vec<String>,
    /// The strongest of them, as `S0` to `S6`.
    pub strength: Option<String>,
}

/// Whether an event is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// A duty answers it.
    Duty,
    /// A right or an expectation answers it, and no duty.
    Right,
    /// The text does not say.
    Unsaid,
    /// Nothing answers it.
    Unanswered,
}

/// What one state must, may and need not do.
#[derive(Clone, Debug, Serialize)]
pub struct Sheet {
    /// Who.
    pub actor: String,
    /// Its roles: `guarantor, depositary`.
    pub roles: Vec<String>,
    /// Whether it is an assumed aggressor or acts with one.
    pub adverse: bool,
    /// What it must do.
    pub must: Vec<Entry>,
    /// What it must not do.
    pub must_not: Vec<Entry>,
    /// What it may do.
    pub may: Vec<Entry>,
    /// What is only expected of it.
    pub expected: Vec<Entry>,
    /// What it need not do.
    pub need_not: Vec<Entry>,
}

/// A line of a sheet.
#[derive(Clone, Debug, Serialize)]
pub struct Entry {
    /// Where it is said.
    pub clause: Clause,
    /// What: `assist UKR by airspace-closure, weapons, armed-force`.
    pub words: String,
    /// On what: `upon attack-on-ukraine`; nothing if always.
    pub upon: Option<String>,
    /// By when, in the worst case: `3 days`, `unbounded`; nothing if no time counts.
    pub by_when: Option<String>,
    /// Until when or for how long.
    pub until: Option<String>,
    /// `S4: a duty whose content its bearer judges`
    pub strength: Option<String>,
    /// Who else alone keeps it from being live.
    pub permission: Vec<String>,
    /// Why it need not, or what else is to be known: `it judges itself what is necessary`.
    pub note: Option<String>,
}

/// Who provides what.
#[derive(Clone, Debug, Serialize)]
pub struct Providers {
    /// The columns.
    pub guarantors: Vec<String>,
    /// The rows.
    pub measures: Vec<Measure>,
    /// Who alone provides something, and what.
    pub single_points: Vec<SinglePoint>,
}

/// A measure of help.
#[derive(Clone, Debug, Serialize)]
pub struct Measure {
    /// `airspace-closure`
    pub name: String,
    /// One cell for each guarantor: `must`, `may`, `expected`, `leads`, `backs up`, or nothing.
    pub cells: Vec<Option<String>>,
    /// Where it is promised.
    pub clauses: Vec<Clause>,
    /// How many must provide it.
    pub providers: usize,
    /// How many of them may fall away before nobody must provide it; nothing where nobody must.
    pub redundancy: Option<usize>,
    /// Whether a group promised it and nobody of it in particular.
    pub unallocated: bool,
}

/// One whose falling away leaves measures without a provider.
#[derive(Clone, Debug, Serialize)]
pub struct SinglePoint {
    /// Who.
    pub actor: String,
    /// Which measures.
    pub measures: Vec<String>,
}

/// The votes.
#[derive(Clone, Debug, Serialize)]
pub struct Power {
    /// What must be known before the figures are read.
    pub warning: String,
    /// The votes, in the order of the text.
    pub votes: Vec<Vote>,
}

/// A vote.
#[derive(Clone, Debug, Serialize)]
pub struct Vote {
    /// Where it stands, in the treaty's own numbering.
    pub cite: String,
    /// What is decided.
    pub what: String,
    /// The words of the draft: `two-thirds of guarantors excluding the attacker`.
    pub words: String,
    /// The line; 0 in another text.
    pub line: u32,
    /// The attack under which the electorate is this; nothing where it is the same under all.
    pub attack: Option<String>,
    /// How many vote.
    pub voters: usize,
    /// Who alone blocks by voting no.
    pub veto: Vec<String>,
    /// Who alone blocks by abstaining.
    pub veto_by_abstention: Vec<String>,
    /// Who alone carries and blocks everything.
    pub dictator: Option<String>,
    /// Who never counts.
    pub dummies: Vec<String>,
    /// Minimal winning coalitions.
    pub winning: Sets,
    /// Minimal blocking coalitions.
    pub blocking: Sets,
    /// How many coalitions win.
    pub winning_coalitions: Option<String>,
    /// Coleman's power of the collectivity to act.
    pub power_to_act: Option<f64>,
    /// The smallest number of winning coalitions that have no member in common: `infinite` if somebody has a veto.
    pub nakamura: Option<String>,
    /// The thresholds that neither the bloc can carry nor block: `3 to 4 of 6`; nothing if no bloc is assumed.
    pub feasible: Option<String>,
    /// What each voter counts; those who count alike stand together.
    pub shares: Vec<Share>,
}

/// What voters count who count alike.
#[derive(Clone, Debug, Serialize)]
pub struct Share {
    /// Who.
    pub voters: Vec<String>,
    /// Coleman's power to prevent action.
    pub prevents: f64,
    /// Coleman's power to initiate action.
    pub initiates: f64,
    /// Banzhaf, absolute.
    pub banzhaf: f64,
    /// Banzhaf, normalised.
    pub banzhaf_share: f64,
    /// Shapley–Shubik.
    pub shapley: f64,
    /// Shapley–Shubik as a fraction: `421/2145`.
    pub shapley_exact: String,
}
