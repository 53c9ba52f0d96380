//! Forces in the words of a finding, and remedies that add a clause to a provision.

use crate::analysis::ForcePart;
use crate::diagnostic::{Fix, Safety};
use crate::model::{ActorId, Actors, Members, Provision, ProvisionId, SetTerm, Treaty};
use crate::rules::wording::with_and;
use crate::source::Span;
use crate::syntax::ast::ProvisionKind;
use crate::syntax::lexer;
use rustc_hash::FxHashSet;

/// Who sends a force, as a list; "the contributors" where the text does not name them.
pub(crate) fn senders(model: &Treaty<'_>, force: &ForcePart<'_>) -> String {
    with_and(&named(model, &force.senders, "the contributors"))
}

/// Actors as a list; `nobody` where none is named.
pub(crate) fn named(model: &Treaty<'_>, members: &Members, nobody: &str) -> String {
    if members.actors.is_empty() { nobody.to_owned() } else { model.names(&members.actors) }
}

/// On whose territory a force stands, as a list; "the host" where the text does not say.
pub(crate) fn hosts(model: &Treaty<'_>, force: &ForcePart<'_>) -> String {
    if force.hosts.actors.is_empty() { "the host".to_owned() } else { with_and(&model.names(&force.hosts.actors)) }
}

/// An assumed aggressor that may attack where a force stands.
pub(crate) fn attacker<'m>(model: &'m Treaty<'_>, force: &ForcePart<'_>) -> Option<&'m str> {
    let near = |victim: Option<ActorId>| victim.is_some_and(|it| force.hosts.has(it));
    let case = model.threat.cases.iter().find(|it| near(it.victim));
    case.map(|it| model.name(it.attacker))
}

/// A trigger that forces may wait for: one of the same article, or the first of the draft that opens on an attack.
pub(crate) fn trigger<'m>(model: &'m Treaty<'_>, provision: &Provision<'_>) -> Option<&'m str> {
    let named = || model.own_provisions().filter(|it| it.kind == ProvisionKind::Trigger && !it.name.is_empty());
    let near = named().find(|it| it.unit.is_some() && it.unit == provision.unit);
    near.or_else(|| named().next()).map(|it| it.name)
}

/// A remedy that writes a clause at the end of a provision; `None` if the provision is not closed.
pub(crate) fn add_clause(model: &Treaty<'_>, provision: &Provision<'_>, clause: &str) -> Option<Fix> {
    let text = provision.span.of(model.text);
    let body = text.strip_suffix('}')?;
    let at = provision.span.end - 1;
    let line = body.rfind(['\n', '\r']).map(|it| &body[it + 1..]);
    let added = match line {
        Some(indent) if indent.trim().is_empty() => format!("    {clause}\n{indent}"),
        _ if body.ends_with(char::is_whitespace) => format!("{clause} "),
        _ => format!(" {clause} "),
    };
    Some(Fix::replace(Safety::Unsafe, format!("add `{clause}`"), Span::at(at), added))
}

/// Senders and hosts together, as the draft can name them, without any who may attack.
pub(crate) fn both(model: &Treaty<'_>, force: &ForcePart<'_>) -> String {
    let mut names = force.senders.actors.clone();
    names.extend_from_slice(&force.hosts.actors);
    names.sort_unstable();
    names.dedup();
    let attacks = |id: &ActorId| {
        model.threat.cases.iter().any(|it| it.victim.is_some_and(|it| force.hosts.has(it)) && it.bloc.contains(id))
    };
    if names.len() < 8 {
        names.retain(|it| !attacks(it));
    }
    match (&force.by[..], names.len()) {
        (_, 0) => "parties".to_owned(),
        // A long list goes by the name that the draft gives it.
        ([by], 8..) => match &force.hosts.actors[..] {
            [] => model.quoted(by.span),
            hosts => format!("{}, {}", model.quoted(by.span), model.names(hosts)),
        },
        _ => names.iter().map(|it| model.name(*it)).collect::<Vec<_>>().join(", "),
    }
}

/// Whether a clause that begins with a word stands in a provision and could not be read: it is no missing one.
pub(crate) fn is_unread(model: &Treaty<'_>, provision: &Provision<'_>, word: &str) -> bool {
    let first = |it: &Span| it.is_own() && lexer::words(it.of(model.text)).next() == Some(word);
    provision.unread.iter().any(first)
}

/// Whether a set names a deployment, so that its troops are meant.
pub(crate) fn is_named(actors: &Actors<'_>, deployment: ProvisionId) -> bool {
    actors.include.iter().any(|it| match it {
        SetTerm::Provision(id) => *id == deployment,
        SetTerm::Nested(inner) => is_named(inner, deployment),
        _ => false,
    })
}

/// The deployments that a set names.
pub(crate) fn named_in(actors: &Actors<'_>, found: &mut FxHashSet<ProvisionId>) {
    for term in &actors.include {
        match term {
            SetTerm::Provision(id) => drop(found.insert(*id)),
            SetTerm::Nested(inner) => named_in(inner, found),
            _ => {}
        }
    }
}
