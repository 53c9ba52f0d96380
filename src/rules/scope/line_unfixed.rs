//! A line that nothing fixes, or two lines for one duty.

use crate::analysis::boundary::{Boundary, lines_of};
use crate::analysis::forces::is_negative;
use crate::diagnostic::Severity;
use crate::model::{ActorSet, AreaTerm, DetailKind, Object, PlaceId, Provision, RefTarget};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::syntax::ast::PlaceKind;

declare_rule! {
    /// ## What it checks
    /// A line on which something hangs is fixed: by a map, by a distance from another place, by a day (`as of`), by those
    /// who recognise it. A day without a map gives advice. And the duties of both sides to pull back are measured from
    /// one line, not each from its own.
    ///
    /// ## Why it matters
    /// A line of contact moves with whoever moves it. Without a day and a map each advance before the survey counts, and
    /// each breach can be said to lie on the right side. Between two lines lies a strip that both sides may hold. The rule
    /// serves the side that stands still.
    ///
    /// ## Precedent
    /// Point 2 of the measures of Minsk (2015) had Ukrainian forces pull back from the line of contact as it was, and the
    /// other side from the line of September 2014: Debaltseve lay between the two.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// line Contact-Line "line of contact"  #~ line-unfixed: nothing fixes where `Contact-Line` runs
    /// prohibition no-crossing {
    ///     parties shall not move forces
    ///     to Contact-Line
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"             is beneficiary
    /// party RUS "Russian Federation"  is signatory
    /// line Contact-Line "line of contact" { as of 2026-03-01T00:00 Europe/Kyiv  map annex A }
    /// prohibition no-crossing {
    ///     parties shall not move forces
    ///     to Contact-Line
    /// }
    /// annex A "Map" is integral
    /// ```
    ///
    /// ## References
    /// - Package of Measures for the Implementation of the Minsk Agreements (2015), point 2
    "scope/line-unfixed" {
        summary: "a line that nothing fixes, or two lines for one duty",
        level: Warning,
        since: "0.1.0",
        set: Strict,
        serves: [Beneficiary, Adversary, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for (at, place) in cx.model.places.iter().enumerate() {
        if place.kind != PlaceKind::Line || place.file != cx.model.file {
            continue;
        }
        let target = RefTarget::Place(PlaceId(at as u32));
        let used = cx.model.uses.iter().any(|it| it.target == target && it.span != place.name_span);
        let boundary = Boundary::of(cx.model, place);
        // What is still to be agreed is told as that.
        if !used || boundary.open || boundary.map.is_some() || boundary.measured.is_some() || boundary.recognised {
            continue;
        }
        let name = place.name;
        if let Some(day) = boundary.day {
            let mut advice = sink.weighing(Severity::Advice);
            let finding = advice.report(day, format!("no map shows where `{name}` ran on that day"));
            finding.counterexample("each side brings a map of its own: between the two lies what both hold");
            finding.help("add the map on which both sides agree: `map annex A`");
            continue;
        }
        let finding = sink.report(place.name_span, format!("nothing fixes where `{name}` runs"));
        if let Some(words) = boundary.words {
            finding.label(words, "words, and no map");
        }
        finding
            .counterexample(format!("one side moves forward before the survey: `{name}` runs where its forces stand"));
        finding.help("fix it by a day and a map: `as of 2026-03-01T00:00Z  map annex A`");
        finding.help("and say in the annex who keeps the map");
    }
    two_lines(cx, sink);
}

/// A duty to pull back.
struct PullBack<'c> {
    provision: &'c Provision<'c>,
    bearers: ActorSet,
    lines: Vec<PlaceId>,
}

fn two_lines(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    let mut duties: Vec<PullBack<'_>> = Vec::new();
    for provision in cx.model.own_provisions().filter(|it| it.kind.is_norm()) {
        let moves = provision.sentences.iter().any(|it| {
            let verb = crate::model::vocabulary::verb(it.verb).map(|it| it.word);
            matches!(verb, Some("evacuate" | "move" | "redeploy" | "remove" | "withdraw"))
                && it.modal.is_some_and(|it| !is_negative(it))
        });
        let mut lines: Vec<PlaceId> =
            provision.details.iter().flat_map(|it| places(&it.kind)).flat_map(|it| lines_of(cx.model, it)).collect();
        lines.sort_unstable();
        lines.dedup();
        if moves && !lines.is_empty() {
            duties.push(PullBack { provision, bearers: cx.facts.bearers(provision.id, None), lines });
        }
    }
    for (at, one) in duties.iter().enumerate() {
        let apart = |other: &&PullBack<'_>| {
            !one.lines.iter().any(|it| other.lines.contains(it)) && are_opposed(cx, &one.bearers, &other.bearers)
        };
        let Some(other) = duties[at + 1..].iter().find(apart) else { continue };
        let line = |it: &PullBack<'_>| cx.model.places[it.lines[0].0 as usize].name;
        let (first, second) = (called(one.provision), called(other.provision));
        let message = format!("{first} is measured from `{}`, and {second} from `{}`", line(one), line(other));
        let finding = sink.report(other.provision.name_span, message);
        finding.label(one.provision.name_span, format!("measured from `{}`", line(one)));
        finding.counterexample(format!(
            "both sides have pulled back: between `{}` and `{}` lies a strip that each says is its own",
            line(one),
            line(other)
        ));
        finding.help(format!("measure both from one line: `from {}`", line(one)));
        return;
    }
}

/// Whether two sets are those of two sides: of an assumed attack, or, where none is assumed, of nobody in common.
fn are_opposed(cx: &CheckContext<'_>, one: &ActorSet, other: &ActorSet) -> bool {
    if one.is_empty() || other.is_empty() || one.iter().any(|it| other.contains(it)) {
        return false;
    }
    let cases = &cx.model.threat.cases;
    let sides = |attackers: &ActorSet, victims: &ActorSet| {
        cases.iter().any(|it| {
            attackers.iter().any(|id| it.bloc.contains(id)) && it.victim.is_some_and(|it| victims.contains(&it))
        })
    };
    cases.is_empty() || sides(one, other) || sides(other, one)
}

/// The places that something is measured from. Each side may well go back to a line of its own.
fn places(kind: &DetailKind<'_>) -> Vec<PlaceId> {
    let DetailKind::From(objects, area) = kind else { return Vec::new() };
    let within = area.iter().flat_map(|it| &it.include).filter_map(|it| match it {
        AreaTerm::Place(id, _) => Some(*id),
        _ => None,
    });
    let named = objects.iter().filter_map(|it| match it {
        Object::Place(id, _) => Some(*id),
        _ => None,
    });
    within.chain(named).collect()
}
