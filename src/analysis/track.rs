//! The ways to help: what an event sets off, and whether it waits for a decision that several take together.

use super::strength::Strength;
use super::{Facts, GateKind};
use crate::analysis::gate::Gate;
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{Object, Provision, ProvisionId, Sentence};
use crate::syntax::ast::ProvisionKind;

/// Help, or action of one's own, that an event sets off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Track {
    /// The promise.
    pub provision: ProvisionId,
    /// How strong it is: a right at least.
    pub strength: Strength,
    /// The decision that several take together, if it waits for one.
    pub collective: Option<Gate>,
}

impl Track {
    /// Whether somebody owes it.
    pub fn is_duty(&self) -> bool {
        self.strength >= Strength::SelfJudged
    }
}

/// Every way to help, in the order of the text.
pub(super) fn tracks(facts: &Facts<'_>) -> Vec<Track> {
    let treaty = facts.treaty();
    let mut found = Vec::new();
    for provision in treaty.own_provisions().filter(|it| acts(facts, it)) {
        let Some(strength) = facts.strength(provision.id).asks().filter(|it| *it >= Strength::Right) else { continue };
        let collective = facts
            .needed_gates(provision.id)
            .iter()
            .find(|it| !it.each && it.holders.len() > 1 && it.together && decides(it.gate.kind));
        found.push(Track { provision: provision.id, strength, collective: collective.map(|it| it.gate) });
    }
    found
}

/// Whether a gate is a decision, and neither a request nor a talk.
fn decides(kind: GateKind) -> bool {
    kind == GateKind::Organ || kind.is_decision() && !matches!(kind, GateKind::Request | GateKind::Notice)
}

/// Whether a sentence only lifts sanctions: relief is the price of a performance, and no help to whoever is attacked.
pub fn relieves(sentence: &Sentence<'_>) -> bool {
    const LIFTS: &[&str] = &["cease", "end", "lift", "relieve", "remove", "suspend", "terminate", "unfreeze", "waive"];
    let sanctions = |it: &Object<'_>| match it {
        Object::Word(word) => word.text.split(|it: char| !it.is_alphanumeric()).any(|it| it == "sanctions"),
        _ => false,
    };
    LIFTS.contains(&sentence.verb) && !sentence.objects.is_empty() && sentence.objects.iter().all(sanctions)
}

/// Whether an event sets a provision off, and somebody who is not only protected acts under it.
fn acts(facts: &Facts<'_>, provision: &Provision<'_>) -> bool {
    // What a norm is called is a label; of a ban it has no act.
    let kind = provision.kind.is_norm() || matches!(provision.kind, ProvisionKind::Deployment | ProvisionKind::Rung);
    if !kind || !facts.answers().hangs(provision.id) && provision.events.is_empty() {
        return false;
    }
    let does = provision.sentences.is_empty()
        || provision.sentences.iter().any(|it| {
            let verb = verb(it.verb);
            verb.is_none_or(|it| matches!(it.class, VerbClass::Aid | VerbClass::Act)) && !relieves(it)
        });
    let treaty = facts.treaty();
    does && facts.bearers(provision.id, None).iter().any(|id| treaty.actor(*id).roles.gives())
}
