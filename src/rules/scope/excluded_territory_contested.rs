//! What the promise leaves out is contested.

use crate::analysis::boundary::Boundary;
use crate::analysis::forces::area_of;
use crate::model::{ActorSet, Area, AreaTerm, DetailKind, Place, PlaceId, Provision};
use crate::rules::play::quoted;
use crate::rules::prelude::*;
use crate::rules::wording::{attacker, called};
use crate::source::Span;
use rustc_hash::FxHashSet;

declare_rule! {
    /// ## What it checks
    /// An area that a trigger of help leaves out (`except`) has limits that both sides read alike, and nobody claims or
    /// holds it against the State whose it is: no `reads:` bracket on its extent, no claim of another, no words in the place
    /// of an area.
    ///
    /// ## Why it matters
    /// Where the promise ends is where an attack is safe. If each side draws that limit its own way, the aggressor begins in
    /// the strip between the two, and each guarantor may say that nothing is owed. The beneficiary loses.
    ///
    /// ## Precedent
    /// The communiqué of Istanbul of March 2022 left Crimea, Sevastopol and certain areas of the regions of Donetsk and
    /// Luhansk out of the guarantees, and each side was to understand the limits of these areas its own way.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// area Crimea "Crimea and Sevastopol" within UKR {  #~ excluded-territory-contested: `attack` leaves out `Crimea`, which `RUS` claims
    ///     de-jure UKR
    ///     claimed by RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR in territory of UKR except Crimea
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// area Crimea "Crimea and Sevastopol" within UKR { de-jure UKR  claimed by RUS }
    /// trigger attack {
    ///     on armed-attack against UKR in territory of UKR
    ///     decided by each of guarantors
    /// }
    /// obligation assist {
    ///     upon attack
    ///     FRA shall assist UKR
    ///     by weapons
    /// }
    /// ```
    ///
    /// ## References
    /// - Istanbul Communiqué, key provisions (29 March 2022), paragraph 3
    "scope/excluded-territory-contested" {
        summary: "what the promise leaves out is contested",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut told = FxHashSet::default();
    let mut areas: Vec<(&Provision<'_>, &Area<'_>)> = Vec::new();
    for trigger in cx.facts.help_triggers() {
        let provision = cx.model.provision(trigger.provision);
        areas.extend(trigger.attacks.iter().filter_map(|it| Some((provision, it.area.as_ref()?))));
    }
    // Help may leave out an area of its own.
    for help in cx.facts.tracks().iter().filter(|it| it.is_duty()) {
        let provision = cx.model.provision(help.provision);
        areas.extend(area_of(provision).map(|it| (provision, it)));
    }
    for (provision, area) in areas {
        for term in &area.except {
            match term {
                AreaTerm::Place(id, _) if told.insert(*id) => place(cx, sink, &called(provision), area.span, *id),
                AreaTerm::Words(words) => {
                    let message =
                        format!("{} leaves out an area of which only words say where it lies", called(provision));
                    let finding = sink.report(area.span, message);
                    play(cx, finding, &format!("\"{words}\""));
                }
                _ => {}
            }
        }
    }
}

fn place(cx: &CheckContext<'_>, sink: &mut Sink<'_>, called: &str, except: Span, id: PlaceId) {
    let place = &cx.model.places[id.0 as usize];
    if place.file != cx.model.file {
        return;
    }
    let name = place.name;
    let message = if let Some((who, verb, span)) = contested(cx, place) {
        Some((format!("{called} leaves out `{name}`, which {} {verb}", quoted(cx, &who)), Some(span)))
    } else {
        let boundary = Boundary::of(cx.model, place);
        let only_words = boundary.words.filter(|_| !boundary.is_fixed());
        only_words.map(|it| (format!("{called} leaves out `{name}`, and only words say where it lies"), Some(it)))
    };
    let Some((message, span)) = message else { return };
    let finding = sink.report(place.name_span, message);
    finding.label(except, "left out here");
    if let Some(span) = span {
        finding.label(span, "contested here");
    }
    play(cx, finding, &format!("`{name}`"));
}

/// Who claims or holds a place against the one whose it is in law.
fn contested(cx: &CheckContext<'_>, place: &Place<'_>) -> Option<(ActorSet, &'static str, Span)> {
    let of = |wanted: fn(&DetailKind<'_>) -> bool| {
        place.details.iter().find(|it| wanted(&it.kind)).map(|it| {
            let actors = match &it.kind {
                DetailKind::DeJure(of) | DetailKind::DeFacto(of) | DetailKind::ClaimedBy(of) => {
                    cx.model.members(of, None)
                }
                _ => ActorSet::new(),
            };
            (actors, it.span)
        })
    };
    let owners = of(|it| matches!(it, DetailKind::DeJure(_))).map(|it| it.0).unwrap_or_default();
    let others = |(mut actors, span): (ActorSet, Span)| {
        actors.retain(|it| !owners.contains(it));
        (!actors.is_empty()).then_some((actors, span))
    };
    let claimed = of(|it| matches!(it, DetailKind::ClaimedBy(_))).and_then(others);
    if let Some((who, span)) = claimed {
        let verb = if who.len() == 1 { "claims" } else { "claim" };
        return Some((who, verb, span));
    }
    let held = of(|it| matches!(it, DetailKind::DeFacto(_))).and_then(others).filter(|_| !owners.is_empty());
    held.map(|(who, span)| {
        let verb = if who.len() == 1 { "holds" } else { "hold" };
        (who, verb, span)
    })
}

fn play(cx: &CheckContext<'_>, finding: &mut crate::diagnostic::Diagnostic, area: &str) {
    let attacker = attacker(cx.model);
    finding.counterexample(format!(
        "{attacker} attacks in {area}, or from it, and says that the whole attack lies there: no guarantor owes anything"
    ));
    finding.help("fix the limits by a map on which both sides agree: `map annex A`");
    finding.help("or leave nothing out, and let the status of the area be settled elsewhere in the text");
}
