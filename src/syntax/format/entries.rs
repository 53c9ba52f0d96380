//! The entries of a text, one in another, as its tokens tell them.

use super::tokens::{Kind, Token};
use std::ops::Range;

/// What stands in a block or a bracket, or at the top.
#[derive(Debug)]
pub(super) enum Node {
    /// A comment.
    Comment(usize),
    /// An item, clause or step.
    Entry(Entry),
    /// A bracket that holds entries.
    Bracket(Bracket),
}

/// An item, clause or step.
#[derive(Debug)]
pub(super) struct Entry {
    /// Its tokens, up to its block.
    pub(super) head: Range<usize>,
    /// The nodes in braces behind them.
    pub(super) block: Option<Block>,
    /// The comment behind it on its line.
    pub(super) comment: Option<usize>,
}

/// What stands in braces.
#[derive(Debug)]
pub(super) struct Block {
    /// The comment behind `{` on its line.
    pub(super) comment: Option<usize>,
    pub(super) nodes: Vec<Node>,
    /// Whether `}` stands there.
    pub(super) closed: bool,
}

/// A bracket that holds entries.
#[derive(Debug)]
pub(super) struct Bracket {
    /// `[`
    pub(super) open: usize,
    pub(super) texts: Vec<Text>,
    /// Whether `]` stands there.
    pub(super) closed: bool,
    /// The comment behind it on its line.
    pub(super) comment: Option<usize>,
}

/// A text of a bracket.
#[derive(Debug)]
pub(super) struct Text {
    /// The tokens of `RUS, UKR:`; empty if nobody proposes it.
    pub(super) who: Range<usize>,
    /// The comment behind that on its line.
    pub(super) comment: Option<usize>,
    pub(super) nodes: Vec<Node>,
}

/// Puts the entries of a text together; nothing if its signs do not match, so that what is kept of it cuts a block.
pub(super) fn of(text: &str, tokens: &[Token]) -> Option<Vec<Node>> {
    let mut reader = Reader { tokens, text, at: 0 };
    let nodes = reader.nodes(false);
    (reader.at == tokens.len()).then_some(nodes)
}

struct Reader<'t> {
    tokens: &'t [Token],
    text: &'t str,
    at: usize,
}

impl Reader<'_> {
    fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|it| it.kind)
    }

    /// Entries up to the end of the block, or of the text of a bracket.
    fn nodes(&mut self, bracket: bool) -> Vec<Node> {
        let mut nodes: Vec<Node> = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                Kind::Close => break,
                Kind::Bar | Kind::BracketEnd if bracket => break,
                Kind::Comment => {
                    let last = if token.first { None } else { nodes.last_mut() };
                    match last {
                        Some(Node::Entry(it)) if it.comment.is_none() => it.comment = Some(self.at),
                        Some(Node::Bracket(it)) if it.comment.is_none() => it.comment = Some(self.at),
                        _ => nodes.push(Node::Comment(self.at)),
                    }
                    self.at += 1;
                }
                Kind::Bracket if token.holds => nodes.push(Node::Bracket(self.bracket())),
                _ => nodes.push(Node::Entry(self.entry(bracket))),
            }
        }
        nodes
    }

    /// A comment behind what was read last, on its line.
    fn comment(&mut self) -> Option<usize> {
        let token = self.tokens.get(self.at)?;
        if token.kind != Kind::Comment || token.first {
            return None;
        }
        self.at += 1;
        Some(self.at - 1)
    }

    fn bracket(&mut self) -> Bracket {
        let open = self.at;
        self.at += 1;
        let mut texts = Vec::new();
        loop {
            let who = self.who();
            let comment = self.comment();
            texts.push(Text { who, comment, nodes: self.nodes(true) });
            match self.kind(self.at) {
                Some(Kind::Bar) => self.at += 1,
                Some(Kind::BracketEnd) => {
                    self.at += 1;
                    return Bracket { open, texts, closed: true, comment: None };
                }
                _ => return Bracket { open, texts, closed: false, comment: None },
            }
        }
    }

    /// `RUS, UKR reads:`
    fn who(&mut self) -> Range<usize> {
        let start = self.at;
        let mut at = start;
        while let Some(Kind::Word | Kind::Comma) = self.kind(at) {
            // Whoever proposes it has a name with a capital.
            let word = self.tokens[at].span.of(self.text);
            if !word.starts_with(|it: char| it.is_uppercase() || it == ',') && !matches!(word, "reads" | "read") {
                break;
            }
            at += 1;
        }
        if at > start && self.kind(at) == Some(Kind::Colon) {
            self.at = at + 1;
        }
        start..self.at
    }

    fn entry(&mut self, bracket: bool) -> Entry {
        let start = self.at;
        // What is kept is an entry by itself: it may end with a comment.
        if self.kind(start) == Some(Kind::Kept) {
            self.at += 1;
            return Entry { head: start..self.at, block: None, comment: None };
        }
        // How many brackets within a value are open.
        let mut open = 0_usize;
        while let Some(token) = self.tokens.get(self.at) {
            // What could not be read stays on the line of what stands before it: it may be a part of that.
            let begins = self.at > start && (token.starts && (token.kind != Kind::Kept || token.first) || token.holds);
            match token.kind {
                Kind::Close => break,
                _ if begins && open == 0 => break,
                Kind::Bar | Kind::BracketEnd if bracket && open == 0 => break,
                Kind::Comment if !self.goes_on(bracket && open == 0) => break,
                Kind::Bracket => open += 1,
                Kind::BracketEnd => open = open.saturating_sub(1),
                Kind::Open => {
                    let head = start..self.at;
                    self.at += 1;
                    let comment = self.comment();
                    let nodes = self.nodes(false);
                    let closed = self.kind(self.at) == Some(Kind::Close);
                    self.at += usize::from(closed);
                    return Entry { head, block: Some(Block { comment, nodes, closed }), comment: None };
                }
                _ => {}
            }
            self.at += 1;
        }
        // A sign that begins nothing is an entry by itself.
        if self.at == start {
            self.at += 1;
        }
        Entry { head: start..self.at, block: None, comment: None }
    }

    /// Whether the entry goes on behind the comments at this place.
    fn goes_on(&self, bracket: bool) -> bool {
        let next = self.tokens[self.at..].iter().find(|it| it.kind != Kind::Comment);
        next.is_some_and(|it| {
            let ends = matches!(it.kind, Kind::Close) || bracket && matches!(it.kind, Kind::Bar | Kind::BracketEnd);
            !ends && !it.starts && !it.holds
        })
    }
}
