//! From pest's pairs to the tree. One function per grammar rule; pest's `Rule` stays in this layer.
//!
//! A rule's pair ends with the blanks behind its last word; [`Lower::span`] cuts them off.

mod clause;
mod decision;
mod draft;
mod scenario;
mod value;

use pest::iterators::Pair as PestPair;

use super::ast::{Alternative, Bracket, BracketId, Draft, List, OrBracket, ProvisionKind, UnitKind};
use super::grammar::Rule;
use super::lexer::is_word_byte;
use super::number::{self, NumberError};
use crate::source::Span;

/// A node of pest's tree.
type Pair<'i> = PestPair<'i, Rule>;

/// Adds the pairs of a file, or of a piece of one, to its tree. `base` is the place of its first byte.
pub(super) fn lower(file: Pair<'_>, text: &str, base: u32, to: &mut Lowered) {
    let (brackets, faults) = (to.draft.brackets, std::mem::take(&mut to.faults));
    let mut lower = Lower { text, base, brackets, faults, prompt: None };
    lower.file(file, &mut to.draft);
    (to.draft.brackets, to.faults) = (lower.brackets, lower.faults);
}

/// A tree, and what could not be read on the way.
#[derive(Debug, Default)]
pub(super) struct Lowered {
    /// The tree.
    pub(super) draft: Draft,
    /// What could not be read, in the order of the text.
    pub(super) faults: Vec<UnreadablePart>,
}

/// Something that could not be read.
#[derive(Clone, Copy, Debug)]
pub(super) struct UnreadablePart {
    /// The part that was skipped, or the head of the block that lacks its end.
    pub(super) span: Span,
    /// What was wrong.
    pub(super) kind: FaultKind,
}

/// What could not be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FaultKind {
    /// An entry of a list.
    Broken(ListRule),
    /// A block without its `}`.
    MissingBrace,
    /// A bracket without its `]`.
    MissingBracket,
    /// A `}` that closes nothing.
    StrayBrace,
    /// A `]` or `|` that belongs to no bracket.
    StraySign,
    /// A word that is never a name, where a value should stand.
    Reserved,
    /// A number that can't be reckoned with.
    OutOfRange(NumberError),
    /// A part of the treaty, the assumptions or a scenario within a part that can't hold it.
    Misplaced(UnitKind),
}

impl FaultKind {
    /// Whether it is one of the braces around blocks.
    pub(super) fn is_of_brace(self) -> bool {
        matches!(self, Self::MissingBrace | Self::StrayBrace)
    }
}

/// Which list an unreadable part stands in: it says with which rule to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ListRule {
    /// Clauses of a provision.
    Clause(ProvisionKind),
    /// Rungs.
    Rung,
    /// Lines of a sequence.
    Step,
    /// Lines of `assume`.
    Assumption,
    /// Clauses of a body.
    Seat,
    /// Clauses of a place.
    Extent,
    /// Clauses of a final clause.
    Final(ProvisionKind),
    /// Lines of a scenario.
    Fact,
    /// Items of an article or of the draft.
    Item,
}

struct Lower<'a> {
    /// The piece of the text that is read.
    text: &'a str,
    /// Where it begins.
    base: u32,
    brackets: u32,
    faults: Vec<UnreadablePart>,
    /// A clock within the sentence that was read last.
    prompt: Option<Span>,
}

impl Lower<'_> {
    /// Where a pair stands, without the blanks behind it.
    fn span(&self, pair: &Pair<'_>) -> Span {
        let span = pair.as_span();
        let bytes = &self.text.as_bytes()[span.start()..span.end()];
        let blanks = bytes.iter().rev().take_while(|it| **it <= b' ').count();
        Span::new(self.base + span.start() as u32, self.base + (span.end() - blanks) as u32)
    }

    /// Where a name stands. A reserved word in its place is a value left out.
    fn name(&mut self, pair: &Pair<'_>) -> Span {
        let span = self.span(pair);
        if is_reserved(self.words(span)) {
            self.fault(span, FaultKind::Reserved);
        }
        span
    }

    /// `TBD` where a thing gets its name: that can't be left open, since the text must refer to it.
    fn unnamed(&mut self, span: Span) -> Span {
        self.fault(span, FaultKind::Reserved);
        span
    }

    /// The words that a span covers.
    fn words(&self, span: Span) -> &str {
        &self.text[(span.start - self.base) as usize..(span.end - self.base) as usize]
    }

    /// The first word that a pair begins with.
    fn first_word(&self, pair: &Pair<'_>) -> &str {
        let text = &self.text[pair.as_span().start()..];
        &text[..text.bytes().position(|it| !is_word_byte(it)).unwrap_or(text.len())]
    }

    /// What a number is; one that can't be reckoned with is a fault.
    fn reckoned<T>(&mut self, span: Span, range: NumberError, number: Option<T>) -> Option<T> {
        if number.is_none() {
            self.fault(span, FaultKind::OutOfRange(range));
        }
        number
    }

    /// Where an instant stands, if there is such a day and hour.
    fn instant(&mut self, span: Span) -> Option<Span> {
        let found = number::instant(self.words(span)).map(|_| span);
        self.reckoned(span, NumberError::Instant, found)
    }

    fn fault(&mut self, span: Span, kind: FaultKind) {
        self.faults.push(UnreadablePart { span, kind });
    }

    fn broken(&mut self, pair: &Pair<'_>, listed: ListRule) -> super::ast::Broken {
        let span = self.span(pair);
        self.fault(span, FaultKind::Broken(listed));
        super::ast::Broken { span }
    }

    /// Square brackets of any content: `content` reads what an alternative holds, a pair at a time.
    fn bracket<'i, T>(
        &mut self,
        pair: Pair<'i>,
        mut content: impl FnMut(&mut Self, Pair<'i>, &mut List<OrBracket<T>>),
    ) -> OrBracket<T> {
        let id = BracketId(self.brackets);
        self.brackets += 1;
        let span = self.span(&pair);
        let mut alternatives = List::with_capacity(2);
        let mut closed = false;
        for alternative in parts(pair) {
            if alternative.as_rule() == Rule::rbracket {
                closed = true;
                continue;
            }
            let mut read = Alternative {
                span: self.span(&alternative),
                who: List::new(),
                option: None,
                reads: false,
                content: List::new(),
            };
            for part in parts(alternative) {
                match part.as_rule() {
                    Rule::who => {
                        for name in parts(part) {
                            match name.as_rule() {
                                Rule::reads => read.reads = true,
                                Rule::option => read.option = Some(self.span(&name)),
                                _ => read.who.push(self.span(&name)),
                            }
                        }
                    }
                    Rule::nothing => {}
                    _ => content(self, part, &mut read.content),
                }
            }
            alternatives.push(read);
        }
        if !closed {
            self.fault(Span::new(span.start, span.start + 1), FaultKind::MissingBracket);
        }
        OrBracket::Bracket(Box::new(Bracket { id, span, alternatives }))
    }
}

/// The parts of a pair.
fn parts(pair: Pair<'_>) -> pest::iterators::Pairs<'_, Rule> {
    pair.into_inner()
}

/// Whether a word is one of those that are never names.
pub(super) fn is_reserved(word: &str) -> bool {
    matches!(
        word,
        "by" | "in"
            | "on"
            | "upon"
            | "of"
            | "and"
            | "or"
            | "to"
            | "from"
            | "within"
            | "until"
            | "unless"
            | "if"
            | "except"
            | "not"
            | "shall"
            | "otherwise"
            | "excluding"
            | "against"
            | "after"
            | "before"
            | "is"
            | "are"
            | "should"
            | "will"
            | "would"
            | "may"
            | "need"
            | "each"
            | "any"
            | "all"
            | "the"
            | "nothing"
            | "with"
            | "for"
    )
}
