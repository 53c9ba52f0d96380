//! What a provision takes, and what it still lacks.

use super::completion::{clause_of, clause_says};
use super::error::RequestResult;
use super::outline::clauses_at;
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::source::Span;
use crate::syntax::ast::ClauseWord;
use crate::syntax::clauses::{AllowedIn, CLAUSES};
use crate::syntax::expect::{ListKind, expected};
use lsp_types::{
    MarkupContent, MarkupKind, ParameterInformation, SignatureHelp, SignatureHelpParams, SignatureInformation,
};

pub(super) fn help(snapshot: &DocumentSnapshot, params: &SignatureHelpParams) -> RequestResult<Option<SignatureHelp>> {
    if snapshot.sort != DocumentKind::Draft {
        return Ok(None);
    }
    let offset = snapshot.offset(params.text_document_position_params.position);
    let Some(expected) = expected(snapshot.text(), offset) else { return Ok(None) };
    let ListKind::Clauses(kind) = expected.list else { return Ok(None) };
    let there = clauses_at(snapshot, expected.block);
    let now = (!expected.begins).then(|| clause_of(&expected)).flatten();
    // The clauses without which a provision leaves open what a reader will ask.
    let usual = CLAUSES.iter().filter(|it| it.usual.admits(AllowedIn::provision(kind)));
    let wanted: Vec<ClauseWord> = usual.map(|it| it.word).collect();
    // The clauses that are usual, and those that stand there besides, in the order of the first.
    let mut shown: Vec<ClauseWord> = wanted.clone();
    shown.extend(there.iter().chain(&now).filter(|it| !wanted.contains(it)));
    shown.dedup();
    let head = expected.head.map_or(kind.as_str(), |it: Span| it.of(snapshot.text()));
    let head: Vec<&str> = head.split_whitespace().collect();
    let mut label = format!("{} {{ ", head.join(" "));
    let mut parameters = Vec::new();
    for (at, word) in shown.iter().enumerate() {
        if at > 0 {
            label.push_str(" · ");
        }
        let info = word.info();
        let missing = wanted.contains(word) && !there.contains(word);
        let start = label.encode_utf16().count() as u32;
        label.push_str(info.text());
        if missing {
            label.push('?');
        }
        let end = label.encode_utf16().count() as u32;
        parameters.push(ParameterInformation {
            label: (start, end).into(),
            documentation: Some(markdown(clause_says(info)).into()),
        });
    }
    label.push_str(" }");
    let missing: Vec<String> =
        wanted.iter().filter(|it| !there.contains(it)).map(|it| format!("`{}`", it.text())).collect();
    let description = match &missing[..] {
        [] => format!("{} Nothing that is usual is missing.", kind.description()),
        _ => format!("{} Not there yet: {}.", kind.description(), missing.join(", ")),
    };
    let active = now.and_then(|it| shown.iter().position(|other| *other == it));
    let active = active.map(|it| it as u32);
    Ok(Some(SignatureHelp {
        signatures: vec![SignatureInformation {
            label,
            documentation: Some(markdown(description).into()),
            parameters: Some(parameters),
            active_parameter: active.map(Into::into),
        }],
        active_signature: Some(0),
        active_parameter: active.map(Into::into),
    }))
}

fn markdown(value: String) -> MarkupContent {
    MarkupContent { kind: MarkupKind::Markdown, value }
}
