//! Plays of small drafts: what the text does, step by step.

mod agreement;
mod wide;

use std::fmt::Write as _;
use vattel::model::{Assumed, Brackets, Pace, Reading, Treaty, build};
use vattel::simulation::{LifeState, Others, Play, Setting, StepKind, play};
use vattel::source::FileId;
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

/// A play told in lines.
fn told(treaty: &Treaty<'_>, play: &Play) -> String {
    let mut told = String::new();
    for step in &play.steps {
        if matches!(step.kind, StepKind::Life(LifeState::Dormant, LifeState::Live))
            && step.at == play.start
            && step.why.is_empty()
        {
            continue;
        }
        let holders: Vec<String> =
            step.holders.iter().map(|it| it.iter().map(|it| treaty.name(*it)).collect::<Vec<_>>().join("+")).collect();
        let bearers: Vec<&str> = step.bearers.iter().map(|it| treaty.name(*it)).collect();
        let bearers = if bearers.is_empty() { String::new() } else { format!(" for {}", bearers.join(", ")) };
        let _ = write!(told, "{} {}{bearers}", step.at.words(&play.zone), step.told);
        if !holders.is_empty() {
            let _ = write!(told, " [{}]", holders.join(", "));
        }
        if let Some(until) = step.until {
            let _ = write!(told, " until {}", until.words(&play.zone));
        }
        for reason in &step.unknown {
            let _ = write!(told, " ? {}", reason.told);
        }
        told.push('\n');
    }
    for due in &play.due {
        let _ = writeln!(
            told,
            "due: {} under {} since {} by {} done {}",
            treaty.name(due.who),
            treaty.provision(due.provision).name_or_kind(),
            due.since.words(&play.zone),
            due.by.map_or("-".to_owned(), |it| it.words(&play.zone)),
            due.done.map_or("-".to_owned(), |it| it.words(&play.zone)),
        );
    }
    let _ = writeln!(told, "{:?}", play.end);
    told
}

#[test]
fn debug_plays() {
    let Ok(file) = std::env::var("PLAY") else { return };
    let text = std::fs::read_to_string(file).expect("a file");
    with(&text, |treaty| {
        for case in treaty.threat.cases.iter().cloned().map(Some).chain([None]) {
            for pace in [Pace::AtOnce, Pace::LastMoment] {
                println!("== {:?} {pace:?}", case.as_ref().map(|it| treaty.name(it.attacker).to_owned()));
                let setting = Setting { pace, others: Others::Threat, ..Setting::of(case.clone()) };
                println!("{}", told(treaty, &play(treaty, &setting)));
            }
        }
    });
}
