//! What is told of a play in every format for people.

use super::tell::{holders, plural};
use super::{PlayShape, StepShape};
use crate::diagnostic::join_list;
use crate::report::when;
use serde::Serialize;

/// What is told in one: a step, or what several do alike.
#[derive(Serialize)]
pub(super) struct GroupedStep<'p> {
    /// Its number among what is told, from one.
    pub(super) number: usize,
    /// What it follows from.
    pub(super) why: Vec<usize>,
    /// What happened.
    pub(super) words: String,
    /// Who holds what is shut.
    pub(super) held: Vec<String>,
    /// The step, the first of several.
    pub(super) step: &'p StepShape,
}

/// What is told of what happens, in its order.
pub(super) fn shown(play: &PlayShape) -> Vec<GroupedStep<'_>> {
    let steps: Vec<&StepShape> = play.steps.iter().filter(|it| it.moved).collect();
    let groups: Vec<&[&StepShape]> = steps.chunk_by(|one, other| is_alike(one, other)).collect();
    let number = |n: &usize| groups.iter().position(|it| it.iter().any(|step| step.n == *n)).map(|at| at + 1);
    let told = groups.iter().enumerate().map(|(at, same)| {
        let step = same[0];
        let mut why: Vec<usize> = same.iter().flat_map(|it| &it.why).filter_map(number).collect();
        why.sort_unstable();
        why.dedup();
        let names: Vec<String> = same.iter().filter_map(|it| it.subject.clone()).collect();
        let words = match act(step) {
            Some(act) if same.len() > 1 => format!("{} {}", join_list(&names, "and"), plural(act)),
            _ => words(step),
        };
        GroupedStep { number: at + 1, why, words, held: holders(&step.holders), step }
    });
    told.collect()
}

/// What somebody does, behind its name.
fn act(step: &StepShape) -> Option<&str> {
    let name = step.subject.as_deref().filter(|_| step.kind == "act")?;
    step.words.strip_prefix(name)?.strip_prefix(' ')
}

/// Whether two do the same, for the same clause, at the same time.
fn is_alike(one: &StepShape, other: &StepShape) -> bool {
    act(one).is_some() && act(one) == act(other) && one.at == other.at && one.clause == other.clause
}

/// What a step says.
fn words(it: &StepShape) -> String {
    if !it.words.is_empty() {
        return it.words.clone();
    }
    let of = if it.bearers.is_empty() { String::new() } else { format!(" for {}", join_list(&it.bearers, "and")) };
    let subject = it.subject.as_deref().unwrap_or("the case");
    match it.to {
        Some(to) => format!("`{subject}`{of} is {to}"),
        None => format!("`{subject}`{of}"),
    }
}

/// Who obstructs, how soon the others act, and what the dates are counted from.
pub(super) fn assumed(play: &PlayShape) -> Vec<String> {
    let pace = match play.pace {
        "at-once" => ["act at once", "acts at once"],
        _ => ["use the full time", "uses the full time"],
    };
    let mut words = match &play.case {
        Some(case) => {
            let of = if play.cases > 1 { format!(" (one of {} assumed attacks)", play.cases) } else { String::new() };
            let obstruct = match &case.bloc[..] {
                [one] => format!("{one} obstructs wherever it has a part"),
                many => format!("{} obstruct wherever they have a part", join_list(many, "and")),
            };
            vec![format!("assumed: {}{of}", case.words), format!("{obstruct}; all others cooperate and {}", pace[0])]
        }
        None => vec![format!(
            "nobody is assumed to attack, so that nobody obstructs: everybody cooperates and {}; assume an attacker with \
             --assume",
            pace[1]
        )],
    };
    if !play.dated {
        words.push(format!(
            "no date is given: the dates below assume that the first event is on {}; give another with --on",
            when::day(&play.start, play.whole_day)
        ));
    }
    if !play.zone.is_empty() {
        words.push(format!("hours are those of {}", play.zone));
    }
    words
}
