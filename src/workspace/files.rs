//! Files: the only place that reads them. They are written in `write`.

use super::Slips;
use crate::source::{FileId, Source};
use ignore::types::TypesBuilder;
use ignore::{WalkBuilder, WalkState};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

/// So many bytes can be told apart by their places.
const MOST: u64 = u32::MAX as u64 - 1;

/// One text to check.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Input {
    /// A file.
    File(PathBuf),
    /// The standard input, under the name that findings show.
    Stdin(PathBuf),
}

impl Input {
    /// The name that findings show.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::File(path) | Self::Stdin(path) => path.display().to_string(),
        }
    }

    /// The bytes. What is longer than places can count is refused; the reader has a lower bound of its own.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::File(path) => {
                let mut file = std::fs::File::open(path)?;
                bytes.reserve_exact(file.metadata()?.len().min(MOST) as usize + 1);
                io::Read::by_ref(&mut file).take(MOST + 1).read_to_end(&mut bytes)?;
            }
            Self::Stdin(_) => drop(io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)?),
        }
        if bytes.len() as u64 > MOST {
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, "it is longer than any draft"));
        }
        Ok(bytes)
    }

    /// Another instrument, named by a path that counts from the folder of this text.
    pub(crate) fn companion(&self, path: &str) -> Option<Source> {
        let (Self::File(own) | Self::Stdin(own)) = self;
        companion(own, path, &text)
    }
}

/// Another instrument, named by a path that counts from the folder of the draft that names it.
pub(crate) fn companion(own: &Path, path: &str, read: &dyn Fn(&Path) -> io::Result<String>) -> Option<Source> {
    let path = plain(&own.parent().unwrap_or(Path::new("")).join(path));
    let text = read(&path).ok()?;
    // A companion may name the draft itself: then it bears the name that the user wrote.
    let name = if path == plain(own) { own } else { &path };
    Some(Source::new(FileId::default(), name.display().to_string(), text))
}

/// The one draft that a path names, with its text.
pub(crate) fn draft(path: &Path, stdin_filename: Option<&Path>) -> Result<(Input, Source), Slips> {
    let paths = [path.to_owned()];
    let mut inputs = find(&paths, stdin_filename)?;
    let (Some(input), true) = (inputs.pop(), inputs.is_empty()) else {
        return Err(Slips::new(format!("`{}` is a folder; name one draft", path.display())));
    };
    let name = input.name();
    let bytes = input.read().map_err(|error| Slips::new(format!("can't read `{name}`: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Slips::new(format!("`{name}` is no UTF-8 text")))?;
    Ok((input, Source::new(FileId::default(), name, text)))
}

/// The words of a file.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path)
}

/// The files that changed since a commit, and those that git does not know yet, by their paths from here.
pub(crate) fn changed_since(commit: &str) -> Result<Vec<PathBuf>, Slips> {
    let git = |arguments: &[&str]| -> Result<Vec<PathBuf>, Slips> {
        let ran = Command::new("git").args(arguments).output();
        let ran = ran.map_err(|error| Slips::new(format!("`--since` needs git: {error}")))?;
        if !ran.status.success() {
            let words = String::from_utf8_lossy(&ran.stderr);
            return Err(Slips::new(format!("`--since {commit}`: {}", words.trim().trim_start_matches("fatal: "))));
        }
        let names = ran.stdout.split(|it| *it == 0).filter(|it| !it.is_empty());
        Ok(names.map(|it| plain(Path::new(&*String::from_utf8_lossy(it)))).collect())
    };
    if commit.starts_with('-') {
        return Err(Slips::new(format!("`--since` takes a commit, a branch or a tag, not `{commit}`")));
    }
    let mut changed = git(&["diff", "--name-only", "--relative", "--diff-filter=d", "-z", commit, "--"])?;
    changed.extend(git(&["ls-files", "--others", "--exclude-standard", "-z"])?);
    Ok(changed)
}

/// A path without `.` and `..` as far as its words tell, so that one file has one name.
pub(crate) fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if plain.file_name().is_some() => drop(plain.pop()),
            part => plain.push(part),
        }
    }
    plain
}

/// The drafts that the paths name, each once, in one order: files as given, then what the folders hold, sorted.
pub(crate) fn find(paths: &[PathBuf], stdin_name: Option<&Path>) -> Result<Vec<Input>, Slips> {
    find_named(paths, stdin_name, &["*.treaty"])
}

/// The same of files whose names are of certain patterns.
pub(crate) fn find_named(paths: &[PathBuf], stdin_name: Option<&Path>, patterns: &[&str]) -> Result<Vec<Input>, Slips> {
    let mut named = Vec::new();
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            named.push(Input::Stdin(stdin_name.unwrap_or(Path::new("<stdin>")).to_owned()));
        } else if path.is_dir() {
            walk(path, patterns, &mut found)?;
        } else {
            // Whether it can be read is known when it is read.
            named.push(Input::File(path.clone()));
        }
    }
    found.sort_unstable();
    let mut seen = rustc_hash::FxHashSet::default();
    named.extend(found);
    named.retain(|input| seen.insert(input.clone()));
    Ok(named)
}

/// Adds the files in a folder, as git sees it, whose names are of certain patterns.
fn walk(folder: &Path, patterns: &[&str], found: &mut Vec<Input>) -> Result<(), Slips> {
    let mut types = TypesBuilder::new();
    for pattern in patterns {
        types.add("wanted", pattern)?;
    }
    types.select("wanted");
    let walker = WalkBuilder::new(folder).types(types.build()?).require_git(false).build_parallel();
    let batch = Mutex::new((Vec::new(), None));
    walker.run(|| {
        Box::new(|entry| {
            let mut batch = batch.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(entry) if entry.file_type().is_some_and(|kind| kind.is_file()) => {
                    let path = entry.into_path();
                    batch.0.push(Input::File(path.strip_prefix(".").map(Path::to_owned).unwrap_or(path)));
                }
                Ok(_) => {}
                Err(error) => batch.1 = Some(error),
            }
            WalkState::Continue
        })
    });
    let (files, error) = batch.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.extend(files);
    error.map_or(Ok(()), |error| Err(Slips::new(format!("can't read a folder: {error}"))))
}

/// A file that is kept for this user between runs, in the folder that the system has for such things; nothing where there is
/// none.
#[cfg(feature = "lsp")]
pub(crate) fn kept(name: &Path, text: &str) -> Option<PathBuf> {
    let set = |name: &str| std::env::var_os(name).filter(|it| !it.is_empty()).map(PathBuf::from);
    let cache = set("XDG_CACHE_HOME").or_else(|| set("LOCALAPPDATA")).or_else(|| Some(set("HOME")?.join(".cache")))?;
    let path = cache.join("vattel").join(name);
    if std::fs::read_to_string(&path).is_ok_and(|it| it == text) {
        return Some(path);
    }
    std::fs::create_dir_all(path.parent()?).ok()?;
    super::write::whole(&path, text).ok()?;
    Some(path)
}
