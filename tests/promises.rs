//! What a reader is promised of the shipped drafts: the defect of Istanbul is found, its cure clears it, and the sound
//! treaties stay clean.

use crate::support::{root, vattel::vattel};

const ISTANBUL: &str = "drafts/flawed/istanbul-2022-04.treaty";

fn check(arguments: &[&str]) -> (i32, String) {
    let ran = vattel(["check"].into_iter().chain(arguments.iter().copied())).run();
    (ran.code, ran.stdout)
}

#[test]
fn the_attacker_of_istanbul_holds_a_veto() {
    let (code, shown) = check(&[ISTANBUL, "--style", "ascii"]);
    assert_eq!(code, 1);
    let veto = shown.split("error[").find(|it| it.starts_with("veto/aggressor-veto]")).expect("the veto is found");
    for words in [
        "Article 5, trigger attack-on-ukraine",
        "`RUS`, a potential aggressor, can block",
        "`RUS` may attack `UKR`",
        "decided by unanimity of guarantors",
        "RUS votes no: no obligation arises for CHN, FRA, GBR and USA",
        "unanimity of guarantors excluding the attacker",
    ] {
        assert!(veto.contains(words), "{words}\n{veto}");
    }
    assert!(shown.contains("consistency/ban-vs-deployment"));
}

#[test]
fn the_text_of_ukraine_alone_leaves_no_veto_there() {
    let draft = std::fs::read_to_string(root().join(ISTANBUL)).expect("the draft");
    let (before, rest) = draft.split_once("[ RUS: decided by unanimity of guarantors").expect("the bracket");
    let (_, after) = rest.split_once("| UKR: decided by each of guarantors ]").expect("its other side");
    let ukraine = format!("{before}decided by each of guarantors{after}");
    let ran = vattel(["check", "-", "--select", "veto", "--output-format", "concise"]).stdin(ukraine).run();
    assert!(!ran.stdout.contains("veto/"), "{}", ran.stdout);
}

#[test]
fn a_finding_says_in_which_reading_it_holds() {
    let (_, shown) = check(&[ISTANBUL]);
    let veto = shown.split("error[").find(|it| it.starts_with("veto/aggressor-veto]")).expect("the veto is found");
    assert!(veto.contains("reading: only where the text of RUS is adopted in article 5\n"), "{veto}");
    assert!(shown.contains("read in 13 of 4,096 readings: unbracketed, and with each alternative alone"), "{shown}");
    // In the text of Ukraine the veto is gone, and what holds in every reading stays.
    let everywhere = ["parties/guarantor-is-aggressor", "consistency/ban-vs-deployment", "verification/unverified-cap"];
    for reading in ["party=UKR", "party UKR", "UKR", "5b"] {
        let (_, shown) = check(&[ISTANBUL, "--readings", reading, "--output-format", "concise"]);
        assert!(!shown.contains("veto/aggressor-veto"), "{reading}: {shown}");
        assert!(everywhere.iter().all(|rule| shown.contains(rule)), "{reading}: {shown}");
    }
    let (_, shown) = check(&[ISTANBUL, "--readings", "party=RUS", "--output-format", "concise"]);
    assert!(shown.contains("veto/aggressor-veto"), "{shown}");
}

/// The worked table: two-thirds of the guarantors without the attacker, China with the attacker, Belarus too if it is there.
#[test]
fn whether_two_thirds_can_be_blocked_turns_on_two_brackets() {
    const DRAFT: &str = "drafts/flawed/istanbul-two-thirds.treaty";
    let blocked = |reading: &str| {
        let (_, shown) = check(&[DRAFT, "--readings", reading, "--output-format", "concise", "--select", "veto"]);
        shown.contains("veto/aligned-bloc-veto")
    };
    let table = [("unbracketed", false), ("RUS", true), ("UKR", false), ("RUS, UKR", false)];
    for (reading, expected) in table {
        assert_eq!(blocked(reading), expected, "{reading}");
    }
    let (_, shown) = check(&[DRAFT]);
    assert!(shown.contains("reading: where BLR is retained and TUR is not: 1 of 4 readings"), "{shown}");

    let listed = vattel(["brackets", DRAFT, "--output-format", "json"]).run();
    assert_eq!(listed.code, 0);
    let listed: serde_json::Value = serde_json::from_str(&listed.stdout).expect("a document");
    let turns = |bracket: usize, how: &str| {
        let turns = listed["brackets"][bracket]["texts"][0][how].as_array().expect("a list").clone();
        turns.iter().filter(|it| it["rule"] == "veto/aligned-bloc-veto").count()
    };
    assert_eq!([turns(0, "adds"), turns(0, "clears"), turns(1, "adds"), turns(1, "clears")], [1, 0, 0, 1]);
}

#[test]
fn a_check_that_leaves_alternatives_says_so() {
    let (_, shown) = check(&[ISTANBUL, "--readings", "each", "--max-readings", "5", "--output-format", "concise"]);
    assert!(shown.contains("advice[model/unread-alternatives] 8 alternatives were not read; 4 were"), "{shown}");
    let (_, shown) = check(&[ISTANBUL, "--readings", "each", "--output-format", "concise"]);
    assert!(!shown.contains("unread-alternatives"), "{shown}");
}

#[test]
fn sound_treaties_are_clean() {
    let (code, shown) = check(&["drafts/sound", "--output-format", "concise"]);
    assert_eq!(code, 0, "{shown}");
    assert!(!shown.contains("error[") && !shown.contains("warning["), "{shown}");
}

#[test]
fn undefined_troops_are_met_with_the_choices() {
    let draft = "drafts/flawed/article-5-like-2025.treaty";
    let (_, shown) = check(&[draft, "--select", "role-undefined,timing-unspecified", "--output-format", "json"]);
    for rule in ["deployment/role-undefined", "deployment/timing-unspecified"] {
        assert!(shown.contains(&format!("\"rule\":\"{rule}\"")), "{rule}");
    }
    for choice in ["combat", "logistics", "training", "rear lines", "standing", "responsive"] {
        assert!(shown.contains(choice), "{choice}");
    }
}
