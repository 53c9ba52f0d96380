//! The formats: places in every script, text that can't harm a terminal, JSON that fits its schema.

use crate::support::{bless, files, one_in, relative, root, schema};
use vattel::config::Settings;
use vattel::diagnostic::{ClauseLevel, ClausePath, Diagnostic, Edit, Fix, HoldsIn, Label, Safety, Severity};
use vattel::engine::{self, OpenText, Report};
use vattel::model::{ReadingTotal, TooMany, Which, applied};
use vattel::report::brackets::{self, DraftBrackets};
use vattel::report::{Checked, Format, Run, RunSummary, Style, TerminalStyle};
use vattel::source::{FileId, Source, Span};

fn path(parts: &[(ClauseLevel, &'static str, &str)]) -> ClausePath {
    let mut path = ClausePath::default();
    for (level, kind, name) in parts {
        path.push(*level, kind, *name);
    }
    path
}

/// A draft with Cyrillic names, an emoji and a tab, and a finding in each part of it.
fn sample(text: &str) -> (Source, Report) {
    let source = Source::new(FileId(0), "чернетка.treaty", text);
    let place = |words: &str| {
        let start = text.find(words).expect("the words are there") as u32;
        Span::new(start, start + words.len() as u32)
    };
    let mut veto =
        Diagnostic::new("veto/sample", Severity::Error, FileId(0), place("unanimity"), "`RUS` can block `напад`");
    veto.here("every guarantor must agree")
        .label(place("🕊 тут"), "assumed here")
        .counterexample("RUS votes no: no obligation arises for FRA and GBR")
        .help("exclude the party concerned from the vote, or lower the threshold so that no single state can stop the promise")
        .fix(Fix::replace(Safety::Unsafe, "take `majority`", place("unanimity"), "majority"));
    let words = "only where the text of RUS is adopted in article 5".into();
    veto.clause = Some(path(&[(ClauseLevel::Unit, "article", "5"), (ClauseLevel::Provision, "trigger", "напад")]));
    veto.reading = Some(HoldsIn { words, readings: 8, of: 16, turns_on: vec![3] });
    let end = Span::at(text.len() as u32);
    let end = Diagnostic::new("syntax/sample", Severity::Warning, FileId(0), end, "the text ends too soon");
    let advice = Diagnostic::new("names/sample", Severity::Advice, FileId(0), place("тут"), "a word");
    let council = "body UNSC \"Council\" {\n    decides by unanimity of members\n}\n";
    veto.related.push(Label { file: FileId(1), span: Span::new(26, 57), text: "the rule of the body".into() });
    let included = vec![Source::new(FileId(1), "prelude.treaty", council)];
    let report = Report { findings: vec![veto, advice, end], included, ..Report::default() };
    (source, report)
}

const TEXT: &str = "# перша\ntrigger напад {\n\tdecided by unanimity of guarantors # 🕊 тут\n}\n";

fn render(format: Format, style: Style, color: bool, source: &Source, report: &Report) -> String {
    let renderer = format.renderer(TerminalStyle { style, color, width: 80 }, &Run::default());
    let draft = renderer.draft(Checked { source, report, fail_on: None });
    renderer.head() + &draft + &renderer.tail(&RunSummary::of(report, None))
}

#[test]
fn each_format_looks_as_it_did() {
    let (source, report) = sample(TEXT);
    let folder = root().join("tests/snapshots");
    let all = [
        ("full-fancy.txt", Format::Full, Style::Fancy, false),
        ("full-color.txt", Format::Full, Style::Fancy, true),
        ("full-ascii.txt", Format::Full, Style::Ascii, false),
        ("full-plain.txt", Format::Full, Style::Plain, false),
        ("concise.txt", Format::Concise, Style::Fancy, false),
        ("findings.json", Format::Json, Style::Fancy, false),
        ("findings.jsonl", Format::JsonLines, Style::Fancy, false),
    ];
    let faults: Vec<String> = all
        .into_iter()
        .filter_map(|(name, format, style, color)| {
            bless::file(&folder.join(name), &render(format, style, color, &source, &report)).err()
        })
        .collect();
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn columns_are_characters_in_every_format() {
    let (source, report) = sample(TEXT);
    let concise = render(Format::Concise, Style::Fancy, false, &source, &report);
    assert!(concise.starts_with("чернетка.treaty:3:13: error[veto/sample] "), "{concise}");
    assert!(concise.contains("чернетка.treaty:3:41: advice[names/sample] a word"), "{concise}");
    let full = render(Format::Full, Style::Fancy, false, &source, &report);
    assert!(full.contains("[чернетка.treaty:3:13]"), "{full}");
    assert!(full.contains("[чернетка.treaty:3:41]"), "{full}");
    let json: serde_json::Value =
        serde_json::from_str(&render(Format::Json, Style::Fancy, false, &source, &report)).expect("JSON");
    assert_eq!(json["findings"][0]["location"]["start"]["column"], 13);
    assert_eq!(json["findings"][0]["related"][0]["start"]["column"], 39);
}

#[test]
fn line_ends_of_windows_change_no_place() {
    let (source, report) = sample(TEXT);
    let (dos, dos_report) = sample(&TEXT.replace('\n', "\r\n"));
    for style in [Style::Fancy, Style::Ascii, Style::Plain] {
        let unix = render(Format::Full, style, false, &source, &report);
        assert_eq!(unix, render(Format::Full, style, false, &dos, &dos_report));
    }
    let concise = |source, report| render(Format::Concise, Style::Fancy, false, source, report);
    assert_eq!(concise(&source, &report), concise(&dos, &dos_report));
}

#[test]
fn a_finding_at_the_end_is_shown() {
    for text in ["party UKR", "party UKR\n", "party UKR\n\n\n", "x", "\n", ""] {
        let source = Source::new(FileId(0), "a.treaty", text);
        let mut finding =
            Diagnostic::new("a/b", Severity::Error, FileId(0), Span::at(text.len() as u32), "the text ends too soon");
        finding.here("here");
        let report = Report { findings: vec![finding], ..Report::default() };
        for style in [Style::Fancy, Style::Ascii, Style::Plain] {
            let full = render(Format::Full, style, false, &source, &report);
            assert!(full.contains("here") && full.contains("a.treaty"), "{text:?}: {full}");
            assert!(!full.contains("Failed to read"), "{text:?}: {full}");
        }
    }
}

#[test]
fn each_label_is_told_once_and_on_its_line() {
    for between in ["\n", "\n\n\n", "\n# x\n\n\n# y\n\n# z\n"] {
        let text = format!("party UKR \"Ukraine\"\n# a{between}state RUS \"Russia\"{between}");
        let source = Source::new(FileId(0), "a.treaty", text.as_str());
        let mut finding = Diagnostic::new("a/b", Severity::Error, FileId(0), Span::new(6, 9), "a finding");
        let far = text.find("RUS").expect("a name") as u32;
        finding.here("one").label(Span::new(far, far + 3), "another");
        let line = 1 + text[..far as usize].matches('\n').count();
        let report = Report { findings: vec![finding], ..Report::default() };
        let told = render(Format::Full, Style::Plain, false, &source, &report);
        let labels: Vec<&str> = told.lines().filter(|it| it.contains("label")).map(str::trim).collect();
        let another = format!("label at line {line}, columns 7 to 9: another");
        assert_eq!(labels, ["label at line 1, columns 7 to 9: one", another.as_str()], "{told}");
    }
}

#[test]
fn no_draft_steers_the_terminal() {
    let text = "party UKR \"\u{1b}[31mU\u{7}kr\u{202e}aine\u{9b}\"\r\n";
    let source = Source::new(FileId(0), "evil\u{1b}[2J.treaty", text);
    let mut finding = Diagnostic::new("a/b", Severity::Error, FileId(0), Span::new(10, 20), "`\u{1b}[31m` is no\nname");
    finding.here("\u{1b}x").label(Span::new(0, 5), "\u{202e}y").help("\u{7}z").counterexample("\u{9b}w");
    finding.clause = Some(path(&[(ClauseLevel::Provision, "rung", "\u{1b}c")]));
    let report = Report { findings: vec![finding], ..Report::default() };
    for (format, style) in [
        (Format::Full, Style::Fancy),
        (Format::Full, Style::Ascii),
        (Format::Full, Style::Plain),
        (Format::Concise, Style::Fancy),
        (Format::Json, Style::Fancy),
        (Format::JsonLines, Style::Fancy),
    ] {
        let out = render(format, style, false, &source, &report);
        let raw = out.chars().find(|c| c.is_control() && *c != '\n' && *c != '\t');
        assert_eq!(raw, None, "{format:?} {style:?}: {out:?}");
    }
}

#[test]
fn json_fits_its_schema() {
    let schema = std::fs::read_to_string(root().join("docs/schema/findings.schema.json")).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let (source, mut report) = sample(TEXT);
    report.suppressed = vec![report.findings[1].clone()];
    let whole = render(Format::Json, Style::Fancy, false, &source, &report);
    let whole: serde_json::Value = serde_json::from_str(&whole).expect("JSON");
    assert_eq!(schema::faults(&schema, &whole), Vec::<String>::new());

    let lines = render(Format::JsonLines, Style::Fancy, false, &source, &report);
    assert_eq!(lines.lines().count(), 5);
    for line in lines.lines() {
        let value: serde_json::Value = serde_json::from_str(line).expect("JSON on each line");
        let one = &schema["$defs"]["line"];
        let mut alone = one.clone();
        alone["$defs"] = schema["$defs"].clone();
        assert_eq!(schema::faults(&alone, &value), Vec::<String>::new());
    }

    let mut wrong = whole.clone();
    wrong["findings"][0]["severity"] = "fatal".into();
    wrong["findings"][1]["colour"] = "red".into();
    wrong["version"] = 2.into();
    assert_eq!(schema::faults(&schema, &wrong).len(), 3, "the schema refuses what the program does not write");
}

#[test]
fn the_list_of_brackets_fits_its_schema() {
    let schema = std::fs::read_to_string(root().join("docs/schema/brackets.schema.json")).expect("the schema");
    let schema: serde_json::Value = serde_json::from_str(&schema).expect("the schema is JSON");
    for path in files(&root().join("drafts"), "treaty").into_iter().step_by(one_in(3)) {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let source = Source::new(FileId(0), relative(&path), text);
        let mut settings = Settings::all();
        settings.readings = Which::Each;
        let (report, open) = engine::open(&source, &settings, &|_| None);
        let listed = DraftBrackets {
            source: &source,
            readings: report.readings.as_ref(),
            open: &open,
            effects: &[],
            turning: &[],
            holes: &[],
        };
        let edits = engine::edits(&source);
        let list: serde_json::Value = serde_json::from_str(&brackets::json(listed, &edits)).expect("a document");
        assert_eq!(schema::faults(&schema, &list), Vec::<String>::new(), "{}", source.name);
        let texts: Vec<&OpenText> = open.iter().flat_map(|it| &it.texts).collect();
        let edits: Vec<&Vec<Edit>> = edits.iter().flatten().collect();
        assert_eq!(texts.len(), edits.len(), "{}", source.name);
        for (text, edits) in texts.into_iter().zip(edits) {
            assert!(applied(&source.text, edits).len() < source.text.len(), "{}: {}", source.name, text.name);
        }
    }
}

#[test]
fn ten_thousand_findings_cost_ten_times_a_thousand() {
    // A text of one line is the worst case: every place is far from the start of its line.
    for ending in ["\n", " "] {
        let text = format!("party UKR \"Ukraine\" is beneficiary{ending}").repeat(10_000);
        let source = Source::new(FileId(0), "a.treaty", text.as_str());
        let finding = |at: u32| {
            let mut finding = Diagnostic::new("a/b", Severity::Error, FileId(0), Span::new(at, at + 5), "a finding");
            finding.label(Span::new(at + 6, at + 9), "and here");
            finding
        };
        let report = Report { findings: (0..10_000).map(|at| finding(at * 35)).collect(), ..Report::default() };
        let full = render(Format::Full, Style::Fancy, false, &source, &report);
        // Size is what can be counted without a clock: one finding costs the lines around it, never the text.
        assert!(full.len() < 20_000_000, "{} bytes", full.len());
        assert_eq!(full.matches("and here").count(), 10_000);
    }
}

#[test]
fn the_summary_counts_what_is_there() {
    let (_, report) = sample(TEXT);
    let mut summary = RunSummary::of(&report, None);
    assert_eq!(summary.line(), "1 error, 1 warning, 1 advice\n");
    summary.add(&RunSummary::of(&Report::default(), None));
    assert_eq!(summary.line(), "1 error, 1 warning, 1 advice in 1 of 2 drafts\n");
    assert_eq!(summary.at_least(Severity::Warning), 2);
    assert_eq!(RunSummary::of(&Report::default(), None).line(), "no findings in 1 draft\n");
    let refused = Report { refused: Some(TooMany { count: ReadingTotal(Some(4)), most: 3 }), ..Report::default() };
    assert_eq!(RunSummary::of(&refused, None).line(), "no draft was checked\n");
    assert_eq!(summary.table(), "1  error    veto/sample\n1  warning  syntax/sample\n1  advice   names/sample\n");
}
