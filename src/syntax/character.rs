//! Characters that mislead: they reorder what is read, are not seen, or look like others.

use super::lexer::{separates_lines, word_around};
use super::scan::Scan;
use crate::diagnostic::{Diagnostic, Fix, Safety, Severity};
use crate::source::{FileId, Span};

/// How many findings of one kind are worth having.
const MOST: usize = 20;

/// Control characters, and signs that only some programs show as the end of a line.
pub(super) fn controls(file: FileId, text: &str, scan: &Scan, findings: &mut Vec<Diagnostic>) {
    for span in scan.controls.iter().take(MOST) {
        let it = span.of(text).chars().next().unwrap_or_default();
        let code = u32::from(it);
        let message = if separates_lines(it) {
            format!(
                "a character that only some programs show as the end of a line (U+{code:04X}) stands in the text; it was read as a space"
            )
        } else {
            format!("a control character (U+{code:04X}) stands in the text; it was read as a space")
        };
        let mut finding = Diagnostic::new("syntax/control-character", Severity::Error, file, *span, message);
        finding.help("remove it: it is invisible in print and may hide text from the reader");
        // What stands behind a comment that it ends must not become a part of it, and two words not one.
        let beside = |it: Option<char>| it.is_none_or(char::is_whitespace);
        let parts = !beside(text[..span.start as usize].chars().next_back())
            && !beside(text[span.end as usize..].chars().next());
        let fix = if scan.comments.binary_search_by_key(&span.start, |it| it.end).is_ok() {
            Fix::replace(Safety::Safe, "replace the character by a line break", *span, "\n")
        } else if parts {
            Fix::replace(Safety::Safe, "replace the character by a space", *span, " ")
        } else {
            Fix::replace(Safety::Safe, "remove the character", *span, "")
        };
        finding.fix(fix);
        findings.push(finding);
    }
}

/// Characters that reorder what is read, or are not seen, anywhere in the text.
pub(super) fn hidden(file: FileId, text: &str, seen: &Scan, findings: &mut Vec<Diagnostic>) {
    let found = seen.suspects.iter().filter_map(|at| text[*at as usize..].chars().next().map(|it| (*at, it)));
    let (mut reordering, mut unseen) = (0, 0);
    for (at, it) in found {
        let code = u32::from(it);
        let span = Span::new(at, at + it.len_utf8() as u32);
        let mut finding = if reorders(it) && reordering < MOST {
            reordering += 1;
            let message = format!("a hidden character (U+{code:04X}) changes the direction of reading here");
            Diagnostic::new("syntax/bidi-control", Severity::Error, file, span, message)
        } else if is_unseen(it) && unseen < MOST && !is_of_script(text, span) && !in_bare_word(text, &seen.bare, at) {
            unseen += 1;
            let message = format!("an invisible character (U+{code:04X}) is hidden here");
            Diagnostic::new("syntax/invisible-character", Severity::Error, file, span, message)
        } else {
            continue;
        };
        finding.help("remove it: it can make what a reader sees differ from what the text says");
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
        let foreign = |it: &char| !it.is_ascii() && !is_latin(*it);
        let Some(foreign) = written.chars().find(foreign) else { continue };
        mixed += 1;
        if mixed > MOST {
            return;
        }
        let looks: Option<String> =
            written.chars().map(|it| if it.is_ascii() { Some(it) } else { latin_twin(it) }).collect();
        let what = match latin_twin(foreign) {
            Some(twin) => format!("a character that looks like `{twin}` but is another letter"),
            None => "a letter that is not Latin, or is invisible".to_owned(),
        };
        let mut finding = Diagnostic::new(
            "syntax/mixed-script",
            Severity::Error,
            file,
            word,
            format!("`{written}` contains {what} (U+{:04X})", u32::from(foreign)),
        );
        finding.help("write names and keywords in Latin letters; titles in quotes may use any script");
        if let Some(looks) = looks {
            finding.fix(Fix::replace(Safety::Safe, format!("write `{looks}` in Latin letters"), word, looks));
        }
        findings.push(finding);
    }
}

/// Whether a character reorders what is read, or is not seen.
#[cfg(any(feature = "config", feature = "report"))]
pub(crate) fn is_hidden(it: char) -> bool {
    reorders(it) || is_unseen(it)
}

/// The characters with the property `Bidi_Control`: marks, embeddings, overrides and isolates of the bidirectional
/// algorithm.
fn reorders(it: char) -> bool {
    matches!(it, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The other characters with the property `Default_Ignorable_Code_Point`, which are shown as nothing, and the signs of
/// annotations between lines.
fn is_unseen(it: char) -> bool {
    matches!(it,
        '\u{AD}' | '\u{34F}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
        | '\u{200B}'..='\u{200D}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}' | '\u{3164}'
        | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}'
        | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether a character that is not seen belongs to how others around it are written: it joins or parts letters of Arabic and
/// Indian scripts and parts of emoji, or chooses the shape of a sign.
fn is_of_script(text: &str, span: Span) -> bool {
    let before = text[..span.start as usize].chars().next_back();
    let after = text[span.end as usize..].chars().next();
    let shaped = |it: char| {
        it >= '\u{590}'
            && !reorders(it)
            && !matches!(it, '\u{1E00}'..='\u{1FFF}' | '\u{2000}'..='\u{203B}' | '\u{3000}')
    };
    let bears = |it: char| shaped(it) && (!is_unseen(it) || matches!(it, '\u{FE00}'..='\u{FE0F}'));
    match span.of(text).chars().next() {
        Some('\u{200C}' | '\u{200D}') => before.is_some_and(bears) && after.is_some_and(bears),
        Some('\u{FE00}'..='\u{FE0F}') => {
            let keycap = after == Some('\u{20E3}') && before.is_some_and(|it| matches!(it, '0'..='9' | '#' | '*'));
            keycap || before.is_some_and(|it| matches!(it, '©' | '®' | '‼') || shaped(it) && !is_unseen(it))
        }
        Some('\u{180B}'..='\u{180D}' | '\u{180F}') => before.is_some_and(|it| matches!(it, '\u{1820}'..='\u{18AF}')),
        _ => false,
    }
}

/// Whether a place lies in a word outside quotations, prose and comments: what is wrong there is told of the word.
fn in_bare_word(text: &str, bare: &[u32], at: u32) -> bool {
    let before = bare.partition_point(|it| *it <= at);
    bare[..before].last().is_some_and(|it| word_around(text, *it).end > at)
}

fn is_latin(it: char) -> bool {
    matches!(it, '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{300}'..='\u{34E}' | '\u{350}'..='\u{36F}')
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
