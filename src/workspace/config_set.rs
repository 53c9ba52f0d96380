//! The configurations of a run: each draft has its own.

use super::closest::{ConfigFolders, named};
use super::config_error::ConfigErrors;
use super::configure::{CliOverrides, ReadText, ResolvedConfig, configure, replaces};
use super::files::Input;
use super::listing::ListedInput;
use super::paths::resolve;
use crate::config::Selection;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The configurations of a run, by the folders that hold them; one without a folder holds where there is none.
pub(crate) struct ConfigSet<'r> {
    /// Where the paths of flags count from.
    here: PathBuf,
    wanted: CliOverrides,
    read: ReadText<'r>,
    folders: ConfigFolders,
    loaded: BTreeMap<Option<PathBuf>, LoadedConfig>,
}

/// A configuration, or why it can't be used.
struct LoadedConfig {
    /// As messages name it.
    name: String,
    result: Result<Arc<ResolvedConfig>, ConfigErrors>,
    /// How many drafts it holds for.
    drafts: usize,
}

/// A draft with its configuration.
pub(crate) struct ConfiguredDraft {
    pub(crate) input: Input,
    /// Its resolved path.
    pub(crate) own: PathBuf,
    /// The resolved folder in which it was found; nothing if it was named outright.
    pub(crate) found_in: Option<PathBuf>,
    pub(crate) config: Arc<ResolvedConfig>,
}

/// The drafts of a run.
#[derive(Default)]
pub(crate) struct ConfiguredDrafts {
    pub(crate) drafts: Vec<ConfiguredDraft>,
    /// Those that are left out, with why.
    pub(crate) left_out: Vec<(Input, String)>,
    /// Configurations that can't be used.
    pub(crate) broken: Vec<BrokenConfig>,
}

/// A configuration that can't be used.
pub(crate) struct BrokenConfig {
    /// As messages name it.
    pub(crate) name: String,
    pub(crate) errors: ConfigErrors,
    /// How many drafts are not read because of it.
    pub(crate) drafts: usize,
}

impl ListedInput {
    /// Whether no exclusion holds for it, since it was named outright.
    fn is_free(&self, force_exclude: bool) -> bool {
        self.found_in.is_none() && !force_exclude
    }
}

impl<'r> ConfigSet<'r> {
    /// The configurations of a run in a folder.
    pub(crate) fn new(here: &Path, wanted: CliOverrides, read: ReadText<'r>) -> Self {
        Self { here: here.to_owned(), wanted, read, folders: ConfigFolders::default(), loaded: BTreeMap::new() }
    }

    /// Leaves out files besides those that configurations exclude.
    pub(crate) fn exclude(&mut self, patterns: &[String]) {
        self.wanted.exclude.extend(patterns.iter().cloned());
    }

    /// The configuration that holds for a file.
    ///
    /// # Errors
    /// If it can't be used: everything that is wrong, with its place.
    pub(crate) fn of(&mut self, path: &Path) -> Result<Arc<ResolvedConfig>, ConfigErrors> {
        let own = resolve(path);
        self.in_folder(own.parent().unwrap_or(&own), path)
    }

    /// The configuration that holds for the folder of the run.
    ///
    /// # Errors
    /// If it can't be used: everything that is wrong, with its place.
    pub(crate) fn of_run(&mut self) -> Result<Arc<ResolvedConfig>, ConfigErrors> {
        let here = self.here.clone();
        self.in_folder(&resolve(&here), &here)
    }

    fn in_folder(&mut self, folder: &Path, below: &Path) -> Result<Arc<ResolvedConfig>, ConfigErrors> {
        let holder = if self.is_replaced() { None } else { self.folders.closest(folder) };
        self.load(holder.as_deref(), below).result.clone()
    }

    /// Whether what the user names holds in place of the closest configurations.
    fn is_replaced(&self) -> bool {
        replaces(&self.here, &self.wanted)
    }

    fn load(&mut self, holder: Option<&Path>, below: &Path) -> &mut LoadedConfig {
        let Self { here, wanted, read, loaded, .. } = self;
        loaded.entry(holder.map(Path::to_owned)).or_insert_with(|| {
            let path = holder.map(|it| shown(&named(it, below), here));
            let result = configure(here, path.as_deref(), wanted, *read).map(Arc::new);
            let name = path.as_deref().map_or_else(|| "--config".to_owned(), super::files::name);
            LoadedConfig { name, result, drafts: 0 }
        })
    }

    /// Gives each input its configuration, and leaves out those that a configuration excludes. What was named outright
    /// stays, unless exclusions are forced.
    pub(crate) fn assign(&mut self, inputs: Vec<ListedInput>, force_exclude: bool) -> ConfiguredDrafts {
        let here = resolve(&self.here);
        let chains: Vec<Vec<Option<PathBuf>>> =
            inputs.iter().map(|it| self.chain(it, force_exclude.then_some(here.as_path()))).collect();
        for (listed, chain) in inputs.iter().zip(&chains) {
            for (at, holder) in chain.iter().enumerate() {
                let loaded = self.load(holder.as_deref(), listed.input.path());
                let Ok(config) = &loaded.result else { continue };
                // What lies in a folder that is left out is not read.
                if !listed.is_free(force_exclude) && config.leaves_out(&listed.own, at + 1 == chain.len()).is_some() {
                    break;
                }
            }
        }
        let _ = self.of_run();
        self.know_each_other();
        let mut found = ConfiguredDrafts::default();
        for (listed, chain) in inputs.into_iter().zip(chains) {
            let is_free = listed.is_free(force_exclude);
            let mut reason = None;
            for (at, holder) in chain.iter().enumerate().filter(|_| !is_free) {
                let is_own = at + 1 == chain.len();
                // Where a configuration can't be read, what it excludes is not known: the draft is read.
                if let Some(LoadedConfig { result: Ok(config), .. }) = self.loaded.get(holder) {
                    reason = config.leaves_out(&listed.own, is_own);
                }
                if reason.is_some() {
                    break;
                }
            }
            if let Some(reason) = reason {
                found.left_out.push((listed.input, reason));
                continue;
            }
            let Some(loaded) = chain.last().and_then(|it| self.loaded.get_mut(it)) else { continue };
            loaded.drafts += 1;
            if let Ok(config) = &loaded.result {
                let ListedInput { input, own, found_in } = listed;
                found.drafts.push(ConfiguredDraft { input, own, found_in, config: Arc::clone(config) });
            }
        }
        for LoadedConfig { name, result, drafts } in self.loaded.values() {
            if let Err(errors) = result {
                found.broken.push(BrokenConfig { name: name.clone(), errors: errors.clone(), drafts: *drafts });
            }
        }
        found
    }

    /// The folders whose configurations decide on a draft, from the outside in.
    fn chain(&mut self, listed: &ListedInput, forced: Option<&Path>) -> Vec<Option<PathBuf>> {
        if self.is_replaced() {
            return vec![None];
        }
        let found_in = listed.found_in.as_deref().or(forced.filter(|it| listed.own.starts_with(it)));
        self.folders.chain(&listed.own, found_in)
    }

    /// Lets flags name rules that only some configurations of the run know.
    fn know_each_other(&mut self) {
        if self.loaded.len() < 2 || self.loaded.values().all(|it| it.result.is_ok()) {
            return;
        }
        let plain = CliOverrides { selection: Selection::default(), ..self.wanted.without_values(&self.here) };
        let mut elsewhere = BTreeSet::new();
        let names: Vec<(Option<PathBuf>, String)> =
            self.loaded.iter().map(|(holder, it)| (holder.clone(), it.name.clone())).collect();
        for (holder, name) in &names {
            let path = holder.as_ref().map(|_| PathBuf::from(name));
            if let Ok(config) = configure(&self.here, path.as_deref(), &plain, self.read) {
                elsewhere.extend(config.words_of_suites());
            }
        }
        if elsewhere.is_empty() {
            return;
        }
        self.wanted.selection.elsewhere = elsewhere;
        for (holder, name) in names {
            let path = holder.as_ref().map(|_| PathBuf::from(name));
            if let Some(loaded) = self.loaded.get_mut(&holder).filter(|it| it.result.is_err()) {
                loaded.result = configure(&self.here, path.as_deref(), &self.wanted, self.read).map(Arc::new);
            }
        }
    }

    /// Every configuration that holds for the run or for a draft of it.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<ResolvedConfig>> {
        self.loaded.values().filter_map(|it| it.result.as_ref().ok())
    }

    /// Every file on which it depends whether a draft is checked, and how: configurations, what they extend, and places
    /// where a configuration would be; the baseline that the configuration names, where that is used.
    pub(crate) fn governing(&mut self, draft: &ConfiguredDraft, own_baseline: bool) -> Vec<PathBuf> {
        let mut files = draft.config.files.clone();
        files.extend(draft.config.baseline.as_ref().filter(|_| own_baseline).map(|it| it.path.clone()));
        if !self.is_replaced() {
            let found_in = draft.found_in.as_deref();
            for holder in self.folders.chain(&draft.own, found_in) {
                if let Some(LoadedConfig { result: Ok(config), .. }) = self.loaded.get(&holder) {
                    files.extend(config.files.iter().cloned());
                }
            }
            files.extend(self.folders.places(&draft.own, found_in));
        }
        files
    }
}

/// A path as messages show it: from the folder of the run, if it lies below.
fn shown(path: &Path, here: &Path) -> PathBuf {
    if here.is_absolute() {
        return path.to_owned();
    }
    let spelled = std::path::absolute(here).unwrap_or_else(|_| here.to_owned());
    [spelled, resolve(here)].iter().find_map(|it| path.strip_prefix(it).ok()).map_or(path.to_owned(), Path::to_owned)
}
