//! Files: the only place that reads them. They are written in `write`.

use super::Slips;
use super::paths::resolve;
use crate::source::{FileId, Source};
use crate::syntax::MAX_LENGTH;
use ignore::types::{Types, TypesBuilder};
use ignore::{WalkBuilder, WalkState};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The longest text that is read, in bytes.
const MOST: u64 = MAX_LENGTH as u64;

/// So many files are looked at to say why a folder holds none, and where its links lead.
const MOST_LOOKED_AT: usize = 10_000;

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
            Self::File(path) | Self::Stdin(path) => name(path),
        }
    }

    /// The bytes. What is longer than the parser takes is refused.
    pub(crate) fn read(&self) -> io::Result<Vec<u8>> {
        self.read_part().and_then(|it| if it.len() as u64 > MOST { Err(too_long()) } else { Ok(it) })
    }

    /// The bytes, as far as the parser takes them, and some more of a draft that is longer: to a check it is a finding. A
    /// draft that the user names may be a pipe.
    pub(crate) fn read_part(&self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        match self {
            Self::File(path) => {
                let mut file = std::fs::File::open(path)?;
                bytes.reserve_exact(file.metadata()?.len().min(MOST) as usize + 4);
                io::Read::by_ref(&mut file).take(MOST + 4).read_to_end(&mut bytes)?;
            }
            Self::Stdin(_) => drop(io::stdin().lock().take(MOST + 4).read_to_end(&mut bytes)?),
        }
        // What was cut off may have left the first bytes of a character.
        if bytes.len() as u64 > MOST
            && let Err(error) = std::str::from_utf8(&bytes)
            && error.error_len().is_none()
        {
            bytes.truncate(error.valid_up_to());
        }
        Ok(bytes)
    }

    /// The path that findings show.
    pub(crate) fn path(&self) -> &Path {
        let (Self::File(path) | Self::Stdin(path)) = self;
        path
    }
}

/// A path as findings name it. It is shown as every name is: by what writes words of others.
pub(crate) fn name(path: &Path) -> String {
    path.display().to_string()
}

/// The one draft that a path names, with its text.
pub(crate) fn draft(path: &Path, stdin_filename: Option<&Path>) -> Result<(Input, Source), Slips> {
    let paths = [path.to_owned()];
    let mut inputs = find(&paths, stdin_filename)?.inputs;
    let (Some(input), true) = (inputs.pop(), inputs.is_empty()) else {
        return Err(Slips::new(format!("`{}` is a folder; name one draft", name(path))));
    };
    let name = input.name();
    let bytes = input.read().map_err(|error| Slips::new(format!("can't read `{name}`: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| Slips::new(format!("`{name}` is no UTF-8 text")))?;
    Ok((input, Source::new(FileId::default(), name, text)))
}

/// The text of a regular file that another file names, or that is found: nothing else is opened for long, and no more is
/// read than the parser takes.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    let irregular = || io::Error::other("it is no regular file");
    // A folder can be opened, and a device may act when it is.
    if !std::fs::metadata(path)?.is_file() {
        return Err(irregular());
    }
    let mut options = std::fs::OpenOptions::new();
    options.read(true);
    // A pipe that takes the place of the file meanwhile must not make the program wait.
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, libc::O_NONBLOCK | libc::O_NOCTTY);
    let file = options.open(path)?;
    let metadata = file.metadata()?;
    if !metadata.is_file() {
        return Err(irregular());
    }
    if metadata.len() > MOST {
        return Err(too_long());
    }
    let mut bytes = Vec::with_capacity(metadata.len() as usize + 1);
    file.take(MOST + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MOST {
        return Err(too_long());
    }
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is no UTF-8 text"))
}

fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is longer than {} MiB", MOST >> 20))
}

/// What the paths name.
#[derive(Debug, Default)]
pub(crate) struct Listing {
    /// Each file once, in one order: those that are named, then those of the folders, sorted.
    pub(crate) inputs: Vec<Input>,
    /// The folders that hold none, with why, where that can be told.
    pub(crate) empty: Vec<String>,
    /// That links in folders lead to others, which are not read.
    pub(crate) unfollowed: Option<String>,
}

/// The drafts that the paths name.
pub(crate) fn find(paths: &[PathBuf], stdin_name: Option<&Path>) -> Result<Listing, Slips> {
    find_named(paths, stdin_name, &["*.treaty"])
}

/// The same of files whose names are of certain patterns.
pub(crate) fn find_named(paths: &[PathBuf], stdin_name: Option<&Path>, patterns: &[&str]) -> Result<Listing, Slips> {
    let mut named = Vec::new();
    let (mut found, mut links) = (Vec::new(), Vec::new());
    let mut listing = Listing::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = stdin_name.unwrap_or(Path::new("<stdin>")).to_owned();
            named.push((Input::Stdin(name), PathBuf::from("-")));
        } else if path.is_dir() {
            let before = found.len();
            walk(path, patterns, &mut found, &mut links)?;
            if found.len() == before {
                listing.empty.push(why_empty(path, patterns));
            }
        } else {
            // Whether it can be read is known when it is read.
            named.push((Input::File(path.clone()), resolve(path)));
        }
    }
    found.sort_unstable();
    named.extend(found);
    let mut seen = rustc_hash::FxHashSet::default();
    let each = named.into_iter().filter_map(|(input, own)| seen.insert(own).then_some(input));
    listing.inputs = each.collect();
    links.sort_unstable();
    let mut left = MOST_LOOKED_AT;
    let mut leads_elsewhere = |link: &PathBuf| {
        let Ok(types) = types(patterns) else { return true };
        !link.exists()
            || WalkBuilder::new(link).types(types).build().flatten().any(|it| {
                left = left.saturating_sub(1);
                left == 0 || (it.path().is_file() && !seen.contains(&resolve(it.path())))
            })
    };
    links.retain(|it| leads_elsewhere(it));
    listing.unfollowed = links.split_first().map(|(first, others)| {
        let (first, others) = (name(first), others.len());
        let which = match others {
            0 => format!("`{first}` is a link"),
            1 => format!("`{first}` and another are links"),
            _ => format!("`{first}` and {others} others are links"),
        };
        format!("{which} to files that are not read: links in folders are not followed, only those that are named")
    });
    Ok(listing)
}

/// Whether the name of a file is of one of the patterns.
fn is_wanted(path: &Path, patterns: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    patterns.iter().any(|it| name.ends_with(it.trim_start_matches('*').as_bytes()))
}

fn types(patterns: &[&str]) -> Result<Types, Slips> {
    let mut types = TypesBuilder::new();
    for pattern in patterns {
        types.add("wanted", pattern)?;
    }
    Ok(types.select("wanted").build()?)
}

/// Adds the files in a folder, as git sees it, whose names are of certain patterns, each with its own path; and the links
/// that may lead to others.
fn walk(
    folder: &Path,
    patterns: &[&str],
    found: &mut Vec<(Input, PathBuf)>,
    links: &mut Vec<PathBuf>,
) -> Result<(), Slips> {
    // Links to folders have any name. A type that is asked for is found where its name is hidden, too.
    let walker = WalkBuilder::new(folder).types(types(&["*"])?).require_git(false).build_parallel();
    // No link is followed, so that only the folder itself may be reached through one.
    let own = resolve(folder);
    let batch = Mutex::new((Vec::new(), None, Vec::new()));
    walker.run(|| {
        Box::new(|entry| {
            let lock = || batch.lock().unwrap_or_else(PoisonError::into_inner);
            match entry {
                Ok(entry) if entry.path_is_symlink() && entry.depth() > 0 => {
                    let path = entry.into_path();
                    if is_wanted(&path, patterns) || path.is_dir() {
                        lock().2.push(path);
                    }
                }
                Ok(entry)
                    if entry.file_type().is_some_and(|kind| kind.is_file()) && is_wanted(entry.path(), patterns) =>
                {
                    let path = entry.into_path();
                    let own = path.strip_prefix(folder).map_or_else(|_| resolve(&path), |it| own.join(it));
                    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
                    lock().0.push((Input::File(path), own));
                }
                Ok(_) => {}
                Err(error) => lock().1 = Some(error),
            }
            WalkState::Continue
        })
    });
    let (files, error, linked) = batch.into_inner().unwrap_or_else(PoisonError::into_inner);
    found.extend(files);
    links.extend(linked);
    error.map_or(Ok(()), |error| Err(Slips::new(format!("can't read a folder: {error}"))))
}

/// Why nothing is found in a folder.
fn why_empty(folder: &Path, patterns: &[&str]) -> String {
    let shown = name(folder);
    let kinds = patterns.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ");
    let Ok(types) = types(patterns) else { return format!("no {kinds} in `{shown}`") };
    let all = WalkBuilder::new(folder).types(types).standard_filters(false).build();
    let is_file = |it: &ignore::DirEntry| it.file_type().is_some_and(|kind| kind.is_file());
    match all.flatten().take(MOST_LOOKED_AT).find(is_file) {
        Some(it) => format!("git ignores every {kinds} in `{shown}`, or it is hidden: `{}`", name(it.path())),
        None => format!("no {kinds} in `{shown}`"),
    }
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
