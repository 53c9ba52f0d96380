//! The drafts that paths name: files, and what lies in folders.

use super::ConfigErrors;
use super::files::{Input, name};
use super::paths::resolve;
use crate::engine::is_scenario_file;
use crate::source::{FileId, Source};
use ignore::types::{Types, TypesBuilder};
use ignore::{WalkBuilder, WalkState};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The maximum number of files visited to explain an empty folder and to follow links.
const MOST_LOOKED_AT: usize = 10_000;

/// The one draft that a path names, with its text.
pub(crate) fn draft(path: &Path, stdin_filename: Option<&Path>) -> Result<(Input, Source), ConfigErrors> {
    let paths = [path.to_owned()];
    let mut inputs = find(&paths, stdin_filename, Ignored::Skip)?.inputs;
    let (Some(ListedInput { input, .. }), true) = (inputs.pop(), inputs.is_empty()) else {
        return Err(ConfigErrors::new(format!("`{}` is a folder; name one draft", name(path))));
    };
    let name = input.name();
    if is_scenario_file(&name) {
        return Err(ConfigErrors::new(format!("`{name}` is a scenario file; name the draft that it tests")));
    }
    let bytes = input.read().map_err(|error| ConfigErrors::new(format!("can't read `{name}`: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|_| ConfigErrors::new(format!("`{name}` is not UTF-8 text")))?;
    Ok((input, Source::new(FileId::default(), name, text)))
}

/// A file that the paths name, or that lies in a folder which they name.
#[derive(Debug)]
pub(crate) struct ListedInput {
    pub(crate) input: Input,
    /// Its resolved path.
    pub(crate) own: PathBuf,
    /// The resolved folder in which it was found; nothing if it was named outright.
    pub(crate) found_in: Option<PathBuf>,
}

/// Whether files that Git ignores are found in folders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ignored {
    /// They are not.
    Skip,
    /// They are.
    #[cfg(feature = "cli")]
    Find,
}

/// What the paths name.
#[derive(Debug, Default)]
pub(crate) struct DraftListing {
    /// Each file once, in one order: those that are named, then those of the folders, sorted.
    pub(crate) inputs: Vec<ListedInput>,
    /// The folders that hold none, with why, where that can be told.
    pub(crate) empty: Vec<String>,
    /// That links in folders lead to others, which are not read.
    pub(crate) unfollowed: Option<String>,
}

/// The file names of drafts.
pub(crate) const DRAFTS: &[&str] = &["*.treaty", "*.scenario"];

/// The drafts that the paths name.
pub(crate) fn find(
    paths: &[PathBuf],
    stdin_name: Option<&Path>,
    ignored: Ignored,
) -> Result<DraftListing, ConfigErrors> {
    find_named(paths, stdin_name, ignored, DRAFTS)
}

/// The same of files whose names are of certain patterns.
pub(crate) fn find_named(
    paths: &[PathBuf],
    stdin_name: Option<&Path>,
    ignored: Ignored,
    patterns: &[&str],
) -> Result<DraftListing, ConfigErrors> {
    let mut named = Vec::new();
    let (mut found, mut links) = (Vec::new(), Vec::new());
    let mut listing = DraftListing::default();
    for path in paths {
        if path.as_os_str() == "-" {
            let name = stdin_name.unwrap_or(Path::new("<stdin>")).to_owned();
            let own = resolve(&name);
            named.push(ListedInput { input: Input::Stdin(name), own, found_in: None });
        } else if path.is_dir() {
            let before = found.len();
            walk(path, patterns, ignored, &mut found, &mut links)?;
            if found.len() == before {
                listing.empty.push(why_empty(path, patterns, ignored));
            }
        } else {
            // Whether it can be read is known when it is read.
            named.push(ListedInput { input: Input::File(path.clone()), own: resolve(path), found_in: None });
        }
    }
    found.sort_unstable_by(|one, other| one.input.cmp(&other.input));
    named.extend(found);
    let mut seen = rustc_hash::FxHashSet::default();
    // The standard input is no file, whatever its name.
    let place = |it: &ListedInput| if let Input::Stdin(_) = it.input { PathBuf::from("-") } else { it.own.clone() };
    named.retain(|it| seen.insert(place(it)));
    listing.inputs = named;
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
        format!("{which} to files that are not read: links in folders are not followed; name the link itself to read its target")
    });
    Ok(listing)
}

/// Whether the name of a file is of one of the patterns.
fn is_wanted(path: &Path, patterns: &[&str]) -> bool {
    let name = path.file_name().unwrap_or_default().as_encoded_bytes();
    patterns.iter().any(|it| name.ends_with(it.trim_start_matches('*').as_bytes()))
}

fn types(patterns: &[&str]) -> Result<Types, ConfigErrors> {
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
    ignored: Ignored,
    found: &mut Vec<ListedInput>,
    links: &mut Vec<PathBuf>,
) -> Result<(), ConfigErrors> {
    // Links to folders have any name. Hidden files and folders are skipped: their names start with a full stop.
    let mut walker = WalkBuilder::new(folder);
    walker.require_git(false);
    if ignored != Ignored::Skip {
        walker.git_ignore(false).git_exclude(false).git_global(false).ignore(false).parents(false);
    }
    let walker = walker.build_parallel();
    // No link is followed, so that only the folder itself may be reached through one.
    let root = &resolve(folder);
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
                    let own = path.strip_prefix(folder).map_or_else(|_| resolve(&path), |it| root.join(it));
                    let path = path.strip_prefix(".").map(Path::to_owned).unwrap_or(path);
                    let found_in = Some(root.to_owned());
                    lock().0.push(ListedInput { input: Input::File(path), own, found_in });
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
    error.map_or(Ok(()), |error| Err(ConfigErrors::new(format!("can't read a folder: {error}"))))
}

/// Why nothing is found in a folder.
fn why_empty(folder: &Path, patterns: &[&str], ignored: Ignored) -> String {
    let shown = name(folder);
    let kinds = patterns.iter().map(|it| format!("`{it}`")).collect::<Vec<_>>().join(" or ");
    let Ok(types) = types(patterns) else { return format!("no {kinds} in `{shown}`") };
    let all = WalkBuilder::new(folder).types(types).standard_filters(false).build();
    let is_file = |it: &ignore::DirEntry| it.file_type().is_some_and(|kind| kind.is_file());
    match all.flatten().take(MOST_LOOKED_AT).find(is_file) {
        Some(it) if ignored != Ignored::Skip => format!("every {kinds} in `{shown}` is hidden: `{}`", name(it.path())),
        Some(it) => format!("git ignores every {kinds} in `{shown}`, or it is hidden: `{}`", name(it.path())),
        None => format!("no {kinds} in `{shown}`"),
    }
}
