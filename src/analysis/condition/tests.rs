//! Conditions are exact, and none is shorter: shown by trying all.

use super::*;
use crate::model::{Visits, Which};
use crate::source::FileId;
use crate::syntax;

/// Three brackets side by side.
const THREE: &str = "party UKR \"Ukraine\"
[ RUS: party BLR \"Belarus\" ]
[ UKR: party TUR \"Türkiye\" ]
article 5 { trigger it { [ RUS: decided by unanimity of parties | UKR: decided by each of parties ] } }";

/// A bracket of three texts beside one of two.
const WIDE: &str = "party UKR \"Ukraine\"
trigger it { decided by [ RUS: unanimity of parties | UKR: each of parties | USA: majority of parties ] }
[ UKR: party TUR \"Türkiye\" ]";

/// Brackets within one text of another.
const NESTED: &str = "party UKR \"Ukraine\"
[ RUS: obligation it { UKR shall inform RUS within [ 1 day | 2 days ] } | UKR: obligation other { UKR shall inform USA } ]
[ UKR: party TUR \"Türkiye\" ]";

/// The readings of a draft, all or those that `which` names.
fn visiting(text: &str, which: &Which, ask: impl FnOnce(&Visited<'_>)) {
    let parsed = syntax::parse(FileId(0), text);
    assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
    let brackets = Brackets::of(text, &parsed.draft);
    let visits = Visits::plan(&brackets, which, 1_000).expect("few readings");
    ask(&Visited::new(text, &brackets, &visits.readings, visits.is_exhaustive()));
}

/// Every set of readings, as far as they are few.
fn sets(readings: usize) -> impl Iterator<Item = ReadingSet> {
    (1_u32..1 << readings).map(move |bits| {
        let mut set = ReadingSet::default();
        (0..readings).filter(|it| bits >> it & 1 == 1).for_each(|it| set.insert(it));
        set
    })
}

fn meets(literal: &Literal, reading: &Reading) -> bool {
    literal.choices.contains(&reading.choices()[literal.bracket])
}

/// The readings that a formula describes.
fn described(visited: &Visited<'_>, formula: &Disjunct) -> ReadingSet {
    let mut set = ReadingSet::default();
    for (number, reading) in visited.readings.iter().enumerate() {
        let holds = formula.terms.iter().any(|term| term.iter().all(|it| meets(it, reading)));
        if holds != formula.negated {
            set.insert(number);
        }
    }
    set
}

fn length(formula: &Disjunct) -> (usize, usize) {
    (formula.terms.len(), formula.terms.iter().map(Vec::len).sum())
}

/// Every term over the brackets of a draft, with the readings that it describes and how much it says.
fn all_terms(visited: &Visited<'_>) -> Vec<(u64, usize)> {
    let brackets = visited.brackets.all.len();
    let choices: Vec<Vec<Choice>> = (0..brackets)
        .map(|bracket| {
            let mut choices: Vec<_> = visited.readings.iter().map(|it| it.choices()[bracket]).collect();
            choices.sort_unstable();
            choices.dedup();
            choices
        })
        .collect();
    let mut terms = vec![(u64::MAX >> (64 - visited.readings.len()), 0)];
    for (bracket, choices) in choices.iter().enumerate() {
        let mut wider = Vec::new();
        for (described, said) in terms {
            for mask in 1_u32..1 << choices.len() {
                let lets = |reading: &Reading| {
                    let place = choices.iter().position(|it| *it == reading.choices()[bracket]).expect("a choice");
                    mask >> place & 1 == 1
                };
                let mut bits = 0;
                for (number, reading) in visited.readings.iter().enumerate() {
                    bits |= u64::from(lets(reading)) << number;
                }
                wider.push((described & bits, said + usize::from(mask != (1 << choices.len()) - 1)));
            }
        }
        terms = wider;
    }
    terms
}

/// Whether some formula with so many terms that say less than `literals` describes a set.
fn shorter_exists(terms: &[(u64, usize)], wanted: u64, count: usize, literals: usize) -> bool {
    if count == 0 {
        return wanted == 0;
    }
    terms.iter().any(|(bits, said)| {
        *said < literals && bits & !wanted == 0 && {
            let rest: Vec<(u64, usize)> = terms.iter().copied().filter(|(it, _)| it & !wanted == 0).collect();
            covers(&rest, *bits, *said, wanted, count - 1, literals)
        }
    })
}

fn covers(terms: &[(u64, usize)], bits: u64, said: usize, wanted: u64, count: usize, literals: usize) -> bool {
    if count == 0 {
        return bits == wanted && said < literals;
    }
    terms.iter().any(|(more, description)| {
        said + description < literals && covers(terms, bits | more, said + description, wanted, count - 1, literals)
    })
}

fn bits(set: &ReadingSet, readings: usize) -> u64 {
    (0..readings).filter(|it| set.contains(*it)).fold(0, |bits, it| bits | 1 << it)
}

#[test]
fn a_condition_is_exact_and_none_is_shorter() {
    for text in [THREE, WIDE, NESTED] {
        visiting(text, &Which::All, |visited| {
            let count = visited.readings.len();
            assert!(visited.exhaustive && (6..=9).contains(&count), "{count}");
            let terms = all_terms(visited);
            let all = u64::MAX >> (64 - count);
            for set in sets(count) {
                let condition = visited.condition(&set);
                if set.len() == count {
                    assert_eq!(visited.told(&condition).words, "in every reading");
                    continue;
                }
                let formula = condition.formula.as_ref().expect("few brackets");
                assert_eq!(bits(&described(visited, formula), count), bits(&set, count), "{formula:?}");
                assert_fewest(visited, &set, &condition.brackets);
                // Neither what it says nor what it denies can be said with fewer terms, or with as many that say less.
                let (number, said) = length(formula);
                let own = bits(&set, count);
                for wanted in [own, all & !own] {
                    for fewer in 1..number {
                        assert!(!shorter_exists(&terms, wanted, fewer, usize::MAX), "{formula:?}");
                    }
                }
                let wanted = if formula.negated { all & !own } else { own };
                assert!(!shorter_exists(&terms, wanted, number, said), "{formula:?}");
            }
        });
    }
}

/// No fewer brackets tell whether the thing holds.
fn assert_fewest(visited: &Visited<'_>, set: &ReadingSet, brackets: &[usize]) {
    let all = visited.brackets.all.len();
    for subset in 0_u32..1 << all {
        let chosen: Vec<usize> = (0..all).filter(|it| subset >> it & 1 == 1).collect();
        if chosen.len() < brackets.len() {
            assert!(!visited.decided_by(set, &chosen), "{chosen:?} decide as well as {brackets:?}");
        }
    }
}

#[test]
fn a_condition_is_exact_for_the_readings_that_were_visited() {
    for which in [Which::Each, Which::Pairwise] {
        visiting(THREE, &which, |visited| {
            let count = visited.readings.len();
            for set in sets(count).filter(|it| it.len() < count) {
                let condition = visited.condition(&set);
                let formula = condition.formula.as_ref().expect("few brackets");
                assert_eq!(bits(&described(visited, formula), count), bits(&set, count), "{formula:?}");
            }
        });
    }
}

/// What is said of the readings with these choices.
fn told(text: &str, holds: impl Fn(&[Choice]) -> bool) -> String {
    let mut words = String::new();
    visiting(text, &Which::All, |visited| {
        let mut set = ReadingSet::default();
        for (number, reading) in visited.readings.iter().enumerate().filter(|(_, it)| holds(it.choices())) {
            set.insert(number);
            assert!(reading.choices().len() == visited.brackets.all.len());
        }
        words = visited.told(&visited.condition(&set)).words;
    });
    words
}

#[test]
fn conditions_are_told_in_the_words_of_drafters() {
    use Choice::{Out, Take};
    assert_eq!(told(THREE, |it| it[2] == Take(0)), "only where the text of RUS is adopted in article 5");
    assert_eq!(told(THREE, |it| it[0] == Out), "only where BLR is not retained");
    assert_eq!(
        told(THREE, |it| it[0] == Take(0) && it[1] == Out),
        "where BLR is retained and TUR is not: 2 of 8 readings"
    );
    assert_eq!(
        told(THREE, |it| it[0] == Take(0) || it[2] == Take(1)),
        "everywhere but where BLR is not retained and the text of RUS is adopted in article 5"
    );
    assert_eq!(
        told(THREE, |it| (it[0] == Take(0)) == (it[1] == Take(0))),
        "where BLR and TUR are retained, or where neither BLR nor TUR is retained: 4 of 8 readings"
    );
    assert_eq!(told(WIDE, |it| it[0] != Take(2)), "only where the text of RUS or of UKR is adopted in `it`");
    assert_eq!(told(NESTED, |it| it[1] == Take(1)), "only where `2 days` is adopted in `it`");
}

#[test]
fn what_a_bracket_keeps_apart() {
    use Choice::{Out, Take};
    let parted = |text: &str, which: &Which, one: &dyn Fn(&[Choice]) -> bool, other: &dyn Fn(&[Choice]) -> bool| {
        let mut parted = None;
        visiting(text, which, |visited| {
            let set = |holds: &dyn Fn(&[Choice]) -> bool| {
                let mut set = ReadingSet::default();
                let readings = visited.readings.iter().enumerate().filter(|(_, it)| holds(it.choices()));
                readings.for_each(|(number, _)| set.insert(number));
                set
            };
            let (one, other) = (set(one), set(other));
            let choosing = |set: &ReadingSet| visited.choosing(set, &visited.condition(set));
            parted = choosing(&one).parted_by(&choosing(&other));
        });
        parted
    };
    for which in [Which::Each, Which::All] {
        let (first, second) = (|it: &[Choice]| it[2] == Take(0), |it: &[Choice]| it[2] == Take(1));
        assert_eq!(parted(THREE, &which, &first, &second), Some(2), "rival texts");
        // No reading that is visited one by one keeps both, and yet they can be kept together.
        let (first, second) = (|it: &[Choice]| it[0] == Take(0), |it: &[Choice]| it[1] == Take(0));
        assert_eq!(parted(THREE, &which, &first, &second), None, "two proposals");
        let (first, second) = (|it: &[Choice]| it[1] == Take(1), |it: &[Choice]| it[0] == Take(1));
        assert_eq!(parted(NESTED, &which, &first, &second), Some(0), "within a rival text");
        let (first, second) = (|it: &[Choice]| it[2] == Take(0), |it: &[Choice]| it[2] == Out);
        assert_eq!(parted(NESTED, &which, &first, &second), Some(2), "there or not");
    }
}

#[test]
fn a_place_stands_where_its_text_is_taken() {
    visiting(NESTED, &Which::All, |visited| {
        let stands = |word: &str| {
            let at = NESTED.find(word).expect("a word") as u32;
            let set = visited.standing(crate::source::Span::new(at, at + word.len() as u32));
            let readings = visited.readings.iter().enumerate().filter(|(number, _)| set.contains(*number));
            readings.map(|(_, it)| it.choices().to_vec()).collect::<Vec<_>>()
        };
        assert_eq!(stands("Ukraine").len(), visited.readings.len());
        assert!(stands("2 days").iter().all(|it| it[1] == Choice::Take(1)));
        assert!(stands("UKR shall inform USA").iter().all(|it| it[0] == Choice::Take(1)));
        assert!(
            visited.standing(crate::source::Span::new(0, 5)).meets(&visited.standing(visited.brackets.all[1].span))
        );
    });
}
