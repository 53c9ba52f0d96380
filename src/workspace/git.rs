//! What changed since a commit, as git has it: asked of the repository of each file, and of nothing that this repository
//! could make git run.

use super::ConfigErrors;
use super::paths::{self, resolve};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// What would lead git to another repository than that of the file, or to a program.
const UNSET: &[&str] = &[
    "GIT_DIR",
    "GIT_WORK_TREE",
    "GIT_INDEX_FILE",
    "GIT_COMMON_DIR",
    "GIT_NAMESPACE",
    "GIT_PREFIX",
    "GIT_EXTERNAL_DIFF",
    "GIT_LITERAL_PATHSPECS",
];

/// Settings that keep git from running programs of a repository, from fetching what it lacks, and from guessing in silence.
const SAFE: &[&str] =
    &["core.fsmonitor=false", "core.hooksPath=/dev/null", "protocol.allow=never", "core.warnAmbiguousRefs=true"];

/// What changed since a commit.
pub(crate) struct GitChanges {
    commit: String,
    /// Each repository, by the folder that holds it, or why git can't tell.
    repositories: FxHashMap<PathBuf, Result<Repository, String>>,
}

/// A repository.
struct Repository {
    /// The files that differ from the commit, those that are gone among them.
    changed: FxHashSet<PathBuf>,
    /// The files that git knows.
    known: FxHashSet<PathBuf>,
    /// Whether the commit knew nothing of it.
    is_new: bool,
}

impl GitChanges {
    /// Asks what changed since a commit, a branch or a tag.
    pub(crate) fn since(commit: &str) -> Result<Self, ConfigErrors> {
        if commit.is_empty() || commit.starts_with('-') || commit.contains("..") {
            return Err(ConfigErrors::new(format!("`--since` takes one commit, branch or tag, not `{commit}`")));
        }
        Ok(Self { commit: commit.to_owned(), repositories: FxHashMap::default() })
    }

    /// Whether a file, or a link on the way to it, changed, or git does not know it.
    ///
    /// # Errors
    /// If its repository can't tell: why, in git's words.
    pub(crate) fn has(&mut self, path: &Path) -> Result<bool, ConfigErrors> {
        let (links, _) = paths::trail(path);
        let file = resolve(path);
        let own = self.repository(&file)?;
        if own.is_new || own.changed.contains(&file) || !own.known.contains(&file) {
            return Ok(true);
        }
        Ok(links.iter().any(|link| self.repository(link).is_ok_and(|it| it.changed.contains(link))))
    }

    /// The same of a file on which drafts depend, which need not exist any more; nothing, if it does, and no repository
    /// knows.
    pub(crate) fn may_have(&mut self, path: &Path) -> Option<bool> {
        let (links, _) = paths::trail(path);
        let file = resolve(path);
        for it in links.iter().chain([&file]) {
            let exists = it.symlink_metadata().is_ok();
            if !exists && paths::repository(it).is_none() {
                continue;
            }
            let own = self.repository(it).ok()?;
            if own.is_new || own.changed.contains(it) || (exists && !own.known.contains(it)) {
                return Some(true);
            }
        }
        Some(false)
    }

    /// The drafts below a folder that the commit has and that are gone.
    pub(crate) fn gone(&mut self, folder: &Path) -> Result<Vec<PathBuf>, ConfigErrors> {
        let folder = resolve(folder);
        let own = self.repository(&folder.join("any"))?;
        let gone = |it: &&PathBuf| {
            it.starts_with(&folder) && it.extension().is_some_and(|it| it == "treaty") && it.symlink_metadata().is_err()
        };
        let mut found: Vec<PathBuf> = own.changed.iter().filter(gone).cloned().collect();
        found.sort();
        Ok(found)
    }

    fn repository(&mut self, path: &Path) -> Result<&Repository, ConfigErrors> {
        let folder = path.parent().unwrap_or(path);
        // Where none can be seen, git says so.
        let place = paths::repository(folder).unwrap_or(folder).to_owned();
        let commit = &self.commit;
        let found = self.repositories.entry(place).or_insert_with_key(|place| Repository::read(place, commit));
        found.as_ref().map_err(|why| ConfigErrors::new(format!("`--since {commit}`: {why}")))
    }
}

impl Repository {
    fn read(place: &Path, commit: &str) -> Result<Self, String> {
        let root = root_of(place)?;
        let files = |told: Vec<u8>| -> FxHashSet<PathBuf> {
            told.split(|it| *it == 0).filter(|it| !it.is_empty()).map(|it| root.join(path(it))).collect()
        };
        // Of a file that git was told not to look at, it does not know whether it changed: `h`, `S`.
        let watched = git(&root, &["ls-files", "-v", "-z"])?;
        let watched = watched.split(|it| *it == 0).filter_map(|it| it.strip_prefix(b"H "));
        let known = files(watched.collect::<Vec<_>>().join(&0));
        let Some(commit) = commit_of(&root, commit)? else {
            return Ok(Self { changed: FxHashSet::default(), known, is_new: true });
        };
        let differ = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv"];
        let differ = [&differ[..], &["--no-relative", "--ignore-submodules=dirty", &commit, "--"]].concat();
        let changed = files(run(&root, &without_filters(&root)?, &differ)?);
        Ok(Self { changed, known, is_new: false })
    }
}

/// The folder of the repository that a place lies in. A folder that is gone has a repository above.
fn root_of(place: &Path) -> Result<PathBuf, String> {
    let place = place.ancestors().find(|it| it.is_dir()).unwrap_or(place);
    Ok(resolve(&path(trimmed(&git(place, &["rev-parse", "--show-toplevel"])?))))
}

/// The text that a file has at a commit, as git stores it; nothing, if the commit does not have it.
///
/// # Errors
/// If git can't tell: why, in its words.
pub(crate) fn text_at(commit: &str, file: &Path) -> Result<Option<String>, ConfigErrors> {
    let changes = GitChanges::since(commit)?;
    let told = |why: String| ConfigErrors::new(format!("`git:{commit}`: {why}"));
    let file = resolve(file);
    let folder = file.parent().unwrap_or(&file);
    let root = root_of(paths::repository(folder).unwrap_or(folder)).map_err(told)?;
    let Some(commit) = commit_of(&root, &changes.commit).map_err(told)? else { return Ok(None) };
    let Ok(own) = file.strip_prefix(&root) else { return Ok(None) };
    let tree = ["--literal-pathspecs", "ls-tree", "-z", &commit, "--"].map(OsStr::new);
    let entry = git(&root, &[&tree[..], &[own.as_os_str()]].concat()).map_err(told)?;
    let entry = String::from_utf8_lossy(&entry);
    // A link or a submodule holds no text.
    let Some(blob) = entry.strip_prefix("100").and_then(|it| it.split([' ', '\t']).nth(2)) else { return Ok(None) };
    let text = git(&root, &["cat-file", "blob", blob]).map_err(told)?;
    String::from_utf8(text).map(Some).map_err(|_| told("the file is not UTF-8 text there".to_owned()))
}

/// The commit of a repository that is meant. A submodule is compared with the commit of it that the repository around it
/// named then; nothing, if it named none.
fn commit_of(root: &Path, commit: &str) -> Result<Option<String>, String> {
    // A work tree of its own has such a file too.
    if root.join(".git").is_file() {
        let around = git(root, &["rev-parse", "--show-superproject-working-tree"])?;
        if !around.is_empty() {
            let around = resolve(&path(trimmed(&around)));
            let Some(commit) = commit_of(&around, commit)? else { return Ok(None) };
            let own = root.strip_prefix(&around).map_err(|error| error.to_string())?;
            let tree = ["--literal-pathspecs", "ls-tree", "-z", &commit, "--"].map(OsStr::new);
            let told = git(&around, &[&tree[..], &[own.as_os_str()]].concat())?;
            let entry = String::from_utf8_lossy(&told);
            let mut words = entry.split([' ', '\t']).skip_while(|it| *it != "commit");
            return Ok(words.nth(1).map(str::to_owned));
        }
    }
    let told = git(root, &["rev-list", "--max-count=2", "--no-walk", "--end-of-options", commit, "--"])?;
    let found = String::from_utf8_lossy(&told);
    match found.lines().collect::<Vec<_>>()[..] {
        [one] => Ok(Some(one.to_owned())),
        _ => Err(format!("`{commit}` is not a commit")),
    }
}

/// Asks git something of the repository of a folder that makes it compare no file.
fn git<A: AsRef<OsStr>>(folder: &Path, arguments: &[A]) -> Result<Vec<u8>, String> {
    run(folder, &[], arguments)
}

/// Settings that switch off the filters that a repository brings: git would run them to compare a file. Those of the user
/// stay.
fn without_filters(root: &Path) -> Result<Vec<String>, String> {
    let ask = ["config", "--show-scope", "--name-only", "-z", "--get-regexp", "^filter\\..*\\.(clean|process)$"];
    // It fails where there is none.
    let told = git(root, &ask).unwrap_or_default();
    let told: Vec<&[u8]> = told.split(|it| *it == 0).collect();
    let mut off = Vec::new();
    for [scope, name] in told.as_chunks::<2>().0 {
        let name = String::from_utf8_lossy(name);
        let Some((filter, _)) = name.rsplit_once('.') else { continue };
        if *scope != b"local" && *scope != b"worktree" {
            continue;
        }
        if name.contains(['=', '\u{fffd}']) {
            return Err(format!("the repository sets a filter that can't be switched off: `{filter}`"));
        }
        off.extend([format!("{name}="), format!("{filter}.required=false")]);
    }
    Ok(off)
}

fn run<A: AsRef<OsStr>>(folder: &Path, settings: &[String], arguments: &[A]) -> Result<Vec<u8>, String> {
    let mut command = Command::new("git");
    for name in UNSET {
        command.env_remove(name);
    }
    command.args(["--no-pager", "--no-optional-locks", "-C"]).arg(folder);
    for setting in SAFE.iter().copied().chain(settings.iter().map(String::as_str)) {
        command.args(["-c", setting]);
    }
    let ran = command
        .args(arguments)
        .env("LC_ALL", "C")
        .env("GIT_NO_LAZY_FETCH", "1")
        .env("GIT_TERMINAL_PROMPT", "0")
        .stdin(Stdio::null())
        .output()
        .map_err(|error| format!("can't run git: {error}"))?;
    let words = String::from_utf8_lossy(&ran.stderr);
    // It then takes another commit than was meant, or may do so.
    let guessed = |line: &&str| line.contains("is ambiguous") || line.contains("only goes back to");
    let warned = words.lines().filter_map(|it| it.strip_prefix("warning: ")).find(guessed);
    if let (true, None) = (ran.status.success(), warned) {
        return Ok(ran.stdout);
    }
    let fatal = ["fatal: ", "error: "].iter().find_map(|it| words.lines().find_map(|line| line.strip_prefix(it)));
    let why = fatal.or(warned).or_else(|| words.lines().find(|it| !it.trim().is_empty())).unwrap_or("git failed");
    Err(why.trim().to_owned())
}

/// What git prints in one line.
fn trimmed(told: &[u8]) -> &[u8] {
    told.strip_suffix(b"\n").map_or(told, |it| it.strip_suffix(b"\r").unwrap_or(it))
}

#[cfg(unix)]
fn path(bytes: &[u8]) -> PathBuf {
    use std::os::unix::ffi::OsStrExt as _;
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
fn path(bytes: &[u8]) -> PathBuf {
    PathBuf::from(&*String::from_utf8_lossy(bytes))
}
