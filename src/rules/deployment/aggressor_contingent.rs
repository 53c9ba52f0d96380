//! A possible attacker, or its ally, has troops on the territory of the one whom it may attack.

use crate::analysis::ForcePart;
use crate::analysis::forces::{Blocs, UninvitedContingent};
use crate::diagnostic::Severity;
use crate::model::{ActorId, Treaty};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::RoleGroup;

declare_rule! {
    /// ## What it checks
    /// No deployment on the territory of a State is sent, led or commanded by one that is assumed to attack that State, by
    /// one that votes with the attacker, by forces that either of them controls, or by an organization of which the
    /// attacker is a member and the host is not. Where host and attacker belong to the organization, or where `any
    /// state` may send troops, the finding is a warning. A few liaison officers or inspectors (a closed list of
    /// impartial roles, no more than 25) are advice.
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
    /// state BLR "Belarus"  is contributor
    /// state IND "India"    is contributor
    /// assume {
    ///     potential aggressor RUS against UKR
    ///     BLR votes with RUS
    /// }
    /// deployment separation-force {  #~ deployment/aggressor-contingent: `separation-force` stations troops
    ///     by IND, BLR
    ///     in UKR
    ///     timing standing
    ///     roles only separation
    ///     ceiling 900 personnel
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary, host
    /// state IND "India" is contributor
    /// assume { potential aggressor RUS against UKR }
    /// deployment separation-force {
    ///     by IND
    ///     in UKR
    ///     timing standing
    ///     roles only separation
    ///     ceiling 900 personnel
    /// }
    /// ```
    ///
    /// ## References
    /// - Pact of Mutual Assistance between Estonia and the Soviet Union (28 September 1939)
    /// - Treaty of Alliance between Greece, Turkey and Cyprus (1960), Additional Protocol No. 1
    "deployment/aggressor-contingent" {
        summary: "a potential aggressor stations troops in a State that it may attack",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let blocs = Blocs::of(cx.model);
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let intruders = blocs.within(force);
        if let Some(first) = intruders.first() {
            report(cx.model, sink, force, first, &intruders);
        }
    }
}

fn report(
    model: &Treaty<'_>,
    sink: &mut Sink<'_>,
    force: &ForcePart<'_>,
    first: &UninvitedContingent<'_>,
    intruders: &[UninvitedContingent<'_>],
) {
    let UninvitedContingent { actor, case, through, open } = first;
    let called = called(force.provision);
    let (who, attacker) = (model.name(*actor), model.name(case.attacker));
    let host = case.victim.map_or("the host", |it| model.name(it));
    let tie = if *actor == case.attacker { String::new() } else { format!(", which acts with {attacker},") };
    let message = match through {
        Some(organization) => {
            let through = model.name(*organization);
            format!(
                "{called} may station troops of {who}, a member of {through}, in {host}, which {attacker} may attack"
            )
        }
        None if *open => format!("{called} allows any State to send troops to {host}, {who}{tie} included"),
        None => format!("{called} stations troops of {who}{tie} in {host}, which {attacker} may attack"),
    };
    let severity = match (open, force.is_liaison()) {
        (_, true) => Severity::Advice,
        (true, _) => Severity::Warning,
        (false, _) => Severity::Error,
    };
    let mut sink = sink.weighing(severity);
    let finding = sink.report(force.span, message);
    if let Some(by) = force.by.first() {
        finding.label(by.span, "the senders");
    }
    if let Some(span) = case.span {
        finding.label(span, "assumed here");
    }
    if let Some(span) = tie_of(model, *actor).filter(|_| actor != &case.attacker) {
        finding.label(span, format!("`{who}` acts with it"));
    }
    finding.counterexample(format!("{attacker} attacks {host}: troops of {who} are already there"));
    let mut others = force.senders.actors.clone();
    others.retain(|it| intruders.iter().all(|intruder| intruder.actor != *it && intruder.through != Some(*it)));
    if let Some(organization) = through.filter(|_| *open) {
        finding.help(format!("exclude it: `by {} except {who}`", model.name(organization)));
    } else if *open {
        let by = force.by.first().map_or_else(|| "any state".to_owned(), |it| model.quoted(it.span));
        finding.help(format!("exclude it: `by {by} except {who}`"));
    } else if others.is_empty() {
        let mut willing = model.bearers_of(RoleGroup::Guarantors);
        let tainted = |id| case.bloc.contains(&id) || intruders.iter().any(|it| it.actor == id);
        willing.retain(|it| Some(*it) != case.victim && !tainted(*it));
        if !willing.is_empty() {
            finding.help(format!("let others send them: `by {}`", model.names(&willing)));
        }
        finding.help(format!("or strike {called}"));
    } else {
        finding.help(format!("let the others send them: `by {}`", model.names(&others)));
    }
    if severity != Severity::Advice && force.sentence.is_none() {
        finding.help(format!(
            "if {who} must be present, limit it to a liaison team: `roles only liaison` and `ceiling 10 \
             personnel`"
        ));
    }
}

/// Where the text or the analyst says that an actor acts with another.
fn tie_of(model: &Treaty<'_>, actor: ActorId) -> Option<Span> {
    let votes = model.threat.votes_with.iter().filter(|it| it.0 == actor).map(|it| it.2);
    let control = model.threat.controls.iter().filter(|it| it.1 == actor).map(|it| it.2);
    votes.chain(control).find(|it| !it.is_empty())
}
