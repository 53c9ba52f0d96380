//! An analysis, shown: for the terminal, for machines, for documents, as a page, as circuits for other tools.

mod circuits;
mod full;
mod pages;

pub use circuits::{dot, mermaid};
pub use full::full;
pub use pages::{html, markdown};

use super::dossier::Dossier;

/// For machines. The shape is written down in `docs/schema/analysis.schema.json`.
pub fn json(dossier: &Dossier) -> String {
    super::foreign::document(dossier)
}
