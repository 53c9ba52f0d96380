//! `vattel test`: drafts that say what is found in them.

use crate::support::vattel::{Folder, Ran, vattel};
use crate::support::{files, relative, root};

fn test(folder: Option<&Folder>, arguments: &[&str]) -> Ran {
    let ran = vattel(["test"].into_iter().chain(arguments.iter().copied()));
    match folder {
        Some(folder) => ran.within(folder.path()).run(),
        None => ran.run(),
    }
}

#[test]
fn the_shipped_drafts_are_what_they_say() {
    let ran = test(None, &["drafts/flawed", "--select", "all", "--quiet"]);
    assert_eq!(ran.code, 0, "{}{}", ran.stdout, ran.stderr);
    let drafts = files(&root().join("drafts/flawed"), "treaty");
    let scenarios = |path: &std::path::PathBuf| {
        let text = std::fs::read_to_string(path).expect("a draft");
        text.lines().filter(|it| it.trim_start().starts_with("scenario \"")).count()
    };
    let count = drafts.iter().map(|it| 1 + scenarios(it)).sum::<usize>();
    assert!(ran.stdout.contains(&format!("{count} passed, 0 failed")), "{}", ran.stdout);
}

/// Every draft says with which rules it is tested, so that nothing has to be said on the command line.
#[test]
fn the_shipped_drafts_pass_as_the_page_says_and_are_not_written_anew() {
    let folder = Folder::new("expectations-shipped");
    for path in files(&root().join("drafts"), "treaty").iter().chain(&files(&root().join("drafts"), "txt")) {
        folder.file(&relative(path), std::fs::read(path).expect("a draft"));
    }
    let before = texts(&folder);
    let page = std::fs::read_to_string(root().join("docs/testing.md")).expect("the page");
    for command in ["vattel test drafts\n", "vattel test drafts --update\n"] {
        assert!(page.contains(command), "the page says {command}");
        let arguments: Vec<&str> = command.split_whitespace().skip(2).collect();
        let ran = test(Some(&folder), &[&arguments[..], &["--quiet"]].concat());
        assert!(ran.code == 0 && ran.stdout.contains(" 0 failed"), "{command}{}{}", ran.stdout, ran.stderr);
        assert!(ran.stdout.contains("0 skipped"), "{}", ran.stdout);
        assert!(texts(&folder) == before, "{command} changes nothing");
    }
}

fn texts(folder: &Folder) -> Vec<Vec<u8>> {
    files(folder.path(), "treaty").iter().map(|it| std::fs::read(it).expect("a draft")).collect()
}

/// What is written is met at once, whatever stands in the messages and on the lines.
#[test]
fn marks_that_are_written_are_met_and_written_once() {
    let hidden = "party UKR \"Ukra\u{202E}ine\" is benficiary\nparty R\u{0410}S \"Russia\" is guarantor\u{1}  # \u{2066}why\n\
                  #~^ bidi-control: a character\u{202E}\n#~ puffery: x\u{2066}\ngroup guarantors = R\u{0410}S, \u{202E}UKX\n";
    let folder = Folder::new("expectations-hidden");
    folder.file("lf.treaty", hidden).file("crlf.treaty", hidden.replace('\n', "\r\n"));
    let ran = test(Some(&folder), &["--select", "all", "--update"]);
    assert!(ran.code == 0 && ran.stdout.contains("2 updated"), "{}{}", ran.stdout, ran.stderr);
    let once = texts(&folder);
    for text in &once {
        let text = String::from_utf8_lossy(text);
        let marks = text.lines().filter_map(|it| it.split_once("#~")).map(|it| it.1);
        assert!(marks.into_iter().all(|it| !it.contains(['\u{202E}', '\u{2066}', '\u{1}'])), "{text}");
    }
    let mut lines = once[0].split(|it| *it == b'\n').rev().skip(1);
    assert!(lines.all(|it| it.ends_with(b"\r")), "ends of lines are not mixed");
    let ran = test(Some(&folder), &["--select", "all"]);
    assert!(ran.code == 0 && ran.stdout.contains("2 passed"), "{}{}", ran.stdout, ran.stderr);
    test(Some(&folder), &["--select", "all", "--update"]);
    assert!(texts(&folder) == once, "a second run changes nothing");
}

#[test]
fn a_draft_that_names_no_rule_is_named() {
    let folder = Folder::new("expectations-rules");
    folder.file("one.treaty", "#@ rules: no-such-rule\nparty UKR \"Ukraine\"\n").file("two.treaty", [0xFF, b'#', b'~']);
    let ran = test(Some(&folder), &["--update"]);
    assert!(
        ran.code == 2 && ran.stdout.contains("one.treaty FAILED") && ran.stdout.contains("no-such-rule"),
        "{}",
        ran.stdout
    );
    let ran = test(Some(&folder), &["--output-format", "json"]);
    assert!(ran.stdout.contains("`one.treaty` is not tested: `#@ rules:`: no rule"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("internal error"), "{}", ran.stdout);
    assert_eq!(std::fs::read(folder.path().join("two.treaty")).expect("a draft"), [0xFF, b'#', b'~']);
}

/// A folder with a draft whose marks are wrong in two places.
fn broken(name: &str) -> Folder {
    let draft = std::fs::read_to_string(root().join("drafts/flawed/belgium-1839.treaty")).expect("a draft");
    let at = draft.find("#~").expect("a mark");
    let line = draft[..at].rfind('\n').map_or(0, |it| it + 1);
    let end = at + draft[at..].find('\n').expect("a line");
    let without = format!("{}{}    #~ puffery: nothing of the kind\n{}", &draft[..line], "", &draft[end + 1..]);
    let folder = Folder::new(name);
    folder.file("one.treaty", without).file("silent.treaty", "treaty \"t\" { party UKR \"Ukraine\" is beneficiary }\n");
    folder
}

#[test]
fn an_expectation_that_is_broken_is_told_with_what_is_found() {
    let folder = broken("expectations-1");
    let ran = test(Some(&folder), &["--select", "all"]);
    assert_eq!(ran.code, 1, "{}{}", ran.stdout, ran.stderr);
    for words in [
        "one.treaty FAILED",
        "    - line ",
        "puffery: nothing of the kind",
        "    + line ",
        "silent.treaty skipped",
        "1 failed, 1 skipped",
    ] {
        assert!(ran.stdout.contains(words), "{words}\n{}", ran.stdout);
    }
    let ran = test(Some(&folder), &["--select", "all", "--filter", "silent"]);
    assert!(ran.code == 0 && ran.stdout.contains("0 passed, 0 failed, 1 skipped"), "{}", ran.stdout);

    let ran = test(Some(&folder), &["--select", "all", "--output-format", "tap"]);
    assert!(ran.stdout.starts_with("TAP version 13\n1..") && ran.stdout.contains("not ok 1 - "), "{}", ran.stdout);
    assert!(ran.stdout.contains("silent.treaty # SKIP"), "{}", ran.stdout);
    let ran = test(Some(&folder), &["--select", "all", "--output-format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!((found["failed"].as_u64(), found["drafts"][0]["outcome"].as_str()), (Some(1), Some("failed")));
    let ran = test(Some(&folder), &["--select", "all", "--output-format", "junit"]);
    assert!(
        ran.code == 1 && ran.stdout.contains("<failure message=\"") && ran.stdout.contains("<skipped/>"),
        "{}",
        ran.stdout
    );
    assert_eq!(ran.stdout.matches("<testcase ").count(), ran.stdout.matches("</testcase>").count());
}

#[test]
fn marks_are_written_anew_where_that_is_asked_for() {
    let folder = broken("expectations-2");
    let ran = test(Some(&folder), &["one.treaty", "--select", "all", "--update"]);
    assert!(ran.code == 0 && ran.stdout.contains("1 updated"), "{}{}", ran.stdout, ran.stderr);
    let ran = test(Some(&folder), &["one.treaty", "--select", "all"]);
    assert!(ran.code == 0 && ran.stdout.contains("one.treaty ok"), "{}", ran.stdout);
    let left: Vec<_> = std::fs::read_dir(folder.path()).expect("the folder").filter_map(Result::ok).collect();
    assert_eq!(left.len(), 2, "nothing else is left there");
}

#[test]
fn rules_that_no_draft_expects_are_counted() {
    let ran = test(None, &["drafts/flawed", "--select", "all", "--coverage", "--quiet"]);
    assert!(
        ran.code == 0 && ran.stdout.contains(" rules exercised, ") && ran.stdout.contains("never: "),
        "{}",
        ran.stdout
    );
    let ran = test(None, &["drafts/flawed", "--select", "all", "--fail-under", "100", "--quiet"]);
    assert_eq!(ran.code, 1);
    let ran = test(None, &["drafts/flawed", "--filter", "no such draft", "--error-on-no-files"]);
    assert_eq!(ran.code, 2);
}
