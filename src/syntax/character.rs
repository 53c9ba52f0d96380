//! Characters that mislead: they reorder what is read, are not seen, or look like others.

use super::lower::is_word_byte;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::source::{FileId, Span};

/// How many findings of one kind are worth having.
const MOST: usize = 20;

/// Control characters.
pub(super) fn controls(file: FileId, text: &str, found: &[Span], findings: &mut Vec<Diagnostic>) {
    for span in found.iter().take(MOST) {
        let code = u32::from(text.as_bytes()[span.start as usize]);
        let mut finding = Diagnostic::new(
            "syntax/control-character",
            Severity::Error,
            file,
            *span,
            format!("a control character (U+{code:04X}) stands in the text; it was read as a blank"),
        );
        finding.help("remove it; it is not seen in print and may hide what a reader should see");
        finding.fix(Fix::replace(Safety::Safe, "remove the control character", *span, ""));
        findings.push(finding);
    }
}

/// Characters that reorder what is read, anywhere in the text: `suspects` are the bytes they may begin at.
pub(super) fn reordering(file: FileId, text: &str, suspects: &[u32], findings: &mut Vec<Diagnostic>) {
    let found = suspects.iter().filter_map(|at| text[*at as usize..].chars().next().map(|it| (*at, it)));
    for (at, it) in found.filter(|(_, it)| reorders(*it)).take(MOST) {
        let span = Span::new(at, at + it.len_utf8() as u32);
        let message =
            format!("a character that changes the direction of reading (U+{:04X}) is hidden here", u32::from(it));
        let mut finding = Diagnostic::new("syntax/bidi-control", Severity::Error, file, span, message);
        finding.help("remove it: with it, what a reader sees and what the text says can differ");
        finding.fix(Fix::replace(Safety::Safe, "remove the hidden character", span, ""));
        findings.push(finding);
    }
}

/// Names and keywords with letters that are not Latin; `bare` holds a byte of each word that may be one.
pub(super) fn mixed_scripts(file: FileId, text: &str, bare: &[u32], findings: &mut Vec<Diagnostic>) {
    let mut mixed = 0;
    for at in bare {
        let word = word_around(text, *at);
        let written = word.of(text);
        let Some(foreign) = written.chars().find(|it| !it.is_ascii() && !is_latin(*it)) else { continue };
        mixed += 1;
        if mixed > MOST {
            return;
        }
        let looks: Option<String> =
            written.chars().map(|it| if it.is_ascii() { Some(it) } else { latin_twin(it) }).collect();
        let what = match latin_twin(foreign) {
            Some(twin) => format!("a character that looks like `{twin}` and is another letter"),
            None => "a letter that is not Latin, or is not seen".to_owned(),
        };
        let mut finding = Diagnostic::new(
            "syntax/mixed-script",
            Severity::Error,
            file,
            word,
            format!("`{written}` holds {what} (U+{:04X})", u32::from(foreign)),
        );
        finding.help("write names and keywords in Latin letters; titles in quotes may use any script");
        if let Some(looks) = looks {
            finding.fix(Fix::replace(Safety::Safe, format!("write `{looks}` in Latin letters"), word, looks));
        }
        findings.push(finding);
    }
}

/// Embeddings, overrides and isolates of the bidirectional algorithm.
fn reorders(it: char) -> bool {
    matches!(it, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_latin(it: char) -> bool {
    matches!(it, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{300}'..='\u{36F}')
}

/// The Latin letter that a Cyrillic or Greek one is mistaken for.
fn latin_twin(it: char) -> Option<char> {
    Some(match it {
        'А' | 'Α' => 'A',
        'В' | 'Β' => 'B',
        'С' => 'C',
        'Е' | 'Ε' => 'E',
        'Н' | 'Η' => 'H',
        'І' | 'Ι' => 'I',
        'Ј' => 'J',
        'К' | 'Κ' => 'K',
        'М' | 'Μ' => 'M',
        'Ν' => 'N',
        'О' | 'Ο' => 'O',
        'Р' | 'Ρ' => 'P',
        'Ѕ' => 'S',
        'Т' | 'Τ' => 'T',
        'У' | 'Υ' => 'Y',
        'Х' | 'Χ' => 'X',
        'Ζ' => 'Z',
        'а' | 'α' => 'a',
        'с' => 'c',
        'е' => 'e',
        'і' | 'ι' => 'i',
        'ј' => 'j',
        'о' | 'ο' => 'o',
        'р' | 'ρ' => 'p',
        'ѕ' => 's',
        'у' => 'y',
        'х' => 'x',
        'ν' => 'v',
        _ => return None,
    })
}

/// The word that a byte belongs to.
fn word_around(text: &str, at: u32) -> Span {
    let (before, after) = text.as_bytes().split_at(at as usize);
    let start = before.iter().rposition(|it| !is_word_byte(*it)).map_or(0, |it| it + 1);
    let length = after.iter().position(|it| !is_word_byte(*it)).unwrap_or(after.len());
    Span::new(start as u32, at + length as u32)
}
