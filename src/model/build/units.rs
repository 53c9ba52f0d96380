//! References to articles, paragraphs, annexes.

use super::super::{RefTarget, Unit, UnitId};
use super::{ModelBuilder, NameScope, Reads, TextOrigin};
use crate::diagnostic::Severity;
use crate::source::Span;
use crate::syntax::ast::{List, UnitKind, UnitRef};
use crate::syntax::passage::on_one_line;

/// The number of a unit: `5 bis`, `5bis` and `5-bis` are one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct UnitNumber<'a> {
    base: &'a str,
    latin: &'static str,
}

/// What counts the units that were put in behind another.
const LATIN: [&str; 10] =
    ["bis", "ter", "quater", "quinquies", "sexies", "septies", "octies", "nonies", "novies", "decies"];

impl<'a> UnitNumber<'a> {
    pub(super) fn of(number: &'a str) -> Self {
        let split = |latin: &&'static str| {
            let before = number.strip_suffix(*latin)?;
            let base = before.trim_end_matches(|it: char| it.is_ascii_whitespace() || it == '-');
            // `Annex Cannabis` is no `Canna bis`.
            let apart = base.len() < before.len() || base.ends_with(|it: char| it.is_ascii_digit() || it == ')');
            (apart && !base.is_empty())
                .then_some(Self { base, latin: if *latin == "novies" { "nonies" } else { latin } })
        };
        LATIN.iter().find_map(split).unwrap_or(Self { base: number, latin: "" })
    }
}

impl<'a> ModelBuilder<'a, '_> {
    /// What a reference to a unit names; a missing one is reported.
    pub(super) fn unit_target(&mut self, unit: &UnitRef, span: Span) -> RefTarget {
        let written = self.unquoted(unit.number);
        let outer: Vec<(UnitKind, &'a str)> = unit.within.iter().map(|it| (it.0, self.unquoted(it.1))).collect();
        let target = match unit.of {
            None => {
                let found = find_part(&self.scope, &self.treaty.units, self.unit, unit.kind, written, &outer);
                if found.is_none() {
                    self.missing_unit(unit.kind, written, &outer, span);
                }
                found.map_or(RefTarget::Missing, RefTarget::Unit)
            }
            Some(of) => match self.capital(of) {
                RefTarget::Instrument(id) => {
                    let read = self.treaty.instruments[id.0 as usize].read.as_ref().map(|it| it.file);
                    let found = read.map(|file| {
                        find_part(self.scope_of(file), &self.treaty.units, None, unit.kind, written, &outer)
                    });
                    match found {
                        // Nobody here has read it: whether the article is there can't be told.
                        None => RefTarget::Instrument(id),
                        Some(Some(unit)) => RefTarget::Unit(unit),
                        Some(None) => {
                            let name = self.words(of);
                            let word = unit.kind.as_str();
                            let message = format!("`{name}` has no {word} {written}");
                            self.report("drafting/dangling-reference", Severity::Error, span, message);
                            RefTarget::Missing
                        }
                    }
                }
                other => other,
            },
        };
        let name = self.words(span);
        self.note_use(name, span, target);
        target
    }

    /// What `articles 3 to 7` names: each of them. One that is not there is reported.
    pub(super) fn unit_targets(&mut self, unit: &UnitRef, span: Span) -> List<(RefTarget, Span)> {
        let first = self.words(unit.number).parse::<u32>();
        let last = unit.to.map(|it| self.words(it).parse::<u32>());
        let (Ok(first), Some(Ok(last))) = (first, last) else {
            return List::from([(self.unit_target(unit, span), span)]);
        };
        if first >= last || last - first > LONGEST_RANGE || unit.of.is_some() {
            let message = format!("`{}` is no range of this text", on_one_line(self.words(span)));
            self.report("drafting/dangling-reference", Severity::Error, span, message);
            return List::from([(RefTarget::Missing, span)]);
        }
        let units = &self.treaty.units;
        let numbered = |number: u32| {
            let outer = |id: UnitId| units[id.0 as usize].parent;
            let found = |it: &Unit<'_>| it.kind == unit.kind && it.file == self.file && it.number.parse() == Ok(number);
            let all: Vec<u32> = (0..units.len() as u32).filter(|at| found(&units[*at as usize])).collect();
            // Of several of one number, those that stand beside the reference, or around it, are meant.
            let mut around = std::iter::successors(self.unit, |it| outer(*it)).map(Some).chain([None]);
            let near = around.find_map(|at| all.iter().copied().find(|it| units[*it as usize].parent == at));
            near.or(match all[..] {
                [one] => Some(one),
                _ => None,
            })
        };
        let found: Vec<(u32, Option<u32>)> = (first..=last).map(|it| (it, numbered(it))).collect();
        let mut targets = List::new();
        for (number, found) in found {
            let target = found.map_or(RefTarget::Missing, |at| RefTarget::Unit(UnitId(at)));
            if target == RefTarget::Missing && self.reads == Reads::Own && !self.quiet {
                let message = format!("this text has no {} {number}", unit.kind.as_str());
                self.report("drafting/dangling-reference", Severity::Error, span, message);
            }
            targets.push((target, span));
        }
        let name = self.words(span);
        for target in &targets {
            self.note_use(name, span, target.0);
        }
        targets
    }

    fn missing_unit(&mut self, kind: UnitKind, number: &'a str, outer: &[(UnitKind, &'a str)], span: Span) {
        if self.lines == TextOrigin::Scenario {
            let hidden = self.is_hidden_unit(kind, number);
            self.lacking = true;
            return self.missing_in_scenario(hidden, (), |it| it.missing_unit(kind, number, outer, span));
        }
        if self.reads != Reads::Own || self.quiet {
            return;
        }
        let name = on_one_line(self.words(span));
        if self.is_hidden_unit(kind, number) {
            self.report_hidden(name, span);
            return;
        }
        if !self.is_news(name) {
            return;
        }
        let word = kind.as_str();
        let message = if number.is_empty() {
            format!("this text has no {word}")
        } else {
            let outer: Vec<String> = outer.iter().map(|it| format!(" of {} {}", it.0.as_str(), it.1)).collect();
            let outer = outer.concat();
            format!("this text has no {word} {number}{outer}")
        };
        self.report("drafting/dangling-reference", Severity::Error, span, message);
    }
}

/// So many numbers lie between the ends of a range at most.
const LONGEST_RANGE: u32 = 200;

/// A unit within others, from the inside out: `paragraph 2 of article 5`. Where the text of the outer one is not divided, it
/// is itself what is meant; a neighbour never is.
fn find_part<'a>(
    scope: &NameScope<'a>,
    units: &[Unit<'a>],
    from: Option<UnitId>,
    kind: UnitKind,
    number: &'a str,
    outer: &[(UnitKind, &'a str)],
) -> Option<UnitId> {
    let Some(((outer_kind, outer_number), further)) = outer.split_first() else {
        return find_unit(scope, units, from, kind, number);
    };
    let outer = find_part(scope, units, from, *outer_kind, outer_number, further)?;
    if let Some(found) = scope.units.get(&(kind, UnitNumber::of(number), Some(outer))) {
        return Some(*found);
    }
    let stands_in =
        |it: &Unit<'a>| std::iter::successors(it.parent, |at| units[at.0 as usize].parent).any(|at| at == outer);
    let within = || units.iter().enumerate().filter(|it| it.1.kind == kind && stands_in(it.1));
    let mut named = within().filter(|it| UnitNumber::of(it.1.number) == UnitNumber::of(number));
    match (named.next(), named.next()) {
        (Some((at, _)), None) => Some(UnitId(at as u32)),
        (None, _)
            if DIVISIONS.contains(&kind) && !units.iter().any(|it| DIVISIONS.contains(&it.kind) && stands_in(it)) =>
        {
            Some(outer)
        }
        _ => None,
    }
}

/// The unit of a kind and number that is meant at a place: the nearest outward; or else the first that is numbered
/// through the whole text, as articles are and the paragraphs of an article are not. A number may go on into the unit
/// (`42(7)`, `5.2`): then the part is found, or the unit itself where its text is not divided.
fn find_unit<'a>(
    scope: &NameScope<'a>,
    units: &[Unit<'a>],
    from: Option<UnitId>,
    kind: UnitKind,
    number: &'a str,
) -> Option<UnitId> {
    let mut within = from;
    loop {
        if let Some(unit) = scope.units.get(&(kind, UnitNumber::of(number), within)) {
            return Some(*unit);
        }
        match within {
            Some(unit) => within = units[unit.0 as usize].parent,
            None => break,
        }
    }
    if let Some(unit) =
        scope.any_unit.get(&(kind, UnitNumber::of(number))).filter(|it| !divides_an_article(units, **it))
    {
        return Some(*unit);
    }
    let (base, parts) = number.split_at(number.find(['(', '.'])?);
    if base.is_empty() {
        return None;
    }
    let mut unit = find_unit(scope, units, from, kind, base)?;
    for part in parts.split(['(', ')', '.']).filter(|it| !it.is_empty()) {
        let found = DIVISIONS.iter().find_map(|kind| scope.units.get(&(*kind, UnitNumber::of(part), Some(unit))));
        match found {
            Some(found) => unit = *found,
            None if units.iter().any(|it| it.parent == Some(unit) && DIVISIONS.contains(&it.kind)) => return None,
            None => return Some(unit),
        }
    }
    Some(unit)
}

/// What articles are divided into.
const DIVISIONS: [UnitKind; 2] = [UnitKind::Paragraph, UnitKind::Point];

/// Whether a paragraph or point is counted within an article, or within another paragraph or point.
fn divides_an_article(units: &[Unit<'_>], id: UnitId) -> bool {
    let unit = &units[id.0 as usize];
    let outer = unit.parent.map(|it| units[it.0 as usize].kind);
    DIVISIONS.contains(&unit.kind) && outer.is_some_and(|it| it == UnitKind::Article || DIVISIONS.contains(&it))
}
