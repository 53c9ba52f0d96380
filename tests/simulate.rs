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
        (&["--scenario", "peace"], "the draft has no scenario `peace`; its scenarios: `full-scale invasion"),
        (&["--scenario", "full-scale", "--reading", "UKR"], "is about the reading `RUS`; leave `--reading` out"),
        (&["--scenario", "full-scale", "--event", "RUS votes no"], "cannot be used with"),
        (&["--event", "armed-atack by RUS against UKR"], "did you mean `armed-attack`?"),
        (&["--event", "armed-attack by RSU against UKR"], "did you mean `RUS`?"),
        (&["--event", "FRA withholds aproval"], "did you mean `approval`?"),
        (&["--event", "rubbish"], "`--event`: unknown event `rubbish`"),
        (&["--event", "breach of asist by RUS"], "`--event`"),
        (&["--event", ""], "`--event \"\"`: the text ends after `given`"),
        (&["--event", "armed-attack by RUS against UKR } scenario"], "this `}` closes nothing"),
        (&["--event", "RUS votes no expect nobody is obliged"], "`--event` takes one event"),
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

/// The commands of which the documentation speaks.
#[test]
fn what_the_april_drafts_do_when_ukraine_is_attacked() {
    let attack = ["--event", "armed-attack by RUS against UKR", "--on", "2027-03-01"];
    for (reading, said) in [
        (
            "RUS",
            &[
                "No obligation to act arises.",
                "`attack-on-ukraine` and `assist` are waiting since 2027-03-01: unanimity is required, but 4 of 6 voted yes; RUS \
                 and BLR voted no. That depends on RUS and BLR, without a time-limit",
                "no obligation arises from what happens",
            ][..],
        ),
        (
            "UKR",
            &[
                "CHN, FRA, GBR, USA and TUR are obliged to assist UKR by airspace-closure, weapons, armed-force by 2027-03-07",
                "RUS is in breach of `no-force-against-ukraine` since 2027-03-01",
            ],
        ),
    ] {
        for pace in [&[][..], &["--worst-case"]] {
            let ran = simulate(&[&[ISTANBUL, "--reading", reading], &attack[..], pace].concat());
            let text = ran.stdout.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(ran.code, 0, "{ran:?}");
            let but_votes = |it: &&&str| pace.is_empty() || !it.contains("voted");
            for said in said.iter().filter(but_votes) {
                assert!(text.contains(said), "{reading} {pace:?}: {said}\n{}", ran.stdout);
            }
        }
    }
    let abstains = document(&[ISTANBUL, "--reading", "UKR", "--event", "USA stays away", "--event", "CHN votes no"]);
    assert_eq!(abstains["plays"][0]["given"], serde_json::json!(["USA stays away", "CHN votes no"]));
}

#[test]
fn scenarios_are_played_in_their_readings_and_judged() {
    let found = document(&[ISTANBUL, "--scenario", "attack"]);
    let plays = found["plays"].as_array().expect("plays");
    let readings: Vec<_> = plays.iter().map(|it| &it["reading"]).collect();
    assert!(
        readings.contains(&&serde_json::json!("RUS")) && readings.contains(&&serde_json::json!("UKR")),
        "{readings:?}"
    );
    assert!(plays.iter().all(|it| it["expectations"].as_array().is_some_and(|it| !it.is_empty())));
    let text = std::fs::read_to_string(root().join(ISTANBUL)).expect("the draft");
    let wrong = text.replace("expect attack-on-ukraine is not triggered", "expect attack-on-ukraine is triggered");
    let ran = vattel(["simulate", "-", "--scenario", "full-scale"]).stdin(wrong).run();
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    assert!(ran.stdout.contains("does not hold: expect attack-on-ukraine is triggered"), "{}", ran.stdout);
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
