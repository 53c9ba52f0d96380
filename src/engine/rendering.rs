//! A draft as a document: read, put into words, in one reading or with its brackets.

use super::guard::{InternalError, guarded};
use super::prepared::Prepared;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{ReadingName, Unknown, Visits, Which};
use crate::prose::render::{self, ProseDocument, TextMode};
use crate::source::{Source, Span};

/// What came of rendering a draft.
#[derive(Clone, Debug)]
pub struct Rendered {
    /// The document; `None` if the tool failed.
    pub document: Option<ProseDocument>,
    /// Places of the draft that can't be read; what stands there is left out.
    pub unread: usize,
    /// Parts of the reading's name that no bracket of the draft answers to.
    pub unknown: Vec<Unknown>,
    /// What is wrong with the names of those whose texts brackets hold.
    pub misattributed: Vec<Diagnostic>,
    /// Brackets with rival texts in which the reading takes the first one, since none is its own.
    pub borrowed: Vec<Span>,
    /// What went wrong in the tool itself.
    pub internal_errors: Vec<InternalError>,
}

/// Which reading of a draft is rendered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RenderedReading {
    /// All of them: the text with its brackets.
    #[default]
    WithBrackets,
    /// The first alternative of each bracket, without proposals.
    Unbracketed,
    /// The one of this name.
    Named(ReadingName),
}

/// Renders a draft: in a reading, or with its brackets.
///
/// ```
/// use vattel::{engine, engine::RenderedReading, prose::render::TextMode, source::{FileId, Source}};
///
/// let draft = Source::new(FileId(0), "draft.treaty", "amendment { by unanimity of parties }\n");
/// let rendered = engine::render(&draft, &RenderedReading::WithBrackets, TextMode::default());
/// assert_eq!(rendered.document.map(|it| it.blocks.len()), Some(1));
/// ```
pub fn render(source: &Source, reading: &RenderedReading, mode: TextMode) -> Rendered {
    let mut rendered = Rendered {
        document: None,
        unread: 0,
        unknown: Vec::new(),
        misattributed: Vec::new(),
        borrowed: Vec::new(),
        internal_errors: Vec::new(),
    };
    let errors = &mut rendered.internal_errors;
    let Some(prepared) = Prepared::new(source, &|_| None, errors) else { return rendered };
    let is_error = |it: &&Diagnostic| it.severity == Severity::Error;
    rendered.unread = prepared.diagnostics.iter().filter(is_error).count();
    let mut chosen = None;
    let which = match reading {
        RenderedReading::WithBrackets => None,
        RenderedReading::Unbracketed => Some(Which::Unbracketed),
        RenderedReading::Named(name) => Some(Which::Named(name.clone())),
    };
    if let Some(which) = which {
        rendered.misattributed = prepared.misattributed;
        if let Ok(plan) = Visits::plan(&prepared.brackets, &which, 1) {
            (rendered.unknown, rendered.borrowed) = (plan.unknown, plan.borrowed);
            chosen = plan.readings.into_iter().next();
        }
    }
    let document = || render::document(&source.text, &prepared.draft, chosen.as_ref(), mode);
    rendered.document = guarded("the rendering", errors, document);
    rendered
}
