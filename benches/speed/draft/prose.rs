//! Prose as it stands beside the provisions, titles, and names of rounds.

use super::super::dice::Dice;
use super::{Cast, Pen};

/// A title of a draft.
pub(super) fn title(dice: &mut Dice, host: &str) -> String {
    let kind = dice.pick(&["Treaty on", "Agreement on", "Framework for"]);
    let what =
        dice.pick(&["Security Guarantees for", "Lasting Peace and the Security of", "Neutrality and the Defence of"]);
    format!("{kind} {what} {host}")
}

/// Which round of talks.
pub(super) fn ordinal(dice: &mut Dice) -> &'static str {
    dice.pick(&["first", "second", "third", "fourth", "fifth", "ninth"])
}

/// A paragraph of one to three sentences.
pub(super) fn text(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    pen.line("text \"\"\"");
    pen.depth += 1;
    let count = dice.between(1, 3);
    let first = dice.below(10);
    for at in 0..count {
        let host = cast.beneficiary.name;
        let other = cast.guarantor(dice).name;
        let line = match (first + at * 3) % 10 {
            0 => format!("{host} and {other} hold that a peace which nobody keeps is no peace."),
            1 => format!("Nothing here takes from {host} the right to defend itself, alone or with others."),
            2 => "What the Parties owe under this article they owe whether or not they are asked twice.".to_owned(),
            3 => format!("{other} acts through its own organs and by its own law; that law excuses no breach."),
            4 => "A measure once begun goes on until the ground for it has gone or its term has run.".to_owned(),
            5 => format!("The Parties note the declaration that {other} made when the text was opened for signature."),
            6 => "Figures in this article count those under arms, reservists called up, and contractors who bear arms."
                .to_owned(),
            7 => format!(
                "The costs lie where they fall, but for those that {host} bears for use of its ports and roads."
            ),
            8 => "Where two texts differ, the one that keeps the promise alive is to be preferred.".to_owned(),
            _ => format!("{other} informs the other Parties without delay of what it has done and means to do."),
        };
        pen.line(line);
    }
    pen.line("\"\"\"");
    pen.depth -= 1;
}

/// A remark of the drafter.
pub(super) fn remark(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    match dice.below(6) {
        0 => pen.line(format_args!("# {} asked for this wording on the second day.", cast.guarantor(dice).code)),
        1 => pen.line("# Open: who pays. Left to the annex for now."),
        2 => pen.line("# Compare the earlier draft, which had a shorter term here."),
        3 => pen.line(format_args!("# The {} would have to vote on this.", cast.guarantor(dice).organ)),
        4 => pen.line("# Legal advisers to look at the verb."),
        _ => pen.line("# Agreed ad referendum; no more than the numbers are open."),
    }
}
