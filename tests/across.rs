//! Rules that look across the readings, where all of them are read: what stands beside the drafts, which are read one
//! alternative at a time.

use crate::support::root;
use vattel::config::{Selection, Settings};
use vattel::engine;
use vattel::model::Which;
use vattel::source::{FileId, Source};

/// What is said when all readings are read, each with its rule.
fn all(rules: &str, text: &str) -> Vec<String> {
    let select = rules.split(", ").map(str::to_owned).collect();
    let mut settings = Settings::select(&Selection { select, ..Selection::default() }).expect("known rules");
    settings.readings = Which::All;
    let source = Source::new(FileId(0), "draft.treaty", text);
    let report = engine::check(&source, &settings, &|_| None);
    assert!(report.internal_errors.is_empty(), "{:?}", report.internal_errors);
    report.findings.iter().map(|it| format!("{}: {}", it.rule, it.message)).collect()
}

#[test]
fn the_number_of_threads_changes_nothing() {
    let text = std::fs::read_to_string(root().join("drafts/flawed/istanbul-2022-04.treaty")).expect("the draft");
    let source = Source::new(FileId(0), "draft.treaty", text);
    let mut settings = Settings::all();
    settings.readings = Which::All;
    let alone = engine::check(&source, &settings, &|_| None);
    settings.threads = 3;
    let together = engine::check(&source, &settings, &|_| None);
    assert_eq!(alone.findings, together.findings);
    assert_eq!(alone.readings.expect("brackets").visited, 4_096);
}

const PARTIES: &str = "party UKR \"Ukraine\" is beneficiary
party RUS \"Russian Federation\" is guarantor
party CHN \"People's Republic of China\" is guarantor
party FRA \"French Republic\" is guarantor
party GBR \"United Kingdom\" is guarantor
party USA \"United States of America\" is guarantor
assume { potential aggressor RUS against UKR  CHN votes with RUS  BLR votes with RUS }
";

#[test]
fn a_veto_that_turns_on_two_seats_is_told_of_each() {
    let text = format!(
        "{PARTIES}
        [ RUS: party BLR \"Republic of Belarus\" is guarantor ]
        [ UKR: party TUR \"Republic of Türkiye\" is guarantor ]
        trigger attack {{ on armed-attack against UKR  decided by two-thirds of guarantors excluding the attacker }}
        guarantee help {{ upon attack  each of guarantors shall assist UKR  by weapons }}"
    );
    let found = all("parties/bracketed-guarantor, veto/aligned-bloc-veto", &text);
    let seats: Vec<&String> = found.iter().filter(|it| it.starts_with("parties/")).collect();
    let turns = "parties/bracketed-guarantor: whether help can be blocked depends on";
    assert_eq!(seats, [&format!("{turns} `BLR`"), &format!("{turns} `TUR`")]);
}

#[test]
fn a_defect_that_readings_tell_with_other_names_is_one_finding() {
    let text = format!(
        "{PARTIES}
        [ RUS: party BLR \"Republic of Belarus\" is guarantor ]
        trigger attack {{ on armed-attack against UKR  decided by unanimity of guarantors excluding the attacker }}
        guarantee help {{ upon attack  each of guarantors shall assist UKR  by weapons }}"
    );
    let select = vec!["veto/aligned-bloc-veto".to_owned()];
    let mut settings = Settings::select(&Selection { select, ..Selection::default() }).expect("a rule");
    settings.readings = Which::All;
    let report = engine::check(&Source::new(FileId(0), "draft.treaty", text), &settings, &|_| None);
    let [veto] = &report.findings[..] else { panic!("{:#?}", report.findings) };
    assert_eq!(veto.reading.as_ref().expect("a bracket").words, "in every reading");
    let variants: Vec<(&str, &str)> = veto
        .variants
        .iter()
        .map(|it| (it.reading.words.as_str(), it.message.split(", ").next().unwrap_or("")))
        .collect();
    assert_eq!(
        variants,
        [("only where BLR is not retained", "`CHN`"), ("only where BLR is retained", "`CHN` and `BLR`")]
    );
}

#[test]
fn an_alternative_is_blamed_for_its_own_errors() {
    let rules = "drafting/unworkable-alternative, veto/aggressor-veto";
    let draft = |decided: &str, more: &str| {
        format!(
            "{PARTIES}
            [ RUS: party BLR \"Republic of Belarus\" is guarantor ]
            trigger attack {{ on armed-attack against UKR  {decided} }}
            guarantee help {{ upon attack  each of guarantors shall assist UKR  by weapons }}
            {more}"
        )
    };
    let unworkable =
        |text: &str| -> Vec<String> { all(rules, text).into_iter().filter(|it| it.starts_with("drafting/")).collect() };
    let one = draft("[ RUS: decided by unanimity of guarantors | UKR: decided by each of guarantors ]", "");
    let when = "where the text of RUS is adopted in `attack`";
    let description =
        format!("drafting/unworkable-alternative: {when}, every reading has an error that another choice avoids");
    assert_eq!(unworkable(&one), [description]);
    // Where the error needs two choices, each of the two can be had without it.
    let both = draft("decided by [ RUS: unanimity of RUS, FRA | UKR: each of FRA ] or [ UKR: request of UKR ]", "");
    assert!(unworkable(&both).is_empty());
    // Nothing is free of errors: no choice is worse than another.
    let other = "trigger raid { on incursion against UKR  decided by unanimity of RUS, FRA }
        guarantee answer { upon raid  each of guarantors shall assist UKR  by weapons }";
    assert!(unworkable(&draft("decided by unanimity of guarantors", other)).is_empty());
}

#[test]
fn rival_references_beside_rival_texts_exclude_nothing() {
    let text = "party UKR \"Ukraine\" is beneficiary
        party FRA \"French Republic\" is guarantor
        article 1 \"Rivals\" {
            [ RUS: trigger decision { on armed-attack against UKR } | UKR: trigger attack { on armed-attack against UKR } ]
        }
        article 2 \"In other brackets\" {
            obligation act { [ RUS: upon decision | UKR: upon attack ]  FRA shall assist UKR  by weapons }
        }";
    let found = all("exclusive-alternatives, dangling-alternative, dangling-reference", text);
    assert!(found.iter().all(|it| it.starts_with("drafting/dangling-reference")) && found.len() == 2, "{found:?}");
}
