//! What deployments, and limits on forces, say.

use super::decisions::occasions;
use super::sentences::fraction;
use super::{Field, TEXTS, clause, decision, fields, list, names, text, yes};
use crate::analysis::ForcePart;
use crate::model::{ChangeKind, DetailKind, Provision, Quantity, Timing};
use crate::suite::value::{Element, ElementKind, EvalContext, Type, Value, WordList};

static CHANGES: WordList = WordList { of: "kinds of change", all: || vec!["change", "increase", "decrease"] };

fn force<'w, 'm>(world: &'w EvalContext<'m>, provision: &'m Provision<'m>) -> Option<&'w ForcePart<'m>> {
    world.facts.forces().all.iter().find(|it| std::ptr::eq(it.provision, provision))
}

/// Which way a level binds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum BoundKind {
    Ceiling,
    CeilingEach,
    Floor,
}

fn levels<'m>(provision: &'m Provision<'m>, level: BoundKind) -> impl Iterator<Item = &'m Quantity<'m>> {
    provision.details.iter().flat_map(move |it| match (&it.kind, level) {
        (DetailKind::Ceiling(it), BoundKind::Ceiling) if !it.each => &it.amounts[..],
        (DetailKind::Ceiling(it), BoundKind::CeilingEach) if it.each => &it.amounts,
        (DetailKind::Floor(it), BoundKind::Floor) => &it.amounts,
        _ => &[],
    })
}

fn quantities<'m>(provision: &'m Provision<'m>, level: BoundKind) -> Option<Value<'m>> {
    Some(Value::elements(levels(provision, level).map(Element::Quantity)))
}

/// The lowest number of persons.
fn personnel<'m>(provision: &'m Provision<'m>, level: BoundKind) -> Option<Value<'m>> {
    fraction(levels(provision, level).filter(|it| it.unit == "personnel").filter_map(|it| it.thousandths).min()?)
}

pub(super) const FORCE: &[Field] = fields!(Provision {
    contributors: TEXTS, "deployment: who sends the force", |world, it| {
        let senders = &force(world, it)?.senders.actors;
        Some(Value::names(world.treaty, senders.iter().copied()))
    };
    contributors_open: Type::Bool, "deployment: whether others may join whom the draft does not name", |world, it| {
        let senders = &force(world, it)?.senders;
        yes(senders.open || senders.unknown)
    };
    hosts: TEXTS, "deployment: on whose soil the force stands", |world, it| {
        Some(Value::names(world.treaty, force(world, it)?.hosts.actors.iter().copied()))
    };
    host: Type::Text, "deployment: the host, or the first of several", |world, it| {
        text(world.treaty.name(*force(world, it)?.hosts.actors.first()?))
    };
    roles_closed: Type::Bool, "`roles only`: whether it does nothing else", |world, it| {
        yes(force(world, it)?.roles?.closed)
    };
    timing: TEXTS, "`timing`: `standing`, `prepositioned`, `phased`, `responsive`", |_, it| {
        clause!(it, DetailKind::Timing(timing) => match timing {
            Timing::Words(list) => super::words(list),
            Timing::ResponsiveUpon(_) => Some(Value::texts(["responsive"])),
        })
    };
    responsive_upon: TEXTS, "`timing responsive upon`: what it waits for", |world, it| {
        clause!(it, DetailKind::Timing(Timing::ResponsiveUpon(upon)) => occasions(world, upon))
    };
    on_call: Type::Bool, "deployment: whether it comes only when something happens", |world, it| {
        yes(force(world, it)?.on_call())
    };
    ceiling: Type::Double, "`ceiling`, `at most`: the most personnel, all together", |_, it| {
        personnel(it, BoundKind::Ceiling)
    };
    ceiling_each: Type::Double, "`ceiling each`: the most personnel of each contributor", |_, it| {
        personnel(it, BoundKind::CeilingEach)
    };
    floor: Type::Double, "`floor`, `at least`: the fewest personnel", |_, it| personnel(it, BoundKind::Floor);
    ceilings: list(&Type::Element(ElementKind::Quantity)), "every amount of `ceiling` and `at most`", |_, it| {
        quantities(it, BoundKind::Ceiling)
    };
    floors: list(&Type::Element(ElementKind::Quantity)), "every amount of `floor` and `at least`", |_, it| {
        quantities(it, BoundKind::Floor)
    };
    changes: list(&Type::Element(ElementKind::Change)), "`change of`, `increase of`, `decrease of`", |_, it| {
        let changes = it.details.iter().filter_map(|row| match &row.kind {
            DetailKind::ChangeOf(change) => Some(Element::Change(change)),
            _ => None,
        });
        Some(Value::elements(changes))
    };
});

pub(super) const CHANGE: &[Field] = fields!(Change {
    kind: Type::Word(&CHANGES), "which way it goes", |_, it| text(match it.kind {
        ChangeKind::Change => "change",
        ChangeKind::Increase => "increase",
        ChangeKind::Decrease => "decrease",
    });
    of: TEXTS, "what is changed: `roles`, `ceiling`, `zones`", |_, it| super::words(&it.of);
    decision: Type::Element(ElementKind::Decision), "who decides", |_, it| decision(it.by.as_ref()?);
    consulting: TEXTS, "who must be consulted", |world, it| names(world, it.consulting.as_ref()?);
});
