//! The configuration of each draft: the closest `vattel.toml` upward from it.

use super::paths::resolve;
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};

/// The file name of a configuration.
pub(crate) const NAME: &str = "vattel.toml";

/// The folders that hold configurations, as far as somebody asked. Every path is resolved.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConfigFolders {
    /// For each folder that was asked about, the closest one upward that holds a configuration.
    known: FxHashMap<PathBuf, Option<PathBuf>>,
}

impl ConfigFolders {
    /// The closest folder upward from a folder, or the folder itself, that holds a configuration.
    pub(crate) fn closest(&mut self, folder: &Path) -> Option<PathBuf> {
        let mut asked = Vec::new();
        let mut found = None;
        for folder in folder.ancestors() {
            if let Some(known) = self.known.get(folder) {
                found.clone_from(known);
                break;
            }
            asked.push(folder);
            // What is no file is refused when it is read, and not passed over.
            let file = folder.join(NAME);
            if file.symlink_metadata().is_ok() && !file.is_dir() {
                found = Some(folder.to_owned());
                break;
            }
        }
        self.known.extend(asked.into_iter().map(|it| (it.to_owned(), found.clone())));
        found
    }

    /// The folders whose configurations may exclude a draft, from the outside in; the last is that of the draft itself.
    /// The first is the one that holds for the folder in which the draft was found.
    pub(crate) fn chain(&mut self, draft: &Path, found_in: Option<&Path>) -> Vec<Option<PathBuf>> {
        let own = draft.parent().unwrap_or(draft);
        let outermost = found_in.filter(|it| own.starts_with(it)).unwrap_or(own);
        let mut chain = Vec::new();
        for folder in own.ancestors().take_while(|it| it.starts_with(outermost)) {
            let closest = self.closest(folder);
            if chain.last() != Some(&closest) {
                chain.push(closest);
            }
        }
        chain.reverse();
        chain
    }

    /// Every place where a configuration is, or would be, that decides on a draft: whether it is checked, and how.
    pub(crate) fn places(&mut self, draft: &Path, found_in: Option<&Path>) -> Vec<PathBuf> {
        let own = draft.parent().unwrap_or(draft);
        let outermost = self.chain(draft, found_in).into_iter().next().flatten();
        let within = |it: &&Path| outermost.as_ref().is_none_or(|outermost| it.starts_with(outermost));
        own.ancestors().take_while(within).map(|it| it.join(NAME)).collect()
    }
}

/// The path of the configuration in a folder as the user would name it, who named a file or folder below it.
pub(crate) fn named(holder: &Path, below: &Path) -> PathBuf {
    let absolute = std::path::absolute(below).unwrap_or_else(|_| below.to_owned());
    let spelled = absolute.ancestors().find(|it| resolve(it) == holder).unwrap_or(holder).to_owned();
    spelled.join(NAME)
}
