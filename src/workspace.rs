//! A folder of drafts: its files, and the configuration that holds for them. The commands and the server of editors stand on it.

#[cfg(feature = "files")]
pub(crate) mod closest;
mod config_error;
#[cfg(feature = "files")]
pub(crate) mod config_set;
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
#[cfg(feature = "files")]
pub(crate) mod write;

pub(crate) use config_error::{ConfigError, ConfigErrors};
