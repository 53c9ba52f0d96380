//! Asks what follows from one reading of a draft, and takes that reading's text: `cargo run --example questions`.

#![expect(clippy::print_stdout, reason = "an example shows what it gets")]

use std::error::Error;
use vattel::{Checker, Draft, Job, PropertyVerdict, Readings, take};

const DRAFT: &str = r#"party UKR "Ukraine" is beneficiary
party FRA "France"  is guarantor
party RUS "Russia"  is guarantor

obligation assist {
    FRA shall assist UKR
    [ RUS: subject to consent of RUS ]
}
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let draft = Draft::new("draft.treaty", DRAFT);
    for name in ["unbracketed", "RUS"] {
        let readings: Readings = name.parse()?;
        let checker = Checker::builder().assume("RUS against UKR").readings(readings).build()?;
        let answer = match checker.require(&draft, &Job::new(), "not can_block(RUS, assist)")? {
            PropertyVerdict::Holds => "RUS can't block",
            PropertyVerdict::Fails => "RUS can block",
            _ => "nobody can say",
        };
        println!("{name}: {answer}");
    }
    println!("\n{}", take(&draft, &"RUS".parse()?)?);
    Ok(())
}
