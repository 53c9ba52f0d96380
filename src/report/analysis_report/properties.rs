//! What is required of a draft, and whether it holds.

use super::describer::Describer;
use super::timeline::length;
use super::vetoes;
use super::{Required, RequiredVerdict};
use crate::analysis::control::Support;
use crate::analysis::coverage::CoverageLevel;
use crate::analysis::question::{Answer, CounterPlay, Gap};
use crate::analysis::timeline::Coming;
use crate::analysis::{Facts, Holder, TimelineStart};
use crate::engine::Wording;
use crate::suite::property::{self, Ground, Property, Unanswerable};

/// Whether properties hold of a reading, each with what shows it.
///
/// # Errors
/// If one names what the draft does not have.
pub fn require<'f>(
    facts: &'f Facts<'f>,
    wording: &Wording<'_>,
    properties: &[Property],
    calendar: TimelineStart,
) -> Result<Vec<Required>, Unanswerable> {
    let describer = &Describer::new(facts, wording);
    let judged = properties.iter().map(|property| {
        let judgement = property.judge(facts, calendar)?;
        let grounds = judgement.grounds.iter().flat_map(|it| words(describer, it)).collect();
        let verdict = match judgement.verdict {
            property::PropertyVerdict::Holds => RequiredVerdict::Holds,
            property::PropertyVerdict::Fails => RequiredVerdict::Fails,
            _ => RequiredVerdict::Undetermined,
        };
        let holds = verdict == RequiredVerdict::Holds;
        Ok(Required { property: property.to_string(), holds, verdict, grounds })
    });
    judged.collect()
}

/// An answer in words.
fn words(describer: &Describer<'_, '_>, ground: &Ground) -> Vec<String> {
    let question = &ground.question;
    let Some(answer) = &ground.answer else {
        return vec![format!("{question}: it takes more steps than are allowed")];
    };
    if let Some(open) = &ground.open {
        return vec![format!("{question}: {open}")];
    }
    match answer {
        Answer::Blocks(it) | Answer::Forces(it) if it.plays.is_empty() => vec![format!("{question}: they cannot")],
        Answer::Blocks(it) => it.plays.iter().map(|it| play(describer, it, false)).collect(),
        Answer::Forces(it) => it.plays.iter().map(|it| play(describer, it, true)).collect(),
        Answer::Survives(support, _) => vec![format!("{question}: {}", vetoes::support(describer, support).0)]
            .into_iter()
            .chain(critical(describer, support))
            .collect(),
        Answer::Strength(id, strength) => {
            let name = describer.provision(*id).name;
            let class = strength.map_or_else(|| "not binding on anyone".to_owned(), |it| describer.strength(it));
            vec![format!("{name} is {class}")]
        }
        Answer::Time(id, way) => {
            let name = describer.provision(*id).name;
            let length = length(describer, way.arrival);
            let first = match (&length.open_gate, &length.date) {
                _ if way.arrival.coming == Coming::Never => format!("{name}: never"),
                (Some(gate), _) => {
                    format!("{name}: no duration can be determined, since {} has no clock ({})", gate.words, gate.cite)
                }
                (None, Some(date)) => format!("{name}: {}, until {date}", length.words),
                (None, None) => format!("{name}: {}", length.words),
            };
            let legs = way.legs.iter().map(|leg| {
                let place = describer.cite(Holder::Provision(leg.provision));
                format!("{}: {} ({place})", leg.length, describer.words(leg.span))
            });
            std::iter::once(first).chain(legs).collect()
        }
        Answer::Providers(found) if found.is_empty() => vec![format!("{question}: nobody must provide it")],
        Answer::Providers(found) => vec![format!("{question}: {}", describer.treaty.names(found))],
        Answer::Gaps(gaps) if gaps.is_empty() => {
            vec![format!("{question}: a duty covers it in every area in question")]
        }
        Answer::Gaps(gaps) => gaps.iter().map(|it| gap(describer, question, it)).collect(),
    }
}

/// `answered(cyber-attack): if RUS attacks UKR, the text is silent on whether anything covers it in Crimea`
fn gap(describer: &Describer<'_, '_>, question: &str, gap: &Gap) -> String {
    let attack = match gap.attack {
        None => "whoever attacks".to_owned(),
        Some((by, None)) => format!("if {} attacks", describer.name(by)),
        Some((by, Some(victim))) => format!("if {} attacks {}", describer.name(by), describer.name(victim)),
    };
    let area = gap.area.as_ref().map_or_else(String::new, |it| format!(" in {it}"));
    let instead = match gap.answered {
        CoverageLevel::No => "nothing covers it",
        CoverageLevel::Unsaid => "the text is silent on whether anything covers it",
        CoverageLevel::Lesser | CoverageLevel::Duty => "no duty to act covers it, only a lesser commitment",
    };
    format!("{question}: {attack}, {instead}{area}")
}

fn critical(describer: &Describer<'_, '_>, support: &Support) -> Option<String> {
    let Support::Survives { singles, .. } = support else { return None };
    (!singles.is_empty()).then(|| format!("critical alone: {}", describer.treaty.names(singles)))
}

/// `RUS votes no: no duty arises for CHN, FRA, GBR, USA under assist`
fn play(describer: &Describer<'_, '_>, play: &CounterPlay, done: bool) -> String {
    let control = &describer.facts.controls()[play.control];
    let acts = describer.pattern(&play.pattern, &[], done).words;
    let outcome = if done {
        vetoes::forced(describer, control)
    } else {
        let view = control.views.iter().find(|it| it.attack == play.attack);
        view.map_or_else(String::new, |view| vetoes::stopped(describer, control, view))
    };
    format!("{acts}: {outcome}")
}
