//! What `vattel diff` says of two texts: stored pairs with what each party gains and loses, and laws.

use crate::exactness::design::{Design, Dice};
use crate::exactness::weakenings::WEAKENINGS;
use crate::support::vattel::{Folder, vattel};
use crate::support::{files, one_in, relative, root, schema};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use vattel::config::Settings;
use vattel::model::{ReadingName, Which};
use vattel::report::diff::{self, DiffReport, DiffReports, DiffSide};
use vattel::source::{FileId, Source};

/// Two texts compared; nothing if one of them can't be worked out.
fn compared(old: &Source, new: &Source, readings: [Option<&str>; 2]) -> DiffReport {
    let side = |source, reading: Option<&str>| {
        let named = reading.map(|it| ReadingName::read(it).expect("a name of a reading"));
        let readings = named.map_or(Which::Unbracketed, Which::Named);
        let mut settings = Settings::recommended();
        settings.readings = readings;
        DiffSide { source, settings, read: &|_| None, reading: reading.map(ToOwned::to_owned) }
    };
    diff::compare(&side(old, readings[0]), &side(new, readings[1])).report.expect("both texts are worked out")
}

fn source(text: &str) -> Source {
    Source::new(FileId(0), "one.treaty", text)
}

fn plain(old: &str, new: &str) -> DiffReport {
    compared(&source(old), &source(new), [None, None])
}

/// How each party stands that does not stand as before.
fn verdicts(report: &DiffReport) -> BTreeMap<String, String> {
    let told = |it: &diff::VerdictShape| {
        if it.certain { it.verdict.to_owned() } else { format!("perhaps {}", it.verdict) }
    };
    let changed = report.parties.iter().filter(|it| it.verdict.verdict != "same");
    changed.map(|it| (it.name.clone(), told(&it.verdict))).collect()
}

/// Everything that is said.
fn said(report: &DiffReport) -> String {
    let mut out = String::new();
    for it in &report.differences {
        let _ = writeln!(out, "{} {}", it.sentence, it.details.join(" "));
    }
    if report.differences.is_empty() { "No effect for anybody".to_owned() } else { out }
}

/// A stored pair.
#[derive(Default)]
struct Pair {
    title: String,
    old: String,
    new: String,
    verdicts: BTreeMap<String, String>,
    words: Vec<String>,
}

/// The stored pairs; the file says how they are written.
fn pairs() -> Vec<Pair> {
    let folder = root().join("tests/comparison");
    let frame = std::fs::read_to_string(folder.join("frame.treaty")).expect("the frame");
    let text = std::fs::read_to_string(folder.join("pairs.txt")).expect("the pairs");
    let mut found: Vec<Pair> = Vec::new();
    let mut edits: Vec<(String, Option<String>, bool)> = Vec::new();
    let finish = |pair: &mut Pair, edits: &mut Vec<(String, Option<String>, bool)>| {
        for common in [true, false] {
            for (old, new, _) in edits.iter().filter(|it| it.2 == common) {
                let new = new.clone().unwrap_or_default();
                assert!(pair.new.contains(old.as_str()), "{}: `{old}` is not in the text", pair.title);
                pair.new = pair.new.replace(old.as_str(), &new);
            }
            if common {
                pair.old.clone_from(&pair.new);
            }
        }
        edits.clear();
    };
    for line in text.lines().filter(|it| !it.starts_with('#') && !it.trim().is_empty()) {
        if let Some(title) = line.strip_prefix("== ") {
            if let Some(pair) = found.last_mut() {
                finish(pair, &mut edits);
            }
            found.push(Pair { title: title.to_owned(), new: frame.clone(), ..Pair::default() });
            continue;
        }
        let pair = found.last_mut().expect("a pair begins with its title");
        let words = line.get(2..).unwrap_or_default().to_owned();
        match line.as_bytes()[0] {
            b'@' => {
                let party = "party RUS \"Russian Federation\"";
                edits.push((party.to_owned(), Some(format!("{party} is guarantor")), true));
            }
            b'*' => pair.new = format!("{}    {words}\n}}\n", pair.new.trim_end().trim_end_matches('}')),
            b'<' => edits.push((words, None, true)),
            b'-' => edits.push((words, None, false)),
            b'>' | b'+' => {
                let known = &mut edits.last_mut().expect("`+` stands behind `-`").1;
                *known = Some(known.take().map_or_else(|| words.clone(), |it| format!("{it} {words}")));
            }
            b':' => pair.words.push(words),
            _ => {
                let (name, verdict) = line.split_once(' ').expect("a party and how it stands");
                pair.verdicts.insert(name.to_owned(), verdict.to_owned());
            }
        }
    }
    if let Some(pair) = found.last_mut() {
        finish(pair, &mut edits);
    }
    found
}

#[test]
fn each_stored_pair_has_its_verdicts() {
    let pairs = pairs();
    assert!(pairs.len() >= 41, "{} pairs", pairs.len());
    let mut wrong = String::new();
    for pair in &pairs {
        let report = plain(&pair.old, &pair.new);
        let (found, said) = (verdicts(&report), said(&report));
        let missing: Vec<&String> = pair.words.iter().filter(|it| !said.contains(it.as_str())).collect();
        if found != pair.verdicts || !missing.is_empty() || !report.not_compared.is_empty() {
            let _ = writeln!(
                wrong,
                "{}\n  wanted {:?}\n  found  {found:?}\n  not said {missing:?} {:?}\n{said}",
                pair.title, pair.verdicts, report.not_compared
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn swapping_the_texts_swaps_stronger_and_weaker() {
    fn swapped(it: &str) -> &str {
        match it {
            "stronger" => "weaker",
            "weaker" => "stronger",
            other => other,
        }
    }
    for pair in pairs() {
        let (there, back) = (plain(&pair.old, &pair.new), plain(&pair.new, &pair.old));
        for party in &there.parties {
            let other = back.parties.iter().find(|it| it.name == party.name).expect("the same parties");
            if party.verdict.certain && other.verdict.certain {
                assert_eq!(swapped(party.verdict.verdict), other.verdict.verdict, "{}: {}", pair.title, party.name);
            } else {
                // What cannot be determined is stronger neither way.
                assert_ne!(party.verdict.verdict, "stronger", "{}: {}", pair.title, party.name);
                assert_ne!(other.verdict.verdict, "stronger", "{}: {}", pair.title, party.name);
            }
        }
    }
}

#[test]
fn a_text_has_no_difference_from_itself() {
    for path in files(&root().join("drafts"), "treaty").into_iter().step_by(one_in(4)) {
        let name = relative(&path);
        // One of them is no UTF-8, on purpose.
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let source = Source::new(FileId(0), name.as_str(), text);
        let report = compared(&source, &source, [None, None]);
        assert!(report.differences.is_empty(), "{name}: {}", said(&report));
        assert!(report.parties.iter().all(|it| it.verdict.verdict == "same"), "{name}: {:?}", verdicts(&report));
        assert_eq!(report.words_only, 0, "{name}");
    }
}

#[test]
fn a_weakening_is_never_stronger_for_the_one_who_is_helped() {
    let mut tried = 0;
    for number in 0..8 {
        let mut dice = Dice::new(18, number);
        let design = Design::new(&mut dice);
        let was = design.text();
        for weakening in WEAKENINGS {
            let mut after = design.clone();
            if !(weakening.change)(&mut after, &mut dice) {
                continue;
            }
            tried += 1;
            let report = plain(&was, &after.text());
            for party in report.parties.iter().filter(|it| it.protected && !it.adverse) {
                let told = party.aspects.get("protection");
                assert!(
                    told.is_none_or(|it| !(it.verdict == "stronger" && it.certain)),
                    "{}: {} is stronger\n{}\n{was}-----\n{}",
                    weakening.name,
                    party.name,
                    said(&report),
                    after.text()
                );
            }
        }
    }
    assert!(tried > 50, "only {tried} weakenings were tried");
}

const ISTANBUL: &str = "drafts/flawed/istanbul-2022-04.treaty";

fn shipped(path: &str) -> Source {
    Source::new(FileId(0), path, std::fs::read_to_string(root().join(path)).expect("a draft"))
}

#[test]
fn the_text_of_one_side_is_held_against_that_of_the_other() {
    let source = shipped(ISTANBUL);
    let report = compared(&source, &source, [Some("RUS"), Some("UKR")]);
    let said = said(&report);
    // The veto, the measures, the caps, the amendment rule.
    for words in [
        "can no longer prevent the obligation of another",
        "now owe UKR airspace-closure and weapons",
        "At most 250,000 personnel in place of at most 85,000 personnel",
        "who decides whether the text is amended: TUR can now prevent it alone. BLR can no longer prevent it alone",
        "in Annex-Areas",
    ] {
        assert!(said.contains(words), "`{words}` is not said:\n{said}");
    }
    let of = |party: &str, words: &str, verdict: &str| {
        let it =
            report.differences.iter().find(|it| format!("{} {}", it.sentence, it.details.join(" ")).contains(words));
        let it = it.expect("the difference is told");
        it.verdicts.iter().any(|it| it.party == party && it.verdict == verdict && it.certain)
    };
    assert!(of("UKR", "can no longer prevent the obligation", "stronger"));
    assert!(of("RUS", "can no longer prevent the obligation", "weaker"));
    assert!(of("UKR", "At most 800 tanks in place of at most 342 tanks", "stronger"));
    assert!(of("BLR", "BLR can no longer prevent it alone", "weaker"));
    let back = compared(&source, &source, [Some("UKR"), Some("RUS")]);
    let blockers: Vec<&String> = back.differences.iter().flat_map(|it| &it.new_blockers).collect();
    assert!(blockers.iter().any(|it| *it == "RUS"), "{blockers:?}");
}

#[test]
fn what_fell_out_of_a_declaration_is_told_by_name() {
    let (draft, adopted) =
        (shipped("tests/comparison/paris-draft.treaty"), shipped("tests/comparison/paris-final.treaty"));
    let report = compared(&draft, &adopted, [None, None]);
    let found = verdicts(&report);
    assert_eq!(found.get("UKR").map(String::as_str), Some("weaker"), "{found:?}");
    assert_eq!(found.get("USA").map(String::as_str), Some("stronger"), "{found:?}");
    assert_eq!(found.get("RUS").map(String::as_str), Some("stronger"), "{found:?}");
    let said = said(&report);
    for words in
        ["USA no longer promises FRA and GBR help", "an attack on the force opens: not said; before: `attack-on-force`"]
    {
        assert!(said.contains(words), "`{words}` is not said:\n{said}");
    }
    assert!(report.differences.iter().any(|it| it.unbinds && it.bearers == ["USA"]), "USA is no longer bound");
}

#[test]
fn the_document_fits_its_schema() {
    let held = std::fs::read_to_string(root().join("docs/schema/diff.schema.json")).expect("the schema");
    let held: serde_json::Value = serde_json::from_str(&held).expect("the schema is JSON");
    let source = shipped(ISTANBUL);
    let report = compared(&source, &source, [Some("RUS"), Some("UKR")]);
    let document: serde_json::Value =
        serde_json::from_str(&diff::json(&DiffReports::of(vec![report]))).expect("a document");
    assert_eq!(schema::faults(&held, &document), Vec::<String>::new());
    let mut wrong = document;
    wrong["comparisons"][0]["parties"][0]["verdict"] = "better".into();
    assert!(!schema::faults(&held, &wrong).is_empty(), "the schema refuses what the program does not write");
}

#[test]
fn the_command_compares_files_readings_and_commits() {
    let folder = Folder::new("diff");
    let frame = std::fs::read_to_string(root().join("tests/comparison/frame.treaty")).expect("the frame");
    folder.file("a.treaty", &frame);
    folder.file("b.treaty", frame.replace("each of guarantors }", "unanimity of guarantors }"));
    let run = |args: &[&str]| vattel(["diff"].into_iter().chain(args.iter().copied())).within(folder.path()).run();
    let same = run(&["a.treaty", "a.treaty"]);
    assert_eq!(same.code, 0, "{}", same.stderr);
    assert!(same.stdout.contains("No effect for anybody."), "{}", same.stdout);
    let changed = run(&["a.treaty", "b.treaty"]);
    assert_eq!(changed.code, 0, "{}", changed.stderr);
    assert!(changed.stdout.contains("UKR weaker"), "{}", changed.stdout);
    for (event, code) in [
        ("weaker:UKR", 1),
        ("perhaps-weaker:UKR", 1),
        ("new-blocker:FRA", 1),
        ("new-blocker:UKR", 0),
        ("unbound:USA", 0),
        ("weaker:NOBODY", 2),
        ("worse:UKR", 2),
    ] {
        let ran = run(&["a.treaty", "b.treaty", "--fail-on", event]);
        assert_eq!(ran.code, code, "{event}: {}", ran.stderr);
    }
    for format in ["json", "markdown", "html"] {
        let ran = run(&["a.treaty", "b.treaty", "--output-format", format]);
        assert!(ran.stdout.contains("UKR"), "{format}: {}", ran.stdout);
    }
    assert_eq!(run(&["a.treaty"]).code, 2, "one draft is compared with nothing");
    folder.file("broken.treaty", frame.replace("amendment {", "amendmnt {"));
    let partial = run(&["a.treaty", "broken.treaty"]);
    assert_eq!(partial.code, 2, "what was not compared wholly is no success");
    assert!(partial.stdout.contains("Not compared:"), "{}", partial.stdout);
    assert_eq!(run(&["a.treaty", "broken.treaty", "--allow-unread"]).code, 0);
}
