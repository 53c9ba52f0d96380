//! What lawyers write at first, `first_mistakes.txt`: each has one answer, with the wording that works.

use crate::support::{marks, root};
use vattel::config::Settings;
use vattel::diagnostic::{Diagnostic, Severity};
use vattel::engine::{self, fixing};
use vattel::source::{FileId, Source};

const HEAD: &str = r#"party UKR "Ukraine"         is beneficiary, host
party FRA "French Republic" is guarantor
party GBR "United Kingdom"  is guarantor
party RUS "Russia"          is signatory
trigger attack { on armed-attack against UKR  decided by each of guarantors }
"#;

/// What stands around a line, by the first field of a row.
fn around(place: &str, line: &str) -> String {
    let (before, behind) = match place {
        "top" => ("", ""),
        "sentence" => ("obligation o {\n    ", "\n}"),
        "clause" => ("obligation o {\n    FRA shall assist UKR\n    ", "\n}"),
        "gate" => ("trigger t {\n    on armed-attack against UKR\n    ", "\n}"),
        "force" => ("deployment d {\n    in UKR\n    ", "\n}"),
        "measures" => ("sanctions s {\n    against RUS\n    ", "\n}"),
        "truce" => ("ceasefire c {\n    between UKR, RUS\n    ", "\n}"),
        "watch" => ("verification v {\n    covers attack\n    ", "\n}"),
        _ => panic!("`{place}` is no place"),
    };
    format!("{HEAD}{before}{line}{behind}\n")
}

/// The rules about what can't be read.
fn settings() -> Settings {
    let rules = ["syntax", "dangling-reference", "unknown-word", "names/undefined"].map(str::to_owned);
    marks::settings(&rules).expect("the rules")
}

fn findings(text: &str) -> (Source, engine::Report) {
    let source = Source::new(FileId(0), "draft.treaty", text);
    let report = engine::check(&source, &settings(), &|_| None);
    (source, report)
}

/// Where a provision stands is no matter of these lines.
fn is_of_reading(it: &Diagnostic) -> bool {
    &*it.rule != "syntax/misplaced-provision"
}

#[test]
fn each_first_mistake_is_answered_with_the_wording_that_works() {
    let rows = std::fs::read_to_string(root().join("tests/first_mistakes.txt")).expect("the rows");
    let mut faults = Vec::new();
    for row in rows.lines().filter(|it| !it.is_empty() && !it.starts_with('#')) {
        let fields: Vec<&str> = row.split('\t').collect();
        let (source, report) = findings(&around(fields[0], fields[1]));
        let unread: Vec<&Diagnostic> = report.findings.iter().filter(|it| is_of_reading(it)).collect();
        let generic =
            |it: &&&Diagnostic| it.help.iter().any(|it| it.contains("clauses such as") || it.contains("`TBD`"));
        if unread.is_empty() || unread.iter().all(|it| it.help.is_empty()) || unread.iter().any(|it| generic(&it)) {
            let told: Vec<_> = unread.iter().map(|it| format!("{}: {:?}", it.message, it.help)).collect();
            faults.push(format!("{row}: no answer of its own: {told:?}"));
        }
        let Some(right) = fields.get(2) else { continue };
        let fixed = fixing::fix(&source, report, &settings(), &|_| None, true, &|_| ());
        if fixed.text != around(fields[0], right) {
            let line = fixed.text.strip_prefix(HEAD).unwrap_or(&fixed.text);
            faults.push(format!("{row}: made into: {line}"));
        }
        let after = findings(&around(fields[0], right)).1;
        let unread = after.findings.iter().find(|it| is_of_reading(it) && it.severity == Severity::Error);
        if let Some(unread) = unread {
            faults.push(format!("{row}: the row's own wording: {}", unread.message));
        }
    }
    assert!(faults.is_empty(), "{}\n{}", faults.len(), faults.join("\n"));
}
