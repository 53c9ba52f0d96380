//! **Vattel** reads the formal skeleton of a security guarantee and says what follows from its structure: who can stop
//! the promise, who can force it, what is left open.

extern crate alloc;

pub mod analysis;
#[cfg(feature = "cli")]
pub mod cli;
pub mod config;
pub mod diagnostic;
pub mod engine;
#[cfg(feature = "lsp")]
pub mod lsp;
pub mod model;
#[cfg(feature = "cli")]
pub mod report;
pub mod rules;
pub mod source;
pub mod suite;
pub mod syntax;
#[cfg(feature = "cli")]
mod workspace;
