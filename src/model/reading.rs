//! Readings: one choice for every bracket, and the walk over lists in that choice.
//!
//! A value that is absent takes its clause with it; an absent item leaves its list; a list left empty takes its clause; a
//! modal has no empty reading. The walk below gives what is there; the builder draws these consequences.

mod brackets;
mod name;
mod names;
mod proposers;
mod take;
mod visits;
mod walk;

pub use crate::diagnostic::applied;
pub use brackets::{AlternativeText, BracketText, Brackets};
pub use name::{ReadingName, UnreadableReading, text_name};
pub use names::Unknown;
pub use proposers::{proposers, scenario_heads};
pub use take::take;
pub use visits::{ReadingTotal, TooMany, Visits, Which};
pub use walk::BracketContent;

use crate::syntax::ast::{Bracket, OrBracket};

/// What a reading does with one bracket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Choice {
    /// The text of this number is taken.
    Take(u16),
    /// The proposal to insert is left out.
    Out,
    /// The bracket stands within a text that is not taken.
    Moot,
}

impl Choice {
    /// The choice of an alternative.
    pub fn take(at: usize) -> Self {
        Self::Take(u16::try_from(at).unwrap_or(u16::MAX))
    }

    /// The number of the text that is taken, if one is.
    pub fn taken(self) -> Option<usize> {
        match self {
            Self::Take(at) => Some(usize::from(at)),
            Self::Out | Self::Moot => None,
        }
    }
}

/// One choice for every bracket of a draft.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Reading {
    /// By the number of the bracket; what is not listed is read as in the unbracketed reading.
    choices: Vec<Choice>,
}

impl Reading {
    /// The reading in which every proposal to insert is left out, and the first text of every other bracket taken.
    pub const fn unbracketed() -> Self {
        Self { choices: Vec::new() }
    }

    /// The reading that makes these choices, by the numbers of the brackets.
    pub const fn choosing(choices: Vec<Choice>) -> Self {
        Self { choices }
    }

    /// The choices, by the numbers of the brackets.
    pub fn choices(&self) -> &[Choice] {
        &self.choices
    }

    /// The number of the alternative that is taken; `None` if the bracket is left out.
    pub fn taken<T>(&self, bracket: &Bracket<T>) -> Option<usize> {
        let taken = match self.choices.get(bracket.id.0 as usize) {
            Some(choice) => choice.taken(),
            None if bracket.is_insertion() && !bracket.is_interpretation() => None,
            None => Some(0),
        };
        taken.filter(|at| *at < bracket.alternatives.len())
    }

    /// What stands in a list: agreed items, and those of the alternatives taken, nested ones included.
    pub fn each<'r, 't, T>(&'r self, entries: &'t [OrBracket<T>]) -> ReadingIter<'r, 't, T> {
        ReadingIter { reading: self, current: entries.iter(), outer: Vec::new() }
    }

    /// A whole value; `None` if the reading leaves it out.
    pub fn value<'t, T>(&self, entry: &'t OrBracket<T>) -> Option<&'t T> {
        self.each(std::slice::from_ref(entry)).next()
    }

    /// A value that has no empty reading: where the reading leaves it out, its first text stands.
    pub fn value_or_first<'t, T>(&self, entry: &'t OrBracket<T>) -> Option<&'t T> {
        self.value(entry).or_else(|| first(std::slice::from_ref(entry)))
    }
}

/// The first text in a list, whatever the brackets.
fn first<T>(entries: &[OrBracket<T>]) -> Option<&T> {
    entries.iter().find_map(|entry| match entry {
        OrBracket::Plain(item) => Some(item),
        OrBracket::Bracket(bracket) => bracket.alternatives.iter().find_map(|it| first(&it.content)),
    })
}

/// A walk over a list in one reading.
#[derive(Debug)]
pub struct ReadingIter<'r, 't, T> {
    reading: &'r Reading,
    current: std::slice::Iter<'t, OrBracket<T>>,
    outer: Vec<std::slice::Iter<'t, OrBracket<T>>>,
}

impl<'t, T> Iterator for ReadingIter<'_, 't, T> {
    type Item = &'t T;

    fn next(&mut self) -> Option<&'t T> {
        loop {
            match self.current.next() {
                Some(OrBracket::Plain(item)) => return Some(item),
                Some(OrBracket::Bracket(bracket)) => {
                    if let Some(at) = self.reading.taken(bracket) {
                        let content = bracket.alternatives[at].content.iter();
                        self.outer.push(std::mem::replace(&mut self.current, content));
                    }
                }
                None => self.current = self.outer.pop()?,
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;
    use crate::syntax::ast::{Alternative, BracketId, List};

    fn bracket(id: u32, alternatives: Vec<List<OrBracket<char>>>) -> OrBracket<char> {
        let alternative =
            |content| Alternative { span: Span::default(), who: List::new(), option: None, reads: false, content };
        let alternatives = alternatives.into_iter().map(alternative).collect();
        OrBracket::Bracket(Box::new(Bracket { id: BracketId(id), span: Span::default(), alternatives }))
    }

    fn plain(text: &str) -> List<OrBracket<char>> {
        text.chars().map(OrBracket::Plain).collect()
    }

    /// `a [ b | c [ d ] ] [ e ] f`
    fn list() -> Vec<OrBracket<char>> {
        let mut second = plain("c");
        second.push(bracket(1, vec![plain("d")]));
        vec![
            OrBracket::Plain('a'),
            bracket(0, vec![plain("b"), second]),
            bracket(2, vec![plain("e")]),
            OrBracket::Plain('f'),
        ]
    }

    fn text(reading: &Reading) -> String {
        reading.each(&list()).collect()
    }

    #[test]
    fn unbracketed_leaves_insertions_out_and_takes_first_texts() {
        assert_eq!(text(&Reading::unbracketed()), "abf");
    }

    #[test]
    fn choices_reach_nested_brackets() {
        use Choice::{Moot, Out, Take};
        let choose = |choices: &[Choice]| Reading::choosing(choices.to_vec());
        assert_eq!(text(&choose(&[Take(1)])), "acf", "what is not listed is read as without brackets");
        assert_eq!(text(&choose(&[Take(1), Take(0), Take(0)])), "acdef");
        assert_eq!(text(&choose(&[Out, Moot, Out])), "af");
        assert_eq!(text(&choose(&[Take(7)])), "af", "an alternative that is not there is nothing");
    }

    #[test]
    fn a_modal_has_no_empty_reading() {
        let shall = bracket(0, vec![plain("s")]);
        assert_eq!(Reading::unbracketed().value(&shall), None);
        assert_eq!(Reading::unbracketed().value_or_first(&shall), Some(&'s'));
    }
}
