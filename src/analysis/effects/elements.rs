//! The parts of a text: what they are called, what they say, clause by clause.

use super::canon::{Canon, ClauseText};
use crate::analysis::{Facts, answers};
use crate::model::{ActorKind, DetailKind, Events, Object, Provision, ProvisionId, StepOrder};
use crate::source::Span;
use crate::syntax::ast::RoleGroup;
use crate::syntax::clauses::ClauseWord;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// A part of a text: a provision, or something that it declares.
#[derive(Clone, Debug, Default)]
pub struct Element {
    /// `obligation`, `party`, `area`
    pub kind: &'static str,
    /// Its name; empty if it has none.
    pub name: String,
    /// Its long name.
    pub title: Option<String>,
    /// The article that it stands in, by its number and by its title.
    pub article: Option<(String, Option<String>)>,
    /// In the treaty's own numbering.
    pub cite: String,
    /// The line of its head; 0 in another text.
    pub line: u32,
    /// What it says.
    pub clauses: Vec<ClauseText>,
    /// The parts that it hangs on, by their places.
    pub hangs_on: Vec<usize>,
    /// Who owes something under it.
    pub bearers: BTreeSet<String>,
    /// Who is given something under it.
    pub recipients: BTreeSet<String>,
    /// What is done, and with what.
    pub acts: BTreeSet<String>,
}

/// The parts of a text; the provisions come first, by their numbers.
pub(super) fn elements<'m>(facts: &Facts<'m>, canon: &Canon<'_, 'm>) -> Vec<Element> {
    let treaty = facts.treaty();
    let mut found: Vec<Element> = treaty.own_provisions().map(|it| provision(canon, it)).collect();
    found.extend(parties(canon));
    found.extend(bodies(canon));
    found.extend(declared(canon));
    found
}

fn provision<'m>(canon: &Canon<'_, 'm>, provision: &'m Provision<'m>) -> Element {
    let treaty = canon.treaty;
    let unit =
        provision.unit.map(|it| (treaty.unit_path(it).to_string(), treaty.unit(it).title.map(ToOwned::to_owned)));
    let names = |of: &mut dyn Iterator<Item = &crate::model::Actors<'m>>| -> BTreeSet<String> {
        of.flat_map(|it| treaty.members(it, None)).map(|it| treaty.name(it).to_owned()).collect()
    };
    let mut recipients = BTreeSet::new();
    recipients.extend(names(&mut answers::recipients(provision, None)));
    let mut acts = BTreeSet::new();
    for sentence in &provision.sentences {
        recipients.extend(names(&mut answers::recipients(provision, Some(sentence))));
        acts.insert(sentence.verb.to_owned());
        let things = sentence.objects.iter().filter(|it| !matches!(it, Object::Actors(_)));
        acts.extend(things.map(|it| canon.object(it)));
    }
    acts.extend(provision.means().map(|it| canon.object(it)));
    let hangs_on = answers::triggers(provision).into_iter().chain(provision.ladder);
    Element {
        kind: provision.kind.as_str(),
        name: provision.name.to_owned(),
        title: None,
        article: unit,
        cite: treaty.cite(provision.id),
        line: (canon.line)(provision.head),
        clauses: clauses(canon, provision),
        hangs_on: hangs_on.filter(|it| treaty.is_own(treaty.provision(*it))).map(|it| it.0 as usize).collect(),
        bearers: names(&mut super::super::circuit::bearers(provision)),
        recipients,
        acts,
    }
}

/// What a provision says, clause by clause, in the order of the text.
fn clauses<'m>(canon: &Canon<'_, 'm>, provision: &'m Provision<'m>) -> Vec<ClauseText> {
    let mut found: Vec<(u32, ClauseText)> = Vec::new();
    let mut add = |span: Span, clause: ClauseText| found.push((span.start, clause));
    for it in &provision.sentences {
        add(it.span, canon.clause(ClauseWord::Sentence, it.span, sentence(canon, it)));
    }
    for it in &provision.events {
        add(it.span, canon.clause(ClauseWord::On, it.span, events(canon, it)));
    }
    for it in &provision.upon {
        add(it.span, canon.worded(ClauseWord::Upon, it.span));
    }
    for it in &provision.gates {
        add(it.span, canon.worded(gate_word(&it.kind), it.span));
    }
    if let Some(it) = &provision.decided {
        add(it.span, canon.worded(ClauseWord::Decided, it.span));
    }
    if let Some(it) = &provision.clock {
        add(it.span, canon.worded(ClauseWord::Clock, it.span));
    }
    if let Some(it) = &provision.ambiguity {
        add(it.span, canon.worded(ClauseWord::Ambiguous, it.span));
    }
    for it in &provision.details {
        add(it.span, canon.detail(it));
    }
    for it in &provision.unread {
        add(*it, canon.worded(ClauseWord::Members, *it));
    }
    found.sort_by_key(|it| it.0);
    found.into_iter().map(|it| it.1).collect()
}

fn gate_word(kind: &crate::model::GateKind<'_>) -> ClauseWord {
    use crate::model::GateKind;
    match kind {
        GateKind::Request(_) => ClauseWord::RequestedBy,
        GateKind::Consultation(_) => ClauseWord::ConsultationAmong,
        GateKind::Decision(_) => ClauseWord::SubjectTo,
        GateKind::If(_) => ClauseWord::If,
        GateKind::Unless(_) => ClauseWord::Unless,
        GateKind::PresumedUnless(_) => ClauseWord::PresumedUnless,
        GateKind::Upon(_) => ClauseWord::Upon,
    }
}

fn sentence<'m>(canon: &Canon<'_, 'm>, of: &crate::model::Sentence<'m>) -> String {
    let bearer =
        of.bearer.as_ref().map_or_else(|| of.bearer_words.unwrap_or_default().to_owned(), |it| canon.actors(it));
    let except = if of.except.is_empty() { String::new() } else { format!(" except {}", canon.objects(&of.except)) };
    let forfeits = of.forfeits.map_or_else(String::new, |it| format!(" forfeits {}", canon.target(it)));
    let modal = of.modal.map_or_else(String::new, |it| format!("{it:?}"));
    format!("{:?} {bearer} {modal} {} {}{except}{forfeits}", of.mode, of.verb, canon.objects(&of.objects))
}

/// The events of a trigger, in one form.
pub(super) fn events<'m>(canon: &Canon<'_, 'm>, of: &Events<'m>) -> String {
    let mut kinds: Vec<String> = of.events.iter().map(|it| canon.text(it.span)).collect();
    kinds.sort_unstable();
    let mut out = kinds.join(" or ");
    for (word, actors) in [("by", &of.by), ("against", &of.against)] {
        if let Some(it) = actors {
            let _ = write!(out, " {word} {}", canon.actors(it));
        }
    }
    for (word, area) in [("in", &of.area), ("from", &of.from), ("through", &of.through)] {
        if let Some(it) = area {
            let _ = write!(out, " {word} {}", canon.area(it));
        }
    }
    if !of.domains.is_empty() {
        let _ = write!(out, " domains {}", super::canon::open_words(&of.domains));
    }
    out
}

fn parties<'m>(canon: &Canon<'_, 'm>) -> Vec<Element> {
    let treaty = canon.treaty;
    let own = treaty.actors.iter().filter(|it| it.file == treaty.file && it.body.is_none());
    let element = |actor: &crate::model::Actor<'m>| {
        let roles = RoleGroup::ALL.iter().filter(|it| actor.roles.contains(it.0)).map(|it| it.2);
        let controlled = actor.controlled_by.as_ref().map_or_else(String::new, |it| canon.actors(it));
        let form = format!(
            "{} {:?} {} {} {controlled}",
            actor.name,
            actor.kind,
            actor.signs,
            roles.collect::<Vec<_>>().join(", ")
        );
        let kind = if actor.kind == ActorKind::State { "party" } else { "actor" };
        let text = roles_text(canon, actor);
        Element {
            clauses: vec![ClauseText { text, ..canon.clause(ClauseWord::Members, actor.span, form) }],
            bearers: BTreeSet::from([actor.name.to_owned()]),
            ..named(canon, kind, actor.name, actor.title, actor.span)
        }
    };
    own.map(element).collect()
}

/// The declaration of an actor, to the end of its line.
fn roles_text(canon: &Canon<'_, '_>, actor: &crate::model::Actor<'_>) -> String {
    let roles = RoleGroup::ALL.iter().filter(|it| actor.roles.contains(it.0) && it.0 != RoleGroup::Parties);
    let roles: Vec<&str> = roles.map(|it| it.2).filter(|it| *it != "signatory").collect();
    let is = if roles.is_empty() { String::new() } else { format!(" is {}", roles.join(", ")) };
    format!("{} “{}”{is}", (canon.words)(actor.span), actor.title.unwrap_or_default())
}

fn bodies(canon: &Canon<'_, '_>) -> Vec<Element> {
    let treaty = canon.treaty;
    let mut found = Vec::new();
    for actor in treaty.actors.iter().filter(|it| it.file == treaty.file) {
        let Some(body) = actor.body.as_deref() else { continue };
        let mut clauses = Vec::new();
        if let Some(it) = &body.members {
            clauses.push(canon.clause(ClauseWord::Members, it.span, canon.actors(it)));
        }
        if let Some(it) = &body.chair {
            clauses.push(canon.worded(ClauseWord::Chair, it.span));
        }
        clauses.extend(body.rules.iter().map(|it| canon.worded(ClauseWord::Decides, it.span)));
        let decisions = [
            (ClauseWord::ConvenedBy, &body.convened_by),
            (ClauseWord::HeadAppointedBy, &body.head_appointed_by),
            (ClauseWord::OpenTo, &body.admitted_by),
            (ClauseWord::FundedBy, &body.funded_by),
        ];
        for (word, decision) in decisions {
            clauses.extend(decision.as_ref().map(|it| canon.worded(word, it.span)));
        }
        found.push(Element { clauses, ..named(canon, "body", actor.name, actor.title, actor.span) });
    }
    found
}

/// Places, groups, instruments, terms, points in time, weights, the order of steps.
fn declared(canon: &Canon<'_, '_>) -> Vec<Element> {
    let treaty = canon.treaty;
    let mut found = Vec::new();
    for it in treaty.places.iter().filter(|it| it.file == treaty.file) {
        let mut clauses: Vec<ClauseText> = it.details.iter().map(|it| canon.detail(it)).collect();
        clauses.extend(it.within.as_ref().map(|it| canon.clause(ClauseWord::In, it.span, canon.area(it))));
        found.push(Element { clauses, ..named(canon, it.kind.as_str(), it.name, it.title, it.name_span) });
    }
    for it in treaty.groups.iter().filter(|it| it.file == treaty.file) {
        let mut clauses = vec![canon.clause(ClauseWord::Members, it.members.span, canon.actors(&it.members))];
        clauses.extend(it.open_to.as_ref().map(|it| canon.clause(ClauseWord::OpenTo, it.span, canon.actors(it))));
        found.push(Element { clauses, ..named(canon, "group", it.name, None, it.span) });
    }
    let quoted = |span: Span, words: &str| {
        let text = format!("“{words}”");
        vec![ClauseText { text: text.clone(), ..canon.clause(ClauseWord::Members, span, text) }]
    };
    for it in treaty.instruments.iter().filter(|it| it.file == treaty.file) {
        let clauses = quoted(it.span, it.path.or(it.title).unwrap_or_default());
        found.push(Element { clauses, ..named(canon, "instrument", it.name, it.title, it.span) });
    }
    for it in treaty.terms.iter().filter(|it| it.span.is_own()) {
        let clauses = quoted(it.declared, it.meaning);
        found.push(Element { clauses, ..named(canon, "term", it.term, None, it.declared) });
    }
    for it in treaty.milestones.iter().filter(|it| it.file == treaty.file) {
        found.push(Element { clauses: quoted(it.span, it.title), ..named(canon, "milestone", it.name, None, it.span) });
    }
    for it in treaty.weights.iter().filter(|it| it.file == treaty.file) {
        let mut of: Vec<String> = it.of.iter().map(|(who, weight)| format!("{} {weight}", treaty.name(*who))).collect();
        of.sort_unstable();
        let clause = ClauseText { canon: of.join(", "), ..canon.worded(ClauseWord::Weights, it.span) };
        found.push(Element { clauses: vec![clause], ..named(canon, "weights", it.name, None, it.span) });
    }
    for it in treaty.steps.iter().filter(|it| it.file == treaty.file) {
        let second = it.second.map_or_else(String::new, |it| canon.target(it));
        let order = match it.order {
            StepOrder::Before => "before",
            StepOrder::Requires => "required by",
            StepOrder::Parallel => "parallel with",
            StepOrder::Irreversible => "irreversible",
        };
        let form = format!("{} {order} {second}", canon.target(it.first));
        let clauses = vec![canon.clause(ClauseWord::Members, it.span, form)];
        found.push(Element { clauses, ..named(canon, "step", "", None, it.span) });
    }
    found
}

fn named(canon: &Canon<'_, '_>, kind: &'static str, name: &str, title: Option<&str>, span: Span) -> Element {
    let cite = if name.is_empty() { kind.to_owned() } else { format!("{kind} {name}") };
    Element {
        kind,
        name: name.to_owned(),
        title: title.map(ToOwned::to_owned),
        cite,
        line: (canon.line)(span),
        ..Element::default()
    }
}

impl Element {
    /// Its name as clauses refer to it.
    pub(super) fn called(&self) -> &str {
        if self.name.is_empty() { self.kind } else { &self.name }
    }
}

/// The part of the text that a provision is.
pub(super) fn of_provision(id: ProvisionId) -> usize {
    id.0 as usize
}

/// Whether a detail is told by another value of a promise.
pub(super) fn is_told(kind: &DetailKind<'_>) -> bool {
    matches!(
        kind,
        DetailKind::Means(_)
            | DetailKind::OnActors(_)
            | DetailKind::By(_)
            | DetailKind::Among(_)
            | DetailKind::Between(_)
            | DetailKind::To(..)
            | DetailKind::Amount(_)
            | DetailKind::Discretion(_)
            | DetailKind::Ceiling(_)
            | DetailKind::Floor(_)
            | DetailKind::Roles(..)
            | DetailKind::AttackOnItIs(..)
            | DetailKind::AuthorisedBy(_)
            | DetailKind::Until(_)
            | DetailKind::Mandate(_)
            | DetailKind::Duration(_)
    )
}
