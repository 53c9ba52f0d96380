//! A draft read, with the instruments that it names and its brackets: what every question about it begins with.

use super::guard::{InternalError, guarded};
use super::included::IncludedInstruments;
use crate::diagnostic::Diagnostic;
use crate::model::{self, Brackets};
use crate::source::{Source, Span};
use crate::syntax::ast::Draft;
use crate::syntax::{self, Parsed};

/// A draft, ready to be asked.
pub(super) struct Prepared<'t> {
    pub(super) draft: Draft,
    pub(super) comments: Vec<Span>,
    /// What the reader found.
    pub(super) diagnostics: Vec<Diagnostic>,
    pub(super) included: IncludedInstruments,
    pub(super) brackets: Brackets<'t>,
    /// What is wrong with the names of those whose texts brackets hold.
    pub(super) misattributed: Vec<Diagnostic>,
}

impl<'t> Prepared<'t> {
    /// Reads a draft; `None` if the reader fails. `read` gives the text of another instrument that it names.
    pub(super) fn new(
        source: &'t Source,
        read: &dyn Fn(&str) -> Option<Source>,
        errors: &mut Vec<InternalError>,
    ) -> Option<Self> {
        let parsed = guarded("the reader", errors, || syntax::parse(source.file, &source.text))?;
        let Parsed { draft, comments, diagnostics } = parsed;
        let (included, brackets) = surroundings(source, &draft, read);
        let misattributed = model::proposers(source.file, &source.text, &draft, &brackets);
        Some(Self { draft, comments, diagnostics, included, brackets, misattributed })
    }
}

/// The instruments that a draft names, and its brackets.
pub(super) fn surroundings<'t>(
    source: &'t Source,
    draft: &Draft,
    read: &dyn Fn(&str) -> Option<Source>,
) -> (IncludedInstruments, Brackets<'t>) {
    (IncludedInstruments::read(source, draft, read), Brackets::of(&source.text, draft))
}
