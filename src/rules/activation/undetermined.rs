//! Nobody is named to find that a trigger is open.

use crate::analysis::Undetermined;
use crate::diagnostic::Severity;
use crate::model::RefTarget;
use crate::rules::prelude::*;
use crate::rules::wording::{attacked, attacker, called_all, promisers, untainted};

declare_rule! {
    /// ## What it checks
    /// A trigger says who finds that its event has come: a decision, a determination, a finding, or its own automatism. A
    /// request does not do: it says that somebody wants help, not that there was an attack.
    ///
    /// Where every duty upon the trigger binds each bearer for itself (`each of guarantors shall …`), each judges for
    /// itself, and the finding is a warning. An ambiguity that is declared (`deliberately ambiguous`) is none of this
    /// rule's business.
    ///
    /// ## Why it matters
    /// An attacker seldom says that it attacks. If the text names nobody who may contradict it, whoever would rather not
    /// act can hold that there was no attack, or not yet, or not this one. The victim gains nothing from a promise whose
    /// event nobody can find; a guarantor that wants to act has to act on its own reading against that of the others.
    ///
    /// ## Precedent
    /// The guarantee of Belgium of 1839 names no event and no one who finds that it has come. In 1870 Great Britain
    /// concluded two further treaties, with Prussia and with France, to say when it would act. Article 42(7) of the
    /// Treaty on European Union leaves it open as well who finds an armed aggression. The Treaty of Rio de Janeiro of
    /// 1947 has an organ that decides by two-thirds without the parties to the conflict, and lets each state act before.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party BEL "Kingdom of the Belgians"  is beneficiary
    /// party FRA "Kingdom of France"        is guarantor
    /// party GBR "United Kingdom"           is guarantor
    /// trigger violation { on armed-attack against BEL }  #~ undetermined: no actor is designated to
    /// obligation assist {
    ///     upon violation
    ///     guarantors shall assist BEL
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party BEL "Kingdom of the Belgians"  is beneficiary
    /// party FRA "Kingdom of France"        is guarantor
    /// party GBR "United Kingdom"           is guarantor
    /// assume { potential aggressor FRA against BEL }
    /// trigger violation {
    ///     on armed-attack against BEL
    ///     decided by majority of guarantors excluding the attacker within 72 hours otherwise proceed
    /// }
    /// obligation assist {
    ///     upon violation
    ///     guarantors shall assist BEL
    ///     by armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of London (1839), articles 1 and 2; treaties of Great Britain with Prussia and with France (1870)
    /// - Inter-American Treaty of Reciprocal Assistance (1947), articles 3, 17 and 18
    "activation/undetermined" {
        summary: "no actor is designated to determine whether a trigger has occurred",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

/// Whether nothing in the text depends on a trigger: no provision is upon it, and its name stands nowhere else.
fn is_idle(cx: &CheckContext<'_>, found: &Undetermined) -> bool {
    let model = cx.model;
    let trigger = model.provision(found.trigger);
    let named = || {
        model.uses.iter().any(|it| match it.target {
            RefTarget::Provision(id) => id == found.trigger,
            RefTarget::Unit(id) => Some(id) == trigger.unit,
            _ => false,
        })
    };
    found.upon.is_empty() && trigger.details.is_empty() && !named()
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for found in cx.facts.undetermined() {
        let model = cx.model;
        let trigger = model.provision(found.trigger);
        // On which nothing hangs is unused, and nobody has to find it.
        if trigger.ambiguity.is_some() || is_idle(cx, found) {
            continue;
        }
        let upon = || found.upon.iter().map(|id| model.provision(*id));
        let level = if found.per_bearer { Severity::Warning } else { Severity::Error };
        let mut sink = sink.weighing(level);
        let mut message = format!("no actor is designated to determine whether `{}` has occurred", trigger.name);
        if found.per_bearer {
            message.push_str("; each bearer judges for itself");
        }
        let finding = sink.report(trigger.name_span, message);
        finding.here("no `decided by`");
        if let Some(gate) = trigger.gates.iter().find(|it| matches!(it.kind, crate::model::GateKind::Request(_))) {
            finding.label(gate.span, "a request does not establish an attack");
        }
        for provision in upon().take(4) {
            finding.label(provision.name_span, "depends on it");
        }
        if !found.upon.is_empty() {
            let attacker = attacker(model);
            let dispute = format!("{attacker} denies that `{}` has occurred", trigger.name);
            let promises = called_all(upon().take(4));
            finding.counterexample(if found.per_bearer {
                format!("{dispute}: some bearers of {promises} agree and, on their own judgement, owe nothing")
            } else {
                format!("{dispute}: no vote or finding settles it, and those who would owe {promises} may agree")
            });
        }
        let (group, electorate) = (promisers(model), untainted(model));
        finding.help(format!("let each determine it for itself: `decided by each of {group}`"));
        finding.help(format!(
            "or let a vote determine it, with a fallback: `decided by majority of {electorate} within 72 hours otherwise proceed`"
        ));
        finding
            .help(format!("or let the victim's request suffice: `decided by request of {}`", attacked(model, trigger)));
        finding.help("if the event is self-evident, write `decided by automatic`");
    }
}
