//! Words of others, as each medium can hold them: what drafts, suites, configurations and names of files bring. Whatever is
//! shown of them passes through here, and nothing else in the program escapes anything.
//!
//! In every medium characters that steer a terminal, reorder what is read or can't be seen are replaced, and so are the
//! beginnings of commands that services look for in the output of a job: `::` and `##[`. Each is replaced by as many bytes,
//! so that places stay true.

use crate::syntax;
#[cfg(feature = "report")]
use serde::Serialize;
use std::borrow::Cow;
use std::fmt::Write as _;
use std::path::Path;

/// Whether a character steers a terminal, reorders what it shows, can't be seen, or has no place in XML. Line breaks and tabs
/// are left to the medium; the two selectors that say how a sign is drawn belong to the sign.
fn is_hidden(c: char) -> bool {
    match c {
        '\n' | '\t' | '\u{fe0e}' | '\u{fe0f}' => false,
        '\u{2028}' | '\u{2029}' | '\u{fffe}' | '\u{ffff}' => true,
        _ => c.is_control() || syntax::is_hidden(c),
    }
}

/// Whether the text from here on, behind a `#`, reads as a command: `#[error]`, `#vso[…]`, `#teamcity[…]`.
fn is_command(behind: &str) -> bool {
    behind.strip_prefix('#').is_some_and(|it| it.trim_start_matches(|c: char| c.is_ascii_alphabetic()).starts_with('['))
}

/// Lines of a text on a terminal.
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    // Most text is harmless, and this is the cheap way to know: such characters are below a blank, or start with one of a
    // few bytes, or are one of two signs twice.
    let suspect = |byte: &u8| {
        (*byte < 0x20 && *byte != b'\n' && *byte != b'\t')
            || matches!(*byte, 0x7F | 0xC2 | 0xCD | 0xD8 | 0xE1 | 0xE2 | 0xE3 | 0xEF | 0xF0 | 0xF3)
    };
    let twice = |pair: &[u8]| matches!(pair, b"::" | b"##");
    if !text.as_bytes().iter().any(suspect) && !text.as_bytes().windows(2).any(twice) {
        return Cow::Borrowed(text);
    }
    let mut clean = String::with_capacity(text.len());
    let mut last = '\0';
    for (at, c) in text.char_indices() {
        let behind = &text[at + c.len_utf8()..];
        match c {
            '\r' if behind.starts_with('\n') => clean.push(c),
            // It says how the text is stored, and takes a column of its own here.
            '\u{feff}' if at == 0 => clean.push('\u{2002}'),
            ':' if last == ':' => clean.push('?'),
            '#' if is_command(behind) => {
                clean.push('?');
            }
            _ if !is_hidden(c) => clean.push(c),
            _ => clean.push_str(match c.len_utf8() {
                1 => "?",
                2 => "¿",
                3 => "\u{fffd}",
                _ => "\u{fffd}?",
            }),
        }
        last = c;
    }
    Cow::Owned(clean)
}

/// Words in one line of a terminal or of a log.
pub(crate) fn line(words: &str) -> Cow<'_, str> {
    let words = lines(words);
    if words.contains(['\n', '\t', '\r']) { Cow::Owned(words.replace(['\n', '\t', '\r'], " ")) } else { words }
}

/// A path in one line.
pub(crate) fn path(path: &Path) -> String {
    line(&path.display().to_string()).into_owned()
}

#[cfg(feature = "report")]
/// The words of a workflow command of GitHub. The line breaks are ours: what they join is written in one line each.
pub(super) fn annotation(parts: &[&str]) -> String {
    let parts: Vec<String> = parts.iter().map(|it| line(it).replace('%', "%25")).collect();
    parts.join("%0A")
}

#[cfg(feature = "report")]
/// A property of a workflow command.
pub(super) fn property(words: &str) -> String {
    annotation(&[words]).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(feature = "report")]
/// Words in a line of Markdown, in a cell of a table too: no mark, tag, link or mention.
pub(crate) fn markdown(words: &str) -> String {
    let words = line(words);
    let words = words.trim();
    let mut safe = String::with_capacity(words.len() + 8);
    let digits = words.len() - words.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    for (at, c) in words.char_indices() {
        let (before, behind) = (&words[..at], &words[at + c.len_utf8()..]);
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' | '$' => safe.extend(['\\', c]),
            // At the start of a line they begin a list or underline a heading.
            '-' | '+' | '=' if at == 0 => safe.extend(['\\', c]),
            '.' | ')' if at > 0 && at == digits => safe.extend(['\\', c]),
            // Addresses become links without any mark, and names are told that they were mentioned.
            ':' if behind.starts_with("//") => safe.push_str(": "),
            '.' if before.to_ascii_lowercase().ends_with("www") => safe.push_str(" ."),
            '@' if !behind.is_empty() => safe.push_str("@ "),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(feature = "report")]
/// The same as code. What code can't hold in a cell stands as words.
pub(super) fn code(words: &str) -> String {
    let shown = line(words);
    let shown = shown.trim();
    if shown.is_empty() || shown.contains(['`', '|', '\\']) { markdown(words) } else { format!("`{shown}`") }
}

#[cfg(feature = "report")]
/// Words in HTML, in an attribute in quotes too.
pub(crate) fn html(words: &str) -> String {
    let mut safe = String::with_capacity(words.len());
    for c in line(words).chars() {
        match c {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            c => safe.push(c),
        }
    }
    safe
}

#[cfg(feature = "report")]
/// A value in one line of JSON, whose characters that serde lets pass are escaped too.
pub(super) fn json(value: &impl Serialize) -> String {
    visible(serde_json::to_string(value).expect("plain data with text keys is always JSON"))
}

#[cfg(feature = "report")]
/// A whole document of JSON, for people to look at too.
pub(crate) fn document(value: &impl Serialize) -> String {
    visible(serde_json::to_string_pretty(value).expect("plain data with text keys is always JSON")) + "\n"
}

#[cfg(feature = "report")]
/// JSON without hidden characters and commands. Both stand in strings only, where every character may be escaped.
fn visible(json: String) -> String {
    if matches!(lines(&json), Cow::Borrowed(_)) {
        return json;
    }
    let mut out = String::with_capacity(json.len() + 16);
    for (at, c) in json.char_indices() {
        if is_hidden(c) || (c == '#' && is_command(&json[at + 1..])) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(out, "\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(feature = "report")]
/// The description of a test in TAP.
pub(super) fn tap(words: &str) -> String {
    line(words).replace('\\', "\\\\").replace('#', "\\#")
}

#[cfg(feature = "report")]
/// Words in a quoted string of Graphviz.
pub(super) fn dot(words: &str) -> String {
    line(words).replace('\\', "\\\\").replace('"', "\\\"")
}

#[cfg(feature = "report")]
/// Words in a quoted string of Mermaid: what has a meaning there stands as its number.
pub(super) fn mermaid(words: &str) -> String {
    line(words).chars().fold(String::with_capacity(words.len()), |mut out, c| {
        match c {
            '"' | '#' | '&' | '<' | '>' | '`' | ';' | '\\' | '[' | ']' | '{' | '}' | '(' | ')' | '|' => {
                let _ = write!(out, "#{};", c as u32);
            }
            c => out.push(c),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_keep_their_bytes() {
        let text = "a\u{1b}[31mb\r\nc\rd\u{202e}e\u{85}\u{61c}ü\tend\u{7f}\u{e0041}\u{ad}";
        let clean = lines(text);
        assert_eq!(clean.len(), text.len());
        assert_eq!(clean, "a?[31mb\r\nc?d\u{fffd}e¿¿ü\tend?\u{fffd}?¿");
        assert!(matches!(lines("party UKR \"Türkiye\" # Київ: 1."), Cow::Borrowed(_)));
    }

    #[test]
    fn ordinary_text_stays_as_it_is() {
        for text in ["Київ, Україна", "¿Qué?", "# Heading", "## Heading", "a: b", "⚠️", "第五條", "مادة", "🇺🇦"]
        {
            assert_eq!(line(text), text);
        }
    }

    #[test]
    fn no_service_reads_a_command() {
        assert_eq!(line("::error::x"), ":?error:?x");
        assert_eq!(line("a ##[error] ##vso[task] ###teamcity[x"), "a ?#[error] ?#vso[task] #?#teamcity[x");
        assert_eq!(annotation(&["50%\n::x", "two"]), "50%25 :?x%0Atwo");
        assert_eq!(property("a:b,c"), "a%3Ab%2Cc");
    }

    #[test]
    fn markdown_and_html_hold_no_marks_of_others() {
        assert_eq!(
            markdown("# a|b <i> [x](y) *z* https://a.b @c"),
            "\\# a\\|b \\<i\\> \\[x\\](y) \\*z\\* https: //a.b @ c"
        );
        assert_eq!(markdown("12. a"), "12\\. a");
        assert_eq!((code("a <b>"), code("a|b`")), ("`a <b>`".to_owned(), "a\\|b\\`".to_owned()));
        assert_eq!(markdown("- www.a.b"), "\\- www .a.b");
        assert_eq!(html("<a href='x'>\"&\n"), "&lt;a href=&#39;x&#39;&gt;&quot;&amp; ");
        assert_eq!(json(&"##[x] \u{202e}\u{e0041}"), "\"\\u0023#[x] \\u202e\\udb40\\udc41\"");
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        /// Whatever the words, no medium gets what steers, hides or commands; lines keep their places; JSON its meaning.
        #[test]
        fn every_medium_is_safe(words in "([a\r\n\t:#\\[ü\u{1b}\u{85}\u{ad}\u{61c}\u{200b}\u{202e}\u{2028}\u{feff}\u{e0041}🕊|<`]|::|##|\\PC){0,24}") {
            let safe = |text: &str| !text.contains(is_hidden) && !text.contains("::") && !text.contains("##[") && !text.contains("##a[");
            prop_assert_eq!(lines(&words).len(), words.len());
            prop_assert!(safe(&lines(&words).replace("\r\n", "\n")));
            for text in [line(&words).into_owned(), annotation(&[&words]), property(&words), markdown(&words), html(&words), tap(&words), dot(&words), mermaid(&words)] {
                prop_assert!(safe(&text) && !text.contains(['\n', '\r', '\t']), "{:?}", text);
            }
            let written = json(&words);
            prop_assert!(!written.contains(is_hidden) && !written.contains("##["));
            prop_assert_eq!(serde_json::from_str::<String>(&written).expect("it is JSON"), words);
        }
    }
}
