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
ladder steps {
    rung "coalition" { on armed-attack decided by RUS response consult by FRA }
    rung "twin" { on armed-attack decided by RUS response consult by FRA }
    rung "twin" { on invasion decided by RUS response consult by FRA }
}
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
        ("treaty", "!can_block('RUS', 'twin')"),
        ("treaty", "worst_case('twin') <= 1"),
        ("treaty", "earliest('maybe') <= 24"),
        ("treaty", "survives('maybe') >= 0"),
    ] {
        let found = found("suite-unasked", on, assert);
        assert!(found.contains("[suites/failed]"), "{assert}: {found}");
    }
}

/// A rung is asked about by its title, where no other has it.
#[test]
fn a_rung_is_found_by_its_title() {
    let found = found("suite-rung", "treaty", "!can_block('RUS', 'coalition')");
    assert!(found.contains("[own/one]"), "{found}");
}

const OPEN: &str = r#"party UKR "Ukraine" is beneficiary
party RUS "Russia" is signatory
party FRA "France" is guarantor
assume { potential aggressor RUS against UKR }
body Panel "panel" { members FRA, UKR  decides by TBD }
trigger attack { on armed-attack against UKR decided by automatic }
trigger found { on armed-attack against UKR decided by Panel }
obligation words { upon attack and "the settlement" FRA shall assist UKR by weapons }
obligation panel { upon found FRA shall assist UKR by weapons }
obligation plain { upon attack FRA shall assist UKR by weapons }
"#;

#[test]
fn what_the_draft_leaves_open_is_neither_so_nor_otherwise() {
    let asked = |assert: &str| {
        let folder = Folder::new("suite-open");
        folder.file("own.suite.toml", rule("treaty", assert)).file("one.treaty", OPEN);
        let reading = ["--select", "suites,own/one", "--output-format", "concise"];
        vattel(CHECK.iter().copied().chain(reading)).within(folder.path()).run().stdout
    };
    for assert in [
        "!can_block('RUS', 'words')",
        "can_force('bloc', 'words')",
        "!can_block('aggressor', 'panel')",
        "!aggressor_can_block('panel')",
        "survives('words') >= 0",
        "size(blockers('panel')) == 0",
        "treaty.provisions.filter(p, p.name == 'found').all(p, !can_block('RUS', p.decision))",
        "treaty.provisions.all(p, p.kind != 'obligation' || !can_block('RUS', p))",
    ] {
        let found = asked(assert);
        assert!(found.contains("[suites/unsettled]") && !found.contains("[own/one]"), "{assert}: {found}");
    }
    // What decides without it, decides.
    for (assert, kept) in [
        ("!can_block('RUS', 'words') || !can_block('RUS', 'plain')", true),
        ("!can_block('RUS', 'words') && can_block('RUS', 'plain')", false),
        ("survives('words') >= -1", true),
    ] {
        let found = asked(assert);
        assert_eq!(!found.contains("[own/one]"), kept, "{assert}: {found}");
        assert!(!found.contains("[suites/"), "{assert}: {found}");
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
