//! The text disposes of what belongs to a protected State that does not sign it.

use crate::analysis::strength::{Binding, OperativeForce, binds, force};
use crate::model::{ActorId, ActorKind, ActorSet, DetailKind, Form, Object, Provision};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::source::Span;
use crate::syntax::ast::{ProvisionKind, RoleGroup};
use rustc_hash::FxHashMap;

declare_rule! {
    /// ## What it checks
    /// A beneficiary on which the text lays duties, limits or a status, or of whose territory it disposes, signs it. A
    /// treaty may promise a third State help without asking it; it can take nothing from it. Resolutions and texts that
    /// nobody signs are left alone.
    ///
    /// ## Why it matters
    /// A State that was not asked is not bound, and will say so as soon as it can. Those who signed have promised each
    /// other what was not theirs, and the adversary has a paper to show.
    ///
    /// ## Precedent
    /// At Munich in September 1938 four Powers settled what Czechoslovakia had to evacuate, and by when. It was told.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party DEU "German Reich"
    /// party FRA "French Republic"  is guarantor
    /// state CSK "Czechoslovakia" is beneficiary  #~ parties/beneficiary-not-party: `evacuation` binds `CSK`, a beneficiary that does not sign
    /// obligation evacuation {
    ///     CSK shall evacuate "the Sudeten districts"
    ///     within 10 days
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party DEU "German Reich"
    /// party FRA "French Republic"  is guarantor
    /// party CSK "Czechoslovakia"   is beneficiary
    /// obligation evacuation {
    ///     CSK shall evacuate "the Sudeten districts"
    ///     within 10 days
    /// }
    /// ```
    ///
    /// ## References
    /// - Agreement of Munich (29 September 1938); Vienna Convention on the Law of Treaties (1969), articles 35 and 36
    "parties/beneficiary-not-party" {
        summary: "the text binds a protected State that does not sign it",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    if model.head.form == Form::Resolution || !model.actors.iter().any(|it| it.signs) {
        return;
    }
    let unsigned = |it: &ActorId| {
        let actor = model.actor(*it);
        !actor.signs && actor.kind == ActorKind::State && actor.file == model.file
    };
    let absent: ActorSet = model.bearers_of(RoleGroup::Beneficiaries).into_iter().filter(unsigned).collect();
    if absent.is_empty() {
        return;
    }
    let mut all: FxHashMap<ActorId, Vec<(&Provision<'_>, Span, &'static str)>> = FxHashMap::default();
    for provision in model.own_provisions() {
        burdens(cx, provision, &mut |id, span, what| {
            let burdens = all.entry(id).or_default();
            if absent.binary_search(&id).is_ok() && burdens.last().is_none_or(|it| it.0.id != provision.id) {
                burdens.push((provision, span, what));
            }
        });
    }
    for id in absent {
        let actor = model.actor(id);
        let Some(burdens) = all.get(&id) else { continue };
        let Some((provision, _, what)) = burdens.first() else { continue };
        let message =
            format!("{} {what} `{}`, a beneficiary that does not sign the text", called(provision), actor.name);
        let finding = sink.report(actor.span, message);
        for (_, span, _) in burdens.iter().take(3) {
            finding.label(*span, "laid on it");
        }
        finding.counterexample(format!(
            "{} holds that it was not asked: nobody can hold it to {}, and those who signed accuse each other",
            actor.name,
            called(provision)
        ));
        finding.help(format!("let it sign: `party {} \"{}\" is beneficiary`", actor.name, model.title(id)));
        finding.help(format!("or make what is laid on it hang on its word: `subject to consent of {}`", actor.name));
    }
}

/// What a provision lays on whom.
fn burdens(cx: &CheckContext<'_>, provision: &Provision<'_>, found: &mut dyn FnMut(ActorId, Span, &'static str)) {
    let model = cx.model;
    if model.in_letter(provision.unit) || binds(model, provision) == Binding::No {
        return;
    }
    for detail in &provision.details {
        if let DetailKind::OnActors(actors) = &detail.kind {
            let what = if provision.kind == ProvisionKind::Status { "gives a status to" } else { "sets a limit to" };
            model.members(actors, None).into_iter().for_each(|it| found(it, detail.span, what));
        }
    }
    for sentence in &provision.sentences {
        let owed =
            sentence.modal.is_some_and(|it| matches!(force(it).0, OperativeForce::Duty | OperativeForce::Effort));
        let Some(bearer) = sentence.bearer.as_ref().filter(|it| owed && !model.depends_on_case(it)) else { continue };
        model.members(bearer, None).into_iter().for_each(|it| found(it, sentence.span, "binds"));
        if !matches!(sentence.verb, "cede" | "transfer" | "annex" | "surrender" | "hand-over") {
            continue;
        }
        for object in &sentence.objects {
            if let Object::Place(place, _) = object {
                let owners = &cx.facts.forces().soil(*place).actors;
                for owner in owners {
                    found(*owner, sentence.span, "disposes of territory of");
                }
            }
        }
    }
}
