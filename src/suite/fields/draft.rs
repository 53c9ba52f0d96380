//! The treaty and its parts: articles, instruments, terms, steps, prose.

use super::{Field, TEXTS, fields, list, named, target, text, yes};
use crate::model::{Form, ProvisionId, TreatyStatus, Unit, UnitId};
use crate::suite::value::{Element, ElementKind, EvalContext, Type, Value, WordList};
use crate::syntax::ast::{ProvisionKind, RoleGroup, UnitKind};

static STAGES: WordList = WordList { of: "stages", all: || TreatyStatus::ALL.iter().map(|it| it.1).collect() };
static FORMS: WordList = WordList { of: "forms", all: || Form::ALL.iter().map(|it| it.1).collect() };
static UNITS: WordList = WordList { of: "kinds of article", all: || UNIT_KINDS.iter().map(|it| it.1).collect() };
static ORDERS: WordList = WordList { of: "orders", all: || vec!["before", "requires", "parallel", "irreversible"] };

const UNIT_KINDS: &[(UnitKind, &str)] = &[
    (UnitKind::Preamble, "preamble"),
    (UnitKind::Article, "article"),
    (UnitKind::Point, "point"),
    (UnitKind::Paragraph, "paragraph"),
    (UnitKind::Section, "section"),
    (UnitKind::Chapter, "chapter"),
    (UnitKind::Annex, "annex"),
    (UnitKind::Protocol, "protocol"),
    (UnitKind::Letter, "letter"),
    (UnitKind::Minute, "minute"),
    (UnitKind::Notes, "notes"),
];

fn bearers<'m>(world: &EvalContext<'m>, role: RoleGroup) -> Option<Value<'m>> {
    Some(Value::names(world.treaty, world.treaty.bearers_of(role)))
}

fn provisions<'m>(world: &EvalContext<'m>, kinds: &[ProvisionKind]) -> Option<Value<'m>> {
    let own = world.treaty.own_provisions().filter(|it| kinds.is_empty() || kinds.contains(&it.kind));
    Some(Value::elements(own.map(Element::Provision)))
}

/// A table of the treaty's own fields.
macro_rules! of_treaty {
    ($($name:ident: $of:expr, $description:literal, |$world:pat_param| $get:expr;)*) => {
        &[$(Field {
            name: stringify!($name),
            of: $of,
            description: $description,
            get: crate::suite::fields::Get::With(|world, element| match (world, element) {
                ($world, Element::Treaty) => $get,
                _ => None,
            }),
        }),*]
    };
}

const PROVISIONS: Type = list(&Type::Element(ElementKind::Provision));

pub(super) const TREATY: &[Field] = of_treaty! {
    title: Type::Text, "the title", |world| text(world.treaty.head.title?);
    stage: Type::Word(&STAGES), "how far the text has come", |world| {
        let stage = world.treaty.head.stage?;
        text(TreatyStatus::ALL.iter().find(|it| it.0 == stage)?.1)
    };
    form: Type::Word(&FORMS), "what kind of text it is; `treaty` if the draft is silent", |world| {
        text(world.treaty.head.form.as_str())
    };
    binding: Type::Bool, "whether it binds; nothing where a memorandum, declaration or plan does not say", |world| {
        yes(world.treaty.head.binds()?)
    };
    languages: TEXTS, "the authentic languages", |world| {
        Some(Value::texts(world.treaty.head.languages.iter().copied()))
    };
    parties: TEXTS, "everybody who signs", |world| bearers(world, RoleGroup::Parties);
    guarantors: TEXTS, "who bears the role of guarantor", |world| bearers(world, RoleGroup::Guarantors);
    beneficiaries: TEXTS, "who is protected", |world| bearers(world, RoleGroup::Beneficiaries);
    hosts: TEXTS, "who bears the role of host", |world| bearers(world, RoleGroup::Hosts);
    contributors: TEXTS, "who bears the role of contributor", |world| bearers(world, RoleGroup::Contributors);
    leads: TEXTS, "who leads", |world| bearers(world, RoleGroup::Leads);
    backstops: TEXTS, "who stands behind the others", |world| bearers(world, RoleGroup::Backstops);
    neutrals: TEXTS, "who is neutral", |world| bearers(world, RoleGroup::Neutrals);
    mediators: TEXTS, "who mediates", |world| bearers(world, RoleGroup::Mediators);
    monitors: TEXTS, "who monitors", |world| bearers(world, RoleGroup::Monitors);
    witnesses: TEXTS, "who witnesses", |world| bearers(world, RoleGroup::Witnesses);
    depositaries: TEXTS, "with whom the text is deposited", |world| bearers(world, RoleGroup::Depositaries);
    aggressors: TEXTS, "who is assumed to attack", |world| {
        Some(Value::names(world.treaty, world.treaty.threat.aggressors.iter().map(|it| it.actor)))
    };
    adverse: TEXTS, "the aggressors and everybody who acts with them", |world| {
        Some(Value::names(world.treaty, world.treaty.threat.adverse()))
    };
    actors: list(&Type::Element(ElementKind::Actor)), "everybody whom the draft names, those of other texts and of the prelude too", |world| {
        Some(Value::elements(world.treaty.actors.iter().map(Element::Actor)))
    };
    groups: list(&Type::Element(ElementKind::Group)), "the named sets of actors", |world| {
        Some(Value::elements(world.treaty.groups.iter().filter(|it| it.file == world.treaty.file).map(Element::Group)))
    };
    places: list(&Type::Element(ElementKind::Place)), "areas, zones and lines", |world| {
        Some(Value::elements(world.treaty.places.iter().filter(|it| it.file == world.treaty.file).map(Element::Place)))
    };
    articles: list(&Type::Element(ElementKind::Article)), "articles, annexes, paragraphs, the preamble", |world| {
        Some(Value::elements(world.treaty.units.iter().filter(|it| it.file == world.treaty.file).map(Element::Article)))
    };
    provisions: PROVISIONS, "every provision of the draft", |world| provisions(world, &[]);
    triggers: PROVISIONS, "its triggers", |world| provisions(world, &[ProvisionKind::Trigger]);
    norms: PROVISIONS, "obligations, prohibitions, permissions, guarantees, assurances", |world| {
        let own = world.treaty.own_provisions().filter(|it| it.kind.is_norm());
        Some(Value::elements(own.map(Element::Provision)))
    };
    obligations: PROVISIONS, "obligations, guarantees and assurances", |world| {
        provisions(world, &[ProvisionKind::Obligation, ProvisionKind::Guarantee, ProvisionKind::Assurance])
    };
    prohibitions: PROVISIONS, "its prohibitions", |world| provisions(world, &[ProvisionKind::Prohibition]);
    permissions: PROVISIONS, "its permissions", |world| provisions(world, &[ProvisionKind::Permission]);
    deployments: PROVISIONS, "its deployments", |world| provisions(world, &[ProvisionKind::Deployment]);
    limits: PROVISIONS, "its limits on forces", |world| provisions(world, &[ProvisionKind::Limit]);
    sanctions: PROVISIONS, "its sanctions", |world| provisions(world, &[ProvisionKind::Sanctions]);
    verifications: PROVISIONS, "its regimes of verification", |world| {
        provisions(world, &[ProvisionKind::Verification])
    };
    supplies: PROVISIONS, "its provisions on arms, funds and training", |world| {
        provisions(world, &[ProvisionKind::Supply])
    };
    statuses: PROVISIONS, "the statuses that it gives: neutrality", |world| {
        provisions(world, &[ProvisionKind::Status])
    };
    instruments: list(&Type::Element(ElementKind::Instrument)), "the other treaties that it names", |world| {
        Some(Value::elements(world.treaty.instruments.iter().map(Element::Instrument)))
    };
    terms: list(&Type::Element(ElementKind::Term)), "the terms that it defines", |world| {
        Some(Value::elements(world.treaty.terms.iter().map(Element::Term)))
    };
    milestones: list(&Type::Element(ElementKind::Milestone)), "named points in time", |world| {
        Some(Value::elements(world.treaty.milestones.iter().map(Element::Milestone)))
    };
    weights: list(&Type::Element(ElementKind::Weights)), "voting weights", |world| {
        Some(Value::elements(world.treaty.weights.iter().map(Element::Weights)))
    };
    steps: list(&Type::Element(ElementKind::Step)), "the order of steps", |world| {
        Some(Value::elements(world.treaty.steps.iter().map(Element::Step)))
    };
    prose: list(&Type::Element(ElementKind::Prose)), "its blocks of prose", |world| {
        Some(Value::elements(world.treaty.prose.iter().map(Element::Prose)))
    };
    holes: list(&Type::Element(ElementKind::Hole)), "every `TBD`", |world| {
        Some(Value::elements(world.treaty.holes.iter().map(Element::Hole)))
    };
};

/// The number of an article among those of its treaty.
fn id<'m>(world: &EvalContext<'m>, unit: &'m Unit<'m>) -> Option<UnitId> {
    world.treaty.units.iter().position(|it| std::ptr::eq(it, unit)).map(|at| UnitId(at as u32))
}

pub(super) const ARTICLE: &[Field] = fields!(Article {
    kind: Type::Word(&UNITS), "what it is", |_, it| text(UNIT_KINDS.iter().find(|row| row.0 == it.kind)?.1);
    number: Type::Text, "its number, as the text writes it", |_, it| text(it.number);
    title: Type::Text, "its title", |_, it| text(it.title?);
    marks: TEXTS, "`secret`, `unpublished`, `integral`", |_, it| Some(Value::texts(it.marks.iter().copied()));
    present: Type::Bool, "whether the draft holds its text, and not only its mention", |_, it| yes(it.present);
    parent: Type::Element(ElementKind::Article), "what it stands in", |world, it| {
        Some(Value::Element(Element::Article(world.treaty.unit(it.parent?))))
    };
    provisions: PROVISIONS, "the provisions that stand in it, but for those of its parts", |world, it| {
        let own = id(world, it)?;
        let inside = world.treaty.provisions.iter().filter(|provision| provision.unit == Some(own));
        Some(Value::elements(inside.map(Element::Provision)))
    };
    prose: Type::Text, "its prose, the first block", |world, it| {
        let own = id(world, it)?;
        text(world.treaty.prose.iter().find(|prose| prose.unit == Some(own))?.text)
    };
});

pub(super) const INSTRUMENT: &[Field] = fields!(Instrument {
    name: Type::Text, "its name", |_, it| text(it.name);
    title: Type::Text, "its title", |_, it| text(it.title?);
    path: Type::Text, "the file that holds it, as the draft names it", |_, it| text(it.path?);
    read: Type::Bool, "whether that file was read", |_, it| yes(it.read.is_some());
});

pub(super) const TERM: &[Field] = fields!(Term {
    name: Type::Text, "the term", |_, it| text(it.term);
    meaning: Type::Text, "what it means", |_, it| text(it.meaning);
});

pub(super) const MILESTONE: &[Field] = fields!(Milestone {
    name: Type::Text, "its name", |_, it| text(it.name);
    title: Type::Text, "what it is", |_, it| text(it.title);
});

pub(super) const STEP: &[Field] = fields!(Step {
    first: Type::Text, "what comes first, or can't be undone", |world, it| target(world, it.first);
    second: Type::Text, "what comes after it, or needs it", |world, it| target(world, it.second?);
    order: Type::Word(&ORDERS), "how the two stand", |_, it| text(match it.order {
        crate::model::StepOrder::Before => "before",
        crate::model::StepOrder::Requires => "requires",
        crate::model::StepOrder::Parallel => "parallel",
        crate::model::StepOrder::Irreversible => "irreversible",
    });
});

fn provision_name<'m>(world: &EvalContext<'m>, id: Option<ProvisionId>) -> Option<Value<'m>> {
    text(world.treaty.provision(id?).name)
}

pub(super) const PROSE: &[Field] = fields!(Prose {
    text: Type::Text, "the prose", |_, it| text(it.text);
    article: Type::Element(ElementKind::Article), "the article it stands in", |world, it| {
        Some(Value::Element(Element::Article(world.treaty.unit(it.unit?))))
    };
    provision: Type::Text, "the provision it stands in", |world, it| provision_name(world, it.provision);
});

pub(super) const HOLE: &[Field] = fields!(Hole {
    clause: Type::Text, "the clause whose value is missing, as its keyword", |_, it| text(it.of);
    provision: Type::Text, "the provision it stands in", |world, it| provision_name(world, it.provision);
    article: Type::Text, "the number of the article it stands in", |world, it| {
        named(world.treaty, crate::model::RefTarget::Unit(it.unit?)).and_then(text)
    };
});
