//! Entries on lines: what fits stands on one, alike ones in columns, the rest is broken where it reads best.

mod brackets;

use super::FormatOptions;
use super::entries::{AlternativeLayout, EntryBracket, FormatBlock, FormatEntry, FormatNode};
use super::page::PageWriter;
use super::tokens::{FormatToken, TokenKind, gap, is_blank};
use crate::source::{self, Span};
use crate::syntax::ast::ProvisionKind;
use crate::syntax::clauses::RIDERS;
use pretty::{Arena, DocAllocator as _, DocBuilder};
use std::ops::Range;

/// So many clauses of a block stand on its line at most.
const MOST_CLAUSES: usize = 1;

/// A block stands on one line if that is no longer.
const SHORT: usize = 100;

/// Words between values before which a long clause is broken. Behind commas, and before riders, it is broken as well.
const JOINTS: &[&str] = &["and", "except", "if", "means", "or", "shall", "then", "upon", "with"];

/// Whether a long clause is broken before a word.
fn joins(word: &str) -> bool {
    JOINTS.contains(&word) || RIDERS.iter().any(|it| it.1 && it.0.split(' ').next() == Some(word))
}

/// The text of entries.
pub(super) fn print(text: &str, tokens: &[FormatToken], nodes: &[FormatNode], look: &FormatOptions) -> String {
    let mut printer = Printer { text, tokens, look, out: PageWriter::new(text) };
    printer.nodes(nodes, 0);
    if nodes.is_empty() {
        return String::new();
    }
    printer.out.newline();
    printer.out.text
}

struct Printer<'t> {
    text: &'t str,
    tokens: &'t [FormatToken],
    look: &'t FormatOptions,
    out: PageWriter,
}

/// An entry on one line, in cells that stand one under another where such entries follow each other.
struct AlignedRow<'t> {
    /// Only rows of one sort are put in columns.
    sort: RowKind<'t>,
    /// Whether it stays on one line however long it is, since a comment speaks of that line.
    pinned: bool,
    cells: Vec<String>,
    /// Where the title begins in the first cell of a declaration without brackets.
    title: Option<usize>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum RowKind<'t> {
    /// `version "15 April 2022"`
    Header,
    /// Declarations of one keyword.
    Declaration(&'t str),
    /// `group Europeans = FRA, GBR`
    Definition(&'t str),
    /// A provision whose block stands on its line.
    Block,
    /// Nothing that has columns.
    Other,
}

impl AlignedRow<'_> {
    fn line(&self) -> String {
        self.cells.join(" ")
    }

    /// What stands between its cells where they stand in columns.
    fn room(&self) -> usize {
        if matches!(self.sort, RowKind::Declaration(_)) { 2 } else { 1 }
    }
}

fn width(words: &str) -> usize {
    if words.is_ascii() { words.len() } else { words.chars().count() }
}

impl<'t> Printer<'t> {
    fn span(&self, at: usize) -> Span {
        self.tokens[at].span
    }

    fn words(&self, at: usize) -> &'t str {
        self.span(at).of(self.text)
    }

    /// Whether a blank stands between a token and the one before it.
    fn gap(&self, at: usize) -> bool {
        let (before, token) = (&self.tokens[at - 1], &self.tokens[at]);
        gap(before.kind, token.kind, token.joined)
    }

    /// Whether a comment speaks of the line on which all of the tokens stand.
    fn is_pinned(&self, range: Range<usize>) -> bool {
        range.len() > 1 && self.tokens[range][1..].iter().all(|it| it.together)
    }

    /// Whether the tokens are kept on several lines by a comment that speaks of one of those.
    fn is_parted(&self, range: Range<usize>) -> bool {
        self.tokens[range].iter().skip(1).any(|it| it.begins)
    }

    /// The tokens of entries on one line, two blanks between clauses.
    fn pinned_line(&self, range: Range<usize>) -> Option<String> {
        let mut line = String::new();
        for at in range.clone() {
            let (token, before) = (&self.tokens[at], at.checked_sub(1).map(|it| self.tokens[it].kind));
            if token.broken || matches!(token.kind, TokenKind::Comment | TokenKind::Kept) {
                return None;
            }
            if at > range.start && self.gap(at) {
                let opens =
                    matches!(before, Some(TokenKind::Open | TokenKind::Bracket | TokenKind::Bar | TokenKind::Colon));
                line.push_str(if token.starts && !opens { "  " } else { " " });
            }
            line.push_str(self.words(at));
        }
        Some(line)
    }

    /// Tokens on one line; nothing if they can't stand on one.
    fn flat(&self, range: Range<usize>) -> Option<String> {
        if self.is_parted(range.clone()) { None } else { self.in_row(range) }
    }

    /// Tokens one behind another; nothing if one of them takes several lines.
    fn in_row(&self, range: Range<usize>) -> Option<String> {
        let mut line = String::new();
        let start = range.start;
        for at in range {
            let token = &self.tokens[at];
            if token.broken || matches!(token.kind, TokenKind::Comment | TokenKind::Kept) {
                return None;
            }
            if at > start && self.gap(at) {
                line.push(' ');
            }
            line.push_str(self.words(at));
        }
        Some(line)
    }

    /// A block on one line, if it holds no more than so many clauses.
    fn flat_block(&self, block: &FormatBlock, most: usize) -> Option<String> {
        if !block.closed || block.comment.is_some() || block.nodes.len() > most {
            return None;
        }
        let mut clauses = Vec::with_capacity(block.nodes.len());
        for node in &block.nodes {
            let FormatNode::Entry(FormatEntry { head, block: None, comment: None, .. }) = node else { return None };
            clauses.push(self.flat(head.clone())?);
        }
        Some(if clauses.is_empty() { "{ }".to_owned() } else { format!("{{ {} }}", clauses.join("  ")) })
    }

    /// How many clauses of a block stand on its line at most: of what is short by its nature two, of anything else one.
    fn most(first: &str) -> usize {
        match first {
            "status" | "area" | "zone" | "line" | "limit" => 2,
            _ if ProvisionKind::from_word(first).is_some_and(ProvisionKind::is_final) => 2,
            _ => MOST_CLAUSES,
        }
    }

    /// An entry on one line.
    fn row(&self, node: &FormatNode) -> Option<AlignedRow<'t>> {
        match node {
            FormatNode::Comment(_) => None,
            FormatNode::Entry(entry) => self.entry_row(entry),
            FormatNode::Bracket(bracket) if self.is_parted(bracket.open..bracket.end) => None,
            FormatNode::Bracket(bracket) => self.bracket_row(bracket).or_else(|| {
                let tokens = bracket.open..bracket.end;
                let line = if self.is_pinned(tokens.clone()) { self.pinned_line(tokens) } else { None };
                line.map(|line| AlignedRow { sort: RowKind::Other, pinned: true, cells: vec![line], title: None })
            }),
        }
    }

    /// A proposal to insert an entry that takes one line.
    fn bracket_row(&self, bracket: &EntryBracket) -> Option<AlignedRow<'t>> {
        let [AlternativeLayout { who, comment: None, nodes }] = &bracket.texts[..] else { return None };
        let [FormatNode::Entry(entry)] = &nodes[..] else { return None };
        if !bracket.closed || entry.comment.is_some() {
            return None;
        }
        let mut row = self.entry_row(entry)?;
        let who = self.flat(who.clone())?;
        let first = row.cells.first_mut()?;
        *first = if who.is_empty() { format!("[ {first}") } else { format!("[ {who} {first}") };
        row.cells.last_mut()?.push_str(" ]");
        row.title = None;
        row.pinned = self.is_pinned(bracket.open..bracket.end);
        Some(row)
    }

    fn entry_row(&self, entry: &FormatEntry) -> Option<AlignedRow<'t>> {
        let Range { start, end } = entry.head.clone();
        if self.is_parted(start..entry.end) {
            return None;
        }
        let pinned = self.is_pinned(start..entry.end);
        let (sort, cuts) = self.columns(entry.head.clone());
        let mut cells = Vec::new();
        let mut from = start;
        for cut in cuts.into_iter().filter(|it| *it > start && *it < end) {
            cells.push(self.flat(from..cut)?);
            from = cut;
        }
        cells.push(self.flat(from..end)?);
        let title = entry.head.clone().find(|it| self.tokens[*it].kind == TokenKind::Quotation && *it > start);
        let title = title.filter(|_| matches!(sort, RowKind::Declaration(_)));
        let title = title.and_then(|it| Some(width(&self.flat(start..it)?) + 1));
        let Some(block) = &entry.block else { return Some(AlignedRow { sort, pinned, cells, title }) };
        let first = self.words(start);
        let most = if pinned { usize::MAX } else { Self::most(first) };
        let Some(flat) = self.flat_block(block, most) else {
            let line = if pinned { self.pinned_line(start..entry.end) } else { None };
            return line.map(|line| AlignedRow { sort: RowKind::Other, pinned, cells: vec![line], title: None });
        };
        // Parts of the text open, however little stands in them.
        let opens = crate::syntax::ast::UnitKind::from_word(first).is_some() && !block.nodes.is_empty();
        if (opens || first == "treaty") && !pinned {
            return None;
        }
        let provision = ProvisionKind::from_word(first).is_some();
        if provision {
            cells = vec![cells.join(" ")];
        }
        cells.push(flat);
        if cells.iter().map(|it| width(it) + 1).sum::<usize>() > SHORT.min(self.look.line_width) && !pinned {
            return None;
        }
        Some(AlignedRow { sort: if provision { RowKind::Block } else { RowKind::Other }, pinned, cells, title: None })
    }

    /// What sort of entry begins with some tokens, and before which of them its columns begin.
    fn columns(&self, head: Range<usize>) -> (RowKind<'t>, Vec<usize>) {
        let first = self.words(head.start);
        match first {
            "version" | "signed" | "stage" | "form" | "languages" => (RowKind::Header, vec![head.start + 1]),
            "party" | "state" | "organization" | "body" | "forces" | "office" | "instrument" | "milestone" => {
                let roles = head.clone().find(|it| self.tokens[*it].kind == TokenKind::Word && self.words(*it) == "is");
                let title = head.clone().find(|it| self.tokens[*it].kind == TokenKind::Quotation);
                (RowKind::Declaration(first), roles.or(title.map(|it| it + 1)).into_iter().collect())
            }
            "group" | "term" => {
                let sign = head.clone().find(|it| matches!(self.words(*it), "=" | "means"));
                (RowKind::Definition(first), sign.into_iter().collect())
            }
            _ => (RowKind::Other, Vec::new()),
        }
    }

    /// The first token of a node.
    fn first(&self, node: &FormatNode) -> &FormatToken {
        let at = match node {
            FormatNode::Comment(at) => *at,
            FormatNode::Entry(entry) => entry.head.start.min(self.tokens.len() - 1),
            FormatNode::Bracket(bracket) => bracket.open,
        };
        &self.tokens[at]
    }

    /// The nodes of a block, each on lines of its own.
    fn nodes(&mut self, nodes: &[FormatNode], indent: usize) {
        let mut lines = self.aligned(nodes, indent);
        self.align_comments(nodes, indent, &mut lines);
        for (at, (node, line)) in nodes.iter().zip(lines).enumerate() {
            let apart = at > 0 && self.first(node).apart;
            if at > 0 {
                self.newline();
            }
            if apart {
                self.newline();
            }
            self.out.margin = indent + self.look.indent;
            match (line, node) {
                (Some(line), _) => {
                    self.blanks(indent);
                    self.out.push(&line);
                    self.comment(Self::comment_of(node));
                }
                (None, FormatNode::Comment(at)) => {
                    self.blanks(indent);
                    self.token(*at);
                }
                (None, FormatNode::Entry(entry)) => self.entry(entry, indent, "", ""),
                (None, FormatNode::Bracket(bracket)) => {
                    self.blanks(indent);
                    self.bracket(bracket, indent);
                    self.comment(bracket.comment);
                }
            }
        }
    }

    fn comment_of(node: &FormatNode) -> Option<usize> {
        match node {
            FormatNode::Comment(_) => None,
            FormatNode::Entry(entry) => entry.comment,
            FormatNode::Bracket(bracket) => bracket.comment,
        }
    }

    /// The nodes that stand on one line each, as those lines; alike ones that follow each other in columns.
    fn aligned(&self, nodes: &[FormatNode], indent: usize) -> Vec<Option<String>> {
        let fits = |row: &AlignedRow<'_>| {
            let line: usize = row.cells.iter().map(|it| width(it) + 1).sum::<usize>() - 1;
            row.pinned || indent + line <= self.look.line_width
        };
        let rows: Vec<Option<AlignedRow<'_>>> = nodes.iter().map(|it| self.row(it).filter(fits)).collect();
        let mut lines: Vec<Option<String>> = rows.iter().map(|it| it.as_ref().map(AlignedRow::line)).collect();
        let mut run: Vec<usize> = Vec::new();
        for (at, node) in nodes.iter().enumerate() {
            let apart = self.first(node).apart;
            if matches!(node, FormatNode::Comment(_)) && !apart {
                continue;
            }
            let alike = |it: &AlignedRow<'_>| {
                it.sort != RowKind::Other
                    && run.last().is_some_and(|last| rows[*last].as_ref().is_some_and(|last| last.sort == it.sort))
            };
            if apart || !rows[at].as_ref().is_some_and(alike) {
                self.align(&rows, &run, indent, &mut lines);
                run.clear();
            }
            if rows[at].is_some() {
                run.push(at);
            }
        }
        self.align(&rows, &run, indent, &mut lines);
        lines
    }

    /// Gives lines that follow each other, and have remarks behind them, room for a column of remarks.
    fn align_comments(&self, nodes: &[FormatNode], indent: usize, lines: &mut [Option<String>]) {
        let mut at = 0;
        while at < nodes.len() {
            // What a machine reads stands right behind what it is about.
            let remark = |it: usize| {
                let comment = self.span(Self::comment_of(&nodes[it])?).of(self.text);
                let read = comment.starts_with("#~") || comment.contains("vattel:");
                lines[it].as_ref().filter(|_| !read).map(|line| (width(line), width(comment)))
            };
            let follows = |it: usize| it == at || !self.first(&nodes[it]).apart;
            let run: Vec<(usize, usize)> =
                (at..nodes.len()).map_while(|it| remark(it).filter(|_| follows(it))).collect();
            let column = run.iter().map(|it| it.0).max().unwrap_or(0);
            if run.len() > 1 && run.iter().all(|it| indent + column + 2 + it.1 <= self.look.line_width) {
                for (line, (width, _)) in lines[at..].iter_mut().flatten().zip(&run) {
                    line.extend(std::iter::repeat_n(' ', column - width));
                }
            }
            at += run.len().max(1);
        }
    }

    fn align(&self, rows: &[Option<AlignedRow<'_>>], run: &[usize], indent: usize, lines: &mut [Option<String>]) {
        if run.len() < 2 {
            return;
        }
        let title = run.iter().filter_map(|it| rows[*it].as_ref()?.title).max().unwrap_or(0);
        let cells: Vec<Vec<String>> = run
            .iter()
            .filter_map(|it| rows[*it].as_ref())
            .map(|row| {
                let mut cells = row.cells.clone();
                if let (Some(at), Some(first)) = (row.title, cells.first_mut()) {
                    let place = first.char_indices().nth(at).map_or(first.len(), |it| it.0);
                    first.insert_str(place, &" ".repeat(title - at));
                }
                cells
            })
            .collect();
        let room = rows[run[0]].as_ref().map_or(1, AlignedRow::room);
        let columns = cells.iter().map(Vec::len).max().unwrap_or(0);
        let mut widths = vec![0; columns];
        for cells in &cells {
            // What is last in its row needs no room.
            for (column, cell) in cells.iter().enumerate().take(cells.len().saturating_sub(1)) {
                widths[column] = widths[column].max(width(cell));
            }
        }
        let line = |cells: &Vec<String>| {
            let mut line = String::new();
            for (column, cell) in cells.iter().enumerate() {
                line.push_str(cell);
                if column + 1 < cells.len() {
                    line.extend(std::iter::repeat_n(' ', widths[column] - width(cell) + room));
                }
            }
            line
        };
        let aligned: Vec<String> = cells.iter().map(line).collect();
        if aligned.iter().all(|it| indent + width(it) <= self.look.line_width) {
            for (at, line) in run.iter().zip(aligned) {
                lines[*at] = Some(line);
            }
        }
    }

    fn newline(&mut self) {
        self.out.newline();
    }

    fn blanks(&mut self, count: usize) {
        self.out.blanks(count);
    }

    /// A token as it stands.
    fn token(&mut self, at: usize) {
        self.out.push(self.span(at).of(self.text));
        self.out.commented = self.tokens[at].commented;
    }

    /// A comment behind what stands on the line.
    fn comment(&mut self, comment: Option<usize>) {
        if let Some(at) = comment {
            self.out.push("  ");
            self.token(at);
        }
    }

    /// An entry that needs more than one line; `before` and `behind` stand on its first and its last.
    fn entry(&mut self, entry: &FormatEntry, indent: usize, before: &str, behind: &str) {
        if before.is_empty() {
            self.blanks(indent);
        }
        self.head(entry.head.clone(), indent, before, if entry.block.is_some() { " {" } else { behind });
        if let Some(block) = &entry.block {
            self.comment(block.comment);
            if !block.nodes.is_empty() {
                self.newline();
                self.nodes(&block.nodes, indent + self.look.indent);
            }
            if block.closed {
                self.newline();
                self.blanks(indent);
                self.out.push("}");
            }
            self.out.push(behind);
        }
        self.comment(entry.comment);
    }

    /// The tokens of an entry, over as many lines as they need.
    fn head(&mut self, head: Range<usize>, indent: usize, before: &str, behind: &str) {
        let inner = indent + self.look.indent;
        self.out.margin = inner;
        let pinned = self.is_pinned(head.clone());
        if let Some(flat) = self.flat(head.clone())
            && (pinned || indent + width(before) + width(&flat) + width(behind) <= self.look.line_width)
        {
            self.out.push(&format!("{before}{flat}{behind}"));
            return;
        }
        let long = head.clone().find(|it| self.tokens[*it].broken || self.tokens[*it].kind == TokenKind::Kept);
        let Some(long) = long else {
            self.wrapped(head, indent, before, behind);
            return;
        };
        // Prose, and what is kept, stands as it stands.
        if long > head.start {
            self.head(head.start..long, indent, before, "");
            self.out.push(if self.gap(long) { " " } else { "" });
        } else {
            self.out.push(before);
        }
        self.verbatim(long, inner);
        if long + 1 < head.end {
            let gap = if self.gap(long + 1) { " " } else { "" };
            self.head(long + 1..head.end, indent, gap, behind);
        } else {
            self.out.push(behind);
        }
    }

    fn verbatim(&mut self, at: usize, indent: usize) {
        if self.tokens[at].kind != TokenKind::Prose {
            self.token(at);
            return;
        }
        let mut lines = source::lines(self.words(at)).map(|it| it.trim_end_matches(is_blank));
        self.out.push(lines.next().unwrap_or_default());
        let rest: Vec<&str> = lines.collect();
        let blanks = |it: &&str| it.len() - it.trim_start_matches(is_blank).len();
        let common = rest.iter().filter(|it| !it.is_empty()).map(blanks).min().unwrap_or(0);
        for line in rest {
            self.newline();
            if !line.is_empty() {
                self.blanks(indent);
                self.out.push(&line[common..]);
            }
        }
    }

    /// Tokens that are too long for a line, broken where it reads best.
    fn wrapped(&mut self, range: Range<usize>, indent: usize, before: &str, behind: &str) {
        let arena = Arena::<()>::new();
        let mut at = range.start;
        let doc = self.doc(&arena, &mut at, range.end, false);
        // A list of weights is no clause that goes on, but rows.
        let rows = range.len() > 2 && self.is_weighed(range.start + 2);
        let inner = isize::try_from(if rows { indent } else { indent + self.look.indent }).unwrap_or(0);
        let lead = " ".repeat(indent);
        // Nothing stands behind a comment.
        let commented = self.tokens[range.end - 1].kind == TokenKind::Comment;
        let last = if commented { "" } else { behind };
        let doc = arena
            .text(lead)
            .append(arena.text(before.to_owned()))
            .append(doc.append(arena.text(last.to_owned())).nest(inner));
        let mut page = String::new();
        // Words of memory are always written.
        let _ = doc.render_fmt(self.look.line_width, &mut page);
        for (number, line) in page[indent.min(page.len())..].trim_end_matches(is_blank).split('\n').enumerate() {
            if number > 0 {
                self.newline();
            }
            self.out.push(line.trim_end_matches(is_blank));
        }
        if commented {
            self.out.commented = true;
            self.out.push(behind);
        }
    }

    /// The document of tokens up to an end; within a bracket, up to the sign that ends its text.
    fn doc<'a>(
        &'a self,
        arena: &'a Arena<'a, ()>,
        at: &mut usize,
        end: usize,
        within: bool,
    ) -> DocBuilder<'a, Arena<'a, ()>> {
        let mut doc = arena.nil();
        let mut fresh = true;
        while *at < end {
            let token = &self.tokens[*at];
            if within && matches!(token.kind, TokenKind::BracketEnd | TokenKind::Bar) {
                break;
            }
            let blank = !fresh && *at > 0 && self.gap(*at);
            let gap = match () {
                () if !blank => arena.nil(),
                () if self.is_joint(*at) => arena.softline(),
                () => arena.space(),
            };
            fresh = false;
            match token.kind {
                TokenKind::Comment => {
                    let words = arena.text(self.words(*at));
                    let behind_another = *at > 0 && self.tokens[*at - 1].kind == TokenKind::Comment;
                    doc = match () {
                        () if !token.first => doc.append(arena.text("  ")),
                        () if behind_another && fresh => doc,
                        () => doc.append(arena.hardline()),
                    };
                    doc = doc.append(words).append(arena.hardline());
                    fresh = true;
                    *at += 1;
                }
                TokenKind::Bracket => {
                    let bracket = self.bracket_doc(arena, at, end);
                    doc = doc.append(gap).append(bracket);
                }
                _ => {
                    doc = doc.append(gap).append(arena.text(self.words(*at)));
                    *at += 1;
                }
            }
        }
        doc
    }

    /// Whether a token is one of those who weigh something: `DEU` behind the number of another.
    fn is_weighed(&self, at: usize) -> bool {
        let number = |at: usize| self.words(at).starts_with(|it: char| it.is_ascii_digit());
        self.words(at).starts_with(char::is_uppercase) && number(at - 1)
    }

    /// Whether a long clause may be broken before a token.
    fn is_joint(&self, at: usize) -> bool {
        let (before, token) = (&self.tokens[at - 1], &self.tokens[at]);
        match token.kind {
            _ if before.kind == TokenKind::Comma => true,
            TokenKind::Bracket => true,
            TokenKind::Quotation => !self.words(at - 1).starts_with(|it: char| it.is_ascii_digit()),
            TokenKind::Word => joins(self.words(at)) || self.is_weighed(at),
            _ => false,
        }
    }

    /// A bracket within a value: on one line, or its texts one under another.
    fn bracket_doc<'a>(
        &'a self,
        arena: &'a Arena<'a, ()>,
        at: &mut usize,
        end: usize,
    ) -> DocBuilder<'a, Arena<'a, ()>> {
        let mut doc = arena.text("[");
        *at += 1;
        loop {
            let text = self.doc(arena, at, end, true);
            doc = doc.append(arena.text(" ")).append(text.nest(2));
            match self.tokens.get(*at).filter(|_| *at < end).map(|it| it.kind) {
                Some(TokenKind::Bar) => {
                    doc = doc.append(arena.line()).append(arena.text("|"));
                    *at += 1;
                }
                Some(TokenKind::BracketEnd) => {
                    doc = doc.append(arena.text(" ]"));
                    *at += 1;
                    break;
                }
                _ => break,
            }
        }
        doc.align().group()
    }
}
