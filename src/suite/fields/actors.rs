//! Actors, groups, places, weights.

use super::{Field, TEXTS, clause, decision, fields, list, names, number, places, targets, text, yes};
use crate::model::{Actor, ActorId, ActorKind, Body, DetailKind};
use crate::suite::value::{Element, ElementKind, EvalContext, Type, Value, WordList};
use crate::syntax::ast::RoleGroup;

static KINDS: WordList =
    WordList { of: "kinds of actor", all: || vec!["state", "organization", "body", "forces", "office"] };
static PLACES: WordList = WordList { of: "kinds of place", all: || vec!["area", "zone", "line"] };

fn id<'m>(world: &EvalContext<'m>, actor: &'m Actor<'m>) -> Option<ActorId> {
    world.treaty.actor_named(actor.name)
}

fn body<'m>(actor: &'m Actor<'m>) -> Option<&'m Body<'m>> {
    actor.body.as_deref()
}

pub(super) const ACTOR: &[Field] = fields!(Actor {
    name: Type::Text, "its name: `UKR`", |_, it| text(it.name);
    title: Type::Text, "the long name", |_, it| text(it.title?);
    kind: Type::Word(&KINDS), "what it is", |_, it| text(match it.kind {
        ActorKind::State => "state",
        ActorKind::Organization => "organization",
        ActorKind::Body => "body",
        ActorKind::Forces => "forces",
        ActorKind::Office => "office",
    });
    signs: Type::Bool, "whether it signs: it is declared as a `party`, or named by a resolution without any", |_, it| yes(it.signs);
    declared: Type::Bool, "whether the draft declares it, and does not only use its name", |_, it| yes(!it.prelude);
    roles: TEXTS, "the legal roles that it bears: `guarantor`, `beneficiary`, `host` …", |_, it| {
        let bears = |role: &&(RoleGroup, &str, &'static str)| it.roles.contains(role.0);
        Some(Value::texts(RoleGroup::ALL.iter().filter(bears).map(|role| role.2)))
    };
    members: TEXTS, "its members, where it is a body or organization", |world, it| {
        body(it)?.members.as_ref()?;
        Some(Value::names(world.treaty, world.treaty.members_of(id(world, it)?, None).actors))
    };
    chair: TEXTS, "who presides", |world, it| names(world, &body(it)?.chair.as_ref()?.who);
    rotating: Type::Bool, "whether the chair rotates", |_, it| yes(body(it)?.chair.as_ref()?.rotating);
    convened_by: Type::Element(ElementKind::Decision), "who can call it together", |_, it| {
        decision(body(it)?.convened_by.as_ref()?)
    };
    head_appointed_by: Type::Element(ElementKind::Decision), "who appoints its head", |_, it| {
        decision(body(it)?.head_appointed_by.as_ref()?)
    };
    matters: list(&Type::Element(ElementKind::Matter)), "its rules of decision, one for each sort of matter", |_, it| {
        Some(Value::elements(body(it)?.rules.iter().map(Element::Matter)))
    };
    open_to: TEXTS, "who may join it", |world, it| names(world, body(it)?.open_to.as_ref()?);
    controlled_by: TEXTS, "who the text says controls these forces", |world, it| {
        names(world, it.controlled_by.as_ref()?)
    };
    votes_with: TEXTS, "whom it is assumed to vote with", |world, it| {
        let own = id(world, it)?;
        let with = world.treaty.threat.votes_with.iter().filter(|row| row.0 == own).map(|row| row.1);
        Some(Value::names(world.treaty, with))
    };
    is_aggressor: Type::Bool, "whether it is assumed to attack", |world, it| {
        let own = id(world, it)?;
        yes(world.treaty.threat.aggressors.iter().any(|row| row.actor == own))
    };
});

pub(super) const GROUP: &[Field] = fields!(Group {
    name: Type::Text, "its name", |_, it| text(it.name);
    members: TEXTS, "who belongs to it", |world, it| names(world, &it.members);
    open_to: TEXTS, "who may join it", |world, it| names(world, it.open_to.as_ref()?);
});

pub(super) const MATTER: &[Field] = fields!(Matter {
    matters: TEXTS, "`recommendations`, `serious-breach`; empty for every other matter", |_, it| {
        Some(Value::texts(it.matters.iter().copied()))
    };
    decision: Type::Element(ElementKind::Decision), "the rule", |_, it| decision(it.decision.as_ref()?);
});

pub(super) const WEIGHTS: &[Field] = fields!(Weights {
    name: Type::Text, "their name", |_, it| text(it.name);
    voters: TEXTS, "who has a weight", |world, it| Some(Value::names(world.treaty, it.of.iter().map(|row| row.0)));
    total: Type::Int, "the sum of the weights, rounded up", |_, it| {
        number(it.of.iter().map(|row| row.1).sum::<u64>().div_ceil(1000))
    };
});

pub(super) const PLACE: &[Field] = fields!(Place {
    name: Type::Text, "its name", |_, it| text(it.name);
    title: Type::Text, "the long name", |_, it| text(it.title?);
    kind: Type::Word(&PLACES), "which of the three", |_, it| text(it.kind.as_str());
    within: TEXTS, "what it lies within: places, or actors whose territory it is part of", |world, it| {
        places(world, it.within.as_ref()?)
    };
    article: Type::Element(ElementKind::Article), "the article that declares it", |world, it| {
        Some(Value::Element(Element::Article(world.treaty.unit(it.unit?))))
    };
    extent: Type::Text, "how far it reaches, in quoted words", |_, it| {
        clause!(it, DetailKind::Extent(it) => text(it.words?))
    };
    from_metres: Type::Int, "the inner distance of a band, or the only one", |_, it| {
        clause!(it, DetailKind::Extent(it) => number(it.from_metres?))
    };
    to_metres: Type::Int, "the outer distance of a band", |_, it| {
        clause!(it, DetailKind::Extent(it) => number(it.to_metres?))
    };
    extent_of: TEXTS, "the line or area that it is measured from", |world, it| {
        clause!(it, DetailKind::Extent(it) => targets(world, it.of))
    };
    each_side: Type::Bool, "whether it is measured on each side", |_, it| {
        clause!(it, DetailKind::Extent(it) => yes(it.each_side))
    };
    has_extent: Type::Bool, "whether the text says how far it reaches, or by which map", |_, it| {
        yes(it.details.iter().any(|row| matches!(row.kind, DetailKind::Extent(_) | DetailKind::Map(_))))
    };
});
