//! Whether each part of the draft's formulas opens: while certain actors obstruct, and everybody else helps.

use rustc_hash::FxHashMap;

use super::{Circuits, NodeId, Obstruction, RootId};
use crate::model::{ActorId, Case, Condition, Decided, Gate, Occasion, ProvisionId, Vote};

/// Whether something opens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::analysis) enum Standing {
    /// It does, whatever is unknown.
    #[default]
    Open,
    /// That hangs on what the text leaves open.
    Unknown,
    /// It never does.
    Shut,
}

/// A part of the text that has a formula of its own, by its place in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::analysis) enum Part {
    Vote(usize),
    Decided(usize),
    Gate(usize),
    Occasion(usize),
    Condition(usize),
}

impl Part {
    pub(in crate::analysis) fn vote(it: &Vote<'_>) -> Self {
        Self::Vote(std::ptr::from_ref(it).addr())
    }

    pub(in crate::analysis) fn decided(it: &Decided<'_>) -> Self {
        Self::Decided(std::ptr::from_ref(it).addr())
    }

    pub(in crate::analysis) fn gate(it: &Gate<'_>) -> Self {
        Self::Gate(std::ptr::from_ref(it).addr())
    }

    pub(in crate::analysis) fn occasion(it: &Occasion<'_>) -> Self {
        Self::Occasion(std::ptr::from_ref(it).addr())
    }

    pub(in crate::analysis) fn condition(it: &Condition<'_>) -> Self {
        Self::Condition(std::ptr::from_ref(it).addr())
    }
}

/// How provisions and the parts of their clauses stand.
#[derive(Clone, Debug, Default)]
pub(in crate::analysis) struct Standings {
    provisions: Vec<Standing>,
    parts: FxHashMap<Part, Standing>,
}

impl Standings {
    /// Whether a provision becomes live.
    pub(in crate::analysis) fn of(&self, provision: ProvisionId) -> Standing {
        self.provisions.get(provision.0 as usize).copied().unwrap_or_default()
    }

    /// Whether a part opens. What has no formula holds nothing up.
    pub(in crate::analysis) fn of_part(&self, part: Part) -> Standing {
        self.parts.get(&part).copied().unwrap_or_default()
    }
}

impl<'m> Circuits<'m> {
    /// Notes the formula of a part. Where a part is compiled in several places, the first counts.
    pub(super) fn note(&mut self, part: Part, node: NodeId) -> NodeId {
        self.formulas.entry(part).or_insert(node);
        node
    }

    /// How everything stands in a case, given by its number counted from one, where these obstruct: for everybody, or for
    /// one bearer, whose own omissions then count.
    pub(in crate::analysis) fn standings(
        &mut self,
        case: Option<(u32, &'m Case)>,
        obstructing: &[ActorId],
        bearer: Option<ActorId>,
    ) -> Standings {
        let (number, before) = self.sets.entered();
        let open = self.scratch.open.clone();
        self.sets.enter(case.map_or(0, |it| it.0), case.map(|it| it.1));
        let formulas: Vec<(Part, NodeId)> = self.formulas.iter().map(|(part, node)| (*part, *node)).collect();
        let count = self.treaty.provisions.len() as u32;
        let mut found = Standings { provisions: vec![Standing::Shut; count as usize], parts: FxHashMap::default() };
        found.parts.reserve(formulas.len());
        for (denied, reached) in [(false, Standing::Unknown), (true, Standing::Open)] {
            self.run(Obstruction { denied, bearer, ..Obstruction::block(obstructing) }, None);
            for at in 0..count {
                if self.is_open(RootId(at)) {
                    found.provisions[at as usize] = reached;
                }
            }
            for (part, node) in &formulas {
                let standing = found.parts.entry(*part).or_insert(Standing::Shut);
                if self.open(*node, false) {
                    *standing = reached;
                }
            }
        }
        self.sets.enter(number, before);
        self.scratch.open = open;
        found
    }
}
