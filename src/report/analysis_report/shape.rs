//! The shapes of a dossier: what the JSON document holds.

use serde::Serialize;

mod summary;

pub use summary::{Blocked, PromiseSummary, Reached, Summary};

/// Everything that was asked for.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct AnalysisReport {
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
    /// Whether anything takes more steps than are allowed, so that what is said here is not all.
    pub unfinished: bool,
    /// The attacks that are thought through.
    pub attacks: Vec<Attack>,
    /// The short names of those who are assumed to attack or to act with an attacker.
    pub adverse: Vec<String>,
    /// Every actor that is named below, with its long name.
    pub actors: Vec<Name>,
    /// What is required, and whether it holds.
    pub required: Vec<Required>,
    /// The answers before the details.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub summary: Option<Summary>,
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

/// A property that is required.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Required {
    /// The property, as written.
    pub property: String,
    /// Whether it holds.
    pub holds: bool,
    /// The same, with what cannot be determined apart.
    pub verdict: RequiredVerdict,
    /// What shows it: the counterexample where it does not hold.
    pub grounds: Vec<String>,
}

/// What was found of a property.
#[derive(Clone, Copy, Debug, Serialize, PartialEq, Eq)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum RequiredVerdict {
    /// It holds.
    Holds,
    /// It does not.
    Fails,
    /// Nobody can say: the text leaves it open, or the answer takes more steps than are allowed.
    Undetermined,
}

/// A short name with its long one.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Name {
    /// `UKR`
    pub name: String,
    /// `Ukraine`
    pub title: String,
}

/// An assumed attack.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Pattern {
    /// `any 2 of FRA, GBR, USA vote no, and UKR makes no request`
    pub words: String,
    /// How many acts.
    pub acts: u32,
    /// How many sets it stands for.
    pub sets: Option<String>,
    /// The acts, gate by gate.
    pub parts: Vec<ActGroup>,
}

/// What some of several actors do at one gate, or leave undone.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ActGroup {
    /// Of whom; of nobody if it is nobody's act.
    pub actors: Vec<String>,
    /// How many of them.
    pub count: u32,
    /// What they do: `votes no`.
    pub act: String,
    /// The words of the draft that make the gate.
    pub gate: String,
    /// Where they stand; 0 in another text.
    pub line: u32,
}

/// What an aggressor can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
    /// Whether it can stop it hangs on what the text leaves open.
    Undetermined,
    /// Whether it can stop it takes more steps than are allowed.
    NotWorkedOut,
}

/// What an aggressor can do about a promise or a power.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
    /// What the text leaves open, where that is why nobody can say.
    pub open: Vec<String>,
    /// Who is critical alone.
    pub critical: Vec<String>,
    /// Pairs that are critical together.
    pub critical_pairs: Vec<[String; 2]>,
}

/// The way to a promise: its gates, as a list and as a circuit.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Timeline {
    /// The day of the event, if one was given.
    pub event_date: Option<String>,
    /// The promises that an event sets off, in the order of the text.
    pub effects: Vec<Effect>,
}

/// How long it takes to one effect.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Apart {
    /// Who.
    pub bearer: String,
    /// How long in the worst case.
    pub worst: Length,
}

/// A length of time.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Coverage {
    /// What happens: the rows of every grid.
    pub events: Vec<String>,
    /// One grid for each attack; attacks that give the same share one.
    pub grids: Vec<Grid>,
}

/// What is answered if certain aggressors attack.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Grid {
    /// The attack in words: `if RUS attacks UKR`.
    pub attack: String,
    /// By whom; nobody if no aggressor is assumed.
    pub aggressors: Vec<String>,
    /// Whom they attack.
    pub victims: Vec<String>,
    /// Where: the columns.
    pub areas: Vec<String>,
    /// A row for each event, a cell for each area.
    pub cells: Vec<Vec<Cell>>,
    /// Cells that nothing answers.
    pub unanswered: usize,
    /// Cells of which the text does not say whether they are answered.
    pub unsaid: usize,
}

/// What answers an event in an area.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Cell {
    /// Whether it is answered.
    pub state: CellState,
    /// The names of the promises that answer it, or might.
    pub by: Vec<String>,
    /// The strongest of those that do, as `S0` to `S6`.
    pub strength: Option<String>,
}

/// Whether an event is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum CellState {
    /// A duty to act answers it.
    Duty,
    /// Talks, a recommendation, a right or an expectation, and no duty to act.
    Lesser,
    /// The text does not say.
    Unsaid,
    /// Nothing answers it.
    Unanswered,
}

/// What a state must, may and need not do; those of whom the same is said share a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Sheet {
    /// Who.
    pub actors: Vec<String>,
    /// Its roles: `guarantor, depositary`.
    pub roles: Vec<String>,
    /// Whether it is an assumed aggressor or acts with one.
    pub adverse: bool,
    /// What it must do.
    pub must: Vec<SheetEntry>,
    /// What it must not do.
    pub must_not: Vec<SheetEntry>,
    /// What it may do.
    pub may: Vec<SheetEntry>,
    /// What is only expected of it: `to assist UKR`, `not to deploy forces`.
    pub expected: Vec<SheetEntry>,
    /// What it need not do.
    pub need_not: Vec<SheetEntry>,
}

/// A line of a sheet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct SheetEntry {
    /// Where it is said.
    pub clause: Clause,
    /// What: `assist UKR by airspace-closure, weapons, armed-force`.
    pub words: String,
    /// On what: `upon attack-on-ukraine`; nothing if always.
    pub upon: Option<String>,
    /// By when: `at worst 6 days after the event`, `within 30 days`; nothing if no time counts.
    pub by_when: Option<String>,
    /// Until when or for how long: `until determination of UNSC`.
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Measure {
    /// `airspace-closure`
    pub name: String,
    /// One cell for each guarantor: `leads`, `must`, `a share`, `as it judges`, `backs up`, `may`, `expected`, or nothing.
    pub cells: Vec<Option<String>>,
    /// Where it is promised.
    pub clauses: Vec<Clause>,
    /// How many owe it, alone or as one of a group, those who are assumed to attack left out.
    pub providers: usize,
    /// Whether the text leaves open who else gives it.
    pub open_ended: bool,
    /// How many of them may fall away before nobody owes it; nothing where nobody does, or others may.
    pub redundancy: Option<usize>,
    /// Whether a group promised it and nobody of it in particular.
    pub unallocated: bool,
}

/// One whose falling away leaves measures without a provider.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct SinglePoint {
    /// Who.
    pub actor: String,
    /// Which measures.
    pub measures: Vec<String>,
}

/// The votes.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Power {
    /// What must be known before the figures are read.
    pub warning: String,
    /// The votes, in the order of the text.
    pub votes: Vec<Vote>,
}

/// A vote.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
    /// How many vote, of those who are known.
    pub voters: usize,
    /// Why nobody can say what the votes count; nothing if it is known.
    pub undetermined: Vec<String>,
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
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
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
