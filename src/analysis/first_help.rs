//! The first help that somebody owes after an attack, if everybody takes all the time there is.

use super::coverage::{TextualAnswer, goes_to_victim};
use super::timeline::{Bound, EffectTime, Leg, Timetable, bound_alone};
use super::track::Track;
use super::veto::concerns;
use super::{Facts, TimelineStart};
use crate::model::{ActorId, Case, ProvisionId};
use crate::syntax::ast::RoleGroup;

/// The first help.
#[derive(Clone, Debug)]
pub struct FirstHelp {
    /// The duty.
    pub provision: ProvisionId,
    /// When it is done.
    pub arrival: EffectTime,
    /// The clocks that run one after the other.
    pub legs: Vec<Leg>,
}

/// So many bearers with gates of their own are looked at; the others count as the slowest.
const MOST_BEARERS: usize = 64;

/// The first help in the attack in which it comes last; nothing where none is owed.
pub(super) fn first_help(facts: &Facts<'_>) -> Option<FirstHelp> {
    let treaty = facts.treaty();
    let duties: Vec<&Track> = facts.tracks().iter().filter(|it| it.is_duty()).collect();
    if duties.is_empty() {
        return None;
    }
    // Who has gates of its own; for all others it takes as long as for one of them.
    let mut alone: Vec<ActorId> = Vec::new();
    {
        let circuits = facts.circuits();
        treaty.provisions.iter().for_each(|it| alone.extend(bound_alone(&circuits, it)));
    }
    alone.sort_unstable();
    alone.dedup();
    alone.truncate(MOST_BEARERS);
    let mut own: Vec<(Option<ActorId>, Timetable)> = Vec::new();
    let cases: Vec<Option<&Case>> = match &treaty.threat.cases[..] {
        [] => vec![None],
        cases => cases.iter().map(Some).collect(),
    };
    let mut last: Option<FirstHelp> = None;
    for case in cases {
        let mut first: Option<FirstHelp> = None;
        for duty in &duties {
            let provision = treaty.provision(duty.provision);
            let theirs = |it: &Case| {
                concerns(treaty, provision, it) && goes_to_victim(facts, provision, Some(it)) > TextualAnswer::No
            };
            if case.is_some_and(|it| !theirs(it)) {
                continue;
            }
            let counts = |it: &ActorId| match case {
                Some(case) => case.is_third(*it),
                None => treaty.actor(*it).roles.gives() || !treaty.actor(*it).roles.contains(RoleGroup::Beneficiaries),
            };
            for bearer in facts.bearers(provision.id, case).into_iter().filter(counts) {
                let apart = alone.binary_search(&bearer).is_ok();
                // Somebody for whom no gate is its own; the slowest, where all have some.
                let as_whom = if alone.is_empty() { None } else { Some(bearer) };
                let known = own.iter().position(|it| {
                    it.0 == as_whom || !apart && it.0.is_some_and(|it| alone.binary_search(&it).is_err())
                });
                let at = known.unwrap_or_else(|| {
                    own.push((as_whom, facts.timetable(Bound::Worst, as_whom, TimelineStart::default())));
                    own.len() - 1
                });
                let table = &own[at].1;
                let arrival = table.arrival(provision.id);
                if first.as_ref().is_none_or(|it| rank(&arrival) < rank(&it.arrival)) {
                    first = Some(FirstHelp { provision: provision.id, arrival, legs: table.way(provision.id) });
                }
            }
        }
        let later = |it: &FirstHelp| last.as_ref().is_none_or(|known| rank(&it.arrival) > rank(&known.arrival));
        if let Some(first) = first.filter(later) {
            last = Some(first);
        }
    }
    last
}

/// What comes by a day comes before what is only owed, and that before what may never be.
fn rank(arrival: &EffectTime) -> (u8, u64) {
    match (arrival.minutes(), arrival.open) {
        (Some(minutes), _) => (0, minutes),
        (None, Some(open)) if open.own => (1, 0),
        _ => (2, 0),
    }
}
