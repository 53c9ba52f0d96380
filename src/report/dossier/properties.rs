//! What is required of a draft, and whether it holds.

use super::teller::Teller;
use super::timeline::length;
use super::vetoes;
use super::{Required, RequiredVerdict};
use crate::analysis::control::Support;
use crate::analysis::coverage::Answered;
use crate::analysis::question::{Answer, Gap, Play};
use crate::analysis::{Calendar, Facts, Holder};
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
    calendar: Calendar,
) -> Result<Vec<Required>, Unanswerable> {
    let teller = &Teller::new(facts, wording);
    let judged = properties.iter().map(|property| {
        let judgement = property.judge(facts, calendar)?;
        let grounds = judgement.grounds.iter().flat_map(|it| words(teller, it)).collect();
        let verdict = match judgement.verdict {
            property::Verdict::Holds => RequiredVerdict::Holds,
            property::Verdict::Fails => RequiredVerdict::Fails,
            _ => RequiredVerdict::Undetermined,
        };
        let holds = verdict == RequiredVerdict::Holds;
        Ok(Required { property: property.to_string(), holds, verdict, grounds })
    });
    judged.collect()
}

/// An answer in words.
fn words(teller: &Teller<'_, '_>, ground: &Ground) -> Vec<String> {
    let question = &ground.question;
    let Some(answer) = &ground.answer else {
        return vec![format!("{question}: it takes more steps than are allowed")];
    };
    if let Some(open) = &ground.open {
        return vec![format!("{question}: {open}")];
    }
    match answer {
        Answer::Blocks(it) | Answer::Forces(it) if it.plays.is_empty() => vec![format!("{question}: they cannot")],
        Answer::Blocks(it) => it.plays.iter().map(|it| play(teller, it, false)).collect(),
        Answer::Forces(it) => it.plays.iter().map(|it| play(teller, it, true)).collect(),
        Answer::Survives(support, _) => vec![format!("{question}: {}", vetoes::support(teller, support).0)]
            .into_iter()
            .chain(critical(teller, support))
            .collect(),
        Answer::Strength(id, strength) => {
            let name = teller.provision(*id).name;
            let class = strength.map_or_else(|| "not binding on anyone".to_owned(), |it| teller.strength(it));
            vec![format!("{name} is {class}")]
        }
        Answer::Time(id, way) => {
            let name = teller.provision(*id).name;
            let length = length(teller, way.arrival);
            let first = match (&length.open_gate, &length.date) {
                (Some(gate), _) => {
                    format!("{name}: no duration can be determined, since {} has no clock ({})", gate.words, gate.cite)
                }
                (None, Some(date)) => format!("{name}: {}, until {date}", length.words),
                (None, None) => format!("{name}: {}", length.words),
            };
            let legs = way.legs.iter().map(|leg| {
                let place = teller.cite(Holder::Provision(leg.provision));
                format!("{}: {} ({place})", leg.length, teller.words(leg.span))
            });
            std::iter::once(first).chain(legs).collect()
        }
        Answer::Providers(found) if found.is_empty() => vec![format!("{question}: nobody must provide it")],
        Answer::Providers(found) => vec![format!("{question}: {}", teller.treaty.names(found))],
        Answer::Gaps(gaps) if gaps.is_empty() => {
            vec![format!("{question}: a duty covers it in every area in question")]
        }
        Answer::Gaps(gaps) => gaps.iter().map(|it| gap(teller, question, it)).collect(),
    }
}

/// `answered(cyber-attack): if RUS attacks UKR, the text is silent on whether anything covers it in Crimea`
fn gap(teller: &Teller<'_, '_>, question: &str, gap: &Gap) -> String {
    let attack = match gap.attack {
        None => "whoever attacks".to_owned(),
        Some((by, None)) => format!("if {} attacks", teller.name(by)),
        Some((by, Some(victim))) => format!("if {} attacks {}", teller.name(by), teller.name(victim)),
    };
    let area = gap.area.as_ref().map_or_else(String::new, |it| format!(" in {it}"));
    let instead = match gap.answered {
        Answered::No => "nothing covers it",
        Answered::Unsaid => "the text is silent on whether anything covers it",
        Answered::Lesser | Answered::Duty => "no duty to act covers it, only a lesser commitment",
    };
    format!("{question}: {attack}, {instead}{area}")
}

fn critical(teller: &Teller<'_, '_>, support: &Support) -> Option<String> {
    let Support::Survives { singles, .. } = support else { return None };
    (!singles.is_empty()).then(|| format!("critical alone: {}", teller.treaty.names(singles)))
}

/// `RUS votes no: no duty arises for CHN, FRA, GBR, USA under assist`
fn play(teller: &Teller<'_, '_>, play: &Play, done: bool) -> String {
    let control = &teller.facts.controls()[play.control];
    let acts = teller.pattern(&play.pattern, &[], done).words;
    let outcome = if done {
        vetoes::forced(teller, control)
    } else {
        let view = control.views.iter().find(|it| it.attack == play.attack);
        view.map_or_else(String::new, |view| vetoes::stopped(teller, control, view))
    };
    format!("{acts}: {outcome}")
}
