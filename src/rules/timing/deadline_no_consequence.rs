//! A day is set, and nothing follows when it passes.

use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{called, untainted};

declare_rule! {
    /// ## What it checks
    /// What an assumed aggressor owes by a day has a consequence when the day passes: `otherwise` behind the clock, `breach
    /// leads to`, a trigger or sanction on the breach, something that waits for the performance, or a court or arbitrator.
    ///
    /// ## Why it matters
    /// A deadline without a consequence is a wish with a date. Whoever lets it pass learns that it can, and the next one
    /// is worth less. The rule serves the beneficiary and the mediator who wrote the date.
    ///
    /// ## Precedent
    /// The measures of Minsk (2015) were to be carried out by the end of that year. The day passed, and the text said
    /// nothing of what came then.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation leave {
    ///     RUS shall withdraw forces
    ///     within 30 days after signature  #~ deadline-no-consequence: nothing follows if `RUS` lets the day of `leave` pass
    ///     from territory of UKR
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// assume { potential aggressor RUS against UKR }
    /// obligation leave {
    ///     RUS shall withdraw forces
    ///     within 30 days after signature
    ///     from territory of UKR
    ///     breach leads to measures
    /// }
    /// sanctions measures {
    ///     by members of EU
    ///     against RUS
    ///     package oil, gas
    /// }
    /// ```
    ///
    /// ## References
    /// - Package of Measures for the Implementation of the Minsk Agreements (2015), point 9
    "timing/deadline-no-consequence" {
        summary: "a day is set, and nothing follows when it passes",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let adverse = cx.model.threat.adverse();
    for found in cx.facts.unanswered() {
        let Some(clock) = found.deadline else { continue };
        let duty = cx.model.provision(found.duty);
        let mut bound = crate::analysis::consequence::bound(cx.facts, duty);
        bound.retain(|it| adverse.contains(it));
        let (who, called) = (quoted(cx, &bound), called(duty));
        let lets = if bound.len() == 1 { "lets" } else { "let" };
        let finding = sink.report(clock, format!("nothing follows if {who} {lets} the day of {called} pass"));
        finding.label(duty.name_span, "owed by this day");
        finding.counterexample(format!(
            "the day passes and {called} is not performed: everything else in the text goes on as before"
        ));
        finding
            .help("say what follows: `breach leads to …`, or let what the other side gives wait for the performance");
        finding.help(format!(
            "or let the breach open something: `trigger not-performed {{ on breach of … decided by majority of {} }}`",
            untainted(cx.model)
        ));
    }
}
