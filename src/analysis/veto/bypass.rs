//! Finds powers over the protected party's territory, status or soil that can be used without it.

use rustc_hash::FxHashSet;

use super::Bypass;
use crate::analysis::circuit::{CircuitNode, Circuits, Obstruction, RootId, bearers};
use crate::analysis::gate::{Holder, Power};
use crate::model::{ActorId, ActorSet, Area, AreaTerm, DetailKind, Object, Place, Provision, Sentence, Treaty};
use crate::syntax::ast::{Modal, ProvisionKind, RoleGroup};

/// Verbs that dispose of a place.
const DISPOSES: &[&str] = &[
    "adjust",
    "alter",
    "annex",
    "cede",
    "change",
    "delimit",
    "demarcate",
    "demilitarise",
    "determine",
    "draw",
    "fix",
    "move",
    "partition",
    "redraw",
    "relinquish",
    "settle",
    "surrender",
    "transfer",
];

/// Powers over the protected party's territory, status or soil that can be used without it.
pub(in crate::analysis) fn bypassed(circuits: &mut Circuits<'_>) -> Vec<Bypass> {
    let treaty = circuits.treaty;
    // Who only protects others, and among equals everybody, is outvoted like anybody else.
    let mut protected = treaty.bearers_of(RoleGroup::Beneficiaries);
    protected.extend(treaty.bearers_of(RoleGroup::Hosts));
    protected.sort_unstable();
    protected.dedup();
    protected.retain(|actor| !treaty.actors[actor.0 as usize].roles.contains(RoleGroup::Guarantors));
    if protected.is_empty() {
        return Vec::new();
    }
    circuits.sets.enter(0, None);
    let mut powers = powers(circuits, &protected);
    powers.retain(|it| !is_hole(circuits, it.root));
    if powers.is_empty() {
        return Vec::new();
    }
    let needed = circuits.needed_for(powers.iter().map(|it| it.root));
    let mut found: Vec<Bypass> = powers.iter().map(|it| it.bypass.clone()).collect();
    for actor in &protected {
        if !powers.iter().any(|it| it.concerned.contains(actor)) {
            continue;
        }
        circuits.run(Obstruction::block(&[*actor]), Some(&needed));
        for (power, bypass) in powers.iter().zip(&mut found) {
            let open = power.concerned.contains(actor) && circuits.is_open(power.root);
            let acts = power.body.is_none_or(|body| circuits.acts_without(body, &[*actor]));
            if open && acts {
                bypass.bypassed.push(*actor);
            }
        }
    }
    found.retain(|it| !it.bypassed.is_empty());
    found.sort_by_key(|it| (it.file, it.site.start));
    found
}

/// A power and whom it concerns.
struct BypassCandidate {
    root: RootId,
    /// The body that uses the power, by its own rule.
    body: Option<ActorId>,
    concerned: ActorSet,
    bypass: Bypass,
}

fn powers(circuits: &Circuits<'_>, protected: &[ActorId]) -> Vec<BypassCandidate> {
    let treaty = circuits.treaty;
    let mut found = Vec::new();
    for (at, root) in circuits.roots.iter().enumerate() {
        let Holder::Provision(id) = root.holder else { continue };
        let provision = &treaty.provisions[id.0 as usize];
        if provision.file != treaty.file {
            continue;
        }
        let mut add = |concerned: ActorSet, body, site| {
            if !concerned.is_empty() {
                let (power, holder, file) = (root.power, root.holder, root.file);
                let bypass = Bypass { power, holder, site, file, bypassed: ActorSet::new() };
                found.push(BypassCandidate { root: RootId(at as u32), body, concerned, bypass });
            }
        };
        match root.power {
            Power::Change => add(soil(treaty, provision, protected), None, root.site),
            Power::Amendment => {
                let sites = provision.details.iter().find(|it| matches!(it.kind, DetailKind::AuthorisedBy(_)));
                let signs = |actor: &&ActorId| treaty.actors[actor.0 as usize].signs;
                add(protected.iter().filter(signs).copied().collect(), None, sites.map_or(root.site, |it| it.span));
            }
            Power::Activation if at == id.0 as usize => {
                for sentence in provision.sentences.iter().filter(|it| disposes(it)) {
                    let bound: ActorSet = bearers(provision).flat_map(|it| treaty.members(it, None)).collect();
                    let body = bound.iter().copied().find(|it| treaty.actors[it.0 as usize].body.is_some());
                    let mut concerned = owners(treaty, sentence, protected);
                    concerned.retain(|actor| !bound.contains(actor));
                    add(concerned, body.filter(|_| bound.len() == 1), sentence.span);
                }
            }
            _ => {}
        }
    }
    found
}

/// Whether nobody knows yet who decides.
fn is_hole(circuits: &mut Circuits<'_>, root: RootId) -> bool {
    let node = circuits.root(root).node;
    let players = circuits.players(node);
    players.is_empty() && matches!(circuits.node(node), CircuitNode::Gate(_))
}

/// Whether a sentence lets or makes somebody dispose of a place.
pub(super) fn disposes(sentence: &Sentence<'_>) -> bool {
    use Modal::{Agrees, Declares, Demanded, IsBound, May, ReservesTheRight, Shall, Undertakes, UndertakesWould, Will};
    let lets = matches!(
        sentence.modal,
        Some(
            Shall
                | Will
                | May
                | Undertakes
                | UndertakesWould
                | Agrees
                | ReservesTheRight
                | IsBound
                | Declares
                | Demanded
        )
    );
    lets && DISPOSES.binary_search(&sentence.verb).is_ok()
        && sentence.objects.iter().any(|it| matches!(it, Object::Place(..)))
}

/// Whose the places are that a sentence disposes of.
fn owners(treaty: &Treaty<'_>, sentence: &Sentence<'_>, protected: &[ActorId]) -> ActorSet {
    let mut owners = ActorSet::new();
    for object in &sentence.objects {
        if let Object::Place(id, _) = object {
            match owner(treaty, &treaty.places[id.0 as usize]) {
                Some(found) => owners.extend(found),
                None => owners.extend(protected),
            }
        }
    }
    owners.sort_unstable();
    owners.dedup();
    owners.retain(|actor| protected.contains(actor));
    owners
}

/// Whose a place is: what the text says of it in law, or of what it lies in. `None` if the text does not say.
fn owner(treaty: &Treaty<'_>, place: &Place<'_>) -> Option<ActorSet> {
    owner_in_law(treaty, place).or_else(|| owner_of_area(treaty, place.within.as_ref()?))
}

fn owner_in_law(treaty: &Treaty<'_>, place: &Place<'_>) -> Option<ActorSet> {
    place.details.iter().find_map(|detail| match &detail.kind {
        DetailKind::DeJure(actors) => Some(treaty.members(actors, None)),
        _ => None,
    })
}

/// Whose an area is: those of all its parts. `None` if the text does not say it of one of them, or puts one into itself.
fn owner_of_area(treaty: &Treaty<'_>, area: &Area<'_>) -> Option<ActorSet> {
    let mut owners: Option<ActorSet> = None;
    let mut seen = FxHashSet::default();
    let mut next = vec![area];
    while let Some(area) = next.pop() {
        for term in &area.include {
            let found = match term {
                AreaTerm::TerritoryOf(actors, _) => treaty.members(actors, None),
                AreaTerm::Place(id, _) => {
                    let place = &treaty.places[id.0 as usize];
                    let Some(found) = owner_in_law(treaty, place) else {
                        if seen.insert(*id) {
                            next.push(place.within.as_ref()?);
                        }
                        continue;
                    };
                    found
                }
                AreaTerm::Nested(inner) => {
                    next.push(inner);
                    continue;
                }
                AreaTerm::Words(_) | AreaTerm::Unknown => return None,
            };
            owners.get_or_insert_default().extend(found);
        }
    }
    owners
}

/// On whose soil a deployment or limit holds; everybody's who is protected, if the text does not say.
fn soil(treaty: &Treaty<'_>, provision: &Provision<'_>, protected: &[ActorId]) -> ActorSet {
    if !matches!(provision.kind, ProvisionKind::Deployment | ProvisionKind::Limit) {
        return ActorSet::new();
    }
    let found = provision.details.iter().find_map(|detail| match &detail.kind {
        DetailKind::In(area) => owner_of_area(treaty, area),
        DetailKind::OnActors(actors) => Some(treaty.members(actors, None)),
        _ => None,
    });
    let mut found = found.unwrap_or_else(|| protected.to_vec());
    found.retain(|actor| protected.contains(actor));
    found
}
