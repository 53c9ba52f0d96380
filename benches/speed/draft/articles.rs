//! Articles, theme by theme.

use super::super::dice::Dice;
use super::decisions::{clock, decided, decision};
use super::{Cast, Known, Pen, forces, prose};

type Theme = fn(&mut Pen, &mut Dice, &Cast, &mut Known, usize);

/// Each theme with its titles, as often as it is drawn.
const THEMES: &[(Theme, &[&str])] = &[
    (assistance, &["Assistance in the event of armed attack", "Response to an attack", "Mutual defence"]),
    (assistance, &["Assistance against lesser attacks", "Casus foederis"]),
    (respect, &["Permanent neutrality", "Respect for borders", "Renunciation of force"]),
    (forces::presence, &["Forces of reassurance", "Presence of contributors", "Support on the ground"]),
    (forces::presence, &["Training and logistics", "Air policing"]),
    (forces::levels, &["Limits on forces", "Levels of armaments"]),
    (forces::truce, &["Cessation of hostilities", "Cease-fire"]),
    (sanctions, &["Economic measures", "Relief and return of sanctions"]),
    (supply, &["Supply of arms and funds", "Support for the defence forces"]),
    (consultation, &["Consultation", "Meetings of the Parties"]),
    (ladder, &["Graded response"]),
    (order, &["Order of steps", "Phases"]),
    (rights, &["Rights reserved", "Use of facilities"]),
];

/// Draws themes, never the same twice in a row.
#[derive(Default)]
pub(super) struct Themes {
    last: usize,
}

impl Themes {
    /// Writes one article.
    pub(super) fn article(&mut self, pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
        let mut drawn = if number == 1 { 0 } else { dice.below(THEMES.len()) };
        if number > 1 && drawn == self.last {
            drawn = (drawn + 1) % THEMES.len();
        }
        self.last = drawn;
        let (theme, titles) = THEMES[drawn];
        let title = dice.pick(titles);
        let disputed = number > 2 && dice.percent(4);
        if disputed {
            pen.line(format_args!("[ {}:", cast.guarantor(dice).code));
        }
        let bis = if dice.percent(3) { " bis" } else { "" };
        pen.open(format_args!("article {number}{bis} \"{title}\""));
        if dice.percent(35) {
            prose::text(pen, dice, cast);
        }
        if dice.percent(30) {
            prose::remark(pen, dice, cast);
        }
        if disputed {
            // The reading without the brackets lacks this article: nothing outside may refer to it.
            let mut inside = known.clone();
            theme(pen, dice, cast, &mut inside, number);
            pen.close();
            pen.line("]");
        } else {
            theme(pen, dice, cast, known, number);
            pen.close();
        }
        pen.blank();
    }
}

fn assistance(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let victim = cast.beneficiary.code;
    let name = format!(
        "{}-{number}",
        dice.pick(&["attack-on-the-beneficiary", "armed-attack-found", "casus-foederis", "serious-breach"])
    );
    trigger(pen, dice, cast, &name);
    Known::add(&mut known.triggers, &name);

    let kind = dice.pick(&["obligation", "obligation", "guarantee", "assurance"]);
    let norm = format!("{}-{number}", dice.pick(&["assist", "come-to-its-aid", "restore-security", "defend"]));
    pen.open(format_args!("{kind} {norm}"));
    pen.line(format_args!("upon {name}"));
    pen.line(sentence(dice, cast, "assist", victim));
    let clocked = dice.percent(55);
    if clocked {
        pen.line(format_args!("within {}", clock(dice)));
    }
    if dice.percent(70) {
        let means = dice.some(
            &[
                "ground-forces",
                "air-support",
                "airspace-closure",
                "naval-support",
                "weapons",
                "ammunition",
                "funding",
                "armed-force",
            ],
            3,
        );
        pen.line(format_args!("by {}", means.join(", ")));
    }
    if dice.percent(35) {
        pen.line(format_args!(
            "discretion {}",
            dice.pick(&["as-deemed-necessary", "constitutional-processes", "none"])
        ));
    }
    gates(pen, dice, cast);
    if dice.percent(20) {
        pen.line(format_args!("in {}", place(dice, cast)));
    }
    if dice.percent(15) {
        pen.line("deliberately ambiguous \"the pace of assistance is left open\" agreed by parties");
    }
    pen.close();
    Known::add(&mut known.norms, &norm);

    if dice.percent(35) {
        let second = format!("seek-redress-{number}");
        pen.open(format_args!("obligation {second}"));
        pen.line(format_args!("upon {name} or notification by any of guarantors"));
        pen.line("parties shall seek \"action by the Security Council\"");
        pen.line(format_args!("within {}", clock(dice)));
        pen.close();
    }
    if dice.percent(20) {
        pen.open(format_args!("forfeiture loss-of-guarantee-{number}"));
        pen.line(format_args!("{victim} forfeits {norm}"));
        let (judge, _) = decision(dice, cast);
        pen.line(format_args!("if \"an armed attack on {} without cause\" as found by {judge}", cast.aggressor.code));
        pen.close();
    }
}

fn trigger(pen: &mut Pen, dice: &mut Dice, cast: &Cast, name: &str) {
    let victim = cast.beneficiary.code;
    pen.open(format_args!("trigger {name}"));
    let count = dice.between(0, 2);
    let mut grave = dice.some(&["missile-attack", "incursion", "blockade", "occupation"], count);
    if grave.is_empty() || dice.percent(60) {
        grave.insert(0, "armed-attack");
    }
    let by = if dice.percent(35) { format!(" by {}", cast.aggressor.code) } else { String::new() };
    let scope = match dice.below(4) {
        0 => String::new(),
        1 => format!(" in territory of {victim}"),
        2 => format!(" in territory of {victim} except Excluded"),
        _ => format!(" in {}", place(dice, cast)),
    };
    pen.line(format_args!("on {}{by} against {victim}{scope}", grave.join(" or ")));
    if dice.percent(35) {
        let lesser = dice.some(&["cyber-attack", "sabotage", "drone-attack", "proxy-attack"], 2);
        pen.line(format_args!(
            "on {} against {victim} domains {}",
            lesser.join(", "),
            dice.pick(&["cyber", "air, sea", "land"])
        ));
    }
    if let Some(forces) = cast.forces.filter(|_| dice.percent(40)) {
        pen.line(format_args!("on proxy-attack by {forces} from territory of {}", cast.aggressor.code));
    }
    if dice.percent(45) {
        pen.line(format_args!("requested by {victim}"));
    }
    if dice.percent(40) {
        let expiry =
            if dice.percent(65) { format!(" otherwise {}", dice.pick(&["proceed", "lapses"])) } else { String::new() };
        pen.line(format_args!("consultation among {} within {}{expiry}", cast.group(dice), clock(dice)));
    }
    if dice.percent(15) {
        let (judge, _) = decision(dice, cast);
        pen.line(format_args!("if unprovoked as found by {judge}"));
    }
    if dice.percent(80) {
        decided(pen, dice, cast);
    }
    if dice.percent(12) {
        pen.line(format_args!("aggregates 3 serious within {} days", dice.between(5, 30)));
    }
    if dice.percent(15) {
        pen.line("deemed attack on all of parties");
    }
    pen.close();
}

/// Gates before a norm, none or one.
fn gates(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    let guarantor = cast.guarantor(dice);
    match dice.below(9) {
        0 => pen.line(format_args!(
            "subject to approval of {} by \"{}\" within 72 hours otherwise proceed",
            guarantor.code, guarantor.organ
        )),
        1 => pen.line(format_args!("subject to consent of {}", cast.beneficiary.code)),
        2 => pen.line(format_args!("subject to performance of {}", guarantor.code)),
        3 => {
            let (judge, _) = decision(dice, cast);
            pen.line(format_args!("subject to {judge}"));
        }
        _ => {}
    }
}

fn place(dice: &mut Dice, cast: &Cast) -> String {
    let land = cast.beneficiary.code;
    match dice.below(4) {
        0 => format!("territory of {land}"),
        1 => format!("{land} area \"the districts around {}\"", cast.beneficiary.town),
        2 => dice.pick(&cast.areas).to_owned(),
        _ => cast.zone.to_owned(),
    }
}

/// A sentence with its bearers and operative words.
pub(super) fn sentence(dice: &mut Dice, cast: &Cast, verb: &str, object: &str) -> String {
    match dice.below(9) {
        0 | 1 => format!("each of guarantors shall {verb} {object}"),
        2 => format!(
            "{} {verb} {object}",
            dice.pick(&["guarantors [ shall | should ]", "guarantors shall", "guarantors will"])
        ),
        3 => format!("guarantors undertake to {verb} {object}"),
        4 => format!("jointly and severally guarantors shall {verb} {object}"),
        5 => format!("{} shall {verb} {object}", cast.providers(dice)),
        6 => format!(
            "{} {verb} {object}",
            dice.pick(&["guarantors intend to", "guarantors stand ready to", "guarantors may"])
        ),
        7 => format!("collectively {} shall {verb} {object}", cast.groups[2]),
        _ => format!("each of the others shall {verb} the victim"),
    }
}

fn respect(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let host = cast.beneficiary.code;
    if dice.percent(50) {
        pen.open(format_args!("status standing-aside-{number}"));
        pen.line(format_args!("on {host} kind permanent-neutrality"));
        pen.close();
    }
    for at in 0..dice.between(1, 3) {
        let name = format!("{}-{number}", ["no-alliances", "no-foreign-presence", "no-force"][at]);
        pen.open(format_args!("prohibition {name}"));
        match at {
            0 => pen.line(format_args!("{host} shall not join military-alliances")),
            1 => pen.line(format_args!("{host} shall not host foreign-forces, foreign-bases")),
            _ => pen.line(format_args!(
                "{} shall not use {}",
                dice.pick(&["parties", "each of parties", cast.groups[2]]),
                dice.pick(&["armed-force", "threat-of-force"])
            )),
        }
        if dice.percent(30) {
            pen.line(format_args!(
                "unless \"a decision of the Security Council so requires\" as found by {}",
                dice.pick(&["UNSC", "majority of parties"])
            ));
        }
        if dice.percent(25) {
            pen.line(format_args!("until 20{}-12-31", dice.between(30, 45)));
        }
        if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(25)) {
            pen.line(format_args!("breach leads to {trigger}"));
        }
        pen.close();
        Known::add(&mut known.norms, &name);
    }
    if dice.percent(45) {
        pen.open(format_args!("obligation respect-borders-{number}"));
        pen.line(format_args!("parties {} respect {}", dice.pick(&["shall", "undertake to", "agree to"]), cast.line));
        pen.line("basis \"the Charter of the United Nations\"");
        pen.close();
    }
}

fn sanctions(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    pen.open(format_args!("sanctions measures-{number}"));
    pen.line(format_args!("against {}", cast.aggressor.code));
    pen.line(format_args!("by {}", cast.providers(dice)));
    let package = dice
        .some(&["asset-freeze", "oil-price-cap", "export-controls", "travel-bans", "\"bank messaging cut-off\""], 3);
    pen.line(format_args!("package {}", package.join(", ")));
    pen.line(match dice.below(3) {
        0 => format!("relief upon {}", cast.milestone),
        1 => "relief upon \"full withdrawal of all foreign forces\"".to_owned(),
        _ => format!("relief upon completion of {} within {}", cast.milestone, clock(dice)),
    });
    let cause = Known::any(&known.ceasefires, dice).map(|name| format!("breach of {name}"));
    let cause = cause.or_else(|| Known::any(&known.triggers, dice).map(str::to_owned));
    if let Some(cause) = cause.filter(|_| dice.percent(75)) {
        let group = cast.group(dice);
        let brake = match dice.below(3) {
            0 => String::new(),
            1 => format!(" decided unless majority of {group} excluding the attacker object"),
            _ => format!(" decided by any of {group}"),
        };
        pen.line(format_args!("snapback upon {cause}{brake}"));
    }
    pen.close();
    if dice.percent(50) {
        pen.open(format_args!("obligation report-on-measures-{number}"));
        pen.line(format_args!("{} shall inform parties", cast.guarantor(dice).code));
        pen.line(format_args!("within {} after signature", clock(dice)));
        pen.close();
    }
}

fn supply(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let host = cast.beneficiary.code;
    for at in 0..dice.between(1, 2) {
        let name = format!("{}-{number}", ["arms", "funds-and-training"][at]);
        pen.open(format_args!("supply {name}"));
        pen.line(format_args!("by {}", cast.providers(dice)));
        pen.line(format_args!("to {host}"));
        pen.line(match dice.below(4) {
            0 => format!("amount USD {} million", dice.between(2, 90) * 50),
            1 => format!(
                "amount {} tanks, {} \"artillery pieces of 155 mm\"",
                dice.between(10, 300),
                dice.between(20, 400)
            ),
            2 => format!("amount {} shells, EUR 1.{} billion", dice.between(10, 90) * 1000, dice.below(10)),
            _ => "amount TBD".to_owned(),
        });
        pen.line(format_args!("per {}", dice.pick(&["month", "year"])));
        if dice.percent(40) {
            pen.line(format_args!("until 20{}-12-31", dice.between(28, 40)));
        }
        if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(25)) {
            pen.line(format_args!("upon {trigger}"));
        }
        pen.close();
    }
    if dice.percent(50) {
        pen.open(format_args!("obligation train-{number}"));
        pen.line(sentence(dice, cast, "train", host));
        pen.line("solely to self-defence");
        if dice.percent(40) {
            pen.line("reports to parties");
        }
        pen.close();
    }
}

fn consultation(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    pen.open(format_args!("consultation talks-{number}"));
    pen.line(format_args!("among {}", cast.group(dice)));
    let occasion = Known::any(&known.triggers, dice).map_or_else(String::new, |name| format!("{name} or "));
    pen.line(format_args!("upon {occasion}request by any of parties"));
    let expiry = if dice.percent(50) { " otherwise proceed" } else { "" };
    pen.line(format_args!("within {}{expiry}", clock(dice)));
    pen.close();
    if dice.percent(60) {
        pen.open(format_args!("obligation meet-{number}"));
        pen.line(format_args!("parties {} consult", dice.pick(&["shall", "will", "should"])));
        pen.line(format_args!("{}", dice.pick(&["immediately", "promptly", "within 24 hours where possible"])));
        pen.close();
    }
}

fn ladder(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let victim = cast.beneficiary.code;
    pen.open(format_args!("ladder steps-up-{number}"));
    let mut from = 0;
    for at in 0..dice.between(2, 3) {
        pen.open(format_args!("rung \"{}\"", ["warning", "supply and closure", "forces"][at]));
        pen.line(format_args!(
            "on {} against {victim}",
            ["incursion", "missile-attack, drone-attack", "armed-attack"][at]
        ));
        let to = from + dice.between(1, 4) * 12;
        pen.line(format_args!("window {from} hours to {to} hours"));
        from = to;
        decided(pen, dice, cast);
        let response = ["diplomacy, sanctions", "weapons, airspace-closure", "ground-forces, air-support"][at];
        pen.line(format_args!("response {response} by {}", cast.providers(dice)));
        pen.close();
    }
    pen.close();
    if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(40)) {
        pen.open(format_args!("obligation climb-{number}"));
        pen.line(format_args!("upon {trigger}"));
        pen.line(sentence(dice, cast, "answer", &format!("steps-up-{number}")));
        pen.close();
    }
}

fn order(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let name = format!("pull-back-{number}");
    pen.open(format_args!("obligation {name}"));
    let who = if cast.aggressor_signs { cast.aggressor.code } else { "parties" };
    pen.line(format_args!("{who} shall withdraw heavy-weapons"));
    pen.line(format_args!("within {}", clock(dice)));
    pen.line(format_args!("from {}", cast.zone));
    pen.close();
    pen.open(format_args!("sequence steps-{number}"));
    pen.line(format_args!("{name} {} {}", dice.pick(&["before", "parallel with"]), cast.milestone));
    if let Some(other) = Known::any(&known.norms, dice).filter(|it| *it != name) {
        pen.line(format_args!("{other} requires {name}"));
    }
    if dice.percent(40) {
        pen.line(format_args!("irreversible {}", cast.milestone));
    }
    pen.close();
}

fn rights(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &mut Known, number: usize) {
    let (host, user) = (cast.beneficiary.code, cast.guarantor(dice).code);
    let name = format!("use-of-bases-{number}");
    pen.open(format_args!("permission {name}"));
    pen.line(format_args!("{user} {} use \"ports and airfields\"", dice.pick(&["may", "reserves the right to"])));
    pen.line(format_args!("in territory of {host}"));
    if dice.percent(60) {
        pen.line(format_args!("limited to {}", dice.pick(&["logistics, medical", "training", "self-defence"])));
    }
    if dice.percent(40) {
        pen.line("proportionate");
    }
    if dice.percent(45) {
        pen.line(format_args!("subject to consent of {host}"));
    }
    if let Some(trigger) = Known::any(&known.triggers, dice).filter(|_| dice.percent(30)) {
        pen.line(format_args!("upon {trigger}"));
    }
    pen.close();
    if dice.percent(40) {
        pen.open(format_args!("obligation open-skies-{number}"));
        pen.line(format_args!("{host} shall provide overflight"));
        pen.line(format_args!("until end of {}", cast.milestone));
        pen.close();
    }
}
