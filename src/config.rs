//! What the user wants: which rules run, how much each weighs, who is assumed to attack whom.

use crate::diagnostic::{Severity, nearest};
use crate::rules::{self, CATALOGUE, Options, Profile, Set};
use std::fmt;

/// Everything that a check depends on besides the text. Plain data: flags, a file or an editor may fill it.
#[derive(Clone, Debug)]
pub struct Settings {
    /// Which rules run, by their place in the catalogue.
    on: Vec<bool>,
    /// The level of each rule, likewise.
    levels: Vec<Severity>,
    /// Who may attack whom, besides what the draft assumes.
    pub assumptions: Vec<Assumption>,
    /// Options of rules.
    pub options: Options,
}

/// A line of the threat model that comes from outside the draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Assumption {
    /// `RUS against UKR`: may attack; every beneficiary if nobody is named.
    Aggressor {
        /// Who.
        who: String,
        /// Whom.
        against: Option<String>,
    },
    /// `BLR votes with RUS`
    VotesWith {
        /// Who follows.
        who: String,
        /// Whom.
        with: String,
    },
    /// `RUS controls Militia`
    Controls {
        /// Who commands.
        who: String,
        /// Whom.
        whom: String,
    },
}

/// Which rules run, in the user's words: `all`, a set, a profile, a category, a rule.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// What runs; the recommended set if empty.
    pub select: Vec<String>,
    /// What runs besides.
    pub extend_select: Vec<String>,
    /// What does not run.
    pub ignore: Vec<String>,
}

/// A word that names no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The word.
    pub name: String,
    /// What was meant, perhaps.
    pub suggestion: Option<String>,
}

/// A line of the threat model that can't be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnreadableAssumption {
    /// The words.
    pub words: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self::of_sets(|set| set == Set::Recommended)
    }
}

impl Settings {
    /// The recommended set, each rule at its own level.
    pub fn recommended() -> Self {
        Self::default()
    }

    /// Every rule, each at its own level.
    pub fn all() -> Self {
        Self::of_sets(|_| true)
    }

    fn of_sets(holds: impl Fn(Set) -> bool) -> Self {
        let on = CATALOGUE.iter().map(|rule| holds(rule.set)).collect();
        let levels = CATALOGUE.iter().map(|rule| rule.level).collect();
        Self { on, levels, assumptions: Vec::new(), options: Options::default() }
    }

    /// The rules that a selection names, each at its own level. The closer word wins: a rule over its category, a
    /// category over a set; at the same distance `ignore` wins. What the reader can't read is reported whatever is
    /// selected, unless it is ignored by name.
    ///
    /// # Errors
    /// If a word names nothing.
    pub fn select(selection: &Selection) -> Result<Self, UnknownRule> {
        let read = |words: &[String]| words.iter().map(|word| Selector::read(word)).collect::<Result<Vec<_>, _>>();
        let mut chosen = read(&selection.select)?;
        if chosen.is_empty() {
            chosen.push(Selector::Set(Set::Recommended));
        }
        chosen.extend(read(&selection.extend_select)?);
        let ignored = read(&selection.ignore)?;
        let mut settings = Self::all();
        for (at, rule) in CATALOGUE.iter().enumerate() {
            let nearness =
                |selectors: &[Selector]| selectors.iter().filter(|it| it.names(at)).map(|it| it.nearness()).max();
            let always = (rule.category() == "syntax").then_some(Selector::Set(Set::All).nearness());
            settings.on[at] = nearness(&chosen).max(always) > nearness(&ignored);
        }
        Ok(settings)
    }

    /// Sets the level of all rules that a word names. It selects none of them.
    ///
    /// # Errors
    /// If the word names nothing.
    pub fn set_level(&mut self, word: &str, level: Severity) -> Result<(), UnknownRule> {
        let selector = Selector::read(word)?;
        for (_, slot) in self.levels.iter_mut().enumerate().filter(|(at, _)| selector.names(*at)) {
            *slot = level;
        }
        Ok(())
    }

    /// The level of a rule by its place in the catalogue; `None` if it does not run.
    pub fn level(&self, at: usize) -> Option<Severity> {
        self.on[at].then_some(self.levels[at])
    }
}

/// What a word names.
#[derive(Clone, Copy, Debug)]
enum Selector {
    Set(Set),
    Profile(Profile),
    Category(&'static str),
    Rule(usize),
}

impl Selector {
    fn read(word: &str) -> Result<Self, UnknownRule> {
        if let Some((set, _)) = Set::ALL.iter().find(|(_, it)| *it == word) {
            return Ok(Self::Set(*set));
        }
        if let Some((profile, _)) = Profile::ALL.iter().find(|(_, it)| *it == word) {
            return Ok(Self::Profile(*profile));
        }
        if let Some(category) = rules::categories().find(|it| *it == word) {
            return Ok(Self::Category(category));
        }
        rule_named(word).map(Self::Rule)
    }

    fn names(self, at: usize) -> bool {
        let rule = CATALOGUE[at];
        match self {
            Self::Set(set) => rule.set <= set,
            Self::Profile(profile) => rule.serves.contains(&profile),
            Self::Category(category) => rule.category() == category,
            Self::Rule(place) => place == at,
        }
    }

    fn nearness(self) -> u8 {
        match self {
            Self::Set(Set::All) => 0,
            Self::Set(_) | Self::Profile(_) => 1,
            Self::Category(_) => 2,
            Self::Rule(_) => 3,
        }
    }
}

/// The place in the catalogue of the rule that a word names: by its id, or by its bare name.
///
/// # Errors
/// If the word names no rule; with the nearest one.
pub fn rule_named(word: &str) -> Result<usize, UnknownRule> {
    rules::position(word)
        .or_else(|| CATALOGUE.iter().position(|rule| rule.name() == word))
        .ok_or_else(|| UnknownRule { name: word.to_owned(), suggestion: near_miss(word) })
}

fn near_miss(word: &str) -> Option<String> {
    let ids = || CATALOGUE.iter().map(|rule| rule.id);
    let names = CATALOGUE.iter().map(|rule| rule.name());
    let sets = Set::ALL.iter().map(|(_, it)| *it).chain(Profile::ALL.iter().map(|(_, it)| *it));
    if word.contains('/') {
        return nearest(word, ids()).map(String::from);
    }
    let found = nearest(word, names.chain(rules::categories()).chain(sets))?;
    Some(CATALOGUE.iter().find(|rule| rule.name() == found).map_or(found, |rule| rule.id).to_owned())
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule, category or set is called `{}`", self.name)?;
        match &self.suggestion {
            Some(meant) => write!(f, "; did you mean `{meant}`?"),
            None => write!(f, "; `vattel rules` lists them"),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Assumption {
    /// Reads `RUS`, `RUS against UKR`, `BLR votes with RUS`, `RUS controls Militia`.
    ///
    /// # Errors
    /// If the words are none of these.
    pub fn read(words: &str) -> Result<Self, UnreadableAssumption> {
        let parts: Vec<&str> = words.split_whitespace().collect();
        let actor = |word: &&str| word.starts_with(|c: char| c.is_alphabetic() && !c.is_lowercase());
        let own = |word: &str| word.to_owned();
        match parts.as_slice() {
            [who] if actor(who) => Ok(Self::Aggressor { who: own(who), against: None }),
            [who, "against", whom] if actor(who) && actor(whom) => {
                Ok(Self::Aggressor { who: own(who), against: Some(own(whom)) })
            }
            [who, "votes", "with", with] if actor(who) && actor(with) => {
                Ok(Self::VotesWith { who: own(who), with: own(with) })
            }
            [who, "controls", whom] if actor(who) && actor(whom) => {
                Ok(Self::Controls { who: own(who), whom: own(whom) })
            }
            _ => Err(UnreadableAssumption { words: words.to_owned() }),
        }
    }
}

impl std::str::FromStr for Assumption {
    type Err = UnreadableAssumption;

    fn from_str(words: &str) -> Result<Self, Self::Err> {
        Self::read(words)
    }
}

impl fmt::Display for UnreadableAssumption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no assumption; write `RUS against UKR`, `BLR votes with RUS` or `RUS controls Militia`",
            self.words
        )
    }
}

impl std::error::Error for UnreadableAssumption {}
