//! Nobody can say where an area lies, or whose it is.

use crate::analysis::boundary::Boundary;
use crate::model::{DetailKind, Place, PlaceId, RefTarget};
use crate::rules::prelude::*;
use crate::syntax::ast::PlaceKind;

declare_rule! {
    /// ## What it checks
    /// An area or zone on which something hangs is described: by a title, an extent, a map, a day, or by what it lies
    /// within. And an area that somebody claims or holds has an owner in law (`de-jure`), so that it can be said whether an
    /// attack there is one on the State that is protected.
    ///
    /// ## Why it matters
    /// A name is no description. Where the protected territory ends is where help ends, and each reader draws that line for
    /// itself. The rule serves the beneficiary, and the guarantor that has to know what it defends.
    ///
    /// ## Precedent
    /// The treaty of Rio (1947) lists in article 4 the points between which its region lies. The North Atlantic Treaty needs
    /// an article of its own (6) for the territory, the forces, the ships and the aircraft that it means.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// area Donbas "Donbas" {  #~ territory-undefined: the text does not say whose `Donbas` is in law
    ///     de-facto RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR in territory of UKR, Donbas
    ///     decided by each of guarantors
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party FRA "French Republic"     is guarantor
    /// party RUS "Russian Federation"  is signatory
    /// area Donbas "Donbas" {
    ///     map annex A
    ///     de-jure UKR
    ///     de-facto RUS
    /// }
    /// trigger attack {
    ///     on armed-attack against UKR in territory of UKR, Donbas
    ///     decided by each of guarantors
    /// }
    /// annex A "Map" is integral
    /// ```
    ///
    /// ## References
    /// - Inter-American Treaty of Reciprocal Assistance (1947), article 4
    /// - North Atlantic Treaty (1949), article 6
    "scope/territory-undefined" {
        summary: "nobody can say where an area lies, or whose it is",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Guarantor],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for (at, place) in cx.model.places.iter().enumerate() {
        if place.kind == PlaceKind::Line || place.file != cx.model.file {
            continue;
        }
        let target = RefTarget::Place(PlaceId(at as u32));
        if !cx.model.uses.iter().any(|it| it.target == target && it.span != place.name_span) {
            continue;
        }
        let boundary = Boundary::of(cx.model, place);
        let name = place.name;
        let described =
            boundary.is_fixed() || boundary.words.is_some() || place.title.is_some() || place.within.is_some();
        if !described && !boundary.open {
            let finding = sink.report(place.name_span, format!("nothing says where `{name}` lies"));
            finding.counterexample(format!(
                "an attack on the edge of `{name}`: one side says that it was within, the other that it was not"
            ));
            finding.help("describe it: by a map, `map annex A`; by an extent; by what it lies within");
        } else if let Some(held) = held_without_owner(place) {
            let finding = sink.report(place.name_span, format!("the text does not say whose `{name}` is in law"));
            finding.label(held, "only this is said");
            finding.counterexample(format!(
                "an attack in `{name}`: whether it is one on the State that is protected can't be determined"
            ));
            finding.help("say whose it is in law: `de-jure …`");
            finding.help("if that is left open on purpose, say what holds there until it is settled");
        }
    }
}

/// Where it stands that somebody claims or holds a place of which it is not said whose it is.
fn held_without_owner(place: &Place<'_>) -> Option<crate::source::Span> {
    let owned = place.within.is_some() || place.details.iter().any(|it| matches!(it.kind, DetailKind::DeJure(_)));
    let held = place.details.iter().find(|it| matches!(it.kind, DetailKind::DeFacto(_) | DetailKind::ClaimedBy(_)));
    held.filter(|_| !owned).map(|it| it.span)
}
