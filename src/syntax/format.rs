//! One look for every draft: from tree and comments to text.
//!
//! Only white space is decided. The words, signs and comments of a draft come out as they went in, in their order; the tree
//! says where its entries begin and which brackets hold whole entries. What could not be read is kept to the byte, and so is
//! what stands between `# vattel: fmt off` and `# vattel: fmt on`.

//! What comes out is read again before it is given away: where it would say anything else, or where a comment would speak of
//! another line, the lines in question stay as they are, and if need be the whole text.

mod difference;
mod entries;
mod layout;
mod marks;
mod page;
mod pins;
mod tokens;
mod verify;

use super::Parsed;
use crate::diagnostic::{Edit, applied};
use crate::source::{FileId, LineIndex, Span};
pub use difference::differences;

/// How a draft shall look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatOptions {
    /// No line is longer, as far as its words can be parted. In characters.
    pub line_width: usize,
    /// So many blanks stand before what a block holds.
    pub indent: usize,
}

impl Default for FormatOptions {
    fn default() -> Self {
        Self { line_width: 120, indent: 4 }
    }
}

/// Why a text stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unformatted {
    /// It can't be read: it is too long, too deeply nested, or holds control characters. A check says so.
    #[error("can't be read and stays as it is; `vattel check` says why")]
    Unread,
    /// What is kept, by `fmt off` or since it can't be read, begins or ends within a block.
    #[error("keeps lines that begin or end within a block, and stays as it is")]
    Cut,
    /// Another layout would be read otherwise. The line, from 1, where it would differ first, if that can be said.
    #[error("would be read otherwise{} in another layout and stays as it is", .0.map(|it| format!(" from line {it} on")).unwrap_or_default())]
    Differs(Option<usize>),
}

/// So often is a text laid out, each time with more lines that stay.
const ROUNDS: usize = 12;

/// So often is what came out laid out again, until it stays the same.
const REPEATS: usize = 4;

/// The text in the one look.
///
/// # Errors
/// If the text has to stay as it is.
///
/// ```
/// use vattel::syntax::format::{FormatOptions, format};
///
/// let text = "party UKR   \"Ukraine\" is beneficiary party FRA \"France\" is guarantor";
/// let formatted = "party UKR \"Ukraine\"  is beneficiary\nparty FRA \"France\"   is guarantor\n";
/// assert_eq!(format(text, &FormatOptions::default()).as_deref(), Ok(formatted));
/// ```
pub fn format(text: &str, look: &FormatOptions) -> Result<String, Unformatted> {
    formatted(text, &super::parse(FileId::default(), text), look)
}

/// What of the look concerns a part of a text: the lines that differ and that the part touches.
///
/// # Errors
/// If the text has to stay as it is.
pub fn format_range(text: &str, part: Span, look: &FormatOptions) -> Result<Vec<Edit>, Unformatted> {
    let touches =
        |it: &Edit| it.span.start < part.end.max(part.start + 1) && part.start < it.span.end.max(it.span.start + 1);
    let parsed = super::parse(FileId::default(), text);
    let new = formatted(text, &parsed, look)?;
    let edits = difference::joined(difference::changes(text, &new).into_iter().filter(touches));
    // Some lines of the one text and some of the other need not say what both say.
    let mixed = applied(text, &edits);
    if mixed != new && mixed != text {
        verify::same((text, &parsed), (&mixed, &super::parse(FileId::default(), &mixed))).map_err(|it| differs(&it))?;
    }
    Ok(edits)
}

fn formatted(text: &str, parsed: &Parsed, look: &FormatOptions) -> Result<String, Unformatted> {
    if !is_read(text, parsed) {
        return Err(Unformatted::Unread);
    }
    let Some((mut now, mut read)) = laid_out(text, parsed, look)? else { return Ok(text.to_owned()) };
    for _ in 0..REPEATS {
        match laid_out(&now, &read, look)? {
            None => return Ok(now),
            Some(next) => (now, read) = next,
        }
    }
    Err(Unformatted::Differs(None))
}

/// A text laid out anew, and read again; nothing if it stays the same. Lines that would come to say anything else stay.
fn laid_out(text: &str, parsed: &Parsed, look: &FormatOptions) -> Result<Option<(String, Parsed)>, Unformatted> {
    let lines = LineIndex::new(text);
    let pins = pins::of(text, &parsed.comments, &lines);
    let mut kept: Vec<Span> = Vec::new();
    for _ in 0..ROUNDS {
        let marks = marks::of(text, parsed, &kept);
        let mut tokens = tokens::of(text, &parsed.comments, &marks);
        pins::pin(&mut tokens, &pins, &lines);
        let Some(entries) = entries::of(text, &tokens) else {
            // What is kept cuts a block.
            return Err(Unformatted::Cut);
        };
        let mut laid = layout::print(text, &tokens, &entries, look);
        if text.starts_with('\u{FEFF}') {
            laid.insert(0, '\u{FEFF}');
        }
        if laid == text {
            return Ok(None);
        }
        let read = super::parse(FileId::default(), &laid);
        let Err(differing) = verify::same((text, parsed), (&laid, &read)) else { return Ok(Some((laid, read))) };
        let rows = differing.iter().filter_map(|rows| {
            let (first, last) = (lines.span(*rows.start()).start, lines.span(*rows.end()).end);
            let start = tokens.partition_point(|it| it.span.end <= first);
            let end = tokens.partition_point(|it| it.span.start < last);
            // Blank lines are kept with what stands before them.
            let blank = tokens.get(start).is_none_or(|it| lines.line(it.span.start) > *rows.start());
            let start = start.saturating_sub(usize::from(blank));
            let row = entries::row_around(&entries, &tokens, start..end.max(start + 1))?;
            Some(tokens[row.start].span.to(tokens[row.end - 1].span))
        });
        let before = kept.len();
        let rows: Vec<Span> = rows.filter(|it| !marks.kept.iter().any(|kept| kept.contains(*it))).collect();
        kept.extend(rows);
        if kept.len() == before {
            return Err(differs(&differing));
        }
    }
    Err(Unformatted::Differs(None))
}

fn differs(rows: &[std::ops::RangeInclusive<usize>]) -> Unformatted {
    Unformatted::Differs(rows.iter().map(|it| it.start() + 1).min())
}

/// Whether the reader took the text on: it has signs of its own only where a tree can stand.
fn is_read(text: &str, parsed: &Parsed) -> bool {
    let refused = |it: &str| matches!(it, "syntax/too-large" | "syntax/too-deep" | "syntax/too-complex");
    !parsed.diagnostics.iter().any(|it| refused(&it.rule) || it.rule == "syntax/control-character")
        && !text.contains('\0')
}
