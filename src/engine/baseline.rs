//! What was found before, so that a run tells what is new: by rule and clause, not by line, so that a draft may grow above
//! a finding without making it new.

use crate::diagnostic::Allowance;
use crate::engine::Report;
use std::collections::BTreeMap;

/// A kind of finding in a draft.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry {
    /// The draft.
    pub draft: String,
    /// The rule.
    pub rule: String,
    /// The clause in the treaty's own numbering; empty for what stands in none.
    pub clause: String,
}

/// What was found before, and how often.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// How many findings there were of each kind.
    pub known: BTreeMap<Entry, usize>,
}

impl Baseline {
    /// Adds what is found in a draft.
    pub fn add(&mut self, draft: &str, report: &Report) {
        for finding in report.findings.iter().filter(|it| it.ignorable) {
            *self.known.entry(entry(draft, finding.rule, finding.clause.as_deref())).or_default() += 1;
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
        let mut left: BTreeMap<&Entry, usize> =
            self.known.iter().filter(|it| it.0.draft == draft).map(|(entry, count)| (entry, *count)).collect();
        let findings = std::mem::take(&mut report.findings);
        for mut finding in findings {
            match left.get_mut(&entry(draft, finding.rule, finding.clause.as_deref())) {
                Some(count) if *count > 0 && finding.ignorable => {
                    *count -= 1;
                    finding.allowance = Some(Allowance { in_draft: false, reason: "known to the baseline".to_owned() });
                    report.suppressed.push(finding);
                }
                _ => report.findings.push(finding),
            }
        }
        left.values().sum()
    }
}

fn entry(draft: &str, rule: &str, clause: Option<&str>) -> Entry {
    Entry { draft: draft.to_owned(), rule: rule.to_owned(), clause: clause.unwrap_or_default().to_owned() }
}
