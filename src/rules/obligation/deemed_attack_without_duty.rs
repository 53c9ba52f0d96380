//! An attack on one counts as an attack on all, and nobody owes anything for it.

use crate::analysis::Strength;
use crate::model::DetailKind;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, is_mutual, promisers, protected};
use crate::syntax::ast::ProvisionKind;

declare_rule! {
    /// ## What it checks
    /// Where a trigger says whom an attack counts as an attack on (`deemed attack on …`), a duty depends on it: of help, or
    /// at least of talks. A right or an expectation is none.
    ///
    /// ## Why it matters
    /// To call an attack an attack on all gives all a right of collective self-defence; it does not oblige anybody to use
    /// it. Read without a duty, the famous words are a characterisation. They let the protected State believe, and they
    /// may carry the others into a conflict in law without any plan for it in fact.
    ///
    /// ## Precedent
    /// The published words of the Saudi–Pakistani agreement of September 2025 count an aggression against one as an
    /// aggression against both and stop there. The North Atlantic Treaty and the Treaty of Rio de Janeiro go on: each
    /// party will assist, each undertakes to help.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party SAU "Kingdom of Saudi Arabia"       is guarantor, beneficiary
    /// party PAK "Islamic Republic of Pakistan"  is guarantor, beneficiary
    /// trigger aggression {
    ///     on armed-attack against any of parties
    ///     deemed attack on all of parties  #~ deemed-attack-without-duty: an attack on one is deemed an
    ///     decided by each of the others
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party SAU "Kingdom of Saudi Arabia"       is guarantor, beneficiary
    /// party PAK "Islamic Republic of Pakistan"  is guarantor, beneficiary
    /// trigger aggression {
    ///     on armed-attack against any of parties
    ///     deemed attack on all of parties
    ///     decided by each of the others
    /// }
    /// obligation assist {
    ///     upon aggression
    ///     each of the others shall assist the victim
    ///     by air-defence, armed-force
    /// }
    /// ```
    ///
    /// ## References
    /// - Joint statement of Saudi Arabia and Pakistan (17 September 2025)
    /// - North Atlantic Treaty (1949), article 5; Inter-American Treaty of Reciprocal Assistance (1947), article 3
    "obligation/deemed-attack-without-duty" {
        summary: "an attack on one is deemed an attack on all, but no obligation follows",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for trigger in cx.model.own_provisions().filter(|it| it.kind == ProvisionKind::Trigger) {
        let deemed = trigger.details.iter().find(|it| matches!(it.kind, DetailKind::DeemedAttackOn(_)));
        let Some(detail) = deemed else { continue };
        let answers = cx.facts.answers();
        if answers.duty(trigger.id) > Some(Strength::Expectation) {
            continue;
        }
        let DetailKind::DeemedAttackOn(on) = &detail.kind else { continue };
        let model = cx.model;
        let on = model.quoted(on.span).replacen("all of ", "all ", 1);
        let message = format!("an attack on one is deemed an attack on {on}, but no obligation follows");
        let finding = sink.report(detail.span, message);
        finding.here("a characterisation, not an obligation");
        for id in answers.to(trigger.id).iter().take(3) {
            let provision = model.provision(*id);
            let strength = cx.facts.strength(*id).asks().map_or("no duty to help", Strength::title);
            finding.label(provision.name_span, format!("depends on it: {strength}"));
        }
        let (attacker, group) = (attacker(model), promisers(model));
        let victim = if is_mutual(model) { "the victim" } else { protected(model) };
        finding.counterexample(format!("{attacker} attacks: all are attacked in law, but each may do nothing"));
        let name = trigger.name;
        let bearers = if group == "parties" { "the others" } else { group };
        finding.help(format!(
            "add the obligation: `obligation assist {{ upon {name} each of {bearers} shall assist {victim} by air-defence, \
             armed-force }}`"
        ));
        finding.help(format!(
            "or a lesser one: `obligation meet {{ upon {name} parties shall consult within 24 hours }}`, described as such"
        ));
        finding.help(format!("if only the right is meant, omit `{}`", model.quoted(detail.span)));
    }
}
