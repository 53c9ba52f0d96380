//! What follows from whole drafts.

use super::*;
use crate::model::{Assumed, Reading, build};
use crate::source::FileId;
use crate::syntax;

/// Reads a draft in its unbracketed reading and asks something of its facts.
#[track_caller]
fn with<T>(text: &str, ask: impl FnOnce(&Facts<'_>) -> T) -> T {
    let parsed = syntax::parse(FileId(0), text);
    let broken: Vec<_> = parsed.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let reading = Reading::unbracketed();
    let built = build(FileId(0), text, &parsed.draft, &reading, &Assumed::default(), &[]);
    ask(&Facts::new(&built.treaty))
}

const ISTANBUL: &str = r#"
treaty "Guarantees" {
    party UKR "Ukraine" is beneficiary
    party RUS "Russia" is guarantor
    party CHN "China" is guarantor
    party FRA "France" is guarantor
    party GBR "United Kingdom" is guarantor
    party USA "United States" is guarantor
    assume { potential aggressor RUS against UKR }
    article 5 {
        trigger attack-on-ukraine {
            on armed-attack against UKR
            requested by UKR
            consultation among guarantors within 3 days otherwise proceed
            decided by DECISION
        }
        obligation assist {
            each of guarantors shall assist UKR
            within 3 days
            upon attack-on-ukraine
            by airspace-closure, weapons, armed-force
        }
    }
}
"#;

#[test]
fn dump() {
    with(&ISTANBUL.replace("DECISION", "unanimity of guarantors"), |facts| {
        for veto in facts.vetoes() {
            println!("{veto:#?}");
        }
        println!("{:?}", facts.delay(ProvisionId(1)));
        println!("{:?}", facts.way(ProvisionId(1)));
        println!("{:?}", facts.strength(ProvisionId(1)));
    });
}
