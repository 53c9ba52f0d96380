//! The shapes of a comparison: what the JSON document holds.

use serde::Serialize;
use std::collections::BTreeMap;

/// Comparisons: one, or one for each draft of a folder that changed.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct DiffReports {
    /// The version of the shape.
    pub version: u32,
    /// The comparisons, in the order of the drafts.
    pub comparisons: Vec<DiffReport>,
    /// Drafts that are new: there is nothing to compare them with.
    pub added: Vec<String>,
    /// Drafts that are gone.
    pub removed: Vec<String>,
}

impl DiffReports {
    /// Some comparisons.
    pub fn of(comparisons: Vec<DiffReport>) -> Self {
        Self { version: super::VERSION, comparisons, added: Vec::new(), removed: Vec::new() }
    }
}

/// Two texts compared.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct DiffReport {
    /// The version of the shape.
    pub version: u32,
    /// The earlier text.
    pub old: SideShape,
    /// The later text.
    pub new: SideShape,
    /// The attacks that are assumed, in words.
    pub assumed: Vec<String>,
    /// Those of them that one text alone assumes.
    pub assumed_apart: Vec<String>,
    /// How each party stands after the change: those who are protected first, then those who may attack.
    pub parties: Vec<PartyShape>,
    /// `earlier` or `later`: the text that is better for somebody and worse for nobody; nothing if neither is.
    pub better_for_all: Option<&'static str>,
    /// What differs in effect, the gravest first.
    pub differences: Vec<DifferenceShape>,
    /// Which part of one text is which of the other, where they are not the same.
    pub matches: Vec<MatchShape>,
    /// Parts that differ in words alone, without any effect.
    pub words_only: usize,
    /// What was not compared; then nothing can be said of the whole.
    pub not_compared: Vec<String>,
}

/// One of the two texts.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct SideShape {
    /// The draft.
    pub draft: String,
    /// The reading, in words; nothing if the draft has no brackets.
    pub reading: Option<String>,
    /// Parts of it that can't be read, and are left out.
    pub unread: usize,
}

/// How a party stands.
#[derive(Clone, Debug, Serialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is a field of the document")]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct PartyShape {
    /// The short name.
    pub name: String,
    /// The long one.
    pub title: String,
    /// Its roles in the later text, or in the earlier one if it has none there.
    pub roles: Vec<&'static str>,
    /// Whether it is assumed to attack, or to act with an attacker.
    pub adverse: bool,
    /// Whether the text protects it.
    pub protected: bool,
    /// How it stands in all.
    pub verdict: VerdictShape,
    /// Whether it is weaker in something, for certain.
    pub weaker_in_something: bool,
    /// Whether it is, or may be, weaker in something.
    pub may_be_weaker: bool,
    /// How it stands in each aspect: `protection`, `burden`, `say`, `exposure`.
    pub aspects: BTreeMap<&'static str, VerdictShape>,
    /// The differences that touch it, by their numbers.
    pub because: Vec<usize>,
}

/// A verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct VerdictShape {
    /// `same`, `stronger`, `weaker`, `mixed`, `different`
    pub verdict: &'static str,
    /// Whether it is so whatever stands where a text leaves something open.
    pub certain: bool,
}

/// What a difference means to a party in one aspect.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct PartyVerdictShape {
    /// The party.
    pub party: String,
    /// `protection`, `burden`, `say`, `exposure`
    pub aspect: &'static str,
    /// `stronger`, `weaker`, `mixed`, `different`
    pub verdict: &'static str,
    /// Whether it is so whatever stands where a text leaves something open.
    pub certain: bool,
}

/// A difference in effect.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct DifferenceShape {
    /// Its number, from one.
    pub id: usize,
    /// `form`, `gone`, `new`, `changed`, `power`, `exit`, `party`, `undetermined`
    pub effect: &'static str,
    /// Who owes, may or must not, where something is owed, allowed or forbidden.
    pub bearers: Vec<String>,
    /// What.
    pub acts: Vec<String>,
    /// To whom.
    pub to: Vec<String>,
    /// What differs, in a sentence.
    pub sentence: String,
    /// The same point by point.
    pub details: Vec<String>,
    /// Whether it is so whatever stands where a text leaves something open, and every match is sure.
    pub certain: bool,
    /// What it means to each party.
    pub verdicts: Vec<PartyVerdictShape>,
    /// The clauses that are in the earlier text alone.
    pub old: Vec<ClauseShape>,
    /// The clauses that are in the later text alone.
    pub new: Vec<ClauseShape>,
    /// Acts under which the two texts give something else.
    pub plays: Vec<DiffPlay>,
    /// Who can keep alone what it could not before.
    pub new_blockers: Vec<String>,
    /// Whether something is no longer owed.
    pub unbinds: bool,
    /// Whether something comes later, or at no set time any more.
    pub slower: bool,
}

/// A clause.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct ClauseShape {
    /// Where it stands, in the treaty's own numbering.
    pub clause: String,
    /// The line; 0 in another text.
    pub line: u32,
    /// Its words.
    pub words: String,
}

/// Acts under which the two texts give something else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct DiffPlay {
    /// Who acts, and who does not.
    pub acts: String,
    /// What follows by the earlier text.
    pub old: &'static str,
    /// What follows by the later text.
    pub new: &'static str,
}

/// A part of one text and the one of the other that it is.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct MatchShape {
    /// In the earlier text.
    pub old: Option<PartShape>,
    /// In the later text.
    pub new: Option<PartShape>,
    /// `changed`, `moved`, `renamed`, `split from`, `joined into`, `added`, `removed`
    pub how: &'static str,
    /// How alike the two are, from 0 to 1; nothing if there is one alone.
    pub score: Option<f64>,
    /// Whether they are matched by likeness alone.
    pub doubtful: bool,
    /// Why they are taken for the same.
    pub reasons: Vec<&'static str>,
}

/// A part of a text.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct PartShape {
    /// In the treaty's own numbering.
    pub cite: String,
    /// The line of its head.
    pub line: u32,
}
