//! Numbers of drafts, as large as they may be and larger: a verdict is right, or there is none.

use proptest::prelude::*;
use vattel::config::Settings;
use vattel::engine;
use vattel::model::Which;
use vattel::source::{FileId, Source};
use vattel::syntax::number::MOST;

const PARTIES: &str = "party UKR \"Ukraine\" is beneficiary
party RUS \"Russian Federation\" is guarantor
party FRA \"French Republic\" is guarantor
party GBR \"United Kingdom\" is guarantor
assume { potential aggressor RUS against UKR }
";

/// A draft in which something decides, and help has a clock.
fn draft(weights: &str, decided: &str, within: &str) -> String {
    format!(
        "{PARTIES}weights w {{ {weights} }}\ntrigger attack {{\n    on armed-attack against UKR\n    {decided}\n}}\n\
         obligation assist {{\n    upon attack\n    each of guarantors shall assist UKR\n    within {within}\n    by weapons\n}}\n"
    )
}

/// The rules that a check reports.
fn rules(text: &str) -> Vec<String> {
    let source = Source::new(FileId(0), "draft.treaty", text);
    let report = engine::check(&source, &Settings::recommended(), &|_| None);
    assert!(report.internal_errors.is_empty(), "{:?}\n{text}", report.internal_errors);
    report.findings.iter().map(|it| it.rule.to_string()).collect()
}

/// What votes and their games come to, in a check and in each analysis of the vote.
fn verdict(text: &str) -> (Vec<String>, String) {
    let mut settings = Settings::recommended();
    settings.readings = Which::Unbracketed;
    let source = Source::new(FileId(0), "draft.treaty", text);
    let asked = engine::ask(&source, &settings, &|_| None, |facts, _| {
        let games = facts.ballots().iter().map(|it| {
            let game = it.game.as_ref().expect("few voters");
            format!("{:?} {:?}", game.counts().map(|it| (it.winning, it.swings)), game.minimal_blocking(9))
        });
        games.collect::<Vec<_>>().join("\n")
    });
    assert!(asked.internal_errors.is_empty(), "{:?}\n{text}", asked.internal_errors);
    (rules(text), asked.answer.expect("an answer"))
}

#[test]
fn a_weight_out_of_range_turns_no_verdict() {
    let text = draft("RUS 20000000000000000000 FRA 1 GBR 1", "decided by 55 % of guarantors weighted by w", "3 days");
    assert!(rules(&text).iter().any(|it| it == "syntax/out-of-range"));
    assert!(!rules(&text).iter().any(|it| it.starts_with("veto/")), "{:?}", rules(&text));
    // The same in range is judged.
    let text = draft("RUS 900000000000000 FRA 1 GBR 1", "decided by 55 % of guarantors weighted by w", "3 days");
    assert!(rules(&text).iter().any(|it| it == "veto/aggressor-veto"), "{:?}", rules(&text));
}

#[test]
fn a_number_of_weighted_votes_is_one_of_weights() {
    let needs = |count: u64| {
        let decided = format!("decided by at least {count} of guarantors weighted by w");
        rules(&draft("RUS 2 FRA 3 GBR 4", &decided, "3 days")).iter().any(|it| it == "veto/aggressor-veto")
    };
    assert!(!needs(7), "France and the United Kingdom have seven");
    assert!(needs(8), "and not eight");
}

#[test]
fn a_clock_out_of_range_is_no_clock() {
    let text = draft("RUS 1", "decided by each of guarantors", "99999999999 years");
    assert!(rules(&text).iter().any(|it| it == "syntax/out-of-range"));
    let text = draft("RUS 1", "decided by each of guarantors", "1,000 years");
    assert!(rules(&text).iter().any(|it| it == "timing/critical-path-exceeds"), "{:?}", rules(&text));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_verdict_is_the_same_in_other_units(
        weights in prop::collection::vec(0_u64..20, 3),
        quota in 1_u64..60,
        share in 1_u64..=100,
        by_share: bool,
        factor in 0_usize..5,
    ) {
        let factor = [7, 1_000, 1_000_000_007, 3_000_000_000_000, MOST / 60][factor];
        let with = |by: u64| {
            let [rus, fra, gbr] = [0, 1, 2].map(|at| weights[at] * by);
            let decided = if by_share {
                format!("decided by {share} % of guarantors weighted by w")
            } else {
                format!("decided by at least {} of guarantors weighted by w", quota * by)
            };
            draft(&format!("RUS {rus} FRA {fra} GBR {gbr}"), &decided, "3 days")
        };
        prop_assert_eq!(verdict(&with(factor)), verdict(&with(1)));
    }

    #[test]
    fn a_longer_clock_never_answers_sooner(one in 0_u64..4_000_000, other in 0_u64..4_000_000, unit in 0_usize..6) {
        let unit = ["minutes", "hours", "days", "weeks", "months", "years"][unit];
        let late = |length: u64| {
            let found = rules(&draft("RUS 1", "decided by each of guarantors", &format!("{length} {unit}")));
            found.iter().any(|it| ["timing/critical-path-exceeds", "syntax/out-of-range"].contains(&&**it))
        };
        prop_assert!(!late(one.min(other)) || late(one.max(other)));
    }
}
