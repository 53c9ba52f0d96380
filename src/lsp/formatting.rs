//! The one look, given to a draft, to a part of it, or to what was just typed.

use super::error::{Answer, Refusal};
use super::page::{Page, Sort};
use crate::source::Span;
use crate::syntax::format::{Unformatted, differences, format, format_range};
use lsp_types::{DocumentFormattingParams, DocumentOnTypeFormattingParams, DocumentRangeFormattingParams, TextEdit};

pub(super) fn whole(page: &Page, _: &DocumentFormattingParams) -> Answer<Option<Vec<TextEdit>>> {
    if page.sort != Sort::Draft {
        return Ok(None);
    }
    let new = format(page.text(), &page.house.look()).map_err(refusal)?;
    Ok(Some(differences(page.text(), &new).iter().map(|it| page.edit(it)).collect()))
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
    let start =
        if params.ch == "}" { opened(before) } else { before.trim_end().rfind(['\n', '\r']).map_or(0, |it| it + 1) };
    let end = if params.ch == "}" { at } else { before.trim_end().len() as u32 };
    // Nobody asked, so nobody is told that it can't be done.
    Ok(part(page, Span::new(start as u32, end.max(start as u32))).unwrap_or_default())
}

/// Where the line begins that opens the block which ends a text.
fn opened(text: &str) -> usize {
    let mut depth = 0_usize;
    for (at, byte) in text.bytes().enumerate().rev() {
        match byte {
            b'}' => depth += 1,
            b'{' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    return text[..at].rfind(['\n', '\r']).map_or(0, |it| it + 1);
                }
            }
            _ => {}
        }
    }
    text.rfind(['\n', '\r']).map_or(0, |it| it + 1)
}

fn part(page: &Page, part: Span) -> Result<Option<Vec<TextEdit>>, Unformatted> {
    if page.sort != Sort::Draft {
        return Ok(None);
    }
    let edits = format_range(page.text(), part, &page.house.look())?;
    Ok(Some(edits.iter().map(|it| page.edit(it)).collect()))
}
