//! An analysis as a document and as a page.

use crate::report::analysis_report::AnalysisReport;
use crate::report::templates;

/// A document.
pub fn markdown(analysis_report: &AnalysisReport) -> String {
    templates::markdown(include_str!("document.md"), analysis_report)
}

/// One page that needs nothing else.
pub fn html(analysis_report: &AnalysisReport) -> String {
    templates::html(concat!(include_str!("../page.html"), include_str!("page.html")), analysis_report)
}
