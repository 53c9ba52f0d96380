//! DOCX: styles, real numbering, bookmarks, links within the document, comments.

use super::docx_parts::{self, ListNumbers, W};
use super::markup::Markup;
use super::review::ReviewComment;
use super::{PrintOptions, heading, opening};
use crate::prose::numerals::article_number;
use crate::prose::render::{Block, BlockKind, Inline, ProseDocument, ProseSentence, WordsOf, attribution};
use crate::source::Span;
use rustc_hash::FxHashMap;

/// A document with comments.
pub fn docx(document: &ProseDocument, options: PrintOptions, comments: &[ReviewComment]) -> Vec<u8> {
    let mut page = DocxPage {
        markup: Markup::xml(),
        options,
        numbers: ListNumbers::default(),
        bookmarks: FxHashMap::default(),
        comments: FxHashMap::default(),
        articles: None,
        count: 0,
    };
    let first = page.numbers.start(false, 0, 1);
    page.articles = Some((first, 1, false));
    let mut shown = Vec::new();
    collect(&document.blocks, options, &mut shown);
    let mut ordered: Vec<ReviewComment> = Vec::new();
    let placed: Vec<(usize, &ReviewComment)> =
        comments.iter().map(|it| (position(&shown, it.place).unwrap_or(0), it)).collect();
    for (at, sentence) in shown.iter().enumerate() {
        for (_, comment) in placed.iter().filter(|it| it.0 == at) {
            page.comments.entry(sentence.id.as_str()).or_default().push(ordered.len());
            ordered.push((*comment).clone());
        }
    }
    page.name_bookmarks(&document.blocks);
    let r = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    page.markup.open("w:document", &[("xmlns:w", W), ("xmlns:r", r)]);
    page.markup.open("w:body", &[]);
    page.blocks(&document.blocks);
    if shown.is_empty() && !comments.is_empty() {
        // Nothing can be printed of the draft; its findings stand at a hole.
        ordered = comments.to_vec();
        page.open(style("TreatyWords"), None);
        let all: Vec<String> = (0..ordered.len()).map(|it| it.to_string()).collect();
        for id in &all {
            page.markup.empty("w:commentRangeStart", &[("w:id", id)]);
        }
        page.run("[…]", "hole");
        for id in &all {
            page.end_comment(id);
        }
        page.markup.close("w:p");
    }
    let it = &mut page.markup;
    it.open("w:sectPr", &[]);
    it.empty("w:pgSz", &[("w:w", "11906"), ("w:h", "16838")]);
    it.empty(
        "w:pgMar",
        &[
            ("w:top", "1418"),
            ("w:right", "1418"),
            ("w:bottom", "1418"),
            ("w:left", "1418"),
            ("w:header", "709"),
            ("w:footer", "709"),
            ("w:gutter", "0"),
        ],
    );
    it.close("w:sectPr");
    it.close("w:body");
    it.close("w:document");
    let DocxPage { markup, numbers, .. } = page;
    docx_parts::pack(&markup.finish(), &document.title, &numbers, &ordered)
}

/// The sentences that are printed, in their order.
fn collect<'d>(blocks: &'d [Block], options: PrintOptions, shown: &mut Vec<&'d ProseSentence>) {
    for (block, _) in options.each(blocks) {
        shown.extend(&block.sentences);
        collect(&block.children, options, shown);
    }
}

/// The sentence that a place of the draft is said in: the smallest clause around it, or the first one within or behind it.
fn position(shown: &[&ProseSentence], place: Span) -> Option<usize> {
    let around = |it: &ProseSentence| {
        let holding = it.clauses.iter().filter(|own| own.contains(place) || own.start == place.start);
        holding.map(|own| own.len()).min()
    };
    let smallest = shown.iter().enumerate().filter_map(|(at, it)| Some((around(it)?, at))).min();
    let within = |it: &ProseSentence| it.clauses.iter().any(|own| place.contains(*own) && !own.is_empty());
    let next = |it: &ProseSentence| {
        it.clauses.iter().filter(|own| !own.is_empty() && own.start >= place.start).map(|own| own.start).min()
    };
    smallest
        .map(|it| it.1)
        .or_else(|| shown.iter().position(|it| within(it)))
        .or_else(|| shown.iter().enumerate().filter_map(|(at, it)| Some((next(it)?, at))).min().map(|it| it.1))
}

struct DocxPage<'d> {
    markup: Markup,
    options: PrintOptions,
    numbers: ListNumbers,
    /// The names of bookmarks by anchor: at most 40 letters.
    bookmarks: FxHashMap<&'d str, String>,
    /// The comments on each sentence.
    comments: FxHashMap<&'d str, Vec<usize>>,
    /// The list of articles: its number, the number that comes next, whether it is roman.
    articles: Option<(usize, usize, bool)>,
    /// How many bookmarks there are.
    count: usize,
}

/// What a paragraph looks like.
#[derive(Clone, Copy, Default)]
struct ParagraphStyle<'s> {
    style: &'s str,
    /// Its list and level.
    number: Option<(usize, usize)>,
    /// Whether a style with a number has none here.
    unnumbered: bool,
}

impl<'d> DocxPage<'d> {
    fn name_bookmarks(&mut self, blocks: &'d [Block]) {
        for block in blocks {
            let short: String = block.id.replace('-', "_").chars().take(40).collect();
            let name = if short.len() == block.id.len() { short } else { format!("part_{}", self.bookmarks.len()) };
            self.bookmarks.insert(&block.id, name);
            self.name_bookmarks(&block.children);
        }
    }

    fn blocks(&mut self, blocks: &'d [Block]) {
        let options = self.options;
        let shown: Vec<_> = options.each(blocks).collect();
        let mut at = 0;
        let mut list = None;
        let mut points = None;
        while let Some((block, lead)) = shown.get(at) {
            if let Some(lead) = lead {
                self.plain("TreatyNote", lead);
            }
            if block.kind == BlockKind::Signature {
                let end = shown[at..].iter().take_while(|it| it.0.kind == BlockKind::Signature).count();
                let signatures: Vec<&Block> = shown[at..at + end].iter().map(|it| it.0).collect();
                self.signatures(&signatures);
                at += end;
                continue;
            }
            self.block(block, &mut list, &mut points);
            at += 1;
        }
    }

    fn block(&mut self, block: &'d Block, list: &mut Option<usize>, points: &mut Option<(usize, usize)>) {
        let beside = matches!(block.words_of, WordsOf::Covered | WordsOf::Open);
        match block.kind {
            BlockKind::Title => self.words(block, style("Title"), ""),
            BlockKind::Stage => self.words(block, style("TreatyStage"), ""),
            BlockKind::Note => self.words(block, style("TreatyNote"), "Note: "),
            BlockKind::Parties | BlockKind::Formula => self.words(block, style("TreatyPreamble"), ""),
            BlockKind::Conclusion => self.words(block, style("TreatyTestimonium"), ""),
            BlockKind::Preamble | BlockKind::Definitions => self.blocks(&block.children),
            BlockKind::Article => {
                self.article(block);
                self.blocks(&block.children);
            }
            BlockKind::Chapter | BlockKind::Section | BlockKind::Annex => {
                self.headed(block, style("Heading1"), &heading(block));
                self.blocks(&block.children);
            }
            BlockKind::Bracket => {
                for (at, choice) in block.children.iter().enumerate() {
                    let deleted = if choice.children.is_empty() { " delete" } else { "" };
                    let opens = opening(choice, if at == 0 { "[" } else { "|" });
                    self.plain("TreatyBracket", &format!("{opens}{deleted}"));
                    // Rival texts share their numbers.
                    let articles = self.articles;
                    self.blocks(&choice.children);
                    if at + 1 < block.children.len() {
                        self.articles = articles;
                    }
                }
                self.plain("TreatyBracket", "]");
                *list = None;
            }
            BlockKind::Point => {
                let number = self.letter(block, points);
                let style = match number {
                    Some(_) => ParagraphStyle { style: "TreatyPoint", number, unnumbered: false },
                    None => ParagraphStyle { style: "TreatyPoint", number: None, unnumbered: true },
                };
                let typed = if number.is_some() { String::new() } else { format!("({}) ", block.number) };
                self.words(block, style, &typed);
                self.blocks(&block.children);
            }
            _ if beside => {
                self.words(block, style("TreatyGenerated"), "");
                self.blocks(&block.children);
            }
            _ => {
                *points = None;
                let title = if block.heading.is_empty() { String::new() } else { format!("{}. ", block.heading) };
                let number = block.number.parse::<usize>().ok();
                match number {
                    Some(number) => {
                        let of = match *list {
                            Some(list) => list,
                            None => self.numbers.start(false, 1, number),
                        };
                        *list = Some(of);
                        let style =
                            ParagraphStyle { style: "TreatyParagraph", number: Some((of, 1)), unnumbered: false };
                        self.words(block, style, &title);
                    }
                    None => {
                        let typed = if block.number.is_empty() { title } else { format!("{}. {title}", block.number) };
                        if !block.sentences.is_empty() || !typed.is_empty() {
                            self.words(block, style("TreatyWords"), &typed);
                        }
                    }
                }
                self.blocks(&block.children);
            }
        }
    }

    /// The list of a point, where its letter is the next one.
    fn letter(&mut self, block: &Block, points: &mut Option<(usize, usize)>) -> Option<(usize, usize)> {
        let mut letters = block.number.chars();
        let at = match (letters.next(), letters.next()) {
            (Some(it @ 'a'..='z'), None) => it as usize - 'a' as usize + 1,
            _ => return None,
        };
        let list = match *points {
            Some((list, next)) if next == at => list,
            _ => self.numbers.start(false, 2, at),
        };
        *points = Some((list, at + 1));
        Some((list, 2))
    }

    /// The head of an article: its number is real where it is a plain one.
    fn article(&mut self, block: &'d Block) {
        let decimal = block.number.parse::<usize>().ok();
        let roman = article_number(&block.number);
        let number = decimal.or(roman).filter(|_| block.label == "Article");
        let Some(number) = number else {
            let style = ParagraphStyle { style: "Heading2", number: None, unnumbered: true };
            return self.headed(block, style, &heading(block));
        };
        let is_roman = decimal.is_none();
        let list = match self.articles {
            Some((list, next, kind)) if next == number && kind == is_roman => list,
            _ => self.numbers.start(is_roman, 0, number),
        };
        self.articles = Some((list, number + 1, is_roman));
        let style = ParagraphStyle { style: "Heading2", number: Some((list, 0)), unnumbered: false };
        self.headed(block, style, "");
    }

    /// A heading: the label, and the title on the next line.
    fn headed(&mut self, block: &'d Block, style: ParagraphStyle<'_>, label: &str) {
        self.open(style, Some(&block.id));
        self.run(label, "");
        if !block.heading.is_empty() {
            self.markup.open("w:r", &[]);
            self.markup.empty("w:br", &[]);
            self.markup.close("w:r");
            self.run(&block.heading, "");
        }
        self.markup.close("w:p");
    }

    fn open(&mut self, of: ParagraphStyle<'_>, anchor: Option<&str>) {
        let it = &mut self.markup;
        it.line();
        it.open("w:p", &[]);
        it.open("w:pPr", &[]);
        it.empty("w:pStyle", &[("w:val", of.style)]);
        if let Some((list, level)) = of.number {
            it.open("w:numPr", &[]);
            it.empty("w:ilvl", &[("w:val", &level.to_string())]);
            it.empty("w:numId", &[("w:val", &list.to_string())]);
            it.close("w:numPr");
        } else if of.unnumbered {
            it.open("w:numPr", &[]);
            it.empty("w:ilvl", &[("w:val", "0")]);
            it.empty("w:numId", &[("w:val", "0")]);
            it.close("w:numPr");
        }
        it.close("w:pPr");
        if let Some(name) = anchor.and_then(|it| self.bookmarks.get(it)) {
            self.count += 1;
            let id = self.count.to_string();
            self.markup.empty("w:bookmarkStart", &[("w:id", &id), ("w:name", name)]);
            self.markup.empty("w:bookmarkEnd", &[("w:id", &id)]);
        }
    }

    fn plain(&mut self, of: &str, words: &str) {
        self.open(style(of), None);
        self.run(words, "");
        self.markup.close("w:p");
    }

    /// A paragraph of sentences, with the comments on each.
    fn words(&mut self, block: &'d Block, style: ParagraphStyle<'_>, before: &str) {
        self.open(style, Some(&block.id));
        self.run(before, "");
        for (at, sentence) in block.sentences.iter().enumerate() {
            self.run(if at > 0 { " " } else { "" }, "");
            let comments = self.comments.get(sentence.id.as_str()).cloned().unwrap_or_default();
            for it in &comments {
                self.markup.empty("w:commentRangeStart", &[("w:id", &it.to_string())]);
            }
            self.inline(&sentence.words);
            for it in &comments {
                self.end_comment(&it.to_string());
            }
        }
        self.markup.close("w:p");
    }

    fn end_comment(&mut self, id: &str) {
        self.markup.empty("w:commentRangeEnd", &[("w:id", id)]);
        self.markup.open("w:r", &[]);
        self.markup.empty("w:commentReference", &[("w:id", id)]);
        self.markup.close("w:r");
    }

    fn run(&mut self, words: &str, of: &str) {
        if words.is_empty() {
            return;
        }
        let it = &mut self.markup;
        it.open("w:r", &[]);
        match of {
            "" => {}
            "emphasis" => {
                it.open("w:rPr", &[]);
                it.empty("w:i", &[]);
                it.close("w:rPr");
            }
            "hole" => {
                it.open("w:rPr", &[]);
                it.empty("w:highlight", &[("w:val", "yellow")]);
                it.close("w:rPr");
            }
            of => {
                it.open("w:rPr", &[]);
                it.empty("w:rStyle", &[("w:val", of)]);
                it.close("w:rPr");
            }
        }
        it.leaf("w:t", &[("xml:space", "preserve")], words);
        it.close("w:r");
    }

    fn inline(&mut self, words: &[Inline]) {
        for it in words {
            match it {
                Inline::Text(words) => self.run(words, ""),
                Inline::Emphasis(words) => self.run(words, "emphasis"),
                Inline::Hole => self.run("[…]", "hole"),
                Inline::Reference { words, anchor, .. } => match self.bookmarks.get(anchor.as_str()).cloned() {
                    Some(name) => {
                        self.markup.open("w:hyperlink", &[("w:anchor", &name), ("w:history", "1")]);
                        self.run(words, "");
                        self.markup.close("w:hyperlink");
                    }
                    None => self.run(words, ""),
                },
                Inline::Bracket(bracket) => {
                    self.run("[", "TreatySign");
                    for (at, choice) in bracket.choices.iter().enumerate() {
                        self.run(if at > 0 { " | " } else { "" }, "TreatySign");
                        self.run(&attribution(&choice.who, choice.reads), "TreatyParty");
                        if choice.words.is_empty() {
                            self.run("delete", "emphasis");
                        }
                        self.inline(&choice.words);
                    }
                    self.run("]", "TreatySign");
                }
            }
        }
    }

    /// Two signatures in a row.
    fn signatures(&mut self, list: &[&'d Block]) {
        let it = &mut self.markup;
        it.open("w:tbl", &[]);
        it.open("w:tblPr", &[]);
        it.empty("w:tblW", &[("w:w", "9070"), ("w:type", "dxa")]);
        it.empty("w:tblLayout", &[("w:type", "fixed")]);
        it.close("w:tblPr");
        it.open("w:tblGrid", &[]);
        it.empty("w:gridCol", &[("w:w", "4535")]);
        it.empty("w:gridCol", &[("w:w", "4535")]);
        it.close("w:tblGrid");
        for row in list.chunks(2) {
            self.markup.open("w:tr", &[]);
            for at in 0..2 {
                self.markup.open("w:tc", &[]);
                self.markup.open("w:tcPr", &[]);
                self.markup.empty("w:tcW", &[("w:w", "4535"), ("w:type", "dxa")]);
                self.markup.close("w:tcPr");
                match row.get(at) {
                    Some(block) => self.words(block, style("TreatySignature"), ""),
                    None => self.plain("TreatySignature", ""),
                }
                self.markup.close("w:tc");
            }
            self.markup.close("w:tr");
        }
        self.markup.close("w:tbl");
        self.plain("Normal", "");
    }
}

fn style(of: &str) -> ParagraphStyle<'_> {
    ParagraphStyle { style: of, ..ParagraphStyle::default() }
}
