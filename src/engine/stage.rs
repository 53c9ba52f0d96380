//! What is given from outside, put behind a draft.

use super::facts::FactsOutcome;
use crate::diagnostic::Diagnostic;
use crate::source::{Source, Span};

/// A draft with a scenario behind it that gives what is named from outside: so it is read by the grammar and the names of
/// the draft itself.
#[derive(Clone, Debug)]
pub struct PlayedStage {
    /// The text.
    pub source: Source,
    /// Where the draft itself ends.
    pub end: u32,
    /// Where each given line stands.
    lines: Vec<Span>,
}

impl PlayedStage {
    /// Puts lines behind a draft. A line may hold anything: what is wrong with it is found where it stands.
    pub fn new(source: &Source, given: &[String]) -> Self {
        let end = source.text.len() as u32;
        let mut text = String::clone(&source.text);
        let mut lines = Vec::with_capacity(given.len());
        text.push_str("\nscenario \"what is given\" {\n");
        for words in given {
            text.push_str("given ");
            let start = text.len() as u32;
            text.push_str(&words.replace(['\n', '\r'], " "));
            lines.push(Span::new(start, text.len() as u32));
            text.push('\n');
        }
        text.push_str("}\n");
        Self { source: Source { text: text.into(), ..source.clone() }, end, lines }
    }

    /// Takes what is wrong with the given lines out of the faults of the draft: each with the number of its line.
    pub fn wrong<T>(&self, answered: &mut FactsOutcome<T>) -> Vec<(usize, Diagnostic)> {
        let (given, own) = std::mem::take(&mut answered.faults).into_iter().partition(|it| {
            let at = it.primary.span;
            it.primary.file == self.source.file && at.start >= self.end
        });
        answered.faults = own;
        let given: Vec<Diagnostic> = given;
        let line = |it: &Diagnostic| self.lines.partition_point(|line| line.end < it.primary.span.start);
        given.into_iter().map(|it| (line(&it).min(self.lines.len().saturating_sub(1)), it)).collect()
    }
}
