//! What provisions say, but for what is said of forces.

use super::decisions::{occasion, occasions};
use super::{Field, TEXTS, clause, clock, decision, fields, hours, list, names, text, yes};
use crate::model::{DetailKind, DurationClause, GateKind, Period, Renewal, RenewalKind, Until};
use crate::suite::value::{Element, ElementKind, Type, Value, WordList};
use crate::syntax::ast::ProvisionKind;

static KINDS: WordList =
    WordList { of: "kinds of provision", all: || ProvisionKind::ALL.iter().map(|it| it.1).collect() };
static STRENGTHS: WordList =
    WordList { of: "classes of strength", all: || vec!["S0", "S1", "S2", "S3", "S4", "S5", "S6"] };
static RENEWALS: WordList =
    WordList { of: "ways to renew", all: || vec!["renewable", "automatic", "by", "unless-ended-by"] };

pub(super) const COMMON: &[Field] = fields!(Provision {
    kind: Type::Word(&KINDS), "which kind of provision", |_, it| text(it.kind.as_str());
    name: Type::Text, "its name", |_, it| text(it.name);
    citation: Type::Text, "where it stands: `Article 5, trigger attack-on-ukraine`", |world, it| {
        Some(Value::Text(world.treaty.cite(it.id).into()))
    };
    article: Type::Element(ElementKind::Article), "the article it stands in", |world, it| {
        Some(Value::Element(Element::Article(world.treaty.unit(it.unit?))))
    };
    ladder: Type::Text, "the ladder that it is a rung of", |world, it| text(world.treaty.provision(it.ladder?).name);
    bearers: TEXTS, "who owes, may or must not something under it", |world, it| {
        Some(Value::names(world.treaty, world.facts.bearers(it.id, None)))
    };
    sentences: list(&Type::Element(ElementKind::Sentence)), "its sentences", |_, it| {
        Some(Value::elements(it.sentences.iter().map(|row| Element::Sentence(row))))
    };
    strength: Type::Word(&STRENGTHS), "the strongest thing that it asks to be done", |world, it| {
        text(world.facts.strength(it.id).owed()?.code())
    };
    restraint: Type::Word(&STRENGTHS), "the strongest thing that it asks not to be done", |world, it| {
        text(world.facts.strength(it.id).restraint?.low.code())
    };
    events: list(&Type::Element(ElementKind::Events)), "`on`: what sets it off", |_, it| {
        Some(Value::elements(it.events.iter().map(|row| Element::Events(row))))
    };
    upon: TEXTS, "`upon`: what must have come, triggers among it", |world, it| {
        let mut all = Vec::new();
        for row in &it.upon {
            if let Some(Value::List(list)) = occasions(world, row) {
                all.extend(list.iter().cloned());
            }
        }
        Some(Value::List(all.into()))
    };
    gates: list(&Type::Element(ElementKind::Gate)), "what must open before it is live, in the order of the text", |_, it| {
        Some(Value::elements(it.gates.iter().map(|row| Element::Gate(row))))
    };
    requested_by: TEXTS, "`requested by`", |world, it| it.gates.iter().find_map(|row| match &row.kind {
        GateKind::Request(who) => names(world, who),
        _ => None,
    });
    consulting: TEXTS, "`consultation among`, `with`", |world, it| it.gates.iter().find_map(|row| match &row.kind {
        GateKind::Consultation(who) => names(world, who),
        _ => None,
    });
    decision: Type::Element(ElementKind::Decision), "`decided by`, `decided unless`", |_, it| {
        decision(&it.decided.as_ref()?.decision)
    };
    decided_unless: Type::Bool, "whether it happens unless they object", |_, it| yes(it.decided.as_ref()?.unless);
    clock: Type::Element(ElementKind::Clock), "`within`: its own clock", |_, it| clock(it.clock.as_deref()?);
    ambiguity: Type::Text, "`deliberately ambiguous`: the reason", |_, it| text(it.ambiguity.as_ref()?.reason);
    ambiguity_agreed_by: TEXTS, "who agreed to the ambiguity", |world, it| {
        names(world, it.ambiguity.as_ref()?.agreed_by.as_ref()?)
    };
    means: list(&Type::Element(ElementKind::Object)), "`by`: the means", |_, it| {
        // Several lines name all of them.
        let mut lists = it.details.iter().filter_map(|row| match &row.kind {
            DetailKind::Means(list) => Some(list),
            _ => None,
        });
        lists.clone().next()?;
        Some(Value::elements(lists.by_ref().flatten().map(Element::Object)))
    };
    on: TEXTS, "`on`, in a limit or status: whom it binds", |world, it| {
        clause!(it, DetailKind::OnActors(who) => names(world, who))
    };
    covers: TEXTS, "`covers`: provisions, and other words", |world, it| clause!(it, DetailKind::Covers(list, others) => {
        let named = list.iter().filter_map(|row| super::named(world.treaty, row.0));
        Some(Value::texts(named.chain(others.iter().map(|word| word.text))))
    });
});

pub(super) const REGIME: &[Field] = fields!(Provision {});

fn until<'m>(it: Option<&'m Until<'m>>) -> Option<Value<'m>> {
    match it? {
        Until::Decision(by) => decision(by),
        Until::Words(_, by) => decision(by.as_ref()?),
        Until::Occasion(_) | Until::Any(_) => None,
    }
}

fn renewal<'m>(it: Option<&'m Renewal<'m>>) -> Option<Value<'m>> {
    text(match it?.kind {
        RenewalKind::Renewable => "renewable",
        RenewalKind::Automatic => "automatic",
        RenewalKind::By(_) => "by",
        RenewalKind::UnlessEndedBy(_) => "unless-ended-by",
    })
}

fn renewed_by<'m>(it: Option<&'m Renewal<'m>>) -> Option<Value<'m>> {
    match &it?.kind {
        RenewalKind::By(by) | RenewalKind::UnlessEndedBy(by) => decision(by),
        RenewalKind::Renewable | RenewalKind::Automatic => None,
    }
}

pub(super) const FINAL: &[Field] = fields!(Provision {
    lasts: Type::Int, "`duration`, `mandate`: how many hours it is given for", |world, it| {
        clause!(it, DetailKind::Duration(it) | DetailKind::Mandate(it) => hours(world, it.period?))
    };
    renewal: Type::Word(&RENEWALS), "how that is renewed", |_, it| {
        clause!(it, DetailKind::Duration(it) | DetailKind::Mandate(it) => renewal(it.renewal.as_deref()))
    };
    renewed_by: Type::Element(ElementKind::Decision), "who renews it, or ends it", |_, it| {
        clause!(it, DetailKind::Duration(it) | DetailKind::Mandate(it) => renewed_by(it.renewal.as_deref()))
    };
    ended_by: Type::Element(ElementKind::Decision), "`until`: who ends it", |_, it| clause!(it,
        DetailKind::Until(how) => until(Some(how)));
    ends: Type::Bool, "whether something ends it: `until`, a duration that is not without end", |_, it| {
        yes(it.details.iter().any(|row| matches!(
            &row.kind,
            DetailKind::Until(_)
                | DetailKind::Duration(DurationClause { period: Some(Period::Of { .. }), .. })
                | DetailKind::Mandate(DurationClause { period: Some(Period::Of { .. }), .. })
        )))
    };
    forums: TEXTS, "disputes: the forums, in their order", |_, it| clause!(it, DetailKind::Forums(list) => {
        Some(Value::texts(list.iter().map(|row| row.0.text)))
    });
    until: Type::Text, "`until`: the quoted words, or the occasion, that ends it", |world, it| {
        clause!(it, DetailKind::Until(how) => match &**how {
            Until::Words(words, _) => text(words),
            Until::Occasion(upon) => text(occasion(world, upon)?),
            Until::Decision(_) | Until::Any(_) => None,
        })
    };
});
