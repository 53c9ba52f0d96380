//! Somebody owes a duty under a text that it does not sign.

use crate::analysis::strength::{Binding, OperativeForce, binds, force};
use crate::model::{ActorId, ActorKind, ActorSet, Form, Provision, ProvisionId, Sentence, Treaty};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::RoleGroup;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// Whoever owes a duty signs the text: a State, an organization, an organ of one. Organs and forces that the text
    /// itself sets up act for its parties. Resolutions, letters, texts that do not bind, and texts that nobody signs
    /// are left alone. A beneficiary that does not sign is the concern of `parties/beneficiary-not-party`.
    ///
    /// ## Why it matters
    /// A treaty binds no third State without its consent in writing. What it has an absent State or an alliance do is a
    /// hope, and whoever counts on it counts on nobody. The rule serves the beneficiary, and the parties, who will be
    /// told that they promised what was not theirs to give.
    ///
    /// ## Precedent
    /// The plan of November 2025 has the North Atlantic Alliance amend its statutes and not station troops, and the
    /// Alliance was to sign nothing. The Algiers agreement of June 2000 has the organizations "guarantee" the cessation
    /// of hostilities by reference to what the Security Council may do.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// state FRA "French Republic" is guarantor
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR  #~ parties/bearer-not-party: `assist` binds `FRA`, which does not sign the text
    ///     by weapons
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// party FRA "French Republic"           is guarantor
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), articles 34 and 35
    "parties/bearer-not-party" {
        summary: "somebody owes a duty under a text that it does not sign",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    if model.head.form == Form::Resolution || !model.actors.iter().any(|it| it.signs) {
        return;
    }
    let mut known: FxHashSet<(ActorSet, ProvisionId)> = FxHashSet::default();
    for provision in model.own_provisions() {
        if model.in_letter(provision.unit) || binds(model, provision) == Binding::No {
            continue;
        }
        for sentence in provision.sentences.iter().filter(|it| is_duty(it)) {
            let Some(bearer) = sentence.bearer.as_ref().filter(|it| !model.depends_on_case(it)) else { continue };
            let mut who = model.members(bearer, None);
            who.retain(|it| is_third(model, *it));
            // An open set names nobody in particular.
            if who.is_empty() || model.resolve(bearer, None).open {
                continue;
            }
            if known.insert((who.clone(), provision.id)) {
                report(cx, sink, &who, sentence.bearer_span, provision);
            }
        }
    }
}

fn report(cx: &CheckContext<'_>, sink: &mut Sink<'_>, who: &ActorSet, span: Span, provision: &Provision<'_>) {
    let model = cx.model;
    let several = who.len() > 1;
    let does = if several { "do" } else { "does" };
    let message = format!("{} binds {}, which {does} not sign the text", called(provision), quoted(cx, who));
    let finding = sink.report(span, message);
    for id in who.iter().take(3) {
        let actor = model.actor(*id);
        if actor.file == model.file && actor.span.is_own() && !actor.prelude {
            finding.label(actor.span, "named, and no party");
        }
    }
    let names = model.names(who);
    let them = if several { "them" } else { "it" };
    finding.counterexample(format!("the day comes and {names} {does} nothing: no text binds {them}"));
    let first = model.actor(who[0]);
    if first.kind == ActorKind::State {
        let role = if first.roles.contains(RoleGroup::Guarantors) { "guarantor" } else { "signatory" };
        finding.help(format!("let {them} sign: `party {} \"{}\" is {role}`", first.name, model.title(who[0])));
        finding.help("or bind a party to bring it about, and say what follows if it does not");
    } else {
        let members = if first.body.is_some() { format!("members of {}", first.name) } else { "parties".to_owned() };
        finding.help(format!(
            "bind those who sign and belong to it: `each of parties undertakes to vote in {} for …`, or let {members} sign",
            first.name
        ));
    }
}

/// Whether a sentence binds.
fn is_duty(sentence: &Sentence<'_>) -> bool {
    sentence.modal.is_some_and(|it| matches!(force(it).0, OperativeForce::Duty | OperativeForce::Effort))
}

/// Whether somebody is a third to the text: neither one that signs nor an organ or force of those who do.
fn is_third(model: &Treaty<'_>, id: ActorId) -> bool {
    let actor = model.actor(id);
    if actor.signs || actor.roles.contains(RoleGroup::Beneficiaries) {
        return false;
    }
    match actor.kind {
        // A name that the draft does not declare is another finding.
        ActorKind::State => !actor.prelude,
        // What the text sets up, or what has members who all sign, is its own.
        ActorKind::Organization | ActorKind::Body => {
            let members = model.members_of(id, None).actors;
            let signing = !members.is_empty() && members.iter().all(|it| model.actor(*it).signs);
            actor.prelude || actor.kind == ActorKind::Organization && !signing
        }
        ActorKind::Office => {
            let of = actor.controlled_by.as_ref().map(|it| model.members(it, None)).unwrap_or_default();
            matches!(of[..], [state] if model.actor(state).kind == ActorKind::State && is_third(model, state))
        }
        ActorKind::Forces => false,
    }
}
