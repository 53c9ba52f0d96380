//! One pass over the bytes before the grammar sees them: where comments stand, how deep brackets nest, and characters
//! that have no place in a treaty. The grammar then reads a text in which comments and control characters are blanks,
//! and every line ends with `\n`, at the same places: it needs no rule for comments, and `#` in a quotation or in prose is
//! safe.
//!
//! The recogniser calls itself for every bracket, so depth is bounded here, before it runs. What strings, prose and
//! comments hold is not counted.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr_iter, memchr2, memchr3};

use super::lower::is_word_byte;
use crate::source::Span;

/// How deep brackets, braces and parentheses may nest.
pub(super) const MAX_DEPTH: u32 = 64;

/// How many bytes a draft may have.
pub(crate) use crate::source::MAX_LENGTH;

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Each comment, from `#` to the end of its line, or to a sign that some programs show as one.
    pub(super) comments: Vec<Span>,
    /// Where nesting first goes too deep.
    pub(super) too_deep: Option<u32>,
    /// Characters of no use in a text: control characters, and signs that only some programs show as the end of a line.
    pub(super) controls: Vec<Span>,
    /// Where a line ends with `\r` alone.
    pub(super) returns: Vec<u32>,
    /// Where a character beyond ASCII stands outside quotations, prose and comments; once for each word.
    pub(super) bare: Vec<u32>,
    /// Where a byte stands with which characters begin that reorder what is read, or are not seen.
    pub(super) suspects: Vec<u32>,
    /// Where a large text may be cut: behind braces that seem to close an item of the treaty, or of a file without one.
    pub(super) cuts: Vec<u32>,
    /// Whether the items seem to stand in a treaty.
    pub(super) in_treaty: bool,
    /// Whether every brace has its other one.
    pub(super) balanced: bool,
}

/// The text with blanks for comments and control characters and `\n` at the ends of lines, byte for byte.
pub(super) fn blanked<'t>(text: &'t str, scan: &Scan) -> Cow<'t, str> {
    blanked_part(text, 0..text.len(), scan)
}

/// The same of a part that cuts no comment.
pub(super) fn blanked_part<'t>(text: &'t str, part: Range<usize>, scan: &Scan) -> Cow<'t, str> {
    let (comments, controls) = (within(&scan.comments, &part), within(&scan.controls, &part));
    let first = scan.returns.partition_point(|it| (*it as usize) < part.start);
    let returns = scan.returns[first..].iter().map(|it| *it as usize).take_while(|it| *it < part.end);
    let text = &text[part.clone()];
    if comments.is_empty() && controls.is_empty() && returns.clone().next().is_none() {
        return Cow::Borrowed(text);
    }
    let mut blank = text.as_bytes().to_vec();
    for span in comments.iter().chain(controls) {
        blank[span.start as usize - part.start..span.end as usize - part.start].fill(b' ');
    }
    for at in returns {
        blank[at - part.start] = b'\n';
    }
    // Comments and control characters begin and end between characters.
    Cow::Owned(String::from_utf8(blank).unwrap_or_else(|_| text.to_owned()))
}

/// Those of places in the order of the text that lie in a part.
fn within<'s>(places: &'s [Span], part: &Range<usize>) -> &'s [Span] {
    let first = places.partition_point(|it| (it.start as usize) < part.start);
    let end = places.partition_point(|it| (it.start as usize) < part.end);
    &places[first..end]
}

/// What a byte means to the pass.
const PLAIN: u8 = 0;
const OPEN: u8 = 1;
const CLOSE: u8 = 2;
const QUOTE: u8 = 3;
const COMMENT: u8 = 4;
const CONTROL: u8 = 5;
const HIGH: u8 = 6;

const MEANING: [u8; 256] = {
    let mut table = [PLAIN; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match byte as u8 {
            b'(' | b'[' | b'{' => OPEN,
            b')' | b']' | b'}' => CLOSE,
            b'"' => QUOTE,
            b'#' => COMMENT,
            b'\n' | b'\r' | b'\t' => PLAIN,
            0..=31 | 127 => CONTROL,
            128..=255 => HIGH,
            _ => PLAIN,
        };
        byte += 1;
    }
    table
};

/// Whether a character that reorders what is read, or is not seen, may begin with a byte: see [`super::character`].
const fn is_suspect(byte: u8) -> bool {
    matches!(byte, 0xC2 | 0xCD | 0xD8 | 0xE1..=0xE3 | 0xEF | 0xF0 | 0xF3)
}

/// Reads a text once, and finds where it may be cut into pieces of at least so many bytes.
pub(super) fn scan(text: &str, piece: usize) -> Scan {
    let bytes = text.as_bytes();
    let mut scan = Scan { in_treaty: begins_with_treaty(text), balanced: true, ..Scan::default() };
    scan.returns.extend(memchr_iter(b'\r', bytes).filter(|at| bytes.get(at + 1) != Some(&b'\n')).map(|at| at as u32));
    let mut braces = 0_u32;
    let (mut item_depth, mut next_cut) = (u32::from(scan.in_treaty), piece);
    // A byte-order mark says how the text is stored, and nothing else.
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let (mut depth, mut unquoted_until, mut quote_lost) = (0_u32, 0, false);
    while let Some(plain) = bytes[at..].iter().position(|byte| MEANING[*byte as usize] != PLAIN) {
        at += plain;
        let byte = bytes[at];
        match MEANING[byte as usize] {
            OPEN => {
                depth += 1;
                braces += u32::from(byte == b'{');
                if depth > MAX_DEPTH && scan.too_deep.is_none() {
                    scan.too_deep = Some(at as u32);
                }
            }
            CLOSE => {
                depth = depth.saturating_sub(1);
                if byte == b'}' {
                    scan.balanced &= braces > 0;
                    braces = braces.saturating_sub(1);
                }
                if depth <= item_depth && byte == b'}' {
                    if depth < item_depth {
                        // The treaty ends here; the little that may follow is not worth a cut.
                        item_depth = 0;
                        next_cut = usize::MAX;
                    } else if at >= next_cut {
                        scan.cuts.push(at as u32 + 1);
                        next_cut = at + piece;
                    }
                }
            }
            QUOTE => {
                let end = quoted_end(bytes, at);
                if let Some(end) = end {
                    look_inside(&mut scan, bytes, at + 1, end);
                    at = end;
                    continue;
                }
                quote_lost = true;
            }
            COMMENT => {
                let end = comment_end(bytes, at);
                scan.comments.push(Span::new(at as u32, end as u32));
                look_inside(&mut scan, bytes, at + 1, end);
                at = end;
                continue;
            }
            CONTROL => scan.controls.push(Span::new(at as u32, at as u32 + 1)),
            // A sign that ends a comment stands for no word.
            _ if let Some(length) = control_at(bytes, at) => {
                scan.controls.push(Span::new(at as u32, (at + length) as u32));
                at += length;
                continue;
            }
            _ => {
                // “ … ” on one line is a quotation too; a line is searched for its end once.
                if at >= unquoted_until && bytes[at..].starts_with("“".as_bytes()) {
                    match curly_end(text, at) {
                        Ok(end) => {
                            look_inside(&mut scan, bytes, at, end);
                            at = end;
                            continue;
                        }
                        Err(line_end) => (unquoted_until, quote_lost) = (line_end, true),
                    }
                }
                let end = at + bytes[at..].iter().position(|it| !is_word_byte(*it)).unwrap_or(bytes.len() - at);
                scan.bare.push(at as u32);
                look_inside(&mut scan, bytes, at, end);
                at = end;
                continue;
            }
        }
        at += 1;
    }
    // Behind a quote that is lost, what is quoted and what is not changes places.
    if quote_lost {
        scan.cuts.clear();
    }
    scan.balanced &= braces == 0 && !quote_lost;
    scan
}

/// Whether the first word of a text is `treaty`.
fn begins_with_treaty(text: &str) -> bool {
    let mut rest = text.trim_start_matches('\u{FEFF}').trim_start();
    while rest.starts_with('#') {
        rest = rest[comment_end(rest.as_bytes(), 0)..].trim_start();
    }
    rest.starts_with("treaty")
}

/// Where the comment ends that begins at `at`: with its line, or before a sign that some programs show as the end of a line.
/// What stands behind such a sign is seen as text, and must not be read as a part of the comment.
pub(super) fn comment_end(bytes: &[u8], at: usize) -> usize {
    let line = memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |length| at + length);
    (at..line).find(|at| breaks_line(bytes, *at)).unwrap_or(line)
}

/// Whether a sign that some programs show as the end of a line stands at a place: vertical tab, form feed, next line, the
/// separators of lines and paragraphs.
fn breaks_line(bytes: &[u8], at: usize) -> bool {
    match bytes[at] {
        0x0B | 0x0C => true,
        0xC2 => bytes[at..].starts_with("\u{85}".as_bytes()),
        0xE2 => [0xA8, 0xA9].iter().any(|last| bytes[at..].starts_with(&[0xE2, 0x80, *last])),
        _ => false,
    }
}

/// How many bytes the control character, or the separator of lines, beyond ASCII has that stands at a place.
fn control_at(bytes: &[u8], at: usize) -> Option<usize> {
    match bytes[at] {
        0xC2 => bytes.get(at + 1).is_some_and(|it| matches!(it, 0x80..=0x9F)).then_some(2),
        0xE2 => breaks_line(bytes, at).then_some(3),
        _ => None,
    }
}

/// Where the quoted text ends that begins at `at`; `None` if it does not end, so that only its quote is skipped.
pub(super) fn quoted_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes[at..].starts_with(b"\"\"\"")
        && let Some(length) = memchr::memmem::find(&bytes[at + 3..], b"\"\"\"")
    {
        return Some(at + 3 + length + 3);
    }
    let length = memchr3(b'"', b'\n', b'\r', &bytes[at + 1..])?;
    let end = at + 1 + length;
    (bytes[end] == b'"').then_some(end + 1)
}

/// Where the quotation in curly quotes ends that begins at `at`, or where the line ends that does not close it.
pub(super) fn curly_end(text: &str, at: usize) -> Result<usize, usize> {
    let rest = &text[at..];
    match rest.find(['”', '\n', '\r']) {
        Some(end) if rest[end..].starts_with('”') => Ok(at + end + '”'.len_utf8()),
        end => Err(at + end.unwrap_or(rest.len())),
    }
}

fn look_inside(scan: &mut Scan, bytes: &[u8], start: usize, end: usize) {
    let odd = |byte: &u8| matches!(MEANING[*byte as usize], CONTROL | HIGH);
    if !bytes[start..end].iter().any(odd) {
        return;
    }
    for (at, byte) in bytes[start..end].iter().enumerate() {
        match MEANING[*byte as usize] {
            CONTROL => scan.controls.push(Span::new((start + at) as u32, (start + at) as u32 + 1)),
            HIGH if let Some(length) = control_at(bytes, start + at) => {
                scan.controls.push(Span::new((start + at) as u32, (start + at + length) as u32));
            }
            HIGH if is_suspect(*byte) => scan.suspects.push((start + at) as u32),
            _ => {}
        }
    }
}
