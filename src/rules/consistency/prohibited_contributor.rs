//! Somebody sends, leads or commands a force, and is forbidden to take part in it.

use crate::analysis::strength::{OperativeForce, force};
use crate::model::vocabulary::verb;
use crate::model::{ActorSet, DetailKind, Object, Provision, Sentence};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Nobody who sends, leads or commands a deployment, verifies or supplies is forbidden by another clause to take
    /// part in just that: to join it, to contribute to it, to lead it. Bans on the forces of somebody on a soil,
    /// whatever the deployment, are the concern of `consistency/ban-vs-deployment`. A ban with an exception is left
    /// alone.
    ///
    /// ## Why it matters
    /// The contributor relies on the clause that names it, the other side on the one that shuts it out. The force is
    /// short of what was counted on, or its presence is the first breach.
    ///
    /// ## Precedent
    /// In August 2025 American troops on the ground were ruled out, and an American part in a European force was asked
    /// for.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary, host
    /// party FRA "French Republic"           is guarantor
    /// party USA "United States of America"  is guarantor
    /// deployment force {
    ///     by FRA, USA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    /// }
    /// prohibition no-americans { USA shall not join force }  #~ consistency/prohibited-contributor: `no-americans` excludes `USA`
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary, host
    /// party FRA "French Republic"           is guarantor
    /// party USA "United States of America"  is guarantor
    /// deployment force {
    ///     by FRA
    ///     in UKR
    ///     timing standing
    ///     roles only training
    /// }
    /// prohibition no-americans { USA shall not join force }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 31: terms are read in their context
    "consistency/prohibited-contributor" {
        summary: "somebody sends or leads a force in which it must not take part",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Guarantor, Adversary, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    for ban in model.own_provisions().filter(|it| it.kind.is_norm() && it.gates.is_empty() && it.upon.is_empty()) {
        for sentence in ban.sentences.iter().filter(|it| shuts_out(it)) {
            let Some(bearer) = sentence.bearer.as_ref().filter(|it| !model.depends_on_case(it)) else { continue };
            let barred = model.members(bearer, None);
            for object in &sentence.objects {
                let Object::Provision(id, _) = object else { continue };
                let regime = model.provision(*id);
                let mut who = taking_part(cx, regime);
                who.retain(|it| barred.binary_search(it).is_ok());
                if who.is_empty() {
                    continue;
                }
                let (named, other) = (called(ban), called(regime));
                let its = if who.len() > 1 { "their" } else { "its" };
                let message = format!(
                    "{named} excludes {} from {other}, which provides for {its} participation",
                    quoted(cx, &who)
                );
                let finding = sink.report(sentence.span, message);
                finding.label(regime.name_span, format!("{} by {}", verb_of(regime), model.names(&who)));
                let list = model.names(&who);
                finding.counterexample(format!(
                    "{list} take{s} part as {other} says: the other side holds that {named} is broken",
                    s = if who.len() > 1 { "" } else { "s" }
                ));
                finding.help(format!("leave {list} out of {other}, or strike {named}"));
                finding.help(format!(
                    "or name the part that is left: `{} shall not command {}`",
                    list,
                    regime.name_or_kind()
                ));
            }
        }
    }
}

/// Whether a sentence forbids somebody to take part in something.
fn shuts_out(sentence: &Sentence<'_>) -> bool {
    let part = matches!(
        verb(sentence.verb).map_or(sentence.verb, |it| it.word),
        "join"
            | "participate"
            | "contribute"
            | "send"
            | "deploy"
            | "station"
            | "staff"
            | "enter"
            | "provide"
            | "supply"
    );
    part && sentence.modal.is_some_and(|it| force(it) == (OperativeForce::Duty, true)) && sentence.except.is_empty()
}

/// Everybody who sends, leads, commands or provides by the words of a regime.
fn taking_part(cx: &CheckContext<'_>, regime: &Provision<'_>) -> ActorSet {
    let sets = regime.details.iter().filter_map(|it| match &it.kind {
        DetailKind::By(actors) | DetailKind::Lead(actors) | DetailKind::Command(Some(actors), _) => Some(actors),
        _ => None,
    });
    let mut found: ActorSet = sets.flat_map(|it| cx.model.members(it, None)).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn verb_of(regime: &Provision<'_>) -> &'static str {
    match regime.kind {
        ProvisionKind::Deployment => "sent or led",
        ProvisionKind::Verification => "carried out",
        _ => "provided",
    }
}
