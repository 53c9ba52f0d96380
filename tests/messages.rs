//! What findings say follows `docs/contributing.md` ("Messages"). Every message of every draft and page is read here.

use crate::support::{marks, one_in, shipped};
use std::path::Path;
use vattel::config::Settings;
use vattel::diagnostic::{Diagnostic, Severity};
use vattel::source::FileId;
use vattel::syntax::lexer::{Lexer, Token, TokenKind};
use vattel::syntax::parse;

/// Names of the program's own types: words for programmers, not for drafters.
const TYPES: &[&str] =
    &["Some(", "None", "Ok(", "Err(", "Option", "Vec<", "String", "Span", "Rule::", "::", "{ ", "&str", "usize"];

/// Words that blame and do not say what is wrong.
const EMPTY: &[&str] = &["invalid", "illegal", "bad input", "syntax error", "parse", "token", "EOF"];

/// Every finding of every draft, with where it was found.
fn findings() -> impl Iterator<Item = (&'static str, &'static Diagnostic)> {
    shipped::checked().iter().flat_map(|it| {
        assert!(it.report.internal_errors.is_empty(), "{}: {:?}", it.name, it.report.internal_errors);
        it.report.findings.iter().map(|found| (it.name.as_str(), found))
    })
}

/// The words without what they quote from the draft.
fn own_words(words: &str) -> String {
    words.split('`').step_by(2).collect::<Vec<_>>().join("…")
}

/// What is wrong with the words of a finding, if anything.
fn fault(words: &str, clause: bool) -> Option<String> {
    let own = own_words(words);
    let first = words.chars().next()?;
    if clause && !(first == '`' || first.is_lowercase() || first.is_ascii_digit()) {
        return Some("starts with a small letter, a number or the draft's words in backticks".into());
    }
    if words.ends_with('.') {
        return Some("has no final stop".into());
    }
    if words.contains('\n') || words.contains("  ") || words.trim() != words {
        return Some("stands on one line, with single blanks".into());
    }
    if words.matches('`').count() % 2 == 1 {
        return Some("closes its backticks".into());
    }
    let spoken = |list: &[&str]| list.iter().find(|it| own.contains(**it)).map(|it| (*it).to_owned());
    if let Some(word) = spoken(TYPES) {
        return Some(format!("says `{word}`, a programmer's word"));
    }
    spoken(EMPTY).map(|word| format!("says `{word}`, which helps no drafter"))
}

#[test]
fn messages_follow_the_conventions() {
    let mut faults = Vec::new();
    for (name, finding) in findings() {
        let labels = std::iter::once(&finding.primary).chain(&finding.related).map(|it| (it.text.as_str(), true));
        // Counterexamples and cures may start with an actor: `RUS votes no`.
        let others = finding.help.iter().chain(&finding.counterexample).map(|it| (it.as_str(), false));
        let parts = std::iter::once((finding.message.as_str(), true)).chain(labels).chain(others);
        for (words, clause) in parts {
            if let Some(words_fault) = fault(words, clause) {
                faults.push(format!("{name}: {}: \"{words}\" {words_fault}", finding.rule));
            }
        }
    }
    faults.sort();
    faults.dedup();
    assert!(faults.is_empty(), "\nA message …\n{}", faults.join("\n"));
}

#[test]
fn the_reader_of_messages_sees_what_is_wrong() {
    assert_eq!(fault("`RUS` can block `assist`", true), None);
    assert_eq!(fault("3 of guarantors never agree", true), None);
    for wrong in
        ["The gate is open", "no role.", "a\nb", "an `open tick", "got Some(3)", "invalid input", "two  blanks"]
    {
        assert!(fault(wrong, true).is_some(), "{wrong}");
    }
    assert_eq!(fault("RUS votes no: no duty arises for FRA", false), None);
    assert_eq!(fault("the draft says `invalid`", true), None);
}

#[test]
fn a_finding_of_a_rule_with_a_page() {
    for (name, finding) in findings() {
        assert!(vattel::rules::find(&finding.rule).is_some(), "{name}: `{}` has no page", finding.rule);
    }
}

/// A text without its comments, its words parted by `gap` wherever they do not touch.
fn spread(text: &str, gap: &str) -> String {
    let tokens: Vec<Token> = Lexer::new(text).filter(|it| !it.kind.is_trivia()).collect();
    let mut spread = String::new();
    for (at, token) in tokens.iter().enumerate() {
        let words = token.span.of(text);
        spread.push_str(words);
        let Some(next) = tokens.get(at + 1) else { break };
        // `5 bis`, `2022-04-15T12:30 Europe/Kyiv`
        let is_one = token.kind == TokenKind::Number
            && (words.contains('T') || matches!(next.span.of(text), "bis" | "ter" | "quater"));
        match () {
            () if token.span.end == next.span.start => {}
            () if is_one => spread.push(' '),
            () => spread.push_str(gap),
        }
    }
    spread
}

/// All that is said of a text, but for the fixes: none strikes a remark.
fn said(name: &str, text: &str) -> Vec<String> {
    let (_, report) = marks::check(Path::new(name), text.as_bytes(), &Settings::all());
    let said = |it: Diagnostic| {
        let labels: Vec<_> = std::iter::once(&it.primary).chain(&it.related).map(|it| &it.text).collect();
        let variants: Vec<_> = it.variants.iter().map(|it| (&it.message, &it.reading.words)).collect();
        let (clause, reading) = (it.clause.map(|it| it.to_string()), it.reading.map(|it| it.words));
        let (help, play) = (it.help, it.counterexample);
        format!("{}: {} {labels:?} {help:?} {play:?} {clause:?} {reading:?} {variants:?}", it.rule, it.message)
    };
    let mut all: Vec<String> = report.findings.into_iter().map(said).collect();
    all.sort();
    all
}

#[test]
fn a_text_is_told_alike_however_it_is_laid_out() {
    let mut tried = 0;
    for (name, bytes) in shipped::texts().into_iter().step_by(one_in(5)) {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        // What can't be read is told by its lines.
        if parse(FileId(0), text).diagnostics.iter().any(|it| it.severity == Severity::Error) {
            continue;
        }
        tried += 1;
        let told = said(&name, &spread(text, " "));
        let otherwise = said(&name, &spread(text, "# a, b\n"));
        let differing = told.iter().zip(&otherwise).find(|it| it.0 != it.1);
        assert!(differing.is_none(), "{name}: {differing:#?}");
        assert_eq!(told.len(), otherwise.len(), "{name}");
    }
    assert!(tried * one_in(5) > 200, "{tried} texts");
}
