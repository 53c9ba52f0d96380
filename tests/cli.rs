//! The commands, run as a user runs them.

use crate::support::vattel::{Folder, vattel};

const CLEAN: &str = "party UKR \"Ukraine\" is beneficiary\n";
/// Read with one error, at the start of its second line.
const BROKEN: &str = "party UKR \"Ukraine\" is beneficiary\nobligaton assist { UKR shall inform parties }\n";

#[test]
fn the_exit_code_says_what_was_found() {
    let folder = Folder::new("exit");
    folder.file("clean.treaty", CLEAN).file("broken.treaty", BROKEN);
    let run = |args: &[&str]| vattel(args.iter().copied()).within(folder.path()).run().code;
    let quiet = ["check", "--select", "syntax"];
    let with = |more: &[&'static str]| run(&[&quiet[..], more].concat());
    assert_eq!(with(&["clean.treaty"]), 0);
    assert_eq!(with(&["broken.treaty"]), 1);
    assert_eq!(with(&["."]), 1);
    assert_eq!(with(&["broken.treaty", "--exit-zero"]), 0);
    assert_eq!(with(&["missing.treaty"]), 2);
    assert_eq!(with(&["clean.treaty", "--output-format", "sarf"]), 2);
    assert_eq!(run(&["chek"]), 2);
    assert_eq!(run(&[]), 2);
    assert_eq!(run(&["--version"]), 0);
    assert_eq!(run(&["check", "--help"]), 0);
    for format in ["full", "concise", "json", "json-lines"] {
        assert_eq!(with(&["broken.treaty", "--output-format", format]), 1, "{format}");
    }
}

#[test]
fn a_draft_that_cannot_be_opened_does_not_hide_the_others() {
    let folder = Folder::new("missing");
    folder.file("broken.treaty", BROKEN);
    let ran =
        vattel(["check", "missing.treaty", "broken.treaty", "--output-format", "concise"]).within(folder.path()).run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("can't read `missing.treaty`"), "{}", ran.stderr);
    assert!(ran.stdout.contains("broken.treaty:2:1: error[syntax/unreadable-provision]"), "{}", ran.stdout);
}

#[test]
fn a_file_that_is_no_text_is_a_finding_and_the_others_are_checked() {
    let folder = Folder::new("bytes");
    folder.file("a.treaty", b"party UKR \"Ukra\xFFine\" is beneficiary\n").file("b.treaty", BROKEN);
    folder.file("c.treaty", b"\xFF\xFEp\0a\0");
    let ran = vattel(["check", ".", "--output-format", "concise"]).within(folder.path()).run();
    assert_eq!(ran.code, 1);
    let lines: Vec<&str> = ran.stdout.lines().collect();
    assert!(lines[0].starts_with("a.treaty:1:16: error[syntax/not-utf8] the byte 0xFF"), "{}", ran.stdout);
    assert!(lines[1].starts_with("b.treaty:2:1: error[syntax/unreadable-provision]"), "{}", ran.stdout);
    assert!(ran.stdout.contains("c.treaty:1:1: error[syntax/not-utf8] the file is UTF-16"), "{}", ran.stdout);
}

#[test]
fn the_standard_input_bears_the_name_it_is_given() {
    let ran =
        vattel(["check", "-", "--stdin-filename", "draft.treaty", "--output-format", "concise"]).stdin(BROKEN).run();
    assert_eq!(ran.code, 1);
    assert!(ran.stdout.starts_with("draft.treaty:2:1: error"), "{}", ran.stdout);
    let ran = vattel(["check", "-", "--output-format", "concise"]).stdin(BROKEN).run();
    assert!(ran.stdout.starts_with("<stdin>:2:1: error"), "{}", ran.stdout);
}

#[test]
fn folders_are_walked_as_git_sees_them() {
    let folder = Folder::new("walk");
    folder.file(".gitignore", "old/\n").file("old/a.treaty", BROKEN).file("b/b.treaty", CLEAN).file("notes.draft", "x");
    let ran = vattel(["check", "--select", "syntax"]).within(folder.path()).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (0, "no findings in 1 draft\n"));
    let ran =
        vattel(["check", "old/a.treaty", "notes.draft", "--output-format", "concise"]).within(folder.path()).run();
    assert_eq!(ran.code, 1, "what is named outright is checked");
    assert!(ran.stdout.contains("notes.draft:1:1: error"), "{}", ran.stdout);
}

#[test]
fn no_draft_is_a_warning_or_a_failure() {
    let folder = Folder::new("empty");
    let ran = vattel(["check"]).within(folder.path()).run();
    assert_eq!(ran.code, 0);
    assert!(ran.stderr.contains("no draft to check"), "{}", ran.stderr);
    assert_eq!(vattel(["check", "--error-on-no-files"]).within(folder.path()).run().code, 2);
}

#[test]
fn the_output_is_the_same_with_any_number_of_threads() {
    let folder = Folder::new("threads");
    for number in 0..150 {
        let text = format!("{}{}", "\n".repeat(number % 7), if number % 3 == 0 { CLEAN } else { BROKEN });
        folder.file(&format!("{:02}/{number}.treaty", number % 10), text);
    }
    for format in ["full", "concise", "json", "json-lines"] {
        let run =
            |threads| vattel(["check", "--output-format", format, "--threads", threads]).within(folder.path()).run();
        let one = run("1");
        assert_eq!(one.code, 1);
        assert_eq!(one.stdout, run("8").stdout, "{format}");
    }
    let json = vattel(["check", "--output-format", "json"]).within(folder.path()).run();
    let json: serde_json::Value = serde_json::from_str(&json.stdout).expect("one document");
    assert_eq!(json["summary"]["drafts"], 150);
    assert_eq!(
        json["findings"].as_array().map(|it| it.iter().filter(|it| it["severity"] == "error").count()),
        Some(100)
    );
}

#[test]
fn an_unknown_rule_is_a_failure_with_a_suggestion() {
    for args in [["check", "--select", "unreadible-clause"], ["check", "--ignore", "syntax/unreadible-clause"]] {
        let ran = vattel(args).run();
        assert_eq!((ran.code, ran.stdout.as_str()), (2, ""));
        assert!(ran.stderr.contains("did you mean `syntax/unreadable-clause`?"), "{}", ran.stderr);
    }
    let ran = vattel(["explain", "unreadible-clause"]).run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean `syntax/unreadable-clause`?"), "{}", ran.stderr);
    let ran = vattel(["explain", "wxyz"]).run();
    assert!(ran.stderr.contains("`vattel rules` lists"), "{}", ran.stderr);
}

#[test]
fn pages_are_explained_by_id_and_by_name() {
    let long = vattel(["explain", "syntax/unreadable-clause"]).run();
    assert_eq!(long.code, 0);
    assert_eq!(long.stdout, vattel(["explain", "unreadable-clause"]).run().stdout);
    for heading in ["What it checks", "Why it matters", "Precedent", "Example", "Use instead", "References"] {
        assert!(long.stdout.contains(&format!("\n{heading}\n")), "{heading}");
    }
    assert!(!long.stdout.contains("#~") && !long.stdout.contains("```"), "{}", long.stdout);
    let clause = vattel(["explain", "deemed", "attack", "on"]).run();
    assert_eq!(clause.code, 0);
    assert!(clause.stdout.contains("Whom the attack counts as an attack on."), "{}", clause.stdout);
    let body = vattel(["explain", "UNSC"]).run();
    assert_eq!(body.code, 0);
    assert!(body.stdout.contains("    decides by at least 9 of members"), "{}", body.stdout);
}

#[test]
fn every_rule_is_explained() {
    for rule in vattel::rules::CATALOGUE {
        let ran = vattel(["explain", &rule.id]).run();
        assert_eq!(ran.code, 0, "{}", rule.id);
        assert!(ran.stdout.starts_with(&*rule.id), "{}", rule.id);
    }
}

#[test]
fn the_table_of_rules_is_for_people_and_for_machines() {
    let ran = vattel(["rules", "--output-format", "json"]).run();
    let json: serde_json::Value = serde_json::from_str(&ran.stdout).expect("JSON");
    let rules = json["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), vattel::rules::CATALOGUE.len());
    assert!(rules.iter().all(
        |it| it["id"] == format!("{}/{}", it["category"].as_str().unwrap_or(""), it["name"].as_str().unwrap_or(""))
    ));
    let text = vattel(["rules"]).run().stdout;
    assert_eq!(text.lines().count(), rules.len());
    assert!(vattel(["rules", "--output-format", "markdown"]).run().stdout.contains("| rule | level |"));
}

#[test]
fn colours_are_asked_for_or_left_out() {
    let run = |color: &str, env: &[(&str, &str)]| {
        let mut vattel = vattel(["check", "-", "--color", color]).stdin(BROKEN);
        for (name, value) in env {
            vattel = vattel.env(name, value);
        }
        vattel.run().stdout.contains('\u{1b}')
    };
    assert!(!run("auto", &[]), "a pipe is no terminal");
    assert!(run("always", &[("NO_COLOR", "1")]), "the flag wins");
    assert!(run("auto", &[("FORCE_COLOR", "1")]));
    assert!(run("auto", &[("CLICOLOR_FORCE", "1"), ("TERM", "dumb")]));
    assert!(!run("auto", &[("CLICOLOR_FORCE", "0")]));
    assert!(!run("auto", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!run("never", &[("FORCE_COLOR", "1")]));
}

#[test]
fn the_environment_changes_nothing_else() {
    let plain = vattel(["check", "-"]).stdin(BROKEN).run();
    let odd =
        [("NO_GRAPHICS", "1"), ("COLUMNS", "wide"), ("LANG", "C"), ("TERM", "xterm-256color"), ("RUST_BACKTRACE", "1")];
    let run =
        odd.iter().fold(vattel(["check", "-"]).stdin(BROKEN), |vattel, (name, value)| vattel.env(name, value)).run();
    assert_eq!((plain.code, &plain.stdout), (run.code, &run.stdout));
    // But for the width, which terminals and scripts set.
    let of = |columns: &str| {
        let draft = "drafts/flawed/cyprus-1960.treaty";
        vattel(["check", draft, "--isolated", "--style", "ascii"]).env("COLUMNS", columns).run().stdout
    };
    assert_ne!(of("50"), of("300"));
}

#[test]
fn statistics_count_and_quiet_is_quiet() {
    let ran = vattel(["check", "-", "--statistics"]).stdin(BROKEN).run();
    assert!(ran.stdout.contains("1  error    syntax/unreadable-provision\n"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("obligaton"), "{}", ran.stdout);
    assert_eq!(vattel(["check", "-", "--quiet", "--select", "syntax"]).stdin(CLEAN).run().stdout, "");
}

#[test]
fn findings_go_to_a_file_if_one_is_named() {
    let folder = Folder::new("output");
    folder.file("broken.treaty", BROKEN);
    let ran = vattel(["check", "--output-file", "out.json", "--output-format", "json"]).within(folder.path()).run();
    assert_eq!((ran.code, ran.stdout.as_str()), (1, ""));
    let written = std::fs::read_to_string(folder.path().join("out.json")).expect("the file is there");
    assert!(serde_json::from_str::<serde_json::Value>(&written).is_ok());
}

#[test]
#[cfg(unix)]
fn a_reader_that_goes_away_is_no_error() {
    use std::process::{Command, Stdio};
    let mut child = Command::new(env!("CARGO_BIN_EXE_vattel"))
        .args(["rules", "--output-format", "json"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("the program ends");
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn the_threat_is_read_or_refused() {
    for words in ["RUS against UKR", "RUS", "BLR votes with RUS", "RUS controls Militia"] {
        let text = "party UKR \"Ukraine\" is beneficiary\nforces Militia \"armed formations\"\n";
        let ran = vattel(["check", "-", "--select", "syntax", "--assume", words]).stdin(text).run();
        assert_eq!(ran.code, 0, "{words}: {}", ran.stderr);
    }
    let ran = vattel(["check", "-", "--assume", "Rus against UKR"]).stdin(CLEAN).run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("unknown actor `Rus` in the assumptions"), "{}", ran.stderr);
    let ran = vattel(["check", "-", "--assume", "rus attacks"]).stdin(CLEAN).run();
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("`rus attacks` is not an assumption"), "{}", ran.stderr);
}

const BRACKETS: &str = "party UKR \"Ukraine\" is beneficiary\nparty FRA \"France\" is guarantor\n\
[ FRA: group G = FRA | UKR: group G = FRA, UKR ]  # open\nobligation o { G shall inform UKR [ UKR: within 3 days ] }\n";

#[test]
fn too_many_readings_are_refused_with_their_number() {
    let folder = Folder::new("readings");
    let parties: Vec<String> = (0..20).map(|it| format!("[ party P{it} \"Party\" ]")).collect();
    let parties = parties.join("\n");
    folder.file("many.treaty", parties).file("few.treaty", BRACKETS);
    let run = |args: &[&str]| vattel(args.iter().copied()).within(folder.path()).run();
    let refused = run(&["check", ".", "--readings", "all", "--output-format", "concise"]);
    assert_eq!(refused.code, 2);
    assert!(refused.stderr.contains("`many.treaty` has 1,048,576 readings; the limit is 65,536"), "{}", refused.stderr);
    assert!(refused.stdout.contains("few.treaty"), "the others are checked: {}", refused.stdout);
    assert_eq!(run(&["brackets", "many.treaty", "--readings", "all"]).code, 2);
    let refused = run(&["check", "few.treaty", "--readings", "all", "--max-readings", "3"]);
    assert_eq!((refused.code, refused.stdout.as_str()), (2, "no draft was checked\n"));
    assert!(run(&["check", "few.treaty", "--readings", "all", "--max-readings", "4"]).code < 2);
    assert!(run(&["check", "many.treaty", "--readings", "pairwise"]).code < 2);
}

#[test]
fn a_reading_that_no_draft_has_is_a_slip() {
    let folder = Folder::new("named");
    folder.file("draft.treaty", BRACKETS).file("other.treaty", CLEAN);
    let run = |reading: &str| vattel(["check", ".", "--readings", reading]).within(folder.path()).run();
    assert_eq!(run("party=UKR").code, 0);
    let slip = run("UKR, USA at article 5");
    assert_eq!(slip.code, 2);
    assert!(slip.stderr.contains("`--readings`: no bracket has an alternative `USA at article 5`"), "{}", slip.stderr);
    let slip = run("sometimes");
    assert_eq!(slip.code, 2);
    assert!(slip.stderr.contains("`sometimes` names no reading"), "{}", slip.stderr);
}

#[test]
fn brackets_are_listed_and_taken() {
    let folder = Folder::new("brackets");
    folder.file("draft.treaty", BRACKETS);
    let run = |args: &[&str]| vattel(args.iter().copied()).within(folder.path()).run();
    let listed = run(&["brackets", "draft.treaty"]);
    assert_eq!(listed.code, 0, "{}", listed.stderr);
    for words in [
        "2 unresolved points",
        "read in all 4 readings",
        "1 line 3: alternatives",
        "1b UKR: `group G = FRA, UKR`",
        "2 `o`, line 4",
    ] {
        assert!(listed.stdout.contains(words), "{words}\n{}", listed.stdout);
    }
    let markdown = run(&["brackets", "draft.treaty", "--output-format", "markdown"]);
    assert!(markdown.stdout.contains("| 2a | UKR | `within 3 days` | no finding |"), "{}", markdown.stdout);
    let taken = run(&["brackets", "draft.treaty", "--take", "FRA"]);
    assert_eq!(taken.code, 0);
    assert!(
        taken.stdout.contains("\ngroup G = FRA  # open\n") && taken.stdout.contains("[ UKR: within 3 days ]"),
        "{}",
        taken.stdout
    );
    assert_eq!(taken.stderr, "vattel: 1 bracket stays unresolved: no alternative of FRA there\n");
    let taken = run(&["brackets", "draft.treaty", "--take", "UKR"]);
    assert!(!taken.stdout.contains('[') && taken.stderr.is_empty(), "{}", taken.stdout);
    assert_eq!(run(&["brackets", "draft.treaty", "--take", "USA"]).code, 2);
    assert_eq!(run(&["brackets", "."]).code, 0, "a folder with one draft is that draft");
    assert_eq!(run(&["brackets", "missing.treaty"]).code, 2);
}
