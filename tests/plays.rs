//! Plays of small drafts: what the text does, step by step, and the analyses held against it.

mod agreement;
mod wide;

use crate::support::{files, relative, root};
use std::fmt::Write as _;
use vattel::config::Settings;
use vattel::engine::scenarios::run_scenarios;
use vattel::model::{Assumed, Brackets, Reading, Treaty, build};
use vattel::source::{FileId, Source};
use vattel::syntax;

/// Reads a draft in its unbracketed reading.
#[track_caller]
fn with<T>(text: &str, ask: impl FnOnce(&Treaty<'_>) -> T) -> T {
    let parsed = syntax::parse(FileId(0), text);
    let broken: Vec<_> = parsed.diagnostics.iter().map(|it| it.message.as_str()).collect();
    assert!(broken.is_empty(), "{broken:?}");
    let (brackets, reading) = (Brackets::of(text, &parsed.draft), Reading::unbracketed());
    let built = build(FileId(0), text, &parsed.draft, &brackets, &reading, &Assumed::default(), &[]);
    ask(&built.treaty)
}

#[test]
fn worked_examples_play_as_they_say() {
    let mut complaints = String::new();
    let mut expectations = 0;
    for path in files(&root().join("tests/plays/worked"), "treaty") {
        let text = std::fs::read_to_string(&path).expect("a draft");
        let source = Source::new(FileId(0), relative(&path), text);
        let run = run_scenarios(&source, &Settings::recommended(), &|_| None, &|_| true);
        for scenario in &run.scenarios {
            for problem in &scenario.problems {
                let _ = writeln!(complaints, "{}: {}: {}", source.name, scenario.title, problem.1);
            }
            for it in &scenario.expectations {
                expectations += 1;
                if !it.holds {
                    let _ =
                        writeln!(complaints, "{}: {}: {}\n    {}", source.name, scenario.title, it.text, it.outcome);
                }
            }
        }
    }
    assert!(complaints.is_empty(), "{complaints}");
    assert!(expectations > 25, "{expectations} expectations");
}
