//! The shapes of the answers that stand before the details.

use super::{Clause, Length};
use serde::Serialize;

/// The answers before the details.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Summary {
    /// Every promise that waits for something, in the order of the text.
    pub promises: Vec<PromiseSummary>,
    /// What is live with the treaty: nothing stands before it, and nobody can block it.
    pub standing: Vec<Clause>,
    /// The attacks that a duty answers somewhere, whoever attacks whom, in a text that promises help.
    pub answered: Vec<String>,
    /// Those that none does.
    pub unanswered: Vec<String>,
}

/// What can be said of a promise at once.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct PromiseSummary {
    /// The promise.
    pub clause: Clause,
    /// Its strength, in words.
    pub strength: Option<String>,
    /// Who owes it.
    pub bearers: Vec<String>,
    /// Who can block it, the assumed aggressor first; nobody, if empty.
    pub blocked: Vec<Blocked>,
    /// How long it takes if everybody takes all the time there is.
    pub worst: Length,
    /// Which attacks it answers, and where.
    pub reached: Vec<Reached>,
    /// Whether the text leaves open that it answers some attack.
    pub unsaid: bool,
    /// What stands before it and is in nobody's hands, so that it cannot be determined whether it comes.
    pub open: Vec<String>,
}

/// Who can block a promise.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Blocked {
    /// Who.
    pub who: Vec<String>,
    /// How: `votes no (unanimity of guarantors, line 12)`.
    pub how: String,
    /// Whether they are assumed to attack or to act with an attacker.
    pub adverse: bool,
    /// Whether they do so only together; each alone otherwise.
    pub together: bool,
}

/// Which attacks a promise answers in some areas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[cfg_attr(test, schemars(deny_unknown_fields))]
pub struct Reached {
    /// If who attacks; nothing where it is the same under every attack.
    pub attack: Option<String>,
    /// Where.
    pub areas: Vec<String>,
    /// What is answered.
    pub events: Vec<String>,
    /// Of what the text does not say whether it is answered.
    pub unsaid: Vec<String>,
    /// What it does not answer.
    pub not: Vec<String>,
}
