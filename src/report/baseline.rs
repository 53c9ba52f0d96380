//! A baseline as it is kept in a file.

use crate::engine::baseline::{Baseline, BaselineClause, KnownFinding};
use serde::{Deserialize, Serialize};

/// The version that is written. Version 1 kept a clause as its words.
const VERSION: u32 = 2;

/// What renews a file.
const RENEW: &str = "refresh it with `vattel check --baseline FILE --write-baseline`";

#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub(super) struct BaselineDocument {
    version: u32,
    findings: Vec<BaselineLine>,
}

#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
struct BaselineLine {
    draft: String,
    rule: String,
    clause: ClauseName,
    count: usize,
}

#[derive(Deserialize, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(untagged)]
enum ClauseName {
    Parts(Vec<String>),
    Words(String),
}

/// The words of a file, in one order.
pub fn write(baseline: &Baseline) -> String {
    let line = |(it, count): (&KnownFinding, &usize)| BaselineLine {
        draft: it.draft.clone(),
        rule: it.rule.clone(),
        clause: match it.clause.clone() {
            BaselineClause::Parts(parts) => ClauseName::Parts(parts),
            BaselineClause::Words(words) => ClauseName::Words(words),
        },
        count: *count,
    };
    let document = BaselineDocument { version: VERSION, findings: baseline.known.iter().map(line).collect() };
    super::foreign::document(&document)
}

/// Reads the words of a file.
///
/// # Errors
/// If they are no baseline; with the place.
pub fn read(text: &str) -> Result<Baseline, String> {
    let document: BaselineDocument = serde_json::from_str(text).map_err(|error| error.to_string())?;
    match document.version {
        1 if document.findings.iter().any(|it| it.rule.starts_with("private/")) => {
            return Err(format!("private rules have other numbers since version {VERSION}; {RENEW}"));
        }
        1 | VERSION => {}
        other => return Err(format!("its version is {other}, and this program reads up to {VERSION}; {RENEW}")),
    }
    let entry = |it: BaselineLine| {
        let clause = match it.clause {
            ClauseName::Parts(parts) => BaselineClause::Parts(parts),
            ClauseName::Words(words) => BaselineClause::Words(words),
        };
        (KnownFinding { draft: it.draft, rule: it.rule, clause }, it.count)
    };
    Ok(Baseline { known: document.findings.into_iter().map(entry).collect() })
}
