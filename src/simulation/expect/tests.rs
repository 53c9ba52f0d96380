//! Expectations judged over plays that are made by hand.

use super::*;
use crate::model::{Assumed, Brackets, ProvisionId, Reading, build};
use crate::simulation::{Due, LifeState, LifeView, PlayEnd, PlayMinute, Reason, StepSubject, TraceStep};
use crate::source::FileId;
use crate::syntax;

const DRAFT: &str = r#"
party UKR "Ukraine" is beneficiary
party RUS, FRA, GBR, USA, BLR is guarantor
milestone settled "the settlement"
assume { potential aggressor RUS against UKR }
article 5 {
    trigger attack { on armed-attack against UKR  decided by unanimity of guarantors }
    guarantee assist {
        upon attack
        each of guarantors shall assist UKR
        within 3 days
        by weapons
    }
    obligation confer { upon attack  FRA shall consult  within 1 day }
    obligation standing { GBR shall train "the armed forces of Ukraine" }
    permission free { FRA may deploy ground-forces  upon attack }
}
"#;

/// Minutes in a day.
const DAY: i64 = 1440;

/// 1 March 2027.
const START: i64 = 20_878 * DAY;

fn day(number: i64) -> PlayMinute {
    PlayMinute { minute: START + number * DAY }
}

/// What a play leaves behind, by the names of the draft.
struct PlayedDraft<'t> {
    treaty: &'t Treaty<'t>,
    play: Play,
}

impl PlayedDraft<'_> {
    fn id(&self, name: &str) -> ProvisionId {
        self.treaty.provision_named(name).expect("a provision")
    }

    fn actor(&self, name: &str) -> ActorId {
        self.treaty.actor_named(name).expect("an actor")
    }

    /// A provision that came to stand so, day by day.
    fn life(&mut self, name: &str, bearer: Option<&str>, states: &[(i64, LifeState)]) -> &mut LifeView {
        let (provision, bearer) = (self.id(name), bearer.map(|it| self.actor(it)));
        let history: Vec<(PlayMinute, LifeState)> = states.iter().map(|(at, state)| (day(*at), *state)).collect();
        let first = |wanted: LifeState| history.iter().find(|it| it.1 == wanted).map(|it| it.0);
        for (at, state) in &history {
            let number = self.play.steps.len();
            self.play.steps.push(TraceStep {
                number,
                at: *at,
                kind: StepKind::Life(LifeState::Dormant, *state),
                subject: StepSubject::Provision(provision),
                bearers: bearer.into_iter().collect(),
                clause: Span::default(),
                why: number.checked_sub(1).into_iter().collect(),
                told: format!("`{name}` is {}", state.as_str()),
                holders: Vec::new(),
                until: None,
                unknown: Vec::new(),
            });
        }
        let (since, state) = *history.last().expect("a state");
        let (live, breached) = (first(LifeState::Live), first(LifeState::Breached));
        self.play.lives.push(LifeView {
            provision,
            bearer,
            state,
            since,
            live,
            doubtful: None,
            breached,
            history,
            holders: Vec::new(),
            until: None,
            told: String::new(),
            unknown: Vec::new(),
            step: self.play.steps.len().checked_sub(1),
            freed: false,
        });
        self.play.lives.last_mut().expect("a life")
    }

    fn due(&mut self, name: &str, who: &str, since: i64, by: Option<i64>) -> &mut Due {
        let (provision, who) = (self.id(name), self.actor(who));
        let due = Due {
            provision,
            sentence: Some(0),
            who,
            since: day(since),
            by: by.map(day),
            done: None,
            freed: None,
            certain: true,
            acts: true,
            standing: false,
        };
        self.play.due.push(due);
        self.play.due.last_mut().expect("a duty")
    }
}

fn unknown() -> Vec<Reason> {
    vec![Reason { clause: Span::default(), told: "whether it has come".to_owned() }]
}

/// Judges lines of a scenario over a play, each with whether it holds.
#[track_caller]
fn judged(make: impl FnOnce(&mut PlayedDraft<'_>), lines: &[(&str, bool)]) -> Vec<String> {
    let expected: Vec<&str> = lines.iter().map(|it| it.0).collect();
    let text = format!("{DRAFT}\nscenario \"s\" {{\n{}\n}}\n", expected.join("\n"));
    let parsed = syntax::parse(FileId(0), &text);
    assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
    let (brackets, reading) = (Brackets::of(&text, &parsed.draft), Reading::unbracketed());
    let built = build(FileId(0), &text, &parsed.draft, &brackets, &reading, &Assumed::default(), &[]);
    let treaty = &built.treaty;
    let scenario = &treaty.scenarios[0];
    assert!(scenario.complete, "{:#?}", built.diagnostics);
    let play = Play {
        steps: Vec::new(),
        lives: Vec::new(),
        due: Vec::new(),
        start: day(0),
        whole_day: true,
        zone: String::new(),
        end: PlayEnd::Quiescent,
    };
    let mut hand = PlayedDraft { treaty, play };
    make(&mut hand);
    let play = hand.play;
    let alone = |_: &ActorSet| play.clone();
    let judgements = judge(treaty, treaty.threat.cases.first(), scenario, &play, &alone);
    assert_eq!(judgements.len(), lines.len());
    for (judgement, (line, holds)) in judgements.iter().zip(lines) {
        assert_eq!(judgement.holds, *holds, "{line}: {}", judgement.outcome);
    }
    judgements.into_iter().map(|it| it.outcome).collect()
}

use LifeState::{Breached, Dormant, Ended, Live, Waiting};

#[test]
fn a_state_is_that_of_the_end_or_of_some_instant_in_time() {
    let make = |it: &mut PlayedDraft<'_>| {
        it.life("attack", None, &[(0, Waiting), (3, Live)]);
        it.life("assist", Some("FRA"), &[(3, Live), (6, Breached)]);
        let (rus, gbr) = (it.actor("RUS"), it.actor("GBR"));
        let waiting = it.life("assist", Some("USA"), &[(0, Waiting)]);
        waiting.holders = vec![vec![rus, gbr]];
        it.life("free", None, &[(3, Live), (9, Ended)]);
        it.life("confer", None, &[(0, Dormant)]);
    };
    judged(
        make,
        &[
            ("expect attack is triggered", true),
            ("expect attack is triggered within 3 days", true),
            ("expect attack is triggered within 2 days", false),
            ("expect attack is not triggered within 2 days", true),
            ("expect attack is triggered not later than 2027-03-04", true),
            ("expect attack is triggered not later than 2027-03-03", false),
            ("expect attack is live", true),
            ("expect attack is waiting", false),
            ("expect attack is waiting within 1 day", true),
            ("expect assist is breached", true),
            ("expect assist is breached within 3 days after attack", true),
            ("expect assist is breached within 2 days after attack", false),
            ("expect assist is live", true),
            ("expect assist for FRA is live within 3 days", true),
            ("expect assist for USA is live within 3 days", false),
            ("expect assist for FRA, USA is triggered", false),
            ("expect assist is waiting for RUS", true),
            ("expect assist is waiting for RUS, GBR", true),
            ("expect assist is waiting for BLR", false),
            ("expect assist is not waiting for BLR", true),
            ("expect assist is not waiting for RUS, BLR", false),
            ("expect assist for FRA, USA is not triggered", false),
            ("expect assist for FRA is waiting for RUS", false),
            ("expect free is ended", true),
            ("expect free is live", false),
            ("expect free is live within 4 days", true),
            ("expect free is suspended", false),
            ("expect confer is dormant", true),
            ("expect settled is dormant", true),
            ("expect article 5 is triggered", true),
            ("expect attack is undetermined", false),
            ("expect attack is not undetermined", true),
        ],
    );
}

#[test]
fn what_is_unknown_holds_neither_way() {
    let make = |it: &mut PlayedDraft<'_>| {
        it.life("attack", None, &[(0, Waiting)]).unknown = unknown();
        it.life("assist", Some("FRA"), &[(0, Waiting)]).unknown = unknown();
        it.life("assist", Some("GBR"), &[(3, Live)]);
        it.due("assist", "GBR", 3, Some(6)).certain = false;
    };
    let told = judged(
        make,
        &[
            ("expect attack is triggered", false),
            ("expect attack is not triggered", false),
            ("expect attack is undetermined", true),
            ("expect attack is not undetermined", false),
            ("expect attack is live", false),
            ("expect attack is waiting", false),
            ("expect assist is triggered", true),
            ("expect assist for FRA is triggered", false),
            ("expect FRA is obliged to assist UKR", false),
            ("expect FRA is not obliged to assist UKR", false),
            ("expect GBR is not obliged", false),
            ("expect GBR is obliged", false),
            ("expect nobody is obliged", false),
            ("expect somebody is obliged", false),
            ("expect RUS blocks attack", false),
            ("expect RUS does not block attack", false),
        ],
    );
    assert_eq!(told[0], "cannot be determined: whether it has come");
}

#[test]
fn duties_are_owed_by_whom_to_what_and_by_when() {
    let make = |it: &mut PlayedDraft<'_>| {
        let rus = it.actor("RUS");
        it.life("assist", Some("USA"), &[(0, Waiting)]).holders = vec![vec![rus]];
        it.life("assist", Some("FRA"), &[(3, Live)]);
        it.due("assist", "FRA", 3, Some(6));
        it.due("assist", "GBR", 3, None);
        it.due("confer", "FRA", 3, Some(4));
        it.due("standing", "GBR", 0, None);
    };
    let told = judged(
        make,
        &[
            ("expect FRA is obliged to assist UKR within 6 days", true),
            ("expect FRA is obliged to assist UKR within 5 days", false),
            ("expect FRA is obliged to assist UKR", true),
            ("expect FRA is obliged to assist UKR within 3 days after attack", false),
            ("expect FRA is obliged to assist USA", false),
            ("expect FRA is obliged to consult within 4 days", true),
            ("expect FRA, GBR are obliged to assist UKR", true),
            ("expect GBR is obliged to assist UKR within 60 days", false),
            ("expect USA is obliged", false),
            ("expect USA is not obliged", true),
            ("expect FRA, USA are not obliged", false),
            ("expect somebody is obliged to assist UKR within 6 days", true),
            ("expect somebody is obliged to withdraw", false),
            ("expect nobody is obliged", false),
            ("expect nobody is obliged to withdraw", true),
        ],
    );
    assert_eq!(told[0], "FRA is obliged by `assist` since 2027-03-04 by 2027-03-07");
    assert_eq!(told[8], "USA is not obliged: `assist` for USA waits since 2027-03-01 for the act of RUS");
}

#[test]
fn who_is_freed_owes_nothing_any_more() {
    let make = |it: &mut PlayedDraft<'_>| {
        it.due("assist", "FRA", 3, Some(6)).freed = Some(day(3));
        it.due("assist", "GBR", 3, Some(6)).freed = Some(day(4));
    };
    judged(
        make,
        &[
            ("expect FRA is obliged", false),
            ("expect FRA is not obliged", true),
            ("expect GBR is obliged", false),
            ("expect GBR is not obliged", false),
            ("expect somebody is obliged", false),
            ("expect nobody is obliged", false),
        ],
    );
}

#[test]
fn nobody_is_obliged_by_standing_duties_and_talks() {
    let make = |it: &mut PlayedDraft<'_>| {
        it.due("confer", "FRA", 3, Some(4)).acts = false;
        it.due("standing", "GBR", 0, None).standing = true;
        it.due("assist", "RUS", 3, None);
    };
    judged(
        make,
        &[
            ("expect nobody is obliged", true),
            ("expect somebody is obliged", false),
            ("expect nobody is obliged to consult", false),
            ("expect GBR is obliged to train", true),
        ],
    );
}

#[test]
fn what_is_allowed_follows_from_what_is_live() {
    let make = |it: &mut PlayedDraft<'_>| {
        it.life("free", None, &[(0, Waiting), (3, Live)]);
    };
    judged(
        make,
        &[
            ("expect FRA may deploy ground-forces", true),
            ("expect FRA may deploy ground-forces within 2 days", false),
            ("expect FRA may not deploy ground-forces", false),
            ("expect GBR may deploy ground-forces", false),
            ("expect free may deploy", true),
            ("expect FRA may deploy tanks", false),
        ],
    );
}

#[test]
fn who_blocks_keeps_a_provision_from_ever_being_live() {
    let shut = |it: &mut PlayedDraft<'_>| {
        it.life("attack", None, &[(0, Waiting), (3, Ended)]);
    };
    judged(shut, &[("expect RUS blocks attack", true), ("expect RUS, BLR do not block attack", false)]);
    let open = |it: &mut PlayedDraft<'_>| {
        it.life("attack", None, &[(0, Waiting), (3, Live)]);
    };
    let told = judged(open, &[("expect RUS blocks attack", false), ("expect RUS does not block attack", true)]);
    assert_eq!(told[0], "without RUS, `attack` is live since 2027-03-04");
}

#[test]
fn what_is_not_settled_never_holds_in_the_affirmative() {
    let at_horizon = |it: &mut PlayedDraft<'_>| {
        it.life("attack", None, &[(0, Live)]);
        it.play.end = PlayEnd::Horizon;
    };
    judged(
        at_horizon,
        &[
            ("expect attack is live", false),
            ("expect attack is triggered", true),
            ("expect attack is live within 3 days", true),
            ("expect attack is not waiting", true),
        ],
    );
    let at_bound = |it: &mut PlayedDraft<'_>| {
        it.life("attack", None, &[(0, Live)]);
        it.play.end = PlayEnd::Bound;
    };
    judged(at_bound, &[("expect attack is triggered", false), ("expect attack is not waiting", false)]);
}

#[test]
fn the_case_is_that_of_the_attack_or_each_in_turn() {
    let cases = |lines: &str| {
        let draft = DRAFT.replace("against UKR }", "against UKR\n potential aggressor BLR against UKR, GBR }");
        let text = format!("{draft}\nscenario \"s\" {{\n{lines}\n}}\n");
        let parsed = syntax::parse(FileId(0), &text);
        let (brackets, reading) = (Brackets::of(&text, &parsed.draft), Reading::unbracketed());
        let built = build(FileId(0), &text, &parsed.draft, &brackets, &reading, &Assumed::default(), &[]);
        let treaty = &built.treaty;
        let told = settings(treaty, &treaty.scenarios[0]).into_iter().map(|it| {
            let case = it.case.map(|it| {
                let victim = it.victim.map_or("nobody", |it| treaty.name(it));
                format!("{} against {victim} with {}", treaty.name(it.attacker), treaty.names(&it.bloc))
            });
            case.unwrap_or_default()
        });
        told.collect::<Vec<_>>().join("; ")
    };
    let all = "RUS against UKR with RUS; BLR against UKR with BLR; BLR against GBR with BLR";
    assert_eq!(cases("given armed-attack by BLR against GBR"), "BLR against GBR with BLR");
    assert_eq!(cases("given armed-attack by FRA against GBR"), all);
    assert_eq!(cases("given RUS votes no"), all);
    assert_eq!(cases("assuming nobody\ngiven RUS votes no"), "");
    assert_eq!(
        cases("assuming RUS, FRA against UKR\nassuming BLR votes with RUS"),
        "RUS against UKR with RUS, FRA, BLR"
    );
    assert_eq!(cases("assuming RUS against UKR\nassuming RUS controls GBR"), "RUS against UKR with RUS, GBR");
}
