//! Things depend on each other in a circle, and none can come first.

use crate::analysis::{Cycle, EdgeKind};
use crate::diagnostic::join_list;
use crate::model::{RefTarget, Treaty};
use crate::rules::circles::{is_of_treaties, name, waits_of};
use crate::rules::prelude::*;

declare_rule! {
    /// ## What it checks
    /// What comes before what, over provisions, milestones, steps of a sequence, bodies and instruments, holds no circle:
    /// `upon`, `if … in force`, `subject to performance of …`, `before`, `requires`, entry into force that waits for
    /// another treaty, and clocks that count from something that has not begun. Instruments that the draft names by file are read and
    /// followed.
    ///
    /// ## Why it matters
    /// Where each step depends on another, nobody has to begin, and each side can say with the text in its hand that the
    /// other must go first. The side that holds what it wanted already, land or a cease-fire, gains by every day.
    ///
    /// ## Precedent
    /// The measures of Minsk of February 2015 restore Ukraine's control of its border after local elections and a political
    /// settlement, and have the elections held by Ukrainian law in areas that Ukraine did not control. Both sides held for
    /// seven years that the other had to move. In 1919 the British guarantee of France waited for the American one, which
    /// the Senate never approved.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine" is beneficiary
    /// milestone elections      "local elections"
    /// milestone border-control "control of Ukraine over its border"
    /// sequence steps {
    ///     elections requires border-control  #~ circular-precondition: `elections` and `border-control`
    ///     border-control requires elections
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary
    /// milestone elections      "local elections"
    /// milestone border-control "control of Ukraine over its border"
    /// sequence steps { elections requires border-control }
    /// ```
    ///
    /// ## References
    /// - Package of measures for the implementation of the Minsk agreements (12 February 2015), points 4, 9 and 11
    /// - Treaty of guarantee of Great Britain and France (28 June 1919), article 2
    "timing/circular-precondition" {
        summary: "provisions depend on one another in a circle",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, Mediator],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for cycle in cx.facts.cycles() {
        if !is_of_treaties(cx.model, &waits_of(cycle)) {
            report(cx.model, sink, cycle);
        }
    }
}

fn report(model: &Treaty<'_>, sink: &mut Sink<'_>, cycle: &Cycle) {
    let Some(first) = cycle.edges.first() else { return };
    let waits = waits_of(cycle);
    let names: Vec<String> = waits.iter().map(|it| name(model, it.from)).collect();
    let message = match &names[..] {
        [] | [_] => format!("{} depends on itself", name(model, first.from)),
        [one, other] => format!("{one} and {other} depend on each other"),
        [rest @ .., last] => format!("{} and {last} depend on one another in a circle", rest.join(", ")),
    };
    let place = waits.first().copied().unwrap_or(first);
    let finding = sink.report(place.span, message);
    finding.here(format!("{} depends on {}", name(model, place.from), name(model, place.to)));
    for edge in waits.iter().skip(1).take(6) {
        finding.label(edge.span, format!("{} depends on {}", name(model, edge.from), name(model, edge.to)));
    }
    let chain: Vec<&str> = names.iter().map(String::as_str).collect();
    let rest = "each must wait, and nobody is in breach by waiting";
    finding.counterexample(match &chain[..] {
        [] | [_] => format!("{} has not taken effect, and so never can", name(model, first.from)),
        [one, other] => format!("neither {one} nor {other} has taken effect: {rest}"),
        _ => format!("none of {} has taken effect: {rest}", join_list(&names, "and")),
    });
    let last = waits.last().copied().unwrap_or(first);
    let (from, to) = (name(model, last.from), name(model, last.to));
    match last.kind {
        _ if matches!(last.to, RefTarget::Instrument(_)) => {
            finding.help(format!(
                "provide for the entry into force of {from} without {to}: `entry-into-force {{ upon ratification by parties }}`"
            ));
            finding.help("or fix one date for both: `entry-into-force { upon 2027-01-01 }`");
        }
        EdgeKind::Order => {
            let plain = |text: &str| text.trim_matches('`').to_owned();
            finding.help(format!("remove one of the conditions, such as that {from} depends on {to}"));
            finding.help(format!("or run the two in parallel: `{} parallel with {}`", plain(&from), plain(&to)));
        }
        EdgeKind::Start => {
            finding.help(format!("let the clock of {from} run from something else: `after signature`"));
        }
        _ => {
            finding.help(format!("let {from} take effect without {to}"));
            finding.help("or fix a date for one of them: `upon 2027-01-01`");
        }
    }
}
