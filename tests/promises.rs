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
        "`RUS` is assumed to attack `UKR`",
        "decided by unanimity of guarantors",
        "RUS votes no: no duty arises for CHN, FRA, GBR, USA",
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
