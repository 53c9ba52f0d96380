//! An analysis, shown: for the terminal, for machines, for documents, as a page, as circuits for other tools.

mod circuits;
mod full;
mod pages;

pub use circuits::{dot, mermaid};
pub use full::full;
pub use pages::{html, markdown};

use super::analysis_report::AnalysisReport;

/// For machines. The shape is written down in `docs/schema/analysis.schema.json`.
pub fn json(analysis_report: &AnalysisReport) -> String {
    super::foreign::document(analysis_report)
}
