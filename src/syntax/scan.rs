//! One pass over the bytes before the grammar sees them: where comments stand, how deep brackets nest, and characters
//! that have no place in a treaty. The grammar then reads a text in which comments and control characters are blanks,
//! at the same places: it needs no rule for comments, and `#` in a quotation or in prose is safe.
//!
//! The recogniser calls itself for every bracket, so depth is bounded here, before it runs. What strings, prose and
//! comments hold is not counted.

use std::borrow::Cow;

use memchr::memchr;

use super::lower::is_word_byte;
use crate::source::Span;

/// How deep brackets, braces and parentheses may nest.
pub(super) const MAX_DEPTH: u32 = 64;

/// How many bytes a draft may have.
pub(super) const MAX_LENGTH: usize = 32 << 20;

/// What the pass found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Each comment, from `#` to the end of its line.
    pub(super) comments: Vec<Span>,
    /// Where nesting first goes too deep.
    pub(super) too_deep: Option<u32>,
    /// Characters of no use in a text: control characters.
    pub(super) controls: Vec<Span>,
    /// Where a character beyond ASCII stands outside quotations, prose and comments; once for each word.
    pub(super) bare: Vec<u32>,
    /// Where a byte stands with which characters begin that reorder what is read.
    pub(super) suspects: Vec<u32>,
}

/// The text with blanks for comments and control characters, byte for byte.
pub(super) fn blanked<'t>(text: &'t str, scan: &Scan) -> Cow<'t, str> {
    if scan.comments.is_empty() && scan.controls.is_empty() {
        return Cow::Borrowed(text);
    }
    let mut blank = text.as_bytes().to_vec();
    for span in scan.comments.iter().chain(&scan.controls) {
        blank[span.start as usize..span.end as usize].fill(b' ');
    }
    // Comments and control characters begin and end between characters.
    Cow::Owned(String::from_utf8(blank).unwrap_or_else(|_| text.to_owned()))
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

/// The first byte of the characters U+2000 to U+2FFF.
const SUSPECT: u8 = 0xE2;

/// Reads a text once.
pub(super) fn scan(text: &str) -> Scan {
    let bytes = text.as_bytes();
    let mut scan = Scan::default();
    // A byte-order mark says how the text is stored, and nothing else.
    let mut at = if text.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 };
    let (mut depth, mut unquoted_until) = (0_u32, 0);
    while let Some(plain) = bytes[at..].iter().position(|byte| MEANING[*byte as usize] != PLAIN) {
        at += plain;
        let byte = bytes[at];
        match MEANING[byte as usize] {
            OPEN => {
                depth += 1;
                if depth > MAX_DEPTH && scan.too_deep.is_none() {
                    scan.too_deep = Some(at as u32);
                }
            }
            CLOSE => depth = depth.saturating_sub(1),
            QUOTE => {
                let end = quoted_end(bytes, at);
                if let Some(end) = end {
                    look_inside(&mut scan, bytes, at + 1, end);
                    at = end;
                    continue;
                }
            }
            COMMENT => {
                let end = memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length);
                scan.comments.push(Span::new(at as u32, end as u32));
                look_inside(&mut scan, bytes, at + 1, end);
                at = end;
                continue;
            }
            CONTROL => scan.controls.push(Span::new(at as u32, at as u32 + 1)),
            _ => {
                // “ … ” on one line is a quotation too; a line is searched for its end once.
                if at >= unquoted_until && bytes[at..].starts_with("“".as_bytes()) {
                    match curly_end(text, at) {
                        Ok(end) => {
                            look_inside(&mut scan, bytes, at, end);
                            at = end;
                            continue;
                        }
                        Err(line_end) => unquoted_until = line_end,
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
    scan
}

/// Where the quoted text ends that begins at `at`; `None` if it does not end, so that only its quote is skipped.
pub(super) fn quoted_end(bytes: &[u8], at: usize) -> Option<usize> {
    if bytes[at..].starts_with(b"\"\"\"")
        && let Some(length) = memchr::memmem::find(&bytes[at + 3..], b"\"\"\"")
    {
        return Some(at + 3 + length + 3);
    }
    let length = memchr::memchr2(b'"', b'\n', &bytes[at + 1..])?;
    let end = at + 1 + length;
    (bytes[end] == b'"').then_some(end + 1)
}

/// Where the quotation in curly quotes ends that begins at `at`, or where the line ends that does not close it.
pub(super) fn curly_end(text: &str, at: usize) -> Result<usize, usize> {
    let rest = &text[at..];
    match rest.find(['”', '\n']) {
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
            HIGH if *byte == SUSPECT => scan.suspects.push((start + at) as u32),
            _ => {}
        }
    }
}
