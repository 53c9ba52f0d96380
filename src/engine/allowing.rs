//! Comments that let findings stand, written into a draft.

use crate::diagnostic::Diagnostic;
use crate::diagnostic::suppress::{self, AllowScope};
use crate::source::{FileId, LineIndex, Source, line_ending};
use crate::syntax;
use std::collections::{BTreeMap, BTreeSet};

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
    /// How many are about such comments, and are mended there: no comment allows them.
    pub of_comments: usize,
}

/// The rules on comments that let findings stand.
pub(super) const OF_COMMENTS: &str = "suppression/";

/// Where the comment on a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CommentPlace {
    /// On a line of its own above.
    Above,
    /// Behind what the line says.
    Behind,
    /// Nowhere: it would be a part of prose, or of another comment.
    Nowhere,
}

/// A line with what is found on it.
struct AllowedLine {
    line: usize,
    count: usize,
    comment: String,
    spot: CommentPlace,
}

/// Lets findings stand, each by a comment above its line or behind it.
pub fn allow(source: &Source, findings: &[Diagnostic], reason: &str) -> Allowed {
    let lines = LineIndex::new(&source.text);
    let mut by_line: BTreeMap<usize, Vec<&str>> = BTreeMap::new();
    let (mut left, mut of_comments) = (0, 0);
    for finding in findings {
        if finding.rule.starts_with(OF_COMMENTS) {
            of_comments += 1;
        } else if finding.primary.file == source.file && finding.ignorable {
            by_line.entry(lines.line(finding.primary.span.start)).or_default().push(&finding.rule);
        } else {
            left += 1;
        }
    }
    let answered = by_line.into_iter().map(|(line, mut rules)| {
        let count = rules.len();
        rules.sort_unstable();
        rules.dedup();
        let comment = format!("# vattel: allow({}) {reason}", rules.join(", "));
        AllowedLine { line, count, comment, spot: CommentPlace::Above }
    });
    let mut answered: Vec<AllowedLine> = answered.collect();
    let text = settle(&source.text, &lines, &mut answered).0;
    let placed = |it: &&AllowedLine| it.spot != CommentPlace::Nowhere;
    let allowed: usize = answered.iter().filter(placed).map(|it| it.count).sum();
    let found: usize = answered.iter().map(|it| it.count).sum();
    Allowed { text, allowed, left: left + found - allowed, of_comments }
}

/// Finds a place for every comment that has one; gives the text, and how often it was read.
///
/// All comments are tried at once: a trial for each would read the text as often as there are lines with findings.
fn settle(text: &str, lines: &LineIndex, answered: &mut [AllowedLine]) -> (String, usize) {
    for round in 1.. {
        let (with_comments, wanted) = written(text, lines, answered);
        let missed = missed(&with_comments, answered, &wanted);
        if missed.is_empty() {
            return (with_comments, round);
        }
        // Each comment moves on twice at most.
        for at in missed {
            answered[at].spot =
                if answered[at].spot == CommentPlace::Above { CommentPlace::Behind } else { CommentPlace::Nowhere };
        }
    }
    unreachable!("every round moves a comment on or is the last")
}

/// The text with its comments, and the line that each of them is to cover there.
fn written(text: &str, lines: &LineIndex, answered: &[AllowedLine]) -> (String, Vec<usize>) {
    let (mut out, mut from, mut above) = (String::with_capacity(text.len()), 0, 0);
    let mut wanted = Vec::with_capacity(answered.len());
    let line_break = line_ending(text);
    for it in answered {
        let (start, end) = (lines.span(it.line).start as usize, lines.span(it.line).end as usize);
        let words = &text[start..end];
        match it.spot {
            CommentPlace::Above => {
                let indent = &words[..words.len() - words.trim_start_matches([' ', '\t']).len()];
                out.push_str(&text[from..start]);
                out.extend([indent, &it.comment, line_break]);
                (from, above) = (start, above + 1);
            }
            CommentPlace::Behind => {
                let kept = start + words.trim_end().len();
                out.push_str(&text[from..kept]);
                out.extend(["  ", &it.comment]);
                from = kept;
            }
            CommentPlace::Nowhere => {}
        }
        wanted.push(it.line + above);
    }
    out.push_str(&text[from..]);
    (out, wanted)
}

/// Which comments do not cover just their line.
fn missed(text: &str, answered: &[AllowedLine], wanted: &[usize]) -> Vec<usize> {
    let parsed = syntax::parse(FileId(0), text);
    let allows = suppress::read(text, &parsed.comments, &LineIndex::new(text));
    let covered = allows.iter().filter_map(|it| match it.scope {
        AllowScope::Line(line) => Some((line, it.span.of(text).trim_end())),
        AllowScope::File => None,
    });
    let covered: BTreeSet<(usize, &str)> = covered.collect();
    let is_missed = |at: &usize| {
        let it = &answered[*at];
        it.spot != CommentPlace::Nowhere && !covered.contains(&(wanted[*at], it.comment.as_str()))
    };
    (0..answered.len()).filter(is_missed).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Settings;
    use crate::engine::check;

    #[test]
    fn whatever_is_found_may_stand() {
        let text = "party UKR \"Ukraine\" is beneficiary\nparty RUS \"Russia\" is guarantor\nparty FRA \"France\" is guarantor\nassume { potential aggressor RUS \
                    against UKR }\narticle 1 \"a\" {\n    trigger t {\n        on armed-attack against UKR\n        decided by \
                    unanimity of guarantors  # so far\n    }\n    obligation o { upon t FRA shall assist UKR by weapons }\n    \
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
    #[test]
    fn a_text_is_read_thrice_however_much_is_found() {
        let prose = "article 1 \"a\" {\n    text \"\"\"\n        robust\n        \"\"\"\n}\n";
        for count in [1, 40] {
            let text = prose.repeat(count);
            let lines = LineIndex::new(&text);
            let comment = "# vattel: allow(puffery) so it is".to_owned();
            let of = |line| AllowedLine { line, count: 1, comment: comment.clone(), spot: CommentPlace::Above };
            let mut answered: Vec<AllowedLine> = (1..lines.lines() - 1).map(of).collect();
            let (_, reads) = settle(&text, &lines, &mut answered);
            assert_eq!(reads, 3);
            let nowhere = answered.iter().filter(|it| it.spot == CommentPlace::Nowhere).count();
            assert_eq!(nowhere, count, "a line within prose has no place for a comment");
        }
    }
}
