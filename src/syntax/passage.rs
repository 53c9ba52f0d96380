//! The passages of a text that its readers, not its grammar, read: quotations, prose and comments.

use super::lexer::{self, Lexer, TokenKind};
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
    let mut lexer = Lexer::new(text);
    let tokens = std::iter::from_fn(|| lexer.next_passage());
    let passage = |token: lexer::Token| {
        let kind = match token.kind {
            TokenKind::Quotation => PassageKind::Quotation,
            TokenKind::Prose => PassageKind::Prose,
            TokenKind::Comment => PassageKind::Comment,
            _ => return None,
        };
        Some(Passage { kind, span: token.inner(text) })
    };
    tokens.filter_map(passage).collect()
}

/// A part of a draft on one line, without its comments. However it is laid out, it is the same line.
pub fn on_one_line(text: &str) -> String {
    beginning_on_one_line(text, usize::MAX)
}

/// The same, but no further than one character behind so many: a bracket may hold most of a draft, and be quoted with
/// every finding in it.
pub fn beginning_on_one_line(text: &str, most: usize) -> String {
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
    let mut before: Option<lexer::Token> = None;
    for token in Lexer::new(text).filter(|it| !it.kind.is_trivia()) {
        if !push(token.span.of(text), before.is_some_and(|it| is_parted(text, it, token))) {
            break;
        }
        before = Some(token);
    }
    line
}

/// Whether a blank stands between two tokens that are quoted on one line. The tokens alone say so, and no blank between them,
/// so that a text is quoted alike in every layout, whether or not it could be read.
fn is_parted(text: &str, before: lexer::Token, token: lexer::Token) -> bool {
    let sign = |it: lexer::Token| if it.kind == TokenKind::Sign { it.span.of(text) } else { "" };
    match (before.kind, token.kind) {
        (TokenKind::Paren, _) | (_, TokenKind::Comma | TokenKind::Colon | TokenKind::ParenEnd) => false,
        (_, TokenKind::Sign) => sign(token) == "=",
        (TokenKind::Sign, _) => matches!(sign(before), "=" | "%" | "." | ";" | "!" | "?"),
        _ => true,
    }
}

/// Words in backticks, cut behind so many characters.
pub fn in_backticks(words: &str, most: usize) -> String {
    match words.char_indices().nth(most) {
        Some((cut, _)) => format!("`{}…`", words[..cut].trim_end()),
        None => format!("`{words}`"),
    }
}

/// A word of a passage, as languages have it: `A–B` is two, unlike in a clause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageWord<'t> {
    /// The word; apostrophes and hyphens within it are part of it.
    pub text: &'t str,
    /// Where it stands.
    pub span: Span,
}

/// The words of a passage that begins at `start`.
pub fn tokens(text: &str, start: u32) -> impl Iterator<Item = PassageWord<'_>> {
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
        Some(PassageWord { text: &text[from..at], span: Span::new(start + from as u32, start + at as u32) })
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
