//! The server of editors, over a connection in memory.

mod client;
mod editor;
mod features;
mod life;
mod parity;
#[cfg(unix)]
mod streams;

/// The draft that most tests look at.
pub(crate) const ISTANBUL: &str = "drafts/flawed/istanbul-2022-04.treaty";
