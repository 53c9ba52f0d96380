//! The one look, given to a draft, to a part of it, or to what was just typed.

use super::error::{RequestError, RequestResult};
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::source::{Span, line_start};
use crate::syntax::format::{Unformatted, format, format_range};
use crate::syntax::lexer::{Lexer, TokenKind};
use lsp_types::{DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit};

pub(super) fn whole(snapshot: &DocumentSnapshot, _: &DocumentFormattingParams) -> RequestResult<Option<Vec<TextEdit>>> {
    if snapshot.sort != DocumentKind::Draft {
        return Ok(None);
    }
    let new = format(snapshot.text(), &snapshot.config.look()).map_err(refusal)?;
    Ok(Some(snapshot.edits_to(&new)))
}

pub(super) fn range(
    snapshot: &DocumentSnapshot,
    params: &DocumentRangeFormattingParams,
) -> RequestResult<Option<Vec<TextEdit>>> {
    part(snapshot, snapshot.span(params.range)).map_err(refusal)
}

/// What the editor shows where a text stays as it is.
fn refusal(why: Unformatted) -> RequestError {
    RequestError::new(format!("the draft {why}"))
}

/// Behind `}` the block that it closes, behind a line break the line before it.
pub(super) fn typed(
    snapshot: &DocumentSnapshot,
    params: &DocumentOnTypeFormattingParams,
) -> RequestResult<Option<Vec<TextEdit>>> {
    let at = snapshot.offset(params.position);
    let before = &snapshot.text()[..at as usize];
    let end = if params.ch == "}" { at } else { before.trim_end().len() as u32 };
    let start = line_start(before, if params.ch == "}" { opened(before) } else { end });
    // Nobody asked, so nobody is told that it can't be done.
    Ok(part(snapshot, Span::new(start, end)).unwrap_or_default())
}

/// Where the block opens which ends a text.
fn opened(text: &str) -> u32 {
    let (mut open, mut last) = (Vec::new(), None);
    for token in Lexer::new(text) {
        match token.kind {
            TokenKind::Open => open.push(token.span.start),
            TokenKind::Close => last = open.pop(),
            _ => {}
        }
    }
    last.unwrap_or(text.len() as u32)
}

fn part(snapshot: &DocumentSnapshot, part: Span) -> Result<Option<Vec<TextEdit>>, Unformatted> {
    if snapshot.sort != DocumentKind::Draft {
        return Ok(None);
    }
    let edits = format_range(snapshot.text(), part, &snapshot.config.look())?;
    Ok(Some(edits.iter().map(|it| snapshot.edit(it)).collect()))
}
