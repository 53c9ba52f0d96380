//! Reads plain text: paragraphs between blank lines, lines that were broken for the page joined again.

use super::document::{Document, DocumentParagraph};
use super::heads;
use rustc_hash::FxHashSet;

/// Lines of more columns are no page's: each is a paragraph.
const WIDEST: usize = 130;

/// A line of fewer columns is broken by its author.
const NARROWEST: usize = 55;

/// A line of the original.
#[derive(Clone, Copy)]
struct Line<'t> {
    text: &'t str,
    start: u32,
    /// Whether a page ends before it.
    page: bool,
}

/// Reads a text.
pub(super) fn read(text: &str) -> Document {
    let mut document = Document { original: text.to_owned(), ..Document::default() };
    let lines = lines(text);
    let mut widths: Vec<usize> = lines.iter().map(|it| it.text.trim().chars().count()).filter(|it| *it > 0).collect();
    widths.sort_unstable();
    let usual = widths.get(widths.len() * 9 / 10).copied().unwrap_or_default();
    let full = if usual > WIDEST { usize::MAX } else { NARROWEST.min(usual * 7 / 10).max(20) };
    let words: FxHashSet<&str> = text.split(|it: char| !it.is_alphanumeric()).collect();
    let mut open: Option<DocumentParagraph> = None;
    let mut before: Option<Line<'_>> = None;
    for line in lines {
        let trimmed = line.text.trim();
        if trimmed.is_empty() {
            open.take().into_iter().for_each(|it| document.add(it));
            before = None;
            continue;
        }
        if is_page_number(trimmed, line.page) {
            document.dropped.push((format!("a page number, `{trimmed}`"), line.start));
            continue;
        }
        let joins = before.is_some_and(|it| joins(it.text.trim(), trimmed, full));
        let indent = (line.text.len() - line.text.trim_start().len()) as u32;
        if let (Some(paragraph), true) = (&mut open, joins) {
            continue_with(paragraph, trimmed, line.start + indent, &words);
        } else {
            let mut paragraph = DocumentParagraph::default();
            paragraph.push(trimmed, line.start + indent);
            if let Some(before) = open.replace(paragraph) {
                document.add(before);
            }
        }
        before = Some(line);
    }
    if let Some(last) = open {
        document.add(last);
    }
    document
}

fn lines(text: &str) -> Vec<Line<'_>> {
    let mut found = Vec::new();
    let (mut start, mut page) = (0, false);
    let bytes = text.as_bytes();
    while start < bytes.len() {
        let end =
            bytes[start..].iter().position(|it| matches!(it, b'\n' | b'\r' | 0xC)).map_or(bytes.len(), |it| start + it);
        found.push(Line { text: &text[start..end], start: start as u32, page });
        page = bytes.get(end) == Some(&0xC);
        start = end + 1;
        if bytes.get(end) == Some(&b'\r') && bytes.get(start) == Some(&b'\n') {
            start += 1;
        }
    }
    found
}

/// Whether a line goes on with what the one before it said.
fn joins(before: &str, line: &str, full: usize) -> bool {
    if heads::begins_entry(line) || heads::head(before, false).is_some() || full == usize::MAX {
        return false;
    }
    let ends = before.ends_with(['.', ':', ';', '!', '?']);
    let goes_on = line.starts_with(|it: char| it.is_lowercase()) && !ends;
    before.chars().count() >= full || goes_on
}

/// Adds a line to a paragraph. A hyphen at the end of a line is one of the word, unless the text has the word without it.
fn continue_with(paragraph: &mut DocumentParagraph, line: &str, place: u32, words: &FxHashSet<&str>) {
    let hyphened = paragraph.text.strip_suffix('-').filter(|it| it.ends_with(char::is_alphabetic));
    let Some(head) = hyphened.filter(|_| line.starts_with(|it: char| it.is_lowercase())) else {
        paragraph.push(" ", place);
        paragraph.push(line, place);
        return;
    };
    let half = head.rsplit(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    let rest = line.split(|it: char| !it.is_alphanumeric()).next().unwrap_or_default();
    if words.contains(&*format!("{half}{rest}")) {
        paragraph.text.pop();
    }
    paragraph.push(line, place);
}

/// `- 3 -`, `Page 3 of 10`, or a number alone at the foot of a page.
fn is_page_number(line: &str, page: bool) -> bool {
    let inner = line.trim_matches(|it: char| it == '-' || it == '–' || it == '—');
    let dashed = inner.len() < line.len() && line.starts_with(['-', '–', '—']) && line.ends_with(['-', '–', '—']);
    let number = |it: &str| !it.is_empty() && it.len() <= 4 && it.bytes().all(|it| it.is_ascii_digit());
    let named = line.strip_prefix("Page ").or_else(|| line.strip_prefix("page "));
    let of = named.is_some_and(|it| it.split(" of ").all(|it| number(it.trim())));
    number(inner.trim()) && (dashed || page) || of
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        read(text).paragraphs.into_iter().map(|it| it.text).collect()
    }

    #[test]
    fn broken_lines_are_joined_and_entries_kept_apart() {
        let text = "The Parties to this Treaty reaffirm their faith in the purposes of\nthe Charter and their self-\nhelp.\n\
                    Article 1\nThe Parties undertake to settle any international dispute in which they\nmay be involved:\n\
                    (a) by peaceful means;\n(b) in such a manner.\n\n  Second\r\nline\u{c}7\nrest";
        assert_eq!(
            paragraphs(text),
            [
                "The Parties to this Treaty reaffirm their faith in the purposes of the Charter and their self-help.",
                "Article 1",
                "The Parties undertake to settle any international dispute in which they may be involved:",
                "(a) by peaceful means;",
                "(b) in such a manner.",
                "Second line rest",
            ]
        );
    }

    #[test]
    fn words_keep_their_places() {
        let text = "Über die\n  Grenze  hinaus, bis an das Ende\nder Zeilen";
        let document = read(text);
        for paragraph in &document.paragraphs {
            for (at, word) in paragraph.text.match_indices(|it: char| it.is_alphanumeric()) {
                let place = paragraph.place(at) as usize;
                assert!(text[place..].starts_with(word), "{word} at {place}");
            }
        }
    }
}
