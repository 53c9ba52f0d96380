//! Which attacks are answered, and who provides what.

use super::*;
use crate::analysis::coverage::{self, AttackPlace, CoverageLevel};
use crate::analysis::providers::How;

/// The states of a row: one letter for each area.
fn row(facts: &Facts<'_>, event: &str) -> String {
    let grid = coverage::grids(facts, &[event]).remove(0);
    let letter = |cell: &coverage::Cell| match cell.answered() {
        CoverageLevel::Duty => 'D',
        CoverageLevel::Lesser => 'L',
        CoverageLevel::Unsaid => '?',
        CoverageLevel::No => '-',
    };
    grid.cells[0].iter().map(letter).collect()
}

#[track_caller]
fn check_rows(events: &str, expected: &[(&str, &str)]) {
    let text = draft(&format!(
        "area Crimea \"Crimea\" within UKR {{ de-jure UKR }}
        area Abroad \"bases abroad\" {{ de-jure FRA }}
        area Doubtful \"an island\"
        article 1 {{
            trigger attack {{ on {events} decided by each of guarantors }}
            obligation assist {{ each of FRA, GBR shall assist UKR upon attack by weapons }}
            permission watch {{ FRA may assist UKR upon attack by intelligence }}
        }}"
    ));
    with(&text, |facts| {
        let areas = &coverage::grids(facts, &["invasion"])[0].areas;
        assert!(
            matches!(
                areas[..],
                [AttackPlace::Territory, AttackPlace::Place(_), AttackPlace::Place(_), .., AttackPlace::Beyond]
            ),
            "{areas:?}"
        );
        for (event, cells) in expected {
            assert_eq!(row(facts, event), *cells, "{event} where the text says {events}");
        }
    });
}

#[test]
fn a_word_for_every_armed_attack_answers_all_that_are_done_by_arms() {
    // In the territory, in Crimea, on the island that nobody says whose it is, beyond.
    check_rows(
        "armed-attack against UKR",
        &[
            ("invasion", "DDDD"),
            ("blockade", "DDDD"),
            ("nuclear-attack", "DDDD"),
            ("cyber-attack", "????"),
            ("sabotage", "????"),
            ("energy-cutoff", "----"),
            ("threat-of-force", "----"),
        ],
    );
    check_rows("\"any hostile act\" against UKR", &[("invasion", "????"), ("energy-cutoff", "????")]);
}

#[test]
fn a_narrow_word_answers_what_it_names_and_what_it_covers() {
    check_rows(
        "air-attack, incursion against UKR",
        &[("missile-attack", "DDDD"), ("drone-attack", "DDDD"), ("invasion", "DDDD"), ("naval-attack", "----")],
    );
}

#[test]
fn domains_leave_out_and_add() {
    check_rows(
        "armed-attack against UKR domains land, cyber",
        &[("invasion", "DDDD"), ("cyber-attack", "DDDD"), ("air-attack", "----"), ("proxy-attack", "DDDD")],
    );
}

#[test]
fn who_attacks_whom_and_where() {
    check_rows("armed-attack by CHN against UKR", &[("invasion", "----")]);
    check_rows("armed-attack by any state against UKR", &[("invasion", "DDDD")]);
    check_rows("armed-attack against FRA", &[("invasion", "----")]);
    check_rows("armed-attack against UKR in territory of UKR except Crimea", &[("invasion", "D-?-")]);
    check_rows("armed-attack against UKR in Crimea", &[("invasion", "-D--")]);
    check_rows("armed-attack against UKR in UKR area \"west of the river\"", &[("invasion", "-??D-")]);
    check_rows("armed-attack against UKR in territory of UKR except \"the occupied areas\"", &[("invasion", "D??--")]);
    check_rows("armed-attack against UKR through Crimea", &[("invasion", "????")]);
}

#[test]
fn a_right_is_less_than_a_duty_and_all_conditions_must_hold() {
    let text = draft(
        "article 1 {
            trigger crossed { on incursion against UKR decided by each of guarantors }
            trigger struck { on missile-attack against UKR decided by each of guarantors }
            permission help { FRA may assist UKR upon crossed by weapons }
            obligation defend { FRA shall assist UKR upon crossed and struck by weapons }
            obligation rescue { FRA shall assist UKR upon crossed or struck by medical-aid }
        }",
    );
    with(&text, |facts| assert_eq!((row(facts, "invasion"), row(facts, "missile-attack")), ("DD".into(), "DD".into())));
    let less = text.replace("crossed or struck", "crossed and struck");
    with(&less, |facts| assert_eq!((row(facts, "invasion"), row(facts, "missile-attack")), ("LL".into(), "--".into())));
}

#[test]
fn help_that_is_promised_without_saying_against_what() {
    let text = draft("article 1 { obligation back { FRA shall defend UKR } }");
    with(&text, |facts| assert_eq!(row(facts, "invasion"), "??"));
}

fn hows(facts: &Facts<'_>, measure: &str) -> String {
    let found = facts.measures().iter().find(|it| it.name == measure).expect("promised");
    let all = (0..facts.treaty().actors.len() as u32).map(ActorId);
    let told = all.filter_map(|it| Some(format!("{} {}", facts.treaty().name(it), found.of(it)?.words())));
    let mut told: Vec<String> = told.collect();
    if found.is_unallocated() {
        told.push("nobody in particular".to_owned());
    }
    told.join(", ")
}

#[test]
fn who_provides_what() {
    let text = draft(
        "article 1 {
            trigger attack { on armed-attack against UKR decided by each of guarantors }
            obligation each-arms { each of FRA, GBR shall assist UKR upon attack by weapons, intelligence }
            obligation group-arms { FRA, USA shall assist UKR upon attack by intelligence, air-defence }
            obligation judged { USA shall assist UKR upon attack by ground-forces discretion as-deemed-necessary }
            permission fly { FRA may assist UKR upon attack by ground-forces }
            assurance hope { GBR intends to assist UKR by logistics }
            obligation cheer { FRA shall support \"the membership of UKR in the Union\" }
            obligation own { UKR shall maintain \"its army\" }
            supply tanks { by any of FRA, GBR, USA to UKR amount 200 tanks }
            deployment force { by GBR in UKR roles training lead FRA backstop USA }
        }",
    );
    with(&text, |facts| {
        let named: Vec<&str> = facts.measures().iter().map(|it| it.name).collect();
        assert_eq!(
            named,
            ["weapons", "intelligence", "air-defence", "ground-forces", "logistics", "tanks", "training"]
        );
        assert_eq!(hows(facts, "weapons"), "FRA must, GBR must");
        assert_eq!(hows(facts, "intelligence"), "FRA must, GBR must, USA a share");
        assert_eq!(hows(facts, "air-defence"), "FRA a share, USA a share, nobody in particular");
        assert_eq!(hows(facts, "ground-forces"), "FRA may, USA as it judges");
        assert_eq!(hows(facts, "logistics"), "GBR expected");
        assert_eq!(hows(facts, "tanks"), "FRA a share, GBR a share, USA a share, nobody in particular");
        assert_eq!(hows(facts, "training"), "FRA leads, GBR may, USA backs up");
        assert!(How::Leads < How::Must, "the strongest first");
    });
}
