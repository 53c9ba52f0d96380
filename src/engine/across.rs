//! What is said of a draft over all its visited readings: each finding with its condition, and the rules that look across
//! the readings.

use rustc_hash::FxHashMap;

use super::guard::guarded;
use super::readings::{CheckRequest, ReadingFinding};
use super::{Report, citation};
use crate::analysis::condition::{PresenceCondition, ReadingSet, Visited};
use crate::diagnostic::{Diagnostic, Variant};
use crate::model::Treaty;
use crate::rules::{Check, Conditional, CrossReadingContext};
use std::cell::RefCell;

/// Says of each finding when it holds, and asks the rules that look across the readings; gives the findings that turn on
/// brackets.
pub(super) fn tell(
    asked: CheckRequest<'_>,
    model: &Treaty<'_>,
    visited: &Visited<'_>,
    omitted: usize,
    joined: Vec<ReadingFinding>,
    report: &mut Report,
) -> Vec<Conditional> {
    let mut known: FxHashMap<ReadingSet, PresenceCondition> = FxHashMap::default();
    let private: Vec<&str> = asked.catalogue.iter().filter(|it| it.is_private()).map(|it| &*it.id).collect();
    let conditional = joined.into_iter().map(|ReadingFinding { mut finding, readings, .. }| {
        let condition = known.entry(readings.clone()).or_insert_with(|| visited.condition(&readings)).clone();
        // One reading alone tells nothing of the others. Of a private rule, only whether it is kept is shown.
        let told = visited.readings.len() > 1 && !private.contains(&&*finding.rule);
        finding.reading = told.then(|| visited.told(&condition));
        Conditional { finding, readings, condition }
    });
    let mut conditional: Vec<Conditional> = conditional.collect();
    conditional.sort_by(|a, b| a.finding.sort_key().cmp(&b.finding.sort_key()));
    let absorbed = RefCell::default();
    let across = CrossReadingContext { model, visited, findings: &conditional, omitted, absorbed: &absorbed };
    let mut findings = Vec::new();
    for (at, rule) in asked.catalogue.iter().enumerate() {
        if let (Check::CrossReadingContext(check), Some(_)) = (&rule.check, asked.settings.level(at)) {
            let mut sink = asked.settings.sink(at, &rule.id, model.file, &mut findings);
            guarded(&rule.id, &mut report.internal_errors, || check(&across, &mut sink));
        }
    }
    citation::cite(model, &mut findings);
    let absorbed = absorbed.into_inner();
    let kept = conditional.into_iter().enumerate().filter(|(at, _)| !absorbed.contains(at)).map(|(_, it)| it);
    let mut told = in_one(visited, kept.collect());
    report.findings.extend(told.iter().map(|it| it.finding.clone()));
    report.findings.append(&mut findings);
    told.retain(|it| !it.condition.brackets.is_empty() && !private.contains(&&*it.finding.rule));
    told
}

/// Makes one finding of those that a rule reports at one place in other words for other readings: what differs is who is
/// named, not what is wrong.
fn in_one(visited: &Visited<'_>, findings: Vec<Conditional>) -> Vec<Conditional> {
    let mut groups: Vec<Vec<Conditional>> = Vec::new();
    let mut known: FxHashMap<_, Vec<usize>> = FxHashMap::default();
    for it in findings {
        let here = known.entry(it.finding.place()).or_default();
        // Two that hold in one reading are two.
        let apart = |group: &&usize| groups[**group].iter().all(|other| !other.readings.meets(&it.readings));
        if let Some(group) = here.iter().find(apart) {
            groups[*group].push(it);
        } else {
            here.push(groups.len());
            groups.push(vec![it]);
        }
    }
    groups.into_iter().map(|group| joined(visited, group)).collect()
}

/// Several findings as one, in the words of the first reading that has one.
fn joined(visited: &Visited<'_>, mut group: Vec<Conditional>) -> Conditional {
    group.sort_by_key(|it| it.readings.first());
    let variants = group
        .iter()
        .filter_map(|it| Some(Variant { message: it.finding.message.clone(), reading: it.finding.reading.clone()? }));
    let variants: Vec<Variant> = variants.collect();
    let heaviest = group.iter().map(|it| it.finding.severity).min();
    let mut rest = group.into_iter();
    let mut one = rest.next().expect("a group has a finding");
    let mut others = rest.peekable();
    if others.peek().is_none() {
        return one;
    }
    others.for_each(|it| one.readings.unite(&it.readings));
    one.condition = visited.condition(&one.readings);
    one.finding.reading = Some(visited.told(&one.condition));
    one.finding.variants = variants;
    one.finding.severity = heaviest.unwrap_or(one.finding.severity);
    one
}

/// Says of what the reader found within a bracket in which readings it stands in the text.
pub(super) fn place(visited: &Visited<'_>, findings: &mut [Diagnostic]) {
    if visited.readings.len() < 2 {
        return;
    }
    for finding in findings {
        finding.reading = visited.placed(finding.primary.span).map(|it| visited.told(&it));
    }
}
