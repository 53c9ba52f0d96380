//! How long it takes from the event to each effect.

use super::describer::{Describer, is_promise};
use super::{Apart, Effect, Leg, Length, OpenGate, Timeline};
use crate::analysis::timeline::{self, Bound, EffectTime, Timetable};
use crate::analysis::{Facts, Holder, TimelineStart};
use crate::engine::Wording;
use crate::model::{self, ActorId, ProvisionId};
use rustc_hash::FxHashMap;

/// How long it takes to every promise that an event sets off.
pub(super) fn timeline(describer: &Describer<'_, '_>, calendar: TimelineStart) -> Timeline {
    let at = ClockRenderer {
        describer,
        calendar,
        earliest: describer.facts.timetable(Bound::Earliest, None, calendar),
        worst: describer.facts.timetable(Bound::Worst, None, calendar),
    };
    Timeline {
        event_date: calendar.event().map(timeline::Moment::words),
        effects: effects(describer).map(|it| at.effect(it)).collect(),
    }
}

/// How long it takes at worst to every promise that an event sets off, in words.
pub fn worst(facts: &Facts<'_>, wording: &Wording<'_>) -> FxHashMap<ProvisionId, String> {
    let (describer, calendar) = (&Describer::new(facts, wording), TimelineStart::default());
    let worst = facts.timetable(Bound::Worst, None, calendar);
    effects(describer).map(|it| (it, length(describer, worst.arrival(it)).words)).collect()
}

/// The promises that an event sets off.
fn effects(describer: &Describer<'_, '_>) -> impl Iterator<Item = ProvisionId> {
    let promises = describer.treaty.own_provisions().filter(|it| is_promise(it.kind) && is_set_off(describer, it.id));
    promises.map(|it| it.id)
}

/// Whether an event sets a provision off.
pub(super) fn is_set_off(describer: &Describer<'_, '_>, id: ProvisionId) -> bool {
    describer.facts.is_set_off(id)
}

struct ClockRenderer<'t, 'f, 'm> {
    describer: &'t Describer<'f, 'm>,
    calendar: TimelineStart,
    earliest: Timetable,
    worst: Timetable,
}

impl ClockRenderer<'_, '_, '_> {
    fn effect(&self, id: ProvisionId) -> Effect {
        let bearers = self.describer.facts.bearers(id, None);
        let worst = self.worst.arrival(id);
        let apart =
            if self.describer.facts.differs_by_bearer(id) { self.apart(id, &bearers, worst) } else { Vec::new() };
        Effect {
            clause: self.describer.provision(id),
            bearers: self.describer.names(&bearers),
            earliest: self.length(self.earliest.arrival(id)),
            worst: self.length(worst),
            earliest_path: self.path(&self.earliest.way(id)),
            worst_path: self.path(&self.worst.way(id)),
            apart,
        }
    }

    /// Those for whom it takes another time than for the slowest.
    fn apart(&self, id: ProvisionId, bearers: &[ActorId], worst: EffectTime) -> Vec<Apart> {
        let times = bearers.iter().map(|bearer| {
            let own = self.describer.facts.timetable(Bound::Worst, Some(*bearer), self.calendar).arrival(id);
            (bearer, own)
        });
        times
            .filter(|(_, own)| (own.length, own.open) != (worst.length, worst.open))
            .map(|(bearer, own)| Apart { bearer: self.describer.name(*bearer), worst: self.length(own) })
            .collect()
    }

    fn length(&self, arrival: EffectTime) -> Length {
        length(self.describer, arrival)
    }

    fn path(&self, way: &[timeline::Leg]) -> Vec<Leg> {
        let leg = |leg: &timeline::Leg| Leg {
            words: self.describer.words(leg.span),
            cite: self.describer.cite(Holder::Provision(leg.provision)),
            line: self.describer.line(leg.span),
            length: leg.length.to_string(),
            hours: self.hours(leg.length),
        };
        way.iter().map(leg).collect()
    }

    fn hours(&self, length: model::Length) -> f64 {
        hours(self.calendar, length)
    }
}

/// A length in hours, the most it can be.
fn hours(calendar: TimelineStart, length: model::Length) -> f64 {
    to_hours(calendar.minutes(length))
}

#[expect(clippy::cast_precision_loss, reason = "a length of more than 2^53 minutes needs no exact figure")]
fn to_hours(minutes: u64) -> f64 {
    minutes as f64 / 60.0
}

/// When something has its effect, in words.
pub(super) fn length(describer: &Describer<'_, '_>, arrival: EffectTime) -> Length {
    let words = match arrival.open {
        Some(_) => "unbounded".to_owned(),
        None if arrival.length == model::Length::default() => "at once".to_owned(),
        None => arrival.length.to_string(),
    };
    let gate = |it: timeline::OpenGate| {
        let named = describer.treaty.provision(it.provision).name_or_kind();
        let words = match describer.treaty.provision(it.provision).clock.as_deref() {
            Some(clock) if it.own => format!("{named} {}", describer.words(clock.span)),
            None if it.own => named.to_owned(),
            _ => describer.words(it.span),
        };
        OpenGate { words, cite: describer.cite(Holder::Provision(it.provision)), line: describer.line(it.span) }
    };
    Length {
        words,
        hours: arrival.minutes().map(to_hours),
        date: arrival.at.map(timeline::Moment::words).filter(|_| arrival.open.is_none()),
        open_gate: arrival.open.map(gate),
    }
}
