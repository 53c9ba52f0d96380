//! The instruments that drafts include: a file inside the project, or one that the configuration names.

use super::paths::{self, Patterns, relative, resolve};
use crate::source::{FileId, Source, plain_path};
use std::io;
use std::path::{Path, PathBuf};

/// Where the instruments may be that drafts include.
#[derive(Clone, Debug, Default)]
pub(crate) struct Project {
    /// The folders of the configurations that hold.
    pub(crate) folders: Vec<PathBuf>,
    /// What the configurations name besides.
    pub(crate) named: Vec<Patterns>,
}

impl Project {
    /// The project of a draft: the folder of the configuration, or else the repository, or else its own folder.
    fn root<'r>(&'r self, draft: &'r Path) -> &'r Path {
        let folder = draft.parent().unwrap_or(draft);
        let configured = self.folders.iter().find(|it| draft.starts_with(it)).map(PathBuf::as_path);
        configured.or_else(|| paths::repository(folder)).unwrap_or(folder)
    }

    /// The file that a draft includes, if it may.
    fn locate(&self, own: &Path, named: &str) -> Result<PathBuf, String> {
        let target = resolve(&own.parent().unwrap_or(own).join(named));
        let root = self.root(own);
        if target.starts_with(root) || self.named.iter().any(|it| it.matches(&target)) {
            return Ok(target);
        }
        Err("it lies outside the project; name it under `instruments` in `vattel.toml`".to_owned())
    }

    /// The instrument that a draft includes, by a path that counts from the folder of the draft; with a reason, if it is
    /// there and is not read.
    pub(crate) fn instrument(
        &self,
        draft: &Path,
        named: &str,
        read: &dyn Fn(&Path) -> io::Result<String>,
    ) -> Option<Source> {
        let own = resolve(draft);
        let target = match self.locate(&own, named) {
            Ok(target) => target,
            Err(why) => return Some(Source::unread(named, why)),
        };
        // An instrument may include the draft itself: then it has the name that the user wrote.
        let name = if target == own { draft.to_owned() } else { shown(draft, &own, &target) };
        let name = super::files::name(&name);
        match read(&target) {
            Ok(text) => Some(Source::new(FileId::default(), name, text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(Source::unread(name, error.to_string())),
        }
    }

    /// The paths on which a draft depends by including an instrument: as it names it, which shows the links, if it may.
    pub(crate) fn depends(&self, draft: &Path, named: &str) -> Option<PathBuf> {
        let own = resolve(draft);
        self.locate(&own, named).ok().map(|_| own.parent().unwrap_or(&own).join(named))
    }
}

/// The name of an instrument, from the folder of the draft as the user wrote it.
fn shown(draft: &Path, own: &Path, target: &Path) -> PathBuf {
    let way = relative(target, own.parent().unwrap_or(own));
    let name = plain_path(&draft.parent().unwrap_or(Path::new("")).join(way));
    // Where a link leads to the draft, its folder is another.
    if resolve(&name) == target { name } else { target.to_owned() }
}
