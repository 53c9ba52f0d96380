//! One pass over the bytes before the grammar sees them: where comments stand, how deep brackets nest, and characters
//! that have no place in a treaty. The grammar then reads a text in which comments and control characters are blanks,
//! and every line ends with `\n`, at the same places: it needs no rule for comments, and `#` in a quotation or in prose is
//! safe.
//!
//! The recogniser calls itself for every bracket, and for every decision that follows another by `otherwise`, so depth is
//! bounded here, before it runs. What strings, prose and comments hold is not counted.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memmem};

use super::lexer::{Lexer, TokenKind, control_at, is_odd, is_uncurled, is_word_byte};
use crate::source::Span;

/// How deep brackets, braces, parentheses, and decisions that follow one another by `otherwise`, may nest.
pub(super) const MAX_DEPTH: u32 = 64;

/// The word by which one decision follows another, as deep as if it stood in parentheses.
const OTHERWISE: &str = "otherwise";

/// How many bytes a draft may have.
pub(crate) use crate::source::MAX_LENGTH;

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Each comment, from `#` to the end of its line, or to a sign that some programs show as one.
    pub(super) comments: Vec<Span>,
    /// Where nesting first goes too deep.
    pub(super) too_deep: Option<u32>,
    /// Characters of no use in a text: control characters, and signs that only some programs show as the end of a line.
    pub(super) controls: Vec<Span>,
    /// Where a line ends with `\r` alone.
    pub(super) returns: Vec<u32>,
    /// Where a character beyond ASCII stands outside quotations, prose and comments; once for each word.
    pub(super) bare: Vec<u32>,
    /// Where a byte stands with which characters begin that reorder what is read, or are not seen.
    pub(super) suspects: Vec<u32>,
    /// Where a large text may be cut: behind braces that seem to close an item of the treaty, or of a file without one.
    pub(super) cuts: Vec<u32>,
    /// Whether the items seem to stand in a treaty.
    pub(super) in_treaty: bool,
    /// Whether every brace has its other one.
    pub(super) balanced: bool,
}

/// The text with blanks for comments and control characters and `\n` at the ends of lines, byte for byte.
pub(super) fn blanked<'t>(text: &'t str, scan: &Scan) -> Cow<'t, str> {
    blanked_part(text, 0..text.len(), scan)
}

/// The same of a part that cuts no comment.
pub(super) fn blanked_part<'t>(text: &'t str, part: Range<usize>, scan: &Scan) -> Cow<'t, str> {
    let (comments, controls) = (within(&scan.comments, &part), within(&scan.controls, &part));
    let first = scan.returns.partition_point(|it| (*it as usize) < part.start);
    let returns = scan.returns[first..].iter().map(|it| *it as usize).take_while(|it| *it < part.end);
    let text = &text[part.clone()];
    if comments.is_empty() && controls.is_empty() && returns.clone().next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut blank = text.as_bytes().to_vec();
    for span in comments.iter().chain(controls) {
        blank[span.start as usize - part.start..span.end as usize - part.start].fill(b' ');
    }
    for at in returns {
        blank[at - part.start] = b'\n';
    }
    // Comments and control characters begin and end between characters.
    Cow::Owned(String::from_utf8(blank).unwrap_or_else(|_| text.to_owned()))
}

/// Those of places in the order of the text that lie in a part.
fn within<'s>(places: &'s [Span], part: &Range<usize>) -> &'s [Span] {
    let first = places.partition_point(|it| (it.start as usize) < part.start);
    let end = places.partition_point(|it| (it.start as usize) < part.end);
    &places[first..end]
}

/// Whether a character that reorders what is read, or is not seen, may begin with a byte: see [`super::character`].
const fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xCD | 0xD8 | 0xE1..=0xE3 | 0xEF | 0xF0 | 0xF3)
}

/// Reads a text once, and finds where it may be cut into pieces of at least so many bytes.
pub(super) fn scan(text: &str, piece: usize) -> Scan {
    let bytes = text.as_bytes();
    let mut scan = Scan { in_treaty: begins_with_treaty(text), balanced: true, ..Scan::default() };
    scan.returns.extend(memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).map(|at| at as u32));
    let mut braces = 0_u32;
    let (mut item_depth, mut next_cut) = (u32::from(scan.in_treaty), piece);
    let (mut depth, mut quote_lost) = (0_u32, false);
    let (mut chain, mut end) = (Chain::new(text), 0);
    let mut lexer = Lexer::new(text);
    while let Some(token) = lexer.next_notable() {
        let at = token.span.start as usize;
        chain.count(end, at, depth, &mut scan.too_deep);
        end = token.span.end as usize;
        match token.kind {
            TokenKind::Open | TokenKind::Bracket | TokenKind::Paren => {
                depth += 1;
                if token.kind == TokenKind::Open {
                    chain.length = 0;
                    braces += 1;
                }
                if depth > MAX_DEPTH && scan.too_deep.is_none() {
                    scan.too_deep = Some(token.span.start);
                }
            }
            TokenKind::Close => {
                depth = depth.saturating_sub(1);
                chain.length = 0;
                scan.balanced &= braces > 0;
                braces = braces.saturating_sub(1);
                if depth < item_depth {
                    // The treaty ends here; the little that may follow is not worth a cut.
                    item_depth = 0;
                    next_cut = usize::MAX;
                } else if depth == item_depth && at >= next_cut {
                    scan.cuts.push(token.span.end);
                    next_cut = at + piece;
                }
            }
            TokenKind::BracketEnd | TokenKind::ParenEnd => depth = depth.saturating_sub(1),
            TokenKind::Quotation | TokenKind::Prose => look_inside(&mut scan, text, token.span),
            TokenKind::Comment => {
                scan.comments.push(token.span);
                look_inside(&mut scan, text, token.span);
            }
            // A sign that ends a comment stands for no word.
            TokenKind::Control => scan.controls.push(token.span),
            TokenKind::Word => {
                quote_lost |= is_uncurled(text, token);
                scan.bare.push(token.span.start);
                look_inside(&mut scan, text, token.span);
            }
            TokenKind::LostQuote => quote_lost = true,
            // A byte-order mark says how the text is stored, and nothing else.
            _ => {}
        }
    }
    chain.count(end, bytes.len(), depth, &mut scan.too_deep);
    // Behind a quote that is lost, what is quoted and what is not changes places.
    if quote_lost {
        scan.cuts.clear();
    }
    scan.balanced &= braces == 0 && !quote_lost;
    scan
}

/// How many decisions follow one another by `otherwise` within a block.
struct Chain<'t> {
    text: &'t str,
    finder: memmem::Finder<'static>,
    /// Where the word stands next, whatever it stands in.
    next: usize,
    length: u32,
}

impl<'t> Chain<'t> {
    fn new(text: &'t str) -> Self {
        let mut chain = Self { text, finder: memmem::Finder::new(OTHERWISE), next: 0, length: 0 };
        chain.seek(0);
        chain
    }

    fn seek(&mut self, from: usize) {
        self.next = self.finder.find(&self.text.as_bytes()[from..]).map_or(usize::MAX, |at| from + at);
    }

    /// Counts the words between two places; what stands before the first was quoted or commented out.
    fn count(&mut self, from: usize, to: usize, depth: u32, too_deep: &mut Option<u32>) {
        if self.next < from {
            self.seek(from);
        }
        while self.next < to {
            let (at, bytes) = (self.next, self.text.as_bytes());
            let end = at + OTHERWISE.len();
            let in_word = |it: Option<&u8>| it.is_some_and(|it| is_word_byte(*it));
            let goes_on = self.text[end..].trim_start();
            let nests = !goes_on.starts_with("proceed") && !goes_on.starts_with("lapse");
            if nests && !in_word(bytes.get(end)) && !in_word(at.checked_sub(1).map(|it| &bytes[it])) {
                self.length += 1;
                if depth + self.length > MAX_DEPTH && too_deep.is_none() {
                    *too_deep = Some(at as u32);
                }
            }
            self.seek(end);
        }
    }
}

/// `otherwise`, if it stands at a place; nothing, if a bracket does.
pub(super) fn word_at(text: &str, at: u32) -> &str {
    text.get(at as usize..at as usize + OTHERWISE.len()).filter(|it| *it == OTHERWISE).unwrap_or_default()
}

/// Whether the first word of a text is `treaty`.
fn begins_with_treaty(text: &str) -> bool {
    Lexer::new(text).find(|it| !it.kind.is_trivia()).is_some_and(|it| it.span.of(text) == "treaty")
}

/// Finds the characters within a token that are read as blanks, that reorder what is read, or are not seen.
fn look_inside(scan: &mut Scan, text: &str, token: Span) {
    let bytes = token.of(text).as_bytes();
    let mut from = 0;
    while let Some(length) = bytes[from..].iter().position(|it| is_odd(*it)) {
        let at = token.start + (from + length) as u32;
        from += length + 1;
        let byte = text.as_bytes()[at as usize];
        // A byte within a character begins nothing.
        if !text.is_char_boundary(at as usize) {
            continue;
        }
        if let Some(length) = control_at(text, at as usize) {
            scan.controls.push(Span::new(at, at + length as u32));
        } else if is_suspect(byte) {
            scan.suspects.push(at);
        }
    }
}
