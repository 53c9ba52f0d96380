//! The configuration that holds for a folder of drafts, and what the user wishes besides.

use crate::config::{self, Settings};
use crate::rules::Profile;
use crate::source::Source;
use crate::syntax::format::FormatOptions;
use crate::workspace::configure::{CliOverrides, ResolvedConfig, configure};
use crate::workspace::files;
use crate::workspace::instruments::Project;
use crate::workspace::listing;
use crate::workspace::paths::resolve;
use crate::workspace::{ConfigError, ConfigErrors};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Files as the editor shows them: what is not saved yet stands before what the disk holds.
#[derive(Clone, Debug, Default)]
pub(super) struct FileOverlay {
    /// The texts that are open, by their resolved paths.
    shown: Arc<BTreeMap<PathBuf, Arc<String>>>,
}

impl FileOverlay {
    /// Takes in a text that is open.
    pub(super) fn show(&mut self, path: &Path, text: &Arc<String>) {
        Arc::make_mut(&mut self.shown).insert(resolve(path), Arc::clone(text));
    }

    /// Forgets a text.
    pub(super) fn hide(&mut self, path: &Path) {
        Arc::make_mut(&mut self.shown).remove(&resolve(path));
    }

    /// The words of a file.
    pub(super) fn text(&self, path: &Path) -> io::Result<String> {
        match self.shown.get(&resolve(path)) {
            Some(text) => Ok(text.to_string()),
            None => files::text(path),
        }
    }
}

/// What the user wishes, as the settings of the editor say it.
#[derive(Clone, Debug, Default)]
pub(super) struct ClientSettings {
    config: Vec<String>,
    profile: Option<Profile>,
    /// A reader that nobody knows.
    unknown_profile: Option<String>,
    assume: Vec<String>,
    /// No hints stand in the text.
    pub(super) no_hints: bool,
    /// Nothing stands above triggers.
    pub(super) no_lenses: bool,
}

impl ClientSettings {
    /// Reads them, alone or under the name of the server.
    pub(super) fn of(value: &Value) -> Self {
        let value = value.get("vattel").unwrap_or(value);
        let words = |key: &str| -> Vec<String> {
            let list = value.get(key).and_then(Value::as_array);
            list.into_iter().flatten().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
        };
        let profile = value.get("profile").and_then(Value::as_str);
        let shows = |key: &str| value.get(key).and_then(Value::as_bool).unwrap_or(true);
        Self {
            config: words("config"),
            profile: Profile::ALL.iter().find(|it| Some(it.1) == profile).map(|it| it.0),
            unknown_profile: profile
                .filter(|it| !it.is_empty() && Profile::ALL.iter().all(|known| known.1 != *it))
                .map(str::to_owned),
            assume: words("assume"),
            no_hints: !shows("inlayHints"),
            no_lenses: !shows("codeLenses"),
        }
    }
}

/// What holds for the drafts of a folder.
pub(super) struct WorkspaceConfig {
    configured: Option<Arc<ResolvedConfig>>,
    /// What is wrong with the configuration: the last one that could be used holds then.
    pub(super) errors: ConfigErrors,
    assume: Vec<String>,
}

impl WorkspaceConfig {
    /// Reads the configuration that holds for a folder.
    pub(super) fn of(
        folder: &Path,
        client_settings: &ClientSettings,
        disk: &FileOverlay,
        before: Option<&Self>,
    ) -> Self {
        let wanted = CliOverrides {
            config: client_settings.config.clone(),
            profile: client_settings.profile,
            ..CliOverrides::default()
        };
        // A suite holds for drafts once it is saved.
        let read = |path: &Path| {
            if path.to_string_lossy().ends_with(config::file::SUITE) { files::text(path) } else { disk.text(path) }
        };
        let mut errors = ConfigErrors(Vec::new());
        if let Some(word) = &client_settings.unknown_profile {
            let known: Vec<&str> = Profile::ALL.iter().map(|it| it.1).collect();
            errors.0.push(ConfigError {
                words: format!("no reader is called `{word}`: {}", known.join(", ")),
                place: None,
            });
        }
        for words in &client_settings.assume {
            if let Err(error) = config::assume(words, &mut Settings::recommended().assumed) {
                errors.0.push(ConfigError { words: error.to_string(), place: None });
            }
        }
        let configured = match configure(folder, &wanted, &read) {
            Ok(configured) => Some(Arc::new(configured)),
            Err(faults) => {
                errors.0.extend(faults.0);
                before.and_then(|it| it.configured.clone())
            }
        };
        Self { configured, errors, assume: client_settings.assume.clone() }
    }

    /// What holds for a draft.
    pub(super) fn settings(&self, path: Option<&Path>) -> Settings {
        let settings = self.configured.as_ref().and_then(|it| it.for_path(path).ok());
        let mut settings = settings.unwrap_or_default();
        for words in &self.assume {
            // What can't be read is told among the slips.
            let _ = config::assume(words, &mut settings.assumed);
        }
        settings.threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        settings
    }

    /// How drafts shall look.
    pub(super) fn look(&self) -> FormatOptions {
        self.configured.as_ref().map_or_else(FormatOptions::default, |it| it.look())
    }

    /// Lets stand what the configuration lets stand.
    pub(super) fn allow(&self, path: &Path, report: &mut crate::engine::Report) {
        if let Some(configured) = &self.configured {
            configured.allow(path, report);
        }
    }

    /// What of the configuration itself is found, by its text.
    pub(super) fn findings(&self) -> Vec<(Source, crate::engine::Report)> {
        match &self.configured {
            // Which of them are of no use is known only where every draft was checked.
            Some(configured) => configured.audit(&self.settings(None), &[], false),
            None => Vec::new(),
        }
    }

    /// The drafts of a folder, as the configuration has it.
    pub(super) fn drafts(&self, folder: &Path) -> Vec<PathBuf> {
        let named = [folder.to_owned()];
        let mut inputs = listing::find(&named, None).unwrap_or_default().inputs;
        if let Some(configured) = &self.configured {
            configured.keep(&mut inputs, &[]);
        }
        inputs.into_iter().map(|it| it.path().to_owned()).collect()
    }

    /// An instrument that a draft includes.
    pub(super) fn instrument(
        &self,
        draft: &Path,
        named: &str,
        read: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Option<Source> {
        let project = self.configured.as_ref().map_or_else(Project::default, |it| it.project.clone());
        project.instrument(draft, named, read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RuleRef;
    use std::sync::Weak;

    #[test]
    fn a_suite_that_is_edited_all_day_is_there_once() {
        let folder = tempfile::tempdir().expect("a folder");
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("it is written");
        write("vattel.toml", "extends = [\"own.suite.toml\"]\n");
        let mut config: Option<WorkspaceConfig> = None;
        let mut versions = Vec::new();
        for version in 0..500 {
            let rule = format!("id = \"one\"\non = \"trigger\"\nassert = \"size(name) > {version}\"\n");
            write("own.suite.toml", &format!("[suite]\nname = \"own\"\n[[rule]]\n{rule}"));
            let next = WorkspaceConfig::of(
                folder.path(),
                &ClientSettings::default(),
                &FileOverlay::default(),
                config.as_ref(),
            );
            assert!(next.errors.0.is_empty(), "{:?}", next.errors);
            for rule in next.settings(None).rules() {
                if let RuleRef::Written(rule) = rule {
                    let text = &rule.written.as_ref().expect("a suite").suite.text;
                    versions.push((Arc::downgrade(rule), Arc::downgrade(text)));
                }
            }
            config = Some(next);
        }
        assert_eq!(versions.len(), 500);
        let alive = versions.iter().filter(|it| it.0.strong_count() + it.1.strong_count() > 0).count();
        assert_eq!(alive, 1, "what no configuration holds any more is dropped");
        drop(config);
        assert!(versions.iter().all(|it| Weak::upgrade(&it.0).is_none()));
    }
}
