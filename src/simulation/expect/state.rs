//! How a provision stands in a play.

use super::clock::{Deadline, subject};
use super::{ExpectationTruth, Judge, JudgedClaim};
use crate::model::{ActorId, ProvisionState, RefTarget, Treaty, UnitId};
use crate::simulation::{LifeState, LifeView, PlayMinute, StepKind, TraceStep};
use std::fmt::Write as _;

/// Whether a provision stands so for somebody, or for anybody.
pub(super) fn stands(
    judge: &Judge<'_, '_>,
    of: RefTarget,
    bearer: Option<ActorId>,
    standing: ProvisionState,
    waits_for: Option<&[ActorId]>,
    deadline: &Deadline,
) -> JudgedClaim {
    let views = views(judge, of, bearer);
    if views.is_empty() {
        return of_events(judge, of, standing, deadline);
    }
    let answers = views.into_iter().map(|it| view(judge, it, standing, waits_for, deadline));
    JudgedClaim::any(answers).unwrap_or_else(super::nobody_meant)
}

/// The lives of what is meant.
fn views<'p>(judge: &Judge<'p, '_>, of: RefTarget, bearer: Option<ActorId>) -> Vec<&'p LifeView> {
    let lives = judge.play.lives.iter();
    let is_meant = |it: &&LifeView| match of {
        RefTarget::Provision(id) => it.provision == id,
        RefTarget::Unit(unit) => is_within(judge.treaty, judge.treaty.provision(it.provision).unit, unit),
        _ => false,
    };
    // Who attacks owes its victim nothing in this case, and the victim nothing to itself.
    let concerned = |who: ActorId| judge.case.is_some_and(|case| case.attacker == who || case.victim == Some(who));
    let is_norm = |it: &LifeView| judge.treaty.provision(it.provision).kind.is_norm();
    let is_of = |it: &&LifeView| match (bearer, it.bearer) {
        (None, Some(own)) => !(is_norm(it) && concerned(own)),
        (None, None) => true,
        (Some(bearer), Some(own)) => bearer == own,
        (Some(bearer), None) => bears(judge, it, bearer),
    };
    let meant: Vec<&LifeView> = lives.filter(is_meant).filter(is_of).collect();
    // Where it differs by bearer, the life for nobody in particular is not that of somebody.
    let own = |it: &&LifeView| {
        bearer.is_some() && meant.iter().any(|one| one.provision == it.provision && one.bearer == bearer)
    };
    meant.iter().copied().filter(|it| it.bearer == bearer || !own(it)).collect()
}

fn is_within(treaty: &Treaty<'_>, unit: Option<UnitId>, outer: UnitId) -> bool {
    let around = std::iter::successors(unit, |it| treaty.unit(*it).parent);
    around.into_iter().any(|it| it == outer)
}

/// Whether a provision that stands alike for all of its bearers has somebody among them.
fn bears(judge: &Judge<'_, '_>, view: &LifeView, bearer: ActorId) -> bool {
    let provision = judge.treaty.provision(view.provision);
    let mut bearers = provision.sentences.iter().filter_map(|it| it.bearer.as_ref()).peekable();
    bearers.peek().is_none() || bearers.any(|it| judge.treaty.members(it, judge.case).contains(&bearer))
}

fn view(
    judge: &Judge<'_, '_>,
    view: &LifeView,
    standing: ProvisionState,
    waits_for: Option<&[ActorId]>,
    deadline: &Deadline,
) -> JudgedClaim {
    let in_time = |at: PlayMinute| match deadline {
        Deadline::None => true,
        Deadline::At(last) => at <= *last,
        Deadline::Never | Deadline::Unknown(_) => false,
    };
    let steps: Vec<usize> = view.step.into_iter().collect();
    let told = outcome(judge, view);
    let answer = |yes: bool| {
        let truth = match yes {
            true => ExpectationTruth::Yes,
            false if view.unknown.is_empty() => ExpectationTruth::No,
            false => ExpectationTruth::Unknown,
        };
        let told = if truth == ExpectationTruth::Unknown { reasons(view) } else { told.clone() };
        JudgedClaim::new(truth, told, steps.clone())
    };
    let state = match standing {
        ProvisionState::Undetermined => return JudgedClaim::of(!view.unknown.is_empty(), told, steps),
        ProvisionState::Triggered => {
            let doubtful = view.doubtful.filter(|at| in_time(*at) && view.unknown.is_empty());
            return match doubtful {
                Some(at) if !view.live.is_some_and(in_time) => {
                    let name = words_of(judge.treaty, RefTarget::Provision(view.provision));
                    let told = format!("whether {name} was live on {}", at.words(&judge.play.zone));
                    JudgedClaim::new(ExpectationTruth::Unknown, told, steps)
                }
                _ => answer(view.live.is_some_and(in_time)),
            };
        }
        ProvisionState::Breached => {
            let ever = view.breached.is_some_and(in_time) || was(view, LifeState::Breached, &in_time);
            return answer(ever);
        }
        ProvisionState::Dormant => LifeState::Dormant,
        ProvisionState::Waiting => LifeState::Waiting,
        ProvisionState::Live => LifeState::Live,
        ProvisionState::Discharged => LifeState::Discharged,
        ProvisionState::Suspended => LifeState::Suspended,
        ProvisionState::Ended => LifeState::Ended,
    };
    if let Some(wanted) = waits_for {
        if wanted.is_empty() {
            return super::nobody_meant();
        }
        let held = |holders: &[Vec<ActorId>]| {
            let holds = |it: &ActorId| holders.iter().any(|set| set.contains(it));
            if judge.negated { wanted.iter().any(holds) } else { wanted.iter().all(holds) }
        };
        // Whether it waits is known though what else it waits for is not.
        if view.state == state && in_time(view.since) && held(&view.holders) {
            return JudgedClaim::new(ExpectationTruth::Yes, told, steps);
        }
        // With a clock it may have waited for them before.
        let is_of = |it: &&TraceStep| {
            it.subject == subject(RefTarget::Provision(view.provision))
                && view.bearer.is_none_or(|who| it.bearers.is_empty() || it.bearers.contains(&who))
        };
        let waited = |it: &TraceStep| {
            matches!(it.kind, StepKind::Life(_, to) if to == state) && in_time(it.at) && held(&it.holders)
        };
        let before = judge.play.steps.iter().filter(is_of).find(|it| *deadline != Deadline::None && waited(it));
        if let Some(step) = before {
            return JudgedClaim::new(ExpectationTruth::Yes, step.told.clone(), vec![step.number]);
        }
        return answer(false);
    }
    if *deadline != Deadline::None {
        return answer(was(view, state, &in_time));
    }
    // A breach leaves the duty as it was: it is still owed.
    let breached_and_live = state == LifeState::Live && view.state == LifeState::Breached;
    let yes = view.state == state || breached_and_live;
    if yes && !view.unknown.is_empty() {
        return JudgedClaim::new(ExpectationTruth::Unknown, reasons(view), steps);
    }
    answer(yes)
}

/// Whether it came to stand so in time, or stood so from the beginning.
fn was(view: &LifeView, state: LifeState, in_time: &dyn Fn(PlayMinute) -> bool) -> bool {
    let from_the_beginning = state == LifeState::Dormant && view.history.first().is_none_or(|it| it.1 != state);
    from_the_beginning || view.history.iter().any(|(at, it)| *it == state && in_time(*at))
}

/// `assist waits since 2027-03-01 for RUS`
pub(super) fn outcome(judge: &Judge<'_, '_>, view: &LifeView) -> String {
    let treaty = judge.treaty;
    let name = words_of(treaty, RefTarget::Provision(view.provision));
    let since = view.since.words(&judge.play.zone);
    let bearer = view.bearer.map_or_else(String::new, |it| format!(" for {}", treaty.name(it)));
    let mut words = match view.state {
        LifeState::Dormant => format!("{name}{bearer} is dormant"),
        LifeState::Waiting => format!("{name}{bearer} waits since {since}"),
        LifeState::Ended => format!("{name}{bearer} ended on {since}"),
        state => format!("{name}{bearer} is {} since {since}", state.as_str()),
    };
    if !matches!(view.state, LifeState::Live | LifeState::Waiting)
        && let Some(live) = view.live
    {
        let _ = write!(words, ", live on {}", live.words(&judge.play.zone));
    }
    if !view.holders.is_empty() && matches!(view.state, LifeState::Waiting | LifeState::Suspended) {
        let sets: Vec<String> = view.holders.iter().take(4).map(|it| treaty.names(it)).collect();
        let _ = write!(words, " for the act of {}", sets.join(", or of "));
        if let Some(until) = view.until {
            let _ = write!(words, " until {}", until.words(&judge.play.zone));
        }
    }
    if !view.told.is_empty() {
        let _ = write!(words, ": {}", view.told);
    }
    words
}

/// What cannot be determined about it.
pub(super) fn reasons(view: &LifeView) -> String {
    let reasons: Vec<&str> = view.unknown.iter().map(|it| it.told.as_str()).collect();
    reasons.join("; ")
}

/// A target as findings name it: `attack` in backticks, `article 5`.
pub(super) fn words_of(treaty: &Treaty<'_>, of: RefTarget) -> String {
    match of {
        RefTarget::Provision(id) => format!("`{}`", treaty.provision(id).name_or_kind()),
        RefTarget::Unit(id) => treaty.unit_path(id).to_string(),
        RefTarget::Milestone(at) => format!("`{}`", treaty.milestones[at as usize].name),
        RefTarget::Instrument(id) => format!("`{}`", treaty.instruments[id.0 as usize].name),
        RefTarget::Actor(id) => format!("`{}`", treaty.name(id)),
        _ => "it".to_owned(),
    }
}

/// What has no life of its own: a milestone, an instrument. Its steps say what became of it; without any it is dormant.
fn of_events(judge: &Judge<'_, '_>, of: RefTarget, standing: ProvisionState, deadline: &Deadline) -> JudgedClaim {
    let of_it = subject(of);
    let steps = || judge.play.steps.iter().filter(|it| it.subject == of_it);
    let in_time = |at: PlayMinute| !matches!(deadline, Deadline::At(last) if at > *last);
    let last = steps().rfind(|it| in_time(it.at));
    let state = match last.map(|it| it.kind) {
        None => LifeState::Dormant,
        Some(StepKind::Life(_, to)) => to,
        Some(_) => LifeState::Live,
    };
    let name = words_of(judge.treaty, of);
    let words = match last {
        None => format!("{name} is dormant"),
        Some(it) => format!("{name} is {} since {}", state.as_str(), it.at.words(&judge.play.zone)),
    };
    let numbers = last.map(|it| it.number).into_iter().collect();
    let unknown = last.is_some_and(|it| !it.unknown.is_empty());
    let wanted = match standing {
        ProvisionState::Undetermined => return JudgedClaim::of(unknown, words, numbers),
        ProvisionState::Triggered | ProvisionState::Live => LifeState::Live,
        ProvisionState::Dormant => LifeState::Dormant,
        ProvisionState::Waiting => LifeState::Waiting,
        ProvisionState::Discharged => LifeState::Discharged,
        ProvisionState::Breached => LifeState::Breached,
        ProvisionState::Suspended => LifeState::Suspended,
        ProvisionState::Ended => LifeState::Ended,
    };
    if unknown {
        let reasons: Vec<&str> = last.iter().flat_map(|it| &it.unknown).map(|it| it.told.as_str()).collect();
        return JudgedClaim::new(ExpectationTruth::Unknown, reasons.join("; "), numbers);
    }
    JudgedClaim::of(state == wanted, words, numbers)
}
