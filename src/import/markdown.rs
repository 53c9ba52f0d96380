//! Reads Markdown.

use super::document::{Document, DocumentParagraph};
use super::heads;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
use std::ops::Range;

/// Reads a text.
pub(super) fn read(text: &str) -> Document {
    let spaced = spaced_headings(text);
    let parser = Parser::new_ext(&spaced, Options::ENABLE_FOOTNOTES);
    // What defines the target of a link is no paragraph; in a treaty it is mostly a bracket.
    let defined: Vec<Range<usize>> = parser.reference_definitions().iter().map(|(_, it)| it.span.clone()).collect();
    let mut reader =
        Reader { text, document: Document { original: text.to_owned(), ..Document::default() }, ..Reader::default() };
    reader.defined = defined;
    reader.defined.sort_by_key(|it| std::cmp::Reverse(it.start));
    for (event, range) in parser.into_offset_iter() {
        reader.definitions_before(range.start);
        reader.event(&event, range);
    }
    reader.definitions_before(usize::MAX);
    reader.close();
    if reader.emphasis {
        reader.document.decisions.push("emphasis (bold, italics) is not kept".to_owned());
    }
    reader.document
}

/// The same text, at the same places, in which a blank parts the signs of a heading from its words: `###Article 1` is a
/// heading in many collections and none in the standard.
fn spaced_headings(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        let words = line.trim_start_matches('#');
        let signs = line.len() - words.len();
        if (2..=7).contains(&signs) && words.starts_with(|it: char| !it.is_whitespace()) {
            spaced.push_str(&line[..signs - 1]);
            spaced.push(' ');
            spaced.push_str(words);
        } else {
            spaced.push_str(line);
        }
    }
    spaced
}

#[derive(Default)]
struct Reader<'t> {
    text: &'t str,
    document: Document,
    open: DocumentParagraph,
    heading: bool,
    note: bool,
    emphasis: bool,
    /// The targets of links that are still to come, the first at the end.
    defined: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn close(&mut self) {
        let mut paragraph = std::mem::take(&mut self.open);
        paragraph.heading = self.heading;
        paragraph.note = self.note;
        self.document.add(paragraph);
    }

    fn definitions_before(&mut self, place: usize) {
        while let Some(range) = self.defined.pop_if(|it| it.start < place) {
            self.close();
            self.open.push(&self.text[range.clone()], range.start as u32);
            self.close();
        }
    }

    fn event(&mut self, event: &Event<'_>, range: Range<usize>) {
        let place = range.start as u32;
        match event {
            Event::Start(Tag::Heading { .. }) => {
                self.close();
                self.heading = true;
            }
            Event::End(TagEnd::Heading(_)) => {
                self.close();
                self.heading = false;
            }
            Event::Start(Tag::Emphasis | Tag::Strong) => self.emphasis = true,
            Event::Start(Tag::FootnoteDefinition(label)) => {
                self.close();
                self.note = true;
                self.open.push_at(&format!("Note {label}. "), place);
            }
            Event::End(TagEnd::FootnoteDefinition) => {
                self.close();
                self.note = false;
            }
            Event::Start(Tag::Item) => {
                self.close();
                let item = &self.text[range.clone()];
                let mark = &item[..item.find(char::is_whitespace).unwrap_or(item.len())];
                let mark = if mark.starts_with(['-', '*', '+']) { "–" } else { mark };
                self.open.push_at(&format!("{mark} "), place);
            }
            Event::Start(Tag::Paragraph) if self.open.text.ends_with(' ') => {}
            Event::Start(Tag::Paragraph | Tag::CodeBlock(_) | Tag::BlockQuote(_) | Tag::List(_))
            | Event::End(TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::BlockQuote(_) | TagEnd::Item)
            | Event::HardBreak
            | Event::Rule => self.close(),
            Event::Text(words) | Event::Code(words) => self.words(words, &range),
            Event::FootnoteReference(label) => self.open.push_at(&format!(" (note {label})"), place),
            Event::SoftBreak => {
                let next = &self.text[range.end.min(self.text.len())..];
                let line = next.lines().next().unwrap_or_default().trim();
                if heads::begins_entry(line) {
                    self.close();
                } else {
                    self.open.push(" ", place);
                }
            }
            Event::Html(html) | Event::InlineHtml(html) => self.html(html, place),
            _ => {}
        }
    }

    /// Adds words. Where the source writes them otherwise (`&amp;`), all stand at one place.
    fn words(&mut self, words: &str, range: &Range<usize>) {
        let source = self.text.get(range.clone()).unwrap_or_default();
        let shift = source.find(words);
        let mut rest = 0;
        for (at, line) in words.split_inclusive('\n').enumerate() {
            if at > 0 {
                self.close();
            }
            match shift {
                Some(shift) => self.open.push(line, (range.start + shift + rest) as u32),
                None => self.open.push_at(line, range.start as u32),
            }
            rest += line.len();
        }
    }

    /// Keeps the words of HTML, and drops its tags.
    fn html(&mut self, html: &str, place: u32) {
        let mut inside = false;
        let mut tags = false;
        for (at, sign) in html.char_indices() {
            match sign {
                '<' => (inside, tags) = (true, true),
                '>' if inside => {
                    inside = false;
                    self.open.push(" ", place + at as u32);
                }
                _ if inside => {}
                _ => self.open.push(&html[at..at + sign.len_utf8()], place + at as u32),
            }
        }
        if tags {
            self.document.dropped.push(("a tag of HTML".to_owned(), place));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_lists_and_links_keep_their_words() {
        let text = "###Article 1\n\nThe *Parties* agree:\n(a) one;\n\n1. first [link](x)\n2. second &amp; third\n\n[RUS]: delete\n\n- point [^1]\n\n[^1]: A note.\n";
        let document = read(text);
        let found: Vec<_> = document.paragraphs.iter().map(|it| (it.text.as_str(), it.heading, it.note)).collect();
        assert_eq!(
            found,
            [
                ("Article 1", true, false),
                ("The Parties agree:", false, false),
                ("(a) one;", false, false),
                ("1. first link", false, false),
                ("2. second & third", false, false),
                ("[RUS]: delete", false, false),
                ("– point (note 1)", false, false),
                ("Note 1. A note.", false, true),
            ]
        );
        let place = document.paragraphs[1].place("The ".len()) as usize;
        assert!(text[place..].starts_with("Parties"));
    }
}
