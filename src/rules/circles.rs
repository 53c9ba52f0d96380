//! Circles of things that wait for each other, and what a reader calls them.

use crate::analysis::{Cycle, EdgeKind, WaitEdge};
use crate::model::{RefTarget, Treaty};
use crate::syntax::ast::ProvisionKind;

/// What waits in a circle. A unit and what stands in it, a treaty and its clause on entry into force are one thing to a
/// reader.
pub(crate) fn waits_of(cycle: &Cycle) -> Vec<&WaitEdge> {
    let one = |it: &&WaitEdge| {
        it.kind == EdgeKind::Part || it.kind == EdgeKind::EntryIntoForce && matches!(it.from, RefTarget::Instrument(_))
    };
    cycle.edges.iter().filter(|it| !one(it)).collect()
}

/// Whether each thing that waits is a treaty, by its clause on entry into force.
pub(crate) fn is_of_treaties(model: &Treaty<'_>, waits: &[&WaitEdge]) -> bool {
    waits.len() > 1
        && waits.iter().all(|it| match it.from {
            RefTarget::Instrument(_) => true,
            RefTarget::Provision(id) => model.provision(id).kind == ProvisionKind::EntryIntoForce,
            _ => false,
        })
}

/// What a reader calls it.
pub(crate) fn name(model: &Treaty<'_>, target: RefTarget) -> String {
    match target {
        RefTarget::Provision(id) => {
            let provision = model.provision(id);
            let enters = provision.kind == ProvisionKind::EntryIntoForce;
            match (provision.name, model.instrument_of(provision.file)) {
                (_, None) if enters => "this treaty".to_owned(),
                (_, Some(instrument)) if enters => format!("`{}`", instrument.name),
                ("", _) => format!("`{}`", model.cite(id)),
                (name, None) => format!("`{name}`"),
                (name, Some(instrument)) => format!("`{name}` of `{}`", instrument.name),
            }
        }
        RefTarget::Milestone(at) => format!("`{}`", model.milestones[at as usize].name),
        RefTarget::Instrument(id) => {
            let instrument = &model.instruments[id.0 as usize];
            let own = instrument.read.as_ref().is_some_and(|it| it.file == model.file);
            // Another text may call it by a name of its own.
            let known = instrument.read.as_ref().and_then(|it| model.instrument_of(it.file)).unwrap_or(instrument);
            if own { "this treaty".to_owned() } else { format!("`{}`", known.name) }
        }
        RefTarget::Unit(id) => format!("`{}`", model.unit_path(id)),
        RefTarget::Actor(id) => format!("`{}`", model.name(id)),
        RefTarget::Place(id) => format!("`{}`", model.places[id.0 as usize].name),
        RefTarget::Group(id) => format!("`{}`", model.groups[id.0 as usize].name),
        RefTarget::Term(_) | RefTarget::Weights(_) | RefTarget::Hole | RefTarget::Missing => {
            "a thing that the text does not name".to_owned()
        }
    }
}
