//! What the simulator is given: the cases that a scenario is about, and its lines in each.

use crate::model::{Assuming, Case, Events, Happening, Scenario, Treaty, When};
use crate::simulation::{At, Line, Others, Setting, What};

/// A scenario in each case that it is about.
pub(super) fn settings<'t, 'a>(treaty: &'t Treaty<'a>, scenario: &'t Scenario<'a>) -> Vec<Setting<'t, 'a>> {
    let setting = |case: Option<Case>| Setting {
        lines: lines(treaty, scenario, case.as_ref()),
        others: if scenario.others_idle { Others::Nothing } else { Others::Threat },
        pace: scenario.pace,
        ..Setting::of(case)
    };
    cases(treaty, scenario).into_iter().map(setting).collect()
}

/// The case that the given attack is; or else each case; or none, where nobody is assumed to attack.
fn cases(treaty: &Treaty<'_>, scenario: &Scenario<'_>) -> Vec<Option<Case>> {
    let own = scenario.assuming.as_ref().map(of_its_own);
    let all = own.unwrap_or_else(|| treaty.threat.cases.clone());
    let attack = scenario.given.iter().find_map(|it| match &it.what {
        Happening::Events(events) if events.by.is_some() => Some(events),
        _ => None,
    });
    let given: Vec<Case> =
        all.iter().filter(|it| attack.is_some_and(|events| is_of(treaty, events, it))).cloned().collect();
    let chosen = if given.is_empty() { all } else { given };
    if chosen.is_empty() { vec![None] } else { chosen.into_iter().map(Some).collect() }
}

/// Whether an event is the attack of a case.
fn is_of(treaty: &Treaty<'_>, events: &Events<'_>, case: &Case) -> bool {
    let by = events.by.as_ref().is_some_and(|it| treaty.members(it, Some(case)).contains(&case.attacker));
    let against = events.against.as_ref().zip(case.victim);
    by && against.is_none_or(|(against, victim)| treaty.members(against, Some(case)).contains(&victim))
}

/// The cases of a threat model of its own: whoever attacks is in one bloc.
fn of_its_own(assuming: &Assuming) -> Vec<Case> {
    let mut bloc: Vec<_> = assuming.attacks.iter().map(|it| it.0).collect();
    loop {
        let follows = assuming.votes_with.iter().map(|it| (it.0, it.1));
        let obeys = assuming.controls.iter().map(|it| (it.1, it.0));
        let joins = follows.chain(obeys).find(|(who, whom)| bloc.contains(whom) && !bloc.contains(who));
        let Some((who, _)) = joins else { break };
        bloc.push(who);
    }
    bloc.sort_unstable();
    bloc.dedup();
    let of = |attacker, victim| Case { attacker, bloc: bloc.clone(), victim, span: None };
    let attacks = assuming.attacks.iter().flat_map(|(attacker, victims)| {
        let none = victims.is_empty().then(|| of(*attacker, None));
        victims.iter().map(|victim| of(*attacker, Some(*victim))).chain(none)
    });
    attacks.collect()
}

/// The lines of a scenario. Who acts may turn on the case.
fn lines<'t, 'a>(treaty: &'t Treaty<'a>, scenario: &'t Scenario<'a>, case: Option<&Case>) -> Vec<Line<'t, 'a>> {
    let mut lines = Vec::with_capacity(scenario.given.len());
    for given in &scenario.given {
        let when = match given.when {
            When::WithTheFirst => At::First,
            When::On(day, _) => At::On(day),
            When::After(period) => At::After(period),
        };
        let mut add = |what| lines.push(Line { span: given.span, when, what });
        match &given.what {
            Happening::Events(events) => add(What::Events(events)),
            Happening::Milestone(it) => add(What::Milestone(*it)),
            Happening::Act { who, act, matter, .. } => {
                for who in treaty.members(who, case) {
                    add(What::Act { who, act: *act, matter: *matter });
                }
            }
        }
    }
    lines
}
