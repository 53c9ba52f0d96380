//! Treaty prose: drafts from texts of treaties.

pub mod check;
pub mod import;
