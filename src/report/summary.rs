//! What a run found, in numbers.

use super::foreign;
use crate::analysis::instrument::Purpose;
use crate::diagnostic::{Diagnostic, RuleId, Safety, Severity};
use crate::engine::Report;
use crate::rules::not_asked::NotAsked;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// The mark of a finding that has a fix.
pub(super) const FIXABLE: &str = "[*]";

/// The same behind a blank; nothing for a finding without one.
pub(super) fn fixable_mark(finding: &Diagnostic) -> String {
    finding.fixable().map_or_else(String::new, |_| format!(" {FIXABLE}"))
}

/// Counts over all drafts of a run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RunSummary {
    /// Drafts checked: not those of which too many readings were wanted.
    pub drafts: usize,
    /// Drafts with a finding.
    pub flawed: usize,
    /// Errors.
    pub errors: usize,
    /// Warnings.
    pub warnings: usize,
    /// Advices.
    pub advices: usize,
    /// Findings that make the run fail.
    pub failing: usize,
    /// Findings with a fix that does not change the meaning of a draft.
    pub safely_fixable: usize,
    /// Other findings with a fix.
    pub otherwise_fixable: usize,
    /// Findings that the drafts allow.
    pub suppressed: usize,
    /// Failures of the tool.
    pub internal_errors: usize,
    /// What the drafts set out to do.
    pub purposes: BTreeSet<Purpose>,
    /// How often each rule fired at each weight.
    pub rules: BTreeMap<(RuleId, Severity), usize>,
    /// What could not be done.
    pub failures: Vec<RunFailure>,
    /// Limits on warnings that are exceeded.
    pub exceeded: Vec<WarningLimit>,
    /// The exit code of the run.
    pub exit_code: u8,
}

/// A limit on the number of warnings, and how many there are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WarningLimit {
    /// How many there are.
    pub warnings: usize,
    /// How many are allowed.
    pub most: usize,
    /// The configuration that says so, whose drafts have them; nothing for a flag, and all drafts.
    pub configuration: Option<String>,
}

/// Something that a run could not do, so that its exit code is 2.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunFailure {
    /// The draft, if it is about one.
    pub file: Option<String>,
    /// Why.
    pub message: String,
}

impl RunFailure {
    /// The draft, or for formats that want a file in any case, the configuration.
    pub(super) fn place(&self) -> &str {
        let file = self.file.as_deref().unwrap_or("vattel.toml");
        file.strip_prefix("./").unwrap_or(file)
    }
}

impl RunSummary {
    /// Counts one draft; the lightest finding that makes the run fail, if any does, is given.
    pub fn of(report: &Report, fail_on: Option<Severity>) -> Self {
        let mut summary = Self {
            drafts: usize::from(report.refused.is_none()),
            flawed: usize::from(!report.findings.is_empty()),
            suppressed: report.suppressed.len(),
            internal_errors: report.internal_errors.len(),
            purposes: report.purposes.clone(),
            ..Self::default()
        };
        for finding in &report.findings {
            *match finding.severity {
                Severity::Error => &mut summary.errors,
                Severity::Warning => &mut summary.warnings,
                Severity::Advice => &mut summary.advices,
            } += 1;
            match finding.fixable() {
                Some(Safety::Safe) => summary.safely_fixable += 1,
                Some(_) => summary.otherwise_fixable += 1,
                None => {}
            }
            *summary.rules.entry((finding.rule.clone(), finding.severity)).or_default() += 1;
        }
        summary.failing = fail_on.map_or(0, |it| summary.at_least(it));
        summary
    }

    /// Adds the counts of other drafts.
    pub fn add(&mut self, other: &Self) {
        self.drafts += other.drafts;
        self.flawed += other.flawed;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.advices += other.advices;
        self.failing += other.failing;
        self.safely_fixable += other.safely_fixable;
        self.otherwise_fixable += other.otherwise_fixable;
        self.suppressed += other.suppressed;
        self.internal_errors += other.internal_errors;
        self.purposes.extend(&other.purposes);
        for (rule, count) in &other.rules {
            *self.rules.entry(rule.clone()).or_default() += count;
        }
        self.failures.extend(other.failures.iter().cloned());
    }

    /// That there are more warnings than are allowed, if so.
    pub(super) fn too_many_warnings(&self) -> Option<String> {
        let of = |it: &WarningLimit| it.configuration.as_ref().map_or_else(String::new, |it| format!(" by {it}"));
        let allowed =
            |it: &WarningLimit| format!("{} warnings, and at most {} allowed{}", it.warnings, it.most, of(it));
        let words: Vec<String> = self.exceeded.iter().map(allowed).collect();
        (!words.is_empty()).then(|| words.join("; "))
    }

    /// How many findings there are.
    pub fn findings(&self) -> usize {
        self.errors + self.warnings + self.advices
    }

    /// How many findings weigh at least so much.
    pub fn at_least(&self, severity: Severity) -> usize {
        match severity {
            Severity::Error => self.errors,
            Severity::Warning => self.errors + self.warnings,
            Severity::Advice => self.findings(),
        }
    }

    /// The questions that no rule asks of texts such as these, on one line; nothing, if there are none.
    pub fn not_asked(&self) -> String {
        let questions = |it: &NotAsked| it.questions.iter().map(|it| it.1).collect::<Vec<_>>().join(", ");
        let of = |it: &Purpose| format!("{} ({})", questions(NotAsked::of(*it)), NotAsked::of(*it).word);
        let all: Vec<String> = self.purposes.iter().map(of).collect();
        if all.is_empty() { String::new() } else { format!("examined by no rule: {}\n", all.join("; ")) }
    }

    /// How many findings have a fix, with the command that applies it; nothing, if none has.
    pub fn fixes(&self) -> String {
        let findings = |count: usize| if count == 1 { "1 finding".to_owned() } else { format!("{count} findings") };
        let changed = "`vattel check --fix --unsafe-fixes`, which changes the meaning of the draft";
        match (self.safely_fixable, self.otherwise_fixable) {
            (0, 0) => String::new(),
            (0, more) => format!("{FIXABLE} {} can be fixed with {changed}\n", findings(more)),
            (safe, 0) => format!("{FIXABLE} {} can be fixed with `vattel check --fix`\n", findings(safe)),
            (safe, more) => {
                format!(
                    "{FIXABLE} {} can be fixed with `vattel check --fix`, {more} more with {changed}\n",
                    findings(safe)
                )
            }
        }
    }

    /// The last line of the text formats.
    pub fn line(&self) -> String {
        let count = |number: usize, one: &str| match number {
            // "Advice" has no plural.
            1 => format!("1 {one}"),
            _ if one == "advice" => format!("{number} {one}"),
            _ => format!("{number} {one}s"),
        };
        let kinds = [(self.errors, "error"), (self.warnings, "warning"), (self.advices, "advice")];
        let found: Vec<String> = kinds.iter().filter(|(n, _)| *n > 0).map(|(n, one)| count(*n, one)).collect();
        let mut line = if found.is_empty() && self.drafts == 0 {
            "no draft was checked".to_owned()
        } else if found.is_empty() {
            format!("no findings in {}", count(self.drafts, "draft"))
        } else if self.drafts < 2 {
            found.join(", ")
        } else {
            format!("{} in {} of {}", found.join(", "), self.flawed, count(self.drafts, "draft"))
        };
        if self.suppressed > 0 {
            let _ = write!(line, " ({} suppressed)", self.suppressed);
        }
        for WarningLimit { most, configuration, .. } in &self.exceeded {
            let _ = write!(line, "; at most {} allowed", count(*most, "warning"));
            if let Some(it) = configuration {
                let _ = write!(line, " by {}", foreign::line(it));
            }
        }
        if self.drafts > 0 && !self.failures.is_empty() {
            line.push_str("; the run is incomplete");
        }
        line.push('\n');
        line
    }

    /// What was found, for the summary of a job: a table of rules.
    pub fn markdown(&self) -> String {
        let mut text = format!("### Vattel\n\n{}", self.line());
        if !self.rules.is_empty() {
            text.push_str("\n| findings | | rule |\n|---:|---|---|\n");
        }
        for ((rule, severity), count) in &self.rules {
            let _ = writeln!(text, "| {count} | {} | {} |", severity.as_str(), foreign::code(rule));
        }
        text
    }

    /// The table that `--statistics` shows: the rules by how often they fired.
    pub fn table(&self) -> String {
        let mut rows: Vec<_> = self.rules.iter().collect();
        rows.sort_by_key(|((_, severity), count)| (std::cmp::Reverse(*count), *severity));
        let digits = rows.first().map_or(0, |(_, count)| count.to_string().len());
        let mut table = String::new();
        for ((rule, severity), count) in rows {
            let _ = writeln!(table, "{count:>digits$}  {:<7}  {rule}", severity.as_str());
        }
        table
    }
}
