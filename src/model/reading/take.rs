//! A decision about brackets as edits of the text: what is taken stays, the rest goes, and what a reading without it would
//! drop goes with it.

mod layout;
#[cfg(test)]
mod tests;

use super::walk::{BracketRoom, Bracketed, ReadingVisitor, SeparablePart};
use super::{BracketContent, BracketText, Brackets, Choice};
use crate::diagnostic::Edit;
use crate::source::Span;
use crate::syntax::ast::{Bracket, Draft};
use crate::syntax::lexer::is_of_word;

/// The edits that put texts in the place of their brackets: for every bracket for which `chosen` has a choice, the text that
/// it takes, or nothing. They are disjoint and in the order of the text.
///
/// Other brackets stay as they stand. Brackets within a text that is taken, or within a bracket that stays, are asked in turn;
/// those within other texts go with them. Comments stay: those between the words that go get lines of their own.
///
/// The text that comes out says what the reading says, but where only brackets can say it:
/// - a clause that stands in brackets behind another may go on with it when they are gone, as `[ within 3 days ]` does behind
///   `requested by UKR`;
/// - there are no words for a group of nobody, or for a mandate of no length that can be renewed. These go whole.
///
/// What could not be read is kept or goes with the words around it; it is better mended first.
///
/// ```
/// use vattel::model::{Brackets, Choice, applied, take};
/// use vattel::{source::FileId, syntax};
///
/// let text = "trigger attack { requested by FRA, [ UKR: GBR | RUS: nothing ] within [ 3 days | 9 days ] }";
/// let parsed = syntax::parse(FileId(0), text);
/// let brackets = Brackets::of(text, &parsed.draft);
/// let edits = take(text, &parsed.draft, &parsed.comments, &brackets, &|_| Some(Choice::Take(1)));
/// assert_eq!(applied(text, &edits), "trigger attack { requested by FRA within 9 days }");
/// ```
pub fn take(
    text: &str,
    draft: &Draft,
    comments: &[Span],
    brackets: &Brackets<'_>,
    chosen: &dyn Fn(&BracketText<'_>) -> Option<Choice>,
) -> Vec<Edit> {
    let code = crate::syntax::blanked(text);
    let mut cuts = Cuts { code: &code, brackets, chosen, room: BracketRoom::Whole, gone: Vec::new() };
    draft.items.walk(&mut cuts);
    layout::edits(text, &code, comments, cuts.gone)
}

/// The walk that notes what goes.
struct Cuts<'c> {
    /// The text with blanks for comments.
    code: &'c str,
    brackets: &'c Brackets<'c>,
    chosen: &'c dyn Fn(&BracketText<'_>) -> Option<Choice>,
    /// How much room there is where the walk stands.
    room: BracketRoom,
    /// The words that go, and those that come in their place. One may hold others.
    gone: Vec<Edit>,
}

impl Cuts<'_> {
    fn cut(&mut self, start: u32, end: u32, instead: &str) {
        self.gone.push(Edit { span: Span::new(start, end), text: instead.to_owned() });
    }

    /// A bracket that stays. Where nothing is left of a text in it, that is what it says.
    fn open<T: Bracketed>(&mut self, bracket: &Bracket<T>, found: &BracketText<'_>) {
        for (alternative, text) in bracket.alternatives.iter().zip(&found.alternatives) {
            let content = &alternative.content;
            let room = if content.len() > 1 { BracketRoom::Beside } else { BracketRoom::Whole };
            if !self.room(room, |to| content.walk(to)) && !content.is_empty() {
                self.cut(text.words.start, text.words.end, "nothing");
            }
        }
    }

    /// Where the words begin that lead to a value, as many of them as stand before it.
    fn lead(&self, start: u32, words: &str) -> u32 {
        let mut before = &self.code[..start as usize];
        for word in words.rsplit(' ').filter(|it| !it.is_empty()) {
            let rest = before.trim_end().strip_suffix(word);
            if let Some(rest) = rest.filter(|it| !it.ends_with(is_of_word)) {
                before = rest;
            }
        }
        before.len() as u32
    }
}

impl<'t> ReadingVisitor<'t> for Cuts<'_> {
    fn code(&self) -> &str {
        self.code
    }

    fn bracket<T: Bracketed>(&mut self, bracket: &'t Bracket<T>) -> bool {
        let brackets = self.brackets;
        let found = brackets.get(bracket.id);
        let Some(choice) = (self.chosen)(found) else {
            self.open(bracket, found);
            return true;
        };
        let taken = choice.taken().filter(|at| *at < bracket.alternatives.len());
        // Operative words have no empty reading.
        let Some(at) = taken.or((T::HELD == BracketContent::Modal).then_some(0)) else { return false };
        let (content, words) = (&bracket.alternatives[at].content, found.alternatives[at].words);
        if words.is_empty() {
            return false;
        }
        let fits = (self.room != BracketRoom::One || content.len() < 2)
            && content.iter().all(|it| it.fits(self.room, self.code));
        let room = match if fits { self.room } else { BracketRoom::Whole } {
            BracketRoom::Whole if content.len() > 1 => BracketRoom::Beside,
            room => room,
        };
        self.cut(bracket.span.start, words.start, if fits { "" } else { "(" });
        // A ladder keeps no prose in its brackets; the text may.
        let left = content.is_empty() || self.room(room, |to| content.walk(to));
        self.cut(words.end, bracket.span.end, if fits { "" } else { ")" });
        left
    }

    fn series<T: Bracketed>(&mut self, things: &'t [T]) -> bool {
        let left: Vec<bool> = things.iter().map(|it| it.walk(self)).collect();
        let last = left.iter().rposition(|it| *it);
        for at in (0..things.len()).filter(|at| !left[*at]) {
            let place = things[at].place(self.code);
            if T::APART {
                self.cut(place.start, place.end, "");
            } else if let Some(last) = last {
                self.cut(place.start, place.end, "");
                // The comma behind goes, or the `and` or `or`; behind the last that is left, those before.
                if at < last {
                    self.cut(place.end, things[at + 1].place(self.code).start, "");
                } else {
                    self.cut(things[at - 1].place(self.code).end, place.start, "");
                }
            }
        }
        last.is_some()
    }

    fn optional(&mut self, part: SeparablePart, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let left = walk(self);
        if !left {
            self.cut(self.lead(part.span.start, part.lead), part.span.end, part.instead);
        }
        left
    }

    fn room(&mut self, room: BracketRoom, walk: impl FnOnce(&mut Self) -> bool) -> bool {
        let outer = std::mem::replace(&mut self.room, room);
        let left = walk(self);
        self.room = outer;
        left
    }
}
