//! Text to tree. Parsing never fails and never panics: what can't be read is a finding and a hole in the tree.

pub mod ast;
pub mod clauses;
mod grammar;
mod lower;
mod scan;

use pest::Parser;

use crate::diagnostic::Diagnostic;
use crate::source::{FileId, Span};

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
pub fn parse(file: FileId, text: &str) -> Parsed {
    let scan = scan::scan(text);
    let mut parsed = Parsed { comments: scan.comments, ..Parsed::default() };
    match grammar::Grammar::parse(grammar::Rule::file, text) {
        Ok(mut pairs) => {
            if let Some(pair) = pairs.next() {
                let lowered = lower::lower(pair, text, &parsed.comments);
                parsed.draft = lowered.draft;
                for fault in lowered.faults {
                    parsed.diagnostics.push(Diagnostic::new(
                        "syntax/unreadable-clause",
                        crate::diagnostic::Severity::Error,
                        file,
                        fault.span,
                        format!("{fault:?}"),
                    ));
                }
            }
        }
        Err(error) => parsed.diagnostics.push(Diagnostic::new(
            "syntax/unreadable-text",
            crate::diagnostic::Severity::Error,
            file,
            Span::new(0, 1),
            format!("{error}"),
        )),
    }
    parsed
}

/// Runs the recogniser alone: for benches.
#[doc(hidden)]
pub fn recognize(text: &str) -> bool {
    grammar::Grammar::parse(grammar::Rule::file, text).is_ok()
}
