//! A duty in the passive leaves out who has to do the thing.

use crate::analysis::strength::{OperativeForce, force};
use crate::rules::prelude::*;
use crate::rules::wording::{called, promisers};

declare_rule! {
    /// ## What it checks
    /// A duty in the passive (`"all sanctions" will be reinstated`) names who has to do the thing. A ban in the passive
    /// binds everybody and is left alone.
    ///
    /// ## Why it matters
    /// What "will be done" is done by nobody in particular: each of the parties can hold that another was meant. On the
    /// day of the breach there is nobody who has failed.
    ///
    /// ## Precedent
    /// The plan of November 2025 says of sanctions that they will be reinstated if Ukraine is invaded again, and not by
    /// whom.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party USA "United States of America"  is guarantor
    /// party UKR "Ukraine"                   is beneficiary
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation sanctions-return {
    ///     upon attack
    ///     "all sanctions" will be reinstated  #~ drafting/agentless-passive: `sanctions-return` designates nobody to reinstate
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party USA "United States of America"  is guarantor
    /// party UKR "Ukraine"                   is beneficiary
    /// trigger attack {
    ///     on armed-attack against UKR
    ///     decided by each of guarantors
    /// }
    /// obligation sanctions-return {
    ///     upon attack
    ///     each of guarantors shall reinstate "all sanctions"
    ///     within 72 hours
    /// }
    /// ```
    ///
    /// ## References
    /// - Vienna Convention on the Law of Treaties (1969), article 26: what is in force binds the parties, each of which must be named
    "drafting/agentless-passive" {
        summary: "a duty in the passive leaves out who has to do the thing",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for provision in cx.model.own_provisions() {
        for sentence in provision.sentences.iter().filter(|it| it.passive && it.bearer.is_none()) {
            let Some(words) = sentence.bearer_words else { continue };
            let (owed, negative) = sentence.modal.map_or((OperativeForce::Nothing, true), force);
            if negative || !matches!(owed, OperativeForce::Duty | OperativeForce::Effort) || words.is_empty() {
                continue;
            }
            let named = called(provision);
            let verb = sentence.verb;
            let known = crate::model::vocabulary::verb(verb).map(|it| it.word);
            let message = match known {
                Some(act) => format!("{named} designates nobody to {act} `{words}`"),
                None => format!("{named} does not say by whom `{words}` is to be {verb}"),
            };
            let finding = sink.report(sentence.span, message);
            finding.label(sentence.modal_span, "by whom?");
            finding.counterexample(format!(
                "nothing is done: each of the parties holds that another was meant, and none has broken {named}"
            ));
            let act = known.unwrap_or(verb);
            finding
                .help(format!("designate the party that is to act: `each of {} shall {act} \"{words}\"`", groups(cx)));
        }
    }
}

/// Who can be named: `guarantors`, `parties`.
fn groups(cx: &CheckContext<'_>) -> &'static str {
    match promisers(cx.model) {
        "the others" => "parties",
        other => other,
    }
}
