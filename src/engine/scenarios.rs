//! Scenarios run: those of a draft, or those of a file of their own, each in the reading that it is about.

use super::guard::{InternalError, guarded};
use super::named_draft::{is_scenario_file, named_draft, read_draft, reader_of};
use super::prepared::Prepared;
use super::scenario_file::{in_file, read_for};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::{self, Reading, ReadingName, Scenario, ScenarioText, Treaty, Visits, Which};
use crate::simulation::expect::{PlayedScenario, run};
use crate::source::{FileId, Source, Span};
use crate::syntax;
use crate::syntax::ast::{Item, OrBracket};
use crate::syntax::lexer::unquoted;

/// The scenarios of a text, run.
#[derive(Debug, Default)]
pub struct ScenarioRun {
    /// Each, in the order of the text.
    pub scenarios: Vec<RunScenario>,
    /// What no scenario shows of the readings that they are about.
    pub unexercised: Vec<Unexercised>,
    /// Why they could not be run: the draft that they are about can't be read.
    pub unread: Option<String>,
    /// What went wrong in the tool itself.
    pub internal_errors: Vec<InternalError>,
}

/// A scenario, run.
#[derive(Clone, Debug)]
pub struct RunScenario {
    /// Its title.
    pub title: String,
    /// Where it stands in its text.
    pub span: Span,
    /// The reading that it is about; empty if it names none.
    pub reading: String,
    /// Why it was not played: what it names and its draft or reading lacks.
    pub problems: Vec<(Span, String)>,
    /// How its expectations fared, in the order of the text.
    pub expectations: Vec<Fared>,
}

impl RunScenario {
    /// Whether it was played, and all that it expects holds.
    pub fn passes(&self) -> bool {
        self.problems.is_empty() && self.expectations.iter().all(|it| it.holds)
    }
}

/// How an expectation fared.
#[derive(Clone, Debug)]
pub struct Fared {
    /// Where it stands in its text.
    pub span: Span,
    /// The line, without line breaks.
    pub text: String,
    /// Whether it holds in every case.
    pub holds: bool,
    /// The first case in which it does not, where there are several: `RUS against UKR`.
    pub case: Option<String>,
    /// What came instead, or what made it hold.
    pub outcome: String,
    /// The steps that led there.
    pub steps: Vec<ShownStep>,
}

/// A step of a play, as it is shown.
#[derive(Clone, Debug)]
pub struct ShownStep {
    /// Its number.
    pub number: usize,
    /// When, by the clocks of the play.
    pub at: String,
    /// What happened.
    pub told: String,
    /// The clause that says so, in the words of the treaty's numbering; empty for none.
    pub clause: String,
}

/// What no scenario of a text shows in one reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unexercised {
    /// The reading; empty for the one without brackets.
    pub reading: String,
    /// Gates that are never opened.
    pub never_opened: Vec<String>,
    /// Gates that are never held shut.
    pub never_shut: Vec<String>,
    /// Promises that are never live.
    pub never_live: Vec<String>,
    /// Promises that always are.
    pub always_live: Vec<String>,
}

/// A scenario of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Titled {
    /// Its title, without quotes.
    pub title: String,
    /// The reading that it is about; empty if it names none.
    pub reading: String,
    /// Where it stands.
    pub span: Span,
    /// Its keyword and title.
    pub head: Span,
}

/// The scenarios of a draft, in the order of the text, whatever their readings.
pub fn titled(source: &Source) -> Vec<Titled> {
    let text = &source.text;
    let draft = syntax::parse(source.file, text).draft;
    let mut found = Vec::new();
    each(&draft.items, &mut |it| {
        found.push(Titled {
            title: unquoted(it.title.of(text)).to_owned(),
            reading: reading_of(it, text),
            span: it.span,
            head: Span::new(it.span.start, it.title.end),
        });
    });
    found
}

/// The name of the reading that a scenario is about; empty if it names none.
fn reading_of(scenario: &syntax::ast::Scenario, text: &str) -> String {
    let words = scenario.reading_name.map_or("", |it| it.of(text));
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The titles of the scenarios of a text, in its order.
pub fn titles(text: &str) -> Vec<String> {
    let draft = syntax::parse(FileId::default(), text).draft;
    let mut found = Vec::new();
    each(&draft.items, &mut |it| found.push(unquoted(it.title.of(text)).to_owned()));
    found
}

/// Every scenario of a tree, brackets around them or not.
fn each<'t>(items: &'t [OrBracket<Item>], act: &mut impl FnMut(&'t syntax::ast::Scenario)) {
    for item in items {
        match item {
            OrBracket::Plain(Item::Scenario(it)) => act(it),
            OrBracket::Plain(Item::Unit(unit)) => each(&unit.items, act),
            OrBracket::Plain(_) => {}
            OrBracket::Bracket(it) => it.alternatives.iter().for_each(|it| each(&it.content, act)),
        }
    }
}

/// Runs the scenarios of a draft, or of a file of their own: those whose titles are wanted.
pub fn run_scenarios(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    wanted: &dyn Fn(&str) -> bool,
) -> ScenarioRun {
    let mut done = ScenarioRun::default();
    if !is_scenario_file(&source.name) {
        if let Some(prepared) = Prepared::new(source, read, &mut done.internal_errors) {
            let text = ScenarioTexts { draft: source, file: source, prepared: &prepared, scenarios: None };
            run_all(&text, settings, wanted, &mut done);
        }
        return done;
    }
    let tree = syntax::parse(source.file, &source.text).draft;
    let Some((named, _)) = named_draft(&source.text, &tree) else {
        done.unread = Some(format!("`{}` names no draft: `draft \"FILE\"` is its first line", source.name));
        return done;
    };
    let draft = match read_draft(source, &named, read) {
        Ok(draft) => draft,
        Err(why) => {
            done.unread = Some(format!("`{}`: the draft `{named}` can't be read: {why}", source.name));
            return done;
        }
    };
    let read = reader_of(&named, read);
    if let Some(prepared) = Prepared::new(&draft, &read, &mut done.internal_errors) {
        let (number, parsed) = read_for(source, &draft, &prepared);
        let scenarios = Some((number, &parsed));
        run_all(
            &ScenarioTexts { draft: &draft, file: source, prepared: &prepared, scenarios },
            settings,
            wanted,
            &mut done,
        );
    }
    done
}

/// A draft, and the text that holds the scenarios.
struct ScenarioTexts<'t> {
    draft: &'t Source,
    /// The draft itself, or the file of scenarios.
    file: &'t Source,
    prepared: &'t Prepared<'t>,
    /// The file of scenarios, read for the draft.
    scenarios: Option<(FileId, &'t syntax::Parsed)>,
}

fn run_all(texts: &ScenarioTexts<'_>, settings: &Settings, wanted: &dyn Fn(&str) -> bool, done: &mut ScenarioRun) {
    let text = &texts.file.text;
    let tree = texts.scenarios.map_or(&texts.prepared.draft, |it| &it.1.draft);
    let mut all = Vec::new();
    each(&tree.items, &mut |it| all.push(it));
    all.sort_by_key(|it| it.span);
    let wanted = all.into_iter().filter(|it| wanted(unquoted(it.title.of(text))));
    let mut of_readings: Vec<(String, Vec<&syntax::ast::Scenario>)> = Vec::new();
    for scenario in wanted {
        let name = reading_of(scenario, text);
        match of_readings.iter_mut().find(|it| it.0 == name) {
            Some(known) => known.1.push(scenario),
            None => of_readings.push((name, vec![scenario])),
        }
    }
    for (name, scenarios) in of_readings {
        let mut errors = std::mem::take(&mut done.internal_errors);
        let ran = guarded("the scenarios", &mut errors, || run_reading(texts, settings, &name, &scenarios));
        done.internal_errors = errors;
        if let Some((ran, unexercised)) = ran {
            done.scenarios.extend(ran);
            done.unexercised.extend(unexercised);
        }
    }
    done.scenarios.sort_by_key(|it| it.span);
}

/// Runs the scenarios that are about one reading.
fn run_reading(
    texts: &ScenarioTexts<'_>,
    settings: &Settings,
    name: &str,
    scenarios: &[&syntax::ast::Scenario],
) -> (Vec<RunScenario>, Option<Unexercised>) {
    let prepared = texts.prepared;
    let which = match ReadingName::read(name) {
        Ok(read) if !name.is_empty() => Which::Named(read),
        _ => Which::Unbracketed,
    };
    let reading = Visits::plan(&prepared.brackets, &which, 1).ok().and_then(|it| it.readings.into_iter().next());
    let reading = reading.unwrap_or_else(Reading::unbracketed);
    let included = prepared.included.for_model(texts.draft, &prepared.draft);
    let text = texts.scenarios.map(|it| ScenarioText { text: &texts.file.text, draft: &it.1.draft });
    let built = model::build_with(
        texts.draft.file,
        &texts.draft.text,
        &prepared.draft,
        &prepared.brackets,
        &reading,
        &settings.assumed,
        &included,
        text,
    );
    let number = texts.scenarios.map_or(texts.draft.file, |it| it.0);
    let mut findings: Vec<Diagnostic> = built.diagnostics.into_iter().map(|it| it.finding).collect();
    findings.extend(texts.scenarios.map_or(&prepared.diagnostics, |it| &it.1.diagnostics).iter().cloned());
    findings.extend(prepared.misattributed.iter().cloned());
    findings.retain(|it| it.primary.file == number && it.severity == Severity::Error);
    let findings: Vec<Diagnostic> = findings.into_iter().map(|it| in_file(it, number, texts.file)).collect();
    let treaty = &built.treaty;
    let mut plays: Vec<Vec<PlayedScenario>> = Vec::new();
    let ran = scenarios.iter().map(|tree| {
        let span = tree.span.local();
        let within = findings.iter().filter(|it| span.contains(it.primary.span));
        let mut problems: Vec<(Span, String)> = within.map(|it| (it.primary.span, said(it))).collect();
        problems.sort();
        problems.dedup();
        let mut ran = RunScenario {
            title: unquoted(tree.title.of(&texts.file.text)).to_owned(),
            span,
            reading: name.to_owned(),
            problems,
            expectations: Vec::new(),
        };
        let model = treaty.scenarios.iter().find(|it| it.span == tree.span);
        match model {
            Some(scenario) if scenario.complete && ran.problems.is_empty() => {
                let played = run(treaty, scenario);
                ran.expectations = fared(treaty, &texts.file.text, scenario, &played);
                plays.push(played);
            }
            _ if ran.problems.is_empty() => {
                let place = if name.is_empty() {
                    "the reading without brackets".to_owned()
                } else {
                    format!("the reading {name}")
                };
                ran.problems.push((tree.title.local(), format!("it names something that {place} does not have")));
            }
            _ => {}
        }
        ran
    });
    let ran = ran.collect();
    let played: Vec<&PlayedScenario> = plays.iter().flatten().collect();
    let unexercised = (!played.is_empty()).then(|| unexercised(treaty, name, &played));
    (ran, unexercised)
}

/// A finding with its best help.
fn said(finding: &Diagnostic) -> String {
    match finding.help.first() {
        Some(help) => format!("{}; {help}", finding.message),
        None => finding.message.clone(),
    }
}

/// How the expectations of a scenario fared over all of its cases.
fn fared(treaty: &Treaty<'_>, text: &str, scenario: &Scenario<'_>, played: &[PlayedScenario]) -> Vec<Fared> {
    let several = played.len() > 1;
    let each = scenario.expect.iter().enumerate().filter_map(|(at, expect)| {
        let failing = played.iter().find(|it| it.judgements.get(at).is_some_and(|it| !it.holds));
        let of = failing.or(played.first())?;
        let judgement = of.judgements.get(at)?;
        let case = of.case.as_ref().filter(|_| several && failing.is_some());
        let case = case.map(|it| match it.victim {
            Some(victim) => format!("{} against {}", treaty.name(it.attacker), treaty.name(victim)),
            None => treaty.name(it.attacker).to_owned(),
        });
        let shown = judgement.steps.iter().filter_map(|number| of.play.steps.iter().find(|it| it.number == *number));
        Some(Fared {
            span: expect.span.local(),
            text: expect.span.of(text).split_whitespace().collect::<Vec<_>>().join(" "),
            holds: judgement.holds,
            case,
            outcome: judgement.outcome.clone(),
            steps: shown.map(|it| show(treaty, it, of)).collect(),
        })
    });
    each.collect()
}

fn show(treaty: &Treaty<'_>, step: &crate::simulation::TraceStep, of: &PlayedScenario) -> ShownStep {
    let clause = match step.subject {
        crate::simulation::StepSubject::Provision(id) => treaty.cite(id),
        _ => String::new(),
    };
    ShownStep { number: step.number, at: step.at.words(&of.play.zone), told: step.told.clone(), clause }
}

/// What no play shows: gates are the triggers and whatever else holds a promise back.
fn unexercised(treaty: &Treaty<'_>, reading: &str, played: &[&PlayedScenario]) -> Unexercised {
    use crate::simulation::LifeState::{Live, Waiting};
    use crate::syntax::ast::ProvisionKind::Trigger;
    let mut found = Unexercised {
        reading: reading.to_owned(),
        never_opened: Vec::new(),
        never_shut: Vec::new(),
        never_live: Vec::new(),
        always_live: Vec::new(),
    };
    for provision in treaty.own_provisions() {
        let lives = || played.iter().flat_map(|it| &it.play.lives).filter(|it| it.provision == provision.id);
        let opened = lives().any(|it| it.live.is_some());
        let shut = lives().any(|it| it.live.is_none() && it.state != Live);
        let held = lives().any(|it| it.live.is_none() && it.history.iter().any(|(_, state)| *state == Waiting));
        let name = treaty.cite(provision.id);
        let gates = provision.gates.iter().map(|it| it.span).chain(provision.decided.iter().map(|it| it.span));
        for gate in gates {
            let words = gate.of(treaty.text).split_whitespace().collect::<Vec<_>>().join(" ");
            let gate = format!("{name}: {words}");
            if !opened {
                found.never_opened.push(gate.clone());
            }
            if !held {
                found.never_shut.push(gate);
            }
        }
        if provision.kind == Trigger || provision.kind.is_final() || provision.sentences.is_empty() {
            continue;
        }
        if !opened {
            found.never_live.push(name.clone());
        }
        if !shut {
            found.always_live.push(name);
        }
    }
    found
}
