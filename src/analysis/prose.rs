//! What the prose of a draft says, as far as it can be told from words alone: numbers, lengths of time, dates, references,
//! the marks of its points. Quotations are left alone.

pub mod date;
pub mod difference;
pub mod mark;
pub mod number;
pub mod reference;

use crate::model::{Prose, Treaty};
use crate::source::Span;
use crate::syntax::passage::{PassageKind, passages};
use regex::Regex;

/// A block of prose, ready to be searched.
#[derive(Clone, Debug)]
pub struct SpokenProse<'m> {
    /// The block.
    pub prose: &'m Prose<'m>,
    /// Its words; blanks stand for what it quotes, so that places are the same.
    pub text: String,
}

impl SpokenProse<'_> {
    /// The place of a range of the words in the draft.
    pub fn place(&self, from: usize, to: usize) -> Span {
        let start = self.prose.span.start;
        Span::new(start + from as u32, start + to as u32)
    }
}

/// The prose that the reading holds.
pub fn spoken<'m>(model: &'m Treaty<'m>) -> impl Iterator<Item = SpokenProse<'m>> {
    let own = model.prose.iter().filter(|it| it.span.is_own());
    own.map(|prose| SpokenProse { prose, text: without_quotations(prose.text) })
}

/// A text with blanks for what it quotes. A quotation ends with its paragraph.
pub fn without_quotations(text: &str) -> String {
    let mut out = text.as_bytes().to_vec();
    let mut from = 0;
    for paragraph in text.split_inclusive("\n\n") {
        let mut open: Option<(usize, char)> = None;
        for (at, sign) in paragraph.char_indices() {
            match open {
                None => {
                    let end = match sign {
                        '"' => '"',
                        '“' => '”',
                        '«' => '»',
                        _ => continue,
                    };
                    // What is closed nowhere in its paragraph quotes nothing.
                    if paragraph[at + sign.len_utf8()..].contains(end) {
                        open = Some((from + at, end));
                    }
                }
                Some((start, end)) if sign == end => {
                    let end = from + at + sign.len_utf8();
                    out[start..end].fill(b' ');
                    open = None;
                }
                Some(_) => {}
            }
        }
        from += paragraph.len();
    }
    // Whole characters were replaced.
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// The clauses of the draft in the reading: blanks stand for prose, quotations, comments and what the reading leaves out.
pub fn clauses_alone(model: &Treaty<'_>) -> String {
    let mut out = model.text.as_bytes().to_vec();
    let mut blank = |span: Span| out[span.start as usize..span.end as usize].fill(b' ');
    for passage in passages(model.text) {
        if passage.kind != PassageKind::Quotation {
            blank(passage.span);
        }
    }
    for bracket in &model.brackets.all {
        let taken = model.taken(bracket);
        let left_out = bracket.alternatives.iter().enumerate().filter(|(at, _)| taken != Some(*at));
        left_out.for_each(|(_, it)| blank(it.span));
    }
    String::from_utf8(out).unwrap_or_default()
}

/// The sentences of a text, with where each begins. Line breaks within a paragraph end none.
pub fn sentences(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let ends = match byte {
            b'.' | b'!' | b'?' | b';' => bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace),
            b'\n' => bytes[at + 1..].iter().take_while(|it| it.is_ascii_whitespace()).any(|it| *it == b'\n'),
            _ => false,
        };
        if ends {
            found.push((start, &text[start..=at]));
            start = at + 1;
        }
    }
    found.push((start, &text[start..]));
    found.retain(|it| it.1.contains(char::is_alphanumeric));
    found
}

/// A pattern of this program; tests compile each.
pub(crate) fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).unwrap_or_else(|error| unreachable!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_are_blanked_in_place() {
        let text = "A “ü” \"b c\" d\" e\n\nf\" g «h» i";
        let plain = without_quotations(text);
        assert_eq!(plain.len(), text.len());
        assert_eq!(plain.split_whitespace().collect::<Vec<_>>(), ["A", "d\"", "e", "f\"", "g", "i"]);
    }

    #[test]
    fn sentences_end_with_stops_and_paragraphs() {
        let told: Vec<_> = sentences("One\ntwo. Three\n\n four; 3.5 km").into_iter().map(|it| it.1.trim()).collect();
        assert_eq!(told, ["One\ntwo.", "Three", "four;", "3.5 km"]);
    }
}
