//! Findings that have a play, given as scenarios: each passes on the text as it is, and fails once the text is mended.
//!
//! A scenario is made for a finding of certain families, in the first reading in which the finding holds. What it expects is
//! played, and only what holds is kept; where a machine can mend the text, it is tried that the scenario fails then.

use super::guard::guarded;
use super::prepared::Prepared;
use super::scenarios::run_scenarios;
use super::{Report, check, is_scenario_file};
use crate::config::Settings;
use crate::diagnostic::{Diagnostic, Safety};
use crate::model::{
    self, Brackets, Case, EventKind, GateKind, OccasionKind, Provision, ProvisionId, Reading, ReadingName, RefTarget,
    ScenarioText, Treaty, Visits, Which, applied, text_name, vocabulary::Vocabulary,
};
use crate::simulation::expect::run;
use crate::source::{FileId, Source, Span};
use crate::syntax;

/// So many readings are tried for a finding that does not hold in the one without brackets.
const MOST_READINGS: usize = 16;

/// So many attacks are tried for a finding.
const MOST_CASES: usize = 4;

/// The day of the attack.
const DAY: &str = "2027-03-01";

/// What a play shows of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shows {
    /// Somebody holds a promise shut that would come if nobody did.
    Blocked,
    /// A promise never comes, whoever helps.
    NeverLive,
    /// Whatever comes, nobody has to act.
    Hollow,
}

/// What a play shows of the findings of a rule.
fn shows(rule: &str) -> Option<Shows> {
    Some(match rule {
        "veto/aggressor-veto"
        | "veto/aligned-bloc-veto"
        | "veto/collective-guarantee-defeats-itself"
        | "veto/external-organ-veto"
        | "veto/quorum-boycott"
        | "veto/convening-veto"
        | "veto/access-veto"
        | "veto/appointment-veto"
        | "veto/funding-veto"
        | "deployment/host-consent-missing"
        | "deployment/aggressor-contingent"
        | "activation/consultation-no-clock" => Shows::Blocked,
        "activation/never-opens" | "entry-into-force/mutual-suspension" | "timing/circular-precondition" => {
            Shows::NeverLive
        }
        "obligation/empty"
        | "obligation/consult-only"
        | "obligation/form-vs-force"
        | "obligation/deemed-attack-without-duty"
        | "scope/domain-gap" => Shows::Hollow,
        _ => return None,
    })
}

/// A scenario that is tried.
struct TrialScenario {
    /// The number of the finding.
    finding: usize,
    /// What is assumed and given, a line each.
    lines: Vec<String>,
    /// What is expected. The first must hold, the others are kept if they do.
    expect: Vec<String>,
    /// Another scenario that must pass: without what the finding is about it is otherwise.
    otherwise: Option<(Vec<String>, String)>,
}

/// For each finding of a report the scenario that shows it, where there is one.
pub fn counterplays(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    report: &Report,
) -> Vec<Option<String>> {
    let mut found = vec![None; report.findings.len()];
    let is_of = |it: &Diagnostic| shows(&it.rule).is_some() && it.primary.file == source.file;
    if is_scenario_file(&source.name) || !report.findings.iter().any(is_of) {
        return found;
    }
    let mut errors = Vec::new();
    let Some(prepared) = Prepared::new(source, read, &mut errors) else { return found };
    for name in readings(&prepared.brackets) {
        let open: Vec<usize> =
            (0..found.len()).filter(|at| found[*at].is_none() && is_of(&report.findings[*at])).collect();
        if open.is_empty() {
            break;
        }
        let holding = holding(source, settings, read, report, &prepared, &name, &open);
        if holding.is_empty() {
            continue;
        }
        let played = guarded("the scenarios of findings", &mut errors, || {
            of_reading(source, settings, &prepared, report, &name, &holding)
        });
        for (number, text) in played.unwrap_or_default() {
            let shown =
                found[number].is_none() && fails_once_mended(source, settings, read, &report.findings[number], &text);
            if shown {
                found[number] = Some(text);
            }
        }
    }
    found
}

/// The names of readings that are tried, the one without brackets first.
fn readings(brackets: &Brackets<'_>) -> Vec<String> {
    let mut names = vec![String::new()];
    let heads = brackets.all.iter().flat_map(|it| &it.alternatives).flat_map(|it| &it.who);
    let texts = brackets.all.iter().enumerate();
    let texts = texts.flat_map(|(number, it)| (0..it.alternatives.len().min(26)).map(move |at| text_name(number, at)));
    for name in heads.map(|it| (*it).to_owned()).chain(texts) {
        if !names.contains(&name) && names.len() < MOST_READINGS {
            names.push(name);
        }
    }
    names
}

fn which(name: &str) -> Which {
    match ReadingName::read(name) {
        Ok(read) if !name.is_empty() => Which::Named(read),
        _ => Which::Unbracketed,
    }
}

/// The findings that hold in one reading.
fn holding(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    report: &Report,
    prepared: &Prepared<'_>,
    name: &str,
    open: &[usize],
) -> Vec<usize> {
    if prepared.brackets.is_empty() {
        return open.to_vec();
    }
    let mut one = settings.clone();
    one.readings = which(name);
    let found = check(source, &one, read).findings;
    let holds = |it: &Diagnostic| found.iter().any(|own| own.rule == it.rule && own.primary.span == it.primary.span);
    open.iter().copied().filter(|at| holds(&report.findings[*at])).collect()
}

/// The scenarios of the findings that hold in a reading, by their numbers.
fn of_reading(
    source: &Source,
    settings: &Settings,
    prepared: &Prepared<'_>,
    report: &Report,
    name: &str,
    holding: &[usize],
) -> Vec<(usize, String)> {
    let mut text = String::new();
    let reading = Visits::plan(&prepared.brackets, &which(name), 1).ok().and_then(|it| it.readings.into_iter().next());
    let reading = reading.unwrap_or_else(Reading::unbracketed);
    let included = prepared.included.for_model(source, &prepared.draft);
    let model_with = |text| {
        let (draft, brackets, assumed) = (&prepared.draft, &prepared.brackets, &settings.assumed);
        model::build_with(source.file, &source.text, draft, brackets, &reading, assumed, &included, text)
    };
    let built = model_with(None);
    let all = holding.iter().flat_map(|at| candidates(&built.treaty, *at, &report.findings[*at]));
    let all: Vec<TrialScenario> = all.collect();
    // All are read in one text, as if they stood in a file of their own.
    for it in &all {
        text += &written("it", "", &it.lines, &it.expect);
        let (lines, expect) = it.otherwise.clone().unwrap_or_default();
        text += &written("otherwise", "", &lines, &[expect]);
    }
    let number = FileId(source.file.0 + 1 + prepared.included.texts.len() as u32);
    let parsed = syntax::parse_for(source.file, number, &text);
    let built = model_with(Some(ScenarioText { text: &text, draft: &parsed.draft }));
    let treaty = &built.treaty;
    let own = |it: &&model::Scenario<'_>| !it.span.is_own();
    let scenarios: Vec<&model::Scenario<'_>> = treaty.scenarios.iter().filter(own).collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    for (it, pair) in all.iter().zip(scenarios.chunks(2)) {
        let [scenario, otherwise] = pair else { break };
        if found.iter().any(|(number, _)| *number == it.finding) || !scenario.complete {
            continue;
        }
        let holds = holding_in_all(treaty, scenario);
        let differs = || it.otherwise.is_none() || otherwise.complete && holding_in_all(treaty, otherwise) == [true];
        if holds.first() == Some(&true) && differs() {
            let kept: Vec<String> =
                it.expect.iter().zip(&holds).filter(|(_, holds)| **holds).map(|(it, _)| it.clone()).collect();
            let title = title(&report.findings[it.finding]);
            found.push((it.finding, written(&title, name, &it.lines, &kept)));
        }
    }
    found
}

/// Which expectations hold in every case.
fn holding_in_all<'a>(treaty: &Treaty<'a>, scenario: &model::Scenario<'a>) -> Vec<bool> {
    let played = run(treaty, scenario);
    let each = 0..scenario.expect.len();
    each.map(|at| !played.is_empty() && played.iter().all(|it| it.judgements.get(at).is_some_and(|it| it.holds)))
        .collect()
}

/// The title of the scenario of a finding: its rule and its message.
fn title(finding: &Diagnostic) -> String {
    format!("{}: {}", finding.rule, finding.message.replace(['"', '“', '”'], "'"))
}

/// A scenario as it is written.
fn written(title: &str, reading: &str, lines: &[String], expect: &[String]) -> String {
    let reading = if reading.is_empty() { String::new() } else { format!(" in reading {reading}") };
    let mut text = format!("scenario \"{title}\"{reading} {{\n");
    for line in lines.iter().chain(expect).filter(|it| !it.is_empty()) {
        text.extend(["    ", line, "\n"]);
    }
    text + "}\n"
}

/// Whether a scenario fails once the best fix of its finding is applied; so it is taken, if none can be.
fn fails_once_mended(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    finding: &Diagnostic,
    scenario: &str,
) -> bool {
    let Some(fix) = finding.fixes.iter().find(|it| it.safety != Safety::DisplayOnly) else { return true };
    let mended = applied(&source.text, &fix.edits);
    let text = format!("{mended}\n{scenario}");
    let start = mended.len() as u32;
    let ran = run_scenarios(&Source::new(source.file, source.name.as_ref(), text), settings, read, &|_| true);
    // A reading that the mended text has no more shows nothing.
    let own = ran.scenarios.iter().find(|it| it.span.start > start);
    own.is_some_and(|it| !it.passes())
}

/// The text with scenarios behind it that it does not hold already, and how many.
pub fn with_scenarios(source: &Source, scenarios: &[String]) -> (String, usize) {
    let known = super::scenarios::titles(&source.text);
    let title = |it: &String| super::scenarios::titles(it).into_iter().next().unwrap_or_default();
    let mut text = source.text.to_string();
    let mut added: Vec<String> = Vec::new();
    for scenario in scenarios {
        let title = title(scenario);
        if known.contains(&title) || added.contains(&title) {
            continue;
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
        text += scenario;
        added.push(title);
    }
    (text, added.len())
}

/// The scenarios that may show a finding.
fn candidates(treaty: &Treaty<'_>, number: usize, finding: &Diagnostic) -> Vec<TrialScenario> {
    let Some(shows) = shows(&finding.rule) else { return Vec::new() };
    let named = |case: &&Case| case.bloc.iter().any(|it| finding.message.contains(&format!("`{}`", treaty.name(*it))));
    let mut cases: Vec<&Case> = treaty.threat.cases.iter().filter(named).collect();
    if cases.is_empty() {
        cases = treaty.threat.cases.iter().collect();
    }
    let mut found = Vec::new();
    for case in cases.into_iter().take(MOST_CASES) {
        let Some(victim) = case.victim else { continue };
        for provision in concerned(treaty, finding) {
            let event = event_of(treaty, provision, finding);
            let (attacker, victim) = (treaty.name(case.attacker), treaty.name(victim));
            let given = format!("given {event} by {attacker} against {victim} on {DAY}");
            let nobody = vec!["assuming nobody".to_owned(), given.clone()];
            let name = provision.name_or_kind();
            let not_live = format!("expect {name} is not triggered");
            let live = format!("expect {name} is triggered");
            let none = "expect nobody is obliged".to_owned();
            found.push(match shows {
                Shows::Blocked => {
                    let mut lines = assumed(treaty, case);
                    lines.push(given);
                    let waits = case.bloc.iter().take(3);
                    let waits = waits.map(|it| format!("expect {name} is waiting for {}", treaty.name(*it)));
                    let expect = std::iter::once(not_live).chain(waits).chain([none]).collect();
                    TrialScenario { finding: number, lines, expect, otherwise: Some((nobody, live)) }
                }
                Shows::NeverLive => {
                    TrialScenario { finding: number, lines: nobody, expect: vec![not_live, none], otherwise: None }
                }
                Shows::Hollow => {
                    TrialScenario { finding: number, lines: nobody, expect: vec![none, live], otherwise: None }
                }
            });
        }
    }
    found
}

/// The threat model in lines, where it does not stand in the draft.
fn assumed(treaty: &Treaty<'_>, case: &Case) -> Vec<String> {
    let threat = &treaty.threat;
    let outside = |span: &Span| *span == Span::NOWHERE;
    let is_own = case.span.is_some()
        && !threat.votes_with.iter().any(|it| outside(&it.2))
        && !threat.controls.iter().any(|it| outside(&it.2));
    let Some(victim) = case.victim.filter(|_| !is_own) else { return Vec::new() };
    let name = |it| treaty.name(it);
    let mut lines = vec![format!("assuming {} against {}", name(case.attacker), name(victim))];
    lines.extend(threat.votes_with.iter().map(|it| format!("assuming {} votes with {}", name(it.0), name(it.1))));
    let controls = threat.controls.iter().map(|it| format!("assuming {} controls {}", name(it.0), name(it.1)));
    lines.extend(controls);
    lines
}

/// The provisions that a finding is about: that at its place, or else those at the places that it shows besides, or else those
/// whose names it says.
fn concerned<'t, 'a>(treaty: &'t Treaty<'a>, finding: &Diagnostic) -> Vec<&'t Provision<'a>> {
    let at = |span: Span| treaty.own_provisions().filter(move |it| it.span.contains(span)).last();
    if let Some(provision) = at(finding.primary.span) {
        return vec![provision];
    }
    let mut found: Vec<&Provision<'a>> = Vec::new();
    for label in finding.related.iter().filter(|it| it.file == treaty.file) {
        found.extend(at(label.span).filter(|it| !found.iter().any(|known| known.id == it.id)));
    }
    let description = |it: &&Provision<'a>| !it.name.is_empty() && finding.message.contains(&format!("`{}`", it.name));
    if found.is_empty() {
        found.extend(treaty.own_provisions().filter(description));
    }
    found
}

/// The event that opens a provision: one that the finding names, or else the first of the provision, or of what it waits for.
fn event_of(treaty: &Treaty<'_>, provision: &Provision<'_>, finding: &Diagnostic) -> String {
    let named = finding.message.split('`').skip(1).step_by(2).find(|it| Vocabulary::Events.knows(it));
    if let (Some(word), "scope/domain-gap") = (named, &*finding.rule) {
        return word.to_owned();
    }
    let mut seen: Vec<ProvisionId> = Vec::new();
    let mut open = vec![provision.id];
    while let Some(id) = open.pop() {
        if seen.contains(&id) {
            continue;
        }
        seen.push(id);
        let provision = treaty.provision(id);
        let words = provision.events.iter().flat_map(|it| &it.events).find_map(|it| match it.kind {
            EventKind::Named(word, None) if Vocabulary::Events.knows(word) => Some(word),
            _ => None,
        });
        if let Some(word) = words {
            return word.to_owned();
        }
        let waits =
            provision.upon.iter().map(|it| &**it).chain(provision.gates.iter().filter_map(|it| match &it.kind {
                GateKind::Upon(it) => Some(it),
                _ => None,
            }));
        open.extend(waits.flat_map(|it| &it.any).flatten().filter_map(|it| match it.kind {
            OccasionKind::Named(RefTarget::Provision(id)) | OccasionKind::Phase(_, RefTarget::Provision(id)) => {
                Some(id)
            }
            _ => None,
        }));
    }
    "armed-attack".to_owned()
}
