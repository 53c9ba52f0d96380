//! The configuration that holds for a folder of drafts, and what the user wishes besides.

use crate::config::{self, Settings};
use crate::diagnostic::nearest;
use crate::engine::baseline::Baseline;
use crate::rules::Profile;
use crate::source::Source;
use crate::syntax::format::FormatOptions;
use crate::workspace::configure::{CliOverrides, ResolvedConfig, configure, replaces};
use crate::workspace::files;
use crate::workspace::instruments::Project;
use crate::workspace::paths::{self, resolve};
use crate::workspace::{ConfigError, ConfigErrors};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
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
    /// What is wrong with them.
    faults: Vec<String>,
    assume: Vec<String>,
    /// No hints stand in the text.
    pub(super) no_hints: bool,
    /// Nothing stands above triggers.
    pub(super) no_lenses: bool,
}

impl ClientSettings {
    /// What is wanted of the configuration.
    fn wanted(&self) -> CliOverrides {
        CliOverrides { config: self.config.clone(), profile: self.profile, ..CliOverrides::default() }
    }

    /// Whether a configuration that they name, from a folder, holds in place of the closest ones.
    pub(super) fn replaces(&self, here: &Path) -> bool {
        replaces(here, &self.wanted())
    }

    /// Reads them, alone or under the name of the server.
    pub(super) fn of(value: &Value) -> Self {
        let value = value.get("vattel").unwrap_or(value);
        let mut faults = Vec::new();
        let given = |key: &str| value.get(key).filter(|it| !it.is_null());
        let mut words = |key: &str| -> Vec<String> {
            let Some(value) = given(key) else { return Vec::new() };
            let list = value.as_array().filter(|it| it.iter().all(Value::is_string));
            if list.is_none() {
                faults.push(format!("client setting `{key}`: expected a list of strings"));
            }
            list.into_iter().flatten().filter_map(|it| Some(it.as_str()?.to_owned())).collect()
        };
        let (config, assume) = (words("config"), words("assume"));
        let mut switch = |key: &str| {
            let Some(value) = given(key) else { return true };
            if !value.is_boolean() {
                faults.push(format!("client setting `{key}`: expected `true` or `false`"));
            }
            value.as_bool().unwrap_or(true)
        };
        let (hints, lenses) = (switch("inlayHints"), switch("codeLenses"));
        let word = given("profile").and_then(Value::as_str);
        let profile = Profile::ALL.iter().find(|it| Some(it.1) == word).map(|it| it.0);
        if profile.is_none() && given("profile").is_some_and(|it| it != "") {
            let known: Vec<&str> = Profile::ALL.iter().map(|it| it.1).collect();
            let shown = word.map_or_else(|| given("profile").map(Value::to_string).unwrap_or_default(), str::to_owned);
            faults.push(format!("unknown profile `{shown}`; expected one of {}", known.join(", ")));
        }
        for key in value.as_object().into_iter().flat_map(|it| it.keys()).filter(|it| !KEYS.contains(&it.as_str())) {
            let meant = nearest(key, KEYS.iter().copied());
            let meant = meant.map_or_else(String::new, |it| format!("; did you mean `{it}`?"));
            faults.push(format!("unknown client setting `{key}`{meant}"));
        }
        Self { config, profile, faults, assume, no_hints: !hints, no_lenses: !lenses }
    }
}

/// The keys of the settings; the last two are for the extension of an editor alone.
const KEYS: &[&str] = &["config", "profile", "assume", "inlayHints", "codeLenses", "path", "trace"];

/// What holds for the drafts of a folder.
pub(super) struct WorkspaceConfig {
    configured: Option<Arc<ResolvedConfig>>,
    /// What is wrong with the configuration: the last one that could be used holds then.
    pub(super) errors: ConfigErrors,
    assume: Vec<String>,
    /// Known findings, and the folder from which their paths count.
    known: Option<(Baseline, PathBuf)>,
}

impl WorkspaceConfig {
    /// Reads a configuration, with the settings of the editor; their paths count from a folder.
    pub(super) fn of(
        here: &Path,
        file: Option<&Path>,
        client_settings: &ClientSettings,
        disk: &FileOverlay,
        before: Option<&Self>,
    ) -> Self {
        let wanted = client_settings.wanted();
        // A suite holds for drafts once it is saved.
        let read = |path: &Path| {
            if path.to_string_lossy().ends_with(config::file::SUITE) { files::text(path) } else { disk.text(path) }
        };
        let mut errors = ConfigErrors(Vec::new());
        errors.0.extend(client_settings.faults.iter().map(|it| ConfigError { words: it.clone(), place: None }));
        for words in &client_settings.assume {
            if let Err(error) = config::assume(words, &mut Settings::recommended().assumed) {
                errors.0.push(ConfigError { words: error.to_string(), place: None });
            }
        }
        let configured = match configure(here, file, &wanted, &read) {
            Ok(configured) => Some(Arc::new(configured)),
            Err(faults) => {
                errors.0.extend(faults.0);
                before.and_then(|it| it.configured.clone())
            }
        };
        let known = configured.as_ref().and_then(|configured| {
            let folder = configured.baseline.as_ref()?.path.parent()?.to_owned();
            match configured.known_findings(&|path: &Path| disk.text(path)) {
                Ok(known) => Some((known?, folder)),
                Err(faults) => {
                    errors.0.extend(faults.0);
                    None
                }
            }
        });
        Self { configured, errors, assume: client_settings.assume.clone(), known }
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

    /// Format options.
    pub(super) fn look(&self) -> FormatOptions {
        self.configured.as_ref().map_or_else(FormatOptions::default, |it| it.look())
    }

    /// Lets stand what the configuration lets stand.
    pub(super) fn allow(&self, path: &Path, report: &mut crate::engine::Report) {
        if let Some(configured) = &self.configured {
            configured.allow(path, report);
        }
        if let Some((known, folder)) = &self.known {
            known.apply(&paths::text(&paths::relative(&resolve(path), folder)), report);
        }
    }

    /// What of the configuration itself is found, by its text.
    pub(super) fn findings(&self) -> Vec<(Source, crate::engine::Report)> {
        match &self.configured {
            // Which of them are of no use is known only where every draft was checked.
            Some(configured) => configured.audit(&self.settings(None), &BTreeSet::new(), false),
            None => Vec::new(),
        }
    }

    /// Whether it leaves out a draft, by its resolved path.
    pub(super) fn leaves_out(&self, own: &Path, is_own: bool) -> bool {
        self.configured.as_ref().is_some_and(|it| it.leaves_out(own, is_own).is_some())
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
                Some(&folder.path().join("vattel.toml")),
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
