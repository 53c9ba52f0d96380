//! Formatting: a draft, a range, or on type.

use super::error::{Answer, Refusal};
use super::page::{Page, Sort};
use crate::source::{Span, line_start};
use crate::syntax::format::{Unformatted, format, format_range};
use crate::syntax::lexer::{Kind, Lexer};
use lsp_types::{DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit};

pub(super) fn whole(page: &Page, _: &DocumentFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    if page.sort != Sort::Draft {
        return Ok(None);
    }
    let new = format(page.text(), &page.house.look()).map_err(refusal)?;
    Ok(Some(page.edits_to(&new)))
}

pub(super) fn range(page: &Page, params: &DocumentRangeFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    part(page, page.span(params.range)).map_err(refusal)
}

/// What the editor shows where a text stays as it is.
fn refusal(why: Unformatted) -> Refusal {
    Refusal::new(format!("the draft {why}"))
}

/// Behind `}` the block that it closes, behind a line break the line before it.
pub(super) fn typed(page: &Page, params: &DocumentOnTypeFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    let at = page.offset(params.position);
    let before = &page.text()[..at as usize];
    let end = if params.ch == "}" { at } else { before.trim_end().len() as u32 };
    let start = line_start(before, if params.ch == "}" { opened(before) } else { end });
    // Nobody asked, so nobody is told that it can't be done.
    Ok(part(page, Span::new(start, end)).unwrap_or_default())
}

/// Where the block opens which ends a text.
fn opened(text: &str) -> u32 {
    let (mut open, mut last) = (Vec::new(), None);
    for token in Lexer::new(text) {
        match token.kind {
            Kind::Open => open.push(token.span.start),
            Kind::Close => last = open.pop(),
            _ => {}
        }
    }
    last.unwrap_or(text.len() as u32)
}

fn part(page: &Page, part: Span) -> Result<Option<Vec<TextEdit>>, Unformatted> {
    if page.sort != Sort::Draft {
        return Ok(None);
    }
    let edits = format_range(page.text(), part, &page.house.look())?;
    Ok(Some(edits.iter().map(|it| page.edit(it)).collect()))
}
