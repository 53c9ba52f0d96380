//! The role of troops does not fit where they stand.

use crate::analysis::Force;
use crate::analysis::forces::{Position, stands};
use crate::model::vocabulary::{ObjectClass, Post, means, object, role};
use crate::model::{ActorId, DetailKind, Object, PlaceDetailKind, PlaceId, Target, Treaty, Word};
use crate::rules::prelude::*;
use crate::rules::wording::called;
use crate::rules::troops;
use crate::syntax::ast::{ProvisionKind, RoleGroup};

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
    /// party UKR "Ukraine" is beneficiary, host
    /// party FRA "French Republic" is guarantor
    /// line Contact-Line "line of contact" { as of 2026-03-01 }
    /// zone Front "area of separation" within UKR { extent 10 km each side of Contact-Line }
    /// deployment trainers { by FRA in Front timing standing roles only training, maintenance }  #~ deployment/role-zone-mismatch: training, maintenance
    /// ```
    ///
    /// ## Use instead
    /// ```treaty,good
    /// party UKR "Ukraine" is beneficiary, host
    /// party FRA "French Republic" is guarantor
    /// line Contact-Line "line of contact" { as of 2026-03-01 }
    /// zone Rear "rear area" within UKR { extent 100 km to 400 km from Contact-Line }
    /// deployment trainers { by FRA in Rear timing standing roles only training, maintenance }
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

fn check(cx: &Context<'_>, sink: &mut Sink<'_>) {
    for force in cx.facts.forces().all.iter().filter(|it| cx.model.is_own(it.provision)) {
        let (Some(area), Some(roles)) = (force.area, force.roles) else { continue };
        let places = stands(cx.model, area);
        if places.is_empty() {
            away(cx, sink, force, roles.words);
            continue;
        }
        barred(cx, sink, force, roles.words, &places);
        // A territory, or a place in words, leaves room for every role.
        if places.len() < area.include.len() {
            continue;
        }
        let at_line = places.iter().find_map(|it| match it.1 {
            Position::AtLine(line) => Some((it.0, line)),
            _ => None,
        });
        let all_at_line = places.iter().all(|it| matches!(it.1, Position::AtLine(_)));
        let rear = places.iter().find_map(|it| match it.1 {
            Position::Rear(line) => Some((it.0, line)),
            _ => None,
        });
        let all_rear = places.iter().all(|it| matches!(it.1, Position::Rear(_)));
        if let (Some((place, line)), true) = (at_line, all_at_line) {
            let behind: Vec<&Word<'_>> = roles.words.iter().filter(|it| post(it) == Some(Post::Rear)).collect();
            // A force whose work is at the line has its own doctors and stores with it; a rear guard has no place there.
            let alone = behind.len() == roles.words.len();
            let guards: Vec<&Word<'_>> = behind.iter().copied().filter(|it| it.text == "rear-area-security").collect();
            let wrong = if alone { behind } else { guards };
            if !wrong.is_empty() {
                too_near(cx, sink, force, &wrong, place, line);
            }
        } else if let (Some((place, line)), true) = (rear, all_rear) {
            let wrong: Vec<&Word<'_>> = roles.words.iter().filter(|it| post(it) == Some(Post::Line)).collect();
            if !wrong.is_empty() {
                too_far(cx, sink, force, &wrong, place, line);
            }
        }
    }
}

fn post(word: &Word<'_>) -> Option<Post> {
    role(word.text).map(|it| it.post)
}

fn list(words: &[&Word<'_>]) -> String {
    words.iter().map(|it| it.text).collect::<Vec<_>>().join(", ")
}

/// `is`, or `are` for several.
fn verb(words: &[&Word<'_>]) -> &'static str {
    if words.len() == 1 { "is" } else { "are" }
}

fn too_near(
    cx: &Context<'_>,
    sink: &mut Sink<'_>,
    force: &Force<'_>,
    wrong: &[&Word<'_>],
    place: PlaceId,
    line: PlaceId,
) {
    let (zone, line) = (&cx.model.places[place.0 as usize], &cx.model.places[line.0 as usize]);
    let (roles, senders) = (list(wrong), troops::senders(cx.model, force));
    let called = called(force.provision);
    let message = format!("{roles} {} work behind the lines, and {called} stands at `{}`", verb(wrong), line.name);
    let finding = sink.report(wrong[0].span.to(wrong[wrong.len() - 1].span), message);
    if let Some(area) = force.area {
        finding.label(area.span, if zone.name == line.name { "the line itself" } else { "this lies at the line" });
    }
    let attacker = troops::attacker(cx.model, force).unwrap_or("one side");
    finding.counterexample(format!(
        "{attacker} fires across `{}`: the first to be hit are those of {senders}, who came for {roles}",
        line.name
    ));
    if let ([host], false) = (&force.hosts.actors[..], zone.name == line.name) {
        finding.help(format!("move them behind the line: `in {} except {}`", cx.model.name(*host), zone.name));
    }
    finding.help(format!(
        "or give them a zone of their own: `zone Rear \"rear area\" {{ extent 30 km to 300 km from {} }}` and `in \
         Rear`",
        line.name
    ));
    finding.help("or say that their work is at the line: `roles only separation`, `roles only ceasefire-monitoring`");
}

fn too_far(
    cx: &Context<'_>,
    sink: &mut Sink<'_>,
    force: &Force<'_>,
    wrong: &[&Word<'_>],
    place: PlaceId,
    line: PlaceId,
) {
    let (zone, line) = (&cx.model.places[place.0 as usize], &cx.model.places[line.0 as usize]);
    let roles = list(wrong);
    let called = called(force.provision);
    let message = format!("{roles} {} work along a line, and {called} stands well behind `{}`", verb(wrong), line.name);
    let finding = sink.report(wrong[0].span.to(wrong[wrong.len() - 1].span), message);
    if let Some(area) = force.area {
        finding.label(area.span, format!("`{}` is the rear", zone.name));
    }
    finding
        .counterexample(format!("both sides meet at `{}`: nobody stands between them", line.name))
        .help(format!(
            "give them a zone at the line: `zone Separation \"area of separation\" {{ extent 10 km each side of \
             {} }}` and `in Separation`",
            line.name
        ))
        .help("or say what they do in the rear: `roles only logistics`, `roles only rear-area-security`");
}

/// Work along a line, in a State that has no part in the conflict.
fn away(cx: &Context<'_>, sink: &mut Sink<'_>, force: &Force<'_>, roles: &[Word<'_>]) {
    let wrong: Vec<&Word<'_>> = roles.iter().filter(|it| post(it) == Some(Post::Line)).collect();
    if wrong.is_empty() || !force.hosts.said {
        return;
    }
    let concerned = concerned(cx);
    if concerned.is_empty() || force.hosts.actors.iter().any(|it| concerned.contains(it)) {
        return;
    }
    let called = called(force.provision);
    let hosts = troops::hosts(cx.model, force);
    let (roles, are) = (list(&wrong), verb(&wrong));
    let message = format!("{roles} {are} work along a line, and {called} stands in {hosts}, which has none");
    let finding = sink.report(wrong[0].span.to(wrong[wrong.len() - 1].span), message);
    if let Some(area) = force.area {
        finding.label(area.span, "no side of the conflict is here");
    }
    finding
        .counterexample(format!(
            "shots fall between {}: the troops in {hosts} stand between nobody",
            cx.model.names(&concerned)
        ))
        .help(format!("send them to the line: `in` a zone of {}", cx.model.names(&concerned)))
        .help("or say what they do there: `roles only logistics`, `roles only training`");
}

/// Whoever has a part in the conflict.
fn concerned(cx: &Context<'_>) -> Vec<ActorId> {
    let model = cx.model;
    let mut found = model.bearers_of(RoleGroup::Beneficiaries);
    for case in &model.threat.cases {
        found.extend(case.victim);
        found.push(case.attacker);
    }
    for provision in model.provisions.iter().filter(|it| it.kind == ProvisionKind::Ceasefire) {
        for detail in &provision.details {
            if let DetailKind::Between(actors) = &detail.kind {
                found.extend(model.members(actors, None));
            }
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Roles that the zone keeps out.
fn barred(
    cx: &Context<'_>,
    sink: &mut Sink<'_>,
    force: &Force<'_>,
    roles: &[Word<'_>],
    places: &[(PlaceId, Position)],
) {
    for (id, _) in places {
        let place = &cx.model.places[id.0 as usize];
        for detail in &place.details {
            let PlaceDetailKind::Bars(objects) = &detail.kind else { continue };
            let shut = |it: &Object<'_>, word: &Word<'_>| matches!(it, Object::Word(bar) if shuts_out(bar, word));
            let bars = |word: &Word<'_>| objects.iter().any(|it| shut(it, word));
            let Some(word) = roles.iter().find(|it| bars(it)) else { continue };
            if permits(cx.model, *id, force, word) {
                continue;
            }
            let called = called(force.provision);
            sink.report(word.span, format!("`{}` bars {}, which is the role of {called} there", place.name, word.text))
                .label_in(place.file, detail.span, "barred here")
                .counterexample(format!(
                    "{} does what it was sent for: it breaks the rule of `{}`",
                    troops::senders(cx.model, force),
                    place.name
                ))
                .help(format!("let them in: `permits {}` in `{}`", force.provision.name, place.name))
                .help(format!("or strike `{}` from the roles", word.text));
        }
    }
}

/// Whether a bar on a thing or a role shuts a role out: without weapons nobody fights.
fn shuts_out(bar: &Word<'_>, role_word: &Word<'_>) -> bool {
    if role_word.hole || bar.quoted && !role_word.quoted {
        return false;
    }
    if bar.text == role_word.text && (role(bar.text).is_some() || bar.quoted) {
        return true;
    }
    let arms = matches!(object(bar.text), Some(ObjectClass::Weapons | ObjectClass::Force))
        || bar.text == "armed-force"
        || means(bar.text).is_some_and(|it| it.armed && it.presence && object(bar.text) != Some(ObjectClass::Forces));
    arms && matches!(role_word.text, "combat" | "deterrence" | "line-of-contact" | "ceasefire-enforcement")
}

/// Whether a zone lets a force in all the same.
fn permits(model: &Treaty<'_>, place: PlaceId, force: &Force<'_>, word: &Word<'_>) -> bool {
    let id = force.provision.id;
    model.places[place.0 as usize].details.iter().any(|it| match &it.kind {
        PlaceDetailKind::Permits(objects) => objects.iter().any(|it| match it {
            Object::Provision(other, _) => *other == id,
            Object::Word(other) => other.text == word.text,
            Object::Actors(actors) => {
                let let_in = model.members(actors, None);
                force.senders.actors.iter().all(|it| let_in.contains(it))
            }
            _ => false,
        }),
        PlaceDetailKind::EnforcedBy(by) => by.contains(&Target::Provision(id)),
        _ => false,
    })
}
