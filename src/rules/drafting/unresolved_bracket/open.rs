//! A bracket that is open, in words.

use crate::model::BracketNote;
use crate::rules::Context;
use crate::source::Span;

/// So long may a text be that a remedy quotes.
const QUOTED: usize = 90;

/// A bracket that is open.
pub(super) struct Open<'b> {
    pub(super) bracket: &'b BracketNote<'b>,
}

impl Open<'_> {
    /// Its first line.
    pub(super) fn span(&self, cx: &Context<'_>) -> Span {
        let span = self.bracket.span;
        let line = span.of(cx.model.text).lines().next().unwrap_or_default().trim_end();
        Span::new(span.start, span.start + line.len() as u32)
    }

    /// Who proposes what, and what is read.
    pub(super) fn says(&self) -> String {
        let by = |at: usize| self.bracket.alternatives.get(at).filter(|it| !it.is_empty()).map(|it| it.join(", "));
        match (self.bracket.alternatives.len(), self.bracket.taken) {
            (0 | 1, None) => match by(0) {
                Some(who) => format!("what {who} proposes to insert is left out"),
                None => "the proposal to insert is left out".to_owned(),
            },
            (0 | 1, Some(_)) => match by(0) {
                Some(who) => format!("what {who} proposes to insert is read"),
                None => "the proposal to insert is read".to_owned(),
            },
            (_, None) => "none of the rival texts is read".to_owned(),
            (count, Some(at)) => match by(at) {
                Some(who) => format!("of {count} rival texts, that of {who} is read"),
                None => format!("of {count} rival texts, the {} is read", if at == 0 { "first" } else { "chosen one" }),
            },
        }
    }

    /// How it could be closed.
    pub(super) fn cure(&self, cx: &Context<'_>) -> Option<String> {
        let texts: Vec<String> = self.bracket.texts.iter().map(|it| text(cx, *it)).collect();
        if texts.iter().any(|it| it.len() > QUOTED) {
            return Some("agree on one text, and strike the brackets with the others".to_owned());
        }
        match &texts[..] {
            [] => None,
            [one] => Some(format!("take it in, `{one}`, or strike it with its brackets")),
            [rest @ .., last] => {
                let rest: Vec<String> = rest.iter().map(|it| format!("`{it}`")).collect();
                Some(format!("agree on one text and strike the rest: {}, or `{last}`", rest.join(", ")))
            }
        }
    }
}

/// The words of a proposal, without the name before the colon.
fn text(cx: &Context<'_>, span: Span) -> String {
    let whole = span.of(cx.model.text);
    let body = match whole.split_once(':') {
        Some((who, body)) if who.chars().all(|it| it.is_alphanumeric() || matches!(it, '-' | '_' | ',' | ' ')) => body,
        _ => whole,
    };
    let words = body.split_whitespace().collect::<Vec<_>>().join(" ");
    if words.is_empty() { "nothing".to_owned() } else { words }
}
