//! What two readings of a draft do otherwise, by the clauses of which an analysis says something else.

use super::{AnalysisReport, Section};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A clause of which an analysis says something else in another reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The clause, in the treaty's own numbering; nothing for what is said of the whole.
    pub clause: Option<String>,
    /// The sections of the analysis that say something else.
    pub sections: Vec<&'static str>,
}

/// The clauses of which two analyses do not say the same, in the order of their numbering.
pub fn differences(one: &AnalysisReport, other: &AnalysisReport) -> Vec<Difference> {
    let sections = |it: &AnalysisReport| serde_json::to_value(it).unwrap_or_default();
    let (one, other) = (sections(one), sections(other));
    let mut found: BTreeMap<Option<String>, BTreeSet<usize>> = BTreeMap::new();
    for (at, section) in Section::ALL.iter().enumerate() {
        let (mut here, mut there) = (BTreeMap::new(), BTreeMap::new());
        let whole = (said(&one[section.as_str()], &mut here), said(&other[section.as_str()], &mut there));
        for clause in here.keys().chain(there.keys()).filter(|it| here.get(*it) != there.get(*it)) {
            found.entry(Some(clause.clone())).or_default().insert(at);
        }
        if whole.0 != whole.1 {
            found.entry(None).or_default().insert(at);
        }
    }
    let difference = |(clause, sections): (Option<String>, BTreeSet<usize>)| Difference {
        clause,
        sections: sections.into_iter().map(|it| Section::ALL[it].as_str()).collect(),
    };
    found.into_iter().map(difference).collect()
}

/// Takes apart what is said of each clause; gives what is left, which is said of none. Lines are no part of it.
fn said(value: &Value, clauses: &mut BTreeMap<String, Vec<Value>>) -> Value {
    match value {
        Value::Array(items) => {
            Value::Array(items.iter().map(|it| said(it, clauses)).filter(|it| !it.is_null()).collect())
        }
        Value::Object(fields) => {
            let rest = fields.iter().filter(|(name, _)| *name != "line" && *name != "clause");
            let rest = Value::Object(rest.map(|(name, it)| (name.clone(), said(it, clauses))).collect());
            match fields.get("clause").and_then(|it| it["cite"].as_str()) {
                Some(clause) => {
                    // Those who owe the same share a sheet, or not: that is no difference of the clause.
                    let known = clauses.entry(clause.to_owned()).or_default();
                    if !known.contains(&rest) {
                        known.push(rest);
                    }
                    Value::Null
                }
                None => rest,
            }
        }
        other => other.clone(),
    }
}
