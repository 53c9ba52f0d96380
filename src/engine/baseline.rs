//! What was found before, so that a run tells what is new: by rule and clause, not by line, so that a draft may grow above
//! a finding without making it new.

use crate::diagnostic::{ClausePart, ClausePath, Diagnostic, Suppression};
use crate::engine::Report;
use std::collections::BTreeMap;

/// A kind of finding in a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KnownFinding {
    /// The draft.
    pub draft: String,
    /// The rule.
    pub rule: String,
    /// The clause.
    pub clause: BaselineClause,
}

/// The clause of a known finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BaselineClause {
    /// By its parts, from the outside in: `article 5`, `trigger attack`; none for what stands in no clause.
    Parts(Vec<String>),
    /// By its words, as the first version of the file keeps it; empty for what stands in no clause.
    Words(String),
}

/// What was found before, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// How many findings there were of each kind.
    pub known: BTreeMap<KnownFinding, usize>,
}

impl Baseline {
    /// Adds what is found in a draft.
    pub fn add(&mut self, draft: &str, report: &Report) {
        for finding in report.findings.iter().filter(|it| it.ignorable) {
            *self.known.entry(KnownFinding::of(draft, finding, parts)).or_default() += 1;
        }
    }

    /// Takes in another.
    pub fn join(&mut self, other: Self) {
        for (entry, count) in other.known {
            *self.known.entry(entry).or_default() += count;
        }
    }

    /// Counts what was found before as suppressed; gives how many findings there were that are gone. Of several of a
    /// kind, the first in the text are the old ones.
    pub fn apply(&self, draft: &str, report: &mut Report) -> usize {
        let mut left: BTreeMap<&KnownFinding, usize> =
            self.known.iter().filter(|it| it.0.draft == draft).map(|(entry, count)| (entry, *count)).collect();
        let findings = std::mem::take(&mut report.findings);
        for mut finding in findings {
            let known = [parts, words].into_iter().find(|place| {
                let count =
                    left.get_mut(&KnownFinding::of(draft, &finding, *place)).filter(|it| **it > 0 && finding.ignorable);
                count.map(|it| *it -= 1).is_some()
            });
            if known.is_some() {
                finding.allowance = Some(Suppression { in_draft: false, reason: "known to the baseline".to_owned() });
                report.suppressed.push(finding);
            } else {
                report.findings.push(finding);
            }
        }
        left.values().sum()
    }
}

impl KnownFinding {
    fn of(draft: &str, finding: &Diagnostic, place: fn(Option<&ClausePath>) -> BaselineClause) -> Self {
        Self { draft: draft.to_owned(), rule: finding.rule.to_string(), clause: place(finding.clause.as_ref()) }
    }
}

fn parts(clause: Option<&ClausePath>) -> BaselineClause {
    BaselineClause::Parts(clause.iter().flat_map(|it| &it.parts).map(part).collect())
}

fn part(it: &ClausePart) -> String {
    format!("{} {}", it.kind, it.name).trim_end().to_owned()
}

fn words(clause: Option<&ClausePath>) -> BaselineClause {
    BaselineClause::Words(clause.map(ToString::to_string).unwrap_or_default())
}
