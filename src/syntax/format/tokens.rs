//! The words, signs and comments of a text, with what their places say.

use super::marks::Marks;
use crate::source::Span;
use crate::syntax::lower::is_word_byte;
use crate::syntax::scan::{comment_end, curly_end, quoted_end};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::syntax) enum Kind {
    /// A word or number, or a sign that is none of the others.
    Word,
    /// Words in quotes, on one line.
    Quote,
    /// Prose, over several lines.
    Prose,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `[`
    Bracket,
    /// `]`
    BracketEnd,
    /// `(`
    Paren,
    /// `)`
    ParenEnd,
    /// `,`
    Comma,
    /// `|`
    Bar,
    /// `:`
    Colon,
    /// From `#` to the end of the line.
    Comment,
    /// What is kept to the byte.
    Kept,
}

/// A token.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "what its place says, each for itself")]
pub(super) struct Token {
    pub(super) span: Span,
    pub(super) kind: Kind,
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

/// Whether a character is a blank of the language: any other is a sign that a look must keep.
pub(in crate::syntax) fn is_blank(it: char) -> bool {
    it <= ' '
}

/// Takes a text apart.
pub(super) fn of(text: &str, comments: &[Span], marks: &Marks) -> Vec<Token> {
    let bytes = text.as_bytes();
    let all_comments = comments;
    let mut tokens: Vec<Token> = Vec::with_capacity(text.len() / 6);
    let (mut comments, mut kept) = (comments.iter().peekable(), marks.kept.iter().peekable());
    let (mut starts, mut values, mut brackets) =
        (marks.starts.iter().peekable(), marks.values.iter().peekable(), marks.brackets.iter().peekable());
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let mut breaks = 1;
    // The last word or sign, also of what is kept.
    let mut last = None;
    loop {
        let mut blank = false;
        while let Some(byte) = bytes.get(at).filter(|it| **it <= b' ') {
            breaks += usize::from(*byte == b'\n' || *byte == b'\r' && bytes.get(at + 1) != Some(&b'\n'));
            blank = true;
            at += 1;
        }
        if at == bytes.len() {
            break;
        }
        while comments.next_if(|it| (it.start as usize) < at).is_some() {}
        while kept.next_if(|it| (it.end as usize) <= at).is_some() {}
        let (kind, end) = if let Some(span) = kept.next_if(|it| it.start as usize == at) {
            (Kind::Kept, span.end as usize)
        } else if let Some(span) = comments.next_if(|it| it.start as usize == at) {
            (Kind::Comment, at + text[at..span.end as usize].trim_end_matches(is_blank).len())
        } else {
            token_at(text, at)
        };
        let here = at as u32;
        let is = |places: &mut std::iter::Peekable<std::slice::Iter<'_, u32>>| {
            while places.next_if(|it| **it < here).is_some() {}
            places.next_if(|it| **it == here).is_some()
        };
        if is(&mut values)
            && let Some(keyword) = tokens.iter_mut().rev().find(|it| it.kind != Kind::Comment)
        {
            keyword.starts = true;
        }
        let span = Span::new(here, end as u32);
        let (first_within, last_within) = match kind {
            Kind::Comment => (None, None),
            Kind::Kept => ends(text, span),
            _ => (Some((kind, span)), Some((kind, span))),
        };
        let joined = !blank && last.zip(first_within).is_some_and(|(before, it)| joins(text, before, it));
        last = last_within;
        tokens.push(Token {
            span,
            kind,
            starts: is(&mut starts) && !joined,
            holds: is(&mut brackets),
            first: breaks > 0,
            apart: breaks > 1 && !tokens.is_empty(),
            joined,
            broken: text[at..end].contains(['\n', '\r']),
            commented: match kind {
                Kind::Comment => true,
                Kind::Kept => {
                    let before = all_comments.partition_point(|it| (it.start as usize) < end);
                    all_comments[..before].last().is_some_and(|it| it.start >= here && it.end as usize >= end)
                }
                _ => false,
            },
            together: false,
            begins: false,
        });
        breaks = 0;
        at = end;
    }
    tokens
}

/// The first and the last word or sign of a passage; none where it begins or ends with a comment.
fn ends(text: &str, passage: Span) -> (Option<(Kind, Span)>, Option<(Kind, Span)>) {
    let (mut at, mut first, mut last) = (passage.start as usize, None, None);
    while at < passage.end as usize {
        match text.as_bytes()[at] {
            b'#' => (at, last) = (comment_end(text.as_bytes(), at), None),
            byte if is_blank(char::from(byte)) => at += 1,
            _ => {
                let (kind, end) = token_at(text, at);
                last = Some((kind, Span::new(at as u32, end as u32)));
                (at, first) = (end, first.or(last));
            }
        }
    }
    (first.filter(|_| !passage.of(text).starts_with('#')), last)
}

/// What a sign of the language is.
fn sign(byte: u8) -> Option<Kind> {
    Some(match byte {
        b'{' => Kind::Open,
        b'}' => Kind::Close,
        b'[' => Kind::Bracket,
        b']' => Kind::BracketEnd,
        b'(' => Kind::Paren,
        b')' => Kind::ParenEnd,
        b',' => Kind::Comma,
        b'|' => Kind::Bar,
        b':' => Kind::Colon,
        _ => return None,
    })
}

/// A quotation, prose, a word, or another sign, and where it ends.
pub(in crate::syntax) fn token_at(text: &str, at: usize) -> (Kind, usize) {
    let byte = text.as_bytes()[at];
    if let Some(kind) = sign(byte) {
        return (kind, at + 1);
    }
    let end = end(text, at);
    let kind = match byte {
        b'"' if text[at..end].starts_with("\"\"\"") => Kind::Prose,
        b'"' => Kind::Quote,
        _ => Kind::Word,
    };
    (kind, end)
}

/// Where a word, quotation or other sign ends.
fn end(text: &str, at: usize) -> usize {
    let bytes = text.as_bytes();
    if bytes[at] == b'"' {
        return quoted_end(bytes, at).unwrap_or(at + 1);
    }
    if bytes[at..].starts_with("“".as_bytes())
        && let Ok(end) = curly_end(text, at)
    {
        return end;
    }
    if !is_word_byte(bytes[at]) {
        return at + 1;
    }
    let mut end = at;
    loop {
        end += bytes[end..].iter().position(|it| !is_word_byte(*it)).unwrap_or(bytes.len() - end);
        // `15,000`, `12:30`, `83.5`
        let between = bytes.get(end).is_some_and(|it| matches!(it, b',' | b'.' | b':'));
        let digits = |it: Option<&u8>| it.is_some_and(u8::is_ascii_digit);
        if between && digits(bytes.get(end - 1)) && digits(bytes.get(end + 1)) && bytes[at].is_ascii_digit() {
            end += 1;
        } else {
            return end;
        }
    }
}

/// Whether a blank stands between two tokens on one line. `joined`: they stand right behind each other, and have to.
pub(in crate::syntax) fn gap(before: Kind, kind: Kind, joined: bool) -> bool {
    !joined && !matches!(kind, Kind::Comma | Kind::Colon | Kind::ParenEnd) && before != Kind::Paren
}

/// Whether a token that stands right behind another has to stay there.
pub(in crate::syntax) fn joins(text: &str, before: (Kind, Span), token: (Kind, Span)) -> bool {
    let sign = |span: Span| span.len() == 1 && !is_word_byte(text.as_bytes()[span.start as usize]);
    match (before.0, token.0) {
        // `42(7)`
        (Kind::Word, Kind::Paren) | (Kind::ParenEnd, Kind::Word) | (Kind::Paren, _) => true,
        (Kind::Word, Kind::Word) => sign(before.1) || sign(token.1),
        _ => false,
    }
}
