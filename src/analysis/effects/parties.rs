//! What a difference means to each party.

use super::difference::{Difference, EffectsPair};
use super::gates::{GateFunction, Player, PlayerKind};
use super::order::{Dimension, Move, Order, Part, is_helped};
use super::promises::{Promise, PromiseKey, PromisedAct};
use super::verdict::{Aspect, PartyVerdict, VerdictTally};
use std::collections::{BTreeMap, BTreeSet};

/// How a party stands.
#[derive(Clone, Debug)]
pub struct PartyChange {
    /// Its name.
    pub name: String,
    /// Its roles in the earlier text; nothing if it has no part in it.
    pub old: Option<Vec<&'static str>>,
    /// Its roles in the later text.
    pub new: Option<Vec<&'static str>>,
    /// What was found, aspect by aspect.
    pub aspects: BTreeMap<Aspect, VerdictTally>,
    /// The differences that touch it, by their places.
    pub because: Vec<usize>,
}

impl PartyChange {
    /// What was found of it in all.
    pub fn tally(&self) -> VerdictTally {
        self.aspects.values().fold(VerdictTally::default(), |all, it| all.and(*it))
    }
}

/// Adds what was found of a party.
pub(super) fn add(verdicts: &mut Vec<PartyVerdict>, party: &str, aspect: Aspect, tally: VerdictTally) {
    if tally.is_same() {
        return;
    }
    match verdicts.iter_mut().find(|it| it.party == party && it.aspect == aspect) {
        Some(known) => known.tally = known.tally.and(tally),
        None => verdicts.push(PartyVerdict { party: party.to_owned(), aspect, tally }),
    }
}

/// Everybody whom a text protects, who guards, or who is assumed to attack.
pub(super) fn everybody(pair: &EffectsPair<'_>) -> BTreeSet<String> {
    let mut found = guards(pair);
    found.extend(pair.protected.iter().cloned());
    found.extend(pair.adverse.iter().cloned());
    found
}

/// Everybody who owes help: the guarantors.
fn guards(pair: &EffectsPair<'_>) -> BTreeSet<String> {
    let parties = pair.old.parties.iter().chain(&pair.new.parties);
    parties.filter(|it| it.roles.contains(&"guarantor")).map(|it| it.name.clone()).collect()
}

/// A change that touches a whole text, or all who bear a part of it: those who are protected, those who bear, those who may
/// attack.
pub(super) fn for_all(
    pair: &EffectsPair<'_>,
    protect: Move,
    burden: Move,
    bearers: &BTreeSet<String>,
    verdicts: &mut Vec<PartyVerdict>,
) {
    let bearers = if bearers.is_empty() { guards(pair) } else { bearers.clone() };
    for party in pair.protected.iter().filter(|it| !pair.adverse.contains(*it)) {
        add(verdicts, party, Aspect::Protection, VerdictTally::of(protect));
    }
    for party in &bearers {
        add(verdicts, party, Aspect::Burden, VerdictTally::of(burden.reversed()));
    }
    for party in &pair.adverse {
        add(verdicts, party, Aspect::Exposure, VerdictTally::of(protect.reversed()));
    }
}

/// What a change of a promise means.
pub(super) fn of_promise(
    pair: &EffectsPair<'_>,
    key: &PromiseKey,
    promise: &Promise,
    parts: &[Part],
) -> Vec<PartyVerdict> {
    let mut verdicts = Vec::new();
    let bearer = key.bearer.as_str();
    let others =
        |of: &BTreeSet<String>| -> BTreeSet<String> { of.iter().filter(|it| *it != bearer).cloned().collect() };
    let named = others(&key.to);
    let helps = matches!(
        key.act,
        PromisedAct::Help | PromisedAct::Measure(_) | PromisedAct::Regime("deployment" | "supply" | "verification", _)
    );
    // Sanctions with their relief serve one side or the other.
    let two_edged = matches!(key.act, PromisedAct::Regime("sanctions", _));
    for part in parts {
        let unordered = Move { order: Order::Unordered, ..part.protect };
        let protect = if two_edged && part.protect.order != Order::Same { unordered } else { part.protect };
        let weight = if two_edged && part.burden.order != Order::Same {
            Move { order: Order::Unordered, ..part.burden }
        } else {
            part.burden
        };
        add(&mut verdicts, bearer, Aspect::Burden, VerdictTally::of(weight.reversed()));
        if promise.restrains {
            restraint(pair, bearer, &named, protect, &mut verdicts);
        } else if !pair.adverse.contains(bearer) {
            let to = if named.is_empty() { others(&pair.protected) } else { named.clone() };
            // Whom an act serves that goes to nobody in particular is not said.
            let known = helps || !named.is_empty() || !promise.reach.is_empty();
            let found = if known || protect.order == Order::Same { protect } else { unordered };
            for party in to.iter().filter(|it| !(named.is_empty() && pair.adverse.contains(*it))) {
                add(&mut verdicts, party, Aspect::Protection, VerdictTally::of(found));
            }
            if known && !two_edged {
                for party in attackers(pair, &to) {
                    add(&mut verdicts, &party, Aspect::Exposure, VerdictTally::of(protect.reversed()));
                }
            } else if two_edged {
                pair.adverse.iter().for_each(|it| add(&mut verdicts, it, Aspect::Exposure, VerdictTally::of(protect)));
            }
        }
        let Some((old, new)) = part.gate.as_ref().filter(|_| part.dimension == Dimension::Gate) else { continue };
        let helped = |it: &Player| it.kind == PlayerKind::Actor && is_helped(None, &pair.protected, &it.name);
        // Of a duty of the aggressor itself, no other say is told than that of the others.
        let own = |it: &str| it == bearer && pair.adverse.contains(it);
        says(pair, &old.given(&helped), &new.given(&helped), &own, true, &mut verdicts);
        for victim in pair.protected.iter().filter(|it| !pair.adverse.contains(*it)) {
            let before = say(old, victim);
            let after = say(new, victim);
            add(&mut verdicts, victim, Aspect::Say, compared(before, after, false));
            let needs = |of: &GateFunction| of.lone_blockers().iter().any(|it| it.name == *victim);
            let must = match (needs(old), needs(new)) {
                (false, true) => Move::sure(Order::Down),
                (true, false) => Move::sure(Order::Up),
                _ => Move::SAME,
            };
            add(&mut verdicts, victim, Aspect::Burden, VerdictTally::of(must));
        }
    }
    verdicts
}

/// What it means that somebody is limited more or less.
fn restraint(
    pair: &EffectsPair<'_>,
    bearer: &str,
    named: &BTreeSet<String>,
    protect: Move,
    verdicts: &mut Vec<PartyVerdict>,
) {
    let unordered =
        Move { order: if protect.order == Order::Same { Order::Same } else { Order::Unordered }, ..protect };
    if pair.adverse.contains(bearer) {
        let to = if named.is_empty() { &pair.protected } else { named };
        for party in to.iter().filter(|it| !pair.adverse.contains(*it)) {
            add(verdicts, party, Aspect::Protection, VerdictTally::of(protect));
        }
        return;
    }
    // What those who are attacked may not do serves those who attack them.
    for party in attackers(pair, &BTreeSet::from([bearer.to_owned()])) {
        add(verdicts, &party, Aspect::Exposure, VerdictTally::of(protect));
    }
    if named.is_empty() && !pair.protected.contains(bearer) {
        for party in &pair.protected {
            add(verdicts, party, Aspect::Protection, VerdictTally::of(unordered));
        }
    }
    for party in named.iter().filter(|it| !pair.adverse.contains(*it)) {
        add(verdicts, party, Aspect::Protection, VerdictTally::of(protect));
    }
}

/// Those who are assumed to attack some of these, and those who act with them.
fn attackers(pair: &EffectsPair<'_>, victims: &BTreeSet<String>) -> BTreeSet<String> {
    let attacks = |it: &&(String, Option<String>)| it.1.as_ref().is_none_or(|it| victims.contains(it));
    if pair.attacks.iter().any(|it| attacks(&it)) { pair.adverse.clone() } else { BTreeSet::new() }
}

/// What somebody can do about something: how few it takes besides, to stop it and to bring it about.
type Say = (u8, Option<usize>);

/// The say of an actor, conditions that nobody judges being given.
fn say(of: &GateFunction, actor: &str) -> Say {
    let of = of.given(&|it| it.kind != PlayerKind::Actor);
    if of.is_many() {
        let holds = |of: BTreeSet<&Player>| of.iter().any(|it| it.name == actor);
        return (if holds(of.lone_blockers()) { 3 } else { u8::from(holds(of.players())) }, None);
    }
    let is = |it: &Player| it.name == actor;
    let sets = of.sets();
    let in_some = sets.iter().any(|it| it.iter().any(is));
    let everywhere = !sets.is_empty() && sets.iter().all(|it| it.iter().any(is));
    let stops = if everywhere {
        3
    } else if in_some && with_one_other(&of, actor) {
        2
    } else {
        u8::from(in_some)
    };
    (stops, sets.iter().filter(|it| it.iter().any(is)).map(BTreeSet::len).min())
}

/// Whether an actor stops something with one other, neither of them alone.
fn with_one_other(of: &GateFunction, actor: &str) -> bool {
    let without: Vec<&BTreeSet<Player>> = of.sets().iter().filter(|it| !it.iter().any(|it| it.name == actor)).collect();
    let Some(first) = without.first() else { return false };
    first.iter().any(|other| without.iter().all(|it| it.contains(other)))
}

fn compared(old: Say, new: Say, only_stops: bool) -> VerdictTally {
    let stops = VerdictTally::of(Move::sure(match old.0.cmp(&new.0) {
        std::cmp::Ordering::Less => Order::Up,
        std::cmp::Ordering::Equal => Order::Same,
        std::cmp::Ordering::Greater => Order::Down,
    }));
    if only_stops {
        return stops;
    }
    let fewer = |it: Say| it.1.map_or(0, |it| usize::MAX - it);
    stops.and(VerdictTally::of(Move::sure(match fewer(old).cmp(&fewer(new)) {
        std::cmp::Ordering::Less => Order::Up,
        std::cmp::Ordering::Equal => Order::Same,
        std::cmp::Ordering::Greater => Order::Down,
    })))
}

/// What everybody can stop and bring about. Of those who may attack, only what they can stop counts where nobody fears what is
/// brought about.
pub(super) fn says(
    pair: &EffectsPair<'_>,
    old: &GateFunction,
    new: &GateFunction,
    left_out: &dyn Fn(&str) -> bool,
    adverse_only_stop: bool,
    verdicts: &mut Vec<PartyVerdict>,
) {
    let players = old.players().into_iter().chain(new.players());
    let actors: BTreeSet<&String> = players.filter(|it| it.kind == PlayerKind::Actor).map(|it| &it.name).collect();
    // Of those who are no party, such as members of an organ, the sentence tells what they can do.
    let known = |it: &String| pair.adverse.contains(it) || pair.old.party(it).is_some() || pair.new.party(it).is_some();
    for actor in actors.into_iter().filter(|it| known(it) && !left_out(it)) {
        let only_stops = adverse_only_stop && pair.adverse.contains(actor);
        add(verdicts, actor, Aspect::Say, compared(say(old, actor), say(new, actor), only_stops));
    }
}

/// How each party stands.
pub(super) fn parties(pair: &EffectsPair<'_>, differences: &[Difference]) -> Vec<PartyChange> {
    let mut names: BTreeSet<&String> = pair.old.parties.iter().chain(&pair.new.parties).map(|it| &it.name).collect();
    names.extend(differences.iter().flat_map(|it| &it.verdicts).map(|it| &it.party));
    names.extend(&pair.adverse);
    let change = |name: &String| {
        let mut found = PartyChange {
            name: name.clone(),
            old: pair.old.party(name).map(|it| it.roles.clone()),
            new: pair.new.party(name).map(|it| it.roles.clone()),
            aspects: BTreeMap::new(),
            because: Vec::new(),
        };
        for (at, difference) in differences.iter().enumerate() {
            for verdict in difference.verdicts.iter().filter(|it| it.party == *name) {
                let known = found.aspects.entry(verdict.aspect).or_default();
                *known = known.and(verdict.tally);
                if !found.because.contains(&at) {
                    found.because.push(at);
                }
            }
        }
        found
    };
    names.into_iter().map(change).collect()
}
