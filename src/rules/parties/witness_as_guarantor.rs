//! A witness is said to help, and guarantees nothing.

use crate::analysis::strength::{Demand, OperativeForce, weigh};
use crate::model::vocabulary::{VerbClass, verb};
use crate::model::{ActorId, ActorSet};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::RoleGroup;

declare_rule! {
    /// ## What it checks
    /// Whoever is a `witness` or `mediator`, and no guarantor, is not said to guarantee, support, defend or assist: in
    /// no duty, effort or expectation. Letters of a witness are left alone: they bind whose they are.
    ///
    /// ## Why it matters
    /// The protected State reads a guarantee, the witness a courtesy. It will be asked for more than it meant to give,
    /// and will give less than was counted on.
    ///
    /// ## Precedent
    /// The declaration of February 2015 on the Minsk measures says that France and Germany support them. They had put
    /// their names to the document, and owed nothing.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is witness
    /// assurance support { FRA shall support UKR }  #~ parties/witness-as-guarantor: `support` provides for help by `FRA`, a witness
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary
    /// party FRA "French Republic"  is witness
    /// permission not-bound { FRA need not assist UKR }
    /// ```
    ///
    /// ## References
    /// - Declaration in support of the Package of Measures, Minsk (12 February 2015)
    "parties/witness-as-guarantor" {
        summary: "a witness is said to help, and guarantees nothing",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let model = cx.model;
    let looks_on = |id: &ActorId| {
        let roles = model.actor(*id).roles;
        let gives = [RoleGroup::Guarantors, RoleGroup::Backstops, RoleGroup::Beneficiaries]
            .iter()
            .any(|it| roles.contains(*it));
        (roles.contains(RoleGroup::Witnesses) || roles.contains(RoleGroup::Mediators)) && !gives
    };
    for provision in model.own_provisions().filter(|it| it.kind.is_norm() && !model.in_letter(it.unit)) {
        for sentence in &provision.sentences {
            let Some(bearer) = sentence.bearer.as_ref().filter(|it| !model.depends_on_case(it)) else { continue };
            let aids = verb(sentence.verb).is_some_and(|it| it.class == VerbClass::Aid);
            let helps = weigh(model, provision, sentence).is_some_and(|it| {
                let meant = !matches!(it.force, OperativeForce::Right | OperativeForce::Nothing);
                it.asked == Demand::Act && meant
            });
            let who: ActorSet = model.members(bearer, None).into_iter().filter(looks_on).collect();
            if !aids || !helps || who.is_empty() {
                continue;
            }
            let several = who.len() > 1;
            let named = called(provision);
            let role = match (several, model.actor(who[0]).roles.contains(RoleGroup::Witnesses)) {
                (true, _) => "witnesses or mediators and no guarantors",
                (false, true) => "a witness and no guarantor",
                (false, false) => "a mediator and no guarantor",
            };
            let message = format!("{named} provides for help by {}, {role}", quoted(cx, &who));
            let finding = sink.report(sentence.span, message);
            for id in who.iter().take(3).filter(|it| model.actor(**it).file == model.file) {
                finding.label(model.actor(*id).span, "its role");
            }
            let list = model.names(&who);
            let first = model.name(who[0]);
            finding.counterexample(format!(
                "the event has come: whoever is protected asks {list} for help, and hears that a witness owes none"
            ));
            finding.help(format!("if it is to help, say so: `party {first} \"{}\" is guarantor`", model.title(who[0])));
            finding.help(format!(
                "if it is not, say that: `permission not-bound {{ {first} need not {} … }}`",
                sentence.verb
            ));
        }
    }
}
