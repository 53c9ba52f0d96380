//! Files are written here and nowhere else: a file holds its old text or its new one, whole, and no link that somebody
//! planted leads the new text to another file.

use crate::report::foreign;
use std::fs::{File, Metadata};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};
use tempfile::{Builder, NamedTempFile};

/// Puts new text in the place of the one that was read from a draft. A draft may be reached through links; the last of them
/// must lead to a regular file that is named as the link is.
///
/// # Errors
/// If the draft no longer holds what was read: then another program has changed it, and nothing is written.
pub(crate) fn replace(path: &Path, read: &[u8], new: &str) -> io::Result<()> {
    let target = std::fs::canonicalize(path)?;
    if target.extension() != path.extension() {
        return Err(io::Error::other(format!("it is a link to `{}`, which is no draft", foreign::path(&target))));
    }
    let locked = lock(&target)?;
    let metadata = locked.metadata()?;
    let mut file = beside(&target, Some(&metadata))?;
    file.write_all(new.as_bytes())?;
    // The check comes last: what changes the draft from here on has but the time of a renaming.
    let now = std::fs::read(&target)?;
    if now == new.as_bytes() {
        return Ok(());
    }
    if now != read {
        return Err(io::Error::other("another program has changed it since it was read"));
    }
    put(file, &target)
}

/// Writes a file that does not exist yet, named from a folder, and the folders in between; whether it did not exist.
pub(crate) fn create(folder: &Path, name: &str, text: &str) -> io::Result<bool> {
    let path = folder.join(name);
    std::fs::create_dir_all(folder)?;
    let between = Path::new(name).ancestors().skip(1).filter(|it| !it.as_os_str().is_empty());
    for part in between.collect::<Vec<_>>().into_iter().rev() {
        let part = folder.join(part);
        match std::fs::create_dir(&part) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists && part.symlink_metadata()?.is_dir() => {}
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {
                return Err(io::Error::other(format!("`{}` is no folder", foreign::path(&part))));
            }
            made => made?,
        }
    }
    if path.symlink_metadata().is_ok() {
        return Ok(false);
    }
    let mut file = beside(&path, None)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    match file.persist_noclobber(&path) {
        Ok(_) => Ok(true),
        Err(error) if error.error.kind() == ErrorKind::AlreadyExists => Ok(false),
        Err(error) => Err(error.error),
    }
}

/// Writes a file whole, whatever stands there.
#[cfg(feature = "lsp")]
pub(crate) fn whole(path: &Path, text: &str) -> io::Result<()> {
    let mut target = PendingFile::open(path)?;
    target.write_all(text.as_bytes())?;
    target.finish()
}

/// Adds text to a file to which others add too.
pub(crate) fn append(path: &Path, text: &str) -> io::Result<()> {
    File::options().append(true).create(true).open(path)?.write_all(text.as_bytes())
}

/// A file that is being written. What is not finished leaves no trace.
pub(crate) enum PendingFile {
    /// A regular file takes its place when it is finished; a link that stands there is replaced, not followed.
    File(NamedTempFile, PathBuf),
    /// Pipes and devices are written to as they are.
    Stream(File),
}

impl PendingFile {
    /// Begins a file.
    pub(crate) fn open(path: &Path) -> io::Result<Self> {
        let own = path.symlink_metadata().ok();
        let is_link = own.as_ref().is_some_and(Metadata::is_symlink);
        if is_link && is_of_system(path) || own.as_ref().is_some_and(|it| !is_link && !it.is_file() && !it.is_dir()) {
            // What a shell has sent to a regular file goes behind what that holds.
            return File::options().append(true).open(path).map(Self::Stream);
        }
        if own.as_ref().is_some_and(Metadata::is_dir) {
            return Err(ErrorKind::IsADirectory.into());
        }
        let file = beside(path, own.as_ref().filter(|_| !is_link))?;
        Ok(Self::File(file, path.to_owned()))
    }

    /// Ends it.
    pub(crate) fn finish(self) -> io::Result<()> {
        match self {
            Self::File(file, path) => put(file, &path),
            Self::Stream(mut file) => file.flush(),
        }
    }
}

impl Write for PendingFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file, _) => file.write(bytes),
            Self::Stream(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file, _) => file.flush(),
            Self::Stream(file) => file.flush(),
        }
    }
}

/// Whether a path is one of the system's for what a process has open: `/dev/stdout`, `/dev/fd/63`, `/proc/self/fd/1`.
fn is_of_system(path: &Path) -> bool {
    let Ok(path) = std::path::absolute(path) else { return false };
    path.starts_with("/proc") || path.parent().is_some_and(|it| it == Path::new("/dev") || it == Path::new("/dev/fd"))
}

/// A new file in the folder of another, with a name that nobody can foresee; who may read it is as for the other, or as
/// for every new file.
fn beside(path: &Path, like: Option<&Metadata>) -> io::Result<NamedTempFile> {
    if like.is_some_and(|it| it.permissions().readonly()) {
        return Err(io::Error::new(ErrorKind::PermissionDenied, "it is read-only"));
    }
    let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".vattel-").suffix(".tmp");
    // Who may read a new file is for the mask of the process to say.
    #[cfg(unix)]
    if like.is_none() {
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    }
    // The name of the new file would tell the user nothing.
    let file = builder.tempfile_in(folder).map_err(|error| {
        let (kind, folder) = (error.kind(), foreign::path(folder));
        let why = match kind {
            ErrorKind::NotFound => format!("there is no folder `{folder}`"),
            _ => format!("no file can be made in `{folder}`: {kind}"),
        };
        io::Error::new(kind, why)
    })?;
    if let Some(like) = like {
        own(file.as_file(), like);
        file.as_file().set_permissions(like.permissions())?;
    }
    Ok(file)
}

/// Puts a finished file in its place.
fn put(file: NamedTempFile, path: &Path) -> io::Result<()> {
    file.as_file().sync_all()?;
    file.persist(path).map(drop).map_err(|error| error.error)
}

/// Gives a file to the owner and group of another, where the user may do so.
fn own(file: &File, like: &Metadata) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt as _, fchown};
        let _ = fchown(file, Some(like.uid()), Some(like.gid()));
    }
    #[cfg(not(unix))]
    let _ = (file, like);
}

/// Opens a regular file and keeps other runs from replacing it; given back when it is dropped.
fn lock(path: &Path) -> io::Result<File> {
    loop {
        if !path.metadata()?.is_file() {
            return Err(io::Error::other("it is no regular file"));
        }
        let file = File::open(path)?;
        // Some file systems have no locks; the text is compared there all the same.
        #[cfg(unix)]
        let _ = file.lock();
        if is_same(&file.metadata()?, &path.metadata()?) {
            return Ok(file);
        }
    }
}

/// Whether two files are one: another run may have put a new file in the place of the one that was waited for.
fn is_same(a: &Metadata, b: &Metadata) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        a.dev() == b.dev() && a.ino() == b.ino()
    }
    #[cfg(not(unix))]
    {
        let _ = (a, b);
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_another_program_has_written_stays() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.treaty");
        std::fs::write(&path, "theirs").expect("written");
        let error = replace(&path, b"read", "new").expect_err("it was changed");
        assert_eq!(error.to_string(), "another program has changed it since it was read");
        assert_eq!(std::fs::read_to_string(&path).expect("a text"), "theirs");
        replace(&path, b"read", "theirs").expect("it is as it should be");
        replace(&path, b"theirs", "new").expect("nobody changed it");
        assert_eq!(std::fs::read_to_string(&path).expect("a text"), "new");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }
}
