//! What each word of a draft is, for editors that colour it.

use super::error::Answer;
use super::page::{Page, Sort};
use crate::engine::names;
use crate::source::Span;
use crate::syntax::lexer::{Kind, Lexer};
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
    plain(page.text(), &mut found);
    found.retain(|it| it.0.start < within.end && within.start < it.0.end);
    // A term in quotes is a quotation; of one word the name comes first.
    found.sort_by_key(|it| it.0.start);
    found.dedup_by(|next, before| next.0.start < before.0.end);
    Some(SemanticTokens { result_id: None, data: encoded(page, &found) })
}

/// Names, by what they stand for.
fn named(page: &Page, found: &mut Vec<(Span, Token, u32)>) {
    let names = page.names();
    for (span, number, declares) in &names.places {
        let it = &names.all[*number];
        let token = match it.kind {
            names::Kind::Actor => Token::Actor,
            names::Kind::Body => Token::Body,
            names::Kind::Group => Token::Group,
            names::Kind::Place(_) => Token::Place,
            names::Kind::Instrument => Token::Instrument,
            names::Kind::Weights | names::Kind::Provision | names::Kind::Milestone => Token::Provision,
            // The word and the number are told apart.
            names::Kind::Unit | names::Kind::Term => continue,
        };
        if *declares && it.name != span.of(page.text()) {
            continue;
        }
        let outside = it.declared.is_none_or(|it| it.0 != page.source.file);
        found.push((*span, token, u32::from(*declares) | u32::from(outside) << 1));
    }
}

/// Comments and quotations, and words and numbers as if they were no names: keywords, and words of the vocabulary.
fn plain(text: &str, found: &mut Vec<(Span, Token, u32)>) {
    for token in Lexer::new(text) {
        let word = token.span.of(text);
        let kind = match token.kind {
            Kind::Comment => Token::Comment,
            Kind::Quotation | Kind::Prose => Token::Quotation,
            Kind::Number => Token::Number,
            Kind::Word if super::completion::is_keyword(word) => Token::Keyword,
            Kind::Word if word.starts_with(char::is_uppercase) => Token::Actor,
            Kind::Word if word.starts_with(char::is_alphanumeric) => Token::Word,
            _ => continue,
        };
        found.push((token.span, kind, 0));
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
            let content = lines.content(text, row);
            let (from, to) = (span.start.max(content.start), span.end.min(content.end));
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
