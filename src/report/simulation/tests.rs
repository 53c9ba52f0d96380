//! Plays, told: what a reader is given of plays that are made by hand.

use super::{PlayRequest, PlaySource, Simulation, VERSION, full, html, json, markdown, tell};
use crate::config::Settings;
use crate::engine::ask;
use crate::model::{ActorId, Treaty};
use crate::simulation::{
    Due, LifeState, LifeView, Play, PlayEnd, PlayMinute, Reason, Setting, StepKind, StepSubject, TraceStep,
};
use crate::source::{FileId, Source, Span};

const DRAFT: &str = r#"treaty "A Treaty" {
party UKR "Ukraine" is beneficiary
party RUS "Russia" is guarantor
party FRA "France" is guarantor
assume { potential aggressor RUS against UKR }
article 5 {
    trigger attack { on armed-attack against UKR  requested by UKR  decided by unanimity of guarantors within 3 days }
    obligation assist { upon attack  each of guarantors shall assist UKR  by weapons  within 3 days }
    prohibition no-force { each of guarantors shall not use armed-force against UKR }
    obligation report { each of guarantors shall inform UKR }
}
}
"#;

const START: i64 = 30_028_320; // 2027-02-04

fn on(day: i64) -> PlayMinute {
    PlayMinute { minute: START + day * 1440 }
}

fn actor(treaty: &Treaty<'_>, name: &str) -> ActorId {
    treaty.actor_named(name).expect("an actor")
}

/// A step about a provision, or about an actor, with the words that it shows as its place.
fn step(
    treaty: &Treaty<'_>,
    day: i64,
    kind: StepKind,
    about: &str,
    place: &str,
    why: &[usize],
    told: &str,
) -> TraceStep {
    let provision = treaty.provision_named(about).map(StepSubject::Provision);
    let subject = provision.or_else(|| treaty.actor_named(about).map(StepSubject::Actor)).unwrap_or(StepSubject::Case);
    let at = treaty.text.find(place).expect("the words stand in the draft") as u32;
    TraceStep {
        number: 0,
        at: on(day),
        kind,
        subject,
        bearers: Vec::new(),
        clause: Span::new(at, at + place.len() as u32),
        why: why.to_vec(),
        told: told.to_owned(),
        holders: Vec::new(),
        until: None,
        unknown: Vec::new(),
    }
}

fn life(treaty: &Treaty<'_>, name: &str, history: &[(i64, LifeState)]) -> LifeView {
    let history: Vec<(PlayMinute, LifeState)> = history.iter().map(|it| (on(it.0), it.1)).collect();
    let (since, state) = history.last().copied().expect("a state");
    LifeView {
        provision: treaty.provision_named(name).expect("a provision"),
        bearer: None,
        state,
        since,
        live: None,
        doubtful: None,
        breached: None,
        history,
        holders: Vec::new(),
        until: None,
        told: String::new(),
        unknown: Vec::new(),
        step: None,
        freed: false,
    }
}

fn play(mut steps: Vec<TraceStep>, lives: Vec<LifeView>, due: Vec<Due>, end: PlayEnd) -> Play {
    (1..).zip(&mut steps).for_each(|(number, it)| it.number = number);
    Play { steps, lives, due, start: on(0), whole_day: true, zone: String::new(), end }
}

fn owed(treaty: &Treaty<'_>, who: &str, name: &str, since: i64, by: Option<i64>, done: Option<i64>) -> Due {
    let provision = treaty.provision_named(name).expect("a provision");
    let who = actor(treaty, who);
    Due {
        provision,
        sentence: Some(0),
        who,
        since: on(since),
        by: by.map(on),
        done: done.map(on),
        freed: None,
        certain: true,
        acts: true,
        standing: since == 0,
    }
}

/// The vote is lost: RUS holds it.
fn blocked(treaty: &Treaty<'_>) -> Play {
    use LifeState::{Dormant, Live, Waiting};
    let at = |day, kind, about: &str, place: &str, why: &[usize], told: &str| {
        step(treaty, day, kind, about, place, why, told)
    };
    let mut waiting =
        at(0, StepKind::Life(Dormant, Waiting), "attack", "decided by", &[3], "`attack` waits for the decision");
    waiting.holders = vec![vec![actor(treaty, "RUS")]];
    waiting.until = Some(on(4));
    let steps = vec![
        at(0, StepKind::Life(Dormant, Live), "report", "obligation report", &[], ""),
        at(0, StepKind::Fact, "", "armed-attack against UKR", &[], "RUS attacks UKR"),
        at(0, StepKind::Act, "UKR", "requested by UKR", &[2], "UKR asks for help"),
        waiting,
        at(
            4,
            StepKind::Clock,
            "attack",
            "within 3 days",
            &[4],
            "the time for the decision is over: 1 of 2 have voted yes",
        ),
    ];
    let mut attack = life(treaty, "attack", &[(0, Dormant), (0, Waiting)]);
    attack.holders = vec![vec![actor(treaty, "RUS")]];
    attack.told = "`unanimity of guarantors` is not reached, 1 of 2".to_owned();
    let lives =
        vec![attack, life(treaty, "assist", &[(0, Dormant)]), life(treaty, "report", &[(0, Dormant), (0, Live)])];
    let standing = ["RUS", "FRA"].map(|it| owed(treaty, it, "report", 0, None, None));
    play(steps, lives, standing.to_vec(), PlayEnd::Quiescent)
}

/// The vote is carried at the end of its time, and FRA helps; whether RUS owes is not known.
fn carried(treaty: &Treaty<'_>) -> Play {
    use LifeState::{Discharged, Dormant, Live, Waiting};
    let at = |day, kind, about: &str, place: &str, why: &[usize], told: &str| {
        step(treaty, day, kind, about, place, why, told)
    };
    let steps = vec![
        at(0, StepKind::Fact, "", "armed-attack against UKR", &[], "RUS attacks UKR"),
        at(4, StepKind::Matter, "attack", "decided by", &[1], "the decision for `attack` is carried"),
        at(4, StepKind::Life(Waiting, Live), "assist", "upon attack", &[2], ""),
        at(7, StepKind::Duty, "assist", "within 3 days", &[3], "FRA has assisted UKR"),
    ];
    let mut assist = life(treaty, "assist", &[(0, Dormant), (4, Live), (7, Discharged)]);
    let clause = steps[1].clause;
    assist.unknown = vec![Reason { clause, told: "whether RUS may stay away".to_owned() }];
    let lives = vec![life(treaty, "attack", &[(0, Waiting), (4, Live)]), assist];
    let due = vec![owed(treaty, "FRA", "assist", 4, Some(7), Some(7)), owed(treaty, "RUS", "assist", 4, Some(7), None)];
    play(steps, lives, due, PlayEnd::Quiescent)
}

fn told(made: fn(&Treaty<'_>) -> Play, nobody: bool) -> Simulation {
    let source = Source::new(FileId(0), "d.treaty", DRAFT);
    let asked = ask(&source, &Settings::recommended(), &|_| None, |facts, wording| {
        let treaty = facts.treaty();
        let case = treaty.threat.cases.first().filter(|_| !nobody).cloned();
        let day = Some("2027-02-04");
        let setting = Setting { day, ..Setting::of(case) };
        let wanted = PlayRequest {
            draft: "d.treaty",
            end: DRAFT.len() as u32,
            what: PlaySource::Attacks,
            day,
            last_moment: false,
        };
        tell::tell(facts, wording, &wanted, None, &setting, &made(treaty))
    });
    let played = asked.answer.expect("a play");
    Simulation { version: VERSION, draft: "d.treaty".into(), title: Some("A Treaty".into()), plays: vec![played] }
}

/// Whether a text says something, however its lines are broken.
fn description(text: &str, words: &str) -> bool {
    let folded = |it: &str| it.split_whitespace().collect::<Vec<_>>().join(" ");
    folded(text).contains(&folded(words))
}

#[test]
fn a_lost_vote_is_told_with_who_holds_it() {
    let simulation = told(blocked, false);
    let text = full(&simulation, false, 100);
    for wanted in [
        "assumed: RUS attacks UKR",
        "RUS obstructs wherever it has a part; all others cooperate and act at once",
        "No obligation to act arises.",
        "`attack` is waiting since 2027-02-04: `unanimity of guarantors` is not reached, 1 of 2. That depends on RUS, \
         without a time-limit (Article 5, trigger attack).",
        "2027-02-04 1. RUS attacks UKR (Article 5, trigger attack, line 7)",
        "2. UKR asks for help (Article 5, trigger attack, line 7; follows from 1)",
        "depends on RUS (!) until 2027-02-08",
        "no obligation arises from what happens",
        "RUS (!) and FRA: inform UKR (Article 5, obligation report, line 10)",
        "waiting: attack live: report dormant: assist",
    ] {
        assert!(description(&text, wanted), "{wanted}\n{text}");
    }
    // What stands with the treaty is no part of what happens.
    assert!(!text.contains("`report` is live"), "{text}");
    assert!(text.lines().all(|it| it.chars().count() <= 100), "{text}");
}

#[test]
fn who_owes_what_by_when_is_told() {
    let simulation = told(carried, false);
    let text = full(&simulation, false, 100);
    for wanted in [
        "FRA is obliged to assist UKR by weapons by 2027-02-11; done 2027-02-11 (Article 5, obligation assist).",
        "RUS is obliged to assist UKR by weapons by 2027-02-11; not done (Article 5, obligation assist).",
        "3. `assist` is live (Article 5, obligation assist, line 8; follows from 2)",
        "FRA must assist UKR by weapons, by 2027-02-11, since 2027-02-08; done 2027-02-11 ",
        "What cannot be determined\n  whether RUS may stay away (Article 5, trigger attack, line 7)\n",
    ] {
        assert!(description(&text, wanted), "{wanted}\n{text}");
    }
    let nobody = full(&told(carried, true), false, 100);
    assert!(nobody.contains("nobody is assumed to attack, so that nobody obstructs"), "{nobody}");
}

#[test]
fn every_format_tells_the_same() {
    let simulation = told(carried, false);
    let (document, page) = (markdown(&simulation), html(&simulation));
    for wanted in ["FRA is obliged to assist UKR by weapons by 2027-02-11", "whether RUS may stay away", "follows|from"]
    {
        let shown = |text: &str| wanted.split('|').any(|it| text.contains(it));
        assert!(shown(&document) && shown(&page), "{wanted}\n{document}\n{page}");
    }
    assert!(page.contains("<span class=\"live\" title=\"live\" style=\"width:42.86%\"></span>"), "{page}");
    let data: serde_json::Value = serde_json::from_str(&json(&simulation)).expect("JSON");
    let play = &data["plays"][0];
    assert_eq!(play["steps"][1]["at"], "2027-02-08T00:00");
    assert_eq!(play["steps"][2]["why"], serde_json::json!([2]));
    assert_eq!(play["due"][0]["due"], "2027-02-11T00:00");
    assert_eq!(play["case"]["bloc"], serde_json::json!(["RUS"]));
    assert_eq!(play["steps"][1]["clause"]["path"], "Article 5, trigger attack");
}
