//! A number in words and the same number in figures differ.

use crate::analysis::prose::{number, spoken};
use crate::diagnostic::grouped;
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// In prose, a number in words with figures in parentheses behind it, `thirty (45) days`, has one value. Quotations
    /// are not read.
    ///
    /// ## Why it matters
    /// The words and the figures are both authentic. Each side applies the number that suits it, and a court has no
    /// rule in the text by which to choose. Doubled numbers drift apart when one of them is amended. The rule serves
    /// every party.
    ///
    /// ## Precedent
    /// The Korean Armistice of 1953 writes numbers twice throughout, `two (2) kilometers`, `seventy-two (72) hours`,
    /// and keeps them equal.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Withdrawal" {
    ///     text """
    ///         The forces withdraw within thirty (45) days.
    ///         """  #~^ prose/words-and-figures: `thirty (45)` gives two numbers, 30 and 45
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Withdrawal" {
    ///     text """
    ///         The forces withdraw within thirty (30) days.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Korean Armistice Agreement (1953), paragraphs 1 and 13
    "prose/words-and-figures" {
        summary: "a number in words differs from the one in figures behind it",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Adversary],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for block in spoken(cx.model) {
        for (number, figures) in number::written_twice(&block.text) {
            if number.value == figures {
                continue;
            }
            let place = block.place(number.from, number.to);
            let words = cx.model.quoted(place);
            let finding = sink.report(
                place,
                format!(
                    "`{words}` gives two numbers, {} and {}",
                    grouped(number.value.into()),
                    grouped(figures.into())
                ),
            );
            finding.help("write the number once, in words or in figures");
        }
    }
}
