//! A difference in the English of treaties.

use super::shape::DiffPlay;
use crate::analysis::coverage::TextualAnswer;
use crate::analysis::effects::{
    Difference, DifferenceKind, Dimension, GateFunction, Order, Part, Player, PlayerKind, PromisedAct, readable,
};
use crate::diagnostic::{capital, join_list};
use crate::report::analysis_report::describer::what;
use std::collections::BTreeSet;

/// So many things of a list are written out.
const MOST: usize = 8;

fn list(of: &[String]) -> String {
    if of.len() <= MOST {
        return join_list(of, "and");
    }
    format!("{} and {} more", of[..MOST].join(", "), of.len() - MOST)
}

fn distinct(of: impl Iterator<Item = String>) -> Vec<String> {
    let mut found = Vec::new();
    for it in of {
        if !found.contains(&it) {
            found.push(it);
        }
    }
    found
}

/// What is owed, in words.
pub(super) fn acts(of: &Difference) -> Vec<String> {
    distinct(of.keys.iter().map(|it| match &it.act {
        PromisedAct::Help => "help".to_owned(),
        PromisedAct::Measure(name) => name.clone(),
        PromisedAct::Do(words) => format!("to {}", readable(words)),
        PromisedAct::Refrain(words) => readable(words),
        PromisedAct::Regime(kind, name) => match readable(name) {
            name if name == *kind => (*kind).to_owned(),
            name => format!("the {kind} `{name}`"),
        },
    }))
}

fn bearers(of: &Difference) -> Vec<String> {
    distinct(of.keys.iter().map(|it| it.bearer.clone()))
}

fn to(of: &Difference) -> Vec<String> {
    of.keys.first().map(|it| it.to.iter().cloned().collect()).unwrap_or_default()
}

/// What a difference is about: `Help and weapons of FRA and GBR for UKR`.
fn subject(of: &Difference) -> String {
    match &of.nature {
        DifferenceKind::Form => "The text".to_owned(),
        DifferenceKind::Power(power, cite) if cite.is_empty() => format!("Who decides whether {}", what(*power, false)),
        DifferenceKind::Power(power, cite) => format!("{cite}, who decides whether {}", what(*power, false)),
        DifferenceKind::Exit(kind) => capital(kind),
        DifferenceKind::Party(name) => name.clone(),
        DifferenceKind::Undetermined(cite) => cite.clone(),
        DifferenceKind::Gone | DifferenceKind::New | DifferenceKind::Changed => {
            let whom = to(of);
            let whom = if whom.is_empty() { String::new() } else { format!(" for {}", list(&whom)) };
            let is_act = of.keys.iter().all(|it| matches!(it.act, PromisedAct::Help | PromisedAct::Measure(_)));
            let (acts, bearers) = (list(&acts(of)), list(&bearers(of)));
            if is_act { format!("{} of {bearers}{whom}", capital(&acts)) } else { format!("{bearers}, {acts}") }
        }
    }
}

/// A difference in a sentence.
pub(super) fn sentence(of: &Difference) -> String {
    match &of.nature {
        DifferenceKind::Gone | DifferenceKind::New => presence(of),
        _ => {
            let points = points(of);
            let first = points.first().cloned().unwrap_or_else(|| "it differs".to_owned());
            format!("{}: {first}.", subject(of))
        }
    }
}

/// The further points of a difference.
pub(super) fn details(of: &Difference) -> Vec<String> {
    points(of).into_iter().skip(1).map(|it| format!("{}.", capital(&it))).collect()
}

/// That something is owed no longer, or is owed now.
fn presence(of: &Difference) -> String {
    let gone = of.nature == DifferenceKind::Gone;
    let now = if gone { "no longer" } else { "now" };
    let all = bearers(of);
    let one = all.len() == 1;
    let (bearers, acts, whom) = (list(&all), acts(of), to(of));
    let class = of.parts.first().map(|it| if gone { it.old.as_str() } else { it.new.as_str() }).unwrap_or_default();
    let is = if one { "is" } else { "are" };
    let first = &of.keys[0].act;
    let whom_words = if whom.is_empty() { String::new() } else { format!(" {}", list(&whom)) };
    match first {
        PromisedAct::Help | PromisedAct::Measure(_) => match class {
            "a right" => format!("{bearers} may {now} give{whom_words} {}.", list(&acts)),
            "an expectation" => format!("{bearers} {is} {now} expected to give{whom_words} {}.", list(&acts)),
            "cannot be determined" => format!(
                "{bearers} {now} {}{whom_words} {}; whether that binds cannot be determined.",
                if one { "promises" } else { "promise" },
                list(&acts)
            ),
            _ => format!("{bearers} {now} {}{whom_words} {}.", if one { "owes" } else { "owe" }, list(&acts)),
        },
        PromisedAct::Do(_) => match class {
            "a right" => format!("{bearers} {is} {now} entitled {}.", list(&acts)),
            "an expectation" => format!("{bearers} {is} {now} expected {}.", list(&acts)),
            _ => format!("{bearers} {is} {now} bound {}.", list(&acts)),
        },
        PromisedAct::Refrain(_) => format!("{bearers} {is} {now} bound {}.", list(&acts)),
        PromisedAct::Regime(..) => {
            let how = if gone { "No longer applicable" } else { "Now applicable" };
            format!("{how} to {bearers}: {}.", list(&acts))
        }
    }
}

/// What differs, point by point, each a clause without a full stop.
fn points(of: &Difference) -> Vec<String> {
    of.parts.iter().flat_map(|it| point(of, it)).collect()
}

fn point(of: &Difference, part: &Part) -> Vec<String> {
    let (old, new) = (readable(&part.old), readable(&part.new));
    let one = |words: String| vec![words];
    match part.dimension {
        Dimension::Gate => gate(of, part),
        Dimension::Reach => reach(part),
        Dimension::Presence => match &of.nature {
            DifferenceKind::Party(_) => one(format!("{new}; before, {old}")),
            _ => Vec::new(),
        },
        Dimension::Strength if of.nature == DifferenceKind::Form => one(format!("it is {new}; it was {old}")),
        Dimension::Strength => one(format!("it is {new}; it was {old}")),
        Dimension::Share => one(format!("it binds {new}; it bound {old}")),
        Dimension::Lasting if matches!(of.nature, DifferenceKind::Exit(_)) => one(format!("{new}; before, {old}")),
        Dimension::Lasting => one(format!("it holds {new}; it held {old}")),
        Dimension::Earliest => one(format!("at the earliest it is due {new}; before, {old}")),
        Dimension::Worst => one(format!("in the worst case it is due {new}; before, {old}")),
        Dimension::Clock => {
            let apart = if part.protect.order == Order::Unordered { "; the two are not comparable" } else { "" };
            one(format!("its time-limit: {new}; before, {old}{apart}"))
        }
        Dimension::Amount | Dimension::Level => one(format!("{new} in place of {old}")),
        Dimension::Tripwire => one(format!("an attack on the force opens: {new}; before: {old}")),
        Dimension::Rest if matches!(of.nature, DifferenceKind::Undetermined(_)) => {
            let quoted = |it: &str| if it.is_empty() { "nothing".to_owned() } else { format!("“{it}”") };
            one(format!("{} in place of {}; the effect cannot be determined", quoted(&new), quoted(&old)))
        }
        Dimension::Rest => {
            one(format!("its other terms differ, and there is no order between them: {new}; before: {old}"))
        }
    }
}

/// Players by name; a sole bearer as `the bearer itself` where several stand together.
fn named(of: &Difference, players: &BTreeSet<&Player>) -> (Vec<String>, Vec<String>) {
    let bearers = bearers(of);
    let (mut actors, mut conditions) = (Vec::new(), Vec::new());
    for it in players {
        match it.kind {
            PlayerKind::Actor if bearers.len() > 1 && bearers.first() == Some(&it.name) => {
                actors.push("the bearer itself".to_owned());
            }
            PlayerKind::Actor | PlayerKind::Organ => actors.push(it.name.clone()),
            PlayerKind::Condition | PlayerKind::Open => conditions.push(readable(&it.name)),
        }
    }
    (actors, conditions)
}

/// Those who stop the duties of each other, where several bearers stand together and one of them is looked at: in the other
/// text that one stops its own duty alone.
fn others(of: &Difference, players: &[String], still: &BTreeSet<&Player>) -> Vec<String> {
    let bearers = bearers(of);
    let Some(first) = bearers.first().filter(|_| bearers.len() > 1) else { return Vec::new() };
    let another = |it: &String| it != first && bearers.contains(it);
    if !players.iter().any(another) || still.iter().any(|it| another(&it.name)) {
        return Vec::new();
    }
    let mut all: Vec<String> = players.iter().filter(|it| *it != "the bearer itself").cloned().collect();
    if !all.contains(first) && still.iter().any(|it| it.name == *first) {
        all.push(first.clone());
    }
    all.sort_unstable();
    all
}

/// What a difference is decided to be: a duty arises, a power is used.
fn arises(of: &Difference) -> &'static str {
    if of.restrains {
        "apply"
    } else if matches!(of.nature, DifferenceKind::Power(..)) {
        "come about"
    } else {
        "arise"
    }
}

fn gate(of: &Difference, part: &Part) -> Vec<String> {
    let Some((old, new)) = &part.gate else {
        return vec!["who must act for it cannot be compared: there are too many ways".to_owned()];
    };
    if matches!(of.nature, DifferenceKind::Power(..)) && part.old.is_empty() {
        return vec![format!("it {}; the earlier text is silent", readable(&part.new))];
    }
    if matches!(of.nature, DifferenceKind::Power(..)) && part.new.is_empty() {
        return vec![format!("the text is silent; before, it {}", readable(&part.old))];
    }
    let (before, after) = (old.lone_blockers(), new.lone_blockers());
    let gained: BTreeSet<&Player> = after.difference(&before).copied().collect();
    let lost: BTreeSet<&Player> = before.difference(&after).copied().collect();
    let mut found = Vec::new();
    if new.is_never() {
        return vec![format!("it can no longer {}, whatever anybody does", arises(of))];
    }
    if old.is_never() {
        found.push(format!("it can now {}; before, nobody could bring it about", arises(of)));
    }
    let ((gained, on), (lost, off)) = (named(of, &gained), named(of, &lost));
    let alone = |it: &[String], still: &BTreeSet<&Player>, can: &str| {
        let others = others(of, it, still);
        match it {
            _ if !others.is_empty() => {
                format!("each of {} {can} prevent the obligation of another", list(&others))
            }
            [one] => format!("{one} {can} prevent it alone"),
            several => format!("each of {} {can} prevent it alone", list(several)),
        }
    };
    if !gained.is_empty() {
        found.push(alone(&gained, &before, "can now"));
    }
    if !lost.is_empty() && !old.is_never() {
        found.push(alone(&lost, &after, "can no longer"));
    }
    if !on.is_empty() {
        found.push(format!("it now depends on {}, which no actor is designated to determine", list(&on)));
    }
    if !off.is_empty() {
        found.push(format!("it no longer depends on {}", list(&off)));
    }
    if found.is_empty() {
        found.extend(combinations(of, part, old, new));
    }
    found
}

/// Who must act together, where nobody gains or loses a veto.
fn combinations(of: &Difference, part: &Part, old: &GateFunction, new: &GateFunction) -> Vec<String> {
    if old.sets().len().max(new.sets().len()) <= 3 && !old.is_many() && !new.is_many() {
        return vec![format!("it {}; before, it {}", readable(&part.new), readable(&part.old))];
    }
    let (before, after) = (old.players(), new.players());
    let (joined, _) = named(of, &after.difference(&before).copied().collect());
    let (left, _) = named(of, &before.difference(&after).copied().collect());
    let has = |it: &[String]| if it.len() == 1 { "has" } else { "have" };
    let mut found = Vec::new();
    if !joined.is_empty() {
        found.push(format!("{} now {} a part in it", list(&joined), has(&joined)));
    }
    if !left.is_empty() {
        found.push(format!("{} no longer {} a part in it", list(&left), has(&left)));
    }
    let least = |of: &GateFunction| of.sets().iter().map(BTreeSet::len).min();
    match (least(old), least(new)) {
        (Some(one), Some(other)) if one != other => {
            found.push(format!("at least {other} must act together; before, {one}"));
        }
        _ if found.is_empty() => found.push("other combinations of actors bring it about".to_owned()),
        _ => {}
    }
    found
}

/// What was answered, and what is.
type Answers = (TextualAnswer, TextualAnswer);

/// Areas, each with its events.
type AreaEvents = Vec<(String, Vec<String>)>;

fn reach(part: &Part) -> Vec<String> {
    let mut groups: Vec<(Answers, AreaEvents)> = Vec::new();
    for (area, event, before, after) in &part.reach {
        let at = groups.iter().position(|it| it.0 == (*before, *after)).unwrap_or_else(|| {
            groups.push(((*before, *after), Vec::new()));
            groups.len() - 1
        });
        let areas = &mut groups[at].1;
        match areas.iter_mut().find(|it| it.0 == *area) {
            Some(known) => known.1.push(event.clone()),
            None => areas.push((area.clone(), vec![event.clone()])),
        }
    }
    let mut found = Vec::new();
    for ((before, after), areas) in groups {
        let mut joined: Vec<(Vec<String>, Vec<String>)> = Vec::new();
        for (area, events) in areas {
            match joined.iter_mut().find(|it| it.1 == events) {
                Some(known) => known.0.push(area),
                None => joined.push((vec![area], events)),
            }
        }
        for (areas, events) in joined {
            let (areas, events) = (list(&areas), list(&events));
            found.push(match (before, after) {
                (_, TextualAnswer::Yes) if before == TextualAnswer::No => format!("it now answers {events} in {areas}"),
                (_, TextualAnswer::Yes) => format!("it now answers {events} in {areas}; that could not be determined"),
                (TextualAnswer::Yes, TextualAnswer::No) => format!("it no longer answers {events} in {areas}"),
                (_, TextualAnswer::No) => {
                    format!("it does not answer {events} in {areas}; that could not be determined")
                }
                (TextualAnswer::Yes, _) => {
                    format!("whether it answers {events} in {areas} can no longer be determined; it did")
                }
                _ => format!("whether it answers {events} in {areas} cannot be determined; it did not"),
            });
        }
    }
    found
}

/// Acts under which one text gives something and the other does not.
pub(super) fn plays(of: &Difference) -> Vec<DiffPlay> {
    let mut found = Vec::new();
    for (old, new) in of.parts.iter().filter_map(|it| it.gate.as_ref()) {
        let (before, after) = (old.lone_blockers(), new.lone_blockers());
        let gained: BTreeSet<&Player> = after.difference(&before).copied().collect();
        let lost: BTreeSet<&Player> = before.difference(&after).copied().collect();
        let actor =
            |of: &BTreeSet<&Player>| of.iter().find(|it| it.kind == PlayerKind::Actor).map(|it| it.name.clone());
        let without = |it: String| format!("{it} obstructs, and everybody else cooperates");
        let (yes, no) = outcome(of);
        if let Some(it) = actor(&gained).filter(|_| !old.is_never()) {
            found.push(DiffPlay { acts: without(it), old: yes, new: no });
        } else if let Some(it) = actor(&lost).filter(|_| !new.is_never()) {
            found.push(DiffPlay { acts: without(it), old: no, new: yes });
        } else {
            found.extend(opening(old, new).map(|acts| DiffPlay { acts, old: yes, new: no }));
            found.extend(opening(new, old).map(|acts| DiffPlay { acts, old: no, new: yes }));
        }
    }
    found.dedup();
    found
}

/// The least that opens one function and not another, in words.
fn opening(one: &GateFunction, other: &GateFunction) -> Option<String> {
    let set = one.beyond(other)?;
    let actors: Vec<String> = set.iter().filter(|it| it.kind == PlayerKind::Actor).map(|it| it.name.clone()).collect();
    let rest: Vec<String> = set.iter().filter(|it| it.kind != PlayerKind::Actor).map(|it| readable(&it.name)).collect();
    let act = match &actors[..] {
        [] => "nobody acts".to_owned(),
        [one] => format!("{one} alone acts, and everybody else obstructs"),
        several => format!("{} act, and everybody else obstructs", list(several)),
    };
    Some(if rest.is_empty() { act } else { format!("{act}; {} holds", list(&rest)) })
}

fn outcome(of: &Difference) -> (&'static str, &'static str) {
    match (&of.nature, of.restrains) {
        (DifferenceKind::Power(..), _) => ("it comes about", "it does not come about"),
        (_, true) => ("it applies", "it does not apply"),
        _ => ("the obligation arises", "no obligation arises"),
    }
}

/// Who can keep alone what it could not before.
pub(super) fn new_blockers(of: &Difference) -> Vec<String> {
    let mut found = Vec::new();
    for (old, new) in of.parts.iter().filter_map(|it| it.gate.as_ref()) {
        let before = old.lone_blockers();
        let after = new.lone_blockers();
        let gained: Vec<String> =
            after.difference(&before).filter(|it| it.kind == PlayerKind::Actor).map(|it| it.name.clone()).collect();
        // Where several bearers stand together, what one can do to another, each can.
        found.extend(others(of, &gained, &before));
        found.extend(gained);
    }
    found.sort_unstable();
    found.dedup();
    found
}

/// Whether something comes later, or at no set time any more.
pub(super) fn slower(of: &Difference) -> bool {
    of.parts
        .iter()
        .any(|it| matches!(it.dimension, Dimension::Worst | Dimension::Earliest) && it.protect.order == Order::Down)
}
