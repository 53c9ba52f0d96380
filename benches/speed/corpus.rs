//! Drafts and Python on disk, the same bytes of each.

use super::{draft, measure, python};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// How large each file of a corpus is.
pub(crate) const FILE_SIZE: usize = 10_000;

/// Folders of generated files.
pub(crate) struct Corpus {
    /// The drafts.
    pub(crate) drafts: PathBuf,
    /// The Python modules.
    pub(crate) modules: PathBuf,
}

/// Writes so many drafts, and Python of as many bytes.
pub(crate) fn write(count: usize) -> io::Result<Corpus> {
    let root = measure::scratch().join(format!("{count}-files"));
    // An earlier run may have been made with another generator.
    if root.exists() {
        fs::remove_dir_all(&root)?;
    }
    let corpus = Corpus { drafts: root.join("drafts"), modules: root.join("modules") };
    let (mut drafts, mut modules) = (0, 0);
    for seed in 0..count as u64 {
        let text = draft::draft(seed, FILE_SIZE);
        drafts += text.len();
        save(&corpus.drafts, seed, "treaty", &text)?;
    }
    let mut seed = 0;
    while modules < drafts {
        let text = python::module(seed, FILE_SIZE.min(drafts - modules));
        modules += text.len();
        save(&corpus.modules, seed, "py", &text)?;
        seed += 1;
    }
    Ok(corpus)
}

/// Writes one text to a file of its own.
pub(crate) fn single(name: &str, text: &str) -> io::Result<PathBuf> {
    let path = measure::scratch().join(name);
    fs::create_dir_all(measure::scratch())?;
    fs::write(&path, text)?;
    Ok(path)
}

fn save(folder: &Path, seed: u64, extension: &str, text: &str) -> io::Result<()> {
    // A hundred files to a folder, as trees of files are.
    let folder = folder.join(format!("part-{}", seed / 100));
    if seed.is_multiple_of(100) {
        fs::create_dir_all(&folder)?;
    }
    fs::write(folder.join(format!("text-{seed}.{extension}")), text)
}
