//! One look for every draft: from tree and comments to text.
//!
//! Only white space is decided. The words, signs and comments of a draft come out as they went in, in their order; the tree
//! says where its entries begin and which brackets hold whole entries. What could not be read is kept to the byte, and so is
//! what stands between `# vattel: fmt off` and `# vattel: fmt on`.

mod entries;
mod layout;
mod marks;
mod tokens;

use super::Parsed;
use crate::diagnostic::Edit;
use crate::source::{FileId, Span};
use std::borrow::Cow;

/// How a draft shall look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// No line is longer, as far as its words can be parted. In characters.
    pub line_width: usize,
    /// So many blanks stand before what a block holds.
    pub indent: usize,
}

impl Default for Look {
    fn default() -> Self {
        Self { line_width: 120, indent: 4 }
    }
}

/// The text in the one look. A text that is too long or too deeply nested to be read stays as it is.
///
/// ```
/// use vattel::syntax::format::{Look, format};
///
/// let text = "party UKR   \"Ukraine\" is beneficiary party FRA \"France\" is guarantor";
/// let formatted = "party UKR \"Ukraine\"  is beneficiary\nparty FRA \"France\"   is guarantor\n";
/// assert_eq!(format(text, &Look::default()), formatted);
/// ```
pub fn format(text: &str, look: &Look) -> String {
    let unix: Cow<'_, str> = if text.contains('\r') { text.replace("\r\n", "\n").into() } else { text.into() };
    let formatted = lines(&unix, look);
    if text.contains("\r\n") { formatted.replace('\n', "\r\n") } else { formatted }
}

/// What of the look concerns a part of a text: the lines that differ and that the part touches.
pub fn format_range(text: &str, part: Span, look: &Look) -> Vec<Edit> {
    let touches =
        |it: &Edit| it.span.start < part.end.max(part.start + 1) && part.start < it.span.end.max(it.span.start + 1);
    joined(changes(text, &format(text, look)).into_iter().filter(touches))
}

/// The edits that make one text of another, each of whole lines.
pub fn differences(old: &str, new: &str) -> Vec<Edit> {
    joined(changes(old, new).into_iter())
}

/// Edits that follow each other, as one.
fn joined(changes: impl Iterator<Item = Edit>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for it in changes {
        match edits.last_mut() {
            Some(last) if last.span.end == it.span.start => {
                last.span.end = it.span.end;
                last.text.push_str(&it.text);
            }
            _ => edits.push(it),
        }
    }
    edits
}

/// The lines that differ. Words are never changed, so that two line ends are the same place of the draft where as many signs
/// stand before them.
fn changes(old: &str, new: &str) -> Vec<Edit> {
    let (before, after) = (line_ends(old), line_ends(new));
    let mut edits: Vec<Edit> = Vec::new();
    let mut push = |start: usize, end: usize, text: &str| {
        edits.push(Edit { span: Span::new(start as u32, end as u32), text: text.to_owned() });
    };
    let (mut from, mut to, mut next) = (0, 0, 0);
    for (end, signs) in before {
        // The line of the other text at whose end as many signs have stood.
        while next < after.len() && after[next].1 < signs {
            next += 1;
        }
        let Some((other_end, other_signs)) = after.get(next).copied() else { break };
        if other_signs != signs {
            continue;
        }
        next += 1;
        let (start, goal) = (from, to);
        (from, to) = (end, other_end.max(to));
        if old[start..end] != new[goal..to] {
            push(start, end, &new[goal..to]);
        }
    }
    if old[from..] != new[to..] {
        push(from, old.len(), &new[to..]);
    }
    edits
}

/// Where each line ends, and how many signs that are no blanks stand before that.
fn line_ends(text: &str) -> Vec<(usize, usize)> {
    let mut signs = 0;
    let mut ends = Vec::new();
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'\n' {
            ends.push((at + 1, signs));
        } else if byte > b' ' {
            signs += 1;
        }
    }
    ends
}

/// The same of a text whose lines end with `\n`.
fn lines(text: &str, look: &Look) -> String {
    let parsed = super::parse(FileId::default(), text);
    if !is_read(text, &parsed) {
        return text.to_owned();
    }
    let marks = marks::of(text, &parsed);
    let tokens = tokens::of(text, &parsed.comments, &marks);
    let Some(entries) = entries::of(text, &tokens) else { return text.to_owned() };
    let mut formatted = layout::print(text, &tokens, &entries, look);
    if text.starts_with('\u{FEFF}') {
        formatted.insert(0, '\u{FEFF}');
    }
    // Where the reader had to guess how blocks end, other line ends could let it guess otherwise.
    if marks.guessed && !same(&parsed, text, &formatted) {
        return text.to_owned();
    }
    formatted
}

/// Whether the reader took the text on: it has signs of its own only where a tree can stand.
fn is_read(text: &str, parsed: &Parsed) -> bool {
    let refused = |it: &str| matches!(it, "syntax/too-large" | "syntax/too-deep" | "syntax/too-complex");
    !parsed.diagnostics.iter().any(|it| refused(it.rule) || it.rule == "syntax/control-character")
        && !text.contains('\0')
}

/// Whether two texts are read alike, places aside.
fn same(parsed: &Parsed, text: &str, other: &str) -> bool {
    let again = super::parse(FileId::default(), other);
    let rules = |it: &Parsed| it.diagnostics.iter().map(|it| (it.rule, it.message.clone())).collect::<Vec<_>>();
    rules(parsed) == rules(&again) && marks::shape(text, parsed) == marks::shape(other, &again)
}
