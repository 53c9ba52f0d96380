//! Text to tree. Parsing never fails and never panics: what can't be read is a finding and a hole in the tree.

pub mod ast;
mod character;
pub mod clauses;
mod error;
pub mod expect;
pub mod format;
mod grammar;
mod kinds;
pub mod lexer;
mod lower;
pub mod number;
pub mod passage;
mod pieces;
mod scan;
mod slots;
#[cfg(test)]
mod tests;

#[cfg(any(feature = "config", feature = "report"))]
pub(crate) use character::is_hidden;

use std::borrow::Cow;
use std::num::NonZeroUsize;

use pest::Parser;

use crate::diagnostic::{Diagnostic, Severity};
use crate::source::{FileId, Span};
use passage::PassageKind;
#[cfg(feature = "config")]
pub(crate) use scan::MAX_LENGTH;

/// How many calls of its rules the recogniser may make for one text. A draft needs less than two for each byte, so
/// that only a text made to be slow comes near; see [`scan::MAX_LENGTH`].
const CALL_BUDGET: usize = 4 * scan::MAX_LENGTH;

/// A draft as read.
#[derive(Clone, Debug, Default)]
pub struct Parsed {
    /// The tree.
    pub draft: ast::Draft,
    /// Where each comment stands, from `#` to the end of its line.
    pub comments: Vec<Span>,
    /// What could not be read, and why.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a draft.
///
/// The tree holds what could be read. Texts that are too long or too deeply nested give a finding and an empty tree.
///
/// ```
/// use vattel::source::FileId;
///
/// let parsed = vattel::syntax::parse(FileId(0), r#"party UKR "Ukraine" is beneficiary"#);
/// assert_eq!(parsed.draft.items.len(), 1);
/// assert!(parsed.diagnostics.is_empty());
/// ```
pub fn parse(file: FileId, text: &str) -> Parsed {
    parse_by(file, text, 0, pieces::LENGTH)
}

/// Reads a text for a draft: the places of its tree are those of that text, and no place in the draft (see [`Span::base`]).
pub fn parse_for(draft: FileId, file: FileId, text: &str) -> Parsed {
    parse_by(file, text, Span::base(file, draft), pieces::LENGTH)
}

/// Reads a draft in pieces of at least so many bytes; the places of its tree are shifted by `base`.
fn parse_by(file: FileId, text: &str, base: u32, piece: usize) -> Parsed {
    let mut parsed = Parsed::default();
    if text.len() > scan::MAX_LENGTH {
        parsed.diagnostics.push(too_large(file, text));
        return parsed;
    }
    let mut scan = scan::scan(text, piece);
    character::controls(file, text, &scan, &mut parsed.diagnostics);
    character::hidden(file, text, &scan, &mut parsed.diagnostics);
    character::mixed_scripts(file, text, &scan.bare, &mut parsed.diagnostics);
    if let Some(at) = scan.too_deep {
        parsed.diagnostics.push(too_deep(file, text, at));
        parsed.comments = std::mem::take(&mut scan.comments);
        return parsed;
    }
    bound_calls();
    match pieces::read(text, base, &scan).or_else(|| whole(text, base, &scan)) {
        Some(lowered) => {
            parsed.draft = lowered.draft;
            if !lowered.faults.is_empty() {
                let text = scan::blanked(text, &scan);
                let faults = lowered.faults.into_iter().map(|it| lower::UnreadablePart { span: it.span.local(), ..it });
                parsed.diagnostics.extend(error::explain(file, &text, &faults.collect::<Vec<_>>()));
            }
        }
        None => parsed.diagnostics.push(too_complex(file, text)),
    }
    parsed.comments = std::mem::take(&mut scan.comments);
    parsed
}

/// Where the comments of a text stand, whether or not the text can be read.
pub fn comments(text: &str) -> Vec<Span> {
    passage::passages(text).into_iter().filter(|it| it.kind == PassageKind::Comment).map(|it| it.span).collect()
}

/// Reads a text at once; `None` if it takes too long.
fn whole(text: &str, base: u32, scan: &scan::Scan) -> Option<lower::Lowered> {
    let text = scan::blanked(text, scan);
    let read = |rule| {
        let mut lowered = lower::Lowered::default();
        if let Some(pair) = grammar::Grammar::parse(rule, &text).ok()?.next() {
            lower::lower(pair, &text, base, &mut lowered);
        }
        Some(lowered)
    };
    let lowered = read(grammar::Rule::file)?;
    // A head within a block is taken for the end of one that lost its brace. Where none is lost, blocks end with their braces.
    if scan.balanced && lowered.faults.iter().any(|it| it.kind.is_of_brace()) {
        return read(grammar::Rule::balanced_file);
    }
    Some(lowered)
}

/// What the recogniser reads: the text with blanks for comments and control characters, at the same offsets.
pub fn blanked(text: &str) -> Cow<'_, str> {
    scan::blanked(text, &scan::scan(text, usize::MAX))
}

/// Runs the recogniser alone on a prepared text, under whatever bound pest has: what benches measure a whole check against.
#[doc(hidden)]
pub fn recognize(text: &str) -> bool {
    grammar::Grammar::parse(grammar::Rule::file, text).is_ok()
}

/// Pest's budget is one for the process, and a host that parses with pest may have set another: it is set before each parse.
pub(crate) fn bound_calls() {
    pest::set_call_limit(NonZeroUsize::new(CALL_BUDGET));
}

fn first_line(text: &str) -> Span {
    let end = text.find(['\n', '\r']).unwrap_or(text.len()).min(200);
    Span::new(0, (0..=end).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0) as u32)
}

fn too_large(file: FileId, text: &str) -> Diagnostic {
    let message = format!("the draft has more than the {} MiB that are read", scan::MAX_LENGTH >> 20);
    let mut finding = Diagnostic::new("syntax/too-large", Severity::Error, file, first_line(text), message);
    finding.help("split it: one instrument to a file, the others named by `instrument … in \"file\"`");
    finding
}

fn too_deep(file: FileId, text: &str, at: u32) -> Diagnostic {
    let word = scan::word_at(text, at);
    let (message, help) = if word.is_empty() {
        (
            format!("brackets nest more than {} deep here; the draft was not read", scan::MAX_DEPTH),
            "close brackets that are open, or take nested proposals apart into alternatives side by side",
        )
    } else {
        (
            format!(
                "decisions follow one another by `{word}`, more than {} deep; the draft was not read",
                scan::MAX_DEPTH
            ),
            "make each step a provision of its own, and name it after `otherwise`",
        )
    };
    let place = Span::new(at, at + word.len().max(1) as u32);
    let mut finding = Diagnostic::new("syntax/too-deep", Severity::Error, file, place, message);
    finding.help(help);
    finding
}

fn too_complex(file: FileId, text: &str) -> Diagnostic {
    let message = "the text is too tangled to be read in the time allowed; nothing in it was checked";
    let mut finding = Diagnostic::new("syntax/too-complex", Severity::Error, file, first_line(text), message);
    finding.help("split the draft, or simplify nested parentheses and brackets");
    finding
}
