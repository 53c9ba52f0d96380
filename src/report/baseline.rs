//! A baseline as it is kept in a file.

use crate::engine::baseline::{Baseline, Entry};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Document {
    version: u32,
    findings: Vec<Line>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Line {
    draft: String,
    rule: String,
    clause: String,
    count: usize,
}

/// The words of a file, in one order.
pub fn write(baseline: &Baseline) -> String {
    let line = |(it, count): (&Entry, &usize)| Line {
        draft: it.draft.clone(),
        rule: it.rule.clone(),
        clause: it.clause.clone(),
        count: *count,
    };
    let document = Document { version: 1, findings: baseline.known.iter().map(line).collect() };
    super::foreign::document(&document)
}

/// Reads the words of a file.
///
/// # Errors
/// If they are no baseline; with the place.
pub fn read(text: &str) -> Result<Baseline, String> {
    let document: Document = serde_json::from_str(text).map_err(|error| error.to_string())?;
    if document.version != 1 {
        return Err(format!("its version is {}, and this program reads version 1", document.version));
    }
    let entry = |it: Line| (Entry { draft: it.draft, rule: it.rule, clause: it.clause }, it.count);
    Ok(Baseline { known: document.findings.into_iter().map(entry).collect() })
}
