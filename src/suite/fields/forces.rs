//! What deployments, and limits on forces, say.

use super::decisions::occasions;
use super::sentences::fraction;
use super::{Field, TEXTS, clause, decision, fields, hours, list, names, objects, places, target, text, yes};
use crate::analysis::Force;
use crate::model::{ChangeKind, DetailKind, Level, Provision, Quantity, Timing};
use crate::suite::value::{Element, Sort, Type, Value, Words, World};

static CHANGES: Words = Words { of: "kinds of change", all: || vec!["change", "increase", "decrease"] };

fn force<'w, 'm>(world: &'w World<'m>, provision: &'m Provision<'m>) -> Option<&'w Force<'m>> {
    world.facts.forces().all.iter().find(|it| std::ptr::eq(it.provision, provision))
}

fn levels<'m>(provision: &'m Provision<'m>, level: Level) -> impl Iterator<Item = &'m Quantity<'m>> {
    provision.details.iter().flat_map(move |it| match &it.kind {
        DetailKind::Level(own, list) if *own == level => list.iter().collect::<Vec<_>>(),
        DetailKind::BandLevel(own, list, _) if *own == level => list.iter().collect(),
        _ => Vec::new(),
    })
}

fn quantities<'m>(provision: &'m Provision<'m>, level: Level) -> Option<Value<'m>> {
    Some(Value::elements(levels(provision, level).map(Element::Quantity)))
}

/// The lowest number of persons.
fn personnel<'m>(provision: &'m Provision<'m>, level: Level) -> Option<Value<'m>> {
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
    places: TEXTS, "`in`: places, and actors on whose territory", |world, it| {
        clause!(it, DetailKind::In(area) => places(world, area))
    };
    roles: TEXTS, "`roles`: what the force does", |_, it| clause!(it, DetailKind::Roles(_, list) => super::words(list));
    roles_closed: Type::Bool, "`roles only`: whether it does nothing else", |world, it| {
        yes(force(world, it)?.roles?.closed)
    };
    excludes: TEXTS, "`excludes`: what it does not do", |_, it| {
        clause!(it, DetailKind::Excludes(list) => super::words(list))
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
        personnel(it, Level::Ceiling)
    };
    ceiling_each: Type::Double, "`ceiling each`: the most personnel of each contributor", |_, it| {
        personnel(it, Level::CeilingEach)
    };
    floor: Type::Double, "`floor`, `at least`: the fewest personnel", |_, it| personnel(it, Level::Floor);
    ceilings: list(&Type::Element(Sort::Quantity)), "every amount of `ceiling` and `at most`", |_, it| {
        quantities(it, Level::Ceiling)
    };
    floors: list(&Type::Element(Sort::Quantity)), "every amount of `floor` and `at least`", |_, it| {
        quantities(it, Level::Floor)
    };
    counting: TEXTS, "`counting`: who is counted", |_, it| clause!(it, DetailKind::Counting(list) => super::words(list));
    equipment: list(&Type::Element(Sort::Object)), "`equipment`", |_, it| {
        clause!(it, DetailKind::Equipment(list) => objects(list))
    };
    command: TEXTS, "`command`: who commands", |world, it| {
        clause!(it, DetailKind::Command(who, _) => names(world, who.as_ref()?))
    };
    lead: TEXTS, "`lead`", |world, it| clause!(it, DetailKind::Lead(who) => names(world, who));
    backstop: TEXTS, "`backstop`: who stands behind it", |world, it| {
        clause!(it, DetailKind::Backstop(who) => names(world, who))
    };
    rules_of_engagement: TEXTS, "`rules-of-engagement`", |_, it| {
        clause!(it, DetailKind::RulesOfEngagement(list) => super::words(list))
    };
    status_of_forces: Type::Text, "`status-of-forces`: the agreement", |world, it| {
        clause!(it, DetailKind::StatusOfForces(of) => target(world, (*of)?))
    };
    consent_of: TEXTS, "`consent of`: who lets the force in", |world, it| {
        clause!(it, DetailKind::ConsentOf { of, .. } => names(world, of))
    };
    consent_revocable: Type::Bool, "whether that consent can be taken back; absent where the text is silent", |_, it| {
        clause!(it, DetailKind::ConsentOf { revocable, .. } => yes((*revocable)?))
    };
    consent_notice: Type::Int, "after how many hours' notice", |world, it| {
        clause!(it, DetailKind::ConsentOf { notice, .. } => hours(world, (*notice)?))
    };
    changes: list(&Type::Element(Sort::Change)), "`change of`, `increase of`, `decrease of`", |_, it| {
        let changes = it.details.iter().filter_map(|row| match &row.kind {
            DetailKind::Change(change) => Some(Element::Change(change)),
            _ => None,
        });
        Some(Value::elements(changes))
    };
    attack_on_it_is: Type::Text, "`attack on it is`: the trigger that an attack on the force opens", |world, it| {
        clause!(it, DetailKind::AttackOnItIs(of) => target(world, (*of)?))
    };
    bases_decision: Type::Element(Sort::Decision), "`bases used for … subject to`: who decides", |_, it| {
        clause!(it, DetailKind::BasesUsedFor(_, by, _) => decision(by.as_deref()?))
    };
    bases_consulting: TEXTS, "`bases used for …`: who is consulted", |world, it| {
        clause!(it, DetailKind::BasesUsedFor(_, _, who) => names(world, who.as_ref()?))
    };
    bases_used_for: TEXTS, "`bases used for`", |_, it| {
        clause!(it, DetailKind::BasesUsedFor(list, ..) => super::words(list))
    };
});

pub(super) const CHANGE: &[Field] = fields!(Change {
    kind: Type::Word(&CHANGES), "which way it goes", |_, it| text(match it.kind {
        ChangeKind::Change => "change",
        ChangeKind::Increase => "increase",
        ChangeKind::Decrease => "decrease",
    });
    of: TEXTS, "what is changed: `roles`, `ceiling`, `zones`", |_, it| super::words(&it.of);
    decision: Type::Element(Sort::Decision), "who decides", |_, it| decision(it.by.as_ref()?);
    consulting: TEXTS, "who must be consulted", |world, it| names(world, it.consulting.as_ref()?);
});
