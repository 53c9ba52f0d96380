//! Sentences, what they are about, and events.

use super::{Field, TEXTS, fields, list, names, objects, places, target, text, yes};
use crate::model::{EventKind, Object};
use crate::suite::value::{Element, ElementKind, Type, Value, WordList};
use crate::syntax::ast::{Mode, Phase};

static MODES: WordList =
    WordList { of: "modes", all: || vec!["each", "several", "collective", "collective-and-several"] };
static OBJECTS: WordList = WordList {
    of: "kinds of object",
    all: || vec!["actors", "quantity", "place", "provision", "instrument", "word", "quotation"],
};

pub(super) const SENTENCE: &[Field] = fields!(Sentence {
    bearers: TEXTS, "who owes, may or must not", |world, it| names(world, it.bearer.as_ref()?);
    bearer_words: Type::Text, "the quoted words that stand for a bearer", |_, it| text(it.bearer_words?);
    mode: Type::Word(&MODES), "whether the bearers are bound each, severally or together", |_, it| text(match it.mode? {
        Mode::Each => "each",
        Mode::Several => "several",
        Mode::Collective => "collective",
        Mode::CollectiveAndSeveral => "collective-and-several",
    });
    modal: Type::Text, "the operative words, as they stand: `shall`, `shall not`, `reserves the right`", |world, it| {
        it.modal?;
        Some(Value::Text(world.treaty.quoted(it.modal_span).into()))
    };
    binds: Type::Bool, "whether the operative words bind to do something", |_, it| {
        yes(crate::analysis::forces::is_positive(it.modal?))
    };
    forbids: Type::Bool, "whether the operative words bind to do nothing of the kind", |_, it| {
        yes(crate::analysis::forces::is_negative(it.modal?))
    };
    passive: Type::Bool, "whether it is said in the passive", |_, it| yes(it.passive);
    verb: Type::Text, "what is done", |_, it| text(it.verb);
    objects: list(&Type::Element(ElementKind::Object)), "what it is done to", |_, it| objects(&it.objects);
    except: list(&Type::Element(ElementKind::Object)), "what is taken from the objects", |_, it| objects(&it.except);
    forfeits: Type::Text, "the provision that is lost", |world, it| target(world, it.forfeits?);
});

pub(super) const OBJECT: &[Field] = fields!(Object {
    kind: Type::Word(&OBJECTS), "what it is", |_, it| text(match it {
        Object::Actors(_) => "actors",
        Object::Quantity(_) => "quantity",
        Object::Place(..) => "place",
        Object::Provision(..) => "provision",
        Object::Instrument(..) => "instrument",
        Object::Word(word) if word.quoted => "quotation",
        Object::Word(_) => "word",
    });
    text: Type::Text, "the word, the quoted words, or the name", |world, it| match it {
        Object::Word(word) => text(word.text),
        Object::Place(id, _) => text(world.treaty.places[id.0 as usize].name),
        Object::Provision(id, _) => text(world.treaty.provision(*id).name),
        Object::Instrument(id, _) => text(world.treaty.instruments[id.0 as usize].name),
        Object::Actors(_) | Object::Quantity(_) => None,
    };
    actors: TEXTS, "the actors, where it names some", |world, it| match it {
        Object::Actors(actors) => names(world, actors),
        _ => None,
    };
    quantity: Type::Element(ElementKind::Quantity), "the amount, where it is one", |_, it| match it {
        Object::Quantity(amount) => Some(Value::Element(Element::Quantity(amount))),
        _ => None,
    };
});

/// A number in thousandths, as a number with a fraction.
#[expect(clippy::cast_precision_loss, reason = "amounts are far below 2^53, see `syntax::number`")]
pub(super) fn fraction<'m>(thousandths: u64) -> Option<Value<'m>> {
    Some(Value::Double((thousandths / 1000) as f64 + (thousandths % 1000) as f64 / 1000.0))
}

pub(super) const QUANTITY: &[Field] = fields!(Quantity {
    amount: Type::Double, "the number", |_, it| fraction(it.thousandths?);
    unit: Type::Text, "`personnel`, `km`, a currency with its scale, a quoted type", |_, it| text(it.unit);
    approximate: Type::Bool, "whether it is only about so much", |_, it| yes(it.approximate);
});

pub(super) const EVENTS: &[Field] = fields!(Events {
    events: list(&Type::Element(ElementKind::Event)), "any of these sets it off", |_, it| {
        Some(Value::elements(it.events.iter().map(Element::Event)))
    };
    by: TEXTS, "who does it", |world, it| names(world, it.by.as_ref()?);
    against: TEXTS, "to whom", |world, it| names(world, it.against.as_ref()?);
    places: TEXTS, "where: places, and actors on whose territory", |world, it| places(world, it.area.as_ref()?);
    from: TEXTS, "from where", |world, it| places(world, it.from.as_ref()?);
    through: TEXTS, "through where", |world, it| places(world, it.through.as_ref()?);
    domains: TEXTS, "`air`, `sea`, `cyber` …", |_, it| super::words(&it.domains);
});

pub(super) const EVENT: &[Field] = fields!(Event {
    name: Type::Text, "the word of the vocabulary: `armed-attack`", |_, it| match it.kind {
        EventKind::Named(word, _) => text(word),
        EventKind::Words(_) => None,
        EventKind::Phase(phase, _) => text(match phase {
            Phase::Start => "start",
            Phase::End => "end",
            Phase::Completion => "completion",
            Phase::Breach => "breach",
        }),
    };
    words: Type::Text, "the quoted words, where only they say it", |_, it| match it.kind {
        EventKind::Words(words) => text(words),
        _ => None,
    };
    of: Type::Text, "what it is the breach, start or end of", |world, it| match it.kind {
        EventKind::Named(_, of) => target(world, of?),
        EventKind::Phase(_, of) => target(world, of),
        EventKind::Words(_) => None,
    };
});
