//! An analysis as a document and as a page.

use crate::report::dossier::Dossier;
use crate::report::templates;

/// A document.
pub fn markdown(dossier: &Dossier) -> String {
    templates::markdown(include_str!("document.md"), dossier)
}

/// One page that needs nothing else.
pub fn html(dossier: &Dossier) -> String {
    templates::html(concat!(include_str!("../page.html"), include_str!("page.html")), dossier)
}
