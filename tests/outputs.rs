//! What a run writes where: `-o`, empty and failing runs in every format, read by programs that are not ours.

use crate::support::vattel::{FORMATS, Folder, Ran, vattel};
use serde_json::Value;
use std::path::Path;
use std::process::Command;

const DRAFT: &str = "party UKR \"Ukraine\" is beneficiary\nobligaton assist { UKR shall inform parties }\n";
/// An advice, and a warning beside it.
const LIGHT: &str = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\n\
                     article 1 \"Support\" { obligation promise { FRA shall support \"the ironclad and robust security\" } }\n";

fn run(folder: &Folder, arguments: &[&str]) -> Ran {
    vattel(arguments.iter().copied()).within(folder.path()).run()
}

fn read(folder: &Folder, name: &str) -> String {
    std::fs::read_to_string(folder.path().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Checks with every format written to a file, over files of an earlier run; the files by their formats.
fn everywhere(folder: &Folder, arguments: &[&str]) -> (Ran, impl Fn(&str) -> String + use<>) {
    let mut all: Vec<String> =
        ["check", "--isolated"].into_iter().chain(arguments.iter().copied()).map(str::to_owned).collect();
    for format in FORMATS {
        folder.file(&format!("out.{format}"), "stale");
        all.extend(["-o".to_owned(), format!("{format}=out.{format}")]);
    }
    let path = std::env::var("PATH").unwrap_or_default();
    let ran = vattel(all.iter().map(String::as_str)).within(folder.path()).env("PATH", &path).run();
    let path = folder.path().to_owned();
    (ran, move |format: &str| std::fs::read_to_string(path.join(format!("out.{format}"))).expect("a file"))
}

/// What each format says of a run agrees with its exit code.
fn agree(ran: &Ran, file: &impl Fn(&str) -> String, findings: usize) {
    let json = |format: &str| -> Value {
        serde_json::from_str(&file(format)).unwrap_or_else(|error| panic!("{format}: {error}: {}", file(format)))
    };
    for format in FORMATS {
        assert!(!file(format).contains("stale"), "{format}");
    }
    let failed = ran.code == 2;
    assert_eq!(json("json")["summary"]["exit_code"], ran.code);
    assert_eq!(json("json")["summary"]["failures"].as_array().is_some_and(|it| !it.is_empty()), failed);
    assert_eq!(json("json")["findings"].as_array().map(Vec::len), Some(findings));
    let last = file("json-lines");
    let last: Value = serde_json::from_str(last.lines().last().expect("a line")).expect("JSON");
    assert_eq!(last["summary"], json("json")["summary"]);
    let sarif = &json("sarif")["runs"][0];
    let invocation = &sarif["invocations"][0];
    assert_eq!(sarif["results"].as_array().map(Vec::len), Some(findings));
    assert!(invocation["executionSuccessful"] == !failed && invocation["exitCode"] == ran.code, "{invocation}");
    assert_eq!(
        invocation["toolExecutionNotifications"].as_array().is_some_and(|it| !it.is_empty()),
        failed,
        "{invocation}"
    );
    let rows = |format: &str, list: &Value| {
        assert_eq!(list.as_array().map(|it| it.len() > findings), Some(failed), "{format}: {list}");
    };
    rows("gitlab", &json("gitlab"));
    rows("rdjson", &json("rdjson")["diagnostics"]);
    let junit = junit_parser::from_reader(file("junit").as_bytes())
        .unwrap_or_else(|error| panic!("{error}: {}", file("junit")));
    let cases = || junit.suites.iter().flat_map(|it| &it.cases);
    assert_eq!(cases().any(|it| it.status.is_error()), failed, "{}", file("junit"));
    // A run that fails may have findings besides.
    assert!(failed || cases().any(|it| it.status.is_failure()) == (ran.code == 1), "{}", file("junit"));
    for suite in &junit.suites {
        let count = |is: &dyn Fn(&junit_parser::TestStatus) -> bool| {
            suite.cases.iter().filter(|it| is(&it.status)).count() as u64
        };
        assert_eq!(
            (suite.tests, suite.failures),
            (suite.cases.len() as u64, count(&|it| it.is_failure())),
            "{}",
            file("junit")
        );
    }
    assert_eq!(file("checkstyle").matches("source=\"vattel\"").count() > 0, failed, "{}", file("checkstyle"));
    assert_eq!(
        file("github").contains("title=vattel::"),
        failed || file("json").contains("\"most\""),
        "{}",
        file("github")
    );
    assert!(file("html").trim_end().ends_with("</html>") && file("markdown").starts_with("# Findings"));
    assert_eq!(file("html").contains("Not done"), failed, "{}", file("html"));
    assert_eq!(file("markdown").contains("Not done"), failed, "{}", file("markdown"));
    assert!(!failed || !file("full").contains("no findings in 1 draft\n"), "{}", file("full"));
}

/// What Python's own readers make of the files, where there is Python.
fn python(file: &impl Fn(&str) -> String) {
    let script = "import sys, json, xml.etree.ElementTree as tree\nfor it in sys.argv[1:]:\n    (tree.fromstring if it.startswith('<') else json.loads)(it)";
    let texts = ["sarif", "gitlab", "junit", "checkstyle", "rdjson"].map(file);
    // Its XML reader wants bytes where the text names an encoding.
    let texts = texts.map(|it| it.replace(" encoding=\"UTF-8\"", ""));
    let Ok(ran) = Command::new("python3").args(["-c", script]).args(texts).output() else { return };
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_run_with_nothing_to_check_says_so_in_every_format() {
    let folder = Folder::new("outputs-empty");
    folder.file("notes.md", "");
    let (ran, file) = everywhere(&folder, &["."]);
    assert!(ran.code == 0 && ran.stderr.contains("no draft to check: no `*.treaty` or `*.scenario` in `.`"), "{ran:?}");
    agree(&ran, &file, 0);
    let (ran, file) = everywhere(&folder, &["--error-on-no-files"]);
    assert_eq!(ran.code, 2, "{ran:?}");
    agree(&ran, &file, 0);
    // Why nothing is there.
    folder.file(".gitignore", "one.treaty\n").file("one.treaty", DRAFT);
    let (ran, file) = everywhere(&folder, &[]);
    assert!(ran.code == 0 && ran.stderr.contains("git ignores every `*.treaty` or `*.scenario` in `.`"), "{ran:?}");
    agree(&ran, &file, 0);
    folder.file(".gitignore", "").file("x/two.treaty", DRAFT);
    let (ran, file) = everywhere(&folder, &["--config", "include=[\"drafts/**\"]"]);
    assert!(ran.code == 0 && ran.stderr.contains("`include` or `exclude` leaves out all of 2 drafts"), "{ran:?}");
    agree(&ran, &file, 0);
    let git = |arguments: &[&str]| {
        let name = ["-c", "user.name=n", "-c", "user.email=n@example.org"];
        let ran = Command::new("git").args(name).args(arguments).current_dir(folder.path()).output().expect("git runs");
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    };
    git(&["init", "-q"]);
    git(&["add", "."]);
    git(&["commit", "-qm", "x"]);
    let (ran, file) = everywhere(&folder, &["--since", "HEAD"]);
    assert!(ran.code == 0 && ran.stderr.contains("none of 2 drafts changed since `HEAD`"), "{ran:?}");
    agree(&ran, &file, 0);
    python(&file);
    // A folder that holds none is told beside one that does.
    std::fs::create_dir(folder.path().join("empty")).expect("a folder");
    let ran = run(&folder, &["check", "x", "empty"]);
    assert!(ran.code == 1 && ran.stderr.contains("no `*.treaty` or `*.scenario` in `empty`"), "{ran:?}");
}

#[test]
fn a_run_that_fails_says_so_in_every_format() {
    let folder = Folder::new("outputs-failed");
    folder
        .file("one.treaty", DRAFT)
        .file("clean.treaty", "party UKR \"Ukraine\"\n")
        .file("bad.toml", "rules.names = \"of\"");
    for (arguments, findings) in [
        (&["clean.treaty", "missing.treaty"][..], 0),
        (&["missing <&\u{1b}.treaty", "one.treaty"], 1),
        (&["--config", "bad.toml", "."], 0),
        (&["--select", "nosuch", "."], 0),
        (&["--assume", "XYZ against UKR", "clean.treaty"], 0),
        (&["--readings", "party=XYZ", "clean.treaty"], 0),
        (&["--baseline", "nosuch.json", "."], 0),
        (&["--since", "nosuch", "."], 0),
    ] {
        let (ran, file) = everywhere(&folder, &[&["--ignore", "model"], arguments].concat());
        assert_eq!(ran.code, 2, "{arguments:?}: {ran:?}");
        agree(&ran, &file, findings);
        if findings > 0 {
            python(&file);
        }
    }
    for format in FORMATS {
        let ran = run(&folder, &["check", "--config", "bad.toml", "--output-format", format, "."]);
        assert_eq!((ran.code, ran.stdout.is_empty()), (2, ["full", "concise"].contains(format)), "{format}: {ran:?}");
    }
}

#[test]
fn every_format_agrees_with_the_exit_code() {
    let folder = Folder::new("outputs-agree");
    folder.file("light.treaty", LIGHT).file("heavy/one.treaty", DRAFT);
    for (arguments, code) in [
        (&["light.treaty"][..], 0),
        (&["light.treaty", "--fail-on", "advice"], 1),
        (&["light.treaty", "--fail-on", "advice", "--exit-zero"], 0),
        (&["heavy"], 1),
        (&["heavy", "--exit-zero"], 0),
        (&["."], 1),
    ] {
        let (ran, file) = everywhere(&folder, &[&["--select", "puffery,names,syntax"], arguments].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {ran:?}");
        let found: Value = serde_json::from_str(&file("json")).expect("JSON");
        agree(&ran, &file, found["findings"].as_array().map_or(0, Vec::len));
    }
    let (ran, file) = everywhere(
        &folder,
        &["--config", "rules.puffery=\"warning\"", "--select", "puffery", "light.treaty", "--max-warnings", "0"],
    );
    assert_eq!(ran.code, 1, "{ran:?}");
    assert!(
        file("junit").contains("name=\"--max-warnings\"><failure") || file("junit").contains("name=\"--max-warnings\"")
    );
    assert!(
        file("junit").contains("<failure")
            && file("github").contains("at most 0 allowed")
            && file("full").contains("at most 0 warnings allowed")
    );
}

/// What `prove` says of a report of tests; nothing, where there is none.
fn proves(path: &Path) -> Option<bool> {
    let ran = Command::new("prove").args(["-Q", "-e", "cat"]).arg(path).output().ok()?;
    Some(ran.status.success())
}

#[test]
fn reports_of_tests_agree_with_the_exit_code() {
    let folder = Folder::new("outputs-tests");
    folder.file("good/one.treaty", "party UKR \"Ukraine\" is benficiary  #~ syntax/unreadable-clause\n");
    let marked = run(&folder, &["test", "--update", "--select", "syntax", "good"]);
    assert!(marked.code < 2, "{marked:?}");
    folder
        .file("silent/one.treaty", "party UKR \"Ukraine\"\n")
        .file("bad/one # x.treaty", "party UKR \"Ukraine\"  #~ puffery\n");
    folder.file("empty/x", "");
    for (arguments, code) in [
        (&["good"][..], 0),
        (&["silent"], 0),
        (&["bad"], 1),
        (&["bad", "silent", "good"], 1),
        (&["empty"], 0),
        (&["missing.treaty"], 2),
        (&["empty", "--error-on-no-files"], 2),
        (&["good", "--fail-under", "99"], 1),
        (&["good", "--config", "nosuch.toml"], 2),
    ] {
        let outputs = ["test", "--select", "syntax", "-o", "out.tap", "-o", "out.xml", "-o", "out.json"];
        for name in ["out.tap", "out.xml", "out.json"] {
            folder.file(name, "stale");
        }
        let ran = run(&folder, &[&outputs[..], arguments].concat());
        assert_eq!(ran.code, code, "{arguments:?}: {ran:?}");
        let tap = read(&folder, "out.tap");
        assert!(tap.starts_with("TAP version 13\n1.."), "{tap}");
        assert!(
            tap.contains("Bail out!") == (code == 2) && tap.contains("\nnot ok") == (code == 1),
            "{arguments:?}: {tap}"
        );
        assert!(proves(&folder.path().join("out.tap")).is_none_or(|it| it == (code == 0)), "{arguments:?}: {tap}");
        let junit = junit_parser::from_reader(read(&folder, "out.xml").as_bytes()).expect("JUnit");
        assert_eq!((junit.failures > 0, junit.errors > 0), (code == 1, code == 2), "{arguments:?}");
        let json: Value = serde_json::from_str(&read(&folder, "out.json")).expect("JSON");
        assert_eq!(json["exit_code"], code, "{arguments:?}");
    }
}

#[test]
fn a_word_that_names_no_format_is_refused() {
    let folder = Folder::new("outputs-words");
    folder.file("one.treaty", DRAFT);
    for (words, why) in [
        (&["-o", "sariff=out.sarif"][..], "unknown format `sariff`; did you mean `sarif=out.sarif`?"),
        (&["-o", "xyz=out.sarif"], "unknown format `xyz`"),
        (&["-o", "concise"], "names no file: write `-o concise=FILE`"),
        (&["-o", "sarfi"], "write `-o sarif=FILE`"),
        (&["-o", "sarif="], "names no file"),
        (&["-o", "out.xml"], "write `-o junit=out.xml` or `-o checkstyle=out.xml`"),
        (&["-o", "out.tap"], "this command has no format with the extension `.tap`"),
        (&["-o", "sarif=x", "-o", "json=./x"], "can't both go to"),
        (&["-o", "one.txt", "-o", "two.txt"], "FORMAT=FILE"),
        (&["-o", "one.treaty"], "would write over a draft"),
        (&["-o", "json=vattel.toml"], "would write over a draft"),
        (&["-o", "json=-", "-o", "sarif=-"], "standard output"),
    ] {
        let ran = run(&folder, &[&["check", "one.treaty"], words].concat());
        assert!(ran.code == 2 && ran.stdout.is_empty() && ran.stderr.contains(why), "{words:?}: {ran:?}");
        let files = std::fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(files, 1, "nothing is written: {words:?}");
    }
}

#[test]
fn an_ending_tells_the_format_and_a_word_tells_it_better() {
    let folder = Folder::new("outputs-endings");
    folder.file("one.treaty", DRAFT);
    for (words, file, begins) in [
        (&["-o", "x.sarif"][..], "x.sarif", "{\"$schema\""),
        (&["-o", "x.sarif.json"], "x.sarif.json", "{\"$schema\""),
        (&["-o", "x.json"], "x.json", "{\n\"version\""),
        (&["-o", "x.JSONL"], "x.JSONL", "{\"version\""),
        (&["-o", "x.md"], "x.md", "# Findings"),
        (&["-o", "x.html"], "x.html", "<!"),
        (&["-o", "x.txt"], "x.txt", "×"),
        (&["-o", "./concise"], "concise", "×"),
        (&["-o", "./a=b.txt"], "a=b.txt", "×"),
        (&["--output-format", "gitlab", "-o", "x.json"], "x.json", "[\n{"),
        (&["--output-format", "checkstyle", "-o", "x.xml"], "x.xml", "<?xml"),
        (&["--output-format", "concise", "-o", "x.sarif"], "x.sarif", "{\"$schema\""),
        (&["-o", "junit=x.json"], "x.json", "<?xml"),
    ] {
        let ran = run(&folder, &[&["check", "one.treaty"], words].concat());
        let text = read(&folder, file);
        assert!(
            ran.code == 1 && text.trim_start().starts_with(begins) || begins == "×" && text.contains("syntax/"),
            "{words:?}: {text}{ran:?}"
        );
    }
    let ran = run(&folder, &["check", "one.treaty", "-o", "json=-"]);
    assert!(ran.stdout.starts_with("{\n\"version\"") && !ran.stdout.contains("×"), "{ran:?}");
}

#[test]
fn every_command_takes_outputs_alike() {
    let folder = Folder::new("outputs-commands");
    folder
        .file("one.treaty", "party UKR \"Ukraine\" is beneficiary\n[ UKR: party FRA \"France\" ]\n")
        .file("x.suite.toml", include_str!("../src/cli/init/house.suite.toml"));
    for command in [
        &["brackets", "one.treaty"][..],
        &["analyze", "one.treaty"],
        &["simulate", "one.treaty", "--assume", "FRA against UKR"],
        &["redlines", "one.treaty", "x.suite.toml"],
        &["test", "one.treaty"],
        &["rules"],
        &["check", "one.treaty"],
    ] {
        let _ = std::fs::remove_file(folder.path().join("x.json"));
        let ran = run(&folder, &[command, &["-o", "x.json"]].concat());
        assert!(
            ran.code < 2 && serde_json::from_str::<Value>(&read(&folder, "x.json")).is_ok(),
            "{command:?}: {ran:?}"
        );
        for (word, why) in [("jsn=x", "did you mean `json=x`?"), ("json", "names no file")] {
            let ran = run(&folder, &[command, &["-o", word]].concat());
            assert!(ran.code == 2 && ran.stderr.contains(why), "{command:?}: {ran:?}");
        }
    }
    let ran = run(&folder, &["explain", "puffery", "-o", "page.txt"]);
    assert!(
        ran.code == 0 && ran.stdout.is_empty() && read(&folder, "page.txt").starts_with("drafting/puffery"),
        "{ran:?}"
    );
    let ran = run(&folder, &["brackets", "one.treaty", "--take", "UKR", "-o", "taken.txt"]);
    assert!(ran.code < 2 && read(&folder, "taken.txt").contains("party UKR"), "{ran:?}");
}

/// The hook gets the whole folder, as a draft may depend on any file that changed.
#[test]
fn the_hooks_look_at_everything_that_depends_on_a_change() {
    let hooks = std::fs::read_to_string(crate::support::root().join(".pre-commit-hooks.yaml")).expect("the hooks");
    for name in ["vattel-check", "vattel-test"] {
        let hook = hooks.split("- id: ").find(|it| it.starts_with(name)).expect("a hook");
        assert!(hook.contains("pass_filenames: false") && hook.contains("always_run: true"), "{hook}");
    }
}
