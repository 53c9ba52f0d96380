//! What the triggers of help ask of an attack: who must make it, and across what.

use super::Facts;
use super::consequence::is_attack;
use super::strength::Strength;
use crate::model::{ActorId, ActorKind, ActorSet, Actors, Area, EventKind, Events, Provision, ProvisionId, Treaty};
use crate::syntax::ast::ProvisionKind;

/// A trigger that opens a duty to help, with the lines of its events that are attacks.
#[derive(Clone, Debug)]
pub struct HelpTrigger<'m> {
    /// The trigger.
    pub provision: ProvisionId,
    /// Its lines, in the order of the text.
    pub attacks: Vec<&'m Events<'m>>,
}

impl<'m> HelpTrigger<'m> {
    /// Those who must attack, if every line names them and nobody else may be meant; each with where it is named.
    pub fn attackers(&self, treaty: &Treaty<'m>) -> Option<(ActorSet, &'m Actors<'m>)> {
        let mut found = ActorSet::new();
        let mut first = None;
        for events in &self.attacks {
            let by = events.by.as_ref()?;
            let members = treaty.resolve(by, None);
            // Whoever depends on the case, and whoever words describe, may be anybody.
            if members.leaves_open() || members.actors.is_empty() || treaty.depends_on_case(by) {
                return None;
            }
            found.extend(members.actors);
            first.get_or_insert(by);
        }
        found.sort_unstable();
        found.dedup();
        first.map(|it| (found, it))
    }

    /// What the attack must come from or through, if every line asks for that.
    pub fn vector(&self) -> Option<&'m Area<'m>> {
        let through = |it: &&'m Events<'m>| it.through.as_ref().or(it.from.as_ref());
        let first = self.attacks.first().and_then(through)?;
        self.attacks.iter().all(|it| through(it).is_some()).then_some(first)
    }
}

/// The triggers of the draft that open a duty to help in an attack.
pub(super) fn help_triggers<'m>(facts: &Facts<'m>) -> Vec<HelpTrigger<'m>> {
    let treaty = facts.treaty();
    let mut found = Vec::new();
    for trigger in &treaty.provisions {
        let opens = trigger.kind == ProvisionKind::Trigger
            && treaty.is_own(trigger)
            && helps(facts, trigger)
            && !trigger.events.is_empty();
        if !opens {
            continue;
        }
        let attacks: Vec<&Events<'m>> = trigger.events.iter().map(|it| &**it).filter(|it| may_be_attack(it)).collect();
        if !attacks.is_empty() {
            found.push(HelpTrigger { provision: trigger.id, attacks });
        }
    }
    found
}

/// Whether somebody owes, may give or is expected to give something that hangs on a trigger, and it is no talk alone.
fn helps(facts: &Facts<'_>, trigger: &Provision<'_>) -> bool {
    facts.answers().duty(trigger.id) >= Some(Strength::SelfJudged)
        || facts.tracks().iter().any(|it| facts.opened_by(it.provision).contains(&trigger.id))
}

/// Whether a line speaks of an attack, by a word or in quotes.
fn may_be_attack(events: &Events<'_>) -> bool {
    is_attack(events) || events.events.iter().any(|it| matches!(it.kind, EventKind::Words(_)))
}

/// Whether forces that a State may disown are among some actors, by name.
pub fn names_forces(treaty: &Treaty<'_>, actors: &[ActorId]) -> bool {
    actors.iter().any(|it| treaty.actor(*it).kind == ActorKind::Forces)
}
