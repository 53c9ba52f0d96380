//! The threat model: who may attack whom, who acts with whom. It is the analyst's, never the treaty's.

use super::{ActorId, ActorSet};
use crate::source::Span;

/// Assumptions that come from outside the draft: from the configuration, or from the command line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assumed {
    /// Who may attack.
    pub aggressors: Vec<AssumedAggressor>,
    /// Who votes with whom: the follower, then the one it follows.
    pub votes_with: Vec<(String, String)>,
    /// Who controls whom: the controller, then the controlled.
    pub controls: Vec<(String, String)>,
}

/// An aggressor assumed outside the draft.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssumedAggressor {
    /// Its name: `RUS`.
    pub who: String,
    /// Whom it may attack; every beneficiary that is not aligned with it, if none is named.
    pub against: Vec<String>,
}

/// Who may attack whom.
#[derive(Clone, Debug, Default)]
pub struct Threat {
    /// Assumed aggressors, in the order of the draft.
    pub aggressors: Vec<Aggressor>,
    /// For each aligned actor, the one it votes with and where that is said.
    pub votes_with: Vec<(ActorId, ActorId, Span)>,
    /// Who controls whom.
    pub controls: Vec<(ActorId, ActorId, Span)>,
    /// The cases: each aggressor against each victim that is not aligned with it.
    pub cases: Vec<Case>,
    /// Whether more is assumed than can be thought through, so that ties or cases are left out.
    pub cut: bool,
}

impl Threat {
    /// Everybody who is assumed to attack or to act with an attacker, sorted.
    pub fn adverse(&self) -> ActorSet {
        let mut found: ActorSet = self.cases.iter().flat_map(|it| &it.bloc).copied().collect();
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// An assumed aggressor.
#[derive(Clone, Debug)]
pub struct Aggressor {
    /// Who.
    pub actor: ActorId,
    /// Where the assumption stands; `None` if it came from outside the draft.
    pub span: Option<Span>,
}

/// One attack to think through: an attacker, its bloc, a victim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Who attacks.
    pub attacker: ActorId,
    /// The attacker and everyone who acts with it: aligned, or under its control.
    pub bloc: ActorSet,
    /// Whom it attacks; `None` where the draft has nobody whom it could attack, so that what it can block is still asked.
    pub victim: Option<ActorId>,
    /// Where the assumption stands.
    pub span: Option<Span>,
}

impl Case {
    /// Whether somebody is a third: neither of the attacker's side nor the one who is attacked.
    pub fn is_third(&self, actor: ActorId) -> bool {
        !self.bloc.contains(&actor) && self.victim != Some(actor)
    }
}
