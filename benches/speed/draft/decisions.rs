//! Decisions: who lets a promise open, and how.

use super::super::dice::Dice;
use super::{Cast, Pen};

/// Writes a decision after `lead`, with its riders on lines of their own.
pub(super) fn decided(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    if cast.aggressor_signs && dice.percent(18) {
        let (first, second) = (cast.aggressor.code, cast.beneficiary.code);
        let far = dice.pick(&["unanimity", "consensus"]);
        pen.line(format_args!("[ {first}: decided by {far} of guarantors"));
        pen.line(format_args!("| {second}: decided by {} of guarantors ]", dice.pick(&["each", "any"])));
        return;
    }
    if dice.percent(8) {
        let group = cast.group(dice);
        pen.line(format_args!("decided unless two-thirds of {group} excluding the attacker object"));
        pen.rider(format_args!("within {} hours", dice.between(12, 96)));
        return;
    }
    let (decision, collective) = decision(dice, cast);
    pen.line(format_args!("decided by {decision}"));
    if collective {
        riders(pen, dice);
    }
}

/// A decision, and whether riders on votes make sense with it.
pub(super) fn decision(dice: &mut Dice, cast: &Cast) -> (String, bool) {
    let group = cast.group(dice);
    let victim = cast.beneficiary.code;
    let excluding = dice.pick(&[
        "",
        "",
        " excluding the attacker",
        " excluding the attacker",
        " excluding the attacker and those aligned with it",
        " excluding parties to the dispute",
    ]);
    match dice.below(20) {
        0 => ("automatic".to_owned(), false),
        1 => (format!("request of {victim}"), false),
        2 => (dice.pick(&["UNSC", "NATO", "OSCE"]).to_owned(), false),
        3 => (format!("each of {group}"), false),
        4 => (format!("any of {group}"), false),
        5 | 6 => (format!("unanimity of {group}{excluding}"), true),
        7 => (format!("consensus of {}", dice.pick(&["NATO", "OSCE", group])), true),
        8 => (format!("majority of {group} present and voting"), true),
        9 | 10 => (format!("majority of {group}{excluding}"), true),
        11 | 12 => (format!("two-thirds of {group}{excluding}"), true),
        13 => (format!("{} of {group}{excluding}", dice.pick(&["3/4", "3/5"])), true),
        14 => (format!("at least {} of {group}", dice.between(2, 3)), true),
        15 => match cast.body {
            Some(body) if cast.weights => (format!("65 % of {body} weighted by shares"), true),
            Some(body) => (body.to_owned(), false),
            None => (format!("{} % of {group}", dice.between(51, 80)), true),
        },
        16 => (format!("majority of {group} and request of {victim}"), true),
        17 => (format!("majority of {group} or determination of UNSC"), true),
        18 => (format!("unanimity of {group} including {}", cast.guarantors[0].code), true),
        _ => {
            let hours = dice.between(12, 72);
            (format!("(two-thirds of {group} within {hours} hours) or request of {victim}"), false)
        }
    }
}

fn riders(pen: &mut Pen, dice: &mut Dice) {
    if dice.percent(30) {
        pen.rider(format_args!("abstention counts as {}", dice.pick(&["consent", "rejection", "absence"])));
    }
    if dice.percent(20) {
        pen.rider(format_args!("silence counts as consent after {} hours", dice.between(12, 72)));
    }
    if dice.percent(20) {
        pen.rider(format_args!("quorum {}", dice.pick(&["3", "two-thirds", "majority"])));
    }
    if dice.percent(10) {
        pen.rider("tie fails");
    }
    if dice.percent(55) {
        if dice.percent(12) {
            pen.rider("within [ 24 hours | 72 hours ]");
        } else {
            pen.rider(format_args!("within {}", clock(dice)));
        }
        if dice.percent(60) {
            pen.rider(format_args!("otherwise {}", dice.pick(&["proceed", "lapses", "determination of UNSC"])));
        }
    }
}

/// A length of time as drafts write it.
pub(super) fn clock(dice: &mut Dice) -> String {
    match dice.below(4) {
        0 => format!("{} hours", dice.pick(&["24", "48", "72", "96"])),
        1 | 2 => format!("{} days", dice.between(2, 30)),
        _ => format!("{} weeks", dice.between(2, 8)),
    }
}
