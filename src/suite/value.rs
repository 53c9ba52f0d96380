//! What an expression is about: the elements of a draft, and the values that are read from them.

use crate::analysis::{Facts, TimelineStart};
use crate::model::{
    Actor, ActorId, ChangeRule, Clock, Condition, Decision, DefinedTerm, Event, Events, Gate, Group, Hole, Instrument,
    MatterRule, Milestone, Object, OrderedStep, Place, Prose, Provision, Quantity, Sentence, Treaty, Unit, Vote,
    Weighting,
};
use crate::source::Span;
use std::borrow::Cow;
use std::fmt;
use std::rc::Rc;

/// One reading of a draft, and what follows from it.
#[derive(Clone, Copy, Debug)]
pub struct EvalContext<'m> {
    /// The reading.
    pub treaty: &'m Treaty<'m>,
    /// What follows.
    pub facts: &'m Facts<'m>,
    /// From when time is counted.
    pub calendar: TimelineStart,
}

/// Declares the sorts of element, each with its name and what it is.
macro_rules! sorts {
    ($($sort:ident($($held:ty)?), $word:literal, $description:literal;)*) => {
        /// A sort of element.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[cfg_attr(feature = "unstable", expect(missing_docs, reason = "`Sort::says` tells it"))]
        pub enum ElementKind { $($sort),* }

        impl ElementKind {
            /// Every sort, with its name and what it is.
            pub const ALL: &[(Self, &str, &str)] = &[$((Self::$sort, $word, $description)),*];
        }

        /// An element of a draft.
        #[derive(Clone, Copy, Debug)]
        #[cfg_attr(feature = "unstable", expect(missing_docs, reason = "`Sort::says` tells it"))]
        pub enum Element<'m> {
            $($sort$((&'m $held))?,)*
            /// One that the draft does not have: everything that is read from it is empty.
            Absent(ElementKind),
        }

        impl Element<'_> {
            /// What sort it is of.
            pub fn sort(self) -> ElementKind {
                match self {
                    $(sorts!(@pattern $sort $($held)?) => ElementKind::$sort,)*
                    Self::Absent(sort) => sort,
                }
            }
        }
    };
    (@pattern $sort:ident $held:ty) => { Self::$sort(_) };
    (@pattern $sort:ident) => { Self::$sort };
}

sorts! {
    Treaty(), "treaty", "the whole draft, in one reading";
    Actor(Actor<'m>), "actor", "a party, state, organization, body, office or armed group";
    Group(Group<'m>), "group", "a named set of actors";
    Place(Place<'m>), "place", "an area, zone or line";
    Article(Unit<'m>), "article", "an article, annex, paragraph or the preamble";
    Provision(Provision<'m>), "provision", "a trigger, norm, deployment, regime or final clause";
    Sentence(Sentence<'m>), "sentence", "who, with what operative words, does what";
    Object(Object<'m>), "object", "what a sentence is about, or an item of a list";
    Quantity(Quantity<'m>), "quantity", "an amount with its unit";
    Events(Events<'m>), "events", "what sets a trigger off, with what narrows it";
    Event(Event<'m>), "event", "one event";
    Decision(Decision<'m>), "decision", "who decides, and how";
    Vote(Vote<'m>), "vote", "one vote or say-so of a decision";
    Gate(Gate<'m>), "gate", "something that must open before a promise is live";
    Condition(Condition<'m>), "condition", "one condition of a gate";
    Clock(Clock<'m>), "clock", "a time limit";
    Change(ChangeRule<'m>), "change", "who may change what of a force";
    Matter(MatterRule<'m>), "matter", "a rule of a body for some matters";
    Instrument(Instrument<'m>), "instrument", "another treaty";
    Term(DefinedTerm<'m>), "term", "a defined term";
    Milestone(Milestone<'m>), "milestone", "a named point in time";
    Weights(Weighting<'m>), "weights", "voting weights";
    Step(OrderedStep<'m>), "step", "how two steps stand to each other";
    Prose(Prose<'m>), "prose", "a block of prose";
    Hole(Hole<'m>), "hole", "a `TBD`";
}

impl ElementKind {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// What it is.
    pub fn description(self) -> &'static str {
        Self::ALL[self as usize].2
    }
}

impl Element<'_> {
    /// Where it stands; a treaty at its title.
    pub fn place(self, treaty: &Treaty<'_>) -> Span {
        match self {
            Self::Treaty | Self::Absent(_) => treaty.head.title_span,
            Self::Actor(it) => it.span,
            Self::Group(it) => it.span,
            Self::Place(it) => it.name_span,
            Self::Article(it) => it.head,
            Self::Provision(it) => it.head,
            Self::Sentence(it) => it.span,
            Self::Object(it) => object_span(it),
            Self::Quantity(it) => it.span,
            Self::Events(it) => it.span,
            Self::Event(it) => it.span,
            Self::Decision(it) => it.span,
            Self::Vote(it) => it.span,
            Self::Gate(it) => it.span,
            Self::Condition(it) => it.span,
            Self::Clock(it) => it.span,
            Self::Change(it) => it.by.as_ref().map_or(Span::NOWHERE, |by| by.span),
            Self::Matter(it) => it.span,
            Self::Instrument(it) => it.span,
            Self::Term(it) => it.span,
            Self::Milestone(it) => it.span,
            Self::Weights(it) => it.span,
            Self::Step(it) => it.span,
            Self::Prose(it) => it.span,
            Self::Hole(it) => it.span,
        }
    }
}

fn object_span(object: &Object<'_>) -> Span {
    match object {
        Object::Actors(it) => it.span,
        Object::Quantity(it) => it.span,
        Object::Place(_, span) | Object::Provision(_, span) | Object::Instrument(_, span) => *span,
        Object::Word(it) => it.span,
    }
}

/// The type of an expression.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// `true` or `false`
    Bool,
    /// A whole number.
    Int,
    /// A number with a fraction.
    Double,
    /// Words: a name, a keyword, a quotation.
    Text,
    /// One of a closed list of words.
    Word(&'static WordList),
    /// Several of a type that is no list, or lists in so many lists of such.
    List(&'static Type, u16),
    /// The list `[]`, which fits any other.
    Nothing,
    /// An element of the draft.
    Element(ElementKind),
}

/// The types that are none of a list or of closed lists of words.
static PLAIN: [Type; 4 + ElementKind::ALL.len()] = {
    let mut types = [Type::Bool; 4 + ElementKind::ALL.len()];
    (types[1], types[2], types[3]) = (Type::Int, Type::Double, Type::Text);
    let mut at = 4;
    while at < types.len() {
        types[at] = Type::Element(ElementKind::ALL[at - 4].0);
        at += 1;
    }
    types
};

impl Type {
    /// The type of a list of such values.
    pub(super) fn list(self) -> Self {
        match self {
            Self::Nothing => Self::Nothing,
            Self::List(of, depth) => Self::List(of, depth + 1),
            Self::Word(_) => Self::List(&Self::Text, 0),
            plain => Self::List(PLAIN.iter().find(|it| **it == plain).unwrap_or(&Self::Text), 0),
        }
    }

    /// The type of the items, if it is that of a list.
    pub(super) fn item(self) -> Option<Self> {
        match self {
            Self::List(of, depth) => Some(depth.checked_sub(1).map_or(*of, |it| Self::List(of, it))),
            _ => None,
        }
    }
}

/// A closed list of words that a field may hold.
#[derive(Debug)]
pub struct WordList {
    /// What they are, in the plural: `kinds of provision`.
    pub of: &'static str,
    /// The words.
    pub all: fn() -> Vec<&'static str>,
}

impl PartialEq for WordList {
    fn eq(&self, other: &Self) -> bool {
        self.of == other.of
    }
}

impl Eq for WordList {}

impl fmt::Display for Type {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool => f.write_str("bool"),
            Self::Int => f.write_str("int"),
            Self::Double => f.write_str("double"),
            Self::Text | Self::Word(_) => f.write_str("string"),
            Self::List(of, depth) => {
                (0..*depth).try_for_each(|_| f.write_str("list of "))?;
                write!(f, "list of {of}")
            }
            Self::Nothing => f.write_str("empty list"),
            Self::Element(sort) => f.write_str(sort.as_str()),
        }
    }
}

/// A word with its article: `a clock`, `an actor`.
pub(super) fn an(of: impl fmt::Display) -> String {
    let word = of.to_string();
    let article = if word.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    format!("{article} {word}")
}

/// A value.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "unstable", expect(missing_docs, reason = "`Type` tells them"))]
pub enum Value<'m> {
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Cow<'m, str>),
    List(Rc<[Value<'m>]>),
    Element(Element<'m>),
    Between(Rc<Between<'m>>),
}

/// A value that the draft does not settle: somewhere from one to another.
#[derive(Clone, Debug)]
pub struct Between<'m> {
    /// The least that it can be.
    pub low: Value<'m>,
    /// The most.
    pub high: Value<'m>,
    /// What the draft leaves open, in words.
    pub why: String,
}

impl<'m> Value<'m> {
    /// What stands for something that the draft does not say.
    pub fn empty(of: Type) -> Self {
        match of {
            Type::Bool => Self::Bool(false),
            Type::Int => Self::Int(0),
            Type::Double => Self::Double(0.0),
            Type::Text | Type::Word(_) => Self::Text(Cow::Borrowed("")),
            Type::List(..) | Type::Nothing => Self::List(Rc::new([])),
            Type::Element(sort) => Self::Element(Element::Absent(sort)),
        }
    }

    /// Somewhere from one value to another.
    pub fn between(low: Self, high: Self, why: String) -> Self {
        Self::Between(Rc::new(Between { low, high, why }))
    }

    /// Neither yes nor no.
    pub fn open(why: String) -> Self {
        Self::between(Self::Bool(false), Self::Bool(true), why)
    }

    /// Words.
    pub fn text(words: &'m str) -> Self {
        Self::Text(Cow::Borrowed(words))
    }

    /// Several words.
    pub fn texts(words: impl IntoIterator<Item = &'m str>) -> Self {
        Self::List(words.into_iter().map(Self::text).collect())
    }

    /// The names of actors.
    pub fn names(treaty: &'m Treaty<'m>, actors: impl IntoIterator<Item = ActorId>) -> Self {
        Self::texts(actors.into_iter().map(|it| treaty.name(it)))
    }

    /// Elements.
    pub fn elements(elements: impl IntoIterator<Item = Element<'m>>) -> Self {
        Self::List(elements.into_iter().map(Self::Element).collect())
    }

    /// Whether it says nothing: an empty list or word, an element that is not there.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Text(it) => it.is_empty(),
            Self::List(it) => it.is_empty(),
            Self::Element(it) => matches!(it, Element::Absent(_)),
            Self::Bool(_) | Self::Int(_) | Self::Double(_) | Self::Between(_) => false,
        }
    }
}
