//! How many defections a vote survives, and bodies that are stricter where they should be laxer.

use rustc_hash::FxHashMap;

use super::relevance::{attacks, missed_roots};
use super::{Inversion, Margin};
use crate::analysis::circuit::{CircuitNode, Circuits, Need, NodeId, Obstruction, RootId, Test};
use crate::analysis::gate::{GateKind, Holder, Power};
use crate::model::{ActorId, ActorSet, MatterRule, vocabulary::gravity};

/// How many defections each vote survives on which a promise hangs, where the bloc is against and can't block alone.
pub(in crate::analysis) fn margins(circuits: &mut Circuits<'_>) -> Vec<Margin> {
    let attacks = attacks(circuits);
    if attacks.is_empty() {
        return Vec::new();
    }
    let missed = missed_roots(circuits);
    let roots: Vec<RootId> = (0..missed.len() as u32).map(RootId).filter(|it| missed[it.0 as usize]).collect();
    let roots: Vec<RootId> = roots.into_iter().filter(|it| circuits.root(*it).power == Power::Activation).collect();
    let rules = circuits.needed_for(circuits.rules());
    let mut found: Vec<Margin> = Vec::new();
    let mut least: FxHashMap<u32, u32> = FxHashMap::default();
    for attack in &attacks {
        circuits.sets.enter(attack.number, Some(attack.case));
        // Bodies among the voters vote by their own rules; nothing else of the last run matters here.
        circuits.run(Obstruction::block(&attack.case.bloc), Some(&rules));
        let mut seen: FxHashMap<u32, Option<usize>> = FxHashMap::default();
        for root in &roots {
            let mut votes = Vec::new();
            single_votes(circuits, circuits.root(*root).node, &mut votes);
            for gate in votes {
                let margin = *seen.entry(gate).or_insert_with(|| {
                    let new = margin(circuits, gate, attack.case.attacker, &attack.case.bloc, *root)?;
                    // The same vote is as fragile against every aggressor whose bloc weighs as much.
                    let least = least.entry(gate).or_insert(u32::MAX);
                    if *least <= new.defections {
                        return None;
                    }
                    *least = new.defections;
                    found.push(new);
                    Some(found.len() - 1)
                });
                if let (Some(margin), Holder::Provision(id)) = (margin, circuits.root(*root).holder) {
                    found[margin].provisions.push(id);
                }
            }
        }
    }
    found.sort_by_key(|it| (it.gate.file, it.gate.span.start, it.defections));
    found
}

fn margin(circuits: &mut Circuits<'_>, gate: u32, attacker: ActorId, bloc: &[ActorId], root: RootId) -> Option<Margin> {
    let def = circuits.gates[gate as usize];
    if !circuits.opens_in(def.node, Obstruction::block(bloc)) {
        return None;
    }
    let defections = circuits.defections(gate)?;
    let mut electors = ActorSet::new();
    circuits.players_of(gate, &mut electors);
    electors.sort_unstable();
    electors.dedup();
    if electors.len() < 2 && matches!(def.test, Test::Acts(..)) {
        return None;
    }
    let supporters = electors.iter().copied().filter(|actor| !bloc.contains(actor)).collect();
    let holder = def.gate.body.map_or(circuits.root(root).holder, Holder::Body);
    Some(Margin { holder, gate: def.gate, attacker, electors, supporters, defections, provisions: Vec::new() })
}

/// The votes each of which a formula needs: not those that another way could replace.
fn single_votes(circuits: &Circuits<'_>, node: NodeId, into: &mut Vec<u32>) {
    let goes_on = |it: CircuitNode| match it {
        CircuitNode::All(..) => true,
        CircuitNode::Root(root, _) => circuits.root(root).rule,
        _ => false,
    };
    for part in circuits.parts(node, goes_on) {
        if let CircuitNode::Gate(gate) = circuits.node(part) {
            let def = &circuits.gates[gate as usize];
            let counted = match def.test {
                Test::Vote(_) => matches!(def.gate.kind, GateKind::Vote | GateKind::Organ),
                // An agreement of all is a unanimity by another name.
                Test::Acts(_, Need::All | Need::Some(_)) => {
                    def.gate.kind.is_decision() && !matches!(def.gate.kind, GateKind::Payment)
                }
                _ => false,
            };
            if counted {
                into.push(gate);
            }
        }
    }
}

/// Matters in which the text should not be stricter the graver they are: those on which protection hangs.
const PROTECTIVE: &[&str] = &["recommendations", "findings", "minor-breach", "serious-breach", "threat-of-breach"];

/// Bodies that are stricter in a graver matter.
pub(in crate::analysis) fn inversions<'m>(circuits: &mut Circuits<'m>) -> Vec<Inversion<'m>> {
    let treaty = circuits.treaty;
    circuits.sets.enter(0, None);
    let mut found = Vec::new();
    for (at, actor) in treaty.actors.iter().enumerate() {
        let body = ActorId(at as u32);
        let Some(rules) = actor.body.as_deref().map(|it| &it.rules) else { continue };
        if rules.len() < 2 || circuits.is_organ(body) {
            continue;
        }
        let mut graded: Vec<(u8, &'m str, &'m MatterRule<'m>, u32, u32, u32)> = Vec::new();
        // The general rule holds for what no other names.
        let named = |it: &&&str| rules.iter().any(|rule| rule.matters.contains(*it));
        let general: Vec<&str> = PROTECTIVE.iter().filter(|it| !named(it)).copied().collect();
        for rule in rules {
            let is_general = rule.matters.is_empty();
            let matter = rule.matters.iter().copied().filter(|it| PROTECTIVE.contains(it));
            let mut graver = matter.max_by_key(|it| gravity(it));
            if is_general {
                graver = general.iter().copied().max_by_key(|it| gravity(it));
            }
            let Some(matter) = graver else { continue };
            let Some(decision) = &rule.decision else { continue };
            // How the body meets, and a quorum that holds for every matter, would hide which of them asks for more votes.
            let node = circuits.question(decision);
            let Some((needed, blocking, voters)) = circuits.least_votes(node) else { continue };
            let told = if is_general { "" } else { matter };
            let lightest = general.iter().copied().min_by_key(|it| gravity(it)).filter(|_| is_general);
            for matter in [Some(matter), lightest.filter(|it| *it != matter)].into_iter().flatten() {
                graded.push((gravity(matter).unwrap_or(0), told, rule, needed, blocking, voters));
            }
        }
        graded.sort_by_key(|it| it.0);
        for (place, graver) in graded.iter().enumerate() {
            let stricter = |lesser: &&(u8, &str, &MatterRule<'_>, u32, u32, u32)| {
                lesser.0 < graver.0 && lesser.2.span != graver.2.span && (graver.3 > lesser.3 || graver.4 < lesser.4)
            };
            if let Some(lesser) = graded[..place].iter().find(stricter) {
                found.push(Inversion {
                    body,
                    lesser: (lesser.1, lesser.2.span),
                    graver: (graver.1, graver.2.span),
                    needed: (lesser.3, graver.3),
                    blocking: (lesser.4, graver.4),
                    electors: graver.5,
                });
            }
        }
    }
    found
}
