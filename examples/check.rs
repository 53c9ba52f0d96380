//! Checks a draft and prints what is found: `cargo run --example check`.

#![expect(clippy::print_stdout, reason = "an example shows what it gets")]

use vattel::{CheckError, Checker, Draft, Job};

const DRAFT: &str = r#"party UKR "Ukraine" is beneficiary
party FRA "France"  is guarantor
party RUS "Russia"  is guarantor

assume { potential aggressor RUS against UKR }

trigger attack {
    on armed-attack against UKR
    requested by UKR
    decided by unanimity of guarantors
}
obligation assist {
    upon attack
    each of guarantors shall assist UKR
    by weapons
}
"#;

fn main() -> Result<(), CheckError> {
    let checker = Checker::recommended();
    let report = checker.check(&Draft::new("draft.treaty", DRAFT), &Job::new())?;
    for finding in report.findings() {
        let place = finding.primary();
        println!("{}:{}: {} [{}]", place.name(), place.start(), finding.message(), finding.rule());
        if let Some(play) = finding.counterexample() {
            println!("    {play}");
        }
    }
    Ok(())
}
