//! Wording of treaties that the language has in other words: what can't be read is answered with the words that can.

use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::model::vocabulary::Vocabulary;
use crate::source::{Source, Span};
use crate::syntax::lexer::{Lexer, TokenKind};

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
    (&["on", "zone"], "in"),
    (&["on", "area"], "in"),
    (&["on", "force"], "against"),
    (&["on", "deployment"], "against"),
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
    let mut tokens = None;
    for finding in findings.iter_mut() {
        let unread = matches!(&*finding.rule, "syntax/unreadable-clause" | "syntax/unreadable-provision");
        if (unread
            || matches!(&*finding.rule, "drafting/dangling-reference" | "syntax/reserved-word" | "names/unknown-word"))
            && finding.fixes.is_empty()
            && finding.primary.file == source.file
        {
            let tokens: &Vec<Span> = tokens.get_or_insert_with(|| tokens_of(&source.text));
            suggest_for(&source.text, tokens, finding, unread);
        }
    }
}

/// So many tokens before and behind the place of a finding are looked at: the longest phrase.
const WINDOW: usize = 6;

fn suggest_for(text: &str, tokens: &[Span], finding: &mut Diagnostic, unread: bool) {
    let place = finding.primary.span;
    let at = tokens.partition_point(|it| it.end <= place.start);
    let end = tokens.partition_point(|it| it.start < place.end).max(at + 1);
    // What was left out may begin behind the first words of a phrase.
    let window = &tokens[at.saturating_sub(WINDOW)..tokens.len().min(end + WINDOW)];
    let touches = |words: &[Span]| {
        let last = tokens.partition_point(|it| it.start < words[words.len() - 1].end);
        words[0].start < place.end && last >= at
    };
    for from in 0..window.len() {
        if let Some(pair) = window.get(from..from + 2).filter(|it| touches(it)) {
            let joined = format!("{}-{}", pair[0].of(text), pair[1].of(text)).to_ascii_lowercase();
            if VOCABULARIES.iter().any(|it| it.knows(&joined)) {
                let wrong = format!("{} {}", pair[0].of(text), pair[1].of(text));
                finding.did_you_mean(pair[0].to(pair[1]), &wrong, &joined);
                return;
            }
        }
        for (phrase, right) in PHRASES {
            let Some(found) = window.get(from..from + phrase.len()).filter(|it| touches(it)) else { continue };
            if found.iter().zip(*phrase).all(|(word, it)| word.of(text).eq_ignore_ascii_case(it)) {
                let span = found[0].to(found[found.len() - 1]);
                // Who ratifies may be said behind it.
                let last = tokens.partition_point(|it| it.start <= found[found.len() - 1].start);
                let by = tokens.get(last).is_some_and(|it| it.of(text).eq_ignore_ascii_case("by"));
                let right = if by { right.trim_end_matches(" by parties") } else { *right };
                finding.help(format!("in this language: `{right}`"));
                let title = format!("replace `{}` by `{right}`", phrase.join(" "));
                finding.fix(Fix::replace(Safety::Unsafe, title, span, right));
                return;
            }
        }
    }
    if !unread {
        return;
    }
    let option = |at: usize| tokens.get(at).is_some_and(|it| it.of(text).eq_ignore_ascii_case("option"));
    let brackets = window.windows(2).find(|it| it[0].of(text) == "]" && it[1].of(text) == "[" && touches(it));
    if let Some(brackets) = brackets {
        finding.help("one bracket holds all the alternatives, parted by bars: `[ shall | should ]`");
        finding.fix(Fix::replace(Safety::Unsafe, "join the brackets", brackets[0].to(brackets[1]), " | "));
    } else if option(at) || at.checked_sub(1).is_some_and(option) {
        finding.help("write options as the alternatives of one bracket: `[ … | … ]`");
    }
}

/// The tokens of a text that say something, without blanks and comments: where lines end plays no part.
fn tokens_of(text: &str) -> Vec<Span> {
    let blank =
        |it: TokenKind| matches!(it, TokenKind::Blank | TokenKind::LineEnd | TokenKind::Control | TokenKind::Comment);
    Lexer::new(text).filter(|it| !blank(it.kind)).map(|it| it.span).collect()
}
