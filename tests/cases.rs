//! Small drafts that say what must be true of them, in lines that begin with `#:`:
//!
//! - `has RULE`, `lacks RULE`: whether all rules together report it; `errs RULE`: as an error;
//! - `holds PROPERTY`, `fails PROPERTY`, `unknown PROPERTY`: what is answered to `--require`;
//! - `clean`: the recommended rules report no error.

use crate::support::{files, relative, root};
use std::fmt::Write as _;
use std::path::Path;
use vattel::{Checker, Draft, Job, PropertyVerdict, Report, Severity};

/// What is said about one line of a draft, if it is not so.
fn judge(draft: &Draft, words: &str) -> Option<String> {
    let (verb, rest) = words.split_once(' ').unwrap_or((words, ""));
    let check = |select: &[&str]| {
        let checker = Checker::builder().select(select.iter().copied()).build().expect("a checker");
        checker.check(draft, &Job::new()).expect("a report")
    };
    let levels = |report: &Report, rule: &str| -> Vec<Severity> {
        report.findings().filter(|it| it.rule() == rule).map(|it| it.severity()).collect()
    };
    let verdict = |wanted: PropertyVerdict| {
        let found = Checker::recommended().require(draft, &Job::new(), rest);
        (found.as_ref() != Ok(&wanted)).then(|| format!("{found:?}"))
    };
    let told = |report: &Report| report.findings().map(|it| it.rule().to_owned()).collect::<Vec<_>>().join(", ");
    let all = || check(&["all"]);
    match verb {
        "has" => Some(all()).filter(|it| levels(it, rest).is_empty()).map(|it| told(&it)),
        "lacks" => Some(all()).filter(|it| !levels(it, rest).is_empty()).map(|it| told(&it)),
        "errs" => Some(all()).filter(|it| !levels(it, rest).contains(&Severity::Error)).map(|it| told(&it)),
        "clean" => {
            let report = check(&["recommended"]);
            report.findings().any(|it| it.severity() == Severity::Error).then(|| told(&report))
        }
        "holds" => verdict(PropertyVerdict::Holds),
        "fails" => verdict(PropertyVerdict::Fails),
        "unknown" => verdict(PropertyVerdict::Undetermined),
        _ => Some("nothing is asked by that word".to_owned()),
    }
}

fn complaints(path: &Path) -> String {
    let text = std::fs::read_to_string(path).expect("a draft");
    let asked: Vec<String> =
        text.lines().filter_map(|it| it.trim().strip_prefix("#: ")).map(|it| it.trim().to_owned()).collect();
    let draft = Draft::new(relative(path), text);
    let mut found = String::new();
    if asked.is_empty() {
        let _ = writeln!(found, "{}: it asks nothing", draft.name());
    }
    for words in asked {
        if let Some(instead) = judge(&draft, &words) {
            let _ = writeln!(found, "{}: {words}\n    {instead}", draft.name());
        }
    }
    found
}

#[test]
fn every_case_is_as_it_says() {
    let paths = files(&root().join("tests/cases"), "treaty");
    assert!(!paths.is_empty());
    let found: String = paths.iter().map(|it| complaints(it)).collect();
    assert!(found.is_empty(), "{found}");
}

#[test]
fn a_case_that_is_not_as_it_says_is_told() {
    let draft = Draft::new("one.treaty", "party FRA \"France\" is guarantor\nobligation o { FRA shall assist UKR }\n");
    let asked = ["has names/unused", "lacks names/undefined", "errs names/unused", "clean", "holds strength(o) >= S5"];
    for words in asked {
        assert!(judge(&draft, words).is_some(), "{words}");
    }
    assert!(judge(&draft, "has names/undefined").is_none() && judge(&draft, "so be it").is_some());
}
