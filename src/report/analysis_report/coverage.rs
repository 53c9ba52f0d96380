//! Which attacks are answered.

use super::describer::Describer;
use super::{Cell, CellState, Coverage, Grid};
use crate::analysis::coverage::{self, AttackPlace, CoverageLevel};
use crate::model::ActorId;
use crate::rules::wording::listed;

/// The grids; attacks that give the same share one.
pub(super) fn coverage(describer: &Describer<'_, '_>) -> Coverage {
    let events = coverage::events(describer.treaty);
    let mut grids: Vec<(Grid, Vec<ActorId>, Vec<ActorId>)> = Vec::new();
    for found in coverage::grids(describer.facts, &events) {
        let (aggressors, victims) = match found.attack {
            Some((attacker, victim)) => (vec![attacker], Vec::from_iter(victim)),
            None => (Vec::new(), Vec::new()),
        };
        let grid = grid(describer, &found);
        let same = |it: &&mut (Grid, Vec<ActorId>, Vec<ActorId>)| {
            it.0.areas == grid.areas && it.0.cells == grid.cells && it.1 == aggressors
        };
        match grids.iter_mut().find(same) {
            Some(known) => known.2.extend(victims),
            None => grids.push((grid, aggressors, victims)),
        }
    }
    // Aggressors who attack the same with the same result share one too.
    let mut joined: Vec<(Grid, Vec<ActorId>, Vec<ActorId>)> = Vec::new();
    for (grid, aggressors, victims) in grids {
        let same = |it: &&mut (Grid, Vec<ActorId>, Vec<ActorId>)| {
            it.0.areas == grid.areas && it.0.cells == grid.cells && it.2 == victims
        };
        match joined.iter_mut().find(same) {
            Some(known) => known.1.extend(aggressors),
            None => joined.push((grid, aggressors, victims)),
        }
    }
    let grids = joined.into_iter().map(|(grid, aggressors, victims)| {
        let (by, against) = (listed(describer.treaty, &aggressors), listed(describer.treaty, &victims));
        let attack = match (&aggressors[..], &victims[..]) {
            ([], _) => "whoever attacks".to_owned(),
            (_, []) => format!("if {by} attacks"),
            ([_], _) => format!("if {by} attacks {against}"),
            _ => format!("if {by} attack {against}"),
        };
        Grid { attack, aggressors: describer.names(&aggressors), victims: describer.names(&victims), ..grid }
    });
    Coverage { events: events.iter().map(|it| (*it).to_owned()).collect(), grids: grids.collect() }
}

fn grid(describer: &Describer<'_, '_>, grid: &coverage::Grid<'_>) -> Grid {
    let cell = |cell: &coverage::Cell| Cell {
        state: match cell.answered() {
            CoverageLevel::Duty => CellState::Duty,
            CoverageLevel::Lesser => CellState::Lesser,
            CoverageLevel::Unsaid => CellState::Unsaid,
            CoverageLevel::No => CellState::Unanswered,
        },
        by: cell.answers.iter().map(|it| describer.provision(it.promise).name).collect(),
        strength: cell.strength().map(|it| it.code().to_owned()),
    };
    let cells: Vec<Vec<Cell>> = grid.cells.iter().map(|row| row.iter().map(cell).collect()).collect();
    let count = |state: CellState| cells.iter().flatten().filter(|it| it.state == state).count();
    Grid {
        attack: String::new(),
        aggressors: Vec::new(),
        victims: Vec::new(),
        areas: grid.areas.iter().map(|it| area(describer, *it)).collect(),
        unanswered: count(CellState::Unanswered),
        unsaid: count(CellState::Unsaid),
        cells,
    }
}

/// What a column is called.
pub(super) fn area(describer: &Describer<'_, '_>, spot: AttackPlace<'_>) -> String {
    match spot {
        AttackPlace::Territory => "its territory".to_owned(),
        AttackPlace::Place(id) => describer.treaty.places[id.0 as usize].name.to_owned(),
        AttackPlace::Words(words) => format!("“{words}”"),
        AttackPlace::Beyond => "beyond it".to_owned(),
    }
}
