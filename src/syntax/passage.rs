//! The passages of a text that its readers, not its grammar, read: quotations, prose and comments.

use memchr::memchr3;

use super::format::tokens::{Kind, gap, is_blank, joins, token_at};
use super::scan::{comment_end, curly_end, quoted_end};
use crate::source::Span;

/// What a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PassageKind {
    /// `"…"` or `“…”`, without its quotes.
    Quotation,
    /// `"""…"""`, without its quotes.
    Prose,
    /// `# …`
    Comment,
}

/// A passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passage {
    /// What it is.
    pub kind: PassageKind,
    /// Where it stands.
    pub span: Span,
}

/// The passages of a text, in its order.
pub fn passages(text: &str) -> Vec<Passage> {
    walk(text).collect()
}

/// The passages one after the other: who stops early has not read the rest.
fn walk(text: &str) -> impl Iterator<Item = Passage> {
    let bytes = text.as_bytes();
    let (mut at, mut plain_until) = (0, 0);
    std::iter::from_fn(move || {
        while let Some(length) = memchr3(b'"', b'#', CURLY, &bytes[at..]) {
            at += length;
            let (kind, end, quotes) = match bytes[at] {
                b'#' => (PassageKind::Comment, Some(comment_end(bytes, at)), 0),
                b'"' => match quoted_end(bytes, at) {
                    Some(end) if bytes[at..].starts_with(b"\"\"\"") && end >= at + 6 => {
                        (PassageKind::Prose, Some(end), 3)
                    }
                    end => (PassageKind::Quotation, end, 1),
                },
                _ if at >= plain_until && bytes[at..].starts_with("“".as_bytes()) => match curly_end(text, at) {
                    Ok(end) => (PassageKind::Quotation, Some(end), "“".len()),
                    // No other one on this line ends either.
                    Err(line_end) => {
                        plain_until = line_end;
                        (PassageKind::Quotation, None, 0)
                    }
                },
                _ => (PassageKind::Quotation, None, 0),
            };
            let Some(end) = end else {
                at += 1;
                continue;
            };
            let span = Span::new((at + quotes) as u32, (end - quotes) as u32);
            at = end;
            return Some(Passage { kind, span });
        }
        None
    })
}

/// A part of a draft on one line, without its comments. However it is laid out, it is the same line.
pub fn on_one_line(text: &str) -> String {
    beginning_on_one_line(text, usize::MAX)
}

/// The same, but no further than one character behind so many: a bracket may hold most of a draft, and be quoted with
/// every finding in it.
pub fn beginning_on_one_line(text: &str, most: usize) -> String {
    let bytes = text.as_bytes();
    let (mut line, mut length) = (String::new(), 0);
    // Whether there is room for more.
    let mut push = |part: &str, mut blank: bool| {
        for c in part.chars() {
            if c.is_whitespace() {
                blank = length > 0;
                continue;
            }
            if std::mem::take(&mut blank) {
                line.push(' ');
                length += 1;
            }
            line.push(c);
            length += 1;
            if length > most {
                return false;
            }
        }
        true
    };
    let (mut at, mut last) = (0, None);
    while let Some(byte) = bytes.get(at) {
        if is_blank(char::from(*byte)) {
            at += 1;
            continue;
        }
        if *byte == b'#' {
            at = comment_end(bytes, at);
            continue;
        }
        let (kind, end) = token_at(text, at);
        let span = Span::new(at as u32, end as u32);
        let parted = last.is_some_and(|before: (Kind, Span)| {
            gap(before.0, kind, before.1.end == span.start && joins(text, before, (kind, span)))
        });
        if !push(span.of(text), parted) {
            break;
        }
        (at, last) = (end, Some((kind, span)));
    }
    line
}

/// Whether a character can stand within a name or keyword.
pub fn is_of_word(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '-' | '_')
}

/// Words in backticks, cut behind so many characters.
pub fn in_backticks(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((cut, _)) => format!("`{}…`", words[..cut].trim_end()),
        None => format!("`{words}`"),
    }
}

/// The first byte of `“`, and of others.
const CURLY: u8 = 0xE2;

/// A word of a passage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'t> {
    /// The word; apostrophes and hyphens within it are part of it.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// The words of a passage that begins at `start`.
pub fn tokens(text: &str, start: u32) -> impl Iterator<Item = Token<'_>> {
    let bytes = text.as_bytes();
    let mut at = 0;
    std::iter::from_fn(move || {
        while alphanumeric_at(text, at) == 0 {
            at += match bytes.get(at)? {
                byte if byte.is_ascii() => 1,
                _ => text[at..].chars().next().map_or(1, char::len_utf8),
            };
        }
        let from = at;
        loop {
            let length = bytes[at..].iter().position(|it| !it.is_ascii_alphanumeric());
            at = length.map_or(bytes.len(), |length| at + length);
            let joint = match bytes.get(at) {
                Some(b'-' | b'\'') => 1,
                Some(0x80..) if text[at..].starts_with('’') => '’'.len_utf8(),
                Some(0x80..) => 0,
                _ => break,
            };
            match alphanumeric_at(text, at + joint) {
                0 => break,
                length => at += joint + length,
            }
        }
        Some(Token { text: &text[from..at], span: Span::new(start + from as u32, start + at as u32) })
    })
}

/// How many bytes the letter or digit at a place has; none if there is another sign, or nothing.
#[inline]
fn alphanumeric_at(text: &str, at: usize) -> usize {
    match text.as_bytes().get(at) {
        Some(byte) if byte.is_ascii() => usize::from(byte.is_ascii_alphanumeric()),
        Some(_) => text[at..].chars().next().filter(|it| it.is_alphanumeric()).map_or(0, char::len_utf8),
        None => 0,
    }
}

/// Takes the quotes off: `"…"`, `“…”`, `"""…"""`.
pub fn unquote(words: &str) -> &str {
    for (open, close) in [("\"\"\"", "\"\"\""), ("\"", "\""), ("“", "”")] {
        if let Some(inner) = words.strip_prefix(open) {
            return inner.strip_suffix(close).unwrap_or(inner);
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::PassageKind::{Comment, Prose, Quotation};
    use super::*;

    #[test]
    fn quotations_prose_and_comments_are_told_apart() {
        let text = "a \"b # c\" # d \"e\"\ntext \"\"\"\nf \"g\" h\n\"\"\" “i” \"j\n";
        let found: Vec<_> = passages(text).into_iter().map(|it| (it.kind, it.span.of(text))).collect();
        let expected = [(Quotation, "b # c"), (Comment, "# d \"e\""), (Prose, "\nf \"g\" h\n"), (Quotation, "i")];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_beginning_is_that_of_the_line() {
        let text = "a  \"b # c\"d # e\n\n“f # g” \"\"\"h\n# i\"\"\" #\nj\u{2028}k ";
        let line = on_one_line(text);
        assert_eq!(line, "a \"b # c\" d “f # g” \"\"\"h # i\"\"\" j k");
        for most in 0..line.chars().count() + 3 {
            let beginning = beginning_on_one_line(text, most);
            assert!(line.starts_with(&beginning), "{beginning}");
            let (length, whole) = (beginning.chars().count(), line.chars().count());
            assert!(
                if whole <= most { length == whole } else { length == most + 1 || length == most + 2 },
                "{beginning}"
            );
        }
    }

    #[test]
    fn a_line_is_the_same_however_it_is_laid_out() {
        for (text, expected) in [
            ("[RUS:30 days|POL:5 days]", "[ RUS: 30 days | POL: 5 days ]"),
            ("USD 500 million ,x,y # z\n,55%, 3/4", "USD 500 million, x, y, 55%, 3/4"),
            ("article  42(7)", "article 42(7)"),
            ("f{a\"b\"}", "f { a \"b\" }"),
            ("at 12:30, 15,000 (\n x )", "at 12:30, 15,000 (x)"),
        ] {
            assert_eq!(on_one_line(text), expected);
            assert_eq!(on_one_line(expected), expected);
        }
    }

    #[test]
    fn words_keep_their_hyphens_and_places() {
        let text = "An iron-clad, Party's “Überfall” - it";
        let words: Vec<_> = tokens(text, 0).map(|it| (it.text, it.span.of(text))).collect();
        assert!(words.iter().all(|it| it.0 == it.1));
        let words: Vec<_> = words.into_iter().map(|it| it.0).collect();
        assert_eq!(words, ["An", "iron-clad", "Party's", "Überfall", "it"]);
    }
}
