//! Paths: one file has one path, however it is named; and patterns of paths, which count from the file that holds them.

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Component, Path, PathBuf};

/// So many links are followed on the way to a file.
const MOST_LINKS: usize = 40;

/// The path of a file, from the root and without links; of a file that does not exist, the path that it would have.
pub(crate) fn resolve(path: &Path) -> PathBuf {
    if let Ok(found) = fs::canonicalize(path) {
        return found;
    }
    let plain = trail(path).1;
    let existing = plain.ancestors().find_map(|it| Some((fs::canonicalize(it).ok()?, plain.strip_prefix(it).ok()?)));
    existing.map_or_else(|| plain.clone(), |(folder, rest)| folder.join(rest))
}

/// The links on the way to a file, each by its own path, and the path of the file.
pub(crate) fn trail(path: &Path) -> (Vec<PathBuf>, PathBuf) {
    let parts = |path: &Path| path.components().rev().map(|it| it.as_os_str().to_owned()).collect::<Vec<OsString>>();
    let path = if path.as_os_str().is_empty() { Path::new(".") } else { path };
    let mut rest = parts(&std::path::absolute(path).unwrap_or_else(|_| path.to_owned()));
    let (mut links, mut here) = (Vec::new(), PathBuf::new());
    while let Some(part) = rest.pop() {
        if part == ".." {
            here.pop();
            continue;
        }
        let next = here.join(&part);
        match fs::read_link(&next) {
            Ok(target) if links.len() < MOST_LINKS => {
                links.push(next);
                rest.extend(parts(&target).into_iter().filter(|it| it != "."));
            }
            _ => here = next,
        }
    }
    (links, here)
}

/// The way from a folder to a file, both of them resolved.
pub(crate) fn relative(path: &Path, folder: &Path) -> PathBuf {
    let shared = path.components().zip(folder.components()).take_while(|(one, other)| one == other).count();
    // Files on two drives have nothing in common.
    if shared == 0 {
        return path.to_owned();
    }
    let up = folder.components().skip(shared).map(|_| Component::ParentDir);
    up.chain(path.components().skip(shared)).collect()
}

/// A path as text, with `/` between folders. No two paths have the same.
pub(crate) fn text(path: &Path) -> String {
    let mut text = String::new();
    for chunk in path.as_os_str().as_encoded_bytes().utf8_chunks() {
        text.push_str(chunk.valid());
        for byte in chunk.invalid() {
            let _ = write!(text, "\\x{byte:02X}");
        }
    }
    if cfg!(windows) { text.replace('\\', "/") } else { text }
}

/// The innermost folder around a file, or the file itself, that holds a repository of git.
pub(crate) fn repository(path: &Path) -> Option<&Path> {
    path.ancestors().find(|it| it.join(".git").symlink_metadata().is_ok())
}

/// Patterns of paths. What stands before the first wildcard of each is a folder or a file, and is resolved like every
/// other path.
#[derive(Clone, Debug)]
pub(crate) struct Patterns {
    /// Files, and folders with all that they hold.
    whole: Vec<PathBuf>,
    /// Folders, with the patterns of paths that count from them.
    globs: Vec<(PathBuf, GlobSet)>,
}

impl Patterns {
    /// Patterns that count from a folder.
    ///
    /// # Errors
    /// If one of them could match no path: which one, and why.
    pub(crate) fn new<'p>(folder: &Path, patterns: impl IntoIterator<Item = &'p str>) -> Result<Self, (usize, String)> {
        let mut whole = Vec::new();
        let mut globs: BTreeMap<PathBuf, GlobSetBuilder> = BTreeMap::new();
        for (at, pattern) in patterns.into_iter().enumerate() {
            let (base, rest) = split(pattern).map_err(|why| (at, why))?;
            let base = resolve(&folder.join(base));
            if rest.is_empty() {
                whole.push(base);
                continue;
            }
            let glob = GlobBuilder::new(&rest).literal_separator(true).build();
            globs
                .entry(base)
                .or_insert_with(GlobSetBuilder::new)
                .add(glob.map_err(|error| (at, error.kind().to_string()))?);
        }
        let globs = globs.into_iter().map(|(base, set)| Ok((base, set.build()?)));
        let globs = globs.collect::<Result<_, globset::Error>>().map_err(|error| (0, error.to_string()))?;
        Ok(Self { whole, globs })
    }

    /// Whether a path matches, once it is resolved.
    pub(crate) fn matches(&self, resolved: &Path) -> bool {
        self.whole.iter().any(|it| resolved.starts_with(it))
            || self.globs.iter().any(|(base, set)| resolved.strip_prefix(base).is_ok_and(|it| set.is_match(it)))
    }

    /// Whether a path, or a folder around it, matches, once it is resolved.
    #[cfg(feature = "files")]
    pub(crate) fn hold(&self, resolved: &Path) -> bool {
        resolved.ancestors().any(|it| self.matches(it))
    }
}

/// The folder or file with which a pattern begins, and the rest.
fn split(pattern: &str) -> Result<(PathBuf, String), String> {
    let pattern = if cfg!(windows) { pattern.replace('\\', "/") } else { pattern.to_owned() };
    if pattern.is_empty() {
        return Err("an empty pattern matches nothing; `.` is the folder itself".to_owned());
    }
    if pattern.starts_with('!') {
        return Err("`!` does not negate a pattern; `[!a]` does so within one, and `\\!` is the character".to_owned());
    }
    if let Some(at) = pattern.find('\\')
        && pattern[at + 1..].starts_with(|c: char| !"*?[]{}!,\\-".contains(c))
    {
        return Err("use `/` between folders, not `\\`".to_owned());
    }
    let mut base = PathBuf::new();
    let mut parts = pattern.split('/').peekable();
    if pattern.starts_with('/') {
        base.push("/");
    }
    while let Some(part) = parts.next_if(|it| !it.contains(['*', '?', '[', ']', '{', '}', '\\'])) {
        base.push(part);
    }
    let mut rest: Vec<&str> = parts.filter(|it| !it.is_empty() && *it != ".").collect();
    if !rest.is_empty() && pattern.ends_with('/') {
        rest.push("**");
    }
    let rest = rest.join("/");
    let mut choices = rest.split(['/', '{', '}', ',']);
    if choices.any(|it| it == "..") || ["{/", ",/"].iter().any(|it| rest.contains(it)) {
        return Err("after a wildcard a pattern can't go up or start at the root; write a separate pattern".to_owned());
    }
    Ok((base, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_counts_from_its_folder_wherever_it_leads() {
        let matches = |pattern: &str, path: &str| {
            Patterns::new(Path::new("/no-such/project"), [pattern]).expect(pattern).matches(Path::new(path))
        };
        for (pattern, path, wanted) in [
            ("drafts/**", "/no-such/project/drafts/a/b.treaty", true),
            ("./drafts//*.treaty", "/no-such/project/drafts/b.treaty", true),
            ("drafts/*.treaty", "/no-such/project/drafts/a/b.treaty", false),
            ("drafts", "/no-such/project/drafts/a/b.treaty", true),
            ("drafts/", "/no-such/project/drafts/a/b.treaty", true),
            ("dra*/", "/no-such/project/drafts/a/b.treaty", true),
            (".", "/no-such/project/b.treaty", true),
            ("drafts", "/no-such/project/drafts-old/b.treaty", false),
            ("../other/**", "/no-such/other/b.treaty", true),
            ("a/../drafts/*", "/no-such/project/drafts/b.treaty", true),
            ("/no-such/other/**/b.treaty", "/no-such/other/b.treaty", true),
            ("{one,two}/*.treaty", "/no-such/project/two/b.treaty", true),
            ("**", "/no-such/other/b.treaty", false),
        ] {
            assert_eq!(matches(pattern, path), wanted, "{pattern} {path}");
        }
    }

    #[test]
    fn a_pattern_that_matches_nothing_is_refused() {
        for pattern in ["", "*/../a", "{a,../b}/**", "{/a,b}", "!a", "[a"] {
            assert!(Patterns::new(Path::new("/no-such"), [pattern]).is_err(), "{pattern}");
        }
        #[cfg(not(windows))]
        assert!(Patterns::new(Path::new("/no-such"), ["drafts\\old\\**"]).is_err());
    }

    #[test]
    fn the_way_from_a_folder() {
        let way = |path: &str, folder: &str| text(&relative(Path::new(path), Path::new(folder)));
        assert_eq!(way("/a/b/c.treaty", "/a/b"), "c.treaty");
        assert_eq!(way("/a/c.treaty", "/a/b/d"), "../../c.treaty");
    }
}
