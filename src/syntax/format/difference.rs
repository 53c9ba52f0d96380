//! The lines in which two texts differ.

use crate::diagnostic::Edit;
use crate::source::{Span, lines};
use crate::syntax::lexer::{Lexer, TokenKind};
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// The edits that make one text of another, each of whole lines.
pub fn differences(old: &str, new: &str) -> Vec<Edit> {
    joined(changes(old, new).into_iter())
}

/// Edits that follow each other, as one.
pub(super) fn joined(changes: impl Iterator<Item = Edit>) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    for it in changes {
        match edits.last_mut() {
            Some(last) if last.span.end == it.span.start => {
                last.span.end = it.span.end;
                last.text.push_str(&it.text);
            }
            _ => edits.push(it),
        }
    }
    edits
}

/// The lines that differ, as few to an edit as may be. Two line ends are the same place where the words before both are the
/// same ones, however they are laid out.
pub(super) fn changes(old: &str, new: &str) -> Vec<Edit> {
    let ((words, before), (others, after)) = (words(old), words(new));
    let same = capture_diff_slices(Algorithm::Myers, &words, &others).into_iter().filter_map(|it| match it {
        DiffOp::Equal { old_index, new_index, len } => Some((old_index, new_index, len)),
        _ => None,
    });
    let mut same = std::iter::once((0, 0, 0)).chain(same).peekable();
    let mut edits: Vec<Edit> = Vec::new();
    let (mut from, mut to, mut next) = (0, 0, 0);
    for (end, count) in before {
        // Words that are the same ones in both texts, up to those before the end of the line or beyond.
        while same.next_if(|it| it.0 + it.2 < count).is_some() {}
        let Some(count) = same.peek().filter(|it| it.0 <= count).map(|it| it.1 + count - it.0) else { continue };
        // The line of the other text at whose end as many words have stood.
        while after.get(next).is_some_and(|it| it.1 < count) {
            next += 1;
        }
        let Some((other, _)) = after.get(next).filter(|it| it.1 == count) else { continue };
        next += 1;
        edits.extend(edit(old, from..end, &new[to..*other]));
        (from, to) = (end, *other);
    }
    edits.extend(edit(old, from..old.len(), &new[to..]));
    edits
}

/// Other words for some lines, but for those at the begin and at the end that are the same.
fn edit(text: &str, part: std::ops::Range<usize>, words: &str) -> Option<Edit> {
    let (mut old, mut new) = (&text[part.clone()], words);
    let mut start = part.start;
    while let (Some(line), true) = (lines(old).next(), old != new)
        && let Some(rest) = new.strip_prefix(line)
        && line.ends_with('\n')
    {
        start += line.len();
        (old, new) = (&old[line.len()..], rest);
    }
    while let (Some(line), true) = (lines(old).last(), old != new)
        && let Some(rest) = new.strip_suffix(line)
        && (rest.is_empty() || rest.ends_with('\n'))
    {
        (old, new) = (&old[..old.len() - line.len()], rest);
    }
    let span = Span::new(start as u32, (start + old.len()) as u32);
    (old != new).then(|| Edit { span, text: new.to_owned() })
}

/// The words and signs of a text, and where each line ends, with how many of them stand before that.
fn words(text: &str) -> (Vec<&str>, Vec<(usize, usize)>) {
    let (mut words, mut ends, mut end) = (Vec::new(), Vec::new(), 0);
    for line in lines(text) {
        let tokens = Lexer::new(line).filter(|it| !matches!(it.kind, TokenKind::Blank | TokenKind::LineEnd));
        words.extend(tokens.map(|it| it.span.of(line).trim_end()));
        end += line.len();
        ends.push((end, words.len()));
    }
    (words, ends)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::applied;

    #[test]
    fn lines_that_stay_are_in_no_edit() {
        for (old, new, expected) in [
            ("a\nb\n", "a\nx\nb\n", vec![(2..2, "x\n")]),
            ("a\nx\nb\n", "a\nb\n", vec![(2..4, "")]),
            ("a\n  b\nc\n", "a\nb\n c\n", vec![(2..8, "b\n c\n")]),
            ("a b\nc\nd", "a\n  b\nc\ne", vec![(0..4, "a\n  b\n"), (6..7, "e")]),
            ("a\n\n\nb\n", "a\n\nb\n", vec![(3..4, "")]),
            ("", "a\n", vec![(0..0, "a\n")]),
            ("a \"b  c\"\r\nd\r\n", "a \"b c\"\nd\r\n", vec![(0..10, "a \"b c\"\n")]),
        ] {
            let edits = differences(old, new);
            assert_eq!(applied(old, &edits), new);
            let found: Vec<_> = edits.iter().map(|it| (it.span.start..it.span.end, it.text.as_str())).collect();
            assert_eq!(found, expected, "{old:?} to {new:?}");
        }
    }
}
