//! A text with its brackets taken in one reading says what it says in that reading: every draft and every example, in the
//! unbracketed reading, with each text against it, and with the texts of each party.

use crate::support::vattel::vattel;
use crate::support::{files, marks, one_in, relative, root};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use vattel::config::Settings;
use vattel::diagnostic::{Diagnostic, Edit};
use vattel::engine::Report;
use vattel::model::{BracketContent, BracketText, Brackets, Choice, ReadingName, Visits, Which, applied, take};
use vattel::rules::{CATALOGUE, Check, page};
use vattel::source::{FileId, Span};
use vattel::syntax::format::{FormatOptions, format};
use vattel::syntax::{self, Parsed};

/// Rules that look at names in texts that are left out.
const ON_LEFT_OUT: &[&str] = &["names/unused", "drafting/unused-term"];

/// Where the suppressions of a draft lie is not what it says.
const ON_COMMENTS: &str = "suppression/";

/// Every draft, and every example of the reference and the pages, that can be read and holds brackets.
fn texts() -> Vec<(PathBuf, String)> {
    let mut texts: Vec<(PathBuf, String)> = Vec::new();
    let folders = ["drafts", "benches"].into_iter().flat_map(|it| files(&root().join(it), "treaty"));
    for path in folders {
        // One of them is no UTF-8, on purpose.
        texts.extend(std::fs::read_to_string(&path).ok().map(|text| (path, text)));
    }
    let reference = root().join("grammar/reference.md");
    let blocks = page::blocks(&std::fs::read_to_string(&reference).expect("the reference"));
    let examples = CATALOGUE.iter().flat_map(|rule| page::examples(rule)).map(|it| it.text);
    for (number, text) in blocks.into_iter().map(|it| it.text).chain(examples).enumerate() {
        texts.push((reference.with_file_name(format!("example {number}")), text));
    }
    texts.retain(|(_, text)| {
        let parsed = syntax::parse(FileId(0), text);
        parsed.draft.brackets > 0 && parsed.diagnostics.is_empty()
    });
    assert!(texts.len() > 40, "there are brackets to take: {}", texts.len());
    texts
}

/// The readings to try, each by how it is asked for.
fn readings(brackets: &Brackets<'_>) -> Vec<Which> {
    let mut readings = vec![Which::Unbracketed];
    for bracket in &brackets.all {
        for choice in bracket.choices().into_iter().skip(1) {
            let letter = choice.taken().and_then(|it| char::from_digit(it as u32 + 10, 36)).expect("a letter");
            let name = format!("{}{letter}", bracket.id.0 + 1);
            readings.push(Which::Named(ReadingName::read(&name).expect("the name of a text")));
        }
    }
    let texts = brackets.all.iter().flat_map(|it| &it.alternatives);
    let parties: BTreeSet<&str> = texts.flat_map(|it| it.who.iter().copied()).collect();
    readings.extend(parties.into_iter().map(|it| Which::Named(ReadingName::party(it))));
    readings
}

fn check(path: &Path, text: &str, which: &Which) -> Report {
    let mut settings = Settings::all();
    settings.readings = which.clone();
    marks::check(path, text.as_bytes(), &settings).1
}

/// What is found, without places. A name that is declared in brackets alone is declared nowhere once they are gone, and what
/// a message quotes with brackets it quotes without.
fn said(report: &Report, text: &str, edits: &[Edit]) -> Vec<String> {
    // Rules across the readings look at brackets themselves.
    let across = |it: &Diagnostic| {
        CATALOGUE.iter().any(|rule| rule.id == it.rule && matches!(rule.check, Check::CrossReadingContext(_)))
    };
    // So do those who look at the names in heads.
    let heads =
        |it: &Diagnostic| it.message.starts_with("the text of `") || it.message.contains("alternative of this bracket");
    let counts = |it: &&Diagnostic| {
        !heads(it) && !across(it) && !ON_LEFT_OUT.contains(&&*it.rule) && !it.rule.starts_with(ON_COMMENTS)
    };
    let words = |it: &Diagnostic| {
        let missing = ["names/undefined", "drafting/dangling-reference"].contains(&&*it.rule);
        let name = it.message.split('`').nth(1).unwrap_or(&it.message);
        let name = name.strip_prefix("this text has no ").unwrap_or(name);
        if missing {
            format!("{name} is missing")
        } else {
            format!("{}: {}", it.rule, quoting(&it.message, text, edits))
        }
    };
    let mut said: Vec<String> = report.findings.iter().chain(&report.suppressed).filter(counts).map(words).collect();
    said.sort_unstable();
    // What brackets hide is missing in each article; what nobody declares is said once.
    said.dedup();
    said
}

/// A message with the edits applied to what it quotes.
fn quoting(message: &str, text: &str, edits: &[Edit]) -> String {
    let quote = |words: &str| {
        let start = if words.contains('[') { text.find(words)? } else { return None };
        let end = start + words.len();
        let within = |it: &&Edit| start <= it.span.start as usize && it.span.end as usize <= end;
        let moved = |it: &Edit| Edit {
            span: Span::new(it.span.start - start as u32, it.span.end - start as u32),
            text: it.text.clone(),
        };
        let edits: Vec<Edit> = edits.iter().filter(within).map(moved).collect();
        Some(applied(words, &edits))
    };
    let parts = message.split('`').enumerate();
    let parts = parts.map(|(at, it)| quote(it).filter(|_| at % 2 == 1).unwrap_or_else(|| it.to_owned()));
    parts.collect::<Vec<_>>().join("`")
}

fn comments<'a>(text: &'a str, parsed: &Parsed) -> Vec<&'a str> {
    parsed.comments.iter().map(|it| it.of(text).trim_end()).collect()
}

/// What is wrong with the text of a reading, if anything.
fn fault(path: &Path, text: &str, which: &Which) -> Option<String> {
    let parsed = syntax::parse(FileId(0), text);
    let brackets = Brackets::of(text, &parsed.draft);
    let visits = Visits::plan(&brackets, which, 1).expect("one reading");
    let choices = visits.readings[0].choices();
    let chosen = |it: &BracketText<'_>| Some(choices[it.id.0 as usize]);
    let edits = take(text, &parsed.draft, &parsed.comments, &brackets, &chosen);
    let taken = applied(text, &edits);
    let again = syntax::parse(FileId(0), &taken);
    let complaint = if !again.diagnostics.is_empty() {
        format!("it can't be read: {:?}", again.diagnostics)
    } else if again.draft.brackets > 0 {
        "brackets are left".to_owned()
    } else if comments(text, &parsed) != comments(&taken, &again) {
        "a comment is lost".to_owned()
    } else {
        let before = said(&check(path, text, which), text, &edits);
        let after = said(&check(path, &taken, &Which::Unbracketed), &taken, &[]);
        if before == after {
            return None;
        }
        let only = |one: &[String], other: &[String]| -> Vec<String> {
            one.iter().filter(|it| !other.contains(it)).cloned().collect()
        };
        format!("only before: {:#?}\nonly after: {:#?}", only(&before, &after), only(&after, &before))
    };
    Some(format!("{} in {which:?}: {complaint}", relative(path)))
}

#[test]
fn a_text_that_is_taken_says_what_its_reading_says() {
    let mut faults = Vec::new();
    let mut tried = 0;
    for (path, text) in texts().into_iter().step_by(one_in(6)) {
        let parsed = syntax::parse(FileId(0), &text);
        for which in readings(&Brackets::of(&text, &parsed.draft)) {
            tried += 1;
            faults.extend(fault(&path, &text, &which));
        }
    }
    assert!(tried * one_in(6) > 100, "{tried} readings");
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

#[test]
fn a_line_that_is_taken_is_as_it_was_and_one_left_out_is_gone() {
    let mut tried = 0;
    for path in files(&root().join("drafts"), "treaty") {
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let parsed = syntax::parse(FileId(0), &text);
        if parsed.draft.brackets > 0 || !parsed.diagnostics.is_empty() {
            continue;
        }
        let mut start = 0;
        for (number, whole) in text.split_inclusive('\n').enumerate() {
            let line = whole.trim();
            let at = start + (whole.len() - whole.trim_start().len());
            start += whole.len();
            // Every line of every draft would take long.
            if line.is_empty() || line.contains('#') || number % one_in(7) != 0 {
                continue;
            }
            let (before, behind) = (&text[..at], &text[at + line.len()..]);
            let bracketed = format!("{before}[ UKR: {line}\n | RUS: nothing ]{behind}");
            let parsed = syntax::parse(FileId(0), &bracketed);
            let brackets = Brackets::of(&bracketed, &parsed.draft);
            if !parsed.diagnostics.is_empty()
                || brackets.all.len() != 1
                || brackets.all[0].held == BracketContent::Values
            {
                continue;
            }
            tried += 1;
            let choosing = |choice| {
                let edits = take(&bracketed, &parsed.draft, &parsed.comments, &brackets, &|_| Some(choice));
                applied(&bracketed, &edits)
            };
            let place = format!("{}:{}", relative(&path), number + 1);
            assert_eq!(choosing(Choice::Take(0)), text, "{place}");
            let without = [&text[..start - whole.len()], &text[start..]].concat();
            assert_eq!(choosing(Choice::Out), without, "{place}");
        }
    }
    assert!(tried > 100, "{tried} lines");
}

#[test]
fn the_number_of_an_option_is_no_part_of_its_text() {
    let text = "article 3 {\n    obligation arms { FRA [ Option 1: shall | Option B: may ] assist POL within [ Option 1: 3 days | Option 2: 4 days ] }\n}\n";
    let parsed = syntax::parse(FileId(0), text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let brackets = Brackets::of(text, &parsed.draft);
    let edits = take(text, &parsed.draft, &parsed.comments, &brackets, &|_| Some(Choice::Take(1)));
    assert_eq!(applied(text, &edits), "article 3 {\n    obligation arms { FRA may assist POL within 4 days }\n}\n");
    let laid = format(text, &FormatOptions::default()).expect("a draft");
    for option in ["[ Option 1:", "Option B:", "Option 2: 4 days"] {
        assert!(laid.contains(option), "{laid}");
    }
}

/// What an analysis says otherwise turns on a bracket too, and what is still to be agreed is open.
#[test]
fn what_no_rule_reports_turns_on_a_bracket_all_the_same() {
    let draft = "party POL \"Poland\" is beneficiary\nparty USA \"United States\" is guarantor\n\
                 trigger attack { on armed-attack against POL decided by automatic }\n\
                 obligation help { upon attack USA shall assist POL by weapons within [ POL: 2 days | USA: 2 years ] }\n\
                 obligation talks { POL, USA shall establish \"a commission\" within TBD }\n\
                 limit caps { on POL at most [ POL: 900 | USA: 9 ] tanks }\n\
                 area East [ POL: \"the east\" | USA: \"the east of it\" ] within POL\n";
    let run = |format: &str| vattel(["brackets", "-", "--output-format", format]).stdin(draft).run().stdout;
    let full = run("full");
    for words in
        ["4 unresolved points", "obligation help (summary, timeline, duties)", "limit caps (duties)", "line 5: `TBD`"]
    {
        assert!(full.contains(words), "{words}\n{full}");
    }
    let document: serde_json::Value = serde_json::from_str(&run("json")).expect("JSON");
    let effects = |at: usize| document["brackets"][at]["effects"].as_array().expect("a list").len();
    assert_eq!([effects(0), effects(1), effects(2)], [1, 1, 0], "{document}");
    assert_eq!(document["holes"].as_array().map(Vec::len), Some(1));
}
