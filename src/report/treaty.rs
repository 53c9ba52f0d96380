//! A treaty as a document in every format: text, Markdown, HTML, DOCX, Akoma Ntoso.

#![expect(clippy::single_match_else, reason = "both forms of a part stand side by side, as in a table")]

mod akn;
mod docx;
mod docx_parts;
mod html;
mod markdown;
mod markup;
mod review;
mod text;

use crate::prose::render::{Block, BlockKind, ProseDocument, TextMode, WordsOf};

pub use docx::docx;
pub use review::ReviewComment;

/// What is printed of a document.
#[derive(Clone, Copy, Debug, Default)]
pub struct PrintOptions {
    /// Prose, generated sentences, or both.
    pub mode: TextMode,
    /// Whether notes stand in it that are not part of the text.
    pub notes: bool,
}

impl PrintOptions {
    /// Whether a part is printed.
    fn shows(self, block: &Block) -> bool {
        match (block.kind, block.words_of) {
            (BlockKind::Note, _) => self.notes,
            (_, WordsOf::Covered) => self.mode == TextMode::Compare,
            _ => true,
        }
    }

    /// The parts that are printed, each with the words that lead to it: generated sentences beside prose are told apart.
    fn each(self, blocks: &[Block]) -> impl Iterator<Item = (&Block, Option<&'static str>)> {
        let mut beside = false;
        blocks.iter().filter(move |it| self.shows(it)).map(move |it| {
            let now = !matches!(it.kind, BlockKind::Bracket | BlockKind::Point)
                && matches!(it.words_of, WordsOf::Covered | WordsOf::Open);
            let lead = match (now && !beside, self.mode) {
                (false, _) => None,
                (true, TextMode::Compare) => Some(FROM_CLAUSES),
                (true, _) => Some(NOT_SHOWN),
            };
            beside = now;
            (it, lead)
        })
    }
}

/// What leads to generated sentences beside the prose that they are compared with.
const FROM_CLAUSES: &str = "From the clauses:";

/// What leads to generated sentences whose brackets the prose above does not show.
const NOT_SHOWN: &str = "Alternatives not in the text above:";

/// Plain text, in lines of at most 80 columns.
pub fn text(document: &ProseDocument, options: PrintOptions) -> String {
    text::text(document, options)
}

/// Markdown.
pub fn markdown(document: &ProseDocument, options: PrintOptions) -> String {
    markdown::markdown(document, options)
}

/// One HTML page.
pub fn html(document: &ProseDocument, options: PrintOptions) -> String {
    html::html(document, options)
}

/// Akoma Ntoso 3.0.
pub fn akn(document: &ProseDocument, options: PrintOptions) -> String {
    akn::akn(document, options)
}

/// The heading of a numbered part: "Article 5", "Annex I".
fn heading(block: &Block) -> String {
    let parts = [block.label.as_str(), block.number.as_str()];
    parts.iter().filter(|it| !it.is_empty()).copied().collect::<Vec<_>>().join(" ")
}

/// What opens the text of an alternative: `[RUS:`; `opens` is `[` or `|`.
fn opening(choice: &Block, opens: &str) -> String {
    let who = crate::prose::render::attribution(&choice.who, choice.heading == "understands");
    format!("{opens}{}", who.trim_end())
}
