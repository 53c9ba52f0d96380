//! A possible attacker, or its ally, has troops on the soil of the one whom it may attack.

use rustc_hash::FxHashMap;

use crate::analysis::Force;
use crate::diagnostic::Severity;
use crate::model::vocabulary::role;
use crate::model::{ActorId, Actors, Case, DetailKind, Members, Term, Treaty};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::RoleGroup;

declare_rule! {
    /// ## What it checks
    /// No deployment on the soil of a State is sent, led or commanded by one that is assumed to attack that State, by
    /// one that votes with the attacker, by forces that either of them controls, or by an organization of which the
    /// attacker is a member and the host is not. Where host and attacker belong to the organization, or where `any
    /// state` may send troops, the finding is a warning. A few liaison officers or inspectors (a closed list of
    /// impartial roles, no more than 25) are an advice.
    ///
    /// ## Why it matters
    /// A garrison is the first wave of an attack that has already crossed the border. Ceilings, roles and inspectors do
    /// not change whose troops they are. The attacker gains; the beneficiary, and every guarantor who would have to
    /// undo what is done in a night, loses. The rule serves the beneficiary.
    ///
    /// ## Precedent
    /// In September and October 1939 the Soviet Union concluded treaties of mutual assistance with Estonia, Latvia and
    /// Lithuania that let it keep garrisons there, with ceilings and with respect for sovereignty in so many words; in
    /// June 1940 they served to occupy all three. The Turkish contingent of the Treaty of Alliance of 1960 took part in
    /// the operations of 1974 on Cyprus. Russian peacekeepers stood in Georgia in August 2008.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary, host
    /// state BLR "Belarus" is contributor
    /// state IND "India" is contributor
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// deployment separation-force { by IND, BLR in UKR timing standing roles only separation ceiling 900 personnel }  #~ deployment/aggressor-contingent: `separation-force` brings troops of BLR
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary, host
    /// state IND "India" is contributor
    /// assume { potential aggressor RUS against UKR }
    /// deployment separation-force { by IND in UKR timing standing roles only separation ceiling 900 personnel }
    /// ```
    ///
    /// ## References
    /// - Pact of Mutual Assistance between Estonia and the Soviet Union (28 September 1939)
    /// - Treaty of Alliance between Greece, Turkey and Cyprus (1960), Additional Protocol No. 1
    "deployment/aggressor-contingent" {
        summary: "a possible attacker has troops on the soil of the one whom it may attack",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

/// So many people are liaison, no garrison.
const LIAISON: u64 = 25;

/// Which cases an actor has a part in, as attacker or with it.
type Blocs<'m> = FxHashMap<ActorId, Vec<&'m Case>>;

/// One of the attacker's in a force.
struct Culprit<'m> {
    actor: ActorId,
    case: &'m Case,
    /// The organization through which it takes part.
    through: Option<ActorId>,
    /// Whether the host belongs to that organization too, or anybody may take part.
    open: bool,
}

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    let mut blocs = Blocs::default();
    for case in &cx.model.threat.cases {
        for actor in &case.bloc {
            blocs.entry(*actor).or_default().push(case);
        }
    }
    if blocs.is_empty() {
        return;
    }
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let culprits = culprits(cx.model, force, &blocs);
        if let Some(first) = culprits.first() {
            report(cx.model, sink, force, first, &culprits);
        }
    }
}

fn culprits<'m>(model: &'m Treaty<'_>, force: &Force<'_>, blocs: &Blocs<'m>) -> Vec<Culprit<'m>> {
    let near = |actor: ActorId| {
        let cases = blocs.get(&actor).into_iter().flatten().copied();
        cases.into_iter().find(|case| case.victim.is_some_and(|it| force.hosts.has(it)))
    };
    let anybody = force.by.iter().any(|it| it.include.iter().any(|term| matches!(term, Term::AnyState)));
    let mut found = Vec::new();
    let mut sent = force.senders.actors.clone();
    for detail in &force.provision.details {
        if let DetailKind::Lead(actors) | DetailKind::Command(Some(actors), _) = &detail.kind {
            sent.extend(model.members(actors, None));
        }
    }
    for sender in sent {
        if let Some(case) = near(sender) {
            found.push(Culprit { actor: sender, case, through: None, open: anybody });
        } else if model.actor(sender).body.is_some() {
            let Members { actors: members, .. } = model.members_of(sender, None);
            let culprit = members.iter().find_map(|it| Some((*it, near(*it)?)));
            let Some((actor, case)) = culprit.filter(|it| !is_left_out(model, force, it.0)) else { continue };
            let open = case.victim.is_some_and(|it| members.binary_search(&it).is_ok());
            found.push(Culprit { actor, case, through: Some(sender), open });
        }
    }
    found.sort_by_key(|it| it.open);
    found
}

/// `by OSCE except RUS`
fn is_left_out(model: &Treaty<'_>, force: &Force<'_>, actor: ActorId) -> bool {
    force.by.iter().any(|it| {
        let less = Actors { include: it.except.clone(), ..Actors::default() };
        !less.include.is_empty() && model.members(&less, None).contains(&actor)
    })
}

fn report(model: &Treaty<'_>, sink: &mut Sink<'_>, force: &Force<'_>, first: &Culprit<'_>, culprits: &[Culprit<'_>]) {
    let Culprit { actor, case, through, open } = first;
    let called = called(force.provision);
    let (who, attacker) = (model.name(*actor), model.name(case.attacker));
    let host = case.victim.map_or("the host", |it| model.name(it));
    let tie = if *actor == case.attacker { String::new() } else { format!(", which acts with {attacker},") };
    let message = match through {
        Some(organization) => {
            let through = model.name(*organization);
            format!("{called} may bring troops of {who}, a member of {through}, to {host}, which {attacker} may attack")
        }
        None if *open => format!("{called} lets any State send troops to {host}, {who}{tie} among them"),
        None => format!("{called} brings troops of {who}{tie} to {host}, which {attacker} may attack"),
    };
    let severity = match (open, is_liaison(force)) {
        (_, true) => Severity::Advice,
        (true, _) => Severity::Warning,
        (false, _) => Severity::Error,
    };
    let mut sink = sink.weighing(severity);
        let finding = sink.report(force.span, message);
    if let Some(by) = force.by.first() {
        finding.label(by.span, "sent by these");
    }
    if let Some(span) = case.span {
        finding.label(span, "assumed here");
    }
    if let Some(span) = tie_of(model, *actor).filter(|_| actor != &case.attacker) {
        finding.label(span, format!("`{who}` acts with it"));
    }
    finding.counterexample(format!("{attacker} attacks {host}: troops of {who} already stand there"));
    let mut others = force.senders.actors.clone();
    others.retain(|it| culprits.iter().all(|culprit| culprit.actor != *it && culprit.through != Some(*it)));
    if let Some(organization) = through.filter(|_| *open) {
        finding.help(format!("leave it out: `by {} except {who}`", model.name(organization)));
    } else if *open {
        finding.help(format!("leave it out: `by any state except {who}`"));
    } else if others.is_empty() {
        let mut willing = model.bearers_of(RoleGroup::Guarantors);
        let tainted = |id| case.bloc.contains(&id) || culprits.iter().any(|it| it.actor == id);
        willing.retain(|it| Some(*it) != case.victim && !tainted(*it));
        if !willing.is_empty() {
            finding.help(format!("let others send them: `by {}`", model.names(&willing)));
        }
        finding.help(format!("or strike {called}"));
    } else {
        finding.help(format!("let the others send them: `by {}`", model.names(&others)));
    }
    if severity != Severity::Advice {
        finding.help(format!(
            "where {who} must be there, keep it to a handful that no one can take for a garrison: `roles only \
             liaison` and `ceiling 10 personnel`"
        ));
    }
}

/// Where the text or the analyst says that an actor acts with another.
fn tie_of(model: &Treaty<'_>, actor: ActorId) -> Option<Span> {
    let votes = model.threat.votes_with.iter().filter(|it| it.0 == actor).map(|it| it.2);
    let control = model.threat.controls.iter().filter(|it| it.1 == actor).map(|it| it.2);
    votes.chain(control).find(|it| !it.is_empty())
}

/// A handful of people in impartial roles, and in no others.
fn is_liaison(force: &Force<'_>) -> bool {
    let impartial = |word: &str| role(word).is_some_and(|it| it.impartial && !it.combat && it.word != "peacekeeping");
    let few = force.ceilings().any(|(_, amount)| {
        let people = matches!(amount.unit, "" | "personnel" | "persons" | "officers" | "observers" | "inspectors");
        people && amount.thousandths.is_some_and(|it| it <= LIAISON * 1000)
    });
    few && force.roles.is_some_and(|roles| roles.closed && roles.words.iter().all(|it| impartial(it.text)))
}
