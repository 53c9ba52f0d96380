//! Small drafts with clauses of every kind, each drawn by itself: what no drafter would put together is tried too.

#![expect(clippy::format_push_string, reason = "a draft is put together line by line")]

use crate::exactness::design::Dice;

/// Values that are known, left open, quoted, soft or strange.
const CLOCKS: &[&str] = &[
    "",
    "",
    "within 1 day",
    "within 3 days",
    "within 72 hours",
    "within 1 month",
    "promptly",
    "within TBD",
    "within about 3 days",
    "within 3 days where possible",
    "not later than 2025-03-20",
];
const ENDS: &[&str] = &[
    "",
    "",
    "otherwise proceed",
    "otherwise lapses",
    "otherwise decided by any of ROU, ITA within 1 day",
    "otherwise talks",
];
const DECISIONS: &[&str] = &[
    "unanimity of guarantors",
    "unanimity of guarantors excluding the attacker",
    "consensus of guarantors",
    "consensus minus 1 of guarantors",
    "majority of guarantors",
    "majority of parties excluding the attacker and those aligned with it",
    "two-thirds of guarantors present and voting",
    "at least 2 of ROU, ITA, TUR",
    "at least 2 of ROU, ITA, RUS including ITA",
    "majority of ROU, ITA, MDA weighted by shares",
    "majority of guarantors quorum two-thirds",
    "consensus of guarantors abstention counts as rejection",
    "unanimity of guarantors absence counts as abstention",
    "each of ROU, ITA",
    "any of ROU, ITA",
    "2 of ROU, ITA, RUS",
    "Council",
    "Board",
    "Commander",
    "consent of MDA",
    "consent of RUS",
    "approval of ITA by \"Parliament\"",
    "request of MDA, ROU",
    "determination of Council",
    "finding of Board",
    "automatic",
    "TBD",
    "\"the competent organs\"",
    "(majority of ROU, ITA or majority of guarantors)",
    "consent of MDA and any of ROU, ITA",
    "any of ROU or any of ITA",
    "on application of MDA Council",
];
const OTHERWISE_SILENT: &[&str] = &["meanwhile proceed", "meanwhile wait", "", "", "", ""];
const CONDITIONS: &[&str] = &[
    "\"MDA bears no blame\"",
    "\"MDA bears no blame\" as found by Council",
    "truce breached",
    "truce holds",
    "prepare fulfilled",
    "ratified by ITA",
    "Compact in force",
    "decided by Board",
    "decided by consent of RUS",
    "invasion by RUS against MDA",
    "cyber-attack against MDA",
    "other triggered",
    "not truce breached",
    "breach of truce",
    "ready and ratified by ROU",
];
const OCCASIONS: &[&str] = &[
    "upon attack",
    "upon attack",
    "upon attack",
    "upon attack and ready",
    "upon attack or other",
    "upon other",
    "upon ready",
    "upon completion of prepare",
    "upon start of help",
    "upon breach of truce",
    "upon request by MDA",
    "upon notification by MDA, ROU",
    "upon entry into force",
    "upon ratification by ITA and ROU",
    "upon Compact in force",
    "upon \"the end of hostilities\"",
    "upon TBD",
    "upon 2025-03-10",
    "",
];
const MODES: &[&str] = &[
    "each of ROU, ITA",
    "ROU, ITA",
    "collectively ROU, ITA",
    "any of ROU, ITA",
    "guarantors",
    "the others",
    "ROU",
    "severally ROU, ITA, TUR",
];
const DEEDS: &[&str] = &[
    "shall assist MDA",
    "shall assist MDA",
    "may assist MDA",
    "shall consult MDA",
    "shall provide weapons",
    "should assist MDA",
    "endeavours to support MDA",
];

fn decision(dice: &mut Dice) -> String {
    let mut text = dice.pick(DECISIONS).to_owned();
    if dice.once_in(2) {
        text += &format!(" {} {}", dice.pick(CLOCKS), dice.pick(ENDS));
    }
    text + " " + dice.pick(OTHERWISE_SILENT)
}

/// What excepts: whoever could bring about a trigger to be free might do so, which is a play of its own.
fn exception(dice: &mut Dice) -> &'static str {
    loop {
        let condition = dice.pick(CONDITIONS);
        if !condition.contains("triggered") {
            return condition;
        }
    }
}

fn gate(dice: &mut Dice) -> String {
    let clock = |dice: &mut Dice| {
        if dice.once_in(2) { format!("{} {}", dice.pick(CLOCKS), dice.pick(ENDS)) } else { String::new() }
    };
    match dice.below(8) {
        0 => format!("requested by {} {}", dice.pick(&["MDA", "RUS", "MDA, ROU", "each of MDA, ROU"]), clock(dice)),
        1 => format!("consultation among {} {}", dice.pick(&["guarantors", "parties", "ROU, ITA"]), clock(dice)),
        2 => format!("subject to {}", decision(dice)),
        3 => format!("subject to performance of {}", dice.pick(&["ITA", "ROU, ITA", "RUS"])),
        4 => format!("if {}", dice.pick(CONDITIONS)),
        5 => format!("unless {}", exception(dice)),
        6 => format!("presumed unless {}", exception(dice)),
        _ => format!("subject to {}", dice.pick(DECISIONS)),
    }
}

fn trigger(dice: &mut Dice, name: &str) -> String {
    let mut lines = Vec::new();
    match dice.below(6) {
        0 => lines.push("on armed-attack or blockade by RUS against MDA".to_owned()),
        1 => lines.push("on breach of truce".to_owned()),
        2 if name == "attack" => lines.push("upon other".to_owned()),
        _ => lines.push("on armed-attack against MDA".to_owned()),
    }
    for _ in 0..dice.below(3) {
        lines.push(gate(dice));
    }
    if !dice.once_in(6) {
        let (decision, objected) = (decision(dice), dice.once_in(6));
        // Nobody objects by itself.
        let word = if objected && !decision.starts_with("automatic") { "decided unless" } else { "decided by" };
        lines.push(format!("{word} {decision}"));
    }
    format!("    trigger {name} {{\n        {}\n    }}\n", lines.join("\n        "))
}

fn norm(dice: &mut Dice, name: &str) -> String {
    let kind = dice.pick(&["obligation", "guarantee", "assurance"]);
    let mut lines = vec![
        format!("{} {} {}", dice.pick(MODES), dice.pick(DEEDS), dice.pick(CLOCKS)),
        dice.pick(OCCASIONS).to_owned(),
    ];
    for _ in 0..dice.below(3) {
        lines.push(gate(dice));
    }
    if dice.once_in(6) {
        lines.push(format!("authorised by {}", dice.pick(DECISIONS)));
    }
    if dice.once_in(8) {
        lines.push(format!("funded by {}", dice.pick(&["ITA", "ROU, ITA", "Council", "TBD"])));
    }
    lines.push("by weapons".to_owned());
    format!("    {kind} {name} {{\n        {}\n    }}\n", lines.join("\n        "))
}

fn regime(dice: &mut Dice) -> String {
    match dice.below(6) {
        0 => format!(
            "    deployment force {{\n        by ROU, ITA\n        in territory of MDA\n        consent of {}\n        timing {}\n        roles training\n    }}\n",
            dice.pick(&["MDA", "MDA, RUS revocable", "RUS irrevocable", "TBD"]),
            dice.pick(&["standing", "responsive upon attack"])
        ),
        1 => format!(
            "    verification watch {{\n        by Council\n        covers truce\n        findings by {}\n        access subject to {}\n    }}\n",
            decision(dice),
            dice.pick(&["consent of RUS", "consent of MDA", "Council"])
        ),
        2 => format!(
            "    sanctions pressure {{\n        by ROU, ITA\n        against RUS\n        package oil\n        {}\n        {}\n    }}\n",
            dice.pick(OCCASIONS),
            dice.pick(&["", "funded by ITA", "authorised by Council"])
        ),
        3 => format!(
            "    permission leave {{ {} need not assist MDA {} }}\n",
            dice.pick(&["ITA", "ROU, ITA"]),
            dice.pick(&["", "upon ready", "upon request by MDA"])
        ),
        4 => format!("    supply arms {{ by ROU to MDA amount 10 tanks {} }}\n", dice.pick(OCCASIONS)),
        _ => "    prohibition peace { RUS shall not attack MDA }\n".to_owned(),
    }
}

fn body(dice: &mut Dice, name: &str, members: &[&'static str]) -> String {
    let mut lines = vec![format!("members {}", dice.pick(members))];
    if dice.once_in(3) {
        lines.push(format!("chair {}", dice.pick(&["ROU", "RUS", "rotating among members"])));
    }
    if dice.once_in(3) {
        lines.push(format!(
            "convened by {} {}",
            dice.pick(&["any of members", "ROU", "RUS", "two-thirds of members"]),
            dice.pick(&["", "within 5 days"])
        ));
    }
    if dice.once_in(4) {
        lines.push(format!("quorum {}", dice.pick(&["2", "two-thirds", "majority"])));
    }
    if dice.once_in(4) {
        lines.push("tie chair decides".to_owned());
    }
    if dice.once_in(8) {
        lines.push("funded by ITA".to_owned());
    }
    let rule = dice.pick(&[
        "unanimity of members",
        "majority of members",
        "consensus of members",
        "two-thirds of members within 2 days",
        "any of members",
        "TBD",
        "at least 2 of members excluding RUS",
    ]);
    lines.push(format!("decides by {rule}"));
    if dice.once_in(4) {
        lines.push("decides on findings by majority of members".to_owned());
    }
    format!("body {name} \"{name}\" {{\n    {}\n}}\n", lines.join("\n    ").replace("decides by TBD", "decides TBD"))
}

/// A draft.
pub(super) fn draft(dice: &mut Dice) -> String {
    let mut text = String::new();
    for (name, title, role) in [
        ("RUS", "Russian Federation", dice.pick(&["guarantor", "signatory"])),
        ("BLR", "Republic of Belarus", "guarantor"),
        ("MDA", "Republic of Moldova", "beneficiary"),
        ("ROU", "Romania", "guarantor"),
        ("ITA", "Italian Republic", "guarantor"),
    ] {
        text += &format!("party {name} \"{title}\" is {role}\n");
    }
    text += "state TUR \"Republic of Türkiye\"\n";
    text += "assume {\n    potential aggressor RUS against MDA\n";
    if dice.once_in(2) {
        text += "    BLR votes with RUS\n";
    }
    text += "}\nmilestone ready \"the depots are filled\"\ninstrument Compact \"Compact of Friendship\"\n";
    text += "weights shares { ROU 3 ITA 2 MDA 1 }\n";
    text += &body(dice, "Council", &["ROU, ITA, MDA", "ROU, ITA, RUS", "MDA, RUS", "ROU, ITA, TBD"]);
    text += &body(dice, "Board", &["Council, TUR", "Council, BLR, ITA", "MDA, RUS, ROU"]);
    text += "office Commander \"commander\" of Council\n";
    text += "article 1 {\n";
    text += &trigger(dice, "attack");
    text += &trigger(dice, "other");
    text += "}\narticle 2 {\n";
    text += &norm(dice, "help");
    if dice.once_in(2) {
        text += &norm(dice, "relief");
    }
    if dice.once_in(2) {
        text += &regime(dice);
    }
    text += "    obligation prepare { ITA shall fill \"the depots\" within 5 days }\n";
    text += "    ceasefire truce { between RUS, MDA }\n";
    text += "    consultation talks { among guarantors, MDA }\n";
    text += "}\n";
    if dice.once_in(5) {
        text += &format!(
            "sequence {{ {} }}\n",
            dice.pick(&["prepare before help", "help requires prepare", "help after truce"])
        );
    }
    text
}
