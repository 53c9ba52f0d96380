//! What turns on a bracket besides findings: the effects of each of its texts, and for whom.

use super::{DiffSide, diff};
use crate::analysis::effects::{self, Effects};
use crate::config::Settings;
use crate::engine::{self, BracketSummary};
use crate::model::{ReadingName, Which};
use crate::source::Source;
use rustc_hash::FxHashMap;

/// So many readings are looked at in all.
const MOST_READINGS: usize = 160;

/// So many combinations of the other brackets are all looked at; of more, each text of another bracket is taken alone.
const FEW: usize = 16;

/// An effect that turns on a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketEffect {
    /// The text that is taken: `2b`.
    pub text: String,
    /// The one that it is held against; nothing where that is the draft without the text.
    pub against: Option<String>,
    /// For whom it is stronger, weaker, otherwise: `stronger for UKR; weaker for RUS`.
    pub verdicts: String,
    /// What differs.
    pub sentence: String,
    /// Where it holds, as texts of other brackets; nothing where it holds as well with the first text of each.
    pub only_with: Option<String>,
}

/// The effects of a bracket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BracketEffects {
    /// The effects.
    pub effects: Vec<BracketEffect>,
    /// In how many combinations of the other brackets its texts were compared.
    pub combinations: usize,
    /// Whether these are all.
    pub all: bool,
}

/// What turns on each bracket of a draft; nothing for one that was not worked out.
pub fn bracket_effects(
    source: &Source,
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
    open: &[BracketSummary],
) -> Vec<Option<BracketEffects>> {
    let mut events = Vec::new();
    let names = open.iter().flat_map(|it| &it.texts).map(|it| it.name.clone());
    for name in std::iter::once(String::new()).chain(names).take(MOST_READINGS) {
        let Some(settings) = reading(settings, &name) else { continue };
        let asked = engine::ask(source, &settings, read, |facts, _| effects::events(facts));
        events.extend(asked.answer.into_iter().flatten());
    }
    events.sort_unstable();
    events.dedup();
    let mut turns = Turns { source, settings, read, events, known: FxHashMap::default(), left: MOST_READINGS };
    open.iter().map(|it| turns.bracket(it, open)).collect()
}

/// The settings for a reading; `name` is empty for the unbracketed one.
fn reading(settings: &Settings, name: &str) -> Option<Settings> {
    let readings = if name.is_empty() { Which::Unbracketed } else { Which::Named(ReadingName::read(name).ok()?) };
    let mut settings = settings.clone();
    settings.readings = readings;
    Some(settings)
}

struct Turns<'t> {
    source: &'t Source,
    settings: &'t Settings,
    read: &'t dyn Fn(&str) -> Option<Source>,
    events: Vec<String>,
    /// What each reading does, by its name; nothing where that was not worked out.
    known: FxHashMap<String, Option<Effects>>,
    left: usize,
}

impl Turns<'_> {
    fn bracket(&mut self, bracket: &BracketSummary, open: &[BracketSummary]) -> Option<BracketEffects> {
        let (combinations, all) = combinations(bracket, open);
        let mut found = BracketEffects { effects: Vec::new(), combinations: 0, all };
        for (number, with) in combinations.iter().enumerate() {
            // Where not all combinations are looked at, further ones only serve to find an effect that the first hides.
            if number > 0 && !all && !found.effects.is_empty() {
                break;
            }
            let mut texts = bracket.texts.iter().map(|it| it.name.as_str());
            // An insertion is held against the draft without it, a text against the first of its rivals.
            let against = if bracket.insertion { None } else { texts.next() };
            let first = reading_name(with, against.filter(|_| bracket.texts.len() > 1));
            for text in texts {
                let second = reading_name(with, Some(text));
                let told = self.compare(&first, &second);
                let Some(told) = told else {
                    if number == 0 {
                        return None;
                    }
                    found.all = false;
                    continue;
                };
                for (verdicts, sentence) in told {
                    let same =
                        |it: &&BracketEffect| it.text == text && it.sentence == sentence && it.verdicts == verdicts;
                    if found.effects.iter().any(|it| same(&it)) {
                        continue;
                    }
                    let only_with = (number > 0).then(|| with.join(", "));
                    let against = against.map(ToOwned::to_owned);
                    found.effects.push(BracketEffect { text: text.to_owned(), against, verdicts, sentence, only_with });
                }
            }
            found.combinations += 1;
        }
        Some(found)
    }

    /// What two readings do otherwise: for whom, and what.
    fn compare(&mut self, one: &str, other: &str) -> Option<Vec<(String, String)>> {
        self.learn(one)?;
        self.learn(other)?;
        let (before, after) = (self.known.get(one)?.as_ref()?, self.known.get(other)?.as_ref()?);
        let compared =
            |effects| super::ComparedText { draft: "", reading: None, unread: 0, unfinished: false, effects };
        let report = diff(&compared(before), &compared(after));
        let told = report.differences.iter().map(|it| {
            let more = if it.details.is_empty() { String::new() } else { format!(" {}", it.details.join(" ")) };
            (it.verdict_words(), format!("{}{more}", it.sentence))
        });
        Some(told.collect())
    }

    /// Works out what a reading does.
    fn learn(&mut self, name: &str) -> Option<()> {
        if !self.known.contains_key(name) {
            self.left = self.left.checked_sub(1)?;
            let settings = reading(self.settings, name)?;
            let side = DiffSide { source: self.source, settings: settings.clone(), read: self.read, reading: None };
            let effects = side.effects(&settings, &self.events).filter(|it| !it.is_partial()).map(|it| it.effects);
            self.known.insert(name.to_owned(), effects);
        }
        self.known.get(name)?.as_ref().map(|_| ())
    }
}

/// The name of a reading in which texts are taken.
fn reading_name(with: &[String], text: Option<&str>) -> String {
    with.iter().map(String::as_str).chain(text).collect::<Vec<_>>().join(", ")
}

/// The combinations of the other brackets in which a bracket is looked at, the first being that of the unbracketed reading; and
/// whether they are all.
fn combinations(bracket: &BracketSummary, open: &[BracketSummary]) -> (Vec<Vec<String>>, bool) {
    // Of a bracket within another, and of one that holds it, only the rest can be chosen freely.
    let inside = |one: &BracketSummary, other: &BracketSummary| {
        one.span.start >= other.span.start && one.span.end <= other.span.end
    };
    let others: Vec<&BracketSummary> =
        open.iter().filter(|it| it.number != bracket.number && !inside(it, bracket) && !inside(bracket, it)).collect();
    let nested = open.iter().any(|one| {
        one.within.is_some() || one.number != bracket.number && (inside(one, bracket) || inside(bracket, one))
    });
    // What is taken if nothing is said is the first text of rivals, and no insertion.
    let choices = |it: &BracketSummary| -> Vec<String> {
        let first = usize::from(!it.insertion);
        it.texts.iter().skip(first).map(|it| it.name.clone()).collect()
    };
    let count = others.iter().map(|it| choices(it).len() + 1).try_fold(1, usize::checked_mul);
    if !nested && count.is_some_and(|it| it <= FEW) {
        let mut found: Vec<Vec<String>> = vec![Vec::new()];
        for other in others {
            let taken: Vec<Vec<String>> = found
                .iter()
                .flat_map(|known| choices(other).into_iter().map(move |it| known.iter().cloned().chain([it]).collect()))
                .collect();
            found.extend(taken);
        }
        return (found, true);
    }
    let alone = others.iter().flat_map(|it| choices(it)).map(|it| vec![it]);
    (std::iter::once(Vec::new()).chain(alone).collect(), false)
}
