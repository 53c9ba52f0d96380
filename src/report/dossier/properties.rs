//! What is required of a draft, and whether it holds.

use super::teller::Teller;
use super::vetoes;
use crate::analysis::Facts;
use crate::analysis::control::Support;
use crate::analysis::property::{self, Answer, Ground, Play, Unanswerable};
use crate::engine::Wording;
use crate::syntax::property::Property;
use serde::Serialize;

/// A property that is required.
#[derive(Clone, Debug, Serialize)]
pub struct Required {
    /// The property, as written.
    pub property: String,
    /// Whether it holds.
    pub holds: bool,
    /// What shows it: the counterexample where it does not hold.
    pub grounds: Vec<String>,
}

/// Whether properties hold of a reading, each with what shows it.
///
/// # Errors
/// If one names what the draft does not have.
pub fn require(
    facts: &Facts<'_>,
    wording: &Wording<'_>,
    properties: &[Property],
) -> Result<Vec<Required>, Unanswerable> {
    let teller = &Teller::new(facts, wording);
    let judged = properties.iter().map(|property| {
        let judgement = property::judge(facts, property)?;
        let grounds = judgement.grounds.iter().flat_map(|it| words(teller, it)).collect();
        Ok(Required { property: property.to_string(), holds: judgement.holds, grounds })
    });
    judged.collect()
}

/// An answer in words.
fn words(teller: &Teller<'_, '_>, ground: &Ground) -> Vec<String> {
    let question = &ground.question;
    match &ground.answer {
        Answer::Blocks(plays) | Answer::Forces(plays) if plays.is_empty() => vec![format!("{question}: they can't")],
        Answer::Blocks(plays) => plays.iter().map(|it| play(teller, it, false)).collect(),
        Answer::Forces(plays) => plays.iter().map(|it| play(teller, it, true)).collect(),
        Answer::Survives(support) => vec![format!("{question}: {}", vetoes::support(teller, support).0)]
            .into_iter()
            .chain(critical(teller, support))
            .collect(),
        Answer::Strength(id, strength) => {
            let name = teller.provision(*id).name;
            let class =
                strength.map_or_else(|| "it binds nobody".to_owned(), |it| format!("{}: {}", it.code(), it.title()));
            vec![format!("{name} is {class}")]
        }
    }
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
