//! How long it takes from the event to the effect, in the worst case.
//!
//! The clock of a gate counts from the request or notification, so that the gates of one provision run side by side; the
//! clock of a norm counts from the opening of its last gate. A trigger's time is that of its slowest gate; a norm upon it
//! adds its own gates and its own clock. Of alternatives, the fastest counts. A gate without a clock may stay shut for
//! ever; what certain actors do for themselves alone (`each of`), and a request, take no time in the worst case of the
//! text. A month counts thirty days.

use super::circuit::{Circuits, sole_body};
use crate::model::{
    Clock, ConditionKind, Conditions, Decided, Decision, DetailKind, EventKind, Expiry, ExpiryKind, Gate, GateKind,
    Limit, Occasion, OccasionKind, Occasions, Period, Provision, ProvisionId, Target, Timing, Treaty, Vote, VoteKind,
};
use crate::source::{FileId, Span};
use crate::syntax::ast::{Act, List, Phase, Quantifier};

/// The worst case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// So many hours.
    Hours(u64),
    /// Nobody can say: this gate has no clock.
    Unbounded {
        /// The text.
        file: FileId,
        /// The gate without a clock.
        gate: Span,
        /// The provision it stands in.
        provision: ProvisionId,
    },
}

/// A stretch of the longest way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Leg {
    /// The provision whose clock runs.
    pub provision: ProvisionId,
    /// The text.
    pub file: FileId,
    /// The clause whose clock runs.
    pub span: Span,
    /// How long.
    pub hours: u64,
}

/// What is known of one provision.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    /// When it has its effect.
    pub(super) delay: Delay,
    /// What it came after on the longest way.
    after: Option<ProvisionId>,
    /// The slowest gate, with its hours.
    gate: (Span, u64),
    /// The norm's own clock, with its hours.
    own: (Span, u64),
}

/// How long something takes, where, and after which provision.
#[derive(Clone, Copy)]
struct Stretch {
    delay: Delay,
    span: Span,
    after: Option<ProvisionId>,
}

impl Stretch {
    fn none() -> Self {
        Self { delay: Delay::Hours(0), span: Span::default(), after: None }
    }

    fn slower(self, other: Self) -> Self {
        match (self.delay, other.delay) {
            (Delay::Unbounded { .. }, _) => self,
            (_, Delay::Unbounded { .. }) => other,
            (Delay::Hours(one), Delay::Hours(another)) => {
                if another > one || another == one && self.after.is_none() {
                    other
                } else {
                    self
                }
            }
        }
    }

    fn faster(self, other: Self) -> Self {
        match (self.delay, other.delay) {
            (Delay::Unbounded { .. }, Delay::Hours(_)) => other,
            (Delay::Hours(one), Delay::Hours(another)) if another < one => other,
            _ => self,
        }
    }
}

fn sum(one: Delay, other: Delay) -> Delay {
    match (one, other) {
        (Delay::Hours(one), Delay::Hours(other)) => Delay::Hours(one.saturating_add(other)),
        (Delay::Hours(_), unbounded) | (unbounded, _) => unbounded,
    }
}

fn hours(delay: Delay) -> u64 {
    match delay {
        Delay::Hours(hours) => hours,
        Delay::Unbounded { .. } => 0,
    }
}

/// When every provision has its effect. The circuits give the order: each after what it hangs on.
pub(super) fn arrivals(circuits: &Circuits<'_>) -> Vec<Arrival> {
    let treaty = circuits.treaty;
    let blank = Arrival { delay: Delay::Hours(0), after: None, gate: (Span::default(), 0), own: (Span::default(), 0) };
    let mut clocks = Clocks { treaty, arrivals: vec![blank; treaty.provisions.len()] };
    for root in &circuits.order {
        if let Some(provision) = treaty.provisions.get(root.0 as usize) {
            clocks.arrivals[root.0 as usize] = clocks.arrival(provision);
        }
    }
    clocks.arrivals
}

/// The longest way to a provision, from the event on.
pub(super) fn way(treaty: &Treaty<'_>, arrivals: &[Arrival], to: ProvisionId) -> Vec<Leg> {
    let mut legs = Vec::new();
    let mut next = Some(to);
    // Circles are cut in the order of the circuits, so that the way is never longer than the draft.
    while let Some(id) = next.filter(|_| legs.len() <= 2 * arrivals.len()) {
        let arrival = &arrivals[id.0 as usize];
        let file = treaty.provisions[id.0 as usize].file;
        for (span, hours) in [arrival.own, arrival.gate] {
            if hours > 0 {
                legs.push(Leg { provision: id, file, span, hours });
            }
        }
        next = arrival.after;
    }
    legs.reverse();
    legs
}

struct Clocks<'t, 'm> {
    treaty: &'t Treaty<'m>,
    arrivals: Vec<Arrival>,
}

impl Clocks<'_, '_> {
    fn arrival(&self, provision: &Provision<'_>) -> Arrival {
        let mut start = Stretch::none();
        for occasions in &provision.upon {
            start = start.slower(self.occasions(provision, occasions));
        }
        let mut gate = Stretch::none();
        for clause in &provision.gates {
            gate = gate.slower(self.gate(provision, clause));
        }
        if let Some(decided) = &provision.decided {
            gate = gate.slower(self.decided(provision, decided));
        }
        for detail in &provision.details {
            match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => {
                    start = start.slower(self.occasions(provision, occasions));
                }
                DetailKind::Starting(occasion) => start = start.slower(self.occasion(provision, occasion)),
                DetailKind::Authority(decision) | DetailKind::Access(Some(decision), _) => {
                    gate = gate.slower(self.decision(provision, decision));
                }
                _ => {}
            }
        }
        let own =
            provision.clock.as_deref().map_or((Span::default(), 0), |clock| (clock.span, length(clock).unwrap_or(0)));
        Arrival {
            delay: sum(sum(start.delay, gate.delay), Delay::Hours(own.1)),
            after: start.after,
            gate: (gate.span, hours(gate.delay)),
            own,
        }
    }

    fn for_ever(provision: &Provision<'_>, gate: Span) -> Stretch {
        let delay = Delay::Unbounded { file: provision.file, gate, provision: provision.id };
        Stretch { delay, span: gate, after: None }
    }

    fn occasions(&self, provision: &Provision<'_>, occasions: &Occasions<'_>) -> Stretch {
        let all = |list: &List<Occasion<'_>>| {
            list.iter().fold(Stretch::none(), |slowest, it| slowest.slower(self.occasion(provision, it)))
        };
        occasions.any.iter().map(all).reduce(Stretch::faster).unwrap_or(Stretch::none())
    }

    fn occasion(&self, provision: &Provision<'_>, occasion: &Occasion<'_>) -> Stretch {
        match occasion.kind {
            OccasionKind::Named(Target::Provision(id))
            | OccasionKind::State(Target::Provision(id), _)
            | OccasionKind::Phase(Phase::Start | Phase::Completion, Target::Provision(id)) => self.after(id),
            OccasionKind::Words(_) => Self::for_ever(provision, occasion.span),
            _ => Stretch::none(),
        }
    }

    fn after(&self, id: ProvisionId) -> Stretch {
        Stretch { delay: self.arrivals[id.0 as usize].delay, span: Span::default(), after: Some(id) }
    }

    fn gate(&self, provision: &Provision<'_>, gate: &Gate<'_>) -> Stretch {
        match &gate.kind {
            GateKind::Request(_) => self.clocked(provision, gate.span, gate.clock.as_deref(), None, Some(0)),
            GateKind::Consultation(_) => self.clocked(provision, gate.span, gate.clock.as_deref(), None, None),
            GateKind::Decision(decision) if gate.clock.is_none() => self.decision(provision, decision),
            GateKind::Decision(decision) => {
                self.clocked(provision, gate.span, gate.clock.as_deref(), decision.expiry.as_ref(), None)
            }
            GateKind::If(conditions) => self.conditions(provision, conditions),
            GateKind::Unless(_) | GateKind::PresumedUnless(_) => Stretch::none(),
            GateKind::Upon(occasions) => self.occasions(provision, occasions),
        }
    }

    /// A gate with a clock takes as long as the clock, and then what its end leads to; without one, `silent` hours.
    fn clocked(
        &self,
        provision: &Provision<'_>,
        gate: Span,
        clock: Option<&Clock<'_>>,
        expiry: Option<&Expiry<'_>>,
        silent: Option<u64>,
    ) -> Stretch {
        let Some(hours) = clock.map_or(silent, length) else { return Self::for_ever(provision, gate) };
        let expiry = expiry.or_else(|| clock.and_then(|it| it.expiry.as_ref()));
        let next = match expiry.map(|it| &it.kind) {
            Some(ExpiryKind::Decision(decision)) => self.decision(provision, decision),
            Some(ExpiryKind::Provision(Target::Provision(id))) => self.after(*id),
            _ => Stretch::none(),
        };
        Stretch { delay: sum(Delay::Hours(hours), next.delay), span: gate, after: None }
    }

    fn decided(&self, provision: &Provision<'_>, decided: &Decided<'_>) -> Stretch {
        let decision = &decided.decision;
        if decided.unless {
            // It takes effect when the time to object has run; at once, if there is none.
            let wait = decision.meanwhile != Some(true);
            let hours = decision.clock.as_deref().filter(|_| wait).and_then(length).unwrap_or(0);
            return Stretch { delay: Delay::Hours(hours), span: decided.span, after: None };
        }
        self.decision(provision, decision)
    }

    fn decision(&self, provision: &Provision<'_>, decision: &Decision<'_>) -> Stretch {
        if decision.meanwhile == Some(true) {
            return Stretch::none();
        }
        if decision.clock.is_some() {
            return self.clocked(provision, decision.span, decision.clock.as_deref(), decision.expiry.as_ref(), None);
        }
        if let Some((_, Some(period))) = decision.silence
            && let Some(hours) = period.hours()
        {
            return Stretch { delay: Delay::Hours(hours), span: decision.span, after: None };
        }
        let all = |votes: &List<Vote<'_>>| {
            votes.iter().fold(Stretch::none(), |slowest, it| slowest.slower(self.vote(provision, it)))
        };
        decision.any.iter().map(all).reduce(Stretch::faster).unwrap_or(Stretch::none())
    }

    fn vote(&self, provision: &Provision<'_>, vote: &Vote<'_>) -> Stretch {
        match &vote.kind {
            VoteKind::Automatic | VoteKind::Act { act: Act::Request, .. } => Stretch::none(),
            VoteKind::Nested(inner) => self.decision(provision, inner),
            // Each for itself: nobody waits for anybody.
            VoteKind::By(of) | VoteKind::Act { act: Act::Determination | Act::Finding, of, .. }
                if of.quantifier == Some(Quantifier::Each) =>
            {
                Stretch::none()
            }
            VoteKind::By(of) | VoteKind::Act { of, .. } | VoteKind::Threshold { of, .. } => {
                self.body(provision, vote, sole_body(self.treaty, of))
            }
            VoteKind::Words(_) | VoteKind::Unknown => Self::for_ever(provision, vote.span),
        }
    }

    /// A body may have a clock in its own rule.
    fn body(&self, provision: &Provision<'_>, vote: &Vote<'_>, body: Option<crate::model::ActorId>) -> Stretch {
        let rules = body.and_then(|it| self.treaty.actors[it.0 as usize].body.as_deref());
        let clocks = rules.into_iter().flat_map(|it| &it.rules).filter_map(|it| it.decision.as_ref()?.clock.as_deref());
        match clocks.filter_map(length).max() {
            Some(hours) => Stretch { delay: Delay::Hours(hours), span: vote.span, after: None },
            None => Self::for_ever(provision, vote.span),
        }
    }

    fn conditions(&self, provision: &Provision<'_>, conditions: &Conditions<'_>) -> Stretch {
        let all = |list: &List<crate::model::Condition<'_>>| {
            list.iter().fold(Stretch::none(), |slowest, condition| {
                let next = match (&condition.found_by, &condition.kind) {
                    (Some(judge), _) => self.decision(provision, judge),
                    (None, ConditionKind::Nested(inner)) => self.conditions(provision, inner),
                    (None, ConditionKind::Decided(decision)) => self.decision(provision, decision),
                    (None, ConditionKind::State(Target::Provision(id), ..)) => self.after(*id),
                    (None, ConditionKind::Events(events))
                        if events.events.iter().any(|it| matches!(it.kind, EventKind::Words(_))) =>
                    {
                        Self::for_ever(provision, condition.span)
                    }
                    _ => Stretch::none(),
                };
                slowest.slower(next)
            })
        };
        conditions.any.iter().map(all).reduce(Stretch::faster).unwrap_or(Stretch::none())
    }
}

/// How many hours a clock runs. A word such as `immediately` is no length; a date is, but not one that counts from the
/// event.
fn length(clock: &Clock<'_>) -> Option<u64> {
    match clock.limit {
        Limit::Within(period @ Period::Of { .. }) => period.hours(),
        Limit::Instant(_) => Some(0),
        Limit::Within(_) | Limit::Prompt(_) | Limit::Words(_) => None,
    }
}
