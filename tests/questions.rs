//! What a suite asks of the analyses and can't be asked is neither true nor false, so that no red line is kept by it.

use crate::suites::{CHECK, rule};
use crate::support::vattel::{Folder, vattel};

const DRAFT: &str = r#"party UKR "Ukraine" is beneficiary
party RUS "Russia" is guarantor
party FRA "France" is guarantor
assume { potential aggressor RUS against UKR }
trigger attack { on armed-attack against UKR decided by unanimity of RUS, FRA }
obligation assist { upon attack FRA shall assist UKR by weapons }
limit caps { on UKR at most 10 tanks }
ladder steps { rung "coalition" { on armed-attack decided by RUS response consult by FRA } }
supply arms { by FRA to UKR amount 3 tanks verified by FRA verified by RUS }
[ UKR: obligation maybe { FRA shall assist UKR } ]
"#;

/// What a check by one rule of a suite finds, in a folder.
fn found(folder: &str, on: &str, assert: &str) -> String {
    let folder = Folder::new(folder);
    folder.file("own.suite.toml", rule(on, assert)).file("one.treaty", DRAFT);
    let reading = ["--readings", "unbracketed", "--select", "suites,own/one", "--output-format", "concise"];
    let ran = vattel(CHECK.iter().copied().chain(reading)).within(folder.path()).run();
    assert!(ran.stderr.is_empty(), "{assert}: {}", ran.stderr);
    ran.stdout
}

#[test]
fn what_cannot_be_asked_is_no_quiet_answer() {
    for (on, assert) in [
        ("decision", "!can_block('aggressor', this)"),
        ("decision", "!can_force('bloc', this)"),
        ("trigger", "!can_block(['aggressor'], this)"),
        ("trigger", "!can_block(['bloc', 'FRA'], this)"),
        ("treaty", "!can_block('RUS', 'FRA')"),
        ("treaty", "worst_case('FRA') <= 1"),
        ("treaty", "earliest('UKR') <= 1"),
        ("treaty", "survives('FRA') >= 0"),
        ("treaty", "!can_block('RUS', 'caps')"),
        ("treaty", "!can_force('RUS', 'steps')"),
        ("treaty", "!can_block('RUS', 'coalition')"),
        ("treaty", "worst_case('coalition') <= 1"),
        ("treaty", "earliest('maybe') <= 24"),
        ("treaty", "survives('maybe') >= 0"),
    ] {
        let found = found("suite-unasked", on, assert);
        assert!(found.contains("[suites/failed]"), "{assert}: {found}");
    }
}

#[test]
fn what_is_absent_or_said_twice_is_found() {
    for (on, assert) in [
        ("treaty", "worst_case('maybe') <= 72"),
        ("supply", "!('RUS' in verified_by)"),
        ("supply", "!('FRA' in verified_by)"),
        ("decision", "!can_block('RUS', this)"),
    ] {
        let found = found("suite-absent", on, assert);
        assert!(found.contains("[own/one]"), "{assert}: {found}");
    }
}
