//! A sentence in prose carries a duty whose content has no measure.

use crate::analysis::prose::{regex, sentences, spoken};
use crate::rules::lexical::is_measured;
use crate::rules::prelude::*;
use crate::syntax::ast::UnitKind;
use regex::Regex;
use std::sync::LazyLock;

declare_rule! {
    /// ## What it checks
    /// A sentence of prose with *shall*, *will*, *must* or *undertake* holds none of the words that leave its content
    /// to whoever owes it ("appropriate measures", "promptly", "endeavour", "best efforts", "where possible", "as soon
    /// as possible", "feasible", "significant", "reasonable"), unless a number in the sentence measures it. The
    /// preamble, quotations and titles are not read.
    ///
    /// ## Why it matters
    /// A duty to take appropriate measures is performed by any measure. Whoever relies on it can never show a breach.
    /// The rule serves whoever relies on it.
    ///
    /// ## Precedent
    /// By Article 5 of the North Atlantic Treaty each Party takes such action as it deems necessary. By Article VI of
    /// the Non-Proliferation Treaty each Party undertakes to pursue negotiations "at an early date"; the International
    /// Court of Justice was asked in 1996 what that obliges to.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Assistance" {
    ///     text """
    ///         The Guarantor States shall take appropriate measures.
    ///         """  #~^ prose/unmeasured-duty: `appropriate measures` gives the duty no measure
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Assistance" {
    ///     text """
    ///         The Guarantor States shall close the airspace within 24 hours.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - North Atlantic Treaty (1949), article 5
    /// - Treaty on the Non-Proliferation of Nuclear Weapons (1968), article VI
    "prose/unmeasured-duty" {
        summary: "a duty in prose is measured by words alone",
        level: Advice,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Adversary],
        check: check,
    }
}

static DUTY: LazyLock<Regex> = LazyLock::new(|| regex(r"(?i)\b(?:shall|will|must|undertakes?)\b"));

static SOFT: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?ix)\b(?:appropriate\s+(?:measures|steps|action|means|assistance)|(?:all\s+)?necessary\s+steps|promptly|endeavou?rs?|best\s+efforts|
        where(?:ver)?\s+(?:possible|appropriate|feasible)|as\s+(?:far|soon)\s+as\s+(?:possible|practicable)|as\s+appropriate|to\s+the\s+extent\s+possible|
        feasible|in\s+good\s+time|in\s+due\s+course|significant(?:ly)?|substantial(?:ly)?|reasonable|adequate|sufficient)\b",
    )
});

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for block in spoken(cx.model) {
        if block.prose.unit.is_some_and(|it| cx.model.unit(it).kind == UnitKind::Preamble) {
            continue;
        }
        for (start, sentence) in sentences(&block.text) {
            if !DUTY.is_match(sentence) || is_measured(sentence) {
                continue;
            }
            if let Some(soft) = SOFT.find(sentence) {
                let place = block.place(start + soft.start(), start + soft.end());
                let message = format!("`{}` gives the duty no measure", cx.model.quoted(place));
                let finding = sink.report(place, message);
                finding
                    .counterexample("any act, or none, is held to perform the duty, and nobody can show the contrary");
                finding.help("say who acts, by what means, and within what time");
            }
        }
    }
}
