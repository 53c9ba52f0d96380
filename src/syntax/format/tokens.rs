//! The words, signs and comments of a text, with what their places say.

use super::marks::FormatMarks;
use crate::source::Span;
use crate::syntax::lexer::Lexer;
pub(super) use crate::syntax::lexer::{TokenKind, is_blank};

/// A token.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what its place says, each for itself")]
pub(super) struct FormatToken {
    pub(super) span: Span,
    pub(super) kind: TokenKind,
    /// Whether an entry begins with it.
    pub(super) starts: bool,
    /// Whether it is a bracket that holds entries.
    pub(super) holds: bool,
    /// Whether nothing stands before it on its line.
    pub(super) first: bool,
    /// Whether an empty line stands before it.
    pub(super) apart: bool,
    /// Whether it stands right behind the one before it, and has to.
    pub(super) joined: bool,
    /// Whether it holds a line break.
    pub(super) broken: bool,
    /// Whether a comment ends it, so that nothing can stand behind it on its line.
    pub(super) commented: bool,
    /// Whether it stays on the line of the token before it, since a comment speaks of that line.
    pub(super) together: bool,
    /// Whether a line begins with it and has to.
    pub(super) begins: bool,
}

/// Takes a text apart.
pub(super) fn of(text: &str, comments: &[Span], marks: &FormatMarks) -> Vec<FormatToken> {
    let mut tokens: Vec<FormatToken> = Vec::with_capacity(text.len() / 6);
    let mut kept = marks.kept.iter().peekable();
    let (mut starts, mut values, mut brackets) =
        (marks.starts.iter().peekable(), marks.values.iter().peekable(), marks.brackets.iter().peekable());
    let (mut breaks, mut behind) = (1, 0);
    // The last word or sign, also of what is kept.
    let mut last = None;
    let mut lexer = Lexer::new(text);
    while let Some(token) = lexer.next() {
        let here = token.span.start;
        while kept.next_if(|it| it.end <= here).is_some() {}
        let (kind, end) = match token.kind {
            TokenKind::LineEnd => {
                breaks += 1;
                continue;
            }
            TokenKind::Blank | TokenKind::Control => continue,
            _ if let Some(span) = kept.next_if(|it| it.start == here) => {
                lexer.seek(span.end);
                (TokenKind::Kept, span.end)
            }
            TokenKind::Comment => (token.kind, here + token.span.of(text).trim_end_matches(is_blank).len() as u32),
            _ => (token.kind, token.span.end),
        };
        let is = |places: &mut std::iter::Peekable<std::slice::Iter<'_, u32>>| {
            while places.next_if(|it| **it < here).is_some() {}
            places.next_if(|it| **it == here).is_some()
        };
        if is(&mut values)
            && let Some(keyword) = tokens.iter_mut().rev().find(|it| it.kind != TokenKind::Comment)
        {
            keyword.starts = true;
        }
        let span = Span::new(here, end);
        let (opening, closing) = match kind {
            TokenKind::Comment => (None, None),
            TokenKind::Kept => ends(span.of(text)),
            _ => (Some(kind), Some(kind)),
        };
        let joined = behind == here && last.zip(opening).is_some_and(|(before, kind)| joins(before, kind));
        last = closing;
        tokens.push(FormatToken {
            span,
            kind,
            starts: is(&mut starts) && !joined,
            holds: is(&mut brackets),
            first: breaks > 0,
            apart: breaks > 1 && !tokens.is_empty(),
            joined,
            broken: span.of(text).contains(['\n', '\r']),
            commented: match kind {
                TokenKind::Comment => true,
                TokenKind::Kept => {
                    let before = comments.partition_point(|it| it.start < end);
                    comments[..before].last().is_some_and(|it| it.start >= here && it.end >= end)
                }
                _ => false,
            },
            together: false,
            begins: false,
        });
        breaks = 0;
        behind = end;
    }
    tokens
}

/// The first and the last token of what is kept; none where it begins or ends with a comment.
fn ends(kept: &str) -> (Option<TokenKind>, Option<TokenKind>) {
    let mut kinds = Lexer::new(kept).map(|it| it.kind).filter(|it| *it == TokenKind::Comment || !it.is_trivia());
    let first = kinds.next();
    let last = kinds.last().or(first);
    let token = |it: Option<TokenKind>| it.filter(|it| *it != TokenKind::Comment);
    (token(first), token(last))
}

/// Whether a blank stands between two tokens on one line. `joined`: they stand right behind each other, and have to.
pub(super) fn gap(before: TokenKind, kind: TokenKind, joined: bool) -> bool {
    !joined && !matches!(kind, TokenKind::Comma | TokenKind::Colon | TokenKind::ParenEnd) && before != TokenKind::Paren
}

/// Whether a token that stands right behind another has to stay there.
fn joins(before: TokenKind, kind: TokenKind) -> bool {
    let word = |it: TokenKind| matches!(it, TokenKind::Word | TokenKind::Number | TokenKind::Sign);
    match (before, kind) {
        (TokenKind::Paren, _) => true,
        (_, TokenKind::Paren) => word(before),
        (TokenKind::ParenEnd, _) => word(kind),
        _ => word(before) && word(kind),
    }
}
