//! The entries of a text, one in another, as its tokens tell them.

use super::tokens::{FormatToken, TokenKind};
use std::ops::Range;

/// What stands in a block or a bracket, or at the top.
#[derive(Debug)]
pub(super) enum FormatNode {
    /// A comment.
    Comment(usize),
    /// An item, clause or step.
    Entry(FormatEntry),
    /// A bracket that holds entries.
    Bracket(EntryBracket),
}

/// An item, clause or step.
#[derive(Debug)]
pub(super) struct FormatEntry {
    /// Its tokens, up to its block.
    pub(super) head: Range<usize>,
    /// The nodes in braces behind them.
    pub(super) block: Option<FormatBlock>,
    /// Behind its last token, `}` included.
    pub(super) end: usize,
    /// The comment behind it on its line.
    pub(super) comment: Option<usize>,
}

/// What stands in braces.
#[derive(Debug)]
pub(super) struct FormatBlock {
    /// The comment behind `{` on its line.
    pub(super) comment: Option<usize>,
    pub(super) nodes: Vec<FormatNode>,
    /// Whether `}` stands there.
    pub(super) closed: bool,
}

/// A bracket that holds entries.
#[derive(Debug)]
pub(super) struct EntryBracket {
    /// `[`
    pub(super) open: usize,
    pub(super) texts: Vec<AlternativeLayout>,
    /// Whether `]` stands there.
    pub(super) closed: bool,
    /// Behind its last token, `]` included.
    pub(super) end: usize,
    /// The comment behind it on its line.
    pub(super) comment: Option<usize>,
}

/// A text of a bracket.
#[derive(Debug)]
pub(super) struct AlternativeLayout {
    /// The tokens of `RUS, UKR:`; empty if nobody proposes it.
    pub(super) who: Range<usize>,
    /// The comment behind that on its line.
    pub(super) comment: Option<usize>,
    pub(super) nodes: Vec<FormatNode>,
}

impl FormatNode {
    /// Its tokens, the comment behind it among them.
    pub(super) fn tokens(&self) -> Range<usize> {
        match self {
            Self::Comment(at) => *at..*at + 1,
            Self::Entry(it) => it.head.start..it.comment.map_or(it.end, |at| at + 1),
            Self::Bracket(it) => it.open..it.comment.map_or(it.end, |at| at + 1),
        }
    }

    /// The lists of nodes within it.
    fn lists(&self) -> impl Iterator<Item = &[Self]> {
        let (block, texts) = match self {
            Self::Comment(_) => (None, &[][..]),
            Self::Entry(it) => (it.block.as_ref(), &[][..]),
            Self::Bracket(it) => (None, &it.texts[..]),
        };
        block.map(|it| &it.nodes[..]).into_iter().chain(texts.iter().map(|it| &it.nodes[..]))
    }
}

/// The smallest row of whole nodes, on lines of their own, that holds some tokens.
pub(super) fn row_around(nodes: &[FormatNode], tokens: &[FormatToken], wanted: Range<usize>) -> Option<Range<usize>> {
    let first = nodes.partition_point(|it| it.tokens().end <= wanted.start);
    let last = nodes.partition_point(|it| it.tokens().start < wanted.end);
    if first >= last {
        return None;
    }
    if last == first + 1
        && let Some(within) = nodes[first].lists().find_map(|it| row_around(it, tokens, wanted.clone()))
    {
        return Some(within);
    }
    let all = nodes.first()?.tokens().start..nodes.last()?.tokens().end;
    if wanted.start < all.start || all.end < wanted.end {
        return None;
    }
    let begins_line = |at: usize| tokens.get(at).is_none_or(|it| it.first);
    let start = nodes[..=first].iter().rev().map(|it| it.tokens().start).find(|it| begins_line(*it))?;
    let end = nodes[last - 1..].iter().map(|it| it.tokens().end).find(|it| begins_line(*it))?;
    Some(start..end)
}

/// Puts the entries of a text together; nothing if its signs do not match, so that what is kept of it cuts a block.
pub(super) fn of(text: &str, tokens: &[FormatToken]) -> Option<Vec<FormatNode>> {
    let mut reader = EntryReader { tokens, text, at: 0 };
    let nodes = reader.nodes(false);
    (reader.at == tokens.len()).then_some(nodes)
}

struct EntryReader<'t> {
    tokens: &'t [FormatToken],
    text: &'t str,
    at: usize,
}

impl EntryReader<'_> {
    fn kind(&self, at: usize) -> Option<TokenKind> {
        self.tokens.get(at).map(|it| it.kind)
    }

    /// Entries up to the end of the block, or of the text of a bracket.
    fn nodes(&mut self, bracket: bool) -> Vec<FormatNode> {
        let mut nodes: Vec<FormatNode> = Vec::new();
        while let Some(token) = self.tokens.get(self.at) {
            match token.kind {
                TokenKind::Close => break,
                TokenKind::Bar | TokenKind::BracketEnd if bracket => break,
                TokenKind::Comment => {
                    let last = if token.first { None } else { nodes.last_mut() };
                    match last {
                        Some(FormatNode::Entry(it)) if it.comment.is_none() => it.comment = Some(self.at),
                        Some(FormatNode::Bracket(it)) if it.comment.is_none() => it.comment = Some(self.at),
                        _ => nodes.push(FormatNode::Comment(self.at)),
                    }
                    self.at += 1;
                }
                TokenKind::Bracket if token.holds => nodes.push(FormatNode::Bracket(self.bracket())),
                _ => nodes.push(FormatNode::Entry(self.entry(bracket))),
            }
        }
        nodes
    }

    /// A comment behind what was read last, on its line.
    fn comment(&mut self) -> Option<usize> {
        let token = self.tokens.get(self.at)?;
        if token.kind != TokenKind::Comment || token.first {
            return None;
        }
        self.at += 1;
        Some(self.at - 1)
    }

    fn bracket(&mut self) -> EntryBracket {
        let open = self.at;
        self.at += 1;
        let mut texts = Vec::new();
        loop {
            let who = self.who();
            let comment = self.comment();
            texts.push(AlternativeLayout { who, comment, nodes: self.nodes(true) });
            match self.kind(self.at) {
                Some(TokenKind::Bar) => self.at += 1,
                Some(TokenKind::BracketEnd) => {
                    self.at += 1;
                    return EntryBracket { open, texts, closed: true, end: self.at, comment: None };
                }
                _ => return EntryBracket { open, texts, closed: false, end: self.at, comment: None },
            }
        }
    }

    /// `RUS, UKR reads:`, `Option 1:`
    fn who(&mut self) -> Range<usize> {
        let start = self.at;
        let mut at = start;
        while let Some(TokenKind::Word | TokenKind::Number | TokenKind::Comma) = self.kind(at) {
            // Whoever proposes it has a name with a capital.
            let word = self.tokens[at].span.of(self.text);
            let option = at == start + 1 && self.kind(at) == Some(TokenKind::Number);
            let named = word.starts_with(|it: char| it.is_uppercase() || it == ',');
            if !option && !named && !matches!(word, "reads" | "read") {
                break;
            }
            at += 1;
        }
        if at > start && self.kind(at) == Some(TokenKind::Colon) {
            self.at = at + 1;
        }
        start..self.at
    }

    fn entry(&mut self, bracket: bool) -> FormatEntry {
        let start = self.at;
        // What is kept is an entry by itself, since it may end with a comment; with what stands right behind it.
        if self.kind(start) == Some(TokenKind::Kept) && !self.tokens.get(start + 1).is_some_and(|it| it.joined) {
            self.at += 1;
            return FormatEntry { head: start..self.at, block: None, end: self.at, comment: None };
        }
        // How many brackets within a value are open.
        let mut open = 0_usize;
        while let Some(token) = self.tokens.get(self.at) {
            // What could not be read stays on the line of what stands before it: it may be a part of that.
            let begins =
                self.at > start && (token.starts && (token.kind != TokenKind::Kept || token.first) || token.holds);
            match token.kind {
                TokenKind::Close => break,
                _ if begins && open == 0 => break,
                TokenKind::Bar | TokenKind::BracketEnd if bracket && open == 0 => break,
                TokenKind::Comment if !self.goes_on(bracket && open == 0) => break,
                TokenKind::Bracket => open += 1,
                TokenKind::BracketEnd => open = open.saturating_sub(1),
                TokenKind::Open => {
                    let head = start..self.at;
                    self.at += 1;
                    let comment = self.comment();
                    let nodes = self.nodes(false);
                    let closed = self.kind(self.at) == Some(TokenKind::Close);
                    self.at += usize::from(closed);
                    let block = Some(FormatBlock { comment, nodes, closed });
                    return FormatEntry { head, block, end: self.at, comment: None };
                }
                _ => {}
            }
            self.at += 1;
        }
        // A sign that begins nothing is an entry by itself.
        if self.at == start {
            self.at += 1;
        }
        FormatEntry { head: start..self.at, block: None, end: self.at, comment: None }
    }

    /// Whether the entry goes on behind the comments at this place.
    fn goes_on(&self, bracket: bool) -> bool {
        let next = self.tokens[self.at..].iter().find(|it| it.kind != TokenKind::Comment);
        next.is_some_and(|it| {
            let ends = matches!(it.kind, TokenKind::Close)
                || bracket && matches!(it.kind, TokenKind::Bar | TokenKind::BracketEnd);
            !ends && !it.starts && !it.holds
        })
    }
}
