//! What holds for every input. Each law panics where it is broken; the tests, the mutated drafts of `benches/mutations.rs`
//! and the targets of `fuzz/` try the same ones.

use vattel::config::{Settings, written};
use vattel::diagnostic::{Diagnostic, Severity};
use vattel::engine::{self, Report, fixing};
use vattel::rules::CATALOGUE;
use vattel::source::{FileId, Source};
use vattel::syntax::format::{Look, format};
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
    let (scanned, rest) = (syntax::prepare(text), text.len());
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
                report.companions.iter().find(|it| it.file == label.file).expect("a label points into a known text")
            };
            let place = text.text.get(label.span.start as usize..label.span.end as usize);
            assert!(place.is_some(), "{}: {:?} is no place of {}", finding.rule, label.span, text.name);
            assert_plain(finding.rule, &label.text);
        }
        assert_plain(finding.rule, &finding.message);
        finding.help.iter().chain(&finding.counterexample).for_each(|it| assert_plain(finding.rule, it));
    }
}

fn assert_plain(rule: &str, words: &str) {
    assert!(!words.contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']), "{rule}: a line break in {words:?}");
}

/// Formatting keeps the tree, the findings and every comment, and done twice is done once.
pub fn fmt(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let formatted = format(text, &Look::default());
    assert_eq!(bare(text), bare(&formatted), "formatting changes blanks only");
    assert_eq!(format(&formatted, &Look::default()), formatted, "formatting twice is formatting once");
    if formatted != text {
        let (before, after) = (report(text), report(&formatted));
        assert_eq!(said(&before.findings), said(&after.findings), "formatting keeps the findings");
        assert_eq!(said(&before.suppressed), said(&after.suppressed), "formatting keeps what is suppressed");
    }
}

fn bare(text: &str) -> String {
    text.chars().filter(|it| !it.is_ascii_whitespace()).collect()
}

/// What findings say, in one order, places left out.
fn said(findings: &[Diagnostic]) -> Vec<(&str, Severity, &str)> {
    let mut said: Vec<_> = findings.iter().map(|it| (it.rule, it.severity, it.message.as_str())).collect();
    said.sort_unstable();
    said
}

/// A fixed draft reads as well as before, and there is nothing left to fix in it.
pub fn fix(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for unsafe_too in [false, true] {
        let fixed = |text: &str| {
            fixing::fix(&source(text), report(text), &Settings::all(), &|_| None, unsafe_too, &|_: &mut Report| ())
        };
        let first = fixed(text);
        if first.count == 0 {
            assert_eq!(first.text, text, "no fix was applied, and the text has changed");
            continue;
        }
        let unread = |text: &str| {
            let found = syntax::parse(FileId::default(), text).diagnostics;
            found.iter().filter(|it| it.severity == Severity::Error).count()
        };
        assert!(unread(&first.text) <= unread(text), "a fixed draft reads worse:\n{}", first.text);
        assert!(report(&first.text).internal_errors.is_empty(), "the check of a fixed draft fails");
        assert_eq!(fixed(&first.text).text, first.text, "fixing twice is fixing once");
    }
}

/// A suite is read or refused, and each fault has its place.
pub fn suite(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for fault in vattel::suite::written::faults("x.suite.toml", text) {
        assert!(text.get(fault.span.clone()).is_some(), "{:?} is no place of the suite", fault.span);
    }
}

/// The same of a configuration.
pub fn configuration(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let known: Vec<_> = CATALOGUE.to_vec();
    for fault in written::read(text, &known).1 {
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
