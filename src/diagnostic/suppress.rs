//! `# vattel: allow(rule) reason`: findings that the drafter has answered.
//!
//! Here the comments are read and matched by line. Whether a named rule exists, and whether the comment was of use, is
//! the engine's to say.

use crate::source::{LineIndex, Span};

/// A comment that allows something.
#[derive(Clone, Debug)]
pub struct AllowComment<'t> {
    /// The whole comment.
    pub span: Span,
    /// The rules as written, each with its place.
    pub rules: Vec<(&'t str, Span)>,
    /// Why; empty if the drafter does not say. Without a reason nothing is allowed.
    pub reason: &'t str,
    /// What it covers.
    pub scope: AllowScope,
}

/// What a comment covers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AllowScope {
    /// The whole text.
    File,
    /// The findings that start on a line, from 0.
    Line(usize),
}

/// Reads the comments of a text that allow something. `comments` are in the order of the text.
pub fn read<'t>(text: &'t str, comments: &[Span], lines: &LineIndex) -> Vec<AllowComment<'t>> {
    let mut allows = Vec::new();
    let mut head_end = None;
    // The line that the last comment above one covers: those between have no words, so that none is looked at twice.
    let mut next = 0;
    for comment in comments {
        let Some((rules, reason)) = take_apart(text, *comment) else { continue };
        let head_end = *head_end.get_or_insert_with(|| end_of_head(text, comments));
        let line = lines.line(comment.start);
        let before = &text[lines.span(line).start as usize..comment.start as usize];
        let scope = if comment.start < head_end {
            AllowScope::File
        } else if before.trim().is_empty() {
            if next <= line {
                next = next_line_with_words(text, comments, line, lines);
            }
            AllowScope::Line(next)
        } else {
            AllowScope::Line(line)
        };
        allows.push(AllowComment { span: *comment, rules, reason, scope });
    }
    allows
}

/// Whether a comment is one that the program reads.
pub(super) fn is_read(comment: &str) -> bool {
    let words = comment.trim_start_matches('#').trim();
    let of_format = words.strip_prefix("vattel:").is_some_and(|it| matches!(it.trim(), "fmt off" | "fmt on"));
    of_format || take_apart(comment, Span::new(0, comment.len() as u32)).is_some()
}

/// The rules with their places, and the reason.
type AllowParts<'t> = (Vec<(&'t str, Span)>, &'t str);

/// The rules and the reason of `# vattel: allow(a, b) reason`; `None` for every other comment.
fn take_apart(text: &str, comment: Span) -> Option<AllowParts<'_>> {
    let words = comment.of(text);
    let rest = words.trim_start_matches('#').trim_start();
    let rest = rest.strip_prefix("vattel:")?.trim_start().strip_prefix("allow")?.trim_start().strip_prefix('(')?;
    let (list, reason) = rest.split_once(')')?;
    // A second bracket opens where the first has not closed.
    if list.contains('(') {
        return None;
    }
    // A mark of a test may follow the reason; it is no part of it.
    let reason = reason.split_once("#~").map_or(reason, |(reason, _)| reason);
    let place = |part: &str| (part.as_ptr() as usize - text.as_ptr() as usize) as u32;
    let rules = list.split(',').map(str::trim).map(|rule| {
        let start = place(rule);
        (rule, Span::new(start, start + rule.len() as u32))
    });
    let reason = reason.trim_matches(|c: char| c.is_whitespace() || c == ':' || c == '-');
    Some((rules.collect(), if is_reason(reason) { reason } else { "" }))
}

/// Words that stand in the place of a reason until it is written.
const PLACEHOLDERS: &[&str] = &["TBD", "TODO", "FIXME", "XXX"];

/// Whether words say why a finding may stand: there are some, and they do not begin with a placeholder.
pub fn is_reason(words: &str) -> bool {
    let first = words.split(|it: char| !it.is_alphanumeric()).find(|it| !it.is_empty());
    first.is_some_and(|first| !PLACEHOLDERS.iter().any(|it| first.eq_ignore_ascii_case(it)))
}

/// Where the first thing stands that is neither blank nor comment.
fn end_of_head(text: &str, comments: &[Span]) -> u32 {
    let mut at = 0;
    for comment in comments {
        if !text[at as usize..comment.start as usize].trim_start_matches('\u{feff}').trim().is_empty() {
            break;
        }
        at = comment.end;
    }
    let rest = &text[at as usize..];
    at + (rest.len() - rest.trim_start_matches('\u{feff}').trim_start().len()) as u32
}

/// The first line after `line` that holds more than a comment; the end of the text if there is none.
fn next_line_with_words(text: &str, comments: &[Span], line: usize, lines: &LineIndex) -> usize {
    let has_words = |line: &usize| {
        let span = lines.span(*line);
        let words = span.of(text);
        let first = span.start + (words.len() - words.trim_start().len()) as u32;
        // In prose `#` begins no comment.
        !words.trim().is_empty() && comments.binary_search_by_key(&first, |it| it.start).is_err()
    };
    (line + 1..lines.lines()).find(has_words).unwrap_or(lines.lines())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(text: &str) -> Vec<(Vec<String>, String, AllowScope)> {
        let comments: Vec<Span> = text
            .match_indices('#')
            .map(|(at, _)| Span::new(at as u32, (at + text[at..].find('\n').unwrap_or(text.len() - at)) as u32))
            .collect();
        read(text, &comments, &LineIndex::new(text))
            .into_iter()
            .map(|it| (it.rules.iter().map(|(rule, _)| (*rule).to_owned()).collect(), it.reason.to_owned(), it.scope))
            .collect()
    }

    #[test]
    fn a_comment_covers_its_line_the_next_or_the_file() {
        let text = "# vattel: allow(a/b) the whole file\n\nparty UKR \"Ukraine\" # vattel: allow(c, d) here\n\
                    # vattel: allow(e) below\n# another word\n\nparty RUS \"Russia\"\n";
        assert_eq!(
            allows(text),
            [
                (vec!["a/b".to_owned()], "the whole file".to_owned(), AllowScope::File),
                (vec!["c".to_owned(), "d".to_owned()], "here".to_owned(), AllowScope::Line(2)),
                (vec!["e".to_owned()], "below".to_owned(), AllowScope::Line(6)),
            ]
        );
    }

    #[test]
    fn comments_behind_the_last_words_cover_the_end_and_are_read_at_once() {
        let scopes: Vec<AllowScope> =
            allows("a\n# vattel: allow(b) c\n# vattel: allow(b) c\n").into_iter().map(|it| it.2).collect();
        assert_eq!(scopes, [AllowScope::Line(4), AllowScope::Line(4)]);
        // A walk to the end for each of them would take minutes.
        assert_eq!(allows(&format!("a\n{}", "# vattel: allow(b) c\n".repeat(20_000))).len(), 20_000);
    }

    #[test]
    fn other_comments_allow_nothing() {
        assert!(allows("# vattel is a linter\n# allow(a)\n# vattel: allow a\n").is_empty());
    }

    #[test]
    fn every_placeholder_is_named_where_users_read_of_them() {
        let pages = [
            include_str!("../../grammar/reference.md"),
            include_str!("../../docs/configuration.md"),
            include_str!("../rules/suppression/unexplained.rs"),
        ];
        for (page, word) in pages.iter().flat_map(|page| PLACEHOLDERS.iter().map(move |word| (page, word))) {
            let told = page.lines().any(|line| line.contains("reason") && line.contains(&format!("`{word}`")));
            assert!(told, "{word}");
        }
    }

    #[test]
    fn a_missing_reason_is_empty() {
        let text = "party UKR \"Ukraine\"\n# vattel: allow(a)\nparty RUS \"Russia\"";
        let wanted = [(vec!["a".to_owned()], String::new(), AllowScope::Line(2))];
        assert_eq!(allows(text), wanted);
        for reason in ["TBD", "- todo", "<TODO: ask Kyiv>", "...", "…", "?", ": --", "#~ needless"] {
            assert_eq!(allows(&text.replace("(a)", &format!("(a) {reason}"))), wanted, "{reason}");
        }
        assert!(
            is_reason("as signed, TBD by the heads of state")
                && is_reason("wie unterzeichnet")
                && is_reason("погоджено")
        );
    }
}
