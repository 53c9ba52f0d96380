//! XML in the making: every text and attribute passes through `report::foreign`.

use crate::report::foreign::line;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};

/// Attributes of an element.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// A document of XML in the making. Writing to memory does not fail.
pub(super) struct Markup(Writer<Vec<u8>>);

impl Markup {
    /// An empty document with its declaration.
    pub(super) fn xml() -> Self {
        let mut markup = Self(Writer::new(Vec::new()));
        markup.write(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), Some("yes"))));
        markup.write(Event::Text(BytesText::from_escaped("\n")));
        markup
    }

    /// An empty page of HTML.
    pub(super) fn html() -> Self {
        let mut markup = Self(Writer::new(Vec::new()));
        markup.write(Event::DocType(BytesText::from_escaped("html")));
        markup.line();
        markup
    }

    fn write(&mut self, event: Event<'_>) {
        let _ = self.0.write_event(event);
    }

    fn start<'n>(name: &'n str, attributes: Attributes<'_>) -> BytesStart<'n> {
        let mut start = BytesStart::new(name);
        for (key, value) in attributes {
            start.push_attribute((*key, &*line(value)));
        }
        start
    }

    /// Begins an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Start(Self::start(name, attributes)));
    }

    /// Ends an element.
    pub(super) fn close(&mut self, name: &str) {
        self.write(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.write(Event::Empty(Self::start(name, attributes)));
    }

    /// Words.
    pub(super) fn text(&mut self, words: &str) {
        self.write(Event::Text(BytesText::new(&line(words))));
    }

    /// An element that holds words.
    pub(super) fn leaf(&mut self, name: &str, attributes: Attributes<'_>, words: &str) {
        self.open(name, attributes);
        self.text(words);
        self.close(name);
    }

    /// A line break of the file.
    pub(super) fn line(&mut self) {
        self.write(Event::Text(BytesText::from_escaped("\n")));
    }

    /// What was written.
    pub(super) fn finish(self) -> String {
        String::from_utf8_lossy(&self.0.into_inner()).into_owned() + "\n"
    }
}
