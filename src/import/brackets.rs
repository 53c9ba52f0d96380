//! Square brackets around whole paragraphs, and options: they become brackets of the language. Those within a sentence stay
//! print.

use super::document::DocumentParagraph;
use super::names;
use crate::analysis::prose::regex;
use regex::Regex;
use std::sync::LazyLock;

/// A text of a bracket.
#[derive(Clone, Debug)]
pub(super) struct BracketedParagraphs {
    /// Whose it is, by names that a draft may use; nobody's if the text does not say.
    pub who: Vec<String>,
    /// What stands in it.
    pub body: Vec<DocumentParagraph>,
}

/// Brackets that nest deeper stay print.
const DEEPEST: usize = 8;

/// A bracket over more paragraphs stays print.
const LONGEST: usize = 200;

static OPTION: LazyLock<Regex> =
    LazyLock::new(|| regex(r"^\[?(?:Option|OPTION|Alternative|ALTERNATIVE|Variant)\s+(?:[0-9]{1,2}|[A-Z])\s*[.:–—-]"));

static HEAD: LazyLock<Regex> = LazyLock::new(|| regex(r"^(?<who>[A-Z][\w .,/&'’-]{1,80}?)\s*:\s+"));

/// Whether every square bracket of a text is closed in it.
pub(super) fn is_balanced(text: &str) -> bool {
    let mut depth = 0_i64;
    for sign in text.bytes() {
        depth += i64::from(sign == b'[') - i64::from(sign == b']');
        if depth < 0 {
            return false;
        }
    }
    depth == 0
}

/// Whose text begins at a place, and where its words begin. Names that stand for nobody stay words.
pub(super) fn attribution(text: &str, from: usize) -> (Vec<String>, usize) {
    let rest = &text[from..];
    let Some(found) = HEAD.captures(rest) else { return (Vec::new(), from) };
    let (whole, who) = (found.get(0), found.name("who"));
    let (Some(whole), Some(who)) = (whole, who) else { return (Vec::new(), from) };
    let parts = who.as_str().split([',', '/', '&']).flat_map(|it| it.split(" and "));
    let codes: Option<Vec<String>> = parts.map(|it| names::code(it.trim())).collect();
    match codes {
        Some(codes) if !codes.is_empty() => (codes, from + whole.end()),
        _ => (Vec::new(), from),
    }
}

/// The bracket that begins with a paragraph and ends with one, and the number of the paragraph behind it.
pub(super) fn at(body: &[DocumentParagraph], from: usize) -> Option<(usize, Vec<BracketedParagraphs>)> {
    if let Some(found) = options(body, from) {
        return Some(found);
    }
    if !body[from].text.starts_with('[') {
        return None;
    }
    let (mut alternatives, mut open) = (Vec::new(), 0_usize);
    // The paragraphs of the text that is being read.
    let mut inner: Vec<DocumentParagraph> = Vec::new();
    for (at, paragraph) in body.iter().enumerate().skip(from).take(LONGEST) {
        let text = &paragraph.text;
        let mut start = 0;
        for (place, sign) in text.char_indices() {
            match sign {
                '[' => {
                    if open == 0 {
                        // Between two brackets nothing stands.
                        if !text[start..place].trim_matches([' ', '/']).is_empty() {
                            return None;
                        }
                        start = place + 1;
                    }
                    open += 1;
                    if open > DEEPEST {
                        return None;
                    }
                }
                ']' => {
                    open = open.checked_sub(1)?;
                    if open == 0 {
                        inner.push(paragraph.part(start, place));
                        alternatives.push(alternative(std::mem::take(&mut inner)));
                        start = place + 1;
                    }
                }
                '|' if open == 1 => {
                    inner.push(paragraph.part(start, place));
                    alternatives.push(alternative(std::mem::take(&mut inner)));
                    start = place + 1;
                }
                _ => {}
            }
        }
        if open > 0 {
            inner.push(paragraph.part(start, text.len()));
            continue;
        }
        let behind = text[start..].trim();
        if !behind.trim_matches(['.', ';', ',']).is_empty() {
            return None;
        }
        // A number, a remark or a blank to fill in is no proposal.
        let words: usize = body[from..=at].iter().map(DocumentParagraph::words).sum();
        let is_bracket = words >= 2 && !alternatives.is_empty() && behind.len() <= 1;
        return is_bracket.then_some((at + 1, alternatives));
    }
    None
}

/// One text of a bracket.
fn alternative(mut inner: Vec<DocumentParagraph>) -> BracketedParagraphs {
    let mut who = Vec::new();
    if let Some(first) = inner.first_mut() {
        let (names, from) = attribution(&first.text, 0);
        who = names;
        if from > 0 {
            let rest = first.part(from, first.text.len());
            *first = rest;
        }
    }
    inner.retain(|it| !it.text.is_empty());
    BracketedParagraphs { who, body: inner }
}

/// Options in a row, a paragraph each.
fn options(body: &[DocumentParagraph], from: usize) -> Option<(usize, Vec<BracketedParagraphs>)> {
    let is_option = |it: &&DocumentParagraph| OPTION.is_match(&it.text) && is_balanced(&it.text);
    let count = body[from..].iter().take_while(is_option).count();
    if count < 2 {
        return None;
    }
    let one = |it: &DocumentParagraph| {
        let bare = it.text.strip_prefix('[').and_then(|it| it.strip_suffix(']')).is_some();
        let inner = if bare { it.part(1, it.text.len() - 1) } else { it.clone() };
        BracketedParagraphs { who: Vec::new(), body: vec![inner] }
    };
    Some((from + count, body[from..from + count].iter().map(one).collect()))
}
