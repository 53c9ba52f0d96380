//! Forces: deployments, limits, cease-fires, and who looks after them.

use super::super::dice::Dice;
use super::decisions::{clock, decision};
use super::{Cast, Known, Pen};

/// A deployment, often with its verification.
pub(super) fn presence(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let host = cast.beneficiary.code;
    let name =
        format!("{}-{number}", dice.pick(&["responsive-force", "reassurance-force", "training-mission", "air-shield"]));
    let verification = dice.percent(55).then(|| format!("watch-{number}"));
    pen.open(format_args!("deployment {name}"));
    pen.line(format_args!("by {}", if dice.percent(50) { cast.groups[2].to_owned() } else { cast.providers(dice) }));
    pen.line(match dice.below(4) {
        0 => format!("in {host} area \"west of {}\"", cast.beneficiary.town),
        1 => format!("in territory of {host} except {}", cast.zone),
        2 => format!("in {}", dice.pick(&cast.areas)),
        _ => format!("in territory of {host}"),
    });
    if dice.percent(85) {
        let responsive = Known::any(&known.triggers, dice).filter(|_| dice.percent(50));
        match responsive {
            Some(trigger) => pen.line(format_args!("timing responsive upon {trigger}")),
            None => pen.line(format_args!("timing {}", dice.pick(&["standing", "prepositioned", "phased"]))),
        }
    }
    if dice.percent(85) {
        let count = dice.between(1, 3);
        let roles = dice.some(
            &[
                "reassurance",
                "training",
                "logistics",
                "rear-area-security",
                "demining",
                "air-policing",
                "medical",
                "intelligence",
            ],
            count,
        );
        pen.line(format_args!("roles {}{}", dice.pick(&["", "only "]), roles.join(", ")));
    }
    if dice.percent(35) {
        pen.line(format_args!("excludes {}", dice.pick(&["combat", "combat, line-of-contact"])));
    }
    if dice.percent(75) {
        let strength = dice.between(3, 60) * 500;
        let counting = dice.pick(&["", " counting contractors, headquarters", " counting contractors"]);
        match dice.below(8) {
            0 => pen.line(format_args!("ceiling TBD{counting}")),
            1 => pen.line(format_args!("ceiling {},{:03} personnel{counting}", strength / 1000 + 1, strength % 1000)),
            2 => pen.line(format_args!(
                "ceiling {strength} personnel, {} \"combat aircraft\"{counting}",
                dice.between(4, 48)
            )),
            _ => pen.line(format_args!("ceiling {strength} personnel{counting}")),
        }
    }
    if dice.percent(20) {
        pen.line("equipment armoured-vehicles, helicopters, \"counter-battery radar\"");
    }
    pen.line(format_args!("command {}", cast.guarantor(dice).code));
    if dice.percent(60) {
        pen.line(format_args!("rules-of-engagement {}", dice.pick(&["self-defence", "\"as annexed\"", "TBD"])));
    }
    if dice.percent(35) {
        pen.line("status-of-forces \"agreement to be concluded within a year\"");
    }
    if dice.percent(45) {
        pen.line(format_args!(
            "consent of {host}{}",
            dice.pick(&["", " irrevocable", " revocable with notice 6 months"])
        ));
    }
    if dice.percent(45) {
        let (judge, _) = decision(dice, cast);
        pen.line(format_args!("change of roles, ceiling by {judge}"));
    }
    if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(30)) {
        pen.line(format_args!("attack on it is {trigger}"));
    }
    if let Some(name) = &verification {
        pen.line(format_args!("verified by {name}"));
    }
    if dice.percent(30) {
        pen.line(format_args!(
            "mandate {} months renewable by consensus of {}",
            dice.between(1, 4) * 6,
            cast.group(dice)
        ));
    }
    pen.line(format_args!("duration {} months{}", dice.between(6, 36), dice.pick(&["", " renewable"])));
    if dice.percent(30) {
        pen.line(format_args!("withdrawal within {} after {}", clock(dice), cast.milestone));
    }
    pen.close();
    Known::add(&mut known.deployments, &name);
    if let Some(watch) = verification {
        verify(pen, dice, cast, known, &watch, &name);
    }
}

/// Force levels.
pub(super) fn levels(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let host = cast.beneficiary.code;
    let watch = dice.percent(60).then(|| format!("inspection-of-levels-{number}"));
    let name = format!("force-levels-{number}");
    pen.open(format_args!("limit {name}"));
    pen.line(format_args!("on {}", if dice.percent(70) { host } else { "parties" }));
    pen.line(format_args!(
        "at most {},000 personnel, {} tanks, {} armoured-vehicles",
        dice.between(50, 800),
        dice.between(300, 900),
        dice.between(500, 2000)
    ));
    if dice.percent(40) {
        pen.line(format_args!("at most {} \"multiple rocket launchers\"", dice.between(50, 300)));
    }
    if dice.percent(50) {
        pen.line(format_args!("in {}", cast.zone));
    }
    if dice.percent(40) {
        pen.line("counting reservists, contractors");
    }
    if dice.percent(40) {
        pen.line(format_args!("until 20{}-12-31", dice.between(28, 40)));
    }
    if let Some(watch) = &watch {
        pen.line(format_args!("verified by {watch}"));
    }
    pen.close();
    if let Some(watch) = watch {
        verify(pen, dice, cast, known, &watch, &name);
    }
}

/// A cease-fire.
pub(super) fn truce(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let host = cast.beneficiary.code;
    let watch = format!("line-watch-{number}");
    let name = format!("truce-{number}");
    pen.open(format_args!("ceasefire {name}"));
    pen.line(format_args!("kind {}", dice.pick(&["general", "energy", "maritime", "air"])));
    pen.line(format_args!("between {host}, {}", cast.aggressor.code));
    pen.line(format_args!(
        "starts 2027-0{}-1{}T{:02}:00 Europe/Kyiv",
        dice.between(1, 9),
        dice.below(10),
        dice.below(24)
    ));
    let count = dice.between(2, 4);
    let acts = dice.some(
        &["armed-attack", "incursion", "missile-attack", "drone-attack", "\"new fortifications\"", "reconnaissance"],
        count,
    );
    pen.line(format_args!("prohibits {}", acts.join(", ")));
    if dice.percent(50) {
        pen.line(format_args!("permits {}", dice.pick(&["medical, demining", "humanitarian-aid", "self-defence"])));
    }
    pen.line(format_args!("line {}", cast.line));
    pen.line(format_args!("monitored by {watch}"));
    if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(60)) {
        pen.line(format_args!("breach is {trigger}"));
    }
    pen.close();
    Known::add(&mut known.ceasefires, &name);
    verify(pen, dice, cast, known, &watch, &name);
}

fn verify(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, name: &str, covered: &str) {
    pen.open(format_args!("verification {name}"));
    pen.line(format_args!("by {}", dice.pick(&["OSCE", "IAEA", cast.body.unwrap_or("OSCE")])));
    let more =
        Known::any(&known.norms, dice).filter(|_| dice.percent(50)).map_or_else(String::new, |it| format!(", {it}"));
    pen.line(format_args!("covers {covered}{more}"));
    pen.line(format_args!("every {}", dice.pick(&["7 days", "30 days", "3 months"])));
    if dice.percent(70) {
        pen.line(format_args!(
            "access {}",
            dice.pick(&["on-demand notice 24 hours", "scheduled", "any-time, any-place"])
        ));
    }
    if dice.percent(60) {
        pen.line("attributes responsibility");
    }
    if dice.percent(45) {
        let (judge, _) = decision(dice, cast);
        pen.line(format_args!("findings by {judge}"));
    }
    if dice.percent(35) {
        pen.line(format_args!(
            "mandate {} months renewed by {} of OSCE",
            dice.between(6, 24),
            dice.pick(&["consensus", "majority"])
        ));
    }
    pen.line(format_args!("reports to {}", dice.pick(&["parties", "UNSC", "guarantors"])));
    if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(40)) {
        pen.line(format_args!("finding leads to {trigger}"));
    }
    if dice.percent(30) {
        pen.line("funded by \"assessed contributions\"");
    }
    pen.close();
    Known::add(&mut known.verifications, name);
}
