//! What the tests share.

pub mod bless;
pub mod laws;
pub mod marks;
pub mod schema;
pub mod shipped;
pub mod uses;
pub mod vattel;

use std::path::{Path, PathBuf};

/// The folder of the project.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file with an ending in a folder, in one order.
pub fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|it| it == ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The step of a test that takes one draft in so many; `VATTEL_ALL` takes each.
pub fn one_in(step: usize) -> usize {
    if std::env::var_os("VATTEL_ALL").is_some() { 1 } else { step }
}

/// A path as the project names it: from its folder, with slashes.
pub fn relative(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}
