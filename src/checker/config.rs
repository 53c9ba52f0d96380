//! Configurations and suites, from texts that the host reads.

use super::{BuildError, Draft};
use crate::config::Settings;
use crate::engine;
use crate::rules::RuleRef;
use crate::source::Source;
use crate::suite::file;
use crate::workspace::ConfigErrors;
use crate::workspace::configure::{CliOverrides, ResolvedConfig, configure, read_suite};
use std::io;
use std::path::Path;
use std::sync::Arc;

/// What a `vattel.toml` says.
#[derive(Clone)]
pub struct Config {
    configured: Arc<ResolvedConfig>,
}

impl std::fmt::Debug for Config {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Config").field(&self.configured.names()).finish()
    }
}

impl Config {
    /// Reads a configuration of a name: mostly the path of its file, from which its paths count. `read` gives the texts of
    /// the configurations and suites that it extends.
    ///
    /// # Errors
    /// If anything of it can't be used: everything that is wrong, each with its place.
    pub fn parse(name: &str, toml: &str, read: &dyn Fn(&Path) -> Option<String>) -> Result<Self, BuildError> {
        let text = |path: &Path| {
            if path == Path::new(name) {
                return Ok(toml.to_owned());
            }
            read(path).ok_or_else(|| io::Error::from(io::ErrorKind::NotFound))
        };
        let wanted = CliOverrides { config: vec![name.to_owned()], isolated: true, ..CliOverrides::default() };
        let configured = configure(Path::new("."), None, &wanted, &text)?;
        Ok(Self { configured: Arc::new(configured) })
    }

    /// Whether it says something else of one draft than of another.
    pub(super) fn varies(&self) -> bool {
        self.configured.varies()
    }

    /// What it says of a draft; of none in particular, if none is named.
    pub(super) fn settings(&self, draft: Option<&Draft>) -> Result<Settings, BuildError> {
        Ok(self.configured.for_path(draft.map(|it| Path::new(it.name())))?)
    }

    /// Counts what it allows as suppressed.
    pub(super) fn allow(&self, draft: &Draft, report: &mut engine::Report) {
        self.configured.allow(Path::new(draft.name()), report);
    }
}

/// The number of the first suite of a checker: those of configurations stand before it.
const FIRST: usize = 1 << 16;

/// A suite of rules. It is freed with the last checker that holds it.
#[derive(Clone, Debug)]
pub struct Suite {
    suite: Arc<file::Suite>,
}

impl Suite {
    /// Reads a suite of a name, which findings about it show.
    ///
    /// # Errors
    /// If it can't be read: everything that is wrong, each with its place.
    pub fn parse(name: &str, toml: &str) -> Result<Self, BuildError> {
        Ok(Self { suite: Arc::new(read_suite(FIRST, name, toml)?) })
    }

    /// The same as one of several of a checker: findings about a suite point into its own text.
    pub(super) fn numbered(self, number: usize) -> Self {
        let Source { name, text, .. } = &self.suite.source;
        // A text that was read can be read again.
        read_suite(FIRST + number, name, text).map_or(self.clone(), |it| Self { suite: Arc::new(it) })
    }

    /// The ids of its rules.
    pub fn rules(&self) -> impl Iterator<Item = &str> {
        self.suite.rules.iter().map(|it| &*it.id)
    }

    pub(super) fn shared(&self) -> impl Iterator<Item = RuleRef> {
        self.suite.rules.iter().cloned().map(RuleRef::Written)
    }
}

impl From<ConfigErrors> for BuildError {
    fn from(errors: ConfigErrors) -> Self {
        Self(errors.lines().join("\n"))
    }
}
