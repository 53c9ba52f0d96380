//! Names that only the head of a bracket, a flag or a property holds: each stands for somebody, or is reported with what was
//! probably meant. Nothing is answered about somebody else.

use crate::support::vattel::{Folder, Ran, vattel};
use vattel::config::Settings;
use vattel::diagnostic::Diagnostic;
use vattel::engine;
use vattel::source::{FileId, Source};

/// Two brackets, of which the first has its text of Russia under `head`.
fn draft(head: &str) -> String {
    format!(
        "party UKR \"Ukraine\"             is beneficiary
party RUS \"Russian Federation\"  is guarantor
party FRA \"French Republic\"     is guarantor
assume {{ potential aggressor RUS against UKR }}
article 1 \"Attack\" {{
    trigger attack {{
        on armed-attack against UKR
        [ UKR: decided by each of guarantors
        | {head} decided by unanimity of guarantors ]
    }}
}}
article 2 \"Help\" {{
    obligation assist {{
        upon attack
        each of guarantors shall assist UKR
        within [ RUS: 30 days | UKR: 3 days ]
        by weapons
    }}
}}
"
    )
}

fn findings(text: &str) -> Vec<Diagnostic> {
    let report = engine::check(&Source::new(FileId(0), "draft.treaty", text), &Settings::recommended(), &|_| None);
    assert!(report.internal_errors.is_empty(), "{:?}", report.internal_errors);
    report.findings.into_iter().filter(|it| it.rule.starts_with("names/")).collect()
}

fn run(text: &str, args: &[&str]) -> Ran {
    vattel(args.iter().copied()).stdin(text).run()
}

const STOPS: [&str; 2] = ["--require", "can_block(RUS, assist)"];

#[test]
fn a_misspelt_proposer_is_reported_with_what_was_meant() {
    let found = findings(&draft("RSU:"));
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!(found[0].message, "the text of `RSU` is read here, but `RSU` is not declared anywhere");
    assert_eq!(found[0].help, ["did you mean `RUS`?"]);
    assert_eq!(found[0].fixes[0].edits[0].text, "RUS");
    assert!(findings(&draft("RUS:")).is_empty());
    // Every place where it stands is mended at once.
    let twice = draft("RSU:").replace("[ RUS: 30", "[ RSU: 30");
    let [one] = &findings(&twice)[..] else { panic!("one finding for one name") };
    assert_eq!((one.related.len(), one.fixes[0].edits.len()), (1, 2));
}

#[test]
fn whoever_is_declared_in_any_reading_may_propose() {
    for head in ["FRA:", "Both:", "TUR:", "OSCE:", "FRA, RUS:"] {
        let text =
            format!("group Both = FRA, RUS\n[ TUR: party TUR \"Republic of Türkiye\" is guarantor ]\n{}", draft(head));
        assert!(findings(&text).iter().all(|it| it.rule == "names/unused"), "{head}: {:#?}", findings(&text));
    }
    let listed = format!("party members of EU is guarantor\n{}", draft("DEU:"));
    assert!(findings(&listed).is_empty(), "{:#?}", findings(&listed));
    // A mediator proposes, and the text does not name it; one letter from a party it may be the party that is meant.
    assert!(findings(&draft("USA:")).is_empty());
    let near = format!("party AUT \"Republic of Austria\" is guarantor\n{}", draft("AUS:"));
    let [near] = &findings(&near)[..] else { panic!("a slip into the code of another state") };
    assert_eq!((&*near.rule, &*near.help[0], near.fixes.len()), ("names/undefined", "did you mean `AUT`?", 0));
    let place = findings(&format!("area Rusa \"an area\" within UKR\n{}", draft("Rusa:")));
    assert!(place.iter().any(|it| it.message.starts_with("`Rusa` is an area, zone or line")), "{place:#?}");
}

#[test]
fn a_side_has_one_text_of_a_bracket() {
    for head in ["UKR:", "RUS, RUS:"] {
        let found = findings(&draft(head));
        assert_eq!(found.iter().map(|it| &*it.rule).collect::<Vec<_>>(), ["names/duplicate"], "{head}: {found:#?}");
    }
}

#[test]
fn nothing_is_read_by_the_name_of_a_party_whose_name_is_misspelt() {
    let wrong = draft("RSU:");
    let runs: [&[&str]; 5] = [
        &["analyze", "-", "--reading", "RUS", STOPS[0], STOPS[1]],
        &["check", "-", "--select", "veto", "--readings", "party=RUS"],
        &["brackets", "-", "--take", "RUS"],
        &["brackets", "-", "--readings", "party=RUS"],
        &["redlines", "-", "drafts/suites/kyiv.suite.toml"],
    ];
    for args in runs {
        let ran = run(&wrong, args);
        assert_eq!(ran.code, 2, "{args:?}\n{}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains("`RSU` is not declared anywhere"), "{args:?}\n{}", ran.stderr);
        assert_ne!(run(&draft("RUS:"), args).code, 2, "{args:?}");
    }
    assert_eq!(run(&draft("RUS:"), runs[0]).code, 0, "Russia can block under its own text");
}

#[test]
fn a_flag_that_names_nobody_says_who_was_meant() {
    let text = draft("RUS:");
    let runs: [(&[&str], &str); 9] = [
        (&["analyze", "-", "--reading", "RSU"], "did you mean `RUS`?"),
        (&["check", "-", "--readings", "party=RSU"], "did you mean `RUS`?"),
        (&["brackets", "-", "--take", "RSU at article 2"], "did you mean `RUS`?"),
        (&["brackets", "-", "--readings", "RSU"], "did you mean `RUS`?"),
        (&["check", "-", "--assume", "RSU against UKR"], "did you mean `RUS`?"),
        (&["analyze", "-", "--assume", "FRA votes with RSU"], "did you mean `RUS`?"),
        (&["redlines", "-", "drafts/suites/kyiv.suite.toml", "--assume", "RSU controls FRA"], "did you mean `RUS`?"),
        (&["analyze", "-", "--require", "can_block(RSU, assist)"], "did you mean `RUS`?"),
        (&["analyze", "-", "--require", "can_block(RUS, asist)"], "did you mean `assist`?"),
    ];
    for (args, meant) in runs {
        let ran = run(&text, args);
        assert_eq!(ran.code, 2, "{args:?}\n{}{}", ran.stdout, ran.stderr);
        assert!(ran.stderr.contains(meant), "{args:?}\n{}", ran.stderr);
    }
    let errors: [&[&str]; 4] = [
        &["--select", "vetoo"],
        &["--ignore", "aggresor-veto"],
        &["--profile", "guarantr"],
        &["--extend-select", "all,rcommended"],
    ];
    for args in errors {
        let ran = run(&text, &[&["check", "-"], args].concat());
        assert_eq!(ran.code, 2, "{args:?}\n{}", ran.stdout);
    }
}

#[test]
fn a_bracket_without_a_text_of_the_one_who_is_read_is_told() {
    let text = draft("FRA:");
    for args in [&["analyze", "-", "--reading", "RUS"][..], &["check", "-", "--readings", "party=RUS"]] {
        let ran = run(&text, args);
        assert!(
            ran.stderr.contains("one bracket has no alternative") && ran.stderr.contains("line 8"),
            "{}",
            ran.stderr
        );
        let ran = run(&draft("RUS:"), args);
        assert!(!ran.stderr.contains("no alternative of the party"), "{}", ran.stderr);
    }
    let told = run(&text, &["analyze", "-", "--reading", "RUS"]);
    assert!(told.stdout.contains("the first text of one bracket"), "{}", told.stdout);
}

#[test]
fn a_configuration_that_names_nobody_is_a_slip() {
    let folder = Folder::new("assumed");
    folder.file("draft.treaty", draft("RUS:"));
    let check = |written: &str| {
        folder.file("vattel.toml", written);
        vattel(["check", "draft.treaty"]).within(folder.path()).run()
    };
    for written in [
        "[assume]\npotential-aggressors = [\"RSU against UKR\"]\n",
        "[assume]\nvotes-with = { FRA = \"RSU\" }\n",
        "[assume]\ncontrols = { RSU = \"FRA\" }\n",
    ] {
        let ran = check(written);
        assert_eq!(ran.code, 2, "{written}\n{}", ran.stdout);
        assert!(ran.stderr.contains("did you mean `RUS`?"), "{written}\n{}", ran.stderr);
    }
    for written in [
        "[rules]\nvetoo = \"off\"\n",
        "profile = \"guarantr\"\n",
        "[[allow]]\nrule = \"aggresor-veto\"\nreason = \"x\"\n",
    ] {
        assert_eq!(check(written).code, 2, "{written}");
    }
}

/// The two brackets, with a scenario at the end.
fn played(lines: &str) -> String {
    format!("{}scenario \"an attack\" {{\n{lines}\n}}\n", draft("RUS:"))
}

#[test]
fn a_scenario_names_nobody_whom_no_reading_knows() {
    let found = |text: &str| {
        let report = engine::check(&Source::new(FileId(0), "draft.treaty", text), &Settings::recommended(), &|_| None);
        let named = |it: &Diagnostic| ["names/undefined", "drafting/dangling-reference"].contains(&&*it.rule);
        report.findings.into_iter().filter(named).collect::<Vec<_>>()
    };
    let tells = |text: &str, name: &str, meant: &str| {
        let found = found(text);
        let [one] = &found[..] else { panic!("{text}: {found:#?}") };
        assert_eq!((one.primary.span.of(text), &*one.help[0]), (name, &*format!("did you mean `{meant}`?")), "{text}");
    };
    for (lines, name, meant) in [
        ("given armed-attack by RSU against UKR", "RSU", "RUS"),
        ("given armed-attack by RUS against UKX", "UKX", "UKR"),
        ("given RSU votes no", "RSU", "RUS"),
        ("expect FRX is obliged to assist UKR", "FRX", "FRA"),
        ("expect FRA is obliged to assist UKX", "UKX", "UKR"),
        ("expect atack is triggered", "atack", "attack"),
    ] {
        tells(&played(lines), name, meant);
        let chapter = format!("{}chapter I {{\nscenario \"an attack\" {{\n{lines}\n}}\n}}\n", draft("RUS:"));
        tells(&chapter, name, meant);
    }
    let headed =
        draft("RUS:") + "chapter I {\nscenario \"an attack\" in reading RSU {\nexpect attack is triggered\n}\n}\n";
    tells(&headed, "RSU", "RUS");
    // What another reading declares is known, and the analyst may name a state that the text does not.
    let lines = "given armed-attack by BLR against UKR\nexpect TUR is obliged to assist UKR\nexpect other is triggered";
    let brought = "[ UKR: state TUR \"Türkiye\" ]\n[ RUS: trigger other { on armed-attack against UKR } ]\n";
    assert!(
        found(&format!("{brought}{}", played(lines))).is_empty(),
        "{:#?}",
        found(&format!("{brought}{}", played(lines)))
    );
}

#[test]
fn nobody_stands_twice_among_weights() {
    let weights = |of: &str| format!("{}weights shares {{ {of} }}\n", draft("RUS:"));
    let found = findings(&weights("RUS 1 FRA 2 RUS 5"));
    let twice: Vec<_> = found.iter().filter(|it| it.rule == "names/duplicate").collect();
    assert_eq!(twice.len(), 1, "{found:#?}");
    assert_eq!((&*twice[0].message, twice[0].related.len()), ("`RUS` appears twice among these weights", 1));
    assert!(findings(&weights("RUS 1 FRA 2 UKR 5")).iter().all(|it| it.rule != "names/duplicate"));
}
