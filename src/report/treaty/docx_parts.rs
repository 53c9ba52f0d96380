//! The parts of a DOCX besides its text: styles, numbering, comments, relations. And how they are packed.

use super::markup::{Attributes, Markup};
use super::review::ReviewComment;
use crate::report::foreign::line;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

pub(super) const W: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const R: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const WORD: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml";

/// A level of numbers: the format, the text, the style that it belongs to, how far it is indented.
const LEVELS: [(&str, &str, &str, &str, &str); 4] = [
    ("decimal", "Article %1", "Heading2", "0", "0"),
    ("decimal", "%2.", "TreatyParagraph", "567", "567"),
    ("lowerLetter", "(%3)", "TreatyPoint", "1134", "567"),
    ("lowerRoman", "(%4)", "TreatySubpoint", "1701", "567"),
];

/// The lists of the document: each continues or restarts one of the levels.
#[derive(Default)]
pub(super) struct ListNumbers {
    /// The scheme, the level that restarts, and with which number.
    lists: Vec<(usize, usize, usize)>,
}

impl ListNumbers {
    /// A list that starts at a number.
    pub(super) fn start(&mut self, roman: bool, level: usize, at: usize) -> usize {
        self.lists.push((usize::from(roman), level, at));
        self.lists.len()
    }

    fn part(&self) -> String {
        let mut it = Markup::xml();
        it.open("w:numbering", &[("xmlns:w", W)]);
        for scheme in 0..2_usize {
            it.open("w:abstractNum", &[("w:abstractNumId", &scheme.to_string())]);
            it.empty("w:multiLevelType", &[("w:val", "multilevel")]);
            for (at, (format, text, style, left, hanging)) in LEVELS.into_iter().enumerate() {
                it.open("w:lvl", &[("w:ilvl", &at.to_string())]);
                it.empty("w:start", &[("w:val", "1")]);
                it.empty("w:numFmt", &[("w:val", if at == 0 && scheme == 1 { "upperRoman" } else { format })]);
                if scheme == 0 {
                    it.empty("w:pStyle", &[("w:val", style)]);
                }
                if at == 0 {
                    it.empty("w:suff", &[("w:val", "nothing")]);
                }
                it.empty("w:lvlText", &[("w:val", text)]);
                it.empty("w:lvlJc", &[("w:val", "left")]);
                it.open("w:pPr", &[]);
                it.empty("w:ind", &[("w:left", left), ("w:hanging", hanging)]);
                it.close("w:pPr");
                it.close("w:lvl");
            }
            it.close("w:abstractNum");
        }
        for (number, (scheme, level, start)) in self.lists.iter().enumerate() {
            it.open("w:num", &[("w:numId", &(number + 1).to_string())]);
            it.empty("w:abstractNumId", &[("w:val", &scheme.to_string())]);
            it.open("w:lvlOverride", &[("w:ilvl", &level.to_string())]);
            it.empty("w:startOverride", &[("w:val", &start.to_string())]);
            it.close("w:lvlOverride");
            it.close("w:num");
        }
        it.close("w:numbering");
        it.finish()
    }
}

/// A style: its id, its name, what it is based on, whether the next paragraph stays with it, the properties of its
/// paragraphs and those of its characters.
type StyleRow = (
    &'static str,
    &'static str,
    &'static str,
    bool,
    &'static [(&'static str, Attributes<'static>)],
    &'static [(&'static str, Attributes<'static>)],
);

const SPACED: (&str, Attributes<'static>) = ("w:spacing", &[("w:before", "120"), ("w:after", "120")]);
const CENTERED: (&str, Attributes<'static>) = ("w:jc", &[("w:val", "center")]);
const JUSTIFIED: (&str, Attributes<'static>) = ("w:jc", &[("w:val", "both")]);

const STYLES: &[StyleRow] = &[
    ("Normal", "Normal", "", false, &[SPACED], &[]),
    (
        "Title",
        "Title",
        "Normal",
        true,
        &[("w:spacing", &[("w:before", "480"), ("w:after", "480")]), CENTERED],
        &[("w:b", &[]), ("w:caps", &[]), ("w:sz", &[("w:val", "30")])],
    ),
    (
        "Heading1",
        "heading 1",
        "Normal",
        true,
        &[("w:spacing", &[("w:before", "480"), ("w:after", "240")]), CENTERED, ("w:outlineLvl", &[("w:val", "0")])],
        &[("w:b", &[]), ("w:sz", &[("w:val", "26")])],
    ),
    (
        "Heading2",
        "heading 2",
        "Normal",
        true,
        &[("w:spacing", &[("w:before", "360"), ("w:after", "180")]), CENTERED, ("w:outlineLvl", &[("w:val", "1")])],
        &[("w:b", &[])],
    ),
    ("TreatyStage", "Treaty Stage", "Normal", false, &[], &[("w:i", &[]), ("w:color", &[("w:val", "555555")])]),
    ("TreatyPreamble", "Treaty Preamble", "Normal", false, &[JUSTIFIED], &[]),
    ("TreatyWords", "Treaty Words", "Normal", false, &[JUSTIFIED], &[]),
    ("TreatyParagraph", "Treaty Paragraph", "Normal", false, &[JUSTIFIED], &[]),
    ("TreatyPoint", "Treaty Point", "Normal", false, &[JUSTIFIED], &[]),
    ("TreatySubpoint", "Treaty Subpoint", "Normal", false, &[JUSTIFIED], &[]),
    (
        "TreatyGenerated",
        "Treaty Generated",
        "Normal",
        false,
        &[("w:ind", &[("w:left", "850")]), JUSTIFIED],
        &[("w:color", &[("w:val", "1F3864")]), ("w:sz", &[("w:val", "22")])],
    ),
    ("TreatyBracket", "Treaty Bracket", "Normal", true, &[], &[("w:b", &[]), ("w:color", &[("w:val", "7A4A00")])]),
    ("TreatyTestimonium", "Treaty Testimonium", "Normal", true, &[JUSTIFIED], &[]),
    (
        "TreatySignature",
        "Treaty Signature",
        "Normal",
        true,
        &[("w:spacing", &[("w:before", "360"), ("w:after", "480")])],
        &[],
    ),
    ("TreatyNote", "Treaty Note", "Normal", false, &[], &[("w:i", &[]), ("w:color", &[("w:val", "555555")])]),
    (
        "CommentText",
        "annotation text",
        "Normal",
        false,
        &[("w:spacing", &[("w:before", "0"), ("w:after", "60")])],
        &[("w:sz", &[("w:val", "20")])],
    ),
];

fn styles() -> String {
    let mut it = Markup::xml();
    it.open("w:styles", &[("xmlns:w", W)]);
    it.open("w:docDefaults", &[]);
    it.open("w:rPrDefault", &[]);
    it.open("w:rPr", &[]);
    let font = "Times New Roman";
    it.empty("w:rFonts", &[("w:ascii", font), ("w:hAnsi", font), ("w:eastAsia", font), ("w:cs", font)]);
    it.empty("w:sz", &[("w:val", "24")]);
    it.empty("w:szCs", &[("w:val", "24")]);
    it.empty("w:lang", &[("w:val", "en-GB")]);
    it.close("w:rPr");
    it.close("w:rPrDefault");
    it.empty("w:pPrDefault", &[]);
    it.close("w:docDefaults");
    let level = |id: &str| LEVELS.iter().position(|it| it.2 == id);
    for (id, name, based, keep, paragraph, characters) in STYLES {
        let mut attributes = vec![("w:type", "paragraph"), ("w:styleId", *id)];
        if *id == "Normal" {
            attributes.insert(1, ("w:default", "1"));
        }
        it.open("w:style", &attributes);
        it.empty("w:name", &[("w:val", name)]);
        if !based.is_empty() {
            it.empty("w:basedOn", &[("w:val", based)]);
        }
        it.empty("w:qFormat", &[]);
        it.open("w:pPr", &[]);
        if *keep {
            it.empty("w:keepNext", &[]);
        }
        if let Some(level) = level(id) {
            it.open("w:numPr", &[]);
            it.empty("w:ilvl", &[("w:val", &level.to_string())]);
            it.empty("w:numId", &[("w:val", "1")]);
            it.close("w:numPr");
        }
        paragraph.iter().for_each(|(name, attributes)| it.empty(name, attributes));
        it.close("w:pPr");
        it.open("w:rPr", &[]);
        characters.iter().for_each(|(name, attributes)| it.empty(name, attributes));
        it.close("w:rPr");
        it.close("w:style");
    }
    for (id, name) in [("TreatyParty", "Treaty Party"), ("TreatySign", "Treaty Sign")] {
        it.open("w:style", &[("w:type", "character"), ("w:styleId", id)]);
        it.empty("w:name", &[("w:val", name)]);
        it.open("w:rPr", &[]);
        it.empty("w:b", &[]);
        it.empty("w:color", &[("w:val", "7A4A00")]);
        it.close("w:rPr");
        it.close("w:style");
    }
    it.open("w:style", &[("w:type", "table"), ("w:default", "1"), ("w:styleId", "TableNormal")]);
    it.empty("w:name", &[("w:val", "Normal Table")]);
    it.close("w:style");
    it.close("w:styles");
    it.finish()
}

fn comments(list: &[ReviewComment]) -> String {
    let mut it = Markup::xml();
    it.open("w:comments", &[("xmlns:w", W)]);
    for (at, comment) in list.iter().enumerate() {
        it.open("w:comment", &[("w:id", &at.to_string()), ("w:author", "Vattel"), ("w:initials", "V")]);
        for (at, words) in comment.paragraphs.iter().enumerate() {
            it.open("w:p", &[]);
            it.open("w:pPr", &[]);
            it.empty("w:pStyle", &[("w:val", "CommentText")]);
            it.close("w:pPr");
            it.open("w:r", &[]);
            if at == 0 {
                it.open("w:rPr", &[]);
                it.empty("w:b", &[]);
                it.close("w:rPr");
            }
            it.leaf("w:t", &[("xml:space", "preserve")], words);
            it.close("w:r");
            it.close("w:p");
        }
        it.close("w:comment");
    }
    it.close("w:comments");
    it.finish()
}

fn relations(list: &[(&str, &str)], kind: &str) -> String {
    let mut it = Markup::xml();
    it.open("Relationships", &[("xmlns", &format!("{PACKAGE}/relationships"))]);
    for (at, (name, target)) in list.iter().enumerate() {
        let of = if *name == "core-properties" {
            format!("{PACKAGE}/relationships/metadata/{name}")
        } else {
            format!("{kind}/{name}")
        };
        it.empty("Relationship", &[("Id", &format!("rId{}", at + 1)), ("Type", &of), ("Target", target)]);
    }
    it.close("Relationships");
    it.finish()
}

fn types(with_comments: bool) -> String {
    let mut it = Markup::xml();
    it.open("Types", &[("xmlns", &format!("{PACKAGE}/content-types"))]);
    it.empty(
        "Default",
        &[("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml")],
    );
    it.empty("Default", &[("Extension", "xml"), ("ContentType", "application/xml")]);
    let mut part = |name: &str, of: &str| it.empty("Override", &[("PartName", name), ("ContentType", of)]);
    part("/word/document.xml", &format!("{WORD}.document.main+xml"));
    part("/word/styles.xml", &format!("{WORD}.styles+xml"));
    part("/word/numbering.xml", &format!("{WORD}.numbering+xml"));
    part("/word/settings.xml", &format!("{WORD}.settings+xml"));
    if with_comments {
        part("/word/comments.xml", &format!("{WORD}.comments+xml"));
    }
    part("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml");
    it.close("Types");
    it.finish()
}

fn core(title: &str) -> String {
    let mut it = Markup::xml();
    let cp = format!("{PACKAGE}/metadata/core-properties");
    it.open("cp:coreProperties", &[("xmlns:cp", &cp), ("xmlns:dc", "http://purl.org/dc/elements/1.1/")]);
    it.leaf("dc:title", &[], title);
    it.leaf("dc:creator", &[], "Vattel");
    it.close("cp:coreProperties");
    it.finish()
}

fn settings() -> String {
    let mut it = Markup::xml();
    it.open("w:settings", &[("xmlns:w", W)]);
    it.empty("w:defaultTabStop", &[("w:val", "567")]);
    it.close("w:settings");
    it.finish()
}

/// Packs a document. The parts stand in one order, without a time, so that the same document gives the same bytes.
pub(super) fn pack(document: &str, title: &str, numbers: &ListNumbers, list: &[ReviewComment]) -> Vec<u8> {
    let title = line(title);
    let mut related = vec![("styles", "styles.xml"), ("numbering", "numbering.xml"), ("settings", "settings.xml")];
    if !list.is_empty() {
        related.push(("comments", "comments.xml"));
    }
    let mut parts = vec![
        ("[Content_Types].xml", types(!list.is_empty())),
        (
            "_rels/.rels",
            relations(&[("officeDocument", "word/document.xml"), ("core-properties", "docProps/core.xml")], R),
        ),
        ("word/document.xml", document.to_owned()),
        ("word/_rels/document.xml.rels", relations(&related, R)),
        ("word/styles.xml", styles()),
        ("word/numbering.xml", numbers.part()),
        ("word/settings.xml", settings()),
        ("docProps/core.xml", core(&title)),
    ];
    if !list.is_empty() {
        parts.push(("word/comments.xml", comments(list)));
    }
    let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Stored)
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    for (name, text) in &parts {
        // Writing to memory fails only beyond the size that the format can hold.
        if packed.start_file(*name, options).and_then(|()| Ok(packed.write_all(text.as_bytes())?)).is_err() {
            return Vec::new();
        }
    }
    packed.finish().map(Cursor::into_inner).unwrap_or_default()
}
