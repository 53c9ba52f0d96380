//! Red lines held against a draft: which party's texts keep them, which readings keep all of them, and which of them
//! exclude each other.

use super::readings::{ReadingFinding, never};
use super::{InternalError, Report, Visit, check_with};
use crate::analysis::condition::{ReadingSet, Visited};
use crate::config::{Selection, Settings};
use crate::diagnostic::Diagnostic;
use crate::model::{ReadingName, TooMany, Unknown, Which};
use crate::rules::{self, Rule, RuleRef};
use crate::source::Source;
use crate::suite::contradiction::{Contradiction, contradictions};
use crate::suite::red_line::{Firmness, RedLine};
use std::sync::Arc;

/// So many sets of red lines are tried for such that exclude each other.
const MOST_SETS: usize = 1 << 20;

/// A red line, with the two rules that ask for it: whether it is violated, and whether the draft has anything of which it
/// speaks.
#[derive(Clone, Debug)]
pub struct CompiledLine {
    /// The red line.
    pub line: Arc<RedLine>,
    /// Finds where it is violated.
    pub violated: Arc<Rule>,
    /// Finds whether the draft has anything of which it speaks.
    pub addressed: Arc<Rule>,
}

/// How a red line stands in some readings.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineStatus {
    /// It is kept.
    Accepted,
    /// It is violated in every one of them.
    Violated,
    /// It is kept in some and violated in others.
    Turns,
    /// There is nothing of which it speaks.
    NotAddressed,
    /// In some of them it could not be asked, and in no other does it have to be violated.
    Undetermined,
    /// None of the readings that were read is such.
    Unread,
}

/// A red line held against a draft.
#[derive(Clone, Debug)]
pub struct LineResult {
    /// The red line.
    pub line: Arc<RedLine>,
    /// How it stands in all readings.
    pub overall: LineStatus,
    /// How it stands where a party's texts are taken, party by party.
    pub by_party: Vec<LineStatus>,
    /// Where it is violated, in drafters' words, where that turns on a bracket.
    pub violated_where: Option<String>,
    /// What is found where it is violated: the first finding.
    pub finding: Option<Diagnostic>,
}

/// What came of holding red lines against a draft.
#[derive(Clone, Debug, Default)]
pub struct RedLines {
    /// The parties that propose texts, in the order of the draft.
    pub parties: Vec<String>,
    /// Each red line.
    pub held: Vec<LineResult>,
    /// How many readings keep every line that must be kept.
    pub kept: usize,
    /// Which, in drafters' words.
    pub kept_where: Option<String>,
    /// Where none does: the smallest sets of lines that must be kept and that no reading keeps together, by their places.
    pub exclusive: Vec<Vec<usize>>,
    /// Whether every such set was looked for.
    pub exclusive_all: bool,
    /// Lines that exclude each other whatever the draft says.
    pub contradictions: Vec<Contradiction>,
    /// Which readings were read; none if the draft has no brackets.
    pub readings: Option<Visit>,
    /// The draft has more readings than may be read, and none was.
    pub refused: Option<TooMany>,
    /// Findings about the suites, and what of the draft can't be read.
    pub findings: Vec<Diagnostic>,
    /// The texts that these point into, besides the draft.
    pub included: Vec<Source>,
    /// Names in the assumptions that stand for nobody here.
    pub unknown_assumed: Vec<Unknown>,
    /// Parties of suites that stand for nobody here.
    pub unknown_parties: Vec<Unknown>,
    /// Parts of the name of the reading that was asked for that no bracket answers to.
    pub unknown_readings: Vec<Unknown>,
    /// What went wrong in the tool itself.
    pub internal_errors: Vec<InternalError>,
}

/// Holds red lines against a draft. What is assumed of the threat, and which readings are read, the settings say.
pub fn red_lines(
    source: &Source,
    lines: &[CompiledLine],
    base: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
) -> RedLines {
    let of_lines = lines.iter().flat_map(|it| [&it.violated, &it.addressed]);
    let rules = rules::shared().chain(of_lines.clone().map(|it| RuleRef::Written(Arc::clone(it)))).collect();
    let select = of_lines.map(|it| &*it.id).chain(["suites", "model/not-worked-out"]).map(ToOwned::to_owned).collect();
    let Ok(mut settings) = Settings::select_of(rules, &Selection { select, ..Selection::default() }) else {
        return RedLines::default();
    };
    settings.assumed.clone_from(&base.assumed);
    settings.readings.clone_from(&base.readings);
    settings.max_readings = base.max_readings;
    settings.threads = base.threads;
    let (report, mut result) = judge(source, lines, &settings, read);
    // Of many readings only some are read, and perhaps none that takes a party's every text: then one is, for each.
    if report.readings.as_ref().is_some_and(|it| !it.is_exhaustive()) {
        for (column, party) in result.parties.clone().iter().enumerate() {
            settings.readings = Which::Named(ReadingName::party(party));
            let one = judge(source, lines, &settings, read).1;
            for (held, alone) in result.held.iter_mut().zip(&one.held) {
                held.by_party[column] = alone.overall;
            }
        }
    }
    let Report { findings, internal_errors, unknown_assumed, unknown_readings, misattributed, .. } = report;
    let Report { readings, refused, included, .. } = report;
    let own = |it: &Diagnostic| lines.iter().any(|line| [&line.violated.id, &line.addressed.id].contains(&&it.rule));
    let selected = |it: &Diagnostic| misattributed.iter().any(|head| head.place() == it.place());
    result.findings =
        findings.into_iter().filter(|it| !own(it) && !selected(it)).chain(misattributed.clone()).collect();
    let every: Vec<&RedLine> = lines.iter().map(|it| &*it.line).collect();
    result.contradictions = contradictions(&every);
    result.contradictions.retain(|it| it.lines.iter().all(|line| !every[*line].private));
    RedLines { readings, refused, included, unknown_assumed, unknown_readings, internal_errors, ..result }
}

/// Reads a draft under the rules of red lines.
fn judge(
    source: &Source,
    lines: &[CompiledLine],
    settings: &Settings,
    read: &dyn Fn(&str) -> Option<Source>,
) -> (Report, RedLines) {
    let judge = |visited: &Visited<'_>, joined: &[ReadingFinding]| hold(visited, joined, lines);
    let (report, held, _) = check_with(settings.rules(), source, settings, read, &never, judge, |_, _| ());
    (report, held.unwrap_or_default())
}

fn hold(visited: &Visited<'_>, joined: &[ReadingFinding], lines: &[CompiledLine]) -> RedLines {
    let all: ReadingSet = (0..visited.readings.len()).collect();
    let found = |rule: &Rule| {
        let mut readings = ReadingSet::default();
        for it in joined.iter().filter(|it| it.finding.rule == rule.id) {
            readings.unite(&it.readings);
        }
        readings
    };
    let mut parties: Vec<String> = Vec::new();
    for who in visited.brackets.all.iter().flat_map(|it| &it.alternatives).flat_map(|it| &it.who) {
        if !parties.iter().any(|it| it == who) {
            parties.push((*who).to_owned());
        }
    }
    let of_parties: Vec<ReadingSet> = parties.iter().map(|it| taking(visited, it)).collect();
    let violated: Vec<ReadingSet> = lines.iter().map(|it| found(&it.violated)).collect();
    let open: Vec<ReadingSet> = lines.iter().map(|it| undetermined(joined, it)).collect();
    let held = lines.iter().zip(&violated).zip(&open).map(|((line, violated), open)| {
        let addressed = found(&line.addressed);
        let standing = |of: &ReadingSet| stands(of, violated, &addressed, open);
        let overall = standing(&all);
        let first = joined.iter().find(|it| it.finding.rule == line.violated.id);
        LineResult {
            line: Arc::clone(&line.line),
            overall,
            by_party: of_parties.iter().map(standing).collect(),
            violated_where: (overall == LineStatus::Turns).then(|| visited.told(&visited.condition(violated)).words),
            finding: first.map(|it| it.finding.clone()),
        }
    });
    let held: Vec<LineResult> = held.collect();
    let musts: Vec<usize> = (0..lines.len()).filter(|it| lines[*it].line.firmness == Firmness::Must).collect();
    let keeping = |shown: bool| {
        let mut kept = all.clone();
        for line in musts.iter().filter(|it| !shown || !lines[**it].line.private) {
            kept.subtract(&violated[*line]);
            kept.subtract(&open[*line]);
        }
        kept
    };
    let kept = keeping(false);
    // Where a private line is kept is not told.
    let kept_where = if keeping(true) == kept {
        visited.told(&visited.condition(&kept)).words
    } else {
        format!("in {} of {} readings; in which, a private line keeps to itself", kept.len(), all.len())
    };
    let (exclusive, exclusive_all) =
        if kept.is_empty() { exclusive(&all, &violated, &musts) } else { (Vec::new(), true) };
    let mut unknown_parties: Vec<Unknown> = Vec::new();
    for party in lines.iter().filter_map(|it| it.line.party.as_deref()) {
        if unknown_parties.iter().all(|it| it.name != party) {
            unknown_parties.extend(visited.brackets.names.stranger(party));
        }
    }
    RedLines {
        parties,
        unknown_parties,
        held,
        kept: kept.len(),
        kept_where: (!kept.is_empty()).then_some(kept_where),
        exclusive,
        exclusive_all,
        ..RedLines::default()
    }
}

/// The readings that take every text of a party.
fn taking(visited: &Visited<'_>, party: &str) -> ReadingSet {
    let (choices, _) = ReadingName::party(party).choices(visited.brackets);
    let takes = |it: &usize| {
        choices.iter().all(|(bracket, choice)| visited.readings[*it].choices()[bracket.0 as usize] == *choice)
    };
    (0..visited.readings.len()).filter(takes).collect()
}

/// The readings in which a line was not asked to its end.
fn undetermined(joined: &[ReadingFinding], line: &CompiledLine) -> ReadingSet {
    let mut readings = ReadingSet::default();
    let stopped = |it: &Diagnostic| {
        let cut = it.rule == "model/not-worked-out";
        // What of the threat model is left out leaves every line open.
        let of_rule = it.message.contains(": whether ");
        line.line.was_stopped(it) || cut && (!of_rule || it.message.ends_with(&*line.violated.summary))
    };
    joined.iter().filter(|it| stopped(&it.finding)).for_each(|it| readings.unite(&it.readings));
    readings
}

fn stands(of: &ReadingSet, violated: &ReadingSet, addressed: &ReadingSet, open: &ReadingSet) -> LineStatus {
    let kept = of.without(violated);
    match () {
        () if of.is_empty() => LineStatus::Unread,
        () if kept.is_empty() => LineStatus::Violated,
        () if of.meets(open) => LineStatus::Undetermined,
        () if of.meets(violated) => LineStatus::Turns,
        () if of.meets(addressed) => LineStatus::Accepted,
        () => LineStatus::NotAddressed,
    }
}

/// The smallest sets of lines of which every reading violates one, the small ones first; and whether all were found.
fn exclusive(all: &ReadingSet, violated: &[ReadingSet], musts: &[usize]) -> (Vec<Vec<usize>>, bool) {
    let musts: Vec<usize> = musts.iter().copied().filter(|it| !violated[*it].is_empty()).collect();
    let mut found: Vec<Vec<usize>> = Vec::new();
    // Sets that leave readings, with what they leave.
    let mut open: Vec<(Vec<usize>, ReadingSet)> = vec![(Vec::new(), all.clone())];
    let mut tried = 0;
    while !open.is_empty() {
        let mut next = Vec::new();
        for (set, left) in open {
            let from = set.last().map_or(0, |last| musts.iter().position(|it| it == last).map_or(0, |it| it + 1));
            for line in &musts[from..] {
                tried += 1;
                if tried > MOST_SETS {
                    return (found, false);
                }
                let mut larger = set.clone();
                larger.push(*line);
                let rest = left.without(&violated[*line]);
                if found.iter().any(|it| it.iter().all(|it| larger.contains(it))) {
                    continue;
                }
                if rest.is_empty() {
                    found.push(larger);
                } else if rest.len() < left.len() {
                    next.push((larger, rest));
                }
            }
        }
        open = next;
    }
    // What was grown from a set that a line added nothing to may hold more than it needs.
    let needed = |set: &Vec<usize>| {
        set.iter().all(|out| {
            let mut rest = all.clone();
            set.iter().filter(|it| *it != out).for_each(|it| rest.subtract(&violated[*it]));
            !rest.is_empty()
        })
    };
    found.retain(needed);
    (found, true)
}
