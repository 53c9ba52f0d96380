//! A condition in drafters' words: "only where the text of RUS is adopted in article 5".

use super::{Disjunct, Literal, PresenceCondition, Visited};
use crate::diagnostic::join_list;
use crate::model::{BracketContent, BracketText, Brackets, Choice};
use crate::syntax::ast::BracketId;
use crate::syntax::passage::{beginning_on_one_line, in_backticks};
use rustc_hash::{FxHashMap, FxHashSet};

/// So many of the things that a proposal declares are named.
const NAMED: usize = 8;

/// So long may a text be that is quoted, in characters.
const QUOTED: usize = 40;

pub(super) fn told(visited: &Visited<'_>, condition: &PresenceCondition) -> String {
    if condition.brackets.is_empty() {
        return "in every reading".to_owned();
    }
    let Some(formula) = &condition.formula else {
        let count = condition.brackets.len();
        return format!("{}; it depends on {count} brackets", share(visited, condition));
    };
    let said = clause(visited, formula);
    let single = matches!(&formula.terms[..], [term] if term.len() == 1);
    match (formula.negated, single) {
        (true, _) => said,
        (false, true) => format!("only {said}"),
        // A share of what was picked says nothing of the draft.
        (false, false) if !visited.exhaustive => said,
        (false, false) => format!("{said}: {}", share(visited, condition)),
    }
}

/// A formula as a clause of a sentence: "where TUR is not retained".
pub(super) fn clause(visited: &Visited<'_>, formula: &Disjunct) -> String {
    let said = formula_words(visited, formula);
    if formula.negated { format!("everywhere but {said}") } else { said }
}

/// A choice in a bracket, as such a clause.
pub(super) fn chosen(visited: &Visited<'_>, bracket: usize, choice: Choice) -> String {
    let mut others = visited.brackets.all[bracket].choices();
    others.retain(|it| *it != choice);
    format!("where {}", literal_words(visited, &Literal { bracket, choices: vec![choice], others }))
}

/// `4 of 16 readings`
fn share(visited: &Visited<'_>, condition: &PresenceCondition) -> String {
    format!("{} of {} readings", condition.holds, visited.readings.len())
}

fn formula_words(visited: &Visited<'_>, formula: &Disjunct) -> String {
    let terms: Vec<String> = formula.terms.iter().map(|it| format!("where {}", term(visited, it))).collect();
    terms.join(", or ")
}

fn term(visited: &Visited<'_>, literals: &[Literal]) -> String {
    let mut parts: Vec<String> = literals.iter().map(|it| literal_words(visited, it)).collect();
    // "where BLR is retained and TUR is not", "where neither BLR nor TUR is retained"
    let subjects =
        |ending: &str| parts.iter().map(|it| it.strip_suffix(ending).map(str::to_owned)).collect::<Option<Vec<_>>>();
    if parts.len() == 2 {
        if let Some(both) = subjects(" is not retained") {
            return format!("neither {} is retained", both.join(" nor "));
        }
        if let Some(both) = subjects(" is retained") {
            return format!("{} are retained", both.join(" and "));
        }
    }
    let mut kept = false;
    for part in &mut parts {
        if kept && let Some(short) = part.strip_suffix(" is not retained") {
            *part = format!("{short} is not");
        }
        kept |= part.ends_with(" is retained");
    }
    join_list(&parts, "and")
}

fn literal_words(visited: &Visited<'_>, literal: &Literal) -> String {
    let bracket = &visited.brackets.all[literal.bracket];
    let stands = |choices: &[Choice]| choices.iter().all(|it| it.taken().is_some());
    if stands(&literal.choices) {
        return taken(visited, bracket, &literal.choices, true);
    }
    if stands(&literal.others) {
        return taken(visited, bracket, &literal.others, false);
    }
    // The rest is about a proposal within another text: it is left out, and that text stands.
    let outer = bracket.within.map(|(id, at)| {
        let around = visited.brackets.get(id);
        move |yes| taken(visited, around, &[Choice::take(at)], yes)
    });
    let Some(outer) = outer else { return taken(visited, bracket, &literal.others, false) };
    let inner = |yes| taken(visited, bracket, &[Choice::take(0)], yes);
    if literal.choices.contains(&Choice::Out) {
        format!("{} and {}", outer(true), inner(false))
    } else {
        format!("either {}, or {}", outer(false), inner(true))
    }
}

/// That one of these texts is taken, or none of them.
fn taken(visited: &Visited<'_>, bracket: &BracketText<'_>, choices: &[Choice], yes: bool) -> String {
    let texts: Vec<usize> = choices.iter().filter_map(|it| it.taken()).collect();
    let place = bracket.place.as_ref().map_or_else(String::new, |it| format!(" in {}", it.in_sentence()));
    let not = if yes { "" } else { " not" };
    if bracket.is_insertion() && bracket.held != BracketContent::Modal {
        let (subject, many) = proposal(visited, bracket);
        let verb = if many { "are" } else { "is" };
        // What is declared is known by its name, wherever it stands.
        let place = if bracket.alternatives[0].names.is_empty() { place.as_str() } else { "" };
        return if place.is_empty() {
            format!("{subject} {verb}{not} retained")
        } else {
            format!("{subject} {verb}{not} retained{place}")
        };
    }
    let subjects: Vec<String> = texts.iter().map(|at| text(visited, bracket, *at)).collect();
    let subject = if let [first, rest @ ..] = &subjects[..]
        && let Some(rest) = rest.iter().map(|it| it.strip_prefix("the text ")).collect::<Option<Vec<_>>>()
        && !rest.is_empty()
    {
        format!("{first} or {}", rest.join(" or "))
    } else {
        subjects.join(" or ")
    };
    format!("{subject} is{not} adopted{place}")
}

/// What a proposal would insert, and whether that is several things.
fn proposal(visited: &Visited<'_>, bracket: &BracketText<'_>) -> (String, bool) {
    let alternative = &bracket.alternatives[0];
    if !alternative.names.is_empty() {
        let known = |name: &String| {
            let plain = name.starts_with(char::is_uppercase) || name.contains(' ');
            if plain { name.clone() } else { format!("`{name}`") }
        };
        // A bracket may hold most of a draft, and is named with every finding in it.
        let mut names: Vec<String> = alternative.names.iter().take(NAMED).map(known).collect();
        let more = alternative.names.len() - names.len();
        if more > 0 {
            names.push(format!("{more} more"));
            return (join_list(&names, "and"), true);
        }
        return (join_list(&names, "and"), names.len() > 1);
    }
    if let Some(words) = quoted(visited, bracket, 0, QUOTED) {
        return (words, false);
    }
    let subject = match &alternative.who[..] {
        [] => quoted(visited, bracket, 0, usize::MAX).unwrap_or_else(|| "the proposal".to_owned()),
        who => format!("the proposal of {}", who.join(", ")),
    };
    (subject, false)
}

/// One of rival texts: by whose it is, or by its words.
fn text(visited: &Visited<'_>, bracket: &BracketText<'_>, at: usize) -> String {
    let alternative = &bracket.alternatives[at];
    let words = || quoted(visited, bracket, at, usize::MAX);
    if alternative.who.is_empty() {
        return words().unwrap_or_else(|| "nothing".to_owned());
    }
    let noun = if bracket.interpretation { "reading" } else { "text" };
    let said = format!("the {noun} of {}", alternative.who.join(", "));
    let namesakes = visited.namesakes.get_or_init(|| namesakes(visited.brackets));
    if namesakes.contains(&(bracket.id, at)) {
        return format!("{said} ({})", words().unwrap_or_else(|| "nothing".to_owned()));
    }
    said
}

/// Texts that are not told by whose they are, since another bracket of the place has one of the same.
pub(super) type Namesakes = FxHashSet<(BracketId, usize)>;

fn namesakes(brackets: &Brackets<'_>) -> Namesakes {
    let mut known: FxHashMap<_, Vec<(BracketId, usize)>> = FxHashMap::default();
    for bracket in brackets.all.iter().filter(|it| !it.is_insertion()) {
        for (at, text) in bracket.alternatives.iter().enumerate() {
            known.entry((&bracket.place, &text.who, bracket.interpretation)).or_default().push((bracket.id, at));
        }
    }
    let several = |texts: &&Vec<(BracketId, usize)>| texts.iter().any(|it| it.0 != texts[0].0);
    known.values().filter(several).flatten().copied().collect()
}

/// The words of a text, if they are no more than so many; longer ones are cut, if there is no bound.
fn quoted(visited: &Visited<'_>, bracket: &BracketText<'_>, at: usize, most: usize) -> Option<String> {
    let enough = if most == usize::MAX { QUOTED } else { most.max(QUOTED) };
    let words = beginning_on_one_line(bracket.alternatives[at].words.of(visited.text), enough);
    let length = words.chars().count();
    if words.is_empty() || length > most {
        return None;
    }
    Some(in_backticks(&words, QUOTED))
}
