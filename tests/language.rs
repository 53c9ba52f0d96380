//! Texts that are no drafts, or no longer: cut anywhere, too deep, too large, without end. Each gets an answer.

use crate::support::{files, one_in, relative, root};
use std::path::PathBuf;
use vattel::config::Settings;
use vattel::engine::{self, Report};
use vattel::source::{FileId, Source};

fn check(text: impl Into<String>) -> Report {
    engine::check(&Source::new(FileId(0), "draft.treaty", text), &Settings::all(), &|_| None)
}

fn rules(report: &Report) -> Vec<&str> {
    let mut rules: Vec<_> = report.findings.iter().map(|it| &*it.rule).collect();
    rules.dedup();
    rules
}

fn shipped() -> Vec<(PathBuf, String)> {
    let found = ["drafts/sound", "drafts/flawed"].map(|it| files(&root().join(it), "treaty")).concat();
    assert!(found.len() >= 12, "the shipped drafts are found");
    found.into_iter().map(|it| (it.clone(), std::fs::read_to_string(it).expect("a draft"))).collect()
}

#[test]
fn a_draft_cut_anywhere_is_still_checked() {
    for (path, text) in shipped() {
        // A prime step meets every kind of place.
        for cut in (0..text.len()).step_by(one_in(613)).filter(|at| text.is_char_boundary(*at)) {
            let report = check(&text[..cut]);
            assert!(
                report.internal_errors.is_empty(),
                "{} cut at {cut}: {:?}",
                relative(&path),
                report.internal_errors
            );
        }
        // A draft cut within a provision says so.
        let middle = text.rfind("{\n").map(|at| at + 2).expect("a block");
        let report = check(&text[..middle]);
        assert!(rules(&report).contains(&"syntax/missing-brace"), "{}: {:?}", relative(&path), rules(&report));
    }
}

#[test]
fn a_draft_without_one_of_its_lines_is_still_checked() {
    for (path, text) in shipped() {
        let lines: Vec<&str> = text.lines().collect();
        for gone in (0..lines.len()).step_by(one_in(23)) {
            let rest: Vec<&str> = lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, it)| *it).collect();
            let report = check(rest.join("\n"));
            assert!(report.internal_errors.is_empty(), "{} without line {}", relative(&path), gone + 1);
        }
    }
}

/// Texts made to stop a reader.
fn hostile() -> Vec<(&'static str, String)> {
    vec![
        ("braces", "{".repeat(100_000)),
        ("closing braces", "}".repeat(100_000)),
        ("parentheses", format!("group A = {}", "(".repeat(100_000))),
        ("brackets", format!("party UKR \"Ukraine\" is {}", "[".repeat(100_000))),
        ("articles", "article 1 {\n".repeat(20_000)),
        ("nested brackets", "[ UKR: ".repeat(20_000)),
        ("an open quotation", format!("party UKR \"{}", "a".repeat(200_000))),
        ("open prose", format!("article 1 {{ text \"\"\"{}", "a\n".repeat(100_000))),
        (
            "parentheses that mean nothing",
            format!("trigger t {{ decided by {}UKR{} }}", "(".repeat(40), ")".repeat(40)),
        ),
        ("conditions", format!("trigger t {{ if {}UKR in force{} }}", "not (".repeat(40), ")".repeat(40))),
        ("one word", "a".repeat(300_000)),
        ("bars", "|".repeat(100_000)),
        ("commas", format!("group A = UKR{}", ", UKR".repeat(30_000))),
        ("comments", "#".repeat(100_000)),
    ]
}

#[test]
fn hostile_text_gets_an_answer_on_a_small_stack() {
    for (name, text) in hostile() {
        let check = move || check(text);
        let report = std::thread::Builder::new().stack_size(2 << 20).spawn(check).expect("a thread").join();
        let report = report.unwrap_or_else(|_| panic!("{name}: the thread ends by itself"));
        assert!(report.internal_errors.is_empty(), "{name}: {:?}", report.internal_errors);
        let silent = ["commas", "comments", "parentheses that mean nothing", "conditions"].contains(&name);
        let said = report.findings.iter().any(|it| it.rule.starts_with("syntax/"));
        assert!(said || silent, "{name}: {:?}", rules(&report));
        assert!(report.findings.len() < 1_000_000, "{name}");
    }
}

#[test]
fn what_is_no_letter_has_an_answer() {
    let bom = check("\u{feff}party UKR \"Ukraine\" is beneficiary\n");
    assert_eq!(rules(&bom), Vec::<&str>::new(), "a byte-order mark is no part of the text");
    let dos = check("party UKR \"Ukraine\" is beneficiary\r\nparty FRA \"France\" is guarantor\r\n");
    assert_eq!(rules(&dos), Vec::<&str>::new(), "line ends of Windows are line ends");
    assert!(rules(&check("party UKR \"Ukr\u{0}aine\" is beneficiary\n")).contains(&"syntax/control-character"));
    assert!(rules(&check("party UKR \"Ukr\u{202e}aine\" is beneficiary\n")).contains(&"syntax/bidi-control"));
    assert!(rules(&check("party UK\u{420} \"Ukraine\" is beneficiary\n")).contains(&"syntax/mixed-script"));
    assert_eq!(rules(&check("")), Vec::<&str>::new(), "an empty text has no defect");
}

#[test]
fn a_draft_above_the_bound_is_refused_and_no_other() {
    let large = check("# a line of a comment\n".repeat((65 << 20) / 22));
    assert_eq!(rules(&large), ["syntax/too-large"]);
}
