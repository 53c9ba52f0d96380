//! Scenarios played, and what is expected of them judged.
//!
//! A scenario is played in the case that its attack is, or else in each case that is assumed in turn. An expectation must
//! hold in each. What cannot be determined never holds, whichever way it is put.

mod clock;
mod duty;
mod state;
#[cfg(test)]
mod tests;

use super::{At, LineContent, Others, Play, Setting, StepKind, TimelineLine, play};
use crate::model::{
    ActorId, ActorSet, Assuming, Case, Events, Expect, Happening, Pace, RefTarget, Scenario, ScenarioOutcome, Treaty,
    When,
};
use crate::source::Span;
use clock::{Deadline, deadline, is_about_the_end};
use duty::{may, obliged};
use state::{stands, words_of};
use std::collections::BTreeSet;

/// A scenario in one case.
#[derive(Debug)]
pub struct PlayedScenario {
    /// Who attacks whom, and with whom; nothing: nobody obstructs.
    pub case: Option<Case>,
    /// What came of it.
    pub play: Play,
    /// How each expectation fared, in the order of the text.
    pub judgements: Vec<ExpectationResult>,
}

/// How an expectation fared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpectationResult {
    /// The line.
    pub span: Span,
    /// Whether it holds.
    pub holds: bool,
    /// What came instead, or what made it hold: a sentence without its end.
    pub outcome: String,
    /// The numbers of the steps that led there.
    pub steps: Vec<usize>,
}

/// Whether something is so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ExpectationTruth {
    No,
    Unknown,
    Yes,
}

/// Whether something is so, and what there is to say of it.
#[derive(Clone, Debug)]
struct JudgedClaim {
    truth: ExpectationTruth,
    told: String,
    /// The last steps that led there.
    steps: Vec<usize>,
}

impl JudgedClaim {
    fn new(truth: ExpectationTruth, told: impl Into<String>, steps: Vec<usize>) -> Self {
        Self { truth, told: told.into(), steps }
    }

    fn of(yes: bool, told: impl Into<String>, steps: Vec<usize>) -> Self {
        Self::new(if yes { ExpectationTruth::Yes } else { ExpectationTruth::No }, told, steps)
    }

    /// The one of which the most is certain: one that is so, or else one that may be.
    fn any(answers: impl IntoIterator<Item = Self>) -> Option<Self> {
        answers.into_iter().reduce(|best, next| if next.truth > best.truth { next } else { best })
    }

    /// The one that keeps all from being so.
    fn all(answers: impl IntoIterator<Item = Self>) -> Option<Self> {
        answers.into_iter().reduce(|worst, next| if next.truth < worst.truth { next } else { worst })
    }
}

/// What everything is judged by.
struct Judge<'t, 'a> {
    treaty: &'t Treaty<'a>,
    case: Option<&'t Case>,
    play: &'t Play,
    /// Whether the line says `not`: then what it says of several is so of none of them, and not of each.
    negated: bool,
}

/// Plays a scenario in each of its cases, and judges what it expects.
pub fn run<'t, 'a>(treaty: &'t Treaty<'a>, scenario: &'t Scenario<'a>) -> Vec<PlayedScenario> {
    settings(treaty, scenario).into_iter().map(|it| run_in(treaty, scenario, it)).collect()
}

/// The same in one setting.
pub fn run_in<'t, 'a>(treaty: &'t Treaty<'a>, scenario: &'t Scenario<'a>, setting: Setting<'t, 'a>) -> PlayedScenario {
    let result = play(treaty, &setting);
    // Those alone leave their acts undone, and everybody else cooperates.
    let alone = |actors: &ActorSet| {
        let others = Others::Undone(actors.clone());
        play(treaty, &Setting { others, pace: Pace::AtOnce, silent: true, ..setting.clone() })
    };
    let judgements = judge(treaty, setting.case.as_ref(), scenario, &result, &alone);
    PlayedScenario { case: setting.case, play: result, judgements }
}

/// What a scenario is played with: a setting for each case.
pub fn settings<'t, 'a>(treaty: &'t Treaty<'a>, scenario: &'t Scenario<'a>) -> Vec<Setting<'t, 'a>> {
    let cases = match &scenario.assuming {
        Some(assuming) => assumed_cases(treaty, assuming),
        None => treaty.threat.cases.clone(),
    };
    let given = |case: &Case| scenario.given.iter().any(|it| is_attack_of(treaty, &it.what, case));
    let chosen = cases.iter().find(|it| given(it)).cloned().map(|it| vec![Some(it)]);
    let cases =
        chosen.unwrap_or_else(|| if cases.is_empty() { vec![None] } else { cases.into_iter().map(Some).collect() });
    cases.into_iter().map(|case| setting(treaty, scenario, case)).collect()
}

fn setting<'t, 'a>(treaty: &'t Treaty<'a>, scenario: &'t Scenario<'a>, case: Option<Case>) -> Setting<'t, 'a> {
    let mut lines = Vec::new();
    for given in &scenario.given {
        let when = match given.when {
            When::WithTheFirst => At::First,
            When::On(words, _) => At::On(words),
            When::After(period) => At::After(period),
        };
        let mut add = |what| lines.push(TimelineLine { span: given.span, when, what });
        match &given.what {
            Happening::Events(events) => add(LineContent::Events(events)),
            Happening::Milestone(at) => add(LineContent::Milestone(*at)),
            Happening::Act { who, act, matter, .. } => {
                for who in treaty.members(who, case.as_ref()) {
                    add(LineContent::Act { who, act: *act, matter: *matter });
                }
            }
        }
    }
    let others = if scenario.others_idle { Others::Nothing } else { Others::Threat };
    Setting { lines, others, pace: scenario.pace, ..Setting::of(case) }
}

/// Whether what happens is the attack of a case.
fn is_attack_of(treaty: &Treaty<'_>, what: &Happening<'_>, case: &Case) -> bool {
    let Happening::Events(events) = what else { return false };
    let Events { by: Some(by), against, .. } = &**events else { return false };
    let attacks = treaty.members(by, Some(case)).contains(&case.attacker);
    attacks
        && against
            .as_ref()
            .is_none_or(|it| case.victim.is_some_and(|who| treaty.members(it, Some(case)).contains(&who)))
}

/// The cases of a threat model of one play: those who attack somebody attack it together.
fn assumed_cases(treaty: &Treaty<'_>, assuming: &Assuming) -> Vec<Case> {
    let mut bloc: BTreeSet<ActorId> = assuming.attacks.iter().map(|it| it.0).collect();
    let mut ties: Vec<(ActorId, ActorId)> = assuming.votes_with.iter().copied().collect();
    ties.extend(assuming.controls.iter().map(|(above, below)| (*below, *above)));
    // Who controls whom by the text itself stays so.
    for (at, actor) in treaty.actors.iter().enumerate() {
        if let Some(by) = &actor.controlled_by {
            ties.extend(treaty.members(by, None).into_iter().map(|it| (ActorId(at as u32), it)));
        }
    }
    // Those above an attacker, and then all below these.
    while let Some((_, above)) = ties.iter().find(|(below, above)| bloc.contains(below) && !bloc.contains(above)) {
        bloc.insert(*above);
    }
    while let Some((below, _)) = ties.iter().find(|(below, above)| bloc.contains(above) && !bloc.contains(below)) {
        bloc.insert(*below);
    }
    let bloc: ActorSet = bloc.into_iter().collect();
    let mut cases: Vec<Case> = Vec::new();
    for (attacker, victims) in &assuming.attacks {
        let victims: Vec<Option<ActorId>> =
            victims.iter().filter(|it| !bloc.contains(it)).map(|it| Some(*it)).collect();
        let victims = if victims.is_empty() { vec![None] } else { victims };
        for victim in victims {
            if !cases.iter().any(|it| it.victim == victim) {
                cases.push(Case { attacker: *attacker, bloc: bloc.clone(), victim, span: None });
            }
        }
    }
    cases
}

/// Judges what a scenario expects by what came of it. `alone` plays it with those alone who leave all their acts undone.
pub fn judge(
    treaty: &Treaty<'_>,
    case: Option<&Case>,
    scenario: &Scenario<'_>,
    play: &Play,
    alone: &dyn Fn(&ActorSet) -> Play,
) -> Vec<ExpectationResult> {
    let judged = |it: &Expect<'_>| Judge { treaty, case, play, negated: it.negated }.judgement(it, alone);
    scenario.expect.iter().map(judged).collect()
}

impl<'a> Judge<'_, 'a> {
    /// What is so of several: of each, or of any where the line says that it is not so.
    fn joined(&self, answers: impl IntoIterator<Item = JudgedClaim>) -> JudgedClaim {
        let joined = if self.negated { JudgedClaim::any(answers) } else { JudgedClaim::all(answers) };
        joined.unwrap_or_else(nobody_meant)
    }

    fn judgement(&self, expect: &Expect<'a>, alone: &dyn Fn(&ActorSet) -> Play) -> ExpectationResult {
        let deadline = deadline(expect.clock.as_deref(), self.play);
        let answer = match &deadline {
            Deadline::Unknown(why) => JudgedClaim::new(ExpectationTruth::Unknown, why.clone(), Vec::new()),
            _ => self.answer(&expect.what, &deadline, alone),
        };
        let unsettled = match self.play.end {
            super::PlayEnd::Bound => Some("the play takes too many steps to be settled"),
            super::PlayEnd::Horizon if is_about_the_end(&expect.what, &deadline) => {
                Some("it is not settled ten years after the last fact")
            }
            super::PlayEnd::Quiescent | super::PlayEnd::Horizon => None,
        };
        let holds = answer.truth == if expect.negated { ExpectationTruth::No } else { ExpectationTruth::Yes };
        let is_undetermined = answer.truth == ExpectationTruth::Unknown;
        let (holds, outcome) = match unsettled {
            Some(why) if self.play.end == super::PlayEnd::Bound || holds && !expect.negated => (false, why.to_owned()),
            _ if is_undetermined => (false, format!("cannot be determined: {}", answer.told)),
            _ => (holds, answer.told),
        };
        ExpectationResult { span: expect.span, holds, outcome, steps: self.led_to(&answer.steps) }
    }

    fn answer(
        &self,
        what: &ScenarioOutcome<'a>,
        deadline: &Deadline,
        alone: &dyn Fn(&ActorSet) -> Play,
    ) -> JudgedClaim {
        match what {
            ScenarioOutcome::State { of, bearer, state, waits_for } => {
                let waits_for = waits_for.as_ref().map(|it| self.treaty.members(it, self.case));
                let each = |bearer: Option<ActorId>| stands(self, *of, bearer, *state, waits_for.as_deref(), deadline);
                match bearer {
                    None => each(None),
                    Some(bearer) => {
                        let bearers = self.treaty.members(bearer, self.case);
                        self.joined(bearers.into_iter().map(|it| each(Some(it))))
                    }
                }
            }
            ScenarioOutcome::May { who, verb, objects } => may(self, who, verb, objects, deadline),
            ScenarioOutcome::Obliged { who, verb, objects } => obliged(self, who, *verb, objects, deadline),
            ScenarioOutcome::Blocks { who, of } => {
                let actors = self.treaty.members(who, self.case);
                if actors.is_empty() {
                    return nobody_meant();
                }
                self.blocks(&actors, *of, &alone(&actors))
            }
        }
    }

    /// Whether a provision is never live in the play in which these leave all their acts undone.
    fn blocks(&self, actors: &ActorSet, of: RefTarget, alone: &Play) -> JudgedClaim {
        let judge = Judge { treaty: self.treaty, case: self.case, play: alone, negated: false };
        let live = stands(&judge, of, None, crate::model::ProvisionState::Triggered, None, &Deadline::None);
        let names = self.treaty.names(actors);
        let name = words_of(self.treaty, of);
        // The steps are those of another play.
        match live.truth {
            ExpectationTruth::Yes => {
                JudgedClaim::new(ExpectationTruth::No, format!("without {names}, {}", live.told), Vec::new())
            }
            ExpectationTruth::No => JudgedClaim::new(
                ExpectationTruth::Yes,
                format!("without {names}, {name} never takes effect"),
                Vec::new(),
            ),
            ExpectationTruth::Unknown => JudgedClaim { steps: Vec::new(), ..live },
        }
    }

    /// The steps from which some follow, and those themselves, in their order; where nothing followed, what happened.
    fn led_to(&self, steps: &[usize]) -> Vec<usize> {
        let mut found: BTreeSet<usize> = BTreeSet::new();
        let mut open: Vec<usize> = steps.to_vec();
        if open.is_empty() {
            let facts = self.play.steps.iter().filter(|it| it.kind == StepKind::Fact);
            open.extend(facts.map(|it| it.number));
        }
        while let Some(number) = open.pop() {
            if found.insert(number) {
                let why = self.play.steps.iter().find(|it| it.number == number).map(|it| &it.why);
                open.extend(why.into_iter().flatten());
            }
        }
        found.into_iter().collect()
    }
}

fn nobody_meant() -> JudgedClaim {
    JudgedClaim::new(ExpectationTruth::Unknown, "no known actor is meant", Vec::new())
}
