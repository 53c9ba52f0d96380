//! `vattel simulate`

use super::args::{SheetFormat, SimulateArgs};
use super::check::{borrowed, failure, misattributed, stranger, textless};
use super::{Exit, Failure, output, outputs};
use crate::analysis::TimelineStart;
use crate::diagnostic::{Diagnostic, nearest};
use crate::engine::{self, PlayedStage, Titled};
use crate::model::{ReadingName, Which};
use crate::report::foreign;
use crate::report::simulation::{self, PlayRequest, PlayShape, PlaySource, Simulation, Unplayable, VERSION};
use crate::source::Source;
use crate::workspace::listing;

/// Plays one reading of a draft in each case.
pub(super) fn run(args: &SimulateArgs) -> Result<Exit, Failure> {
    let targets = args.outputs.targets()?;
    let (input, source) = listing::draft(&args.draft, args.stdin_filename.as_deref())?;
    let name = input.name();
    if engine::is_scenario_file(&name) {
        return Err(Failure::new(format!("`{name}` is a scenario file, not a draft: `vattel test` runs it")));
    }
    let configured = args.config.configs().of(input.path())?;
    let mut settings = configured.for_path(Some(input.path()))?;
    args.assume.add_to(&mut settings)?;
    if let Some(day) = &args.on {
        TimelineStart::from(day).map_err(|error| Failure::new(format!("`--on`: {error}")))?;
    }
    let staged = PlayedStage::new(&source, &args.event);
    let text = if args.event.is_empty() { &source } else { &staged.source };
    let jobs = match &args.scenario {
        Some(words) => {
            chosen(&source, words)?.into_iter().map(|it| (PlaySource::Scenario(it.span), Some(it))).collect()
        }
        None if args.event.is_empty() => vec![(PlaySource::Attacks, None)],
        None => vec![(PlaySource::Given(args.event.len()), None)],
    };

    let mut simulation = Simulation { version: VERSION, draft: name.clone(), title: None, plays: Vec::new() };
    let mut failed = false;
    for (what, scenario) in jobs {
        let reading = reading(args, scenario.as_ref())?;
        settings.readings = reading.clone().map_or(Which::Unbracketed, Which::Named);
        let flag = if args.reading.is_some() { "--reading" } else { "in reading" };
        let end = source.text.len() as u32;
        let wanted = PlayRequest { draft: &name, end, what, day: args.on.as_deref(), last_moment: args.worst_case };
        let mut answered =
            engine::ask(text, &settings, &|path| configured.instrument(&input, path), |facts, wording| {
                let title = facts.treaty().head.title.map(ToOwned::to_owned);
                (title, simulation::plays(facts, wording, &wanted))
            });
        for error in &answered.internal_errors {
            output::print_error(&failure(&name, error));
        }
        let wrong = staged.wrong(&mut answered);
        let mut unknown: Vec<String> = answered.unknown_assumed.iter().map(stranger).collect();
        unknown.extend(answered.unknown_readings.iter().map(|it| textless(flag, it)));
        if reading.is_some() {
            unknown.extend(misattributed(flag, &source, &answered.misattributed));
        }
        unknown.extend(wrong.iter().map(|(at, it)| wrongly_given(&args.event[*at], it)));
        for it in &unknown {
            output::print_error(it);
        }
        let (Some((title, played)), true) = (answered.answer.take(), unknown.is_empty()) else {
            return Ok(Exit::Failed);
        };
        if let Some(it) = borrowed(flag, &source, &answered.borrowed) {
            output::print_error(&it);
        }
        let played = played.map_err(|it| Failure::new(why(it, scenario.as_ref())))?;
        let (readings, unread) = (answered.readings.0.map(|it| it.to_string()), answered.unread());
        let reading = answered.reading(reading.map(|it| it.to_string()));
        let told = |it: PlayShape| PlayShape { reading: reading.clone(), readings: readings.clone(), unread, ..it };
        simulation.title = title;
        simulation.plays.extend(played.into_iter().map(told));
        failed |= !answered.internal_errors.is_empty();
    }

    outputs::write(&targets, args.color.color, |format, color, width| match format {
        SheetFormat::Full => simulation::full(&simulation, color, width),
        SheetFormat::Json => simulation::json(&simulation),
        SheetFormat::Markdown => simulation::markdown(&simulation),
        SheetFormat::Html => simulation::html(&simulation),
    })?;
    let unread = simulation.plays.iter().map(|it| it.unread).max().unwrap_or(0);
    if unread > 0 {
        output::print_error(&output::left_out(unread, &name, ""));
    }
    let holds = simulation.plays.iter().flat_map(|it| &it.expectations).all(|it| it.holds);
    Ok(if failed {
        Exit::Failed
    } else if holds {
        Exit::Clean
    } else {
        Exit::Findings
    })
}

/// The scenarios of a draft whose titles hold these words; the one whose title they are, if there is one.
fn chosen(source: &Source, words: &str) -> Result<Vec<Titled>, Failure> {
    let mut all = engine::titled(source);
    let wanted = words.to_lowercase();
    let holds = |it: &Titled| it.title.to_lowercase().contains(&wanted);
    if all.iter().any(|it| it.title == words) {
        all.retain(|it| it.title == words);
    } else if all.iter().any(holds) {
        all.retain(holds);
    } else {
        let titles: Vec<&str> = all.iter().map(|it| it.title.as_str()).collect();
        let near = nearest(words, titles.iter().copied());
        return Err(Failure::new(match (near, &titles[..]) {
            (Some(near), _) => format!("the draft has no scenario `{words}`; did you mean `{near}`?"),
            (None, []) => "the draft has no scenario; name an event with `--event`".to_owned(),
            (None, titles) => {
                let titles: Vec<String> = titles.iter().map(|it| format!("`{it}`")).collect();
                format!("the draft has no scenario `{words}`; its scenarios: {}", titles.join(", "))
            }
        }));
    }
    Ok(all)
}

/// The reading in which something is played: that of the scenario, or that of the command line.
fn reading(args: &SimulateArgs, scenario: Option<&Titled>) -> Result<Option<ReadingName>, Failure> {
    let Some(scenario) = scenario.filter(|it| !it.reading.is_empty()) else { return Ok(args.reading.clone()) };
    let own = ReadingName::read(&scenario.reading)?;
    if args.reading.as_ref().is_some_and(|it| *it != own) {
        let (title, reading) = (&scenario.title, &scenario.reading);
        let words = format!("the scenario `{title}` is about the reading `{reading}`; leave `--reading` out");
        return Err(Failure::new(words));
    }
    Ok(Some(own))
}

/// What is wrong with an event of the command line.
fn wrongly_given(event: &str, finding: &Diagnostic) -> String {
    let help = finding.help.first().map_or_else(String::new, |it| format!("; {it}"));
    foreign::line(&format!("`--event \"{event}\"`: {}{help}", finding.message)).into_owned()
}

/// Why nothing is played.
fn why(it: Unplayable, scenario: Option<&Titled>) -> String {
    match it {
        Unplayable::NoAttack => {
            "nobody is assumed to attack, so there is no attack to play: assume one with `--assume 'RUS \
                                 against UKR'`, or name an event with `--event`"
                .to_owned()
        }
        Unplayable::NoLine => {
            "`--event` takes one event, or what somebody does, each: `armed-attack by RUS against UKR`, \
                               `RUS votes no`"
                .to_owned()
        }
        Unplayable::NoEvent(word) => {
            foreign::line(&format!("`--event`: unknown event `{word}`; see `vattel explain on`")).into_owned()
        }
        Unplayable::Absent => "`--event` names something that this reading of the draft does not have".to_owned(),
        Unplayable::OtherReading => {
            let title = scenario.map_or("", |it| it.title.as_str());
            format!("the scenario `{title}` can't be read, or is not about this reading: see `vattel check`")
        }
    }
}
