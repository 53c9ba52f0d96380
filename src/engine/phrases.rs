//! Wording of treaties that the language has in other words: what can't be read is answered with the words that can.

use super::wordings::{ELSEWHERE, HEADS, LEFT_OUT, WORDINGS};
use crate::diagnostic::{Diagnostic, Fix, Safety};
use crate::model::vocabulary::Vocabulary;
use crate::prose::numerals::ONES;
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
        let named = unread
            || matches!(&*finding.rule, "drafting/dangling-reference" | "syntax/reserved-word" | "names/unknown-word");
        if (named || &*finding.rule == "syntax/misplaced-clause") && finding.primary.file == source.file {
            let tokens: &Vec<Span> = tokens.get_or_insert_with(|| tokens_of(&source.text));
            if !worded(&source.text, tokens, finding) && named && finding.fixes.is_empty() {
                suggest_for(&source.text, tokens, finding, unread);
                if finding.fixes.is_empty() {
                    plain(&source.text, tokens, finding);
                }
            }
        }
    }
}

/// Answers a wording of treaties with that of the language, in place of what else the finding advises, and says whether it
/// did. The wording takes in the word at which the finding stands.
fn worded(text: &str, tokens: &[Span], finding: &mut Diagnostic) -> bool {
    let at = tokens.partition_point(|it| it.end <= finding.primary.span.start);
    let heads = if &*finding.rule == "syntax/unreadable-provision" { HEADS } else { &[] };
    let found = heads.iter().chain(WORDINGS).find_map(|(phrase, right)| {
        let (words, any) = covering(text, tokens, at, phrase)?;
        // Of whom the vote is may be said behind it.
        let behind = tokens.get(tokens.partition_point(|it| it.start < words.end)).map(|it| it.of(text));
        let complete = right.ends_with(" of parties") && behind == Some("of");
        (!complete).then(|| (*phrase, words, right.replace('*', any)))
    });
    if let Some((phrase, span, right)) = found {
        finding.help.clear();
        finding.fixes.clear();
        finding.help(match phrase.strip_prefix(right.trim()).filter(|it| it.starts_with(' ')) {
            Some(needless) => format!("in this language, leave out `{}`", needless.trim()),
            None => format!("in this language: `{}`", right.trim_start_matches('{').trim()),
        });
        if right == "treaty" {
            finding.help("`form` in its head says what kind of text it is: `form agreement`");
        }
        let title = format!("replace `{}` by `{}`", span.of(text), right.trim());
        finding.fix(Fix::replace(Safety::Unsafe, title, span, right));
        return true;
    }
    let elsewhere = ELSEWHERE.iter().find(|it| covering(text, tokens, at, it.0).is_some());
    let event = (&*finding.rule == "drafting/dangling-reference"
        && at.checked_sub(1).is_some_and(|it| tokens[it].of(text) == "upon")
        && tokens.get(at).is_some_and(|it| Vocabulary::Events.knows(it.of(text))))
    .then_some("an event stands behind `on` in a trigger, and `upon` names that trigger");
    let Some(advice) = elsewhere.map(|it| it.1).or(event) else { return false };
    finding.help.clear();
    finding.fixes.clear();
    finding.help(advice);
    true
}

/// Where a phrase stands that takes in a token, and the word that `*` stands for in it.
fn covering<'t>(text: &'t str, tokens: &[Span], at: usize, phrase: &str) -> Option<(Span, &'t str)> {
    let words: Vec<&str> = phrase.split(' ').collect();
    (0..words.len()).rev().find_map(|before| {
        let found = tokens.get(at.checked_sub(before)?..)?.get(..words.len())?;
        let span = found[0].to(found[found.len() - 1]);
        let mut any = "";
        let same = found.iter().zip(&words).all(|(token, word)| {
            let token = token.of(text);
            if *word == "*" {
                any = token;
                token.starts_with(|it: char| it.is_alphanumeric())
            } else {
                token.eq_ignore_ascii_case(word)
            }
        });
        // A comment between the words would be lost.
        (same && !span.of(text).contains('#')).then_some((span, any))
    })
}

/// Answers words of prose that the language leaves out, numbers in words, and verbs that stand without `shall`.
fn plain(text: &str, tokens: &[Span], finding: &mut Diagnostic) {
    let at = tokens.partition_point(|it| it.end <= finding.primary.span.start);
    let Some(token) = tokens.get(at) else { return };
    let word = token.of(text);
    let before = at.checked_sub(1).map(|it| tokens[it]).filter(|it| LEFT_OUT.contains(&it.of(text)));
    let left_out = if LEFT_OUT.contains(&word) { Some(*token) } else { before };
    let number = ONES.iter().position(|it| *it == word).filter(|it| (1..=12).contains(it));
    let mut stems = word.strip_suffix("es").into_iter().chain(word.strip_suffix('s'));
    let verb = stems.rfind(|it| Vocabulary::Verbs.knows(it));
    if let (Some(number), true) = (number, is_unit(tokens.get(at + 1), text)) {
        replace(finding, *token, word, &number.to_string());
    } else if let (Some(verb), "syntax/unreadable-clause") = (verb, &*finding.rule) {
        replace(finding, *token, word, &format!("shall {verb}"));
    } else if let Some(span) = left_out {
        let gap = tokens.partition_point(|it| it.start <= span.start);
        let next = tokens.get(gap).map_or(span.end, |it| it.start);
        let blank = Span::new(span.end, next).of(text).chars().all(|it| it == ' ');
        let next = if blank { next } else { span.end };
        finding.help.clear();
        finding.help(format!("this language has no such word: leave out `{}`", span.of(text)));
        let title = format!("delete `{}`", span.of(text));
        finding.fix(Fix::replace(Safety::Unsafe, title, Span::new(span.start, next), ""));
    }
}

fn replace(finding: &mut Diagnostic, span: Span, wrong: &str, right: &str) {
    finding.help.clear();
    finding.help(format!("in this language: `{right}`"));
    finding.fix(Fix::replace(Safety::Unsafe, format!("replace `{wrong}` by `{right}`"), span, right));
}

/// Whether a token is a unit of time.
fn is_unit(token: Option<&Span>, text: &str) -> bool {
    let units = ["minute", "hour", "day", "week", "month", "year"];
    token.is_some_and(|it| units.contains(&it.of(text).trim_end_matches('s')))
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
