//! Brackets that hold whole entries, over several lines.

use super::{Printer, width};
use crate::syntax::format::entries::{AlternativeLayout, EntryBracket, FormatNode};

impl Printer<'_> {
    /// A bracket that holds entries, its texts one under another. The line is begun.
    pub(super) fn bracket(&mut self, bracket: &EntryBracket, indent: usize) {
        let who: Vec<String> = bracket.texts.iter().map(|it| self.in_row(it.who.clone()).unwrap_or_default()).collect();
        let alone = |it: &AlternativeLayout| {
            let others = it.nodes.iter().skip(1).all(|it| matches!(it, FormatNode::Comment(_)));
            it.comment.is_none() && others && !matches!(it.nodes.first(), None | Some(FormatNode::Comment(_)))
        };
        // Texts of one entry each stand in a column behind those who propose them.
        let all_alone = bracket.texts.iter().all(alone);
        let column = if all_alone { who.iter().map(|it| width(it)).max().unwrap_or(0) } else { 0 };
        // Whether nothing can stand behind what was written last, and whether the end of the bracket stands there.
        let (mut commented, mut opened) = (false, false);
        for (number, (text, who)) in bracket.texts.iter().zip(&who).enumerate() {
            if number > 0 {
                self.newline();
                self.blanks(indent);
            }
            let sign = if number == 0 { "[" } else { "|" };
            if alone(text) {
                let room = " ".repeat(column.saturating_sub(width(who)));
                let lead =
                    if who.is_empty() && column == 0 { format!("{sign} ") } else { format!("{sign} {who}{room} ") };
                let (first, comments) = text.nodes.split_first().map_or((None, &[][..]), |it| (Some(it.0), it.1));
                // The end of the bracket stands behind the entry, if nothing comes between.
                let last = number + 1 == bracket.texts.len() && bracket.closed && comments.is_empty();
                commented = self.alone(first, indent, &lead, last);
                opened = last && !commented;
                for comment in comments {
                    self.newline();
                    self.nodes(std::slice::from_ref(comment), indent + self.look.indent);
                    commented = true;
                }
            } else {
                self.out.push(sign);
                if !who.is_empty() {
                    self.out.push(" ");
                    self.out.push(who);
                }
                self.comment(text.comment);
                (commented, opened) = (text.comment.is_some(), false);
                if !text.nodes.is_empty() {
                    self.newline();
                    self.nodes(&text.nodes, indent + self.look.indent);
                    commented = true;
                }
            }
        }
        if bracket.closed && !opened {
            if commented {
                self.newline();
                self.blanks(indent);
                self.out.push("]");
            } else {
                self.out.push(" ]");
            }
        }
    }

    /// The one entry of a text of a bracket, behind its head; whether a comment ends its line, so that nothing can stand there.
    fn alone(&mut self, node: Option<&FormatNode>, indent: usize, lead: &str, last: bool) -> bool {
        match node {
            Some(FormatNode::Entry(entry)) => {
                let behind = if last && entry.comment.is_none() { " ]" } else { "" };
                if let Some(row) = self.entry_row(entry) {
                    let line = row.line();
                    if indent + width(lead) + width(&line) + width(behind) <= self.look.line_width {
                        self.out.push(&format!("{lead}{line}{behind}"));
                        self.comment(entry.comment);
                        return entry.comment.is_some();
                    }
                }
                self.entry(entry, indent, lead, behind);
                entry.comment.is_some()
            }
            Some(FormatNode::Bracket(bracket)) => {
                self.out.push(lead);
                self.bracket(bracket, indent + width(lead));
                self.comment(bracket.comment);
                if last && bracket.comment.is_none() {
                    self.out.push(" ]");
                }
                bracket.comment.is_some()
            }
            Some(FormatNode::Comment(_)) | None => false,
        }
    }
}
