//! The order of values: what is more, what is less, what has no order, and what cannot be determined.

use super::AttackName;
use super::canon::{self, readable};
use super::gates::{ByAttack, GateFunction, Player, PlayerKind};
use super::promises::{Lasting, Level, Promise, Time, Tripwire};
use crate::analysis::coverage::TextualAnswer;
use crate::analysis::strength::Strength;
use crate::model::Length;
use std::collections::BTreeSet;

/// How a value stands to an earlier one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Order {
    /// They are the same.
    Same,
    /// It is more.
    Up,
    /// It is less.
    Down,
    /// It is more in one thing and less in another.
    Mixed,
    /// They differ, and no order is known.
    Unordered,
}

/// A change, and whether it is certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Move {
    /// Which way.
    pub order: Order,
    /// Whether it is so whatever stands where the text leaves something open.
    pub sure: bool,
}

impl Move {
    /// No change.
    pub const SAME: Self = Self { order: Order::Same, sure: true };

    /// A change that is certain.
    pub const fn sure(order: Order) -> Self {
        Self { order, sure: true }
    }

    /// A change that hangs on what a text leaves open.
    pub const fn perhaps(order: Order) -> Self {
        Self { order, sure: false }
    }

    /// The other way.
    #[must_use]
    pub fn reversed(self) -> Self {
        let order = match self.order {
            Order::Up => Order::Down,
            Order::Down => Order::Up,
            other => other,
        };
        Self { order, ..self }
    }

    /// Whether nothing is less.
    fn is_at_least(self) -> bool {
        self.order == Order::Same || self.order == Order::Up && self.sure
    }
}

/// In what a promise changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// It is there, or not.
    Presence,
    /// Who must cooperate that it is live.
    Gate,
    /// How strong it is.
    Strength,
    /// Whether each owes it, or a group.
    Share,
    /// Which attacks it answers.
    Reach,
    /// For how long it holds.
    Lasting,
    /// When it comes at the earliest.
    Earliest,
    /// When it comes at the latest.
    Worst,
    /// A clock without a number.
    Clock,
    /// How much.
    Amount,
    /// A level of forces.
    Level,
    /// What an attack on a force opens.
    Tripwire,
    /// Everything else, which has no order.
    Rest,
}

/// A change in one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// In what.
    pub dimension: Dimension,
    /// What becomes of the promise for those to whom it is made: more is stronger.
    pub protect: Move,
    /// What becomes of its weight for its bearer: more is heavier.
    pub burden: Move,
    /// What it was, in words.
    pub old: String,
    /// What it is.
    pub new: String,
    /// Who must cooperate, before and after.
    pub gate: Option<(GateFunction, GateFunction)>,
    /// The attacks of which something else is said: the area, the kind, the answer before and after.
    pub reach: Vec<(String, String, TextualAnswer, TextualAnswer)>,
}

impl Part {
    pub(super) fn new(dimension: Dimension, moved: Move, old: String, new: String) -> Self {
        Self { dimension, protect: moved, burden: moved, old, new, gate: None, reach: Vec::new() }
    }

    fn is_at_least(&self) -> bool {
        self.protect.is_at_least() && self.burden.is_at_least()
    }
}

/// What must be known of both texts to compare their promises.
pub(super) struct Frame<'f> {
    /// The places that each text tells apart.
    pub(super) areas: [&'f BTreeSet<String>; 2],
    /// Those to whom the promise is made.
    pub(super) protected: &'f BTreeSet<String>,
}

impl Promise {
    /// Whether two provisions have a bearer owe the same in the same way.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        self.restrains == other.restrains
            && self.frees == other.frees
            && self.strength == other.strength
            && self.share == other.share
            && self.gates == other.gates
            && (&self.earliest, &self.worst, &self.prompt) == (&other.earliest, &other.worst, &other.prompt)
            && (self.own_clock, &self.gate_clocks) == (other.own_clock, &other.gate_clocks)
            && self.lasts == other.lasts
            && self.reach == other.reach
            && self.amounts == other.amounts
            && self.levels == other.levels
            && self.tripwire == other.tripwire
            && self.rest == other.rest
    }

    /// Whether a promise is at least as much as another, whatever a text leaves open.
    pub(super) fn covers(&self, other: &Self, frame: &Frame<'_>) -> bool {
        let upside = |mut part: Part| {
            if self.frees && other.frees {
                part.burden = part.burden.reversed();
            }
            part
        };
        other.changes(self, frame).into_iter().map(upside).all(|it| it.is_at_least())
    }

    /// In what a later promise differs.
    pub(super) fn changes(&self, new: &Self, frame: &Frame<'_>) -> Vec<Part> {
        let mut found = Vec::new();
        let mut add = |part: Part| {
            if part.protect.order != Order::Same || part.burden.order != Order::Same {
                found.push(part);
            }
        };
        add(gates(&self.gates, &new.gates, frame.protected));
        add(strength(self.strength, new.strength));
        let shares = [self.share, new.share].map(|it| SHARES[usize::from(it)].to_owned());
        let [old, now] = shares;
        add(Part::new(Dimension::Share, Move::sure(order(self.share.cmp(&new.share))), old, now));
        add(reach(self, new, frame));
        add(lasting(self.lasts, new.lasts));
        let clock = clock(self, new);
        let unordered = clock.protect.order == Order::Unordered;
        add(clock);
        if !unordered {
            add(times(Dimension::Earliest, &self.earliest, &new.earliest));
            add(times(Dimension::Worst, &self.worst, &new.worst));
        }
        for part in amounts(self, new).into_iter().chain(levels(self, new)) {
            add(part);
        }
        add(tripwire(&self.tripwire, &new.tripwire));
        add(gate_clocks(self, new));
        add(rest(&self.rest, &new.rest));
        if self.frees && new.frees {
            for it in &mut found {
                it.burden = it.burden.reversed();
            }
        }
        found
    }
}

/// How a promise binds each of several, in words.
const SHARES: [&str; 5] =
    ["all together or nobody", "one of a group", "each in its own part", "each of them", "each, though others fail"];

fn order(of: std::cmp::Ordering) -> Order {
    match of {
        std::cmp::Ordering::Less => Order::Up,
        std::cmp::Ordering::Equal => Order::Same,
        std::cmp::Ordering::Greater => Order::Down,
    }
}

/// How what brings something about changes: more is what opens more often.
pub(super) fn function(old: &GateFunction, new: &GateFunction) -> Move {
    if old == new {
        return Move::SAME;
    }
    if old.is_many() || new.is_many() {
        let always = GateFunction::always();
        return match () {
            () if old.is_never() || *new == always => Move::sure(Order::Up),
            () if new.is_never() || *old == always => Move::sure(Order::Down),
            () => Move::perhaps(Order::Unordered),
        };
    }
    // What both leave open in the same words is the same, whatever it is.
    let (before, after) = (old.players(), new.players());
    let open = |it: &Player| it.kind == PlayerKind::Open && !(before.contains(it) && after.contains(it));
    let (old_low, old_high) = (old.without(&open), old.given(&open));
    let (new_low, new_high) = (new.without(&open), new.given(&open));
    if old_high.implies(&new_low) {
        return Move { order: Order::Up, sure: !new_low.implies(&old_high) };
    }
    if new_high.implies(&old_low) {
        return Move { order: Order::Down, sure: !old_low.implies(&new_high) };
    }
    let sure = old_low == old_high && new_low == new_high;
    Move {
        sure,
        order: if old.implies(new) {
            Order::Up
        } else if new.implies(old) {
            Order::Down
        } else {
            Order::Mixed
        },
    }
}

/// Changes under several attacks, as one.
pub(super) fn together(moves: impl Iterator<Item = Move>) -> Move {
    moves.fold(Move::SAME, |all, it| match (all.order, it.order) {
        (_, Order::Same) => all,
        (Order::Same, _) => it,
        (one, other) if one == other => Move { order: one, sure: all.sure || it.sure },
        (Order::Unordered, _) => Move { order: it.order, sure: it.sure },
        (_, Order::Unordered) => all,
        _ => Move { order: Order::Mixed, sure: all.sure && it.sure },
    })
}

/// Who protects itself by its own act: the one who is attacked; where no attack is assumed, everybody who is protected.
pub(super) fn is_helped(attack: Option<&AttackName>, protected: &BTreeSet<String>, name: &str) -> bool {
    match attack {
        Some((_, Some(victim))) => victim == name,
        _ => protected.contains(name),
    }
}

fn gates(old: &ByAttack, new: &ByAttack, protected: &BTreeSet<String>) -> Part {
    let mut help = Vec::new();
    let mut all = Vec::new();
    let mut shown = None;
    for (attack, before) in old {
        let Some(after) = new.get(attack) else { continue };
        let (Some(before), Some(after)) = (before, after) else {
            if before != after {
                all.push(Move::perhaps(Order::Unordered));
                help.push(Move::perhaps(Order::Unordered));
            }
            continue;
        };
        let helped = |it: &Player| it.kind == PlayerKind::Actor && is_helped(attack.as_ref(), protected, &it.name);
        help.push(function(&before.given(&helped), &after.given(&helped)));
        all.push(function(before, after));
        if before != after && shown.is_none() {
            shown = Some((before.clone(), after.clone()));
        }
    }
    let words = |it: Option<&GateFunction>| it.map_or_else(String::new, gate_words);
    let mut part = Part::new(
        Dimension::Gate,
        together(help.into_iter()),
        words(shown.as_ref().map(|it| &it.0)),
        words(shown.as_ref().map(|it| &it.1)),
    );
    part.burden = together(all.into_iter());
    part.gate = shown;
    part
}

/// Who must act that something comes about, in words.
pub(super) fn gate_words(of: &GateFunction) -> String {
    match of.sets() {
        [] if of.is_many() => "requires one of very many sets of votes".to_owned(),
        [] => "nobody can bring it about".to_owned(),
        [only] if only.is_empty() => "no act is required".to_owned(),
        sets => {
            let one = |set: &BTreeSet<Player>| {
                let names: Vec<String> = set.iter().map(|it| readable(&it.name)).collect();
                crate::diagnostic::join_list(&names, "and")
            };
            let mut told: Vec<String> = sets.iter().take(4).map(one).collect();
            if sets.len() > told.len() {
                told.push(format!("{} further sets", sets.len() - told.len()));
            }
            format!("requires {}", told.join("; or "))
        }
    }
}

/// Whether one class of strength is at most another: a right and a duty to talk have no order.
fn at_most(one: Strength, other: Strength) -> bool {
    let talk = |it: Strength| matches!(it, Strength::Consult | Strength::SeekAction);
    let apart = one == Strength::Right && talk(other) || other == Strength::Right && talk(one);
    one <= other && !apart
}

fn strength(old: (Strength, Strength), new: (Strength, Strength)) -> Part {
    let words = |(low, high): (Strength, Strength)| {
        if low == high { low.title().to_owned() } else { format!("between {} and {}", low.title(), high.title()) }
    };
    let exact = old.0 == old.1 && new.0 == new.1;
    let moved = match () {
        () if old == new => Move::SAME,
        () if at_most(old.1, new.0) => Move { order: Order::Up, sure: old.1 != new.0 },
        () if at_most(new.1, old.0) => Move { order: Order::Down, sure: new.1 != old.0 },
        () if exact => Move::sure(Order::Unordered),
        () if at_most(old.0, new.0) && at_most(old.1, new.1) => Move::perhaps(Order::Up),
        () if at_most(new.0, old.0) && at_most(new.1, old.1) => Move::perhaps(Order::Down),
        () => Move::perhaps(Order::Unordered),
    };
    let weight = |it: Strength| if it == Strength::Right { -1 } else { it as i32 + 1 };
    let burden = match (weight(old.0).cmp(&weight(new.0)), weight(old.1).cmp(&weight(new.1))) {
        (one, other) if one == other => Move { order: order(one), sure: exact || moved.sure },
        (std::cmp::Ordering::Equal, other) | (other, std::cmp::Ordering::Equal) => Move::perhaps(order(other)),
        _ => Move::perhaps(Order::Unordered),
    };
    Part { burden, ..Part::new(Dimension::Strength, moved, words(old), words(new)) }
}

fn lasting(old: Lasting, new: Lasting) -> Part {
    let words = |it: Lasting| match it {
        Lasting::Indefinite => "without end".to_owned(),
        Lasting::For(minutes) => format!("for {}", Length::of_minutes(minutes)),
        Lasting::Open => "for a time that is left open".to_owned(),
    };
    let moved = match (old, new) {
        _ if old == new => Move::SAME,
        (Lasting::Open, Lasting::Indefinite) => Move::perhaps(Order::Up),
        (Lasting::Open, _) => Move::perhaps(Order::Unordered),
        (_, Lasting::Open) => Move::perhaps(Order::Down),
        (Lasting::For(one), Lasting::For(other)) => Move::sure(order(one.cmp(&other))),
        (Lasting::Indefinite, _) => Move::sure(Order::Down),
        (_, Lasting::Indefinite) => Move::sure(Order::Up),
    };
    Part::new(Dimension::Lasting, moved, words(old), words(new))
}

fn times(dimension: Dimension, old: &Time, new: &Time) -> Part {
    let words = |it: &Time| match it {
        Time::After(0) => "at once".to_owned(),
        Time::After(minutes) => format!("after {}", Length::of_minutes(*minutes)),
        Time::Unbounded => "at no set time".to_owned(),
        Time::Never => "never".to_owned(),
        Time::Open => "at a time that cannot be determined".to_owned(),
    };
    let rank = |it: &Time| match it {
        Time::After(minutes) => (2, std::cmp::Reverse(*minutes)),
        Time::Unbounded | Time::Open => (1, std::cmp::Reverse(0)),
        Time::Never => (0, std::cmp::Reverse(0)),
    };
    let moved = match (old, new) {
        _ if old == new => Move::SAME,
        (Time::Open, Time::Never) => Move::perhaps(Order::Down),
        (Time::Open, _) | (Time::Never, Time::Open) => Move::perhaps(Order::Up),
        (_, Time::Open) => Move::perhaps(Order::Down),
        _ => Move::sure(order(rank(old).cmp(&rank(new)))),
    };
    Part::new(dimension, moved, words(old), words(new))
}

/// A duty's own clock. One without a number is more than none, and not comparable with one that has a number.
fn clock(old: &Promise, new: &Promise) -> Part {
    let words = |it: &Promise| match (&it.prompt, it.own_clock) {
        (Some(words), _) => words.clone(),
        (None, Some(minutes)) => format!("within {}", Length::of_minutes(minutes)),
        (None, None) => "no time-limit that binds".to_owned(),
    };
    let timed = old.worst != new.worst || old.earliest != new.earliest;
    let moved = match (&old.prompt, &new.prompt) {
        // What the length of the clock does is told by when the duty is due.
        (one, other) if one == other && timed => Move::SAME,
        (one, other) if one == other => match (old.own_clock, new.own_clock) {
            (one, other) if one == other => Move::SAME,
            (Some(one), Some(other)) => Move::sure(order(other.cmp(&one))),
            (None, _) => Move::perhaps(Order::Up),
            _ => Move::perhaps(Order::Down),
        },
        (None, Some(_)) if old.own_clock.is_none() => Move::sure(Order::Up),
        (Some(_), None) if new.own_clock.is_none() => Move::sure(Order::Down),
        _ => Move::sure(Order::Unordered),
    };
    Part::new(Dimension::Clock, moved, words(old), words(new))
}

/// Clocks of gates that differ, where nothing else tells what that does.
fn gate_clocks(old: &Promise, new: &Promise) -> Part {
    let same = old.gate_clocks == new.gate_clocks
        || old.worst != new.worst
        || old.earliest != new.earliest
        || old.gates != new.gates;
    let found = rest(&old.gate_clocks, &new.gate_clocks);
    if same { Part { protect: Move::SAME, burden: Move::SAME, ..found } } else { found }
}

fn level_words(level: Option<&Level>, unit: &str) -> String {
    let Some(level) = level else { return format!("no figure for {}", readable(unit)) };
    let about = if level.approximate { "approximately " } else { "" };
    let each = if level.each { " each" } else { "" };
    format!("{about}{} {}{each}", canon::amount(level.thousandths), readable(unit)).trim_end().to_owned()
}

/// How one figure stands to another: more is more.
fn figures(old: Level, new: Level) -> Move {
    match (old.thousandths, new.thousandths) {
        _ if old == new => Move::SAME,
        (Some(_), None) => Move::perhaps(Order::Down),
        (None, _) => Move::perhaps(Order::Unordered),
        _ if old.each != new.each => Move::perhaps(Order::Unordered),
        (Some(one), Some(other)) if one == other => Move::perhaps(Order::Unordered),
        (Some(one), Some(other)) => {
            let sure = !old.approximate && !new.approximate;
            Move { order: order(one.cmp(&other)), sure }
        }
    }
}

fn amounts(old: &Promise, new: &Promise) -> Vec<Part> {
    let units: BTreeSet<&String> = old.amounts.keys().chain(new.amounts.keys()).collect();
    let part = |unit: &String| {
        let (before, after) = (old.amounts.get(unit), new.amounts.get(unit));
        let moved = match (before, after) {
            (Some(one), Some(other)) => figures(*one, *other),
            (None, _) => Move::sure(Order::Up),
            _ => Move::sure(Order::Down),
        };
        Part::new(Dimension::Amount, moved, level_words(before, unit), level_words(after, unit))
    };
    units.into_iter().map(part).collect()
}

/// Levels of forces. Of a limit, a lower ceiling weighs more; of a force that may come, a higher one.
fn levels(old: &Promise, new: &Promise) -> Vec<Part> {
    let keys: BTreeSet<&(bool, String)> = old.levels.keys().chain(new.levels.keys()).collect();
    let limits = old.restrains && new.restrains;
    let part = |key: &(bool, String)| {
        let (before, after) = (old.levels.get(key), new.levels.get(key));
        let reversed = limits && key.0;
        let moved = match (before, after) {
            (Some(one), Some(other)) => {
                let moved = figures(*one, *other);
                if reversed && one.thousandths.is_some() && other.thousandths.is_some() {
                    moved.reversed()
                } else {
                    moved
                }
            }
            // A force without a ceiling may have any size; what no limit limits is free.
            (None, _) if limits || !key.0 => Move::sure(Order::Up),
            (None, _) => Move::perhaps(Order::Down),
            (_, None) if limits || !key.0 => Move::sure(Order::Down),
            _ => Move::perhaps(Order::Unordered),
        };
        let unit = format!("{} {}", if key.0 { "at most" } else { "at least" }, key.1);
        let words = |it: Option<&Level>| match it {
            Some(_) => format!("{} {}", if key.0 { "at most" } else { "at least" }, level_words(it, &key.1)),
            None => level_words(None, &unit),
        };
        Part::new(Dimension::Level, moved, words(before), words(after))
    };
    keys.into_iter().map(part).collect()
}

fn tripwire(old: &Tripwire, new: &Tripwire) -> Part {
    let words = |it: &Tripwire| match it {
        Tripwire::Unsaid => "not said".to_owned(),
        Tripwire::Nothing => "nothing".to_owned(),
        Tripwire::Opens(name) => format!("`{}`", readable(name)),
    };
    let moved = match (old, new) {
        _ if old == new => Move::SAME,
        (Tripwire::Nothing, Tripwire::Opens(_)) => Move::sure(Order::Up),
        (Tripwire::Opens(_), Tripwire::Nothing) => Move::sure(Order::Down),
        (Tripwire::Opens(_), Tripwire::Opens(_)) => Move::sure(Order::Unordered),
        (Tripwire::Unsaid, Tripwire::Nothing) | (Tripwire::Opens(_), Tripwire::Unsaid) => Move::perhaps(Order::Down),
        _ => Move::perhaps(Order::Up),
    };
    Part::new(Dimension::Tripwire, moved, words(old), words(new))
}

fn rest(old: &BTreeSet<String>, new: &BTreeSet<String>) -> Part {
    let words = |one: &BTreeSet<String>, other: &BTreeSet<String>| {
        let own: Vec<String> = one.difference(other).map(|it| readable(it)).collect();
        if own.is_empty() { "nothing of the kind".to_owned() } else { own.join("; ") }
    };
    let moved = if old == new { Move::SAME } else { Move::sure(Order::Unordered) };
    Part::new(Dimension::Rest, moved, words(old, new), words(new, old))
}

fn reach(old: &Promise, new: &Promise, frame: &Frame<'_>) -> Part {
    let keys: BTreeSet<_> = old.reach.keys().chain(new.reach.keys()).collect();
    let own = "its territory";
    let mut steps = Vec::new();
    let mut told = Vec::new();
    for key in keys {
        let (attack, area, event) = key;
        // A place that one text alone tells apart is, in the other, a part of the territory.
        let said = |at: usize, of: &Promise| {
            let known = frame.areas[at].contains(area);
            let place = if known { area.clone() } else { own.to_owned() };
            let said = of.reach.get(&(attack.clone(), place, event.clone())).copied();
            (said.unwrap_or(TextualAnswer::No), known)
        };
        let ((before, here), (after, there)) = (said(0, old), said(1, new));
        if before == after {
            continue;
        }
        let sure = here && there && before != TextualAnswer::Unsaid && after != TextualAnswer::Unsaid;
        steps.push(Move { order: order(before.cmp(&after)), sure });
        let shown = (readable(area), event.clone(), before, after);
        if !told.contains(&shown) {
            told.push(shown);
        }
    }
    let moved = together(steps.into_iter());
    let mut part = Part::new(Dimension::Reach, moved, String::new(), String::new());
    part.reach = told;
    part
}
