//! Drafts that say what is found in them, and whether it is so: for the terminal, as JSON, `JUnit` and TAP.

use super::foreign;
use super::place::bold;
use super::templates;
use crate::diagnostic::RuleId;
use crate::engine::expectations::MarkDifference;
use crate::engine::scenarios::{RunScenario, ShownStep, Unexercised};
use crate::source::{LineIndex, Span};
use serde::Serialize;
use std::fmt::Write as _;

/// How a draft fared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum TestOutcome {
    /// Everything is as it says.
    Passed,
    /// Something is not.
    Failed,
    /// It says nothing of what is found in it.
    Skipped,
    /// Its marks were written anew.
    Updated,
}

/// A draft that was tested.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Tested {
    /// The file.
    pub name: String,
    /// How it fared.
    pub outcome: TestOutcome,
    /// How many marks it has.
    pub marks: usize,
    /// What is wrong, a line each: `-` for what is expected and not found, `+` for what is found and not expected.
    pub differences: Vec<String>,
    /// The scenario that was run, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scenario: Option<TestedScenario>,
    /// The rules whose findings it expects and has.
    #[serde(skip)]
    pub exercised: Vec<RuleId>,
}

/// A scenario that was run.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestedScenario {
    /// Its title.
    pub title: String,
    /// The reading that it is about; nothing for the one without brackets.
    pub reading: Option<String>,
    /// Its line.
    pub line: usize,
    /// How what it expects fared, in the order of the text.
    pub expectations: Vec<TestedExpectation>,
}

/// What a scenario expects, and what came of it.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestedExpectation {
    /// Its line.
    pub line: usize,
    /// Its words.
    pub text: String,
    /// Whether it holds.
    pub holds: bool,
    /// The first case in which it does not, where there are several.
    pub case: Option<String>,
    /// What came instead, or what made it hold.
    pub outcome: String,
    /// The steps that led there.
    pub steps: Vec<TestedStep>,
}

/// A step of a play.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestedStep {
    /// Its number.
    pub number: usize,
    /// When.
    pub at: String,
    /// What happened.
    pub told: String,
    /// The clause that says so; empty for none.
    pub clause: String,
}

impl Tested {
    /// A scenario, run.
    pub fn of_scenario(file: &str, lines: &LineIndex, ran: &RunScenario) -> Self {
        let line = |span: Span| lines.line(span.start) + 1;
        let expectations = ran.expectations.iter().map(|it| TestedExpectation {
            line: line(it.span),
            text: it.text.clone(),
            holds: it.holds,
            case: it.case.clone(),
            outcome: it.outcome.clone(),
            steps: it.steps.iter().map(TestedStep::of).collect(),
        });
        let scenario = TestedScenario {
            title: ran.title.clone(),
            reading: Some(ran.reading.clone()).filter(|it| !it.is_empty()),
            line: line(ran.span),
            expectations: expectations.collect(),
        };
        let mut differences: Vec<String> =
            ran.problems.iter().map(|(span, words)| format!("line {}: {words}", line(*span))).collect();
        for it in scenario.expectations.iter().filter(|it| !it.holds) {
            let case = it.case.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
            differences.push(format!("line {}: {}", it.line, it.text));
            differences.push(format!("  outcome{case}: {}", it.outcome));
            differences.extend(it.steps.iter().map(TestedStep::told));
        }
        Self {
            name: format!("{file}:{}: {}", scenario.line, ran.title),
            outcome: if ran.passes() { TestOutcome::Passed } else { TestOutcome::Failed },
            marks: 0,
            differences,
            scenario: Some(scenario),
            exercised: Vec::new(),
        }
    }
}

impl TestedStep {
    fn of(step: &ShownStep) -> Self {
        let ShownStep { number, at, told, clause } = step.clone();
        Self { number, at, told, clause }
    }

    fn told(&self) -> String {
        let Self { number, at, told, clause } = self;
        let clause = if clause.is_empty() { String::new() } else { format!(" ({clause})") };
        format!("  {number:>3}. {at}: {told}{clause}")
    }
}

/// A run.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct TestRun {
    /// The version of this shape.
    pub version: u32,
    /// The drafts.
    pub drafts: Vec<Tested>,
    /// How many passed.
    pub passed: usize,
    /// How many failed.
    pub failed: usize,
    /// How many say nothing.
    pub skipped: usize,
    /// How many were written anew.
    pub updated: usize,
    /// The rules that are expected nowhere, if that was asked for, and of how many.
    pub coverage: Option<RuleCoverage>,
    /// What no scenario shows, by draft and reading, if that was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub unexercised: Vec<Gaps>,
    /// What could not be done.
    pub failures: Vec<String>,
    /// The exit code of the run.
    pub exit_code: u8,
}

/// Which rules the drafts exercise.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct RuleCoverage {
    /// How many rules there are.
    pub rules: usize,
    /// Those of which no draft expects a finding.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub never: Vec<RuleId>,
    /// The part that is exercised, of a hundred.
    pub percent: f64,
    /// The part that must be exercised.
    pub least: Option<f64>,
}

/// What no scenario of a text shows of a reading.
#[derive(Clone, Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Gaps {
    /// The text that holds the scenarios.
    pub name: String,
    /// The reading; nothing for the one without brackets.
    pub reading: Option<String>,
    /// Gates that are never opened.
    pub never_opened: Vec<String>,
    /// Gates that are never held shut.
    pub never_shut: Vec<String>,
    /// Promises that are never live.
    pub never_live: Vec<String>,
    /// Promises that always are.
    pub always_live: Vec<String>,
}

impl Gaps {
    /// What the scenarios of a text leave out.
    pub fn of(name: &str, gaps: Unexercised) -> Self {
        let Unexercised { reading, never_opened, never_shut, never_live, always_live } = gaps;
        let reading = Some(reading).filter(|it| !it.is_empty());
        Self { name: name.to_owned(), reading, never_opened, never_shut, never_live, always_live }
    }

    /// Each with what it is that no scenario shows.
    fn each(&self) -> impl Iterator<Item = (&'static str, &String)> {
        let named = |words: &'static str| move |it| (words, it);
        (self.never_opened.iter().map(named("gate never opened")))
            .chain(self.never_shut.iter().map(named("gate never held shut")))
            .chain(self.never_live.iter().map(named("promise never live")))
            .chain(self.always_live.iter().map(named("promise always live")))
    }
}

impl RuleCoverage {
    /// That too few rules are exercised, if so.
    pub fn too_low(&self) -> Option<String> {
        let least = self.least.filter(|it| self.percent < *it)?;
        Some(format!("{:.1} % of {} rules exercised, and at least {least} % wanted", self.percent, self.rules))
    }
}

impl TestRun {
    /// Counts drafts.
    pub fn of(drafts: Vec<Tested>, coverage: Option<RuleCoverage>, failures: Vec<String>) -> Self {
        let count = |outcome: TestOutcome| drafts.iter().filter(|it| it.outcome == outcome).count();
        let (passed, failed) = (count(TestOutcome::Passed), count(TestOutcome::Failed));
        let (skipped, updated) = (count(TestOutcome::Skipped), count(TestOutcome::Updated));
        let too_low = coverage.as_ref().is_some_and(|it| it.too_low().is_some());
        let exit_code = if failures.is_empty() { u8::from(failed > 0 || too_low) } else { 2 };
        Self {
            version: 1,
            drafts,
            passed,
            failed,
            skipped,
            updated,
            coverage,
            unexercised: Vec::new(),
            failures,
            exit_code,
        }
    }

    fn too_low(&self) -> Option<String> {
        self.coverage.as_ref().and_then(RuleCoverage::too_low)
    }
}

/// The lines of a difference, in the order of the text.
pub fn lines(difference: &MarkDifference) -> Vec<String> {
    let unmet = difference.unmet.iter().map(|it| (it.1.line, '-', &it.1));
    let unmarked = difference.unmarked.iter().map(|it| (it.line, '+', it));
    let mut all: Vec<_> = unmet.chain(unmarked).collect();
    all.sort_by_key(|it| (it.0, it.1 != '-'));
    let told = all.into_iter().map(|(line, sign, it)| format!("{sign} line {line}: {}", it.mark));
    difference.errors.iter().cloned().chain(told).collect()
}

/// For the terminal.
pub fn full(run: &TestRun, color: bool, quiet: bool) -> String {
    let mut shown = String::new();
    for draft in &run.drafts {
        let word = match draft.outcome {
            TestOutcome::Passed => "ok",
            TestOutcome::Failed => "FAILED",
            TestOutcome::Skipped => "skipped: no expectation and no scenario",
            TestOutcome::Updated => "updated",
        };
        if draft.outcome == TestOutcome::Failed {
            let _ = writeln!(shown, "{} {}", foreign::line(&draft.name), bold(word, color));
        } else if !quiet || draft.outcome == TestOutcome::Updated {
            let _ = writeln!(shown, "{} {word}", foreign::line(&draft.name));
        }
        for line in &draft.differences {
            let _ = writeln!(shown, "    {}", foreign::line(line));
        }
    }
    if run.drafts.iter().any(|it| it.outcome == TestOutcome::Failed && it.scenario.is_none()) {
        shown.push_str("\n- expected and not found, + found and not expected\n");
    }
    if let Some(coverage) = &run.coverage {
        let exercised = coverage.rules - coverage.never.len();
        let _ = writeln!(shown, "\n{exercised} of {} rules exercised, {:.1} %", coverage.rules, coverage.percent);
        for rule in &coverage.never {
            let _ = writeln!(shown, "    never: {rule}");
        }
        if let Some(words) = coverage.too_low() {
            let _ = writeln!(shown, "FAILED {words}");
        }
    }
    for gaps in &run.unexercised {
        let reading = gaps.reading.as_ref().map_or_else(String::new, |it| format!(", reading {it}"));
        let _ = writeln!(shown, "\n{}{}", foreign::line(&gaps.name), foreign::line(&reading));
        for (words, it) in gaps.each() {
            let _ = writeln!(shown, "    {words}: {}", foreign::line(it));
        }
    }
    let TestRun { passed, failed, skipped, updated, .. } = run;
    let _ = writeln!(shown, "\n{passed} passed, {failed} failed, {skipped} skipped, {updated} updated");
    shown
}

/// For machines.
pub fn json(run: &TestRun) -> String {
    foreign::document(run)
}

/// For whoever reads TAP, version 13, which older readers know too.
pub fn tap(run: &TestRun) -> String {
    let too_low = run.too_low();
    let count = run.drafts.len() + usize::from(too_low.is_some());
    let why = if count == 0 && run.failures.is_empty() { " # SKIP no draft to test" } else { "" };
    let mut shown = format!("TAP version 13\n1..{count}{why}\n");
    for (number, draft) in (1..).zip(&run.drafts) {
        let name = foreign::tap(&draft.name);
        let (word, directive) = match draft.outcome {
            TestOutcome::Failed => ("not ok", ""),
            TestOutcome::Skipped => ("ok", " # SKIP no expectation and no scenario"),
            TestOutcome::Passed | TestOutcome::Updated => ("ok", ""),
        };
        let _ = writeln!(shown, "{word} {number} - {name}{directive}");
        for line in &draft.differences {
            let _ = writeln!(shown, "# {}", foreign::line(line));
        }
    }
    if let Some(words) = too_low {
        let _ = writeln!(shown, "not ok {count} - coverage\n# {words}");
    }
    for words in &run.failures {
        let _ = writeln!(shown, "Bail out! {}", foreign::line(words));
    }
    shown
}

/// For servers that run tests.
pub fn junit(run: &TestRun) -> String {
    let template = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
        <testsuites name=\"vattel\" tests=\"{{ tests }}\" failures=\"{{ failures }}\" errors=\"{{ run.failures|length }}\">\n  \
        <testsuite name=\"drafts\" tests=\"{{ tests }}\" failures=\"{{ failures }}\" errors=\"{{ run.failures|length }}\" \
        skipped=\"{{ run.skipped }}\">\n\
        {% for it in run.drafts %}    <testcase classname=\"drafts\" name=\"{{ it.name }}\">\
        {% if it.outcome == 'failed' %}<failure message=\"\
        {% if it.scenario %}{{ it.differences[0] }}{% else %}{{ it.differences|length }} differences{% endif %}\">\
        {% for words in it.differences %}{{ words }}\n{% endfor %}</failure>\
        {% elif it.outcome == 'skipped' %}<skipped/>{% endif %}</testcase>\n{% endfor %}\
        {% if too_low %}    <testcase classname=\"vattel\" name=\"coverage\"><failure message=\"{{ too_low }}\"/></testcase>\n\
        {% endif %}\
        {% for words in run.failures %}    <testcase classname=\"vattel\" name=\"vattel\">\
        <error message=\"{{ words }}\"/></testcase>\n{% endfor %}  \
        </testsuite>\n</testsuites>\n";
    let too_low = run.too_low();
    let failures = run.failed + usize::from(too_low.is_some());
    let tests = run.drafts.len() + usize::from(too_low.is_some()) + run.failures.len();
    templates::html(template, &ShownRun { run, too_low, failures, tests })
}

/// A run, as the template knows it.
#[derive(Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
struct ShownRun<'r> {
    run: &'r TestRun,
    too_low: Option<String>,
    failures: usize,
    tests: usize,
}
