//! Small drafts of a guarantee, made from tables of clauses: the same seed and number give the same draft.

use std::fmt::Write as _;

/// Who attacks, who follows it, who is attacked, who helps, and one that stands outside.
const ACTORS: &[(&str, &str)] = &[
    ("RUS", "Russian Federation"),
    ("BLR", "Republic of Belarus"),
    ("MDA", "Republic of Moldova"),
    ("ROU", "Romania"),
    ("ITA", "Italian Republic"),
    ("TUR", "Republic of Türkiye"),
];

/// Numbers that follow from a seed (`SplitMix64`).
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64, number: u64) -> Self {
        let mut dice = Self(seed ^ number.wrapping_mul(0xD6E8_FEB8_6659_FD93));
        dice.next();
        dice
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    pub(crate) fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % count as u64).expect("a small number")
    }

    /// Once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    pub(crate) fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.below(from.len())]
    }

    pub(crate) fn shuffle<T>(&mut self, list: &mut [T]) {
        for at in (1..list.len()).rev() {
            list.swap(at, self.below(at + 1));
        }
    }
}

/// A clock, and what its end means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Clock {
    pub(crate) length: &'static str,
    pub(crate) otherwise: &'static str,
}

impl Clock {
    pub(crate) const NONE: Self = Self { length: "", otherwise: "" };

    pub(crate) fn is_exact(self) -> bool {
        self.length.starts_with("within") && !self.length.contains("TBD") && !self.length.contains("about")
    }
}

/// Lengths of time that are known, and as many that are not.
pub(crate) const LENGTHS: &[&str] = &["within 12 hours", "within 1 day", "within 3 days", "within 10 days"];
pub(crate) const SOFT: &[&str] = &["promptly", "within TBD", "within about 3 days", "within 3 days where possible"];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum GateKind {
    Request,
    Talks,
    Consent,
    Condition,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Gate {
    pub(crate) kind: GateKind,
    pub(crate) words: &'static str,
    /// Who finds that a condition holds.
    pub(crate) judge: &'static str,
    pub(crate) clock: Clock,
}

impl Gate {
    pub(crate) fn new(kind: GateKind, words: &'static str) -> Self {
        Self { kind, words, judge: "", clock: Clock::NONE }
    }

    fn line(&self) -> String {
        [self.words, self.judge, self.clock.length, self.clock.otherwise].join(" ")
    }
}

pub(crate) const REQUESTS: &[&str] = &["requested by MDA", "requested by RUS", "requested by MDA, ROU"];
pub(crate) const TALKS: &[&str] = &["consultation among guarantors", "consultation among parties"];
pub(crate) const CONSENTS: &[&str] = &[
    "subject to consent of ITA",
    "subject to consent of RUS",
    "subject to consent of BLR",
    "subject to approval of ROU by \"Parliament\"",
    "subject to performance of ITA",
    "subject to determination of Council",
    "subject to determination of UNSC",
];
pub(crate) const CONDITIONS: &[(&str, &str)] = &[
    ("if \"MDA bears no blame\"", ""),
    ("if \"MDA bears no blame\"", "as found by Council"),
    ("if \"MDA bears no blame\"", "as found by determination of UNSC"),
    ("unless \"MDA attacked first\"", "as found by Board"),
    ("unless \"MDA attacked first\"", "as found by determination of RUS"),
    ("presumed unless \"MDA attacked first\"", "found by Council"),
    ("unless decided by determination of UNSC", ""),
    ("if Compact in force", ""),
    ("if prepare fulfilled", ""),
];

/// What is voted on by whom: the words before the tail, and whether `excluding` may follow.
pub(crate) const VOTES: &[(&str, bool)] = &[
    ("each of ROU, ITA", false),
    ("any of ROU, ITA", false),
    ("automatic", false),
    ("unanimity of guarantors", true),
    ("unanimity of parties", true),
    ("consensus of guarantors", true),
    ("consensus of parties", true),
    ("majority of guarantors", true),
    ("majority of parties", true),
    ("two-thirds of parties", true),
    ("at least 2 of ROU, ITA, TUR", true),
    ("at least 4 of ROU, ITA, TUR", true),
    ("unanimity of Willing", true),
    ("majority of Willing", true),
    ("60 % of ROU, ITA, RUS weighted by shares", true),
    ("determination of UNSC", false),
    ("consensus of OSCE", true),
    ("Council", false),
    ("Board", false),
    ("Commander", false),
    ("request of MDA", false),
    ("consent of RUS", false),
    ("performance of Militia", false),
    ("majority of guarantors and request of MDA", false),
    ("determination of UNSC or consent of ROU", false),
    ("TBD", false),
    ("\"the competent organs\"", false),
];

#[derive(Clone, Copy, Debug)]
pub(crate) struct Decision {
    pub(crate) vote: &'static str,
    pub(crate) tail: &'static str,
    pub(crate) riders: &'static str,
    pub(crate) clock: Clock,
}

impl Decision {
    fn line(&self) -> String {
        ["decided by", self.vote, self.tail, self.riders, self.clock.length, self.clock.otherwise].join(" ")
    }
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Body {
    pub(crate) members: &'static str,
    pub(crate) rule: &'static str,
    pub(crate) others: &'static str,
}

/// A promise of help.
#[derive(Clone, Debug)]
pub(crate) struct Promise {
    pub(crate) name: &'static str,
    pub(crate) label: &'static str,
    pub(crate) mode: &'static str,
    pub(crate) bearers: Vec<&'static str>,
    pub(crate) force: &'static str,
    /// The verb and what it is done to.
    pub(crate) act: &'static str,
    pub(crate) clock: Clock,
    pub(crate) means: Vec<&'static str>,
    pub(crate) amount: &'static str,
    pub(crate) occasions: Vec<&'static str>,
    pub(crate) gates: Vec<Gate>,
    /// Clauses that neither begin nor end it: discretion, area, funds.
    pub(crate) clauses: Vec<&'static str>,
}

#[derive(Clone, Debug)]
pub(crate) struct Design {
    pub(crate) form: &'static str,
    /// The roles of the attacker and of its follower.
    pub(crate) roles: [&'static str; 2],
    pub(crate) assumed: Vec<&'static str>,
    pub(crate) willing: &'static str,
    pub(crate) council: Body,
    pub(crate) board: Body,
    pub(crate) on: Vec<&'static str>,
    pub(crate) gates: Vec<Gate>,
    pub(crate) decided: Option<Decision>,
    pub(crate) promises: Vec<Promise>,
    /// The part in which the promises stand.
    pub(crate) part: &'static str,
    pub(crate) entry: &'static str,
    /// More articles and sequences.
    pub(crate) more: Vec<&'static str>,
}

fn clock(dice: &mut Dice) -> Clock {
    let length = match dice.below(6) {
        0 | 1 => "",
        2 => dice.pick(SOFT),
        _ => dice.pick(LENGTHS),
    };
    let otherwise = match length {
        "" => "",
        _ => dice.pick(&["", "otherwise proceed", "otherwise lapses"]),
    };
    Clock { length, otherwise }
}

fn gate(dice: &mut Dice) -> Gate {
    match dice.below(4) {
        0 => Gate { clock: clock(dice), ..Gate::new(GateKind::Request, dice.pick(REQUESTS)) },
        1 => Gate { clock: clock(dice), ..Gate::new(GateKind::Talks, dice.pick(TALKS)) },
        2 => Gate { clock: clock(dice), ..Gate::new(GateKind::Consent, dice.pick(CONSENTS)) },
        _ => {
            let (words, judge) = dice.pick(CONDITIONS);
            Gate { judge, ..Gate::new(GateKind::Condition, words) }
        }
    }
}

/// Gates of which no two are of one kind, so that none is written twice.
fn gates(dice: &mut Dice) -> Vec<Gate> {
    let mut gates: Vec<Gate> = Vec::new();
    for _ in 0..dice.pick(&[0, 0, 0, 1, 1, 2]) {
        let more = gate(dice);
        if gates.iter().all(|it| it.kind != more.kind) {
            gates.push(more);
        }
    }
    gates
}

fn decision(dice: &mut Dice) -> Decision {
    let (vote, tail) = dice.pick(VOTES);
    let tails = &["", "", "excluding the attacker", "excluding the attacker and those aligned with it"];
    let tail = if tail { dice.pick(tails) } else { "" };
    let counted = vote.contains(" of ") && !vote.contains("each") && !vote.contains("any");
    let riders = &["quorum majority", "abstention counts as rejection", "absence counts as consent"];
    let riders = if counted && dice.once_in(4) { dice.pick(riders) } else { "" };
    let clock = if matches!(vote, "each of ROU, ITA" | "automatic") { Clock::NONE } else { clock(dice) };
    Decision { vote, tail, riders, clock }
}

fn promise(dice: &mut Dice, name: &'static str) -> Promise {
    let mut means = vec![dice.pick(&["weapons", "armed-force", "intelligence", "airspace-closure"])];
    match dice.below(6) {
        0 => means.clear(),
        1 => means.push("logistics"),
        2 => means = vec!["all-necessary-means"],
        3 => means = vec!["diplomacy"],
        _ => {}
    }
    let clauses: &[&str] = &[
        "discretion as-deemed-necessary",
        "in territory of MDA",
        "funded by TUR",
        "proportionate",
        "basis article-51",
    ];
    Promise {
        name,
        label: dice.pick(&["obligation", "guarantee", "assurance"]),
        mode: dice.pick(&["", "each of", "each of", "collectively", "any of"]),
        bearers: dice.pick(&[&["ROU", "ITA"] as &[_], &["ROU"], &["ROU", "ITA", "TUR"]]).to_vec(),
        force: dice.pick(&["shall", "shall", "shall", "undertakes to", "endeavours to", "should"]),
        act: dice.pick(&["assist MDA", "assist MDA", "support MDA", "assist the victim"]),
        clock: clock(dice),
        means,
        amount: if dice.once_in(5) { "amount 100 tanks" } else { "" },
        occasions: match dice.below(8) {
            0 => vec!["attack", "ready"],
            1 => vec!["attack", "completion of prepare"],
            2 => vec!["attack", "entry into force of Compact"],
            _ => vec!["attack"],
        },
        gates: gates(dice),
        clauses: if dice.once_in(3) { vec![dice.pick(clauses)] } else { Vec::new() },
    }
}

fn body(dice: &mut Dice, members: &[&'static str]) -> Body {
    let rules =
        &["unanimity of members", "consensus of members", "majority of members", "two-thirds of members", "TBD"];
    let others = &[
        "",
        "",
        "",
        "quorum two-thirds",
        "convened by any of members",
        "convened by request of RUS",
        "funded by parties",
        "chair ROU tie chair decides",
    ];
    Body { members: dice.pick(members), rule: dice.pick(rules), others: dice.pick(others) }
}

impl Design {
    pub(crate) fn new(dice: &mut Dice) -> Self {
        let mut promises = vec![promise(dice, "help")];
        if dice.once_in(3) {
            promises.push(promise(dice, "relief"));
        }
        Self {
            form: dice.pick(&["", "", "", "form treaty", "form memorandum binding"]),
            roles: [dice.pick(&["signatory", "guarantor"]), dice.pick(&["signatory", "guarantor"])],
            assumed: if dice.once_in(2) { vec!["BLR votes with RUS"] } else { Vec::new() },
            willing: dice.pick(&["ROU, ITA", "ROU, ITA, TUR"]),
            council: body(dice, &["MDA, ROU, ITA", "MDA, ROU, RUS", "ROU, ITA, BLR", "ROU, ITA, TUR, MDA"]),
            board: body(dice, &["Council, TUR", "Council, TUR, ITA", "Council, BLR, ITA", "MDA, RUS"]),
            on: match dice.below(5) {
                0 => vec!["armed-attack against MDA in territory of MDA"],
                1 => vec!["armed-attack against MDA", "cyber-attack against MDA"],
                2 => vec!["armed-attack or blockade by RUS against MDA"],
                _ => vec!["armed-attack against MDA"],
            },
            gates: gates(dice),
            decided: (!dice.once_in(12)).then(|| decision(dice)),
            promises,
            part: "",
            entry: dice.pick(&["", "", "", "upon ratification by MDA, ROU", "upon ratification by parties"]),
            more: Vec::new(),
        }
    }

    /// The names of its promises of help.
    pub(crate) fn names(&self) -> Vec<&'static str> {
        self.promises.iter().map(|it| it.name).collect()
    }

    /// Its items in their order.
    pub(crate) fn items(&self) -> Vec<String> {
        let mut items: Vec<String> = self.form.lines().map(ToOwned::to_owned).collect();
        for (name, title) in ACTORS {
            let role = match *name {
                "RUS" => self.roles[0],
                "BLR" => self.roles[1],
                "MDA" => "beneficiary",
                "TUR" => "",
                _ => "guarantor",
            };
            items.push(match role {
                "" => format!("state {name} \"{title}\""),
                _ => format!("party {name} \"{title}\" is {role}"),
            });
        }
        let mut assumed = "potential aggressor RUS against MDA".to_owned();
        for line in &self.assumed {
            let _ = write!(assumed, "\n    {line}");
        }
        items.push(format!("assume {{\n    {assumed}\n}}"));
        let words = self.text_of_provisions();
        let open_to = |name: &str| words.contains(name);
        if open_to("Willing") {
            items.push(format!("group Willing = {}", self.willing));
        }
        if open_to("shares") {
            items.push("weights shares { ROU 40 ITA 30 RUS 30 }".to_owned());
        }
        if open_to("Militia") {
            items.push("forces Militia \"irregulars\" controlled by RUS".to_owned());
        }
        if open_to("Compact") {
            items.push("instrument Compact \"Compact of Friendship\"".to_owned());
        }
        if open_to("ready") {
            items.push("milestone ready \"the depots are filled\"".to_owned());
        }
        let body = |name: &str, it: &Body| {
            let rule = if it.rule == "TBD" { "decides TBD".to_owned() } else { format!("decides by {}", it.rule) };
            format!(
                "body {name} \"{}\" {{\n    members {}\n    {}\n    {rule}\n}}",
                name.to_lowercase(),
                it.members,
                it.others
            )
        };
        let board = open_to("Board");
        if open_to("Council") || open_to("Commander") || board && self.board.members.contains("Council") {
            items.push(body("Council", &self.council));
        }
        if board {
            items.push(body("Board", &self.board));
        }
        if open_to("Commander") {
            items.push("office Commander \"commander\" of Council".to_owned());
        }
        items.push(format!("article 1 {{\n{}}}", self.trigger()));
        let promises: String = self.promises.iter().map(promised).collect();
        items.push(format!("{} {{\n{promises}}}", if self.part.is_empty() { "article 2" } else { self.part }));
        if words.contains("prepare") {
            items.push(
                "article 3 {\n    obligation prepare { ITA shall fill \"the depots\" within 5 days }\n}".to_owned(),
            );
        }
        if !self.entry.is_empty() {
            items.push(format!("entry-into-force {{ {} }}", self.entry));
        }
        items.extend(self.more.iter().map(|it| (*it).to_owned()));
        items
    }

    pub(crate) fn text(&self) -> String {
        self.items().join("\n") + "\n"
    }

    fn text_of_provisions(&self) -> String {
        let promises: String = self.promises.iter().map(promised).collect();
        self.trigger() + &promises + self.entry + &self.more.join(" ")
    }

    fn trigger(&self) -> String {
        let mut lines: Vec<String> = self.on.iter().map(|it| format!("on {it}")).collect();
        lines.extend(self.gates.iter().map(Gate::line));
        lines.extend(self.decided.iter().map(Decision::line));
        provision("trigger attack", &lines)
    }
}

fn promised(it: &Promise) -> String {
    let bearers = it.bearers.join(", ");
    let mut lines = vec![
        format!("upon {}", it.occasions.join(" and ")),
        [it.mode, &bearers, it.force, it.act, it.clock.length].join(" "),
    ];
    if !it.means.is_empty() {
        lines.push(format!("by {}", it.means.join(", ")));
    }
    lines.push(it.amount.to_owned());
    lines.extend(it.gates.iter().map(Gate::line));
    lines.extend(it.clauses.iter().map(|it| (*it).to_owned()));
    provision(&format!("{} {}", it.label, it.name), &lines)
}

fn provision(head: &str, lines: &[String]) -> String {
    let mut text = format!("    {head} {{\n");
    for line in lines {
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        if !line.is_empty() {
            let _ = writeln!(text, "        {line}");
        }
    }
    text + "    }\n"
}
