//! Comments that let findings stand, written into a draft.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::suppress::{self, Scope};
use crate::source::{FileId, LineIndex, Source};
use crate::syntax;
use std::collections::BTreeMap;

/// A draft with comments that let findings stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// The text.
    pub text: String,
    /// How many findings it allows.
    pub allowed: usize,
    /// How many have no place for a comment: they stand in another text, or within prose; or a suite lets
    /// none of them stand.
    pub left: usize,
}

/// Lets findings stand, each by a comment above its line or behind it.
pub fn allow(source: &Source, findings: &[Diagnostic], reason: &str) -> Allowed {
    let lines = LineIndex::new(&source.text);
    let mut by_line: BTreeMap<usize, Vec<&'static str>> = BTreeMap::new();
    let mut result = Allowed { text: source.text.to_string(), allowed: 0, left: 0 };
    for finding in findings {
        if finding.primary.file == source.file && finding.ignorable {
            by_line.entry(lines.line(finding.primary.span.start)).or_default().push(finding.rule);
        } else {
            result.left += 1;
        }
    }
    // From the end on, so that the lines above stay where they are.
    for (line, mut rules) in by_line.into_iter().rev() {
        let count = rules.len();
        rules.sort_unstable();
        rules.dedup();
        let comment = format!("# vattel: allow({}) {reason}", rules.join(", "));
        match with_comment(&result.text, line, &comment) {
            Some(text) => {
                result.text = text;
                result.allowed += count;
            }
            None => result.left += count,
        }
    }
    result
}

/// The text with a comment that covers a line and no more.
fn with_comment(text: &str, line: usize, comment: &str) -> Option<String> {
    let lines = LineIndex::new(text);
    let (start, end) = (lines.span(line).start as usize, lines.span(line).end as usize);
    let words = &text[start..end];
    let indent: String = words.chars().take_while(|it| it.is_whitespace()).collect();
    let kept = words.trim_end();
    let above = (format!("{}{indent}{comment}\n{}", &text[..start], &text[start..]), line + 1);
    let behind = (format!("{}{kept}  {comment}{}", &text[..start], &text[start + kept.len()..]), line);
    // What stands behind another comment would be a part of it.
    [above, behind].into_iter().find(|(text, wanted)| covers(text, comment, *wanted)).map(|it| it.0)
}

/// Whether a text holds the comment as one that covers just a line.
fn covers(text: &str, comment: &str, line: usize) -> bool {
    let parsed = syntax::parse(FileId(0), text);
    let allows = suppress::read(text, &parsed.comments, &LineIndex::new(text));
    allows.iter().any(|it| it.scope == Scope::Line(line) && it.span.of(text).trim_end() == comment)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::engine::check;

    #[test]
    fn whatever_is_found_may_stand() {
        let text = "party UKR \"Ukraine\" is beneficiary\nparty RUS \"Russia\" is guarantor\nassume { potential aggressor RUS \
                    against UKR }\narticle 1 \"a\" {\n    trigger t {\n        on armed-attack against UKR\n        decided by \
                    unanimity of guarantors  # so far\n    }\n    obligation o { upon t RUS shall assist UKR by weapons }\n    \
                    text \"\"\"\n        A robust text.\n        \"\"\"\n}\n";
        let source = Source::new(FileId(0), "draft.treaty", text);
        let found = check(&source, &Settings::all(), &|_| None);
        assert!(found.findings.len() > 3);
        let allowed = allow(&source, &found.findings, "agreed in the room");
        let again = Source::new(FileId(0), "draft.treaty", allowed.text.as_str());
        let report = check(&again, &Settings::all(), &|_| None);
        assert_eq!(
            (report.findings.len(), report.suppressed.len()),
            (allowed.left, allowed.allowed),
            "{}",
            allowed.text
        );
        assert!(allowed.left <= 1, "only what stands in prose is left: {:?}", report.findings);
        let bare: Vec<&str> = allowed.text.lines().filter(|it| !it.trim_start().starts_with("# vattel")).collect();
        let bare: Vec<&str> = bare.iter().map(|it| it.split("  # vattel").next().unwrap_or_default()).collect();
        assert_eq!(bare, text.lines().collect::<Vec<_>>());
    }
}
