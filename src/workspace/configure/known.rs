//! The known findings of a configuration.

use super::{ReadText, ResolvedConfig};
use crate::engine::baseline::Baseline;
use crate::report::{baseline, foreign};
use crate::workspace::{ConfigError, ConfigErrors};
use std::path::{Path, PathBuf};

/// The file of known findings that a configuration names.
pub(crate) struct ConfiguredBaseline {
    /// Its resolved path.
    pub(crate) path: PathBuf,
    /// Where it is named, without words.
    pub(crate) at: ConfigError,
}

impl ResolvedConfig {
    /// The known findings of the configuration.
    ///
    /// # Errors
    /// If the file that it names can't be read: why, at the place where it is named.
    pub(crate) fn known_findings(&self, read: ReadText<'_>) -> Result<Option<Baseline>, ConfigErrors> {
        let Some(ConfiguredBaseline { path, at }) = &self.baseline else { return Ok(None) };
        let refused = |words| ConfigErrors(vec![ConfigError { words, ..at.clone() }]);
        read_baseline(path, read).map(Some).map_err(refused)
    }
}

/// Reads a baseline.
///
/// # Errors
/// If it can't be read: why.
pub(crate) fn read_baseline(path: &Path, read: ReadText<'_>) -> Result<Baseline, String> {
    let text = read(path).map_err(|error| error.to_string());
    text.and_then(|it| baseline::read(&it))
        .map_err(|why| format!("can't read the baseline `{}`: {why}", foreign::path(path)))
}
