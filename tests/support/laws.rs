//! What holds for every input. Each law panics where it is broken; the tests, the mutated drafts of `benches/mutations.rs`
//! and the targets of `fuzz/` try the same ones.

use vattel::config::{Settings, file};
use vattel::diagnostic::{Diagnostic, Severity};
use vattel::engine::{self, Report, expectations, fixing};
use vattel::model::applied;
use vattel::rules;
use vattel::source::{FileId, Source, Span};
use vattel::syntax::format::{FormatOptions, differences, format};
use vattel::syntax::passage::on_one_line;
use vattel::syntax::{self, Parsed};

/// A law, by the name of its target.
pub type Law = fn(&[u8]);

/// Every law.
pub const LAWS: &[(&str, Law)] = &[
    ("parse", parse),
    ("check", check),
    ("fmt", fmt),
    ("fix", fix),
    ("suite", suite),
    ("configuration", configuration),
    #[cfg(feature = "lsp")]
    ("messages", messages),
];

fn source(text: &str) -> Source {
    Source::new(FileId::default(), "draft.treaty", text)
}

/// Without other instruments.
fn report(text: &str) -> Report {
    engine::check(&source(text), &Settings::all(), &|_| None)
}

/// Every text has a tree, and every finding of the reader a place in the text.
pub fn parse(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Parsed { comments, diagnostics, .. } = syntax::parse(FileId::default(), text);
    for span in comments.iter().chain(diagnostics.iter().map(|it| &it.primary.span)) {
        assert!(text.get(span.start as usize..span.end as usize).is_some(), "{span:?} is no place of the text");
    }
    let (scanned, rest) = (syntax::blanked(text), text.len());
    assert_eq!(scanned.len(), rest, "comments are blanked at the same offsets");
}

/// No part of the check fails, and each finding has its place and one line of words.
pub fn check(bytes: &[u8]) {
    let (source, report) = engine::check_bytes("draft.treaty", bytes.to_vec(), &Settings::all(), &|_| None);
    assert!(report.internal_errors.is_empty(), "{:?}", report.internal_errors);
    for finding in report.findings.iter().chain(&report.suppressed) {
        for label in std::iter::once(&finding.primary).chain(&finding.related) {
            let text = if label.file == source.file {
                &source
            } else {
                report.included.iter().find(|it| it.file == label.file).expect("a label points into a known text")
            };
            let place = text.text.get(label.span.start as usize..label.span.end as usize);
            assert!(place.is_some(), "{}: {:?} is no place of {}", finding.rule, label.span, text.name);
            assert_plain(&finding.rule, &label.text);
        }
        assert_plain(&finding.rule, &finding.message);
        finding.help.iter().chain(&finding.counterexample).for_each(|it| assert_plain(&finding.rule, it));
    }
}

fn assert_plain(rule: &str, words: &str) {
    assert!(!words.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']), "{rule}: a line break in {words:?}");
}

/// Formatting changes layout only.
pub fn fmt(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Err(broken) = formatting(text, &FormatOptions::default()) {
        panic!("{broken}");
    }
}

/// The tree with words for places, so that only what it says is compared.
fn tree(text: &str, parsed: &Parsed) -> String {
    let shown = format!("{:?}", parsed.draft);
    let mut said = String::with_capacity(shown.len());
    let mut rest = shown.as_str();
    while let Some(dots) = rest.find("..") {
        let digits = |it: char| it.is_ascii_digit();
        let start = rest[..dots].rfind(|it| !digits(it)).map_or(0, |it| it + 1);
        let end = rest[dots + 2..].find(|it| !digits(it)).map_or(rest.len(), |it| dots + 2 + it);
        said.push_str(&rest[..start]);
        if let (Ok(from), Ok(to)) = (rest[start..dots].parse(), rest[dots + 2..end].parse()) {
            // Comments within an entry are no words of it.
            let span = Span::new(from, to);
            let mut words = span.of(text).to_owned();
            for it in parsed.comments.iter().rev().filter(|it| span.contains(**it)) {
                words.replace_range((it.start - from) as usize..(it.end - from) as usize, "");
            }
            said.extend(["‹", &bare(&words), "›"]);
        } else {
            said.push_str(&rest[start..end]);
        }
        rest = &rest[end..];
    }
    said.push_str(rest);
    said
}

fn comments<'t>(text: &'t str, parsed: &Parsed) -> Vec<&'t str> {
    parsed.comments.iter().map(|it| it.of(text).trim_end()).collect()
}

fn bare(text: &str) -> String {
    text.chars().filter(|it| !it.is_ascii_whitespace()).collect()
}

/// Two texts are the same; where not, only the first difference is shown.
fn same(one: &str, other: &str, why: &str) -> Result<(), String> {
    let at = one.chars().zip(other.chars()).take_while(|it| it.0 == it.1).count();
    let around = |text: &str| text.chars().skip(at.saturating_sub(150)).take(300).collect::<String>();
    if one == other { Ok(()) } else { Err(format!("{why}:\n{}\n---\n{}", around(one), around(other))) }
}

/// What a check finds in a text, places as counts of signs; with what allows it, and whether every mark of a test is met.
fn findings(text: &str) -> (Vec<String>, Vec<String>) {
    let settings = Settings::all();
    let source = Source::new(FileId(0), "a.treaty", text);
    let report = engine::check(&source, &settings, &|_| None);
    let signs = |at: u32| text.as_bytes()[..at as usize].iter().filter(|it| **it > b' ').count();
    let shown = |it: &Diagnostic| {
        let reason = it.allowance.as_ref().map(|it| &it.reason);
        format!("{} {} {} {reason:?} {:?}", it.rule, signs(it.primary.span.start), it.message, it.severity)
    };
    let all = report.findings.iter().chain(&report.suppressed).map(shown).collect();
    let marks = match expectations::read(text) {
        Ok(marks) => {
            let compared = expectations::compare(&source, &report, &marks.marks);
            let unmarked = compared.unmarked.into_iter().map(|it| it.mark);
            unmarked.chain(compared.unmet.into_iter().map(|(at, it)| format!("{at} {}", it.mark))).collect()
        }
        Err(_) => vec!["unreadable".to_owned()],
    };
    (all, marks)
}

/// Whether formatting keeps words, comments, tree, findings and marks, and done twice is done once; if not, what differs.
pub fn formatting(text: &str, look: &FormatOptions) -> Result<(), String> {
    let formatted = |text: &str| format(text, look).unwrap_or_else(|_| text.to_owned());
    let (again, formatted) = (formatted(&formatted(text)), formatted(text));
    same(&bare(text), &bare(&formatted), "a sign was lost")?;
    let (before, after) = (syntax::parse(FileId(0), text), syntax::parse(FileId(0), &formatted));
    same(&comments(text, &before).join("\n"), &comments(&formatted, &after).join("\n"), "a comment has changed")?;
    same(&tree(text, &before), &tree(&formatted, &after), "the tree has changed")?;
    same(&on_one_line(text), &on_one_line(&formatted), "it is quoted otherwise")?;
    same(&formatted, &again, "twice is not once")?;
    let edits = differences(text, &formatted);
    same(&applied(text, &edits), &formatted, "the edits do not make the text")?;
    if text != formatted {
        let ((found, marked), (others, others_marked)) = (findings(text), findings(&formatted));
        same(&found.join("\n"), &others.join("\n"), "the findings have changed")?;
        same(&marked.join("\n"), &others_marked.join("\n"), "other marks are met")?;
    }
    // What could not be read is there to the byte.
    for it in before
        .diagnostics
        .iter()
        .filter(|it| it.severity == Severity::Error && it.rule.starts_with("syntax/unreadable"))
    {
        let broken = it.primary.span.of(text);
        if !formatted.contains(broken) {
            return Err(format!("`{broken}` is gone from {formatted}"));
        }
    }
    Ok(())
}

/// A fixed draft reads as well as before, and fixing it once more changes nothing.
pub fn fix(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    // Safe fixes are applied before the others.
    let fixed =
        |text: &str| fixing::fix(&source(text), report(text), &Settings::all(), &|_| None, true, &|_: &mut Report| ());
    let first = fixed(text);
    if first.count == 0 {
        assert_eq!(first.text, text, "no fix was applied, and the text has changed");
        return;
    }
    let unread = |text: &str| {
        let found = syntax::parse(FileId::default(), text).diagnostics;
        found.iter().filter(|it| it.severity == Severity::Error).count()
    };
    assert!(unread(&first.text) <= unread(text), "a fixed draft reads worse:\n{}", first.text);
    assert!(report(&first.text).internal_errors.is_empty(), "the check of a fixed draft fails");
    assert_eq!(fixed(&first.text).text, first.text, "fixing twice is fixing once");
}

/// A suite is read or refused, and each fault has its place.
pub fn suite(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for fault in vattel::suite::file::faults("x.suite.toml", text) {
        assert!(text.get(fault.span.clone()).is_some(), "{:?} is no place of the suite", fault.span);
    }
}

/// The same of a configuration.
pub fn configuration(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let known: Vec<_> = rules::shared().collect();
    for fault in file::read(text, &known).1 {
        assert!(text.get(fault.span.clone()).is_some(), "{:?} is no place of the configuration", fault.span);
    }
}

/// Whatever an editor sends after it has begun, a message in JSON on each line, the server goes on until it is told to end.
#[cfg(feature = "lsp")]
pub fn messages(bytes: &[u8]) {
    use lsp_server::{Connection, Message};
    use serde_json::{Value, json};

    let message = |value: Value| serde_json::from_value::<Message>(value).ok();
    let request = |id: i32, method: &str, params: Value| {
        message(json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }))
    };
    let notification =
        |method: &str, params: Value| message(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    let (editor, other) = Connection::memory();
    let server = std::thread::spawn(move || vattel::lsp::serve(&other));
    let begin = [
        request(0, "initialize", json!({ "processId": null, "rootUri": null, "capabilities": {} })),
        notification("initialized", json!({})),
    ];
    let said = bytes.split(|it| *it == b'\n').filter_map(|line| message(serde_json::from_slice(line).ok()?));
    let end = [request(-1, "shutdown", Value::Null), notification("exit", Value::Null)];
    for message in begin.into_iter().flatten().chain(said).chain(end.into_iter().flatten()) {
        // A message may have ended the server.
        if editor.sender.send(message).is_err() {
            break;
        }
    }
    drop(editor);
    assert!(server.join().is_ok(), "the server panics");
}
