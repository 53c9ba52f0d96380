//! The answers before the details: for each promise who can block it, how long at worst, what it answers, what cannot be
//! determined.

use super::describer::{Describer, act, is_own, is_promise};
use super::timeline;
use super::{Blocked, PromiseSummary, Reached, Summary};
use crate::analysis::control::{self, Control};
use crate::analysis::coverage::{self, CoverageLevel, Grid, TextualAnswer};
use crate::analysis::question;
use crate::analysis::timeline::Bound;
use crate::analysis::{Strength, TimelineStart};
use crate::diagnostic::join_list;
use crate::model::{ActorId, ProvisionId};
use crate::syntax::ast::ProvisionKind;

/// The answers about every promise, in the order of the text.
pub(super) fn summary(describer: &Describer<'_, '_>, calendar: TimelineStart) -> Summary {
    let events = coverage::events(describer.treaty);
    let helps = describer.facts.controls().iter().filter_map(Control::activates).any(|it| is_help(describer, it));
    // What answers an attack is asked only of a text that promises help.
    let grids = if helps { coverage::grids(describer.facts, &events) } else { Vec::new() };
    let worst = describer.facts.timetable(Bound::Worst, None, calendar);
    let mut found =
        Summary { promises: Vec::new(), standing: Vec::new(), answered: Vec::new(), unanswered: Vec::new() };
    for control in describer.facts.controls() {
        let Some(id) = control.activates().filter(|it| is_promise(describer.treaty.provision(*it).kind)) else {
            continue;
        };
        let blocked = blocked(describer, control);
        let open = open(describer, id);
        let set_off = timeline::is_set_off(describer, id);
        if blocked.is_empty() && open.is_empty() && !set_off {
            found.standing.push(describer.provision(id));
            continue;
        }
        let strength = describer.facts.strength(id).graded();
        let reached = if set_off { reached(describer, &grids, &events, id) } else { Vec::new() };
        let unsaid = grids.iter().any(|grid| states(grid, id).any(|(.., said)| said == TextualAnswer::Unsaid));
        found.promises.push(PromiseSummary {
            clause: describer.provision(id),
            strength: strength.map(|it| describer.strength(it)),
            bearers: describer.names(&describer.facts.bearers(id, None)),
            blocked,
            worst: timeline::length(describer, worst.arrival(id)),
            reached,
            unsaid: unsaid && set_off,
            open,
        });
    }
    for (at, event) in events.iter().enumerate().filter(|_| !grids.is_empty()) {
        let somewhere = |grid: &Grid<'_>| grid.cells[at].iter().any(|it| it.answered() == CoverageLevel::Duty);
        let list = if grids.iter().all(somewhere) { &mut found.answered } else { &mut found.unanswered };
        list.push((*event).to_owned());
    }
    found
}

/// Whether a provision promises something to be done, and not only what stands or must not be done.
fn is_help(describer: &Describer<'_, '_>, id: ProvisionId) -> bool {
    let kind = describer.treaty.provision(id).kind;
    timeline::is_set_off(describer, id)
        && kind != ProvisionKind::Prohibition
        && describer.facts.strength(id).act.is_some_and(|it| it.high > Strength::Expectation)
}

/// Who can block it alone, those who are assumed to attack first; then their bloc.
fn blocked(describer: &Describer<'_, '_>, control: &Control<'_>) -> Vec<Blocked> {
    let mut found: Vec<Blocked> = Vec::new();
    for view in &control.views {
        let own: &[_] = if view.each { &view.bearers } else { &[] };
        let by_bloc = view.adverse.iter().filter(|it| it.concerns && it.alone.is_empty()).flat_map(|it| &it.with_bloc);
        for pattern in by_bloc {
            let who = pattern.parts.iter().flat_map(|it| describer.names(&it.actors)).collect();
            add(
                &mut found,
                Blocked { who, how: describer.pattern(pattern, own, false).words, adverse: true, together: true },
            );
        }
        for pattern in view.blocking.iter().flat_map(|it| &it.patterns).filter(|it| it.acts() == 1) {
            for part in pattern.parts.iter().filter(|it| !is_own(it, own)) {
                alone(describer, part, &mut found);
            }
        }
    }
    found.sort_by_key(|it| (!it.adverse, it.together));
    found
}

/// Adds those who block alone by one act, each side by itself.
fn alone(describer: &Describer<'_, '_>, part: &control::ActGroup, found: &mut Vec<Blocked>) {
    for adverse in [true, false] {
        let actors: Vec<_> = part.actors.iter().copied().filter(|it| describer.is_adverse(*it) == adverse).collect();
        if actors.is_empty() {
            continue;
        }
        let act = act(part, false, false);
        let (gate, line) = (describer.words_of(&part.gate, None), describer.line(part.gate.span));
        let place = if line > 0 { format!("{gate}, line {line}") } else { gate };
        add(
            found,
            Blocked { who: describer.names(&actors), how: format!("{act} ({place})"), adverse, together: false },
        );
    }
}

/// Adds one that is not there; those who do the same stand together.
fn add(found: &mut Vec<Blocked>, one: Blocked) {
    let same = |it: &&mut Blocked| (&it.how, it.adverse, it.together) == (&one.how, one.adverse, one.together);
    match found.iter_mut().find(same) {
        Some(known) => known.who.extend(one.who.into_iter().filter(|it| !known.who.contains(it)).collect::<Vec<_>>()),
        None => found.push(one),
    }
}

/// What stands before it and is in nobody's hands, though everybody does everything.
fn open(describer: &Describer<'_, '_>, id: ProvisionId) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for gate in question::doubts(describer.facts, &[], id, false) {
        let words = question::open(describer.treaty, &gate);
        if !found.contains(&words) {
            found.push(words);
        }
    }
    found
}

/// How a promise answers each event in each area.
fn states<'g>(grid: &'g Grid<'_>, id: ProvisionId) -> impl Iterator<Item = (usize, usize, TextualAnswer)> + 'g {
    let of = move |cell: &coverage::Cell| {
        cell.answers.iter().find(|it| it.promise == id).map_or(TextualAnswer::No, |it| it.said)
    };
    grid.cells
        .iter()
        .enumerate()
        .flat_map(move |(event, row)| row.iter().enumerate().map(move |(area, cell)| (event, area, of(cell))))
}

/// What it answers, area by area; areas, and attacks, of which the same is said stand together.
fn reached(describer: &Describer<'_, '_>, grids: &[Grid<'_>], events: &[&str], id: ProvisionId) -> Vec<Reached> {
    let mut found: Vec<(Vec<Reached>, Vec<&Grid<'_>>)> = Vec::new();
    for grid in grids {
        let here = by_area(describer, grid, events, id);
        match found.iter_mut().find(|it| it.0 == here) {
            Some(known) => known.1.push(grid),
            None => found.push((here, vec![grid])),
        }
    }
    let several = found.len() > 1;
    let told = found.into_iter().flat_map(|(reached, grids)| {
        let attacks: Vec<String> = grids.iter().filter_map(|it| it.attack).map(|it| attack(describer, it)).collect();
        let attack = several.then(|| join_list(&attacks, "or"));
        reached.into_iter().map(move |it| Reached { attack: attack.clone(), ..it })
    });
    told.collect()
}

/// `RUS attacks UKR`
fn attack(describer: &Describer<'_, '_>, (by, victim): (ActorId, Option<ActorId>)) -> String {
    match victim {
        Some(victim) => format!("{} attacks {}", describer.name(by), describer.name(victim)),
        None => format!("{} attacks", describer.name(by)),
    }
}

/// What it answers under one attack.
fn by_area(describer: &Describer<'_, '_>, grid: &Grid<'_>, events: &[&str], id: ProvisionId) -> Vec<Reached> {
    let mut found: Vec<Reached> = Vec::new();
    for (at, spot) in grid.areas.iter().enumerate() {
        let said = |wanted: TextualAnswer| -> Vec<String> {
            let here = states(grid, id).filter(|(_, area, said)| *area == at && *said == wanted);
            here.map(|(event, ..)| events[event].to_owned()).collect()
        };
        let (yes, unsaid, no) = (said(TextualAnswer::Yes), said(TextualAnswer::Unsaid), said(TextualAnswer::No));
        if yes.is_empty() && unsaid.is_empty() {
            continue;
        }
        let area = super::coverage::area(describer, *spot);
        match found.iter_mut().find(|it| (&it.events, &it.unsaid) == (&yes, &unsaid)) {
            Some(known) => known.areas.push(area),
            None => found.push(Reached { attack: None, areas: vec![area], events: yes, unsaid, not: no }),
        }
    }
    found
}
