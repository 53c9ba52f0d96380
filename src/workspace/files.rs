//! Files: the only place that reads them. They are written in `write`.

use crate::syntax::MAX_LENGTH;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// The longest text that is read, in bytes.
const MOST: u64 = MAX_LENGTH as u64;

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

/// The text of a regular file that another file names, or that is found: nothing else is opened for long, and no more is
/// read than the parser takes.
pub(crate) fn text(path: &Path) -> io::Result<String> {
    let irregular = || io::Error::other("it is not a regular file");
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
    String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8 text"))
}

fn too_long() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, format!("it is larger than {} MiB", MOST >> 20))
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
