//! Roles that do not fit where a force stands.

use super::position::{LinePosition, of_place};
use super::{ForcePart, ForceRoles, places};
use crate::model::vocabulary::{ObjectClass, Post, means, object, role};
use crate::model::{ActorSet, DetailKind, Object, OpenWord, PlaceId, RefTarget, Treaty};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

/// Roles that do not fit where a force stands.
#[derive(Clone, Debug)]
pub enum RoleMismatch<'m> {
    /// Work behind the lines, at a line.
    AtLine {
        /// The roles.
        roles: Vec<&'m OpenWord<'m>>,
        /// The place.
        place: PlaceId,
        /// The line.
        line: PlaceId,
    },
    /// Work along a line, well behind it.
    Rear {
        /// The roles.
        roles: Vec<&'m OpenWord<'m>>,
        /// The place.
        place: PlaceId,
        /// The line.
        line: PlaceId,
    },
    /// Work along a line, on the soil of those who have none.
    Away {
        /// The roles.
        roles: Vec<&'m OpenWord<'m>>,
        /// Those who have a part in the conflict.
        concerned: ActorSet,
    },
    /// A role that the zone keeps out.
    Barred {
        /// The role.
        role: &'m OpenWord<'m>,
        /// The zone.
        place: PlaceId,
        /// The bar.
        bar: Span,
    },
}

/// Everything that does not fit.
pub fn misfits<'m>(treaty: &'m Treaty<'m>, force: &ForcePart<'m>) -> Vec<RoleMismatch<'m>> {
    let mut found = Vec::new();
    let (Some(area), Some(roles)) = (force.area, force.roles) else { return found };
    let at: Vec<(PlaceId, LinePosition)> = places(area).into_iter().map(|it| (it, of_place(treaty, it))).collect();
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

fn measured<'m>(roles: ForceRoles<'m>, at: &[(PlaceId, LinePosition)]) -> Option<RoleMismatch<'m>> {
    match at[0].1 {
        LinePosition::AtLine(line) if at.iter().all(|it| matches!(it.1, LinePosition::AtLine(_))) => {
            let behind = posted(roles, Post::Rear);
            // A force whose work is at the line has its own doctors and stores with it; a rear guard has no place there.
            let guards = || behind.iter().copied().filter(|it| it.text == "rear-area-security").collect();
            let wrong: Vec<_> = if behind.len() == roles.words.len() { behind } else { guards() };
            (!wrong.is_empty()).then_some(RoleMismatch::AtLine { roles: wrong, place: at[0].0, line })
        }
        LinePosition::Rear(line) if at.iter().all(|it| matches!(it.1, LinePosition::Rear(_))) => {
            let wrong = posted(roles, Post::Line);
            (!wrong.is_empty()).then_some(RoleMismatch::Rear { roles: wrong, place: at[0].0, line })
        }
        _ => None,
    }
}

/// The roles that are done in one kind of place.
fn posted(roles: ForceRoles<'_>, post: Post) -> Vec<&OpenWord<'_>> {
    roles.words.iter().filter(|it| role(it.text).is_some_and(|role| role.post == post)).collect()
}

/// Work along a line, in a State that has no part in the conflict.
fn away<'m>(treaty: &'m Treaty<'m>, force: &ForcePart<'m>, roles: ForceRoles<'m>) -> Option<RoleMismatch<'m>> {
    let roles = posted(roles, Post::Line);
    if roles.is_empty() || !force.hosts.said {
        return None;
    }
    let concerned = concerned(treaty);
    let none = !force.hosts.actors.iter().any(|it| concerned.binary_search(it).is_ok());
    (none && !concerned.is_empty()).then_some(RoleMismatch::Away { roles, concerned })
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
fn barred<'m>(
    treaty: &'m Treaty<'m>,
    force: &ForcePart<'m>,
    roles: ForceRoles<'m>,
    place: PlaceId,
) -> Option<RoleMismatch<'m>> {
    treaty.places[place.0 as usize].details.iter().find_map(|detail| {
        let DetailKind::Bars(objects) = &detail.kind else { return None };
        let shut = |it: &Object<'_>, word: &OpenWord<'_>| matches!(it, Object::Word(bar) if shuts_out(bar, word));
        let role = roles.words.iter().find(|word| objects.iter().any(|it| shut(it, word)))?;
        (!permits(treaty, place, force, role)).then_some(RoleMismatch::Barred { role, place, bar: detail.span })
    })
}

/// Whether a bar on a thing or a role shuts a role out: without weapons nobody fights.
fn shuts_out(bar: &OpenWord<'_>, word: &OpenWord<'_>) -> bool {
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
fn permits(treaty: &Treaty<'_>, place: PlaceId, force: &ForcePart<'_>, role: &OpenWord<'_>) -> bool {
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
        DetailKind::EnforcedBy(by) => by.iter().any(|it| it.0 == RefTarget::Provision(id)),
        _ => false,
    })
}
