//! Plays as a document and as a page.

use super::shown::{GroupedStep, assumed, shown};
use super::tell::{alike, bearers, holders};
use super::{Duty, LifeShape, PlayShape, Simulation};
use crate::diagnostic::join_list;
use crate::report::{templates, when};
use serde::Serialize;

/// What the templates read: the shape for machines, and what stands in it only in words.
#[derive(Serialize)]
struct PlayTemplate<'s> {
    draft: &'s str,
    title: Option<&'s str>,
    plays: Vec<ActRow<'s>>,
}

#[derive(Serialize)]
struct ActRow<'s> {
    play: &'s PlayShape,
    bloc: &'s [String],
    assumed: Vec<String>,
    /// The steps that are told.
    shown: Vec<GroupedStep<'s>>,
    /// What is drawn: what the first fact moved, with those for whom it went alike.
    drawn: Vec<DrawnTimeline<'s>>,
    /// How everything stands: each state with what stands so.
    states: Vec<(&'static str, String)>,
    /// Duties that arise, then those that stand, each with who owes it.
    owed: Vec<Owed<'s>>,
    start: String,
}

#[derive(Serialize)]
struct DrawnTimeline<'s> {
    of: Vec<String>,
    held: Vec<String>,
    life: &'s LifeShape,
}

#[derive(Serialize)]
struct Owed<'s> {
    who: Vec<&'s str>,
    duty: &'s Duty,
}

fn of(simulation: &Simulation) -> PlayTemplate<'_> {
    let plays = simulation.plays.iter().map(|play| {
        let states = ["waiting", "suspended", "breached", "live", "discharged", "ended", "dormant"].into_iter();
        let states = states.map(|state| {
            let lives: Vec<&LifeShape> = play.lives.iter().filter(|it| it.state == state && !it.aside).collect();
            let words = lives.chunk_by(|one, other| one.path == other.path).map(|same| {
                let (of, name) = (bearers(same, &play.lives), &same[0].provision);
                if of.is_empty() { name.clone() } else { format!("{name} (for {})", join_list(&of, "and")) }
            });
            (state, words.collect::<Vec<_>>().join(", "))
        });
        let owed = |standing: bool| {
            let duties: Vec<&Duty> = play.due.iter().filter(|it| it.standing == standing).collect();
            let owed = alike(&duties)
                .into_iter()
                .map(|same| Owed { who: same.iter().map(|it| &*it.who).collect(), duty: same[0] });
            owed.collect::<Vec<_>>()
        };
        ActRow {
            play,
            bloc: play.case.as_ref().map_or(&[], |it| &it.bloc),
            assumed: assumed(play),
            shown: shown(play),
            drawn: drawn(play),
            owed: owed(false).into_iter().chain(owed(true)).collect(),
            states: states.filter(|it| !it.1.is_empty()).collect(),
            start: when::day(&play.start, play.whole_day),
        }
    });
    PlayTemplate { draft: &simulation.draft, title: simulation.title.as_deref(), plays: plays.collect() }
}

fn drawn(play: &PlayShape) -> Vec<DrawnTimeline<'_>> {
    let lives: Vec<&LifeShape> = play.lives.iter().filter(|it| it.moved && !it.aside).collect();
    let groups = lives.chunk_by(|one, other| one.path == other.path && one.history == other.history);
    let drawn = groups.map(|same| DrawnTimeline {
        of: bearers(same, &play.lives),
        held: holders(&same[0].holders),
        life: same[0],
    });
    drawn.collect()
}

/// A document.
pub fn markdown(simulation: &Simulation) -> String {
    templates::markdown(include_str!("document.md"), &of(simulation))
}

/// One page that needs nothing else.
pub fn html(simulation: &Simulation) -> String {
    templates::html(concat!(include_str!("../page.html"), include_str!("page.html")), &of(simulation))
}
