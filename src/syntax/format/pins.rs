//! Lines of which comments speak. What stands on such a line stays on one line, alone: `# vattel: allow(…)` covers the
//! findings of a line, and so do the marks of tests, so that the words on it must be the same ones.

use super::tokens::FormatToken;
use crate::diagnostic::mark;
use crate::diagnostic::suppress::{self, AllowScope};
use crate::source::{LineIndex, Span};
use std::ops::RangeInclusive;

/// A comment that speaks of a line.
#[derive(Clone, Debug)]
pub(super) struct Pin {
    /// The line that it speaks of, from 0; none if that would stand above the first.
    pub(super) line: Option<usize>,
    /// The lines from that one to its own.
    pub(super) lines: RangeInclusive<usize>,
    /// Whether it counts those lines.
    counts: bool,
}

/// The comments of a text that speak of lines, in its order.
pub(super) fn of(text: &str, comments: &[Span], lines: &LineIndex) -> Vec<Pin> {
    let mut pins = Vec::new();
    if text.contains("vattel:") {
        for allow in suppress::read(text, comments, lines) {
            let own = lines.line(allow.span.start);
            if let AllowScope::Line(line) = allow.scope {
                pins.push(Pin { line: Some(line), lines: own.min(line)..=own.max(line), counts: false });
            }
        }
    }
    if text.contains(mark::SIGN) {
        for comment in comments {
            let own = lines.line(comment.start);
            let of = |up: usize| (own.checked_sub(up), own.saturating_sub(up)..=own);
            let marks = mark::marks(comment.of(text)).map(|(_, up)| of(up));
            pins.extend(marks.map(|(line, lines)| Pin { line, lines, counts: true }));
        }
    }
    pins
}

/// Tells tokens where comments want them.
pub(super) fn pin(tokens: &mut [FormatToken], pins: &[Pin], lines: &LineIndex) {
    if pins.is_empty() {
        return;
    }
    let mut pinned = vec![false; lines.lines() + 1];
    for pin in pins {
        if pin.counts {
            pin.lines.clone().for_each(|line| pinned[line] = true);
        } else if let Some(line) = pin.line {
            pinned[line] = true;
        }
    }
    let mut before = 0;
    for token in tokens {
        let line = lines.line(token.span.start);
        token.together = !token.first && pinned[line];
        token.begins = token.first && (pinned[line] || pinned[before]);
        before = lines.line(token.span.end - 1);
    }
}
