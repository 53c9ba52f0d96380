//! Plays as a document and as a page.

use super::full::assumed;
use super::{Life, Played, Simulation};
use crate::report::{templates, when};
use serde::Serialize;

/// What the templates read: the shape for machines, and what stands in it only in words.
#[derive(Serialize)]
struct Page<'s> {
    draft: &'s str,
    title: Option<&'s str>,
    plays: Vec<Act<'s>>,
}

#[derive(Serialize)]
struct Act<'s> {
    play: &'s Played,
    bloc: &'s [String],
    assumed: Vec<String>,
    /// What the first fact moved: what is drawn.
    drawn: Vec<&'s Life>,
    /// How everything stands: each state with what stands so.
    states: Vec<(&'static str, Vec<&'s Life>)>,
    start: String,
}

fn of(simulation: &Simulation) -> Page<'_> {
    let plays = simulation.plays.iter().map(|play| {
        let states = ["waiting", "suspended", "breached", "live", "discharged", "ended", "dormant"].into_iter();
        let states = states.map(|state| (state, play.lives.iter().filter(|it| it.state == state).collect::<Vec<_>>()));
        Act {
            play,
            bloc: play.case.as_ref().map_or(&[], |it| &it.bloc),
            assumed: assumed(play),
            drawn: play.lives.iter().filter(|it| it.moved).collect(),
            states: states.filter(|it| !it.1.is_empty()).collect(),
            start: when::day(&play.start, &play.start, play.whole_day),
        }
    });
    Page { draft: &simulation.draft, title: simulation.title.as_deref(), plays: plays.collect() }
}

/// A document.
pub fn markdown(simulation: &Simulation) -> String {
    templates::markdown(include_str!("document.md"), &of(simulation))
}

/// One page that needs nothing else.
pub fn html(simulation: &Simulation) -> String {
    templates::html(concat!(include_str!("../page.html"), include_str!("page.html")), &of(simulation))
}
