//! Which readings of a draft are visited: the unbracketed one, each alternative against it, every pair of alternatives, all,
//! or one by name.

use std::fmt;

use super::{Brackets, Choice, Reading, ReadingName, Unknown, UnreadableReading};
use crate::diagnostic::grouped;
use crate::source::Span;
use crate::syntax::ast::BracketId;

/// Which readings the user wants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Which {
    /// The unbracketed reading alone.
    Unbracketed,
    /// The unbracketed reading, and every alternative of every bracket against it.
    Each,
    /// Every two alternatives of two brackets together, in few readings.
    Pairwise,
    /// All of them.
    All,
    /// All of them if they are no more than this, or else as in `Each`.
    AllUpTo(u64),
    /// One, by name.
    Named(ReadingName),
}

impl Which {
    /// As configurations and flags name it: `each`, `pairwise`, `all`, `unbracketed`, or the name of a reading.
    ///
    /// # Errors
    /// If the words name none.
    pub fn read(words: &str) -> Result<Self, UnreadableReading> {
        Ok(match words.trim() {
            "each" => Self::Each,
            "pairwise" => Self::Pairwise,
            "all" => Self::All,
            "unbracketed" => Self::Unbracketed,
            name => {
                // `party=UKR` says what `UKR` says.
                let party = name.strip_prefix("party").filter(|rest| rest.starts_with(['=', ' ']));
                Self::Named(ReadingName::read(party.map_or(name, |rest| &rest[1..]))?)
            }
        })
    }
}

impl Default for Which {
    /// What a check reads if nobody says otherwise: of a draft with few readings all, so that what is said of them is exact.
    fn default() -> Self {
        Self::AllUpTo(64)
    }
}

/// How many readings a draft has; `None` if the number has more than 38 digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReadingTotal(pub Option<u128>);

/// The readings to visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Visits {
    /// They differ from each other, and the first is the unbracketed one unless one reading was asked for by name.
    pub readings: Vec<Reading>,
    /// How many readings the draft has.
    pub total: ReadingTotal,
    /// How many readings were wanted and not visited, since they are too many for a text of this length.
    pub omitted: usize,
    /// Parts of the reading's name that no bracket answers to.
    pub unknown: Vec<Unknown>,
    /// Brackets with rival texts in which the reading that was named takes the first one, since none is its own.
    pub borrowed: Vec<Span>,
}

/// More readings than may be visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooMany {
    /// How many there are.
    pub count: ReadingTotal,
    /// How many may be visited.
    pub most: u64,
}

/// So many alternatives are combined pairwise: their pairs are counted in a square.
const MOST_PAIRED: usize = 4_096;

impl Visits {
    /// The readings to visit, at most so many: more than that is refused, but for the alternatives one by one, of which
    /// the first ones are visited.
    ///
    /// # Errors
    /// If all readings, or pairs, are more than `most`.
    pub fn plan(brackets: &Brackets<'_>, which: &Which, most: u64) -> Result<Self, TooMany> {
        let space = Space::of(brackets);
        let total = space.count();
        let refused = TooMany { count: total, most };
        let mut plan = Self { readings: Vec::new(), total, omitted: 0, unknown: Vec::new(), borrowed: Vec::new() };
        match which {
            Which::Unbracketed => plan.readings.push(space.reading(&[])),
            Which::Each => {
                let visited = usize::try_from(most.max(1)).unwrap_or(usize::MAX);
                plan.readings = space.each().take(visited).map(|chosen| space.reading(chosen.as_slice())).collect();
                plan.omitted = space.each().count() - plan.readings.len();
            }
            Which::Pairwise => {
                plan.readings = space.pairwise().ok_or(refused)?;
                if plan.readings.len() as u64 > most {
                    return Err(refused);
                }
            }
            Which::All => match total.0 {
                Some(count) if count <= u128::from(most) => plan.readings = space.all(),
                _ => return Err(refused),
            },
            Which::AllUpTo(few) => match total.0 {
                Some(count) if count <= u128::from(*few.min(&most)) => plan.readings = space.all(),
                _ => return Self::plan(brackets, &Which::Each, most),
            },
            Which::Named(name) => {
                let (chosen, unknown) = name.choices(brackets);
                let reading = space.reading(&chosen);
                plan.borrowed = name.borrowed(brackets, &reading);
                plan.readings.push(reading);
                plan.unknown = unknown;
            }
        }
        Ok(plan)
    }

    /// Whether these are all readings that the draft has.
    pub fn is_exhaustive(&self) -> bool {
        self.total.is(self.readings.len())
    }
}

impl ReadingTotal {
    /// Whether so many readings are all of them.
    pub fn is(self, readings: usize) -> bool {
        self.0 == Some(readings as u128)
    }
}

impl fmt::Display for ReadingTotal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(count) => f.write_str(&grouped(count)),
            None => f.write_str("more than 10^38"),
        }
    }
}

/// The choices that there are.
struct Space {
    /// What may be chosen in each bracket, the choice of the unbracketed reading first.
    choices: Vec<Vec<Choice>>,
    /// The bracket that each stands in, and its text.
    within: Vec<Option<(usize, Choice)>>,
}

impl Space {
    fn of(brackets: &Brackets<'_>) -> Self {
        let within = |it: Option<(BracketId, usize)>| it.map(|(id, at)| (id.0 as usize, Choice::take(at)));
        Self {
            choices: brackets.all.iter().map(super::BracketText::choices).collect(),
            within: brackets.all.iter().map(|it| within(it.within)).collect(),
        }
    }

    fn count(&self) -> ReadingTotal {
        // How many readings each bracket has with those within it. Those within stand behind it.
        let mut counts: Vec<Vec<Option<u128>>> = self.choices.iter().map(|it| vec![Some(1); it.len()]).collect();
        let mut total = Some(1_u128);
        for at in (0..self.choices.len()).rev() {
            let own = counts[at].iter().try_fold(0_u128, |sum, it| sum.checked_add((*it)?));
            let factor = match self.within[at] {
                None => &mut total,
                Some((outer, choice)) => {
                    let place = self.choices[outer].iter().position(|it| *it == choice).unwrap_or(0);
                    &mut counts[outer][place]
                }
            };
            *factor = factor.and_then(|it| it.checked_mul(own?));
        }
        ReadingTotal(total)
    }

    /// Whether a bracket stands in the text, as far as those before it have been chosen.
    fn stands(&self, at: usize, chosen: &[Choice]) -> bool {
        self.within[at].is_none_or(|(outer, choice)| chosen[outer] == choice)
    }

    /// Chooses in the brackets from `from` on what the unbracketed reading chooses.
    fn settle(&self, chosen: &mut [Choice], from: usize) {
        for at in from..chosen.len() {
            chosen[at] = if self.stands(at, chosen) { self.choices[at][0] } else { Choice::Moot };
        }
    }

    /// A choice, with those of the brackets around that it needs.
    fn needs(&self, bracket: usize, choice: Choice) -> Vec<(usize, Choice)> {
        let around = std::iter::successors(Some((bracket, choice)), |(at, _)| self.within[*at]);
        around.collect()
    }

    /// The unbracketed reading but for some choices, whatever these need.
    fn reading(&self, chosen: &[(BracketId, Choice)]) -> Reading {
        let mut wanted: Vec<Option<Choice>> = vec![None; self.choices.len()];
        for (id, choice) in chosen {
            for (at, choice) in self.needs(id.0 as usize, *choice) {
                wanted[at] = Some(choice);
            }
        }
        self.reading_of(&wanted)
    }

    fn reading_of(&self, wanted: &[Option<Choice>]) -> Reading {
        let mut choices = Vec::with_capacity(wanted.len());
        for (at, wanted) in wanted.iter().enumerate() {
            let choice = if self.stands(at, &choices) { wanted.unwrap_or(self.choices[at][0]) } else { Choice::Moot };
            choices.push(choice);
        }
        Reading::choosing(choices)
    }

    /// The unbracketed reading, then every choice against it.
    fn each(&self) -> impl Iterator<Item = Option<(BracketId, Choice)>> {
        let others = self.choices.iter().enumerate().flat_map(|(at, choices)| {
            // What the unbracketed reading chooses comes with the text around.
            choices.iter().skip(1).map(move |choice| Some((BracketId(at as u32), *choice)))
        });
        std::iter::once(None).chain(others)
    }

    /// Every reading, the first brackets turning slowest.
    fn all(&self) -> Vec<Reading> {
        let mut chosen = vec![Choice::Moot; self.choices.len()];
        self.settle(&mut chosen, 0);
        let mut all = vec![Reading::choosing(chosen.clone())];
        while self.advance(&mut chosen) {
            all.push(Reading::choosing(chosen.clone()));
        }
        all
    }

    fn advance(&self, chosen: &mut [Choice]) -> bool {
        for at in (0..chosen.len()).rev() {
            let place = self.choices[at].iter().position(|it| *it == chosen[at]);
            if let Some(next) = place.and_then(|it| self.choices[at].get(it + 1)) {
                chosen[at] = *next;
                self.settle(chosen, at + 1);
                return true;
            }
        }
        false
    }

    /// Readings that hold every two choices that can stand together, each reading made to hold as many as it can.
    fn pairwise(&self) -> Option<Vec<Reading>> {
        let firsts: Vec<usize> =
            self.choices.iter().scan(0, |next, choices| Some(std::mem::replace(next, *next + choices.len()))).collect();
        let numbered: Vec<(usize, Choice)> =
            self.choices.iter().enumerate().flat_map(|(at, it)| it.iter().map(move |choice| (at, *choice))).collect();
        let count = numbered.len();
        if count > MOST_PAIRED {
            return None;
        }
        let number = |at: usize, choice: Choice| {
            self.choices[at].iter().position(|it| *it == choice).map(|place| firsts[at] + place)
        };
        let needs: Vec<_> = numbered.iter().map(|(at, choice)| self.needs(*at, *choice)).collect();
        // A pair of a choice with itself stands for the choice alone.
        let together = |a: usize, b: usize| {
            needs[a].iter().all(|(at, choice)| needs[b].iter().all(|(other, it)| at != other || choice == it))
        };
        let mut open = vec![false; count * count];
        for a in 0..count {
            for b in a..count {
                open[a * count + b] = together(a, b);
            }
        }
        let pair = |a: usize, b: usize| if a < b { a * count + b } else { b * count + a };
        let mut readings = vec![self.reading(&[])];
        let mut next = 0;
        loop {
            let last: Vec<usize> = readings[readings.len() - 1]
                .choices()
                .iter()
                .enumerate()
                .filter_map(|(at, choice)| number(at, *choice))
                .collect();
            for (place, a) in last.iter().enumerate() {
                for b in &last[place..] {
                    open[pair(*a, *b)] = false;
                }
            }
            let Some(seed) = open[next..].iter().position(|it| *it).map(|it| next + it) else { return Some(readings) };
            next = seed;
            let mut wanted = vec![None; self.choices.len()];
            let mut taken: Vec<usize> = Vec::new();
            for (at, choice) in needs[seed / count].iter().chain(&needs[seed % count]) {
                wanted[*at] = Some(*choice);
                taken.extend(number(*at, *choice));
            }
            let mut chosen: Vec<Choice> = Vec::with_capacity(wanted.len());
            for (at, wanted) in wanted.into_iter().enumerate() {
                if !self.stands(at, &chosen) {
                    chosen.push(Choice::Moot);
                    continue;
                }
                let choice = wanted.unwrap_or_else(|| {
                    let gain = |choice: &Choice| {
                        let own = number(at, *choice).unwrap_or(0);
                        taken.iter().filter(|it| open[pair(own, **it)]).count()
                    };
                    let mut best = self.choices[at][0];
                    for choice in &self.choices[at] {
                        if gain(choice) > gain(&best) {
                            best = *choice;
                        }
                    }
                    best
                });
                taken.extend(number(at, choice));
                chosen.push(choice);
            }
            readings.push(Reading::choosing(chosen));
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::source::FileId;
    use crate::syntax;

    const DRAFT: &str = "party UKR \"Ukraine\"
[ RUS: party BLR \"Belarus\" ]
[ RUS: obligation it { UKR shall inform RUS within [ 1 day | 2 days | 3 days ] by [ UKR: weapons ], funding }
| UKR: obligation other { UKR [ shall | should ] inform USA }
| nothing ]
article 5 { trigger attack { [ RUS: decided by unanimity of parties | UKR: decided by each of parties ] } }
article 6 { limit army { on UKR at most [ RUS: 85000 | UKR: 250000 ] personnel } }";

    fn with<T>(text: &str, ask: impl FnOnce(&Brackets<'_>) -> T) -> T {
        let parsed = syntax::parse(FileId(0), text);
        assert!(parsed.diagnostics.is_empty(), "{:#?}", parsed.diagnostics);
        ask(&Brackets::of(text, &parsed.draft))
    }

    fn plan(which: &Which) -> Visits {
        with(DRAFT, |brackets| Visits::plan(brackets, which, 1_000).expect("few readings"))
    }

    fn named(words: &str) -> Visits {
        plan(&Which::Named(ReadingName::read(words).expect("a name")))
    }

    #[test]
    fn all_readings_are_visited_once() {
        let visits = plan(&Which::All);
        // Belarus or not; three days and weapons or not, two modals, nothing; two rules; two numbers.
        assert_eq!(visits.readings.len(), 2 * (3 * 2 + 2 + 1) * 2 * 2);
        assert!(visits.is_exhaustive());
        let distinct: BTreeSet<_> = visits.readings.iter().collect();
        assert_eq!(distinct.len(), visits.readings.len());
        assert_eq!(visits.total, ReadingTotal(Some(72)));
    }

    #[test]
    fn what_stands_in_a_text_that_is_not_taken_is_moot() {
        for reading in plan(&Which::All).readings {
            let [_, outer, days, weapons, modal, ..] = *reading.choices() else { panic!("seven brackets") };
            assert_eq!(days == Choice::Moot, outer != Choice::Take(0));
            assert_eq!(weapons == Choice::Moot, outer != Choice::Take(0));
            assert_eq!(modal == Choice::Moot, outer != Choice::Take(1));
        }
    }

    #[test]
    fn each_alternative_is_visited_against_the_unbracketed_reading() {
        let visits = plan(&Which::Each);
        // The first, then Belarus, two other texts, two other days, weapons, the other modal, rule and number.
        assert_eq!(visits.readings.len(), 1 + 1 + 2 + 2 + 1 + 1 + 1 + 1);
        let all: BTreeSet<_> = plan(&Which::All).readings.into_iter().collect();
        assert!(visits.readings.iter().all(|it| all.contains(it)));
        assert_eq!(visits.readings[0], plan(&Which::Unbracketed).readings[0]);
        // The other modal stands in a text that the unbracketed reading does not take.
        let modal = visits.readings.iter().find(|it| it.choices()[4] == Choice::Take(1)).expect("a reading");
        assert_eq!(modal.choices()[1], Choice::Take(1));
    }

    #[test]
    fn pairwise_readings_hold_every_two_choices_that_can_stand_together() {
        let pairs = |readings: &[Reading]| {
            let mut pairs = BTreeSet::new();
            for reading in readings {
                let standing = reading.choices().iter().enumerate().filter(|(_, it)| **it != Choice::Moot);
                let standing: Vec<_> = standing.collect();
                for (at, a) in standing.iter().enumerate() {
                    pairs.extend(standing[at..].iter().map(|b| (a.0, *a.1, b.0, *b.1)));
                }
            }
            pairs
        };
        let (few, all) = (plan(&Which::Pairwise).readings, plan(&Which::All).readings);
        assert_eq!(pairs(&few), pairs(&all));
        assert!(few.len() < all.len() / 3, "{} of {}", few.len(), all.len());
        let distinct: BTreeSet<_> = few.iter().collect();
        assert_eq!(distinct.len(), few.len());
    }

    #[test]
    fn a_reading_goes_by_the_names_of_those_whose_texts_are_taken() {
        use Choice::{Moot, Out, Take};
        let choices = |words: &str| named(words).readings[0].choices().to_vec();
        assert_eq!(choices("UKR"), [Out, Take(1), Moot, Moot, Take(0), Take(1), Take(1)]);
        assert_eq!(choices("RUS at article 5, UKR"), [Out, Take(1), Moot, Moot, Take(0), Take(0), Take(1)]);
        assert_eq!(choices("RUS"), [Take(0), Take(0), Take(0), Out, Moot, Take(0), Take(0)]);
        assert_eq!(choices("3b, 6b"), [Out, Take(0), Take(1), Out, Moot, Take(1), Take(0)]);
        assert_eq!(
            choices("5b"),
            [Out, Take(1), Moot, Moot, Take(1), Take(0), Take(0)],
            "a text brings what it stands in"
        );
        assert_eq!(choices("4a"), [Out, Take(0), Take(0), Take(0), Moot, Take(0), Take(0)]);
        let unknown = named("UKR at article 6, RUK, RUS at article 7").unknown;
        let unknown: Vec<_> = unknown.iter().map(|it| (&*it.name, it.near.as_deref())).collect();
        assert_eq!(unknown, [("RUK", Some("RUS")), ("RUS at article 7", None)]);
        assert!(ReadingName::read("ukr").is_err() && ReadingName::read("3").is_err() && ReadingName::read("").is_err());
    }

    #[test]
    fn a_place_is_named_with_the_comma_of_its_title() {
        for place in ["letter \"Troops, tanks\"", "annex \"Naval, air\"", "protocol \"Point 10\""] {
            let draft = format!(
                "party UKR \"Ukraine\" {place} {{ limit army {{ on UKR at most [ UKR: 1 | RUS: 2 ] personnel }} }}"
            );
            with(&draft, |brackets| {
                let name = ReadingName::read(&format!("UKR at article 1, RUS at {place}, UKR")).expect("a name");
                let visits = Visits::plan(brackets, &Which::Named(name), 1).expect("one reading");
                assert_eq!(visits.readings[0].choices(), [Choice::Take(1)], "{place}");
            });
        }
    }

    #[test]
    fn too_many_readings_are_refused_with_their_number() {
        let parties =
            |count: u32| (0..count).map(|it| format!("[ party P{it} \"Party\" ]")).collect::<Vec<_>>().join("\n");
        let many = parties(20);
        with(&many, |brackets| {
            let refused = Visits::plan(brackets, &Which::All, 65_536).expect_err("a million readings");
            assert_eq!(refused, TooMany { count: ReadingTotal(Some(1 << 20)), most: 65_536 });
            assert_eq!(refused.count.to_string(), "1,048,576");
            let each = Visits::plan(brackets, &Which::Each, 10).expect("some of them");
            assert_eq!((each.readings.len(), each.omitted), (10, 11));
        });
        let endless = parties(200);
        with(&endless, |brackets| {
            let one = Visits::plan(brackets, &Which::Unbracketed, 1).expect("one reading");
            assert_eq!(one.total.to_string(), "more than 10^38");
        });
    }

    #[test]
    fn a_draft_without_brackets_has_one_reading() {
        with("party UKR \"Ukraine\"", |brackets| {
            for which in [Which::Each, Which::Pairwise, Which::All, Which::Unbracketed] {
                let visits = Visits::plan(brackets, &which, 1).expect("one reading");
                assert_eq!(visits.readings.len(), 1, "{which:?}");
                assert!(visits.is_exhaustive());
            }
        });
    }
}
