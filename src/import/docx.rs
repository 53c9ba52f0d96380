//! Reads the files of word processors: Office Open XML, without trusting it. Nothing outside the file is opened, entities and
//! declarations of a document type are refused, and what unpacks to more than a draft may hold is not unpacked.

use super::ImportError;
use super::document::{Document, DocumentParagraph};
use super::lists::{ListLevel, Lists};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;
use std::io::{Cursor, Read};
use zip::ZipArchive;

/// The most bytes that a file may unpack to.
const MOST: u64 = crate::source::MAX_LENGTH as u64;

/// The most entries of a file.
const ENTRIES: usize = 1_000;

/// The deepest nesting of elements.
const DEPTH: usize = 256;

/// What becomes of tracked changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Revisions {
    /// Each becomes a proposal in square brackets, with its author.
    #[default]
    Brackets,
    /// As if all were accepted.
    Accept,
    /// As if all were rejected.
    Reject,
}

/// Reads a file.
pub(super) fn read(bytes: &[u8], revisions: Revisions) -> Result<Document, ImportError> {
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(ImportError::OldFormat);
    }
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| ImportError::Damaged(error.to_string()))?;
    if archive.len() > ENTRIES {
        return Err(ImportError::Damaged(format!("it has more than {ENTRIES} entries")));
    }
    let mut left = MOST;
    let mut part = |name: &str| unpack(&mut archive, name, &mut left);
    let main = part("word/document.xml")?;
    let main = main.ok_or_else(|| ImportError::Damaged("it has no `word/document.xml`".to_owned()))?;
    let styles = part("word/styles.xml")?.unwrap_or_default();
    let numbering = part("word/numbering.xml")?.unwrap_or_default();
    let notes = [part("word/footnotes.xml")?, part("word/endnotes.xml")?];
    let comments = part("word/comments.xml")?.unwrap_or_default();
    let mut reader = DocxReader { revisions, ..DocxReader::default() };
    read_lists(&styles, &numbering, &mut reader)?;
    for (at, text) in notes.iter().enumerate() {
        reader.note_kind = at;
        reader.read(text.as_deref().unwrap_or_default(), Story::Notes)?;
    }
    reader.read(&main, Story::Main)?;
    let comments = comments.matches("<w:comment ").count();
    if comments > 0 {
        let remark = format!("{comments} comments of the file are not imported");
        reader.document.decisions.push(remark);
    }
    reader.document.decisions.append(&mut reader.remarks);
    Ok(reader.document)
}

/// The text of an entry, if there is one; `left` is how much may still be unpacked.
fn unpack(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str, left: &mut u64) -> Result<Option<String>, ImportError> {
    let damaged = |error: &dyn std::fmt::Display| ImportError::Damaged(format!("`{name}`: {error}"));
    let entry = match archive.by_name(name) {
        Ok(entry) => entry,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(damaged(&error)),
    };
    let mut bytes = Vec::new();
    // The size that the file states may be a lie.
    entry.take(*left + 1).read_to_end(&mut bytes).map_err(|error| damaged(&error))?;
    *left = left.checked_sub(bytes.len() as u64).ok_or(ImportError::TooLarge)?;
    String::from_utf8(bytes).map(Some).map_err(|_| damaged(&"it is not UTF-8"))
}

/// Which part of the file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Story {
    Main,
    Notes,
}

#[derive(Default)]
struct DocxReader {
    document: Document,
    revisions: Revisions,
    lists: Lists,
    /// The outline level and the list of styles.
    styles: FxHashMap<String, NumberedStyle>,
    /// The words of notes, by kind and id.
    notes: FxHashMap<(usize, String), String>,
    note_kind: usize,
    remarks: Vec<String>,
}

/// What a style says of its paragraphs.
#[derive(Clone, Default)]
struct NumberedStyle {
    based_on: Option<String>,
    heading: bool,
    list: Option<String>,
    level: Option<usize>,
}

/// A paragraph that is being read.
#[derive(Default)]
struct Open {
    /// Its words, with `\n` where the author breaks the line.
    words: String,
    style: Option<String>,
    heading: bool,
    list: Option<String>,
    level: Option<usize>,
    /// Notes that it refers to.
    notes: Vec<(usize, String)>,
}

impl DocxReader {
    /// Reads a part.
    fn read(&mut self, xml: &str, story: Story) -> Result<(), ImportError> {
        let mut reader = Reader::from_str(xml);
        let mut open: Vec<Open> = Vec::new();
        let mut path: Vec<String> = Vec::new();
        let mut note = String::new();
        // How deep within elements whose words are not read.
        let mut skipped: Option<usize> = None;
        let mut in_text = false;
        loop {
            let event = reader.read_event().map_err(|error| ImportError::Damaged(error.to_string()))?;
            let (start, empty) = match &event {
                Event::Start(start) => (Some(start), false),
                Event::Empty(start) => (Some(start), true),
                _ => (None, false),
            };
            if let Some(start) = start {
                let name = start.local_name();
                let name = name.as_ref();
                if !empty {
                    path.push(name.to_owned());
                    if path.len() > DEPTH {
                        return Err(ImportError::Damaged(format!("its elements nest more than {DEPTH} deep")));
                    }
                }
                if skipped.is_none() {
                    match name {
                        "Fallback" if !empty => skipped = Some(path.len()),
                        "ins" | "moveTo" if !empty => match self.revisions {
                            Revisions::Reject => skipped = Some(path.len()),
                            Revisions::Accept => {}
                            Revisions::Brackets => {
                                let author = attribute(start, "author").unwrap_or_default();
                                if let Some(open) = open.last_mut() {
                                    open.words.push_str(&bracket_head(&author, ""));
                                }
                            }
                        },
                        "del" | "moveFrom" if !empty => match self.revisions {
                            Revisions::Accept => skipped = Some(path.len()),
                            Revisions::Reject => {}
                            Revisions::Brackets => {
                                let author = attribute(start, "author").unwrap_or_default();
                                if let Some(open) = open.last_mut() {
                                    open.words.push_str(&bracket_head(&author, "delete "));
                                }
                            }
                        },
                        "p" if !empty => open.push(Open::default()),
                        "p" => self.paragraph(Open::default(), story, &note),
                        "footnote" | "endnote" => note = attribute(start, "id").unwrap_or_default(),
                        "t" | "delText" => in_text = !empty,
                        _ => {
                            if let Some(open) = open.last_mut() {
                                open.element(name, start, &path);
                            }
                        }
                    }
                }
            }
            match event {
                Event::End(end) => {
                    let name = end.local_name();
                    let name = name.as_ref();
                    if skipped.is_none() {
                        match name {
                            "t" | "delText" => in_text = false,
                            "ins" | "del" | "moveTo" | "moveFrom" if self.revisions == Revisions::Brackets => {
                                if let Some(open) = open.last_mut() {
                                    open.words.push(']');
                                }
                            }
                            "p" => {
                                if let Some(open) = open.pop() {
                                    self.paragraph(open, story, &note);
                                }
                            }
                            _ => {}
                        }
                    }
                    if skipped.is_some_and(|it| it == path.len()) {
                        skipped = None;
                    }
                    path.pop();
                }
                Event::Text(text) if in_text && skipped.is_none() => {
                    let words: &str = &text;
                    if let Some(open) = open.last_mut() {
                        open.words.push_str(&words.replace(['\n', '\r'], " "));
                    }
                }
                Event::CData(text) if in_text && skipped.is_none() => {
                    let words: &str = &text;
                    if let Some(open) = open.last_mut() {
                        open.words.push_str(&words.replace(['\n', '\r'], " "));
                    }
                }
                Event::GeneralRef(reference) if in_text && skipped.is_none() => {
                    let sign = match reference.resolve_char_ref() {
                        Ok(Some(sign)) => Some(sign),
                        _ => named_sign(&reference),
                    };
                    let sign = sign.ok_or_else(|| ImportError::Damaged("it refers to an entity".to_owned()))?;
                    if let Some(open) = open.last_mut() {
                        open.words.push(if sign < ' ' { ' ' } else { sign });
                    }
                }
                Event::DocType(_) => return Err(ImportError::Damaged("it declares a document type".to_owned())),
                Event::Eof => break,
                _ => {}
            }
        }
        // A file that is cut off keeps what was read.
        while let Some(last) = open.pop() {
            self.paragraph(last, story, &note);
        }
        Ok(())
    }

    /// Adds a paragraph, with the number that its list gives it.
    fn paragraph(&mut self, open: Open, story: Story, note: &str) {
        if story == Story::Notes {
            let words = self.notes.entry((self.note_kind, note.to_owned())).or_default();
            words.push_str(&open.words.replace('\n', " "));
            words.push(' ');
            return;
        }
        let style = self.style(open.style.as_deref());
        let list = open.list.as_ref().or(style.list.as_ref()).filter(|it| *it != "0");
        let level = open.level.or(style.level).unwrap_or_default();
        // A head may be its number alone.
        let counts = open.heading || style.heading || !open.words.trim().is_empty();
        let number = list.filter(|_| counts).and_then(|it| self.lists.next(it, level)).unwrap_or_default();
        let start = self.document.original.len() as u32;
        let mut shown = String::new();
        let mut parts: Vec<DocumentParagraph> = Vec::new();
        let mut part = DocumentParagraph { heading: open.heading || style.heading, ..DocumentParagraph::default() };
        for word in [&*number, " ", &*open.words].concat().split_inclusive('\n') {
            part.push(word, start + shown.len() as u32);
            if word.ends_with('\n') {
                let next = DocumentParagraph { heading: part.heading, ..DocumentParagraph::default() };
                parts.push(std::mem::replace(&mut part, next));
            }
            shown.push_str(&word.replace('\n', " "));
        }
        parts.push(part);
        self.document.original.push_str(&shown);
        self.document.original.push('\n');
        for mut it in parts {
            // A head within a paragraph begins one of its own; what follows on its next line is its title or its text.
            if it.heading && it.words() > 30 {
                it.heading = false;
            }
            self.document.add(it);
        }
        for (kind, id) in open.notes {
            if let Some(words) = self.notes.get(&(kind, id.clone())).filter(|it| !it.trim().is_empty()).cloned() {
                let start = self.document.original.len() as u32;
                let shown = format!("Note {id}. {}", words.trim());
                let mut paragraph = DocumentParagraph { note: true, ..DocumentParagraph::default() };
                paragraph.push(&shown, start);
                self.document.original.push_str(&shown);
                self.document.original.push('\n');
                self.document.add(paragraph);
            }
        }
    }

    /// What a style says, with those that it is based on.
    fn style(&self, name: Option<&str>) -> NumberedStyle {
        let mut found = NumberedStyle::default();
        let mut next = name.map(ToOwned::to_owned);
        for _ in 0..16 {
            let Some(style) = next.as_ref().and_then(|it| self.styles.get(it)) else { break };
            found.heading |= style.heading;
            found.list = found.list.or_else(|| style.list.clone());
            found.level = found.level.or(style.level);
            next.clone_from(&style.based_on);
        }
        found
    }
}

impl Open {
    /// Notes what an element says of the paragraph.
    fn element(&mut self, name: &str, start: &BytesStart<'_>, path: &[String]) {
        let value = || attribute(start, "val");
        let within = |name: &str| path.iter().any(|it| it == name);
        match name {
            "tab" if !within("tabs") => self.words.push(' '),
            "br" | "cr" => self.words.push('\n'),
            "noBreakHyphen" => self.words.push('-'),
            "pStyle" => self.style = value(),
            "outlineLvl" => self.heading = value().is_some_and(|it| it.len() == 1 && &*it < "9"),
            "numId" => self.list = value(),
            "ilvl" => self.level = value().and_then(|it| it.parse().ok()),
            "footnoteReference" => self.notes.extend(attribute(start, "id").map(|it| (0, it))),
            "endnoteReference" => self.notes.extend(attribute(start, "id").map(|it| (1, it))),
            _ => {}
        }
    }
}

/// `[Author: delete `, as a proposal in a rolling text begins.
fn bracket_head(author: &str, act: &str) -> String {
    let author: String = author.chars().filter(|it| it.is_alphanumeric() || matches!(it, ' ' | '-' | '.')).collect();
    if author.trim().is_empty() { format!("[{act}") } else { format!("[{}: {act}", author.trim()) }
}

fn named_sign(name: &str) -> Option<char> {
    [("amp", '&'), ("lt", '<'), ("gt", '>'), ("quot", '"'), ("apos", '\'')]
        .into_iter()
        .find(|it| it.0 == name)
        .map(|it| it.1)
}

/// An attribute by its name without prefix.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let found = start.attributes().flatten().find(|it| it.key.local_name().as_ref() == name)?;
    Some(found.value.replace("&amp;", "&"))
}

/// Reads the styles, and how lists count.
fn read_lists(styles: &str, numbering: &str, into: &mut DocxReader) -> Result<(), ImportError> {
    let mut reader = Reader::from_str(styles);
    let mut now: Option<(String, NumberedStyle)> = None;
    each(&mut reader, |name, start, ends| {
        match (name, ends) {
            ("style", true) => into.styles.extend(now.take()),
            ("style", false) => now = attribute(start, "styleId").map(|it| (it, NumberedStyle::default())),
            _ => {}
        }
        let (Some((_, style)), false) = (&mut now, ends) else { return };
        match name {
            "name" => {
                let name = attribute(start, "val").unwrap_or_default().to_lowercase();
                style.heading |= name.starts_with("heading ") || name == "title";
            }
            "basedOn" => style.based_on = attribute(start, "val"),
            "outlineLvl" => style.heading |= attribute(start, "val").is_some_and(|it| it.len() == 1 && &*it < "9"),
            "numId" => style.list = attribute(start, "val"),
            "ilvl" => style.level = attribute(start, "val").and_then(|it| it.parse().ok()),
            _ => {}
        }
    })?;
    let mut reader = Reader::from_str(numbering);
    let (mut family, mut list) = (None, None);
    let mut level: Option<(usize, ListLevel)> = None;
    let mut overridden: Option<usize> = None;
    each(&mut reader, |name, start, ends| {
        let value = || attribute(start, "val");
        let number = || value().and_then(|it| it.parse::<u32>().ok());
        match (name, ends) {
            ("abstractNum", false) => family = attribute(start, "abstractNumId"),
            ("lvl", false) => {
                let at = attribute(start, "ilvl").and_then(|it| it.parse().ok()).unwrap_or_default();
                level = Some((at, ListLevel::default()));
            }
            ("lvl", true) => {
                if let (Some(family), Some((at, level))) = (&family, level.take()) {
                    into.lists.define(family, at, level);
                }
            }
            ("abstractNum", true) => family = None,
            ("num", false) => list = attribute(start, "numId"),
            ("abstractNumId", false) => {
                if let (Some(list), Some(family)) = (&list, value()) {
                    into.lists.list(list, &family);
                }
            }
            ("lvlOverride", false) => overridden = attribute(start, "ilvl").and_then(|it| it.parse().ok()),
            ("startOverride", false) => {
                if let (Some(list), Some(at), Some(number)) = (&list, overridden, number()) {
                    into.lists.restart(list, at, number);
                }
            }
            _ => {}
        }
        if let (Some((_, level)), false) = (&mut level, ends) {
            match name {
                "start" => level.start = number().unwrap_or(1),
                "numFmt" => level.format = value().unwrap_or_default(),
                "lvlText" => level.text = value().unwrap_or_default(),
                "isLgl" => level.legal = true,
                _ => {}
            }
        }
    })
}

/// Calls for each element of a part as it begins and ends.
fn each(reader: &mut Reader<&[u8]>, mut call: impl FnMut(&str, &BytesStart<'_>, bool)) -> Result<(), ImportError> {
    let nothing = BytesStart::new("");
    loop {
        match reader.read_event().map_err(|error| ImportError::Damaged(error.to_string()))? {
            Event::Start(start) => call(start.local_name().as_ref(), &start, false),
            Event::Empty(start) => {
                call(start.local_name().as_ref(), &start, false);
                call(start.local_name().as_ref(), &start, true);
            }
            Event::End(end) => call(end.local_name().as_ref(), &nothing, true),
            Event::DocType(_) => return Err(ImportError::Damaged("it declares a document type".to_owned())),
            Event::Eof => return Ok(()),
            _ => {}
        }
    }
}
