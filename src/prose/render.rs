//! A draft as a treaty: from the tree to a document in the English of treaties.
//!
//! Every clause leads to a sentence, in a fixed order, and every sentence knows the places of the draft that it states.
//! Silence is not filled: what the draft does not say is not printed.

#![expect(clippy::single_match_else, reason = "both wordings stand side by side, as in a table")]
#![expect(clippy::unused_self, reason = "every part of a sentence is asked for in one way")]

mod actors;
mod clauses;
mod decisions;
mod declarations;
mod document;
mod events;
mod finals;
mod frame;
mod lexicon;
mod number;
mod particulars;
mod phrase;
mod provisions;
mod regimes;
mod sentences;
mod signatories;
mod speaker;
mod values;

pub use document::{
    Block, BlockKind, Inline, InlineBracket, InlineChoice, InstrumentForm, Mention, ProseDocument, ProseSentence,
    WordsOf, attribution, plain_words,
};
pub use lexicon::with_the;

use crate::model::Reading;
use crate::source::Span;
use crate::syntax::ast::Draft;

/// What is printed where a draft has both prose and clauses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TextMode {
    /// The prose; generated sentences where there is none, and where they hold brackets that the prose does not show.
    #[default]
    Authentic,
    /// Both.
    Compare,
    /// Generated sentences alone.
    Generated,
}

/// Puts a draft into a document: in one reading, or with its brackets.
///
/// ```
/// use vattel::prose::render::{TextMode, document, plain_words};
/// use vattel::{source::FileId, syntax};
///
/// let text = "party UKR \"Ukraine\"\nparty FRA \"French Republic\"\narticle 1 { obligation help { FRA shall assist UKR } }";
/// let draft = syntax::parse(FileId(0), text).draft;
/// let document = document(text, &draft, None, TextMode::default());
/// let mut said = Vec::new();
/// document.each(&mut |block| said.extend(block.sentences.iter().map(|it| plain_words(&it.words))));
/// assert!(said.contains(&"The French Republic shall assist Ukraine.".to_owned()));
/// ```
pub fn document(text: &str, draft: &Draft, reading: Option<&Reading>, mode: TextMode) -> ProseDocument {
    frame::document(text, draft, reading, mode)
}

/// The sentences that state a place of the draft: those with a clause that begins within it, or that holds it.
pub fn sentences_at(document: &ProseDocument, place: Span) -> Vec<&ProseSentence> {
    let mut found = Vec::new();
    document.each(&mut |block| {
        found.extend(block.sentences.iter().filter(|it| it.clauses.iter().any(|own| place.contains(*own))));
    });
    found
}
