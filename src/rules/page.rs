//! The page of a rule: its doc comment, taken apart.

use super::Rule;

/// The headings of a page, in order, and whether a page must have them.
pub const HEADINGS: &[(&str, bool)] = &[
    ("What it checks", true),
    ("Why it matters", true),
    ("Precedent", true),
    ("Example", true),
    ("Use instead", true),
    ("Options", false),
    ("References", true),
];

/// What a code block of a page shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CodeBlockKind {
    /// A draft in which the rule finds what the marks say.
    Bad,
    /// A draft in which it finds nothing.
    Good,
}

/// A draft shown on a page.
#[derive(Clone, Debug)]
pub struct PageExample {
    /// Whether the rule fires.
    pub kind: CodeBlockKind,
    /// The draft, with its marks.
    pub text: String,
    /// The line of the page, from 1, on which the text starts.
    pub line: usize,
}

/// The page as Markdown, with its marks.
pub fn source(rule: &Rule) -> String {
    if let Some(written) = &rule.written {
        return written.page.clone();
    }
    let mut text = String::new();
    for line in rule.docs {
        text.push_str(line.strip_prefix(' ').unwrap_or(line));
        text.push('\n');
    }
    text
}

/// The page as Markdown for readers: without the marks of its tests.
pub fn markdown(rule: &Rule) -> String {
    let mut text = String::new();
    for line in source(rule).lines() {
        match line.find("#~") {
            Some(at) if line[..at].trim().is_empty() => {}
            Some(at) => {
                text.push_str(line[..at].trim_end());
                text.push('\n');
            }
            None => {
                text.push_str(line);
                text.push('\n');
            }
        }
    }
    text
}

/// The headings as they stand on the page.
pub fn headings(rule: &Rule) -> Vec<String> {
    source(rule).lines().filter_map(|line| line.strip_prefix("## ")).map(String::from).collect()
}

/// The drafts that the page shows.
pub fn examples(rule: &Rule) -> Vec<PageExample> {
    let kind = |info: &str| match info {
        "treaty,bad" => Some(CodeBlockKind::Bad),
        "treaty,good" => Some(CodeBlockKind::Good),
        _ => None,
    };
    let blocks = blocks(&source(rule)).into_iter();
    blocks.filter_map(|it| Some(PageExample { kind: kind(&it.info)?, text: it.text, line: it.line })).collect()
}

/// A code block of a Markdown text.
#[derive(Clone, Debug)]
pub struct CodeBlock {
    /// What stands behind the fence: `treaty,bad`.
    pub info: String,
    /// The text.
    pub text: String,
    /// The line on which the text starts, from 1.
    pub line: usize,
}

/// The code blocks of a Markdown text.
pub fn blocks(markdown: &str) -> Vec<CodeBlock> {
    let mut blocks = Vec::new();
    let mut open: Option<CodeBlock> = None;
    for (line, number) in markdown.lines().zip(1..) {
        match (&mut open, line.trim_start().strip_prefix("```")) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, Some(info)) => {
                open = Some(CodeBlock { info: info.trim().to_owned(), text: String::new(), line: number + 1 });
            }
            (None, None) => {}
        }
    }
    blocks
}
