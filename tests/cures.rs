//! A fix cures: applied to the draft, it leaves the draft readable and the finding is gone; one that does not is taken back.

use crate::support::{files, marks, relative, root};
use std::path::Path;
use vattel::config::Settings;
use vattel::diagnostic::{Diagnostic, Fix, Safety, Severity};
use vattel::engine::{self, fixing};
use vattel::model::applied;
use vattel::rules::CATALOGUE;
use vattel::rules::page;
use vattel::source::{FileId, Source};
use vattel::syntax;

/// The findings of a draft under all rules.
fn findings(name: &str, text: &str) -> Vec<Diagnostic> {
    marks::check(Path::new(name), text.as_bytes(), &Settings::all()).1.findings
}

/// Every fixture and example, with its name.
fn texts() -> Vec<(String, String)> {
    let drafts = files(&root().join("drafts"), "treaty");
    let drafts = drafts.iter().filter_map(|path| Some((relative(path), std::fs::read_to_string(path).ok()?)));
    let examples = CATALOGUE.iter().flat_map(|rule| {
        page::examples(rule).into_iter().map(|it| (format!("drafts/page {} line {}", rule.id, it.line), it.text))
    });
    drafts.chain(examples).collect()
}

fn unread(text: &str) -> usize {
    let found = syntax::parse(FileId(0), text).diagnostics;
    found.iter().filter(|it| it.severity == Severity::Error).count()
}

fn errors(findings: &[Diagnostic]) -> usize {
    findings.iter().filter(|it| it.severity == Severity::Error).count()
}

/// What is wrong with a fix of a finding, if anything.
fn fault(name: &str, text: &str, before: &[Diagnostic], finding: &Diagnostic, fix: &Fix) -> Option<String> {
    let cured = applied(text, &fix.edits);
    let after = findings(name, &cured);
    let near = |it: &&Diagnostic| {
        it.rule == finding.rule
            && it.message == finding.message
            && it.primary.span.start.abs_diff(finding.primary.span.start) < 40
    };
    let fault = match () {
        () if after.iter().filter(near).count() >= before.iter().filter(near).count() => "the finding is still there",
        () if unread(&cured) > unread(text) => "the draft can't be read as well as before",
        () if fix.safety == Safety::Unsafe && errors(&after) > errors(before) => "there are more errors",
        () => return None,
    };
    Some(format!("{name}: {}: {}: {}: {fault}", finding.rule, finding.message, fix.title))
}

#[test]
fn every_fix_of_every_rule_clears_its_finding() {
    let (mut faults, mut fixes) = (Vec::new(), 0);
    // Whole drafts have no fixes that their rules' own do not have.
    for (name, text) in texts().into_iter().filter(|it| it.1.len() < 4000) {
        let before = findings(&name, &text);
        for finding in &before {
            for fix in &finding.fixes {
                fixes += 1;
                faults.extend(fault(&name, &text, &before, finding, fix));
            }
        }
    }
    assert!(fixes > 100, "there are fixes to try: {fixes}");
    assert!(faults.is_empty(), "{} of {fixes}\n{}", faults.len(), faults.join("\n"));
}

/// Drafts as they are while somebody types: cut off behind a word, or a word of them left out.
fn half_typed(text: &str, seed: usize) -> Vec<String> {
    let ends: Vec<usize> = text
        .char_indices()
        .filter(|(at, it)| it.is_whitespace() && *at > 0 && !text[..*at].ends_with(char::is_whitespace))
        .map(|it| it.0)
        .collect();
    let pick = |number: usize| ends.get((seed.wrapping_mul(7919) + number * 104_729) % ends.len().max(1)).copied();
    let cut = (0..=seed / 7 % 2).filter_map(|it| Some(text[..pick(it)?].to_owned()));
    let without = (3..4).filter_map(|it| {
        let at = pick(it)?;
        let start = text[..at].rfind(char::is_whitespace).map_or(0, |it| it + 1);
        Some(format!("{}{}", text.get(..start)?, &text[at..]))
    });
    cut.chain(without).collect()
}

#[test]
fn in_drafts_that_are_being_typed_a_fix_clears_its_finding_or_is_taken_back() {
    let settings = Settings::all();
    let mut tried = [0; 2];
    for (seed, (_, text)) in texts().into_iter().enumerate().filter(|it| it.0 % 7 == 0 && it.1.1.len() < 2500) {
        for text in half_typed(&text, seed) {
            let source = Source::new(FileId(0), "draft.treaty", text.as_str());
            let report = engine::check(&source, &settings, &|_| None);
            if report.findings.iter().all(|it| it.fixes.is_empty()) {
                continue;
            }
            for finding in &report.findings {
                for fix in &finding.fixes {
                    let holds =
                        fixing::holds(&source, &report, (finding, fix), &settings, &|_| None, &|_| (), &|| false);
                    tried[usize::from(holds)] += 1;
                    let fault = fault("draft.treaty", &text, &report.findings, finding, fix);
                    assert!(!holds || fault.is_none(), "{fault:?}\n{text}");
                }
            }
            for unsafe_too in [false, true] {
                let fix = |source: &Source| {
                    let report = engine::check(source, &settings, &|_| None);
                    fixing::fix(source, report, &settings, &|_| None, unsafe_too, &|_| ())
                };
                let once = fix(&source);
                assert!(
                    unread(&once.text) <= unread(&text),
                    "it can't be read as well as before:\n{text}\n---\n{}",
                    once.text
                );
                let again = fix(&Source::new(FileId(0), "draft.treaty", once.text.as_str()));
                assert!(
                    again.text == once.text && again.count == 0,
                    "a second run changes more:\n{text}\n---\n{}",
                    once.text
                );
            }
        }
    }
    assert!(tried[1] > 10, "there are fixes that hold: {tried:?}");
}
