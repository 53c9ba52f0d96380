//! What each word of a draft is, for editors that colour it.

use super::error::RequestResult;
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::engine::names;
use crate::source::Span;
use crate::syntax::lexer::{Lexer, TokenKind};
use lsp_types::{SemanticToken, SemanticTokens, SemanticTokensParams, SemanticTokensRangeParams};

/// What a word may be, with the names of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum WordClass {
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
pub(super) const KINDS: &[(WordClass, &str)] = &[
    (WordClass::Comment, "comment"),
    (WordClass::Quotation, "string"),
    (WordClass::Number, "number"),
    (WordClass::Keyword, "keyword"),
    (WordClass::Actor, "class"),
    (WordClass::Body, "interface"),
    (WordClass::Group, "enum"),
    (WordClass::Place, "namespace"),
    (WordClass::Instrument, "type"),
    (WordClass::Provision, "function"),
    (WordClass::Unit, "label"),
    (WordClass::Word, "enumMember"),
];

/// What may be said of a word besides.
pub(super) const MODIFIERS: &[&str] = &["declaration", "defaultLibrary"];

pub(super) fn full(snapshot: &DocumentSnapshot, _: &SemanticTokensParams) -> RequestResult<Option<SemanticTokens>> {
    Ok(tokens(snapshot, Span::new(0, snapshot.text().len() as u32)))
}

pub(super) fn range(
    snapshot: &DocumentSnapshot,
    params: &SemanticTokensRangeParams,
) -> RequestResult<Option<SemanticTokens>> {
    Ok(tokens(snapshot, snapshot.span(params.range)))
}

fn tokens(snapshot: &DocumentSnapshot, within: Span) -> Option<SemanticTokens> {
    if snapshot.sort != DocumentKind::Draft {
        return None;
    }
    let mut found: Vec<(Span, WordClass, u32)> = Vec::new();
    named(snapshot, &mut found);
    plain(snapshot.text(), &mut found);
    found.retain(|it| it.0.start < within.end && within.start < it.0.end);
    // A term in quotes is a quotation; of one word the name comes first.
    found.sort_by_key(|it| it.0.start);
    found.dedup_by(|next, before| next.0.start < before.0.end);
    Some(SemanticTokens { result_id: None, data: encoded(snapshot, &found) })
}

/// Names, by what they stand for.
fn named(snapshot: &DocumentSnapshot, found: &mut Vec<(Span, WordClass, u32)>) {
    let names = snapshot.names();
    for (span, number, declares) in &names.places {
        let it = &names.all[*number];
        let token = match it.kind {
            names::NameKind::Actor => WordClass::Actor,
            names::NameKind::Body => WordClass::Body,
            names::NameKind::Group => WordClass::Group,
            names::NameKind::Place(_) => WordClass::Place,
            names::NameKind::Instrument => WordClass::Instrument,
            names::NameKind::Weights | names::NameKind::Provision | names::NameKind::Milestone => WordClass::Provision,
            // The word and the number are told apart.
            names::NameKind::Unit | names::NameKind::Term => continue,
        };
        if *declares && it.name != span.of(snapshot.text()) {
            continue;
        }
        let outside = it.declared.is_none_or(|it| it.0 != snapshot.source.file);
        found.push((*span, token, u32::from(*declares) | u32::from(outside) << 1));
    }
}

/// Comments and quotations, and words and numbers as if they were no names: keywords, and words of the vocabulary.
fn plain(text: &str, found: &mut Vec<(Span, WordClass, u32)>) {
    for token in Lexer::new(text) {
        let word = token.span.of(text);
        let kind = match token.kind {
            TokenKind::Comment => WordClass::Comment,
            TokenKind::Quotation | TokenKind::Prose => WordClass::Quotation,
            TokenKind::Number => WordClass::Number,
            TokenKind::Word if super::completion::is_keyword(word) => WordClass::Keyword,
            TokenKind::Word if word.starts_with(char::is_uppercase) => WordClass::Actor,
            TokenKind::Word if word.starts_with(char::is_alphanumeric) => WordClass::Word,
            _ => continue,
        };
        found.push((token.span, kind, 0));
    }
}

/// As the protocol has it: each token by its distance from the one before, none longer than its line.
fn encoded(snapshot: &DocumentSnapshot, found: &[(Span, WordClass, u32)]) -> Vec<SemanticToken> {
    let (text, lines) = (snapshot.text(), snapshot.lines());
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
