//! Scenarios of a draft, played on demand.

use super::client::RUN_SCENARIO;
use super::error::{RequestError, RequestResult};
use super::snapshot::{DocumentKind, DocumentSnapshot};
use crate::engine::scenarios::{RunScenario, run_scenarios};
use crate::engine::{self, is_scenario_file};
use crate::model::{ReadingName, Which};
use crate::report::foreign;
use crate::report::simulation::{self, PlayRequest, PlayShape, PlaySource, Simulation, VERSION};
use crate::source::Span;
use lsp_types::{CodeLens, Command, ExecuteCommandParams};
use serde_json::{Value, json};
use std::fmt::Write as _;

/// A lens above each scenario: whether it passes, and the command that plays it.
pub(super) fn lenses(snapshot: &DocumentSnapshot) -> Vec<CodeLens> {
    if snapshot.sort != DocumentKind::Draft {
        return Vec::new();
    }
    let ran = run_scenarios(&snapshot.source, &snapshot.settings(), &|path| snapshot.companion(path), &|_| true);
    let lens = |it: RunScenario| CodeLens {
        range: snapshot.range(Span::at(it.span.start)),
        command: Some(Command {
            title: format!("run scenario: {}", if it.passes() { "passes" } else { "fails" }),
            tooltip: Some("Steps on the calendar, pending acts and duties with their deadlines".to_owned()),
            command: RUN_SCENARIO.to_owned(),
            arguments: Some(vec![json!(snapshot.uri.0), json!(it.title)]),
        }),
        data: None,
    };
    ran.scenarios.into_iter().map(lens).collect()
}

/// How the scenario of a file of scenarios fared.
fn fared(snapshot: &DocumentSnapshot, title: &str) -> RequestResult<Option<Value>> {
    let ran =
        run_scenarios(&snapshot.source, &snapshot.settings(), &|path| snapshot.companion(path), &|it| it == title);
    if let Some(why) = ran.unread {
        return Err(RequestError::new(why));
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
pub(super) fn run(snapshot: &DocumentSnapshot, params: &ExecuteCommandParams) -> RequestResult<Option<Value>> {
    let title = params.arguments.as_deref().unwrap_or_default().get(1).and_then(Value::as_str).unwrap_or_default();
    if is_scenario_file(&snapshot.source.name) {
        return fared(snapshot, title);
    }
    let found = engine::titled(&snapshot.source).into_iter().find(|it| it.title == title);
    let Some(scenario) = found else {
        return Err(RequestError::new(format!("the draft has no scenario `{title}`")));
    };
    let mut settings = snapshot.settings();
    settings.readings = match ReadingName::read(&scenario.reading) {
        Ok(reading) if !scenario.reading.is_empty() => Which::Named(reading),
        _ => Which::Unbracketed,
    };
    let draft = &snapshot.source.name;
    let (end, what) = (snapshot.source.text.len() as u32, PlaySource::Scenario(scenario.span));
    let wanted = PlayRequest { draft, end, what, day: None, last_moment: false };
    let mut answered = engine::ask(&snapshot.source, &settings, &|path| snapshot.companion(path), |facts, wording| {
        (facts.treaty().head.title.map(ToOwned::to_owned), simulation::plays(facts, wording, &wanted))
    });
    let Some((treaty, Ok(plays))) = answered.answer.take() else {
        return Err(RequestError::new(format!("the scenario `{title}` can't be played in its reading")));
    };
    let (reading, readings) = (answered.reading(Some(scenario.reading)), answered.readings.0.map(|it| it.to_string()));
    let unread = answered.unread();
    let told = |it: PlayShape| PlayShape { reading: reading.clone(), readings: readings.clone(), unread, ..it };
    let plays = plays.into_iter().map(told).collect();
    let simulation = Simulation { version: VERSION, draft: draft.to_string(), title: treaty, plays };
    Ok(Some(simulation::markdown(&simulation).into()))
}
