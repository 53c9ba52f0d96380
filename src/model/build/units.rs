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

    /// Where it stands among others: behind 3 comes 3 bis. Nothing if it is no number.
    fn place(self) -> Option<(u32, usize)> {
        let latin = LATIN.iter().position(|it| *it == self.latin).map_or(0, |at| at + 1);
        Some((self.base.parse().ok()?, latin))
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

    /// What `articles 3, 5 and 7` and `articles 3 to 7` name: each of them, and in a range what was put in behind one. One that
    /// is not there is reported.
    pub(super) fn unit_targets(&mut self, unit: &UnitRef, span: Span) -> List<(RefTarget, Span)> {
        if !unit.more.is_empty() {
            let one = |number: Span| UnitRef { number, more: List::new(), ..unit.clone() };
            let all = std::iter::once(unit.number).chain(unit.more.iter().copied());
            return all.map(|number| (self.unit_target(&one(number), span), span)).collect();
        }
        let first = UnitNumber::of(self.words(unit.number)).place();
        let last = unit.to.and_then(|it| UnitNumber::of(self.words(it)).place());
        let range = first.zip(last).filter(|(first, last)| first < last && last.0 - first.0 <= LONGEST_RANGE);
        let Some((first, last)) = range.filter(|_| unit.of.is_none()) else {
            let message = format!("`{}` cannot be read as a range of this text", on_one_line(self.words(span)));
            self.report("drafting/dangling-reference", Severity::Error, span, message);
            return List::from([(RefTarget::Missing, span)]);
        };
        let units = &self.treaty.units;
        let placed: Vec<(UnitId, (u32, usize))> = (0..units.len() as u32)
            .map(UnitId)
            .filter(|id| units[id.0 as usize].kind == unit.kind && units[id.0 as usize].file == self.file)
            .filter_map(|id| Some((id, UnitNumber::of(units[id.0 as usize].number).place()?)))
            .filter(|it| first <= it.1 && it.1 <= last)
            .collect();
        let found = |wanted: (u32, usize)| {
            let outer = |id: UnitId| units[id.0 as usize].parent;
            let all: Vec<UnitId> = placed.iter().filter(|it| it.1 == wanted).map(|it| it.0).collect();
            // Of several of one number, those that stand beside the reference, or around it, are meant.
            let mut around = std::iter::successors(self.unit, |it| outer(*it)).map(Some).chain([None]);
            let near = around.find_map(|at| all.iter().copied().find(|it| outer(*it) == at));
            near.or(match all[..] {
                [one] => Some(one),
                _ => None,
            })
        };
        // The ends and every whole number between them must be there; others may.
        let whole = (first.0..=last.0).map(|it| (it, 0)).filter(|it| first <= *it);
        let mut wanted: Vec<(u32, usize)> = whole.chain([first, last]).chain(placed.iter().map(|it| it.1)).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let found: Vec<_> = wanted.into_iter().map(|it| (it, found(it))).collect();
        let mut targets = List::new();
        for ((number, latin), found) in found {
            let target = found.map_or(RefTarget::Missing, RefTarget::Unit);
            if target == RefTarget::Missing && self.reads == Reads::Own && !self.quiet {
                let latin = latin.checked_sub(1).map_or(String::new(), |at| format!(" {}", LATIN[at]));
                let message = format!("this text has no {} {number}{latin}", unit.kind.as_str());
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

    /// A paragraph or point of which it can't be told whose it is.
    pub(super) fn part_of_two(&mut self, span: Span) -> RefTarget {
        let words = on_one_line(self.words(span));
        let message = format!("`{words}` may be a part of what stands before it, or of the article it stands in");
        let finding = self.report("drafting/dangling-reference", Severity::Error, span, message);
        if let Some(finding) = finding {
            finding.help(format!("say of what it is a part: `{words} of article …`"));
        }
        RefTarget::Missing
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
