//! Scenarios of a draft, played on demand.

use super::client::RUN_SCENARIO;
use super::error::{Answer, Refusal};
use super::page::{Page, Sort};
use crate::engine::{self, Titled};
use crate::model::{ReadingName, Which};
use crate::report::simulation::{self, Played, Simulation, VERSION, Wanted, What};
use lsp_types::{CodeLens, Command, ExecuteCommandParams};
use serde_json::{Value, json};

/// A lens above each scenario.
pub(super) fn lenses(page: &Page) -> Vec<CodeLens> {
    if page.sort != Sort::Draft {
        return Vec::new();
    }
    let lens = |it: Titled| CodeLens {
        range: page.range(it.head),
        command: Some(Command {
            title: "run scenario".to_owned(),
            tooltip: Some("What happens when, what waits for whom, who is obliged to what by when".to_owned()),
            command: RUN_SCENARIO.to_owned(),
            arguments: Some(vec![json!(page.uri.0), json!(it.title)]),
        }),
        data: None,
    };
    engine::scenarios(&page.source).into_iter().map(lens).collect()
}

/// The play of a scenario as a document.
pub(super) fn run(page: &Page, params: &ExecuteCommandParams) -> Answer<Option<Value>> {
    let title = params.arguments.as_deref().unwrap_or_default().get(1).and_then(Value::as_str).unwrap_or_default();
    let found = engine::scenarios(&page.source).into_iter().find(|it| it.title == title);
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
