//! Roles that do not fit where a force stands.

use super::position::{Position, of_place};
use super::{Force, Roles, places};
use crate::model::vocabulary::{ObjectClass, Post, means, object, role};
use crate::model::{ActorSet, DetailKind, Object, PlaceId, Target, Treaty, Word};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

/// Roles that do not fit where a force stands.
#[derive(Clone, Debug)]
pub enum Misfit<'m> {
    /// Work behind the lines, at a line.
    AtLine {
        /// The roles.
        roles: Vec<&'m Word<'m>>,
        /// The place.
        place: PlaceId,
        /// The line.
        line: PlaceId,
    },
    /// Work along a line, well behind it.
    Rear {
        /// The roles.
        roles: Vec<&'m Word<'m>>,
        /// The place.
        place: PlaceId,
        /// The line.
        line: PlaceId,
    },
    /// Work along a line, on the soil of those who have none.
    Away {
        /// The roles.
        roles: Vec<&'m Word<'m>>,
        /// Those who have a part in the conflict.
        concerned: ActorSet,
    },
    /// A role that the zone keeps out.
    Barred {
        /// The role.
        role: &'m Word<'m>,
        /// The zone.
        place: PlaceId,
        /// The bar.
        bar: Span,
    },
}

/// Everything that does not fit.
pub fn misfits<'m>(treaty: &'m Treaty<'m>, force: &Force<'m>) -> Vec<Misfit<'m>> {
    let mut found = Vec::new();
    let (Some(area), Some(roles)) = (force.area, force.roles) else { return found };
    let at: Vec<(PlaceId, Position)> = places(area).into_iter().map(|it| (it, of_place(treaty, it))).collect();
    for (place, _) in &at {
        found.extend(barred(treaty, force, roles, *place));
    }
    if at.is_empty() {
        found.extend(away(treaty, force, roles));
    } else if at.len() == area.include.len() {
        // A territory, or a place in words, would leave room for every role.
        found.extend(measured(roles, &at));
    }
    found
}

fn measured<'m>(roles: Roles<'m>, at: &[(PlaceId, Position)]) -> Option<Misfit<'m>> {
    match at[0].1 {
        Position::AtLine(line) if at.iter().all(|it| matches!(it.1, Position::AtLine(_))) => {
            let behind = posted(roles, Post::Rear);
            // A force whose work is at the line has its own doctors and stores with it; a rear guard has no place there.
            let guards = || behind.iter().copied().filter(|it| it.text == "rear-area-security").collect();
            let wrong: Vec<_> = if behind.len() == roles.words.len() { behind } else { guards() };
            (!wrong.is_empty()).then_some(Misfit::AtLine { roles: wrong, place: at[0].0, line })
        }
        Position::Rear(line) if at.iter().all(|it| matches!(it.1, Position::Rear(_))) => {
            let wrong = posted(roles, Post::Line);
            (!wrong.is_empty()).then_some(Misfit::Rear { roles: wrong, place: at[0].0, line })
        }
        _ => None,
    }
}

/// The roles that are done in one kind of place.
fn posted(roles: Roles<'_>, post: Post) -> Vec<&Word<'_>> {
    roles.words.iter().filter(|it| role(it.text).is_some_and(|role| role.post == post)).collect()
}

/// Work along a line, in a State that has no part in the conflict.
fn away<'m>(treaty: &'m Treaty<'m>, force: &Force<'m>, roles: Roles<'m>) -> Option<Misfit<'m>> {
    let roles = posted(roles, Post::Line);
    if roles.is_empty() || !force.hosts.said {
        return None;
    }
    let concerned = concerned(treaty);
    let none = !force.hosts.actors.iter().any(|it| concerned.binary_search(it).is_ok());
    (none && !concerned.is_empty()).then_some(Misfit::Away { roles, concerned })
}

/// Whoever has a part in the conflict.
fn concerned(treaty: &Treaty<'_>) -> ActorSet {
    let mut found = treaty.bearers_of(RoleGroup::Beneficiaries);
    for case in &treaty.threat.cases {
        found.extend(case.victim);
        found.push(case.attacker);
    }
    for provision in treaty.provisions.iter().filter(|it| it.kind == ProvisionKind::Ceasefire) {
        for detail in &provision.details {
            if let DetailKind::Between(actors) = &detail.kind {
                found.extend(treaty.members(actors, None));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// A role that a zone keeps out.
fn barred<'m>(treaty: &'m Treaty<'m>, force: &Force<'m>, roles: Roles<'m>, place: PlaceId) -> Option<Misfit<'m>> {
    treaty.places[place.0 as usize].details.iter().find_map(|detail| {
        let DetailKind::Bars(objects) = &detail.kind else { return None };
        let shut = |it: &Object<'_>, word: &Word<'_>| matches!(it, Object::Word(bar) if shuts_out(bar, word));
        let role = roles.words.iter().find(|word| objects.iter().any(|it| shut(it, word)))?;
        (!permits(treaty, place, force, role)).then_some(Misfit::Barred { role, place, bar: detail.span })
    })
}

/// Whether a bar on a thing or a role shuts a role out: without weapons nobody fights.
fn shuts_out(bar: &Word<'_>, word: &Word<'_>) -> bool {
    if word.hole || bar.quoted && !word.quoted {
        return false;
    }
    if bar.text == word.text && (role(bar.text).is_some() || bar.quoted) {
        return true;
    }
    let arms = matches!(object(bar.text), Some(ObjectClass::Weapons | ObjectClass::Force))
        || means(bar.text).is_some_and(|it| it.armed && it.presence && object(bar.text) != Some(ObjectClass::Forces));
    arms && matches!(word.text, "combat" | "deterrence" | "line-of-contact" | "ceasefire-enforcement")
}

/// Whether a zone lets a force in all the same.
fn permits(treaty: &Treaty<'_>, place: PlaceId, force: &Force<'_>, role: &Word<'_>) -> bool {
    let id = force.provision.id;
    treaty.places[place.0 as usize].details.iter().any(|it| match &it.kind {
        DetailKind::PermitsThere(objects) => objects.iter().any(|it| match it {
            Object::Provision(other, _) => *other == id,
            Object::Word(other) => other.text == role.text,
            Object::Actors(actors) => {
                let let_in = treaty.members(actors, None);
                force.senders.actors.iter().all(|it| let_in.contains(it))
            }
            _ => false,
        }),
        DetailKind::EnforcedBy(by) => by.iter().any(|it| it.0 == Target::Provision(id)),
        _ => false,
    })
}
