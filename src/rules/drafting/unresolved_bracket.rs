//! A text that is not agreed.

mod open;

use crate::diagnostic::Severity;
use crate::model::{Stage, UnitId};
use crate::rules::prelude::*;
use open::Open;

declare_rule! {
    /// ## What it checks
    /// Square brackets hold what is not agreed. The finding lists the brackets of each article, with who proposes what
    /// and which text this check has read: proposals to insert are left out, of rival texts the first is read. From the
    /// stage `initialled` on, when the text is frozen, every bracket is an error of its own. Interpretations of agreed
    /// words (`reads:`) are no brackets in this sense.
    ///
    /// ## Why it matters
    /// Everything else that a check says holds for one text. A veto may stand in the brackets of one side, and the cure
    /// in those of the other. A bracket that survives initialling is a dispute with two signatures under it. The rule
    /// serves the negotiators of both sides and whoever mediates.
    ///
    /// ## Precedent
    /// In the draft of Istanbul of April 2022 the Russian text let the guarantors act on a decision of all of them; the
    /// Ukrainian text did not. The two stood side by side in one article.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// party RUS "Russian Federation" is guarantor
    /// article 5 "Assistance" {
    ///     trigger attack {
    ///         on armed-attack against UKR
    ///         [ RUS: decided by unanimity of guarantors  #~ drafting/unresolved-bracket: one bracket is open
    ///         | UKR: decided by each of guarantors ]
    ///     }
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// party RUS "Russian Federation" is guarantor
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
        summary: "a text is not agreed",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

/// So many brackets of an article are shown.
const SHOWN: usize = 8;

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    if cx.model.brackets.is_empty() {
        return;
    }
    let frozen = cx.model.head.stage.is_some_and(|it| it >= Stage::Initialled);
    let mut open: Vec<(Option<UnitId>, Open<'_>)> = Vec::new();
    for bracket in &cx.model.brackets {
        if !bracket.interpretation {
            open.push((bracket.unit, Open { bracket }));
        }
    }
    if frozen {
        for (_, bracket) in &open {
            let message = format!("the text is frozen, and a bracket is open: {}", bracket.says());
            let mut sink = sink.weighing(Severity::Error);
            let finding = sink.report(bracket.span(cx), message);
            finding.label(cx.model.head.stage_span, "frozen from here on");
            finding.help.extend(bracket.cure(cx));
        }
        return;
    }
    for article in open.chunk_by(|one, next| one.0 == next.0) {
        let first = &article[0].1;
        let message = match article.len() {
            1 => format!("one bracket is open: {}", first.says()),
            count => format!("{count} brackets are open: of each, this check reads one text"),
        };
        let finding = sink.report(first.span(cx), message);
        if article.len() > 1 {
            finding.here(first.says());
        }
        for (_, bracket) in article.iter().skip(1).take(SHOWN) {
            finding.label(bracket.span(cx), bracket.says());
        }
        finding.help.extend(first.cure(cx));
    }
}
