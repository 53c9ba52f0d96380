//! Texts made to be slow, and texts that are wrong in ten thousand places.

use std::fmt::Write as _;

/// A hostile text and what makes it so.
pub(crate) struct Hostile {
    /// What it is.
    pub(crate) name: &'static str,
    /// The text.
    pub(crate) text: String,
    /// Whether there is something to find in it.
    pub(crate) wrong: bool,
}

const MEGABYTE: usize = 1 << 20;
const DEEP: usize = 100_000;

/// Every hostile text.
pub(crate) fn texts() -> Vec<Hostile> {
    let decision = |inside: &str| within(&format!("trigger t {{ on armed-attack against UKR decided by {inside} }}"));
    let clause = |inside: &str| within(&format!("trigger t {{ {inside} }}"));
    let nested = |open: &str, inside: &str, close: &str| open.repeat(DEEP) + inside + &close.repeat(DEEP);
    let hostile = |name, text| Hostile { name, text, wrong: true };
    let odd = |name, text| Hostile { name, text, wrong: false };
    vec![
        hostile("100,000 nested ( in a decision", decision(&nested("(", "UNSC", ")"))),
        hostile("100,000 nested { in an article", within(&nested("{", "", "}"))),
        hostile("100,000 nested [ of clauses", clause(&nested("[", "decided by UNSC", "]"))),
        hostile("100,000 nested articles", within(&nested("article 1 { ", "", " }"))),
        hostile("a megabyte of (", "(".repeat(MEGABYTE)),
        hostile("a megabyte of {", "{".repeat(MEGABYTE)),
        hostile("a megabyte of [", "[".repeat(MEGABYTE)),
        hostile("a megabyte of }", "}".repeat(MEGABYTE)),
        odd("a megabyte of [ | and ]", "[|]".repeat(MEGABYTE / 3)),
        hostile("a megabyte of ( in a decision", decision(&"(".repeat(MEGABYTE))),
        hostile("a string without end, a megabyte", within(&format!("text \"{}", "peace ".repeat(MEGABYTE / 6)))),
        hostile(
            "prose without end, a megabyte",
            within(&format!("text \"\"\"{}", "and peace\n ".repeat(MEGABYTE / 11))),
        ),
        hostile("a megabyte of “", within(&"“".repeat(MEGABYTE / 3))),
        hostile("a megabyte of \"\"\" and “", within(&"\"\"\"“".repeat(MEGABYTE / 6))),
        hostile("a quote at the start of each line", within(&"\"\n".repeat(MEGABYTE / 2))),
        hostile("one line of a megabyte of words", within(&"by in upon of ".repeat(MEGABYTE / 14))),
        hostile("one name of a megabyte", within(&"a".repeat(MEGABYTE))),
        hostile(
            "a megabyte of blanks before nothing",
            within(&format!("trigger t {{ decided{}", " ".repeat(MEGABYTE))),
        ),
        odd("a megabyte of #", "#".repeat(MEGABYTE)),
        hostile("forty open (", decision(&"(".repeat(40))),
        hostile(
            "forty ( around a vote with no end",
            decision(&format!("{}unanimity of {}", "(".repeat(40), ")".repeat(40))),
        ),
        hostile("forty ( of sets or decisions", decision(&format!("{}FRA, GBR{} or", "(".repeat(40), ")".repeat(40)))),
        hostile("forty ( in an area", clause(&format!("in {}UKR", "(".repeat(40)))),
        hostile("forty ( in a condition", clause(&format!("if {}unprovoked or", "(".repeat(40)))),
        hostile("forty [ in a set", clause(&format!("requested by {}UKR", "[".repeat(40)))),
        hostile("forty [ of clauses", clause(&"[ A: ".repeat(40))),
        odd("each provision waits for the one before", chain(20_000, false)),
        odd("a ring of provisions", chain(20_000, true)),
        odd("a group within a group, 20,000 deep", groups(20_000)),
    ]
}

fn within(inside: &str) -> String {
    format!(
        "treaty \"t\" {{\n    party UKR \"Ukraine\" is beneficiary\n    party FRA \"French Republic\" is guarantor\n    article 1 \"a\" {{\n        {inside}\n    }}\n}}\n"
    )
}

fn chain(length: usize, ring: bool) -> String {
    let mut inside = String::new();
    for at in 0..length {
        let before = if at == 0 && ring { length - 1 } else { at.saturating_sub(1) };
        let upon = if at == 0 && !ring { "signature".to_owned() } else { format!("completion of step-{before}") };
        let _ = writeln!(inside, "        obligation step-{at} {{ upon {upon} FRA shall assist UKR }}");
    }
    within(&inside)
}

fn groups(depth: usize) -> String {
    let mut text = String::from("party FRA \"French Republic\" is guarantor\ngroup G0 = FRA\n");
    for at in 1..depth {
        let _ = writeln!(text, "group G{at} = G{}", at - 1);
    }
    text
}

/// So many clauses that can't be read, each of them alone on its line.
pub(crate) fn unreadable(count: usize) -> String {
    let mut inside = String::new();
    for at in 0..count {
        let _ = writeln!(
            inside,
            "        obligation duty-{at} {{\n            FRA shall assist UKR\n            within {at} fortnights\n        }}"
        );
    }
    within(&inside)
}

/// So many references to provisions that the draft does not have, near to as many that it has.
pub(crate) fn dangling(count: usize) -> String {
    let mut inside = String::new();
    for at in 0..count {
        let _ = writeln!(
            inside,
            "        obligation duty-{at} {{\n            upon breach of dutty-{at}\n            FRA shall assist UKR\n        }}"
        );
    }
    within(&inside)
}

/// A valid text of about that length.
pub(crate) fn valid(length: usize) -> String {
    if length > 6_000 {
        return super::draft::draft(1, length);
    }
    let mut inside = String::new();
    let mut at = 0;
    while at == 0 || within(&inside).len() < length {
        at += 1;
        let _ =
            write!(inside, "trigger t-{at} {{ on armed-attack against UKR decided by any of guarantors }}\n        ");
    }
    within(&inside)
}
