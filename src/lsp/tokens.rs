//! What each word of a draft is, for editors that colour it.

use super::error::Answer;
use super::outline::word_at;
use super::page::{Page, Sort};
use crate::engine::names::Kind;
use crate::source::Span;
use crate::syntax::passage::{PassageKind, passages};
use lsp_types::{SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams};

/// What a word may be, with the names of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Token {
    Comment,
    Quotation,
    Number,
    Keyword,
    /// Somebody who acts.
    Actor,
    /// A body that decides.
    Body,
    Group,
    Place,
    Instrument,
    Provision,
    Unit,
    /// A word of an open vocabulary.
    Word,
}

/// Every kind with its name, in the order of their numbers.
pub(super) const KINDS: &[(Token, &str)] = &[
    (Token::Comment, "comment"),
    (Token::Quotation, "string"),
    (Token::Number, "number"),
    (Token::Keyword, "keyword"),
    (Token::Actor, "class"),
    (Token::Body, "interface"),
    (Token::Group, "enum"),
    (Token::Place, "namespace"),
    (Token::Instrument, "type"),
    (Token::Provision, "function"),
    (Token::Unit, "label"),
    (Token::Word, "enumMember"),
];

/// What may be said of a word besides.
pub(super) const MODIFIERS: &[&str] = &["declaration", "defaultLibrary"];

pub(super) fn full(page: &Page, _: &SemanticTokensParams) -> Answer<Option<SemanticTokens>> {
    Ok(tokens(page, Span::new(0, page.text().len() as u32)))
}

pub(super) fn range(page: &Page, params: &SemanticTokensRangeParams) -> Answer<Option<SemanticTokens>> {
    Ok(tokens(page, page.span(params.range)))
}

fn tokens(page: &Page, within: Span) -> Option<SemanticTokens> {
    if page.sort != Sort::Draft {
        return None;
    }
    let mut found: Vec<(Span, Token, u32)> = Vec::new();
    named(page, &mut found);
    let text = page.text();
    let mut taken: Vec<Span> = found.iter().map(|it| it.0).collect();
    for it in passages(text) {
        let (kind, quotes) = match it.kind {
            PassageKind::Comment => (Token::Comment, 0),
            PassageKind::Quotation => (Token::Quotation, 1),
            PassageKind::Prose => (Token::Quotation, 3),
        };
        let start = it.span.start.saturating_sub(quotes);
        let curly = text[..it.span.start as usize].ends_with('“');
        let span = if curly {
            Span::new(it.span.start - '“'.len_utf8() as u32, it.span.end + '”'.len_utf8() as u32)
        } else {
            Span::new(start, (it.span.end + quotes).min(text.len() as u32))
        };
        found.push((span, kind, 0));
        taken.push(span);
    }
    taken.sort_unstable();
    bare(text, &taken, &mut found);
    found.retain(|it| it.0.start < within.end && within.start < it.0.end);
    found.sort_unstable_by_key(|it| (it.0, it.1));
    // A term in quotes is a quotation; one word has one meaning.
    found.dedup_by(|next, before| next.0.start < before.0.end);
    Some(SemanticTokens { result_id: None, data: encoded(page, &found) })
}

/// Names, by what they stand for.
fn named(page: &Page, found: &mut Vec<(Span, Token, u32)>) {
    let names = page.names();
    for (span, number, declares) in &names.places {
        let it = &names.all[*number];
        let token = match it.kind {
            Kind::Actor => Token::Actor,
            Kind::Body => Token::Body,
            Kind::Group => Token::Group,
            Kind::Place(_) => Token::Place,
            Kind::Instrument => Token::Instrument,
            Kind::Weights | Kind::Provision | Kind::Milestone => Token::Provision,
            // The word and the number are told apart.
            Kind::Unit | Kind::Term => continue,
        };
        if *declares && it.name != span.of(page.text()) {
            continue;
        }
        let outside = it.declared.is_none_or(|it| it.0 != page.source.file);
        found.push((*span, token, u32::from(*declares) | u32::from(outside) << 1));
    }
}

/// Words and numbers that are no names: keywords, and words of the vocabulary.
fn bare(text: &str, known: &[Span], found: &mut Vec<(Span, Token, u32)>) {
    let mut at = 0;
    let mut next = 0;
    while at < text.len() {
        while next < known.len() && (known[next].end as usize) <= at {
            next += 1;
        }
        if let Some(span) = known.get(next).filter(|it| it.start as usize <= at) {
            at = span.end as usize;
            continue;
        }
        let Some(first) = text[at..].chars().next() else { break };
        if !first.is_alphanumeric() {
            at += first.len_utf8();
            continue;
        }
        let span = word_at(text, at as u32);
        let word = span.of(text);
        let token = match () {
            () if first.is_ascii_digit() => Token::Number,
            () if super::completion::is_keyword(word) => Token::Keyword,
            () if first.is_uppercase() => Token::Actor,
            () => Token::Word,
        };
        if span.start as usize == at {
            found.push((span, token, 0));
        }
        at = (span.end as usize).max(at + first.len_utf8());
    }
}

/// As the protocol has it: each token by its distance from the one before, none longer than its line.
fn encoded(page: &Page, found: &[(Span, Token, u32)]) -> Vec<SemanticToken> {
    let (text, lines) = (page.text(), page.lines());
    let mut tokens = Vec::new();
    let (mut line, mut column) = (0, 0);
    for (span, token, modifiers) in found {
        let (first, last) = (lines.line(span.start), lines.line(span.end.max(span.start + 1) - 1));
        for row in first..=last {
            let (start, words) = lines.words(text, row);
            let from = span.start.max(start);
            let to = span.end.min(start + words.len() as u32);
            if from >= to {
                continue;
            }
            let position = lines.position(text, from);
            let length = lines.position(text, to).character - position.character;
            let delta_start = if position.line == line { position.character - column } else { position.character };
            tokens.push(SemanticToken {
                delta_line: position.line - line,
                delta_start,
                length,
                token_type: KINDS.iter().position(|it| it.0 == *token).unwrap_or(0) as u32,
                token_modifiers_bitset: *modifiers,
            });
            (line, column) = (position.line, position.character);
        }
    }
    tokens
}
