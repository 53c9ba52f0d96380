//! `vattel test`

use super::args::{TestArgs, TestFormat};
use super::drafts::{self, RunDrafts};
use super::outputs::{self, FormatOutput};
use super::{Exit, Failure, output};
use crate::config::file::SUITE;
use crate::config::{Selection, Settings, UnknownRule};
use crate::diagnostic::RuleId;
use crate::engine::{self, scenarios};
use crate::report::expectations::{self, Gaps, RuleCoverage, TestOutcome, TestRun, Tested};
use crate::rules::{self, CATALOGUE, RuleRef};
use crate::source::{FileId, LineIndex, Source};
use crate::suite::file::{Suite, SuiteExample};
use crate::workspace::config_set::ConfiguredDraft;
use crate::workspace::configure::{ResolvedConfig, suite};
use crate::workspace::files::Input;
use crate::workspace::listing::DRAFTS;
use crate::workspace::write;
use rayon::prelude::*;
use std::sync::Arc;

/// So many times marks are written before they hold: what stood in a mark that is gone may have had findings too.
const MOST_ROUNDS: usize = 4;

/// Checks drafts against what they say is found in them, and the examples of suites.
pub(super) fn run(args: &TestArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    match tested(args) {
        Ok(run) => {
            show(args, &targets, &run)?;
            Ok(match run.exit_code {
                0 => Exit::Clean,
                1 => Exit::Findings,
                _ => Exit::Failed,
            })
        }
        // Every file says so, and none of an earlier run is left.
        Err(failure) => {
            let files: Vec<_> = targets.into_iter().filter(|it| it.1.is_some() || it.0 != TestFormat::Full).collect();
            show(args, &files, &TestRun::of(Vec::new(), None, failure.lines.clone()))?;
            Err(failure)
        }
    }
}

fn show(args: &TestArgs, targets: &[FormatOutput<TestFormat>], run: &TestRun) -> Result<(), Failure> {
    outputs::write(targets, args.color.color, |format, color, _| match format {
        TestFormat::Full => expectations::full(run, color, args.quiet),
        TestFormat::Json => expectations::json(run),
        TestFormat::Junit => expectations::junit(run),
        TestFormat::Tap => expectations::tap(run),
    })
}

fn tested(args: &TestArgs) -> Result<TestRun, Failure> {
    let mut configs = args.rules.configs();
    configs.exclude(&args.files.exclude);
    let is_suite = |it: &Input| it.name().ends_with(SUITE);
    let patterns = [DRAFTS, &["*.suite.toml"]].concat();
    let found = drafts::find(&args.paths, None, &patterns, &args.files, configs, &is_suite)?;
    let why_none = found.nothing();
    let RunDrafts { mut drafts, others: suites, broken: unread, .. } = found;
    args.rules.assume.add_to(&mut Settings::recommended())?;
    let suites = suites.iter().map(|it| suite(it.path(), 0)).collect::<Result<Vec<_>, _>>()?;
    let named = |name: &str| args.filter.as_ref().is_none_or(|it| name.contains(it.as_str()));
    // A draft may be wanted for the title of a scenario in it.
    let holds_named = |it: &Input| {
        let text = || it.read().ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
        named(&it.name()) || text().is_some_and(|text| scenarios::titles(&text).iter().any(|it| named(it)))
    };
    drafts.retain(|it| holds_named(&it.input));
    let examples = suites.iter().flat_map(|suite| suite.examples.iter().map(move |it| (suite, it)));
    let examples: Vec<(String, &Suite, &SuiteExample)> =
        examples.map(|(suite, it)| (name_of(suite, it), suite, it)).filter(|it| named(&it.0)).collect();
    if drafts.is_empty() && examples.is_empty() {
        let why = format!("no draft to test: {why_none}");
        if args.error_on_no_files {
            return Err(Failure::new(why));
        }
        output::print_error(&why);
    }
    let progress = output::progress(drafts.len() + examples.len());
    let of_drafts: Result<Vec<OfDraft>, Failure> = drafts
        .par_iter()
        .map(|ConfiguredDraft { input, config, .. }| {
            let tested = test_all(input, config, &settings(args, config, input)?, args, &named);
            progress.inc(1);
            tested
        })
        .collect();
    let (mut tested, mut unexercised) = (Vec::new(), Vec::new());
    for it in of_drafts? {
        tested.extend(it.tested);
        unexercised.extend(it.unexercised);
    }
    let shown: Vec<(Tested, Option<String>)> = examples
        .par_iter()
        .map(|(name, suite, example)| {
            let tested = try_example(name, suite, example);
            progress.inc(1);
            tested
        })
        .collect();
    progress.finish_and_clear();
    tested.extend(shown);
    let (cases, broken): (Vec<Tested>, Vec<Option<String>>) = tested.into_iter().unzip();
    let mut broken: Vec<String> = broken.into_iter().flatten().collect();
    for lines in unread.iter().map(drafts::complaint) {
        output::complain_in_lines(&lines);
        broken.push(lines.join("\n"));
    }
    let wanted = args.coverage || args.fail_under.is_some();
    let built_in = if drafts.is_empty() { &[] } else { CATALOGUE };
    let own = suites.iter().flat_map(|it| &it.rules).map(|it| &it.id);
    let rules = || built_in.iter().map(|it| &it.id).chain(own.clone());
    let coverage = wanted.then(|| RuleCoverage { least: args.fail_under, ..coverage(&cases, rules()) });
    let unexercised = if args.coverage { unexercised } else { Vec::new() };
    Ok(TestRun { unexercised, ..TestRun::of(cases, coverage, broken) })
}

/// What came of a draft: of its marks and of each of its scenarios.
#[derive(Default)]
struct OfDraft {
    /// Each with why the work could not be done.
    tested: Vec<(Tested, Option<String>)>,
    unexercised: Vec<Gaps>,
}

/// A draft, or a file of scenarios: its marks, and those scenarios that are wanted.
fn test_all(
    input: &Input,
    configured: &ResolvedConfig,
    settings: &Settings,
    args: &TestArgs,
    named: &(dyn Fn(&str) -> bool + Sync),
) -> Result<OfDraft, Failure> {
    let name = input.name();
    let mut done = OfDraft::default();
    let bytes = input.read().map_err(|error| Failure::new(format!("can't read `{name}`: {error}")))?;
    let whole = named(&name);
    let (text, titles) = match String::from_utf8(bytes) {
        Ok(text) => {
            let titles = scenarios::titles(&text);
            (Some(text), titles)
        }
        Err(_) => (None, Vec::new()),
    };
    let mut of_marks = None;
    if whole {
        of_marks = Some(test(input, configured, settings, args.update)?);
    }
    if let (Some(text), false) = (text, titles.is_empty()) {
        let own = engine::expectations::read(&text).ok().and_then(|it| own_settings(settings, it.rules).ok().flatten());
        let source = Source::new(FileId(0), name.as_str(), text);
        let read = |path: &str| configured.instrument(input, path);
        let wanted = |title: &str| whole || named(title);
        let ran = scenarios::run_scenarios(&source, own.as_ref().unwrap_or(settings), &read, &wanted);
        let lines = LineIndex::new(&source.text);
        let tested = ran.scenarios.iter().map(|it| (Tested::of_scenario(&name, &lines, it), None));
        done.tested.extend(tested);
        done.unexercised.extend(ran.unexercised.into_iter().map(|it| Gaps::of(&name, it)));
        let errors = ran.internal_errors.iter().map(|it| format!("internal error in {}: {}", it.part, it.words));
        let differences: Vec<String> = ran.unread.into_iter().chain(errors).collect();
        if !differences.is_empty() {
            let why = if ran.internal_errors.is_empty() { differences.join("; ") } else { internal_error(&name) };
            let failed = Tested { outcome: TestOutcome::Failed, differences, ..nothing_said(&name) };
            done.tested.push((failed, Some(why)));
        }
    }
    // A draft that marks nothing and has scenarios is not skipped: they are what it says.
    let of_marks = of_marks.filter(|it| it.0.outcome != TestOutcome::Skipped || done.tested.is_empty());
    done.tested.splice(0..0, of_marks);
    Ok(done)
}

/// A draft that says nothing of what is found in it.
fn nothing_said(name: &str) -> Tested {
    Tested {
        name: name.to_owned(),
        outcome: TestOutcome::Skipped,
        marks: 0,
        differences: Vec::new(),
        scenario: None,
        exercised: Vec::new(),
    }
}

/// The settings of a draft that says which rules run.
fn own_settings(settings: &Settings, rules: Option<Vec<String>>) -> Result<Option<Settings>, UnknownRule> {
    let own =
        rules.map(|select| Settings::select_of(settings.shared_rules(), &Selection { select, ..Selection::default() }));
    own.transpose()
}

fn settings(args: &TestArgs, configured: &ResolvedConfig, input: &Input) -> Result<Settings, Failure> {
    let mut settings = configured.for_path(Some(input.path()))?;
    args.rules.assume.add_to(&mut settings)?;
    Ok(settings)
}

fn internal_error(name: &str) -> String {
    format!("internal error while testing `{name}`; please report it")
}

/// One draft; why the work could not be done.
fn test(
    input: &Input,
    configured: &ResolvedConfig,
    settings: &Settings,
    update: bool,
) -> Result<(Tested, Option<String>), Failure> {
    let name = input.name();
    let bytes = input.read().map_err(|error| Failure::new(format!("can't read `{name}`: {error}")))?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let mut tested = nothing_said(&name);
    let expected = match engine::expectations::read(&text) {
        Ok(expected) => expected,
        Err(fault) => {
            tested.outcome = TestOutcome::Failed;
            tested.differences.push(fault);
            return Ok((tested, None));
        }
    };
    tested.marks = expected.marks.len();
    if expected.marks.is_empty() && expected.rules.is_none() && !update {
        return Ok((tested, None));
    }
    let own = match own_settings(settings, expected.rules.clone()) {
        Ok(own) => own,
        Err(error) => {
            tested.outcome = TestOutcome::Failed;
            let why = format!("`{}` is not tested: `#@ rules:`: {error}", tested.name);
            tested.differences.push(format!("`#@ rules:`: {error}"));
            return Ok((tested, Some(why)));
        }
    };
    let settings = own.as_ref().unwrap_or(settings);
    let is_text = std::str::from_utf8(&bytes).is_ok();
    let read = |path: &str| configured.instrument(input, path);
    let (source, report) = engine::check_bytes(&tested.name, bytes, settings, &read);
    let difference = engine::expectations::compare(&source, &report, &expected.marks);
    tested.exercised.clone_from(&difference.exercised);
    if difference.is_none() {
        tested.outcome = TestOutcome::Passed;
    } else if let (true, Input::File(path)) = (update && is_text && difference.errors.is_empty(), input) {
        let new = marks_that_hold(&source, settings, &read);
        let new = new.ok_or_else(|| Failure::new(format!("`{}`: a finding has no place for a mark", tested.name)))?;
        write::replace(path, source.text.as_bytes(), &new).map_err(|error| output::unwritten(path, &error))?;
        tested.outcome = TestOutcome::Updated;
    } else {
        tested.outcome = TestOutcome::Failed;
        tested.differences = expectations::lines(&difference);
    }
    let why = (!difference.errors.is_empty()).then(|| internal_error(&tested.name));
    Ok((tested, why))
}

/// The draft with marks that are all met; nothing if there are none.
fn marks_that_hold(source: &Source, settings: &Settings, read: &dyn Fn(&str) -> Option<Source>) -> Option<String> {
    let mut now = source.clone();
    for _ in 0..MOST_ROUNDS {
        let marks = engine::expectations::read(&now.text).ok()?.marks;
        let difference = engine::expectations::compare(&now, &engine::check(&now, settings, read), &marks);
        if difference.is_none() {
            return Some(now.text.to_string());
        }
        let new = engine::expectations::updated(&now.text, &marks, &difference)?;
        now = Source::new(now.file, now.name.as_ref(), new);
    }
    None
}

/// `kyiv.suite.toml:12: kyiv/no-veto fails`
fn name_of(suite: &Suite, example: &SuiteExample) -> String {
    let line = LineIndex::new(&suite.source.text).line(example.span.start as u32) + 1;
    let verb = if example.fails { "fails" } else { "passes" };
    format!("{}:{line}: {} {verb}", suite.source.name, suite.rules[example.rule].id)
}

/// One example of a suite, under its one rule; why the work could not be done.
fn try_example(name: &str, suite: &Suite, example: &SuiteExample) -> (Tested, Option<String>) {
    let rule = &suite.rules[example.rule];
    let rules = rules::shared().chain([RuleRef::Written(Arc::clone(rule))]).collect();
    let select = vec![rule.id.to_string(), "suites".to_owned(), "names/undefined".to_owned()];
    let mut tested = Tested { outcome: TestOutcome::Failed, marks: 1, ..nothing_said(name) };
    let settings = match Settings::select_of(rules, &Selection { select, ..Selection::default() }) {
        Ok(settings) => settings,
        Err(error) => {
            tested.differences.push(error.to_string());
            return (tested, Some(format!("`{name}` is not tested: {error}")));
        }
    };
    let draft = Source::new(FileId(0), "example.treaty", example.draft.as_str());
    let report = engine::check(&draft, &settings, &|_| None);
    let lines = LineIndex::new(&draft.text);
    let found = |finding: &crate::diagnostic::Diagnostic| {
        let line = if finding.primary.file == draft.file { lines.line(finding.primary.span.start) + 1 } else { 0 };
        format!("+ line {line}: {}: {}", finding.rule, finding.message)
    };
    let (own, others): (Vec<_>, Vec<_>) = report.findings.iter().partition(|it| it.rule == rule.id);
    tested.differences.extend(others.into_iter().map(found));
    let starts = |it: &&&crate::diagnostic::Diagnostic| {
        example.message.as_ref().is_none_or(|message| it.message.starts_with(message.as_str()))
    };
    let met = own.iter().filter(starts).count();
    let enough = example.count.map_or(met > 0, |count| own.len() == count && (met > 0 || count == 0));
    if example.fails && !enough {
        let message = example.message.as_deref().unwrap_or("something");
        let times = example.count.map_or_else(String::new, |it| format!("{it} times "));
        tested.differences.push(format!("- {times}{}: {message}", rule.id));
        tested.differences.extend(own.into_iter().map(found));
    } else if !example.fails {
        tested.differences.extend(own.into_iter().map(found));
    } else {
        tested.exercised.push(rule.id.clone());
    }
    let errors: Vec<String> =
        report.internal_errors.iter().map(|it| format!("internal error in {}: {}", it.part, it.words)).collect();
    let why = (!errors.is_empty()).then(|| internal_error(name));
    tested.differences.extend(errors);
    if tested.differences.is_empty() {
        tested.outcome = TestOutcome::Passed;
    }
    (tested, why)
}

#[expect(clippy::cast_precision_loss, reason = "there are some hundred rules")]
fn coverage<'r>(cases: &[Tested], rules: impl Iterator<Item = &'r RuleId>) -> RuleCoverage {
    let exercised = |id: &RuleId| cases.iter().any(|it| it.exercised.contains(id));
    let (shown, never): (Vec<RuleId>, Vec<RuleId>) = rules.cloned().partition(exercised);
    let rules = shown.len() + never.len();
    RuleCoverage { rules, percent: shown.len() as f64 * 100.0 / rules.max(1) as f64, never, least: None }
}
