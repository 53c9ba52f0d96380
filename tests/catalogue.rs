//! The catalogue: every rule is listed, named after its file, documented, shown and tried; its page is up to date.

use crate::support::{bless, files, marks, relative, root};
use std::collections::BTreeSet;
use std::fmt::Write as _;
use vattel::report::{Checked, Format, Run, Style, TerminalStyle, tables};
use vattel::rules::page::{self, CodeBlockKind, HEADINGS};
use vattel::rules::{CATALOGUE, Rule};

/// Rules whose defect can't be printed on a page, each with where it is tried instead.
const UNPRINTABLE: &[(&str, &str)] = &[
    ("model/not-worked-out", "its fixture"),
    ("model/unread-alternatives", "tests/promises.rs"),
    ("suites/failed", "tests/suites.rs"),
    ("suites/too-costly", "tests/suites.rs"),
    ("suites/unsettled", "tests/questions.rs"),
    ("syntax/bidi-control", "its fixture"),
    ("syntax/invisible-character", "its fixture"),
    ("syntax/control-character", "its fixture"),
    ("syntax/not-utf8", "its fixture"),
    ("syntax/too-deep", "its fixture"),
    ("syntax/too-large", "tests/language.rs"),
    ("syntax/too-complex", "tests/language.rs"),
];

/// Rules whose defect fits in no draft.
const TOO_BIG: &[&str] = &[
    "model/not-worked-out",
    "model/unread-alternatives",
    "suites/failed",
    "suites/too-costly",
    "suites/unsettled",
    "syntax/too-large",
    "syntax/too-complex",
];

fn unprintable(rule: &Rule) -> bool {
    UNPRINTABLE.iter().any(|(id, _)| *id == rule.id)
}

/// Runs a check on every rule and lists all that fail.
fn each(check: impl Fn(&Rule) -> Result<(), String>) {
    let mut faults = String::new();
    for rule in CATALOGUE {
        if let Err(words) = check(rule) {
            let _ = writeln!(faults, "{} ({}:{}): {words}", rule.id, rule.file, rule.line);
        }
    }
    assert!(faults.is_empty(), "\n{faults}");
}

fn ensure(holds: bool, words: impl Into<String>) -> Result<(), String> {
    if holds { Ok(()) } else { Err(words.into()) }
}

#[test]
fn a_rule_is_named_after_its_file() {
    each(|rule| {
        let file = rule.file.replace('\\', "/");
        let expected = format!("src/rules/{}.rs", rule.id.replace('-', "_"));
        ensure(file.ends_with(&expected), format!("stands in {file}, not in {expected}"))
    });
}

#[test]
fn every_file_of_a_rule_is_listed() {
    let listed: BTreeSet<String> = CATALOGUE.iter().map(|rule| rule.file.replace('\\', "/")).collect();
    let listed: Vec<&str> = listed.iter().map(String::as_str).collect();
    for path in files(&root().join("src/rules"), "rs") {
        let path = relative(&path);
        let text = std::fs::read_to_string(root().join(&path)).expect("a source file");
        if text.contains("\ndeclare_rule! {") {
            assert!(listed.iter().any(|it| it.ends_with(&path)), "{path} is missing in src/rules/mod.rs");
        }
    }
}

#[test]
fn names_are_unique_and_in_order() {
    let names: BTreeSet<&str> = CATALOGUE.iter().map(|rule| rule.name()).collect();
    assert_eq!(names.len(), CATALOGUE.len(), "a bare name names one rule");
    let ids: Vec<&str> = CATALOGUE.iter().map(|rule| &*rule.id).collect();
    assert!(ids.is_sorted(), "the catalogue is in the order of its ids");
}

#[test]
fn summaries_are_clauses() {
    each(|rule| {
        let start = rule.summary.chars().next().unwrap_or('A');
        ensure(
            !start.is_uppercase() && !rule.summary.ends_with('.'),
            "the summary is no sentence: lower case, no stop",
        )?;
        ensure(rule.summary.len() <= 100, "the summary fits a line")
    });
}

#[test]
fn pages_have_their_headings_in_order() {
    each(|rule| {
        let found = page::headings(rule);
        let known = HEADINGS.iter().filter(|(name, needed)| *needed || found.iter().any(|it| it == name));
        let wanted: Vec<&str> = known.map(|(name, _)| *name).collect();
        ensure(found == wanted, format!("has the headings {found:?}, not {wanted:?}"))
    });
}

#[test]
fn pages_show_the_defect_and_its_cure() {
    each(|rule| {
        let examples = page::examples(rule);
        let has = |kind: CodeBlockKind| examples.iter().any(|it| it.kind == kind);
        ensure(has(CodeBlockKind::Bad) || unprintable(rule), "shows no ```treaty,bad draft")?;
        ensure(has(CodeBlockKind::Good), "shows no ```treaty,good draft")
    });
}

#[test]
fn every_rule_has_a_fixture_in_which_it_fires() {
    each(|rule| {
        if TOO_BIG.contains(&&*rule.id) {
            return Ok(());
        }
        let path = root().join(format!("drafts/rules/{}.treaty", rule.id));
        let bytes = std::fs::read(&path).map_err(|_| format!("{} is missing", relative(&path)))?;
        let found = marks::read(&String::from_utf8_lossy(&bytes))?;
        let fires = found.marks.iter().any(|it| it.rule == rule.id || it.rule == rule.name());
        ensure(fires, format!("{} marks no finding of the rule", relative(&path)))
    });
}

#[test]
fn rules_came_with_a_version_that_there_was() {
    let numbers = |version: &str| -> Vec<u32> {
        let numbers = version.split('-').next().unwrap_or(version);
        numbers.split('.').map(|it| it.parse().unwrap_or(u32::MAX)).collect()
    };
    let now = numbers(env!("CARGO_PKG_VERSION"));
    each(|rule| ensure(numbers(rule.since) <= now, format!("came with {}, which is no version yet", rule.since)));
}

#[test]
fn the_pages_in_the_docs_are_up_to_date() {
    let folder = root().join("docs/rules");
    let mut faults = Vec::new();
    let mut keep = BTreeSet::from([folder.join("README.md")]);
    let index = format!(
        "{HEAD}\n# Rules\n\nWhat `vattel check` looks for. `vattel explain RULE` shows a page in the terminal.\n\n{}",
        tables::markdown()
    );
    faults.extend(bless::file(&folder.join("README.md"), &index).err());
    for rule in CATALOGUE {
        let path = folder.join(format!("{}.md", rule.id));
        faults.extend(bless::file(&path, &document(rule)).err());
        keep.insert(path);
    }
    for path in files(&folder, "md").into_iter().filter(|it| !keep.contains(it)) {
        if std::env::var_os("BLESS").is_some() {
            std::fs::remove_file(&path).expect("a page of a rule that is gone");
        } else {
            faults.push(format!("{} belongs to no rule", relative(&path)));
        }
    }
    let more = faults.len().saturating_sub(3);
    assert!(faults.is_empty(), "\n{}\n… and {more} more", faults[..faults.len() - more].join("\n"));
}

const HEAD: &str = "<!-- Generated from the rule's source by `BLESS=1 cargo test`; edit that. -->";

/// The page of a rule as the docs hold it: with what `vattel check` says of each bad example.
fn document(rule: &Rule) -> String {
    let serves: Vec<&str> = rule.serves.iter().map(|it| it.as_str()).collect();
    let up = "../".repeat(3);
    let mut out = format!("{HEAD}\n# `{}`\n\nFinds: {}.\n\n", rule.id, rule.summary);
    let _ = writeln!(out, "| level | set | since | serves | source |\n|---|---|---|---|---|");
    let file = rule.file.replace('\\', "/");
    let _ = writeln!(
        out,
        "| {} | {} | {} | {} | [{file}]({up}{file}#L{}) |\n",
        rule.level.as_str(),
        rule.set.as_str(),
        rule.since,
        serves.join(", "),
        rule.line
    );
    let mut bad: Option<String> = None;
    for line in page::markdown(rule).lines() {
        // GitHub knows no `treaty`; the words after it are for the tests.
        let shown = if line.starts_with("```treaty") { "```treaty" } else { line };
        let _ = writeln!(out, "{shown}");
        match &mut bad {
            None if line == "```treaty,bad" => bad = Some(String::new()),
            Some(draft) if line == "```" => {
                let _ = writeln!(out, "\n```text\n{}\n```", finding(rule, draft).trim_end());
                bad = None;
            }
            Some(draft) => {
                let _ = writeln!(draft, "{line}");
            }
            None => {}
        }
    }
    out
}

/// What `vattel check` prints about a draft under a rule, and under those that the draft names besides.
fn finding(rule: &Rule, draft: &str) -> String {
    let select = marks::read(draft).ok().and_then(|it| it.rules).unwrap_or_else(|| vec![rule.id.to_string()]);
    let settings = marks::settings(&select).expect("the rule is known");
    let (source, mut report) = marks::check(std::path::Path::new("draft.treaty"), draft.as_bytes(), &settings);
    report.findings.retain(|it| it.rule == rule.id);
    let look = TerminalStyle { style: Style::Fancy, color: false, width: 100 };
    Format::Full.renderer(look, &Run::default()).draft(Checked { source: &source, report: &report, fail_on: None })
}
