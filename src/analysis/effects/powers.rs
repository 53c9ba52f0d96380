//! Who decides what else: entry into force, renewals, ends, access, amendments.

use super::difference::{Difference, DifferenceKind, EffectsPair, difference};
use super::gates::{GateFunction, Player, PlayerKind, PowerEffect};
use super::order::{Dimension, Move, Part, function, gate_words, is_helped, together};
use super::{AttackName, parties};
use crate::analysis::Power;
use std::collections::BTreeSet;

/// Powers of which somebody else decides.
pub(super) fn powers(pair: &EffectsPair<'_>) -> Vec<Difference> {
    let mut found = Vec::new();
    let (earlier, later) = terms(pair);
    for new in &later {
        let element = new.element.and_then(|it| pair.before(it));
        let old = earlier.iter().find(|it| it.power == new.power && it.element == element && it.element.is_some());
        found.extend(power(pair, old, Some(new)));
    }
    for old in &earlier {
        let element = old.element.and_then(|it| pair.after(it));
        let known = later.iter().any(|it| {
            it.power == old.power
                && it.element == element
                && it.element.is_some_and(|it| pair.before(it) == old.element)
        });
        if !known {
            found.extend(power(pair, Some(old), None));
        }
    }
    found
}

/// The powers of both texts. Where one text has a term end unless it is renewed, and the other has it go on unless it is
/// ended, both are taken as what keeps it going.
fn terms(pair: &EffectsPair<'_>) -> (Vec<PowerEffect>, Vec<PowerEffect>) {
    let goes_on = |it: &PowerEffect| matches!(it.power, Power::Mandate | Power::Renewal);
    let of = |list: &[PowerEffect], element: Option<usize>, wanted: &dyn Fn(&PowerEffect) -> bool| {
        element.is_some() && list.iter().any(|it| it.element == element && wanted(it))
    };
    let ends = |it: &PowerEffect| it.power == Power::Ending;
    let turned = |it: &PowerEffect, own: &[PowerEffect], other: &[PowerEffect], there: Option<usize>| {
        // Only where the one text renews and the other ends.
        let differs = of(other, there, &goes_on) && !of(other, there, &ends) && !of(own, it.element, &goes_on);
        if !ends(it) || !differs {
            return it.clone();
        }
        let power = other.iter().find(|it| it.element == there && goes_on(it)).map_or(Power::Mandate, |it| it.power);
        let gates = it.gates.iter().map(|(attack, gate)| (attack.clone(), gate.as_ref().map(GateFunction::dual)));
        PowerEffect { power, gates: gates.collect(), ..it.clone() }
    };
    let (old, new) = (&pair.old.powers, &pair.new.powers);
    let earlier = old.iter().map(|it| turned(it, old, new, it.element.and_then(|it| pair.after(it)))).collect();
    let later = new.iter().map(|it| turned(it, new, old, it.element.and_then(|it| pair.before(it)))).collect();
    (earlier, later)
}

/// What is so where a text does not give a power, or nothing if that is not known.
fn silence(power: Power, has_part: bool) -> Option<GateFunction> {
    match power {
        Power::Ending | Power::Suspension | Power::Relief | Power::Forfeiture | Power::Change | Power::Snapback => {
            Some(GateFunction::never())
        }
        Power::Mandate | Power::Renewal | Power::Access if has_part => Some(GateFunction::always()),
        _ => None,
    }
}

fn power(pair: &EffectsPair<'_>, old: Option<&PowerEffect>, new: Option<&PowerEffect>) -> Option<Difference> {
    let shown = new.or(old)?;
    let power = shown.power;
    let has_part = match (old, new) {
        (None, Some(new)) => new.element.and_then(|it| pair.before(it)).is_some(),
        (Some(old), None) => old.element.and_then(|it| pair.after(it)).is_some(),
        _ => true,
    };
    let none = silence(power, has_part);
    let attacks: BTreeSet<&Option<AttackName>> = old.iter().chain(&new).flat_map(|it| it.gates.keys()).collect();
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
            let before = blank(old.cloned()).unwrap_or_else(GateFunction::never);
            let after = blank(new.cloned()).unwrap_or_else(GateFunction::never);
            gates.push((attack.clone(), before, after));
            continue;
        };
        let helped =
            |it: &Player| it.kind == PlayerKind::Actor && is_helped(attack.as_ref(), &pair.protected, &it.name);
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
    let mut found = difference(pair, DifferenceKind::Power(power, cite), Vec::new(), vec![part], before, after);
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
