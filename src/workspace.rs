//! A folder of drafts: its files, and the configuration that holds for them. The commands and the server of editors stand on it.

pub(crate) mod configure;
pub(crate) mod files;
#[cfg(feature = "cli")]
pub(crate) mod git;
pub(crate) mod instruments;
#[cfg(feature = "files")]
pub(crate) mod listing;
#[cfg(feature = "files")]
pub(crate) mod log;
pub(crate) mod paths;
mod slip;
#[cfg(feature = "files")]
pub(crate) mod write;

pub(crate) use slip::{Slip, Slips};
