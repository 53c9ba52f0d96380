//! What provisions say, but for what is said of forces.

use super::decisions::{each, occasion, occasions};
use super::{
    Field, TEXTS, clause, clock, decision, fields, hours, list, names, objects, places, target, targets, text, yes,
};
use crate::analysis::Strength;
use crate::model::{DetailKind, GateKind, Renewal, RenewalKind, Until};
use crate::suite::value::{Element, Sort, Type, Value, Words};
use crate::syntax::ast::ProvisionKind;

static KINDS: Words = Words { of: "kinds of provision", all: || ProvisionKind::ALL.iter().map(|it| it.1).collect() };
static STRENGTHS: Words = Words { of: "classes of strength", all: || vec!["S0", "S1", "S2", "S3", "S4", "S5", "S6"] };
static RENEWALS: Words = Words { of: "ways to renew", all: || vec!["renewable", "automatic", "by", "unless-ended-by"] };

pub(super) const COMMON: &[Field] = fields!(Provision {
    kind: Type::Word(&KINDS), "which kind of provision", |_, it| text(it.kind.word());
    name: Type::Text, "its name", |_, it| text(it.name);
    citation: Type::Text, "where it stands: `Article 5, trigger attack-on-ukraine`", |world, it| {
        Some(Value::Text(world.treaty.cite(it.id).into()))
    };
    article: Type::Element(Sort::Article), "the article it stands in", |world, it| {
        Some(Value::Element(Element::Article(world.treaty.unit(it.unit?))))
    };
    ladder: Type::Text, "the ladder that it is a rung of", |world, it| text(world.treaty.provision(it.ladder?).name);
    bearers: TEXTS, "who owes, may or must not something under it", |world, it| {
        Some(Value::names(world.treaty, world.facts.bearers(it.id, None)))
    };
    sentences: list(&Type::Element(Sort::Sentence)), "its sentences", |_, it| {
        Some(Value::elements(it.sentences.iter().map(|row| Element::Sentence(row))))
    };
    strength: Type::Word(&STRENGTHS), "the strongest thing that it asks to be done", |world, it| {
        text(world.facts.strength(it.id).act.map(Strength::code)?)
    };
    restraint: Type::Word(&STRENGTHS), "the strongest thing that it asks not to be done", |world, it| {
        text(world.facts.strength(it.id).restraint.map(Strength::code)?)
    };
    events: list(&Type::Element(Sort::Events)), "`on`: what sets it off", |_, it| {
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
    gates: list(&Type::Element(Sort::Gate)), "what must open before it is live, in the order of the text", |_, it| {
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
    decision: Type::Element(Sort::Decision), "`decided by`, `decided unless`", |_, it| {
        decision(&it.decided.as_ref()?.decision)
    };
    decided_unless: Type::Bool, "whether it happens unless they object", |_, it| yes(it.decided.as_ref()?.unless);
    clock: Type::Element(Sort::Clock), "`within`: its own clock", |_, it| clock(it.clock.as_deref()?);
    ambiguity: Type::Text, "`deliberately ambiguous`: the reason", |_, it| text(it.ambiguity.as_ref()?.reason);
    ambiguity_agreed_by: TEXTS, "who agreed to the ambiguity", |world, it| {
        names(world, it.ambiguity.as_ref()?.agreed_by.as_ref()?)
    };
    provided_by: TEXTS, "`by`: who provides, inspects, imposes", |world, it| {
        clause!(it, DetailKind::By(who) => names(world, who))
    };
    means: list(&Type::Element(Sort::Object)), "`by`: the means", |_, it| {
        clause!(it, DetailKind::Means(list) => objects(list))
    };
    authorised_by: Type::Element(Sort::Decision), "`by`, in final clauses; `authorised by`", |_, it| {
        clause!(it, DetailKind::Authority(by) => decision(by))
    };
    from: list(&Type::Element(Sort::Object)), "`from`: things, donors", |_, it| {
        clause!(it, DetailKind::From(list, _) => objects(list))
    };
    to: list(&Type::Element(Sort::Object)), "`to`", |_, it| clause!(it, DetailKind::To(list, _) => objects(list));
    from_places: TEXTS, "`from`: places", |world, it| {
        clause!(it, DetailKind::From(_, area) => places(world, area.as_ref()?))
    };
    to_places: TEXTS, "`to`: places", |world, it| clause!(it, DetailKind::To(_, area) => places(world, area.as_ref()?));
    on: TEXTS, "`on`, in a limit or status: whom it binds", |world, it| {
        clause!(it, DetailKind::OnActors(who) => names(world, who))
    };
    against: list(&Type::Element(Sort::Object)), "`against`", |_, it| {
        clause!(it, DetailKind::Against(list) => objects(list))
    };
    covers: TEXTS, "`covers`: provisions, and other words", |world, it| clause!(it, DetailKind::Covers(list, others) => {
        let named = list.iter().filter_map(|row| super::named(world.treaty, row.0));
        Some(Value::texts(named.chain(others.iter().map(|word| word.text))))
    });
    among: TEXTS, "`among`", |world, it| clause!(it, DetailKind::Among(who) => names(world, who));
    between: TEXTS, "`between`", |world, it| clause!(it, DetailKind::Between(who) => names(world, who));
    deemed_attack_on: TEXTS, "`deemed attack on`", |world, it| {
        clause!(it, DetailKind::DeemedAttackOn(who) => names(world, who))
    };
    discretion: TEXTS, "`discretion`: what is left to the bearer", |_, it| {
        clause!(it, DetailKind::Discretion(list) => super::words(list))
    };
    amount: list(&Type::Element(Sort::Object)), "`amount`", |_, it| {
        clause!(it, DetailKind::Amount(list) => objects(list))
    };
    per: Type::Text, "`per month`", |_, it| clause!(it, DetailKind::Per(word) => text(word));
    limited_to: TEXTS, "`limited to`", |_, it| clause!(it, DetailKind::LimitedTo(list) => super::words(list));
    solely_to: TEXTS, "`solely to`", |_, it| clause!(it, DetailKind::SolelyTo(list) => super::words(list));
    proportionate: Type::Bool, "`proportionate`", |_, it| clause!(it, DetailKind::Proportionate => yes(true));
    reports_to: TEXTS, "`reports to`", |world, it| clause!(it, DetailKind::ReportsTo(who) => names(world, who));
    basis: TEXTS, "`basis`: the ground in law", |_, it| clause!(it, DetailKind::Basis(list) => super::words(list));
    domains: TEXTS, "`domains`", |_, it| clause!(it, DetailKind::Domains(list) => super::words(list));
    breach_leads_to: Type::Text, "`breach leads to`", |world, it| {
        clause!(it, DetailKind::BreachLeadsTo(of) => target(world, *of))
    };
    finding_leads_to: Type::Text, "`finding leads to`", |world, it| {
        clause!(it, DetailKind::FindingLeadsTo(of) => target(world, *of))
    };
    breach_is: Type::Text, "`breach is`", |world, it| clause!(it, DetailKind::BreachIs(of) => target(world, *of));
});

pub(super) const REGIME: &[Field] = fields!(Provision {
    verified_by: TEXTS, "`verified by`, `monitored by`", |world, it| {
        clause!(it, DetailKind::VerifiedBy(list) => targets(world, list.iter().map(|row| row.0)))
    };
    every: Type::Int, "`every`: how many hours lie between", |world, it| {
        clause!(it, DetailKind::Every(period) => hours(world, **period))
    };
    access: TEXTS, "`access`: its words", |_, it| clause!(it, DetailKind::Access(_, list) => super::words(list));
    access_decision: Type::Element(Sort::Decision), "`access subject to`", |_, it| {
        clause!(it, DetailKind::Access(by, _) => decision(by.as_deref()?))
    };
    attributes_responsibility: Type::Bool, "`attributes responsibility`", |_, it| {
        clause!(it, DetailKind::AttributesResponsibility => yes(true))
    };
    findings_by: Type::Element(Sort::Decision), "`findings by`", |_, it| {
        clause!(it, DetailKind::FindingsBy(by) => decision(by))
    };
    prohibits: TEXTS, "`prohibits`", |_, it| clause!(it, DetailKind::Prohibits(list) => super::words(list));
    permits: list(&Type::Element(Sort::Object)), "`permits`", |_, it| {
        clause!(it, DetailKind::Permits(list) => objects(list))
    };
    line: Type::Text, "`line`: the line of a cease-fire", |world, it| {
        clause!(it, DetailKind::Line(of) => target(world, *of))
    };
    status_kind: TEXTS, "`kind`: of a status: `perpetual-neutrality`", |_, it| {
        clause!(it, DetailKind::Kind(list) => super::words(list))
    };
    window_from: Type::Int, "`window`: the hour at which a rung opens", |world, it| {
        clause!(it, DetailKind::Window(from, _) => hours(world, *from))
    };
    window_to: Type::Int, "`window`: the hour at which it closes", |world, it| {
        clause!(it, DetailKind::Window(_, to) => hours(world, *to))
    };
    package: TEXTS, "`package`: of sanctions", |_, it| clause!(it, DetailKind::Package(list) => super::words(list));
    relief_upon: TEXTS, "`relief upon`", |world, it| clause!(it, DetailKind::ReliefUpon(upon, _) => occasions(world, upon));
    snapback_upon: TEXTS, "`snapback upon`", |world, it| {
        clause!(it, DetailKind::SnapbackUpon(upon, _) => occasions(world, upon))
    };
    snapback: Type::Element(Sort::Decision), "who decides on the snapback", |_, it| {
        clause!(it, DetailKind::SnapbackUpon(_, by) => decision(&by.as_ref()?.decision))
    };
    response: TEXTS, "`response`", |_, it| clause!(it, DetailKind::Response(list, _) => super::words(list));
    response_by: TEXTS, "who responds", |world, it| {
        clause!(it, DetailKind::Response(_, who) => names(world, who.as_ref()?))
    };
    funded_by: Type::Element(Sort::Decision), "`funded by`: who decides on the money", |_, it| {
        clause!(it, DetailKind::FundedBy(by, _) => decision(by.as_deref()?))
    };
    funded_words: TEXTS, "`funded by`: in words", |_, it| {
        clause!(it, DetailKind::FundedBy(_, list) => super::words(list))
    };
    aggregates_what: Type::Text, "`aggregates`: of what gravity they are", |_, it| {
        clause!(it, DetailKind::Aggregates(_, what, _) => text(what))
    };
    aggregates_within: Type::Int, "`aggregates`: within how many hours", |world, it| {
        clause!(it, DetailKind::Aggregates(_, _, period) => hours(world, *period))
    };
    relief_clock: Type::Element(Sort::Clock), "`relief upon … within`", |_, it| {
        clause!(it, DetailKind::ReliefUpon(_, within) => clock(within.as_deref()?))
    };
    aggregates: Type::Int, "`aggregates`: how many events count as one", |_, it| {
        clause!(it, DetailKind::Aggregates(count, ..) => i64::try_from(*count).ok().map(Value::Int))
    };
});

fn until<'m>(it: Option<&'m Until<'m>>) -> Option<Value<'m>> {
    match it? {
        Until::Decision(by) => decision(by),
        Until::Words(_, by) => decision(by.as_ref()?),
        Until::Occasion(_) | Until::Conditions(_) => None,
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
        clause!(it, DetailKind::Duration(period, ..) | DetailKind::Mandate(period, ..) => hours(world, (*period)?))
    };
    renewal: Type::Word(&RENEWALS), "how that is renewed", |_, it| {
        clause!(it, DetailKind::Duration(_, _, how) | DetailKind::Mandate(_, _, how) => renewal(how.as_deref()))
    };
    renewed_by: Type::Element(Sort::Decision), "who renews it, or ends it", |_, it| {
        clause!(it, DetailKind::Duration(_, _, how) | DetailKind::Mandate(_, _, how) => renewed_by(how.as_deref()))
    };
    ended_by: Type::Element(Sort::Decision), "`until`: who ends it", |_, it| clause!(it,
        DetailKind::Until(how) => until(Some(how)));
    ends: Type::Bool, "whether something ends it: `until`, a duration that is not without end", |_, it| {
        yes(it.details.iter().any(|row| matches!(
            &row.kind,
            DetailKind::Until(_)
                | DetailKind::Duration(Some(crate::model::Period::Of { .. }), ..)
                | DetailKind::Mandate(Some(crate::model::Period::Of { .. }), ..)
        )))
    };
    withdrawal: Type::Element(Sort::Clock), "`withdrawal within`", |_, it| {
        clause!(it, DetailKind::Withdrawal(within) => clock(within))
    };
    not_during: Type::Text, "`not during`", |world, it| clause!(it, DetailKind::NotDuring(of) => target(world, *of));
    after: Type::Int, "`after`: how many hours must have passed", |world, it| {
        clause!(it, DetailKind::After(period) => hours(world, *period))
    };
    notice_by: TEXTS, "`notice by`: who may leave", |world, it| {
        clause!(it, DetailKind::NoticeBy(who, _) => names(world, who))
    };
    notice: Type::Int, "`notice`: how many hours before", |world, it| {
        clause!(it, DetailKind::Notice(period) => hours(world, *period))
    };
    open_to: TEXTS, "`open to`: who may join", |world, it| clause!(it, DetailKind::OpenTo(who, _) => names(world, who));
    admitted_by: Type::Element(Sort::Decision), "who lets them in", |_, it| {
        clause!(it, DetailKind::OpenTo(_, by) => decision(by.as_deref()?))
    };
    forums: TEXTS, "disputes: the forums, in their order", |_, it| clause!(it, DetailKind::Forums(list) => {
        Some(Value::texts(list.iter().map(|row| row.0.text)))
    });
    interpreter: TEXTS, "`interpreter`", |world, it| clause!(it, DetailKind::Interpreter(who) => names(world, who));
    relation: Type::Text, "relation: `prevails over`, `without prejudice to` …", |_, it| {
        clause!(it, DetailKind::Relation(words, ..) => text(words))
    };
    relation_to: TEXTS, "relation: to which instruments", |world, it| {
        clause!(it, DetailKind::Relation(_, list, _) => targets(world, list.iter().map(|row| row.0)))
    };
    registered_with: Type::Text, "`register with`", |_, it| clause!(it, DetailKind::RegisterWith(words) => text(words));
    starting: TEXTS, "`starting`: upon what it starts", |world, it| {
        clause!(it, DetailKind::Starting(upon) => occasion(world, upon).map(|words| Value::texts([words])))
    };
    until: Type::Text, "`until`: the quoted words, or the occasion, that ends it", |world, it| {
        clause!(it, DetailKind::Until(how) => match &**how {
            Until::Words(words, _) => text(words),
            Until::Occasion(upon) => text(occasion(world, upon)?),
            Until::Decision(_) | Until::Conditions(_) => None,
        })
    };
    until_conditions: list(&Type::Element(Sort::Condition)), "`until`: the conditions that end it", |_, it| {
        clause!(it, DetailKind::Until(how) => match &**how {
            Until::Conditions(conditions) => each(conditions),
            _ => None,
        })
    };
    in_good_standing: Type::Bool, "`notice by … in good standing`", |_, it| {
        clause!(it, DetailKind::NoticeBy(_, standing) => yes(*standing))
    };
    none: Type::Bool, "`none`: that there is nothing of the kind is said", |_, it| {
        clause!(it, DetailKind::None => yes(true))
    };
});
