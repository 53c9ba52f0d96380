//! Brackets within brackets within brackets.

use crate::model::BracketText;
use crate::rules::brackets;
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// No bracket stands in more than two others. Each outermost bracket that holds deeper ones is one finding, which
    /// shows the deepest.
    ///
    /// ## Why it matters
    /// What stands in the fourth bracket is text only if three other quarrels end in its favor. Nobody at the table can
    /// say any more what a side has agreed to, and a translator cannot print it; a compromise is struck on words that
    /// fall with the bracket around them. The rule serves whoever mediates and everybody who has to report the state of
    /// the text to a capital.
    ///
    /// ## Precedent
    /// The rolling text of the test ban had grown to more than a thousand brackets by the spring of 1996. It was not
    /// closed bracket by bracket: in May the Chairman laid a text without them beside it.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation assist {
    ///     USA shall assist UKR
    ///     within [ RUS: 30 days | [ CHN: 14 days | [ FRA: 7 days | [ USA: 3 days | UKR: 1 day ] ] ] ]  #~ drafting/deeply-nested-bracket: brackets are nested 4 deep
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"                   is beneficiary
    /// party USA "United States of America"  is guarantor
    /// obligation assist {
    ///     USA shall assist UKR
    ///     within [ RUS: 30 days | CHN: 14 days | FRA: 7 days | USA: 3 days | UKR: 1 day ]
    /// }
    /// ```
    ///
    /// ## References
    /// - Conference on Disarmament, draft of the Chairman for a comprehensive nuclear-test-ban treaty, CD/NTB/WP.330 (1996)
    "drafting/deeply-nested-bracket" {
        summary: "brackets are nested more than three deep",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        across: check,
    }
}

/// So deep may brackets stand.
const DEEPEST: u32 = 3;

fn check(cx: &CrossReadingContext<'_>, sink: &mut Sink<'_>) {
    // A bracket stands before those within it, so that each outermost one opens a group of its own.
    for group in cx.visited.brackets.all.chunk_by(|_, next| next.depth > 1) {
        let outermost = &group[0];
        let deeper = |best: &'_ BracketText<'_>, it: &BracketText<'_>| it.depth > best.depth;
        let deepest = group.iter().fold(outermost, |best, it| if deeper(best, it) { it } else { best });
        if deepest.depth <= DEEPEST {
            continue;
        }
        let message = format!("brackets are nested {} deep here", deepest.depth);
        let finding = sink.report(brackets::first_line(cx, outermost), message);
        finding.label(brackets::first_line(cx, deepest), "the innermost bracket");
        finding.help("settle the outer question first, and strike its brackets");
        finding.help("or set out the whole alternatives side by side: `[ … | … | … ]`");
    }
}
