//! Drafts from texts of treaties: plain text, Markdown, Office Open XML.
//!
//! A reader makes paragraphs of a file (`plain`, `markdown`, `docx`), `structure` finds articles, annexes and brackets in
//! them, `formulas` final clauses in standard words, and `draft` writes what was found. What is not recognised is prose:
//! nothing is lost, and nothing guessed.

mod brackets;
pub mod check;
mod document;
mod docx;
mod draft;
mod formulas;
mod heads;
mod lists;
mod markdown;
mod names;
mod parties;
mod plain;
mod report;
mod structure;

pub use document::Dropped;
pub use docx::Revisions;
pub use formulas::RecognizedClause;
pub use report::{ImportReport, ImportedParty, PartRow};

use crate::source::{MAX_LENGTH, Span};
use crate::syntax::format::{FormatOptions, format};
use document::Document;
use draft::TextRun;

/// The kinds of files that can be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportFormat {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
    /// Office Open XML, of word processors.
    Docx,
}

impl ImportFormat {
    /// The kind of a file by its name; none for other files, drafts among them.
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_lowercase();
        let ends = |endings: &[&str]| endings.iter().any(|it| name.ends_with(it));
        match () {
            () if ends(&[".txt", ".text"]) => Some(Self::Text),
            () if ends(&[".md", ".markdown"]) => Some(Self::Markdown),
            () if ends(&[".docx"]) => Some(Self::Docx),
            () => None,
        }
    }
}

/// Why a file can't be imported.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// It is no text in UTF-8.
    #[error("is not UTF-8 text; save it as UTF-8")]
    NotText,
    /// It is larger than a draft may be, or unpacks to more.
    #[error("holds more than the {} MiB that are read", MAX_LENGTH >> 20)]
    TooLarge,
    /// It is a file of an older word processor.
    #[error("is a file of the older format `.doc`; save it as `.docx`")]
    OldFormat,
    /// It can't be unpacked or read.
    #[error("can't be read as a document of a word processor: {0}")]
    Damaged(String),
}

/// A draft made from a document.
#[derive(Clone, Debug)]
pub struct ImportedDraft {
    /// The draft, formatted.
    pub draft: String,
    /// The text that places are counted in: the file itself, or the paragraphs of a file of a word processor, a line each.
    pub original: String,
    /// What was recognised.
    pub report: ImportReport,
    runs: Vec<TextRun>,
}

impl ImportedDraft {
    /// Where a place of the draft stands in the original.
    pub fn place(&self, span: Span) -> Span {
        let after = self.runs.partition_point(|it| it.start <= span.start);
        let Some(run) = after.checked_sub(1).map(|it| self.runs[it]).or_else(|| self.runs.first().copied()) else {
            return Span::at(0);
        };
        let start = run.original_at(span.start);
        let last = self.runs.partition_point(|it| it.start < span.end).checked_sub(1).map_or(run, |it| self.runs[it]);
        let end = if span.end > span.start { last.original_at(span.end) } else { start };
        self.whole(Span::new(start, end.max(start)))
    }

    /// The span, at boundaries of characters.
    fn whole(&self, span: Span) -> Span {
        let length = self.original.len() as u32;
        let down = |mut at: u32| {
            at = at.min(length);
            while !self.original.is_char_boundary(at as usize) {
                at -= 1;
            }
            at
        };
        Span::new(down(span.start), down(span.end))
    }
}

/// Makes a draft from a file.
///
/// # Errors
/// If the file can't be read.
pub fn import(bytes: &[u8], kind: ImportFormat, revisions: Revisions) -> Result<ImportedDraft, ImportError> {
    if bytes.len() > MAX_LENGTH {
        return Err(ImportError::TooLarge);
    }
    let text = || std::str::from_utf8(bytes).map_err(|_| ImportError::NotText);
    let document = match kind {
        ImportFormat::Text => plain::read(text()?),
        ImportFormat::Markdown => markdown::read(text()?),
        ImportFormat::Docx => docx::read(bytes, revisions)?,
    };
    let imported = from_document(document);
    if imported.draft.len() > MAX_LENGTH { Err(ImportError::TooLarge) } else { Ok(imported) }
}

fn from_document(document: Document) -> ImportedDraft {
    let structure = structure::structure(&document.paragraphs);
    let mut report = ImportReport { dropped: document.dropped(), ..ImportReport::default() };
    report.decisions.clone_from(&document.decisions);
    report.decisions.extend(structure.decisions.iter().cloned());
    let (raw, runs) = draft::write(&structure, &mut report);
    let draft = format(&raw, &FormatOptions::default()).unwrap_or_else(|_| raw.clone());
    let runs = moved(&raw, &draft, runs);
    ImportedDraft { draft, original: document.original, report, runs }
}

/// The runs of a text in the same text with other white space.
fn moved(raw: &str, formatted: &str, mut runs: Vec<TextRun>) -> Vec<TextRun> {
    let (raw, formatted) = (raw.as_bytes(), formatted.as_bytes());
    let (mut from, mut to) = (0, 0);
    for run in &mut runs {
        let start = run.start as usize;
        while from < start {
            if raw[from].is_ascii_whitespace() {
                from += 1;
                continue;
            }
            while formatted.get(to).is_some_and(u8::is_ascii_whitespace) {
                to += 1;
            }
            from += 1;
            to += 1;
        }
        while run.len > 0 && formatted.get(to).is_some_and(u8::is_ascii_whitespace) {
            to += 1;
        }
        run.start = to as u32;
    }
    runs
}
