//! Expectations beside the fault: `#~ rule: start of the message` for a finding that starts on the mark's own line,
//! `#~^ rule` for one on the line above, `#~^^` two above. A line may hold several marks.

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
            let (rule, message) = mark[up..].trim().split_once(": ").unwrap_or((mark[up..].trim(), ""));
            let rule = rule.trim_end_matches(':').to_owned();
            if rule.is_empty() || rule.contains(' ') {
                return Err(format!("line {number}: a mark names a rule: `#~ rule: start of the message`"));
            }
            let line = number.checked_sub(up).ok_or(format!("line {number}: the mark points above the first line"))?;
            found.marks.push(Mark { line, rule, message: message.trim().to_owned() });
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
        let _ = writeln!(complaint, "not marked, line {line}: {words}\n    #~ {}: {}", finding.rule, finding.message);
    }
    for mark in open {
        let words = lines.span(mark.line.saturating_sub(1)).of(&source.text).trim();
        let _ = writeln!(complaint, "not found, line {}: {words}\n    #~ {}: {}", mark.line, mark.rule, mark.message);
    }
    if complaint.is_empty() { Ok(()) } else { Err(complaint) }
}
