//! What a reading does, and to whom: every promise, gate, clock and power by names, so that it outlives its model and two
//! texts can be compared.
//!
//! A text is a map from what is owed or decided to how: [`Effects`]. Two texts are compared entry by entry ([`compare`]), so
//! that a provision that is renamed, moved, split or joined has no effect by itself. The order of values is partial: where
//! two have none, that is said. What is unknown is never more than what is known.

mod canon;
mod clauses;
mod compare;
mod difference;
mod elements;
mod gates;
mod matching;
mod order;
mod parties;
mod powers;
mod promises;
mod verdict;

pub use canon::{ClauseText, readable};
pub use compare::{Comparison, compare};
pub use difference::{ClausePlace, Difference, DifferenceKind};
pub use elements::Element;
pub use gates::{GateFunction, Player, PlayerKind, PowerEffect};
pub use matching::{ElementMatch, MatchKind};
pub use order::{Dimension, Move, Order, Part};
pub use parties::PartyChange;
pub use promises::{Lasting, Level, Promise, PromiseKey, PromisedAct, Time, Tripwire};
pub use verdict::{Aspect, PartyVerdict, Verdict, VerdictTally};

use std::collections::{BTreeMap, BTreeSet};

use super::{Facts, coverage};
use crate::model::ActorId;
use crate::source::Span;
use crate::syntax::ast::RoleGroup;

/// An assumed attack: who attacks, and whom.
pub type AttackName = (String, Option<String>);

/// Everything that one reading does.
#[derive(Clone, Debug, Default)]
pub struct Effects {
    /// Whether the text binds; nothing if its form leaves that open.
    pub binds: Option<bool>,
    /// Everybody whom the text names as a party, or who owes or decides something.
    pub parties: Vec<Party>,
    /// The places that its answers to attacks tell apart.
    pub areas: BTreeSet<String>,
    /// The assumed attacks.
    pub attacks: Vec<AttackName>,
    /// Those who are assumed to attack or to act with an attacker.
    pub adverse: BTreeSet<String>,
    /// Those whom the text protects, or who are assumed to be attacked.
    pub protected: BTreeSet<String>,
    /// The parts of the text: provisions first, then what it declares.
    pub elements: Vec<Element>,
    /// What is owed, allowed and forbidden.
    pub promises: BTreeMap<PromiseKey, Vec<Promise>>,
    /// What else is decided by somebody.
    pub powers: Vec<PowerEffect>,
}

/// Somebody whom a text concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Party {
    /// The short name.
    pub name: String,
    /// The long one.
    pub title: String,
    /// Its roles: `guarantor`.
    pub roles: Vec<&'static str>,
}

impl Effects {
    /// A party by its name.
    pub fn party(&self, name: &str) -> Option<&Party> {
        self.parties.iter().find(|it| it.name == name)
    }
}

/// The kinds of attack that a text asks for; another text that is compared with it must be asked for them too.
pub fn events(facts: &Facts<'_>) -> Vec<String> {
    coverage::events(facts.treaty()).into_iter().map(ToOwned::to_owned).collect()
}

/// Everything that a reading does. `words` gives the words of a place as the reading has them, `line` its line; `events` are
/// the kinds of attack to ask for.
pub fn effects(
    facts: &Facts<'_>,
    words: &dyn Fn(Span) -> String,
    line: &dyn Fn(Span) -> u32,
    events: &[String],
) -> Effects {
    let treaty = facts.treaty();
    let canon = canon::Canon::new(treaty, words, line);
    let name = |it: ActorId| treaty.name(it).to_owned();
    let mut protected: BTreeSet<String> = treaty.bearers_of(RoleGroup::Beneficiaries).into_iter().map(name).collect();
    protected.extend(treaty.threat.cases.iter().filter_map(|it| it.victim).map(name));
    let gates = gates::Functions::of(facts, &canon);
    let elements = elements::elements(facts, &canon);
    Effects {
        binds: treaty.head.binds(),
        parties: parties(facts),
        attacks: treaty.threat.cases.iter().map(|it| (name(it.attacker), it.victim.map(name))).collect(),
        adverse: treaty.threat.adverse().into_iter().map(name).collect(),
        protected,
        areas: promises::areas(facts),
        promises: promises::promises(facts, &canon, &gates, events),
        powers: gates.powers(facts, &elements),
        elements,
    }
}

fn parties(facts: &Facts<'_>) -> Vec<Party> {
    let treaty = facts.treaty();
    let bearing = facts.bearing();
    let mut found: Vec<Party> = Vec::new();
    for (at, actor) in (0..).zip(&treaty.actors) {
        let unbinding = [RoleGroup::Parties, RoleGroup::Signatories];
        let roles = RoleGroup::ALL.iter().filter(|it| !unbinding.contains(&it.0) && actor.roles.contains(it.0));
        let roles: Vec<&'static str> = roles.map(|it| it.2).collect();
        if actor.signs || !roles.is_empty() || bearing.contains(&ActorId(at)) {
            let title = actor.title.unwrap_or(actor.name).to_owned();
            found.push(Party { name: actor.name.to_owned(), title, roles });
        }
    }
    found.sort_by(|one, other| one.name.cmp(&other.name));
    found
}
