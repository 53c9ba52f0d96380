//! What a look must not change: the words, the tree, what was not read, the comments and of which lines they speak.

use super::pins;
use super::tokens::{self, FormatToken, TokenKind, is_blank};
use crate::diagnostic::Diagnostic;
use crate::source::{self, LineIndex, Span};
use crate::syntax::Parsed;
use crate::syntax::format::marks::FormatMarks;
use std::hash::{Hash, Hasher};
use std::ops::RangeInclusive;

/// Whether two texts say the same. If not, the lines of the first on which they begin to differ, or of which a comment of it
/// speaks that speaks of another line in the second; none where that can't be said.
pub(super) fn same(old: (&str, &Parsed), new: (&str, &Parsed)) -> Result<(), Vec<RangeInclusive<usize>>> {
    let (before, after) = (TokenGist::of(old.0, old.1), TokenGist::of(new.0, new.1));
    let at = |offset: u32| {
        let line = before.lines.line(offset);
        Err(vec![line..=line])
    };
    if let Some(one) = before.differs(&after) {
        return at(one);
    }
    let (tree, other) = (tape(&before, &old.1.draft), tape(&after, &new.1.draft));
    if tree != other {
        let number = tree.iter().zip(&other).take_while(|it| it.0 == it.1).count();
        let span = tree[..(number + 1).min(tree.len())].iter().rev().find(|it| **it & SPAN != 0);
        return span.map_or(Err(Vec::new()), |it| at(before.signs.offset(old.0, (it >> 32) as u32 & 0x7FFF_FFFF)));
    }
    let (found, others) = (&old.1.diagnostics, &new.1.diagnostics);
    let alike = |(one, other): &(&Diagnostic, &Diagnostic)| {
        (&one.rule, &one.message, before.signs.around(old.0, one.primary.span))
            == (&other.rule, &other.message, after.signs.around(new.0, other.primary.span))
    };
    if found.len() != others.len() || !found.iter().zip(others).all(|it| alike(&it)) {
        let number = found.iter().zip(others).take_while(alike).count();
        return found.get(number).map_or(Err(Vec::new()), |it| at(it.primary.span.start));
    }
    // What a comment speaks of are the words of a line.
    let words =
        |gist: &TokenGist<'_>, pin: &pins::Pin| pin.line.map(|it| gist.signs.around(gist.text, gist.lines.span(it)));
    let (pins, others) =
        (pins::of(old.0, &old.1.comments, &before.lines), pins::of(new.0, &new.1.comments, &after.lines));
    if pins.len() != others.len() {
        return Err(pins.into_iter().map(|it| it.lines).collect());
    }
    let is_same = |(pin, other): &(&pins::Pin, &pins::Pin)| match (words(&before, pin), words(&after, other)) {
        (Some((from, to)), Some((other_from, other_to))) => {
            (from, to) == (other_from, other_to) || from == to && other_from == other_to
        }
        (one, other) => one == other,
    };
    let moved: Vec<_> = pins.iter().zip(&others).filter(|it| !is_same(it)).map(|it| it.0.lines.clone()).collect();
    if moved.is_empty() { Ok(()) } else { Err(moved) }
}

/// A text as its words.
struct TokenGist<'t> {
    text: &'t str,
    lines: LineIndex,
    signs: Signs,
    tokens: Vec<FormatToken>,
}

impl<'t> TokenGist<'t> {
    fn of(text: &'t str, parsed: &Parsed) -> Self {
        let tokens = tokens::of(text, &parsed.comments, &FormatMarks::default());
        Self { text, lines: LineIndex::new(text), signs: Signs::of(text), tokens }
    }

    /// Where another text has other words, or a comment in another place.
    fn differs(&self, other: &Self) -> Option<u32> {
        let alike = |(one, two): &(&FormatToken, &FormatToken)| {
            let (words, others) = (one.span.of(self.text), two.span.of(other.text));
            one.kind == two.kind
                && match one.kind {
                    TokenKind::Prose => trimmed(words).eq(trimmed(others)),
                    // Behind what stands on a line, or on a line of its own.
                    TokenKind::Comment => words == others && one.first == two.first,
                    _ => words == others,
                }
        };
        let number = self.tokens.iter().zip(&other.tokens).take_while(alike).count();
        if number == self.tokens.len() && number == other.tokens.len() {
            return None;
        }
        self.tokens.get(number).or(self.tokens.last()).map(|it| it.span.start).or(Some(0))
    }
}

/// The lines of prose without the blanks around them.
fn trimmed(prose: &str) -> impl Iterator<Item = &str> {
    source::lines(prose).map(|it| it.trim_matches(is_blank))
}

/// How many bytes that are no blanks stand before each stretch of a text: places of two texts that differ in blanks alone are
/// compared by them.
struct Signs(Vec<u32>);

/// How long a stretch is, in bytes.
const STRETCH: usize = 64;

impl Signs {
    fn of(text: &str) -> Self {
        let stretches = text.as_bytes().chunks(STRETCH);
        Self(stretches.scan(0, |before, it| Some(std::mem::replace(before, *before + count(it)))).collect())
    }

    /// How many stand before a place.
    fn before(&self, text: &str, at: u32) -> u32 {
        let at = (at as usize).min(text.len());
        let stretch = at / STRETCH;
        let Some(known) = self.0.get(stretch).copied() else {
            return self.0.last().map_or(0, |it| it + count(&text.as_bytes()[(self.0.len() - 1) * STRETCH..at]));
        };
        known + count(&text.as_bytes()[stretch * STRETCH..at])
    }

    /// How many stand before the begin of something and before its end.
    fn around(&self, text: &str, span: Span) -> (u32, u32) {
        (self.before(text, span.start), self.before(text, span.end))
    }

    /// Where so many have stood.
    fn offset(&self, text: &str, signs: u32) -> u32 {
        let stretch = self.0.partition_point(|it| *it <= signs).saturating_sub(1);
        let mut left = signs - self.0.get(stretch).copied().unwrap_or(0);
        for (at, byte) in text.bytes().enumerate().skip(stretch * STRETCH) {
            if byte > b' ' {
                if left == 0 {
                    return at as u32;
                }
                left -= 1;
            }
        }
        text.len() as u32
    }
}

fn count(bytes: &[u8]) -> u32 {
    bytes.iter().filter(|it| **it > b' ').count() as u32
}

/// What tells a place from other numbers of a tape.
const SPAN: u64 = 1 << 63;

/// A tree in a row, its places counted in signs.
fn tape(gist: &TokenGist<'_>, tree: &impl Hash) -> Vec<u64> {
    let mut tape = TokenCursor { gist, numbers: Vec::new() };
    tree.hash(&mut tape);
    tape.numbers
}

/// Takes down what would be hashed.
struct TokenCursor<'g, 't> {
    gist: &'g TokenGist<'t>,
    numbers: Vec<u64>,
}

impl Hasher for TokenCursor<'_, '_> {
    fn finish(&self) -> u64 {
        0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.numbers.extend(bytes.iter().map(|it| u64::from(*it)));
    }

    fn write_u32(&mut self, number: u32) {
        self.numbers.push(u64::from(number));
    }

    fn write_usize(&mut self, number: usize) {
        self.numbers.push(number as u64);
    }

    fn write_isize(&mut self, number: isize) {
        self.numbers.push(number.cast_unsigned() as u64 & !SPAN);
    }

    fn write_u64(&mut self, number: u64) {
        // The largest number of a draft is far below the mark of a place.
        self.numbers.push(number);
    }

    /// A place: see [`Span`].
    fn write_i64(&mut self, span: i64) {
        let span = span.cast_unsigned();
        let span = Span::new((span >> 32) as u32, span as u32);
        let (start, end) = self.gist.signs.around(self.gist.text, span);
        self.numbers.push(SPAN | u64::from(start) << 32 | u64::from(end));
    }
}
