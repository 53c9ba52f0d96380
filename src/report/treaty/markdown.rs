//! Markdown.

use super::{PrintOptions, heading, opening};
use crate::prose::render::{Block, BlockKind, Inline, ProseDocument, WordsOf, attribution};
use crate::report::foreign;
use std::fmt::Write as _;

pub(super) fn markdown(document: &ProseDocument, options: PrintOptions) -> String {
    let mut page = MarkdownPage { out: String::new(), options, quote: false };
    page.blocks(&document.blocks);
    let mut out = page.out.trim().to_owned();
    out.push('\n');
    out
}

struct MarkdownPage {
    out: String,
    options: PrintOptions,
    /// Whether what follows stands beside prose.
    quote: bool,
}

impl MarkdownPage {
    fn blocks(&mut self, blocks: &[Block]) {
        let options = self.options;
        for (block, lead) in options.each(blocks) {
            if let Some(lead) = lead {
                self.push(&format!("*{lead}*"));
            }
            let outer = self.quote;
            self.quote |= matches!(block.words_of, WordsOf::Covered | WordsOf::Open);
            self.block(block);
            self.quote = outer;
        }
    }

    fn push(&mut self, words: &str) {
        self.out.push_str(if self.quote { "> " } else { "" });
        self.out.push_str(words);
        self.out.push_str("\n\n");
    }

    fn block(&mut self, block: &Block) {
        let sentences = block.sentences.iter().map(|it| inline(&it.words)).collect::<Vec<_>>().join(" ");
        let anchor = format!("<a id=\"{}\"></a>", foreign::html(&block.id));
        let title = foreign::markdown(&block.heading);
        let head = |level: &str| {
            let label = foreign::markdown(&heading(block));
            let title = if title.is_empty() { String::new() } else { format!(" — {title}") };
            format!("{level} {anchor}{label}{title}")
        };
        match block.kind {
            BlockKind::Title => self.push(&format!("# {anchor}{sentences}")),
            BlockKind::Stage | BlockKind::Note => self.push(&format!("*{}*", sentences.replace('*', ""))),
            BlockKind::Chapter | BlockKind::Annex => {
                self.push(&head("##"));
                self.blocks(&block.children);
            }
            BlockKind::Section | BlockKind::Article => {
                self.push(&head("###"));
                self.blocks(&block.children);
            }
            BlockKind::Bracket => {
                for (at, choice) in block.children.iter().enumerate() {
                    let deleted = if choice.children.is_empty() { " *delete*" } else { "" };
                    let opens = foreign::markdown(&opening(choice, if at == 0 { "[" } else { "|" }));
                    self.push(&format!("**{opens}**{deleted}"));
                    self.blocks(&choice.children);
                }
                self.push("**\\]**");
            }
            BlockKind::Point => {
                let mark = format!("({})", foreign::markdown(&block.number));
                self.push(&format!("&emsp;{anchor}{mark} {sentences}"));
                self.blocks(&block.children);
            }
            _ => {
                let mark = if block.number.is_empty() {
                    String::new()
                } else {
                    format!("{}\\. ", foreign::markdown(&block.number))
                };
                let title = if title.is_empty() { String::new() } else { format!("*{title}.* ") };
                if !sentences.is_empty() || !mark.is_empty() {
                    self.push(&format!("{anchor}{mark}{title}{sentences}"));
                }
                self.blocks(&block.children);
            }
        }
    }
}

/// Words with their marks.
fn inline(words: &[Inline]) -> String {
    let mut out = String::new();
    for it in words {
        match it {
            Inline::Text(words) => out.push_str(&escaped(words)),
            Inline::Emphasis(words) => _ = write!(out, "*{}*", escaped(words)),
            Inline::Hole => out.push_str("\\[…\\]"),
            Inline::Reference { words, anchor, .. } if anchor.is_empty() => out.push_str(&escaped(words)),
            Inline::Reference { words, anchor, .. } => {
                _ = write!(out, "[{}](#{})", escaped(words), foreign::html(anchor));
            }
            Inline::Bracket(bracket) => {
                out.push_str("\\[");
                for (at, choice) in bracket.choices.iter().enumerate() {
                    out.push_str(if at > 0 { " \\| " } else { "" });
                    let who = attribution(&choice.who, choice.reads);
                    if !who.is_empty() {
                        _ = write!(out, "**{}** ", foreign::markdown(&who));
                    }
                    out.push_str(&if choice.words.is_empty() { "*delete*".to_owned() } else { inline(&choice.words) });
                }
                out.push_str("\\]");
            }
        }
    }
    out
}

/// Words with the blanks at their ends, which join them to others.
fn escaped(words: &str) -> String {
    let (before, behind) = (words.starts_with(' '), words.len() > 1 && words.ends_with(' '));
    format!("{}{}{}", if before { " " } else { "" }, foreign::markdown(words), if behind { " " } else { "" })
}
