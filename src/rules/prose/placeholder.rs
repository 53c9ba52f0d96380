//! A place in the prose is still to be filled in.

use crate::analysis::prose::{regex, spoken};
use crate::diagnostic::Severity;
use crate::model::TreatyStatus;
use crate::rules::prelude::*;
use regex::Regex;
use std::ops::Range;
use std::sync::LazyLock;

declare_rule! {
    /// ## What it checks
    /// Prose holds no sign for words that are missing: `[…]`, `[X]`, `[date]`, `____`, `TBD`, `XXX`. At the stage
    /// `initialled`, when the text is frozen and not yet signed, each is an error. Square brackets around words that
    /// are proposed are no such sign, nor are `[sic]`, `[Deleted]` and the number of a note.
    ///
    /// ## Why it matters
    /// What is filled in after the text is agreed is filled in by the side that holds the pen. The rule serves whoever
    /// does not.
    ///
    /// ## Precedent
    /// The Korean Armistice of 1953 left the settlement itself to a conference that was to be held within three months;
    /// it was held in 1954 and filled nothing in.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Ceiling" {
    ///     text """
    ///         The armed forces shall not exceed [X] personnel.
    ///         """  #~^ prose/placeholder: `[X]` is still to be filled in
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Ceiling" {
    ///     text """
    ///         The armed forces shall not exceed 85,000 personnel.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Korean Armistice Agreement (1953), paragraph 60
    "prose/placeholder" {
        summary: "a place in the prose is still to be filled in",
        level: Advice,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

static SIGNS: LazyLock<Regex> = LazyLock::new(|| {
    regex(
        r"(?x)\[\s*(?:…|\.{2,}|●|•|[Xx]{1,3}|[Yy]|[Nn]|\?+|TBD|TBC|tbd|tbc|_+|(?i:date|name|place|number|amount|title|day|month|year|insert[^\]]{0,40}|to\ be\ (?:agreed|determined|confirmed|inserted)[^\]]{0,40}))\s*\]
        |_{3,}|\b(?:TBD|TBC|XXX)\b|…{3,}|\.{6,}",
    )
});

/// Whether a place is one to sign at: a line by itself, or behind "For Ukraine:".
fn is_for_signature(text: &str, place: Range<usize>) -> bool {
    let before = text[..place.start].rsplit('\n').next().unwrap_or_default().trim();
    let behind = text[place.end..].split('\n').next().unwrap_or_default().trim();
    let signs = before.is_empty() || before.ends_with(':') && before.to_lowercase().starts_with("for ");
    text[place].starts_with('_') && signs && behind.is_empty()
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let frozen = cx.model.head.stage == Some(TreatyStatus::Initialled);
    let severity = if frozen { Severity::Error } else { Severity::Advice };
    for block in spoken(cx.model) {
        for sign in SIGNS.find_iter(&block.text).filter(|it| !is_for_signature(&block.text, it.range())) {
            let place = block.place(sign.start(), sign.end());
            let mut sink = sink.weighing(severity);
            let finding = sink.report(place, format!("`{}` is still to be filled in", place.of(cx.model.text)));
            if frozen {
                finding.label(cx.model.head.stage_span, "the text is frozen");
            }
        }
    }
}
