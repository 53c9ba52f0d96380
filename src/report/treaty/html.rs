//! One HTML page.

use super::markup::Markup;
use super::{PrintOptions, heading, opening};
use crate::prose::render::{Block, BlockKind, Inline, ProseDocument, ProseSentence, WordsOf, attribution};

const STYLE: &str = "body{font-family:Georgia,serif;line-height:1.5;max-width:44rem;margin:2rem auto;padding:0 1rem}\
h1,h2,h3,.center{text-align:center}h1{text-transform:uppercase;font-size:1.3rem}h2,h3{font-size:1.1rem;margin-top:2rem}\
h3 span{display:block;font-weight:normal;font-style:italic}.stage,.note,.lead{font-style:italic;color:#444}\
.point{margin-left:2rem}.point .point{margin-left:4rem}.beside{border-left:3px solid #999;padding-left:1rem;margin-left:1rem}\
.bracket{border-left:3px double #7a4a00;padding-left:1rem}.sign{font-weight:bold;color:#7a4a00}.who{font-weight:bold}\
.hole{background:#fff3a0}.signature{margin-top:2.5rem}\
@media (prefers-color-scheme:dark){body{background:#111;color:#eee}.hole{background:#554a00}.sign{color:#e0b060}\
.stage,.note,.lead{color:#bbb}a{color:#8ab4f8}}";

pub(super) fn html(document: &ProseDocument, options: PrintOptions) -> String {
    let mut page = HtmlPage { markup: Markup::html(), options };
    let markup = &mut page.markup;
    markup.open("html", &[("lang", "en")]);
    markup.open("head", &[]);
    markup.empty("meta", &[("charset", "utf-8")]);
    markup.empty("meta", &[("name", "viewport"), ("content", "width=device-width, initial-scale=1")]);
    markup.leaf("title", &[], if document.title.is_empty() { "Treaty" } else { &document.title });
    markup.leaf("style", &[], STYLE);
    markup.close("head");
    markup.line();
    markup.open("body", &[]);
    markup.open("main", &[]);
    page.blocks(&document.blocks);
    page.markup.close("main");
    page.markup.close("body");
    page.markup.close("html");
    page.markup.finish()
}

struct HtmlPage {
    markup: Markup,
    options: PrintOptions,
}

impl HtmlPage {
    fn blocks(&mut self, blocks: &[Block]) {
        let options = self.options;
        for (block, lead) in options.each(blocks) {
            if let Some(lead) = lead {
                self.markup.leaf("p", &[("class", "lead")], lead);
            }
            let beside = block.kind != BlockKind::Point && matches!(block.words_of, WordsOf::Covered | WordsOf::Open);
            if beside {
                self.markup.open("div", &[("class", "beside")]);
            }
            self.block(block);
            if beside {
                self.markup.close("div");
            }
            self.markup.line();
        }
    }

    fn block(&mut self, block: &Block) {
        let id = ("id", block.id.as_str());
        match block.kind {
            BlockKind::Title => self.words("h1", &[id], "", &block.sentences),
            BlockKind::Stage => self.words("p", &[id, ("class", "stage")], "", &block.sentences),
            BlockKind::Note => self.words("p", &[id, ("class", "note")], "", &block.sentences),
            BlockKind::Signature => self.words("p", &[id, ("class", "signature")], "", &block.sentences),
            BlockKind::Chapter | BlockKind::Section | BlockKind::Article | BlockKind::Annex => {
                let level = if matches!(block.kind, BlockKind::Article | BlockKind::Section) { "h3" } else { "h2" };
                self.markup.open("section", &[id]);
                self.markup.open(level, &[]);
                self.markup.text(&heading(block));
                if !block.heading.is_empty() {
                    self.markup.leaf("span", &[], &format!(" {}", block.heading));
                }
                self.markup.close(level);
                self.blocks(&block.children);
                self.markup.close("section");
            }
            BlockKind::Bracket => {
                self.markup.open("div", &[id, ("class", "bracket")]);
                for (at, choice) in block.children.iter().enumerate() {
                    let deleted = if choice.children.is_empty() { " delete" } else { "" };
                    let opens = opening(choice, if at == 0 { "[" } else { "|" });
                    self.markup.leaf("p", &[("class", "sign"), ("id", &choice.id)], &format!("{opens}{deleted}"));
                    self.blocks(&choice.children);
                }
                self.markup.leaf("p", &[("class", "sign")], "]");
                self.markup.close("div");
            }
            BlockKind::Point => {
                self.markup.open("div", &[id, ("class", "point")]);
                self.words("p", &[], &format!("({}) ", block.number), &block.sentences);
                self.blocks(&block.children);
                self.markup.close("div");
            }
            _ => {
                self.markup.open("div", &[id]);
                let number = if block.number.is_empty() { String::new() } else { format!("{}. ", block.number) };
                let title = if block.heading.is_empty() { String::new() } else { format!("{}. ", block.heading) };
                if !block.sentences.is_empty() || !number.is_empty() {
                    self.words("p", &[], &format!("{number}{title}"), &block.sentences);
                }
                self.blocks(&block.children);
                self.markup.close("div");
            }
        }
    }

    fn words(&mut self, name: &str, attributes: &[(&str, &str)], before: &str, sentences: &[ProseSentence]) {
        self.markup.open(name, attributes);
        self.markup.text(before);
        for (at, sentence) in sentences.iter().enumerate() {
            self.markup.text(if at > 0 { " " } else { "" });
            self.markup.open("span", &[("id", &sentence.id)]);
            self.inline(&sentence.words);
            self.markup.close("span");
        }
        self.markup.close(name);
    }

    fn inline(&mut self, words: &[Inline]) {
        for it in words {
            match it {
                Inline::Text(words) => self.markup.text(words),
                Inline::Emphasis(words) => self.markup.leaf("em", &[], words),
                Inline::Hole => self.markup.leaf("span", &[("class", "hole")], "[…]"),
                Inline::Reference { words, anchor, .. } if anchor.is_empty() => self.markup.text(words),
                Inline::Reference { words, anchor, .. } => {
                    self.markup.leaf("a", &[("href", &format!("#{anchor}"))], words);
                }
                Inline::Bracket(bracket) => {
                    self.markup.leaf("span", &[("class", "sign")], "[");
                    for (at, choice) in bracket.choices.iter().enumerate() {
                        if at > 0 {
                            self.markup.leaf("span", &[("class", "sign")], " | ");
                        }
                        let who = attribution(&choice.who, choice.reads);
                        if !who.is_empty() {
                            self.markup.leaf("span", &[("class", "who")], &who);
                        }
                        if choice.words.is_empty() {
                            self.markup.leaf("em", &[], "delete");
                        }
                        self.inline(&choice.words);
                    }
                    self.markup.leaf("span", &[("class", "sign")], "]");
                }
            }
        }
    }
}
