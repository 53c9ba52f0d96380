//! Red lines held against a draft: a line about somebody or something that the draft does not know is not kept.

use crate::suites::{CHECK, DRAFT, rule, run};
use crate::support::vattel::{Folder, vattel};
use serde_json::{Value, json};
use vattel::suite::functions::FUNCTIONS;

#[test]
fn a_name_that_the_draft_does_not_know_is_no_answer() {
    let tried = |on: &str, assert: &str| {
        run(&rule(on, assert), &[CHECK, &["--extend-select", "suites", "--output-format", "concise"]].concat())
    };
    for (assert, words) in [
        ("can_block('RSU', this)", "knows no actor or group `RSU`; did you mean `RUS`?"),
        ("!can_block('RSU', this)", "did you mean `RUS`?"),
        ("!can_block(['FRA', 'RSU'], this)", "did you mean `RUS`?"),
        ("!can_block('CHN', this)", "knows no actor or group `CHN`"),
        ("!can_block('attack', this)", "knows no actor or group `attack`"),
        ("!can_force('RSU', this)", "did you mean `RUS`?"),
        ("!can_force('RUS', 'atack')", "knows no provision `atack`; did you mean `attack`?"),
        ("!aggressor_can_block('atack')", "did you mean `attack`?"),
        ("!is_aggressor('RSU')", "knows no actor `RSU`; did you mean `RUS`?"),
        ("!is_adverse('RSU')", "did you mean `RUS`?"),
        ("actor('RSU').name == ''", "did you mean `RUS`?"),
        ("provision('atack').name == ''", "did you mean `attack`?"),
        ("size(members('Natto')) == 0", "knows no body, organization or group `Natto`; did you mean `NATO`?"),
        ("size(blockers('atack')) == 0", "did you mean `attack`?"),
        ("strength('RUS') == ''", "knows no provision `RUS`"),
        ("worst_case('atack') == 0", "did you mean `attack`?"),
        ("size(opened_by('atack')) == 0", "did you mean `attack`?"),
        ("size(answered_by('atack')) == 0", "did you mean `attack`?"),
    ] {
        let ran = tried("trigger", assert);
        assert!(ran.code == 1 && ran.stdout.contains("suites/failed"), "{assert}: {}", ran.stdout);
        assert!(ran.stdout.contains(words) && ran.stdout.contains("own.suite.toml"), "{assert}: {}", ran.stdout);
    }
    // The other side may decide, and whoever asks first whether the name is there has an answer.
    for decided in [
        "name == 'attack' || can_block('RSU', this)",
        "!treaty.actors.exists(a, a.name == 'RSU') || can_block('RSU', this)",
    ] {
        assert_eq!(tried("trigger", decided).code, 0, "{decided}");
    }
    // Every function that takes a name is among them.
    for function in FUNCTIONS {
        let given = vec!["'nobody-here'"; function.takes.len()].join(", ");
        let ran = tried("trigger", &format!("[{}({given})].exists(x, true)", function.name));
        assert!(ran.stdout.contains("suites/failed"), "{}: {}", function.name, ran.stdout);
    }
    for known in
        ["can_block('RUS', 'attack')", "!is_aggressor('FRA')", "size(members('NATO')) > 20", "!can_block([], this)"]
    {
        assert_eq!(tried("trigger", known).code, 0, "{known}");
    }
}

#[test]
fn a_red_line_about_nobody_is_not_kept() {
    let held = |suite: &str, draft: &str, code: i32| {
        let folder = Folder::new("suite-nobody");
        folder.file("own.suite.toml", suite).file("one.treaty", draft);
        let ran =
            vattel(["redlines", "one.treaty", "own.suite.toml", "--output-format", "json"]).within(folder.path()).run();
        assert_eq!(ran.code, code, "{}{}", ran.stdout, ran.stderr);
        let sheet: Value = serde_json::from_str(&ran.stdout).expect("JSON");
        (sheet["lines"][0]["overall"].as_str().expect("a standing").to_owned(), sheet["kept"].clone(), ran.stderr)
    };
    let line = |party: &str, assert: &str| rule("trigger", assert).replacen('\n', &format!("\nparty = {party:?}\n"), 1);
    let bracketed = DRAFT.replace("party FRA", "[ UKR: state TUR \"Türkiye\" ]\nparty FRA");
    for draft in [DRAFT, &bracketed] {
        let (overall, kept, told) = held(&line("UKR", "!can_block('RSU', this)"), draft, 2);
        assert_eq!((&*overall, kept), ("not determined", json!(0)));
        assert!(told.contains("did you mean `RUS`?"), "{told}");
        assert_eq!(held(&line("UKR", "!can_block('RUS', this)"), draft, 1).0, "violated");
    }
    // Whom a text brings in that this reading leaves out is known, and absent.
    assert_eq!(held(&line("UKR", "!can_block('TUR', this)"), &bracketed, 0).0, "accepted");
    // A group stands for its members.
    let group = format!("group Both = FRA, RUS\n{DRAFT}");
    assert_eq!(held(&line("UKR", "!can_block('Both', this)"), &group, 1).0, "violated");
    // Nothing of a private line is told.
    let private = line("UKR", "!can_block('RSU', this)").replacen('\n', "\nprivate = true\n", 1);
    let (overall, _, told) = held(&private, DRAFT, 2);
    assert_eq!(overall, "not determined");
    assert!(told.contains("can't be asked of this draft") && !told.contains("RSU") && !told.contains("RUS"), "{told}");
    // Nor is one kept that was stopped.
    let many = "[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]";
    let long =
        format!("{many}.all(a, {many}.all(b, {many}.all(c, {many}.all(d, {many}.all(e, {many}.all(f, a > 0))))))");
    assert_eq!(held(&line("UKR", &long), DRAFT, 2).0, "not determined");
}

#[test]
fn the_party_of_a_suite_is_one_that_the_draft_knows() {
    let held = |party: &str| {
        run(
            &rule("trigger", "true").replacen('\n', &format!("\nparty = {party:?}\n"), 1),
            &["redlines", "one.treaty", "own.suite.toml"],
        )
    };
    for (party, words) in [("RSU", "; did you mean `RUS`?"), ("X", ""), ("attack", "")] {
        let ran = held(party);
        let words = format!("own.suite.toml: the draft does not declare the party of the suite, `{party}`{words}");
        assert!(ran.code == 2 && ran.stderr.contains(&words), "{party}: {}", ran.stderr);
    }
    // A mediator may have red lines, though the text does not name it.
    for party in ["RUS", "CHE", "OSCE"] {
        assert_eq!(held(party).code, 0, "{party}");
    }
}
