//! Two articles side by side have the same title.

use crate::model::{Unit, UnitId};
use crate::rules::prelude::*;
use crate::rules::wording::part_called;
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

declare_rule! {
    /// ## What it checks
    /// No two articles, annexes or other parts that stand in the same part have the same title, whatever the capitals.
    /// Alternatives of one bracket may share a title.
    ///
    /// ## Why it matters
    /// Whoever cites an article by its title cites two. In a text that has been put together from several proposals,
    /// the second is mostly a rest of an older one. The rule serves whoever has to apply the text.
    ///
    /// ## Precedent
    /// The Charter of the United Nations uses the heading "Functions and Powers" in several chapters, but never twice
    /// in one, so that the chapter tells them apart.
    ///
    /// ## Example
    /// ```treaty,bad
    /// article 1 "Assistance" {
    ///     text """
    ///         Help is given.
    ///         """
    /// }
    /// article 2 "assistance" {  #~ prose/duplicate-heading: article 2 has the title of article 1
    ///     text """
    ///         Help is given at once.
    ///         """
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// article 1 "Assistance" {
    ///     text """
    ///         Help is given.
    ///         """
    /// }
    /// article 2 "Time of assistance" {
    ///     text """
    ///         Help is given at once.
    ///         """
    /// }
    /// ```
    ///
    /// ## References
    /// - Charter of the United Nations (1945), chapters IV, V and X
    "prose/duplicate-heading" {
        summary: "two articles have the same title",
        level: Warning,
        since: "0.1.0",
        set: Recommended,
        serves: [Mediator, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let own: Vec<&Unit<'_>> = cx.model.units.iter().filter(|it| it.file == cx.model.file).collect();
    let mut first: FxHashMap<(Option<UnitId>, String), usize> = FxHashMap::default();
    for (at, unit) in own.iter().enumerate() {
        let Some(title) = unit.title.map(key).filter(|it| !it.is_empty()) else { continue };
        match first.entry((unit.parent, title)) {
            Entry::Vacant(free) => drop(free.insert(at)),
            Entry::Occupied(known) => {
                let before = own[*known.get()];
                let message = format!("{} has the title of {}", part_called(unit, "a"), part_called(before, "another"));
                let finding = sink.report(unit.head, message);
                finding.label(before.head, "the same title");
                finding.help("give each its own title, or join the two");
            }
        }
    }
}

/// A title in its one form.
fn key(title: &str) -> String {
    title.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}
