//! The gates before a promise, as a list and as a circuit.

use rustc_hash::FxHashSet;

use super::describer::{Describer, is_promise, what};
use super::{Circuit, Gate, Way};
use crate::analysis::budget;
use crate::analysis::control::Control;
use crate::analysis::route::{Route, RouteGate};
use crate::analysis::{Holder, Power};
use crate::model::{
    Clock, DetailKind, Events, Expiry, ExpiryKind, OccasionKind, Occasions, ProvisionId, RefTarget, Timing,
};
use crate::syntax::ast::{Counted, ProvisionKind};

/// The way to every promise that has a gate.
pub(super) fn ways(describer: &Describer<'_, '_>) -> Vec<Way> {
    let controls = describer.facts.controls();
    let entry: Vec<&Control<'_>> = controls.iter().filter(|it| it.power == Power::EntryIntoForce).collect();
    let mut found = Vec::new();
    for control in controls {
        let Some(id) = control.activates() else { continue };
        let provision = describer.treaty.provision(id);
        let leads_on = provision.kind == ProvisionKind::Trigger && !describer.facts.answers().to(id).is_empty();
        if !is_promise(provision.kind) && provision.kind != ProvisionKind::Trigger || leads_on {
            continue;
        }
        // What it asks for, and what must be done so that it goes on.
        let after = controls.iter().filter(|it| {
            it.holder == control.holder && (it.sought || matches!(it.power, Power::Mandate | Power::Renewal))
        });
        let after: Vec<&Control<'_>> = after.collect();
        if matches!(control.route, Route::Open) && after.is_empty() {
            continue;
        }
        let mut gates = Vec::new();
        let mut parts = Vec::new();
        for stage in entry.iter().copied().chain([control]).chain(after) {
            let what = what(stage.power, stage.sought);
            let at = WayStage { describer, holder: stage.holder, decides: what, context: GateContext::default() };
            let circuit = at.circuit(&stage.route, &mut gates);
            if !matches!(circuit, Circuit::Open) {
                parts.push(circuit);
            }
        }
        let needed = gates.iter().filter(|it| !it.delay && !it.own && !it.alternative).count();
        let circuit = if parts.len() == 1 { parts.remove(0) } else { Circuit::All { of: parts } };
        found.push(Way { clause: describer.provision(id), event: event(describer, id), gates, needed, circuit });
    }
    found
}

/// So many events are told of one promise.
const MOST_EVENTS: usize = 16;

/// What opens a promise: the events of the triggers that it hangs on, or its own.
pub(super) fn event(describer: &Describer<'_, '_>, id: ProvisionId) -> Option<String> {
    let mut words: Vec<String> = Vec::new();
    let mut seen = FxHashSet::default();
    seen.insert(id);
    let mut next = vec![id];
    while let Some(id) = next.pop() {
        if words.len() > MOST_EVENTS || !budget::spend(1) {
            words.truncate(MOST_EVENTS);
            words.push("others".to_owned());
            break;
        }
        let provision = describer.treaty.provision(id);
        let own = |events: &Events<'_>| describer.words(events.span);
        words.extend(provision.events.iter().map(|it| own(it)).filter(|it| !it.is_empty()));
        let responsive = provision.details.iter().filter_map(|detail| match &detail.kind {
            DetailKind::Timing(Timing::ResponsiveUpon(occasions)) => Some(occasions),
            _ => None,
        });
        let all: Vec<&Occasions<'_>> = provision.upon.iter().map(|it| &**it).chain(responsive).collect();
        let mut waits = Vec::new();
        for occasion in all.into_iter().flat_map(|it| &it.any).flatten() {
            if let OccasionKind::Named(RefTarget::Provision(to)) | OccasionKind::State(RefTarget::Provision(to), _) =
                occasion.kind
                && seen.insert(to)
            {
                waits.push(to);
            }
        }
        // In the order of the text, depth first.
        next.extend(waits.into_iter().rev());
    }
    (!words.is_empty()).then(|| words.join("; or "))
}

/// What is known of a gate from where it stands on the way.
#[derive(Clone, Copy, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a gate may be all of these")]
struct GateContext {
    delay: bool,
    own: bool,
    reversed: bool,
    alternative: bool,
}

/// A stage of a way.
#[derive(Clone, Copy)]
struct WayStage<'s, 'f, 'm> {
    describer: &'s Describer<'f, 'm>,
    /// In whose text the gates stand.
    holder: Holder,
    decides: &'static str,
    context: GateContext,
}

impl<'m> WayStage<'_, '_, 'm> {
    /// The circuit of a way; its gates are added to the list.
    fn circuit(self, route: &Route<'m>, gates: &mut Vec<Gate>) -> Circuit {
        let context = self.context;
        match route {
            Route::Open => Circuit::Open,
            Route::Shut => Circuit::Shut,
            Route::Gate(stop) => self.gate(stop, gates),
            Route::Own(stop) => self.within(GateContext { own: true, ..context }).gate(stop, gates),
            Route::All(parts) => Circuit::All { of: parts.iter().map(|it| self.circuit(it, gates)).collect() },
            Route::Any(parts) => {
                let at = self.within(GateContext { alternative: true, ..context });
                Circuit::Any { of: parts.iter().map(|it| at.circuit(it, gates)).collect() }
            }
            Route::Delay(inner) => {
                let at = self.within(GateContext { delay: true, ..context });
                Circuit::Delay { of: Box::new(at.circuit(inner, gates)) }
            }
            Route::Unless(inner) => {
                let at = self.within(GateContext { reversed: !context.reversed, ..context });
                Circuit::Unless { of: Box::new(at.circuit(inner, gates)) }
            }
            Route::Through { holder, stop: Some(stop), inner, .. } => {
                // A body is one gate to those who wait for it; how it decides is drawn within.
                let gate = self.gate(stop, gates);
                match (inner, gate) {
                    (Some(inner), Circuit::Gate(_)) => Circuit::Through {
                        name: self.describer.cite(*holder),
                        of: Some(Box::new(Self { holder: *holder, ..self }.circuit(inner, &mut Vec::new()))),
                    },
                    (_, gate) => gate,
                }
            }
            Route::Through { holder, power, inner, .. } => {
                let at = Self { holder: *holder, ..self };
                let of = inner.as_ref().map(|inner| Box::new(at.circuit(inner, gates)));
                if let Some(of) = &of
                    && matches!(**of, Circuit::Open)
                {
                    return Circuit::Open;
                }
                let name = match holder {
                    Holder::Provision(id) => {
                        let clause = self.describer.provision(*id);
                        if clause.name == clause.kind {
                            clause.kind
                        } else {
                            format!("{} {}", clause.kind, clause.name)
                        }
                    }
                    Holder::Body(_) => format!("{}: {}", self.describer.cite(*holder), what(*power, false)),
                };
                Circuit::Through { name, of }
            }
        }
    }

    fn within(self, context: GateContext) -> Self {
        Self { context, ..self }
    }

    fn gate(self, stop: &RouteGate<'m>, gates: &mut Vec<Gate>) -> Circuit {
        let gate = self.describe(stop);
        gates.push(gate.clone());
        Circuit::Gate(Box::new(gate))
    }

    fn describe(self, stop: &RouteGate<'m>) -> Gate {
        let describer = self.describer;
        let stage = stop.power.map_or(self.decides, |power| what(power, false));
        let adverse = stop.holders.iter().copied().filter(|it| describer.is_adverse(*it)).collect::<Vec<_>>();
        let GateContext { delay, own, reversed, alternative } = self.context;
        Gate {
            stage: stage.to_owned(),
            words: describer.words_of(&stop.gate, stop.clock.map(|it| it.span)),
            kind: stop.gate.kind.noun().to_owned(),
            cite: describer.place_of(&stop.gate, self.holder),
            line: describer.line(stop.gate.span),
            holders: describer.names(&stop.holders),
            alone: describer.names(&stop.alone),
            adverse: describer.names(&adverse),
            clock: clock(describer, stop),
            expiry: expiry(describer, stop, self.context),
            delay,
            own,
            reversed,
            alternative,
        }
    }
}

/// By when a gate must open, in the words of the draft.
fn clock(describer: &Describer<'_, '_>, stop: &RouteGate<'_>) -> Option<String> {
    let of_clock = |clock: &Clock<'_>| {
        // What stands behind `otherwise` is told apart.
        let mut span = clock.span;
        if let Some(expiry) = &clock.expiry {
            span.end = span.end.min(expiry.span.start);
        }
        describer.words(span)
    };
    let of_silence = |(counts, period): (Counted, Option<crate::model::Period>)| {
        let consent = matches!(counts, Counted::Consent);
        period.filter(|_| consent).map(|_| "silence counts as consent".to_owned())
    };
    stop.clock.map(of_clock).or_else(|| stop.silence.and_then(of_silence)).filter(|it| !it.is_empty())
}

/// What it means that the time is over.
fn expiry(describer: &Describer<'_, '_>, stop: &RouteGate<'_>, context: GateContext) -> String {
    match stop.expiry.map(|it: &Expiry<'_>| &it.kind) {
        _ if context.reversed && stop.clock.is_some() => "it proceeds unless stopped by then".to_owned(),
        _ if context.reversed => "it may be stopped at any time".to_owned(),
        _ if context.delay => "it opens".to_owned(),
        Some(ExpiryKind::Proceed) => "it opens".to_owned(),
        Some(ExpiryKind::Lapses) => "the matter lapses".to_owned(),
        Some(ExpiryKind::Decision(decision)) => {
            format!("another decides: {}", describer.words(decision.span))
        }
        Some(ExpiryKind::Provision(RefTarget::Provision(id))) => format!("{} answers", describer.provision(*id).name),
        Some(ExpiryKind::Provision(_)) => "another clause applies".to_owned(),
        None if stop.clock.is_some() => "the matter lapses".to_owned(),
        None => "no time-limit: it may remain shut indefinitely".to_owned(),
    }
}
