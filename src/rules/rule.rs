//! What a rule is: data and one function.

use crate::analysis::Facts;
use crate::analysis::condition::{PresenceCondition, ReadingSet, Visited};
use crate::diagnostic::{Diagnostic, RuleId, Severity};
use crate::model::Treaty;
use crate::rules::Options;
use crate::source::{FileId, Source, Span};
use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::fmt;
use std::ops::Deref;
use std::sync::Arc;

/// A rule. Everything that is said of it anywhere (the table, its page, the formats) is read from here.
#[derive(Debug)]
pub struct Rule {
    /// `category/name`, after the defect.
    pub id: RuleId,
    /// The defect, in a clause.
    pub summary: Cow<'static, str>,
    /// How much a finding weighs if the user doesn't say otherwise.
    pub level: Severity,
    /// The version that brought it.
    pub since: &'static str,
    /// The smallest set that holds it.
    pub set: RuleSet,
    /// Whose interest it guards.
    pub serves: &'static [Profile],
    /// The lines of its page, as the doc comment holds them; none for a rule that a user wrote.
    pub docs: &'static [&'static str],
    /// The file that declares it.
    pub file: &'static str,
    /// The line of that file.
    pub line: u32,
    /// Looks for the defect.
    pub check: Check,
    /// What only a rule that a user wrote has.
    pub written: Option<UserRule>,
}

/// What only a rule that a user wrote has.
#[derive(Debug)]
pub struct UserRule {
    /// The suite that holds it, under a number that no draft has.
    pub suite: Source,
    /// Whether its findings may be allowed to stand, by a comment, the configuration or a baseline.
    pub ignorable: bool,
    /// Whether it is shown under an opaque name only.
    pub private: bool,
    /// Its page.
    pub page: String,
}

/// How a rule looks for its defect.
#[derive(Clone)]
pub enum Check {
    /// In one reading of the draft, whatever the others say.
    Reading(fn(&CheckContext<'_>, &mut Sink<'_>)),
    /// The same, by what a user wrote.
    Written(Arc<dyn CheckFn>),
    /// In the brackets of the draft and what its readings gave.
    CrossReadingContext(fn(&CrossReadingContext<'_>, &mut Sink<'_>)),
    /// The reader, the model or the engine reports it: see the module that the page names.
    ReportedByEngine,
}

/// What looks for a defect in one reading of a draft, as a user wrote it.
pub trait CheckFn: Send + Sync {
    /// Reports what it finds.
    fn look<'a>(&'a self, cx: &CheckContext<'a>, sink: &mut Sink<'_>);
}

impl fmt::Debug for Check {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Reading(_) => "Reading",
            Self::Written(_) => "Written",
            Self::CrossReadingContext(_) => "Across",
            Self::ReportedByEngine => "Elsewhere",
        })
    }
}

impl Rule {
    /// Whether its findings may be allowed to stand.
    pub fn is_ignorable(&self) -> bool {
        self.written.as_ref().is_none_or(|it| it.ignorable)
    }

    /// Whether it is shown under an opaque name only.
    pub fn is_private(&self) -> bool {
        self.written.as_ref().is_some_and(|it| it.private)
    }

    /// Looks for the defect in one reading, if that is how the rule looks.
    pub(crate) fn look<'a>(&'a self, cx: &CheckContext<'a>, sink: &mut Sink<'_>) {
        match &self.check {
            Check::Reading(check) => check(cx, sink),
            Check::Written(check) => check.look(cx, sink),
            Check::CrossReadingContext(_) | Check::ReportedByEngine => {}
        }
    }

    /// What stands before the slash.
    pub fn category(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(category, _)| category)
    }

    /// What stands after the slash; no two rules share it.
    pub fn name(&self) -> &str {
        self.id.split_once('/').map_or(&self.id, |(_, name)| name)
    }
}

/// A rule to share: of the catalogue, or of a suite that is dropped with its last rule.
#[derive(Clone, Debug)]
pub enum RuleRef {
    /// Of the catalogue.
    BuiltIn(&'static Rule),
    /// Of a suite.
    Written(Arc<Rule>),
}

impl Deref for RuleRef {
    type Target = Rule;

    fn deref(&self) -> &Rule {
        match self {
            Self::BuiltIn(it) => it,
            Self::Written(it) => it,
        }
    }
}

/// Which rules run together. Each set holds those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RuleSet {
    /// What every draft should satisfy.
    Recommended,
    /// What a careful draft satisfies.
    Strict,
    /// Every rule.
    All,
}

impl RuleSet {
    /// Every set with its word.
    pub const ALL: &[(Self, &str)] =
        &[(Self::Recommended, "recommended"), (Self::Strict, "strict"), (Self::All, "all")];

    /// The word as users write it.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// For whom a text is read: the same words worry different readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// The state that relies on the promise.
    Beneficiary,
    /// The state that gives it.
    Guarantor,
    /// The state that the promise is directed at.
    Adversary,
    /// Whoever brings the sides together.
    Mediator,
    /// The parliament that must approve.
    HomeParliament,
}

impl Profile {
    /// Every profile with its word.
    pub const ALL: &[(Self, &str)] = &[
        (Self::Beneficiary, "beneficiary"),
        (Self::Guarantor, "guarantor"),
        (Self::Adversary, "adversary"),
        (Self::Mediator, "mediator"),
        (Self::HomeParliament, "home-parliament"),
    ];

    /// The word as users write it.
    pub fn as_str(self) -> &'static str {
        Self::ALL[self as usize].1
    }
}

/// What a rule may look at.
#[derive(Clone, Copy, Debug)]
pub struct CheckContext<'a> {
    /// The reading under check.
    pub model: &'a Treaty<'a>,
    /// What follows from the model, computed on demand.
    pub facts: &'a Facts<'a>,
    /// What the user set.
    pub options: &'a Options,
    /// How many steps the rules that users wrote may still take in this draft: theirs are untrusted texts.
    pub steps: &'a Cell<u64>,
}

/// What a rule may look at that looks across the readings.
#[derive(Clone, Copy, Debug)]
pub struct CrossReadingContext<'a> {
    /// The first of the visited readings.
    pub model: &'a Treaty<'a>,
    /// The readings that were visited.
    pub visited: &'a Visited<'a>,
    /// What they gave, in the order of the text: what the reader found is not among it.
    pub findings: &'a [Conditional],
    /// How many readings were wanted and not visited.
    pub omitted: usize,
    /// The findings that another tells with its own, by their place in `findings`.
    pub(crate) absorbed: &'a RefCell<BTreeSet<usize>>,
}

impl CrossReadingContext<'_> {
    /// Leaves out a finding, since another with the same cause tells it.
    pub fn subsume(&self, finding: usize) {
        self.absorbed.borrow_mut().insert(finding);
    }
}

/// A finding, and the readings in which it holds.
#[derive(Clone, Debug)]
pub struct Conditional {
    /// The finding.
    pub finding: Diagnostic,
    /// The readings.
    pub readings: ReadingSet,
    /// What they have in common.
    pub condition: PresenceCondition,
}

/// Where a rule leaves its findings. It knows the rule and its level, so that a rule cannot get them wrong.
#[derive(Debug)]
pub struct Sink<'a> {
    rule: &'a RuleId,
    level: Severity,
    file: FileId,
    findings: &'a mut Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    pub(crate) fn new(rule: &'a RuleId, level: Severity, file: FileId, findings: &'a mut Vec<Diagnostic>) -> Self {
        Self { rule, level, file, findings }
    }

    /// The same sink at another level, for a case of the defect that weighs more or less than the rule says. A level that
    /// the user gave the rule stands.
    pub fn weighing(&mut self, level: Severity) -> Sink<'_> {
        let own = super::find(self.rule).is_none_or(|rule| rule.level == self.level);
        let level = if own { level } else { self.level };
        Sink { rule: self.rule, level, file: self.file, findings: &mut *self.findings }
    }

    /// Reports a finding in the draft, or in a text that the draft reads.
    pub fn report(&mut self, span: Span, message: impl Into<String>) -> &mut Diagnostic {
        let at = self.findings.len();
        self.findings.push(Diagnostic::new(self.rule.clone(), self.level, self.file, span, message));
        &mut self.findings[at]
    }

    /// Takes back what was reported.
    pub(crate) fn take_back(&mut self) {
        self.findings.retain(|it| it.rule != *self.rule);
    }

    /// Reports what is wrong with a suite, under a rule of its own; the engine gives it the level that the user wants.
    pub(crate) fn report_of_suite(
        &mut self,
        rule: &'static str,
        file: FileId,
        span: Span,
        message: String,
    ) -> &mut Diagnostic {
        let at = self.findings.len();
        self.findings.push(Diagnostic::new(rule, Severity::Error, file, span, message));
        &mut self.findings[at]
    }
}

/// Declares the rule of a file as `RULE`: its page as a doc comment, its data as named fields.
macro_rules! declare_rule {
    (
        $(#[doc = $line:literal])+
        $id:literal {
            summary: $summary:literal,
            level: $level:ident,
            since: $since:literal,
            set: $set:ident,
            serves: [$($profile:ident),+ $(,)?],
            $look:ident: $check:ident $(,)?
        }
    ) => {
        /// The rule of this file.
        pub(crate) static RULE: $crate::rules::Rule = $crate::rules::Rule {
            id: std::borrow::Cow::Borrowed($id),
            summary: std::borrow::Cow::Borrowed($summary),
            level: $crate::diagnostic::Severity::$level,
            since: $since,
            set: $crate::rules::RuleSet::$set,
            serves: &[$($crate::rules::Profile::$profile),+],
            docs: &[$($line),+],
            file: file!(),
            line: line!(),
            check: $crate::rules::rule::looking!($look $check),
            written: None,
        };
    };
}

/// How a rule looks: `check` in each reading, `across` them; what reports it `elsewhere`.
macro_rules! looking {
    (check $check:ident) => {
        $crate::rules::Check::Reading($check)
    };
    (across $check:ident) => {
        $crate::rules::Check::CrossReadingContext($check)
    };
    (reported $place:ident) => {
        $crate::rules::Check::$place
    };
}

/// Lists the rules: one line each, by category. Expands to their modules and to [`CATALOGUE`](super::CATALOGUE).
macro_rules! catalogue {
    ($($category:ident { $($rule:ident,)* })*) => {
        $(mod $category { $(pub(super) mod $rule;)* })*

        /// Every rule, in the order of its page in the docs.
        pub static CATALOGUE: &[&Rule] = &[$($(&$category::$rule::RULE,)*)*];
    };
}

pub(super) use catalogue;
pub(crate) use declare_rule;
pub(crate) use looking;
