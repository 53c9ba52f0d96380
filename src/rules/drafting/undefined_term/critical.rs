//! A list of phrases, looked for in words.

use rustc_hash::FxHashMap;

use crate::rules::CheckContext;
use crate::source::Span;
use crate::syntax::passage::PassageWord;

/// The phrases of the list, by their first words.
pub(super) struct Critical {
    by_first: FxHashMap<String, Vec<Vec<String>>>,
    /// The letters that they begin with, so that other words cost nothing.
    initials: u32,
}

impl Critical {
    pub(super) fn of(cx: &CheckContext<'_>) -> Self {
        let mut critical = Self { by_first: FxHashMap::default(), initials: 0 };
        for phrase in &cx.options.critical_terms {
            let mut words = phrase.split_whitespace().map(str::to_lowercase);
            if let Some(first) = words.next() {
                critical.initials |= initial(&first);
                critical.by_first.entry(first).or_default().push(words.collect());
            }
        }
        critical
    }

    /// Where a phrase of the list stands in a passage.
    pub(super) fn find(&self, words: &[PassageWord<'_>]) -> Vec<Span> {
        let mut found: Vec<Span> = Vec::new();
        for (at, word) in words.iter().enumerate() {
            if self.initials & initial(word.text) == 0 || found.last().is_some_and(|it| word.span.start < it.end) {
                continue;
            }
            let rests = self.by_first.get(&word.text.to_lowercase()).into_iter().flatten();
            let mut after = rests.filter_map(|rest| {
                let next = words.get(at + 1..at + 1 + rest.len())?;
                let same = next.iter().zip(rest).all(|(it, word)| it.text.eq_ignore_ascii_case(word));
                same.then(|| next.last().unwrap_or(word))
            });
            if let Some(last) = after.next() {
                found.push(Span::new(word.span.start, last.span.end));
            }
        }
        found
    }
}

/// The first letter of a word as a bit.
fn initial(word: &str) -> u32 {
    match word.bytes().next() {
        Some(byte) if byte.is_ascii_alphabetic() => 1 << (byte.to_ascii_lowercase() - b'a'),
        _ => 1 << 31,
    }
}
