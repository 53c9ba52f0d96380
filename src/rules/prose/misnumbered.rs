//! Numbers of points, paragraphs or articles are skipped or stand twice.

use crate::analysis::prose::mark::{self, MarkFault};
use crate::analysis::prose::{reference, spoken};
use crate::model::Unit;
use crate::rules::prelude::*;
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// Within a block of prose, the points at the beginning of lines are counted without a gap, and no number stands
    /// twice. Where a text holds articles in prose alone, their numbers and those of their paragraphs have no gap
    /// either. A number that is kept for a deleted point, `(b) [Deleted]`, is no gap, nor is `5 bis` between 5 and 6.
    ///
    /// ## Why it matters
    /// A skipped number looks like a provision that was lost; a double one makes every reference to it ambiguous. Both
    /// invite the argument that another text was agreed. The rule serves whoever has to cite the text.
    ///
    /// ## Precedent
    /// When the Treaty of Amsterdam removed lapsed provisions in 1997 and renumbered what was left, it annexed tables
    /// of the old and the new numbers, so that no reference was lost.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Means" {
    ///     text """
    ///         Help is given by:
    ///         (a) weapons;
    ///         (b) intelligence;
    ///         (d) the closure of airspace.
    ///         """  #~^ prose/misnumbered: `(d)` follows `(b)`
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Means" {
    ///     text """
    ///         Help is given by:
    ///         (a) weapons;
    ///         (b) intelligence;
    ///         (c) the closure of airspace.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Amsterdam (1997), article 12 and annex
    "prose/misnumbered" {
        summary: "a number of points, paragraphs or articles is skipped or stands twice",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for block in spoken(cx.model) {
        for fault in mark::faults(&block.text) {
            match fault {
                MarkFault::Gap(before, it) => {
                    let message = format!("`{}` follows `{}`", it.text, before.text);
                    let finding = sink.report(block.place(it.from, it.to), message);
                    finding.label(block.place(before.from, before.to), "the number before it");
                    finding.help("number the points without a gap, or keep the number: `[Deleted]`");
                }
                MarkFault::Twice(before, it) => {
                    let message = format!("`{}` stands twice in one list", it.text);
                    let finding = sink.report(block.place(it.from, it.to), message);
                    finding.label(block.place(before.from, before.to), "the first");
                    finding.help("number each point once");
                }
            }
        }
    }
    // A draft of clauses may hold some articles of a text alone.
    if !reference::in_prose_alone(cx.model) {
        return;
    }
    let own: Vec<&Unit<'_>> = cx.model.units.iter().filter(|it| it.file == cx.model.file).collect();
    for (at, unit) in own.iter().enumerate() {
        let before = own[..at].iter().rev().find(|it| it.kind == unit.kind && siblings(it, unit));
        let numbers = before.and_then(|it| reference::counts(it.number)).zip(reference::counts(unit.number));
        // Two alternatives of a bracket may have one number, and what a bracket between them proposes another.
        if let (Some(before), Some((last, next))) = (before, numbers)
            && next > last + 1
            && !proposed_between(cx, before, unit)
        {
            let kind = unit.kind.as_str();
            let finding = sink.report(unit.head, format!("{kind} {} follows {kind} {}", unit.number, before.number));
            finding.label(before.head, "the number before it");
            finding.help("number them without a gap, or keep the number with the words `[Deleted]`");
        }
    }
}

/// Whether a bracket stands between two parts: what it proposes to insert may have the number.
fn proposed_between(cx: &CheckContext<'_>, before: &Unit<'_>, unit: &Unit<'_>) -> bool {
    let between = |it: Span| before.span.end <= it.start && it.end <= unit.head.start;
    cx.model.brackets.all.iter().any(|it| between(it.span))
}

/// Whether two parts are counted together: paragraphs of one article; articles through all chapters.
fn siblings(one: &Unit<'_>, other: &Unit<'_>) -> bool {
    one.parent == other.parent
}
