//! Finds decisions that can't be carried, though everybody who has a part in them helps.

use rustc_hash::FxHashSet;

use super::Unreachable;
use super::relevance::{attacks, own_roots, promises};
use crate::analysis::circuit::{CircuitNode, Circuits, Obstruction, RootId};
use crate::analysis::gate::{Holder, Shortage};

/// Every decision of the draft that can't be carried, in whatever attack is assumed; each is told once.
pub(in crate::analysis) fn unreachable(circuits: &mut Circuits<'_>) -> Vec<Unreachable> {
    let treaty = circuits.treaty;
    let roots = own_roots(circuits);
    let needed = circuits.needed_for(roots.iter().copied());
    let mut cases: Vec<_> = attacks(circuits).into_iter().map(|it| (it.number, Some(it.case))).collect();
    if cases.is_empty() {
        cases.push((0, None));
    }
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    let mut found: Vec<Unreachable> = Vec::new();
    for (number, case) in cases {
        circuits.sets.enter(number, case);
        circuits.run(Obstruction::block(&[]), Some(&needed));
        let short: Vec<(RootId, u32, Shortage)> = short_gates(circuits, &roots);
        let dead: Vec<_> = treaty
            .own_provisions()
            .filter(|it| promises(it.kind) && !circuits.is_open(Circuits::activation(it.id)))
            .map(|it| it.id)
            .collect();
        for (root, gate, cause) in short {
            let about = *circuits.root(root);
            let def = circuits.gates[gate as usize];
            if def.gate.file != treaty.file || !seen.insert(gate) {
                continue;
            }
            found.push(Unreachable {
                power: def.power.unwrap_or(about.power),
                holder: about.holder,
                gate: def.gate,
                attacker: case.filter(|_| circuits.differs(gate)).map(|it| it.attacker),
                cause,
                shut: !circuits.is_open(root),
                dead: dead.iter().copied().filter(|id| hangs_on(circuits, *id, root)).collect(),
            });
        }
    }
    found.sort_by_key(|it| (it.gate.file, it.gate.span.start));
    found
}

/// The gates of some roots that nobody can open, with why.
fn short_gates(circuits: &mut Circuits<'_>, roots: &[RootId]) -> Vec<(RootId, u32, Shortage)> {
    let mut found = Vec::new();
    for root in roots {
        // What a clock opens, and what stops a promise, is missed by nobody.
        let goes_on = |it: CircuitNode| matches!(it, CircuitNode::All(..) | CircuitNode::Any(..));
        for part in circuits.parts(circuits.root(*root).node, goes_on) {
            if let CircuitNode::Gate(gate) | CircuitNode::Own(gate) = circuits.node(part)
                && let Some(cause) = circuits.shortage(gate)
            {
                found.push((*root, gate, cause));
            }
        }
    }
    found
}

/// Whether a promise hangs on a root.
fn hangs_on(circuits: &Circuits<'_>, id: crate::model::ProvisionId, root: RootId) -> bool {
    circuits.root(root).holder == Holder::Provision(id)
        || circuits.needed_for([Circuits::activation(id)]).contains(&root)
}
