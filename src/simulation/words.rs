//! Words for what a play tells.

use crate::syntax::ast::{Phase, Threshold, UnitKind};

/// `A, B and C`
pub(super) fn list(of: impl Iterator<Item = String>) -> String {
    let all: Vec<String> = of.collect();
    match &all[..] {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

pub(super) fn phase(phase: Phase) -> &'static str {
    match phase {
        Phase::Start => "start",
        Phase::End => "end",
        Phase::Completion => "completion",
        Phase::Breach => "breach",
    }
}

pub(super) fn unit(kind: UnitKind) -> &'static str {
    UnitKind::ALL.iter().find(|it| it.0 == kind).map_or("article", |it| it.1)
}

/// What a vote takes, of so many who vote.
pub(super) fn threshold(threshold: Threshold, voters: usize) -> String {
    match threshold {
        Threshold::Unanimity => "unanimity".to_owned(),
        Threshold::Consensus { minus: 0 } => "consensus".to_owned(),
        Threshold::Consensus { minus } => format!("consensus minus {minus}"),
        Threshold::Majority => "a majority".to_owned(),
        Threshold::Share { numerator: 2, denominator: 3 } => "two-thirds".to_owned(),
        Threshold::Share { numerator: 3, denominator: 4 } => "three-quarters".to_owned(),
        Threshold::Share { numerator, denominator: 100 } => format!("{numerator} %"),
        Threshold::Share { numerator, denominator } => format!("{numerator}/{denominator}"),
        Threshold::Count(count) => format!("a yes of {count} of {voters}"),
    }
}
