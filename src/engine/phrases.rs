//! Wording of treaties that the language has in other words: what can't be read is answered with the words that can.

use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::model::vocabulary::Vocabulary;
use crate::source::{Source, Span};

/// What lawyers write, in small letters, and the words of the language for it.
const PHRASES: &[(&[&str], &str)] = &[
    (&["deposit", "of", "ratifications"], "ratification by parties"),
    (&["deposit", "of", "instruments", "of", "ratification"], "ratification by parties"),
    (&["deposit", "of", "the", "instruments", "of", "ratification"], "ratification by parties"),
    (&["consult", "with"], "consult"),
    (&["the", "party", "attacked"], "the victim"),
    (&["the", "parties", "attacked"], "the victim"),
    (&["the", "attacked", "party"], "the victim"),
    (&["the", "state", "attacked"], "the victim"),
    (&["notice", "of"], "notice"),
];

/// Vocabularies of which a word may be written in two.
const VOCABULARIES: [Vocabulary; 6] = [
    Vocabulary::Events,
    Vocabulary::Means,
    Vocabulary::Roles,
    Vocabulary::Objects,
    Vocabulary::Discretion,
    Vocabulary::Bases,
];

/// Adds to findings about what can't be read the words that are probably meant, where another writing of them is known.
pub(super) fn suggest(source: &Source, findings: &mut [Diagnostic]) {
    for finding in findings.iter_mut() {
        let unread = matches!(
            &*finding.rule,
            "syntax/unreadable-clause" | "syntax/unreadable-provision" | "drafting/dangling-reference"
        );
        if unread && finding.fixes.is_empty() && finding.primary.file == source.file {
            suggest_for(&source.text, finding);
        }
    }
}

fn suggest_for(text: &str, finding: &mut Diagnostic) {
    let place = finding.primary.span;
    let line = line_of(text, place.start);
    let words = words_of(text, line);
    // What was left out may begin behind the first words of a phrase.
    let touches = |span: Span| span.start <= place.end && place.start <= span.end + 1;
    for at in 0..words.len() {
        let pair = words.get(at..at + 2).map(|it| it[0].to(it[1]));
        if let Some(pair) = pair.filter(|it| touches(*it)) {
            let joined = format!("{}-{}", words[at].of(text), words[at + 1].of(text)).to_ascii_lowercase();
            if VOCABULARIES.iter().any(|it| it.knows(&joined)) {
                finding.did_you_mean(pair, pair.of(text), &joined);
                return;
            }
        }
        for (phrase, right) in PHRASES {
            let Some(found) = words.get(at..at + phrase.len()) else { continue };
            let span = found[0].to(found[found.len() - 1]);
            let same = found.iter().zip(*phrase).all(|(word, it)| word.of(text).eq_ignore_ascii_case(it));
            if same && touches(span) {
                return reword(finding, span, span.of(text), right);
            }
        }
    }
    let rest = line.of(text);
    if let Some(at) = rest.find("][").or_else(|| rest.find("] [")) {
        let end = at + rest[at..].find('[').map_or(1, |it| it + 1);
        let span = Span::new(line.start + at as u32, line.start + end as u32);
        finding.help("one bracket holds all the alternatives, parted by bars: `[ shall | should ]`");
        finding.fix(Fix::replace(Safety::Unsafe, "join the brackets", span, " | "));
    } else if words.first().is_some_and(|it| it.of(text).eq_ignore_ascii_case("option")) {
        finding.help("write options as the alternatives of one bracket: `[ … | … ]`");
    }
}

fn reword(finding: &mut Diagnostic, span: Span, wrong: &str, right: &str) {
    finding.help(format!("in this language: `{right}`"));
    finding.fix(Fix::replace(Safety::Unsafe, format!("replace `{wrong}` by `{right}`"), span, right));
}

/// The line that holds a place.
fn line_of(text: &str, at: u32) -> Span {
    let at = at as usize;
    let start = text[..at].rfind('\n').map_or(0, |it| it + 1);
    let end = text[at..].find('\n').map_or(text.len(), |it| at + it);
    Span::new(start as u32, end as u32)
}

/// The words of a part of a text.
fn words_of(text: &str, part: Span) -> Vec<Span> {
    let of_word = |it: char| it.is_alphanumeric() || it == '-';
    let mut words = Vec::new();
    let mut rest = part;
    while !rest.is_empty() {
        let words_left = rest.of(text);
        let Some(start) = words_left.find(of_word) else { break };
        let length = words_left[start..].find(|it| !of_word(it)).unwrap_or(words_left.len() - start);
        let from = rest.start + start as u32;
        words.push(Span::new(from, from + length as u32));
        rest = Span::new(from + length as u32, part.end);
    }
    words
}
