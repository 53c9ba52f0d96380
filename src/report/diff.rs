//! Two texts compared: what a change does, and to whom, for the terminal, for machines, for documents, as a page.

mod full;
mod pages;
mod sentences;
mod shape;
mod sides;
mod turns;

pub use full::full;
pub use pages::{html, markdown};
pub use shape::*;
pub use sides::{DiffOutcome, DiffSide, ReadSide, compare};
pub use turns::{BracketEffect, BracketEffects, bracket_effects};

use crate::analysis::effects::{
    self, AttackName, ClausePlace, Comparison, Difference, DifferenceKind, Effects, MatchKind, PartyChange,
    VerdictTally,
};
use crate::engine::Wording;
use crate::source::{LineIndex, Span};
use std::collections::BTreeMap;

/// The version of the shape. It grows when a reader of the old shape could misread the new one.
const VERSION: u32 = 1;

/// What a reading does, with the words of its text. `events` are the kinds of attack to ask for.
pub fn effects(facts: &crate::analysis::Facts<'_>, wording: &Wording<'_>, events: &[String]) -> Effects {
    let lines = LineIndex::new(facts.treaty().text);
    let words = |span: Span| if span.is_own() { wording.of(span) } else { String::new() };
    let line = |span: Span| if span.is_own() { lines.line(span.start) as u32 + 1 } else { 0 };
    effects::effects(facts, &words, &line, events)
}

/// What is known of one side besides what it does.
#[derive(Clone, Debug)]
pub struct ComparedText<'c> {
    /// The name of the draft.
    pub draft: &'c str,
    /// The reading, in words; nothing if the draft has no brackets.
    pub reading: Option<String>,
    /// Parts of the draft that can't be read, and are left out.
    pub unread: usize,
    /// Whether something took more steps than are allowed.
    pub unfinished: bool,
    /// What it does.
    pub effects: &'c Effects,
}

/// Compares two texts.
pub fn diff(old: &ComparedText<'_>, new: &ComparedText<'_>) -> DiffReport {
    let compared = effects::compare(old.effects, new.effects);
    let differences: Vec<DifferenceShape> =
        compared.differences.iter().zip(1..).map(|(it, id)| difference(it, id)).collect();
    let parties = parties(&compared, old.effects, new.effects, &differences);
    DiffReport {
        version: VERSION,
        old: side(old),
        new: side(new),
        assumed: assumed(old.effects, new.effects),
        assumed_apart: compared.assumed_apart.iter().map(attack).collect(),
        better_for_all: better_for_all(&parties),
        parties,
        matches: matches(&compared, old.effects, new.effects),
        differences,
        words_only: compared.words_only,
        not_compared: [("the earlier text", old), ("the later text", new)]
            .iter()
            .flat_map(|it| left_out(it.0, it.1))
            .collect(),
    }
}

fn side(of: &ComparedText<'_>) -> SideShape {
    SideShape { draft: of.draft.to_owned(), reading: of.reading.clone(), unread: of.unread }
}

/// What of a text was not compared.
fn left_out(which: &str, of: &ComparedText<'_>) -> Vec<String> {
    let mut found = Vec::new();
    match of.unread {
        0 => {}
        1 => found.push(format!("one place of {which} can't be read")),
        count => found.push(format!("{count} places of {which} can't be read")),
    }
    if of.unfinished {
        found.push(format!("an analysis of {which} takes more steps than are allowed"));
    }
    found
}

fn attack(of: &AttackName) -> String {
    match &of.1 {
        Some(victim) => format!("{} attacks {victim}", of.0),
        None => format!("{} attacks", of.0),
    }
}

fn assumed(old: &Effects, new: &Effects) -> Vec<String> {
    let mut found: Vec<String> = old.attacks.iter().chain(&new.attacks).map(attack).collect();
    found.sort_unstable();
    found.dedup();
    found
}

fn verdict(of: VerdictTally) -> VerdictShape {
    let (verdict, certain) = of.verdict();
    VerdictShape { verdict: verdict.as_str(), certain }
}

fn better_for_all(parties: &[PartyShape]) -> Option<&'static str> {
    let all = |good: &str| {
        parties.iter().any(|it| it.verdict.verdict == good)
            && parties.iter().all(|it| it.verdict.verdict == "same" || it.verdict.verdict == good && it.verdict.certain)
    };
    match () {
        () if all("stronger") => Some("later"),
        () if all("weaker") => Some("earlier"),
        () => None,
    }
}

fn parties(compared: &Comparison, old: &Effects, new: &Effects, differences: &[DifferenceShape]) -> Vec<PartyShape> {
    let shape = |it: &PartyChange| {
        let party = new.party(&it.name).or_else(|| old.party(&it.name));
        let adverse = old.adverse.contains(&it.name) || new.adverse.contains(&it.name);
        let mut because = it.because.clone();
        // What is certain, and what the party's own verdict rests on, comes first.
        because.sort_by_key(|at| *at);
        let aspects: BTreeMap<&'static str, VerdictShape> =
            it.aspects.iter().map(|(aspect, tally)| (aspect.as_str(), verdict(*tally))).collect();
        PartyShape {
            name: it.name.clone(),
            title: party.map_or_else(|| it.name.clone(), |it| it.title.clone()),
            roles: it.new.clone().or_else(|| it.old.clone()).unwrap_or_default(),
            adverse,
            protected: old.protected.contains(&it.name) || new.protected.contains(&it.name),
            verdict: verdict(it.tally()),
            weaker_in_something: it.tally().down,
            may_be_weaker: it.tally().may_be_weaker(),
            aspects,
            because: because.iter().map(|at| differences[*at].id).collect(),
        }
    };
    let mut found: Vec<PartyShape> = compared.parties.iter().map(shape).collect();
    let rank = |it: &PartyShape| (!it.protected || it.adverse, !it.adverse, it.roles.is_empty(), it.name.clone());
    found.sort_by_key(rank);
    found
}

fn difference(of: &Difference, id: usize) -> DifferenceShape {
    let place =
        |it: &ClausePlace| ClauseShape { clause: it.cite.clone(), line: it.clause.line, words: it.clause.text.clone() };
    let mut verdicts: Vec<PartyVerdictShape> = of
        .verdicts
        .iter()
        .map(|it| {
            let (verdict, certain) = it.tally.verdict();
            PartyVerdictShape {
                party: it.party.clone(),
                aspect: it.aspect.as_str(),
                verdict: verdict.as_str(),
                certain: certain && !of.doubtful,
            }
        })
        .collect();
    verdicts.sort_by(|one, other| (&one.party, one.aspect).cmp(&(&other.party, other.aspect)));
    let mut bearers: Vec<String> = of.keys.iter().map(|it| it.bearer.clone()).collect();
    bearers.sort_unstable();
    bearers.dedup();
    DifferenceShape {
        id,
        effect: nature(&of.nature),
        bearers,
        acts: sentences::acts(of),
        to: of.keys.first().map(|it| it.to.iter().cloned().collect()).unwrap_or_default(),
        sentence: sentences::sentence(of),
        details: sentences::details(of),
        certain: !of.doubtful && of.parts.iter().all(|it| it.protect.sure && it.burden.sure),
        verdicts,
        old: of.old.iter().map(place).collect(),
        new: of.new.iter().map(place).collect(),
        plays: sentences::plays(of),
        new_blockers: sentences::new_blockers(of),
        unbinds: matches!(of.nature, DifferenceKind::Gone) && !of.restrains,
        slower: sentences::slower(of),
    }
}

fn nature(of: &DifferenceKind) -> &'static str {
    match of {
        DifferenceKind::Form => "form",
        DifferenceKind::Gone => "gone",
        DifferenceKind::New => "new",
        DifferenceKind::Changed => "changed",
        DifferenceKind::Power(..) => "power",
        DifferenceKind::Exit(_) => "exit",
        DifferenceKind::Party(_) => "party",
        DifferenceKind::Undetermined(_) => "undetermined",
    }
}

fn matches(compared: &Comparison, old: &Effects, new: &Effects) -> Vec<MatchShape> {
    let changed = compared.matches.iter().filter(|it| it.kind != MatchKind::Unchanged || it.is_doubtful());
    let part = |of: &Effects, at: Option<usize>| {
        at.map(|at| PartShape { cite: of.elements[at].cite.clone(), line: of.elements[at].line })
    };
    let shape = |it: &effects::ElementMatch| MatchShape {
        old: part(old, it.old),
        new: part(new, it.new),
        how: it.kind.as_str(),
        score: (it.old.is_some() && it.new.is_some()).then_some(f64::from(it.score) / 100.0),
        doubtful: it.is_doubtful(),
        reasons: it.reasons.clone(),
    };
    changed.map(shape).collect()
}

/// For machines. The shape is written down in `docs/schema/diff.schema.json`.
pub fn json(report: &DiffReports) -> String {
    super::foreign::document(report)
}
