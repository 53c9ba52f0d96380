//! Drafts of the tests, checked as the product checks them.

use std::fmt::Write as _;
use vattel::config::{Selection, Settings};
use vattel::engine::{self, Report};
use vattel::source::{FileId, Source};

pub use vattel::engine::expectations::{Expectation, read};

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
pub fn compare(source: &Source, report: &Report, marks: &[Expectation]) -> Result<(), String> {
    let difference = engine::expectations::compare(source, report, marks);
    let mut complaint = difference.errors.join("\n");
    for it in &difference.unmarked {
        let _ = writeln!(complaint, "not marked, line {}: {}\n    #~ {}", it.line, it.words, it.mark);
    }
    for (_, it) in &difference.unmet {
        let _ = writeln!(complaint, "not found, line {}: {}\n    #~ {}", it.line, it.words, it.mark);
    }
    if complaint.is_empty() { Ok(()) } else { Err(complaint) }
}
