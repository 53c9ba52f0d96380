//! What is remembered from one reading to the next is what the next would have given.

use std::collections::BTreeSet;
use std::path::Path;

use super::*;
use crate::engine::included::IncludedInstruments;
use crate::model::{Visits, Which};
use crate::syntax;

/// A finding as far as readings are told apart by it.
type FindingKey = (RuleId, Span, String, String);

fn told(it: &ReadingFinding) -> FindingKey {
    (it.finding.rule.clone(), it.finding.primary.span, it.finding.message.clone(), format!("{:?}", it.finding.severity))
}

/// Visits readings one after the other, or each as if it were the only one, and says what holds in each.
fn visit(
    text: ReadingSource<'_, '_>,
    asked: CheckRequest<'_>,
    readings: &[Reading],
    afresh: bool,
) -> Vec<BTreeSet<FindingKey>> {
    let mut visitor = ReadingRunner::new(asked, 0, 1);
    let mut held = vec![BTreeSet::new(); readings.len()];
    for (number, reading) in readings.iter().enumerate() {
        if afresh {
            visitor = ReadingRunner::new(asked, 0, 1);
        }
        let (articles, rules) = visitor.open(number, reading);
        let mut built = build(asked, text, reading);
        let found = std::mem::take(&mut built.diagnostics);
        visitor.answer(number, &articles, &rules, found, &built.treaty);
        if afresh {
            visitor.harvest.say_once();
            held[number] = visitor.harvest.joined.iter().map(told).collect();
        }
    }
    if !afresh {
        visitor.harvest.say_once();
        for joined in &visitor.harvest.joined {
            for (number, held) in held.iter_mut().enumerate().filter(|(number, _)| joined.readings.contains(*number)) {
                assert!(held.insert(told(joined)) || joined.nth > 0, "reading {number}");
            }
        }
    }
    assert!(visitor.harvest.errors.is_empty(), "{:?}", visitor.harvest.errors);
    held
}

/// Asserts that nothing is lost or made up in a draft by what is remembered; gives the number of its readings, of which no more
/// than about `most` are tried.
fn assert_alike(name: &str, text: &str, most: usize) -> usize {
    let source = Source::new(FileId(0), name, text);
    let draft = syntax::parse(source.file, text).draft;
    let brackets = Brackets::of(text, &draft);
    let settings = Settings::all();
    let included = IncludedInstruments::read(&source, &draft, &|_| None);
    let included = included.for_model(&source, &draft);
    let asked =
        CheckRequest { catalogue: settings.rules(), settings: &settings, brackets: &brackets, stop: &super::never };
    let text = ReadingSource { source: &source, draft: &draft, included: &included };
    let visits = Visits::plan(&brackets, &Which::All, 1 << 17).or(Visits::plan(&brackets, &Which::Pairwise, 1 << 17));
    let mut readings = visits.expect("a draft of few brackets").readings;
    // Of many readings some are tried, from all over.
    let step = readings.len() / most * 2 + 1;
    readings = readings.into_iter().step_by(step).collect();
    let (remembered, afresh) = (visit(text, asked, &readings, false), visit(text, asked, &readings, true));
    for (number, (remembered, afresh)) in remembered.iter().zip(&afresh).enumerate() {
        // Weights may differ between readings, and the heaviest is shown for all.
        let plain = |all: &BTreeSet<FindingKey>| {
            all.iter().map(|it| (it.0.clone(), it.1, it.2.clone())).collect::<BTreeSet<_>>()
        };
        assert_eq!(plain(remembered), plain(afresh), "{name}, reading {:?}", readings[number]);
    }
    readings.len()
}

#[test]
fn every_shipped_draft_gives_in_each_reading_what_that_reading_gives_alone() {
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("drafts")];
    let mut readings = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = std::fs::read_to_string(&path)
                && text.contains('[')
                && text.len() < 50_000
            {
                readings += assert_alike(&path.display().to_string(), &text, 60);
            }
        }
    }
    assert!(readings > 200, "{readings}");
}

#[test]
fn sixteen_brackets_of_every_kind_give_in_each_reading_what_that_reading_gives_alone() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("benches/speed/sixteen-brackets.treaty");
    let text = std::fs::read_to_string(path).expect("the draft of the benches");
    assert!(assert_alike("sixteen-brackets.treaty", &text, 300) > 100);
}

#[test]
fn whoever_a_bracket_names_is_there_in_every_reading() {
    let draft = "party UKR \"Ukraine\" is beneficiary
party FRA \"France\" is guarantor
assume { potential aggressor RUS against UKR }
article 5 { trigger attack { on armed-attack against UKR [ FRA: decided by determination of UNSC | UKR: decided by FRA ] }
obligation assist { upon attack FRA shall assist UKR by weapons [ UKR: subject to consent of TUR ] }
obligation other { FRA shall assist UKR by funding [ UKR: within 3 days ] } }";
    assert_eq!(assert_alike("draft.treaty", draft, 300), 8);
}
