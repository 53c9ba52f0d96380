//! A large draft is read a piece at a time, since pest keeps a record of every word until the last one is read: several
//! times the text. The tree is the same as if the text were read at once.
//!
//! Pieces end with braces that close an item, so far as the scan can tell. Where braces are lost it is misled, and a
//! piece ends within a block or begins with a brace of another, which the entry rules and [`keeps_to_itself`] notice; the
//! text is then read at once. So is a text in which a quote is lost.

use pest::Parser;

use super::grammar::{Grammar, Rule};
use super::lower::{FaultKind, Lowered, UnreadablePart, lower};
use super::scan::{Scan, blanked_part};

/// How long a piece is at least, in bytes.
pub(super) const LENGTH: usize = 64 << 10;

/// Reads a text in pieces; `None` if it has to be read at once.
pub(super) fn read(text: &str, base: u32, scan: &Scan) -> Option<Lowered> {
    scan.cuts.first()?;
    let mut lowered = Lowered::default();
    let mut start = 0;
    let ends = scan.cuts.iter().map(|it| *it as usize).chain([text.len()]);
    for end in ends {
        let rule = match (start, end) {
            (0, _) => Rule::first_piece,
            (_, end) if end == text.len() => Rule::last_piece,
            _ => Rule::piece,
        };
        let piece = blanked_part(text, start..end, scan);
        let pair = Grammar::parse(rule, &piece).ok()?.next()?;
        if rule == Rule::last_piece && scan.in_treaty != pair.clone().into_inner().any(|it| it.as_rule() == Rule::close)
        {
            return None;
        }
        let faults = lowered.faults.len();
        lower(pair, &piece, base + start as u32, &mut lowered);
        if !lowered.faults[faults..].iter().all(keeps_to_itself) {
            return None;
        }
        start = end;
    }
    Some(lowered)
}

/// Whether a fault is one of a line within a block that is closed, so that it has no bearing on other pieces.
fn keeps_to_itself(fault: &UnreadablePart) -> bool {
    match fault.kind {
        FaultKind::Reserved | FaultKind::OutOfRange(_) | FaultKind::Broken(_) | FaultKind::Misplaced(_) => true,
        FaultKind::MissingBrace | FaultKind::MissingBracket | FaultKind::StrayBrace | FaultKind::StraySign => false,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::fs;
    use std::path::Path;

    use crate::source::FileId;
    use crate::syntax::{Parsed, parse_by};

    fn drafts(folder: &Path, found: &mut Vec<String>) {
        let mut paths: Vec<_> =
            fs::read_dir(folder).expect("a folder of drafts").flatten().map(|it| it.path()).collect();
        paths.sort();
        for path in paths {
            if path.is_dir() {
                drafts(&path, found);
            } else if path.extension().is_some_and(|it| it == "treaty") {
                // One of them is no UTF-8, on purpose.
                found.extend(fs::read_to_string(path));
            }
        }
    }

    /// Every shipped draft.
    pub(in crate::syntax) fn shipped() -> Vec<String> {
        let mut found = Vec::new();
        drafts(&Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts"), &mut found);
        assert!(found.len() > 20);
        found
    }

    fn said(Parsed { draft, comments, diagnostics }: &Parsed) -> String {
        format!("{draft:?}\n{comments:?}\n{diagnostics:?}")
    }

    /// Reads a text cut wherever it may be, and at once; says whether it was read in pieces.
    #[track_caller]
    fn same(text: &str) -> bool {
        let pieces = parse_by(FileId(0), text, 0, 1);
        let whole = parse_by(FileId(0), text, 0, usize::MAX);
        assert!(said(&pieces) == said(&whole), "{text}");
        super::read(text, 0, &crate::syntax::scan::scan(text, 1)).is_some()
    }

    #[test]
    fn a_draft_reads_alike_in_pieces_and_at_once() {
        let drafts = shipped();
        let in_pieces = drafts.iter().filter(|it| same(it)).count();
        assert!(in_pieces * 2 > drafts.len(), "{in_pieces} of {} were read in pieces", drafts.len());
    }

    /// Signs of a draft lost, doubled and put where they do not belong: what misleads the scan.
    pub(in crate::syntax) fn damaged(number: usize, text: &str) -> impl Iterator<Item = String> {
        const SIGNS: [&str; 12] = ["{", "}", "[", "]", "\"", "“", "\"\"\"", "#", "(", ")", "\n}\n", " x "];
        let places: Vec<usize> = text.match_indices(['{', '}', '[', ']', '"', '#', '(', '\n']).map(|it| it.0).collect();
        (0..6).flat_map(move |step| {
            let at = places[(number * 31 + step * 97) % places.len()];
            let (before, after) = text.split_at(at);
            let sign = SIGNS[(number + step) % SIGNS.len()];
            [format!("{before}{}", &after[1..]), format!("{before}{sign}{after}")]
        })
    }

    #[test]
    fn a_damaged_draft_reads_alike_in_pieces_and_at_once() {
        let drafts = shipped();
        let damaged = drafts.iter().enumerate().step_by(3).flat_map(|(number, text)| damaged(number, text));
        let in_pieces = damaged.filter(|it| same(it)).count();
        assert!(in_pieces > 50, "{in_pieces}");
    }

    #[test]
    fn a_broken_clause_does_not_keep_a_text_from_being_read_in_pieces() {
        let article = |number: u32, clause: &str| {
            format!(
                "article {number} {{\n  obligation o{number} {{\n    FRA shall assist UKR\n    {clause}\n  }}\n}}\n"
            )
        };
        let text = format!(
            "# a note\ntreaty \"T\" {{\n{}{}{}}}\n",
            article(1, "within 3 days # soon"),
            article(2, "withni 3 days"),
            article(3, "within 3 days")
        );
        assert!(same(&text));
        assert_eq!(parse_by(FileId(0), &text, 0, 1).diagnostics.len(), 1);
    }
}
