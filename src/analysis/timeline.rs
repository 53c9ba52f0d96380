//! How long it takes from the event to the effect: at the earliest, and in the worst case.
//!
//! In the worst case everybody takes all the time there is, and nobody blocks. The clock of a gate counts from the
//! request or notification, so that the gates of one provision run side by side; the clock of a norm counts from the
//! opening of its last gate, and its effect is that it is performed. A trigger's time is that of its slowest gate; a norm
//! upon it adds its own gates and its own clock. Of alternatives, the fastest counts. A gate without a clock may stay shut
//! for ever; what certain actors do for themselves alone (`each of`), and a request, take no time in the worst case of
//! the text. At the earliest everybody acts at once; only what must run out takes time: the days for objections, the
//! window of a rung, a fixed date.

mod calendar;

pub use calendar::Calendar;

use super::budget;
use super::circuit::{self, Circuits, sole_body};
use crate::model::{
    ActorId, Actors, Clock, ConditionKind, Conditions, Decided, Decision, DetailKind, EventKind, Expiry, ExpiryKind,
    Gate, GateKind, Length, Limit, Occasion, OccasionKind, Occasions, Period, Provision, ProvisionId, Target, Timing,
    Treaty, Vote, VoteKind,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Act, List, Phase, Quantifier};

/// How fast everybody is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pace {
    /// Everybody acts at once.
    Earliest,
    /// Everybody takes all the time there is.
    Worst,
}

/// When a provision has its effect, counted from the event.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Arrival {
    /// After so long; if it is unbounded, the part before the gate without a clock.
    pub length: Length,
    /// The gate without a clock, if nobody can say when it opens.
    pub open: Option<OpenGate>,
    /// The last leg of the way there.
    last: Option<u32>,
}

/// A gate without a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenGate {
    /// The text.
    pub file: FileId,
    /// The clause.
    pub span: Span,
    /// The provision it stands in.
    pub provision: ProvisionId,
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
    arrivals: Vec<Arrival>,
    /// Steps of the ways, each with the one before it.
    steps: Vec<(Step, Option<u32>)>,
}

/// A step of a way.
#[derive(Clone, Copy, Debug)]
enum Step {
    /// A clock that runs.
    Leg(Leg),
    /// The whole way to something else, by its last step: it is shared, since what it leads to may have its own way too.
    Way(u32),
}

impl Timetable {
    /// When a provision has its effect.
    pub fn arrival(&self, provision: ProvisionId) -> Arrival {
        self.arrivals[provision.0 as usize]
    }

    /// The way to a provision: the clocks that run one after the other.
    pub fn way(&self, provision: ProvisionId) -> Vec<Leg> {
        self.legs_to(self.arrival(provision))
    }

    fn legs_to(&self, arrival: Arrival) -> Vec<Leg> {
        let mut legs = Vec::new();
        // Ways that were left for one that they hold.
        let mut outer = Vec::new();
        let mut next = arrival.last;
        while let Some(at) = next.or_else(|| outer.pop()) {
            if !budget::keep(1) {
                break;
            }
            let (step, before) = self.steps[at as usize];
            next = before;
            match step {
                Step::Leg(leg) => legs.push(leg),
                Step::Way(last) => {
                    outer.extend(before);
                    next = Some(last);
                }
            }
        }
        legs.reverse();
        legs
    }
}

/// When every provision has its effect, for one of its bearers or for the slowest. The circuits give the order: each
/// after what it hangs on.
pub(super) fn timetable(circuits: &Circuits<'_>, pace: Pace, bearer: Option<ActorId>, calendar: Calendar) -> Timetable {
    let treaty = circuits.treaty;
    let table = Timetable { arrivals: vec![Arrival::default(); treaty.provisions.len()], steps: Vec::new() };
    let mut clocks = Clocks { circuits, treaty, pace, bearer, calendar, table };
    for root in &circuits.order {
        if let Some(provision) = treaty.provisions.get(root.0 as usize) {
            clocks.table.arrivals[root.0 as usize] = clocks.arrival(provision);
        }
    }
    clocks.table
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

struct Clocks<'c, 'm> {
    circuits: &'c Circuits<'m>,
    treaty: &'m Treaty<'m>,
    pace: Pace,
    bearer: Option<ActorId>,
    calendar: Calendar,
    table: Timetable,
}

impl Clocks<'_, '_> {
    fn arrival(&mut self, provision: &Provision<'_>) -> Arrival {
        let mut start = Arrival::default();
        for occasions in &provision.upon {
            let upon = self.occasions(provision, Arrival::default(), occasions);
            start = self.slower(start, upon);
        }
        for detail in &provision.details {
            let next = match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => {
                    self.occasions(provision, Arrival::default(), occasions)
                }
                DetailKind::Starting(occasion) => self.occasion(provision, Arrival::default(), occasion),
                DetailKind::Window(from, _) => {
                    let from = from.length().unwrap_or_default();
                    self.wait(Arrival::default(), provision, detail.span, from)
                }
                _ => continue,
            };
            start = self.slower(start, next);
        }
        let mut opened = start;
        for clause in &provision.gates {
            let gate = self.gate(provision, start, clause);
            opened = self.slower(opened, gate);
        }
        if let Some(decided) = &provision.decided {
            let gate = self.decided(provision, start, decided);
            opened = self.slower(opened, gate);
        }
        for detail in &provision.details {
            if let DetailKind::AuthorisedBy(decision) | DetailKind::Access(Some(decision), _) = &detail.kind {
                let gate = self.decision(provision, start, decision);
                opened = self.slower(opened, gate);
            }
        }
        match provision.clock.as_deref() {
            Some(clock) if self.pace == Pace::Worst => {
                let base = self.anchored(provision, opened, clock);
                match self.length(clock) {
                    None if matches!(clock.limit, Limit::Within(_)) && clock.softened.is_none() => {
                        self.for_ever(base, provision, clock.span)
                    }
                    own => self.wait(base, provision, clock.span, own.unwrap_or_default()),
                }
            }
            _ => opened,
        }
    }

    fn slower(&self, one: Arrival, other: Arrival) -> Arrival {
        match (one.open, other.open) {
            (Some(_), _) => one,
            (None, Some(_)) => other,
            (None, None) => {
                let (first, second) = (self.calendar.minutes(one.length), self.calendar.minutes(other.length));
                if second > first || second == first && one.last.is_none() { other } else { one }
            }
        }
    }

    fn faster(&self, one: Arrival, other: Arrival) -> Arrival {
        match (one.open, other.open) {
            (_, Some(_)) => one,
            (Some(_), None) => other,
            _ if self.calendar.minutes(other.length) < self.calendar.minutes(one.length) => other,
            _ => one,
        }
    }

    /// A clock runs, and then it goes on.
    fn wait(&mut self, from: Arrival, provision: &Provision<'_>, span: Span, length: Length) -> Arrival {
        let leg = Leg { provision: provision.id, file: provision.file, span, length };
        self.go(from, leg)
    }

    fn go(&mut self, from: Arrival, leg: Leg) -> Arrival {
        if from.open.is_some() || leg.length == Length::default() {
            return from;
        }
        self.table.steps.push((Step::Leg(leg), from.last));
        let last = Some(self.table.steps.len() as u32 - 1);
        Arrival { length: from.length.then(leg.length), open: None, last }
    }

    /// What another provision takes, after something else.
    fn append(&mut self, from: Arrival, next: Arrival) -> Arrival {
        let (None, Some(way)) = (from.open, next.last) else {
            return Arrival { open: from.open.or(next.open), ..from };
        };
        self.table.steps.push((Step::Way(way), from.last));
        let last = Some(self.table.steps.len() as u32 - 1);
        Arrival { length: from.length.then(next.length), open: next.open, last }
    }

    /// Nobody can say how long this takes; at the earliest, no time.
    fn for_ever(&self, from: Arrival, provision: &Provision<'_>, gate: Span) -> Arrival {
        if self.pace == Pace::Earliest || from.open.is_some() {
            return from;
        }
        Arrival { open: Some(OpenGate { file: provision.file, span: gate, provision: provision.id }), ..from }
    }

    fn after(&self, id: ProvisionId) -> Arrival {
        self.table.arrival(id)
    }

    /// Of alternatives the fastest, of each the slowest part; nothing to wait for is no wait.
    fn any_of_all<T>(&mut self, base: Arrival, any: &[List<T>], one: impl Fn(&mut Self, &T) -> Arrival) -> Arrival {
        let mut fastest: Option<Arrival> = None;
        for all in any {
            let mut slowest = base;
            for part in all {
                let next = one(self, part);
                slowest = self.slower(slowest, next);
            }
            fastest = Some(fastest.map_or(slowest, |it| self.faster(it, slowest)));
        }
        fastest.unwrap_or(base)
    }

    fn occasions(&mut self, provision: &Provision<'_>, base: Arrival, occasions: &Occasions<'_>) -> Arrival {
        self.any_of_all(base, &occasions.any, |it, occasion| it.occasion(provision, base, occasion))
    }

    fn occasion(&mut self, provision: &Provision<'_>, base: Arrival, occasion: &Occasion<'_>) -> Arrival {
        match occasion.kind {
            OccasionKind::Named(Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), _)
            | OccasionKind::Phase(Phase::Start | Phase::Completion, Target::Provision(id)) => self.after(id),
            OccasionKind::Instant(fixed) => {
                let until = self.calendar.until(fixed).unwrap_or_default();
                self.wait(Arrival::default(), provision, occasion.span, until)
            }
            OccasionKind::Words(_) => self.for_ever(base, provision, occasion.span),
            _ => base,
        }
    }

    /// What a clock counts from: what it says, or what clocks in its place count from.
    fn anchored(&mut self, provision: &Provision<'_>, base: Arrival, clock: &Clock<'_>) -> Arrival {
        match clock.anchor.as_deref() {
            Some(anchor) => {
                let anchor = self.occasion(provision, base, anchor);
                self.slower(base, anchor)
            }
            None => base,
        }
    }

    fn gate(&mut self, provision: &Provision<'_>, base: Arrival, gate: &Gate<'_>) -> Arrival {
        let clock = gate.clock.as_deref();
        match &gate.kind {
            GateKind::Request(_) if clock.is_none() => base,
            GateKind::Request(_) | GateKind::Consultation(_) => self.clocked(provision, base, gate.span, clock, None),
            GateKind::Decision(decision) if !self.is_bound(provision, decision) => base,
            GateKind::Decision(decision) if clock.is_none() => self.decision(provision, base, decision),
            GateKind::Decision(decision) => self.clocked(provision, base, gate.span, clock, decision.expiry()),
            GateKind::If(conditions) => self.conditions(provision, base, conditions),
            GateKind::Unless(_) | GateKind::PresumedUnless(_) => base,
            GateKind::Upon(occasions) => self.occasions(provision, base, occasions),
        }
    }

    /// Whether a decision holds up the bearer that is looked at.
    fn is_bound(&self, provision: &Provision<'_>, decision: &Decision<'_>) -> bool {
        let waits = |vote: &Vote<'_>| match (self.bearer, binds(self.circuits, provision, vote)) {
            (Some(bearer), Some(of)) => self.treaty.members(of, None).contains(&bearer),
            _ => true,
        };
        decision.any.is_empty() || decision.any.iter().all(|votes| votes.iter().any(&waits))
    }

    /// A gate with a clock takes as long as the clock, and then what its end leads to.
    fn clocked(
        &mut self,
        provision: &Provision<'_>,
        base: Arrival,
        gate: Span,
        clock: Option<&Clock<'_>>,
        expiry: Option<&Expiry<'_>>,
    ) -> Arrival {
        if self.pace == Pace::Earliest {
            return base;
        }
        let length = clock.and_then(|it| self.length(it));
        let (Some(clock), Some(length)) = (clock, length) else { return self.for_ever(base, provision, gate) };
        let base = self.anchored(provision, base, clock);
        let run = self.wait(base, provision, gate, length);
        match expiry.or(clock.expiry.as_ref()).map(|it| &it.kind) {
            Some(ExpiryKind::Decision(decision)) => self.decision(provision, run, decision),
            Some(ExpiryKind::Provision(Target::Provision(id))) => {
                let next = self.after(*id);
                self.append(run, next)
            }
            _ => run,
        }
    }

    fn decided(&mut self, provision: &Provision<'_>, base: Arrival, decided: &Decided<'_>) -> Arrival {
        let decision = &decided.decision;
        if !decided.unless {
            return self.decision(provision, base, decision);
        }
        // It takes effect when the time to object has run; at once, if there is none.
        let clock = decision.clock.as_deref().filter(|_| decision.meanwhile != Some(true));
        let length = clock.map(|it| (self.length(it), &it.limit));
        match length {
            Some((None, Limit::Within(_))) => self.for_ever(base, provision, decided.span),
            _ => self.wait(base, provision, decided.span, length.and_then(|it| it.0).unwrap_or_default()),
        }
    }

    fn decision(&mut self, provision: &Provision<'_>, base: Arrival, decision: &Decision<'_>) -> Arrival {
        if decision.meanwhile == Some(true) || !self.is_bound(provision, decision) {
            return base;
        }
        if decision.clock.is_some() {
            let clock = decision.clock.as_deref();
            return self.clocked(provision, base, decision.span, clock, decision.expiry());
        }
        if let Some(length) = decision.silence.and_then(|(_, period)| period?.length()) {
            return match self.pace {
                Pace::Earliest => base,
                Pace::Worst => self.wait(base, provision, decision.span, length),
            };
        }
        self.any_of_all(base, &decision.any, |it, vote| it.vote(provision, base, vote))
    }

    fn vote(&mut self, provision: &Provision<'_>, base: Arrival, vote: &Vote<'_>) -> Arrival {
        if let (Some(bearer), Some(of)) = (self.bearer, binds(self.circuits, provision, vote))
            && !self.treaty.members(of, None).contains(&bearer)
        {
            return base;
        }
        match &vote.kind {
            VoteKind::Automatic | VoteKind::Act { act: Act::Request, .. } => base,
            VoteKind::Nested(inner) => self.decision(provision, base, inner),
            // Each for itself: nobody waits for anybody.
            VoteKind::By(of) | VoteKind::Act { act: Act::Determination | Act::Finding, of, .. }
                if of.quantifier == Some(Quantifier::Each) =>
            {
                base
            }
            VoteKind::By(of) | VoteKind::Act { of, .. } | VoteKind::Threshold { of, .. } => {
                self.body(provision, base, vote, of)
            }
            VoteKind::Words(_) | VoteKind::Unknown => self.for_ever(base, provision, vote.span),
        }
    }

    /// A body may have a clock in its own rule.
    fn body(&mut self, provision: &Provision<'_>, base: Arrival, vote: &Vote<'_>, of: &Actors<'_>) -> Arrival {
        if self.pace == Pace::Earliest {
            return base;
        }
        let rules = sole_body(self.treaty, of).and_then(|it| self.treaty.actor(it).body.as_deref());
        let rule = rules.and_then(|rules| {
            let rule = circuit::rule_for(rules, circuit::matter(provision.kind))?;
            rules.rules[rule].decision.as_ref()
        });
        let clock = rule.and_then(|it| it.clock.as_deref()).and_then(|it| self.length(it));
        let silence = rule.and_then(|it| it.silence?.1?.length());
        match clock.or(silence) {
            Some(length) => self.wait(base, provision, vote.span, length),
            None => self.for_ever(base, provision, vote.span),
        }
    }

    fn conditions(&mut self, provision: &Provision<'_>, base: Arrival, conditions: &Conditions<'_>) -> Arrival {
        self.any_of_all(base, &conditions.any, |it, condition| match (&condition.found_by, &condition.kind) {
            (Some(judge), _) => it.decision(provision, base, judge),
            (None, ConditionKind::Nested(inner)) => it.conditions(provision, base, inner),
            (None, ConditionKind::Decided(decision)) => it.decision(provision, base, decision),
            (None, ConditionKind::State(Target::Provision(id), ..)) if !condition.negated => {
                it.slower(base, it.after(*id))
            }
            (None, ConditionKind::Events(events))
                if events.events.iter().any(|it| matches!(it.kind, EventKind::Words(_))) =>
            {
                it.for_ever(base, provision, condition.span)
            }
            _ => base,
        })
    }

    /// How long a clock runs. A word such as `immediately` is no length, nor is a clock that other words soften; a date
    /// is one if the day of the event is known, and otherwise takes no time that counts from the event.
    fn length(&self, clock: &Clock<'_>) -> Option<Length> {
        match clock.limit {
            _ if clock.softened.is_some() => None,
            Limit::Within(period @ Period::Of { .. }) => period.length(),
            Limit::Instant(fixed) => Some(self.calendar.until(fixed).unwrap_or_default()),
            Limit::Within(_) | Limit::Prompt(_) | Limit::Words(_) => None,
        }
    }
}
