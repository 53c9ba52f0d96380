//! Expectations beside the fault: `#~ rule: start of the message` for a finding that starts on the mark's own line,
//! `#~^ rule` for one on the line above, `#~^^` two above. `#~ rule (only where TUR is kept): start of the message` says
//! also in which readings it holds. A line may hold several marks.

use std::fmt::Write as _;
use vattel::config::{Selection, Settings};
use vattel::engine::{self, Report};
use vattel::source::{FileId, LineIndex, Source};

/// What a draft promises that the linter says.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// The line of the finding, from 1.
    pub line: usize,
    /// The rule, or its bare name.
    pub rule: String,
    /// In which readings it holds; in any if the mark does not say.
    pub reading: Option<String>,
    /// How the message starts; anything if empty.
    pub message: String,
}

/// The marks of a text, and its `#@ rules:` line.
#[derive(Debug, Default)]
pub struct Marks {
    pub marks: Vec<Mark>,
    /// The rules that run, if the text says so.
    pub rules: Option<Vec<String>>,
}

/// Reads the marks of a draft.
pub fn read(text: &str) -> Result<Marks, String> {
    let mut found = Marks::default();
    for (line, number) in text.lines().zip(1_usize..) {
        if let Some(list) = line.trim().strip_prefix("#@") {
            let list =
                list.trim().strip_prefix("rules:").ok_or(format!("line {number}: `#@` is followed by `rules:`"))?;
            found.rules = Some(list.split(',').map(|it| it.trim().to_owned()).collect());
        }
        for mark in line.split("#~").skip(1) {
            let up = mark.len() - mark.trim_start_matches('^').len();
            let mark = mark[up..].trim();
            let (rule, reading, message) = match mark.split_once(" (") {
                Some((rule, rest)) if !rule.contains([':', ' ']) => {
                    let end = rest.rfind("):").or(rest.strip_suffix(')').map(str::len));
                    let end = end.ok_or(format!("line {number}: a reading ends with `)`"))?;
                    (rule, Some(rest[..end].to_owned()), rest[end + 1..].trim_start_matches(':'))
                }
                _ => match mark.split_once(": ") {
                    Some((rule, message)) => (rule, None, message),
                    None => (mark.trim_end_matches(':'), None, ""),
                },
            };
            let rule = rule.to_owned();
            if rule.is_empty() || rule.contains(' ') {
                return Err(format!("line {number}: a mark names a rule: `#~ rule: start of the message`"));
            }
            let line = number.checked_sub(up).ok_or(format!("line {number}: the mark points above the first line"))?;
            found.marks.push(Mark { line, rule, reading, message: message.trim().to_owned() });
        }
    }
    Ok(found)
}

/// Settings in which just these rules run.
pub fn settings(select: &[String]) -> Result<Settings, String> {
    let selection = Selection { select: select.to_vec(), ..Selection::default() };
    Settings::select(&selection).map_err(|error| error.to_string())
}

/// Checks a text as a draft of its own, its companions beside `path`.
pub fn check(path: &std::path::Path, bytes: &[u8], settings: &Settings) -> (Source, Report) {
    let read = |other: &str| {
        let path = path.parent()?.join(other);
        let text = std::fs::read_to_string(&path).ok()?;
        Some(Source::new(FileId(0), path.display().to_string(), text))
    };
    engine::check_bytes(&path.display().to_string(), bytes.to_vec(), settings, &read)
}

/// Compares findings with marks: every finding must be marked, every mark met.
pub fn compare(source: &Source, report: &Report, marks: &[Mark]) -> Result<(), String> {
    let lines = LineIndex::new(&source.text);
    let mut open: Vec<&Mark> = marks.iter().collect();
    let mut unexpected = Vec::new();
    for finding in &report.findings {
        let line = if finding.primary.file == source.file { lines.line(finding.primary.span.start) + 1 } else { 0 };
        let name = finding.rule.split_once('/').map_or(finding.rule, |(_, name)| name);
        let meets = |mark: &&Mark| {
            mark.line == line
                && (mark.rule == finding.rule || mark.rule == name)
                && finding.message.starts_with(&mark.message)
                && mark.reading.as_ref().is_none_or(|it| finding.reading.as_ref().is_some_and(|own| own.words == *it))
        };
        match open.iter().position(meets) {
            Some(at) => drop(open.remove(at)),
            None => unexpected.push((line, finding)),
        }
    }
    let mut complaint = String::new();
    for error in &report.internal_errors {
        let _ = writeln!(complaint, "internal error in {}: {}", error.part, error.words);
    }
    for (line, finding) in unexpected {
        let words = line.checked_sub(1).map_or("", |line| lines.span(line).of(&source.text).trim());
        let reading = finding.reading.as_ref().map_or_else(String::new, |it| format!(" ({})", it.words));
        let _ = writeln!(
            complaint,
            "not marked, line {line}: {words}\n    #~ {}{reading}: {}",
            finding.rule, finding.message
        );
    }
    for mark in open {
        let words = lines.span(mark.line.saturating_sub(1)).of(&source.text).trim();
        let reading = mark.reading.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
        let _ = writeln!(
            complaint,
            "not found, line {}: {words}\n    #~ {}{reading}: {}",
            mark.line, mark.rule, mark.message
        );
    }
    if complaint.is_empty() { Ok(()) } else { Err(complaint) }
}
