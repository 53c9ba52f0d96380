//! Paths by their words alone: nothing is looked up.

use std::path::{Component, Path, PathBuf};

/// A path without `.` and `..` as far as its words tell; nothing lies above the root.
pub fn plain_path(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            Component::ParentDir if plain.has_root() => {}
            part => plain.push(part),
        }
    }
    plain
}
