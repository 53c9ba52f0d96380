//! Votes and analyses: the Council of the European Union against a count of all its coalitions, a treaty of forty
//! provisions.

use super::draft;
use super::figures::Figures;
use super::measure::shortest;
use super::parts::Extent;
use std::hint::black_box;
use vattel::analysis::game::{Game, Indices};
use vattel::analysis::{Facts, TimelineStart};
use vattel::config::Settings;
use vattel::engine;
use vattel::report::analysis_report::{self, ReportRequest, Section};
use vattel::source::{FileId, Source};

/// A vote of the Council of the European Union, by the prelude's own rule and figures.
const COUNCIL: &str = r#"treaty "A vote of the Council" {
    party UKR "Ukraine" is beneficiary
    party FRA "France" is guarantor
    trigger attack { on armed-attack against UKR decided by EUCouncil }
    obligation assist { upon attack FRA shall assist UKR by weapons }
}
"#;

/// Asks something of the facts of a draft.
fn asked<T>(text: &str, question: impl FnOnce(&Facts<'_>) -> T) -> Option<T> {
    let source = Source::new(FileId(0), "council.treaty", text);
    engine::ask(&source, &Settings::recommended(), &|_| None, |facts, _| question(facts)).answer
}

/// The figures.
pub(crate) fn games(figures: &mut Figures, extent: Extent) {
    Figures::part("Votes and analyses");
    let council = asked(COUNCIL, |facts| {
        let game = facts.ballots().iter().find(|it| it.voters.len() == 27)?.game.clone()?;
        let voters = &facts.ballots().iter().find(|it| it.voters.len() == 27)?.voters;
        let weights = facts.treaty().weights.iter().find(|it| it.of.len() >= 27)?;
        let weight = |voter| weights.of.iter().find(|it| it.0 == voter).map(|it| it.1);
        Some((game, voters.iter().map(|it| weight(*it)).collect::<Option<Vec<u64>>>()?))
    });
    let Some((game, weights)) = council.flatten() else {
        figures.skip("the Council of the European Union", "the prelude has no such vote");
        return;
    };
    let rounds = if extent.quick { 3 } else { 10 };
    let [time] = shortest(rounds, [&mut || _ = black_box(game.indices())]);
    figures.at_most("power indices of the Council of the EU, 27 members", time.as_secs_f64() * 1e3, 1000.0, "ms");
    let [time] = shortest(rounds, [&mut || _ = black_box((game.minimal_winning(12), game.minimal_blocking(12)))]);
    Figures::note("its minimal winning and blocking coalitions", time.as_secs_f64() * 1e3, "ms");
    if extent.quick {
        figures.skip("the same as a count of all 2^27 coalitions", "a quick run");
    } else if let Some(indices) = game.indices() {
        figures.holds("the same as a count of all 2^27 coalitions", is_counted(&game, &indices, &weights));
    }
    analyses(figures, rounds);
}

/// Counts every coalition by the treaty's own words, and compares.
fn is_counted(game: &Game, indices: &Indices, weights: &[u64]) -> bool {
    let total: u64 = weights.iter().sum();
    let carried = |members: u32, weight: u64| members >= 15 && (weight * 100 >= total * 65 || members >= 24);
    let mut winning = 0u128;
    let mut swings = vec![vec![0u128; weights.len() + 1]; weights.len()];
    let (mut members, mut weight, mut coalition) = (0u32, 0u64, 0u64);
    for step in 0..1u64 << weights.len() {
        if step > 0 {
            // From one coalition to the next one member comes or goes.
            let at = step.trailing_zeros() as usize;
            coalition ^= 1 << at;
            if coalition >> at & 1 == 1 {
                members += 1;
                weight += weights[at];
            } else {
                members -= 1;
                weight -= weights[at];
            }
        }
        if !carried(members, weight) {
            continue;
        }
        winning += 1;
        let mut rest = coalition;
        while rest != 0 {
            let voter = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            if !carried(members - 1, weight - weights[voter]) {
                swings[voter][members as usize] += 1;
            }
        }
    }
    game.voters() == weights.len() && indices.winning == winning && indices.swings == swings
}

/// A whole analysis of a draft of forty provisions, against the check of the same draft.
fn analyses(figures: &mut Figures, rounds: usize) {
    let forty = (1..40).map(|seed| draft::draft(seed, 12_000)).find(|text| {
        let count = asked(text, |facts| facts.treaty().own_provisions().count());
        count.is_some_and(|it| (38..=44).contains(&it))
    });
    let Some(text) = forty else {
        figures.skip("a treaty of forty provisions", "no seed makes one");
        return;
    };
    let source = Source::new(FileId(0), "forty.treaty", text.as_str());
    let settings = Settings::recommended();
    let wanted = ReportRequest {
        draft: "forty.treaty",
        reading: None,
        sections: Section::ALL,
        calendar: TimelineStart::default(),
    };
    let mut analysis = || {
        let answered = engine::ask(&source, &settings, &|_| None, |facts, words| {
            analysis_report::analysis_report(facts, words, &wanted)
        });
        _ = black_box(answered);
    };
    let mut check = || _ = black_box(engine::check(&source, &settings, &|_| None));
    let [analysed, checked] = shortest(rounds * 3, [&mut analysis, &mut check]);
    figures.at_most("a treaty of forty provisions, all sections", analysed.as_secs_f64() * 1e3, 10.0, "ms");
    Figures::note("the same ÷ its check", analysed.as_secs_f64() / checked.as_secs_f64(), "×");
}
