//! Brackets in words, for the rules that speak of them.

use super::CrossReadingContext;
use crate::diagnostic;
use crate::model::BracketText;
use crate::source::{Span, lines};
use crate::syntax::passage::{beginning_on_one_line, on_one_line};

/// So long may a text be that a remedy quotes, in bytes.
const QUOTED: usize = 90;

/// The first line of a bracket.
pub(crate) fn first_line(cx: &CrossReadingContext<'_>, bracket: &BracketText<'_>) -> Span {
    first_line_of(cx, bracket.span)
}

/// The first line of a passage.
pub(crate) fn first_line_of(cx: &CrossReadingContext<'_>, passage: Span) -> Span {
    let line = lines(passage.of(cx.model.text)).next().unwrap_or_default().trim_end();
    Span::new(passage.start, passage.start + line.len() as u32)
}

/// Who proposes what.
pub(crate) fn description(bracket: &BracketText<'_>) -> String {
    let by: Vec<String> = bracket.alternatives.iter().map(|it| it.who.join("/")).collect();
    match &by[..] {
        [who] if who.is_empty() => "a proposal to insert".to_owned(),
        [who] => format!("a proposal of {who} to insert"),
        texts if texts.iter().all(String::is_empty) => format!("{} alternatives", texts.len()),
        texts => {
            let named = |it: &String| if it.is_empty() { "an unnamed side".to_owned() } else { it.clone() };
            let texts: Vec<String> = texts.iter().map(named).collect();
            format!("alternatives of {}", diagnostic::join_list(&texts, "and"))
        }
    }
}

/// How it could be closed.
pub(crate) fn cure(cx: &CrossReadingContext<'_>, bracket: &BracketText<'_>) -> Option<String> {
    let texts: Vec<String> = bracket.alternatives.iter().map(|it| words(cx, it.words)).collect();
    if texts.iter().any(|it| it.len() > QUOTED) {
        return Some("agree on one text, and strike the brackets with the others".to_owned());
    }
    match &texts[..] {
        [] => None,
        [one] => Some(format!("adopt it, `{one}`, or strike it with its brackets")),
        [rest @ .., last] => {
            let rest: Vec<String> = rest.iter().map(|it| format!("`{it}`")).collect();
            Some(format!("agree on one text and strike the rest: {}, or `{last}`", rest.join(", ")))
        }
    }
}

/// The words of a text on one line, without comments.
pub(crate) fn words(cx: &CrossReadingContext<'_>, text: Span) -> String {
    let words = on_one_line(text.of(cx.model.text));
    if words.is_empty() { "nothing".to_owned() } else { words }
}

/// A text in backticks, if it is short enough to be quoted.
pub(crate) fn quoted(cx: &CrossReadingContext<'_>, text: Span) -> Option<String> {
    let words = beginning_on_one_line(text.of(cx.model.text), QUOTED);
    match words.len() {
        0 => Some("`nothing`".to_owned()),
        length => (length <= QUOTED).then(|| format!("`{words}`")),
    }
}

/// Things in backticks in a row: "`a`, `b` and `c`".
pub(crate) fn join_list(names: &[&str]) -> String {
    let names: Vec<String> = names.iter().map(|it| format!("`{it}`")).collect();
    diagnostic::join_list(&names, "and")
}
