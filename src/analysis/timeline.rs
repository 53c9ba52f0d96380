//! How long it takes from the event to the effect: at the earliest, and in the worst case.
//!
//! In the worst case everybody takes all the time there is, and those who are assumed to attack obstruct; what they can
//! hold shut for ever never comes. At the earliest everybody helps; what nobody can open never comes even so. Whether a
//! part opens is asked of the circuits, in each case that concerns a provision; of several cases the slowest counts in the
//! worst case, the fastest at the earliest. What hangs on something that nobody known holds may come or not.
//!
//! The clock of a gate counts from the
//! request or notification, so that the gates of one provision run side by side; the clock of a norm counts from the
//! opening of its last gate, and its effect is that it is performed. A trigger's time is that of its slowest gate; a norm
//! upon it adds its own gates and its own clock. Of alternatives, the fastest counts. What waits for something else waits
//! until that is live, or, where the text says so, done. What goes in parallel with something is not done before that is live.
//!
//! Where no clock binds those who act, no day is the last: a gate without a clock, a duty without one, words, holes, what
//! happens outside the treaty. So is a clock in words that soften it, or without a number. Two things take no time at all,
//! in either pace and with or without a clock: that the protected asks, and what each bearer decides for itself (`each
//! of`); who comes to help says so at once, since the clock of its duty runs.
//!
//! At the earliest everybody acts at once; only what must run out takes time: the days for objections, the window of a
//! rung, a notice, a fixed date. What waits for itself never comes.

mod calendar;
mod decisions;
mod occasions;
mod waits;

pub use calendar::{Moment, TimelineStart};

use super::budget;
use super::circuit::{Circuits, Standings};
use super::control::with_controlled;
use super::veto::concerns;
use crate::model::{
    ActorId, ActorSet, Actors, Decision, Expiry, ExpiryKind, GateKind, Length, Provision, ProvisionId, RefTarget,
    StepOrder, Treaty, Vote, VoteKind,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Act, ProvisionKind, Quantifier, RoleGroup};
use rustc_hash::FxHashMap;
use waits::{Clocks, faster, slower};

/// How fast everybody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// Everybody acts at once.
    Earliest,
    /// Everybody takes all the time there is, and those who are assumed to attack obstruct.
    Worst,
}

/// Whether something comes at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Coming {
    /// It does.
    #[default]
    Certain,
    /// That hangs on what the text leaves open.
    Unknown,
    /// It does not: nobody can open it, or in the worst case an assumed aggressor keeps it shut.
    Never,
}

/// When a provision has its effect, counted from the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct EffectTime {
    /// After so long; if it is unbounded, the part before the gate without a clock.
    pub length: Length,
    /// Whether it comes.
    pub coming: Coming,
    /// The gate without a clock, if nobody can say when it opens; of what never comes, its provision.
    pub open: Option<OpenGate>,
    /// The instant, if that of the event is known.
    pub at: Option<Moment>,
    /// In minutes; if the day of the event is not known, the most that it can be.
    minutes: u64,
    /// The minutes before the last months, and how many they are, if the day of the event is not known.
    run: (u64, u64),
    /// The last leg of the way there.
    last: Option<u32>,
}

impl EffectTime {
    /// After how many minutes, at the most; nothing if it may not come, or if no clock ends the wait.
    pub fn minutes(&self) -> Option<u64> {
        self.if_it_comes().filter(|_| self.coming == Coming::Certain)
    }

    /// The same of what comes, whether it does or not.
    pub fn if_it_comes(&self) -> Option<u64> {
        self.open.is_none().then_some(self.minutes)
    }
}

/// What has no clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenGate {
    /// The text.
    pub file: FileId,
    /// The clause.
    pub span: Span,
    /// The provision it stands in.
    pub provision: ProvisionId,
    /// Whether it is the duty itself that must be done by no day, once it is live.
    pub own: bool,
}

/// A stretch of a way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The provision whose clock runs.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The clause whose clock runs.
    pub span: Span,
    /// How long.
    pub length: Length,
}

/// When every provision has its effect.
#[derive(Clone, Debug)]
pub struct Timetable {
    /// When each begins to wait for its gates.
    start: Vec<EffectTime>,
    /// When each is live.
    live: Vec<EffectTime>,
    /// When each has its effect.
    arrivals: Vec<EffectTime>,
    /// The clocks of the ways, each with the one that runs before it.
    steps: Vec<(Leg, Option<u32>)>,
}

impl Timetable {
    /// When a provision has its effect.
    pub fn arrival(&self, provision: ProvisionId) -> EffectTime {
        self.arrivals[provision.0 as usize]
    }

    /// When a provision is live: it is owed from then on.
    pub fn live(&self, provision: ProvisionId) -> EffectTime {
        self.live[provision.0 as usize]
    }

    /// The way to a provision: the clocks that run one after the other.
    pub fn way(&self, provision: ProvisionId) -> Vec<Leg> {
        self.legs_to(self.arrival(provision))
    }

    /// The way to where it is live.
    pub fn way_to_live(&self, provision: ProvisionId) -> Vec<Leg> {
        self.legs_to(self.live(provision))
    }

    /// With the times of another case: of those cases that concern a provision, the slowest in the worst case, and the
    /// fastest at the earliest.
    fn with(mut self, mut other: Self, pace: Bound, before: &[bool], concerned: &[bool]) -> Self {
        let shift = self.steps.len() as u32;
        self.steps.append(&mut other.steps);
        self.steps[shift as usize..].iter_mut().for_each(|it| it.1 = it.1.map(|it| it + shift));
        let join = |known: &mut Vec<EffectTime>, new: Vec<EffectTime>| {
            for (at, (known, mut new)) in known.iter_mut().zip(new).enumerate() {
                new.last = new.last.map(|it| it + shift);
                *known = match (before[at], concerned[at]) {
                    (true, false) => *known,
                    (false, true) => new,
                    _ if pace == Bound::Worst => slower(*known, new),
                    _ => faster(*known, new),
                };
            }
        };
        join(&mut self.start, other.start);
        join(&mut self.live, other.live);
        join(&mut self.arrivals, other.arrivals);
        self
    }

    fn legs_to(&self, arrival: EffectTime) -> Vec<Leg> {
        let mut legs = Vec::new();
        let mut next = arrival.last;
        while let Some(at) = next.filter(|_| budget::keep(1)) {
            let (leg, before) = self.steps[at as usize];
            legs.push(leg);
            next = before;
        }
        legs.reverse();
        legs
    }
}

/// So often what hangs on itself by one of several ways is looked at again.
const ROUNDS: usize = 32;

/// Who keeps things shut in the worst case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those who are assumed to attack, each in its own case.
    Threat,
    /// Nobody.
    Nobody,
}

/// When every provision has its effect, for one of its bearers or for the slowest.
pub(super) fn timetable<'m>(
    circuits: &mut Circuits<'m>,
    pace: Bound,
    side: Side,
    bearer: Option<ActorId>,
    calendar: TimelineStart,
) -> Timetable {
    let treaty = circuits.treaty;
    let cases = &treaty.threat.cases;
    let of_case = |circuits: &mut Circuits<'m>, at: Option<usize>| {
        let obstructing = match at {
            Some(at) if pace == Bound::Worst && side == Side::Threat => with_controlled(treaty, &cases[at].bloc),
            _ => ActorSet::new(),
        };
        let case = at.map(|at| (at as u32 + 1, &cases[at]));
        let standings = circuits.standings(case, &obstructing, None);
        let common = table(circuits, pace, None, calendar, &standings, None);
        if bearer.is_none() {
            return common;
        }
        let standings = circuits.standings(case, &obstructing, bearer);
        table(circuits, pace, bearer, calendar, &standings, Some(&common))
    };
    if cases.len() < 2 {
        return of_case(circuits, (!cases.is_empty()).then_some(0));
    }
    let mut whole: Option<(Timetable, Vec<bool>)> = None;
    for (at, case) in cases.iter().enumerate() {
        let concerned: Vec<bool> = treaty.provisions.iter().map(|it| concerns(treaty, it, case)).collect();
        let next = of_case(circuits, Some(at));
        whole = Some(match whole {
            None => (next, concerned),
            Some((known, before)) => {
                let table = known.with(next, pace, &before, &concerned);
                (table, before.iter().zip(&concerned).map(|it| *it.0 || *it.1).collect())
            }
        });
    }
    whole.map_or_else(|| of_case(circuits, None), |it| it.0)
}

/// The same in one case, in which the parts of the text stand so.
fn table(
    circuits: &Circuits<'_>,
    pace: Bound,
    bearer: Option<ActorId>,
    calendar: TimelineStart,
    standings: &Standings,
    common: Option<&Timetable>,
) -> Timetable {
    let treaty = circuits.treaty;
    let count = treaty.provisions.len();
    let blank = vec![EffectTime::default(); count];
    let mut clocks = Clocks {
        circuits,
        treaty,
        pace,
        bearer,
        calendar,
        // What hangs on what never comes does not come either.
        table: Timetable { start: blank.clone(), live: blank.clone(), arrivals: blank, steps: Vec::new() },
        known: vec![false; count],
        missing: Vec::new(),
        common,
        standings,
        before: steps(treaty, false),
        beside: steps(treaty, true),
        followers: followers(treaty),
        within: units(treaty),
        entries: entries(treaty),
        protected: protected(treaty),
        body: None,
    };
    for at in 0..count {
        clocks.table.live[at] = clocks.never(&treaty.provisions[at]);
        clocks.table.arrivals[at] = clocks.table.live[at];
        clocks.table.start[at] = clocks.table.live[at];
    }
    let mut order = Vec::with_capacity(count);
    let mut circular = false;
    let mut begun = vec![false; count];
    let mut path = Vec::new();
    let roots = circuits.order.iter().map(|root| root.0 as usize).filter(|at| *at < count);
    for root in roots {
        path.push(root);
        while let Some(at) = path.last().copied() {
            if clocks.known[at] || !budget::spend(1) {
                path.pop();
                continue;
            }
            begun[at] = true;
            let steps = clocks.table.steps.len();
            clocks.missing.clear();
            let found = clocks.arrival(&treaty.provisions[at]);
            let mut waits = std::mem::take(&mut clocks.missing);
            circular |= waits.iter().any(|it| begun[*it]);
            waits.retain(|it| !begun[*it]);
            if waits.is_empty() {
                (clocks.table.live[at], clocks.table.arrivals[at]) = found;
                clocks.known[at] = true;
                order.push(at);
                path.pop();
            } else {
                clocks.table.steps.truncate(steps);
                path.append(&mut waits);
            }
            clocks.missing = waits;
        }
    }
    // Of what hangs on itself, some may come another way: what was taken to be never is looked at again until nothing moves.
    for _ in 0..ROUNDS {
        if !circular {
            break;
        }
        circular = false;
        for at in &order {
            let found = clocks.arrival(&treaty.provisions[*at]);
            let same = |one: EffectTime, other: EffectTime| {
                (one.minutes(), one.open, one.coming) == (other.minutes(), other.open, other.coming)
            };
            if !same(found.0, clocks.table.live[*at]) || !same(found.1, clocks.table.arrivals[*at]) {
                (clocks.table.live[*at], clocks.table.arrivals[*at]) = found;
                circular = true;
            }
        }
    }
    clocks.table
}

/// What comes before each thing (`A before B`, `B requires A`), or beside it (`A parallel with B`), as places in
/// [`Treaty::steps`].
fn steps(treaty: &Treaty<'_>, parallel: bool) -> FxHashMap<RefTarget, Vec<usize>> {
    let mut found: FxHashMap<RefTarget, Vec<usize>> = FxHashMap::default();
    for (at, step) in treaty.steps.iter().enumerate() {
        match (step.order, step.second) {
            (StepOrder::Before | StepOrder::Requires, Some(second)) if !parallel => {
                found.entry(second).or_default().push(at);
            }
            (StepOrder::Parallel, Some(second)) if parallel => {
                found.entry(step.first).or_default().push(at);
                found.entry(second).or_default().push(at);
            }
            _ => {}
        }
    }
    found
}

/// Which provisions answer where a clock of another has run: `otherwise talks`.
fn followers(treaty: &Treaty<'_>) -> FxHashMap<ProvisionId, Vec<ProvisionId>> {
    let mut found: FxHashMap<ProvisionId, Vec<ProvisionId>> = FxHashMap::default();
    for provision in &treaty.provisions {
        let mut add = |expiry: Option<&Expiry<'_>>| {
            if let Some(ExpiryKind::Provision(RefTarget::Provision(id))) = expiry.map(|it| &it.kind) {
                found.entry(*id).or_default().push(provision.id);
            }
        };
        for gate in &provision.gates {
            add(gate.clock.as_deref().and_then(|it| it.expiry.as_ref()));
            if let GateKind::Decision(decision) = &gate.kind {
                add(decision.expiry());
            }
        }
        add(provision.decided.as_deref().and_then(|it| it.decision.expiry()));
        add(provision.clock.as_deref().and_then(|it| it.expiry.as_ref()));
    }
    found
}

/// The provisions of each article, those of its parts among them.
fn units(treaty: &Treaty<'_>) -> Vec<Vec<ProvisionId>> {
    let mut found = vec![Vec::new(); treaty.units.len()];
    for provision in &treaty.provisions {
        for unit in treaty.outward(provision.unit) {
            found[unit.0 as usize].push(provision.id);
        }
    }
    found
}

/// The clauses on entry into force, of this treaty and of those that it reads.
fn entries(treaty: &Treaty<'_>) -> Vec<ProvisionId> {
    treaty.provisions.iter().filter(|it| it.kind == ProvisionKind::EntryIntoForce).map(|it| it.id).collect()
}

/// Those whom an attack strikes: they ask for help at once.
fn protected(treaty: &Treaty<'_>) -> ActorSet {
    let mut found = treaty.bearers_of(RoleGroup::Beneficiaries);
    found.extend(treaty.threat.cases.iter().filter_map(|it| it.victim));
    found.sort_unstable();
    found.dedup();
    found
}

/// Whom the gates of a provision bind alone; nobody, if they bind all its bearers alike.
pub(super) fn bound_alone<'m>(circuits: &Circuits<'m>, provision: &Provision<'m>) -> ActorSet {
    let mut found = ActorSet::new();
    let mut look = |decision: &Decision<'m>| {
        for of in decision.any.iter().flatten().filter_map(|it| binds(circuits, provision, it)) {
            found.extend(circuits.treaty.members(of, None));
        }
    };
    provision.decided.iter().for_each(|it| look(&it.decision));
    for gate in &provision.gates {
        if let GateKind::Decision(decision) = &gate.kind {
            look(decision);
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether a provision waits for gates that bind one bearer alone.
pub(super) fn differs_by_bearer(circuits: &Circuits<'_>, provision: &Provision<'_>) -> bool {
    let mut found = false;
    let mut look = |decision: &Decision<'_>| {
        found |= decision.any.iter().flatten().any(|it| binds(circuits, provision, it).is_some());
    };
    provision.decided.iter().for_each(|it| look(&it.decision));
    for gate in &provision.gates {
        if let GateKind::Decision(decision) = &gate.kind {
            look(decision);
        }
    }
    found
}

/// Whom alone a vote binds, if it is one that each bearer waits for by itself: `approval of USA by "Congress"`.
fn binds<'v, 'm>(circuits: &Circuits<'_>, provision: &Provision<'_>, vote: &'v Vote<'m>) -> Option<&'v Actors<'m>> {
    let VoteKind::Act { act: Act::Approval, of, organ } = &vote.kind else { return None };
    let own = organ.is_some() && circuits.binds_others(provision, of) || of.quantifier == Some(Quantifier::Each);
    own.then_some(of)
}
