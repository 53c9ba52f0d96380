//! What `vattel simulate` promises: which plays are played, what is said where none can be, and formats that hold what they
//! are given.

use crate::support::vattel::{Ran, vattel};
use crate::support::{files, relative, root, schema};
use serde_json::Value;

const ISTANBUL: &str = "drafts/flawed/istanbul-2022-04.treaty";

fn simulate(arguments: &[&str]) -> Ran {
    vattel(["simulate"].into_iter().chain(arguments.iter().copied())).run()
}

/// The JSON document of plays.
fn document(arguments: &[&str]) -> Value {
    let ran = simulate(&[arguments, &["--output-format", "json"]].concat());
    assert!(ran.code < 2, "{arguments:?}: {}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

#[test]
fn what_cannot_be_played_is_said() {
    for (arguments, said) in [
        (&["--on", "soon"][..], "`--on`: `soon` is no date; write it as `2027-03-01`"),
        (&["--on", "2027-03-01T05:00 Europe/Atlantis"], "is no time zone"),
        (&["--reading", "RSU"], "did you mean `RUS`?"),
        (&["--assume", "RSU against UKR"], "did you mean `RUS`?"),
        (&["--scenario", "full scale invasion, the attacker votes no"], "did you mean `full-scale invasion"),
        (&["--scenario", "peace"], "no scenario of the draft is called `peace`; its scenarios: `full-scale invasion"),
        (&["--scenario", "full-scale", "--reading", "UKR"], "is about the reading `RUS`; leave `--reading` out"),
        (&["--scenario", "full-scale", "--event", "RUS votes no"], "cannot be used with"),
    ] {
        let ran = simulate(&[&[ISTANBUL], arguments].concat());
        assert!(ran.code == 2 && ran.stdout.is_empty(), "{arguments:?}: {ran:?}");
        assert!(ran.stderr.contains(said), "{arguments:?}: {}", ran.stderr);
    }
    let text = "party UKR \"Ukraine\" is beneficiary\nobligation a { UKR shall inform UKR }\n";
    let ran = vattel(["simulate", "-"]).stdin(text).run();
    assert!(
        ran.code == 2 && ran.stderr.contains("nobody is assumed to attack, so there is no attack to play"),
        "{ran:?}"
    );
    let ran = vattel(["simulate", "-", "--scenario", "x"]).stdin(text).run();
    assert!(ran.code == 2 && ran.stderr.contains("the draft has no scenario"), "{ran:?}");
}

#[test]
fn each_assumed_attack_is_played() {
    let plays = |arguments: &[&str]| document(arguments)["plays"].as_array().expect("plays").clone();
    let one = plays(&[ISTANBUL, "--reading", "RUS", "--on", "2027-03-01"]);
    assert_eq!(one.len(), 1);
    assert_eq!(one[0]["case"]["words"], "RUS attacks UKR, and BLR acts with it");
    assert_eq!((&one[0]["reading"], &one[0]["start"]), (&"RUS".into(), &"2027-03-01T00:00".into()));
    assert_eq!(one[0]["dated"], true);
    let two = plays(&[ISTANBUL, "--assume", "CHN against UKR", "--worst-case"]);
    assert_eq!(two.len(), 2);
    assert_eq!((&two[1]["case"]["attacker"], &two[1]["pace"]), (&"CHN".into(), &"last-moment".into()));
    assert_eq!(two[1]["dated"], false);
}

#[test]
fn the_document_fits_its_schema() {
    let held = std::fs::read_to_string(root().join("docs/schema/simulation.schema.json")).expect("the schema");
    let held: Value = serde_json::from_str(&held).expect("the schema is JSON");
    let mut tried = 0;
    for folder in ["drafts/flawed", "drafts/sound"] {
        for path in files(&root().join(folder), "treaty") {
            let name = relative(&path);
            let found = document(&[&name, "--on", "2027-03-01", "--assume", "RUS against UKR"]);
            assert_eq!(schema::faults(&held, &found), Vec::<String>::new(), "{name}");
            tried += 1;
        }
    }
    assert!(tried > 10, "{tried} documents");
    let mut wrong = document(&[ISTANBUL]);
    wrong["plays"][0]["pace"] = 1.into();
    wrong["plays"][0]["guess"] = 1.into();
    assert_eq!(schema::faults(&held, &wrong).len(), 2, "the schema refuses what the program does not write");
}
