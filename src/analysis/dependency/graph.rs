//! Circles in a graph, found in one pass and without recursion: a draft may be as long as it likes.

use rustc_hash::FxHashMap;

use super::{Cycle, EdgeKind, WaitEdge};
use crate::model::RefTarget;
use crate::source::{FileId, Span};

/// A graph of things that wait for each other.
#[derive(Debug, Default)]
pub(super) struct Graph {
    things: Vec<RefTarget>,
    edges: Vec<(u32, u32, EdgeKind, FileId, Span)>,
}

/// What the search knows of a thing.
#[derive(Clone, Copy, Default)]
struct SearchState {
    /// When it was found, counted from one; 0 if it was not.
    found: u32,
    /// The earliest thing that it leads back to.
    low: u32,
    /// Whether its knot is still open.
    open: bool,
}

impl Graph {
    /// Adds a thing.
    pub(super) fn thing(&mut self, target: RefTarget) -> u32 {
        self.things.push(target);
        self.things.len() as u32 - 1
    }

    /// One thing waits for another.
    pub(super) fn edge(&mut self, from: u32, to: u32, kind: EdgeKind, file: FileId, span: Span) {
        self.edges.push((from, to, kind, file, span));
    }

    /// The circles: one for each knot, in the order in which they begin.
    pub(super) fn cycles(mut self) -> Vec<Cycle> {
        // A stable sort keeps the order of the text among the edges of one thing.
        self.edges.sort_by_key(|it| it.0);
        let mut starts = vec![0u32; self.things.len() + 1];
        for edge in &self.edges {
            starts[edge.0 as usize + 1] += 1;
        }
        for at in 1..starts.len() {
            starts[at] += starts[at - 1];
        }
        let mut cycles: Vec<Cycle> =
            self.knots(&starts).iter().filter_map(|knot| self.shortest(&starts, knot)).collect();
        cycles.sort_by_key(|it| it.edges.first().map(|edge| (edge.file, edge.span)));
        cycles
    }

    fn of<'g>(&'g self, starts: &[u32], thing: u32) -> &'g [(u32, u32, EdgeKind, FileId, Span)] {
        &self.edges[starts[thing as usize] as usize..starts[thing as usize + 1] as usize]
    }

    /// The strongly connected components that hold a circle (Tarjan 1972).
    fn knots(&self, starts: &[u32]) -> Vec<Vec<u32>> {
        let mut marks = vec![SearchState::default(); self.things.len()];
        let mut count = 0;
        let mut open: Vec<u32> = Vec::new();
        let mut path: Vec<(u32, u32)> = Vec::new();
        let mut knots = Vec::new();
        for start in 0..self.things.len() as u32 {
            // What waits for nothing is in no circle.
            if marks[start as usize].found > 0 || self.of(starts, start).is_empty() {
                continue;
            }
            path.push((start, 0));
            while let Some((thing, next)) = path.last_mut() {
                let at = *thing as usize;
                if *next == 0 {
                    count += 1;
                    marks[at] = SearchState { found: count, low: count, open: true };
                    open.push(*thing);
                }
                if let Some(edge) = self.of(starts, *thing).get(*next as usize) {
                    *next += 1;
                    let to = edge.1;
                    if marks[to as usize].found == 0 {
                        path.push((to, 0));
                    } else if marks[to as usize].open {
                        marks[at].low = marks[at].low.min(marks[to as usize].found);
                    }
                    continue;
                }
                let thing = *thing;
                path.pop();
                let mark = marks[at];
                if let Some((parent, _)) = path.last() {
                    let parent = &mut marks[*parent as usize];
                    parent.low = parent.low.min(mark.low);
                }
                if mark.low == mark.found {
                    let from = open.iter().rposition(|it| *it == thing).unwrap_or(0);
                    let knot: Vec<u32> = open.drain(from..).collect();
                    for it in &knot {
                        marks[*it as usize].open = false;
                    }
                    if knot.len() > 1 || self.of(starts, thing).iter().any(|it| it.1 == thing) {
                        knots.push(knot);
                    }
                }
            }
        }
        knots
    }

    /// The shortest circle through the thing of a knot that comes first.
    fn shortest(&self, starts: &[u32], knot: &[u32]) -> Option<Cycle> {
        let first = *knot.iter().min()?;
        // By which edge each thing of the knot was reached first.
        let mut inside: FxHashMap<u32, u32> = knot.iter().map(|it| (*it, u32::MAX)).collect();
        let mut queue = vec![first];
        let mut next = 0;
        while let Some(thing) = queue.get(next).copied() {
            next += 1;
            for at in starts[thing as usize]..starts[thing as usize + 1] {
                let to = self.edges[at as usize].1;
                if to == first {
                    return Some(self.walk_back(first, at, &inside));
                }
                if let Some(by) = inside.get_mut(&to).filter(|it| **it == u32::MAX) {
                    *by = at;
                    queue.push(to);
                }
            }
        }
        None
    }

    fn walk_back(&self, first: u32, last: u32, by: &FxHashMap<u32, u32>) -> Cycle {
        let mut edges = Vec::new();
        let mut at = last;
        loop {
            let (from, to, kind, file, span) = self.edges[at as usize];
            edges.push(WaitEdge { from: self.things[from as usize], to: self.things[to as usize], kind, file, span });
            if from == first {
                break;
            }
            at = by[&from];
        }
        edges.reverse();
        Cycle { edges }
    }
}
