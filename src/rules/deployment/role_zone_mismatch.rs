//! The role of troops does not fit where they stand.

use crate::analysis::ForcePart;
use crate::analysis::forces::{RoleMismatch, misfits};
use crate::diagnostic::Diagnostic;
use crate::model::{OpenWord, PlaceId};
use crate::rules::prelude::*;
use crate::rules::troops;
use crate::rules::wording::{called, listed, with_and};
use crate::source::Span;

declare_rule! {
    /// ## What it checks
    /// Some work is done behind the lines (training, logistics, medical care, headquarters, rear-area security), some
    /// makes sense only along them (separation, watching a cease-fire from the line). The rule compares the roles of a
    /// deployment with where its zones lie, as far as the text measures them from a line: a strip of up to 30
    /// kilometres is at the line, a band that begins 30 kilometres from it is the rear. A settled boundary (`recognised
    /// by`) is no line in this sense. The rule also reports roles that the zone bars. What stands in words only is not
    /// judged.
    ///
    /// ## Why it matters
    /// Trainers at the line of contact are either fighters under another name or the first to be hit. Both draw their
    /// State into the war without its parliament's vote. A force of separation in the rear separates nobody. The rule
    /// serves the guarantor and the beneficiary; the adversary gains from the confusion.
    ///
    /// ## Precedent
    /// The question asked of the European contingents in 2025 was just this: along the line of contact, or rear lines.
    /// Annex I of the Treaty of Peace between Egypt and Israel gives each zone its own forces, and Zone C only the
    /// observers' force and civil police.
    ///
    /// ## Example
    /// ```treaty,bad
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// line Contact-Line "line of contact" { as of 2026-03-01 }
    /// zone Front "area of separation" within UKR { extent 10 km each side of Contact-Line }
    /// deployment trainers {
    ///     by FRA
    ///     in Front
    ///     timing standing
    ///     roles only training, maintenance  #~ deployment/role-zone-mismatch: training and maintenance are
    /// }
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine"          is beneficiary, host
    /// party FRA "French Republic"  is guarantor
    /// line Contact-Line "line of contact" { as of 2026-03-01 }
    /// zone Rear "rear area" within UKR { extent 100 km to 400 km from Contact-Line }
    /// deployment trainers {
    ///     by FRA
    ///     in Rear
    ///     timing standing
    ///     roles only training, maintenance
    /// }
    /// ```
    ///
    /// ## References
    /// - Treaty of Peace between Egypt and Israel (1979), annex I, articles II and VI
    /// - Agreement on Disengagement between Israel and Syria (1974): bands of limitation measured from the area of separation
    "deployment/role-zone-mismatch" {
        summary: "the role of troops does not fit where they stand",
        level: Error,
        since: "0.1.0",
        set: Recommended,
        serves: [Beneficiary, Guarantor, HomeParliament],
        check: check,
    }
}

fn check(cx: &CheckContext<'_>, sink: &mut Sink<'_>) {
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        for misfit in misfits(cx.model, force) {
            match misfit {
                RoleMismatch::AtLine { roles, place, line } => at_line(cx, sink, force, &roles, [place, line]),
                RoleMismatch::Rear { roles, place, line } => rear(cx, sink, force, &roles, [place, line]),
                RoleMismatch::Away { roles, concerned } => {
                    let (hosts, sides) = (troops::hosts(cx.model, force), listed(cx.model, &concerned));
                    let where_to = format!("stands in {hosts}, where there is none");
                    wrong(sink, force, &roles, "along a line", &where_to, "neither side of the conflict is here")
                        .counterexample(format!(
                            "shots are fired between {sides}: the troops in {hosts} separate nobody"
                        ))
                        .help(format!("send them to the line: `in` a zone of {sides}"))
                        .help("or state a role that fits: `roles only logistics`, `roles only training`");
                }
                RoleMismatch::Barred { role, place, bar } => barred(cx, sink, force, role, place, bar),
            }
        }
    }
}

/// Reports roles whose work is done elsewhere.
fn wrong<'s>(
    sink: &'s mut Sink<'_>,
    force: &ForcePart<'_>,
    roles: &[&OpenWord<'_>],
    work: &str,
    stands: &str,
    here: &str,
) -> &'s mut Diagnostic {
    let span = roles.iter().map(|it| it.span).reduce(Span::to).unwrap_or(force.span);
    let verb = if roles.len() == 1 { "is" } else { "are" };
    let finding =
        sink.report(span, format!("{} {verb} work {work}, but {} {stands}", list(roles), called(force.provision)));
    if let Some(area) = force.area {
        finding.label(area.span, here);
    }
    finding
}

fn list(words: &[&OpenWord<'_>]) -> String {
    with_and(&words.iter().map(|it| it.text).collect::<Vec<_>>().join(", "))
}

fn at_line(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    force: &ForcePart<'_>,
    roles: &[&OpenWord<'_>],
    at: [PlaceId; 2],
) {
    let [zone, line] = at.map(|it| cx.model.places[it.0 as usize].name);
    let here = if zone == line { "the line itself" } else { "this lies at the line" };
    let finding = wrong(sink, force, roles, "behind the line", &format!("stands at `{line}`"), here);
    let attacker = troops::attacker(cx.model, force).unwrap_or("one side");
    let (senders, work) = (troops::senders(cx.model, force), list(roles));
    finding.counterexample(format!(
        "{attacker} fires across `{line}`: the first to be hit are the troops of {senders}, who came for {work}"
    ));
    if let ([host], false) = (&force.hosts.actors[..], zone == line) {
        finding.help(format!("move them behind the line: `in {} except {zone}`", cx.model.name(*host)));
    }
    finding
        .help(format!(
            "or give them a zone of their own: `zone Rear \"rear area\" {{ extent 30 km to 300 km from {line} }}` and `in \
             Rear`"
        ))
        .help("or state a role at the line: `roles only separation`, `roles only ceasefire-monitoring`");
}

fn rear(cx: &CheckContext<'_>, sink: &mut Sink<'_>, force: &ForcePart<'_>, roles: &[&OpenWord<'_>], at: [PlaceId; 2]) {
    let [zone, line] = at.map(|it| cx.model.places[it.0 as usize].name);
    let (stands, here) = (format!("stands well behind `{line}`"), format!("`{zone}` is the rear"));
    wrong(sink, force, roles, "along a line", &stands, &here)
        .counterexample(format!("both sides meet at `{line}`: nobody stands between them"))
        .help(format!(
            "give them a zone at the line: `zone Separation \"area of separation\" {{ extent 10 km each side of {line} \
             }}` and `in Separation`"
        ))
        .help("or state a role for the rear: `roles only logistics`, `roles only rear-area-security`");
}

/// A role that the zone keeps out.
fn barred(
    cx: &CheckContext<'_>,
    sink: &mut Sink<'_>,
    force: &ForcePart<'_>,
    role: &OpenWord<'_>,
    place: PlaceId,
    bar: Span,
) {
    let place = &cx.model.places[place.0 as usize];
    let (name, role_text) = (place.name, role.text);
    let called = called(force.provision);
    let senders = troops::senders(cx.model, force);
    let finding = sink.report(role.span, format!("`{name}` prohibits {role_text}, the role of {called} there"));
    finding
        .label(bar, "prohibited here")
        .counterexample(format!("the troops of {senders} perform their role: they breach the rule of `{name}`"));
    if !force.provision.name.is_empty() {
        finding.help(format!("permit them: `permits {}` in `{name}`", force.provision.name));
    }
    finding.help(format!("or strike `{role_text}` from the roles"));
}
