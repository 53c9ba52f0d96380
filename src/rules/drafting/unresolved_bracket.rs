//! A text that is not agreed.

use crate::diagnostic::Severity;
use crate::model::{BracketText, TreatyStatus};
use crate::rules::brackets;
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// Square brackets hold what is not agreed. The finding lists the brackets of each article, with who proposes what.
    /// From the stage `initialled` on, when the text is frozen, every bracket is an error of its own. Interpretations of
    /// agreed words (`reads:`) are no brackets in this sense. `vattel brackets` shows what turns on each.
    ///
    /// ## Why it matters
    /// A veto may stand in the brackets of one side, and the remedy in those of the other. A bracket that survives initialling is a dispute with two signatures under it. The rule
    /// serves the negotiators of both sides and whoever mediates.
    ///
    /// ## Precedent
    /// In the draft of Istanbul of April 2022 the Russian text let the guarantors act on a decision of all of them; the
    /// Ukrainian text did not. The two stood side by side in one article.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// article 5 "Assistance" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         [ RUS: decided by unanimity of guarantors  #~ drafting/unresolved-bracket: one bracket is unresolved:
    ///         | UKR: decided by each of guarantors ]
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is guarantor
    /// article 5 "Assistance" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         decided by each of guarantors
    ///     }
    /// }
    /// ```
    ///
    /// ## References
    /// - Draft Treaty on Ukraine's neutrality and security guarantees (Istanbul, 15 April 2022), as published
    "drafting/unresolved-bracket" {
        summary: "a bracket is unresolved",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

/// So many brackets of an article are shown.
const SHOWN: usize = 8;

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    let frozen = cx.model.head.stage.is_some_and(|it| it >= TreatyStatus::Initialled);
    let open: Vec<&BracketText<'_>> = cx.visited.brackets.all.iter().filter(|it| !it.interpretation).collect();
    if frozen {
        for bracket in &open {
            let message =
                format!("the text is frozen, but a bracket is unresolved: {}", brackets::description(bracket));
            let mut sink = sink.weighing(Severity::Error);
            let finding = sink.report(brackets::first_line(cx, bracket), message);
            finding.label(cx.model.head.stage_span, "the text is frozen");
            finding.help.extend(brackets::cure(cx, bracket));
        }
        return;
    }
    for article in open.chunk_by(|one, next| one.place == next.place) {
        let first = article[0];
        let message = match article.len() {
            1 => format!("one bracket is unresolved: {}", brackets::description(first)),
            count => format!("{count} brackets are unresolved"),
        };
        let finding = sink.report(brackets::first_line(cx, first), message);
        if article.len() > 1 {
            finding.here(brackets::description(first));
        }
        for bracket in article.iter().skip(1).take(SHOWN) {
            finding.label(brackets::first_line(cx, bracket), brackets::description(bracket));
        }
        let cure = brackets::cure(cx, first);
        finding.help.extend(cure.map(|it| if article.len() > 1 { format!("for the first: {it}") } else { it }));
    }
}
