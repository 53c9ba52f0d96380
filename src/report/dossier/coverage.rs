//! Which attacks are answered.

use super::teller::Teller;
use super::{Cell, CellState, Coverage, Grid};
use crate::analysis::coverage::{self, Answered, Spot};
use crate::model::ActorId;
use crate::rules::wording::listed;

/// The grids; attacks that give the same share one.
pub(super) fn coverage(teller: &Teller<'_, '_>) -> Coverage {
    let events = coverage::events(teller.treaty);
    let mut grids: Vec<(Grid, Vec<ActorId>, Vec<ActorId>)> = Vec::new();
    for found in coverage::grids(teller.facts, &events) {
        let (aggressors, victims) = match found.attack {
            Some((attacker, victim)) => (vec![attacker], Vec::from_iter(victim)),
            None => (Vec::new(), Vec::new()),
        };
        let grid = grid(teller, &found);
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
        let (by, against) = (listed(teller.treaty, &aggressors), listed(teller.treaty, &victims));
        let attack = match (&aggressors[..], &victims[..]) {
            ([], _) => "whoever attacks".to_owned(),
            (_, []) => format!("if {by} attacks"),
            ([_], _) => format!("if {by} attacks {against}"),
            _ => format!("if {by} attack {against}"),
        };
        Grid { attack, aggressors: teller.names(&aggressors), victims: teller.names(&victims), ..grid }
    });
    Coverage { events: events.iter().map(|it| (*it).to_owned()).collect(), grids: grids.collect() }
}

fn grid(teller: &Teller<'_, '_>, grid: &coverage::Grid<'_>) -> Grid {
    let cell = |cell: &coverage::Cell| Cell {
        state: match cell.answered() {
            Answered::Duty => CellState::Duty,
            Answered::Lesser => CellState::Lesser,
            Answered::Unsaid => CellState::Unsaid,
            Answered::No => CellState::Unanswered,
        },
        by: cell.answers.iter().map(|it| teller.provision(it.promise).name).collect(),
        strength: cell.strength().map(|it| it.code().to_owned()),
    };
    let cells: Vec<Vec<Cell>> = grid.cells.iter().map(|row| row.iter().map(cell).collect()).collect();
    let count = |state: CellState| cells.iter().flatten().filter(|it| it.state == state).count();
    Grid {
        attack: String::new(),
        aggressors: Vec::new(),
        victims: Vec::new(),
        areas: grid.areas.iter().map(|it| area(teller, *it)).collect(),
        unanswered: count(CellState::Unanswered),
        unsaid: count(CellState::Unsaid),
        cells,
    }
}

/// What a column is called.
pub(super) fn area(teller: &Teller<'_, '_>, spot: Spot<'_>) -> String {
    match spot {
        Spot::Territory => "its territory".to_owned(),
        Spot::Place(id) => teller.treaty.places[id.0 as usize].name.to_owned(),
        Spot::Words(words) => format!("“{words}”"),
        Spot::Beyond => "beyond it".to_owned(),
    }
}
