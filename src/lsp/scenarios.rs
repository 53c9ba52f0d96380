//! Scenarios of a draft, played on demand.

use super::client::RUN_SCENARIO;
use super::error::{Answer, Refusal};
use super::page::{Page, Sort};
use crate::engine::scenarios::{RunScenario, run_scenarios};
use crate::engine::{self, is_scenario_file};
use crate::model::{ReadingName, Which};
use crate::report::foreign;
use crate::report::simulation::{self, Played, Simulation, VERSION, Wanted, What};
use crate::source::Span;
use lsp_types::{CodeLens, Command, ExecuteCommandParams};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A lens above each scenario: whether it passes, and the command that plays it.
pub(super) fn lenses(page: &Page) -> Vec<CodeLens> {
    if page.sort != Sort::Draft {
        return Vec::new();
    }
    let ran = run_scenarios(&page.source, &page.settings(), &|path| page.companion(path), &|_| true);
    let lens = |it: RunScenario| CodeLens {
        range: page.range(Span::at(it.span.start)),
        command: Some(Command {
            title: format!("run scenario: {}", if it.passes() { "passes" } else { "fails" }),
            tooltip: Some("Steps on the calendar, pending acts and duties with their deadlines".to_owned()),
            command: RUN_SCENARIO.to_owned(),
            arguments: Some(vec![json!(page.uri.0), json!(it.title)]),
        }),
        data: None,
    };
    ran.scenarios.into_iter().map(lens).collect()
}

/// How the scenario of a file of scenarios fared.
fn fared(page: &Page, title: &str) -> Answer<Option<Value>> {
    let ran = run_scenarios(&page.source, &page.settings(), &|path| page.companion(path), &|it| it == title);
    if let Some(why) = ran.unread {
        return Err(Refusal::new(why));
    }
    let mut words = String::new();
    for it in &ran.scenarios {
        let _ = writeln!(words, "# {}\n", foreign::markdown(&it.title));
        for (_, problem) in &it.problems {
            let _ = writeln!(words, "- not played: {}", foreign::markdown(problem));
        }
        for it in &it.expectations {
            let holds = if it.holds { "holds" } else { "does not hold" };
            let (text, outcome) = (foreign::markdown(&it.text), foreign::markdown(&it.outcome));
            let _ = writeln!(words, "- {holds}: {text}: {outcome}");
        }
    }
    Ok(Some(words.into()))
}

/// The play of a scenario as a document.
pub(super) fn run(page: &Page, params: &ExecuteCommandParams) -> Answer<Option<Value>> {
    let title = params.arguments.as_deref().unwrap_or_default().get(1).and_then(Value::as_str).unwrap_or_default();
    if is_scenario_file(&page.source.name) {
        return fared(page, title);
    }
    let found = engine::titled(&page.source).into_iter().find(|it| it.title == title);
    let Some(scenario) = found else {
        return Err(Refusal::new(format!("the draft has no scenario `{title}`")));
    };
    let mut settings = page.settings();
    settings.readings = match ReadingName::read(&scenario.reading) {
        Ok(reading) if !scenario.reading.is_empty() => Which::Named(reading),
        _ => Which::Unbracketed,
    };
    let draft = &page.source.name;
    let (end, what) = (page.source.text.len() as u32, What::Scenario(scenario.span));
    let wanted = Wanted { draft, end, what, day: None, last_moment: false };
    let mut answered = engine::ask(&page.source, &settings, &|path| page.companion(path), |facts, wording| {
        (facts.treaty().head.title.map(ToOwned::to_owned), simulation::plays(facts, wording, &wanted))
    });
    let Some((treaty, Ok(plays))) = answered.answer.take() else {
        return Err(Refusal::new(format!("the scenario `{title}` can't be played in its reading")));
    };
    let (reading, readings) = (answered.reading(Some(scenario.reading)), answered.readings.0.map(|it| it.to_string()));
    let unread = answered.unread();
    let told = |it: Played| Played { reading: reading.clone(), readings: readings.clone(), unread, ..it };
    let plays = plays.into_iter().map(told).collect();
    let simulation = Simulation { schema: VERSION, draft: draft.to_string(), title: treaty, plays };
    Ok(Some(simulation::markdown(&simulation).into()))
}
