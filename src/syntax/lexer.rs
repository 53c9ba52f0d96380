//! The tokens of a text: the one place that decides where quotations, prose, comments, words, numbers, signs and lines end,
//! and which characters are read as blanks. The grammar reads the same ones; what it takes from context alone, such as the
//! unit behind a number, it finds within a token.
//!
//! Tokens are lossless: one behind another they are the text.

use crate::source::Span;
use memchr::{memchr2, memchr3, memmem};

#[cfg(test)]
mod tests;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Blanks and tabs; a byte-order mark at the beginning of a text.
    Blank,
    /// The end of a line: `\n`, `\r\n` or `\r`.
    LineEnd,
    /// A character that is read as a blank: see [`is_read_as_blank`].
    Control,
    /// From `#` to the end of its line, or to a character that some programs show as one.
    Comment,
    /// `"…"` or `“…”`, on one line.
    Quotation,
    /// `"""…"""`, over several lines.
    Prose,
    /// `"` that begins no quotation, since none ends on its line.
    LostQuote,
    /// A name or keyword: see [`is_of_word`].
    Word,
    /// What begins with a digit: `15,000`, `83.5`, `2022-04-15T12:30`, `42(7)`; the number of a unit that is a letter or a
    /// Roman numeral with others in parentheses, `II(a)`.
    Number,
    /// `{`
    Open,
    /// `}`
    Close,
    /// `[`
    Bracket,
    /// `]`
    BracketEnd,
    /// `(`
    Paren,
    /// `)`
    ParenEnd,
    /// `,`
    Comma,
    /// `|`
    Bar,
    /// `:`
    Colon,
    /// Any other sign.
    Sign,
    /// No token of a text by itself: what the formatter keeps to the byte, as one.
    Kept,
}

impl TokenKind {
    /// Whether it is read as nothing: blanks, line ends, comments.
    pub const fn is_trivia(self) -> bool {
        matches!(self, Self::Blank | Self::LineEnd | Self::Control | Self::Comment)
    }

    /// Whether its words are free: quotations, prose, comments.
    pub const fn is_passage(self) -> bool {
        matches!(self, Self::Quotation | Self::Prose | Self::Comment)
    }
}

/// A token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Where it stands.
    pub span: Span,
}

impl Token {
    /// Where what is quoted stands, without its quotes; the whole of any other token.
    pub fn inner(self, text: &str) -> Span {
        let quote = match self.kind {
            TokenKind::Prose => 3,
            TokenKind::Quotation if self.span.of(text).starts_with('"') => 1,
            TokenKind::Quotation => CURLY.len() as u32,
            _ => 0,
        };
        Span::new(self.span.start + quote, self.span.end - quote)
    }
}

/// What is quoted, without its quotes; the whole of anything else.
pub fn unquoted(words: &str) -> &str {
    let quotes = [("\"\"\"", "\"\"\""), ("\"", "\""), (CURLY, "”")];
    quotes.iter().find_map(|it| words.strip_prefix(it.0)?.strip_suffix(it.1)).unwrap_or(words)
}

/// The names and keywords of a text.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    Lexer::new(text).filter(|it| it.kind == TokenKind::Word).map(|it| it.span.of(text))
}

/// Whether a character can stand within a name or keyword: ASCII letters, digits, `-`, `_`, and every character beyond ASCII
/// that is not read as a blank, a dash or an apostrophe as well: `A–B` is one word, which the reader refuses. Else it would
/// be read as two names. In prose words end where a language ends them: see [`super::passage::tokens`].
pub fn is_of_word(it: char) -> bool {
    if it.is_ascii() { is_word_byte(it as u8) } else { !is_read_as_blank(it) }
}

/// The same of a byte of a text without characters that are read as blanks.
pub const fn is_word_byte(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_') || byte >= 0x80
}

/// Whether a character is a blank of the language: any other is a sign that a look must keep.
pub(super) const fn is_blank(it: char) -> bool {
    it <= ' '
}

/// Whether a character that has no place in a treaty is read as a blank: control characters, and the separators of lines and
/// paragraphs.
pub(super) fn is_read_as_blank(it: char) -> bool {
    it.is_control() && !matches!(it, '\t' | '\n' | '\r') || separates_lines(it)
}

/// Whether some programs show a character as the end of a line.
pub(super) const fn separates_lines(it: char) -> bool {
    matches!(it, '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// How many bytes the character has that stands at a place, if it is read as a blank.
pub(super) fn control_at(text: &str, at: usize) -> Option<usize> {
    text[at..].chars().next().filter(|it| is_read_as_blank(*it)).map(char::len_utf8)
}

/// What a byte begins, if nothing else is said of the bytes behind it.
const KINDS: [TokenKind; 256] = {
    let mut kinds = [TokenKind::Sign; 256];
    let mut byte = 0;
    while byte < 256 {
        kinds[byte] = match byte as u8 {
            b' ' | b'\t' => TokenKind::Blank,
            b'\n' | b'\r' => TokenKind::LineEnd,
            0..=31 | 127 => TokenKind::Control,
            b'#' => TokenKind::Comment,
            b'"' => TokenKind::Quotation,
            b'0'..=b'9' => TokenKind::Number,
            b'{' => TokenKind::Open,
            b'}' => TokenKind::Close,
            b'[' => TokenKind::Bracket,
            b']' => TokenKind::BracketEnd,
            b'(' => TokenKind::Paren,
            b')' => TokenKind::ParenEnd,
            b',' => TokenKind::Comma,
            b'|' => TokenKind::Bar,
            b':' => TokenKind::Colon,
            word if is_word_byte(word) => TokenKind::Word,
            _ => TokenKind::Sign,
        };
        byte += 1;
    }
    kinds
};

/// Whether a byte begins more than a word in ASCII, a blank, or a sign that has no other one.
const NOTABLE: [bool; 256] = {
    let mut notable = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        notable[byte] = match KINDS[byte] {
            TokenKind::Blank
            | TokenKind::LineEnd
            | TokenKind::Number
            | TokenKind::Comma
            | TokenKind::Bar
            | TokenKind::Colon
            | TokenKind::Sign => false,
            TokenKind::Word => byte >= 0x80,
            _ => true,
        };
        byte += 1;
    }
    notable
};

/// Whether a byte is a control character in ASCII, or of a character beyond ASCII.
pub(super) const fn is_odd(byte: u8) -> bool {
    ODD[byte as usize]
}

const ODD: [bool; 256] = {
    let mut odd = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        odd[byte] = matches!(KINDS[byte], TokenKind::Control) || byte >= 0x80;
        byte += 1;
    }
    odd
};

const CURLY: &str = "“";

/// The byte-order mark.
const MARK: char = '\u{FEFF}';

/// The tokens of a text, one after the other: who stops early has not read the rest.
#[derive(Clone, Debug)]
pub struct Lexer<'t> {
    text: &'t str,
    at: usize,
    /// Up to where no curly quote is closed: a line is searched once.
    uncurled: usize,
}

impl Iterator for Lexer<'_> {
    type Item = Token;

    #[inline]
    fn next(&mut self) -> Option<Token> {
        let start = self.at;
        let first = *self.text.as_bytes().get(start)?;
        let (kind, end) = self.token(KINDS[first as usize], start);
        self.at = end;
        Some(Token { kind, span: Span::new(start as u32, end as u32) })
    }
}

impl<'t> Lexer<'t> {
    /// From the beginning of a text, or of a part of one that cuts no token.
    pub fn new(text: &'t str) -> Self {
        Self { text, at: 0, uncurled: 0 }
    }

    /// Goes on at a place of the text.
    pub(super) fn seek(&mut self, at: u32) {
        self.at = at as usize;
    }

    /// The next token that is neither a word in ASCII, nor a number, nor a blank, nor a sign that has no other one. Of a
    /// word, what stands behind its first characters in ASCII; parentheses in the number of a unit count as well.
    #[inline]
    pub(super) fn next_notable(&mut self) -> Option<Token> {
        self.next_found(|bytes| bytes.iter().position(|it| NOTABLE[*it as usize]))
    }

    /// The next quotation, prose or comment.
    pub(super) fn next_passage(&mut self) -> Option<Token> {
        if self.at == 0 && self.text.starts_with(MARK) {
            self.at = MARK.len_utf8();
        }
        loop {
            let token = self.next_found(|bytes| memchr3(b'"', b'#', CURLY.as_bytes()[0], bytes))?;
            if token.kind.is_passage() {
                return Some(token);
            }
        }
    }

    /// The token that begins with a byte that is found, or what of a word begins with it.
    #[inline]
    fn next_found(&mut self, find: impl Fn(&[u8]) -> Option<usize>) -> Option<Token> {
        let (bytes, from) = (self.text.as_bytes(), self.at);
        let start = find(&bytes[from..]).map_or(bytes.len(), |it| from + it);
        self.at = start;
        if bytes.get(start).is_some_and(|it| *it >= 0x80) && start > from && control_at(self.text, start).is_none() {
            let before = &self.text[from..start];
            let word = before.char_indices().rev().take_while(|it| is_of_word(it.1)).last().map(|it| &before[it.0..]);
            // What begins with a digit ends with ASCII.
            if word.is_some_and(|it| !it.starts_with(|it: char| it.is_ascii_digit()) || !it.is_ascii()) {
                self.at = word_end(self.text, start);
                return Some(Token { kind: TokenKind::Word, span: Span::new(start as u32, self.at as u32) });
            }
        }
        self.next()
    }

    /// What a token is that begins at a place, and where it ends.
    #[inline]
    fn token(&mut self, kind: TokenKind, at: usize) -> (TokenKind, usize) {
        let bytes = self.text.as_bytes();
        match kind {
            TokenKind::Blank => (kind, run(bytes, at, |it| matches!(it, b' ' | b'\t'))),
            TokenKind::LineEnd => (kind, at + 1 + usize::from(bytes[at..].starts_with(b"\r\n"))),
            TokenKind::Comment => (kind, comment_end(self.text, at)),
            TokenKind::Quotation => quotation(bytes, at),
            TokenKind::Number => (kind, number_end(bytes, at)),
            TokenKind::Word if bytes[at] >= 0x80 => self.beyond_ascii(at),
            TokenKind::Word => {
                let end = word_end(self.text, at);
                match unit_end(bytes, at, end) {
                    Some(end) => (TokenKind::Number, end),
                    None => (kind, end),
                }
            }
            _ => (kind, at + 1),
        }
    }

    fn beyond_ascii(&mut self, at: usize) -> (TokenKind, usize) {
        let rest = &self.text[at..];
        if let Some(length) = control_at(self.text, at) {
            return (TokenKind::Control, at + length);
        }
        if at == 0 && rest.starts_with(MARK) {
            return (TokenKind::Blank, MARK.len_utf8());
        }
        if at >= self.uncurled && rest.starts_with(CURLY) {
            let end = rest.find(['”', '\n', '\r']).unwrap_or(rest.len());
            if rest[end..].starts_with('”') {
                return (TokenKind::Quotation, at + end + '”'.len_utf8());
            }
            self.uncurled = at + end;
        }
        (TokenKind::Word, word_end(self.text, at))
    }
}

/// Whether a word is a curly quote that no other one closes, with the word behind it.
pub(super) fn is_uncurled(text: &str, token: Token) -> bool {
    token.kind == TokenKind::Word && token.span.of(text).starts_with(CURLY)
}

/// Where the bytes end, from a place on, of which something holds.
fn run(bytes: &[u8], at: usize, holds: impl Fn(u8) -> bool) -> usize {
    bytes[at..].iter().position(|it| !holds(*it)).map_or(bytes.len(), |it| at + it)
}

/// Where the word ends that goes on at a place.
pub(super) fn word_end(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    loop {
        at = run(bytes, at, |it| is_word_byte(it) && !matches!(it, 0xC2 | 0xE2));
        match bytes.get(at) {
            // Those bytes begin the characters that are read as blanks, and others.
            Some(0xC2 | 0xE2) if control_at(text, at).is_none() => at += 1,
            _ => return at,
        }
    }
}

/// The word that a character belongs to.
pub(super) fn word_around(text: &str, at: u32) -> Span {
    let before = text[..at as usize].char_indices().rev().take_while(|it| is_of_word(it.1)).last();
    Span::new(before.map_or(at, |it| it.0 as u32), word_end(text, at as usize) as u32)
}

/// Where what begins with a digit ends.
fn number_end(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    loop {
        end = run(bytes, end, |it| it < 0x80 && is_word_byte(it));
        // `15,000`, `12:30`, `83.5`
        let digits = |it: Option<&u8>| it.is_some_and(u8::is_ascii_digit);
        match bytes.get(end) {
            Some(b',' | b'.' | b':') if digits(bytes.get(end - 1)) && digits(bytes.get(end + 1)) => end += 1,
            _ => return unit_end(bytes, at, end).unwrap_or(end),
        }
    }
}

/// Where the number of a unit ends that goes on in parentheses behind a word: `42(7)`, `II(a)(1)`.
fn unit_end(bytes: &[u8], at: usize, end: usize) -> Option<usize> {
    let numbers = |it: &u8| matches!(it.to_ascii_lowercase(), b'i' | b'v' | b'x' | b'l' | b'c' | b'd' | b'm');
    let word = &bytes[at..end];
    if bytes.get(end) != Some(&b'(') || !(word[0].is_ascii_digit() || word.len() == 1 || word.iter().all(numbers)) {
        return None;
    }
    let mut whole = end;
    while bytes.get(whole) == Some(&b'(') {
        let close = run(bytes, whole + 1, |it| it.is_ascii_alphanumeric());
        if close == whole + 1 || bytes.get(close) != Some(&b')') {
            break;
        }
        whole = close + 1;
    }
    (whole > end).then_some(whole)
}

/// Where a comment ends: with its line, or before a character that some programs show as the end of a line. What stands
/// behind such a character is seen as text, and must not be read as a part of the comment.
fn comment_end(text: &str, at: usize) -> usize {
    let line = memchr2(b'\n', b'\r', &text.as_bytes()[at..]).map_or(text.len(), |length| at + length);
    text[at..line].find(separates_lines).map_or(line, |length| at + length)
}

/// The quotation or prose that begins at a place. If it does not end, its quote stands for itself.
fn quotation(bytes: &[u8], at: usize) -> (TokenKind, usize) {
    if bytes[at..].starts_with(b"\"\"\"")
        && let Some(length) = memmem::find(&bytes[at + 3..], b"\"\"\"")
    {
        return (TokenKind::Prose, at + 3 + length + 3);
    }
    match memchr3(b'"', b'\n', b'\r', &bytes[at + 1..]) {
        Some(length) if bytes[at + 1 + length] == b'"' => (TokenKind::Quotation, at + length + 2),
        _ => (TokenKind::LostQuote, at + 1),
    }
}
