//! The shapes of plays: what the JSON document holds.

use serde::Serialize;

/// A draft, played.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Simulation {
    /// The version of the shape.
    pub version: u32,
    /// The file.
    pub draft: String,
    /// The title of the treaty.
    pub title: Option<String>,
    /// The plays: of each scenario, in each case that it is about.
    pub plays: Vec<PlayShape>,
}

/// A play.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct PlayShape {
    /// Which reading of the draft this is, in words: `RUS`; nothing if the draft has no brackets.
    pub reading: Option<String>,
    /// How many readings the draft has; nothing if they are more than 38 digits count.
    pub readings: Option<String>,
    /// Parts of the draft that can't be read, and are left out.
    pub unread: usize,
    /// The title of the scenario; nothing if what is given does not stand in the draft.
    pub scenario: Option<String>,
    /// What is given, in words.
    pub given: Vec<String>,
    /// Who attacks whom; nothing: nobody obstructs.
    pub case: Option<CaseShape>,
    /// How many cases this is one of: those that the assumptions make.
    pub cases: usize,
    /// How soon those act who cooperate: `at-once`, `last-moment`.
    pub pace: &'static str,
    /// The zone by whose clocks the play is told; empty if the text names none.
    pub zone: String,
    /// Whether a day is given for the first fact; if not, the dates are those of a play that begins on a day like any other.
    pub dated: bool,
    /// When the first fact came.
    pub start: String,
    /// Whether it has no hour, so that what is counted from it is a whole day: `2027-03-04T00:00` is 4 March, up to its end.
    pub whole_day: bool,
    /// How the play ended: `quiescent` (nothing more can happen), `horizon` (ten years have passed), `bound` (it took too
    /// many steps).
    pub end: &'static str,
    /// From the first fact to the last of which the play tells, in hours.
    pub hours: f64,
    /// The answers, in sentences.
    pub summary: Vec<String>,
    /// What happened, in its order.
    pub steps: Vec<StepShape>,
    /// How every provision stands at the end.
    pub lives: Vec<LifeShape>,
    /// Every duty that came to be owed.
    pub due: Vec<Duty>,
    /// What cannot be determined.
    pub unknown: Vec<UndeterminedShape>,
    /// What the scenario expects, and whether it holds.
    pub expectations: Vec<ExpectationShape>,
}

/// A case.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct CaseShape {
    /// Who attacks.
    pub attacker: String,
    /// Whom; nothing where the draft has nobody whom it could attack.
    pub victim: Option<String>,
    /// The attacker, and everybody who acts with it.
    pub bloc: Vec<String>,
    /// The same in words.
    pub words: String,
}

/// A place in the draft, or in a text that is read with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ClauseRef {
    /// The file; nothing for what is given from outside, and for the bodies that every draft leans on.
    pub file: Option<String>,
    /// The first byte.
    pub start: u32,
    /// The byte behind the last.
    pub end: u32,
    /// The line of the draft; 0 in another text.
    pub line: u32,
    /// In the treaty's own numbering: `Article 5, trigger attack`; empty for what is given from outside.
    pub path: String,
    /// Its words, as this reading has them; empty where the text is not at hand.
    pub words: String,
}

/// A step.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct StepShape {
    /// Its number.
    pub n: usize,
    /// When: `2027-03-01T00:00`, by the clocks of the play.
    pub at: String,
    /// Whether a zone is known for it.
    pub zoned: bool,
    /// What kind: `fact`, `act`, `matter`, `clock`, `life`, `duty`.
    pub kind: &'static str,
    /// What it is about; nothing for the case itself.
    pub subject: Option<String>,
    /// For whom, where that differs by bearer; nobody: for everybody alike.
    #[serde(rename = "for")]
    pub bearers: Vec<String>,
    /// Of a life: how the provision stood.
    pub from: Option<&'static str>,
    /// Of a life: how it stands now.
    pub to: Option<&'static str>,
    /// What happened, in words.
    pub words: String,
    /// The steps from which it follows.
    pub why: Vec<usize>,
    /// Who holds what is shut: sets, each of which would have to act.
    pub holders: Vec<Vec<String>>,
    /// Until when it can still come.
    pub until: Option<String>,
    /// What cannot be determined.
    pub unknown: Vec<String>,
    /// Whether it is about what happens: it follows from that, or something that follows hangs on it. The rest stands with
    /// the treaty.
    pub moved: bool,
    /// The clause.
    pub clause: ClauseRef,
}

/// How a provision stands at the end.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct LifeShape {
    /// Its name, or its kind where it has none.
    pub provision: String,
    /// In the treaty's own numbering.
    pub path: String,
    /// The line of the draft; 0 in another text.
    pub line: u32,
    /// For whom; nothing: for everybody alike.
    #[serde(rename = "for")]
    pub bearer: Option<String>,
    /// `dormant`, `waiting`, `live`, `suspended`, `discharged`, `breached`, `ended`
    pub state: &'static str,
    /// Since when.
    pub since: String,
    /// When it was first live.
    pub live: Option<String>,
    /// When what was due in it had passed undone, or what it bars was done.
    pub breached: Option<String>,
    /// Why it stands so, in words; empty where that needs no reason.
    pub words: String,
    /// Who holds what is shut: sets, each of which would have to act.
    pub holders: Vec<Vec<String>>,
    /// Until when it can still come.
    pub until: Option<String>,
    /// What cannot be determined.
    pub unknown: Vec<String>,
    /// Whether something that happens moved it.
    pub moved: bool,
    /// Whether it concerns nobody: whoever attacks, and whoever is attacked, waits for no help; and where bearers are told
    /// apart, nothing stands for all of them.
    pub aside: bool,
    /// Every state, in order.
    pub history: Vec<StateShape>,
}

/// A state of a provision.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct StateShape {
    /// Which.
    pub state: &'static str,
    /// Since when.
    pub at: String,
    /// How many hours it lasts; nothing: to the end.
    pub hours: Option<f64>,
}

/// A duty that came to be owed.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Duty {
    /// Who owes.
    pub who: String,
    /// The verb; empty where the provision as such is owed.
    pub verb: String,
    /// What is owed, in words: `assist UKR by weapons`.
    pub words: String,
    /// Since when.
    pub since: String,
    /// By when; nothing: without a time that can be counted.
    pub due: Option<String>,
    /// When it was performed.
    pub done: Option<String>,
    /// Since when its bearer is freed from it.
    pub freed: Option<String>,
    /// Whether nothing that is unknown is between.
    pub certain: bool,
    /// Whether it is owed whatever happens: it was before anything did, or nothing that happened set it off.
    pub standing: bool,
    /// Whether it asks for an act, and not for talks, a declaration, or the act of somebody else.
    pub acts: bool,
    /// In the treaty's own numbering.
    pub path: String,
    /// The line of the draft; 0 in another text.
    pub line: u32,
}

/// Something that cannot be determined.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct UndeterminedShape {
    /// What, as a clause behind "cannot be determined: ".
    pub words: String,
    /// The clause.
    pub clause: ClauseRef,
}

/// A line of what a scenario expects.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ExpectationShape {
    /// The line of the draft.
    pub line: u32,
    /// As it is written.
    pub text: String,
    /// Whether it holds.
    pub holds: bool,
    /// What came about instead, in words.
    pub outcome: String,
    /// The steps that led there.
    pub steps: Vec<usize>,
}
