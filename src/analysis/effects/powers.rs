//! Who decides what else: entry into force, renewals, ends, access, amendments.

use super::clauses::difference;
use super::compare::{Difference, Nature, Pair};
use super::gates::{GateFunction, Player, PlayerKind, PowerEffect};
use super::order::{Dimension, Move, Part, function, gate_words, is_helped, together};
use super::{AttackName, parties};
use crate::analysis::Power;
use std::collections::BTreeSet;

/// Powers of which somebody else decides.
pub(super) fn powers(pair: &Pair<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    for new in &pair.new.powers {
        let element = new.element.and_then(|it| pair.before(it));
        let old = pair.old.powers.iter().find(|it| it.power == new.power && it.element == element && it.element.is_some());
        found.extend(power(pair, old, Some(new)));
    }
    for old in &pair.old.powers {
        let element = old.element.and_then(|it| pair.after(it));
        let known = pair.new.powers.iter().any(|it| {
            it.power == old.power && it.element == element && it.element.is_some_and(|it| pair.before(it) == old.element)
        });
        if !known {
            found.extend(power(pair, Some(old), None));
        }
    }
    found
}

/// What is so where a text does not give a power, or nothing if that is not known.
fn silence(power: Power, has_part: bool) -> Option<GateFunction> {
    match power {
        Power::Ending | Power::Suspension | Power::Relief | Power::Forfeiture | Power::Change | Power::Snapback => {
            Some(GateFunction::NEVER)
        }
        Power::Mandate | Power::Renewal | Power::Access if has_part => Some(GateFunction::always()),
        _ => None,
    }
}

fn power(pair: &Pair<'_>, old: Option<&PowerEffect>, new: Option<&PowerEffect>) -> Option<Difference> {
    let shown = new.or(old)?;
    let power = shown.power;
    let has_part = match (old, new) {
        (None, Some(new)) => new.element.and_then(|it| pair.before(it)).is_some(),
        (Some(old), None) => old.element.and_then(|it| pair.after(it)).is_some(),
        _ => true,
    };
    let none = silence(power, has_part);
    let attacks: BTreeSet<&Option<AttackName>> =
        old.iter().chain(&new).flat_map(|it| it.gates.keys()).collect();
    let (mut help, mut all) = (Vec::new(), Vec::new());
    let mut gates: Vec<(Option<AttackName>, GateFunction, GateFunction)> = Vec::new();
    let mut unknown = false;
    for attack in attacks {
        let side = |of: Option<&PowerEffect>| match of {
            Some(of) => of.gates.get(attack).cloned(),
            None => Some(none.clone()),
        };
        let (Some(before), Some(after)) = (side(old), side(new)) else { continue };
        let (Some(before), Some(after)) = (before, after) else {
            unknown = true;
            // Where the text is silent nobody is given a say.
            let blank = |it: Option<PowerEffect>| it.and_then(|it| it.gates.get(attack).cloned().flatten());
            let before = blank(old.cloned()).unwrap_or(GateFunction::NEVER);
            let after = blank(new.cloned()).unwrap_or(GateFunction::NEVER);
            gates.push((attack.clone(), before, after));
            continue;
        };
        let helped = |it: &Player| {
            it.kind == PlayerKind::Actor && is_helped(attack.as_ref(), &pair.protected, &it.name)
        };
        help.push(function(&before.given(&helped), &after.given(&helped)));
        all.push(function(&before, &after));
        gates.push((attack.clone(), before, after));
    }
    gates.retain(|it| it.1 != it.2);
    let (help, all) = (together(help.into_iter()), together(all.into_iter()));
    if gates.is_empty() && help == Move::SAME && all == Move::SAME {
        return None;
    }
    let (missed, feared) = (power.is_missed(), power.is_feared());
    let oriented = |it: Move| match (missed, feared) {
        _ if unknown => Move::SAME,
        (true, false) => it,
        (false, true) => it.reversed(),
        _ => Move::SAME,
    };
    let (protect, burden) = (oriented(help), oriented(all));
    let first = gates.first();
    let words = |it: Option<&GateFunction>| it.map_or_else(String::new, gate_words);
    let mut part = Part::new(
        Dimension::Gate,
        protect,
        words(first.map(|it| &it.1).filter(|_| old.is_some() || none.is_some())),
        words(first.map(|it| &it.2).filter(|_| new.is_some() || none.is_some())),
    );
    part.burden = burden;
    part.gate = first.map(|it| (it.1.clone(), it.2.clone()));
    let cite = shown.element.map_or_else(String::new, |it| {
        if new.is_some() { pair.new.elements[it].cite.clone() } else { pair.old.elements[it].cite.clone() }
    });
    let (before, after) = (old.and_then(|it| it.element), new.and_then(|it| it.element));
    let mut found = difference(pair, Nature::Power(power, cite), Vec::new(), vec![part], before, after);
    let bearers: BTreeSet<String> = old.iter().chain(&new).flat_map(|it| it.bearers.iter().cloned()).collect();
    if protect != Move::SAME || burden != Move::SAME {
        // Who is to get in wants to.
        let weight = if power == Power::Access { protect.reversed() } else { burden };
        parties::for_all(pair, protect, weight, &bearers, &mut found.verdicts);
    }
    for (_, before, after) in &gates {
        let only_blocks = missed && !feared;
        parties::says(pair, before, after, &|_| false, only_blocks, &mut found.verdicts);
    }
    let doubt = found.doubtful && found.verdicts.iter().any(|it| !it.tally.is_same());
    if doubt {
        found.verdicts.iter_mut().for_each(|it| it.tally = it.tally.doubted());
    }
    Some(found)
}
