//! The addresses of files, `file:///…`, and their paths.

use crate::source::plain_path;
use lsp_types::Uri;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};
use std::path::{Path, PathBuf};

/// What may not stand in a path of an address as it is.
const RESERVED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// The file that an address names; nothing for what is no file, such as a draft that was never saved.
pub(super) fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.0.strip_prefix("file://")?;
    // A host may stand before the path: only this machine's files can be read.
    let rest = &rest[rest.find('/')?..];
    let decoded = percent_decode_str(rest.split(['?', '#']).next()?).decode_utf8().ok()?;
    let bytes = decoded.as_bytes();
    let drive = bytes.len() > 2 && bytes[1].is_ascii_alphabetic() && bytes[2] == b':';
    Some(plain_path(Path::new(if drive { &decoded[1..] } else { &decoded })))
}

/// The address of a file.
pub(super) fn uri(path: &Path) -> Uri {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let words = plain_path(&absolute).to_string_lossy().replace('\\', "/");
    let slash = if words.starts_with('/') { "" } else { "/" };
    Uri(format!("file://{slash}{}", utf8_percent_encode(&words, RESERVED)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_found_again_in_its_address() {
        for it in ["/drafts/a.treaty", "/чернетки/🕊 мир#1.treaty", "/a%20b/[c].treaty"] {
            assert_eq!(path(&uri(Path::new(it))), Some(PathBuf::from(it)));
        }
        assert_eq!(uri(Path::new("/a b.treaty")).0, "file:///a%20b.treaty");
    }

    #[test]
    fn other_addresses_are_no_files() {
        assert_eq!(path(&"untitled:Untitled-1".into()), None);
        assert_eq!(path(&"file:///C%3A/drafts/a.treaty".into()), Some(PathBuf::from("C:/drafts/a.treaty")));
    }
}
