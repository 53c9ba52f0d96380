//! Plain text.

use super::{PrintOptions, heading, opening};
use crate::prose::render::{Block, BlockKind, ProseDocument, WordsOf, plain_words};
use crate::report::foreign::line;

/// The longest line, in columns.
const WIDTH: usize = 80;

pub(super) fn text(document: &ProseDocument, options: PrintOptions) -> String {
    let mut page = TextPage { out: String::new(), options, indent: 0 };
    page.blocks(&document.blocks);
    let mut out = page.out.trim().to_owned();
    out.push('\n');
    out
}

struct TextPage {
    out: String,
    options: PrintOptions,
    indent: usize,
}

impl TextPage {
    fn blocks(&mut self, blocks: &[Block]) {
        let options = self.options;
        for (block, lead) in options.each(blocks) {
            if let Some(lead) = lead {
                self.paragraph(lead, "");
            }
            let beside = block.kind != BlockKind::Point && matches!(block.words_of, WordsOf::Covered | WordsOf::Open);
            self.indent += if beside { 4 } else { 0 };
            self.block(block);
            self.indent -= if beside { 4 } else { 0 };
        }
    }

    fn block(&mut self, block: &Block) {
        let words = block.sentences.iter().map(|it| plain_words(&it.words)).collect::<Vec<_>>().join(" ");
        match block.kind {
            BlockKind::Title => self.centered(&words.to_uppercase()),
            BlockKind::Stage => self.paragraph(&words, ""),
            BlockKind::Chapter | BlockKind::Section | BlockKind::Article => {
                self.centered(&heading(block));
                if !block.heading.is_empty() {
                    self.out.truncate(self.out.trim_end_matches('\n').len() + 1);
                    self.centered(&block.heading);
                }
                self.blocks(&block.children);
            }
            BlockKind::Annex => {
                self.centered(&heading(block).to_uppercase());
                if !block.heading.is_empty() {
                    self.out.truncate(self.out.trim_end_matches('\n').len() + 1);
                    self.centered(&block.heading);
                }
                self.blocks(&block.children);
            }
            BlockKind::Bracket => {
                for (at, choice) in block.children.iter().enumerate() {
                    let deleted = if choice.children.is_empty() { " delete" } else { "" };
                    let opens = opening(choice, if at == 0 { "[" } else { "|" });
                    self.paragraph(&format!("{opens}{deleted}"), "");
                    self.blocks(&choice.children);
                }
                self.paragraph("]", "");
            }
            BlockKind::Point => {
                let mark = format!("({}) ", block.number);
                self.indent += 4;
                self.paragraph(&words, &mark);
                self.indent += 4;
                self.blocks(&block.children);
                self.indent -= 8;
            }
            BlockKind::Note => self.paragraph(&format!("(Note: {words})"), ""),
            BlockKind::Signature => self.paragraph(&format!("{words} ________________"), ""),
            _ => {
                let mark = if block.number.is_empty() { String::new() } else { format!("{}. ", block.number) };
                let title = if block.heading.is_empty() { String::new() } else { format!("{}. ", block.heading) };
                if !words.is_empty() || !mark.is_empty() {
                    self.paragraph(&format!("{title}{words}"), &mark);
                }
                self.blocks(&block.children);
            }
        }
    }

    fn paragraph(&mut self, words: &str, mark: &str) {
        let words = line(words);
        let first = " ".repeat(self.indent) + mark;
        let rest = " ".repeat(self.indent + mark.len());
        let options = textwrap::Options::new(WIDTH).initial_indent(&first).subsequent_indent(&rest).break_words(false);
        for it in textwrap::wrap(&words, options) {
            self.out.push_str(it.trim_end());
            self.out.push('\n');
        }
        self.out.push('\n');
    }

    fn centered(&mut self, words: &str) {
        let words = line(words);
        for it in textwrap::wrap(words.trim(), WIDTH - 10) {
            let indent = WIDTH.saturating_sub(textwrap::core::display_width(&it)) / 2;
            self.out.push_str(&" ".repeat(indent));
            self.out.push_str(&it);
            self.out.push('\n');
        }
        self.out.push('\n');
    }
}
