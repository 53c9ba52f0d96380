//! What the protected gave is for ever, what it got for it is not.

use crate::analysis::Strength;
use crate::analysis::exits::helps;
use crate::model::{
    ActorId, ActorSet, ConditionKind, Detail, DetailKind, DurationClause, GateKind, Length, Occasion, OccasionKind,
    Period, Provision, ProvisionId, RefTarget, RenewalKind, StepOrder, Until,
};
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called, protected};
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup, State};

declare_rule! {
    /// ## What it checks
    /// What the protected gives up (a status of neutrality, a ceiling on its forces, a ban, a cession) does not last longer than
    /// the help that is promised to it. Looked at is help of which every promise ends by its own term, or with the treaty, or can
    /// be left by each who owes it; and concessions without an end: by their own words, by their nature (what is ceded,
    /// destroyed, recognised does not come back), or because others stay parties to whom they are owed.
    ///
    /// A concession that holds only as long as the help is in force is no finding.
    ///
    /// ## Why it matters
    /// The concession is the price of the guarantee. Where it outlives it, the protected has neither the guarantee nor what it
    /// had before, and the adversary may plead the text. The rule serves the protected, and a guarantor who does not want to be
    /// the reason why a State stands bound and alone.
    ///
    /// ## Precedent
    /// Ukraine gave up the nuclear weapons on its territory for good; the assurances of Budapest (1994) that it was given bound
    /// to little, and by 2014 to nothing that could be enforced. The annex of November 2025 gives a guarantee of ten years.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party FRA "French Republic"     is guarantor
    /// prohibition no-alliances { UKR shall not join military-alliances }
    /// #~^ concession-outlives-promise: `no-alliances` has no end, and the help that is promised
    /// guarantee assistance {
    ///     FRA shall assist UKR
    ///     by weapons
    ///     duration 10 years
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// party FRA "French Republic"     is guarantor
    /// prohibition no-alliances {
    ///     UKR shall not join military-alliances
    ///     if assistance in force
    /// }
    /// guarantee assistance {
    ///     FRA shall assist UKR
    ///     by weapons
    ///     duration 10 years
    /// }
    /// ```
    ///
    /// ## References
    /// - Memorandum on Security Assurances, Budapest (1994)
    /// - Vienna Convention on the Law of Treaties (1969), article 70: what was done under a treaty stands when it ends
    "consistency/concession-outlives-promise" {
        summary: "what the protected gave is for ever, what it got for it is not",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// How the help ends.
#[derive(Clone, Copy, Debug)]
struct PromiseEnd {
    /// Where that stands.
    span: Span,
    /// After how long, where the text says.
    after: Option<Length>,
    /// How.
    how: EndKind,
}

/// How the help ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum EndKind {
    /// By its own term.
    Own,
    /// With the treaty.
    Treaty,
    /// Whoever owes it may leave.
    Left,
}

/// What is without an end in a concession.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Endless {
    /// The text says so.
    Said,
    /// What is done can't be undone.
    Done,
    /// The text sets it no end.
    Silent,
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let protected: ActorSet = cx
        .model
        .bearers_of(RoleGroup::Beneficiaries)
        .into_iter()
        .filter(|it| !cx.model.actor(*it).roles.gives())
        .collect();
    let promises: Vec<&Provision<'_>> = cx.model.own_provisions().filter(|it| helps(cx.facts, it)).collect();
    if protected.is_empty() || promises.is_empty() {
        return;
    }
    let Some(end) = end(cx, &promises, &protected) else { return };
    let lasting: Vec<(&Provision<'_>, Endless)> = cx
        .model
        .own_provisions()
        .filter(|it| gives_up(cx, it, &protected) && !hangs_on(it, &promises))
        .filter_map(|it| endless(cx, it).map(|endless| (it, endless)))
        // With the treaty ends what the treaty alone keeps up.
        .filter(|it| end.how != EndKind::Treaty || it.1 != Endless::Silent)
        .collect();
    if let Some((first, others)) = lasting.split_first() {
        report(cx, sink, &end, promises[0], *first, others);
    }
}

/// How the help ends; nothing if some of it has no end.
fn end(cx: &CheckContext<'_>, promises: &[&Provision<'_>], protected: &[ActorId]) -> Option<PromiseEnd> {
    let own: Vec<Option<PromiseEnd>> = promises.iter().map(|it| term(it, EndKind::Own)).collect();
    if own.iter().all(Option::is_some) {
        return own[0];
    }
    let of_treaty = |kind: ProvisionKind| {
        cx.model.own_provisions().filter(move |it| it.kind == kind && cx.model.part_of(it.unit).is_none())
    };
    let renewed = of_treaty(ProvisionKind::Renewal).next().is_some();
    let ends = of_treaty(ProvisionKind::Duration).find_map(|it| term(it, EndKind::Treaty));
    if let Some(ends) = ends.filter(|_| !renewed) {
        return Some(ends);
    }
    // Somebody must be left to whom the concession is owed.
    let exit = cx.facts.exits().iter().find(|exit| {
        let owe: ActorSet = promises.iter().flat_map(|it| cx.facts.bearers(it.id, None)).collect();
        let gives = |it: &&ActorId| cx.model.actor(**it).roles.gives();
        let all = owe.iter().filter(gives).all(|it| exit.leavers.contains(it));
        let parties = cx.model.bearers_of(RoleGroup::Parties);
        all && parties.iter().any(|it| !exit.leavers.contains(it) && !protected.contains(it))
    })?;
    let span = cx.model.provision(exit.provision).name_span;
    Some(PromiseEnd { span, after: exit.notice.and_then(|it| it.0.length()), how: EndKind::Left })
}

/// The term after which something ends, unless it goes on by itself.
fn term(provision: &Provision<'_>, how: EndKind) -> Option<PromiseEnd> {
    provision.details.iter().find_map(|Detail { span, kind }| match kind {
        DetailKind::Duration(DurationClause { period: Some(period), renewal, .. }) => {
            let goes_on = renewal
                .as_ref()
                .is_some_and(|it| matches!(it.kind, RenewalKind::Automatic | RenewalKind::UnlessEndedBy(_)));
            let after = period.length().filter(|_| !goes_on)?;
            Some(PromiseEnd { span: *span, after: Some(after), how })
        }
        DetailKind::Until(until) if is_day(until) => Some(PromiseEnd { span: *span, after: None, how }),
        _ => None,
    })
}

fn is_day(until: &Until<'_>) -> bool {
    until.each().iter().any(|it| matches!(it, Until::Occasion(Occasion { kind: OccasionKind::Instant(_), .. })))
}

/// Whether a provision has only the protected give something up.
fn gives_up(cx: &CheckContext<'_>, provision: &Provision<'_>, protected: &[ActorId]) -> bool {
    let bound: ActorSet = match provision.kind {
        ProvisionKind::Status | ProvisionKind::Limit => provision
            .details
            .iter()
            .filter_map(|it| match &it.kind {
                DetailKind::OnActors(actors) => Some(cx.model.members(actors, None)),
                _ => None,
            })
            .flatten()
            .collect(),
        ProvisionKind::Prohibition => cx.facts.bearers(provision.id, None),
        ProvisionKind::Obligation if is_done_for_good(cx, provision) => cx.facts.bearers(provision.id, None),
        _ => return false,
    };
    let binds = provision.kind != ProvisionKind::Prohibition
        || cx.facts.strength(provision.id).strongest() >= Some(Strength::SelfJudged);
    binds && !is_general_ban(provision) && !bound.is_empty() && bound.iter().all(|it| protected.contains(it))
}

/// Whether a ban is one on what the law forbids to everybody: the use of force, and what the protected is told of attacks.
fn is_general_ban(provision: &Provision<'_>) -> bool {
    provision.kind == ProvisionKind::Prohibition
        && provision.sentences.iter().all(|it| matches!(it.verb, "use" | "attack" | "resort" | "threaten" | "invade"))
}

/// Acts that can't be undone by whoever did them.
const FOR_GOOD: &[&str] =
    &["cede", "demilitarise", "demobilise", "destroy", "dismantle", "eliminate", "recognise", "renounce", "surrender"];

fn is_done_for_good(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    let marked = cx
        .model
        .steps
        .iter()
        .any(|it| it.order == StepOrder::Irreversible && it.first == RefTarget::Provision(provision.id));
    marked || provision.sentences.iter().any(|it| FOR_GOOD.contains(&it.verb))
}

/// Whether a concession has no end, and why.
fn endless(cx: &CheckContext<'_>, provision: &Provision<'_>) -> Option<Endless> {
    if provision.kind == ProvisionKind::Obligation {
        return Some(Endless::Done);
    }
    let mut ends = false;
    for detail in &provision.details {
        match &detail.kind {
            DetailKind::Duration(DurationClause { period: Some(Period::Indefinite), until: None, .. }) => {
                return Some(Endless::Said);
            }
            DetailKind::Kind(words) if words.iter().any(|it| is_perpetual(it.text)) => return Some(Endless::Said),
            DetailKind::Duration(_) | DetailKind::Until(_) | DetailKind::Mandate(_) => ends = true,
            _ => {}
        }
    }
    if is_done_for_good(cx, provision) {
        return Some(Endless::Done);
    }
    (!ends).then_some(Endless::Silent)
}

/// Whether a kind of status is given without end: `perpetual-neutrality`.
fn is_perpetual(kind: &str) -> bool {
    kind.split(|it: char| !it.is_alphanumeric()).any(|it| {
        ["permanent", "perpetual", "permanently", "perpetually"].iter().any(|word| it.eq_ignore_ascii_case(word))
    })
}

/// Whether a concession holds only with the help: it waits for a promise of it, or ends with one.
fn hangs_on(provision: &Provision<'_>, promises: &[&Provision<'_>]) -> bool {
    let is = |target: RefTarget| match target {
        RefTarget::Provision(id) => promises.iter().any(|it| it.id == id),
        _ => false,
    };
    let mut found = false;
    for gate in &provision.gates {
        match &gate.kind {
            GateKind::Upon(occasions) => {
                found |= occasions.any.iter().flatten().any(|it| names(&it.kind, &is));
            }
            GateKind::If(conditions) | GateKind::Unless(conditions) | GateKind::PresumedUnless(conditions) => {
                conditions.each(&mut |it| found |= matches!(it.kind, ConditionKind::State(target, ..) if is(target)));
            }
            _ => {}
        }
    }
    found |= provision.upon.iter().flat_map(|it| &it.any).flatten().any(|it| names(&it.kind, &is));
    for detail in &provision.details {
        let until = match &detail.kind {
            DetailKind::Until(until) => Some(&**until),
            DetailKind::Duration(it) => it.until.as_deref(),
            _ => None,
        };
        for end in until.into_iter().flat_map(Until::each) {
            if let Until::Occasion(it) = end {
                found |= names(&it.kind, &is);
            }
        }
    }
    found
}

fn names(occasion: &OccasionKind<'_>, is: &impl Fn(RefTarget) -> bool) -> bool {
    match occasion {
        OccasionKind::Named(target)
        | OccasionKind::Phase(_, target)
        | OccasionKind::State(
            target,
            State::InForce | State::Holds | State::Expired | State::Breached | State::Fulfilled,
        ) => is(*target),
        _ => false,
    }
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    end: &PromiseEnd,
    promise: &Provision<'_>,
    (first, endless): (&Provision<'_>, Endless),
    others: &[(&Provision<'_>, Endless)],
) {
    let (named, whom) = (called(first), protected(cx.model));
    let lasts = match endless {
        Endless::Said => "is without end",
        Endless::Done => "can't be undone",
        Endless::Silent => "has no end",
    };
    let also = match others.len() {
        0 => String::new(),
        1 => ", like another concession".to_owned(),
        more => format!(", like {more} other concessions"),
    };
    let ends = match (end.how, end.after) {
        (EndKind::Left, Some(after)) => format!("can be left on notice of {after}"),
        (EndKind::Left, None) => "can be left".to_owned(),
        (_, Some(after)) => format!("ends after {after}"),
        (_, None) => "ends on a day".to_owned(),
    };
    let message = format!("{named} {lasts}{also}, and the help that is promised to `{whom}` for it {ends}");
    let finding = sink.report(first.name_span, message);
    finding.label(end.span, if end.how == EndKind::Left { "by this it can be left" } else { "by this it ends" });
    for (other, _) in others.iter().take(3) {
        finding.label(other.name_span, "outlives it too");
    }
    let when = match (end.how, end.after) {
        (EndKind::Left, _) => "those who promised help leave".to_owned(),
        (_, Some(after)) => format!("{after} later nobody owes help any more"),
        (_, None) => "the day comes, and nobody owes help any more".to_owned(),
    };
    finding
        .counterexample(format!("{when}: {whom} is still bound by {named}, and {} may plead it", attacker(cx.model)));
    let id: Option<ProvisionId> = (!promise.name.is_empty()).then_some(promise.id);
    match id {
        Some(_) if endless != Endless::Done => {
            finding.help(format!("let it hold as long as the help does: add `if {} in force`", promise.name));
        }
        _ if endless == Endless::Done => {
            finding.help("let the help be without end as well: strike its term, or write `renewable automatically`");
        }
        _ => {
            finding.help("let it hold as long as the help does: name the promise, and add `if` that name `in force`");
        }
    }
    finding.help(if end.how == EndKind::Left {
        "or free the protected when the last who owes help has left"
    } else {
        "or give both the same end"
    });
}
