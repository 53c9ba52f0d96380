//! What `check` says, the editor says.

use super::client::{Editor, able, place, pulling};
use crate::support::vattel::vattel;
use crate::support::{files, one_in, relative, root};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use vattel::config::Settings;
use vattel::engine;
use vattel::source::{Encoding, FileId, LineIndex, Source};

/// A finding as both faces tell it: rule, level, place, words.
type Told = (String, u64, [u64; 4], String);

/// What one run of the command tells of each draft.
fn by_command(drafts: &[String]) -> BTreeMap<String, Vec<Told>> {
    let words = ["check", "--output-format", "json"].into_iter();
    let run = vattel(words.chain(drafts.iter().map(String::as_str)));
    let document: Value = serde_json::from_str(&run.run().stdout).expect("a document");
    let findings = document["findings"].as_array().expect("findings").iter();
    let level = |it: &Value| match it["severity"].as_str() {
        Some("error") => 1,
        Some("warning") => 2,
        _ => 3,
    };
    let mut told: BTreeMap<String, Vec<Told>> = BTreeMap::new();
    for it in findings.filter(|it| it["suppressed"] == false) {
        let at = &it["location"];
        let number = |path: &str| at.pointer(path).and_then(Value::as_u64).expect("a place") - 1;
        let place = [number("/start/line"), number("/start/column"), number("/end/line"), number("/end/column")];
        let words = ["rule", "message"].map(|key| it[key].as_str().expect("words").to_owned());
        let [rule, message] = words;
        let file = at["file"].as_str().expect("a file").to_owned();
        told.entry(file).or_default().push((rule, level(it), place, message));
    }
    for it in told.values_mut() {
        it.sort();
    }
    told
}

/// The same of a text that is in no file, by the engine behind the command.
fn by_engine(path: &str, text: &str) -> Vec<Told> {
    let folder = root().join(path).parent().expect("a folder").to_owned();
    let read = |name: &str| Some(Source::new(FileId(0), name, std::fs::read_to_string(folder.join(name)).ok()?));
    let source = Source::new(FileId(0), path, text);
    let report = engine::check(&source, &Settings::recommended(), &read);
    let lines = LineIndex::new(text);
    let told = report.findings.into_iter().map(|it| {
        let place = [it.primary.span.start, it.primary.span.end].map(|at| lines.position(text, at, Encoding::Utf32));
        let place = [place[0].line, place[0].column, place[1].line, place[1].column].map(|it| u64::from(it) - 1);
        (it.rule.to_string(), it.severity as u64 + 1, place, it.message)
    });
    let mut told: Vec<Told> = told.collect();
    told.sort();
    told
}

fn by_server(items: &[Value]) -> Vec<Told> {
    let mut told: Vec<Told> = items
        .iter()
        .map(|it| {
            let number = |path: &str| it.pointer(path).and_then(Value::as_u64).expect("a place");
            let place = [
                number("/range/start/line"),
                number("/range/start/character"),
                number("/range/end/line"),
                number("/range/end/character"),
            ];
            let message = it["message"].as_str().expect("words").lines().next().expect("a line").to_owned();
            (it["code"].as_str().expect("a rule").to_owned(), it["severity"].as_u64().expect("a level"), place, message)
        })
        .collect();
    told.sort();
    told
}

/// Both tell the same; the editor adds the readings in which a finding holds to its words.
fn same(path: &str, command: &[Told], server: &[Told]) {
    assert_eq!(command.len(), server.len(), "{path}:\n{command:#?}\n{server:#?}");
    for (one, other) in command.iter().zip(server) {
        assert_eq!((&one.0, one.1, one.2), (&other.0, other.1, other.2), "{path}");
        let rest = other.3.strip_prefix(one.3.as_str()).unwrap_or_else(|| panic!("{path}: {other:?} and {one:?}"));
        assert!(rest.is_empty() || rest.starts_with(" ("), "{path}: {rest}");
    }
}

/// Columns of characters, as the command counts them.
fn in_characters() -> Value {
    let mut able = able();
    able["general"]["positionEncodings"] = json!(["utf-32"]);
    able
}

#[test]
fn check_and_the_server_agree_on_every_shipped_draft() {
    let mut editor = Editor::begin(&in_characters(), Some(root()));
    let drafts = files(&root().join("drafts"), "treaty").into_iter().step_by(one_in(8));
    // An editor shows texts only.
    let drafts: Vec<String> = drafts.filter(|it| std::fs::read_to_string(it).is_ok()).map(|it| relative(&it)).collect();
    let by_command = by_command(&drafts);
    assert!(by_command.len() * one_in(8) > 100, "{} drafts have findings", by_command.len());
    for path in drafts {
        let (uri, _) = editor.open_draft(&path);
        let told = editor.findings(&uri, Some(1));
        same(&path, by_command.get(&path).map_or(&[], Vec::as_slice), &by_server(&told));
    }
    assert!(editor.end());
}

#[test]
fn who_asks_and_who_is_told_hear_the_same() {
    let mut asking = Editor::begin(&pulling(), Some(root()));
    let mut told = Editor::begin(&able(), Some(root()));
    for path in files(&root().join("drafts/flawed"), "treaty") {
        let path = relative(&path);
        let (uri, _) = asking.open_draft(&path);
        told.open_draft(&path);
        let asked = asking.ask("textDocument/diagnostic", json!({ "textDocument": { "uri": uri } }));
        assert_eq!(asked["items"], Value::from(told.findings(&uri, Some(1))), "{path}");
    }
    assert!(asking.end() && told.end());
}

/// Numbers that look random, and are the same in every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }
}

#[test]
fn after_every_edit_of_a_long_sequence_they_agree() {
    let scraps = [
        "",
        " ",
        "\n",
        "}",
        "{",
        "[",
        "]",
        "|",
        "\"",
        "RUS",
        "UKR: ",
        "decided by unanimity of guarantors\n",
        "🕊",
        "й",
        "e\u{301}",
        "# vattel: allow(veto) because\n",
        "trigger t { on armed-attack against UKR }\n",
        "TBD",
        "within 3 days",
    ];
    let mut editor = Editor::begin(&in_characters(), Some(root()));
    let drafts: Vec<_> = files(&root().join("drafts/flawed"), "treaty");
    let mut dice = Dice(7);
    for path in drafts.iter().take(4) {
        let path = relative(path);
        let (uri, mut text) = editor.open_draft(&path);
        for step in 1..=50_i64 {
            let boundary = |mut at: usize, text: &str| {
                while !text.is_char_boundary(at) {
                    at -= 1;
                }
                at
            };
            let start = boundary(dice.roll(text.len() + 1), &text);
            let end = boundary((start + dice.roll(12)).min(text.len()), &text).max(start);
            let scrap = scraps[dice.roll(scraps.len())];
            let (from, to) = (in_text(&text, start), in_text(&text, end));
            editor.change(&uri, step + 1, Some(json!({ "start": from, "end": to })), scrap);
            text.replace_range(start..end, scrap);
            let told = editor.findings(&uri, Some(step + 1));
            same(&path, &by_engine(&path, &text), &by_server(&told));
        }
    }
    assert!(editor.end());
}

/// A place in characters.
fn in_text(text: &str, offset: usize) -> Value {
    let mut at = place(text, offset);
    let start = text[..offset].rfind('\n').map_or(0, |it| it + 1);
    at["character"] = text[start..offset].chars().count().into();
    at
}
