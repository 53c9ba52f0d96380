//! What can be read from each sort of element. `docs/model.md` is made from these tables.

#![expect(clippy::unnecessary_wraps, reason = "what is read from an element may not be there")]

mod actors;
mod decisions;
mod draft;
mod forces;
mod provisions;
mod sentences;

use super::value::{Element, ElementKind, EvalContext, Type, Value};
use crate::model::{
    Actors, Area, AreaTerm, Clock, Decision, Detail, Object, OpenWord, Period, RefTarget, SlotValue, Treaty,
};
use crate::syntax::clauses::{CLAUSES, ClauseWord, Slot, SlotType};
use std::sync::LazyLock;

/// Something that can be read from an element.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// What type it has.
    pub of: Type,
    /// What it is, and which clause says it.
    pub description: &'static str,
    get: Get,
}

/// How a field is read from its element; `None` where the draft does not say.
#[derive(Debug)]
enum Get {
    With(for<'m> fn(&EvalContext<'m>, Element<'m>) -> Option<Value<'m>>),
    /// What the first clause that says something there holds in a slot of its row.
    Slot(ClauseWord, usize),
}

impl Field {
    /// What the field is of an element; `None` where the draft does not say.
    pub(super) fn read<'m>(&self, world: &EvalContext<'m>, element: Element<'m>) -> Option<Value<'m>> {
        match (&self.get, element) {
            (Get::With(get), _) => get(world, element),
            (Get::Slot(clause, at), Element::Provision(it)) => held_in(world, &it.details, *clause, *at),
            (Get::Slot(clause, at), Element::Place(it)) => held_in(world, &it.details, *clause, *at),
            (Get::Slot(..), _) => None,
        }
    }
}

/// Fields of one sort: name, type, meaning, and how it is read from the element.
macro_rules! fields {
    ($sort:ident { $($name:ident: $of:expr, $description:literal, |$world:pat_param, $it:pat_param| $get:expr;)* }) => {
        &[$(crate::suite::fields::Field {
            name: stringify!($name),
            of: $of,
            description: $description,
            get: crate::suite::fields::Get::With(|world, element| match (world, element) {
                ($world, crate::suite::value::Element::$sort($it)) => $get,
                _ => None,
            }),
        }),*]
    };
}
use fields;

/// What the first clause of one kind says, of a provision or a place.
macro_rules! clause {
    ($it:expr, $pattern:pat => $get:expr) => {
        $it.details.iter().find_map(|row| match &row.kind {
            $pattern => $get,
            _ => None,
        })
    };
}
use clause;

/// The tables of fields of a sort, but for those of its clauses.
fn tables(sort: ElementKind) -> &'static [&'static [Field]] {
    match sort {
        ElementKind::Treaty => &[draft::TREATY],
        ElementKind::Actor => &[actors::ACTOR],
        ElementKind::Group => &[actors::GROUP],
        ElementKind::Place => &[actors::PLACE],
        ElementKind::Matter => &[actors::MATTER],
        ElementKind::Weights => &[actors::WEIGHTS],
        ElementKind::Article => &[draft::ARTICLE],
        ElementKind::Instrument => &[draft::INSTRUMENT],
        ElementKind::Term => &[draft::TERM],
        ElementKind::Milestone => &[draft::MILESTONE],
        ElementKind::Step => &[draft::STEP],
        ElementKind::Prose => &[draft::PROSE],
        ElementKind::Hole => &[draft::HOLE],
        ElementKind::Provision => &[provisions::COMMON, provisions::REGIME, provisions::FINAL, forces::FORCE],
        ElementKind::Sentence => &[sentences::SENTENCE],
        ElementKind::Object => &[sentences::OBJECT],
        ElementKind::Quantity => &[sentences::QUANTITY],
        ElementKind::Events => &[sentences::EVENTS],
        ElementKind::Event => &[sentences::EVENT],
        ElementKind::Decision => &[decisions::DECISION],
        ElementKind::Vote => &[decisions::VOTE],
        ElementKind::Gate => &[decisions::GATE],
        ElementKind::Condition => &[decisions::CONDITION],
        ElementKind::Clock => &[decisions::CLOCK],
        ElementKind::Change => &[forces::CHANGE],
    }
}

/// Every field of a sort.
pub fn all(sort: ElementKind) -> impl Iterator<Item = &'static Field> {
    let of_clauses = match sort {
        ElementKind::Provision => &CLAUSE_FIELDS[0][..],
        ElementKind::Place => &CLAUSE_FIELDS[1],
        _ => &[],
    };
    tables(sort).iter().flat_map(|it| it.iter()).chain(of_clauses)
}

/// The fields that the table of clauses gives to provisions and to places.
static CLAUSE_FIELDS: LazyLock<[Vec<Field>; 2]> = LazyLock::new(|| {
    let fields = |places: bool| {
        let rows = CLAUSES.iter().filter(|it| places == it.home.provisions().next().is_none());
        let slots = rows.flat_map(|row| row.slots.iter().enumerate().map(|(at, slot)| (row.word, at, slot)));
        let told = slots.filter(|it| !it.2.description.is_empty());
        let field = |(word, at, slot): (ClauseWord, usize, &Slot)| Field {
            name: slot.name,
            of: type_of(slot.of),
            description: slot.description,
            get: Get::Slot(word, at),
        };
        told.map(field).collect()
    };
    [fields(false), fields(true)]
});

/// The type of the field that a slot has.
fn type_of(slot: SlotType) -> Type {
    match slot {
        SlotType::Objects => list(&Type::Element(ElementKind::Object)),
        SlotType::Decision | SlotType::Authority | SlotType::Decided => Type::Element(ElementKind::Decision),
        SlotType::Clock => Type::Element(ElementKind::Clock),
        SlotType::Period | SlotType::Number => Type::Int,
        SlotType::Said | SlotType::Revocable | SlotType::InGoodStanding => Type::Bool,
        SlotType::Target | SlotType::Text | SlotType::Name | SlotType::Named | SlotType::Keyword => Type::Text,
        _ => TEXTS,
    }
}

/// What a slot holds: of clauses that stand several times the lists together, and else what the first says.
fn held_in<'m>(world: &EvalContext<'m>, details: &'m [Detail<'m>], clause: ClauseWord, at: usize) -> Option<Value<'m>> {
    let of = clause.info().slots[at].of;
    let clauses = details.iter().filter(|it| it.kind.as_str() == clause);
    let mut values = clauses.filter_map(|it| held(world, of, it.kind.slot(at)));
    let first = values.next()?;
    Some(values.fold(first, |all, next| match (all, next) {
        (Value::List(all), Value::List(next)) => Value::List(all.iter().chain(&*next).cloned().collect()),
        (first, _) => first,
    }))
}

/// What a slot of a clause holds, as suites see it.
fn held<'m>(world: &EvalContext<'m>, of: SlotType, value: SlotValue<'m, 'm>) -> Option<Value<'m>> {
    match value {
        SlotValue::Actors(it) => names(world, it),
        SlotValue::Objects(it) => objects(it),
        SlotValue::Words(it) => words(it),
        SlotValue::Area(it) => places(world, it),
        SlotValue::Decision(it) => decision(it),
        SlotValue::Occasions(it) => decisions::occasions(world, it),
        SlotValue::Occasion(it) => decisions::occasion(world, it).map(|it| Value::texts([it])),
        SlotValue::Clock(it) => clock(it),
        SlotValue::Period(it) => hours(world, it),
        SlotValue::Targets(it) => targets(world, it.iter().map(|it| it.0)),
        SlotValue::Target(it) => target(world, it),
        SlotValue::Text(it) => text(it),
        SlotValue::Number(it) => i64::try_from(it).ok().map(Value::Int),
        // A word that does not stand there says nothing, but for one that has an opposite.
        SlotValue::Flag(it) => (it || of == SlotType::Revocable).then_some(Value::Bool(it)),
        SlotValue::Nothing | SlotValue::Own => None,
    }
}

/// The field of a name.
pub fn find(sort: ElementKind, name: &str) -> Option<&'static Field> {
    all(sort).find(|it| it.name == name)
}

const TEXTS: Type = Type::List(&Type::Text, 0);

const fn list(of: &'static Type) -> Type {
    Type::List(of, 0)
}

fn yes<'m>(it: bool) -> Option<Value<'m>> {
    Some(Value::Bool(it))
}

/// The names of those whom an expression means; nobody stands for the attacker.
fn names<'m>(world: &EvalContext<'m>, actors: &'m Actors<'m>) -> Option<Value<'m>> {
    Some(Value::names(world.treaty, world.treaty.members(actors, None)))
}

/// Words; nothing if there are none.
fn text(words: &str) -> Option<Value<'_>> {
    (!words.is_empty()).then(|| Value::text(words))
}

fn number<'m>(it: impl TryInto<i64>) -> Option<Value<'m>> {
    Some(Value::Int(it.try_into().unwrap_or(i64::MAX)))
}

fn words<'m>(list: &'m [OpenWord<'m>]) -> Option<Value<'m>> {
    Some(Value::texts(list.iter().map(|it| it.text)))
}

fn objects<'m>(list: &'m [Object<'m>]) -> Option<Value<'m>> {
    Some(Value::elements(list.iter().map(Element::Object)))
}

fn decision<'m>(it: &'m Decision<'m>) -> Option<Value<'m>> {
    Some(Value::Element(Element::Decision(it)))
}

fn clock<'m>(it: &'m Clock<'m>) -> Option<Value<'m>> {
    Some(Value::Element(Element::Clock(it)))
}

/// A period in hours, the longest that it can be; nothing if it is not known.
fn hours<'m>(world: &EvalContext<'m>, period: Period) -> Option<Value<'m>> {
    match period {
        Period::Indefinite => Some(Value::Int(i64::MAX)),
        Period::Unknown => None,
        Period::Of { .. } => number(period.length().map(|it| world.facts.minutes(it).div_ceil(60))?),
    }
}

/// The names of the places of an area, and of the actors of whose territory it speaks.
fn places<'m>(world: &EvalContext<'m>, area: &'m Area<'m>) -> Option<Value<'m>> {
    fn add<'m>(treaty: &'m Treaty<'m>, terms: &'m [AreaTerm<'m>], found: &mut Vec<&'m str>) {
        for term in terms {
            match term {
                AreaTerm::TerritoryOf(of, _) => {
                    found.extend(treaty.members(of, None).into_iter().map(|it| treaty.name(it)));
                }
                AreaTerm::Place(id, _) => found.push(treaty.places[id.0 as usize].name),
                AreaTerm::Words(words) => found.push(words),
                AreaTerm::Nested(inner) => add(treaty, &inner.include, found),
                AreaTerm::Unknown => {}
            }
        }
    }
    let mut found = Vec::new();
    add(world.treaty, &area.include, &mut found);
    Some(Value::texts(found))
}

/// The name of what a reference names; nothing for `TBD` and for what nothing declares.
fn named<'m>(treaty: &'m Treaty<'m>, target: RefTarget) -> Option<&'m str> {
    Some(match target {
        RefTarget::Actor(id) => treaty.name(id),
        RefTarget::Group(id) => treaty.groups[id.0 as usize].name,
        RefTarget::Place(id) => treaty.places[id.0 as usize].name,
        RefTarget::Unit(id) => treaty.unit(id).number,
        RefTarget::Provision(id) => treaty.provision(id).name,
        RefTarget::Instrument(id) => treaty.instruments[id.0 as usize].name,
        RefTarget::Milestone(at) => treaty.milestones[at as usize].name,
        RefTarget::Term(at) => treaty.terms[at as usize].term,
        RefTarget::Weights(at) => treaty.weights[at as usize].name,
        RefTarget::Hole | RefTarget::Missing => return None,
    })
}

fn target<'m>(world: &EvalContext<'m>, it: RefTarget) -> Option<Value<'m>> {
    named(world.treaty, it).and_then(text)
}

fn targets<'m>(world: &EvalContext<'m>, all: impl IntoIterator<Item = RefTarget>) -> Option<Value<'m>> {
    Some(Value::texts(all.into_iter().filter_map(|it| named(world.treaty, it))))
}
