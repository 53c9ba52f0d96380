//! Makes drafts: varied, in the style of the examples, free of syntax errors, every reference resolved.
//!
//! Articles are drawn from themes until the draft is as long as wanted. Actors stay as few as a treaty has; a huge
//! draft is one with thousands of articles. The same seed and size give the same text on every machine.

mod articles;
mod decisions;
mod forces;
mod prose;

use super::dice::Dice;
use std::fmt::Display;

/// A state that drafts are made with.
pub(crate) struct State {
    code: &'static str,
    name: &'static str,
    organ: &'static str,
    town: &'static str,
}

const fn state(code: &'static str, name: &'static str, organ: &'static str, town: &'static str) -> State {
    State { code, name, organ, town }
}

const BENEFICIARIES: &[&State] = &[
    &state("UKR", "Ukraine", "Verkhovna Rada", "Kyiv"),
    &state("MDA", "Republic of Moldova", "Parliament", "Chisinau"),
    &state("GEO", "Georgia", "Parliament", "Tbilisi"),
    &state("ARM", "Republic of Armenia", "National Assembly", "Yerevan"),
    &state("TWN", "Taiwan", "Legislative Yuan", "Taipei"),
];

const AGGRESSORS: &[&State] = &[
    &state("RUS", "Russian Federation", "State Duma", "Moscow"),
    &state("AZE", "Republic of Azerbaijan", "Milli Majlis", "Baku"),
    &state("CHN", "People's Republic of China", "National People's Congress", "Beijing"),
];

const ALIGNED: &[&State] = &[
    &state("BLR", "Republic of Belarus", "National Assembly", "Minsk"),
    &state("PRK", "Democratic People's Republic of Korea", "Supreme People's Assembly", "Pyongyang"),
];

const GUARANTORS: &[&State] = &[
    &state("USA", "United States of America", "Senate", "Washington"),
    &state("GBR", "United Kingdom of Great Britain and Northern Ireland", "House of Commons", "London"),
    &state("FRA", "French Republic", "Assemblée nationale", "Paris"),
    &state("DEU", "Federal Republic of Germany", "Bundestag", "Berlin"),
    &state("POL", "Republic of Poland", "Sejm", "Warsaw"),
    &state("TUR", "Republic of Türkiye", "Grand National Assembly", "Ankara"),
    &state("CAN", "Canada", "House of Commons", "Ottawa"),
    &state("ITA", "Italian Republic", "Camera dei deputati", "Rome"),
    &state("NOR", "Kingdom of Norway", "Storting", "Oslo"),
    &state("SWE", "Kingdom of Sweden", "Riksdag", "Stockholm"),
    &state("FIN", "Republic of Finland", "Eduskunta", "Helsinki"),
    &state("NLD", "Kingdom of the Netherlands", "Staten-Generaal", "The Hague"),
    &state("ROU", "Romania", "Parliament", "Bucharest"),
    &state("EST", "Republic of Estonia", "Riigikogu", "Tallinn"),
    &state("JPN", "Japan", "Diet", "Tokyo"),
];

/// Who and what a draft speaks of.
struct Cast {
    beneficiary: &'static State,
    aggressor: &'static State,
    aggressor_signs: bool,
    aligned: Option<&'static State>,
    guarantors: Vec<&'static State>,
    /// Names that an article may use for a set of actors.
    groups: Vec<&'static str>,
    /// The declared areas, zones and lines.
    areas: Vec<&'static str>,
    line: &'static str,
    zone: &'static str,
    body: Option<&'static str>,
    weights: bool,
    milestone: &'static str,
    instrument: Option<&'static str>,
    /// Forces that a state controls, where the draft has any.
    forces: Option<&'static str>,
}

impl Cast {
    fn guarantor(&self, dice: &mut Dice) -> &'static State {
        self.guarantors[dice.below(self.guarantors.len())]
    }

    fn group(&self, dice: &mut Dice) -> &'static str {
        dice.pick(&self.groups)
    }

    /// A few guarantors by name.
    fn providers(&self, dice: &mut Dice) -> String {
        let codes: Vec<&str> = self.guarantors.iter().map(|it| it.code).collect();
        let count = dice.between(1, 3);
        dice.some(&codes, count).join(", ")
    }
}

/// Provisions that later articles refer to: those of the first articles only, so that chains of references stay short
/// however long the draft.
#[derive(Clone, Default)]
struct Known {
    triggers: Vec<String>,
    norms: Vec<String>,
    deployments: Vec<String>,
    ceasefires: Vec<String>,
    verifications: Vec<String>,
}

impl Known {
    const LIMIT: usize = 12;

    fn add(list: &mut Vec<String>, name: &str) {
        if list.len() < Self::LIMIT {
            list.push(name.to_owned());
        }
    }

    fn any<'a>(list: &'a [String], dice: &mut Dice) -> Option<&'a str> {
        (!list.is_empty()).then(|| list[dice.below(list.len())].as_str())
    }
}

/// Writes lines at their depth.
struct Pen {
    text: String,
    depth: usize,
}

impl Pen {
    fn line(&mut self, line: impl Display) {
        use std::fmt::Write as _;
        for _ in 0..self.depth {
            self.text.push_str("    ");
        }
        let _ = writeln!(self.text, "{line}");
    }

    /// A line that continues the one before.
    fn rider(&mut self, line: impl Display) {
        self.depth += 1;
        self.line(line);
        self.depth -= 1;
    }

    fn open(&mut self, head: impl Display) {
        self.line(format_args!("{head} {{"));
        self.depth += 1;
    }

    fn close(&mut self) {
        self.depth -= 1;
        self.line("}");
    }

    fn blank(&mut self) {
        self.text.push('\n');
    }
}

/// A draft of about so many bytes.
pub(crate) fn draft(seed: u64, size: usize) -> String {
    let mut dice = Dice::new(seed);
    let cast = cast(&mut dice);
    let mut pen = Pen { text: String::with_capacity(size + 4096), depth: 0 };
    let mut known = Known::default();

    pen.line(format_args!(
        "# Working text no. {}, as it stood after the {} round.",
        seed + 1,
        prose::ordinal(&mut dice)
    ));
    pen.open(format_args!("treaty \"{}\"", prose::title(&mut dice, cast.beneficiary.name)));
    head(&mut pen, &mut dice, &cast);

    // What comes after the articles takes about a thousand bytes.
    let end = size.saturating_sub(1000);
    let mut number = 1;
    let mut themes = articles::Themes::default();
    while number == 1 || pen.text.len() < end {
        if number % 40 == 0 {
            annex(&mut pen, &mut dice, number / 40);
            while pen.text.len() < end && number % 40 < 8 {
                themes.article(&mut pen, &mut dice, &cast, &mut known, number);
                number += 1;
            }
            pen.close();
        } else {
            themes.article(&mut pen, &mut dice, &cast, &mut known, number);
            number += 1;
        }
    }
    finals(&mut pen, &mut dice, &cast, &known);
    pen.close();
    if dice.percent(35) {
        scenario(&mut pen, &mut dice, &cast, &known);
    }
    pen.text
}

fn cast(dice: &mut Dice) -> Cast {
    let beneficiary = dice.pick(BENEFICIARIES);
    let aggressor = dice.pick(AGGRESSORS);
    let wanted = dice.between(2, 7);
    let mut guarantors: Vec<&State> = Vec::new();
    while guarantors.len() < wanted {
        let next = dice.pick(GUARANTORS);
        if guarantors.iter().all(|it| it.code != next.code) {
            guarantors.push(next);
        }
    }
    let mut groups = vec!["guarantors", "parties"];
    groups.push(if dice.percent(50) { "Coalition" } else { "Contributors" });
    if guarantors.len() > 3 {
        groups.push("Steering-Group");
    }
    let body = dice.percent(55).then(|| dice.pick(&["Council", "Joint-Commission", "Guarantee-Committee"]));
    let mut areas = vec!["Excluded"];
    if dice.percent(60) {
        areas.push("Northern-Sector");
    }
    if dice.percent(40) {
        areas.push("Coastal-Waters");
    }
    Cast {
        beneficiary,
        aggressor,
        aggressor_signs: dice.percent(45),
        aligned: dice.percent(40).then(|| dice.pick(ALIGNED)),
        guarantors,
        groups,
        areas,
        line: dice.pick(&["Contact-Line", "Separation-Line"]),
        zone: dice.pick(&["Buffer-Zone", "Demilitarised-Zone"]),
        weights: body.is_some() && dice.percent(30),
        body,
        milestone: dice.pick(&["transfer-of-authority", "end-of-withdrawal", "handover"]),
        instrument: dice.percent(35).then(|| dice.pick(&["Framework", "Ceasefire-Agreement"])),
        forces: dice.percent(25).then_some("Irregulars"),
    }
}

fn head(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    pen.line(format_args!(
        "version   \"{} {}\"",
        dice.between(1, 28),
        dice.pick(&["March 2022", "May 2025", "June 2026"])
    ));
    pen.line(format_args!("stage     {}", dice.pick(&["rolling", "zero-draft", "compilation", "ad-referendum"])));
    if dice.percent(50) {
        pen.line(format_args!("form      {}", dice.pick(&["treaty", "agreement", "memorandum not binding"])));
    }
    pen.line("languages en, fr, uk              # authentic texts");
    pen.blank();

    parties(pen, dice, cast);
    groups(pen, dice, cast);
    places(pen, dice, cast);

    pen.line("# The analyst's threat model: no part of the text.");
    pen.open("assume");
    pen.line(format_args!("potential aggressor {} against {}", cast.aggressor.code, cast.beneficiary.code));
    if let Some(aligned) = cast.aligned {
        pen.line(format_args!("{} votes with {}", aligned.code, cast.aggressor.code));
    }
    pen.close();
    pen.blank();

    pen.line(
        "term \"armed attack\" means \"the use of armed force by a State against another, of some scale and effect\"",
    );
    if dice.percent(50) {
        pen.line(
            "term \"heavy weapons\" means \"artillery of 100 mm and above, tanks, and rocket launchers of any kind\"",
        );
    }
    pen.line(format_args!("milestone {} \"{}\"", cast.milestone, cast.milestone.replace('-', " ")));
    if let Some(instrument) = cast.instrument {
        pen.line(format_args!("instrument {instrument} \"{}\"", instrument.replace('-', " ")));
    }
    pen.blank();
    if dice.percent(40) {
        pen.open("preamble");
        prose::text(pen, dice, cast);
        pen.close();
        pen.blank();
    }
}

fn parties(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    let widest = cast.guarantors.iter().map(|it| it.name.chars().count()).max().unwrap_or(0).min(40);
    let sign = |state: &State, roles: &str| {
        format!("party {} {:<w$} is {roles}", state.code, format!("\"{}\"", state.name), w = widest + 2)
    };
    pen.line(sign(cast.beneficiary, "beneficiary, host"));
    for (at, state) in cast.guarantors.iter().enumerate() {
        let more = if at == 0 { ", depositary" } else { dice.pick(&["", "", ", contributor", ", lead"]) };
        pen.line(sign(state, &format!("guarantor{more}")));
    }
    match (cast.aggressor_signs, cast.aligned) {
        (true, Some(aligned)) => {
            pen.line(sign(cast.aggressor, "guarantor"));
            let line = sign(aligned, "guarantor");
            pen.line(format_args!("[ {}: {line} ]", cast.aggressor.code));
        }
        (true, None) => pen.line(sign(cast.aggressor, "guarantor")),
        (false, aligned) => {
            pen.line(format_args!("state {} \"{}\"", cast.aggressor.code, cast.aggressor.name));
            if let Some(aligned) = aligned {
                pen.line(format_args!("state {} \"{}\"", aligned.code, aligned.name));
            }
        }
    }
    if let Some(forces) = cast.forces {
        pen.line(format_args!(
            "forces {forces} \"armed groups that bear no insignia\" controlled by {}",
            cast.aggressor.code
        ));
    }
    pen.blank();
}

fn groups(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    let codes: Vec<&str> = cast.guarantors.iter().map(|it| it.code).collect();
    for group in &cast.groups[2..] {
        let count = dice.between(2, codes.len());
        pen.line(match dice.below(4) {
            0 if cast.aggressor_signs => format!("group {group} = guarantors except {}", cast.aggressor.code),
            1 => format!("group {group} = {}, {}", dice.some(&codes, count).join(", "), cast.beneficiary.code),
            _ => format!("group {group} = {}", dice.some(&codes, count).join(", ")),
        });
    }
    let Some(body) = cast.body else {
        pen.blank();
        return;
    };
    pen.open(format_args!("body {body} \"{}\"", body.replace('-', " ")));
    pen.line(format_args!("members {}", dice.pick(&["parties", "guarantors", cast.groups[2]])));
    if dice.percent(60) {
        pen.line(format_args!("chair rotating among {}", codes.join(", ")));
    }
    if dice.percent(50) {
        pen.line(format_args!("convened by request of {}", cast.beneficiary.code));
    }
    if cast.weights {
        let shares: Vec<String> = codes.iter().map(|code| format!("{code} {}", dice.between(2, 30))).collect();
        pen.line(format_args!("weights shares {{ {} }}", shares.join(" ")));
    }
    pen.line(format_args!(
        "decides by {}",
        dice.pick(&["majority of members", "two-thirds of members present and voting", "consensus of members"])
    ));
    if dice.percent(60) {
        pen.line(format_args!(
            "decides on serious-breach by {} of members excluding the attacker",
            dice.pick(&["unanimity", "two-thirds"])
        ));
    }
    if dice.percent(50) {
        pen.line(format_args!("quorum {}", dice.pick(&["two-thirds", "majority"])));
    }
    if dice.percent(50) {
        pen.line(format_args!("tie {}", dice.pick(&["chair decides", "fails"])));
    }
    pen.close();
    pen.blank();
}

fn places(pen: &mut Pen, dice: &mut Dice, cast: &Cast) {
    let land = cast.beneficiary.code;
    for area in &cast.areas {
        let title = match *area {
            "Excluded" => "territories to be settled under a later article",
            "Northern-Sector" => "the sector north of the river, as the map shows it",
            _ => "the waters within twelve nautical miles of the coast",
        };
        pen.line(format_args!("area {area} \"{title}\" within {land}"));
    }
    pen.open(format_args!("line {} \"the line where forces stood\"", cast.line));
    pen.line(format_args!("as of 20{}-0{}-1{}T06:00 Z", dice.between(22, 26), dice.between(1, 9), dice.below(10)));
    pen.line(format_args!("map \"annex map {}\"", dice.between(1, 9)));
    pen.close();
    pen.open(format_args!("zone {} \"{}\" within {land}", cast.zone, cast.zone.replace('-', " ").to_lowercase()));
    pen.line(format_args!("extent {} km each side of {}", dice.between(5, 40), cast.line));
    pen.line("bars tanks, artillery, attack-helicopters");
    if dice.percent(60) {
        pen.line("permits demining, medical");
    }
    pen.close();
    pen.blank();
}

fn annex(pen: &mut Pen, dice: &mut Dice, number: usize) {
    let title = dice.pick(&["Technical arrangements", "Phases of implementation", "Forces and their limits"]);
    pen.open(format_args!("annex {number} \"{title}\" is integral"));
}

fn finals(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &Known) {
    let host = cast.beneficiary.code;
    let lead = cast.guarantors[0];
    let ratification = match dice.below(4) {
        0 => format!("upon ratification by {host} and {} of guarantors", cast.guarantors.len().min(3)),
        1 => "upon ratification by all of parties".to_owned(),
        2 => "upon signature by each of parties".to_owned(),
        _ => format!("upon ratification by {host} and {}", lead.code),
    };
    pen.line(format_args!("entry-into-force {{ {ratification} }}"));
    if dice.percent(40) {
        pen.line("provisional-application { upon signature until entry into force }");
    }
    pen.line(format_args!(
        "duration         {{ {} years{} }}",
        dice.between(5, 25),
        dice.pick(&["", " renewable", " renewable automatically"])
    ));
    let blocked = Known::any(&known.triggers, dice).filter(|_| dice.percent(60));
    let during = blocked.map(|trigger| format!(" not during {trigger}")).unwrap_or_default();
    pen.line(format_args!("withdrawal       {{ notice {} months{during} }}", dice.between(3, 24)));
    if dice.percent(40) {
        pen.line("accession        { open to any state by consensus of parties }");
    }
    pen.line(format_args!(
        "amendment        {{ by {} of parties }}",
        dice.pick(&["unanimity", "consensus", "two-thirds"])
    ));
    pen.line(format_args!(
        "disputes         {{ consultation within {} days then {} }}",
        dice.between(10, 90),
        dice.pick(&["arbitration", "conciliation", "ICJ"])
    ));
    if let Some(instrument) = cast.instrument {
        pen.line(format_args!(
            "relation         {{ {} {instrument} }}",
            dice.pick(&["prevails over", "without prejudice to", "implements"])
        ));
    }
    if dice.percent(50) {
        pen.line("registration     { register with \"the Secretary-General of the United Nations\" }");
    }
}

fn scenario(pen: &mut Pen, dice: &mut Dice, cast: &Cast, known: &Known) {
    let (victim, attacker) = (cast.beneficiary.code, cast.aggressor.code);
    pen.blank();
    pen.open("scenario \"full-scale attack, the aggressor obstructs\"");
    pen.line(format_args!("given armed-attack by {attacker} against {victim} in territory of {victim} on 2027-03-01"));
    if dice.percent(50) {
        pen.line(format_args!("given {} abstains", cast.guarantors[0].code));
    }
    if let Some(trigger) = known.triggers.first() {
        pen.line(format_args!("expect {trigger} is {}triggered", dice.pick(&["", "not "])));
    }
    pen.line("expect nobody is obliged");
    pen.close();
}
