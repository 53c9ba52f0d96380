//! What `vattel analyze` promises: who blocks, what is required, and formats that hold what they are given.

use crate::support::vattel::{Folder, Ran, vattel};
use crate::support::{files, relative, root, schema};
use serde_json::Value;
use vattel::analysis::TimelineStart;
use vattel::config::Settings;
use vattel::engine;
use vattel::model::{ReadingName, Which};
use vattel::report::analysis;
use vattel::report::analysis_report::{self, ReportRequest, Section};
use vattel::source::{FileId, Source};

const ISTANBUL: &str = "drafts/flawed/istanbul-2022-04.treaty";
const CHARTER: &str = "drafts/flawed/un-charter-force-2026.treaty";

fn analyze(arguments: &[&str]) -> Ran {
    vattel(["analyze"].into_iter().chain(arguments.iter().copied())).run()
}

/// The JSON document of an analysis.
fn document(arguments: &[&str]) -> Value {
    let ran = analyze(&[arguments, &["--output-format", "json"]].concat());
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("JSON")
}

fn list<'v>(value: &'v Value, name: &str) -> &'v [Value] {
    value[name].as_array().expect("a list")
}

fn names<'v>(value: &'v Value, name: &str) -> Vec<&'v str> {
    list(value, name).iter().filter_map(Value::as_str).collect()
}

/// An entry of a list, by the name of its clause.
fn named<'v>(list: &'v [Value], name: &str) -> &'v Value {
    list.iter().find(|it| it["clause"]["name"] == name).expect("the clause is told")
}

#[test]
fn in_the_russian_text_every_guarantor_alone_blocks_the_help() {
    let found = document(&[ISTANBUL, "--reading", "RUS"]);
    assert_eq!(found["attacks"][0]["words"], "RUS attacks UKR, and BLR acts with it");
    let assist = named(list(&found["vetoes"], "promises"), "assist");
    let view = &assist["views"][0];
    let alone: Vec<&str> = list(view, "alone").iter().filter_map(|it| it["actor"].as_str()).collect();
    for guarantor in ["RUS", "BLR", "CHN", "FRA", "GBR", "USA"] {
        assert!(alone.contains(&guarantor), "{guarantor} is not among {alone:?}");
    }
    assert_eq!(alone[0], "RUS", "the aggressor comes first");
    assert_eq!(view["adverse"]["verdict"], "blocks-alone");
    assert_eq!(
        view["adverse"]["plays"][0],
        "RUS votes no: no obligation arises for CHN, FRA, GBR and USA under assist"
    );
    let effect = named(list(&found["timeline"], "effects"), "assist");
    assert_eq!(effect["worst"]["words"], "never");
    assert_eq!(effect["earliest"]["words"], "at once");
}

#[test]
fn in_the_ukrainian_text_nobody_blocks_another_ones_duty() {
    let found = document(&[ISTANBUL, "--reading", "UKR", "--event-date", "2027-03-01"]);
    let assist = named(list(&found["vetoes"], "promises"), "assist");
    for view in list(assist, "views") {
        assert_eq!(view["each"], true);
        for blocker in list(view, "alone") {
            // The one who asks, and each bearer of its own duty.
            let who = blocker["actor"].as_str().expect("a name");
            let itself = who == "the bearer itself" || names(view, "bearers") == [who];
            assert!(who == "UKR" || itself, "{blocker}");
        }
    }
    let effect = named(list(&found["timeline"], "effects"), "assist");
    assert_eq!(
        (effect["worst"]["words"].as_str(), effect["worst"]["date"].as_str()),
        (Some("6 days"), Some("2027-03-07"))
    );
    let path: Vec<&str> = list(effect, "worst_path").iter().filter_map(|it| it["length"].as_str()).collect();
    assert_eq!(path, ["3 days", "3 days"]);
    let grid = &found["coverage"]["grids"][0];
    assert_eq!(names(grid, "areas"), ["its territory", "Crimea", "Annex-Areas", "beyond it"]);
    let invasion: Vec<&str> =
        list(grid, "cells")[0].as_array().expect("a row").iter().filter_map(|it| it["state"].as_str()).collect();
    assert_eq!(invasion, ["duty", "unanswered", "duty", "unanswered"]);
}

#[test]
fn the_renewal_of_the_mandate_is_in_the_hands_of_the_five() {
    let found = document(&[CHARTER]);
    let mandate =
        list(&found["vetoes"], "powers").iter().find(|it| it["what"] == "its mandate is renewed").expect("a mandate");
    let alone: Vec<&str> = list(&mandate["views"][0], "alone").iter().filter_map(|it| it["actor"].as_str()).collect();
    for member in ["CHN", "FRA", "GBR", "RUS", "USA"] {
        assert!(alone.contains(&member), "{member} is not among {alone:?}");
    }
    let gates = list(&found, "gates").iter().flat_map(|it| list(it, "gates"));
    let renewal: Vec<&Value> = gates.filter(|it| it["stage"] == "its mandate is renewed").collect();
    assert!(renewal.iter().any(|it| names(it, "alone").len() == 5), "{renewal:?}");
}

#[test]
fn what_is_required_holds_or_has_a_counterexample() {
    let check = |reading: &str, property: &str| {
        let ran = analyze(&[ISTANBUL, "--reading", reading, "--require", property]);
        (ran.code, ran.stdout, ran.stderr)
    };
    let (code, shown, _) = check("RUS", "not can_block(RUS, assist)");
    assert_eq!(code, 1);
    assert!(shown.contains("RUS votes no: no obligation arises for CHN, FRA, GBR and USA under assist"), "{shown}");
    for (property, holds) in [
        ("not can_block(RUS, assist)", true),
        ("not can_block(RUS, assist for FRA)", true),
        ("can_block(UKR, assist)", true),
        ("not can_block(anyone, assist)", false),
        ("can_force(RUS, amendment)", false),
        ("worst_case(assist) <= 6 days and earliest(assist) < 1 hour", true),
        ("worst_case(assist) <= 3 days", false),
        ("strength(assist) >= S5", true),
        ("providers(weapons) >= 5", true),
        ("providers(weapons) >= 6", false),
        ("answered(missile-attack, Annex-Areas)", true),
        ("answered(missile-attack)", false),
        ("not answered(cyber-attack, UKR)", true),
        ("survives(assist for FRA) >= 0", true),
        ("survives(assist for FRA) >= 1", false),
    ] {
        let (code, shown, said) = check("UKR", property);
        let word = if holds { "holds" } else { "does not hold" };
        assert!(code == i32::from(!holds) && shown.starts_with(&format!("{word}: {property}")), "{code} {shown}{said}");
        assert!(holds || shown.contains("counterexample: "), "{shown}");
    }
    // What the draft does not have is an error, and no property that holds.
    for (property, said) in [
        ("not can_block(RUS, asist)", "did you mean `assist`?"),
        ("not can_block(RUX, assist)", "the draft knows no `RUX`"),
        ("can_blok(RUS, assist)", "did you mean `can_block`?"),
        ("providers(weapon) >= 2", "did you mean `weapons`?"),
        ("answered(missile-attack, Crimeea)", "did you mean `Crimea`?"),
        ("worst_case(assist) <= 2", "gives a time"),
        ("worst_case(mandate of assist) <= 2 days", "write `assist`"),
        ("not (can_block(RUS, assist)", "unexpected end"),
    ] {
        let (code, shown, complaint) = check("UKR", property);
        assert!(code == 2 && shown.is_empty() && complaint.contains(said), "{property}: {code} {shown}{complaint}");
    }
}

#[test]
fn a_power_over_something_is_asked_of() {
    let (force, access) = ("drafts/flawed/un-charter-force-2026.treaty", "drafts/rules/veto/access-veto.treaty");
    for (property, code, said) in [
        ("can_block(RUS, mandate of separation-force)", 0, "the mandate of separation-force expires"),
        ("can_block(RUS, access of plain)", 0, "RUS withholds its consent"),
        ("can_block(RUS, findings of observers)", 0, "finding"),
        ("can_block(RUS, mandat of separation-force)", 2, "did you mean `mandate`?"),
        ("can_block(RUS, mandate of seperation-force)", 2, "did you mean `separation-force`?"),
        ("can_block(RUS, snapback of separation-force)", 2, "gives nobody a say in its snapback"),
    ] {
        let draft = if property.contains("plain") { access } else { force };
        let ran = analyze(&[draft, "--assume", "RUS", "--require", property]);
        assert_eq!(ran.code, code, "{property}: {}{}", ran.stdout, ran.stderr);
        let shown = ran.stdout + &ran.stderr;
        assert!(shown.contains(said), "{property}: {shown}");
    }
}

/// Every shipped draft, in every text that somebody proposes.
fn readings() -> Vec<(String, Option<&'static str>)> {
    let mut found = Vec::new();
    for path in
        files(&root().join("drafts/flawed"), "treaty").into_iter().chain(files(&root().join("drafts/sound"), "treaty"))
    {
        let name = relative(&path);
        let text = std::fs::read_to_string(&path).expect("a draft");
        found.push((name.clone(), None));
        for who in ["RUS", "UKR"] {
            if text.contains(&format!("[ {who}:")) {
                found.push((name.clone(), Some(who)));
            }
        }
    }
    found
}

#[test]
fn the_document_fits_its_schema() {
    let held = std::fs::read_to_string(root().join("docs/schema/analysis.schema.json")).expect("the schema");
    let held: Value = serde_json::from_str(&held).expect("the schema is JSON");
    let mut tried = 0;
    for (name, reading) in readings() {
        let mut arguments = vec![name.as_str(), "--event-date", "2027-03-01"];
        arguments.extend(reading.iter().flat_map(|it| ["--reading", *it]));
        let found = document(&arguments);
        assert_eq!(schema::faults(&held, &found), Vec::<String>::new(), "{name}");
        tried += 1;
    }
    assert!(tried > 12, "{tried} documents");
    let mut wrong = document(&[ISTANBUL, "--section", "power"]);
    wrong["adverse"] = "RUS".into();
    wrong["guess"] = 1.into();
    wrong["power"]["votes"][0]["voters"] = (-1).into();
    assert_eq!(schema::faults(&held, &wrong).len(), 3, "the schema refuses what the program does not write");
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    for (name, reading) in readings() {
        let text = std::fs::read_to_string(root().join(&name)).expect("a draft");
        let source = Source::new(FileId(0), name.as_str(), text);
        let mut settings = Settings::recommended();
        settings.readings =
            reading.map_or(Which::Unbracketed, |it| Which::Named(ReadingName::read(it).expect("a reading")));
        let calendar = TimelineStart::from("2027-03-01").expect("a date");
        let wanted = ReportRequest { draft: &name, reading: None, sections: Section::ALL, calendar };
        let told = engine::ask(&source, &settings, &|_| None, |facts, wording| {
            analysis_report::analysis_report(facts, wording, &wanted)
        });
        let analysis_report = told.answer.expect("an analysis");
        for width in [40, 41, 61, 80, 120] {
            let shown = analysis::full(&analysis_report, Section::ALL, false, width);
            let long = shown.lines().find(|it| unicode_width::UnicodeWidthStr::width(*it) > width);
            assert_eq!(long, None, "{name} at {width}");
        }
    }
}

/// A draft that tries to say something to the reader's browser, terminal and graph.
const HOSTILE: &str = r#"treaty "<script>alert(1)</script> & | piped" {
    party UKR "<img src=x onerror=alert(1)>" is beneficiary
    party FRA "France]; A-->B" is guarantor
    assume { potential aggressor RUS against UKR }
    party RUS "Россия <b>́" is guarantor
    trigger attack {
        on "</q><script>" against UKR
        if "]--> end <style>" as found by FRA
        decided by unanimity of guarantors
    }
    obligation assist { upon attack each of guarantors shall assist UKR by "<iframe src='http://example.org'>" }
}
"#;

#[test]
fn the_page_is_whole_and_loads_nothing() {
    let folder = Folder::new("analysis-page");
    folder.file("hostile.treaty", HOSTILE);
    let hostile = folder.path().join("hostile.treaty");
    let mut pages = vec![analyze(&[hostile.to_str().expect("a path"), "--output-format", "html"]).stdout];
    for (name, reading) in readings() {
        let mut arguments = vec![name.as_str(), "--output-format", "html"];
        arguments.extend(reading.iter().flat_map(|it| ["--reading", *it]));
        pages.push(analyze(&arguments).stdout);
    }
    for page in &pages {
        assert!(page.starts_with("<!DOCTYPE html>") && page.trim_end().ends_with("</html>"), "a whole page");
        assert!(page.contains("prefers-color-scheme") && page.contains("@media print"));
        let (head, _) = page.split_once("</style>").expect("a style");
        assert!(!head.contains("url(") && !head.contains("@import") && !head.contains("<link"), "{head}");
        balanced(page);
    }
}

/// Every element is closed, in its place, and none loads or runs anything.
fn balanced(page: &str) {
    const EMPTY: &[&str] = &["meta", "br", "hr"];
    const LOADS: &[&str] = &["script", "iframe", "img", "link", "object", "embed", "svg", "style", "form", "base"];
    let mut open: Vec<&str> = Vec::new();
    let body = page.split_once("</style>").expect("a style").1;
    let mut rest = &format!("<html><head>{}", &body)[..];
    while let Some((_, tag)) = rest.split_once('<') {
        let (tag, after) = tag.split_once('>').expect("a tag ends");
        let name = tag.trim_start_matches('/').split([' ', '\n', '/']).next().unwrap_or_default();
        let outside = tag.split_once("href=").is_some_and(|it| !it.1.starts_with("\"#"));
        let attributes: String = tag.split('"').step_by(2).collect();
        let loads = LOADS.contains(&name) || outside || attributes.contains("src=") || attributes.contains(" on");
        assert!(!loads, "<{tag}>");
        if tag.starts_with('/') {
            assert_eq!(open.pop(), Some(name), "in {}", &rest[..rest.len().min(120)]);
        } else if !EMPTY.contains(&name) && !tag.ends_with('/') {
            open.push(name);
        }
        rest = after;
    }
    assert!(open.is_empty(), "{open:?} stay open");
}

#[test]
fn graphs_hold_what_a_draft_says_as_words() {
    let folder = Folder::new("analysis-graph");
    folder.file("hostile.treaty", HOSTILE);
    let hostile = folder.path().join("hostile.treaty");
    let of = |format: &str| analyze(&[hostile.to_str().expect("a path"), "--output-format", format]).stdout;
    let dot = of("dot");
    assert!(dot.starts_with("digraph"), "{dot}");
    // Outside of quotes there are no brackets but those of attributes, and quotes come in pairs.
    for line in dot.lines() {
        let mut quoted = false;
        let mut before = ' ';
        for c in line.chars() {
            quoted ^= c == '"' && before != '\\';
            before = if before == '\\' { ' ' } else { c };
        }
        assert!(!quoted, "{line}");
    }
    let mermaid = of("mermaid");
    assert!(mermaid.starts_with("flowchart"), "{mermaid}");
    for line in mermaid.lines().filter(|it| it.contains('"')) {
        assert_eq!(line.matches('"').count() % 2, 0, "{line}");
        assert!(!line.contains('<') || line.contains("<br"), "{line}");
    }
    let markdown = of("markdown");
    let bare = markdown.match_indices('<').find(|(at, _)| !markdown[..*at].ends_with('\\'));
    assert_eq!(bare, None, "{markdown}");
}

#[test]
fn the_answers_stand_before_the_details() {
    let brief = analyze(&[ISTANBUL, "--reading", "RUS"]).stdout;
    for words in [
        "can block it: each of RUS (!), BLR (!) alone: votes no",
        "at worst: never",
        "covers: every kind of attack except",
        "cannot be determined: whether it covers",
    ] {
        assert!(brief.contains(words), "{words}\n{brief}");
    }
    assert!(brief.lines().count() < 40 && !brief.contains("these block it"), "{brief}");
    let all = analyze(&[ISTANBUL, "--reading", "RUS", "--all"]).stdout;
    assert!(all.starts_with(brief.trim_end()) && all.contains("these block it"), "{all}");
}

/// What stands before a promise and is in nobody's hands is no strength, and no weakness that could be told.
#[test]
fn what_nobody_holds_is_open_in_every_section() {
    let draft = "tests/cases/unknown/words-that-nobody-judges.treaty";
    let found = document(&[draft]);
    let help = named(list(&found["summary"], "promises"), "help");
    assert_eq!(names(help, "open").len(), 1, "{help}");
    let adverse = &named(list(&found["vetoes"], "promises"), "help")["views"][0]["adverse"];
    assert_eq!(adverse["verdict"], "undetermined");
    let ran = analyze(&[draft, "--require", "not can_block(BLR, help)", "--output-format", "json"]);
    assert_eq!(ran.code, 1, "{}", ran.stderr);
    let required: Value = serde_json::from_str(&ran.stdout).expect("JSON");
    assert_eq!(required["required"][0]["verdict"], "undetermined");
    assert!(ran.stdout.contains("the situation so warrants"), "{}", ran.stdout);
}
