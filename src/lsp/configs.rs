//! The configurations of the texts that are open and of the folders that are: each text has its own.

use super::workspace_config::{ClientSettings, FileOverlay, WorkspaceConfig};
use crate::workspace::closest::{ConfigFolders, named};
use crate::workspace::listing::{self, Ignored, ListedInput};
use crate::workspace::paths::resolve;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The folder from which the settings of the editor count, and the folder that holds the configuration; none holds it where
/// there is none.
type ConfigKey = (PathBuf, Option<PathBuf>);

/// The configurations that somebody asked for.
#[derive(Clone, Default)]
pub(super) struct WorkspaceConfigs {
    /// The folders that are open.
    pub(super) open_folders: Vec<PathBuf>,
    pub(super) client_settings: ClientSettings,
    folders: ConfigFolders,
    loaded: BTreeMap<ConfigKey, Arc<WorkspaceConfig>>,
    /// Those that held before something changed: what can't be used is replaced by them.
    before: BTreeMap<ConfigKey, Arc<WorkspaceConfig>>,
}

impl WorkspaceConfigs {
    /// None is read yet.
    pub(super) fn new(open_folders: Vec<PathBuf>, client_settings: ClientSettings) -> Self {
        Self { open_folders, client_settings, ..Self::default() }
    }

    /// Forgets what was read, but for what holds in place of what can't be used.
    pub(super) fn forget(&mut self) {
        self.folders = ConfigFolders::default();
        self.before = std::mem::take(&mut self.loaded);
    }

    /// How many were read.
    pub(super) fn count(&self) -> usize {
        self.loaded.len()
    }

    /// Each that was read.
    pub(super) fn all(&self) -> impl Iterator<Item = &Arc<WorkspaceConfig>> {
        self.loaded.values()
    }

    /// Takes over what was read elsewhere in the meantime.
    pub(super) fn take_over(&mut self, other: Self) {
        for (key, config) in other.loaded {
            self.loaded.entry(key).or_insert(config);
        }
    }

    /// What holds for a text: the configuration that is closest upward from its file.
    pub(super) fn of(&mut self, path: Option<&Path>, disk: &FileOverlay) -> Arc<WorkspaceConfig> {
        let within = |it: &&PathBuf| path.is_some_and(|path| path.starts_with(it));
        let innermost = self.open_folders.iter().filter(within).max_by_key(|it| it.components().count());
        let own = path.and_then(Path::parent);
        let here = innermost.map(PathBuf::as_path).or(own).or(self.open_folders.first().map(PathBuf::as_path));
        let here = here.unwrap_or(Path::new(".")).to_owned();
        let below = own.unwrap_or(&here).to_owned();
        self.in_folder(here, &below, disk)
    }

    /// What holds for a folder that is open.
    pub(super) fn of_folder(&mut self, folder: &Path, disk: &FileOverlay) -> Arc<WorkspaceConfig> {
        self.in_folder(folder.to_owned(), folder, disk)
    }

    fn in_folder(&mut self, here: PathBuf, below: &Path, disk: &FileOverlay) -> Arc<WorkspaceConfig> {
        let replaced = self.client_settings.replaces(&here);
        let holder = if replaced { None } else { self.folders.closest(&resolve(below)) };
        self.load(here, holder, below, disk)
    }

    fn load(
        &mut self,
        here: PathBuf,
        holder: Option<PathBuf>,
        below: &Path,
        disk: &FileOverlay,
    ) -> Arc<WorkspaceConfig> {
        let key = (here, holder);
        if let Some(config) = self.loaded.get(&key) {
            return Arc::clone(config);
        }
        let file = key.1.as_deref().map(|it| named(it, below));
        let before = self.before.get(&key).map(|it| &**it);
        let config = Arc::new(WorkspaceConfig::of(&key.0, file.as_deref(), &self.client_settings, disk, before));
        self.loaded.insert(key, Arc::clone(&config));
        config
    }

    /// The drafts of an open folder, each with its configuration, but for those that a configuration leaves out.
    pub(super) fn drafts(&mut self, folder: &Path, disk: &FileOverlay) -> Vec<(PathBuf, Arc<WorkspaceConfig>)> {
        let listed = listing::find(&[folder.to_owned()], None, Ignored::Skip).unwrap_or_default().inputs;
        let replaced = self.client_settings.replaces(folder);
        let mut drafts = Vec::new();
        for ListedInput { input, own, found_in } in listed {
            let chain = if replaced { vec![None] } else { self.folders.chain(&own, found_in.as_deref()) };
            let length = chain.len();
            let mut config = None;
            for (at, holder) in chain.into_iter().enumerate() {
                let found = self.load(folder.to_owned(), holder, input.path(), disk);
                if found.leaves_out(&own, at + 1 == length) {
                    config = None;
                    break;
                }
                config = Some(found);
            }
            drafts.extend(config.map(|it| (input.path().to_owned(), it)));
        }
        drafts
    }
}
