//! The draft that a file of scenarios is about: `draft "FILE"` in its first line.

use crate::source::{FileId, Source, Span};
use crate::syntax;
use crate::syntax::ast::{Draft, Header, Item, OrBracket};
use crate::syntax::lexer::unquoted;

/// How the names of such files end.
pub const SCENARIO_FILE: &str = ".scenario";

/// Whether a file of this name holds scenarios and nothing else.
pub fn is_scenario_file(name: &str) -> bool {
    name.ends_with(SCENARIO_FILE)
}

/// The draft that a file of scenarios is about, as the file names it, with the place.
pub fn named_draft(text: &str, draft: &Draft) -> Option<(String, Span)> {
    draft.items.iter().find_map(|it| match it {
        OrBracket::Plain(Item::Header(Header::DraftFile(span))) => Some((unquoted(span.of(text)).to_owned(), *span)),
        _ => None,
    })
}

/// The number of the draft that a file of scenarios is about.
pub(super) fn draft_number(file: &Source) -> FileId {
    FileId(file.file.0 + 1)
}

/// The draft that a file of scenarios is about; why not, if it can't be read. `read` takes paths that count from the folder
/// of the file.
pub(super) fn read_draft(file: &Source, named: &str, read: &dyn Fn(&str) -> Option<Source>) -> Result<Source, String> {
    if is_scenario_file(named) {
        return Err("it holds scenarios itself".to_owned());
    }
    match read(named) {
        None => Err("there is no such file".to_owned()),
        Some(Source { unread: Some(reason), .. }) => Err(reason.to_string()),
        Some(mut draft) => {
            draft.file = draft_number(file);
            Ok(draft)
        }
    }
}

/// How a draft that a file of scenarios names reads its own instruments: their paths count from its folder.
pub(super) fn reader_of<'r>(
    named: &'r str,
    read: &'r dyn Fn(&str) -> Option<Source>,
) -> impl Fn(&str) -> Option<Source> + 'r {
    let folder = named.rfind('/').map_or("", |at| &named[..=at]);
    move |path| {
        if std::path::Path::new(path).is_absolute() { read(path) } else { read(&format!("{folder}{path}")) }
    }
}

/// The draft of a file of scenarios, where it can be read, and as the file names it.
pub(super) fn draft_of(file: &Source, read: &dyn Fn(&str) -> Option<Source>) -> Option<(Source, String)> {
    let (named, _) = named_draft(&file.text, &syntax::parse(file.file, &file.text).draft)?;
    let draft = read_draft(file, &named, read).ok()?;
    Some((draft, named))
}
