//! Help may come or may not, and the text does not say that this is meant.

use crate::analysis::answers::goes_to_protected;
use crate::analysis::{ForcePart, strength};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{ActorId, ConditionKind, GateKind, Object, OccasionKind, Provision, Sentence, SetTerm, Timing};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::{called, gives, occasion, subject};
use crate::source::Span;
use crate::syntax::ast::{Modal, Phase, ProvisionKind, RoleGroup, StandIn};

declare_rule! {
    /// ## What it checks
    /// Where somebody *may*, *should*, *would*, *intends*, *stands ready* or *reserves the right* to answer an attack or
    /// to help the protected State, the provision says that the openness is meant: `deliberately ambiguous "…" agreed by
    /// …`. So does a deployment that comes upon an attack where no sentence says that somebody has to send it. A right of
    /// the protected State itself is no promise and no finding.
    ///
    /// ## Why it matters
    /// Ambiguity can deter, if those who keep it know that they do. If one side reads a promise and the other a courtesy,
    /// the text fails in the hour in which it is read. A declared ambiguity shows the protected State what it does not
    /// have, and a parliament what it has not voted for.
    ///
    /// ## Precedent
    /// The Taiwan Relations Act of 1979 leaves open, on purpose, what the United States would do. In August 2025 the
    /// coalition for Ukraine spoke of forces that may come after a new invasion and bound nobody to fight, without saying
    /// whether that was an offer or a policy.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// permission help {
    ///     upon attack
    ///     guarantors may assist UKR  #~ undeclared-ambiguity: `help` leaves open whether help is owed,
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is guarantor
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// permission help {
    ///     upon attack
    ///     guarantors may assist UKR
    ///     by armed-force
    ///     deliberately ambiguous "the attacker is not to know whether they fight" agreed by UKR, FRA
    /// }
    /// ```
    ///
    /// ## References
    /// - Taiwan Relations Act (1979), sections 2 and 3
    "trigger/undeclared-ambiguity" {
        summary: "help is left open without a declaration that this is intended",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions().filter(|it| it.kind.is_norm() && it.ambiguity.is_none()) {
        let Some((sentence, modal)) = provision.sentences.iter().find_map(|it| {
            let modal = it.modal.filter(|modal| leaves_open(*modal))?;
            is_promise(cx, provision, it).then_some((it, modal))
        }) else {
            continue;
        };
        report(cx, sink, provision, sentence, modal);
    }
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        if may_come(cx, force) {
            report_force(cx, sink, force);
        }
    }
}

/// Whether a force may come upon an attack, and nobody has to send it.
fn may_come(cx: &CheckContext<'_>, force: &ForcePart<'_>) -> bool {
    let provision = force.provision;
    let upon = cx.facts.answers().hangs(provision.id);
    if force.sentence.is_some() || provision.ambiguity.is_some() || !upon || !force.foreign() {
        return false;
    }
    let sends = |it: &Provision<'_>| {
        it.sentences.iter().any(|sentence| {
            let named = it.id == provision.id
                || sentence.objects.iter().any(|it| matches!(it, Object::Provision(id, _) if *id == provision.id));
            let (force, omission) = sentence.modal.map_or((strength::OperativeForce::Nothing, true), strength::force);
            named && !omission && matches!(force, strength::OperativeForce::Duty | strength::OperativeForce::Effort)
        })
    };
    let model = cx.model;
    force.senders.actors.iter().any(|id| gives(model, *id)) && !model.own_provisions().any(sends)
}

fn report_force(cx: &CheckContext<'_>, sink: &mut Sink<'_>, force: &ForcePart<'_>) {
    let named = called(force.provision);
    let place = force.timing.map_or(force.span, |it| it.1);
    let finding =
        sink.report(place, format!("{named} leaves open whether help is owed, without declaring this intended"));
    finding.here("it may come, but nobody must send it");
    let senders = troops::senders(cx.model, force);
    let hosts = match &force.hosts.actors[..] {
        [] => "the host".to_owned(),
        hosts => cx.model.names(hosts),
    };
    finding.counterexample(format!(
        "the event occurs and the troops of {senders} stay at home: nobody is in breach of {named}"
    ));
    if let Some(by) = force.by.first() {
        let by = cx.model.quoted(by.span);
        let name = force.provision.name;
        let upon = match force.timing {
            Some((Timing::ResponsiveUpon(it), _)) => occasion(cx.model, it),
            _ => "attack".to_owned(),
        };
        let what = if name.is_empty() { "ground-forces" } else { name };
        finding.help(format!(
            "if the troops are promised, say who sends them: `obligation send {{ upon {upon} {by} shall deploy {what} to {hosts} }}`"
        ));
    }
    finding.help("if this is intended, declare it: `deliberately ambiguous \"each keeps the choice of what it does\" agreed by parties`");
}

/// Whether operative words leave it open if the thing is done.
fn leaves_open(modal: Modal) -> bool {
    matches!(
        modal,
        Modal::May
            | Modal::ReservesTheRight
            | Modal::Should
            | Modal::Would
            | Modal::Intends
            | Modal::Expects
            | Modal::IsExpected
            | Modal::StandsReady
            | Modal::Demanded
            | Modal::UndertakesWould
    )
}

/// Whether a sentence speaks of help by somebody who is not only protected, in answer to an attack or to the protected.
fn is_promise(cx: &CheckContext<'_>, provision: &Provision<'_>, sentence: &Sentence<'_>) -> bool {
    let class = verb(sentence.verb).map(|it| it.class);
    if matches!(class, Some(VerbClass::Refrain | VerbClass::Declare)) {
        return false;
    }
    let model = cx.model;
    if let Some(bearer) = &sentence.bearer {
        // That the victim defends itself is nobody's promise.
        let itself = |it: &SetTerm<'_>| matches!(it, SetTerm::StandIn(StandIn::Victim, _));
        if !bearer.include.is_empty() && bearer.include.iter().all(itself) {
            return false;
        }
        let members = model.resolve(bearer, None);
        let aggressor = |id: &ActorId| model.threat.aggressors.iter().any(|it| it.actor == *id);
        let only_aggressors = !members.actors.is_empty() && members.actors.iter().all(aggressor);
        if !members.unknown && !members.actors.iter().any(|id| gives(model, *id)) || only_aggressors && !members.open {
            return false;
        }
    }
    // Help to a force that is there for the protected is help to them.
    let to_force = |object: &Object<'_>| match object {
        Object::Provision(id, _) => model.provision(*id).kind == ProvisionKind::Deployment,
        _ => false,
    };
    let helps = class == Some(VerbClass::Aid);
    answers_attack(cx, provision)
        || helps && (goes_to_protected(model, sentence) || sentence.objects.iter().any(to_force))
}

/// Whether the provision depends on a trigger, a breach or an event.
fn answers_attack(cx: &CheckContext<'_>, provision: &Provision<'_>) -> bool {
    let mut occasions = provision.upon.iter().flat_map(|it| &it.any).flatten();
    let mut event = occasions.any(|it| matches!(it.kind, OccasionKind::Phase(Phase::Breach, _)));
    for gate in &provision.gates {
        if let GateKind::If(conditions) = &gate.kind {
            conditions.each(&mut |it| event |= !it.negated && matches!(it.kind, ConditionKind::Events(_)));
        }
    }
    event || cx.facts.answers().hangs(provision.id)
}

fn report(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    provision: &Provision<'_>,
    sentence: &Sentence<'_>,
    operative: Modal,
) {
    let model = cx.model;
    let named = called(provision);
    let words = model.quoted(sentence.modal_span);
    let finding = sink.report(
        sentence.modal_span,
        format!("{named} leaves open whether help is owed, without declaring this intended"),
    );
    finding.here(match operative {
        Modal::May | Modal::ReservesTheRight => "a right, not a duty",
        Modal::Demanded | Modal::UndertakesWould => "whether this binds is not settled",
        _ => "an expectation, not a duty",
    });
    let bearer: Span = sentence.bearer_span;
    finding.label(bearer, "free to act or not");
    let (who, several) = subject(model, sentence);
    let does = if several { "do" } else { "does" };
    finding.counterexample(format!("the event occurs and {who} {does} nothing: nobody is in breach of {named}"));
    let mut agreed: Vec<_> = model.bearers_of(RoleGroup::Beneficiaries);
    agreed.extend(sentence.bearer.iter().flat_map(|it| model.members(it, None)));
    agreed.sort_unstable();
    agreed.dedup();
    let agreed = if agreed.len() > 4 || agreed.is_empty() { "parties".to_owned() } else { model.names(&agreed) };
    finding.help(format!("if this is intended, declare it: `deliberately ambiguous \"each keeps the choice of what it does\" agreed by {agreed}`"));
    finding.help(format!("if help is promised, write `shall` for `{words}`"));
}
