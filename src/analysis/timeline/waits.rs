//! What each provision waits for, and how long.

use super::calendar::{FARTHEST, longest};
use super::{Bound, Coming, EffectTime, Leg, Moment, OpenGate, TimelineStart, Timetable};
use crate::analysis::circuit::{Circuits, Part, Standing, Standings};
use crate::analysis::strength;
use crate::model::{
    ActorId, ActorSet, Actors, Clock, DetailKind, Expiry, ExpiryKind, Gate, GateKind, Length, Limit, Period, Provision,
    ProvisionId, RefTarget, Timing, Treaty,
};
use crate::source::Span;
use crate::syntax::ast::{List, ProvisionKind, Quantifier};
use rustc_hash::FxHashMap;

/// Bodies within bodies are followed so deep.
pub(super) const DEEPEST: u8 = 16;

/// Works out when provisions have their effect.
pub(super) struct Clocks<'c, 'm> {
    pub(super) circuits: &'c Circuits<'m>,
    pub(super) treaty: &'m Treaty<'m>,
    pub(super) pace: Bound,
    pub(super) bearer: Option<ActorId>,
    pub(super) calendar: TimelineStart,
    pub(super) table: Timetable,
    /// Which provisions are worked out.
    pub(super) known: Vec<bool>,
    /// Those that were asked for and are not.
    pub(super) missing: Vec<usize>,
    /// The same for the slowest of all bearers: a duty of others is done when they have done it.
    pub(super) common: Option<&'c Timetable>,
    /// What opens in the case.
    pub(super) standings: &'c Standings,
    /// What comes before each thing, as places in [`Treaty::steps`].
    pub(super) before: FxHashMap<RefTarget, Vec<usize>>,
    /// What goes in parallel with each thing, likewise.
    pub(super) beside: FxHashMap<RefTarget, Vec<usize>>,
    /// Which provisions answer where the clock of another runs out, with those whose clock it is.
    pub(super) followers: FxHashMap<ProvisionId, Vec<ProvisionId>>,
    /// The provisions of each article.
    pub(super) within: Vec<Vec<ProvisionId>>,
    /// The clauses on entry into force.
    pub(super) entries: Vec<ProvisionId>,
    /// Those whom an attack strikes.
    pub(super) protected: ActorSet,
    /// The vote by which a body decides whose rules are looked at, and how deep they are.
    pub(super) body: Option<(Span, u8)>,
}

impl<'m> Clocks<'_, 'm> {
    /// When a provision is live, and when it has its effect.
    pub(super) fn arrival(&mut self, provision: &'m Provision<'m>) -> (EffectTime, EffectTime) {
        let start = self.start(provision);
        self.table.start[provision.id.0 as usize] = start;
        // The clocks of the other gates count from the request.
        let mut put = start;
        for gate in provision.gates.iter().filter(|it| matches!(it.kind, GateKind::Request(_))) {
            let asked = self.gate(provision, start, gate);
            put = slower(put, asked);
        }
        let mut live = put;
        for gate in provision.gates.iter().filter(|it| !matches!(it.kind, GateKind::Request(_))) {
            let gate = self.gate(provision, put, gate);
            live = slower(live, gate);
        }
        if let Some(decided) = &provision.decided {
            let gate = self.decided(provision, put, decided);
            live = slower(live, gate);
        }
        for detail in &provision.details {
            let gate = match &detail.kind {
                DetailKind::AuthorisedBy(decision) | DetailKind::Access(Some(decision), _) => {
                    self.decision(provision, put, decision)
                }
                // What can't be taken back was given with the signature.
                DetailKind::ConsentOf(_, revocable, _) if *revocable != Some(false) => {
                    self.for_ever(put, provision, detail.span)
                }
                // A norm is owed whoever pays.
                DetailKind::FundedBy(Some(decision), _) if !provision.kind.is_norm() => {
                    self.payment(provision, put, decision)
                }
                _ => continue,
            };
            live = slower(live, gate);
        }
        // What must run out before a final clause has its effect.
        for detail in &provision.details {
            live = match &detail.kind {
                DetailKind::Notice(Some(period), ..) | DetailKind::After(period) => {
                    self.period(live, provision, detail.span, *period)
                }
                DetailKind::NotDuring(_) => self.for_ever(live, provision, detail.span),
                _ => live,
            };
        }
        let live = self.standing(provision, live, self.standings.of(provision.id));
        let paid = self.paid(provision, live);
        let effect = self.effect(provision, paid);
        (live, self.in_parallel(provision, effect))
    }

    /// When a norm that is live can be performed: once the money of others is there.
    fn paid(&mut self, provision: &'m Provision<'m>, live: EffectTime) -> EffectTime {
        let mut paid = live;
        for detail in provision.details.iter().filter(|_| provision.kind.is_norm()) {
            if let DetailKind::FundedBy(Some(decision), _) = &detail.kind {
                let money = self.payment(provision, live, decision);
                paid = slower(paid, money);
            }
        }
        paid
    }

    /// When it begins to wait for its gates.
    fn start(&mut self, provision: &'m Provision<'m>) -> EffectTime {
        let begin = self.begin();
        let mut start = self.events(provision, begin);
        for occasions in &provision.upon {
            let upon = self.occasions(provision, begin, occasions);
            start = slower(start, upon);
        }
        for detail in &provision.details {
            let next = match &detail.kind {
                DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => self.occasions(provision, begin, occasions),
                DetailKind::Starting(occasion) => self.occasion(provision, begin, occasion),
                DetailKind::Window(from, _) => self.period(begin, provision, detail.span, *from),
                _ => continue,
            };
            start = slower(start, next);
        }
        if let Some(after) = self.followers.get(&provision.id).cloned() {
            let ends: Vec<EffectTime> = after.into_iter().flat_map(|it| self.ends(it, provision.id)).collect();
            let first = ends.into_iter().reduce(faster);
            start = first.map_or(start, |it| slower(start, it));
        }
        let led = self.led_to(provision, begin);
        start = slower(start, led);
        for (at, _) in steps_of(self.treaty, &self.before, provision) {
            let step = &self.treaty.steps[at];
            let done = self.target_done(provision, begin, step.first, step.span);
            start = slower(start, done);
        }
        start
    }

    /// When the breach or the finding has come that sets a provision off, where no event does. When something is broken, no
    /// text says; what is found is found in the time that the finding takes.
    fn led_to(&mut self, provision: &'m Provision<'m>, begin: EffectTime) -> EffectTime {
        let treaty = self.treaty;
        let here = RefTarget::Provision(provision.id);
        let mut first: Option<EffectTime> = None;
        for source in self.circuits.led_by(provision) {
            let details = &treaty.provision(*source).details;
            for detail in details {
                let next = match &detail.kind {
                    DetailKind::BreachLeadsTo(target) if *target == here => {
                        self.for_ever(begin, provision, detail.span)
                    }
                    DetailKind::FindingLeadsTo(target) if *target == here => {
                        let found = details.iter().find_map(|it| match &it.kind {
                            DetailKind::FindingsBy(decision) => Some(decision),
                            _ => None,
                        });
                        let verified = details.iter().any(|it| matches!(it.kind, DetailKind::By(_)));
                        match found {
                            Some(decision) => self.decision(provision, begin, decision),
                            None if verified => self.for_ever(begin, provision, detail.span),
                            None => begin,
                        }
                    }
                    _ => continue,
                };
                first = Some(first.map_or(next, |it| faster(it, next)));
            }
        }
        first.unwrap_or(begin)
    }

    /// What goes in parallel with something is not done before that is live.
    fn in_parallel(&mut self, provision: &'m Provision<'m>, done: EffectTime) -> EffectTime {
        let mut slowest = done;
        for (at, own) in steps_of(self.treaty, &self.beside, provision) {
            let step = &self.treaty.steps[at];
            let other = if step.first == own { step.second } else { Some(step.first) };
            let Some(other) = other else { continue };
            let begin = self.begin();
            let live = self.target_live(provision, begin, other, step.span);
            slowest = slower(slowest, live);
        }
        slowest
    }

    /// When its effect is there: what is owed is done, what stands is live.
    fn effect(&mut self, provision: &'m Provision<'m>, live: EffectTime) -> EffectTime {
        if self.pace == Bound::Earliest {
            return live;
        }
        let window = provision.details.iter().find_map(|it| match it.kind {
            DetailKind::Window(_, to) => Some((it.span, to)),
            _ => None,
        });
        let mut done = live;
        if let Some((span, to)) = window {
            // It is owed until its window shuts, counted from where the event is.
            let from = provision.upon.iter().fold(self.begin(), |slowest, it| {
                let upon = self.occasions(provision, slowest, it);
                slower(slowest, upon)
            });
            let shut = self.period(from, provision, span, to);
            done = slower(done, shut);
        }
        match provision.clock.as_deref() {
            Some(clock) => {
                let base = self.anchored(provision, done, clock);
                let run = self.run(provision, base, clock, clock.span);
                slower(done, run)
            }
            None if window.is_some() => done,
            None if provision.kind == ProvisionKind::Deployment && provision.sentences.is_empty() => {
                let timed = provision.details.iter().any(|it| match &it.kind {
                    DetailKind::Timing(Timing::Words(words)) => words.iter().any(|it| !it.hole),
                    DetailKind::Timing(_) => true,
                    _ => false,
                });
                if timed { done } else { self.unbounded(done, provision) }
            }
            None if self.is_performed(provision) => self.unbounded(done, provision),
            None => done,
        }
    }

    /// Whether somebody has something to do under a provision, so that it is not done because it is live.
    fn is_performed(&self, provision: &Provision<'_>) -> bool {
        match provision.kind {
            ProvisionKind::Supply | ProvisionKind::Consultation | ProvisionKind::Rung => true,
            ProvisionKind::Trigger | ProvisionKind::Permission => false,
            _ => provision
                .sentences
                .iter()
                .any(|it| strength::sentence(self.treaty, provision, it).is_some_and(|(_, omission)| !omission)),
        }
    }

    pub(super) fn begin(&self) -> EffectTime {
        EffectTime { at: self.calendar.event(), ..EffectTime::default() }
    }

    /// What never comes.
    pub(super) fn never(&self, provision: &Provision<'_>) -> EffectTime {
        let open = OpenGate { file: provision.file, span: provision.head, provision: provision.id, own: false };
        EffectTime { open: Some(open), coming: Coming::Never, ..self.begin() }
    }

    /// What comes then if it comes.
    fn standing(&self, provision: &Provision<'_>, at: EffectTime, standing: Standing) -> EffectTime {
        match standing {
            _ if at.coming == Coming::Never => at,
            Standing::Open => at,
            Standing::Unknown => EffectTime { coming: Coming::Unknown, ..at },
            Standing::Shut => self.never(provision),
        }
    }

    /// The same of a part of a provision.
    pub(super) fn part(&self, provision: &Provision<'_>, at: EffectTime, part: Part) -> EffectTime {
        self.standing(provision, at, self.standings.of_part(part))
    }

    /// A clock runs, and then it goes on.
    pub(super) fn wait(
        &mut self,
        from: EffectTime,
        provision: &Provision<'_>,
        span: Span,
        length: Length,
    ) -> EffectTime {
        if from.open.is_some() || length == Length::default() {
            return from;
        }
        let at = from.at.and_then(|it| it.after(length));
        self.go(from, provision, span, length, at)
    }

    pub(super) fn go(
        &mut self,
        from: EffectTime,
        provision: &Provision<'_>,
        span: Span,
        length: Length,
        at: Option<Moment>,
    ) -> EffectTime {
        let leg = Leg { provision: provision.id, file: provision.file, span: self.place(span), length };
        self.table.steps.push((leg, from.last));
        let last = Some(self.table.steps.len() as u32 - 1);
        // Months that follow each other are counted together: nobody starts on each of four years' days.
        let (before, months) = from.run;
        let beyond = length.beyond_months();
        let run = match (length.months, beyond) {
            (added, 0) => (before, months.saturating_add(added)),
            (0, _) => (before.saturating_add(longest(months)).saturating_add(beyond), 0),
            (added, _) => {
                let so_far = before.saturating_add(longest(months.saturating_add(added)));
                (so_far.saturating_add(beyond), 0)
            }
        };
        let minutes = match (self.calendar.event(), at) {
            (Some(event), Some(at)) => {
                let between = event.until(at);
                match self.pace {
                    // Whose clocks the one or the other is told by, nobody can say.
                    Bound::Worst if event.apart(at) => between.saturating_add(FARTHEST),
                    Bound::Earliest if event.apart(at) => between.saturating_sub(FARTHEST),
                    _ => between,
                }
            }
            // No day is so far away that a calendar would not have it, but for those that no text means.
            (Some(_), None) => u64::MAX / 2,
            _ => run.0.saturating_add(longest(run.1)),
        };
        EffectTime { length: from.length.then(length), coming: from.coming, open: None, at, minutes, run, last }
    }

    /// Where a clause is shown: the rules of a body, where it decides.
    pub(super) fn place(&self, span: Span) -> Span {
        self.body.map_or(span, |it| it.0)
    }

    /// A length that must have run; one that nobody knows has no end.
    pub(super) fn period(
        &mut self,
        from: EffectTime,
        provision: &Provision<'_>,
        span: Span,
        period: Period,
    ) -> EffectTime {
        match period.exactly() {
            Some(length) => self.wait(from, provision, span, length),
            None => self.for_ever(from, provision, span),
        }
    }

    /// Nobody can say how long this takes; at the earliest, no time.
    pub(super) fn for_ever(&self, from: EffectTime, provision: &Provision<'_>, gate: Span) -> EffectTime {
        if self.pace == Bound::Earliest || from.open.is_some_and(|it| !it.own) {
            return from;
        }
        let span = self.place(gate);
        EffectTime { open: Some(OpenGate { file: provision.file, span, provision: provision.id, own: false }), ..from }
    }

    /// What is owed is owed by no day.
    fn unbounded(&self, from: EffectTime, provision: &Provision<'_>) -> EffectTime {
        if self.pace == Bound::Earliest || from.open.is_some() {
            return from;
        }
        let clock = provision.clock.as_deref().map(|it| it.span);
        let span = clock.or_else(|| provision.sentences.first().map(|it| it.span)).unwrap_or(provision.head);
        EffectTime { open: Some(OpenGate { file: provision.file, span, provision: provision.id, own: true }), ..from }
    }

    /// When another provision is live.
    pub(super) fn live(&mut self, id: ProvisionId) -> EffectTime {
        let at = id.0 as usize;
        if !self.known[at] {
            self.missing.push(at);
        }
        self.table.live[at]
    }

    /// When another provision is done: by all who bear it.
    pub(super) fn done(&mut self, id: ProvisionId) -> EffectTime {
        let at = id.0 as usize;
        // The way there is not one of this table.
        if let Some(common) = self.common {
            return self.retold(common.arrivals[at], common);
        }
        if !self.known[at] {
            self.missing.push(at);
        }
        self.table.arrivals[at]
    }

    /// An arrival of another table, with its way.
    fn retold(&mut self, arrival: EffectTime, of: &Timetable) -> EffectTime {
        let mut last = None;
        for leg in of.legs_to(arrival) {
            self.table.steps.push((leg, last));
            last = Some(self.table.steps.len() as u32 - 1);
        }
        EffectTime { last, ..arrival }
    }

    /// What a provision follows that answers where the clocks of another run out.
    fn ends(&mut self, of: ProvisionId, follower: ProvisionId) -> Vec<EffectTime> {
        if of == follower {
            return Vec::new();
        }
        if !self.known[of.0 as usize] {
            self.missing.push(of.0 as usize);
        }
        let provision = self.treaty.provision(of);
        let base = self.table.start[of.0 as usize];
        let leads = |it: Option<&Expiry<'_>>| matches!(it.map(|it| &it.kind), Some(ExpiryKind::Provision(RefTarget::Provision(id))) if *id == follower);
        let mut clocks: Vec<(&'m Clock<'m>, Span)> = Vec::new();
        for gate in &provision.gates {
            if let Some(clock) = gate.clock.as_deref().filter(|it| leads(it.expiry.as_ref())) {
                clocks.push((clock, gate.span));
            }
            if let GateKind::Decision(decision) = &gate.kind
                && leads(decision.expiry())
            {
                clocks.extend(decision.clock.as_deref().map(|it| (it, gate.span)));
            }
        }
        if let Some(decided) = &provision.decided
            && leads(decided.decision.expiry())
        {
            clocks.extend(decided.decision.clock.as_deref().map(|it| (it, decided.span)));
        }
        if let Some(clock) = provision.clock.as_deref().filter(|it| leads(it.expiry.as_ref())) {
            clocks.push((clock, clock.span));
        }
        let run = |(clock, span): (&'m Clock<'m>, Span)| {
            let base = self.anchored(provision, base, clock);
            self.run(provision, base, clock, span)
        };
        clocks.into_iter().map(run).collect()
    }

    /// Of alternatives the fastest, of each the slowest part; nothing to wait for is no wait.
    pub(super) fn any_of_all<'t, T>(
        &mut self,
        base: EffectTime,
        any: &'t [List<T>],
        one: impl Fn(&mut Self, &'t T) -> EffectTime,
    ) -> EffectTime {
        let mut fastest: Option<EffectTime> = None;
        for all in any {
            let mut slowest = base;
            for part in all {
                let next = one(self, part);
                slowest = slower(slowest, next);
            }
            fastest = Some(fastest.map_or(slowest, |it| faster(it, slowest)));
        }
        fastest.unwrap_or(base)
    }

    /// What a clock counts from: what it says, or what clocks in its place count from.
    pub(super) fn anchored(
        &mut self,
        provision: &'m Provision<'m>,
        base: EffectTime,
        clock: &'m Clock<'m>,
    ) -> EffectTime {
        match clock.anchor.as_deref() {
            Some(anchor) => {
                let begin = self.begin();
                let anchor = self.occasion(provision, begin, anchor);
                slower(base, anchor)
            }
            None => base,
        }
    }

    /// Runs a clock. A word such as `immediately` is no length, nor is a clock that other words soften, or one that is only
    /// about so long; a date is one if the day of the event is known, and if it is not past.
    pub(super) fn run(
        &mut self,
        provision: &Provision<'_>,
        base: EffectTime,
        clock: &Clock<'_>,
        span: Span,
    ) -> EffectTime {
        let own = provision.clock.as_deref().is_some_and(|it| it.span == clock.span) && self.body.is_none();
        let open = |it: &Self| if own { it.unbounded(base, provision) } else { it.for_ever(base, provision, span) };
        match clock.limit {
            _ if clock.softened.is_some() => open(self),
            Limit::Within(period) => match period.exactly() {
                Some(length) => self.wait(base, provision, span, length),
                None => open(self),
            },
            Limit::Instant(words) => match self.calendar.latest(words) {
                // What is past binds nobody to any day that comes.
                Some(at) if base.at.is_some_and(|now| now.until(at) > 0) => self.until(provision, base, at, span),
                _ => open(self),
            },
            Limit::Prompt(_) | Limit::Words(_) => open(self),
        }
    }

    fn gate(&mut self, provision: &'m Provision<'m>, base: EffectTime, gate: &'m Gate<'m>) -> EffectTime {
        let clock = gate.clock.as_deref();
        match &gate.kind {
            GateKind::Request(of) if self.asks_at_once(of) => base,
            GateKind::Request(_) | GateKind::Consultation(_) => {
                let own = self.for_ever(base, provision, gate.span);
                let own = self.part(provision, own, Part::gate(gate));
                self.clocked(provision, base, gate.span, clock, None, own)
            }
            GateKind::Decision(decision) if !self.is_bound(provision, decision) => base,
            GateKind::Decision(decision) if self.is_own(decision) => self.decision(provision, base, decision),
            GateKind::Decision(decision) if clock.is_none() => self.decision(provision, base, decision),
            GateKind::Decision(decision) => {
                let own = self.decision(provision, base, decision);
                self.clocked(provision, base, gate.span, clock, decision.expiry(), own)
            }
            GateKind::If(conditions) => self.conditions(provision, base, conditions),
            GateKind::Unless(_) | GateKind::PresumedUnless(_) => base,
            GateKind::Upon(occasions) => self.occasions(provision, base, occasions),
        }
    }

    /// Whether somebody among them asks in the hour of the attack, in every pace: one who is struck.
    pub(super) fn asks_at_once(&self, of: &Actors<'m>) -> bool {
        let found = self.treaty.resolve(of, None);
        let struck = |it: &ActorId| self.protected.binary_search(it).is_ok();
        match of.quantifier {
            None | Some(Quantifier::Any) => found.actors.iter().any(struck),
            _ => !found.unknown && !found.actors.is_empty() && found.actors.iter().all(struck),
        }
    }
}

/// The steps in which a provision stands, or an article that it stands in, each with the one of these.
fn steps_of(
    treaty: &Treaty<'_>,
    steps: &FxHashMap<RefTarget, Vec<usize>>,
    provision: &Provision<'_>,
) -> Vec<(usize, RefTarget)> {
    if steps.is_empty() {
        return Vec::new();
    }
    let own =
        std::iter::once(RefTarget::Provision(provision.id)).chain(treaty.outward(provision.unit).map(RefTarget::Unit));
    own.flat_map(|own| steps.get(&own).into_iter().flatten().map(move |at| (*at, own))).collect()
}

/// Both must come: the later counts, and the less certain.
pub(super) fn slower(one: EffectTime, other: EffectTime) -> EffectTime {
    let coming = one.coming.max(other.coming);
    let later = match (one.open, other.open) {
        _ if one.coming == Coming::Never => one,
        _ if other.coming == Coming::Never => other,
        // The duty that has no clock is told only where nothing before it has none.
        (Some(first), Some(second)) if first.own && !second.own => other,
        (Some(_), _) => one,
        (None, Some(_)) => other,
        (None, None) => {
            if other.minutes > one.minutes || other.minutes == one.minutes && one.last.is_none() {
                other
            } else {
                one
            }
        }
    };
    EffectTime { coming, ..later }
}

/// One of them suffices: the earlier counts. What may not come is no way where another comes for certain.
pub(super) fn faster(one: EffectTime, other: EffectTime) -> EffectTime {
    match (one.open, other.open) {
        _ if one.coming == Coming::Never => other,
        _ if other.coming == Coming::Never => one,
        (None, None) if one.coming != other.coming => {
            if one.coming == Coming::Certain {
                one
            } else {
                other
            }
        }
        (Some(_), Some(_)) if other.coming < one.coming => other,
        (_, Some(_)) => one,
        (Some(_), None) => other,
        _ if other.minutes < one.minutes => other,
        _ => one,
    }
}
